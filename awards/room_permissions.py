"""Who may do what in the room beside running a session (permissions.py).

Which sessions vote, who says who presides, tellers' sheets, extracts.
"""

from typing import Any

from django.db.models import QuerySet

from awards.models import Council, CouncilSession, Question, Round, Seat, Teller
from awards.roles import held_seats
from campaigns.roles import is_clerk


def sessions_handed_over_by(user: Any) -> QuerySet[CouncilSession]:
    """The clerk, or the council's chair whoever presides: say that somebody presides in the chair's place."""
    if is_clerk(user):
        return CouncilSession.objects.all()
    chairs = [seat.council_id for seat in held_seats(user) if seat.role == Seat.Role.CHAIR]
    return CouncilSession.objects.filter(council__in=chairs)


def that_vote(sessions: QuerySet[CouncilSession]) -> QuerySet[CouncilSession]:
    """Of these sessions, those that vote on dossiers.

    An initiative council scores on signed sheets: nobody counts for it, writes to it or declares of dossiers; it has
    pages of its own (hearing_permissions.py).
    """
    return sessions.filter(council__kind=Council.Kind.AWARDS)


def tellers_of(user: Any) -> QuerySet[Teller]:
    """The user's places in a Ban kiểm phiếu, of councils in which they have a seat today."""
    return Teller.objects.filter(seat__in=[seat.pk for seat in held_seats(user)])


def rounds_counted_by(user: Any) -> QuerySet[Round]:
    """Rounds on paper that the user counts as a teller."""
    return Round.objects.filter(way=Round.Way.PAPER, session__tellers__in=tellers_of(user))


def questions_extracted_by(user: Any) -> QuerySet[Question]:
    """Of which the user takes the extract of the minutes: the clerk hands it to the person concerned."""
    return Question.objects.all() if is_clerk(user) else Question.objects.none()
