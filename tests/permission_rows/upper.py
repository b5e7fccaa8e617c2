"""Letters to the level above and revocations: the clerk makes them, signers sign their own, the rector reads all."""

from tests.awards.meeting import DAY
from tests.permission_row import get, post

SENT = {"number": "45", "date": "20/12/2022", "word": "GỬI"}
ISSUED = {"number": "10", "date": "20/12/2022", "word": "BAN HÀNH"}
EDITED = {"date": "20/12/2022", "address_to": "Chủ tịch Ủy ban nhân dân tỉnh", "grounds": "Thực hiện Kế hoạch."}
ANSWER = {"number": "400/QĐ-UBND", "date": "20/12/2022", "issuer": "Chủ tịch UBND tỉnh"}


def edited(w):
    return EDITED | {"signer": w.signer.pk}


def drafted(w):
    return {"session": w.upper_session.pk, "level": "province", "date": "20/12/2022", "signer": w.signer.pk}


def answered(w):
    return ANSWER | {f"outcome_{w.letter_line.pk}": "awarded"}


def declined_without_reason(w):
    return ANSWER | {f"outcome_{w.letter_line.pk}": "declined"}


def chosen(w):
    return {"chon": [w.revoked_line.pk]}


def written(w):
    row = w.revocation_draft.lines.get()
    return {
        "conclusion_kind": "Kết luận",
        "date": f"{DAY:%d/%m/%Y}",
        "signer": w.signer.pk,
        f"ground_{row.pk}": "c",
        f"reason_{row.pk}": "Thẩm định sai",
    }


ITS_ROUND, OTHER_ROUND = "pk=letter_half round_pk=upper_round", "pk=letter_half round_pk=counted_round"

ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  ok   ok   ok   404  ", "submission_list"),
    get(" in    404  404  404  404  404  404  ok   404  ", "submission_add"),
    post("in    404  404  404  404  404  404  go   404  ", "submission_add", "", drafted),
    get(" in    404  404  404  404  ok   404  ok   404  ", "submission", "letter_draft"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "submission", "letter_thu"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "submission", "letter_sent"),
    get(" in    404  404  404  404  404  404  ok   404  ", "submission_edit", "letter_draft"),
    post("in    404  404  404  404  404  404  go   404  ", "submission_edit", "letter_draft", edited),
    post("in    404  404  404  404  404  404  form 404  ", "submission_edit", "letter_sent", edited),
    get(" in    404  404  404  404  404  404  ok   404  ", "submission_discard", "letter_draft"),
    post("in    404  404  404  404  404  404  go   404  ", "submission_discard", "letter_draft"),
    post("in    404  404  404  404  404  404  told 404  ", "submission_discard", "letter_sent"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "submission_pdf", "letter_draft"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "submission_pdf", "letter_half"),
    get(" in    404  404  404  404  404  404  ok   404  ", "submission_blank_pdf", "letter_draft"),
    get(" in    404  404  404  404  404  404  ok   404  ", "submission_blank_pdf", "letter_sent", query="x=1"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "submission_check", "letter_draft"),
    get(" in    404  404  404  404  404  ok   ok   404  ", "submission_check", "letter_thu"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "submission_check", "letter_sent"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "submission_send", "letter_draft"),
    post("in    404  404  404  404  go   404  go   404  ", "submission_send", "letter_draft", SENT),
    post("in    404  404  404  404  404  go   go   404  ", "submission_send", "letter_thu", SENT),
    post("in    404  404  404  404  form 404  form 404  ", "submission_send", "letter_sent", SENT),
    get(" in    404  404  404  404  404  404  ok   404  ", "submission_answer", "letter_sent"),
    post("in    404  404  404  404  404  404  go   404  ", "submission_answer", "letter_sent", answered),
    post("in    404  404  404  404  404  404  form 404  ", "submission_answer", "letter_sent", declined_without_reason),
    get(" in    404  404  404  404  404  404  ok   404  ", "answer_mend", "letter_answer"),
    post("in    404  404  404  404  404  404  go   404  ", "answer_mend", "letter_answer", ANSWER | {"reason": "Nhầm"}),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "answer_file", "letter_answer"),
    get(" in    404  404  404  404  404  404  ok   404  ", "bundle", "letter_half"),
    post("in    404  404  404  404  404  404  go   404  ", "bundle_make", "letter_half"),
    post("in    404  404  404  404  404  404  told 404  ", "bundle_make", "letter_draft"),
    get(" in    404  404  404  404  404  404  ok   404  ", "minutes_extract_pdf", "letter_half"),
    get(" in    404  404  404  404  404  404  ok   404  ", "minutes_extract_docx", "letter_draft"),
    get(" in    404  404  404  404  404  404  404  404  ", "tally_extract_pdf", OTHER_ROUND),
    get(" in    404  404  404  404  404  404  ok   404  ", "tally_extract_pdf", ITS_ROUND),
    get(" in    404  404  404  404  404  404  ok   404  ", "tally_extract_docx", ITS_ROUND),
    get(" in    404  404  404  404  404  404  ok   404  ", "report_on_paper", "letter_line"),
    post(
        "in    404  404  404  404  404  404  go   404  ",
        "report_on_paper",
        "letter_line",
        {"reason": "Bản gốc ở đơn vị"},
    ),
    post("in    404  404  404  404  404  404  form 404  ", "report_on_paper", "letter_line", {"reason": ""}),
    post("in    404  404  404  404  404  404  go   404  ", "report_not_on_paper", "paper_line"),
    post("in    404  404  404  404  404  404  told 404  ", "report_not_on_paper", "letter_line"),
    get(" in    404  404  404  404  404  404  ok   404  ", "bundle_archive", "letter_half"),
    get(" in    404  404  404  404  404  404  ok   404  ", "bundle_merged", "letter_half"),
    get(" in    404  404  404  404  404  404  404  404  ", "bundle_merged", "letter_sent"),
    get(" in    404  404  404  404  404  404  ok   404  ", "revocation_begin", "issued"),
    get(" in    404  404  404  404  404  404  ok   404  ", "revocation_begin", "issued", query="ten=hoa"),
    get(" in    404  404  404  404  404  404  404  404  ", "revocation_begin", "draft_decision"),
    post("in    404  404  404  404  404  404  go   404  ", "revocation_begin", "issued", chosen),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "revocation_list"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "revocation", "revocation_draft"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "revocation", "revocation_issued"),
    get(" in    404  404  404  404  404  404  ok   404  ", "revocation_edit", "revocation_draft"),
    post("in    404  404  404  404  404  404  go   404  ", "revocation_edit", "revocation_draft", written),
    get(" in    404  404  404  404  404  404  ok   404  ", "revocation_discard", "revocation_draft"),
    post("in    404  404  404  404  404  404  go   404  ", "revocation_discard", "revocation_draft"),
    post("in    404  404  404  404  404  404  told 404  ", "revocation_discard", "revocation_issued"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "revocation_pdf", "revocation_draft"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "revocation_pdf", "revocation_issued"),
    get(" in    404  404  404  404  404  404  ok   404  ", "revocation_blank_pdf", "revocation_draft"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "revocation_check", "revocation_draft"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "revocation_check", "revocation_issued"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "revocation_issue", "revocation_draft"),
    post("in    404  404  404  404  go   404  go   404  ", "revocation_issue", "revocation_draft", ISSUED),
    post("in    404  404  404  404  form 404  form 404  ", "revocation_issue", "revocation_issued", ISSUED),
    get(" in    404  404  404  404  404  404  ok   404  ", "revocation_task_done", "revocation_task"),
    post(
        "in    404  404  404  404  404  404  go   404  ",
        "revocation_task_done",
        "revocation_task",
        {"done_on": "20/12/2022"},
    ),
]
