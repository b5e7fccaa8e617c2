"""Covenants: a draft is its head's; a sent one the parties', the clerk's, the rector's; a signed one everybody's."""

from typing import Any

from django.db.models import Q, QuerySet

from campaigns.models import Covenant, CovenantParty, Department
from campaigns.permissions import campaigns_visible_to
from campaigns.roles import headed_departments, is_clerk, is_rector, staff_of


def drafting_units(user: Any) -> QuerySet[Department]:
    """Units for which the user drafts and signs a covenant; the school itself is no party."""
    return headed_departments(user).exclude(kind=Department.Kind.SCHOOL)


def covenants_drafted_by(user: Any) -> QuerySet[Covenant]:
    return Covenant.objects.filter(drafted_by__in=drafting_units(user)).select_related("drafted_by")


def covenants_signed_by(user: Any) -> QuerySet[Covenant]:
    """Sent for signature to a unit the user leads."""
    mine = CovenantParty.objects.filter(department__in=drafting_units(user))
    sent = Covenant.objects.exclude(status=Covenant.Status.DRAFT).filter(opened_at__isnull=False)
    return sent.filter(pk__in=mine.values("covenant"))


def covenants_visible_to(user: Any) -> QuerySet[Covenant]:
    seen = Covenant.objects.filter(campaign__in=campaigns_visible_to(user))
    theirs = Q(pk__in=covenants_drafted_by(user).values("pk")) | Q(pk__in=covenants_signed_by(user).values("pk"))
    if is_clerk(user) or is_rector(user):
        return seen.filter(theirs | Q(opened_at__isnull=False))
    return seen.filter(theirs | Q(status=Covenant.Status.SIGNED)) if staff_of(user) else seen.none()
