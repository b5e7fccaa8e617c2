"""The figures of a year or of one đợt, added up from pledges, dossiers, records and evaluations: nothing is kept."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from awards.models import AwardRecord, Nomination, Occasion
from campaigns.models import (
    Award,
    Campaign,
    Department,
    Evaluation,
    Phase,
    Pledge,
    Posting,
    StaffMember,
)
from campaigns.promises import Numbers, due_in, numbers_by, numbers_of, with_units
from thidua import clock

S = Nomination.Status
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
    records = AwardRecord.objects.filter(award=OuterRef("award"), year=OuterRef("year"), occasion=OuterRef("occasion"))
    of_candidate = Q(staff_member=OuterRef("staff_member")) | Q(department=OuterRef("department"))
    own = records.filter(of_candidate)
    taken_back = Exists(own.filter(revoked_on__isnull=False)) & ~Exists(own.in_force())
    return proposed_in(campaign, phase).filter(~taken_back, status=S.AWARDED)


def by_award(campaign: Campaign, phase: Phase | None = None) -> list[Line]:
    """In the catalogue's order; of a đợt what was registered is the year's and not counted."""
    registered = _numbers(campaign.pledges.filter(status=Pledge.Status.REGISTERED), "awards") if phase is None else {}
    proposed = _numbers(proposed_in(campaign, phase), "award")
    recognised = _numbers(recognised_in(campaign, phase), "award")
    codes = {*registered, *proposed, *recognised} - {None}
    awards = Award.objects.filter(pk__in=codes).order_by("is_collective", "order")
    return [Line(one, registered.get(one.pk, 0), proposed.get(one.pk, 0), recognised.get(one.pk, 0)) for one in awards]


def _numbers(rows: QuerySet, by: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(by).annotate(number=Count("pk")))


def by_unit(campaign: Campaign) -> list[UnitLine]:
    """Units in the school's order; a person counts once, whatever they received, in the unit that is written.

    How many a unit has, and which units there are, as at the end of the year once it is over; a unit that is no more
    stays while something is written of it.
    """
    people = campaign.pledges.filter(status=Pledge.Status.REGISTERED, staff_member__isnull=False)
    registered = _people(people)
    proposed = _people(proposed_in(campaign).filter(staff_member__isnull=False))
    recognised = _people(recognised_in(campaign).filter(staff_member__isnull=False))
    collective = _numbers(recognised_in(campaign).filter(department__isnull=False), "department")
    day = min(clock.today(), campaign.ends_on)
    main = Posting.objects.on(day).filter(is_main=True, staff_member__in=StaffMember.objects.employed(day))
    at_work = dict(main.order_by().values_list("department").annotate(number=Count("staff_member", distinct=True)))
    written = {*registered, *proposed, *recognised, *collective} - {None}
    here = Department.objects.units().active(day)
    units = Department.objects.units().filter(Q(pk__in=here.values("pk")) | Q(pk__in=written)).order_by("order", "code")
    return [
        UnitLine(
            unit,
            at_work.get(unit.pk, 0),
            registered.get(unit.pk, 0),
            proposed.get(unit.pk, 0),
            recognised.get(unit.pk, 0),
            collective.get(unit.pk, 0),
        )
        for unit in units
    ]


def _people(rows: QuerySet) -> dict[int, int]:
    return dict(rows.order_by().values_list("unit").annotate(number=Count("staff_member", distinct=True)))


def by_phase(campaign: Campaign) -> list[PhaseLine]:
    return [of_phase(phase) for phase in campaign.phases.all()]


def of_phase(phase: Phase) -> PhaseLine:
    done = phase.evaluations.exclude(status=Evaluation.Status.OPEN)
    confirmed = Count("pk", filter=Q(status=Evaluation.Status.CONFIRMED))
    counted = done.aggregate(evaluated=Count("pk"), confirmed=confirmed)
    return PhaseLine(phase=phase, promised=numbers_of(due_in(phase)), **counted)


def promises_by_unit(phase: Phase) -> list[tuple[Department, Numbers]]:
    """Units with a promise due in the đợt, in the school's order."""
    found = numbers_by(with_units(due_in(phase), phase), "unit_pk")
    units = Department.objects.filter(pk__in=found).order_by("order", "code")
    return [(unit, found[unit.pk]) for unit in units]
