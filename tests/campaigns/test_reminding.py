"""Reminding people to register and heads to send: once a day, seen on their home page, counted on the overview."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import reminding
from campaigns.models import Pledge, Reminder, StaffMember, UnitRegistration
from tests.at_once import at_once
from tests.factories import make_campaign, make_person, make_pledge, make_registration
from thidua import clock
from thidua.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(school, campaign):
    def of(name, department=None):
        return reverse(name, args=[campaign.pk, department.pk] if department else [campaign.pk])

    return of


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def reminded() -> list[str]:
    return sorted(str(row.staff_member) for row in Reminder.objects.select_related("staff_member"))


def test_the_head_reminds_who_has_not_registered_once_a_day(school, campaign, sign_in, url, clock_at):
    make_pledge(campaign, school.lecturer2, school.faculty, status=Pledge.Status.SUBMITTED)
    make_pledge(campaign, school.lecturer, school.faculty)  # a draft
    head = sign_in(school.head)
    page = url("unit_registration", school.faculty)
    assert "Nhắc 1 người</button>" in head.get(page).content.decode()
    response = head.post(url("unit_remind", school.faculty), follow=True)
    assert said(response) == ["Đã nhắc 1 người; lời nhắc hiện trên trang chủ và trong thư nhắc ngày của họ."]
    assert reminded() == ["Nguyễn Thị Hoa"]
    html = response.content.decode()
    assert "Nhắc 1 người</button>" not in html
    assert "Đã nhắc 1 lượt, lần cuối 01/03/2022." in html
    again = head.post(url("unit_remind", school.faculty), follow=True)
    assert said(again) == ["Hôm nay đã nhắc rồi; mỗi người chỉ được nhắc một lần một ngày về một việc."]
    clock_at(date(2022, 3, 2))
    head.post(url("unit_remind", school.faculty))
    assert reminded() == ["Nguyễn Thị Hoa"] * 2
    assert AuditEntry.objects.filter(verb="unitregistration.remind", after={"reminded": 1}).count() == 2


def test_home_says_who_reminded_and_when_until_it_is_done(school, campaign, sign_in, url, clock_at):
    sign_in(school.head).post(url("unit_remind", school.faculty))
    clock_at(date(2022, 3, 2))
    hoa = sign_in(school.lecturer)
    assert "Trần Văn Minh nhắc ngày 01/03/2022." in hoa.get("/").content.decode()
    sign_in(school.clerk).post(url("school_remind"))
    assert "Ngô Thị Lan nhắc ngày 02/03/2022." in hoa.get("/").content.decode()
    make_pledge(campaign, school.lecturer, school.faculty, status=Pledge.Status.SUBMITTED)
    assert "nhắc ngày" not in hoa.get("/").content.decode()


def test_the_clerk_reminds_the_whole_school_and_says_who_cannot_see_it(school, campaign, sign_in, url):
    make_person("Lường Thị Không", school.office)  # no account
    lan = sign_in(school.clerk)
    missing = StaffMember.objects.count() - 1  # herself
    assert f"Nhắc {missing} người chưa đăng ký</button>" in lan.get(url("registration_list")).content.decode()
    response = lan.post(url("school_remind"), follow=True)
    assert said(response) == [
        f"Đã nhắc {missing} người; lời nhắc hiện trên trang chủ và trong thư nhắc ngày của họ. "
        "1 người chưa có tài khoản nên không thấy."
    ]
    assert len(reminded()) == missing
    assert "Ngô Thị Lan" not in reminded()
    assert "2 lượt, lần cuối 01/03/2022" in " ".join(response.content.decode().split())  # the office: Yến, Không


def test_heads_are_reminded_to_send_their_list(school, campaign, sign_in, url):
    sent = UnitRegistration.Status.SENT
    for unit in (school.other_faculty, school.office, school.board, school.root):
        make_registration(campaign, unit, sent)
    lan = sign_in(school.clerk)
    assert "Nhắc 1 đơn vị chưa gửi danh sách</button>" in lan.get(url("registration_list")).content.decode()
    lan.post(url("units_remind"))
    assert reminded() == ["Trần Văn Minh"]
    minh = sign_in(school.head)
    response = minh.get("/")
    rows = {todo.text: todo.reminded for _, todos in response.context["groups"] for todo in todos}
    assert rows["Gửi đăng ký của đơn vị: Khoa Xây dựng Đảng"] == "Ngô Thị Lan nhắc ngày 01/03/2022."
    assert rows["Viết bản đăng ký thi đua năm 2022"] == ""


@pytest.mark.parametrize(
    ("day", "late_until", "why"),
    [
        (date(2022, 3, 31), None, ""),
        (date(2022, 4, 1), None, "Không nhắc được vì đã hết hạn đăng ký ngày 31/03/2022;"),
        (date(2022, 4, 1), date(2022, 4, 1), ""),
        (date(2022, 4, 2), date(2022, 4, 1), "Không nhắc được vì đã hết hạn đăng ký ngày 31/03/2022;"),
    ],
)
def test_only_while_one_may_register(day, late_until, why, school, campaign, sign_in, url, clock_at):
    make_registration(campaign, school.faculty, late_until=late_until, late_reason="Đi công tác.")
    clock_at(day)
    head = sign_in(school.head)
    html = head.get(url("unit_registration", school.faculty)).content.decode()
    response = head.post(url("unit_remind", school.faculty), follow=True)
    assert ("Nhắc 2 người</button>" in html) is (not why)
    assert said(response)[0].startswith(why or "Đã nhắc 2 người")
    assert Reminder.objects.count() == (0 if why else 2)


@pytest.mark.parametrize(("day", "shown"), [(date(2022, 3, 23), "(còn 8 ngày)"), (date(2022, 3, 24), "Còn 7 ngày")])
def test_the_overview_says_how_many_days_are_left(day, shown, school, campaign, sign_in, url, clock_at):
    clock_at(day)
    html = sign_in(school.clerk).get(url("registration_list")).content.decode()
    assert [words for words in ("(còn 8 ngày)", "Còn 7 ngày", "còn 7 ngày") if words in html] == [shown]


def test_nobody_is_left(school, campaign, sign_in, url):
    for person in (school.lecturer, school.lecturer2):
        make_pledge(campaign, person, school.faculty, status=Pledge.Status.SUBMITTED)
    response = sign_in(school.head).post(url("unit_remind", school.faculty), follow=True)
    assert said(response) == ["Không còn ai chưa đăng ký."]
    assert (Reminder.objects.count(), UnitRegistration.objects.count()) == (0, 0)


def test_a_reader_of_the_overview_has_no_button(school, campaign, sign_in, url):
    html = sign_in(school.rector).get(url("registration_list")).content.decode()
    assert "Nhắc" not in html.replace("Đã nhắc", "").replace("Chưa nhắc", "")


@pytest.mark.one_database("how many questions are asked")
def test_the_same_queries_with_one_and_three_reminders(school, campaign, sign_in, url):
    lan, numbers = sign_in(school.clerk), []
    for people in ([school.lecturer], [school.lecturer2, school.stranger]):
        for person in people:
            Reminder.objects.create(
                kind="pledge",
                campaign=campaign,
                department=school.faculty,
                staff_member=person,
                sent_by=school.clerk.user,
                on=clock.today(),
                at=clock.now(),
            )
        for page in (url("registration_list"), url("unit_registration", school.faculty)):
            lan.get(page)
            with CaptureQueriesContext(connection) as queries:
                lan.get(page)
            numbers.append(len(queries))
    assert numbers[:2] == numbers[2:]
    assert max(numbers) <= 20


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_head_and_clerk_at_once_remind_once(on_postgresql, school, campaign):
    other = make_campaign(2021, registration_due_on=date(2022, 3, 31))
    acts = [
        lambda: reminding.remind_unit(campaign, school.faculty, by=school.head.user),
        lambda: reminding.remind_school(campaign, reminding.PLEDGE, by=school.clerk.user),
        lambda: reminding.remind_unit(other, school.faculty, by=school.head.user),
    ]
    answers = at_once(*acts)
    assert answers[1:] == ["", ""]
    assert Reminder.objects.filter(campaign=campaign, staff_member=school.lecturer).count() == 1
    assert Reminder.objects.filter(campaign=other, staff_member=school.lecturer).count() == 1
