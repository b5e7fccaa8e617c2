"""The beat that a room's screens listen to, and the projector."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from awards import live
from awards.permissions import sessions_visible_to
from thidua.middleware import first_thing, sees_to_first_things


@require_GET
@sees_to_first_things
def beat(request: HttpRequest, pk: int) -> HttpResponse:
    """`Room.pulse` as text. Nobody opened a page: the day after which a session of work ends does not begin anew."""
    request.is_unattended = True
    room = live.room_for(request.session, pk)
    return _pulse(room) if room else _refused(request, pk) or _pulse(live.room_of(pk))


def _refused(request: HttpRequest, pk: int) -> HttpResponse | None:
    """Why somebody is not let in the short way, said as every page says it."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if first := first_thing(request):
        return first
    get_object_or_404(sessions_visible_to(request.user), pk=pk)
    return None


def _pulse(room: live.Room) -> HttpResponse:
    return HttpResponse(room.pulse, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})
