"""Papers written at the desk and the register of outgoing papers: the clerk writes and keeps, the signer signs."""

from tests.permission_row import get, post
from tests.permission_world import evidence

ISSUE = {"number": "4", "date": "20/12/2022", "word": "BAN HÀNH"}
WRITTEN = {
    "address": "Các khoa, phòng",
    "recipients": "Như trên",
    "errors": "Tại Điều 1, đã in “02”; nay sửa thành “01”.",
    "date": "20/12/2022",
}


def rewritten(w):
    return WRITTEN | {"signer": w.signer.pk}


def a_scan(w):
    return {"file": evidence("ban-quet.pdf")}


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  ok   404  ok   404  ", "paper_draft_list"),
    post("in    404  404  404  404  404  404  go   404  ", "paper_begin", "kind=correction_kind pk=letter"),
    post("in    404  404  404  404  404  404  404  404  ", "paper_begin", "kind=other_kind pk=document"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "paper_draft", "correction"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "paper_draft", "issued_draft"),
    get(" in    404  404  404  404  404  404  ok   404  ", "paper_write", "correction"),
    post("in    404  404  404  404  404  404  go   404  ", "paper_write", "correction", rewritten),
    get(" in    404  404  404  404  ok   404  ok   404  ", "paper_pdf", "correction"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "paper_blank_pdf", "correction"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "paper_check", "correction"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "paper_check", "issued_draft"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "paper_issue", "correction"),
    post("in    404  404  404  404  go   404  go   404  ", "paper_issue", "correction", ISSUE),
    post("in    404  404  404  404  form 404  form 404  ", "paper_issue", "issued_draft", ISSUE),
    get(" in    404  404  404  404  404  404  ok   404  ", "paper_discard", "correction"),
    post("in    404  404  404  404  404  404  go   404  ", "paper_discard", "correction"),
    post("in    404  404  404  404  404  404  told 404  ", "paper_discard", "issued_draft"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "outgoing_list"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "outgoing_pdf", "year=register_year"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "issued_document", "document"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "issued_document_pdf", "document"),
    post("in    404  404  404  404  404  404  go   404  ", "document_replace", "letter"),
    post("in    404  404  404  404  404  404  told 404  ", "document_replace", "document"),
    get(" in    404  404  404  404  404  404  ok   404  ", "signed_copy_add", "document"),
    post("in    404  404  404  404  404  404  go   404  ", "signed_copy_add", "document", a_scan),
    get(" in    404  404  404  404  ok   404  ok   404  ", "signed_copy", "pk=document copy_pk=signed_copy"),
]
