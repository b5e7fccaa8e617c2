"""What was promised for a đợt and what became of it. Every figure of promises is counted here, and by the database.

Pages, charts and the papers of the sơ kết (awards/year_figures.py) ask the same functions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import (
    Avg,
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Least

from campaigns.models import CheckIn, Phase, Pledge, PledgeTarget, Posting
from thidua import clock
from thidua.once import once

# A pledge counts as a promise once its endorser has seen it.
PROMISED = (Pledge.Status.ENDORSED, Pledge.Status.REGISTERED)


class Outcome(models.TextChoices):
    """Of a promise by its result."""

    MET = "dat", "Đạt"
    EXCEEDED = "vuot", "Vượt"
    MISSED = "chua-dat", "Chưa đạt"
    UNKNOWN = "chua-co", "Chưa có kết quả"


@dataclass(frozen=True)
class Numbers:
    """How many promises, and what is known of them. `met` holds the exceeded ones too.

    Of those without a result: `reached` by the newest check-in, `under_way`, `silent`. `share`: the mean of what was
    done of what was promised, at most 1 for each, over those of which a figure is `known`; None where there is none.
    """

    targets: int = 0
    met: int = 0
    exceeded: int = 0
    missed: int = 0
    reached: int = 0
    under_way: int = 0
    known: int = 0
    share: float | None = None

    @property
    def unknown(self) -> int:
        return self.targets - self.met - self.missed

    @property
    def silent(self) -> int:
        return self.unknown - self.reached - self.under_way

    @property
    def just_met(self) -> int:
        return self.met - self.exceeded

    @property
    def done(self) -> int:
        """Met, or reached as the newest check-in says."""
        return self.met + self.reached

    @property
    def percent(self) -> str:
        """Cut, not rounded: what is not quite done does not read 100%. Empty: nothing is known."""
        return "" if self.share is None else f"{int(self.share * 100 + 1e-9)}%"


SUMMED = ("targets", "met", "exceeded", "missed", "reached", "under_way", "known")


def is_last_phase(phase: Phase) -> bool:
    """Asked once of a row that was read."""
    later = Phase.objects.filter(campaign=phase.campaign_id, ordinal__gt=phase.ordinal)
    return once(phase, "is_last", lambda: not later.exists())


def due(phase: Phase, *, is_last: bool | None = None) -> Q:
    """Targets of the đợt; those of the whole year are due in the last one. `is_last`, where the caller knows."""
    whole_year = is_last_phase(phase) if is_last is None else is_last
    return Q(phase=phase) | Q(phase__isnull=True) if whole_year else Q(phase=phase)


def due_in(phase: Phase) -> QuerySet[PledgeTarget]:
    return PledgeTarget.objects.filter(due(phase), pledge__campaign=phase.campaign_id, pledge__status__in=PROMISED)


# --- counting


def numbers_of(targets: QuerySet[PledgeTarget]) -> Numbers:
    return Numbers(**with_newest(targets).order_by().aggregate(**_counts()))


def numbers_by(targets: QuerySet[PledgeTarget], *by: str) -> dict[Any, Numbers]:
    """The same for each value of a column (of several: a tuple); one query."""
    rows = with_newest(targets).order_by().values(*by).annotate(**_counts())
    return {tuple(row.pop(name) for name in by) if by[1:] else row.pop(by[0]): Numbers(**row) for row in rows}


def added_up(rows: Iterable[Numbers]) -> Numbers:
    """Of several counts one; the mean share weighs each by what is known of it."""
    rows = list(rows)
    sums = {name: sum(getattr(row, name) for row in rows) for name in SUMMED}
    done = sum((row.share or 0) * row.known for row in rows)
    return Numbers(**sums, share=done / sums["known"] if sums["known"] else None)


def with_newest(targets: QuerySet[PledgeTarget]) -> QuerySet[PledgeTarget]:
    """Joined to the newest check-in of each, as `newest`."""
    return targets.annotate(newest=FilteredRelation("check_ins", condition=Q(check_ins__is_newest=True)))


def _counts() -> dict[str, Any]:
    waits = Q(result__isnull=True)
    done = Coalesce("result", "newest__so_far")
    # As floats: SQLite would divide whole numbers without a rest.
    part = Least(Cast(done, FloatField()) / Cast("amount", FloatField()), Value(1.0))
    no_figure = Q(result__isnull=True, newest__so_far__isnull=True)
    share = Case(When(no_figure, then=None), When(amount=0, then=1.0), default=part)
    short = Q(newest__so_far__lt=F("amount")) | Q(newest__isnull=False, newest__so_far__isnull=True)
    return {
        "targets": Count("pk"),
        "met": Count("pk", filter=Q(result__gte=F("amount"))),
        "exceeded": Count("pk", filter=Q(result__gt=F("amount"))),
        "missed": Count("pk", filter=Q(result__lt=F("amount"))),
        "reached": Count("pk", filter=waits & Q(newest__so_far__gte=F("amount"))),
        "under_way": Count("pk", filter=waits & short),
        "known": Count("pk", filter=~no_figure),
        "share": Avg(share, output_field=FloatField()),
    }


# --- whose, where


def counted_on(phase: Phase) -> date:
    """The day on which people are counted where they work, when nothing was written: today, at most the review's."""
    return min(clock.today(), phase.reviewed_on or phase.campaign.ends_on, phase.campaign.ends_on)


def with_units(targets: QuerySet[PledgeTarget], phase: Phase) -> QuerySet[PledgeTarget]:
    """With `unit_pk`: the unit written on the evaluation of that đợt; without one, where the person works.

    A collective's promises are its own. Who has left is counted where they pledged.
    """
    day = counted_on(phase)
    place = Posting.objects.on(day).filter(is_main=True, staff_member=OuterRef("pledge__staff_member"))
    written = "pledge__staff_member__evaluations"
    return targets.annotate(
        evaluated=FilteredRelation(written, condition=Q(**{f"{written}__phase": phase.pk})),
        unit_pk=Coalesce(
            "pledge__department",
            "evaluated__unit",
            Subquery(place.order_by("pk").values("department")[:1]),
            "pledge__unit",
            output_field=BigIntegerField(),
        ),
    )


def of_units(phase: Phase, units: Iterable[int]) -> QuerySet[PledgeTarget]:
    """Promises due in the đợt of these units (their keys), each with `unit_pk`."""
    return with_units(due_in(phase), phase).filter(unit_pk__in=list(units))


def pledges_of_units(phase: Phase, units: Iterable[int], *, silent: bool = False) -> QuerySet[Pledge]:
    """Pledges with a promise due in the đợt; `silent`: of whose promises nobody has said anything yet."""
    targets = of_units(phase, units)
    pledges = Pledge.objects.filter(pk__in=targets.order_by().values("pledge"))
    if silent:
        said = Q(result__isnull=False) | Exists(CheckIn.objects.filter(target=OuterRef("pk")))
        pledges = pledges.exclude(pk__in=due_in(phase).filter(said).values("pledge"))
    return pledges


def with_outcomes(targets: QuerySet[PledgeTarget]) -> QuerySet[PledgeTarget]:
    """With `outcome`, a value of `Outcome`."""
    outcome = Case(
        When(result__isnull=True, then=Value(Outcome.UNKNOWN.value)),
        When(result__gt=F("amount"), then=Value(Outcome.EXCEEDED.value)),
        When(result=F("amount"), then=Value(Outcome.MET.value)),
        default=Value(Outcome.MISSED.value),
        output_field=CharField(),
    )
    return targets.annotate(outcome=outcome)
