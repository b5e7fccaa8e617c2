"""What a rule is: a question about the facts, answered yes, no or unknown under one rule set, with its citation."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from string import Formatter
from typing import Any

from awards.eligibility.citations import CITATIONS, Certainty, Citation, weakest
from awards.eligibility.facts import FACTS, Facts
from awards.eligibility.history import Hopeful, Past, Sure
from awards.eligibility.kinds import Discipline, Occasion, Rating, Scope
from awards.eligibility.parameters import INDIVIDUAL_OF, ParameterValue, full_key, key_of, read, shown
from awards.eligibility.rating_values import rating_values
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


def unknown(
    sentence: str, *, ask: str, short: str = "", missing: tuple[str, ...] = (), blocking: bool | None = None
) -> Answer:
    return Answer("unknown", sentence, short, missing=missing, ask=ask, blocking=blocking)


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
    """A rule set's parameters as one rule reads them for one award; remembers what was read."""

    def __init__(self, rule_set: "RuleSet", award_code: str) -> None:
        self.rule_set = rule_set
        self.award_code = award_code
        self.used: dict[str, ParameterValue] = {}

    def fresh(self) -> "Law":
        return Law(self.rule_set, self.award_code)

    def has(self, name: str) -> bool:
        """Whether the set gives a value at all: some numbers nobody could read yet."""
        return full_key(name, self.award_code) in self.rule_set.parameters

    def read(self, name: str) -> Any:
        key = full_key(name, self.award_code)
        self.used[key] = self.rule_set.parameter(key)
        return self.rule_set.value(key)

    def own_sources(self) -> list[str]:
        """Where the values that were read and are not the set's own are written."""
        own = self.rule_set.overridden
        return list(dict.fromkeys(value.source for key, value in self.used.items() if key in own))

    def flag(self, name: str) -> bool:
        return bool(self.read(name))

    def whole(self, name: str) -> int:
        return int(self.read(name))

    def of_the_rating(self, name: str) -> int:
        """A number of the decree on rating, beside every set: the school's own value, else the decree's."""
        if self.has(name):
            return self.whole(name)
        return int(rating_values(self.rule_set.code)[name].value)

    def threshold(self, name: str) -> Threshold:
        value: Threshold = self.read(name)
        return value

    def rating(self, name: str) -> Rating:
        return Rating(self.read(name))

    def scope(self, name: str) -> Scope:
        return Scope(self.read(name))

    def discipline(self, name: str) -> Discipline:
        return Discipline(self.read(name))

    def pasts(self, facts: Facts, *, forms: bool = False) -> tuple[Past, Past]:
        """The surest and the most hopeful history (`awards.eligibility.history`).

        `forms`: the rule counts forms of commendation, which are also given for movements and deeds; titles never are.
        """
        others = forms and any(one.occasion in (Occasion.THEMATIC, Occasion.AD_HOC) for one in facts.history or ())
        known = facts.known(
            merit_only=not (others and self.flag("movement_awards_count_for_merit")),
            collective=self.award_code in INDIVIDUAL_OF,
        )
        reusable = {award: frozenset(reuse.awards) for award, reuse in self.rule_set.reusable.items()}
        return Sure(known, reusable), Hopeful(known, reusable)


Check = Callable[[Facts, Law], Answer | None]


@dataclass(frozen=True)
class Rule:
    """`check` answers None where the rule does not concern the case.

    `asks`: the condition in words, or a function of the law; `uses`: the facts it reads. A parameter stands as {name},
    one that is yes or no as {name:said if so|said if not}: words are sentences, never “…: có”.
    """

    key: str
    check: Check
    uses: tuple[str, ...]
    asks: str | Callable[["Law"], str] = ""
    source: Citation | None = None
    blocking: bool = True
    alternatives: tuple["Rule", ...] = ()

    def cited(self, citation: str, *, blocking: bool = True) -> "Rule":
        if citation not in CITATIONS:
            raise KeyError(f"Không có căn cứ mang mã {citation}.")
        return replace(self, source=CITATIONS[citation], blocking=blocking)

    def words(self, law: Law) -> str:
        """The condition in one sentence, with the set's values; `law.used` then names the parameters in it."""
        if callable(self.asks):
            return f"{self.asks(law)}."
        return f"{''.join(_pieces(self.asks, law))}."

    def finding(self, facts: Facts, law: Law) -> Finding | None:
        answer = self.check(facts, law)
        if answer is None:
            return None
        citation = CITATIONS[answer.citation] if answer.citation else self.source
        if citation is None:
            raise ValueError(f"Điều kiện {self.key} không nêu căn cứ.")
        return Finding(
            key=self.key,
            answer=answer.answer,
            sentence=answer.sentence,
            short_sentence=answer.short or answer.sentence,
            citation="; ".join([citation.text, *law.own_sources()]),
            certainty=weakest([citation.certainty, *(value.certainty for value in law.used.values())]).value,
            missing=answer.missing,
            ask=answer.ask,
            blocking=self.blocking if answer.blocking is None else answer.blocking,
        )


def _pieces(words: str, law: Law) -> Iterator[str]:
    for text, name, spec, _ in Formatter().parse(words):
        yield text
        if name:
            yes, is_flag, no = (spec or "").partition("|")
            value = law.read(name)
            yield (yes if value else no) if is_flag else shown(value)


def rule(key: str, *uses: str, asks: str | Callable[[Law], str]) -> Callable[[Check], Rule]:
    """Makes a check a rule; `uses` names the facts it reads. A rule set then says where the law has it: `.cited(…)`."""

    def wrap(check: Check) -> Rule:
        return Rule(key, check, uses, asks)

    return wrap


@dataclass(frozen=True)
class Reuse:
    """Awards whose use of an initiative does not spend it for another award, and where that is said."""

    awards: tuple[str, ...]
    citation: str


# A few hundred texts, asked for again and again.
_read_once = lru_cache(maxsize=2_000)(read)


@dataclass(frozen=True)
class RuleSet:
    code: str
    parameters: Mapping[str, ParameterValue]
    rules: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    reusable: Mapping[str, Reuse] = field(default_factory=dict)
    own: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    # The text of this set was read by nobody: no final yes while a parameter it used is not confirmed.
    must_be_confirmed: bool = False
    # Keys whose value is not the published set's own.
    overridden: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for key, parameter in self.parameters.items():
            read(key, parameter.value)

    def rules_for(self, award_code: str) -> tuple[Rule, ...]:
        """The law's conditions, then those of the province's and the school's own rules."""
        return self.rules[award_code] + self.own.get(award_code, ())

    def parameter(self, key: str) -> ParameterValue:
        key_of(key)
        if key not in self.parameters:
            raise KeyError(f"Bộ quy định {self.code} chưa có tham số {key}.")
        return self.parameters[key]

    def value(self, key: str) -> Any:
        return _read_once(key, self.parameter(key).value)

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
        return replace(self, parameters={**self.parameters, **values}, overridden=self.overridden | set(values))

    def with_own(self, own: Mapping[str, tuple[Rule, ...]]) -> "RuleSet":
        """The same set with conditions beside the law's, by award."""
        return replace(self, own=own)

    def amended(self, code: str, **changes: Any) -> "RuleSet":
        """A new set that begins where this one ends; this one stays as it was published."""
        return replace(self, code=code, **changes)
