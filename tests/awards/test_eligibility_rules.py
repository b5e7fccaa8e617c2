"""What holds for every rule: unknown is not no, reasons stay private, overrides are checked."""

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.eligibility import Facts, Finding, assess, sets
from awards.eligibility.citations import Certainty
from awards.eligibility.facts import FACTS, Ranked, Rating
from awards.eligibility.parameters import AWARDS, KEYS, ParameterValue
from tests.awards.cases import BEST, finding, report

CASES = [(award_code, code) for code in ("A", "B") for award_code in BEST]


def _values(fact):
    if issubclass(fact.type, Ranked):
        return st.sampled_from(list(fact.type))
    return st.booleans() if fact.type is bool else st.integers(0, 60)


FACTS_DRAWN = st.fixed_dictionaries({name: st.none() | _values(fact) for name, fact in FACTS.items()})


@given(facts=FACTS_DRAWN, case=st.sampled_from(CASES), name=st.sampled_from(list(FACTS)))
def test_forgetting_a_fact_never_makes_a_new_yes_or_no(facts, case, name):
    before = {one.key: one.answer for one in assess(case[0], Facts(**facts), case[1]).findings}
    after = {one.key: one.answer for one in assess(case[0], Facts(**{**facts, name: None}), case[1]).findings}
    for key, answer in after.items():
        assert answer in ("unknown", before.get(key)), (key, before.get(key), answer)


@given(
    facts=FACTS_DRAWN, case=st.sampled_from(CASES), ratings=st.lists(st.sampled_from(Rating), min_size=2, max_size=2)
)
def test_a_better_rating_never_turns_yes_into_no(facts, case, ratings):
    low, high = sorted(ratings, key=lambda rating: rating.rank)
    for name in ("rating", "unit_rating"):
        worse = {one.key: one.answer for one in assess(case[0], Facts(**{**facts, name: low}), case[1]).findings}
        better = {one.key: one.answer for one in assess(case[0], Facts(**{**facts, name: high}), case[1]).findings}
        assert [key for key in worse if (worse[key], better.get(key)) == ("yes", "no")] == []


@given(facts=FACTS_DRAWN, case=st.sampled_from(CASES))
def test_the_verdict_follows_from_the_findings(facts, case):
    result = assess(case[0], Facts(**facts), case[1])
    answers = [one.answer for one in result.findings if one.blocking]
    expected = "not_eligible" if "no" in answers else "undetermined" if "unknown" in answers else "eligible"
    assert result.verdict == expected


@given(facts=FACTS_DRAWN, case=st.sampled_from(CASES))
def test_short_sentences_hold_no_private_reason(facts, case):
    for one in assess(case[0], Facts(**facts), case[1]).findings:
        text = one.short_sentence.lower()
        words = ("thai sản", "nghỉ ốm", "khiển trách", "cách chức", "buộc thôi việc", "đơn thư", "đi học", "điều tra")
        if one.answer != "unknown":
            assert [word for word in words if word in text] == []
        assert "thai sản" not in text
        assert one.sentence.endswith(".")
        assert one.short_sentence.endswith(".")


@given(facts=FACTS_DRAWN, case=st.sampled_from(CASES))
def test_unknown_findings_say_who_supplies(facts, case):
    for one in assess(case[0], Facts(**facts), case[1]).findings:
        assert bool(one.ask) is (one.answer == "unknown")
        assert [name for name in one.missing if facts[name] is not None] == []


# Each fact alone, with the finding that cannot do without it.
NEEDED = [
    ("LDTT", "registered", "registered"),
    ("LDTT", "employment", "employment"),
    ("LDTT", "rating", "rating"),
    ("LDTT", "conduct_confirmed", "conduct"),
    ("LDTT", "recruited_in_year", "new_staff"),
    ("LDTT", "absence_months", "absence"),
    ("LDTT", "study_months", "study"),
    ("LDTT", "discipline", "discipline"),
    ("LDTT", "under_investigation", "investigation"),
    ("CSTDCS", "ldtt_basis", "ldtt"),
    ("CSTDCS", "school_ldtt", "quota"),
    ("CSTDCS", "school_ldtt_basis", "quota"),
    ("CSTDCS", "school_cstdcs", "quota"),
    ("TTLDTT", "registered", "registered"),
    ("TTLDTT", "unit_rating", "unit_rating"),
    ("TTLDTT", "members", "ldtt_share"),
    ("TTLDTT", "members_ldtt", "ldtt_share"),
    ("TTLDTT", "members_ldtt_basis", "ldtt_share"),
    ("TTLDTT", "members_disciplined_from_warning", "members_discipline"),
]


@pytest.mark.parametrize("code", ["A", "B"])
@pytest.mark.parametrize(("award_code", "fact", "key"), NEEDED)
def test_a_missing_fact_is_unknown_and_named(award_code, fact, key, code):
    one = finding(key, award_code, code, **{fact: None})
    assert (one.answer, one.missing, one.ask) == ("unknown", (fact,), FACTS[fact].supplier)
    assert one.sentence == f"Chưa rõ: {FACTS[fact].label}."
    assert report(award_code, code, **{fact: None}).verdict == ("undetermined" if one.blocking else "eligible")


def test_new_staff_and_long_study_need_their_second_fact():
    new = {"recruited_in_year": True, "months_worked_since_recruitment": None}
    assert finding("new_staff", "LDTT", "A", **new).missing == ("months_worked_since_recruitment",)
    assert finding("study", "LDTT", "A", study_months=12, study_result=None).missing == ("study_result",)


def test_the_sentence_for_a_missing_rating():
    one = finding("rating", "LDTT", "A", rating=None)
    assert one.sentence == "Chưa rõ: kết quả xếp loại năm."
    assert one.ask == "Phòng Tổ chức, Hành chính cung cấp kết quả xếp loại."


@pytest.mark.parametrize(
    ("changes", "key", "full", "short"),
    [
        (
            {"discipline": "reprimand"},
            "discipline",
            "Bị kỷ luật khiển trách trong năm; không xét từ khiển trách trở lên.",
            "Chưa đạt một điều kiện chung; lý do chỉ báo cho người được đề nghị và Thường trực Hội đồng.",
        ),
        (
            {"absence_months": 4},
            "absence",
            "Nghỉ 4 tháng trong năm; nghỉ từ 3 đến dưới 6 tháng thì không xếp loại hoàn thành tốt trở lên.",
            "Chưa đạt điều kiện về thời gian làm việc trong năm.",
        ),
        (
            {"maternity_leave": True},
            "maternity",
            "Nghỉ thai sản theo chế độ được tính là thời gian làm việc.",
            "Đạt điều kiện về thời gian làm việc trong năm.",
        ),
    ],
)
def test_full_and_short_sentences(changes, key, full, short):
    one = finding(key, "LDTT", "A", **changes)
    assert (one.sentence, one.short_sentence) == (full, short)


@pytest.mark.parametrize("code", ["A", "B"])
@pytest.mark.parametrize("award_code", sorted(BEST))
@pytest.mark.parametrize("facts", [{}, {"discipline": "warning", "under_investigation": True, "absence_months": 7}])
def test_no_two_full_sentences_are_alike(award_code, code, facts):
    facts = {name: value for name, value in facts.items() if BEST[award_code].get(name) is not None}
    sentences = [one.sentence for one in report(award_code, code, **facts).findings]
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize("code", ["A", "B"])
@pytest.mark.parametrize("award_code", sorted(set(AWARDS) - set(BEST)))
def test_awards_not_entered_are_undetermined(award_code, code):
    result = assess(award_code, Facts(), code)
    assert [(one.key, one.answer) for one in result.findings] == [("not_entered", "unknown")]
    assert result.verdict == "undetermined"
    assert result.findings[0].sentence == (
        f"Điều kiện của {AWARDS[award_code]} theo bộ quy định {code} chưa được nhập vào chương trình."
    )


def test_unknown_codes_are_refused():
    with pytest.raises(KeyError, match="Không có danh hiệu mang mã LĐTT"):
        assess("LĐTT", Facts(), "A")
    with pytest.raises(KeyError, match="Không có bộ quy định mang mã Z"):
        assess("LDTT", Facts(), "Z")


def test_facts_from_and_to_plain_values():
    facts = Facts.from_dict({"rating": "good", "members": 3, "registered": False})
    assert facts.rating is Rating.GOOD
    stored = json.loads(json.dumps(facts.to_dict()))
    assert Facts.from_dict(stored) == facts
    assert set(stored) == set(FACTS)
    assert {name for name, value in stored.items() if value is not None} == {"rating", "members", "registered"}


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        ({"raiting": "good"}, TypeError, "Không có dữ kiện tên raiting"),
        ({"rating": "khá"}, ValueError, "Dữ kiện rating không nhận “khá”"),
        ({"members": "3"}, TypeError, "Dữ kiện members phải là int, không phải str"),
        ({"members": True}, TypeError, "Dữ kiện members phải là int, không phải bool"),
        ({"registered": 1}, TypeError, "Dữ kiện registered phải là bool, không phải int"),
        ({"members": -1}, ValueError, "không nhận số nhỏ hơn 0"),
    ],
)
def test_wrong_facts_are_refused(values, error, words):
    with pytest.raises(error, match=words):
        Facts.from_dict(values)


def test_labels_belong_to_their_own_list():
    assert Rating.GOOD.label == "hoàn thành tốt nhiệm vụ"
    assert [str(one) for one in FACTS["study_result"].type] == ["below", "good"]
    assert FACTS["study_result"].type("good").label == "khá trở lên"
    assert FACTS["discipline"].type("none").label == "không bị kỷ luật"
    assert FACTS["ldtt_basis"].type("none").label == "chưa có"


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
    assert given_keys == set(KEYS)
