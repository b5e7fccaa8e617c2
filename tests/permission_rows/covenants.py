"""Covenants between units: Minh's faculty drafts, Dũng's signs. The answers: tests/permission_table.py."""

from tests.permission_row import World, get, post, table_of

WHY = {"reason": "Cần ghi rõ."}
OURS = "campaign_pk=campaign department_pk=faculty"


def said(w: World) -> dict:
    return {"title": "Giữa hai khoa", "contents": "Dạy tốt.", "units": [w.other_faculty.pk]} | table_of("targets")


ROWS = [
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "covenant_list", "campaign_pk=campaign"),
    get(" in    404  404  404  404  404  404  ok   404  ", "covenant_list", "campaign_pk=plan"),
    get(" in    404  ok   404  404  404  404  404  404  ", "covenant_add", OURS),
    post("in    404  go   404  404  404  404  404  404  ", "covenant_add", OURS, said),
    # A draft is its head's; a sent one is read by the parties' heads, rector and clerk; a signed one by who works here.
    get(" in    404  ok   404  404  404  404  404  404  ", "covenant", "covenant"),
    get(" in    404  ok   404  ok   ok   404  ok   404  ", "covenant", "sent_covenant"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   404  ", "covenant", "signed_covenant"),
    get(" in    404  ok   404  404  404  404  404  404  ", "covenant_pdf", "covenant"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   404  ", "covenant_pdf", "signed_covenant"),
    get(" in    404  ok   404  ok   ok   404  ok   404  ", "covenant_docx", "sent_covenant"),
    get(" in    404  ok   404  404  404  404  404  404  ", "covenant_edit", "covenant"),
    get(" in    404  go   404  404  404  404  404  404  ", "covenant_edit", "sent_covenant"),
    post("in    404  go   404  404  404  404  404  404  ", "covenant_edit", "covenant", said),
    post("in    404  told 404  404  404  404  404  404  ", "covenant_edit", "signed_covenant", said),
    post("in    404  go   404  404  404  404  404  404  ", "covenant_offer", "covenant"),
    post("in    404  told 404  404  404  404  404  404  ", "covenant_offer", "sent_covenant"),
    post(
        "in    404  404  404  go   404  404  404  404  ",
        "covenant_sign",
        "pk=sent_covenant department_pk=other_faculty",
    ),
    post("in    404  told 404  404  404  404  404  404  ", "covenant_sign", "pk=sent_covenant department_pk=faculty"),
    post("in    404  404  404  404  404  404  404  404  ", "covenant_sign", "pk=covenant department_pk=other_faculty"),
    get(" in    404  ok   404  404  404  404  404  404  ", "covenant_take_back", "sent_covenant"),
    post("in    404  go   404  404  404  404  404  404  ", "covenant_take_back", "sent_covenant", WHY),
    post("in    404  told 404  404  404  404  404  404  ", "covenant_take_back", "signed_covenant", WHY),
    post("in    404  go   404  404  404  404  404  404  ", "covenant_withdraw", "sent_covenant"),
    post("in    404  told 404  404  404  404  404  404  ", "covenant_withdraw", "signed_covenant"),
]
