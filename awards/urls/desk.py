from django.urls import path

from awards.views import desk, documents, print_checks

WORD = {"as_word": True}

urlpatterns = [
    path("van-ban/", desk.paper_draft_list, name="paper_draft_list"),
    path("van-ban/soan/<str:kind>/<int:pk>/", desk.paper_begin, name="paper_begin"),
    path("van-ban/<int:pk>/", desk.paper_draft, name="paper_draft"),
    path("van-ban/<int:pk>/sua/", desk.paper_write, name="paper_write"),
    path("van-ban/<int:pk>/van-ban.pdf", desk.paper_pdf, name="paper_pdf"),
    path("van-ban/<int:pk>/van-ban.docx", desk.paper_pdf, WORD, name="paper_draft_docx"),
    path("van-ban/<int:pk>/ban-ky.pdf", desk.paper_blank_pdf, name="paper_blank_pdf"),
    path("van-ban/<int:pk>/ban-ky.docx", desk.paper_blank_pdf, WORD, name="paper_blank_docx"),
    path("van-ban/<int:pk>/kiem-tra/", print_checks.paper_check, name="paper_check"),
    path("van-ban/<int:pk>/ban-hanh/", desk.paper_issue, name="paper_issue"),
    path("van-ban/<int:pk>/bo/", desk.paper_discard, name="paper_discard"),
    path("van-ban-di/", documents.outgoing_list, name="outgoing_list"),
    path("van-ban-di/nam/<int:year>/so-van-ban-di.pdf", documents.outgoing_pdf, name="outgoing_pdf"),
    path("van-ban-di/nam/<int:year>/so-van-ban-di.docx", documents.outgoing_pdf, WORD, name="outgoing_docx"),
    path("van-ban-di/<int:pk>/", documents.issued_document, name="issued_document"),
    path("van-ban-di/<int:pk>/van-ban.pdf", documents.issued_document_pdf, name="issued_document_pdf"),
    path("van-ban-di/<int:pk>/van-ban.docx", documents.issued_document_pdf, WORD, name="issued_document_docx"),
    path("van-ban-di/<int:pk>/thay-the/", documents.document_replace, name="document_replace"),
    path("van-ban-di/<int:pk>/ban-da-ky/them/", documents.signed_copy_add, name="signed_copy_add"),
    path("van-ban-di/<int:pk>/ban-da-ky/<int:copy_pk>/", documents.signed_copy, name="signed_copy"),
]
