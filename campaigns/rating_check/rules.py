"""The rules of a year as the check asks them: the decree's sources with the values that apply, own ones or its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from campaigns.rating_check.decrees import CONFIRMED, DUE, Decree, Value, decree_of, weakest


@dataclass(frozen=True)
class Finding:
    """One sentence about a rating.

    `short`: what somebody reads who may not know the reason; "" hides the finding from them. `kind`: one of `Kind`.
    """

    key: str
    kind: str
    sentence: str
    short: str
    citation: str
    certainty: str

    @property
    def to_check(self) -> bool:
        return self.certainty != CONFIRMED


class Kind:
    """How much a finding says: against the rule, to be looked at, still missing, only good to know."""

    WRONG, LOOK, MISSING, NOTE = "wrong", "look", "missing", "note"


@dataclass(frozen=True)
class Rules:
    """`own`: the school's own values of that year, over the decree's, by key."""

    year: int
    decree: Decree
    own: Mapping[str, Value] = field(default_factory=dict)

    @classmethod
    def of(cls, year: int, own: Mapping[str, Value] | None = None) -> "Rules":
        return cls(year, decree_of(year), own or {})

    def knows(self, rule: str) -> bool:
        return rule in self.decree.sources

    def value(self, key: str) -> Value:
        return self.own.get(key) or self.decree.values[key]

    def whole(self, key: str) -> int:
        return int(self.value(key).value)

    @property
    def due_on(self) -> date | None:
        """The rating is done before this day of the year; None where the decree says none."""
        if not self.knows("due"):
            return None
        day, _, month = self.value(DUE).value.partition("/")
        return date(self.year, int(month), int(day))

    def finding(
        self, rule: str, kind: str, sentence: str, *, key: str = "", value: str = "", short: str | None = None
    ) -> Finding:
        """`value`: the key of the number the sentence rests on; an own one is cited beside the decree."""
        source = self.decree.sources[rule]
        citation, certainty = source.text, source.certainty
        if value:
            certainty = weakest(certainty, self.value(value).certainty)
        if value in self.own:
            citation = f"{citation}; {self.own[value].source}"
        return Finding(key or rule, kind, sentence, sentence if short is None else short, citation, certainty)
