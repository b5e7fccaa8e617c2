"""Numbers and rules of our own, which stand beside every rule set: no statute gives them.

A published set is never edited, so what comes later stands here. A school's own value is kept like every other
parameter.
"""

from awards.eligibility.citations import Certainty
from awards.eligibility.parameters import ParameterValue

# For how many working days a list is posted at school level; for State level see `publicity_days_state_level`.
SCHOOL_LEVEL = "publicity_days_school_level"
# Whether members of the council step out of the cases of their own unit.
OWN_UNIT = "recuse_own_unit"
_DAYS = "luật không định số ngày ở cấp cơ sở; mức đề xuất, Trường tự quyết định"
_UNIT = "chưa thấy văn bản nào nói; Quy chế của Trường hoặc tỉnh quyết định"


def own_values(code: str) -> dict[str, ParameterValue]:
    """The same beside every set, whatever its code."""
    return {
        SCHOOL_LEVEL: ParameterValue("5", _DAYS, Certainty.MEMORY),
        OWN_UNIT: ParameterValue("false", _UNIT, Certainty.MEMORY),
    }
