"""Seats in the council in force: who votes, who presides."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from awards.models import Council, CouncilSession, Seat
from campaigns.models.people import in_span
from campaigns.roles import staff_of
from thidua import clock
from thidua.once import once


def council_in_force(on: date | None = None, kind: str = Council.Kind.AWARDS) -> Council | None:
    return councils_in_force(on).filter(kind=kind).first()


def councils_in_force(on: date | None = None) -> QuerySet[Council]:
    """At most one of each kind, the one for awards first."""
    return Council.objects.filter(in_span(on or clock.today())).order_by("kind", "-starts_on")


def seats_of(user: Any, on: date | None = None) -> QuerySet[Seat]:
    """Every seat the user holds on that day, in whatever council."""
    staff_member = staff_of(user)
    if staff_member is None:
        return Seat.objects.none()
    return Seat.objects.filter(in_span(on or clock.today()), staff_member=staff_member)


def held_seats(user: Any) -> list[Seat]:
    """The same for today, asked once per user object."""
    today, staff_member = clock.today(), staff_of(user)
    if staff_member is None:
        return []
    return once(user, ("seats", today), lambda: list(_seats_on(today).filter(staff_member=staff_member)))


@lru_cache(maxsize=8)
def _seats_on(day: date) -> QuerySet[Seat]:
    """Only to be filtered: every page asks this of somebody, and putting it together takes as long as the answer."""
    return Seat.objects.filter(in_span(day)).select_related("council", "staff_member")


def seat_in(user: Any, council: Council) -> Seat | None:
    """The user's seat in this council today."""
    return next((seat for seat in held_seats(user) if seat.council_id == council.pk), None)


def is_council_member(user: Any) -> bool:
    """Of the council for awards in force today."""
    return bool(_in_force(user))


def hears_initiatives(user: Any) -> bool:
    """A member of the Hội đồng sáng kiến in force today."""
    return bool(_in_force(user, Council.Kind.INITIATIVES))


def is_chair(user: Any) -> bool:
    """Of the council for awards."""
    return any(seat.role == Seat.Role.CHAIR for seat in _in_force(user))


# --- who presides: whom the session names (awards/presiding.py), else the chair; asked nowhere else


def sessions_presided_by(user: Any) -> QuerySet[CouncilSession]:
    """Those whose desk is the user's today. Once a session has ended there is none: its chair has the papers again."""
    seats = held_seats(user)
    chairs = [seat.council_id for seat in seats if seat.role == Seat.Role.CHAIR]
    handed_over = Q(presiding__isnull=False, status__in=CouncilSession.LIVE)
    return CouncilSession.objects.filter(
        Q(presiding__in=[seat.pk for seat in seats]) | Q(council__in=chairs) & ~handed_over
    )


def presides(user: Any, session: CouncilSession) -> bool:
    """Whether it is one of those; asks nothing once the user's seats are known."""
    handed_over = session.presiding_id is not None and session.is_live
    return any(
        seat.pk == session.presiding_id
        or (seat.council_id == session.council_id and seat.role == Seat.Role.CHAIR and not handed_over)
        for seat in held_seats(user)
    )


def is_chair_of(user: Any, session: CouncilSession) -> bool:
    """Of its council, whoever presides."""
    return any(seat.council_id == session.council_id and seat.role == Seat.Role.CHAIR for seat in held_seats(user))


def presiding_among(seats: Iterable[Seat], seat_pk: int | None) -> Seat | None:
    """Of the seats of a session, the one of this key that a session or a round names; without a key its chair."""
    if seat_pk is not None:
        return next((seat for seat in seats if seat.pk == seat_pk), None)
    return next((seat for seat in seats if seat.role == Seat.Role.CHAIR), None)


def runs_a_desk(user: Any) -> bool:
    """The chair, and whoever is to preside in the chair's place."""
    if is_chair(user):
        return True
    return sessions_presided_by(user).filter(status__in=CouncilSession.LIVE).exists()


def sessions_attended_by(user: Any) -> QuerySet[CouncilSession]:
    """Sessions of councils in which the user has a seat today."""
    return CouncilSession.objects.filter(council__in=[seat.council_id for seat in held_seats(user)])


def _in_force(user: Any, kind: str = Council.Kind.AWARDS) -> list[Seat]:
    today = clock.today()
    return [
        seat
        for seat in held_seats(user)
        if seat.council.kind == kind
        and seat.council.starts_on <= today
        and (seat.council.ends_on is None or seat.council.ends_on >= today)
    ]


def own_case(user: Any) -> Q:
    """Rows (with staff_member, department) that are the user's own case: themself."""
    staff_member = staff_of(user)
    return Q(staff_member=staff_member) if staff_member else Q(pk__in=[])
