"""The registration of a unit and of all units, through the client."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Pledge, UnitRegistration
from tests.factories import make_person, make_pledge, make_registration
from thidua.models import AuditEntry

CLERKS = ("registration_accept", "registration_send_back", "registration_reopen", "registration_open_late")
BODY = {"reason": "Thiếu bản của tập thể.", "until": "15/04/2022"}


@pytest.fixture
def unit_url(school, campaign):
    return lambda name, department=None: reverse(name, args=[campaign.pk, (department or school.faculty).pk])


def notices(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# The way through


def test_sent_accepted_reopened(school, campaign, sign_in, unit_url):
    pledge = make_pledge(campaign, school.lecturer, school.faculty, status="endorsed")
    sign_in(school.head).post(unit_url("registration_send"))
    registration = UnitRegistration.objects.get()
    assert (registration.status, registration.department) == ("sent", school.faculty)
    clerk = sign_in(school.clerk)
    clerk.post(unit_url("registration_accept"))
    pledge.refresh_from_db()
    registration.refresh_from_db()
    assert (registration.status, pledge.status) == ("accepted", "registered")
    clerk.post(unit_url("registration_reopen"), BODY)
    pledge.refresh_from_db()
    registration.refresh_from_db()
    assert (registration.status, pledge.status) == ("returned", "endorsed")
    page = sign_in(school.head).get(unit_url("unit_registration")).content.decode()
    assert "Trả lại: “Thiếu bản của tập thể.”" in page


def test_returned_with_a_reason(school, campaign, sign_in, unit_url):
    registration = make_registration(campaign, school.faculty, "sent")
    clerk = sign_in(school.clerk)
    empty = clerk.post(unit_url("registration_send_back"), {"reason": ""})
    assert empty.context["form"].errors["reason"] == ["Ghi lý do trả lại"]
    clerk.post(unit_url("registration_send_back"), BODY)
    registration.refresh_from_db()
    assert (registration.status, registration.return_reason) == ("returned", "Thiếu bản của tập thể.")


def test_late_registration(school, sign_in, unit_url, clock_at):
    clock_at(date(2022, 4, 5))
    clerk = sign_in(school.clerk)
    wrong = clerk.post(unit_url("registration_open_late"), {"until": "31/02/2022", "reason": "Ốm"})
    assert wrong.context["form"].errors["until"] == ["Cho đăng ký đến hết ngày phải là ngày có thật"]
    assert 'value="31/02/2022"' in wrong.content.decode()
    clerk.post(unit_url("registration_open_late"), BODY)
    assert UnitRegistration.objects.get().late_until == date(2022, 4, 15)


def test_a_refused_act_makes_no_row(school, campaign, sign_in, unit_url):
    head = sign_in(school.head)
    said = head.get(unit_url("unit_registration")).context["why_not_send"]
    response = head.post(unit_url("registration_send"), follow=True)
    assert notices(response) == [said]
    assert said.startswith("Chưa gửi được vì chưa có bản đăng ký nào")
    assert (UnitRegistration.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_the_button_names_how_many_wait(school, campaign, sign_in, unit_url):
    for person in (school.lecturer, school.lecturer2):
        make_pledge(campaign, person, school.faculty, status="submitted")
    page = sign_in(school.head).get(unit_url("unit_registration"))
    assert page.context["why_not_send"].startswith("Chưa gửi được vì còn 2 bản chưa xác nhận: Nguyễn Thị Hoa (chờ")
    assert page.context["why_not_send"] in page.content.decode()


def test_a_collective_that_waits_keeps_its_link_and_names_its_endorser(school, campaign, sign_in, unit_url):
    make_pledge(campaign, school.lecturer, school.faculty, status="endorsed")
    make_pledge(campaign, school.faculty, school.faculty, status="submitted", awards=("TTLDTT",))
    head = sign_in(school.head)
    page = head.get(unit_url("unit_registration")).content.decode()
    assert "Xem bản chờ xác nhận" in page
    assert "Đang chờ Hiệu trưởng Phạm Văn Quang xác nhận." in page
    filtered = head.get(unit_url("unit_registration") + "?loc=cho-xac-nhan").content.decode()
    assert "bản của tập thể đang chờ, xem mục “Tập thể”." in filtered


def test_who_is_left_out_stands_by_both_buttons(school, campaign, sign_in, unit_url):
    make_pledge(campaign, school.lecturer, school.faculty, status="endorsed")
    make_pledge(campaign, school.lecturer2, school.faculty, status="returned")
    said = "1 người chưa đăng ký và 1 bản bị trả lại sẽ không có trong danh sách này."
    head, clerk = sign_in(school.head), sign_in(school.clerk)
    assert said in head.get(unit_url("unit_registration")).content.decode()
    assert said not in clerk.get(unit_url("unit_registration")).content.decode()
    head.post(unit_url("registration_send"))
    assert said in clerk.get(unit_url("unit_registration")).content.decode()


@pytest.mark.parametrize(("status", "offered"), [("not_sent", 1), ("returned", 1), ("sent", 0), ("accepted", 0)])
def test_sending_is_offered_while_it_can_be_done(status, offered, school, campaign, sign_in, unit_url):
    make_pledge(campaign, school.lecturer, school.faculty, status="endorsed")
    make_registration(campaign, school.faculty, status)
    page = sign_in(school.head).get(unit_url("unit_registration")).content.decode()
    assert (page.count("Gửi đăng ký của đơn vị"), "tải lại trang" in page) == (offered, False)


# Several at once


def test_ticked_pledges_are_endorsed(school, campaign, sign_in, unit_url):
    mine = [make_pledge(campaign, p, school.faculty, status="submitted") for p in (school.lecturer, school.lecturer2)]
    foreign = make_pledge(campaign, school.stranger, school.other_faculty, status="submitted")
    data = {"pledge": [*(pledge.pk for pledge in mine), foreign.pk, "x", "9" * 30]}
    response = sign_in(school.head).post(unit_url("unit_pledges_endorse"), data, follow=True)
    assert notices(response) == ["Đã xác nhận 2 bản."]
    assert set(Pledge.objects.filter(status="endorsed").values_list("pk", flat=True)) == {p.pk for p in mine}


def test_nothing_ticked(school, sign_in, unit_url):
    response = sign_in(school.head).post(unit_url("unit_pledges_endorse"), {}, follow=True)
    assert notices(response) == ["Chọn ít nhất một bản đăng ký đang chờ xác nhận."]


def test_ticked_twice_the_second_is_told(school, campaign, sign_in, unit_url):
    pledge = make_pledge(campaign, school.lecturer, school.faculty, status="submitted")
    head = sign_in(school.head)
    for _ in range(2):
        response = head.post(unit_url("unit_pledges_endorse"), {"pledge": [pledge.pk]}, follow=True)
    assert "đang ở bước “Đã xác nhận” nên không xác nhận được" in notices(response)[-1]
    assert AuditEntry.objects.filter(verb="pledge.endorse").count() == 1


# Who has not


def test_the_page_shows_who_has_not(school, campaign, sign_in, unit_url):
    make_pledge(campaign, school.lecturer, school.faculty, status="submitted")
    make_pledge(campaign, school.lecturer2, school.faculty, status="draft")
    page = sign_in(school.head).get(unit_url("unit_registration"))
    assert (page.context["pledged"], page.context["total"]) == (1, 3)
    assert "1/3 người đã đăng ký" in page.content.decode()
    shown = sign_in(school.head).get(unit_url("unit_registration") + "?loc=chua-dang-ky").context["page"]
    assert list(shown) == [school.lecturer2, school.head]
    waiting = sign_in(school.head).get(unit_url("unit_registration") + "?loc=cho-xac-nhan").context["page"]
    assert list(waiting) == [school.lecturer]


def test_a_draft_shows_its_state_only(school, campaign, sign_in, unit_url):
    pledge = make_pledge(campaign, school.lecturer, school.faculty, awards=("CSTDCS",))
    page = sign_in(school.head).get(unit_url("unit_registration")).content.decode()
    assert "CSTĐCS" not in page
    assert pledge.get_absolute_url() not in page
    assert "Nháp" in page


def test_the_overview_counts_units(school, campaign, sign_in):
    make_pledge(campaign, school.lecturer, school.faculty, status="submitted")
    make_pledge(campaign, school.head, school.faculty, status="endorsed")
    make_pledge(campaign, school.faculty, school.faculty, status="endorsed", awards=("TTLDTT",))
    make_pledge(campaign, school.lecturer2, school.faculty, status="withdrawn")
    make_registration(campaign, school.other_faculty, "accepted")
    page = sign_in(school.clerk).get(reverse("registration_list", args=[campaign.pk]))
    rows = {unit.code: unit for unit in page.context["page"]}
    faculty, other = rows["XDD"], rows["LLCS"]
    assert (faculty.people, faculty.pledged, faculty.missing, faculty.waiting) == (3, 2, 1, 1)
    assert (faculty.has_collective, faculty.found) == (True, [])
    assert (other.people, other.missing, other.has_collective) == (2, 2, False)
    assert [registration.status for registration in other.found] == ["accepted"]
    assert (page.context["people"], page.context["pledged"]) == (9, 2)
    assert "2/9 người đã đăng ký" in page.content.decode()


def test_a_head_sees_the_own_unit_only(school, campaign, sign_in):
    page = sign_in(school.head).get(reverse("registration_list", args=[campaign.pk]))
    assert list(page.context["page"]) == [school.faculty]


# Doors


@pytest.mark.parametrize("name", CLERKS)
@pytest.mark.parametrize("who", ["head", "rector", "lecturer", "administrator"])
def test_the_clerks_acts_are_the_clerks(who, name, school, campaign, sign_in, unit_url):
    status = "accepted" if name == "registration_reopen" else "sent"
    registration = make_registration(campaign, school.faculty, status)
    assert sign_in(getattr(school, who)).post(unit_url(name), BODY).status_code == 404
    registration.refresh_from_db()
    assert (registration.status, registration.late_until, AuditEntry.objects.count()) == (status, None, 0)


@pytest.mark.parametrize("who", ["other_head", "lecturer", "clerk", "administrator"])
def test_only_the_head_sends(who, school, campaign, sign_in, unit_url):
    make_pledge(campaign, school.lecturer, school.faculty, status="endorsed")
    assert sign_in(getattr(school, who)).post(unit_url("registration_send")).status_code == 404
    assert UnitRegistration.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "code"), [("head", 200), ("clerk", 200), ("rector", 200), ("lecturer", 404), ("other_head", 404)]
)
def test_who_reads_a_units_registration(who, code, school, sign_in, unit_url):
    client = sign_in(getattr(school, who))
    assert client.get(unit_url("unit_registration")).status_code == code
    assert client.get(unit_url("pledge_list_pdf")).status_code == code


@pytest.mark.parametrize(("who", "code"), [("clerk", 200), ("rector", 200), ("head", 404), ("lecturer", 404)])
def test_who_prints_the_whole_schools_list(who, code, school, campaign, sign_in):
    url = reverse("school_pledge_list_pdf", args=[campaign.pk])
    assert sign_in(getattr(school, who)).get(url).status_code == code


@pytest.mark.parametrize("name", ["registration_send", "registration_accept", "unit_pledges_endorse"])
def test_no_act_by_get(name, school, sign_in, unit_url):
    assert sign_in(school.clerk).get(unit_url(name)).status_code == 405


def test_the_lecturer_has_no_overview(school, campaign, sign_in):
    assert sign_in(school.lecturer).get(reverse("registration_list", args=[campaign.pk])).status_code == 404


# Numbers of queries


def more_people(school, campaign, count) -> None:
    for number in range(count):
        person = make_person(f"Lường Văn {'ABCDEFGH'[number]}", school.faculty)
        make_pledge(campaign, person, school.faculty, status="submitted", awards=("LDTT", "CSTDCS"))


@pytest.mark.one_database("how many questions are asked")
@pytest.mark.parametrize("who", ["head", "clerk"])
def test_a_units_page_asks_the_same_for_one_and_three(who, school, campaign, sign_in, unit_url, queries_of):
    client = sign_in(getattr(school, who))
    more_people(school, campaign, 4)  # more than are named with their endorsers
    one = queries_of(client, unit_url("unit_registration"))
    more_people(school, campaign, 3)
    assert queries_of(client, unit_url("unit_registration")) == one


@pytest.mark.one_database("how many questions are asked")
def test_the_overview_asks_the_same_for_one_and_three(school, campaign, sign_in, queries_of):
    client = sign_in(school.clerk)
    url = reverse("registration_list", args=[campaign.pk])
    make_registration(campaign, school.faculty, "sent")
    one = queries_of(client, url)
    for unit in (school.other_faculty, school.office, school.board):
        make_registration(campaign, unit, "accepted")
    more_people(school, campaign, 3)
    assert queries_of(client, url) == one
    assert one <= 20


@pytest.fixture
def queries_of(db):
    """How many queries a page takes; the first visit warms what is read once."""

    def count(client, url) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    return count
