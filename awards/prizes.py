"""Prize money: a coefficient times the base salary, rounded as the rule set says. Whole đồng."""

import math
from fractions import Fraction

from awards.eligibility import sets
from awards.eligibility.parameters import AWARDS, INDIVIDUAL_OF, Rounding
from awards.eligibility.rules import RuleSet

_STEP = 10_000
# Set by whoever gives it, up to so many base salaries (reported alike for NĐ 91/2017 and NĐ 98/2023).
_AT_MOST = {"KNC": Fraction(6, 10)}


class NoSetPrize(ValueError):
    """The rule set leaves the prize to whoever gives the award; the text is a sentence."""


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
    """How many base salaries; a collective's form is a multiple of the individual's.

    NoSetPrize where the giver sets it and nobody has, or has set more than may be.
    """
    if award_code not in AWARDS:
        raise KeyError(f"Không có danh hiệu mang mã {award_code}.")
    law = sets.get(rule_set)
    key = f"prize_coefficient.{award_code}"
    most = _AT_MOST.get(award_code)
    if key in law.parameters:
        share = law.share(key)
        if most is not None and share > most:
            raise NoSetPrize(f"Mức thưởng {AWARDS[award_code]} nhiều nhất {_times(most)} lần mức lương cơ sở.")
        return share
    if award_code in INDIVIDUAL_OF:
        return coefficient(INDIVIDUAL_OF[award_code], law) * law.share("prize_collective_multiple")
    limit = f", nhiều nhất {_times(most)} lần mức lương cơ sở" if most is not None else ""
    raise NoSetPrize(
        f"Bộ quy định {law.code} không có mức thưởng cho {AWARDS[award_code]}; cơ quan tặng quyết định{limit}."
    )


def _times(share: Fraction) -> str:
    return f"{float(share):g}".replace(".", ",")
