"""What the page of an initiative council's session shows; equal queries for any number of initiatives."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest

from awards import convening, electorate, hearing, hearing_room, hearing_rules, live
from awards.documents.hearings import authors_in_words
from awards.hearing_permissions import hearings_printed_by
from awards.hearing_room import Standing
from awards.models import CouncilSession, Hearing, Seat
from awards.roles import presides
from awards.views.live import kept_fresh
from awards.views.session_room import going_on_of, presiding_of
from campaigns.roles import is_clerk, staff_of
from thidua.http import paginate

A_PAGE = 50
Status = CouncilSession.Status


@dataclass(frozen=True)
class Line:
    """`mine`: what the reader, as a member, does with it: author, out, answer, score, scored, or nothing."""

    hearing: Hearing
    authors: str
    standing: Standing
    mine: str
    left: list[Seat]


def desk(request: HttpRequest, session: CouncilSession) -> dict[str, Any]:
    user = request.user
    room = live.room_of(session.pk)  # first: what changes while the page is put together is then drawn once more
    roll_call = electorate.roll_call_of(session)
    seats = [seat for seat, _ in roll_call.rows]
    seat = next((one for one in seats if one.staff_member == staff_of(user)), None)
    chairs = presides(user, session)
    rules = hearing_rules.rules_of(session.council)
    numbers = session.hearings.aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=Q(status=Hearing.Status.TABLED)),
        open=Count("pk", filter=Q(status=Hearing.Status.OPEN)),
        counted=Count("pk", filter=Q(status__in=Hearing.COUNTED)),
    )
    page = paginate(request, session.hearings.select_related("initiative"), A_PAGE, count=numbers["all"])
    lines = _lines(session, list(page), seats, seat, is_asked=chairs)
    in_time, runs = session.is_live, chairs or is_clerk(user)
    printed = set(hearings_printed_by(user).filter(session=session).values_list("pk", flat=True)) if runs else ()
    return {
        "session": session,
        "everybody": [one.staff_member for one in seats],
        "seat": seat,
        "chairs": chairs,
        "runs": runs,
        "prepares": is_clerk(user),
        "in_time": in_time,
        "attendance": roll_call,
        "is_here": any(line.present for one, line in roll_call.rows if line and seat and one.pk == seat.pk),
        "rules": rules,
        "doubt": hearing_rules.doubt_of(rules),
        "needed": hearing_room.needed_of(rules, roll_call.members),
        "numbers": numbers,
        "page": page,
        "lines": lines,
        "printed": [line.hearing for line in lines if line.hearing.pk in printed],
        "progress": progress_of(lines, numbers["open"]),
        "mine_left": sum(line.mine == "score" for line in lines),
        "going_on": going_on_of(session),
        "why": _why(session, roll_call) if in_time else {},
        "presiding": presiding_of(session, roll_call, user),
        "convene_asks": convening.is_another_day(session),
        "convene_note": convening.note_on_convening(session),
    } | kept_fresh(session, room)


def progress_of(lines: list[Line], number: int) -> str:
    """“5/7”: sheets handed in of those that may come, of everything that is scored now; "" where not all is shown."""
    scored = [line.standing for line in lines if line.hearing.status == Hearing.Status.OPEN]
    if not scored or len(scored) < number:
        return ""
    return f"{sum(len(one.scored) for one in scored)}/{sum(len(one.scorers) for one in scored)}"


def _lines(
    session: CouncilSession, rows: list[Hearing], seats: list[Seat], seat: Seat | None, *, is_asked: bool
) -> list[Line]:
    for row in rows:
        row.session = session
    standings, authors = hearing_room.standings_of(session, rows), authors_in_words(rows)
    return [
        Line(
            row,
            authors.get(row.initiative_id, ""),
            standings[row.pk],
            mine_of(row, standings[row.pk], seat),
            [one for one in seats if is_asked and one.pk in standings[row.pk].unscored],
        )
        for row in rows
    ]


def mine_of(row: Hearing, standing: Standing, seat: Seat | None) -> str:
    if seat is None or not row.session.is_live or row.status not in (Hearing.Status.TABLED, Hearing.Status.OPEN):
        return ""
    if seat.pk in standing.authors:
        return "author"
    if seat.pk in standing.steps_out:
        return "out"
    if seat.pk in standing.proposed:
        return "answer"
    if seat.pk in standing.scored:
        return "scored"
    return "score" if row.status == Hearing.Status.OPEN and seat.pk in standing.scorers else ""


def _why(session: CouncilSession, roll_call: electorate.RollCall) -> dict[str, str]:
    """Why the step that comes next cannot be taken; the sentence stands under its button."""
    if session.status == Status.PLANNED:
        return {"convene": convening.why_not_convene(session, roll_call)}
    return {"close": hearing.why_not_close(session), "open": hearing.why_not_open_any(session, roll_call)}
