"""What the room's big screen shows of an initiative council: what is scored now, how many sheets came, the results."""

from typing import Any

from django.http import HttpRequest

from awards import hearing_room
from awards.documents.hearings import authors_in_words
from awards.live import Room
from awards.models import CouncilSession, Hearing
from thidua.http import paginate

A_PAGE = 4  # titles are long: two lines of 40 px each, and the authors


def shown(request: HttpRequest, session: CouncilSession, room: Room) -> dict[str, Any]:
    """While something is scored that alone, else everything on the table; who has scored stands nowhere."""
    hearings = session.hearings.select_related("initiative")
    scored_now = hearings.filter(status=Hearing.Status.OPEN)
    is_scoring = scored_now.exists()
    found = scored_now if is_scoring else hearings
    page = paginate(request, found.order_by("ordinal", "pk"), A_PAGE, name="trang") if session.is_live else None
    context = {"hears": True, "page": page, "is_scoring": is_scoring}
    if page is not None:
        rows = list(page)
        for row in rows:
            row.session = session
        standings, authors = hearing_room.standings_of(session, rows), authors_in_words(rows)
        context["rows"] = [(row, authors.get(row.initiative_id, ""), standings[row.pk]) for row in rows]
    return context
