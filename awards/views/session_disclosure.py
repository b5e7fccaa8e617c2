"""What a session's page and a dossier's page show of the lists in which they hung, and of invitations."""

from typing import Any

from awards import inviting, posted
from awards.disclosure_permissions import objections_visible_to
from awards.models import CouncilSession, Nomination
from campaigns.roles import is_clerk

MOST = 20


def of_session(session: CouncilSession, user: Any) -> dict[str, Any]:
    """For members and the clerk: the lists, with the objections this reader may read; for the clerk the invitations."""
    told = posted.of_session(session)
    context: dict[str, Any] = {"posted": told, "posted_objections": []}
    if any(one.objections for one in told.lists):
        lists = [one.disclosure for one in told.lists]
        seen = objections_visible_to(user).filter(disclosure__in=lists)
        context["posted_objections"] = seen.select_related(*OBJECTION)[:MOST]
    if is_clerk(user) and session.status == CouncilSession.Status.PLANNED:
        state = inviting.state_of(session)
        context |= {"invitation": state, "why_not_invite": inviting.why_not_invite(session, state)}
    if is_clerk(user) and session.minutes_id:
        context["result_lists"] = session.disclosures.all()
    return context


OBJECTION = ("case__award", "staff_member", "disclosure__campaign")


def of_nomination(nomination: Nomination, user: Any) -> dict[str, Any]:
    """For who reads the dossier: when it hung; what was said against it only to who may read that."""
    hung = posted.of_nomination(nomination.pk)
    objections = []
    if any(one.objections for one in hung):
        about = objections_visible_to(user).filter(case__nomination=nomination)
        objections = about.select_related(*OBJECTION)[:MOST]
    return {"hung": hung, "hung_objections": objections}
