"""Pledges in full: initiative, receipt, second signature, amendments. The answers: tests/permission_table.py."""

from tests.permission_row import World, get, post

WHY = {"reason": "Cần ghi rõ."}
AMENDED = {
    "reason": "Đổi.",
    "awards": ["LDTT"],
    "duties": "Khác",
    "targets-TOTAL_FORMS": "0",
    "targets-INITIAL_FORMS": "0",
}


def her_idea(w: World) -> dict[str, str]:
    return {"which": str(w.hoa_idea.pk), "authors-TOTAL_FORMS": "0", "authors-INITIAL_FORMS": "0"}


ROWS = [
    # A person's own draft; a collective's has no initiative.
    get(" in    ok   404  404  404  404  404  404  404  ", "pledge_initiative", "hoa_draft"),
    get(" in    go   404  404  404  404  404  404  404  ", "pledge_initiative", "hoa_sent"),
    get(" in    404  404  404  404  404  404  404  404  ", "pledge_initiative", "faculty_sent"),
    post("in    go   404  404  404  404  404  404  404  ", "pledge_initiative", "hoa_draft", her_idea),
    post("in    told 404  404  404  404  404  404  404  ", "pledge_initiative", "hoa_sent", her_idea),
    # The receipt is its owner's.
    get(" in    ok   404  404  404  404  404  404  404  ", "receipt_pdf", "hoa_sent"),
    get(" in    ok   404  404  404  404  404  404  404  ", "receipt_docx", "hoa_sent"),
    get(" in    404  404  404  404  404  404  404  404  ", "receipt_pdf", "hoa_draft"),
    # Bình leads the union of Dũng's faculty: he reads and signs its collective's pledge, and nobody else signs.
    get(" in    404  404  ok   ok   ok   404  ok   404  ", "pledge", "other_sent"),
    get(" in    404  404  ok   ok   ok   404  ok   404  ", "pledge_pdf", "other_sent"),
    post("in    404  404  go   404  404  404  404  404  ", "pledge_sign", "other_sent"),
    post("in    404  404  404  404  404  404  404  404  ", "pledge_sign", "faculty_sent"),
    post("in    404  404  404  404  told 404  404  404  ", "pledge_endorse", "other_sent"),
    # An amendment is begun, written, sent and withdrawn by the owner; Dũng, Bình's head, accepts or returns it.
    post("in    404  404  go   404  404  404  404  404  ", "pledge_version_begin", "binh_endorsed"),
    post("in    told 404  404  404  404  404  404  404  ", "pledge_version_begin", "hoa_draft"),
    get(" in    404  404  404  404  404  404  ok   404  ", "pledge_version", "lan_version"),
    get(" in    404  404  ok   ok   404  404  ok   404  ", "pledge_version", "binh_version"),
    get(" in    404  404  404  404  404  404  ok   404  ", "pledge_version_edit", "lan_version"),
    get(" in    404  404  go   404  404  404  404  404  ", "pledge_version_edit", "binh_version"),
    post("in    404  404  404  404  404  404  go   404  ", "pledge_version_edit", "lan_version", AMENDED),
    post("in    404  404  told 404  404  404  404  404  ", "pledge_version_edit", "binh_version", AMENDED),
    post("in    404  404  404  404  404  404  go   404  ", "pledge_version_propose", "lan_version"),
    post("in    404  404  told 404  404  404  404  404  ", "pledge_version_propose", "binh_version"),
    post("in    404  404  404  404  404  404  go   404  ", "pledge_version_withdraw", "lan_version"),
    post("in    404  404  404  go   404  404  404  404  ", "pledge_version_accept", "binh_version"),
    post("in    404  404  404  404  404  404  404  404  ", "pledge_version_accept", "lan_version"),
    get(" in    404  404  404  ok   404  404  404  404  ", "pledge_version_send_back", "binh_version"),
    post("in    404  404  404  go   404  404  404  404  ", "pledge_version_send_back", "binh_version", WHY),
]
