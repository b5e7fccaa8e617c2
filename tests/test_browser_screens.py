"""The room's screens in a real Chromium: two seconds after an act of somebody else every screen shows it; with axe."""

import time
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from awards import preparing, voting
from tests.awards.meeting import AGREE, DAY, convene, make_session, table, vote
from tests.browser import DESK, PHONE, Person, find_chromium, open_house
from tests.factories import make_person

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not find_chromium(), reason="cần Chromium: apt-get install chromium, hoặc đặt biến CHROMIUM"),
]
SCREEN = {"width": 1920, "height": 1080}
FRESH = 2000  # ms


@pytest.fixture
def house(live_server, school, campaign, council, clock_at):
    clock_at(DAY)
    with open_house(live_server) as found:
        yield found


class Room:
    """A session of the cast with eight cases, and its acts, done by the verbs as from another server of the school."""

    def __init__(self, school, campaign, council) -> None:
        self.chair = school.rector.user
        self.session = make_session(campaign, council)
        for letter in "ABCDEGHI":
            person = make_person(f"Lò Thị Mẫu {letter}", school.faculty)
            table(self.session, person, school.faculty, by=self.chair)
        self.round = None

    def convene(self) -> None:
        convene(self.session, by=self.chair)

    def prepare(self, cases: int) -> None:
        people = self.session.nominations.order_by("pk")[:cases]
        self.round = preparing.prepare_round(self.session, nominations=people, by=self.chair)

    def open(self) -> None:
        voting.open_round(self.round, by=self.chair)

    def vote(self, *given: str) -> None:
        vote(self.round, dict.fromkeys(given, AGREE))

    def count(self) -> None:
        self.round.refresh_from_db()
        voting.count(self.round, by=self.chair)


@pytest.fixture
def room(house, school, campaign, council):
    return Room(school, campaign, council)


def fresh(person: Person) -> float:
    """Two seconds, and what the machine as busy as it is takes for the answers a change needs."""
    began = time.monotonic()
    for _ in range(3):
        person.context.request.get(person.page.url, headers={"X-Unattended": "1"})
    return FRESH + 1000 * (time.monotonic() - began)


def soon(person: Person, words: str) -> None:
    expect(person.page.locator("body")).to_contain_text(words, timeout=fresh(person))


def test_three_screens_are_fresh_within_two_seconds(house, room):
    desk = house.person("quang", viewport=DESK).goto(room.session.get_absolute_url())
    phone = house.person("minh", viewport=PHONE).goto(room.session.get_absolute_url())
    screen = house.person("lan", viewport=SCREEN).goto(f"/hop/{room.session.pk}/man-chieu/")
    everybody = (desk, phone, screen)
    room.convene()
    for person in everybody:
        soon(person, "Đang họp")
    room.prepare(cases=8)
    for person in everybody:
        soon(person, "Lượt 1")
    phone.goto(f"/luot/{room.round.pk}/phieu/")
    soon(phone, "Chờ chủ tọa mở bỏ phiếu")
    room.open()
    expect(phone.page.locator("[type=radio]").first).to_be_visible(timeout=fresh(phone))  # led to the ballot by itself
    soon(desk, "Chưa bỏ phiếu: ")
    soon(screen, "Đã bỏ phiếu 0/5")
    room.vote("Thu", "Quang")
    soon(desk, "Đã bỏ phiếu 2/5")
    soon(screen, "Đã bỏ phiếu 2/5")
    soon(desk, "Đồng chí đã bỏ phiếu.")
    assert phone.page.locator("[type=radio]").count() == 24  # the ballot was left alone
    phone.page.get_by_role("radio", name="Đồng ý", exact=True).first.check()
    room.vote("Minh", "Dũng", "Lan")
    expect(desk.page.get_by_role("link", name="Kiểm phiếu", exact=True)).to_be_visible(timeout=fresh(desk))
    for person in (desk, screen):
        person.look()
    room.count()
    soon(screen, "Được đề nghị: cần trên 50% tổng số")
    soon(desk, "Đã kiểm phiếu")
    assert phone.page.get_by_role("radio", name="Đồng ý", exact=True).first.is_checked()
    screen.look()
    assert screen.page.evaluate("getComputedStyle(document.querySelector('td')).fontSize") == "40px"
    expect(screen.page.locator("caption")).to_contain_text("8 trường hợp, 7–8", timeout=12_000)  # turned by itself
    assert screen.page.url.endswith("?trang=2")


def test_who_has_voted_waits_and_is_led_to_the_result(house, room):
    room.convene()
    room.prepare(cases=1)
    room.open()
    phone = house.person("thu", viewport=PHONE).goto(f"/luot/{room.round.pk}/phieu/")
    phone.check("Đồng ý").press("Xem lại phiếu").press("Bỏ phiếu")
    soon(phone, "Cả phòng đã bỏ phiếu 1/5")
    room.vote("Minh")
    soon(phone, "Cả phòng đã bỏ phiếu 2/5")
    room.vote("Quang", "Dũng", "Lan")
    room.count()
    phone.page.wait_for_url(f"**/luot/{room.round.pk}/", timeout=fresh(phone), wait_until="commit")
    soon(phone, "Kết quả kiểm phiếu")
    assert phone.page.locator("[type=radio]").count() == 0


def test_a_ballot_on_a_phone_has_a_line_of_choices_a_case_and_says_what_is_left(house, room):
    room.convene()
    room.prepare(cases=8)
    room.open()
    ballot = f"/luot/{room.round.pk}/phieu/"
    phone = house.person("thu", viewport=PHONE).goto(ballot)
    tiles = [one.bounding_box() for one in phone.page.locator(".td-vote .form-check").all()]
    assert len(tiles) == 24
    for line in (tiles[start : start + 3] for start in range(0, 24, 3)):
        assert len({tile["y"] for tile in line}) == 1  # side by side
        assert all(tile["height"] >= 56 and tile["width"] >= 100 for tile in line)
    assert phone.page.get_by_role("heading", name="“Lao động tiên tiến”", exact=True).count() == 1
    left = phone.page.locator("#con-lai")
    expect(left).to_have_text("Còn 8 trường hợp chưa chọn. Đến trường hợp đầu tiên chưa chọn")
    agree = phone.page.get_by_role("radio", name="Đồng ý", exact=True)
    agree.nth(0).check()
    expect(left).to_have_text("Còn 7 trường hợp chưa chọn. Đến trường hợp đầu tiên chưa chọn")
    second = phone.page.locator("fieldset").nth(1).get_attribute("id")
    assert left.get_by_role("link").get_attribute("href") == f"#{second}"
    for number in range(1, 8):
        agree.nth(number).check()
    expect(left).to_have_text("Đã chọn đủ 8 trường hợp.")
    phone.look()
    without = house.person("minh", viewport=PHONE, scripts=False).goto(ballot)
    expect(without.page.locator("#con-lai")).to_be_hidden()  # who has no script hears it after “Xem lại phiếu”
    without.page.set_viewport_size({"width": 320, "height": 700})
    without.look()
    edges = {one.bounding_box()["x"] for one in without.page.locator(".td-vote .form-check").all()}
    assert len(edges) == 1  # one below the other where a line is too narrow


def test_what_is_in_use_stays(house, room):
    room.convene()
    room.prepare(cases=2)
    room.open()
    desk = house.person("quang", viewport=DESK).goto(room.session.get_absolute_url())
    page = desk.page
    # A field such as another page of the room may have, in the part that every vote changes.
    page.evaluate(
        """() => {
            const field = document.createElement("input");
            field.id = "dang-go";
            document.getElementById("buoc-4").append(field);
        }"""
    )
    page.get_by_text("8 trường hợp trong chương trình").click()  # unfolded
    page.locator("#dang-go").click()
    page.keyboard.type("Ý kiến ")
    room.vote("Thu", "Minh")
    soon(desk, "Đã bỏ phiếu 2/5")
    expect(page.locator("#chua-bo")).not_to_contain_text("Vũ Thị Thu", timeout=fresh(desk))
    page.keyboard.type("của tôi")
    assert page.evaluate("[document.activeElement.id, document.activeElement.value]") == ["dang-go", "Ý kiến của tôi"]
    page.locator("h1").click()  # left, but something is written in it
    room.vote("Quang", "Dũng", "Lan")
    expect(page.get_by_role("link", name="Kiểm phiếu", exact=True)).to_be_visible(timeout=fresh(desk))
    assert page.locator("#dang-go").input_value() == "Ý kiến của tôi"
    assert page.locator("#buoc-3 details").get_attribute("open") is not None
    # The focus on a link stays on that link.
    link = page.get_by_role("link", name="Kiểm phiếu", exact=True)
    link.focus()
    room.count()
    soon(desk, "Đã biểu quyết 2/8 trường hợp.")
    assert page.evaluate("document.activeElement.textContent") == "Kiểm phiếu"
    page.keyboard.press("Tab")  # left: what had to wait is drawn
    expect(link).to_have_count(0, timeout=2 * fresh(desk))


def test_a_broken_line_is_said_and_heals(house, room):
    room.convene()
    phone = house.person("thu", viewport=PHONE).goto(room.session.get_absolute_url())
    beats: list[float] = []
    phone.page.route("**/nhip/", lambda route: (beats.append(time.monotonic()), route.abort())[1])
    fault = phone.page.locator("[data-live-fault]")
    expect(fault).to_contain_text("Mất kết nối với máy chủ. Những gì trên màn hình là của lúc", timeout=25_000)
    assert len(beats) >= 3
    assert all(late - early > 1.5 for early, late in pairwise(beats[1:]))  # slower and slower
    phone.page.unroute("**/nhip/")
    signed_in = phone.context.cookies()
    phone.context.clear_cookies()
    again = "window.dispatchEvent(new Event('online'))"
    phone.page.evaluate(again)
    expect(fault).to_contain_text("Phiên làm việc đã hết. Tải lại trang để đăng nhập.", timeout=fresh(phone))
    phone.context.add_cookies(signed_in)
    room.prepare(cases=1)
    phone.page.evaluate(again)
    soon(phone, "Chờ chủ tọa mở lượt 1.")
    expect(fault).to_be_hidden()
    house.faults[:] = [one for one in house.faults if "ERR_FAILED" not in one]  # ours, above


def test_a_hidden_page_rests(house, room):
    room.convene()
    phone = house.person("thu", viewport=PHONE).goto(room.session.get_absolute_url())
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    hide = "on => { Object.defineProperty(document, 'hidden', {configurable: true, get: () => on}); "
    hide += "document.dispatchEvent(new Event('visibilitychange')) }"
    phone.page.evaluate(hide, True)
    phone.page.wait_for_timeout(500)  # one that was under way
    asked.clear()
    phone.page.wait_for_timeout(FRESH)
    assert asked == []
    room.prepare(cases=1)
    phone.page.evaluate(hide, False)
    soon(phone, "Chờ chủ tọa mở lượt 1.")


def test_without_scripts(house, room):
    room.convene()
    room.prepare(cases=1)
    phone = house.person("thu", viewport=PHONE, scripts=False).goto(f"/luot/{room.round.pk}/phieu/")
    assert "Chờ chủ tọa mở bỏ phiếu" in phone.text
    room.open()
    expect(phone.page.locator("[type=radio]").first).to_be_visible(timeout=8000)
    screen = house.person("lan", viewport=SCREEN, scripts=False).goto(f"/hop/{room.session.pk}/man-chieu/")
    room.vote("Minh")
    expect(screen.page.locator("body")).to_contain_text("Đã bỏ phiếu 1/5", timeout=8000)
