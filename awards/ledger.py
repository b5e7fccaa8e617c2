"""The ledger of achievements: an initiative, a project is spent when a dossier that names it earns its award.

What was revoked spends nothing. What may count again although spent is a rule of the set (`RuleSet.reusable`).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from awards.eligibility import CITATIONS, RuleSet, sets
from awards.gathering.works import spending
from awards.models import AwardRecord, Nomination, Occasion
from campaigns.models import Award, CoAuthor, Initiative, Posting
from campaigns.models.people import in_span
from thidua import clock

Through = Nomination.initiatives.through
# Achievements that were rewarded by themselves: no initiative stands behind them.
BY_THEMSELVES = (Occasion.THEMATIC, Occasion.AD_HOC)


@dataclass(frozen=True)
class Spending:
    """One award that a work has earned, for the author or for a collective."""

    nomination: int
    award: str
    award_name: str
    year: int
    decision: str
    decided_on: date | None
    rule_set: str
    collective: str = ""


@dataclass
class SpentWork:
    """A recognised work of one author, and where it was spent."""

    row: CoAuthor
    spendings: list[Spending] = field(default_factory=list)

    @property
    def work(self) -> Initiative:
        return self.row.initiative

    @property
    def year(self) -> int:
        return self.row.initiative.year

    @property
    def own(self) -> list[Spending]:
        """Only the author's own awards spend it for the author."""
        return [one for one in self.spendings if not one.collective]

    @property
    def is_free(self) -> bool:
        return not self.own

    @property
    def conflicts(self) -> list[tuple[Spending, Spending]]:
        """Pairs of awards for which no rule lets the later one count the work again."""
        return [pair for pair in combinations(self.own, 2) if not may_follow(*pair)]


def may_follow(earlier: Spending, later: Spending) -> bool:
    """Whether the set of the later dossier lets its award count what the earlier one has spent."""
    reuse = sets.get(later.rule_set).reusable.get(later.award) if later.rule_set else None
    return reuse is not None and earlier.award in reuse.awards


def reusable_for(award: str, spent_on: Collection[str], rule_set: RuleSet) -> str:
    """The citation that lets a work spent on these awards count again for `award`; "" when none does."""
    reuse = rule_set.reusable.get(award)
    if reuse is None or not set(spent_on) <= set(reuse.awards):
        return ""
    return CITATIONS[reuse.citation].text


# --- works


def works(parts: QuerySet[CoAuthor]) -> QuerySet[CoAuthor]:
    """Of these authors' parts those in recognised works, with what the ledger is filtered by."""
    own = Through.objects.filter(
        nomination__in=spending().filter(staff_member=OuterRef(OuterRef("staff_member"))),
        initiative=OuterRef("initiative"),
    )
    counted = own.order_by().values("initiative").annotate(n=Count("pk")).values("n")
    return (
        parts.filter(initiative__status=Initiative.Status.RECOGNISED)
        .annotate(times=Subquery(counted), is_spent=Exists(own))
        .order_by("-initiative__year", "initiative__title", "staff_member__sort_key", "pk")
    )


def spent_works(rows: Iterable[CoAuthor] | QuerySet[CoAuthor]) -> list[SpentWork]:
    """The same rows with where each was spent: two questions, however many rows."""
    if isinstance(rows, QuerySet):
        rows = rows.select_related("initiative", "staff_member")
    found = [SpentWork(row) for row in rows]
    spent = spendings([one.row.initiative_id for one in found])
    for one in found:
        mine = spent.get(one.row.initiative_id, [])
        one.spendings = [what for who, what in mine if who in (None, one.row.staff_member_id)]
    return found


def spendings(initiatives: Collection[int]) -> dict[int, list[tuple[int | None, Spending]]]:
    """Initiative → whose award (None: a collective's) and which, in the order they were decided."""
    found: dict[int, list[tuple[int | None, Spending]]] = {}
    rows = Through.objects.filter(initiative__in=initiatives, nomination__in=spending())
    for initiative, _, _, who, one in _spendings(rows):
        found.setdefault(initiative, []).append((who, one))
    return found


def _spendings(rows: QuerySet[Through]) -> Iterator[tuple[int, str, int, int | None, Spending]]:
    record = _record_of("nomination__")
    number, on = (Subquery(record.values(name)[:1]) for name in ("decision_number", "decision_date"))
    columns = (
        rows.annotate(number=number, on=on)
        .order_by("nomination__year", "on", "nomination")
        .values_list(
            "initiative", "initiative__title", "initiative__year", "nomination__staff_member", "nomination",
            "nomination__award", "nomination__award__name", "nomination__award__kind", "nomination__year", "number",
            "on", "nomination__rule_set", "nomination__department__short_name",
        )
    )  # fmt: skip
    for work, title, made, who, nomination, award, name, kind, year, decision, day, rule_set, unit in columns:
        shown = f"“{name}”" if kind == Award.Kind.TITLE else name
        yield (
            work,
            title,
            made,
            who,
            Spending(nomination, award, shown, year, decision or "", day, rule_set, unit or ""),
        )


def _record_of(path: str) -> QuerySet[AwardRecord]:
    """What the dossier under `path` has put on record."""
    same = {name: OuterRef(f"{path}{name}") for name in ("award", "year", "occasion")}
    whose = Q(staff_member=OuterRef(f"{path}staff_member")) | Q(department=OuterRef(f"{path}department"))
    return AwardRecord.objects.in_force().filter(whose, **same).order_by("-decision_date", "pk")


def conflicting(rows: QuerySet[CoAuthor]) -> list[int]:
    """Keys of the parts spent twice where no rule allows it; only what was spent twice is looked at."""
    return [one.row.pk for one in spent_works(rows.filter(times__gt=1)) if one.conflicts]


# --- for a dossier


@dataclass(frozen=True)
class Used:
    """A work of the candidate's that another award of theirs has earned."""

    initiative: int
    title: str
    year: int
    spending: Spending


def spent_of(nomination: Nomination) -> list[Used]:
    """What the candidate's other dossiers have spent, in one question."""
    if nomination.staff_member_id is None:
        return []
    rows = Through.objects.filter(
        initiative__co_authors__staff_member=nomination.staff_member_id,
        nomination__in=spending().filter(staff_member=nomination.staff_member_id).exclude(pk=nomination.pk),
    )
    return [Used(work, title, year, one) for work, title, year, _, one in _spendings(rows)]


def choices_of(nomination: Nomination, rule_set: RuleSet) -> dict[int, str]:
    """Initiative → the note beside it where a dossier's works are chosen: used for what, and why it may count again."""
    spent: dict[int, list[Spending]] = {}
    for used in spent_of(nomination):
        spent.setdefault(used.initiative, []).append(used.spending)
    notes = {}
    for initiative, ones in spent.items():
        said = "; ".join(f"{one.award_name} năm {one.year}" for one in ones)
        again = reusable_for(nomination.award_id, [one.award for one in ones], rule_set)
        notes[initiative] = f"đã dùng cho {said}" + (f"; được tính lại theo {again}" if again else "")
    return notes


# --- achievements rewarded by themselves


def rewarded(records: QuerySet[AwardRecord]) -> QuerySet[AwardRecord]:
    """Of these records the thematic and sudden awards: the achievement is spent by the award itself."""
    return (
        records.filter(occasion__in=BY_THEMSELVES)
        .select_related("award", "staff_member", "department")
        .order_by("-year", "award__order", "staff_member__sort_key", "pk")
    )


def in_unit(rows: QuerySet[Any], unit: int, path: str = "staff_member") -> QuerySet[Any]:
    """Of people whose main posting today is in the unit."""
    people = Posting.objects.filter(in_span(clock.today()), department=unit, is_main=True).values("staff_member")
    return rows.filter(**{f"{path}__in": people})
