"""The word of the unit that had somebody for six months or more: when it is asked, of whom, who reads it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import former_units
from campaigns.models import Campaign, Evaluation, FormerUnitOpinion, Posting
from tests.factories import make_campaign, make_person
from thidua.models import AuditEntry

OCTOBER = date(2022, 10, 20)


@pytest.fixture
def autumn(campaign, clock_at):
    clock_at(OCTOBER)
    return campaign


def move(person, unit, last_day, post="Chuyên viên") -> Posting:
    """The stay that ended; the next one begins the day after."""
    stay = Posting.objects.get(staff_member=person, is_main=True, ends_on=None)
    stay.ends_on = last_day
    stay.save()
    Posting.objects.create(
        staff_member=person, department=unit, post=post, starts_on=date.fromordinal(last_day.toordinal() + 1)
    )
    return stay


def asked(campaign) -> list[str]:
    return [stay.staff_member.full_name for stay in former_units.stays(campaign)]


def came(person, day) -> None:
    Posting.objects.filter(staff_member=person).update(starts_on=day)


@pytest.mark.parametrize(
    ("first", "last", "is_asked"),
    [
        # Before the campaign began: from its first day, 01/01/2022.
        (date(2015, 3, 2), date(2022, 6, 29), False),
        (date(2015, 3, 2), date(2022, 6, 30), True),
        (date(2022, 1, 1), date(2022, 6, 30), True),
        # In it, from the first of a month: six months end with a month.
        (date(2022, 2, 1), date(2022, 7, 30), False),
        (date(2022, 2, 1), date(2022, 7, 31), True),
        (date(2022, 4, 1), date(2022, 9, 29), False),
        (date(2022, 4, 1), date(2022, 9, 30), True),
        # From another day: until the day before it, six months later.
        (date(2022, 2, 15), date(2022, 8, 13), False),
        (date(2022, 2, 15), date(2022, 8, 14), True),
        (date(2022, 3, 31), date(2022, 9, 30), True),
        (date(2022, 2, 15), date(2022, 9, 1), True),
        # Moved before the campaign: nothing to ask.
        (date(2015, 3, 2), date(2021, 12, 31), False),
    ],
)
def test_six_months_by_the_calendar(first, last, is_asked, school, autumn):
    came(school.lecturer, first)
    move(school.lecturer, school.office, last)
    assert asked(autumn) == (["Nguyễn Thị Hoa"] if is_asked else [])


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2022, 1, 1), date(2022, 7, 1)),
        (date(2022, 8, 31), date(2023, 2, 28)),
        (date(2022, 7, 15), date(2023, 1, 15)),
        (date(2022, 6, 30), date(2022, 12, 30)),
    ],
)
def test_six_months_later(day, later):
    assert former_units.months_later(day) == later


def test_two_posts_of_one_unit_are_one_stay(school, autumn):
    move(school.lecturer, school.faculty, date(2022, 3, 31), post="Phó Trưởng khoa")
    assert asked(autumn) == []
    move(school.lecturer, school.office, date(2022, 8, 31))
    [stay] = former_units.stays(autumn)
    assert (stay.since, stay.ends_on, stay.unit_today) == (date(2010, 1, 4), date(2022, 8, 31), school.office.name)


def test_who_came_back_or_left_is_not_asked_about(school, autumn):
    move(school.lecturer, school.office, date(2022, 7, 31))
    move(school.lecturer, school.faculty, date(2022, 9, 30))
    assert asked(autumn) == []
    move(school.lecturer2, school.office, date(2022, 7, 31))
    assert asked(autumn) == ["Lò Văn Ẵm"]
    school.lecturer2.left_on = date(2022, 10, 1)
    school.lecturer2.save()
    assert asked(autumn) == []


def test_a_move_to_come_is_not_asked_about_yet(school, autumn):
    move(school.lecturer, school.office, OCTOBER)
    assert asked(autumn) == []


# The head of that unit


@pytest.fixture
def stay(school, autumn):
    return move(school.lecturer, school.office, date(2022, 7, 31))


def page_of(autumn, stay) -> str:
    return reverse("former_unit_opinion", args=[autumn.pk, stay.pk])


def test_from_home_to_the_new_head_who_confirms(school, autumn, stay, sign_in):
    head = sign_in(school.head)
    home = head.get("/").content.decode()
    assert "Ghi ý kiến của đơn vị cũ về Nguyễn Thị Hoa" in home
    assert page_of(autumn, stay) in home
    assert "Ghi ý kiến" not in sign_in(school.office_head).get("/").content.decode()
    head.post(page_of(autumn, stay), {"text": "Bảy tháng ở khoa, dạy tốt."})
    assert "Ghi ý kiến" not in head.get("/").content.decode()
    phase = autumn.phases.get(ordinal=2)
    evaluation = Evaluation.objects.create(
        phase=phase, staff_member=school.lecturer, unit=school.office, status="self_assessed", self_assessment="Tốt."
    )
    words = "Bảy tháng ở khoa, dạy tốt."
    for who, reads in ((school.office_head, True), (school.clerk, True), (school.lecturer, False)):
        page = sign_in(who).get(evaluation.get_absolute_url()).content.decode()
        assert (words in page) is reads
    assert words in sign_in(school.clerk).get(reverse("former_unit_list", args=[autumn.pk])).content.decode()
    head.post(page_of(autumn, stay), {"text": "Bảy tháng ở khoa, dạy rất tốt."})
    assert FormerUnitOpinion.objects.get().text == "Bảy tháng ở khoa, dạy rất tốt."
    lines = AuditEntry.objects.filter(target_type="campaigns.formerunitopinion").order_by("pk")
    assert [line.verb for line in lines] == ["formerunitopinion.create", "formerunitopinion.write"]


def test_the_endorser_sees_that_nothing_was_said_yet(school, autumn, stay, sign_in):
    phase = autumn.phases.get(ordinal=2)
    found = Evaluation.objects.create(
        phase=phase, staff_member=school.lecturer, unit=school.office, status="self_assessed", self_assessment="Tốt."
    )
    page = sign_in(school.office_head).get(found.get_absolute_url()).content.decode()
    assert "Khoa Xây dựng Đảng (04/01/2010 – 31/07/2022)" in page
    assert "Chưa có ý kiến" in page


def test_an_empty_opinion_is_asked_for_again(school, autumn, stay, sign_in):
    page = sign_in(school.head).post(page_of(autumn, stay), {"text": " "}).content.decode()
    assert "Ghi ý kiến nhận xét" in page
    assert FormerUnitOpinion.objects.count() == 0


def test_not_after_the_campaign(school, autumn, stay, sign_in):
    Campaign.objects.update(status="concluded")
    response = sign_in(school.head).post(page_of(autumn, stay), {"text": "Tốt."}, follow=True)
    assert "Không ghi ý kiến được vì Phong trào thi đua năm 2022 không ở bước" in response.content.decode()
    assert FormerUnitOpinion.objects.count() == 0


def test_a_new_head_writes_what_waited_for_the_old_one(school, autumn, stay, sign_in):
    move(school.head, school.office, date(2022, 9, 30))
    new = make_person(
        "Tẩn Thị Mới", school.faculty, "Trưởng khoa", username="moi", posting={"is_head": True, "starts_on": OCTOBER}
    )
    assert sign_in(school.head).get(page_of(autumn, stay)).status_code == 404
    client = sign_in(new)
    assert "Ghi ý kiến của đơn vị cũ về 2 người đã chuyển đi" in client.get("/").content.decode()
    assert client.post(page_of(autumn, stay), {"text": "Theo hồ sơ của khoa: tốt."}).status_code == 302


def test_nobody_writes_about_themself_and_the_rector_for_a_unit_without_head(school, autumn, sign_in):
    stay = move(school.head, school.other_faculty, date(2022, 9, 30))
    assert sign_in(school.head).get(page_of(autumn, stay)).status_code == 404
    rector = sign_in(school.rector)
    assert "Ghi ý kiến của đơn vị cũ về Trần Văn Minh" in rector.get("/").content.decode()
    assert rector.post(page_of(autumn, stay), {"text": "Tốt."}).status_code == 302


def test_who_stands_in_for_the_head_writes_as_such(school, autumn, stay, sign_in):
    given = {"post": "Phó Trưởng khoa", "is_main": False, "is_acting_head": True, "basis": "07/QĐ-TCT"}
    days = {"starts_on": OCTOBER, "ends_on": date(2022, 10, 31)}
    Posting.objects.create(staff_member=school.lecturer2, department=school.faculty, **given, **days)
    sign_in(school.lecturer2).post(page_of(autumn, stay), {"text": "Tốt."})
    line = AuditEntry.objects.get(verb="formerunitopinion.create")
    assert line.actor_name == "Lò Văn Ẵm (phụ trách thay, Khoa Xây dựng Đảng)"
    assert "Tốt." not in str(line.after)


def test_who_moved_and_still_heads_the_old_unit_writes_nothing_about_themself(school, autumn, sign_in):
    stay = move(school.head, school.other_faculty, date(2022, 9, 30))
    beside = {"post": "Trưởng khoa", "is_main": False, "is_head": True, "starts_on": date(2022, 10, 1)}
    Posting.objects.create(staff_member=school.head, department=school.faculty, **beside)
    client = sign_in(school.head)
    assert client.get(page_of(autumn, stay)).status_code == 404
    assert "Ghi ý kiến" not in client.get("/").content.decode()


@pytest.mark.one_database("how many questions are asked")
def test_the_list_asks_the_same_for_one_and_three(school, autumn, sign_in):
    client, counts = sign_in(school.clerk), []
    for names in (("Lường Văn A",), ("Lường Văn B", "Lường Văn C")):
        for name in names:
            move(make_person(name, school.faculty), school.office, date(2022, 8, 31))
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("former_unit_list", args=[autumn.pk]))
        counts.append(len(captured))
    assert page.context["page"].paginator.count == 3
    assert counts[0] == counts[1]


def test_a_school_year_counts_from_its_own_first_day(school, clock_at):
    year = make_campaign(starts_on=date(2021, 9, 1), ends_on=date(2022, 8, 31), phases=0)
    clock_at(date(2022, 5, 20))
    stay = move(school.lecturer, school.office, date(2022, 2, 27))
    assert asked(year) == []
    Posting.objects.filter(pk=stay.pk).update(ends_on=date(2022, 2, 28))
    assert asked(year) == ["Nguyễn Thị Hoa"]
