"""Which units have met in a campaign, what they proposed and what still waits; a fixed number of queries."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from awards.models import Nomination, Occasion, UnitReview, UnitReviewCase
from awards.unit_reviews import MEETING
from campaigns.models import Campaign, Department, Pledge
from campaigns.promises import PROMISED
from thidua import clock

# So long before the deadline of dossiers a unit is asked to meet.
MEET_BEFORE = timedelta(days=45)


def units_of(campaign: Campaign) -> QuerySet[Department]:
    """Units in the school's order, each with `registered` (pledges), `has_met` and its reviews in a list, `found`."""
    reviews = reviews_of(campaign)
    return (
        Department.objects.active(clock.today())
        .filter(kind__in=MEETING)
        .annotate(registered=registered_in(campaign), has_met=Exists(_met(campaign)))
        .prefetch_related(Prefetch("unit_reviews", reviews, to_attr="found"))
        .order_by("order", "code")
    )


def reviews_of(campaign: Campaign) -> QuerySet[UnitReview]:
    """With `proposed`, `considered` and `without`: how many cases, and how many proposed ones have no dossier."""
    cases = UnitReviewCase.objects.filter(review=OuterRef("pk"))
    counted = {
        "considered": cases,
        "proposed": cases.filter(proposed=True),
        "without": cases.filter(~Exists(dossiers_like_case()), proposed=True, review__status=UnitReview.Status.CLOSED),
    }
    reviews = UnitReview.objects.filter(campaign=campaign).select_related("phase")
    numbers = {name: _number(rows) for name, rows in counted.items()}
    return reviews.annotate(**numbers).order_by("occasion", "held_from", "pk")


def dossiers_like_case() -> QuerySet[Nomination]:
    """Live dossiers of an outer case's candidate, award and occasion."""
    same = Q(staff_member=OuterRef("staff_member")) | Q(department=OuterRef("department"))
    of_phase = Q(phase__isnull=True) | Q(phase=OuterRef("review__phase"))
    return Nomination.objects.live().filter(
        same,
        of_phase,
        campaign=OuterRef("review__campaign"),
        award=OuterRef("award"),
        occasion=OuterRef("review__occasion"),
    )


def registered_in(campaign: Campaign) -> Coalesce:
    """How many pledges of an outer unit are endorsed or registered."""
    pledges = _registered(campaign).order_by().values("unit").annotate(number=Count("pk"))
    return Coalesce(Subquery(pledges.values("number")), 0)


def _registered(campaign: Campaign) -> QuerySet[Pledge]:
    return Pledge.objects.live().filter(campaign=campaign, unit=OuterRef("pk"), status__in=PROMISED)


def not_met(campaign: Campaign) -> QuerySet[Department]:
    """Units with something registered that have not closed the meeting about the year's merit."""
    units = Department.objects.active(clock.today()).filter(kind__in=MEETING)
    return units.filter(Exists(_registered(campaign)), ~Exists(_met(campaign)))


def _met(campaign: Campaign) -> QuerySet[UnitReview]:
    return UnitReview.objects.filter(
        campaign=campaign, department=OuterRef("pk"), occasion=Occasion.MERIT, status=UnitReview.Status.CLOSED
    )


def _number(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("review").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def is_time_to_meet(campaign: Campaign | None) -> bool:
    """From six weeks before the deadline of dossiers to the end of the campaign."""
    due_on = campaign.nominations_due_on if campaign else None
    return due_on is not None and due_on - MEET_BEFORE <= clock.today() <= campaign.ends_on
