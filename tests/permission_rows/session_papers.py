"""Papers of a session without a number: for who runs it; the extract of a case is the clerk's to hand out."""

from tests.permission_row import get, post
from tests.permission_world import evidence


def a_scan(w):
    return {"file": evidence("ban-quet.pdf")}


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  ok   404  ok   404  ", "attendance_list_pdf", "planned"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "result_list_pdf", "ending"),
    get(" in    404  404  404  404  go   404  go   404  ", "opinion_paper_pdf", "ending"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "ballot_paper_pdf", "pending_round"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "ballot_paper_pdf", "counted_round"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "tally_sheet_pdf", "counted_round"),
    # Nothing counted, no minutes: back to the page, with the sentence.
    get(" in    404  404  404  404  go   404  go   404  ", "result_list_pdf", "ready"),
    get(" in    404  404  404  404  go   404  go   404  ", "tally_sheet_pdf", "pending_round"),
    get(" in    404  404  404  404  go   404  go   404  ", "tally_sheet_pdf", "open_round"),
    get(" in    404  404  404  404  404  404  go   404  ", "case_extract_pdf", "counted_question"),
    # The signed sheet of a count: the clerk attaches it, the chair reads it too.
    get(" in    404  404  404  404  404  404  ok   404  ", "signed_sheet_add", "counted_round"),
    post("in    404  404  404  404  404  404  go   404  ", "signed_sheet_add", "counted_round", a_scan),
    post("in    404  404  404  404  404  404  told 404  ", "signed_sheet_add", "open_round", a_scan),
    get(" in    404  404  404  404  ok   404  ok   404  ", "signed_sheet", "pk=counted_round sheet_pk=signed_sheet"),
]
