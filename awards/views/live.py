"""How the pages of a council's room keep themselves fresh: the beat they listen to, what each says of itself."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from awards import live
from awards.live import Room
from awards.models import CouncilSession
from awards.permissions import sessions_visible_to
from thidua.middleware import first_thing, sees_to_first_things

WITHOUT_SCRIPTS = 5  # seconds until the page is loaded again


@require_GET
@sees_to_first_things
def beat(request: HttpRequest, pk: int) -> HttpResponse:
    """`Room.pulse` as text. Nobody opened a page: the day after which a session of work ends does not begin anew."""
    request.is_unattended = True
    room = live.room_for(request.session, pk)
    if room is None:
        if away := turned_away(request):
            return away
        room = live.room_of(get_object_or_404(sessions_visible_to(request.user), pk=pk).pk)
    return _pulse(room)


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """For a view that `sees_to_first_things`, when the short way lets nobody in: said as every page says it."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return first_thing(request)


def _pulse(room: Room) -> HttpResponse:
    return HttpResponse(room.pulse, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


def kept_fresh(
    session: CouncilSession, room: Room, *, each_vote: bool = False, turns_to: str = "", reloads: bool = True
) -> dict[str, Any]:
    """For the template of a page (awards/_live_head.html, _live_body.html); `room` as read before the page's contents.

    `each_vote`: the page shows more of a vote than how many there are. `turns_to`: the page it goes on to by itself.
    `reloads`: without scripts too, by being loaded again while people are in the room.
    """
    if not session.is_live:
        return {"live": None}
    return {
        "live": {
            "url": reverse("council_beat", args=[session.pk]),
            "at": room.pulse,
            "each_vote": each_vote,
            "turns_to": turns_to,
            "seconds": WITHOUT_SCRIPTS * (2 if turns_to else 1)
            if reloads and live.people_are_here(session, room)
            else 0,
        }
    }
