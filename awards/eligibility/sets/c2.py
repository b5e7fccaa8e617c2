"""Set C2: Luật 06/2026/QH16, from 01/10/2026. Nobody read it yet: every value is an assumption or a draft."""

from awards.eligibility.citations import Certainty
from awards.eligibility.combining import recited
from awards.eligibility.parameters import ParameterValue
from awards.eligibility.rules import Reuse, Rule
from awards.eligibility.sets import c1

_S, _M = Certainty.SECOND_HAND, Certainty.MEMORY
_DRAFT = "dự thảo tháng 12/2025"

_CHANGED: dict[str, ParameterValue] = {
    "valid_from": ParameterValue("2026-10-01", "Luật 06/2026/QH16", _S),
    "cstdcs_needs_outstanding": ParameterValue("true", _DRAFT, _S),
    "cstdcs_needs_ldtt": ParameterValue("false", _DRAFT, _S),
    "cstdcs_needs_initiative": ParameterValue("true", _DRAFT, _S),
    "cstdcs_outstanding_is_enough": ParameterValue("false", _DRAFT, _S),
}
_ASSUMED = {
    key: ParameterValue(value.value, "giả định như trước 01/10/2026", _M)
    for key, value in c1.PARAMETERS.items()
    if key != "valid_to"
}
PARAMETERS = _ASSUMED | _CHANGED

_OF_THE_DRAFT = {"ldtt", "outstanding", "achievement"}


def _now(award_code: str, rule: Rule) -> str:
    """What a condition until 30/09/2026 has become: assumed, or from the draft; so has the decree on rating."""
    if award_code == "CSTDCS" and rule.key in _OF_THE_DRAFT:
        return "l2026-23"
    on_rating = rule.source is not None and rule.source.id.startswith("d90")
    return "d233-assumed" if on_rating else "l2026-assumed"


RULES = recited(c1.RULES, _now)
REUSABLE = {award: Reuse(reuse.awards, "l2026-assumed") for award, reuse in c1.C1.reusable.items()}
C2 = c1.C1.amended("C2", parameters=PARAMETERS, rules=RULES, reusable=REUSABLE, must_be_confirmed=True)
