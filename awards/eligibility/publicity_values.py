"""For how many working days a list is posted at school level: a number of our own, which stands beside every rule set.

No statute gives one (for State level it stands in the sets, `publicity_days_state_level`), and a published set is never
edited. A school's own value is kept like every other parameter.
"""

from awards.eligibility.citations import Certainty
from awards.eligibility.parameters import ParameterValue

SCHOOL_LEVEL = "publicity_days_school_level"
_SOURCE = "luật không định số ngày ở cấp cơ sở; mức đề xuất, Trường tự quyết định"


def publicity_values(code: str) -> dict[str, ParameterValue]:
    """The same beside every set, whatever its code."""
    return {SCHOOL_LEVEL: ParameterValue("5", _SOURCE, Certainty.MEMORY)}
