"""Set B: the Law of 2022, NĐ 98/2023, TT 01/2024; dossiers received from 01/01/2024 to 30/06/2025."""

from awards.eligibility import conditions as c
from awards.eligibility.citations import Certainty
from awards.eligibility.parameters import ParameterValue
from awards.eligibility.rules import RuleSet
from awards.eligibility.sets import a

_C, _S, _M = Certainty.CONFIRMED, Certainty.SECOND_HAND, Certainty.MEMORY
_SECTOR = Certainty.SECTOR
_BY_ANALOGY = "tương tự Hội đồng Trung ương, NĐ 98/2023, Điều 47"
_OWN_RULES = "quy chế của Trường quyết định"
_TITLES, _FORMS = "NĐ 98/2023, Điều 54", "NĐ 98/2023, Điều 55"

PARAMETERS: dict[str, ParameterValue] = {
    "valid_from": ParameterValue("2024-01-01", "Luật 06/2022/QH15 có hiệu lực", _C),
    "valid_to": ParameterValue("2025-06-30", "NĐ 152/2025 có hiệu lực 01/07/2025", _C),
    "registration_required": ParameterValue("false", "Luật 2022, Điều 7 không còn nêu đăng ký", _C),
    "ldtt_min_months_new_staff": ParameterValue("6", "TT 01/2024", _C),
    "ldtt_min_rating": ParameterValue("good", "Luật 2022, Điều 24, khoản 1, điểm a", _C),
    "ldtt_excluded_discipline_from": ParameterValue("reprimand", "qua xếp loại: NĐ 90/2020, Điều 15", _C),
    "leave_40_days_excludes": ParameterValue("false", "không thấy trong quy định; NĐ 91/2017 đã bỏ", _C),
    "maternity_counts": ParameterValue("true", "NĐ 98/2023, Điều 4, khoản 5", _C),
    "cstdcs_needs_initiative": ParameterValue("false", "Luật 2022, Điều 23", _C),
    "cstdcs_outstanding_is_enough": ParameterValue("true", "Luật 2022, Điều 23", _C),
    "cstdcs_quota_pct_of_ldtt": ParameterValue("15", "chưa thấy trong quy định mới; tỉnh có thể quy định", _M),
    "cstdcs_quota_blocks": ParameterValue("false", "chưa thấy trong quy định mới nên chỉ nhắc", _M),
    "cstdcs_quota_minimum": a.PARAMETERS["cstdcs_quota_minimum"],
    "cstd_tinh_consecutive_cstdcs": ParameterValue("3", "Luật 2022, Điều 22", _C),
    "cstdtq_consecutive_cstd_tinh": ParameterValue("2", "Luật 2022, Điều 21", _C),
    "ttldtt_min_pct_ldtt": ParameterValue("≥70%", "Luật 2022, Điều 28, khoản 1", _C),
    "ttldxs_min_pct_ldtt": ParameterValue("≥70%", "Luật 2022, Điều 27", _C),
    "ttldxs_pct_ht": ParameterValue("≥100%", "Luật 2022, Điều 27", _C),
    "ttldxs_needs_cstdcs": ParameterValue("1", "Luật 2022, Điều 27", _C),
    "collective_no_discipline_from": ParameterValue("warning", "Luật 2022, Điều 28, khoản 1", _C),
    "denominator_excludes_not_considered": a.PARAMETERS["denominator_excludes_not_considered"],
    "not_considered_if_under_investigation": ParameterValue("true", "NĐ 98/2023, Điều 4, khoản 4", _C),
    "quorum": ParameterValue("2/3", _BY_ANALOGY, _M),
    "absent_written_vote_counts": ParameterValue("true", "thủ tục Bằng khen của Thủ tướng", _C),
    "recused_in_denominator": a.PARAMETERS["recused_in_denominator"],
    "vote_threshold.LDTT": ParameterValue(">0.50", _OWN_RULES, _M),
    "vote_threshold.TTLDTT": ParameterValue(">0.50", _OWN_RULES, _M),
    "vote_threshold.GK": ParameterValue(">0.50", _OWN_RULES, _M),
    "vote_threshold.GKTT": ParameterValue(">0.50", _OWN_RULES, _M),
    "vote_threshold.CSTDCS": ParameterValue("≥0.80", "NĐ 98/2023, Điều 30, khoản 7", _S),
    "vote_threshold.TTLDXS": ParameterValue("≥0.80", _OWN_RULES, _S),
    "vote_threshold.CSTDTQ": ParameterValue("≥0.90", "mặc định thận trọng", _M),
    "vote_threshold.BKTTG": ParameterValue("≥0.80", "thủ tục Bằng khen của Thủ tướng (quy định ngành)", _SECTOR),
    "vote_threshold.BKTTGTT": ParameterValue("≥0.80", "thủ tục Bằng khen của Thủ tướng (quy định ngành)", _SECTOR),
    **{
        f"vote_threshold.{code}": ParameterValue("≥0.80", _OWN_RULES, _M)
        for code in ("CSTDT", "BKT", "BKTTT", "COT", "COCP")
    },
    **{
        f"vote_threshold.{code}": ParameterValue("≥0.80", _OWN_RULES, _M)
        for code in ("HCLD3", "HCLD2", "HCLD1", "HCLD3TT", "HCLD2TT", "HCLD1TT")
    },
    **{f"vote_way.{code}": ParameterValue("secret", _OWN_RULES, _M) for code in ("CSTDCS", "CSTDT", "CSTDTQ")},
    **{
        f"vote_way.{code}": ParameterValue("either", _OWN_RULES, _M)
        for code in ("LDTT", "TTLDTT", "GK", "GKTT", "TTLDXS")
    },
    "prize_coefficient.LDTT": ParameterValue("0.3", _TITLES, _C),
    "prize_coefficient.CSTDCS": ParameterValue("1.0", _TITLES, _C),
    "prize_coefficient.CSTDT": ParameterValue("3.0", _TITLES, _C),
    "prize_coefficient.CSTDTQ": ParameterValue("4.5", _TITLES, _C),
    "prize_coefficient.TTLDTT": ParameterValue("0.8", _TITLES, _C),
    "prize_coefficient.TTLDXS": ParameterValue("1.5", _TITLES, _C),
    "prize_coefficient.COT": ParameterValue("8.0", _TITLES, _S),
    "prize_coefficient.COCP": ParameterValue("12.0", _TITLES, _C),
    "prize_coefficient.GK": ParameterValue("0.3", _FORMS, _C),
    "prize_coefficient.BKT": ParameterValue("1.5", _FORMS, _C),
    "prize_coefficient.BKTTG": ParameterValue("3.5", _FORMS, _C),
    "prize_coefficient.HCLD3": ParameterValue("4.5", "NĐ 98/2023, phần huân chương", _M),
    "prize_coefficient.HCLD2": ParameterValue("7.5", "NĐ 98/2023, phần huân chương", _M),
    "prize_coefficient.HCLD1": ParameterValue("9.0", "NĐ 98/2023, phần huân chương", _M),
    "prize_collective_multiple": ParameterValue("2", "NĐ 98/2023: tập thể gấp hai lần cá nhân", _C),
    "rounding": ParameterValue("up_10000", "NĐ 98/2023, Điều 53", _C),
    "base_salary_date": ParameterValue("decision", "NĐ 98/2023, Điều 53", _C),
    "highest_only_same_year": a.PARAMETERS["highest_only_same_year"],
    "publicity_days_state_level": ParameterValue("10", "NĐ 98/2023, Điều 46, khoản 2", _C),
    "form_tap_the": ParameterValue("02", "NĐ 98/2023, Phụ lục I", _C),
    "form_ca_nhan": ParameterValue("03", "NĐ 98/2023, Phụ lục I", _C),
    "form_to_trinh": ParameterValue("01", "NĐ 98/2023, Phụ lục I", _C),
}

LDTT = (
    c.registered.cited("l2022-7"),
    c.employment.cited("l2022-24"),
    c.rated_well.cited("l2022-24-1a"),
    c.conduct.cited("l2022-24-1b"),
    c.new_staff.cited("c01-new"),
    c.absence.cited("d90-2-3"),
    c.absence_days.cited("d91-leave-40"),
    c.maternity.cited("d98-4-5"),
    c.study.cited("c01-study"),
    c.discipline.cited("d90-15"),
    c.investigation.cited("d98-4-4"),
)
CSTDCS = (
    c.registered.cited("l2022-7"),
    c.has_ldtt.cited("l2022-23"),
    c.achievement.cited("l2022-23"),
    c.discipline.cited("d90-15"),
    c.investigation.cited("d98-4-4"),
    c.quota.cited("l2022-23-quota"),
)
TTLDTT = (
    c.registered.cited("l2022-7"),
    c.unit_rated_well.cited("l2022-28-1"),
    c.conduct.cited("l2022-28-1"),
    c.ldtt_share.cited("l2022-28-1"),
    c.members_discipline.cited("l2022-28-1"),
    c.investigation.cited("d98-4-4"),
)
GK = (
    c.province_criteria.cited("l2022-75-2"),
    c.investigation.cited("d98-4-4"),
)

B = RuleSet(
    "B",
    PARAMETERS,
    {"LDTT": LDTT, "CSTDCS": CSTDCS, "TTLDTT": TTLDTT, "GK": GK, "GKTT": GK},
    not_entered="not-entered-b",
)
