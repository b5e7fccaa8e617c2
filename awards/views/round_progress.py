"""How far an open round is that is not cast on devices: who has counted, how many hands, whose opinion is awaited."""

from typing import Any

from awards import electorate, tallying, written_opinions
from awards.models import Round, Seat, WrittenOpinion
from awards.roles import seat_in
from awards.room_permissions import tellers_of


def done_and_left(round_: Round) -> tuple[int, int]:
    """How many have voted, how many have not; of papers and hands nobody is awaited, only the sheets."""
    if round_.way == Round.Way.WRITTEN:
        left = len(written_opinions.awaited(round_))
        return len(written_opinions.expected(round_)) - left, left
    if round_.way != Round.Way.SECRET:
        return 0, 0
    voted = list(round_.roll.values_list("voted", flat=True))
    return voted.count(True), voted.count(False)


def written_but_here(round_: Round) -> list[Seat]:
    """On the roll, so they vote here; not yet, while what they wrote before they came lies ready and counts no more."""
    wrote = WrittenOpinion.objects.filter(paper__session=round_.session, nomination__questions__round=round_)
    left = round_.roll.filter(voted=False, seat__in=wrote.values("paper__seat")).values("seat")
    return list(Seat.objects.filter(pk__in=left).select_related("staff_member"))


def of(user: Any, round_: Round) -> dict[str, Any]:
    """For the round's page; of a ballot on devices whether the reader has voted."""
    session = round_.session
    if round_.way == Round.Way.WRITTEN:
        seats = {seat.pk: seat for seat in electorate.seats_of(session)}
        awaited = written_opinions.awaited(round_)
        come = len(written_opinions.expected(round_)) - len(awaited)
        return {"awaited": [seat for pk, seat in seats.items() if pk in awaited], "come": come}
    if round_.way == Round.Way.SECRET:
        seat = seat_in(user, session.council)
        return {"has_voted": seat is not None and round_.roll.filter(seat=seat, voted=True).exists()}
    sheets = tallying.sheets_of(round_)
    entered = {sheet.teller_id for sheet in sheets}
    mine = {teller.pk for teller in tellers_of(user).filter(session=session)}
    return {
        "sheets": sheets,
        "entered": entered,
        "tellers": list(session.tellers.select_related("seat__staff_member")),
        "tells": bool(mine),
        "told": bool(mine & entered),
        "differ": tallying.why_differ(round_, sheets) if mine & entered else "",
    }
