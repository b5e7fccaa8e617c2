"""How far an open round is that is not cast on devices: who has counted, how many hands, whose opinion is awaited."""

from typing import Any

from awards import electorate, tallying, written_opinions
from awards.models import OpinionPaper, Round
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


def of(user: Any, round_: Round) -> dict[str, Any]:
    """For the round's page; of a ballot on devices only the opinions of those away."""
    session = round_.session
    if round_.way == Round.Way.WRITTEN:
        seats = {seat.pk: seat for seat in electorate.seats_of(session)}
        awaited = written_opinions.awaited(round_)
        come = len(written_opinions.expected(round_)) - len(awaited)
        return {"awaited": [seat for pk, seat in seats.items() if pk in awaited], "come": come}
    away = {line.seat_id for line in session.attendances.all() if not line.present}
    found = {
        "away": len(away),
        "opinions_in": OpinionPaper.objects.filter(session=session, seat__in=away).count() if away else 0,
    }
    if round_.way == Round.Way.SECRET:
        return found
    sheets = tallying.sheets_of(round_)
    return found | {
        "sheets": sheets,
        "entered": {sheet.teller_id for sheet in sheets},
        "tellers": list(session.tellers.select_related("seat__staff_member")),
        "tells": tellers_of(user).filter(session=session).exists(),
    }
