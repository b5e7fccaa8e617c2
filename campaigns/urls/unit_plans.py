from django.urls import path

from campaigns.views import unit_plans

CAMPAIGN = "phong-trao/<int:campaign_pk>/"
PLAN = f"{CAMPAIGN}don-vi/<int:department_pk>/ke-hoach/"

urlpatterns = [
    path(f"{CAMPAIGN}ke-hoach-don-vi/", unit_plans.unit_plan_list, name="unit_plan_list"),
    path(PLAN, unit_plans.unit_plan, name="unit_plan"),
    path(f"{PLAN}sua/", unit_plans.unit_plan_edit, name="unit_plan_edit"),
    path(f"{PLAN}tep/", unit_plans.unit_plan_file, name="unit_plan_file"),
    path(f"{PLAN}tep/them/", unit_plans.unit_plan_file_add, name="unit_plan_file_add"),
    path(f"{PLAN}tep/bo/", unit_plans.unit_plan_file_remove, name="unit_plan_file_remove"),
    path(f"{PLAN}nop/", unit_plans.unit_plan_send, name="unit_plan_send"),
    path(f"{PLAN}lay-lai/", unit_plans.unit_plan_take_back, name="unit_plan_take_back"),
    path(f"{PLAN}mo-lai/", unit_plans.unit_plan_reopen, name="unit_plan_reopen"),
]
