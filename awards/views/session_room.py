"""Of a session's page: who has declared, the Ban kiểm phiếu, who of those away has written."""

from typing import Any

from awards import declaring
from awards.electorate import RollCall
from awards.models import CouncilSession, Seat


def room_of(session: CouncilSession, roll_call: RollCall, seat: Seat | None, *, runs: bool) -> dict[str, Any]:
    """What the steps of the desk show besides agenda and rounds; `seat`: the reader's, `runs`: whether they run it."""
    here = [one for one, line in roll_call.rows if line and line.present]
    away = [one for one, line in roll_call.rows if line and not line.present]
    cases = declaring.cases_to_declare(session)
    left = declaring.undeclared(session, cases, here) if cases else []
    mine = [one for one in left if seat and one.pk == seat.pk]
    written = set(session.opinion_papers.values_list("seat_id", flat=True)) if away and runs else set()
    return {
        "undeclared": left,
        "must_declare": bool(mine),
        "may_declare": seat is not None and bool(cases),
        "recusals": list(session.recusals.select_related("seat__staff_member", "nomination__award", *CANDIDATE))
        if runs
        else [],
        "tellers": list(session.tellers.select_related("seat__staff_member")) if runs else [],
        "away": away,
        "have_written": sum(one.pk in written for one in away),
        "is_here": seat is not None and any(one.pk == seat.pk for one in here),
    }


CANDIDATE = ("nomination__staff_member", "nomination__department")
