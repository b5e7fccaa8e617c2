"""Set A: the Law of 2003 as amended, NĐ 91/2017; dossiers received to 31/12/2023."""

from awards.eligibility import conditions as c
from awards.eligibility.citations import Certainty
from awards.eligibility.parameters import ParameterValue
from awards.eligibility.rules import RuleSet

_C, _M = Certainty.CONFIRMED, Certainty.MEMORY
_BY_ANALOGY = "tương tự Hội đồng Trung ương"
_OWN_RULES = "quy chế của Trường quyết định"
_TITLES = "NĐ 91/2017, Điều 69"

PARAMETERS: dict[str, ParameterValue] = {
    "valid_from": ParameterValue("2014-06-01", "Luật 39/2013/QH13 (phần NĐ 91/2017: từ 01/10/2017)", _C),
    "valid_to": ParameterValue("2023-12-31", "Luật 06/2022/QH15 có hiệu lực 01/01/2024", _C),
    "registration_required": ParameterValue("true", "Luật 2003, Điều 10, khoản 1", _C),
    "ldtt_min_months_new_staff": ParameterValue("10", "NĐ 91/2017, Điều 10", _C),
    "ldtt_min_rating": ParameterValue("good", "hiểu từ “hoàn thành tốt nhiệm vụ”, Luật 2003, Điều 24", _M),
    "ldtt_excluded_discipline_from": ParameterValue("reprimand", "NĐ 91/2017, Điều 10", _C),
    "leave_40_days_excludes": ParameterValue("false", "NĐ 91/2017 đã bỏ", _C),
    "maternity_counts": ParameterValue("true", "NĐ 91/2017, Điều 10, khoản 4", _C),
    "cstdcs_needs_initiative": ParameterValue("true", "Luật 2003, Điều 23; NĐ 91/2017, Điều 9, khoản 3", _C),
    "cstdcs_outstanding_is_enough": ParameterValue("false", "Luật 2003, Điều 23", _C),
    "cstdcs_quota_pct_of_ldtt": ParameterValue("15", "NĐ 91/2017, Điều 9, khoản 3", _C),
    "cstdcs_quota_blocks": ParameterValue("true", "NĐ 91/2017, Điều 9, khoản 3", _C),
    "cstdcs_quota_minimum": ParameterValue("0", "luật không nói cách làm tròn; mặc định làm tròn xuống", _M),
    "cstd_tinh_consecutive_cstdcs": ParameterValue("3", "Luật 2003, Điều 22; NĐ 91/2017, Điều 9, khoản 2", _C),
    "cstdtq_consecutive_cstd_tinh": ParameterValue("2", "Luật 2003, Điều 21; NĐ 91/2017, Điều 9, khoản 1", _C),
    "ttldtt_min_pct_ldtt": ParameterValue(">50%", "Luật 2003, Điều 28", _C),
    "ttldxs_min_pct_ldtt": ParameterValue("≥70%", "Luật 2003, Điều 27", _C),
    "ttldxs_pct_ht": ParameterValue("≥100%", "Luật 2003, Điều 27", _C),
    "ttldxs_needs_cstdcs": ParameterValue("1", "Luật 2003, Điều 27", _C),
    "collective_no_discipline_from": ParameterValue("warning", "Luật 2003, Điều 27, 28", _C),
    "denominator_excludes_not_considered": ParameterValue("false", "luật không nói; mặc định tính mọi thành viên", _M),
    "govt_flag_max_pct": ParameterValue("20", "NĐ 91/2017, Điều 11", _C),
    "not_considered_if_under_investigation": ParameterValue("true", "TT 08/2017, Điều 2", _C),
    "quorum": ParameterValue("2/3", _BY_ANALOGY, _M),
    "absent_written_vote_counts": ParameterValue("true", "NĐ 91/2017, Điều 45, khoản 8", _C),
    "recused_in_denominator": ParameterValue("true", "chưa thấy văn bản nào nói", _M),
    "vote_threshold.LDTT": ParameterValue(">0.50", _OWN_RULES, _M),
    "vote_threshold.TTLDTT": ParameterValue(">0.50", _OWN_RULES, _M),
    "vote_threshold.GK": ParameterValue(">0.50", _OWN_RULES, _M),
    "vote_threshold.GKTT": ParameterValue(">0.50", _OWN_RULES, _M),
    "vote_threshold.CSTDCS": ParameterValue("≥0.80", _OWN_RULES, _M),
    "vote_threshold.TTLDXS": ParameterValue("≥0.80", _OWN_RULES, _M),
    "vote_threshold.CSTDT": ParameterValue("≥0.90", "NĐ 91/2017, Điều 45, khoản 8 (Hội đồng cấp tỉnh)", _C),
    "vote_threshold.CSTDTQ": ParameterValue("≥0.90", "NĐ 91/2017, Điều 45, khoản 8 (Hội đồng cấp tỉnh)", _C),
    **{
        f"vote_threshold.{code}": ParameterValue("≥0.80", _OWN_RULES, _M)
        for code in ("BKT", "BKTTT", "COT", "COCP", "BKTTG", "BKTTGTT")
    },
    **{
        f"vote_threshold.{code}": ParameterValue("≥0.80", _OWN_RULES, _M)
        for code in ("HCLD3", "HCLD2", "HCLD1", "HCLD3TT", "HCLD2TT", "HCLD1TT")
    },
    "vote_way.CSTDCS": ParameterValue("secret", "NĐ 91/2017, Điều 45, khoản 8 quy định cho cấp tỉnh trở lên", _M),
    "vote_way.CSTDT": ParameterValue("secret", "NĐ 91/2017, Điều 45, khoản 8", _C),
    "vote_way.CSTDTQ": ParameterValue("secret", "NĐ 91/2017, Điều 45, khoản 8", _C),
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
    "prize_coefficient.COT": ParameterValue("8.0", _TITLES, _C),
    "prize_coefficient.COCP": ParameterValue("12.0", _TITLES, _C),
    "prize_coefficient.GK": ParameterValue("0.3", "NĐ 91/2017, phần bằng khen, giấy khen", _C),
    "prize_coefficient.BKT": ParameterValue("1.0", "NĐ 91/2017, phần bằng khen, giấy khen", _C),
    "prize_coefficient.BKTTG": ParameterValue("3.5", "NĐ 91/2017, phần bằng khen, giấy khen", _C),
    "prize_coefficient.HCLD3": ParameterValue("4.5", "NĐ 91/2017, phần huân chương", _M),
    "prize_coefficient.HCLD2": ParameterValue("7.5", "NĐ 91/2017, phần huân chương", _M),
    "prize_coefficient.HCLD1": ParameterValue("9.0", "NĐ 91/2017, phần huân chương", _M),
    "prize_collective_multiple": ParameterValue("2", "NĐ 91/2017: tập thể gấp hai lần cá nhân", _C),
    "rounding": ParameterValue("nearest_10000", "NĐ 91/2017, Điều 68, khoản 2; nửa chục nghìn làm tròn lên", _C),
    "base_salary_date": ParameterValue("decision", "lương cơ sở của ngày ban hành quyết định", _C),
    "highest_only_same_year": ParameterValue("true", "nhiều danh hiệu cùng thời gian chỉ thưởng mức cao nhất", _M),
    "form_tap_the": ParameterValue("01", "NĐ 91/2017, Phụ lục", _C),
    "form_ca_nhan": ParameterValue("02", "NĐ 91/2017, Phụ lục", _C),
}

LDTT = (
    c.registered.cited("l2003-10-1"),
    c.employment_before_2024.cited("l2003-24-scope"),
    c.rated_well.cited("l2003-24"),
    c.conduct.cited("l2003-24"),
    c.new_staff.cited("d91-10-new"),
    c.absence.cited("d90-2-3"),
    c.absence_days.cited("d91-leave-40"),
    c.maternity.cited("d91-10-4"),
    c.study.cited("d91-10-study"),
    c.discipline.cited("d91-10-discipline"),
    c.investigation.cited("c12-2"),
)
CSTDCS = (
    c.registered.cited("l2003-10-1"),
    c.has_ldtt.cited("l2003-23"),
    c.achievement.cited("l2003-23"),
    c.discipline.cited("d91-10-discipline"),
    c.investigation.cited("c12-2"),
    c.quota.cited("d91-9-quota"),
)
TTLDTT = (
    c.registered.cited("l2003-10-1"),
    c.unit_rated_well.cited("l2003-28"),
    c.conduct.cited("l2003-28"),
    c.ldtt_share.cited("l2003-28"),
    c.members_discipline.cited("l2003-28"),
    c.investigation.cited("c12-2"),
)
GK = (
    c.rated_well.cited("l2003-75"),
    c.conduct.cited("l2003-75"),
    c.discipline.cited("l2003-75"),
    c.investigation.cited("c12-2"),
)
GKTT = (
    c.unit_rated_well.cited("l2003-75"),
    c.conduct.cited("l2003-75"),
    c.investigation.cited("c12-2"),
)

A = RuleSet(
    "A",
    PARAMETERS,
    {"LDTT": LDTT, "CSTDCS": CSTDCS, "TTLDTT": TTLDTT, "GK": GK, "GKTT": GKTT},
    not_entered="not-entered-a",
)
