"""Initiatives: an author's own until they are sent, then the unit's head's too; results are the clerk's.

Hoa registered all that are named here but the old one, which the clerk recorded of her.
"""

from tests.permission_row import get, post, table_of
from tests.permission_world import evidence

IDEA = {"title": "Bộ câu hỏi ôn tập trực tuyến", "kind": "initiative", "year": "2022"}
DECISION = {"scope": "base", "number": "15/QĐ-TCT", "date": "12/12/2022", "recogniser": ""}
MINUTES = {"number": "4/BB-HĐSK", "date": "12/12/2022", "reason": "Đã có người áp dụng."}
WIDER = DECISION | {"scope": "nation"}
WHY = {"reason": "Ghi nhầm sáng kiến."}
OF_GOOD, OF_SENT = "pk=good_idea recognition_pk=recognition", "pk=sent_idea recognition_pk=recognition"


def by_hoa(w):
    return IDEA | table_of("authors", {"staff_member": w.hoa.code, "share": "100"})


def edited(name):
    """The whole form of an initiative with another title."""

    def body(w):
        rows = [
            {"id": row.pk, "staff_member": row.staff_member.code, "share": row.share}
            for row in getattr(w, name).co_authors.all()
        ]
        return IDEA | table_of("authors", *rows, old=len(rows))

    return body


def a_file(w):
    return {"file": evidence()}


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "initiative_list"),
    # Anybody who works here registers, with themself among the authors; what came on paper the clerk records.
    get(" in    ok   ok   ok   ok   ok   ok   ok   404  ", "initiative_register"),
    post("in    go   form form form form form form 404  ", "initiative_register", "", by_hoa),
    get(" in    404  404  404  404  404  404  ok   404  ", "initiative_add"),
    post("in    404  404  404  404  404  404  go   404  ", "initiative_add", "", by_hoa),
    # A draft is its authors' and the clerk's; once sent the head of the unit reads it.
    get(" in    ok   404  404  404  404  404  ok   404  ", "initiative", "hoa_idea"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "initiative", "sent_idea"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "initiative", "good_idea"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "initiative", "initiative"),
    # Written by who registered it, while a draft, and by the clerk.
    get(" in    ok   404  404  404  404  404  ok   404  ", "initiative_edit", "hoa_idea"),
    get(" in    go   404  404  404  404  404  ok   404  ", "initiative_edit", "sent_idea"),
    get(" in    404  404  404  404  404  404  ok   404  ", "initiative_edit", "initiative"),
    post("in    go   404  404  404  404  404  go   404  ", "initiative_edit", "hoa_idea", edited("hoa_idea")),
    post("in    told 404  404  404  404  404  go   404  ", "initiative_edit", "sent_idea", edited("sent_idea")),
    post("in    404  404  404  404  404  404  go   404  ", "initiative_edit", "initiative", edited("initiative")),
    # Its author's acts.
    post("in    go   404  404  404  404  404  404  404  ", "initiative_submit", "hoa_idea"),
    post("in    told 404  404  404  404  404  404  404  ", "initiative_submit", "sent_idea"),
    get(" in    ok   404  404  404  404  404  404  404  ", "initiative_take_back", "sent_idea"),
    post("in    go   404  404  404  404  404  404  404  ", "initiative_take_back", "sent_idea", WHY),
    post("in    told 404  404  404  404  404  404  404  ", "initiative_take_back", "good_idea", WHY),
    get(" in    ok   404  404  404  404  404  404  404  ", "initiative_withdraw", "hoa_idea"),
    post("in    go   404  404  404  404  404  404  404  ", "initiative_withdraw", "hoa_idea"),
    post("in    told 404  404  404  404  404  404  404  ", "initiative_withdraw", "sent_idea"),
    # The council's result is recorded by the clerk.
    get(" in    404  404  404  404  404  404  ok   404  ", "initiative_recognise", "sent_idea"),
    post("in    404  404  404  404  404  404  go   404  ", "initiative_recognise", "sent_idea", DECISION),
    post("in    404  404  404  404  404  404  go   404  ", "initiative_recognise", "hoa_idea", DECISION),
    post("in    404  404  404  404  404  404  told 404  ", "initiative_recognise", "good_idea", DECISION),
    get(" in    404  404  404  404  404  404  ok   404  ", "initiative_not_recognise", "sent_idea"),
    post("in    404  404  404  404  404  404  go   404  ", "initiative_not_recognise", "sent_idea", MINUTES),
    post("in    404  404  404  404  404  404  told 404  ", "initiative_not_recognise", "hoa_idea", MINUTES),
    get(" in    404  404  404  404  404  404  ok   404  ", "initiative_raise", "good_idea"),
    post(
        "in    404  404  404  404  404  404  go   404  ",
        "initiative_raise",
        "good_idea",
        DECISION | {"scope": "nation"},
    ),
    post("in    404  404  404  404  404  404  form 404  ", "initiative_raise", "good_idea", DECISION),
    get(
        " in    404  404  404  404  404  404  ok   404  ", "recognition_edit", "pk=good_idea recognition_pk=recognition"
    ),
    get(
        " in    404  404  404  404  404  404  404  404  ", "recognition_edit", "pk=sent_idea recognition_pk=recognition"
    ),
    post(
        "in    404  404  404  404  404  404  go   404  ",
        "recognition_edit",
        OF_GOOD,
        DECISION,
    ),
    get(" in    404  404  404  404  404  404  ok   404  ", "initiative_reopen", "good_idea"),
    post("in    404  404  404  404  404  404  go   404  ", "initiative_reopen", "good_idea", WHY),
    post("in    404  404  404  404  404  404  go   404  ", "initiative_reopen", "poor_idea", WHY),
    post("in    404  404  404  404  404  404  told 404  ", "initiative_reopen", "sent_idea", WHY),
    # Proof: added as the words are, read by who reads the initiative, under its own address only.
    get(" in    ok   404  404  404  404  404  ok   404  ", "proof_add", "hoa_idea"),
    post("in    go   404  404  404  404  404  go   404  ", "proof_add", "hoa_idea", a_file),
    post("in    told 404  404  404  404  404  go   404  ", "proof_add", "sent_idea", a_file),
    get(" in    ok   404  404  404  404  404  ok   404  ", "proof", "pk=hoa_idea attachment_pk=proof"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "proof", "pk=sent_idea attachment_pk=sent_proof"),
    get(" in    404  404  404  404  404  404  404  404  ", "proof", "pk=sent_idea attachment_pk=proof"),
    get(" in    ok   404  404  404  404  404  ok   404  ", "proof_remove", "pk=hoa_idea attachment_pk=proof"),
    post("in    go   404  404  404  404  404  go   404  ", "proof_remove", "pk=hoa_idea attachment_pk=proof"),
    post("in    told 404  404  404  404  404  go   404  ", "proof_remove", "pk=sent_idea attachment_pk=sent_proof"),
]
