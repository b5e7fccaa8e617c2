"""“Căn cứ pháp lý”: what a rule set asks for each award, read off the rules themselves; nothing is typed twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from awards import prizes
from awards.eligibility import Certainty, Facts, RuleSet, sets
from awards.eligibility.authority import OPEN_QUESTIONS, OpenQuestion, decided_by
from awards.eligibility.citations import CITATIONS, weakest
from awards.eligibility.parameters import INDIVIDUAL_OF
from awards.eligibility.rules import Law, Rule
from awards.eligibility.sets import TRANSITIONS
from awards.eligibility.wording import in_words, label_of
from awards.parameters import rule_set_in_force
from campaigns.models import Award
from thidua.vietnamese import lower_first, upper_first

# Parameters of no award: how the council sits and votes, how money is counted, what is published.
COMMON = (
    "quorum", "absent_written", "recused_", "recuse_", "prize_collective", "rounding", "highest_only", "publicity_",
    "revoke_", "denominator_", "form_",
)  # fmt: skip


@dataclass(frozen=True)
class Condition:
    words: str
    citation: str
    to_check: bool
    blocking: bool
    is_own: bool
    alternatives: tuple["Condition", ...] = ()


@dataclass(frozen=True)
class Value:
    """A parameter the award's conditions or its vote rest on; `is_own`: set by the province or the school."""

    label: str
    value: str
    source: str
    to_check: bool
    is_own: bool


@dataclass(frozen=True)
class Entry:
    award: Award
    conditions: list[Condition]
    values: list[Value]
    decides: str
    decides_where: str
    decides_to_check: bool
    prize: str
    prize_to_check: bool
    reuse: str = ""


@dataclass(frozen=True)
class Crossing:
    words: str
    citation: str
    to_check: bool


@dataclass(frozen=True)
class Book:
    """One rule set on one day."""

    code: str
    day: date
    first: date
    last: date | None
    entries: list[Entry]
    crossings: list[Crossing] = field(default_factory=list)
    common: list[Value] = field(default_factory=list)
    questions: tuple[OpenQuestion, ...] = ()
    must_be_confirmed: bool = False


def book(code: str, day: date) -> Book:
    """Three questions to the database: parameters, own conditions, the catalogue."""
    rule_set = rule_set_in_force(code, day)
    common = [key for key in rule_set.parameters if key.startswith(COMMON)]
    return Book(
        code=code,
        day=day,
        first=rule_set.value("valid_from"),
        last=rule_set.value("valid_to") if "valid_to" in rule_set.parameters else None,
        entries=[entry(award, rule_set) for award in catalogue()],
        crossings=crossings_of(code),
        common=[_value(key, rule_set) for key in common],
        questions=tuple(one for one in OPEN_QUESTIONS if code in one.rule_sets),
        must_be_confirmed=rule_set.must_be_confirmed,
    )


def catalogue() -> list[Award]:
    """Titles and forms of people before those of collectives, as the law book has them."""
    known = sets.get("A").rules
    return list(Award.objects.filter(code__in=known).order_by("is_collective", "order"))


def entry(award: Award, rule_set: RuleSet) -> Entry:
    law = Law(rule_set, award.code)
    conditions = [_condition(rule, law) for rule in rule_set.rules[award.code]]
    conditions += [_condition(rule, law, is_own=True) for rule in rule_set.own.get(award.code, ())]
    decides = decided_by(award.code, award.deciding_level, rule_set.code)
    reuse = rule_set.reusable.get(award.code)
    return Entry(
        award,
        conditions,
        _values(award.code, rule_set, law.used),
        award.get_deciding_level_display(),
        decides.text,
        decides.certainty is not Certainty.CONFIRMED,
        _prize(award.code, rule_set),
        _prize_to_check(award.code, rule_set),
        CITATIONS[reuse.citation].text if reuse else "",
    )


def _condition(rule: Rule, law: Law, *, is_own: bool = False) -> Condition:
    """As sure as its source and the values it names, like its finding; `law.used` grows by them."""
    grounds = tuple(_condition(ground, law) for ground in rule.alternatives)
    own, source = law.fresh(), rule.source
    words = upper_first(rule.words(own))
    law.used |= own.used
    rests_on = [*([source.certainty] if source else []), *(value.certainty for value in own.used.values())]
    return Condition(
        f"{words.rstrip('.')}:" if grounds else words,
        source.text if source else "",
        weakest(rests_on) is not Certainty.CONFIRMED,
        _blocks(rule, law),
        is_own,
        grounds,
    )


def _blocks(rule: Rule, law: Law) -> bool:
    """As its finding would say it about somebody of whom nothing is known: some numbers turn a rule into a reminder."""
    answer = rule.check(Facts(), law.fresh())
    return rule.blocking if answer is None or answer.blocking is None else answer.blocking


def _values(award_code: str, rule_set: RuleSet, used: Iterable[str]) -> list[Value]:
    """What the conditions named, then how the council votes on the award."""
    votes = [f"vote_threshold.{award_code}", f"vote_way.{award_code}"]
    keys = [key for key in dict.fromkeys([*used, *votes]) if key in rule_set.parameters]
    return [_value(key, rule_set) for key in keys]


def _value(key: str, rule_set: RuleSet) -> Value:
    held = rule_set.parameter(key)
    default = sets.get(rule_set.code).parameters.get(key)
    label = label_of(key).partition(": ")[0] if "." in key else label_of(key)
    return Value(
        upper_first(label),
        in_words(key, held.value),
        held.source,
        held.certainty is not Certainty.CONFIRMED,
        held != default,
    )


def _prize(award_code: str, rule_set: RuleSet) -> str:
    try:
        coefficient = prizes.coefficient(award_code, rule_set)
    except ValueError:
        return ""
    key = f"prize_coefficient.{award_code}"
    text = rule_set.parameters[key].value if key in rule_set.parameters else f"{float(coefficient)}"
    return in_words("prize_coefficient.LDTT", text)


def _prize_to_check(award_code: str, rule_set: RuleSet) -> bool:
    """Of the award's own coefficient, or of the individual's and the multiple it is made of."""
    keys = (f"prize_coefficient.{award_code}",)
    if award_code in INDIVIDUAL_OF and keys[0] not in rule_set.parameters:
        keys = (f"prize_coefficient.{INDIVIDUAL_OF[award_code]}", "prize_collective_multiple")
    held = [rule_set.parameters[key] for key in keys if key in rule_set.parameters]
    return any(one.certainty is not Certainty.CONFIRMED for one in held)


def crossings_of(code: str) -> list[Crossing]:
    """How dossiers under way pass into this set and out of it."""
    found = []
    for one in TRANSITIONS:
        if code in (one.before, one.after):
            citation = CITATIONS[one.citation]
            words = f"Từ bộ {one.before} sang bộ {one.after}: {lower_first(one.words)}."
            found.append(Crossing(words, citation.text, citation.certainty is not Certainty.CONFIRMED))
    return found


def side_by_side(award: Award, today: date) -> list[dict[str, Any]]:
    """One award under every set: each on its last day, the set of today as it stands today; what is new is marked."""
    columns: list[dict[str, Any]] = []
    before: set[str] = set()
    for code in sets.SETS:
        day = day_for(code, today)
        found = entry(award, rule_set_in_force(code, day))
        texts = {one.words for one in _flat(found.conditions)}
        conditions = [(one, bool(columns) and one.words not in before) for one in found.conditions]
        columns.append(
            {
                "code": code,
                "day": day,
                "entry": found,
                "conditions": conditions,
                "gone": sorted(before - texts) if columns else [],
            }
        )
        before = texts
    return columns


def _flat(conditions: Iterable[Condition]) -> list[Condition]:
    return [one for condition in conditions for one in (condition, *condition.alternatives)]


def day_for(code: str, today: date) -> date:
    """Today while the set applies; else the nearest day on which it does."""
    rule_set = sets.get(code)
    first: date = rule_set.value("valid_from")
    last: date | None = rule_set.value("valid_to") if "valid_to" in rule_set.parameters else None
    return max(first, min(today, last) if last else today)
