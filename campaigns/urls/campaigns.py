from django.urls import path

from campaigns.views import campaigns, plan, plan_findings

urlpatterns = [
    path("phong-trao/", campaigns.campaign_list, name="campaign_list"),
    path("phong-trao/them/", plan.campaign_add, name="campaign_add"),
    path("phong-trao/<int:pk>/", campaigns.campaign, name="campaign"),
    path("phong-trao/<int:pk>/ke-hoach.pdf", campaigns.plan_pdf, name="plan_pdf"),
    path("phong-trao/<int:pk>/phat-dong/", campaigns.campaign_launch, name="campaign_launch"),
    path("phong-trao/<int:pk>/huy/", campaigns.campaign_cancel, name="campaign_cancel"),
    path("phong-trao/<int:pk>/dieu-chinh/", campaigns.campaign_adjustments, name="campaign_adjustments"),
    path("phong-trao/<int:pk>/dieu-chinh/<slug:field>/", campaigns.campaign_adjust, name="campaign_adjust"),
    path("phong-trao/<int:pk>/sua/", plan.campaign_edit, name="campaign_edit"),
    path("phong-trao/<int:pk>/sua/phong-trao/", plan.plan_movements, name="plan_movements"),
    path("phong-trao/<int:pk>/sua/chi-tieu/", plan.plan_targets, name="plan_targets"),
    path("phong-trao/<int:pk>/sua/dot/", plan.plan_phases, name="plan_phases"),
    path("phong-trao/<int:pk>/sua/kinh-phi/", plan.plan_budget, name="plan_budget"),
    path("phong-trao/<int:pk>/sua-nhanh/<slug:key>/", plan_findings.plan_mend, name="plan_mend"),
    path("phong-trao/<int:pk>/sua/<slug:part>/", plan.plan_part, name="plan_part"),
    path("phong-trao/dot/<int:pk>/", plan.phase_days, name="phase_days"),
]
