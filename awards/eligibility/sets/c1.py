"""Set C1: NĐ 152/2025; dossiers received from 01/07/2025 to 30/09/2026. Decree and circular changed."""

from awards.eligibility.citations import Certainty
from awards.eligibility.combining import recited
from awards.eligibility.parameters import ParameterValue
from awards.eligibility.rules import Rule
from awards.eligibility.sets import b

_C, _X, _S, _M = Certainty.CONFIRMED, Certainty.SECTOR, Certainty.SECOND_HAND, Certainty.MEMORY
_ORDERS, _TITLES, _FORMS = "NĐ 152/2025, Điều 51", "NĐ 152/2025, Điều 53", "NĐ 152/2025, Điều 54"

_CHANGED: dict[str, ParameterValue] = {
    "valid_from": ParameterValue("2025-07-01", "NĐ 152/2025 có hiệu lực", _C),
    "valid_to": ParameterValue("2026-09-30", "Luật 06/2026/QH16 có hiệu lực 01/10/2026", _S),
    "ldtt_min_months_new_staff": ParameterValue("6", "giả định như TT 01/2024", _M),
    "ldtt_min_rating": ParameterValue("good", "Luật 2022, Điều 24, khoản 1, điểm a", _C),
    "maternity_counts": ParameterValue("true", "NĐ 152/2025, Điều 4", _C),
    "movement_awards_count_for_merit": ParameterValue("false", "NĐ 152/2025, Điều 4", _C),
    "not_considered_if_under_investigation": ParameterValue("true", "NĐ 152/2025, Điều 4", _C),
    "vote_threshold.CSTDCS": ParameterValue("≥0.80", "giả định như NĐ 98/2023", _M),
    "vote_threshold.TTLDXS": ParameterValue("≥0.80", "giả định như NĐ 98/2023", _M),
    "prize_coefficient.HCLD3": ParameterValue("4.5", _ORDERS, _C),
    "prize_coefficient.HCLD2": ParameterValue("7.5", _ORDERS, _C),
    "prize_coefficient.HCLD1": ParameterValue("9.0", _ORDERS, _C),
    "prize_collective_multiple": ParameterValue("2", "NĐ 152/2025: tập thể gấp hai lần cá nhân", _C),
    "rounding": ParameterValue("up_10000", "giả định như NĐ 98/2023", _M),
    "base_salary_date": ParameterValue("decision", "giả định như NĐ 98/2023", _M),
    "publicity_days_state_level": ParameterValue("10", "NĐ 152/2025, Điều 44, khoản 2", _C),
    "revoke_report_days": ParameterValue("7", "thủ tục hủy bỏ năm 2025 của Huế", _X),
    "revoke_decide_days": ParameterValue("5", "thủ tục hủy bỏ năm 2025 của Huế (ngày làm việc)", _X),
}
_PRIZES = {
    key: ParameterValue(value.value, _FORMS if key.endswith((".GK", ".BKT", ".BKTTG")) else _TITLES, value.certainty)
    for key, value in b.PARAMETERS.items()
    if key.startswith("prize_coefficient.")
}
# Its form numbers are not confirmed, so none is given.
_DROPPED = {"form_tap_the", "form_ca_nhan", "form_to_trinh"}
PARAMETERS = {key: value for key, value in b.PARAMETERS.items() if key not in _DROPPED} | _PRIZES | _CHANGED

# The decree of 2025 where it could be read; what its circular says nobody could read: as the one before it.
_SUCCESSORS = {
    "d98-4-4": "d152-4",
    "d98-4-5": "d152-4",
    "d98-31": "d152-party",
    "c01-new": "c15-new",
    "c01-rescue": "c15-new",
    "c01-study": "c15-new",
}


def _successor(award_code: str, rule: Rule) -> str:
    cited = rule.source.id if rule.source else ""
    return _SUCCESSORS.get(cited, cited)


RULES = recited(b.RULES, _successor)
C1 = b.B.amended("C1", parameters=PARAMETERS, rules=RULES)
