"""The room's screens in a real Chromium: two seconds after an act of somebody else every screen shows it; with axe."""

import re
import time

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from awards import convening, electorate, voting
from awards.models import CouncilSession, Roll
from tests.browser import DESK, PHONE, House, Person, find_chromium, launch
from thidua import clock

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not find_chromium(), reason="cần Chromium: apt-get install chromium, hoặc đặt biến CHROMIUM"),
]
SCREEN = {"width": 1920, "height": 1080}
FRESH = 2000  # ms


@pytest.fixture
def house(live_server, demo):
    demo("tabled")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        found = House(browser, live_server.url.replace("localhost", "127.0.0.1"))
        yield found
        browser.close()
        connections.close_all()  # beside Playwright's event loop Django keeps connections of its own
    assert found.faults == []


class Room:
    """The session of the demo and its acts, done by the verbs as another server of the school would."""

    def __init__(self) -> None:
        self.session = CouncilSession.objects.get()
        clock.advance(timezone.localdate(self.session.planned_for))
        self.seats = list(electorate.seats_of(self.session).select_related("staff_member__user"))
        self.chair = next(seat.staff_member.user for seat in self.seats if seat.role == "chair")
        self.round = None

    def convene(self) -> None:
        convening.call_roll(self.session, present={seat.pk for seat in self.seats}, reasons={}, by=self.chair)
        convening.convene(self.session, by=self.chair)

    def prepare(self, cases: int) -> None:
        people = self.session.nominations.filter(award="LDTT", status="tabled", department__isnull=True)[:cases]
        self.round = voting.prepare_round(self.session, nominations=people, by=self.chair)

    def open(self) -> None:
        voting.open_round(self.round, by=self.chair)

    def vote(self, *usernames: str) -> None:
        for seat in self.seats:
            if seat.staff_member.user.username in usernames:
                asked = voting.open_to(self.round, seat)
                voting.cast(self.round, seat=seat, choices=dict.fromkeys(asked, "agree"))

    def vote_the_rest(self) -> None:
        left = Roll.objects.filter(round=self.round, voted=False).values_list("seat__staff_member__user__username")
        self.vote(*(username for (username,) in left))

    def count(self) -> None:
        self.round.refresh_from_db()
        voting.count(self.round, by=self.chair)


@pytest.fixture
def room(house):
    return Room()


def soon(person: Person, words: str) -> None:
    """Within two seconds of now."""
    expect(person.page.locator("body")).to_contain_text(words, timeout=FRESH)


def test_three_screens_are_fresh_within_two_seconds(house, room):
    desk = house.person("hieutruong", viewport=DESK).goto(room.session.get_absolute_url())
    phone = house.person("uyvien2", viewport=PHONE).goto(room.session.get_absolute_url())
    screen = house.person("thuongtruc", viewport=SCREEN).goto(f"/hop/{room.session.pk}/man-chieu/")
    everybody = (desk, phone, screen)
    room.convene()
    for person in everybody:
        soon(person, "Đang họp")
    room.prepare(cases=8)
    for person in everybody:
        soon(person, "Lượt 1")
    phone.goto(f"/luot/{room.round.pk}/phieu/")
    soon(phone, "Chờ Chủ tịch mở bỏ phiếu")
    room.open()
    expect(phone.page.locator("[type=radio]").first).to_be_visible(timeout=FRESH)  # led to the ballot by itself
    soon(desk, "Chưa bỏ phiếu: ")
    soon(screen, "Đã bỏ phiếu 0/7")
    room.vote("uyvien", "hieutruong")
    soon(desk, "Đã bỏ phiếu 2/7")
    soon(screen, "Đã bỏ phiếu 2/7")
    soon(desk, "Đồng chí đã bỏ phiếu.")
    assert phone.page.locator("[type=radio]").count() == 24  # the ballot was left alone
    phone.page.get_by_role("radio", name="Đồng ý", exact=True).first.check()
    room.vote_the_rest()
    expect(desk.page.get_by_role("link", name="Kiểm phiếu", exact=True)).to_be_visible(timeout=FRESH)
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
    phone = house.person("uyvien", viewport=PHONE).goto(f"/luot/{room.round.pk}/phieu/")
    phone.check("Đồng ý").press("Xem lại phiếu").press("Bỏ phiếu")
    soon(phone, "Cả phòng đã bỏ phiếu 1/7")
    room.vote("uyvien2")
    soon(phone, "Cả phòng đã bỏ phiếu 2/7")
    room.vote_the_rest()
    room.count()
    phone.page.wait_for_url(f"**/luot/{room.round.pk}/", timeout=FRESH)
    soon(phone, "Kết quả kiểm phiếu")


def test_what_is_in_use_stays(house, room):
    room.convene()
    room.prepare(cases=2)
    room.open()
    desk = house.person("hieutruong", viewport=DESK).goto(room.session.get_absolute_url())
    page = desk.page
    # A field such as another page of the room may have, in the part that every vote changes.
    page.evaluate(
        """() => {
            const field = document.createElement("input");
            field.id = "dang-go";
            document.getElementById("buoc-4").append(field);
        }"""
    )
    page.get_by_text("49 trường hợp trong chương trình").click()  # unfolded
    page.locator("#dang-go").click()
    page.keyboard.type("Ý kiến ")
    room.vote("uyvien", "uyvien2")
    soon(desk, "Đã bỏ phiếu 2/7")
    expect(page.locator("#chua-bo")).not_to_contain_text("Trần Thị Giả", timeout=FRESH)  # the smaller part is renewed
    page.keyboard.type("của tôi")
    assert page.evaluate("[document.activeElement.id, document.activeElement.value]") == ["dang-go", "Ý kiến của tôi"]
    page.locator("h1").click()  # left, but something is written in it
    room.vote_the_rest()
    expect(page.get_by_role("link", name="Kiểm phiếu", exact=True)).to_be_visible(timeout=FRESH)
    assert page.locator("#dang-go").input_value() == "Ý kiến của tôi"
    assert page.locator("#buoc-3 details").get_attribute("open") is not None
    # The focus on a link stays on that link.
    link = page.get_by_role("link", name="Kiểm phiếu", exact=True)
    link.focus()
    room.count()
    soon(desk, "Đã biểu quyết 2/49 trường hợp.")
    assert page.evaluate("document.activeElement.textContent") == "Kiểm phiếu"
    page.keyboard.press("Tab")  # left: what had to wait is drawn
    expect(link).to_have_count(0, timeout=2 * FRESH)


def test_a_broken_line_is_said_and_heals(house, room):
    room.convene()
    phone = house.person("uyvien", viewport=PHONE).goto(room.session.get_absolute_url())
    beats: list[float] = []
    phone.page.route("**/nhip/", lambda route: (beats.append(time.monotonic()), route.abort())[1])
    fault = phone.page.locator("[data-live-fault]")
    expect(fault).to_contain_text("Mất kết nối với máy chủ. Những gì trên màn hình là của lúc", timeout=25_000)
    assert len(beats) >= 3
    assert [late - early > 1.5 for early, late in zip(beats[1:], beats[2:], strict=False)] == [True] * (len(beats) - 2)
    phone.page.unroute("**/nhip/")
    room.prepare(cases=1)
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    soon(phone, "Chờ Chủ tịch mở bỏ phiếu lượt 1.")
    expect(fault).to_be_hidden()
    house.faults[:] = [one for one in house.faults if "ERR_FAILED" not in one]  # ours, above


def test_a_hidden_page_rests_and_who_signed_out_is_told(house, room):
    room.convene()
    phone = house.person("uyvien", viewport=PHONE).goto(room.session.get_absolute_url())
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
    expect(phone.page.locator("body")).to_contain_text("mở bỏ phiếu lượt 1", timeout=1000)  # at once
    phone.context.clear_cookies()
    expect(phone.page.locator("[data-live-fault]")).to_contain_text("Phiên làm việc đã hết.", timeout=25_000)


def test_without_scripts(house, room):
    room.convene()
    room.prepare(cases=1)
    phone = house.person("uyvien", viewport=PHONE, scripts=False).goto(f"/luot/{room.round.pk}/phieu/")
    assert "Chờ Chủ tịch mở bỏ phiếu" in phone.text
    room.open()
    expect(phone.page.locator("[type=radio]").first).to_be_visible(timeout=8000)
    screen = house.person("thuongtruc", viewport=SCREEN, scripts=False).goto(f"/hop/{room.session.pk}/man-chieu/")
    room.vote("uyvien2")
    expect(screen.page.locator("body")).to_contain_text("Đã bỏ phiếu 1/7", timeout=8000)
    assert re.search(r"Đang bỏ phiếu", screen.text)
