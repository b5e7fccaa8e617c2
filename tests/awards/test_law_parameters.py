"""Values over a set's defaults are obeyed, cited, checked; what a report used is stored beside it."""

import json
from dataclasses import dataclass

import pytest

from awards.eligibility import Finding, sets
from awards.eligibility.citations import Certainty
from awards.eligibility.own_values import own_values
from awards.eligibility.parameters import KEYS, ParameterValue
from awards.eligibility.rating_values import rating_values
from tests.awards.cases import answer, finding, report

OVERRIDES = [
    ({"leave_40_days_excludes": "true"}, "LDTT", "absence_days", {"absence_days": 40}, "yes"),
    ({"leave_40_days_excludes": "true"}, "LDTT", "absence_days", {"absence_days": 41}, "no"),
    ({"leave_40_days_excludes": "true"}, "LDTT", "absence_days", {"absence_days": None}, "unknown"),
    ({"maternity_counts": "false"}, "LDTT", "maternity", {"maternity_leave": True}, "unknown"),
    ({"maternity_counts": "false"}, "LDTT", "maternity", {"maternity_leave": None}, "unknown"),
    ({"maternity_counts": "false"}, "LDTT", "maternity", {"maternity_leave": False}, None),
    ({"ldtt_excluded_discipline_from": "warning"}, "LDTT", "discipline", {"discipline": "reprimand"}, "yes"),
    ({"ldtt_excluded_discipline_from": "warning"}, "LDTT", "discipline", {"discipline": "warning"}, "no"),
    ({"not_considered_if_under_investigation": "false"}, "LDTT", "investigation", {"under_investigation": True}, None),
    ({"ldtt_min_rating": "completed"}, "LDTT", "rating", {"rating": "completed"}, "yes"),
    ({"rating_months_not_good": "4"}, "LDTT", "absence", {"absence_months": 3}, "yes"),
    ({"rating_months_not_good": "4"}, "LDTT", "absence", {"absence_months": 4}, "no"),
    ({"cstdcs_quota_pct_of_ldtt": "20"}, "CSTDCS", "quota", {"school_ldtt": 50, "school_cstdcs": 10}, "yes"),
    ({"cstdcs_quota_pct_of_ldtt": "20"}, "CSTDCS", "quota", {"school_ldtt": 50, "school_cstdcs": 11}, "no"),
    ({"cstd_tinh_consecutive_cstdcs": "4"}, "CSTDT", "cstdcs_chain", {}, "no"),
    ({"cstdtq_consecutive_cstd_tinh": "3"}, "CSTDTQ", "cstdt_pair", {}, "no"),
    ({"cstdtq_within_years": "0"}, "CSTDTQ", "next_period", {"achievement_year": 2023}, "no"),
    ({"window_initiatives.BKT": "3"}, "BKT", "grounds", {}, "no"),
]


@pytest.mark.parametrize(("overrides", "award_code", "key", "changes", "expected"), OVERRIDES)
def test_other_values_are_obeyed(overrides, award_code, key, changes, expected):
    assert answer(key, award_code, sets.get("A").with_overrides(overrides), **changes) == expected


def test_a_value_of_our_own_is_cited_beside_the_law():
    """Who reads “cần từ 9 tháng” finds where the nine are written."""
    own = ParameterValue("9", "Quy chế của Trường, mục 2", Certainty.CONFIRMED)
    law = sets.get("A").with_overrides({"ldtt_min_months_new_staff": own})
    new = {"recruited_in_year": True, "months_worked_since_recruitment": 9}
    assert finding("new_staff", "LDTT", law, **new).citation == (
        "Nghị định 91/2017/NĐ-CP, Điều 10: mới tuyển dụng dưới 10 tháng; Quy chế của Trường, mục 2"
    )
    assert finding("rating", "LDTT", law).citation == finding("rating", "LDTT", "A").citation


def test_a_report_keeps_the_values_it_used_and_survives_storage():
    result = report("TTLDTT", "B")
    assert result.parameters == {
        "registration_required": "false",
        "ttldtt_min_pct_ldtt": "≥70%",
        "collective_no_discipline_from": "warning",
        "not_considered_if_under_investigation": "true",
    }
    stored = json.loads(json.dumps([one.to_dict() for one in result.findings]))
    assert tuple(Finding.from_dict(one) for one in stored) == result.findings


@dataclass
class Row:
    rule_set: str
    key: str
    value: str
    source: str = "Quy chế của Trường"
    certainty: str = "second_hand"


def test_stored_rows_override_their_own_set_and_the_last_wins():
    rows = [
        Row("A", "ldtt_min_months_new_staff", "8"),
        Row("A", "ldtt_min_months_new_staff", "9"),
        Row("B", "registration_required", "true"),
    ]
    law = sets.resolve("A", rows)
    assert law.whole("ldtt_min_months_new_staff") == 9
    assert law.parameter("ldtt_min_months_new_staff") == ParameterValue(
        "9", "Quy chế của Trường", Certainty.SECOND_HAND
    )
    assert sets.get("A").whole("ldtt_min_months_new_staff") == 10
    assert law.flag("registration_required") is True
    new = {"recruited_in_year": True, "months_worked_since_recruitment": 9}
    assert (finding("new_staff", "LDTT", law, **new).answer, finding("new_staff", "LDTT", "A", **new).answer) == (
        "yes",
        "no",
    )
    assert finding("new_staff", "LDTT", law, **new).certainty == "second_hand"


@pytest.mark.parametrize(
    ("key", "value", "error", "words"),
    [
        ("no_such_key", "1", KeyError, "Không có tham số tên no_such_key"),
        ("vote_threshold", ">0.5", KeyError, "phải kèm mã danh hiệu"),
        ("vote_threshold.XX", ">0.5", KeyError, "phải kèm mã danh hiệu"),
        ("quorum.LDTT", "2/3", KeyError, "không kèm mã danh hiệu"),
        ("vote_threshold.LDTT", "0.5", ValueError, "phải viết như >0.5 hoặc ≥0.8"),
        ("vote_threshold.LDTT", "≥2", ValueError, "không đạt được"),
        ("quorum", "hai phần ba", ValueError, "phải viết như 2/3, 0.8 hoặc 80%"),
        ("quorum", "2/0", ValueError, "phải viết như 2/3, 0.8 hoặc 80%"),
        ("registration_required", "có", ValueError, "chỉ nhận true hoặc false"),
        ("ldtt_min_months_new_staff", "-1", ValueError, "phải là số nguyên từ 0 trở lên"),
        ("ldtt_min_rating", "khá", ValueError, "Tham số ldtt_min_rating không nhận “khá”"),
        ("form_tap_the", " ", ValueError, "không được trống"),
    ],
)
def test_wrong_overrides_are_refused(key, value, error, words):
    with pytest.raises(error, match=words):
        sets.get("A").with_overrides({key: value})


@pytest.mark.parametrize("text", [">= 80%", "≥0.8", "≥0,80", "≥4/5", " ≥ 80% "])
def test_thresholds_may_be_written_in_several_ways(text):
    own = sets.get("A").with_overrides({"vote_threshold.LDTT": text})
    assert sets.vote_threshold("LDTT", own) == sets.vote_threshold("CSTDCS", "A")


def test_a_value_the_law_does_not_give_is_not_invented():
    with pytest.raises(KeyError, match="Bộ quy định A chưa có tham số publicity_days_state_level"):
        sets.get("A").whole("publicity_days_state_level")
    with pytest.raises(KeyError, match="Không có danh hiệu mang mã XX"):
        sets.vote_threshold("XX", "A")


def test_every_key_has_a_value_in_some_set():
    given_keys = {key.partition(".")[0] for one in sets.SETS.values() for key in one.parameters}
    given_keys |= {key for code in sets.SETS for key in rating_values(code) | own_values(code)}
    assert given_keys == set(KEYS)
