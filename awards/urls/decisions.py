from django.urls import path

from awards.views import bases, decisions, print_checks

WORD = {"as_word": True}

urlpatterns = [
    path("quyet-dinh/", decisions.decision_list, name="decision_list"),
    path("quyet-dinh/them/", decisions.decision_add, name="decision_add"),
    path("quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("quyet-dinh/<int:pk>/quyet-dinh.pdf", decisions.decision_pdf, name="decision_pdf"),
    path("quyet-dinh/<int:pk>/quyet-dinh.docx", decisions.decision_pdf, WORD, name="decision_docx"),
    path("quyet-dinh/<int:pk>/ban-ky.pdf", decisions.decision_blank_pdf, name="decision_blank_pdf"),
    path("quyet-dinh/<int:pk>/ban-ky.docx", decisions.decision_blank_pdf, WORD, name="decision_blank_docx"),
    path("quyet-dinh/<int:pk>/kiem-tra/", print_checks.decision_check, name="decision_check"),
    path("quyet-dinh/<int:pk>/doi-ngay/", decisions.decision_redate, name="decision_redate"),
    path("quyet-dinh/<int:pk>/ban-hanh/", decisions.decision_issue, name="decision_issue"),
    path("quyet-dinh/<int:pk>/xoa/", decisions.decision_discard, name="decision_discard"),
    path("quyet-dinh/<int:pk>/can-cu/them/", bases.basis_add, name="basis_add"),
    path("quyet-dinh/<int:pk>/can-cu/<int:basis_pk>/bo/", bases.basis_drop, name="basis_drop"),
    path("quyet-dinh/<int:pk>/can-cu/<int:basis_pk>/thay/", bases.basis_replace, name="basis_replace"),
    path("quyet-dinh/<int:pk>/can-cu/<int:basis_pk>/len/", bases.basis_up, name="basis_up"),
    path("quyet-dinh/<int:pk>/can-cu/<int:basis_pk>/xuong/", bases.basis_down, name="basis_down"),
]
