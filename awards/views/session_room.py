"""Of a session's page: who has declared, the Ban kiểm phiếu, who of those away has written."""

from typing import Any

from awards import declaring
from awards.electorate import RollCall
from awards.live import Room
from awards.models import CouncilSession, Seat


def aside_of(
    session: CouncilSession, room: Room, roll_call: RollCall, seat: Seat | None, *, runs: bool
) -> dict[str, Any]:
    """What the steps of the desk show besides agenda and rounds; `seat`: the reader's, `runs`: whether they run it."""
    here = [one for one, line in roll_call.rows if line and line.present]
    away = [one for one, line in roll_call.rows if line and not line.present]
    left = declaring.undeclared(session, declaring.cases_to_declare(session), here) if here and room.waits else []
    return {
        "undeclared": left,
        "must_declare": seat in left,
        "may_declare": seat is not None and room.waits,
        "is_here": seat in here,
        "away": away,
    } | (_of_the_board(session, away) if runs else {})


def _of_the_board(session: CouncilSession, away: list[Seat]) -> dict[str, Any]:
    written = set(session.opinion_papers.values_list("seat_id", flat=True)) if away else set()
    return {
        "tellers": list(session.tellers.select_related("seat__staff_member")),
        "have_written": sum(one.pk in written for one in away),
    }
