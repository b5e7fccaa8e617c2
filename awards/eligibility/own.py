"""Conditions the province or the school adds: a threshold, a yes or no, a paper. Written on a page, not here."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from awards.eligibility.citations import Certainty, Citation
from awards.eligibility.described import CLERK, checked
from awards.eligibility.facts import FACTS, Facts
from awards.eligibility.kinds import Employment, Occasion, Ranked
from awards.eligibility.parameters import INDIVIDUAL_OF
from awards.eligibility.rules import Answer, Law, Rule, RuleSet, lacking, no, unknown, yes
from thidua.vietnamese import upper_first


class OwnKind(StrEnum):
    THRESHOLD = "threshold"
    QUESTION = "question"
    DOCUMENT = "document"


class Comparison(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"

    @property
    def words(self) -> str:
        return {"at_least": "từ {} trở lên", "at_most": "không quá {}"}[self]


@dataclass(frozen=True, kw_only=True)
class OwnCondition:
    """`code`: its key in the fact `own_answers`; `fact`, `comparison`, `value` for a threshold only.

    `words`: the condition in words, for a question to be answered with yes; for a document, its name.
    """

    code: str
    kind: OwnKind
    words: str
    citation: str
    certainty: Certainty
    fact: str = ""
    comparison: Comparison = Comparison.AT_LEAST
    value: str = ""
    blocking: bool = True

    def __post_init__(self) -> None:
        if self.kind is OwnKind.THRESHOLD:
            parse_threshold_value(self.fact, self.value)

    def rule(self) -> Rule:
        check, uses = self._threshold, (self.fact,)
        if self.kind is not OwnKind.THRESHOLD:
            check, uses = self._answered, ("own_answers",)
        source = Citation(self.code, self.citation, "quy chế", self.certainty)
        asks = self.words.rstrip(".").replace("{", "").replace("}", "")
        return Rule(f"own_{self.code}", check, uses, asks, source=source, blocking=self.blocking)

    def _threshold(self, facts: Facts, law: Law) -> Answer | None:
        found = getattr(facts, self.fact)
        if found is None:
            private = FACTS[self.fact].place in _PRIVATE
            return lacking(self.fact, short="Chưa rõ một điều kiện riêng của quy chế." if private else "")
        wanted = parse_threshold_value(self.fact, self.value)
        info = FACTS[self.fact]
        needed = self.comparison.words.format(_shown(wanted, info.unit))
        sentence = f"{upper_first(info.label)}: {_shown(found, info.unit)}; cần {needed}."
        have, least = (_rank(one) for one in (found, wanted))
        met = have >= least if self.comparison is Comparison.AT_LEAST else have <= least
        short = "Đạt một điều kiện riêng của quy chế." if met else "Chưa đạt một điều kiện riêng của quy chế."
        private = info.place in _PRIVATE
        return (yes if met else no)(sentence, short=short if private else "")

    def _answered(self, facts: Facts, law: Law) -> Answer | None:
        answer = (facts.own_answers or {}).get(self.code)
        words = self.words.rstrip(".")
        if answer is None:
            what = f"giấy tờ “{words}”" if self.kind is OwnKind.DOCUMENT else f"điều kiện “{words}”"
            return unknown(f"Chưa rõ: {what}.", ask=f"{CLERK} xác nhận trên hồ sơ.")
        if self.kind is OwnKind.DOCUMENT:
            return yes(f"Có giấy tờ: {words}.") if answer else no(f"Thiếu giấy tờ: {words}.")
        return yes(f"Đạt điều kiện riêng: {words}.") if answer else no(f"Chưa đạt điều kiện riêng: {words}.")


_COLLECTIVE_AWARDS = frozenset({"TTLDTT", "TTLDXS", "COT", "COCP", *INDIVIDUAL_OF})
_PRIVATE = ("absences", "discipline")
_OF_COLLECTIVES = ("unit_", "ttldtt_", "members")
_OF_THE_QUOTA = "school_"  # the whole school's numbers are counted for CSTĐCS alone
_OF_ANYONE = frozenset({"movement_level"})
# Years have no sense as a least or a most; these kinds are written in an order that means nothing.
_YEARS = frozenset({"achievement_year", "history_complete_from"})
_WITHOUT_ORDER = (Employment, Occasion)


# What a threshold may be set on: counts, and values with an order.
def threshold_facts() -> dict[str, str]:
    """Names of the facts with a number or a rank, and their words."""
    return {
        info.name: info.label
        for info in FACTS.values()
        if not info.many
        and info.name not in _YEARS
        and (info.type is int or issubclass(info.type, Ranked))
        and info.type not in _WITHOUT_ORDER
    }


def is_for(fact: str, award_code: str) -> bool:
    """Whether the fact is known of who receives the award: a unit's members of a collective, a rating of a person."""
    if fact in _OF_ANYONE:
        return True
    if fact.startswith(_OF_THE_QUOTA):
        return award_code == "CSTDCS"
    return fact.startswith(_OF_COLLECTIVES) == (award_code in _COLLECTIVE_AWARDS)


def parse_threshold_value(fact: str, value: str) -> Any:
    """The value in the fact's own type; ValueError with a sentence otherwise."""
    if fact not in threshold_facts():
        raise ValueError(f"Không đặt ngưỡng trên dữ kiện “{fact}” được.")
    info = FACTS[fact]
    if info.type is int:
        if not re.fullmatch(r"[0-9]{1,6}", value):
            raise ValueError("Ngưỡng phải là số nguyên từ 0 trở lên.")
        return int(value)
    return checked(info, value)


def threshold_words(fact: str, comparison: Comparison, value: str) -> str:
    """“Kết quả xếp loại năm: từ hoàn thành tốt nhiệm vụ trở lên”."""
    info = FACTS[fact]
    needed = comparison.words.format(_shown(parse_threshold_value(fact, value), info.unit))
    return f"{upper_first(info.label)}: {needed}"


def outside(fact: str, comparison: Comparison, value: str) -> Any:
    """The nearest value that does not meet the threshold; None where everything meets it."""
    wanted, step = parse_threshold_value(fact, value), -1 if comparison is Comparison.AT_LEAST else 1
    if isinstance(wanted, Ranked):
        members, place = list(type(wanted)), wanted.rank + step
        return members[place] if 0 <= place < len(members) else None
    return wanted + step if wanted + step >= 0 else None


def samples(condition: OwnCondition) -> tuple[Answer, ...]:
    """What a finding will say: met, not met and, where a clerk must say it, not answered yet."""
    if condition.kind is OwnKind.THRESHOLD:
        inside = parse_threshold_value(condition.fact, condition.value)
        values = (inside, outside(condition.fact, condition.comparison, condition.value))
        cases = [Facts.from_dict({condition.fact: value}) for value in values if value is not None]
    else:
        answered: tuple[dict[str, bool], ...] = ({condition.code: True}, {condition.code: False}, {})
        cases = [Facts.from_dict({"own_answers": one}) for one in answered]
    rule = condition.rule()
    found = [rule.check(facts, Law(_NO_LAW, "")) for facts in cases]
    return tuple(one for one in found if one is not None)


_NO_LAW = RuleSet("", {})


def _rank(value: Any) -> int:
    return value.rank if isinstance(value, Ranked) else int(value)


def _shown(value: Any, unit: str) -> str:
    """The unit without what its description adds after a semicolon."""
    return value.label if isinstance(value, Ranked) else f"{value} {unit.partition(';')[0]}".strip()
