"""Posted lists: drawn up by the clerk, read by all while they hang; objections by their sender, the clerk, the council.

The council of this world sits without Minh and Dũng. `hung` hangs today (20/12/2022) and names Hoa's dossier on the
table of `planned` and somebody's that no council has yet; `coming` has not begun, `over` has ended.
"""

from tests.permission_row import World, get, post


def a_list(w: World) -> dict:
    named = {"starts_on": "22/12/2022", "ends_on": "", "places": "Bảng tin", "short_reason": ""}
    return named | {"chosen": [w.free_case.pk]}


def handed(w: World) -> dict:
    return {"keys": [f"seat-{w.thu_seat.pk}"], "given_on": "19/12/2022", "given_by": "Ngô Thị Lan"}


PAPER = {"received_on": "20/12/2022", "ordinal": "", "staff_member": "", "from_text": "Bà Mẩy", "content": "Xem lại."}
SENT = {"ordinal": "1", "content": "Đề nghị xem lại."}

ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" ok    ok   ok   ok   ok   ok   ok   ok   ok   ", "public_disclosure"),
    get(" ok    ok   ok   ok   ok   ok   ok   ok   ok   ", "public_disclosure_of", "hung"),
    get(" 404   404  404  404  404  404  404  404  404  ", "public_disclosure_of", "coming"),
    get(" 404   404  404  404  404  404  404  404  404  ", "public_disclosure_of", "over"),
    get(" in    404  404  404  404  404  404  ok   404  ", "disclosure_list"),
    get(" in    404  404  404  404  404  404  ok   404  ", "disclosure_add", "campaign_pk=campaign"),
    post("in    404  404  404  404  404  404  go   404  ", "disclosure_add", "campaign_pk=campaign", a_list),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "disclosure", "hung"),
    get(" in    404  404  404  404  404  404  ok   404  ", "disclosure", "coming"),
    # It named a case before the council; the rest of the school read it while it hung.
    get(" in    404  404  404  404  ok   ok   ok   404  ", "disclosure", "over"),
    get(" in    404  404  404  404  404  404  ok   404  ", "disclosure_edit", "coming"),
    post("in    404  404  404  404  404  404  go   404  ", "disclosure_edit", "coming", a_list),
    get(" in    404  404  404  404  404  404  ok   404  ", "disclosure_discard", "coming"),
    post("in    404  404  404  404  404  404  go   404  ", "disclosure_discard", "coming"),
    post("in    404  404  404  404  404  404  told 404  ", "disclosure_discard", "hung"),
    get(" in    404  404  404  404  404  404  ok   404  ", "objection_receive", "hung"),
    post("in    404  404  404  404  404  404  go   404  ", "objection_receive", "hung", PAPER),
    get(" in    ok   ok   ok   ok   ok   ok   ok   404  ", "objection_send", "hung"),
    post("in    go   go   go   go   go   go   go   404  ", "objection_send", "hung", SENT),
    get(" in    404  404  404  404  404  404  404  404  ", "objection_send", "over"),
    # Bình sent both: about Hoa's case, which is on the table, and about the one that no council has yet.
    get(" in    404  404  ok   404  ok   ok   ok   404  ", "objection", "tabled_objection"),
    get(" in    404  404  ok   404  404  404  ok   404  ", "objection", "early_objection"),
    get(" in    404  404  404  404  404  404  ok   404  ", "objection_answer", "early_objection"),
    post("in    404  404  404  404  404  404  go   404  ", "objection_answer", "early_objection", {"text": "Đã xem."}),
    post("in    404  404  404  404  404  404  told 404  ", "objection_answer", "done_objection", {"text": "Đã xem."}),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "session_objections", "planned"),
    get(" in    404  404  404  404  404  404  ok   404  ", "session_invite", "planned"),
    post("in    404  404  404  404  404  404  go   404  ", "session_invite", "planned"),
    post("in    404  404  404  404  404  404  told 404  ", "session_invite", "ready"),
    get(" in    404  404  404  404  404  404  ok   404  ", "session_hand", "planned"),
    post("in    404  404  404  404  404  404  go   404  ", "session_hand", "planned", handed),
    post("in    404  404  404  404  404  404  go   404  ", "session_unhand", "pk=planned handed_pk=handed_paper"),
]
