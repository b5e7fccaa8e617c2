"""What a session's page and a dossier's page show of the lists in which they hung."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from awards import posted
from awards.disclosure_permissions import objections_visible_to
from awards.models import CouncilSession, Nomination
from awards.permissions import sessions_visible_to
from awards.room_permissions import that_vote
from thidua.http import paginate

MOST = 20
OBJECTION = ("case__award", "staff_member", "disclosure__campaign")


def of_session(session: CouncilSession, cases: int) -> dict[str, Any]:
    """One query: what was objected stands on a page of its own. `cases`: how many are on the agenda."""
    return {"posted": posted.of_session(session, cases)}


def of_nomination(nomination: Nomination, user: Any) -> dict[str, Any]:
    """For who reads the dossier: when it hung; what was said against it only to who may read that."""
    hung, objections = posted.of_nomination(nomination.pk), []
    if any(one.objections for one in hung):
        about = objections_visible_to(user).filter(case__nomination=nomination)
        objections = about.select_related(*OBJECTION)[:MOST]
    return {"hung": hung, "hung_objections": objections}


@require_GET
@login_required
def session_objections(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the council reads the lists, what was said against them, and the answers."""
    session = get_object_or_404(that_vote(sessions_visible_to(request.user)).select_related("campaign"), pk=pk)
    told = posted.of_session(session)
    lists = [one.disclosure for one in told.lists]
    seen = objections_visible_to(request.user).filter(posted.asked_about(session), disclosure__in=lists)
    page = paginate(request, seen.select_related(*OBJECTION), MOST)
    return render(request, "awards/session_objections.html", {"session": session, "posted": told, "page": page})
