"""The figures of a year or of one đợt, added up from pledges, dossiers, records and evaluations: nothing is kept."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from awards.models import AwardRecord, Nomination, Occasion
from campaigns.models import (
    Award,
    Campaign,
    Department,
    Evaluation,
    Phase,
    Pledge,
    PledgeTarget,
    Posting,
    StaffMember,
)
from campaigns.promises import PROMISED, Numbers, due_in, numbers_by, numbers_of, with_units
from thidua import clock

S = Nomination.Status
NOTHING = Numbers()
CONFIRMED = Count("pk", filter=Q(status=Evaluation.Status.CONFIRMED))
NOT_PROPOSED = (S.DRAFT, S.RETURNED, S.WITHDRAWN)


@dataclass(frozen=True)
class Line:
    """One title or commendation: registered, proposed, recognised."""

    award: Award
    registered: int
    proposed: int
    recognised: int

    @property
    def share(self) -> Fraction | None:
        """Recognised of those registered; None where nobody registered."""
        return Fraction(self.recognised, self.registered) if self.registered else None


@dataclass(frozen=True)
class UnitLine:
    """People of one unit: how many there are, registered, were proposed, were recognised or commended."""

    unit: Department
    people: int
    registered: int
    proposed: int
    recognised: int
    collective: int  # titles and commendations of the unit as a collective


@dataclass(frozen=True)
class PhaseLine:
    """Evaluations of a đợt, and the promises that were due in it."""

    phase: Phase
    evaluated: int
    confirmed: int
    promised: Numbers


def proposed_in(campaign: Campaign, phase: Phase | None = None) -> QuerySet[Nomination]:
    """Dossiers that were handed in; of a đợt only those for that occasion."""
    found = Nomination.objects.filter(campaign=campaign).exclude(status__in=NOT_PROPOSED)
    return found.filter(occasion=Occasion.PHASE, phase=phase) if phase else found


def recognised_in(campaign: Campaign, phase: Phase | None = None) -> QuerySet[Nomination]:
    """Those that were awarded and of which nothing was taken back since."""
    return proposed_in(campaign, phase).filter(_is_recognised())


def _is_recognised() -> Q:
    records = AwardRecord.objects.filter(award=OuterRef("award"), year=OuterRef("year"), occasion=OuterRef("occasion"))
    of_candidate = Q(staff_member=OuterRef("staff_member")) | Q(department=OuterRef("department"))
    own = records.filter(of_candidate)
    taken_back = Exists(own.filter(revoked_on__isnull=False)) & ~Exists(own.in_force())
    return ~taken_back & Q(status=S.AWARDED)


def by_award(campaign: Campaign, phase: Phase | None = None) -> list[Line]:
    """In the catalogue's order; of a đợt what was registered is the year's and not counted."""
    registered = _numbers(campaign.pledges.filter(status=Pledge.Status.REGISTERED), "awards") if phase is None else {}
    dossiers = proposed_in(campaign, phase).annotate(is_recognised=_is_recognised()).order_by().values_list("award")
    counted = dossiers.annotate(number=Count("pk"), recognised=Count("pk", filter=Q(is_recognised=True)))
    found = {award: (number, recognised) for award, number, recognised in counted}
    awards = Award.objects.filter(pk__in={*registered, *found} - {None}).order_by("is_collective", "order")
    return [Line(one, registered.get(one.pk, 0), *found.get(one.pk, (0, 0))) for one in awards]


def _numbers(rows: QuerySet, by: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(by).annotate(number=Count("pk")))


def by_unit(campaign: Campaign) -> list[UnitLine]:
    """Units in the school's order; a person counts once, whatever they received, in the unit that is written.

    How many a unit has, and which units there are, as at the end of the year once it is over; a unit that is no more
    stays while something is written of it.
    """
    people = campaign.pledges.filter(status=Pledge.Status.REGISTERED, staff_member__isnull=False)
    registered, dossiers = _people(people), _dossiers_by_unit(campaign)
    day = min(clock.today(), campaign.ends_on)
    main = Posting.objects.on(day).filter(is_main=True, staff_member__in=StaffMember.objects.employed(day))
    at_work = dict(main.order_by().values_list("department").annotate(number=Count("staff_member", distinct=True)))
    here = Department.objects.units().active(day)
    written = Q(pk__in={*registered, *dossiers} - {None})
    units = Department.objects.units().filter(Q(pk__in=here.values("pk")) | written).order_by("order", "code")
    return [
        UnitLine(unit, at_work.get(unit.pk, 0), registered.get(unit.pk, 0), *dossiers.get(unit.pk, (0, 0, 0)))
        for unit in units
    ]


def _dossiers_by_unit(campaign: Campaign) -> dict[int, tuple[int, int, int]]:
    """By the unit written on the dossier: people proposed, people recognised, what the collective received."""
    rows = proposed_in(campaign).annotate(is_recognised=_is_recognised()).order_by().values_list("unit")
    recognised = Q(is_recognised=True)
    counted = rows.annotate(
        proposed=Count("staff_member", distinct=True),
        people=Count("staff_member", filter=recognised, distinct=True),
        collective=Count("department", filter=recognised),
    )
    return {unit: numbers for unit, *numbers in counted}


def _people(rows: QuerySet) -> dict[int, int]:
    return dict(rows.order_by().values_list("unit").annotate(number=Count("staff_member", distinct=True)))


def by_phase(campaign: Campaign) -> list[PhaseLine]:
    """As `of_phase` says it of each, in three queries; promises of the whole year are due in the last."""
    phases = list(campaign.phases.all())
    if not phases:
        return []
    done = Evaluation.objects.filter(phase__in=phases).exclude(status=Evaluation.Status.OPEN).order_by()
    counted = done.values_list("phase").annotate(evaluated=Count("pk"), confirmed=CONFIRMED)
    numbers = {phase: (evaluated, confirmed) for phase, evaluated, confirmed in counted}
    targets = PledgeTarget.objects.filter(pledge__campaign=campaign, pledge__status__in=PROMISED)
    promised = numbers_by(targets.annotate(due=Coalesce("phase", Value(phases[-1].pk))), "due")
    return [PhaseLine(phase, *numbers.get(phase.pk, (0, 0)), promised.get(phase.pk, NOTHING)) for phase in phases]


def of_phase(phase: Phase) -> PhaseLine:
    done = phase.evaluations.exclude(status=Evaluation.Status.OPEN)
    counted = done.aggregate(evaluated=Count("pk"), confirmed=CONFIRMED)
    return PhaseLine(phase=phase, promised=numbers_of(due_in(phase)), **counted)


def promises_by_unit(phase: Phase) -> list[tuple[Department, Numbers]]:
    """Units with a promise due in the đợt, in the school's order."""
    found = numbers_by(with_units(due_in(phase), phase), "unit_pk")
    units = Department.objects.filter(pk__in=found).order_by("order", "code")
    return [(unit, found[unit.pk]) for unit in units]
