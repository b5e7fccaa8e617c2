"""The screens of an initiative council in a real Chromium, a vice chair presiding: desk, sheet, projector; with axe."""

import pytest
from playwright.sync_api import expect

from awards import hearing, presiding
from tests.awards import hearing_meeting
from tests.awards.meeting import DAY, seats_by_name
from tests.browser import DESK, PHONE, find_chromium, open_house

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not find_chromium(), reason="cần Chromium: apt-get install chromium, hoặc đặt biến CHROMIUM"),
]
SCREEN = {"width": 1920, "height": 1080}
LONG = "Ứng dụng câu hỏi tình huống trong giảng dạy ở các lớp bồi dưỡng cán bộ cơ sở vùng biên giới"


@pytest.fixture
def house(live_server, clock_at, school):
    clock_at(DAY)
    with open_house(live_server) as found:
        yield found


@pytest.fixture
def session(house, school, campaign):
    """Thu presides, Quang is away; two initiatives are being scored."""
    by, found = school.clerk.user, hearing_meeting.planned(school, campaign)
    presiding.hand_over(found, seat=seats_by_name(found)["Thu"], reason="Chủ tịch Hội đồng đi công tác", by=by)
    hearing_meeting.convene(found, by=school.deputy.user, absent=["Quang"])
    for author, title in ((school.lecturer, LONG), (school.lecturer2, "Sổ tay tra cứu văn bản")):
        hearing.open_scoring(hearing_meeting.tabled(found, author, title=title, by=by), by=school.deputy.user)
    return found


def test_the_screens_of_a_session_over_which_a_vice_chair_presides(house, session):
    home = session.get_absolute_url()
    desk = house.person("thu", viewport=DESK).goto(home)
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("Bàn chủ tọa – phiên 20/12/2022")
    author = desk.page.locator("td.td-names").first
    words = author.evaluate(
        """(cell) => [...cell.firstChild.data.matchAll(/[^ ]+/g)].map((word) => {
            const range = document.createRange();
            range.setStart(cell.firstChild, word.index);
            range.setEnd(cell.firstChild, word.index + word[0].length);
            return range.getClientRects().length;
        })"""
    )
    assert set(words) == {1}  # no word of a name is broken over two lines
    phone = house.person("minh", viewport=PHONE).goto(home)
    phone.goto(f"{home}sang-kien/{session.hearings.first().pk}/phieu/")
    expect(phone.page.locator(".td-menu")).to_be_hidden()  # as on a ballot: the sheet, and the way back
    boxes = phone.page.locator("main input[type=text]").all()
    for box, points in zip(boxes, ("30", "40", "10", "0"), strict=True):
        box.fill(points)
    phone.check("Đề nghị công nhận").press("Gửi phiếu")
    expect(desk.page.locator("main")).to_contain_text("Đã chấm 1/4", timeout=15_000)  # without anybody reloading
    screen = house.person("lan", viewport=SCREEN).goto(f"/hop/{session.pk}/man-chieu/")
    expect(screen.page.locator("main")).to_contain_text("đã có 1/4 phiếu")
    title, by = screen.page.locator("tbody th").first, screen.page.locator("tbody th .by").first
    assert by.bounding_box()["x"] == title.bounding_box()["x"]  # the author begins a line
    for person, path in (("thu", "ket-thuc-cham/"), ("lan", "them/")):
        house.person(person, viewport=PHONE).goto(f"{home}sang-kien/{path}")
    clerk = house.person("lan", viewport=PHONE).goto(f"{home}chu-tri/")
    assert "mở chấm, kết thúc chấm, kết thúc phiên họp" in clerk.text
