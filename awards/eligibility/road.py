"""The road ahead: what a candidate may still receive in the years to come, and what has to happen first.

The facts of one year are carried forward as the candidate's best life: whatever can still be achieved is. An award
refused even then is out of reach that year. Otherwise goals are taken away one after the other, as long as no condition
gets a worse answer: what is left is what is missing. So the law is asked, never written down a second time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from awards.eligibility import assess
from awards.eligibility.carrying import Carried, Slot, best_life
from awards.eligibility.facts import Facts
from awards.eligibility.history import PastAward, PastRating, Work
from awards.eligibility.kinds import Rating
from awards.eligibility.rules import Finding, Report, RuleSet

YEARS_SHOWN = 3
LOOK_AHEAD = 25  # from a first Bằng khen to the last order the windows add up to more than twenty years
TO_BE_CONFIRMED = "to_be_confirmed"
_RANK = {"no": 0, "unknown": 1, "yes": 2}
# The order in which goals are given up: titles kept longest, or works; two answers where the law leaves a choice.
_ORDERS = (("registered", "works", "rating", "title"), ("registered", "title", "rating", "works"))
_Row = PastAward | PastRating | Work


class State(StrEnum):
    RECEIVED = "received"
    READY = "ready"
    OPEN = "open"
    UNCLEAR = "unclear"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Chance:
    """One award in one year.

    `ways`: each a set of goals that is enough (several where one of several grounds will do); `have`: what is on record
    already and counts; `blockers`: refusals that nothing in these years can change; `open`: what nobody can say yet.
    """

    year: int
    state: State
    ways: tuple[tuple[Slot, ...], ...] = ()
    have: tuple[_Row, ...] = ()
    blockers: tuple[Finding, ...] = ()
    open: tuple[Finding, ...] = ()
    to_be_confirmed: bool = False
    is_refused: bool = False


@dataclass(frozen=True)
class Prospect:
    """`earliest`: the first year in which the best life surely brings the award; None: not in LOOK_AHEAD years."""

    award_code: str
    chances: tuple[Chance, ...]
    earliest: int | None

    @property
    def is_within_reach(self) -> bool:
        return any(chance.state in (State.RECEIVED, State.READY, State.OPEN) for chance in self.chances)


def road(
    facts: Facts,
    rule_set: RuleSet,
    awards: Iterable[str],
    *,
    refused: frozenset[str] = frozenset(),
    years: int = YEARS_SHOWN,
) -> list[Prospect]:
    """For each award its chances in the year of the facts and those after; `refused`: decided against this year."""
    wanted = list(awards)
    life = best_life(facts, rule_set, wanted, refused, LOOK_AHEAD, _is_possible)
    return [_prospect(award, Carried(facts, rule_set, life), refused, years) for award in wanted]


def _prospect(award: str, carried: Carried, refused: frozenset[str], years: int) -> Prospect:
    now = carried.now
    chances = tuple(chance(award, year, carried, award in refused and year == now) for year in range(now, now + years))
    return Prospect(award, chances, carried.life.earliest.get(award))


def chance(award: str, year: int, carried: Carried, is_refused: bool = False) -> Chance:
    if any(one.award == award and one.year == year and not one.revoked for one in carried.facts.history or ()):
        return Chance(year, State.RECEIVED)
    goals = carried.goals(award, year)
    best = _report(award, year, carried, goals)
    blockers = _blocking(best, "no")
    if blockers or is_refused:
        return Chance(
            year, State.BLOCKED, blockers=_as_it_is(award, year, carried, goals, blockers), is_refused=is_refused
        )
    unknown = tuple(one for one in _blocking(best, "unknown") if one.key != TO_BE_CONFIRMED)
    gaps = _reading_history(award, carried.rule_set)
    unclear = any(one.key in gaps for one in unknown)
    first = _least(award, year, carried, goals, best, _ORDERS[0])
    least = [first]
    if any(slot.level for slot in first):
        least.append(_least(award, year, carried, goals, best, _ORDERS[1]))
    ways = tuple(dict.fromkeys(tuple(slot for slot in way if slot.level) for way in least))
    # With nothing left to do in one way the others do not matter.
    ways = ways if all(ways) else ((),)
    state = State.UNCLEAR if unclear else State.READY if ways == ((),) else State.OPEN
    return Chance(
        year,
        state,
        ways if state is not State.READY else (),
        _have(award, year, carried, least[0], best),
        open=unknown,
        to_be_confirmed=any(one.key == TO_BE_CONFIRMED for one in best.findings),
    )


# --- asking the law


def _report(award: str, year: int, carried: Carried, goals: Iterable[Slot]) -> Report:
    return assess(award, carried.to(year, award, goals), carried.rule_set)


def _blocking(report: Report, answer: str) -> tuple[Finding, ...]:
    return tuple(one for one in report.findings if one.blocking and one.answer == answer)


def _is_possible(award: str, facts: Facts, rule_set: RuleSet) -> bool:
    """Not refused, and not open either because of years nobody knows."""
    report = assess(award, facts, rule_set)
    gaps = _reading_history(award, rule_set)
    return not _blocking(report, "no") and not any(one.key in gaps for one in _blocking(report, "unknown"))


def _reading_history(award: str, rule_set: RuleSet) -> set[str]:
    return {rule.key for rule in rule_set.rules_for(award) if "history_complete_from" in rule.uses}


def _is_no_worse(report: Report, best: Report) -> bool:
    before = {one.key: _RANK[one.answer] for one in best.findings}
    return all(
        _RANK[one.answer] >= before.get(one.key, _RANK["yes"])
        for one in report.findings
        if one.blocking and one.key != TO_BE_CONFIRMED
    )


def _as_it_is(
    award: str, year: int, carried: Carried, goals: tuple[Slot, ...], blockers: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """The same refusals, counting the works there are: nobody is told of five more that would not help."""
    report = _report(award, year, carried, [slot for slot in goals if slot.kind != "works"])
    return tuple(one for one in _blocking(report, "no") if one.key in {blocker.key for blocker in blockers})


# --- what is missing, what is there


def _least(
    award: str, year: int, carried: Carried, goals: tuple[Slot, ...], best: Report, order: tuple[str, ...]
) -> tuple[Slot, ...]:
    """The goals with each as low as the award allows, given up in that order, what concerns earlier years first."""
    kept = dict(enumerate(goals))

    def enough(tried: dict[int, Slot]) -> bool:
        return _is_no_worse(_report(award, year, carried, tried.values()), best)

    for kind in sorted({(one.kind, one.award) for one in goals}, key=lambda kind: _place(kind[0], order)):
        ours = [place for place, one in kept.items() if (one.kind, one.award) == kind]
        none = kept | {place: replace(kept[place], level=0) for place in ours}
        if enough(none):  # most awards ask for few kinds of goals
            kept = none
            continue
        for place in sorted(ours, key=lambda place: goals[place].year):
            kept[place] = _lowered(place, kept, enough)
    return tuple(_spread(kept, carried.now, enough).values())


def _place(kind: str, order: tuple[str, ...]) -> int:
    return order.index(kind) if kind in order else len(order)


def _lowered(place: int, kept: dict[int, Slot], enough: Callable[[dict[int, Slot]], bool]) -> Slot:
    """Counts of people are halved; the few levels of the others are tried one by one."""
    slot = kept[place]

    def does(level: int) -> bool:
        return enough(kept | {place: replace(slot, level=level)})

    if not slot.is_count:
        return replace(slot, level=next((level for level in range(slot.level) if does(level)), slot.level))
    low, high = 0, slot.level
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if does(middle) else (middle + 1, high)
    return replace(slot, level=low)


def _spread(kept: dict[int, Slot], now: int, enough: Callable[[dict[int, Slot]], bool]) -> dict[int, Slot]:
    """Works that may as well be of an earlier year say so."""
    for place, slot in kept.items():
        if slot.kind == "works" and slot.level and slot.year > now and enough(kept | {place: replace(slot, year=now)}):
            return kept | {place: replace(slot, since=now)}
    return kept


def _have(award: str, year: int, carried: Carried, least: tuple[Slot, ...], best: Report) -> tuple[_Row, ...]:
    """Records without which the same goals would not be enough."""
    facts = carried.facts
    history = [one for one in facts.history or () if not one.revoked]
    ratings = list(facts.past_ratings or ())
    if own := facts.rating or facts.unit_rating:
        ratings.append(PastRating(year=carried.now, rating=own))
    groups: list[list[_Row]] = [[one for one in history if one.award == code] for code in {h.award for h in history}]
    groups += [list(ratings), list(facts.works or ())]

    def matters(*rows: _Row) -> bool:
        less = facts
        for row in rows:
            less = _without(less, row)
        return not _is_no_worse(_report(award, year, replace(carried, facts=less), least), best)

    needed = [row for group in groups if matters(*group) for row in group if matters(row)]
    return tuple(sorted(needed, key=lambda row: row.year))


def _without(facts: Facts, row: _Row) -> Facts:
    """The same facts where that did not happen; a bad year stays a year that is known."""
    if isinstance(row, PastAward):
        return replace(facts, history=tuple(one for one in facts.history or () if one is not row))
    if isinstance(row, Work):
        return replace(facts, works=tuple(one for one in facts.works or () if one is not row))
    bad = Rating.COMPLETED
    if row.year == facts.achievement_year:
        return replace(facts, rating=facts.rating and bad, unit_rating=facts.unit_rating and bad)
    ratings = (replace(one, rating=bad) if one is row else one for one in facts.past_ratings or ())
    return replace(facts, past_ratings=tuple(ratings))
