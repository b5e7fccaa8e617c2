"""The home page: what waits for the person who looks, by when; twenty queries at most for everybody."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import preparing, tallying, voting
from campaigns.models import Pledge, UnitRegistration
from tests.awards.meeting import DAY, convene, make_session, seats_by_name, table
from tests.factories import make_nomination, make_pledge, make_registration

pytestmark = pytest.mark.django_db
SUBMITTED, REGISTERED = Pledge.Status.SUBMITTED, Pledge.Status.REGISTERED


def todos(client) -> list[str]:
    """The texts of the list, in order."""
    response = client.get("/")
    assert response.status_code == 200
    return [todo.text for _, rows in response.context["groups"] for todo in rows]


def test_a_lecturer_is_asked_for_a_pledge_and_told_what_the_law_says(campaign, school, sign_in):
    html = sign_in(school.lecturer).get("/").content.decode()
    assert "Viết bản đăng ký thi đua năm 2022" in html
    assert "Quá hạn thì năm 2022 không được xét danh hiệu thi đua." in html
    assert "Việc cần làm (1)" in html


def test_a_sent_pledge_waits_for_somebody_named(campaign, school, sign_in):
    make_pledge(campaign, school.lecturer, school.faculty, status=SUBMITTED)
    response = sign_in(school.lecturer).get("/")
    assert [row.text for row in response.context["waiting"]] == [
        "Bản đăng ký thi đua năm 2022 – chờ Trưởng khoa Trần Văn Minh xác nhận"
    ]
    assert response.context["count"] == 0


def test_a_head_endorses_writes_for_the_collective_and_sends(campaign, school, sign_in):
    make_pledge(campaign, school.lecturer, school.faculty, status=SUBMITTED)
    make_pledge(campaign, school.stranger, school.other_faculty, status=SUBMITTED)
    assert sorted(todos(sign_in(school.head))) == [
        "Gửi đăng ký của đơn vị: Khoa Xây dựng Đảng",
        "Viết bản đăng ký thi đua của tập thể Khoa Xây dựng Đảng",
        "Viết bản đăng ký thi đua năm 2022",
        "Xác nhận bản đăng ký của Nguyễn Thị Hoa",
    ]


def test_the_clerk_accepts_lists_and_is_led_to_the_only_one(campaign, school, sign_in):
    make_registration(campaign, school.faculty, UnitRegistration.Status.SENT)
    client = sign_in(school.clerk)
    assert "Duyệt đăng ký của Khoa Xây dựng Đảng" in todos(client)
    assert f"/phong-trao/{campaign.pk}/don-vi/{school.faculty.pk}/dang-ky/" in client.get("/").content.decode()


def test_in_december_a_head_is_asked_for_dossiers_until_they_are_written(campaign, school, sign_in, clock_at):
    make_pledge(campaign, school.lecturer, school.faculty, status=REGISTERED)
    make_pledge(campaign, school.lecturer2, school.faculty, status=REGISTERED)
    clock_at(date(2022, 10, 25))
    wanted = "Lập hồ sơ đề nghị: 2 người đã đăng ký chưa có hồ sơ"
    assert wanted not in todos(sign_in(school.head))
    clock_at(date(2022, 10, 26))
    assert wanted in todos(sign_in(school.head))
    make_nomination(campaign, school.lecturer, school.faculty)
    assert "Lập hồ sơ đề nghị: 1 người đã đăng ký chưa có hồ sơ" in todos(sign_in(school.head))


def test_a_missed_evaluation_stays_on_the_list(campaign, school, sign_in, clock_at):
    clock_at(date(2022, 10, 1))
    assert "Tự đánh giá Đợt 1 năm 2022" in todos(sign_in(school.lecturer))


def test_nothing_waits_and_the_page_names_the_next_date(school, sign_in):
    html = sign_in(school.lecturer).get("/").content.decode()
    assert "Không có việc nào chờ đồng chí." in html
    assert "Chưa có phong trào nào được phát động." in html


@pytest.mark.parametrize(
    ("way", "row", "page"),
    [
        ("secret", "Bỏ phiếu lượt đang mở", "ballot"),
        ("paper", "Nhận và bỏ phiếu giấy tại phòng họp: lượt đang mở", "round"),
        ("hands", "Giơ tay biểu quyết tại phòng họp: lượt đang mở", "round"),
        ("written", "", ""),
    ],
)
def test_an_open_round_asks_for_what_its_way_is(way, row, page, campaign, school, council, sign_in, clock_at):
    clock_at(DAY)
    session = convene(make_session(campaign, council), by=school.rector.user)
    tabled = table(session, school.lecturer, school.faculty, by=school.rector.user)
    seats = seats_by_name(session)
    tallying.appoint(session, seats=[seats["Minh"], seats["Dũng"]], by=school.rector.user)
    terms = preparing.Terms(way, "Mất mạng")
    opened = preparing.prepare_round(session, nominations=tabled, terms=terms, by=school.rector.user)
    voting.open_round(opened, by=school.rector.user)
    found = todos(sign_in(school.deputy))
    assert [one for one in found if "lượt đang mở" in one] == ([row] if row else [])
    assert (reverse(page, args=[opened.pk]) in sign_in(school.deputy).get("/").content.decode()) if page else True


@pytest.mark.one_database("how many questions are asked")
@pytest.mark.parametrize("who", ["rector", "clerk", "head"])
def test_at_most_twenty_queries_while_a_round_is_open_in_december(who, campaign, school, council, sign_in, clock_at):
    clock_at(DAY)
    session = convene(make_session(campaign, council), by=school.rector.user)
    tabled = table(session, school.lecturer, school.faculty, by=school.rector.user)
    make_pledge(campaign, school.stranger, school.other_faculty, status=REGISTERED)
    ballot = preparing.prepare_round(session, nominations=tabled, by=school.rector.user)
    voting.open_round(ballot, by=school.rector.user)
    client = sign_in(getattr(school, who))
    assert "Bỏ phiếu lượt đang mở" in todos(client)
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) <= 20


@pytest.mark.one_database("how many questions are asked")
@pytest.mark.parametrize("who", ["lecturer", "head", "clerk", "rector", "deputy", "administrator"])
def test_at_most_twenty_queries(who, campaign, school, council, sign_in):
    for person, unit in ((school.lecturer, school.faculty), (school.lecturer2, school.faculty)):
        make_pledge(campaign, person, unit, status=SUBMITTED)
    client = sign_in(getattr(school, who))
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) <= 20
