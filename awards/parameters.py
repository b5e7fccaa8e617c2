"""The only reading of stored parameters and base salaries; the law itself is in awards/eligibility/sets."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from awards.eligibility import Certainty, RuleSet, sets
from awards.eligibility.own import Comparison, OwnCondition, OwnKind
from awards.eligibility.rules import Rule
from awards.models import RegulationCondition
from campaigns.models.people import in_span
from campaigns.rating_check import Value
from thidua.models import BaseSalary, Parameter
from thidua.vietnamese import vdate
from thidua.workflow import Refused


def rule_set_in_force(code: str, on: date) -> RuleSet:
    """The rule set with the school's own values and conditions of that day; two questions to the database.

    The conditions are asked for when somebody is assessed: who reads a threshold or a prize does not need them.
    """
    rows = Parameter.objects.in_force(on).filter(rule_set=code).order_by("valid_from")
    return sets.resolve(code, rows).with_own(OwnRules(on))


def rule_set_of_the_day(on: date) -> RuleSet:
    """The rule set a dossier received on that day takes."""
    return rule_set_in_force(sets.pick(on), on)


# --- the year's rating (campaigns/rating_rules.py)


def rating_values_of(years: Collection[int]) -> dict[int, dict[str, Value]]:
    """The school's own numbers of the decree on rating, as they apply at the end of each year; one question."""
    rows = list(Parameter.objects.live().filter(key__startswith="rating_").order_by("valid_from")) if years else []
    return {year: _in_force_at_the_end_of(year, rows) for year in years}


def _in_force_at_the_end_of(year: int, rows: list[Parameter]) -> dict[str, Value]:
    last = date(year, 12, 31)
    try:
        code = sets.pick(last)
    except ValueError:  # before the first set
        return {}
    held = [row for row in rows if row.rule_set == code and row.valid_from <= last]
    return {
        row.key: Value(row.value, row.source, row.certainty)
        for row in held
        if row.valid_to is None or row.valid_to >= last
    }


# --- conditions of the province and the school


def conditions_in_force(on: date) -> QuerySet[RegulationCondition]:
    """Those of adopted regulations that apply that day, the province's first."""
    applies = in_span(on, "regulation__valid_from", "regulation__valid_to") & Q(regulation__adopted_at__isnull=False)
    rows = RegulationCondition.objects.filter(applies).select_related("regulation__legal_text")
    return rows.order_by("regulation__issuer", "regulation__valid_from", "pk")


class OwnRules(Mapping[str, tuple[Rule, ...]]):
    """The conditions of a day by award, read once, at the first question."""

    def __init__(self, on: date) -> None:
        self._on = on

    @cached_property
    def _found(self) -> dict[str, tuple[Rule, ...]]:
        return own_rules(conditions_in_force(self._on))

    def __getitem__(self, award_code: str) -> tuple[Rule, ...]:
        return self._found[award_code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def own_rules(conditions: Iterable[RegulationCondition]) -> dict[str, tuple[Rule, ...]]:
    """By award, in the order given."""
    found: dict[str, tuple[Rule, ...]] = {}
    for condition in conditions:
        rule = own_condition(condition).rule()
        for award_code in condition.awards:
            found[award_code] = (*found.get(award_code, ()), rule)
    return found


def own_condition(condition: RegulationCondition) -> OwnCondition:
    """The stored row as the law book asks it.

    A threshold on a fact, or with a value, that a later version of the program no longer knows is a question to the
    clerk: nobody's assessment breaks on it.
    """
    asked = OwnCondition(
        code=condition.code,
        kind=OwnKind.QUESTION if condition.kind == OwnKind.THRESHOLD else OwnKind(condition.kind),
        words=condition.words,
        citation=", ".join(filter(None, [condition.regulation.cited, condition.clause])),
        certainty=Certainty(condition.certainty),
        blocking=condition.blocking,
    )
    if condition.kind != OwnKind.THRESHOLD:
        return asked
    try:
        return replace(
            asked,
            kind=OwnKind.THRESHOLD,
            fact=condition.fact,
            comparison=Comparison(condition.comparison),
            value=condition.value,
        )
    except ValueError:
        return asked


def base_salary_on(day: date) -> int:
    """Mức lương cơ sở of that day, in đồng."""
    return base_salary_row_on(day).amount


def base_salary_row_on(day: date) -> BaseSalary:
    """The same with the decree that set it; refused when the table does not reach back so far."""
    row = BaseSalary.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    if row is None:
        raise Refused(f"Chưa có mức lương cơ sở của ngày {vdate(day)}; thêm mức lương ở trang “Lương cơ sở”.")
    return row
