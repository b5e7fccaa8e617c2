"""Set A: the Law of 2003 as amended, NĐ 91/2017; dossiers received to 31/12/2023."""

from awards.eligibility.citations import Certainty
from awards.eligibility.combining import any_of
from awards.eligibility.conditions import collective, general, merits, titles, windows, worker
from awards.eligibility.parameters import ParameterValue
from awards.eligibility.rules import Reuse, Rule, RuleSet

_C, _X, _M = Certainty.CONFIRMED, Certainty.SECTOR, Certainty.MEMORY
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
    "cstdcs_needs_outstanding": ParameterValue("false", "Luật 2003, Điều 23", _C),
    "cstdcs_needs_ldtt": ParameterValue("true", "Luật 2003, Điều 23", _C),
    "cstdcs_quota_pct_of_ldtt": ParameterValue("15", "NĐ 91/2017, Điều 9, khoản 3", _C),
    "cstdcs_quota_blocks": ParameterValue("true", "NĐ 91/2017, Điều 9, khoản 3", _C),
    "cstdcs_quota_minimum": ParameterValue("0", "luật không nói cách làm tròn; mặc định làm tròn xuống", _M),
    "cstd_tinh_consecutive_cstdcs": ParameterValue("3", "Luật 2003, Điều 22; NĐ 91/2017, Điều 9, khoản 2", _C),
    "cstdtq_consecutive_cstd_tinh": ParameterValue("2", "Luật 2003, Điều 21; NĐ 91/2017, Điều 9, khoản 1", _C),
    "cstd_tinh_needs_new_cstdcs": ParameterValue("true", "quy định trước năm 2017", _X),
    "cstdtq_within_years": ParameterValue("1", "hướng dẫn của ngành", _X),
    "movement_awards_count_for_merit": ParameterValue("true", "NĐ 91/2017, Điều 3", _M),
    "window_years.BKT": ParameterValue("2", "NĐ 91/2017, Điều 39", _M),
    "window_rating.BKT": ParameterValue("outstanding", "NĐ 91/2017, Điều 39", _M),
    "window_initiatives.BKT": ParameterValue("2", "NĐ 91/2017, Điều 39", _M),
    "window_scope.BKT": ParameterValue("base", "NĐ 91/2017, Điều 39", _M),
    "window_years.BKTTT": ParameterValue("2", "NĐ 91/2017, Điều 39", _M),
    "window_rating.BKTTT": ParameterValue("outstanding", "NĐ 91/2017, Điều 39", _M),
    "movement_years.BKTTG": ParameterValue("3", "NĐ 91/2017, Điều 38, khoản 1", _C),
    "window_years.BKTTG": ParameterValue("5", "NĐ 91/2017, Điều 38, khoản 1", _C),
    "window_rating.BKTTG": ParameterValue("outstanding", "NĐ 91/2017, Điều 38, khoản 1", _C),
    "window_initiatives.BKTTG": ParameterValue("5", "NĐ 91/2017, Điều 38, khoản 1", _C),
    "window_scope.BKTTG": ParameterValue("base", "NĐ 91/2017, Điều 38, khoản 1", _C),
    "window_years.HCLD3": ParameterValue("5", "NĐ 91/2017, Điều 24", _C),
    "window_rating.HCLD3": ParameterValue("outstanding", "NĐ 91/2017, Điều 24", _M),
    "window_initiatives.HCLD3": ParameterValue("2", "NĐ 91/2017, Điều 24", _C),
    "window_scope.HCLD3": ParameterValue("province", "NĐ 91/2017, Điều 24", _C),
    "window_years.HCLD2": ParameterValue("5", "NĐ 91/2017, Điều 22, 23", _M),
    "window_rating.HCLD2": ParameterValue("outstanding", "NĐ 91/2017, Điều 22, 23", _M),
    "window_initiatives.HCLD2": ParameterValue("3", "NĐ 91/2017, Điều 22, 23", _M),
    "window_scope.HCLD2": ParameterValue("province", "NĐ 91/2017, Điều 22, 23", _M),
    "window_years.HCLD1": ParameterValue("5", "NĐ 91/2017, Điều 22, 23", _M),
    "window_rating.HCLD1": ParameterValue("outstanding", "NĐ 91/2017, Điều 22, 23", _M),
    "window_initiatives.HCLD1": ParameterValue("4", "NĐ 91/2017, Điều 22, 23", _M),
    "window_scope.HCLD1": ParameterValue("province", "NĐ 91/2017, Điều 22, 23", _M),
    "movement_years.COCP": ParameterValue("5", "NĐ 91/2017, Điều 11: phong trào từ 5 năm", _C),
    "ttldtt_min_pct_ldtt": ParameterValue(">50%", "Luật 2003, Điều 28", _C),
    "ttldxs_min_pct_ldtt": ParameterValue("≥70%", "Luật 2003, Điều 27", _C),
    "ttldxs_pct_ht": ParameterValue("≥100%", "Luật 2003, Điều 27", _C),
    "ttldxs_needs_cstdcs": ParameterValue("1", "Luật 2003, Điều 27", _C),
    "ttldxs_needs_ttldtt": ParameterValue("true", "Luật 2003, Điều 27", _C),
    "ttldxs_unit_rating": ParameterValue("outstanding", "Luật 2003, Điều 27", _C),
    "ttldxs_no_discipline": ParameterValue("true", "Luật 2003, Điều 27", _C),
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

_REGISTERED = general.registered.cited("l2003-10-1")
_FREE = general.free_works.cited("c12-once")
_HISTORY = general.history_sound.cited("c12-once")
_PARTY = general.party_opinion.cited("party-a")
_NO_CASE = general.investigation.cited("c12-2")
_DISCIPLINE = general.discipline.cited("d91-10-discipline")
_CLEAN = (_DISCIPLINE, _NO_CASE, _FREE)


def _orders(citation: str) -> tuple[Rule, ...]:
    """A form that follows the one before it."""
    return (
        windows.after_previous.cited(citation),
        windows.other_grounds.cited("orders-other"),
        *_CLEAN,
        _HISTORY,
        _PARTY,
    )


def _orders_of_collective() -> tuple[Rule, ...]:
    return (
        windows.after_previous.cited("d91-collective"),
        merits.collective_criteria.cited("d91-collective"),
        windows.other_grounds.cited("orders-other"),
        _NO_CASE,
        _HISTORY,
    )


RULES: dict[str, tuple[Rule, ...]] = {
    "LDTT": (
        _REGISTERED,
        worker.employment_before_2024.cited("l2003-24-scope"),
        worker.rated_well.cited("l2003-24"),
        general.conduct.cited("l2003-24"),
        worker.new_staff.cited("d91-10-new"),
        worker.absence.cited("d90-2-3"),
        worker.absence_days.cited("d91-leave-40"),
        worker.maternity.cited("d91-10-4"),
        worker.rescue.cited("d91-10-2"),
        worker.study.cited("d91-10-study"),
        worker.study_result.cited("d91-10-study"),
        worker.moved.cited("moved-a"),
        worker.seconded.cited("moved-a"),
        _DISCIPLINE,
        _NO_CASE,
        general.facts_agree.cited("d90-2-3"),
    ),
    "CSTDCS": (
        _REGISTERED,
        titles.has_ldtt.cited("l2003-23"),
        titles.achievement.cited("l2003-23"),
        *_CLEAN,
        titles.quota.cited("d91-9-quota"),
    ),
    "CSTDT": (
        _REGISTERED,
        titles.cstdcs_chain.cited("l2003-22"),
        titles.province_effect.cited("l2003-22"),
        *_CLEAN,
        _HISTORY,
        _PARTY,
    ),
    "CSTDTQ": (
        _REGISTERED,
        titles.cstdt_pair.cited("l2003-21"),
        titles.next_period.cited("next-period"),
        titles.nation_effect.cited("l2003-21"),
        *_CLEAN,
        _HISTORY,
        _PARTY,
    ),
    "GK": (merits.merit_year.cited("l2003-75"), general.conduct.cited("l2003-75"), *_CLEAN),
    "BKT": (
        any_of(
            "grounds",
            windows.good_years_in_a_row.cited("d91-39"),
            merits.movement.cited("d91-39"),
            merits.deed.cited("d91-39"),
        ).cited("d91-39"),
        *_CLEAN,
        _HISTORY,
    ),
    "BKTTG": (
        any_of(
            "grounds",
            windows.after_previous.cited("d91-38-1"),
            merits.movement.cited("d91-38-1"),
            merits.deed.cited("d91-38-1"),
        ).cited("d91-38-1"),
        *_CLEAN,
        _HISTORY,
        _PARTY,
    ),
    "HCLD3": _orders("d91-24"),
    "HCLD2": _orders("d91-23"),
    "HCLD1": _orders("d91-22"),
    "KNC": (merits.issuer_criteria.cited("memorial-a"), _NO_CASE),
    "TTLDTT": (
        _REGISTERED,
        collective.unit_rated_well.cited("l2003-28"),
        general.conduct.cited("l2003-28"),
        collective.ldtt_share.cited("l2003-28"),
        collective.members_discipline.cited("l2003-28"),
        _NO_CASE,
    ),
    "TTLDXS": (
        _REGISTERED,
        collective.has_ttldtt.cited("l2003-27"),
        collective.unit_rated_outstanding.cited("l2003-27"),
        general.conduct.cited("l2003-27"),
        collective.completed_share.cited("l2003-27"),
        collective.ldtt_share_outstanding.cited("l2003-27"),
        collective.has_cstdcs.cited("l2003-27"),
        collective.members_discipline_outstanding.cited("l2003-27"),
        _NO_CASE,
    ),
    "COT": (_REGISTERED, collective.bloc_leader.cited("l2003-26"), general.conduct.cited("l2003-26"), _NO_CASE),
    "COCP": (
        _REGISTERED,
        any_of("grounds", collective.bloc_leader.cited("l2003-25"), merits.movement.cited("l2003-25")).cited(
            "l2003-25"
        ),
        general.conduct.cited("l2003-25"),
        collective.flag_quota.cited("l2003-25"),
        _NO_CASE,
    ),
    "GKTT": (merits.merit_year.cited("l2003-75"), general.conduct.cited("l2003-75"), _NO_CASE, _FREE),
    "BKTTT": (
        any_of(
            "grounds",
            windows.good_years_in_a_row.cited("d91-39"),
            merits.movement.cited("d91-39"),
            merits.deed.cited("d91-39"),
        ).cited("d91-39"),
        general.conduct.cited("d91-39"),
        _NO_CASE,
        _FREE,
        _HISTORY,
    ),
    "BKTTGTT": _orders_of_collective(),
    "HCLD3TT": _orders_of_collective(),
    "HCLD2TT": _orders_of_collective(),
    "HCLD1TT": _orders_of_collective(),
}

# Titles of a year lean on its initiatives; what leans on those titles counts the initiatives again.
REUSABLE: dict[str, Reuse] = {
    "CSTDT": Reuse(("CSTDCS",), "reuse-a"),
    "CSTDTQ": Reuse(("CSTDCS", "CSTDT"), "reuse-a"),
    "BKT": Reuse(("CSTDCS",), "reuse-a"),
    "BKTTG": Reuse(("CSTDCS", "CSTDT"), "reuse-a"),
    "HCLD3": Reuse(("CSTDCS", "CSTDT", "CSTDTQ"), "reuse-a"),
    "HCLD2": Reuse(("CSTDCS", "CSTDT", "CSTDTQ"), "reuse-a"),
    "HCLD1": Reuse(("CSTDCS", "CSTDT", "CSTDTQ"), "reuse-a"),
}

A = RuleSet("A", PARAMETERS, RULES, REUSABLE)
