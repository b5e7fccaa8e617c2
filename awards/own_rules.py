"""A regulation read for people: its conditions with what a finding will say, its numbers, what adopting it changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from awards.eligibility import sets
from awards.eligibility.own import samples
from awards.eligibility.parameters import AWARDS
from awards.eligibility.wording import in_words, label_of
from awards.models import Nomination, Regulation, RegulationCondition, RegulationParameter
from awards.parameters import own_condition
from campaigns.models.people import in_span
from thidua.models import Parameter
from thidua.vietnamese import upper_first

SAID = {"yes": "Đạt", "no": "Chưa đạt", "unknown": "Chưa rõ"}
DECIDED = (Nomination.Status.AWARDED, Nomination.Status.DECLINED, Nomination.Status.WITHDRAWN)


@dataclass(frozen=True)
class ShownCondition:
    row: RegulationCondition
    awards: str
    says: list[tuple[str, str]]

    @property
    def to_check(self) -> bool:
        return self.row.certainty != "confirmed"


@dataclass(frozen=True)
class ShownParameter:
    row: RegulationParameter
    label: str
    value: str

    @property
    def to_check(self) -> bool:
        return self.row.certainty != "confirmed"


@dataclass(frozen=True)
class Change:
    """One number: what holds that day, what will hold."""

    label: str
    rule_set: str
    before: str
    after: str


def awards_in_words(codes: Iterable[str]) -> str:
    """In the order of the catalogue."""
    return ", ".join(name for code, name in AWARDS.items() if code in codes)


def says(condition: RegulationCondition) -> list[tuple[str, str]]:
    """(Đạt, the sentence), (Chưa đạt, the sentence) …, as a finding will say them."""
    return [(SAID[answer.answer], answer.sentence) for answer in samples(own_condition(condition))]


def in_a_line(row: RegulationCondition | RegulationParameter) -> str:
    """The whole row, for the trail: no code, no key."""
    if isinstance(row, RegulationCondition):
        weight = "bắt buộc" if row.blocking else "chỉ nhắc"
        parts = [row.words, awards_in_words(row.awards), weight, row.clause, row.get_certainty_display()]
    else:
        value = f"{label_of(row.key)} (bộ {row.rule_set}): {in_words(row.key, row.value)}"
        parts = [value, row.clause, row.get_certainty_display()]
    return "; ".join(filter(None, parts))


def conditions_in_words(regulation: Regulation) -> list[ShownCondition]:
    rows = regulation.conditions.select_related("regulation__legal_text")
    return [ShownCondition(row, awards_in_words(row.awards), says(row)) for row in rows]


def parameters_in_words(regulation: Regulation) -> list[ShownParameter]:
    return [
        ShownParameter(row, upper_first(label_of(row.key)), in_words(row.key, row.value))
        for row in regulation.parameters.all()
    ]


def what_adoption_changes(regulation: Regulation) -> dict[str, Any]:
    """Numbers before and after on the first day, and how many dossiers under way are read anew."""
    day = regulation.valid_from
    rows = list(regulation.parameters.all())
    held = _held(rows, day)
    return {
        "parameters": [_change(row, held.get((row.rule_set, row.key))) for row in rows],
        "dossiers": Nomination.objects.filter(received_on__gte=day).exclude(status__in=DECIDED).count(),
        "keeps": _left_behind(regulation),
    }


def _change(row: RegulationParameter, held: str | None) -> Change:
    before = in_words(row.key, held) if held is not None else "chưa có giá trị"
    return Change(upper_first(label_of(row.key)), row.rule_set, before, in_words(row.key, row.value))


def _held(rows: list[RegulationParameter], day: date) -> dict[tuple[str, str], str]:
    """What holds that day before the regulation: the stored value, else the set's own."""
    stored = Parameter.objects.filter(
        Q(key__in=[row.key for row in rows]) & in_span(day, "valid_from", "valid_to")
    ).order_by("valid_from")
    held = {(one.rule_set, one.key): one.value for one in stored}
    for row in rows:
        defaults = sets.get(row.rule_set).parameters
        if row.key in defaults:
            held.setdefault((row.rule_set, row.key), defaults[row.key].value)
    return held


def _left_behind(regulation: Regulation) -> list[str]:
    """What the regulation it replaces asks or sets and this one does not: it ends without a word of its own."""
    old = regulation.replaces
    if old is None:
        return []
    kept_codes = set(regulation.conditions.values_list("code", flat=True))
    kept_keys = set(regulation.parameters.values_list("rule_set", "key"))
    gone = [row.words for row in old.conditions.all() if row.code not in kept_codes]
    gone += [
        f"{upper_first(label_of(row.key))} (bộ {row.rule_set})"
        for row in old.parameters.all()
        if (row.rule_set, row.key) not in kept_keys
    ]
    return gone
