"""Bad input to the pure law book: findings, TypeError or ValueError, never another crash; and the page of facts."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.eligibility import Facts, assess, sets
from awards.eligibility.__main__ import page
from awards.eligibility.facts import FACTS
from awards.eligibility.kinds import Rating
from awards.eligibility.parameters import AWARDS
from tests.awards.cases import BEST, finding, rated, received, report, works

WRONG = [
    ({"raiting": "good"}, TypeError, "Không có dữ kiện tên raiting"),
    ({"rating": "khá"}, ValueError, "Dữ kiện rating không nhận “khá”"),
    ({"rating": 3}, ValueError, "Dữ kiện rating không nhận “3”"),
    ({"rating": ["good"]}, ValueError, "Dữ kiện rating không nhận"),
    ({"members": "3"}, TypeError, "Dữ kiện members phải là int, không phải str"),
    ({"members": 3.0}, TypeError, "Dữ kiện members phải là int, không phải float"),
    ({"members": True}, TypeError, "Dữ kiện members phải là int, không phải bool"),
    ({"achievement_year": "2022"}, TypeError, "Dữ kiện achievement_year phải là int, không phải str"),
    ({"registered": 1}, TypeError, "Dữ kiện registered phải là bool, không phải int"),
    ({"registered": "true"}, TypeError, "Dữ kiện registered phải là bool, không phải str"),
    ({"members": -1}, ValueError, "không nhận số nhỏ hơn 0"),
    ({"absence_months": -3}, ValueError, "không nhận số nhỏ hơn 0"),
    # Lists of lines.
    ({"history": 5}, TypeError, "Dữ kiện history"),
    ({"history": "CSTDCS"}, TypeError, "Dữ kiện history: Mỗi dòng phải là một bảng"),
    ({"history": [5]}, TypeError, "Dữ kiện history: Mỗi dòng phải là một bảng"),
    ({"history": {"award": "LDTT", "year": 2020}}, TypeError, "Dữ kiện history: Mỗi dòng phải là một bảng"),
    ({"history": [{"award": "LDTT"}]}, TypeError, "Dữ kiện history: .*year"),
    ({"history": [{"award": "LDTT", "year": 2020, "place": "x"}]}, TypeError, "Dữ kiện history: .*place"),
    ({"history": received("LDTT", "2020")}, ValueError, "Dữ kiện history: Năm không nhận “2020”"),
    ({"history": received("LDTT", 1899)}, ValueError, "Dữ kiện history: Năm không nhận “1899”"),
    ({"history": received("LDTT", 2201)}, ValueError, "Dữ kiện history: Năm không nhận “2201”"),
    ({"history": received("LDTT", True)}, ValueError, "Dữ kiện history: Năm không nhận “True”"),
    ({"history": received("LDTT", None)}, ValueError, "Dữ kiện history: Năm không nhận “None”"),
    ({"history": received(["LDTT"], 2020)}, TypeError, "Dữ kiện history: Cần chữ, không phải list"),
    ({"history": received(5, 2020)}, TypeError, "Dữ kiện history: Cần chữ, không phải int"),
    ({"history": received("LDTT", 2020, revoked="false")}, TypeError, "Dữ kiện history: Đã thu hồi hay chưa"),
    ({"history": received("LDTT", 2020, occasion="khác")}, ValueError, "Dữ kiện history: 'khác'"),
    ({"history": received("LDTT", 2020, decided_on="20/12/2020")}, ValueError, "Dữ kiện history: Invalid isoformat"),
    ({"history": received("LDTT", 2020, decided_on=2020)}, TypeError, "Dữ kiện history: Ngày quyết định"),
    ({"history": received("LDTT", 2020, decided_on=datetime(2020, 1, 1))}, TypeError, "Dữ kiện history: Ngày"),  # noqa: DTZ001
    ({"past_ratings": rated("khá", 2020)}, ValueError, "Dữ kiện past_ratings: 'khá'"),
    ({"past_ratings": rated("good", 20.5)}, ValueError, "Dữ kiện past_ratings: Năm không nhận"),
    ({"works": works(2020, scope="world")}, ValueError, "Dữ kiện works: 'world'"),
    ({"works": works(2020, kind="idea")}, ValueError, "Dữ kiện works: 'idea'"),
    ({"works": works(2020, spent_on="CSTDCS")}, TypeError, "Dữ kiện works: Cần danh sách mã danh hiệu"),
    ({"works": works(2020, spent_on=[5])}, TypeError, "Dữ kiện works: Cần chữ, không phải int"),
    ({"works": [{"year": 2020, "title": 5}]}, TypeError, "Dữ kiện works: Cần chữ, không phải int"),
    ({"own_answers": ["k"]}, ValueError, "Dữ kiện own_answers"),
    ({"own_answers": 5}, TypeError, "Dữ kiện own_answers"),
    ({"own_answers": {"k": "true"}}, TypeError, "Dữ kiện own_answers: .*phải là bool, không phải str"),
]


@pytest.mark.parametrize(("values", "error", "words"), WRONG)
def test_wrong_facts_are_refused(values, error, words):
    with pytest.raises(error, match=words):
        Facts.from_dict(values)


def test_facts_that_contradict_are_findings():
    """Each is said, none decides in the candidate's favour."""
    rated_and_away = report("LDTT", "A", rating="good", absence_months=7)
    assert {one.key for one in rated_and_away.findings if one.answer != "yes"} == {"absence", "facts_agree"}
    assert rated_and_away.verdict == "not_eligible"
    for changes in (
        {"history": received("CSTDCS", 2020, 2021, 2022, 2022)},
        {"history": received("CSTDCS", 2020, 2021, 2022) + received("CSTĐCS", 2019)},
        {"history": received("CSTDCS", 2020, 2021, 2022, decided_on="2019-12-31")},
    ):
        assert finding("history_sound", "CSTDT", "B", **changes).answer == "unknown"
        assert report("CSTDT", "B", **changes).verdict == "undetermined"
    assert finding("ldtt_share", "TTLDTT", "B", members=3, members_ldtt=4).sentence.startswith("Số liệu chưa khớp")


def test_a_history_of_ten_thousand_lines():
    """Every award of the catalogue in every year, many times over: a finding that it cannot be."""
    many = [line for _ in range(5) for code in AWARDS for line in received(code, *range(1920, 2020))]
    assert len(many) > 10_000
    wrong = finding("history_sound", "BKTTG", "A", history=many, works=works(*[2020] * 10_000))
    assert wrong.answer == "unknown"
    assert wrong.sentence.startswith("Lịch sử khen thưởng chưa khớp: Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh")
    assert wrong.sentence.endswith("; và 2095 chỗ khác.")


@pytest.mark.parametrize("year", [0, 1, 99_999])
def test_a_year_that_cannot_be(year):
    """Nobody has titles that year; nothing is decided for the candidate and nothing breaks."""
    for award_code in AWARDS:
        for code in sets.SETS:
            assert report(award_code, code, achievement_year=year).findings
    assert report("CSTDT", "B", achievement_year=year).verdict != "eligible"


def test_a_fact_out_of_range_in_the_pure_part_only():
    assert assess("LDTT", Facts(), "A").verdict == "undetermined"
    assert {one.answer for one in assess("BKTTG", Facts(), "B").findings} == {"unknown"}


@pytest.mark.parametrize("award_code", AWARDS)
def test_facts_survive_storage(award_code):
    facts = Facts.from_dict(BEST[award_code] | {"own_answers": {"k": True}})
    stored = json.loads(json.dumps(facts.to_dict()))
    assert Facts.from_dict(stored) == facts
    assert set(stored) == set(FACTS)
    again = assess(award_code, Facts.from_dict(stored), "B")
    assert again == assess(award_code, facts, "B")


def test_facts_are_read_into_their_own_types():
    facts = Facts.from_dict({"rating": "good", "history": received("LDTT", 2020, decided_on="2020-12-20")})
    assert facts.rating is Rating.GOOD
    assert facts.history[0].decided_on.year == 2020
    assert {name for name, value in facts.to_dict().items() if value is not None} == {"rating", "history"}
    assert facts.to_dict()["history"] == [
        {"award": "LDTT", "year": 2020, "occasion": "merit", "decided_on": "2020-12-20", "revoked": False}
    ]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["award", "year", "rating"]), inner),
    max_leaves=3,
)


@settings(max_examples=60, deadline=None)
@given(
    values=st.dictionaries(st.sampled_from([*FACTS, "nothing"]), JUNK, max_size=3),
    award_code=st.sampled_from([*AWARDS]),
    code=st.sampled_from([*sets.SETS]),
)
def test_junk_is_refused_or_assessed(values, award_code, code):
    try:
        facts = Facts.from_dict(values)
    except (TypeError, ValueError):
        return
    report = assess(award_code, facts, code)
    assert (report.award_code, report.rule_set_code) == (award_code, code)
    assert report.findings


def test_the_page_of_facts_is_up_to_date():
    written = Path(__file__).parents[2] / "docs" / "facts.md"
    assert written.read_text(encoding="utf-8") == page()
