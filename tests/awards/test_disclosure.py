"""Posted lists and objections: days, constraints, who said it, shown only in the administration."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards.models import Disclosure, Objection
from tests.awards.paper_rows_council import add_case, disclosed
from tests.thidua.test_admin import change_url, english_of, list_url, words_of
from thidua import clock
from thidua.models import Holiday

RECEIVED = date(2022, 12, 14)


@pytest.fixture
def disclosure(school):
    return disclosed(school)


def objected(disclosure, **fields) -> Objection:
    """Nothing is received before the list has begun (awards/guards.py)."""
    Disclosure.objects.filter(pk=disclosure.pk, begun_at=None).update(begun_at=clock.now())
    defaults = {"received_on": RECEIVED, "content": "Nghỉ quá 40 ngày.", "from_text": "Bà Lý Thị Mẩy"}
    return disclosure.objections.create(**defaults | fields)


def refused_by(name: str, act) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act()


# --- the days


def test_a_disclosure_runs_from_its_first_day_to_the_end_of_its_last(disclosure):
    states = [disclosure.state_on(date(2022, 12, day)).value for day in (11, 12, 16, 17)]
    assert states == ["coming", "running", "running", "ended"]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "days"),
    [
        (date(2022, 12, 12), date(2022, 12, 16), 5),
        (date(2022, 12, 12), date(2022, 12, 18), 5),  # Saturday and Sunday do not count
        (date(2022, 12, 16), date(2022, 12, 19), 2),
        (date(2022, 8, 31), date(2022, 9, 5), 2),  # 01 and 02/9 are holidays, then a weekend
        (date(2022, 12, 17), date(2022, 12, 18), 0),
    ],
)
def test_working_days_are_counted_by_the_calendar(starts_on, ends_on, days, db):
    assert Disclosure(starts_on=starts_on, ends_on=ends_on).working_days == days


def test_working_days_follow_the_schools_own_corrections(disclosure):
    Holiday.objects.create(day=date(2022, 12, 14), is_day_off=True, name="Nghỉ bù")
    assert disclosure.working_days == 4


# --- constraints


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("disclosure_dates", {"ends_on": date(2022, 12, 11)}),
        ("disclosure_has_a_place", {"places": ""}),
    ],
)
def test_a_disclosure_has_days_in_order_and_a_place(name, fields, disclosure):
    refused_by(name, lambda: Disclosure.objects.filter(pk=disclosure.pk).update(**fields))
    assert Disclosure.objects.filter(pk=disclosure.pk).update(ends_on=disclosure.starts_on) == 1


def test_a_case_stands_once_in_a_list_with_a_name(disclosure, school):
    refused_by("unique|UNIQUE", lambda: add_case(disclosure, school.faculty, school.faculty, "TTLDTT"))
    case = disclosure.cases.last()
    refused_by("unique|UNIQUE", lambda: disclosure.cases.filter(pk=case.pk).update(ordinal=1))
    refused_by("disclosed_case_has_a_name", lambda: disclosure.cases.filter(pk=case.pk).update(name=""))
    again = Disclosure.objects.create(
        campaign=disclosure.campaign, starts_on=date(2022, 12, 19), ends_on=date(2022, 12, 23), places="Bảng tin"
    )
    add_case(again, school.faculty, school.faculty, "TTLDTT")
    assert again.cases.count() == 1


def test_an_objection_is_from_one_or_withheld(disclosure, school):
    assert objected(disclosure).said_by == "Bà Lý Thị Mẩy"
    assert objected(disclosure, from_text="", staff_member=school.stranger).said_by == "Hoàng Văn Bình"
    assert objected(disclosure, from_text="", is_withheld=True).said_by == "giữ kín"
    assert objected(disclosure, from_text="", staff_member=school.stranger, is_withheld=True).said_by == "giữ kín"
    refused_by("objection_from_one", lambda: objected(disclosure, from_text=""))
    refused_by("objection_from_one", lambda: objected(disclosure, staff_member=school.stranger))
    refused_by("objection_has_content", lambda: objected(disclosure, content=""))


@pytest.mark.parametrize("missing", [{"answer": ""}, {"answer": None}, {"answered_on": None}, {"answered_by": None}])
def test_an_answered_objection_has_answer_day_and_author(missing, disclosure, school):
    whole = {"status": "answered", "answer": "Đã kiểm tra.", "answered_on": RECEIVED, "answered_by": school.clerk.user}
    refused_by(
        "answered_objection_is_whole",
        lambda: objected(disclosure, **whole | missing),
    )
    refused_by("answered_objection_is_whole", lambda: objected(disclosure, **whole | {"status": "received"}))
    assert objected(disclosure, **whole).pk


def test_an_answer_is_not_older_than_its_objection(disclosure, school):
    whole = {"status": "answered", "answer": "Đã kiểm tra.", "answered_by": school.clerk.user}
    refused_by("answered_after_received", lambda: objected(disclosure, answered_on=date(2022, 12, 13), **whole))
    assert objected(disclosure, answered_on=RECEIVED, **whole).answered_on == RECEIVED


# --- the administration


@pytest.mark.parametrize("is_withheld", [True, False])
def test_the_administration_shows_that_there_is_one_and_never_its_words(disclosure, school, sign_in, is_withheld):
    client, words = sign_in(school.administrator), "Kê khai giờ giảng chưa đúng"
    objection = objected(disclosure, from_text="", staff_member=school.stranger, is_withheld=is_withheld, content=words)
    answered = {"status": "answered", "answer": "Đã xem lại sổ giờ", "answered_on": disclosure.ends_on}
    Objection.objects.filter(pk=objection.pk).update(answered_by=school.clerk.user, **answered)
    for url in (list_url(Objection), change_url(objection), f"{list_url(Objection)}?q=Kê+khai"):
        said = words_of(client.get(url))
        assert [text in said for text in (words, answered["answer"], "Hoàng Văn Bình")] == [False] * 3
    assert "Đã trả lời" in words_of(client.get(change_url(objection)))
    assert "0 kết quả" in words_of(client.get(f"{list_url(Objection)}?q=Kê+khai"))
    page = client.get(change_url(disclosure))
    assert "Ma A Páo" in words_of(page)
    assert english_of(page) == []
    for name in ("disclosure", "objection"):
        assert client.get(reverse(f"admin:awards_{name}_add")).status_code == 403
    assert client.post(change_url(disclosure), {"places": "Khác"}).status_code == 403
