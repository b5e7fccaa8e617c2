"""Which campaign runs, and what of it is the user's own: asked once, for several rows of the home page."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from campaigns.models import Campaign, Department, Pledge, StaffMember
from campaigns.roles import headed, staff_of
from thidua.once import once


def open_campaigns(user: Any) -> list[Campaign]:
    """Yearly campaigns in draft or launched, newest first; asked once per user object."""
    return once(user, "campaigns", lambda: list(_open().all()))


@cache
def _open() -> QuerySet[Campaign]:
    """Only to be asked anew: every page does, and putting it together takes as long as the answer."""
    status = Campaign.Status
    campaigns = Campaign.objects.filter(kind=Campaign.Kind.YEARLY, status__in=[status.DRAFT, status.LAUNCHED])
    return campaigns.order_by("-year")[:5]


def current_campaign(user: Any) -> Campaign | None:
    """The yearly campaign that runs: the newest one launched."""
    return next((c for c in open_campaigns(user) if c.status == Campaign.Status.LAUNCHED), None)


@dataclass(frozen=True)
class Own:
    """What is the user's in a campaign: their pledge and those of the collectives they head."""

    person: StaffMember | None
    units: list[Department]
    pledge: Pledge | None
    of_units: dict[int, Pledge]


def own_things(user: Any, campaign: Campaign | None) -> Own:
    person, units = staff_of(user), headed(user)
    if person is None or campaign is None:
        return Own(person, units, None, {})
    pledges = list(
        campaign.pledges.live()
        .filter(Q(staff_member=person) | Q(department__in=units))
        .select_related("unit", "department")
    )
    mine = next((pledge for pledge in pledges if pledge.staff_member_id == person.pk), None)
    return Own(person, units, mine, {pledge.department_id: pledge for pledge in pledges if pledge.department_id})
