"""This year's facts carried to a later year: what is on record stays, what may still be achieved is a goal."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from awards.eligibility.conditions.windows import BEFORE
from awards.eligibility.facts import Facts
from awards.eligibility.history import PastAward, PastRating, Work, is_free
from awards.eligibility.kinds import Basis, Discipline, Occasion, Rating, Scope, WorkKind
from awards.eligibility.rules import RuleSet

RATINGS = (Rating.COMPLETED, Rating.GOOD, Rating.OUTSTANDING)
MOST_WORKS = 5
WORKS = ((0, Scope.BASE), *((count, scope) for scope in Scope for count in range(1, MOST_WORKS + 1)))
# What other awards rest on, each after those it rests on itself.
TITLES = ("LDTT", "CSTDCS", "CSTDT", "TTLDTT", "TTLDXS")
FOUNDATIONS = (*TITLES, "BKT", "BKTTG", "HCLD3", "HCLD2", "BKTTT", "BKTTGTT", "HCLD3TT", "HCLD2TT")
# Titles asked for in their own year alone.
SAME_YEAR = {"LDTT": "CSTDCS", "TTLDTT": "TTLDXS"}
STATEMENTS = ("bloc_leader", "targets_exceeded")
COUNTS = ("members_ldtt", "members_completed", "members_cstdcs")


@dataclass(frozen=True)
class Slot:
    """One thing that may be achieved, and how far: a step of RATINGS or WORKS, a number of people, else yes or no.

    `kind`: registered, rating, title, works, or the name of a fact of collectives; `since`: works of any year from
    then on will do.
    """

    kind: str
    year: int
    level: int
    award: str = ""
    since: int | None = None

    @property
    def is_count(self) -> bool:
        return self.kind in COUNTS


@dataclass
class Life:
    """The best life: which awards that others rest on it brings, and when each award is first possible."""

    titles: list[tuple[str, int]] = field(default_factory=list)
    earliest: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Carried:
    facts: Facts
    rule_set: RuleSet
    life: Life

    @property
    def now(self) -> int:
        if self.facts.achievement_year is None:
            raise ValueError("Chặng đường tính từ một năm thành tích.")
        return self.facts.achievement_year

    @property
    def is_collective(self) -> bool:
        return self.facts.members is not None

    def goals(self, award: str, year: int, *, after_itself: bool = False) -> tuple[Slot, ...]:
        """Everything that can still be achieved up to that year, each at its highest.

        Whether the award itself may come before (`after_itself`) only the life asks: who has not received it in the
        first year possible may in the next.
        """
        facts, years = self.facts, range(self.now, year + 1)
        own = facts.unit_rating if self.is_collective else facts.rating
        goals = [Slot("rating", one, len(RATINGS) - 1) for one in years if one > self.now or own is None]
        goals += [
            Slot("title", when, 1, code)
            for code, when in self.life.titles
            if when <= year
            and (code != award or (after_itself and when < year))
            and (code not in SAME_YEAR or when == year)
        ]
        if year > self.now or facts.registered is None:
            goals.append(Slot("registered", year, 1))
        if self.is_collective:
            members = facts.members or 0
            goals += [Slot(name, year, members) for name in COUNTS]
            goals += [Slot(name, year, 1) for name in STATEMENTS if year > self.now or getattr(facts, name) is None]
        else:
            goals.append(Slot("works", year, len(WORKS) - 1))
        return tuple(goals)

    def to(self, year: int, award: str, goals: Iterable[Slot]) -> Facts:
        """The facts of that year when exactly these goals are met."""
        reached = [slot for slot in goals if slot.level]
        history = _history(self.facts, award, year, reached)
        works = _works(self.facts, year, reached)
        reusable = {code: frozenset(reuse.awards) for code, reuse in self.rule_set.reusable.items()}
        free = [work for work in works if work.year == year and is_free(work, award, reusable)]
        values = {
            "achievement_year": year,
            "occasion": Occasion.MERIT,
            "history": history,
            # Of the years to come nothing will be missing.
            "history_complete_from": min(self.facts.history_complete_from or self.now, self.now),
            "works": works,
            "dossier_works": (),
            "recognised_initiatives": sum(work.kind is WorkKind.INITIATIVE for work in free),
            "accepted_projects": sum(work.kind is WorkKind.PROJECT for work in free),
            **_clean(self.facts, year > self.now),
            **self._ratings(year, reached),
            **_same_year(self.facts, history, year),
        }
        if any(slot.kind == "registered" for slot in reached):
            values["registered"] = True
        elif year > self.now or self.facts.registered is None:
            values["registered"] = False
        if self.is_collective:
            values |= _members(self.facts, year > self.now, reached)
        return replace(self.facts, **values)

    def _ratings(self, year: int, reached: list[Slot]) -> dict[str, Any]:
        """A year whose rating is neither on record nor a goal is an ordinary one."""
        own = "unit_rating" if self.is_collective else "rating"
        found = {one.year: one.rating for one in self.facts.past_ratings or ()}
        if known := getattr(self.facts, own):
            found[self.now] = known
        goals = {slot.year: RATINGS[slot.level] for slot in reached if slot.kind == "rating"}
        for one in range(self.now, year + 1):
            found.setdefault(one, goals.get(one, RATINGS[0]))
        past = tuple(PastRating(year=one, rating=rating) for one, rating in sorted(found.items()) if one < year)
        return {own: found[year], "past_ratings": past}


def _history(facts: Facts, award: str, year: int, reached: list[Slot]) -> tuple[PastAward, ...]:
    kept = [one for one in facts.history or () if (one.award, one.year) != (award, year)]
    there = {(one.award, one.year) for one in kept if not one.revoked}
    new = [slot for slot in reached if slot.kind == "title" and (slot.award, slot.year) not in there]
    return (*kept, *(PastAward(award=slot.award, year=slot.year) for slot in new))


def _works(facts: Facts, year: int, reached: list[Slot]) -> tuple[Work, ...]:
    new = [
        Work(title="", year=slot.year, scope=WORKS[slot.level][1])
        for slot in reached
        if slot.kind == "works"
        for _ in range(WORKS[slot.level][0])
    ]
    return (*(one for one in facts.works or () if one.year <= year), *new)


def _clean(facts: Facts, is_later: bool) -> dict[str, Any]:
    """Years to come are counted without discipline, open cases and long absence; of this year what is on record."""
    if not is_later:
        open_case = facts.under_investigation or False
        return {"conduct_confirmed": facts.conduct_confirmed is not False, "under_investigation": open_case}
    return {
        "conduct_confirmed": True,
        "under_investigation": False,
        "discipline": Discipline.NONE,
        "recruited_in_year": False,
        "absence_months": 0,
        "absence_days": 0,
        "maternity_leave": False,
        "rescue_injury": False,
        "seconded": False,
        "study_months": 0,
        "study_result": None,
        "old_unit_months": 0,
    }


def _same_year(facts: Facts, history: tuple[PastAward, ...], year: int) -> dict[str, Any]:
    """Titles of that very year: received, on their way (this year only), or not there."""
    there = {one.award for one in history if one.year == year and not one.revoked}
    names = {"ldtt_basis": "LDTT", "cstdcs_basis": "CSTDCS", "ttldtt_basis": "TTLDTT"}
    found = {name: Basis.RECOGNISED if code in there else Basis.NONE for name, code in names.items()}
    if year == facts.achievement_year:
        for name in ("ldtt_basis", "ttldtt_basis"):
            found[name] = max(found[name], getattr(facts, name) or Basis.NONE, key=lambda one: one.rank)
    return found


def _members(facts: Facts, is_later: bool, reached: list[Slot]) -> dict[str, Any]:
    """As many members as today; of this year what is settled already counts."""
    levels = {slot.kind: slot.level for slot in reached}
    now = {} if is_later else {name: getattr(facts, name) or 0 for name in COUNTS}
    values: dict[str, Any] = {name: max(levels.get(name, 0), now.get(name, 0)) for name in COUNTS}
    values |= {"members_not_rated": 0, "members_ldtt_basis": Basis.RECOGNISED}
    for name in STATEMENTS:
        known = None if is_later else getattr(facts, name)
        values[name] = known if known is not None else name in levels
    return values | ({"members_disciplined_from_warning": 0} if is_later else {})


Possible = Callable[[str, Facts, RuleSet], bool]


def best_life(
    facts: Facts, rule_set: RuleSet, awards: Iterable[str], refused: frozenset[str], years: int, is_possible: Possible
) -> Life:
    """Year by year whatever is not refused is received; what is open for want of old records is not built upon."""
    carried = Carried(facts, rule_set, Life())
    on_record = {(one.award, one.year) for one in facts.history or () if not one.revoked}
    asked = list(awards)
    others = [code for code in asked if code not in FOUNDATIONS]
    for year in range(carried.now, carried.now + years):
        for code in [*(one for one in FOUNDATIONS if one in asked), *others]:
            if year == carried.now and code in refused:
                continue
            received = (code, year) in on_record
            if not received:
                goals = carried.goals(code, year, after_itself=True)
                if not is_possible(code, carried.to(year, code, goals), carried.rule_set):
                    continue
            carried.life.earliest.setdefault(code, year)
            if not received and code in FOUNDATIONS:
                carried.life.titles.append((code, year))
    return carried.life


assert set(BEFORE.values()) <= set(FOUNDATIONS), "every form that another one follows is simulated"
