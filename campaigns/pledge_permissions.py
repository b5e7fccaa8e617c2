"""Who reads and does what around a pledge besides its owner and its endorser (permissions.py)."""

from typing import Any

from django.db.models import Q, QuerySet

from campaigns.models import Department, Pledge, PledgeVersion
from campaigns.permissions import pledges_endorsable_by, pledges_owned_by, pledges_visible_to
from campaigns.roles import leading_postings, staff_of, union_postings


def departments_signed_for_by(user: Any) -> QuerySet[Department]:
    """Units whose union the user leads without leading the unit."""
    person = staff_of(user)
    if person is None:
        return Department.objects.none()
    led = leading_postings().filter(staff_member=person).values("department")
    unions = union_postings().filter(staff_member=person).values("department")
    return Department.objects.filter(pk__in=unions).exclude(pk__in=led)


def pledges_signed_by(user: Any) -> QuerySet[Pledge]:
    """Pledges of collectives that wait, or waited, for the user's second signature: all that were sent."""
    sent = Pledge.objects.exclude(status=Pledge.Status.DRAFT)
    return sent.filter(department__in=departments_signed_for_by(user))


def pledges_read_by(user: Any) -> QuerySet[Pledge]:
    """The page of a pledge: owner, endorser, clerk, and who signs it for the union."""
    visible = Q(pk__in=pledges_visible_to(user).values("pk"))
    return Pledge.objects.filter(visible | Q(pk__in=pledges_signed_by(user).values("pk")))


# --- amendments: the owner's; once sent, read by whoever reads the pledge


def versions_owned_by(user: Any) -> QuerySet[PledgeVersion]:
    own = PledgeVersion.objects.filter(pledge__in=pledges_owned_by(user))
    return own.select_related("pledge__campaign", "pledge__unit", "pledge__staff_member", "pledge__department")


def versions_endorsable_by(user: Any) -> QuerySet[PledgeVersion]:
    sent = PledgeVersion.objects.filter(proposed_at__isnull=False, pledge__in=pledges_endorsable_by(user))
    return sent.select_related("pledge__campaign", "pledge__unit", "pledge__staff_member", "pledge__department")


def versions_visible_to(user: Any) -> QuerySet[PledgeVersion]:
    sent = Q(status=PledgeVersion.Status.ACCEPTED) | Q(proposed_at__isnull=False)
    read = sent & Q(pledge__in=pledges_read_by(user))
    return PledgeVersion.objects.filter(read | Q(pk__in=versions_owned_by(user).values("pk"))).select_related(
        "pledge__campaign", "pledge__unit", "pledge__staff_member", "pledge__department", "decided_by", "proposed_by"
    )
