from django.urls import path

from awards.views import (
    bundles,
    print_checks,
    revocation_acts,
    revocations,
    session_papers,
    submission_acts,
    submissions,
)

WORD = {"as_word": True}

urlpatterns = [
    path("to-trinh/", submissions.submission_list_page, name="submission_list"),
    path("to-trinh/them/", submissions.submission_add, name="submission_add"),
    path("to-trinh/<int:pk>/", submissions.submission, name="submission"),
    path("to-trinh/<int:pk>/sua/", submissions.submission_edit, name="submission_edit"),
    path("to-trinh/<int:pk>/xoa/", submissions.submission_discard, name="submission_discard"),
    path("to-trinh/<int:pk>/to-trinh.pdf", submissions.submission_pdf, name="submission_pdf"),
    path("to-trinh/<int:pk>/to-trinh.docx", submissions.submission_pdf, WORD, name="submission_docx"),
    path("to-trinh/<int:pk>/ban-ky.pdf", submissions.submission_blank_pdf, name="submission_blank_pdf"),
    path("to-trinh/<int:pk>/ban-ky.docx", submissions.submission_blank_pdf, WORD, name="submission_blank_docx"),
    path("to-trinh/<int:pk>/kiem-tra/", print_checks.submission_check, name="submission_check"),
    path("to-trinh/<int:pk>/gui/", submission_acts.submission_send, name="submission_send"),
    path("to-trinh/<int:pk>/tra-loi/", submission_acts.submission_answer, name="submission_answer"),
    path("to-trinh/tra-loi/<int:pk>/sua/", submission_acts.answer_mend, name="answer_mend"),
    path("to-trinh/tra-loi/<int:pk>/tep/", submission_acts.answer_file, name="answer_file"),
    path("to-trinh/<int:pk>/ho-so/", bundles.bundle, name="bundle"),
    path("to-trinh/<int:pk>/ho-so/lap/", bundles.bundle_make, name="bundle_make"),
    path("to-trinh/<int:pk>/trich-bien-ban.pdf", session_papers.minutes_extract, name="minutes_extract_pdf"),
    path(
        "to-trinh/<int:pk>/trich-kiem-phieu-<int:round_pk>.pdf", session_papers.tally_extract, name="tally_extract_pdf"
    ),
    path(
        "to-trinh/<int:pk>/trich-kiem-phieu-<int:round_pk>.docx",
        session_papers.tally_extract,
        WORD,
        name="tally_extract_docx",
    ),
    path("to-trinh/<int:pk>/trich-bien-ban.docx", session_papers.minutes_extract, WORD, name="minutes_extract_docx"),
    path("to-trinh/dong/<int:pk>/ban-giay/", bundles.report_on_paper, name="report_on_paper"),
    path("to-trinh/dong/<int:pk>/ban-giay/bo/", bundles.report_not_on_paper, name="report_not_on_paper"),
    path("to-trinh/<int:pk>/ho-so/tep-nen/", bundles.bundle_archive, name="bundle_archive"),
    path("to-trinh/<int:pk>/ho-so/ban-gop.pdf", bundles.bundle_merged, name="bundle_merged"),
    path("quyet-dinh/<int:pk>/huy-bo/", revocations.revocation_begin, name="revocation_begin"),
    path("huy-bo/", revocations.revocation_list, name="revocation_list"),
    path("huy-bo/<int:pk>/", revocations.revocation, name="revocation"),
    path("huy-bo/<int:pk>/sua/", revocations.revocation_edit, name="revocation_edit"),
    path("huy-bo/<int:pk>/xoa/", revocation_acts.revocation_discard, name="revocation_discard"),
    path("huy-bo/<int:pk>/quyet-dinh.pdf", revocation_acts.revocation_pdf, name="revocation_pdf"),
    path("huy-bo/<int:pk>/quyet-dinh.docx", revocation_acts.revocation_pdf, WORD, name="revocation_docx"),
    path("huy-bo/<int:pk>/ban-ky.pdf", revocation_acts.revocation_blank_pdf, name="revocation_blank_pdf"),
    path("huy-bo/<int:pk>/ban-ky.docx", revocation_acts.revocation_blank_pdf, WORD, name="revocation_blank_docx"),
    path("huy-bo/<int:pk>/kiem-tra/", print_checks.revocation_check, name="revocation_check"),
    path("huy-bo/<int:pk>/ban-hanh/", revocation_acts.revocation_issue, name="revocation_issue"),
    path("huy-bo/viec/<int:pk>/xong/", revocation_acts.task_done, name="revocation_task_done"),
]
