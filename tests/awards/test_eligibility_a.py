"""Rule set A: the law in force for the 2022 campaign."""

import pytest

from awards.eligibility import sets
from tests.awards.cases import answer, finding, report

BOUNDARIES = [
    ("registered", "LDTT", {"registered": True}, "yes"),
    ("registered", "LDTT", {"registered": False}, "no"),
    ("registered", "CSTDCS", {"registered": False}, "no"),
    ("registered", "TTLDTT", {"registered": False}, "no"),
    ("employment", "LDTT", {"employment": "cadre"}, "yes"),
    ("employment", "LDTT", {"employment": "contract_worker"}, "yes"),
    ("rating", "LDTT", {"rating": "outstanding"}, "yes"),
    ("rating", "LDTT", {"rating": "good"}, "yes"),
    ("rating", "LDTT", {"rating": "completed"}, "no"),
    ("rating", "LDTT", {"rating": "not_completed"}, "no"),
    ("rating", "LDTT", {"rating": "not_rated"}, "no"),
    ("rating", "LDTT", {"rating": "not_rated", "maternity_leave": True}, "unknown"),
    ("rating", "LDTT", {"rating": "not_rated", "maternity_leave": None}, "unknown"),
    ("rating", "LDTT", {"rating": "not_rated", "study_months": 11}, "no"),
    ("rating", "LDTT", {"rating": "not_rated", "study_months": 12, "study_result": "good"}, "unknown"),
    ("rating", "GK", {"rating": "good"}, "yes"),
    ("rating", "GK", {"rating": "completed"}, "no"),
    ("conduct", "LDTT", {"conduct_confirmed": False}, "no"),
    ("new_staff", "LDTT", {"recruited_in_year": True, "months_worked_since_recruitment": 10}, "yes"),
    ("new_staff", "LDTT", {"recruited_in_year": True, "months_worked_since_recruitment": 9}, "no"),
    ("new_staff", "LDTT", {"recruited_in_year": False, "months_worked_since_recruitment": 9}, "yes"),
    ("absence", "LDTT", {"absence_months": 2}, "yes"),
    ("absence", "LDTT", {"absence_months": 3}, "no"),
    ("absence", "LDTT", {"absence_months": 5}, "no"),
    ("absence", "LDTT", {"absence_months": 6}, "no"),
    ("absence_days", "LDTT", {"absence_days": 40}, None),
    ("absence_days", "LDTT", {"absence_days": 41}, "yes"),
    ("maternity", "LDTT", {"maternity_leave": True}, "yes"),
    ("maternity", "LDTT", {"maternity_leave": False}, None),
    ("study", "LDTT", {"study_months": 0}, "yes"),
    ("study", "LDTT", {"study_months": 11, "study_result": "below"}, "yes"),
    ("study", "LDTT", {"study_months": 12, "study_result": "good"}, "yes"),
    ("study", "LDTT", {"study_months": 12, "study_result": "below"}, "no"),
    ("discipline", "LDTT", {"discipline": "none"}, "yes"),
    ("discipline", "LDTT", {"discipline": "reprimand"}, "no"),
    ("discipline", "LDTT", {"discipline": "warning"}, "no"),
    ("discipline", "LDTT", {"discipline": "dismissal_from_post"}, "no"),
    ("discipline", "GK", {"discipline": "reprimand"}, "no"),
    ("investigation", "LDTT", {"under_investigation": True}, "no"),
    ("investigation", "LDTT", {"under_investigation": False}, "yes"),
    ("ldtt", "CSTDCS", {"ldtt_basis": "none"}, "no"),
    ("ldtt", "CSTDCS", {"ldtt_basis": "verified"}, "yes"),
    ("ldtt", "CSTDCS", {"ldtt_basis": "recommended"}, "yes"),
    ("ldtt", "CSTDCS", {"ldtt_basis": "recognised"}, "yes"),
    ("achievement", "CSTDCS", {"recognised_initiatives": 1, "accepted_projects": 0}, "yes"),
    ("achievement", "CSTDCS", {"recognised_initiatives": 0, "accepted_projects": 1}, "yes"),
    ("achievement", "CSTDCS", {"recognised_initiatives": 0, "accepted_projects": 0}, "no"),
    # An outstanding rating stands for no initiative before 2024.
    ("achievement", "CSTDCS", {"recognised_initiatives": 0, "accepted_projects": 0, "rating": "outstanding"}, "no"),
    ("achievement", "CSTDCS", {"recognised_initiatives": None, "accepted_projects": 1}, "yes"),
    ("achievement", "CSTDCS", {"recognised_initiatives": None, "accepted_projects": 0}, "unknown"),
    ("quota", "CSTDCS", {"school_ldtt": 50, "school_cstdcs": 7}, "yes"),
    ("quota", "CSTDCS", {"school_ldtt": 50, "school_cstdcs": 8}, "no"),
    ("quota", "CSTDCS", {"school_ldtt": 50, "school_cstdcs": 8, "school_ldtt_basis": "verified"}, "unknown"),
    ("quota", "CSTDCS", {"school_ldtt": 6, "school_cstdcs": 1}, "no"),
    ("quota", "CSTDCS", {"school_ldtt": 7, "school_cstdcs": 1}, "yes"),
    ("unit_rating", "TTLDTT", {"unit_rating": "good"}, "yes"),
    ("unit_rating", "TTLDTT", {"unit_rating": "completed"}, "no"),
    ("unit_rating", "GKTT", {"unit_rating": "completed"}, "no"),
    ("ldtt_share", "TTLDTT", {"members": 10, "members_ldtt": 5}, "no"),  # exactly half is not more than half
    ("ldtt_share", "TTLDTT", {"members": 10, "members_ldtt": 6}, "yes"),
    ("ldtt_share", "TTLDTT", {"members": 9, "members_ldtt": 5}, "yes"),
    ("ldtt_share", "TTLDTT", {"members": 9, "members_ldtt": 4}, "no"),
    ("ldtt_share", "TTLDTT", {"members": 0, "members_ldtt": 0}, "unknown"),
    ("ldtt_share", "TTLDTT", {"members": 3, "members_ldtt": 4}, "unknown"),
    ("members_discipline", "TTLDTT", {"members_disciplined_from_warning": 0}, "yes"),
    ("members_discipline", "TTLDTT", {"members_disciplined_from_warning": 1}, "no"),
]


@pytest.mark.parametrize(("key", "award_code", "changes", "expected"), BOUNDARIES)
def test_both_sides_of_each_condition(key, award_code, changes, expected):
    assert answer(key, award_code, "A", **changes) == expected


@pytest.mark.parametrize("award_code", ["LDTT", "CSTDCS", "TTLDTT", "GK", "GKTT"])
def test_who_meets_everything_is_eligible(award_code):
    assert report(award_code, "A").verdict == "eligible"
    assert {one.answer for one in report(award_code, "A").findings} == {"yes"}


@pytest.mark.parametrize("award_code", ["LDTT", "CSTDCS", "TTLDTT"])
def test_not_registered_is_not_eligible(award_code):
    assert report(award_code, "A", registered=False).verdict == "not_eligible"


def test_registration_is_not_asked_for_a_giay_khen():
    assert report("GK", "A", registered=False).verdict == "eligible"


@pytest.mark.parametrize(
    ("key", "award_code", "changes", "sentence"),
    [
        ("registered", "LDTT", {}, "Có đăng ký thi đua năm 2022."),
        ("registered", "LDTT", {"achievement_year": None}, "Có đăng ký thi đua trong năm."),
        (
            "rating",
            "LDTT",
            {"rating": "completed"},
            "Xếp loại hoàn thành nhiệm vụ; cần hoàn thành tốt nhiệm vụ trở lên.",
        ),
        (
            "new_staff",
            "LDTT",
            {"recruited_in_year": True, "months_worked_since_recruitment": 9},
            "Mới tuyển dụng, đã công tác 9 tháng; cần từ 10 tháng.",
        ),
        ("ldtt", "CSTDCS", {"ldtt_basis": "verified"}, "Đạt “Lao động tiên tiến” cùng năm (đã thẩm định)."),
        ("ldtt", "CSTDCS", {"ldtt_basis": "recognised"}, "Đạt “Lao động tiên tiến” cùng năm (đã công nhận)."),
        (
            "achievement",
            "CSTDCS",
            {"recognised_initiatives": 0},
            "Có 0 sáng kiến được công nhận; 0 đề tài nghiệm thu năm 2022; "
            "cần ít nhất một sáng kiến được công nhận hoặc đề tài nghiệm thu.",
        ),
        (
            "quota",
            "CSTDCS",
            {"school_ldtt": 50, "school_cstdcs": 8},
            "Cả Trường đề nghị 8 “Chiến sĩ thi đua cơ sở”; "
            "nhiều nhất 7 (15% của 50 “Lao động tiên tiến” được Hội đồng đề nghị).",
        ),
        (
            "ldtt_share",
            "TTLDTT",
            {"members": 9, "members_ldtt": 5},
            "5/9 = 55,6% thành viên đạt “Lao động tiên tiến” (được Hội đồng đề nghị), cần trên 50%.",
        ),
        (
            "ldtt_share",
            "TTLDTT",
            {"members": 9, "members_ldtt": 5, "members_not_considered": 2},
            "5/9 = 55,6% thành viên đạt “Lao động tiên tiến” (được Hội đồng đề nghị), cần trên 50%. "
            "Tính cả 2 người không thuộc diện xét.",
        ),
    ],
)
def test_sentences_show_what_was_found(key, award_code, changes, sentence):
    assert finding(key, award_code, "A", **changes).sentence == sentence


def test_certainty_of_the_citation_and_of_the_values_read():
    assert finding("registered", "LDTT", "A").certainty == "confirmed"
    assert finding("employment", "LDTT", "A").certainty == "confirmed"
    assert finding("employment", "LDTT", "A", employment="contract_worker").certainty == "memory"
    assert finding("rating", "LDTT", "A").certainty == "memory"  # "hoàn thành tốt" read as a rating
    assert finding("conduct", "GK", "A").certainty_label == "cần thẩm tra"  # criteria of Giấy khen
    assert finding("ldtt_share", "TTLDTT", "A").certainty == "confirmed"
    assert finding("ldtt_share", "TTLDTT", "A", members_not_considered=2).certainty == "memory"


def test_denominator_without_those_not_considered():
    own = sets.get("A").with_overrides({"denominator_excludes_not_considered": "true"})
    from_all = {"members": 10, "members_ldtt": 5}
    assert answer("ldtt_share", "TTLDTT", "A", members_not_considered=1, **from_all) == "no"
    assert answer("ldtt_share", "TTLDTT", own, members_not_considered=1, **from_all) == "yes"
    assert answer("ldtt_share", "TTLDTT", own, members_not_considered=None, **from_all) == "unknown"
    assert finding("ldtt_share", "TTLDTT", own, members_not_considered=1, **from_all).sentence == (
        "5/9 = 55,6% thành viên đạt “Lao động tiên tiến” (được Hội đồng đề nghị), cần trên 50%. "
        "Không tính 1 người không thuộc diện xét."
    )


@pytest.mark.parametrize(
    ("overrides", "key", "award_code", "changes", "expected"),
    [
        ({"leave_40_days_excludes": "true"}, "absence_days", "LDTT", {"absence_days": 40}, "yes"),
        ({"leave_40_days_excludes": "true"}, "absence_days", "LDTT", {"absence_days": 41}, "no"),
        ({"leave_40_days_excludes": "true"}, "absence_days", "LDTT", {"absence_days": None}, "unknown"),
        ({"maternity_counts": "false"}, "maternity", "LDTT", {"maternity_leave": True}, "unknown"),
        ({"ldtt_excluded_discipline_from": "warning"}, "discipline", "LDTT", {"discipline": "reprimand"}, "yes"),
        (
            {"not_considered_if_under_investigation": "false"},
            "investigation",
            "LDTT",
            {"under_investigation": True},
            None,
        ),
        ({"cstdcs_quota_minimum": "1"}, "quota", "CSTDCS", {"school_ldtt": 6, "school_cstdcs": 1}, "yes"),
        ({"ttldtt_min_pct_ldtt": "≥50%"}, "ldtt_share", "TTLDTT", {"members": 10, "members_ldtt": 5}, "yes"),
        ({"collective_no_discipline_from": "reprimand"}, "members_discipline", "TTLDTT", {}, "unknown"),
        (
            {"ldtt_min_months_new_staff": "11"},
            "new_staff",
            "LDTT",
            {"recruited_in_year": True, "months_worked_since_recruitment": 10},
            "no",
        ),
    ],
)
def test_overrides_are_obeyed(overrides, key, award_code, changes, expected):
    assert answer(key, award_code, sets.get("A").with_overrides(overrides), **changes) == expected
