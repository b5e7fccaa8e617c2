"""What a session's page shows: agenda, attendance, rounds, the desk. Equal queries for any agenda."""

from itertools import groupby
from typing import Any

from django.db.models import Count, Q

from awards import convening, electorate
from awards.electorate import RollCall
from awards.models import CouncilSession, Nomination, Round, Seat
from awards.permissions import sessions_chaired_by
from campaigns.ordering import place
from campaigns.roles import is_clerk, staff_of

Status = CouncilSession.Status


def desk(session: CouncilSession, user: Any) -> dict[str, Any]:
    roll_call = electorate.roll_call_of(session)
    seat = next((seat for seat, _ in roll_call.rows if seat.staff_member == staff_of(user)), None)
    chairs = sessions_chaired_by(user).filter(pk=session.pk).exists()
    runs = chairs or is_clerk(user)
    rounds = _rounds(session)
    live = session.status in (Status.PLANNED, Status.CONVENED)
    return {
        "session": session,
        "seat": seat,
        "chairs": chairs,
        "runs": runs,
        "prepares": is_clerk(user),
        "live": live,
        "attendance": roll_call,
        "agenda": _agenda(session, seat if live else None),
        "rounds": rounds,
        "open_round": next((r for r in rounds if r.status == Round.Status.OPEN), None),
        "why": _why(session, roll_call) if runs and live else {},
        "convene_note": convening.note_on_convening(session) if runs else "",
    }


def _agenda(session: CouncilSession, seat: Seat | None) -> list[dict[str, Any]]:
    """Cases by award in the catalogue's order; for a member, whether they step out of each."""
    found = session.nominations.select_related("award", "unit", "staff_member", "department")
    ordered = sorted(found, key=lambda n: (n.award.order, *place(n.unit, n.post, n.staff_member), n.pk))
    steps_out = _steps_out(session, ordered, seat)
    groups = groupby(ordered, key=lambda nomination: nomination.award)
    return [{"award": award, "rows": [(n, steps_out.get(n.pk, "")) for n in rows]} for award, rows in groups]


def _steps_out(session: CouncilSession, nominations: list[Nomination], seat: Seat | None) -> dict[int, str]:
    """Nomination → "own", "declared" or "may" (may still declare); nothing for who has no seat."""
    if seat is None:
        return {}
    owners = electorate.own_cases(session, nominations)
    declared = set(session.recusals.filter(seat=seat).values_list("nomination_id", flat=True))
    return {
        pk: "own" if seat.staff_member_id in people else "declared" if pk in declared else "may"
        for pk, people in owners.items()
    }


def _rounds(session: CouncilSession) -> list[Round]:
    return list(
        session.rounds.annotate(
            cases=Count("questions", distinct=True),
            on_roll=Count("roll", distinct=True),
            have_voted=Count("roll", filter=Q(roll__voted=True), distinct=True),
        )
    )


def _why(session: CouncilSession, roll_call: RollCall) -> dict[str, str]:
    """Why the step that comes next cannot be taken; the sentence stands under its button."""
    if session.status == Status.PLANNED:
        return {"convene": convening.why_not_convene(session, roll_call)}
    return {"close": convening.why_not_close(session)}
