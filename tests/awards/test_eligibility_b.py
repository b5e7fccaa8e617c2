"""Rule set B: the Law of 2022, until 30/06/2025. Mostly where it parts from A."""

import pytest

from tests.awards.cases import answer, finding, report

NO_INITIATIVE = {"recognised_initiatives": 0, "accepted_projects": 0}


@pytest.mark.parametrize(
    ("key", "award_code", "changes", "expected"),
    [
        ("employment", "LDTT", {"employment": "contract_worker"}, "yes"),
        ("rating", "LDTT", {"rating": "good"}, "yes"),
        ("rating", "LDTT", {"rating": "completed"}, "no"),
        ("new_staff", "LDTT", {"recruited_in_year": True, "months_worked_since_recruitment": 6}, "yes"),
        ("new_staff", "LDTT", {"recruited_in_year": True, "months_worked_since_recruitment": 5}, "no"),
        ("absence", "LDTT", {"absence_months": 2}, "yes"),
        ("absence", "LDTT", {"absence_months": 3}, "no"),
        ("study", "LDTT", {"study_months": 12, "study_result": "good"}, "yes"),
        ("study", "LDTT", {"study_months": 12, "study_result": "below"}, "no"),
        ("discipline", "LDTT", {"discipline": "reprimand"}, "no"),
        ("investigation", "LDTT", {"under_investigation": True}, "no"),
        ("ldtt", "CSTDCS", {"ldtt_basis": "none"}, "no"),
        ("achievement", "CSTDCS", {**NO_INITIATIVE, "rating": "outstanding"}, "yes"),
        ("achievement", "CSTDCS", {**NO_INITIATIVE, "rating": "good"}, "no"),
        ("achievement", "CSTDCS", {**NO_INITIATIVE, "rating": None}, "unknown"),
        ("achievement", "CSTDCS", {"recognised_initiatives": 1, "rating": None}, "yes"),
        ("achievement", "CSTDCS", {"recognised_initiatives": 0, "accepted_projects": 1}, "yes"),
        ("ldtt_share", "TTLDTT", {"members": 10, "members_ldtt": 7}, "yes"),  # exactly 70 %
        ("ldtt_share", "TTLDTT", {"members": 10, "members_ldtt": 6}, "no"),
        ("ldtt_share", "TTLDTT", {"members": 1000, "members_ldtt": 699}, "no"),
        ("members_discipline", "TTLDTT", {"members_disciplined_from_warning": 1}, "no"),
        ("province_criteria", "GK", {}, "unknown"),
        ("province_criteria", "GKTT", {}, "unknown"),
        ("investigation", "GK", {"under_investigation": True}, "no"),
    ],
)
def test_both_sides_of_each_condition(key, award_code, changes, expected):
    assert answer(key, award_code, "B", **changes) == expected


@pytest.mark.parametrize("award_code", ["LDTT", "CSTDCS", "TTLDTT"])
def test_not_registered_is_only_a_reminder(award_code):
    unregistered = report(award_code, "B", registered=False)
    registered = next(one for one in unregistered.findings if one.key == "registered")
    assert (registered.answer, registered.blocking) == ("no", False)
    assert registered.sentence == "Không đăng ký thi đua năm 2022; chỉ nhắc, không loại."
    assert unregistered.verdict == "eligible"
    assert report(award_code, "B", registered=None).verdict == "eligible"


def test_outstanding_without_initiative_is_enough_only_after_2023():
    facts = {**NO_INITIATIVE, "rating": "outstanding"}
    assert report("CSTDCS", "A", **facts).verdict == "not_eligible"
    assert report("CSTDCS", "B", **facts).verdict == "eligible"


def test_six_months_of_new_staff_are_enough_only_after_2023():
    facts = {"recruited_in_year": True, "months_worked_since_recruitment": 6}
    assert report("LDTT", "A", **facts).verdict == "not_eligible"
    assert report("LDTT", "B", **facts).verdict == "eligible"


def test_sixty_per_cent_is_enough_only_before_2024():
    facts = {"members": 10, "members_ldtt": 6}
    assert report("TTLDTT", "A", **facts).verdict == "eligible"
    assert report("TTLDTT", "B", **facts).verdict == "not_eligible"


def test_over_the_quota_is_only_a_reminder():
    over = {"school_ldtt": 50, "school_cstdcs": 8}
    quota = finding("quota", "CSTDCS", "B", **over)
    assert (quota.answer, quota.blocking, quota.certainty) == ("no", False, "memory")
    assert report("CSTDCS", "B", **over).verdict == "eligible"
    assert report("CSTDCS", "A", **over).verdict == "not_eligible"


@pytest.mark.parametrize("award_code", ["GK", "GKTT"])
def test_giay_khen_waits_for_the_province(award_code):
    criteria = finding("province_criteria", award_code, "B")
    assert report(award_code, "B").verdict == "undetermined"
    assert criteria.sentence == "Tiêu chuẩn Giấy khen do tỉnh quy định chi tiết; chương trình chưa có quy định này."
    assert criteria.ask == "Sở Nội vụ cung cấp quy định của tỉnh về tiêu chuẩn Giấy khen."
    assert criteria.citation == "Luật Thi đua, khen thưởng 2022, Điều 75, khoản 2"


def test_sentence_of_a_missing_achievement_names_every_way():
    assert finding("achievement", "CSTDCS", "B", **NO_INITIATIVE).sentence == (
        "Có 0 sáng kiến được công nhận; 0 đề tài nghiệm thu năm 2022, xếp loại hoàn thành tốt nhiệm vụ; "
        "cần ít nhất một sáng kiến được công nhận hoặc đề tài nghiệm thu, hoặc hoàn thành xuất sắc nhiệm vụ."
    )
