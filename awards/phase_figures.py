"""What the sơ kết of a đợt is made of, by unit and for the school; its page and its report (D16) ask the same.

Everybody is counted where the thing was written: a pledge and an evaluation keep the unit of their day. Who has not
written an evaluation is counted where they work.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from campaigns.models import (
    Campaign,
    Department,
    Evaluation,
    Phase,
    Pledge,
    PledgeTarget,
    Posting,
    StaffMember,
    UnitPlan,
)
from campaigns.promises import Numbers, added_up, counted_on, due_in, numbers_by, with_units
from campaigns.registering import HANDED_IN
from campaigns.taking_part import there_for

MOST_READ = 1000  # different wordings of a reason that are looked at
MOST_UNITS = 40  # units whose own words are proposed for the report
LONGEST = 300  # characters of what a unit said
OF_UNIT = ("pk", "name", "kind", "valid_from", "valid_to")
NOTHING = Numbers()
PLANNING = (Department.Kind.FACULTY, Department.Kind.OFFICE)


@dataclass(frozen=True)
class UnitOfPhase:
    """One unit (its key, its name) in a đợt: who registered, people, evaluations sent, confirmed, promises, its plan.

    `plan`: a status of `UnitPlan`, “late”, or "" where none is asked; `collective`: its evaluation's status, "" where
    none is asked.
    """

    unit: int
    name: str
    registered: int = 0
    collective_registered: int = 0
    people: int = 0
    assessed: int = 0
    confirmed: int = 0
    promised: Numbers = NOTHING
    collective: str = ""
    plan: str = ""

    @property
    def silent(self) -> int:
        return self.people - self.assessed


@dataclass(frozen=True)
class Whole:
    """The same for several units; collectives counted."""

    registered: int
    people: int
    assessed: int
    confirmed: int
    promised: Numbers
    collectives: int
    collectives_assessed: int
    collectives_confirmed: int
    plans: int
    plans_sent: int
    plans_late: int
    collectives_registered: int

    @property
    def silent(self) -> int:
        return self.people - self.assessed

    @property
    def unconfirmed(self) -> int:
        """Evaluations that wait for their endorser, of people and collectives."""
        return self.assessed - self.confirmed + self.collectives_assessed - self.collectives_confirmed

    @property
    def collectives_silent(self) -> int:
        return self.collectives - self.collectives_assessed

    @property
    def plans_missing(self) -> int:
        return self.plans - self.plans_sent


# --- units


def by_unit(phase: Phase, among: Collection[int] | None = None) -> list[UnitOfPhase]:
    """Units in the school's order, those with nothing to count too; `among`: only units of these keys."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for unit, promised in numbers_by(with_units(due_in(phase), phase), "unit_pk").items():
        found[unit]["promised"] = promised
    for unit, said in _registered(phase).items():
        found[unit] |= said
    for unit, said in _evaluated(phase).items():
        found[unit] |= said
    for unit, number in _without_evaluation(phase).items():
        found[unit]["people"] = found[unit].get("people", 0) + number
    plans, day = _plans(phase.campaign), counted_on(phase)
    rows = []
    for unit, name, kind, first, last in Department.objects.order_by("order", "code").values_list(*OF_UNIT):
        is_here = first <= day and (last is None or day <= last)
        if (not is_here and unit not in found) or (among is not None and unit not in among):
            continue
        asked: dict[str, Any] = {}
        if is_here and kind != Department.Kind.BOARD:
            asked["collective"] = Evaluation.Status.OPEN.value
        if phase.campaign.unit_plans_due_on and (unit in plans or (is_here and kind in PLANNING)):
            asked["plan"] = plans.get(unit, UnitPlan.Status.DRAFT.value)
        rows.append(UnitOfPhase(unit, name, **asked | found.get(unit, {})))
    return rows


def _registered(phase: Phase) -> dict[int, dict[str, int]]:
    """By the unit written on the pledge: how many people, and the collective itself; until the day of the review."""
    rows = Pledge.objects.filter(campaign=phase.campaign_id, status__in=HANDED_IN).order_by()
    if phase.reviewed_on:
        rows = rows.exclude(submitted_at__date__gt=phase.reviewed_on)
    people, collective = Count("staff_member"), Count("department")
    counted = rows.values_list("unit").annotate(people=people, collective=collective)
    return {unit: {"registered": number, "collective_registered": collectives} for unit, number, collectives in counted}


def _plans(campaign: Campaign) -> dict[int, str]:
    """Status of each unit's own plan, “late” where it came after the day set for it."""
    rows = campaign.unit_plans.values_list("department", "status", "is_late")
    sent = UnitPlan.Status.SENT
    return {unit: "late" if is_late and status == sent else status for unit, status, is_late in rows}


def _evaluated(phase: Phase) -> dict[int, dict[str, Any]]:
    """By the unit written on the evaluation: people, of whom how many sent and confirmed it; the collective's own."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = phase.evaluations.order_by().values_list("unit", "department", "status").annotate(number=Count("pk"))
    for unit, department, status, number in rows:
        if department:
            found[department]["collective"] = status
            continue
        of_unit = found[unit]
        of_unit["people"] = of_unit.get("people", 0) + number
        if status != Evaluation.Status.OPEN:
            of_unit["assessed"] = of_unit.get("assessed", 0) + number
        if status == Evaluation.Status.CONFIRMED:
            of_unit["confirmed"] = of_unit.get("confirmed", 0) + number
    return found


def _without_evaluation(phase: Phase) -> dict[int, int]:
    """People who were there for the đợt and have not begun to write, where they work on the day it is counted on."""
    day = counted_on(phase)
    written = phase.evaluations.filter(staff_member__isnull=False).values("staff_member")
    people = there_for(phase, StaffMember.objects.employed(day)).exclude(pk__in=written)
    places = Posting.objects.on(day).filter(is_main=True, staff_member__in=people.order_by().values("pk"))
    return dict(places.order_by().values_list("department").annotate(number=Count("staff_member", distinct=True)))


SUMMED = ("registered", "people", "assessed", "confirmed")


def whole(rows: Collection[UnitOfPhase]) -> Whole:
    plans, asked = [row.plan for row in rows if row.plan], [row for row in rows if row.collective]
    sent = [row for row in asked if row.collective != Evaluation.Status.OPEN]
    return Whole(
        **{name: sum(getattr(row, name) for row in rows) for name in SUMMED},
        promised=added_up(row.promised for row in rows),
        collectives=len(asked),
        collectives_registered=sum(row.collective_registered for row in rows),
        collectives_assessed=len(sent),
        collectives_confirmed=sum(row.collective == Evaluation.Status.CONFIRMED for row in rows),
        plans=len(plans),
        plans_sent=sum(plan != UnitPlan.Status.DRAFT for plan in plans),
        plans_late=plans.count("late"),
    )


# --- what people wrote


def _sent(phase: Phase) -> QuerySet[PledgeTarget]:
    """Promises due in the đợt whose owner sent the self-assessment: before that, what is written is theirs alone."""
    sent = Evaluation.objects.filter(phase=phase).exclude(status=Evaluation.Status.OPEN)
    of_person = sent.filter(staff_member=OuterRef("pledge__staff_member"))
    of_collective = sent.filter(department=OuterRef("pledge__department"))
    return due_in(phase).filter(Exists(of_person) | Exists(of_collective))


def reasons_of(phase: Phase, most: int = 8) -> list[tuple[str, int]]:
    """Why promises were missed, as people wrote it, and of how many promises; the commonest first, nobody named."""
    missed = _sent(phase).filter(result__lt=F("amount")).exclude(miss_reason="")
    rows = missed.order_by().values("miss_reason").annotate(number=Count("pk")).order_by("-number", "miss_reason")
    return merged(rows.values_list("miss_reason", "number")[:MOST_READ])[:most]


def merged(reasons: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The same reason in another spelling (capitals, spaces, a full stop) is one; the commonest first."""
    words: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for text, number in reasons:
        plain = " ".join(text.split()).rstrip(".;,")
        if plain:
            words.setdefault(plain.casefold(), plain)
            numbers[plain.casefold()] = numbers.get(plain.casefold(), 0) + number
    return sorted(((words[key], number) for key, number in numbers.items()), key=lambda one: -one[1])


def lines_of_units(phase: Phase) -> list[tuple[Department, str]]:
    """The first paragraph of what each collective said of its own đợt, once it was sent; in the school's order."""
    sent = phase.evaluations.filter(department__isnull=False).exclude(status=Evaluation.Status.OPEN)
    found = sent.select_related("department").order_by("department__order", "department__code")[:MOST_UNITS]
    texts = ((one.department, next(iter(one.self_assessment.strip().splitlines()), "")) for one in found)
    return [(unit, shortened(text)) for unit, text in texts if text]


def shortened(text: str) -> str:
    """Cut between words, with “…”."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rpartition(' ')[0].rstrip(',;:')} …"


# --- who may be commended for the đợt


def kept_all(phase: Phase) -> QuerySet[Pledge]:
    """Pledges of which every promise due in the đợt is met, by a confirmed evaluation.

    By lists of keys, read once: asked of each pledge, PostgreSQL took three times as long at 6.000 people.
    """
    short = Count("pk", filter=Q(result__isnull=True) | Q(result__lt=F("amount")))
    met = due_in(phase).order_by().values("pledge").annotate(short=short).filter(short=0).values("pledge")
    confirmed = Evaluation.objects.filter(phase=phase, status=Evaluation.Status.CONFIRMED).order_by()
    people = confirmed.filter(staff_member__isnull=False).values("staff_member")
    collectives = confirmed.filter(department__isnull=False).values("department")
    pledges = Pledge.objects.filter(pk__in=met)
    return pledges.filter(Q(staff_member__in=people) | Q(department__in=collectives))


def numbers_of_pledges(phase: Phase, pledges: Collection[Pledge]) -> dict[int, Numbers]:
    """What of each (by key) was due in the đợt; for the rows of one page."""
    return numbers_by(due_in(phase).filter(pledge__in=[pledge.pk for pledge in pledges]), "pledge")
