"""What a session's page shows: agenda, attendance, rounds, the desk. Equal queries and rows for any agenda."""

from itertools import groupby
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from awards import convening, electorate, quotas, stating
from awards.electorate import RollCall
from awards.models import CouncilSession, Nomination, Question, Roll, Round, Seat
from awards.permissions import sessions_chaired_by
from awards.views.session_room import room_of
from campaigns.ordering import places
from campaigns.roles import is_clerk, staff_of
from thidua.http import paginate

Status = CouncilSession.Status
CASES_A_PAGE, ROUNDS_A_PAGE = 25, 25


def desk(request: HttpRequest, session: CouncilSession) -> dict[str, Any]:
    user = request.user
    roll_call = electorate.roll_call_of(session)
    seat = next((seat for seat, _ in roll_call.rows if seat.staff_member == staff_of(user)), None)
    chairs = sessions_chaired_by(user).filter(pk=session.pk).exists()
    runs = chairs or is_clerk(user)
    live = session.status in (Status.PLANNED, Status.CONVENED)
    agenda = _agenda(request, session, seat if live else None)
    to_explain = stating.to_explain(session) if runs and session.status == Status.CONVENED else []
    return (
        {
            "session": session,
            "everybody": [seat.staff_member for seat, _ in roll_call.rows]
            + [case.staff_member for case in agenda["page"]],
            "seat": seat,
            "chairs": chairs,
            "runs": runs,
            "prepares": is_clerk(user),
            "live": live,
            "attendance": roll_call,
            "why": _why(session, roll_call, to_explain) if runs and live else {},
            "convene_note": convening.note_on_convening(session) if runs else "",
            "quota": quotas.meter_of(session.campaign) if live and agenda["asks_quota"] else None,
            "to_explain": to_explain,
        }
        | agenda
        | room_of(session, roll_call, seat, runs=runs)
        | _rounds(request, session)
    )


def _agenda(request: HttpRequest, session: CouncilSession, seat: Seat | None) -> dict[str, Any]:
    """A page of the cases, by award in the catalogue's order; for a member, whether they step out of each."""
    numbers = dict(session.nominations.order_by().values_list("award").annotate(Count("pk")))
    related = session.nominations.select_related("award", "unit", "staff_member", "department")
    ordered = related.defer("grounds", "report").order_by("award__order", "award", *places(), "pk")
    page = paginate(request, ordered, CASES_A_PAGE, count=sum(numbers.values()))
    steps_out = _steps_out(session, list(page), seat)
    groups = groupby(page, key=lambda nomination: nomination.award)
    agenda = [
        {"award": award, "number": numbers[award.pk], "rows": [(n, steps_out.get(n.pk, "")) for n in rows]}
        for award, rows in groups
    ]
    return {"agenda": agenda, "page": page, "asks_quota": quotas.TITLE in numbers}


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


def _rounds(request: HttpRequest, session: CouncilSession) -> dict[str, Any]:
    """A page of the rounds with the numbers each row shows; and the one that is open, on whatever page it stands."""
    is_open, is_counted = Q(status=Round.Status.OPEN), Q(status=Round.Status.COUNTED)
    found = session.rounds.aggregate(
        count=Count("pk"),
        counted=Count("pk", filter=is_counted),
        pk=Max("pk", filter=is_open),
        ordinal=Max("ordinal", filter=is_open),
    )
    roll = Roll.objects.filter(round=OuterRef("pk"))
    rounds = session.rounds.annotate(
        cases=_number(Question.objects.filter(round=OuterRef("pk"))),
        on_roll=_number(roll),
        have_voted=_number(roll.filter(voted=True)),
    )
    page = paginate(request, rounds.order_by("ordinal"), ROUNDS_A_PAGE, count=found["count"], name="luot")
    return {"rounds": page, "open_round": found if found["pk"] else None, "counted_rounds": found["counted"]}


def _number(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("round").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def _why(session: CouncilSession, roll_call: RollCall, to_explain: list[Nomination]) -> dict[str, str]:
    """Why the step that comes next cannot be taken; the sentence stands under its button."""
    if session.status == Status.PLANNED:
        return {"convene": convening.why_not_convene(session, roll_call)}
    return {"close": convening.why_not_close(session, to_explain)}
