"""The only reading of stored parameters and base salaries; the law itself is in awards/eligibility/sets."""

from datetime import date

from awards.eligibility import RuleSet, sets
from thidua.models import BaseSalary, Parameter
from thidua.vietnamese import vdate
from thidua.workflow import Refused


def rule_set_in_force(code: str, on: date) -> RuleSet:
    """The rule set with the school's own values of that day over its defaults."""
    return sets.resolve(code, Parameter.objects.in_force(on).filter(rule_set=code).order_by("valid_from"))


def rule_set_of_the_day(on: date) -> RuleSet:
    """The rule set a dossier received on that day takes."""
    return rule_set_in_force(sets.pick(on), on)


def base_salary_on(day: date) -> int:
    """Mức lương cơ sở of that day, in đồng."""
    return base_salary_row_on(day).amount


def base_salary_row_on(day: date) -> BaseSalary:
    """The same with the decree that set it; refused when the table does not reach back so far."""
    row = BaseSalary.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    if row is None:
        raise Refused(f"Chưa có mức lương cơ sở của ngày {vdate(day)}; thêm mức lương ở trang “Lương cơ sở”.")
    return row
