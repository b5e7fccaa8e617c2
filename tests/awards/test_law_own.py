"""Conditions of the province and the school beside the law's: thresholds, questions, papers (no programming)."""

import pytest

from awards.eligibility import sets
from awards.eligibility.citations import Certainty
from awards.eligibility.facts import FACTS
from awards.eligibility.own import Comparison, OwnCondition, OwnKind, parse_threshold_value, threshold_facts
from tests.awards.cases import answer, finding, report

BASE = {"code": "k1", "citation": "Quy chế của Trường, mục 4", "certainty": Certainty.CONFIRMED}


def threshold(fact, value, comparison=Comparison.AT_LEAST, **more):
    given = {"kind": OwnKind.THRESHOLD, "words": "", "fact": fact, "value": value, "comparison": comparison}
    return OwnCondition(**BASE | given | more)


def question(words="Tham gia hội thao", kind=OwnKind.QUESTION, **more):
    return OwnCondition(**BASE | {"kind": kind, "words": words} | more)


def beside(award_code, *conditions, code="A"):
    return sets.get(code).with_own({award_code: tuple(one.rule() for one in conditions)})


AT_LEAST, AT_MOST = Comparison.AT_LEAST, Comparison.AT_MOST
THRESHOLDS = [
    ("recognised_initiatives", AT_LEAST, "2", 1, "no"),
    ("recognised_initiatives", AT_LEAST, "2", 2, "yes"),
    ("recognised_initiatives", AT_LEAST, "2", 3, "yes"),
    ("recognised_initiatives", AT_LEAST, "2", None, "unknown"),
    ("recognised_initiatives", AT_LEAST, "0", 0, "yes"),
    ("absence_days", AT_MOST, "20", 20, "yes"),
    ("absence_days", AT_MOST, "20", 21, "no"),
    ("absence_days", AT_MOST, "20", 0, "yes"),
    ("absence_days", AT_MOST, "0", 1, "no"),
    ("rating", AT_LEAST, "outstanding", "outstanding", "yes"),
    ("rating", AT_LEAST, "outstanding", "good", "no"),
    ("rating", AT_MOST, "good", "good", "yes"),
    ("rating", AT_MOST, "good", "outstanding", "no"),
    ("discipline", AT_MOST, "none", "none", "yes"),
    ("discipline", AT_MOST, "none", "reprimand", "no"),
    ("ldtt_basis", AT_LEAST, "recognised", "recommended", "no"),
    ("ldtt_basis", AT_LEAST, "recognised", "recognised", "yes"),
]


@pytest.mark.parametrize(("fact", "comparison", "value", "found", "expected"), THRESHOLDS)
def test_thresholds(fact, comparison, value, found, expected):
    law = beside("LDTT", threshold(fact, value, comparison))
    assert answer("own_k1", "LDTT", law, **{fact: found}) == expected


@pytest.mark.parametrize(
    ("kind", "given", "expected", "sentence"),
    [
        (OwnKind.QUESTION, True, "yes", "Đạt điều kiện riêng: Tham gia hội thao."),
        (OwnKind.QUESTION, False, "no", "Chưa đạt điều kiện riêng: Tham gia hội thao."),
        (OwnKind.QUESTION, None, "unknown", "Chưa rõ: điều kiện “Tham gia hội thao”."),
        (OwnKind.DOCUMENT, True, "yes", "Có giấy tờ: Tham gia hội thao."),
        (OwnKind.DOCUMENT, False, "no", "Thiếu giấy tờ: Tham gia hội thao."),
        (OwnKind.DOCUMENT, None, "unknown", "Chưa rõ: giấy tờ “Tham gia hội thao”."),
    ],
)
def test_questions_and_papers(kind, given, expected, sentence):
    law = beside("GK", question("Tham gia hội thao.", kind))
    answers = {} if given is None else {"k1": given, "other": not given}
    one = finding("own_k1", "GK", law, own_answers=answers)
    assert (one.answer, one.sentence) == (expected, sentence)
    assert one.citation == "Quy chế của Trường, mục 4"
    assert bool(one.ask) is (given is None)


def test_no_answers_at_all_are_unknown():
    assert answer("own_k1", "LDTT", beside("LDTT", question()), own_answers=None) == "unknown"


def test_a_blocking_condition_decides_and_a_reminder_does_not():
    blocking, reminder = (beside("LDTT", question(blocking=blocks)) for blocks in (True, False))
    for answers, verdict in [({"k1": True}, "eligible"), ({"k1": False}, "not_eligible"), ({}, "undetermined")]:
        assert report("LDTT", blocking, own_answers=answers).verdict == verdict
        assert report("LDTT", reminder, own_answers=answers).verdict == "eligible"
        assert finding("own_k1", "LDTT", reminder, own_answers=answers).blocking is False


def test_only_the_named_award_is_asked():
    assert answer("own_k1", "CSTDCS", beside("LDTT", question())) is None


def test_an_unsure_source_is_said_to_be_unsure():
    unsure = beside("LDTT", question(certainty=Certainty.SECOND_HAND))
    assert finding("own_k1", "LDTT", unsure, own_answers={"k1": True}).certainty_label == "cần thẩm tra"


@pytest.mark.parametrize(
    ("fact", "value", "found", "private"),
    [
        ("absence_months", "1", 2, True),
        ("absence_days", "5", 6, True),
        ("study_months", "3", 4, True),
        ("discipline", "none", "reprimand", True),
        ("old_unit_months", "3", 4, False),
        ("school_cstdcs", "3", 4, False),
    ],
)
def test_private_facts_are_not_told_in_short(fact, value, found, private):
    """Absences and discipline are for the person and the clerk."""
    one = finding("own_k1", "LDTT", beside("LDTT", threshold(fact, value, AT_MOST)), **{fact: found})
    assert one.answer == "no"
    short = "Chưa đạt một điều kiện riêng của quy chế."
    assert one.short_sentence == (short if private else one.sentence)
    assert one.sentence != short


def test_sentences_of_thresholds():
    rating = finding("own_k1", "LDTT", beside("LDTT", threshold("rating", "outstanding")))
    assert rating.sentence == (
        "Kết quả xếp loại năm: hoàn thành tốt nhiệm vụ; cần từ hoàn thành xuất sắc nhiệm vụ trở lên."
    )
    days = finding("own_k1", "LDTT", beside("LDTT", threshold("absence_months", "1", AT_MOST)))
    assert days.sentence.startswith("Thời gian nghỉ trong năm: 0 tháng")
    assert "cần không quá 1 tháng" in days.sentence


@pytest.mark.parametrize(("award_code", "key"), [("GK", "province_criteria"), ("KNC", "issuer_criteria")])
def test_criteria_nobody_could_read_are_open_until_written_down(award_code, key):
    """A condition that decides settles them; a reminder does not."""
    assert answer(key, award_code, "B") == "unknown"
    written = beside(award_code, question(), code="B")
    assert answer(key, award_code, written) is None
    assert report(award_code, written, own_answers={"k1": True}).verdict == "eligible"
    assert report(award_code, written, own_answers={"k1": False}).verdict == "not_eligible"
    only_reminded = beside(award_code, question(blocking=False), code="B")
    assert answer(key, award_code, only_reminded) == "unknown"
    assert report(award_code, only_reminded, own_answers={"k1": True}).verdict == "undetermined"


def test_criteria_of_collectives_are_open_until_written_down():
    written = beside("HCLD3TT", question(), code="B")
    assert answer("collective_criteria", "HCLD3TT", "B") == "unknown"
    assert answer("collective_criteria", "HCLD3TT", written) is None
    numbers = written.with_overrides({"window_years.HCLD3TT": "5", "window_rating.HCLD3TT": "outstanding"})
    assert report("HCLD3TT", numbers, own_answers={"k1": True}).verdict == "eligible"


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("rating", "khá", "không nhận “khá”"),
        ("rating", "", "không nhận “”"),
        ("members", "-1", "Ngưỡng phải là số nguyên từ 0 trở lên"),
        ("members", "1.5", "Ngưỡng phải là số nguyên từ 0 trở lên"),
        ("members", "²", "Ngưỡng phải là số nguyên từ 0 trở lên"),
        ("members", "9" * 5000, "Ngưỡng phải là số nguyên từ 0 trở lên"),
        ("registered", "true", "Không đặt ngưỡng trên dữ kiện “registered” được"),
        ("history", "3", "Không đặt ngưỡng trên dữ kiện “history” được"),
        ("occasion", "merit", "Không đặt ngưỡng trên dữ kiện “occasion” được"),
        ("achievement_year", "2022", "Không đặt ngưỡng trên dữ kiện “achievement_year” được"),
        ("nothing", "1", "Không đặt ngưỡng trên dữ kiện “nothing” được"),
    ],
)
def test_wrong_thresholds_are_refused(fact, value, words):
    with pytest.raises(ValueError, match=words):
        parse_threshold_value(fact, value)
    with pytest.raises(ValueError, match=words):
        threshold(fact, value)


def test_braces_in_words_are_harmless():
    rule = question("Có {giấy} mời").rule()
    assert rule.words(None) == "Có giấy mời."


def test_every_offered_fact_takes_a_threshold():
    """A number for a count, its own lowest value for what has an order."""
    assert {"rating", "members", "discipline", "absence_days", "ldtt_basis"} < set(threshold_facts())
    for fact in threshold_facts():
        kind = FACTS[fact].type
        lowest = 0 if kind is int else next(iter(kind))
        assert parse_threshold_value(fact, str(lowest)) == lowest
