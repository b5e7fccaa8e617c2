from django.urls import path

from campaigns.views import amendments, campaigns, copying, plan, plan_findings, targets

WORD = {"as_word": True}

urlpatterns = [
    path("phong-trao/", campaigns.campaign_list, name="campaign_list"),
    path("phong-trao/them/", plan.campaign_add, name="campaign_add"),
    path("phong-trao/<int:pk>/", campaigns.campaign, name="campaign"),
    path("phong-trao/<int:pk>/ke-hoach.pdf", campaigns.plan_pdf, name="plan_pdf"),
    path("phong-trao/<int:pk>/ke-hoach.docx", campaigns.plan_pdf, WORD, name="plan_docx"),
    path("phong-trao/<int:pk>/phat-dong/", campaigns.campaign_launch, name="campaign_launch"),
    path("phong-trao/<int:pk>/huy/", campaigns.campaign_cancel, name="campaign_cancel"),
    path("phong-trao/<int:pk>/dieu-chinh/", campaigns.campaign_adjustments, name="campaign_adjustments"),
    path("phong-trao/<int:pk>/dieu-chinh/<slug:field>/", campaigns.campaign_adjust, name="campaign_adjust"),
    path("phong-trao/<int:pk>/chep/", copying.campaign_copy, name="campaign_copy"),
    path("phong-trao/<int:pk>/chi-tieu/", targets.target_list, name="target_list"),
    path("phong-trao/chi-tieu/<int:pk>/", targets.target_results, name="target_results"),
    path("phong-trao/chi-tieu/<int:pk>/ghi/", targets.target_record, name="target_record"),
    path("phong-trao/chi-tieu/<int:pk>/<int:result_pk>/bo/", targets.target_result_remove, name="target_result_remove"),
    path("phong-trao/<int:pk>/sua-doi/them/", amendments.plan_amendment_add, name="plan_amendment_add"),
    path("phong-trao/sua-doi/<int:pk>/", amendments.plan_amendment, name="plan_amendment"),
    path("phong-trao/sua-doi/<int:pk>/sua/", amendments.plan_amendment_edit, name="plan_amendment_edit"),
    path("phong-trao/sua-doi/<int:pk>/xoa/", amendments.plan_amendment_discard, name="plan_amendment_discard"),
    path("phong-trao/sua-doi/<int:pk>/ke-hoach.pdf", amendments.plan_amendment_pdf, name="plan_amendment_pdf"),
    path("phong-trao/sua-doi/<int:pk>/ke-hoach.docx", amendments.plan_amendment_pdf, WORD, name="plan_amendment_docx"),
    path("phong-trao/<int:pk>/sua/", plan.campaign_edit, name="campaign_edit"),
    path("phong-trao/<int:pk>/sua/phong-trao/", plan.plan_movements, name="plan_movements"),
    path("phong-trao/<int:pk>/sua/chi-tieu/", plan.plan_targets, name="plan_targets"),
    path("phong-trao/<int:pk>/sua/dot/", plan.plan_phases, name="plan_phases"),
    path("phong-trao/<int:pk>/sua/kinh-phi/", plan.plan_budget, name="plan_budget"),
    path("phong-trao/<int:pk>/sua-nhanh/<slug:key>/", plan_findings.plan_mend, name="plan_mend"),
    path("phong-trao/<int:pk>/sua/<slug:part>/", plan.plan_part, name="plan_part"),
    path("phong-trao/dot/<int:pk>/", plan.phase_days, name="phase_days"),
]
