"""What a rule is: a question about the facts, answered yes, no or unknown under one rule set, with its citation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from awards.eligibility.citations import CITATIONS, Certainty, weakest
from awards.eligibility.facts import FACTS, Discipline, Facts, Rating
from awards.eligibility.parameters import ParameterValue, key_of, read
from awards.tally import Threshold


class Verdict(StrEnum):
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class Answer:
    """`short` is shown to those who may not read a private reason; empty means the full sentence holds none."""

    answer: str
    sentence: str
    short: str = ""
    missing: tuple[str, ...] = ()
    ask: str = ""
    citation: str = ""
    blocking: bool | None = None


def yes(sentence: str, *, short: str = "", citation: str = "", blocking: bool | None = None) -> Answer:
    return Answer("yes", sentence, short, citation=citation, blocking=blocking)


def no(sentence: str, *, short: str = "", citation: str = "", blocking: bool | None = None) -> Answer:
    return Answer("no", sentence, short, citation=citation, blocking=blocking)


def unknown(sentence: str, *, ask: str, short: str = "", citation: str = "", blocking: bool | None = None) -> Answer:
    return Answer("unknown", sentence, short, ask=ask, citation=citation, blocking=blocking)


def lacking(*names: str, short: str = "", blocking: bool | None = None) -> Answer:
    """Unknown because these facts are missing: names them and who supplies them."""
    labels = "; ".join(FACTS[name].label for name in names)
    suppliers = " ".join(dict.fromkeys(FACTS[name].supplier for name in names))
    return Answer("unknown", f"Chưa rõ: {labels}.", short, missing=names, ask=suppliers, blocking=blocking)


@dataclass(frozen=True)
class Finding:
    key: str
    answer: str
    sentence: str
    short_sentence: str
    citation: str
    certainty: str
    missing: tuple[str, ...]
    ask: str
    blocking: bool

    @property
    def certainty_label(self) -> str:
        return Certainty(self.certainty).label

    def to_dict(self) -> dict[str, Any]:
        return {**vars(self), "missing": list(self.missing)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Finding":
        return cls(**{**stored, "missing": tuple(stored["missing"])})


@dataclass(frozen=True)
class Report:
    """`parameters`: the values that were read, by key, to be stored beside the findings."""

    award_code: str
    rule_set_code: str
    findings: tuple[Finding, ...]
    parameters: Mapping[str, str]

    @property
    def verdict(self) -> Verdict:
        answers = {finding.answer for finding in self.findings if finding.blocking}
        if "no" in answers:
            return Verdict.NOT_ELIGIBLE
        return Verdict.ELIGIBLE if answers == {"yes"} else Verdict.UNDETERMINED


class Law:
    """A rule set's parameters as one rule reads them; remembers what was read."""

    def __init__(self, rule_set: "RuleSet") -> None:
        self._rule_set = rule_set
        self.used: dict[str, ParameterValue] = {}

    def _read(self, key: str) -> Any:
        self.used[key] = self._rule_set.parameter(key)
        return self._rule_set.value(key)

    def flag(self, key: str) -> bool:
        return bool(self._read(key))

    def whole(self, key: str) -> int:
        return int(self._read(key))

    def threshold(self, key: str) -> Threshold:
        value: Threshold = self._read(key)
        return value

    def rating(self, key: str) -> Rating:
        return Rating(self._read(key))

    def discipline(self, key: str) -> Discipline:
        return Discipline(self._read(key))


Check = Callable[[Facts, Law], Answer | None]


@dataclass(frozen=True)
class Rule:
    """`check` answers None where the rule does not concern the case."""

    key: str
    check: Check
    uses: tuple[str, ...]
    citation: str = ""
    blocking: bool = True

    def cited(self, citation: str, *, blocking: bool = True) -> "Rule":
        if citation not in CITATIONS:
            raise KeyError(f"Không có căn cứ mang mã {citation}.")
        return replace(self, citation=citation, blocking=blocking)

    def finding(self, facts: Facts, law: Law) -> Finding | None:
        answer = self.check(facts, law)
        if answer is None:
            return None
        citation = CITATIONS[answer.citation or self.citation]
        return Finding(
            key=self.key,
            answer=answer.answer,
            sentence=answer.sentence,
            short_sentence=answer.short or answer.sentence,
            citation=citation.text,
            certainty=weakest([citation.certainty, *(value.certainty for value in law.used.values())]).value,
            missing=answer.missing,
            ask=answer.ask,
            blocking=self.blocking if answer.blocking is None else answer.blocking,
        )


def rule(key: str, *uses: str) -> Callable[[Check], Rule]:
    """Makes a check a rule; `uses` names the facts it reads. A rule set then says where the law has it: `.cited(…)`."""

    def wrap(check: Check) -> Rule:
        return Rule(key, check, uses)

    return wrap


@dataclass(frozen=True)
class RuleSet:
    code: str
    parameters: Mapping[str, ParameterValue]
    rules: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    not_entered: str = ""

    def __post_init__(self) -> None:
        for key, parameter in self.parameters.items():
            read(key, parameter.value)

    def parameter(self, key: str) -> ParameterValue:
        key_of(key)
        if key not in self.parameters:
            raise KeyError(f"Bộ quy định {self.code} chưa có tham số {key}.")
        return self.parameters[key]

    def value(self, key: str) -> Any:
        return read(key, self.parameter(key).value)

    def flag(self, key: str) -> bool:
        return bool(self.value(key))

    def whole(self, key: str) -> int:
        return int(self.value(key))

    def share(self, key: str) -> Fraction:
        return Fraction(self.value(key))

    def with_overrides(self, overrides: Mapping[str, str | ParameterValue]) -> "RuleSet":
        """The same set with other values; a plain text is taken as the school's own, confirmed by who set it."""
        values = {
            key: value if isinstance(value, ParameterValue) else ParameterValue(value, "đặt riêng", Certainty.CONFIRMED)
            for key, value in overrides.items()
        }
        return replace(self, parameters={**self.parameters, **values})
