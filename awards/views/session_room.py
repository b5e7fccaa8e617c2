"""Of a session's page: who presides, who has said of which cases they step out, and who is here."""

from dataclasses import dataclass
from typing import Any

from awards import carrying, continuing, declaring, presiding
from awards.electorate import RollCall
from awards.live import Room
from awards.models import Council, CouncilSession, Nomination, Seat
from awards.roles import is_chair_of, presiding_among
from campaigns.roles import is_clerk


@dataclass(frozen=True)
class Presided:
    """`reason`: why it is not the chair; `why`: why the session has nobody to preside, for who runs it.

    `may_change`: whether the reader may say that it is somebody else.
    """

    seat: Seat | None
    reason: str
    why: str
    may_change: bool


def presiding_of(session: CouncilSession, roll_call: RollCall, user: Any) -> Presided:
    """`session`: with its reason (presiding.with_reason)."""
    return Presided(
        seat=presiding_among((seat for seat, _ in roll_call.rows), session.presiding_id),
        reason=session.presiding_reason if session.presiding_id else "",
        why=presiding.why_nobody(session, roll_call) if session.is_live else "",
        may_change=session.is_live and (is_clerk(user) or is_chair_of(user, session)),
    )


@dataclass(frozen=True)
class GoingOn:
    """Of a session that was broken off. `left`: what it did not reach; `later`: the session that continues it.

    `may_go_on`: something waits for a session that would continue it, and there is none.
    """

    left: int
    later: CouncilSession | None
    may_go_on: bool


def going_on_of(session: CouncilSession) -> GoingOn | None:
    if session.status != CouncilSession.Status.ADJOURNED:
        return None
    later = continuing.later_of(session)
    if session.council.kind == Council.Kind.INITIATIVES:
        left, waiting = session.hearings.filter(status__in=carrying.LEFT), carrying.left_over(session)
    else:
        left = Nomination.objects.laid_before(session).exclude(session=session)
        waiting = continuing.left_over(session)
    return GoingOn(left.count(), later, later is None and waiting.exists())


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
        "declared": [one for one in here if one not in left and one != seat] if cases and room.times_declared else [],
        "must_declare": seat in left,
        "may_declare": seat is not None and room.waits,
        "is_here": seat in here,
        "away": [one for one, line in roll_call.rows if line and not line.present],
    }
