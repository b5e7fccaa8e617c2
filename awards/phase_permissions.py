"""Who opens the page of a đợt's sơ kết: whoever reads its figures; candidates by whoever may propose them."""

from typing import Any

from django.db.models import Q, QuerySet

from awards.permissions import collectives_nominated_by, people_nominated_by
from awards.roles import is_council_member
from campaigns.models import Campaign, Department, Pledge
from campaigns.progress_permissions import departments_whose_progress_is_seen_by
from campaigns.roles import is_clerk, is_rector


def departments_reviewed_by(user: Any) -> QuerySet[Department]:
    """Units whose figures of a đợt the user reads: all for clerk, rector and council, the own for a head."""
    return departments_whose_progress_is_seen_by(user)


def campaigns_summed_up_for(user: Any) -> QuerySet[Campaign]:
    """Whose figures of the year the user reads: clerk, rector and council, of what was launched."""
    reads = is_clerk(user) or is_rector(user) or is_council_member(user)
    found = Campaign.objects.exclude(status__in=[Campaign.Status.DRAFT, Campaign.Status.CANCELLED])
    return found if reads else found.none()


def pledges_proposed_by(user: Any, pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Of these, those of the people and collectives whose dossiers the user may begin."""
    people, collectives = people_nominated_by(user), collectives_nominated_by(user)
    return pledges.filter(
        Q(staff_member__in=people.order_by().values("pk")) | Q(department__in=collectives.order_by().values("pk"))
    )


def pledges_commendable_by(user: Any, pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Of these, those the user proposes; for the clerk, who prepares the council, all."""
    return pledges if is_clerk(user) else pledges_proposed_by(user, pledges)
