"""Of a session's page: who has said of which cases they step out, and who is here."""

from typing import Any

from awards import declaring
from awards.electorate import RollCall
from awards.live import Room
from awards.models import CouncilSession, Seat


def aside_of(
    session: CouncilSession,
    room: Room,
    roll_call: RollCall,
    seat: Seat | None,
    cases: list[declaring.Case],
    owners: dict[int, set[int]],
) -> dict[str, Any]:
    """What the steps of the desk show besides agenda and rounds. `seat`: the reader's; `cases`: to be declared of."""
    here = [one for one, line in roll_call.rows if line and line.present]
    left = declaring.undeclared(session, cases, here, owners) if here and cases else []
    return {
        "undeclared": left,
        "must_declare": seat in left,
        "may_declare": seat is not None and room.waits,
        "is_here": seat in here,
        "away": [one for one, line in roll_call.rows if line and not line.present],
    }
