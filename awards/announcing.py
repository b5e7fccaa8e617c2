"""Who knows what a count found before the session rises: the clerk and who sits there; everybody else afterwards.

Until then a dossier that was counted looks like one on the table, to pages, lists, histories and sentences alike.
"""

import copy
from collections.abc import Callable
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from awards.models import CouncilSession, EligibilityReport, Nomination
from awards.models.nomination import put_behind_closed_doors, unannounced
from awards.roles import sessions_attended_by
from campaigns.roles import is_clerk
from thidua.models import AuditEntry
from thidua.once import once

TELLING = ("nomination.recommend", "nomination.not_recommend", "nomination.explain", "nomination.put_lower")
CONVENED = CouncilSession.Status.CONVENED


def sessions_known_to(user: Any) -> QuerySet[CouncilSession]:
    return CouncilSession.objects.all() if is_clerk(user) else sessions_attended_by(user)


def knows(user: Any, nomination: Nomination) -> bool:
    """Whether this reader may see the result; asks the database once a reader, whatever the number of rows."""
    return not nomination.is_unannounced or is_clerk(user) or nomination.session_id in _attended_by(user)


def is_let_in(user: Any, session: CouncilSession) -> None:
    """On the session's own page whoever is let in knows its results: nothing need be asked of the database."""
    once(user, "sessions attended", lambda: {session.pk})


def _attended_by(user: Any) -> set[int]:
    def asked() -> set[int]:
        return set(sessions_attended_by(user).filter(status__in=CouncilSession.LIVE).values_list("pk", flat=True))

    return once(user, "sessions attended", asked)


def status_words(user: Any) -> Callable[[Any], str]:
    """For badges: the true word where the reader knows the result."""

    def words(row: Any) -> str:
        if isinstance(row, Nomination) and row.is_unannounced and knows(user, row):
            return str(Nomination.Status(row.status).label)
        return str(row.get_status_display())

    return words


def untold_to(user: Any) -> QuerySet[Nomination]:
    """Dossiers of which something is kept from this reader until the session rises."""
    kept = unannounced() | put_behind_closed_doors()
    return Nomination.objects.filter(kept).exclude(session__in=sessions_known_to(user))


def told_to(user: Any, nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """With `told_status`, as this reader may know it: for filters and counts."""
    return nominations.told(Q(session__in=sessions_known_to(user)))


def as_told_to(user: Any, nomination: Nomination) -> Nomination:
    """The dossier as this reader may see it: for pages only, never to be saved."""
    if knows(user, nomination):
        return nomination
    shown = copy.copy(nomination)
    vars(shown).update({"status": Nomination.Status.TABLED.value, "council_reason": ""})
    return shown


# --- reports and lines of the trail


def unpublished() -> Q:
    """Reports a running session had made for itself (awards/reassessing.py)."""
    return Q(moment=EligibilityReport.Moment.REVIEWED, nomination__session__status=CONVENED)


def reports_told_to(user: Any) -> QuerySet[EligibilityReport]:
    return EligibilityReport.objects.filter(~unpublished() | Q(nomination__session__in=sessions_known_to(user)))


def entries_told_to(user: Any, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """Without the lines that tell a result this reader may not know yet."""
    keys = untold_to(user).order_by().annotate(key=Cast("pk", CharField())).values("key")
    return entries.exclude(target_type="awards.nomination", verb__in=TELLING, target_id__in=keys)
