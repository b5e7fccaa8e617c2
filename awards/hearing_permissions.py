"""Who may do what with initiatives before their council; views fetch through it, so a stranger gets 404."""

from typing import Any

from django.db.models import QuerySet

from awards.models import Council, CouncilSession, Hearing, Seat
from awards.permissions import sessions_chaired_by, sessions_prepared_by, sessions_run_by, sessions_visible_to
from awards.roles import held_seats, sessions_attended_by


def that_hear(sessions: QuerySet[CouncilSession]) -> QuerySet[CouncilSession]:
    """Of these sessions, those of an initiative council."""
    return sessions.filter(council__kind=Council.Kind.INITIATIVES)


def hearings_visible_to(user: Any) -> QuerySet[Hearing]:
    """The clerk and the council's members."""
    return Hearing.objects.filter(session__in=sessions_visible_to(user))


def hearings_attended_by(user: Any) -> QuerySet[Hearing]:
    """Those the user may have a sheet of."""
    return Hearing.objects.filter(session__in=sessions_attended_by(user))


def hearings_run_by(user: Any) -> QuerySet[Hearing]:
    """Chair or clerk: take off the table, write down what a member said."""
    return Hearing.objects.filter(session__in=sessions_run_by(user))


def hearings_prepared_by(user: Any) -> QuerySet[Hearing]:
    """The clerk, who types in sheets written by hand."""
    return Hearing.objects.filter(session__in=sessions_prepared_by(user))


def hearings_chaired_by(user: Any) -> QuerySet[Hearing]:
    """Chair alone: open, count."""
    return Hearing.objects.filter(session__in=sessions_chaired_by(user))


def seat_at(user: Any, hearing: Hearing) -> Seat | None:
    """The user's seat in the council of this hearing's session today."""
    council = hearing.session.council_id
    return next((seat for seat in held_seats(user) if seat.council_id == council), None)
