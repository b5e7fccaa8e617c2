"""Who may do what with initiatives before their council; views fetch through it, so a stranger gets 404."""

from typing import Any

from django.db.models import Q, QuerySet

from awards.models import Council, CouncilSession, Hearing, HearingSheet, Seat
from awards.permissions import sessions_chaired_by, sessions_prepared_by, sessions_run_by, sessions_visible_to
from awards.roles import held_seats, sessions_attended_by
from campaigns.models import CoAuthor
from campaigns.roles import staff_of


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


def is_author(user: Any, hearing: Hearing) -> bool:
    """With a seat in the council or without: an author reads nobody's sheet about their own initiative."""
    return _authored_by(user).filter(initiative=hearing.initiative_id).exists()


def hearings_printed_by(user: Any) -> QuerySet[Hearing]:
    """All sheets of a counted one, for chair or clerk who is no author of it."""
    counted = hearings_run_by(user).filter(status__in=Hearing.COUNTED)
    return counted.exclude(initiative__in=_authored_by(user).values("initiative"))


def sheets_printed_by(user: Any) -> QuerySet[HearingSheet]:
    """A member's own from the moment it is handed in; those of others as above."""
    own = Q(seat__staff_member=staff_of(user), hearing__in=hearings_attended_by(user))
    return HearingSheet.objects.filter(own | Q(hearing__in=hearings_printed_by(user)))


def _authored_by(user: Any) -> QuerySet[CoAuthor]:
    return CoAuthor.objects.filter(staff_member=staff_of(user))


def seat_at(user: Any, hearing: Hearing) -> Seat | None:
    """The user's seat in the council of this hearing's session today."""
    council = hearing.session.council_id
    return next((seat for seat in held_seats(user) if seat.council_id == council), None)
