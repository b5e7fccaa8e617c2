"""The year's rating against dated facts: each rule on both sides of its boundary, and what it rests on."""

from datetime import date

import pytest

from campaigns.rating_check import Kind, Person, Rules, School, Value, check_person, check_school, check_unit
from campaigns.rating_check.decrees import DECREES, DUE, NOT_GOOD_FROM, SHARE, decree_of
from campaigns.rating_check.working_time import COUNTS_AS_WORK, worked_months

DECEMBER = date(2022, 12, 10)
LONG_HERE = date(2015, 9, 1)


def keys(person, year=2022, today=DECEMBER, own=None):
    return [one.key for one in check_person(person, Rules.of(year, own), today)]


def one(person, year=2022, today=DECEMBER, own=None):
    (found,) = check_person(person, Rules.of(year, own), today)
    return found


def somebody(**facts):
    return Person(**({"joined_on": LONG_HERE, "level": "good"} | facts))


def away(first, last, kind="sick"):
    return ((kind, date(2022, *first), date(2022, *last)),)


@pytest.mark.parametrize(
    ("first", "last", "level", "expected"),
    [
        ((3, 1), (5, 29), "good", []),  # two months and 29 days
        ((3, 1), (5, 31), "good", ["not_good"]),
        ((3, 1), (5, 31), "outstanding", ["not_good"]),
        ((3, 1), (5, 31), "completed", []),
        ((1, 1), (6, 29), "good", ["not_good"]),
        ((1, 1), (6, 30), "completed", ["not_rated"]),
        ((1, 1), (6, 30), "not_rated", []),
        ((1, 1), (6, 29), "not_rated", ["left_out"]),
    ],
)
def test_months_away(first, last, level, expected):
    assert keys(somebody(absences=away(first, last), level=level)) == expected


@pytest.mark.parametrize("kind", sorted(COUNTS_AS_WORK - {"maternity"}))
def test_what_counts_as_work_is_not_held_against_anybody(kind):
    assert keys(somebody(absences=away((1, 1), (11, 30), kind), level="outstanding")) == []


def test_maternity_is_said_to_the_person_and_the_clerk_alone():
    found = one(somebody(absences=away((1, 1), (6, 30), "maternity")))
    assert (found.key, found.kind, found.short) == ("maternity", Kind.NOTE, "")
    assert found.citation == "Nghị định 90/2020/NĐ-CP, Điều 2, khoản 3"
    left_out = one(somebody(absences=away((1, 1), (6, 30), "maternity"), level="not_rated"))
    assert (left_out.key, left_out.kind) == ("maternity_left_out", Kind.LOOK)
    assert "thai sản" not in left_out.short


def test_private_reasons_stay_out_of_the_short_sentence():
    absent = one(somebody(absences=away((3, 1), (6, 30))))
    assert "Nghỉ 4 tháng trong năm" in absent.sentence
    assert absent.short == "Xem lại mức xếp loại theo thời gian làm việc trong năm."
    punished = one(somebody(discipline=(("reprimand", date(2022, 4, 1), date(2023, 4, 1)),)))
    assert "kỷ luật" in punished.sentence
    assert "kỷ luật" not in punished.short


@pytest.mark.parametrize(
    ("joined", "level", "expected"),
    [
        (date(2022, 7, 1), "completed", []),  # six whole months
        (date(2022, 7, 2), "completed", ["short_stay"]),
        (date(2022, 7, 2), "not_rated", []),
        (date(2022, 7, 2), "", []),
        (date(2022, 7, 1), "", ["missing"]),
        (date(2023, 1, 1), "good", ["not_here"]),
        (date(2023, 1, 1), "", []),
    ],
)
def test_who_came_in_the_year(joined, level, expected):
    assert keys(somebody(joined_on=joined, level=level)) == expected


def test_who_left_in_the_year_and_who_was_gone_in_between():
    assert one(somebody(left_on=date(2022, 6, 29))).sentence.startswith("Thôi việc ngày 29/06/2022, làm việc ở đây 5")
    assert keys(somebody(left_on=date(2022, 6, 30))) == []
    assert keys(somebody(breaks=((date(2021, 11, 1), date(2022, 7, 31)),), level="completed")) == ["not_rated"]
    came_and_ill = somebody(joined_on=date(2022, 4, 1), absences=away((5, 1), (8, 15)), level="completed")
    assert keys(came_and_ill) == ["short_stay"]  # nine months here, three and a half of them ill


@pytest.mark.parametrize(
    ("form", "first", "last", "level", "expected"),
    [
        ("reprimand", (2022, 1, 1), (2023, 1, 1), "completed", ["discipline"]),
        ("reprimand", (2022, 1, 1), (2023, 1, 1), "not_completed", []),
        ("warning", (2021, 12, 31), (2022, 12, 31), "good", ["earlier_discipline"]),
        ("warning", (2021, 12, 31), (2022, 12, 31), "completed", []),
        ("warning", (2021, 3, 1), (2021, 12, 31), "good", []),
        ("warning", (2023, 1, 1), None, "good", []),
        ("investigation", (2022, 12, 1), None, "good", ["open_case"]),
        ("investigation", (2022, 12, 1), (2022, 12, 9), "good", []),
        ("investigation", (2022, 12, 11), None, "good", []),  # begins tomorrow
    ],
)
def test_discipline(form, first, last, level, expected):
    row = (form, date(*first), date(*last) if last else None)
    assert keys(somebody(discipline=(row,), level=level)) == expected


def test_the_clause_on_discipline_is_cited_as_it_stood():
    def cited(year):
        row = (("reprimand", date(year, 4, 1), None),)
        return one(somebody(discipline=row), year, date(year, 12, 10))

    assert cited(2022).citation == "Nghị định 90/2020/NĐ-CP, Điều 15"
    assert cited(2023).citation == "Nghị định 90/2020/NĐ-CP, Điều 15, sửa đổi, bổ sung bởi Nghị định 48/2023/NĐ-CP"
    assert not cited(2023).to_check
    assert cited(2026).citation == "Nghị định 233/2026/NĐ-CP: giả định như Nghị định 90/2020/NĐ-CP"
    assert cited(2026).to_check


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2022, 10, 31), []), (date(2022, 11, 1), ["missing"]), (date(2023, 5, 1), ["missing"])],
)
def test_nobody_is_missing_before_the_season(today, expected):
    assert keys(somebody(level=""), today=today) == expected
    assert [found.key for found in check_unit("", Rules.of(2022), today)] == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 12, 14), []),
        (date(2022, 12, 15), [("due", Kind.NOTE)]),
        (date(2022, 11, 1), []),
        (date(2022, 10, 31), [("early", Kind.NOTE)]),
        (date(2021, 12, 14), [("early", Kind.LOOK)]),
        (None, []),
    ],
)
def test_the_day_of_the_rating(day, expected):
    found = check_person(somebody(rated_on=day), Rules.of(2022), DECEMBER)
    assert [(one.key, one.kind) for one in found] == expected


def test_a_head_above_the_unit_is_a_matter_from_2026_on():
    head = somebody(level="outstanding", unit_level="good")
    assert keys(head, 2025, date(2025, 12, 10)) == []
    assert keys(head, 2026, date(2026, 12, 10)) == ["head"]
    assert keys(somebody(level="good", unit_level="good"), 2026, date(2026, 12, 10)) == []


def test_a_former_unit_that_is_silent_is_named():
    found = one(somebody(silent_units=("Khoa Xây dựng Đảng",)))
    assert "Chưa có ý kiến của Khoa Xây dựng Đảng" in found.sentence
    assert found.citation == "Nghị định 90/2020/NĐ-CP, Điều 20"


@pytest.mark.parametrize(("best", "expected"), [(20, []), (21, ["share"])])
def test_the_share_of_the_outstanding(best, expected):
    found = check_school(School({"outstanding": best, "good": 100 - best, "completed": 50}), Rules.of(2023))
    assert [one.key for one in found] == expected
    assert all(one.to_check for one in found)


def test_nobody_rated_is_no_share():
    assert check_school(School({}), Rules.of(2022)) == []


def test_the_schools_own_values_are_obeyed_and_cited():
    own = {
        NOT_GOOD_FROM: Value("4", "Quy chế của Trường, mục 2"),
        SHARE: Value("15", "Quy chế"),
        DUE: Value("05/12", "Quy chế"),
    }
    assert keys(somebody(absences=away((3, 1), (5, 31))), own=own) == []
    found = one(somebody(absences=away((3, 1), (6, 30))), own=own)
    assert found.citation == "Nghị định 90/2020/NĐ-CP, Điều 2, khoản 3; Quy chế của Trường, mục 2"
    assert [one.key for one in check_school(School({"outstanding": 16, "good": 84}), Rules.of(2022, own))] == ["share"]
    assert keys(somebody(rated_on=date(2022, 12, 5)), own=own) == ["due"]


def test_years_before_the_decree_are_not_judged():
    ill = somebody(absences=away((1, 1), (12, 31)))
    assert keys(ill, 2019) == []
    assert [decree_of(year).first_year for year in (1990, 2019, 2020, 2022, 2023, 2025, 2026, 2199)] == [
        0, 0, 2020, 2020, 2023, 2023, 2026, 2026,
    ]  # fmt: skip
    assert {one.certainty for one in DECREES} == {"confirmed", "second_hand", "memory"}


def test_worked_months_are_what_is_left_of_a_stay():
    year = (date(2022, 1, 1), date(2022, 12, 31))
    assert worked_months(year, []) == 12
    assert worked_months(year, [(date(2022, 3, 1), date(2022, 5, 31))]) == 9
    assert worked_months(year, [year]) == 0
