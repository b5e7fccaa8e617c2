"""What a session's page shows: the six steps with agenda, attendance, rounds. Equal queries and rows for any agenda."""

from itertools import groupby
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from awards import announcing, attending, convening, declaring, electorate, live, lowering, quotas, stating
from awards.electorate import RollCall
from awards.live import Room
from awards.models import CouncilSession, Nomination, Question, Roll, Seat
from awards.roles import presides
from awards.views import session_disclosure
from awards.views.live import kept_fresh
from awards.views.session_room import aside_of, going_on_of, presiding_of
from awards.views.session_steps import steps
from campaigns.roles import is_clerk, staff_of
from thidua.http import paginate

Status = CouncilSession.Status
CASES_A_PAGE, ROUNDS_A_PAGE, MOST_TO_EXPLAIN = 25, 25, 10


def desk(request: HttpRequest, session: CouncilSession) -> dict[str, Any]:
    user = request.user
    room = live.room_of(session.pk)  # first: what changes while the page is put together is then drawn once more
    roll_call = electorate.roll_call_of(session)
    seat = next((seat for seat, _ in roll_call.rows if seat.staff_member == staff_of(user)), None)
    chairs = presides(user, session)
    runs = chairs or is_clerk(user)
    in_time = session.is_live
    announcing.is_let_in(user, session)
    cases = declaring.keys_to_declare(session) if in_time and room.waits and room.called else []
    agenda, owners = _agenda(request, session, room, seat if in_time else None, cases)
    asks_quota = in_time and agenda["asks_quota"] and not room.open_pk and not room.next_pk  # not while they vote
    aside = aside_of(session, room, roll_call, seat, cases, owners) if in_time else {}
    going_on = going_on_of(session)
    left = going_on.left if going_on else 0
    to_explain = stating.to_explain(session, MOST_TO_EXPLAIN) if runs and _is_near_its_end(session, room) else []
    return (
        {
            "session": session,
            "room": room,
            "steps": steps(session, room, roll_call, aside.get("undeclared", []), left),
            "going_on": going_on,
            "laid": room.cases + left,
            "everybody": [seat.staff_member for seat, _ in roll_call.rows]
            + [case.staff_member for case in [*agenda["page"], *to_explain]],
            "seat": seat,
            "chairs": chairs,
            "runs": runs,
            "prepares": is_clerk(user),
            "in_time": in_time,
            "while_open": attending.WHILE_OPEN,
            "attendance": roll_call,
            "why": _why(session, room, roll_call) if runs and in_time else {},
            "presiding": presiding_of(session, roll_call, user),
            "convene_asks": convening.is_another_day(session),
            "convene_note": convening.note_on_convening(session) if runs else "",
            "quota": quotas.meter_of(session.campaign) if asks_quota else None,
            "to_explain": to_explain,
            "more_to_explain": to_explain[0].in_all - len(to_explain) if to_explain else 0,
            "rounds": _rounds(request, session, room),
        }
        | _roll(room, seat, chairs=chairs)
        | agenda
        | aside
        | session_disclosure.of_session(session, room.cases + left)
        | kept_fresh(session, room, each_vote=chairs)
    )


def _is_near_its_end(session: CouncilSession, room: Room) -> bool:
    """Something is counted and no round waits: what the end still needs is asked for."""
    return session.status == Status.CONVENED and bool(room.counted) and not room.open_pk and not room.next_pk


def _roll(room: Room, seat: Seat | None, *, chairs: bool) -> dict[str, Any]:
    """Of the open round: whether the reader has voted (None: is not to), and for the chair alone who has not."""
    lines = Roll.objects.filter(round=room.open_pk)
    if not room.open_pk or not chairs:
        own = lines.filter(seat=seat) if room.open_pk and seat else []
        return {"own_vote": next((line.voted for line in own), None), "left": []}
    called = list(lines.select_related("seat__staff_member").order_by("seat__order", "seat"))
    return {
        "own_vote": next((line.voted for line in called if line.seat == seat), None),
        "left": [line.seat.staff_member for line in called if not line.voted],
    }


def _agenda(
    request: HttpRequest, session: CouncilSession, room: Room, seat: Seat | None, others: list[declaring.Case]
) -> tuple[dict[str, Any], dict[int, set[int]]]:
    """A page of the cases, by award in the catalogue's order; for a member, whether they step out of each.

    And whose own cases these and the `others` are (electorate.own_cases).
    """
    number = Window(Count("pk"), partition_by="award")
    related = session.nominations.select_related("award", "unit", "staff_member", "department")
    ordered = related.defer("grounds", "report").in_order()
    page = paginate(request, ordered.annotate(of_award=number), CASES_A_PAGE, count=room.cases)
    owners = electorate.own_cases(session, [*page, *others]) if seat or others else {}
    steps_out = _steps_out(session, list(page), seat, owners)
    lower = lowering.may_be_lowered(page) if session.status == CouncilSession.Status.CONVENED else set()
    groups = groupby(page, key=lambda nomination: nomination.award)
    agenda = []
    for award, rows in groups:
        cases = [(n, steps_out.get(n.pk, ""), n.pk in lower) for n in rows]
        agenda.append({"award": award, "number": cases[0][0].of_award, "rows": cases})
    return {"agenda": agenda, "page": page, "asks_quota": any(n.award_id == quotas.TITLE for n in page)}, owners


def _steps_out(
    session: CouncilSession, nominations: list[Nomination], seat: Seat | None, owners: dict[int, set[int]]
) -> dict[int, str]:
    """Nomination → "own", "declared" or "may" (may still declare); nothing for who has no seat."""
    if seat is None:
        return {}
    declared = set(session.recusals.filter(seat=seat).values_list("nomination_id", flat=True))
    return {
        n.pk: "own" if seat.staff_member_id in owners[n.pk] else "declared" if n.pk in declared else "may"
        for n in nominations
    }


def _rounds(request: HttpRequest, session: CouncilSession, room: Room) -> Page:
    """A page of the rounds with the numbers each row shows."""
    roll = Roll.objects.filter(round=OuterRef("pk"))
    rounds = session.rounds.annotate(
        cases=_number(Question.objects.filter(round=OuterRef("pk"))),
        on_roll=_number(roll),
        have_voted=_number(roll.filter(voted=True)),
    )
    return paginate(request, rounds.order_by("ordinal"), ROUNDS_A_PAGE, count=room.rounds, name="luot")


def _number(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("round").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def _why(session: CouncilSession, room: Room, roll_call: RollCall) -> dict[str, str]:
    """Why the step that comes next cannot be taken, beside what is to be explained; it stands under its button."""
    if session.status == Status.PLANNED:
        return {"convene": convening.why_not_convene(session, roll_call)}
    return {} if room.open_pk else {"close": convening.why_not_close(session, [], all_counted=not room.next_pk)}
