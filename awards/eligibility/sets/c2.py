"""Set C2: Luật 06/2026/QH16, from 01/10/2026. Nobody read it yet: values are assumptions, no condition is entered."""

from awards.eligibility.citations import Certainty
from awards.eligibility.parameters import ParameterValue
from awards.eligibility.rules import RuleSet
from awards.eligibility.sets import c1

_S, _M = Certainty.SECOND_HAND, Certainty.MEMORY
_DRAFT = "dự thảo tháng 12/2025"

_CHANGED: dict[str, ParameterValue] = {
    "valid_from": ParameterValue("2026-10-01", "Luật 06/2026/QH16", _S),
    "cstdcs_needs_initiative": ParameterValue("true", _DRAFT, _S),
    "cstdcs_outstanding_is_enough": ParameterValue("false", _DRAFT, _S),
}
_ASSUMED = {
    key: ParameterValue(value.value, "giả định như trước 01/10/2026", _M)
    for key, value in c1.PARAMETERS.items()
    if key != "valid_to"
}
PARAMETERS = _ASSUMED | _CHANGED

C2 = RuleSet("C2", PARAMETERS, not_entered="not-entered-c2")
