from django.urls import path

from campaigns.views import criteria, score_lists, score_sheets, settlements

CRITERIA = "phong-trao/<int:campaign_pk>/bang-tieu-chi/"
SCORES = "phong-trao/<int:campaign_pk>/cham-diem/"
SHEET = "cham-diem/<int:pk>/"
SENDS = {"sends": True}

urlpatterns = [
    path(CRITERIA, criteria.criteria_of_campaign, name="criteria"),
    path(f"{CRITERIA}<slug:slug>/sua/", criteria.criteria_edit, name="criteria_edit"),
    path(f"{CRITERIA}<slug:slug>/chep/", criteria.criteria_copy, name="criteria_copy"),
    path("bang-tieu-chi/<int:pk>/ap-dung/", criteria.criteria_put_to_use, name="criteria_put_to_use"),
    path("bang-tieu-chi/<int:pk>/lay-lai/", criteria.criteria_take_back, name="criteria_take_back"),
    path("bang-tieu-chi/<int:pk>/xoa/", criteria.criteria_discard, name="criteria_discard"),
    path("bang-tieu-chi/<int:pk>/doi-han/", criteria.criteria_postpone, name="criteria_postpone"),
    path(SCORES, score_lists.score_list, name="score_list"),
    path(f"{SCORES}chot/", score_lists.scores_settle, name="scores_settle"),
    path(f"{SCORES}nguoi-cham/<int:department_pk>/", score_lists.unit_scorers_page, name="unit_scorers"),
    path(f"{SCORES}khong-cho/<int:staff_pk>/", settlements.score_without_self, name="score_without_self"),
    path(f"{SCORES}cua-toi/", score_sheets.my_scores, name="my_scores"),
    path(f"{SCORES}cua-toi/gui/", score_sheets.my_scores, SENDS, name="my_scores_send"),
    path(f"{SCORES}don-vi/<int:department_pk>/", score_sheets.unit_scores, name="unit_scores"),
    path(f"{SCORES}don-vi/<int:department_pk>/gui/", score_sheets.unit_scores, SENDS, name="unit_scores_send"),
    path(SHEET, score_sheets.score_sheet, name="score_sheet"),
    path(f"{SHEET}rut/", score_sheets.score_sheet_take_back, name="score_sheet_take_back"),
    path(f"{SHEET}cham/", score_sheets.score_sheet_mark, name="score_sheet_mark"),
    path(f"{SHEET}cham/gui/", score_sheets.score_sheet_mark, SENDS, name="score_sheet_mark_send"),
    path(f"{SHEET}chot/", settlements.score_sheet_settle, name="score_sheet_settle"),
    path(f"{SHEET}mo-lai/", settlements.score_sheet_reopen, name="score_sheet_reopen"),
]
