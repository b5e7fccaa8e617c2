"""Prize money: a coefficient times the base salary, rounded as the rule set says. Whole đồng."""

import math
from fractions import Fraction

from awards.eligibility import sets
from awards.eligibility.parameters import AWARDS, INDIVIDUAL_OF, Rounding
from awards.eligibility.rules import RuleSet

_STEP = 10_000


def amount(award_code: str, rule_set: str | RuleSet, base_salary: int) -> int:
    """For one recipient; `base_salary` is the monthly one in force on the day of the decision."""
    if base_salary <= 0:
        raise ValueError("Mức lương cơ sở phải lớn hơn 0.")
    law = sets.get(rule_set)
    steps = coefficient(award_code, law) * base_salary / _STEP
    if law.value("rounding") is Rounding.UP_10000:
        return math.ceil(steps) * _STEP
    return math.floor(steps + Fraction(1, 2)) * _STEP


def coefficient(award_code: str, rule_set: str | RuleSet) -> Fraction:
    """How many base salaries; a collective's form is a multiple of the individual's."""
    if award_code not in AWARDS:
        raise KeyError(f"Không có danh hiệu mang mã {award_code}.")
    law = sets.get(rule_set)
    key = f"prize_coefficient.{award_code}"
    if key in law.parameters:
        return law.share(key)
    if award_code in INDIVIDUAL_OF:
        return coefficient(INDIVIDUAL_OF[award_code], law) * law.share("prize_collective_multiple")
    raise ValueError(f"Bộ quy định {law.code} không có mức thưởng cho {AWARDS[award_code]}; cơ quan tặng quyết định.")
