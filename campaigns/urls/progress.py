from django.urls import path

from campaigns.views import check_ins, former_units, progress

PHASE = "danh-gia/dot/<int:phase_pk>/"
FORMER = "phong-trao/<int:campaign_pk>/y-kien-don-vi-cu/"
CHECK_IN = "bao-tien-do/<int:pk>/minh-chung/"

urlpatterns = [
    path(f"{PHASE}bao-tien-do/", check_ins.check_in, name="check_in"),
    path(f"{PHASE}tien-do/", progress.phase_progress, name="phase_progress"),
    path(f"{PHASE}tien-do/nguoi/", progress.progress_people, name="progress_people"),
    path(f"{PHASE}tien-do/ban-dang-ky/<int:pledge_pk>/", progress.pledge_progress, name="pledge_progress"),
    path(f"{PHASE}ket-qua/", progress.result_list, name="result_list"),
    path(CHECK_IN, check_ins.check_in_file, name="check_in_file"),
    path(f"{CHECK_IN}them/", check_ins.check_in_file_add, name="check_in_file_add"),
    path(f"{CHECK_IN}bo/", check_ins.check_in_file_remove, name="check_in_file_remove"),
    path(FORMER, former_units.former_unit_list, name="former_unit_list"),
    path(f"{FORMER}<int:stay_pk>/", former_units.former_unit_opinion, name="former_unit_opinion"),
]
