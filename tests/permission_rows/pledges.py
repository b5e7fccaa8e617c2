"""Pledges in full: the initiative a pledge rests on. See tests/permission_table.py for the answers."""

from tests.permission_row import World, get, post


def her_idea(w: World) -> dict[str, str]:
    return {"which": str(w.hoa_idea.pk), "authors-TOTAL_FORMS": "0", "authors-INITIAL_FORMS": "0"}


ROWS = [
    # A person's own draft; a collective's has no initiative.
    get(" in    ok   404  404  404  404  404  404  404  ", "pledge_initiative", "hoa_draft"),
    get(" in    go   404  404  404  404  404  404  404  ", "pledge_initiative", "hoa_sent"),
    get(" in    404  404  404  404  404  404  404  404  ", "pledge_initiative", "faculty_sent"),
    post("in    go   404  404  404  404  404  404  404  ", "pledge_initiative", "hoa_draft", her_idea),
    post("in    told 404  404  404  404  404  404  404  ", "pledge_initiative", "hoa_sent", her_idea),
]
