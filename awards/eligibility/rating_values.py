"""The numbers of the decree on rating officials, which stand beside every rule set and are no part of any.

A published set is never edited, and the decree has days of its own; a school's own value is kept under the set of the
year that is rated, like every other parameter.
"""

from functools import cache

from awards.eligibility.citations import Certainty
from awards.eligibility.parameters import ParameterValue
from campaigns.rating_check.decrees import decree_of

# A year of each set; all years of a set are rated alike in these numbers.
A_YEAR = {"A": 2022, "B": 2024, "C1": 2025, "C2": 2026}


@cache
def rating_values(code: str) -> dict[str, ParameterValue]:
    values = decree_of(A_YEAR[code]).values if code in A_YEAR else {}
    return {key: ParameterValue(one.value, one.source, Certainty(one.certainty)) for key, one in values.items()}
