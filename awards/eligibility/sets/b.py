"""Set B: the Law of 2022, NĐ 98/2023, TT 01/2024; dossiers received from 01/01/2024 to 30/06/2025."""

from awards.eligibility.citations import Certainty
from awards.eligibility.combining import any_of
from awards.eligibility.conditions import collective, general, merits, titles, windows, worker
from awards.eligibility.parameters import ParameterValue
from awards.eligibility.rules import Reuse, Rule, RuleSet
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
    "cstdcs_needs_outstanding": ParameterValue("false", "Luật 2022, Điều 23", _C),
    "cstdcs_needs_ldtt": ParameterValue("true", "Luật 2022, Điều 23", _C),
    "cstdcs_quota_pct_of_ldtt": ParameterValue("15", "chưa thấy trong quy định mới; tỉnh có thể quy định", _M),
    "cstdcs_quota_blocks": ParameterValue("false", "chưa thấy trong quy định mới nên chỉ nhắc", _M),
    "cstdcs_quota_minimum": a.PARAMETERS["cstdcs_quota_minimum"],
    "cstd_tinh_consecutive_cstdcs": ParameterValue("3", "Luật 2022, Điều 22", _C),
    "cstdtq_consecutive_cstd_tinh": ParameterValue("2", "Luật 2022, Điều 21", _C),
    "cstd_tinh_needs_new_cstdcs": a.PARAMETERS["cstd_tinh_needs_new_cstdcs"],
    "cstdtq_within_years": ParameterValue("1", "Luật 2022, Điều 21: đề nghị ngay sau lần thứ hai", _C),
    "movement_awards_count_for_merit": ParameterValue("false", "NĐ 98/2023, Điều 4, khoản 3", _C),
    "consecutive_titles.BKT": ParameterValue("2", "Luật 2022, Điều 74, khoản 1, điểm d", _C),
    "window_years.BKT": ParameterValue("2", "Luật 2022, Điều 74, khoản 1, điểm d", _C),
    "window_rating.BKT": ParameterValue("outstanding", "Luật 2022, Điều 74, khoản 1, điểm d", _C),
    "window_initiatives.BKT": ParameterValue("2", "Luật 2022, Điều 74, khoản 1, điểm d", _C),
    "window_scope.BKT": ParameterValue("base", "Luật 2022, Điều 74, khoản 1, điểm d", _C),
    "consecutive_titles.BKTTT": ParameterValue("2", "Luật 2022, Điều 74, khoản 2", _M),
    "window_years.BKTTT": ParameterValue("2", "Luật 2022, Điều 74, khoản 2", _M),
    "window_rating.BKTTT": ParameterValue("outstanding", "Luật 2022, Điều 74, khoản 2", _M),
    "window_years.BKTTG": ParameterValue("5", "Luật 2022, Điều 73, khoản 1", _C),
    "window_rating.BKTTG": ParameterValue("good", "Luật 2022, Điều 73, khoản 1", _C),
    "window_cstdcs.BKTTG": ParameterValue("3", "Luật 2022, Điều 73, khoản 1", _C),
    "window_years.HCLD3": ParameterValue("5", "Luật 2022, Điều 44, khoản 1, điểm e", _C),
    "window_rating.HCLD3": ParameterValue("good", "Luật 2022, Điều 44, khoản 1, điểm e", _C),
    "window_outstanding.HCLD3": ParameterValue("1", "Luật 2022, Điều 44, khoản 1, điểm e", _C),
    "window_cstdcs.HCLD3": ParameterValue("3", "Luật 2022, Điều 44, khoản 1, điểm e", _C),
    "movement_years.COCP": ParameterValue("5", "Luật 2022, Điều 25", _C),
    "ttldtt_min_pct_ldtt": ParameterValue("≥70%", "Luật 2022, Điều 28, khoản 1", _C),
    "ttldxs_min_pct_ldtt": ParameterValue("≥70%", "Luật 2022, Điều 27", _C),
    "ttldxs_pct_ht": ParameterValue("≥100%", "Luật 2022, Điều 27", _C),
    "ttldxs_needs_cstdcs": ParameterValue("1", "Luật 2022, Điều 27", _C),
    "ttldxs_needs_ttldtt": ParameterValue("false", "Luật 2022, Điều 27", _C),
    "ttldxs_unit_rating": ParameterValue("outstanding", "Luật 2022, Điều 27", _C),
    "ttldxs_no_discipline": ParameterValue("true", "Luật 2022, Điều 27: chưa thấy quy định về kỷ luật", _M),
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
    "vote_threshold.TTLDXS": ParameterValue("≥0.80", _OWN_RULES, _M),
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


_REGISTERED = general.registered.cited("l2022-7")
_NO_CASE = general.investigation.cited("d98-4-4")
_DISCIPLINE = general.discipline.cited("d90-15")
_FREE = general.free_works.cited("l2022-5-2")
_HISTORY = general.history_sound.cited("l2022-5-2")
_PARTY = general.party_opinion.cited("d98-31")
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


_ORDERS_OF_COLLECTIVE = (
    windows.after_previous.cited("l2022-collective"),
    windows.other_grounds.cited("orders-other"),
    merits.collective_criteria.cited("l2022-collective"),
    _NO_CASE,
    _HISTORY,
)
RULES: dict[str, tuple[Rule, ...]] = {
    "LDTT": (
        _REGISTERED,
        worker.employment.cited("l2022-24"),
        worker.rated_well.cited("l2022-24-1a"),
        general.conduct.cited("l2022-24-1b"),
        worker.new_staff.cited("c01-new"),
        worker.absence.cited("d90-2-3"),
        worker.absence_days.cited("d91-leave-40"),
        worker.maternity.cited("d98-4-5"),
        worker.rescue.cited("c01-rescue"),
        worker.study.cited("c01-study"),
        worker.study_result.cited("study-result"),
        worker.moved.cited("moved-b"),
        worker.seconded.cited("moved-b"),
        _DISCIPLINE,
        _NO_CASE,
        general.facts_agree.cited("d90-2-3"),
    ),
    "CSTDCS": (
        _REGISTERED,
        titles.has_ldtt.cited("l2022-23"),
        titles.outstanding.cited("l2022-23"),
        titles.achievement.cited("l2022-23"),
        *_CLEAN,
        titles.quota.cited("l2022-23-quota"),
    ),
    "CSTDT": (
        _REGISTERED,
        titles.cstdcs_chain.cited("l2022-22"),
        titles.province_effect.cited("l2022-22"),
        *_CLEAN,
        _HISTORY,
        _PARTY,
    ),
    "CSTDTQ": (
        _REGISTERED,
        titles.cstdt_pair.cited("l2022-21"),
        titles.next_period.cited("l2022-21-next"),
        titles.nation_effect.cited("l2022-21"),
        *_CLEAN,
        _HISTORY,
        _PARTY,
    ),
    "GK": (merits.province_criteria.cited("l2022-75-2"), *_CLEAN),
    "BKT": (
        any_of(
            "grounds",
            merits.title_row.cited("l2022-74-1"),
            windows.good_years_in_a_row.cited("l2022-74-1"),
            merits.movement.cited("l2022-74-1"),
            merits.deed.cited("l2022-74-1"),
        ).cited("l2022-74-1"),
        *_CLEAN,
        _HISTORY,
    ),
    "BKTTG": (
        any_of(
            "grounds",
            windows.after_previous.cited("l2022-73-1"),
            merits.movement.cited("l2022-73-1"),
            merits.deed.cited("l2022-73-more"),
        ).cited("l2022-73-1"),
        *_CLEAN,
        _HISTORY,
        _PARTY,
    ),
    "HCLD3": _orders("l2022-44-1e"),
    "HCLD2": _orders("l2022-43"),
    "HCLD1": _orders("l2022-42"),
    "KNC": (merits.issuer_criteria.cited("l2022-71"), _NO_CASE),
    "TTLDTT": (
        _REGISTERED,
        collective.unit_rated_well.cited("l2022-28-1"),
        general.conduct.cited("l2022-28-1"),
        collective.ldtt_share.cited("l2022-28-1"),
        collective.members_discipline.cited("l2022-28-1"),
        _NO_CASE,
    ),
    "TTLDXS": (
        _REGISTERED,
        collective.has_ttldtt.cited("l2022-27"),
        collective.unit_rated_outstanding.cited("l2022-27"),
        general.conduct.cited("l2022-27"),
        collective.completed_share.cited("l2022-27"),
        collective.ldtt_share_outstanding.cited("l2022-27"),
        collective.has_cstdcs.cited("l2022-27"),
        collective.members_discipline_outstanding.cited("l2022-27-discipline"),
        _NO_CASE,
    ),
    "COT": (
        _REGISTERED,
        collective.bloc_leader.cited("l2022-26"),
        collective.targets_exceeded.cited("l2022-26-more"),
        _NO_CASE,
    ),
    "COCP": (
        _REGISTERED,
        any_of("grounds", collective.bloc_leader.cited("l2022-25"), merits.government_movement.cited("l2022-25")).cited(
            "l2022-25"
        ),
        collective.targets_exceeded.cited("l2022-25"),
        general.conduct.cited("l2022-25"),
        _NO_CASE,
    ),
    "GKTT": (merits.province_criteria.cited("l2022-75-2"), _NO_CASE, _FREE),
    "BKTTT": (
        any_of(
            "grounds",
            merits.title_row.cited("l2022-74-2"),
            windows.good_years_in_a_row.cited("l2022-74-2"),
            merits.movement.cited("l2022-74-2"),
            merits.deed.cited("l2022-74-2"),
        ).cited("l2022-74-2"),
        _NO_CASE,
        _FREE,
        _HISTORY,
    ),
    "BKTTGTT": _ORDERS_OF_COLLECTIVE,
    "HCLD3TT": _ORDERS_OF_COLLECTIVE,
    "HCLD2TT": _ORDERS_OF_COLLECTIVE,
    "HCLD1TT": _ORDERS_OF_COLLECTIVE,
}


REUSABLE: dict[str, Reuse] = {
    **{award: Reuse(reuse.awards, "reuse-b") for award, reuse in a.REUSABLE.items()},
    "BKT": Reuse(("CSTDCS",), "reuse-b-bkt"),
}
B = RuleSet("B", PARAMETERS, RULES, REUSABLE)
