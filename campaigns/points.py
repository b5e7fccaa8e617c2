"""What is known of points: which sets are in use, the totals of people and collectives, the mean of what was given."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Avg, Exists, OuterRef, Q, QuerySet, Sum

from campaigns.models import (
    Campaign,
    CriteriaSet,
    Criterion,
    Mark,
    Marking,
    PointAdjustment,
    ScoreSheet,
    StaffMember,
    UnitScorer,
)

TENTH = Decimal("0.1")
ZERO = Decimal(0)
Subject = tuple[int | None, int | None]  # keys of the person and of the collective, one of them None


@dataclass(frozen=True)
class Totals:
    """Of one sheet; None: not given, which is not 0. `unit`: only once it was settled."""

    own: Decimal | None
    unit: Decimal | None


def sets_in_use(campaign: Campaign) -> dict[str, CriteriaSet]:
    """By their subject; empty: the school scores nobody, and no page speaks of points."""
    found = CriteriaSet.objects.filter(campaign=campaign, status=CriteriaSet.Status.OPEN)
    return {one.subject: one for one in found}


def with_sets(campaigns: QuerySet[Campaign], person: StaffMember | None) -> QuerySet[Campaign]:
    """Each with `scores_people`, `scores_units`: whether a set is in use; `has_named`: the person scores for a unit."""
    used = CriteriaSet.objects.filter(campaign=OuterRef("pk"), status=CriteriaSet.Status.OPEN)
    subject = CriteriaSet.Subject
    return campaigns.annotate(
        scores_people=Exists(used.filter(subject=subject.INDIVIDUAL)),
        scores_units=Exists(used.filter(subject=subject.COLLECTIVE)),
        has_named=Exists(UnitScorer.objects.filter(campaign=OuterRef("pk"), staff_member=person)),
    )


def totals_of(campaign: Campaign, people: Iterable[int] = (), units: Iterable[int] = ()) -> dict[Subject, Totals]:
    """Of those of them that have a sent sheet; one query."""
    asked = Q(staff_member__in=list(people)) | Q(department__in=list(units))
    sent = ScoreSheet.objects.filter(asked, criteria_set__campaign=campaign).exclude(status=ScoreSheet.Status.OPEN)
    rows = sent.values_list("staff_member", "department", "self_total", "unit_total")
    return {(person, unit): Totals(own, settled) for person, unit, own, settled in rows}


def weighed(criteria: Iterable[Criterion]) -> Decimal:
    """What the criteria weigh together."""
    return sum((one.weight for one in criteria), ZERO)


def sent_markings(sheet: ScoreSheet) -> list[Marking]:
    """Of the unit's side, each with its marks; only for who may see them (`campaigns.scoring.sees_others`)."""
    return list(
        sheet.markings.filter(is_self=False, sent_at__isnull=False)
        .select_related("scorer")
        .prefetch_related("marks")
        .order_by("scorer__sort_key", "pk")
    )


def proposed(sheet: ScoreSheet, criteria: Iterable[Criterion]) -> dict[int, Decimal]:
    """By criterion the mean of what the unit's side gave, to a tenth, half a tenth up; never above the most."""
    marks = Mark.objects.filter(marking__sheet=sheet, marking__is_self=False, marking__sent_at__isnull=False)
    means = dict(marks.order_by().values_list("criterion").annotate(mean=Avg("points")))
    return {
        one.pk: min(rounded(Decimal(str(means[one.pk]))), one.weight)
        for one in criteria
        if means.get(one.pk) is not None
    }


def rounded(value: Decimal) -> Decimal:
    # Through hundredths of hundredths: SQLite averages in floating point.
    return value.quantize(Decimal("0.000001")).quantize(TENTH, ROUND_HALF_UP)


def adjusted(sheet: ScoreSheet) -> tuple[Decimal, Decimal]:
    """Bonus that counts (at most the set's limit) and deduction."""
    sums = dict(sheet.adjustments.order_by().values_list("kind").annotate(sum=Sum("points")))
    return counted(sheet.criteria_set, sums.get(BONUS, ZERO), sums.get(DEDUCTION, ZERO))


def counted(criteria_set: CriteriaSet, bonus: Decimal, deduction: Decimal) -> tuple[Decimal, Decimal]:
    return min(bonus, criteria_set.bonus_limit), deduction


def total(criteria_set: CriteriaSet, settled: Iterable[Decimal], bonus: Decimal, deduction: Decimal) -> Decimal:
    """The criteria's points, the bonus up to its limit, less the deduction; may pass 100, never below 0."""
    bonus, deduction = counted(criteria_set, bonus, deduction)
    return max(sum(settled, ZERO) + bonus - deduction, ZERO)


BONUS, DEDUCTION = PointAdjustment.Kind


def shown(value: Decimal) -> str:
    """12.50 → “12,5”, in a sentence and on paper."""
    text = f"{value.normalize():f}"
    return text.replace(".", ",")
