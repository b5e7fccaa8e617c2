"""The calendar behind a private link: the shape RFC 5545 asks for, who sees what, renewing, leaving."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from campaigns.models import Campaign, ReminderSettings, StaffMember
from tests.factories import make_anniversary, make_campaign
from thidua.models import Institution, User

pytestmark = pytest.mark.django_db


def address(client) -> str:
    """The link as the person's page shows it."""
    html = client.get(reverse("reminder_settings")).content.decode()
    found = re.search(r"http://testserver(/lich/[\w-]+\.ics)", html)
    return found[1] if found else ""


@pytest.fixture
def link(school, campaign, sign_in):
    hoa = sign_in(school.lecturer)
    hoa.post(reverse("calendar_renew"))
    return address(hoa)


def events(url: str) -> dict[str, tuple[date, date]]:
    response = Client().get(url)
    assert response.status_code == 200
    calendar = Calendar.from_ical(response.content)
    return {str(e["summary"]): (e.decoded("dtstart"), e.decoded("dtend")) for e in calendar.walk("VEVENT")}


def test_phases_anniversaries_and_deadlines_end_on_the_day_after(school, campaign, link):
    phase = campaign.phases.first()
    make_anniversary(phase, "Ngày Giải phóng hoàn toàn miền Nam", date(1975, 4, 30), date(2022, 4, 30))
    year = "Phong trào thi đua năm 2022"
    assert events(link) == {
        f"Đợt 1: {year}": (date(2022, 2, 1), date(2022, 7, 1)),
        "47 năm Ngày Giải phóng hoàn toàn miền Nam": (date(2022, 4, 30), date(2022, 5, 1)),
        f"Đợt 2: {year}": (date(2022, 7, 1), date(2023, 1, 1)),
        f"Hạn đăng ký thi đua ({year})": (date(2022, 3, 31), date(2022, 4, 1)),
        f"Hạn tự đánh giá Đợt 1 ({year})": (date(2022, 6, 30), date(2022, 7, 1)),
        f"Hạn tự đánh giá Đợt 2 ({year})": (date(2022, 12, 31), date(2023, 1, 1)),
        f"Hạn nộp hồ sơ đề nghị ({year})": (date(2022, 12, 10), date(2022, 12, 11)),
    }


def test_every_line_is_as_the_standard_asks(school, campaign, link):
    campaign.phases.filter(ordinal=1).update(theme="Mừng Đảng; mừng Xuân, " + "đổi mới\\" * 30 + "\nDòng hai")
    Institution.objects.update(short_name="Trường A, B; C")
    response = Client().get(link)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    raw = response.content
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)  # no character is cut
    text = raw.replace(b"\r\n ", b"").decode()
    assert "DESCRIPTION:Mừng Đảng\\; mừng Xuân\\, " + "đổi mới\\\\" * 30 + "\\nDòng hai\r\n" in text
    assert "X-WR-CALNAME:Thi đua – Trường A\\, B\\; C\r\n" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in text
    assert re.search(r"\r\nPRODID:\S", text)
    assert "\r\nVERSION:2.0\r\n" in text
    assert "METHOD" not in text
    assert "DTSTART;VALUE=DATE:20220331\r\n" in text
    assert "DTEND;VALUE=DATE:20220401\r\n" in text
    number = text.count("BEGIN:VEVENT")
    assert len(re.findall(r"\r\nDTSTAMP:\d{8}T\d{6}Z\r\n", text)) == number
    assert len(set(re.findall(r"\r\nUID:(\S+)\r\n", text))) == number == 6


def test_a_moved_deadline_keeps_its_uid(campaign, link):
    def uids() -> set[str]:
        return set(re.findall(r"\r\nUID:(\S+)\r\n", Client().get(link).content.decode()))

    before = uids()
    Campaign.objects.filter(pk=campaign.pk).update(registration_due_on=date(2022, 4, 15))
    assert uids() == before


def test_drafts_cancelled_and_old_campaigns_are_not_in_it(school, campaign, sign_in):
    make_campaign(2023, status=Campaign.Status.DRAFT)
    make_campaign(2021, status=Campaign.Status.CANCELLED)
    make_campaign(2020, status=Campaign.Status.CONCLUDED)  # ended more than a year ago
    make_campaign(2021, status=Campaign.Status.CONCLUDED)
    lan = sign_in(school.clerk)
    lan.post(reverse("calendar_renew"))
    years = {re.search(r"\d{4}\)?$", summary)[0].strip(")") for summary in events(address(lan))}
    assert years == {"2021", "2022"}


def test_a_renewed_link_shuts_the_old_one_at_once(school, link, sign_in):
    hoa = sign_in(school.lecturer)
    hoa.post(reverse("calendar_renew"))
    new = address(hoa)
    assert new != link
    assert [Client().get(url).status_code for url in (link, new)] == [404, 200]
    assert Client().post(new).status_code == 405


@pytest.mark.parametrize(
    "cut", [lambda u: u[:-5] + ".ics", lambda u: u.replace("-", "-A", 1), lambda u: "/lich/1-.ics"]
)
def test_a_link_that_is_nearly_right_opens_nothing(link, cut):
    assert Client().get(cut(link)).status_code == 404


def test_the_table_alone_does_not_tell_the_link(link):
    chosen = ReminderSettings.objects.get()
    secret = link.removeprefix("/lich/").removesuffix(".ics").partition("-")[2]
    assert len(secret) == 43  # 256 bits
    assert chosen.calendar_nonce not in link
    assert Client().get(f"/lich/{chosen.pk}-{chosen.calendar_nonce}.ics").status_code == 404


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda p: StaffMember.objects.filter(pk=p.pk).update(left_on=date(2022, 3, 1)), 404),
        (lambda p: StaffMember.objects.filter(pk=p.pk).update(left_on=date(2022, 3, 2)), 200),
        (lambda p: User.objects.filter(pk=p.user.pk).update(is_active=False), 404),
    ],
)
def test_who_has_left_or_is_locked_has_no_calendar(change, status, school, link):
    change(school.lecturer)
    assert Client().get(link).status_code == status


def test_another_key_of_the_program_shuts_every_link(link, settings):
    settings.SECRET_KEY = "another-key-for-this-test-another-key-for-this-test"
    assert Client().get(link).status_code == 404


def test_the_page_without_a_link_offers_one(school, sign_in):
    html = sign_in(school.lecturer).get(reverse("reminder_settings")).content.decode()
    assert "Lập liên kết lịch" in html
    assert "Google Calendar" not in html
    assert ReminderSettings.objects.count() == 0
