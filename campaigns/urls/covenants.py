from django.urls import path

from campaigns.views import covenants

CAMPAIGN = "phong-trao/<int:campaign_pk>/"
ONE = "giao-uoc/<int:pk>/"

urlpatterns = [
    path(f"{CAMPAIGN}giao-uoc/", covenants.covenant_list, name="covenant_list"),
    path(f"{CAMPAIGN}don-vi/<int:department_pk>/giao-uoc/them/", covenants.covenant_add, name="covenant_add"),
    path(ONE, covenants.covenant, name="covenant"),
    path(f"{ONE}sua/", covenants.covenant_edit, name="covenant_edit"),
    path(f"{ONE}gui-ky/", covenants.covenant_offer, name="covenant_offer"),
    path(f"{ONE}ky/<int:department_pk>/", covenants.covenant_sign, name="covenant_sign"),
    path(f"{ONE}lay-lai/", covenants.covenant_take_back, name="covenant_take_back"),
    path(f"{ONE}rut/", covenants.covenant_withdraw, name="covenant_withdraw"),
    path(f"{ONE}ban-giao-uoc.pdf", covenants.covenant_pdf, name="covenant_pdf"),
    path(f"{ONE}ban-giao-uoc.docx", covenants.covenant_pdf, {"as_word": True}, name="covenant_docx"),
]
