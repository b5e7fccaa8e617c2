"""Who writes, reads and opens again the minutes of a unit's bình xét: each permission once, as a queryset."""

from typing import Any

from django.db.models import Q, QuerySet

from awards.models import UnitReview
from awards.unit_reviews import MEETING
from campaigns.models import Department
from campaigns.roles import headed, is_clerk, is_rector


def departments_meeting_for(user: Any) -> QuerySet[Department]:
    """Units whose meeting the user holds and writes down: the own for a head or stand-in, the board for the rector."""
    own = Q(pk__in=[unit.pk for unit in headed(user)])
    board = Q(kind=Department.Kind.BOARD) if is_rector(user) else Q(pk__in=[])
    return Department.objects.filter(own | board, kind__in=MEETING)


def departments_whose_meeting_is_seen_by(user: Any) -> QuerySet[Department]:
    """The clerk and the rector see every unit's, a head the own."""
    if is_clerk(user) or is_rector(user):
        return Department.objects.filter(kind__in=MEETING)
    return departments_meeting_for(user)


def reviews_written_by(user: Any) -> QuerySet[UnitReview]:
    return UnitReview.objects.filter(department__in=departments_meeting_for(user))


def reviews_visible_to(user: Any) -> QuerySet[UnitReview]:
    """Beside those, whoever presided or wrote: they sign the minutes."""
    signs = Q(chair__user=user) | Q(secretary__user=user)
    return UnitReview.objects.filter(signs | Q(department__in=departments_whose_meeting_is_seen_by(user)))


def reviews_managed_by(user: Any) -> QuerySet[UnitReview]:
    """The clerk opens closed minutes again."""
    return UnitReview.objects.all() if is_clerk(user) else UnitReview.objects.none()
