"""A whole session in a real Chromium: a chair, three members and the projector, on a server that is killed midway."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import connection
from playwright.sync_api import sync_playwright

from awards.models import Box
from tests.awards.live_room import _signed_in
from tests.awards.meeting import DAY, make_session, seats_by_name, table
from tests.browser import DESK, PHONE, House, Person, find_chromium, launch
from tests.reading import bare, stories
from tests.servers import ROOT, free_port, kill, start, wait_for

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not find_chromium(), reason="cần Chromium: apt-get install chromium, hoặc đặt biến CHROMIUM"),
]
BIG = {"width": 1920, "height": 1080}
FRESH = 3_000  # ms in which a screen must show what happened, the browser's own work included
AGREE, DISAGREE, NO_OPINION = Box.Choice


class Served:
    """The program on a database of its own, in a process that may be killed and started again."""

    def __init__(self, folder) -> None:
        self.file, self.port, self.server = folder / "room.sqlite3", free_port(), None
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self.file)])
        self.environment = {"DATABASE_URL": f"sqlite:///{self.file}"}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.server = start(self.port, self.environment, threads=4)
        wait_for(self.port)

    def kill(self) -> None:
        if self.server:
            kill(self.server)

    def ask(self, sql: str) -> list[tuple]:
        with closing(sqlite3.connect(self.file)) as link:
            return link.execute(sql).fetchall()

    def printed(self, kind: str, folder) -> bytes:
        path = folder / f"{kind}.pdf"
        command = [sys.executable, "manage.py", "print", kind, "--to", str(path)]
        subprocess.run(command, cwd=ROOT, env=os.environ | self.environment, check=True, capture_output=True)
        return path.read_bytes()


@pytest.fixture
def session(campaign, council, school, clock_at):
    """Hoa and Ẵm are on the table; nobody has been called yet."""
    clock_at(DAY)
    planned = make_session(campaign, council)
    for person in (school.lecturer, school.lecturer2):
        table(planned, person, school.faculty, by=school.clerk.user)
    return planned


@pytest.fixture
def served(session, tmp_path):
    cookies = {given: _signed_in(seat.staff_member.user) for given, seat in seats_by_name(session).items()}
    found = Served(tmp_path)
    found.cookies = cookies
    found.start()
    yield found
    found.kill()


@pytest.fixture
def house(served):
    with sync_playwright() as playwright:
        browser = launch(playwright)
        found = House(browser, served.url)
        yield found
        browser.close()
    crashes = [fault for fault in found.faults if "ERR_CONNECTION_REFUSED" in fault or "Failed to load" in fault]
    assert [fault for fault in found.faults if fault not in crashes] == []


def enter(house: House, served: Served, given: str, viewport: dict) -> Person:
    """A browser of their own, signed in already."""
    person = house.stranger(viewport=viewport, scripts=True)
    person.context.add_cookies([{"name": "sessionid", "value": served.cookies[given], "url": house.url}])
    return person


def choose(member: Person, choices: list[str]) -> None:
    for place, choice in enumerate(choices):
        member.page.locator("fieldset").nth(place).locator(f"input[value={choice}]").check()
    member.press("Xem lại phiếu")


def test_a_session_with_a_crash_in_the_middle(house, served, session, tmp_path):
    home = session.get_absolute_url()
    chair = enter(house, served, "Quang", DESK)
    thu, minh, dung = (enter(house, served, given, PHONE) for given in ("Thu", "Minh", "Dũng"))
    gather(chair, [thu, minh, dung], home)
    screen = enter(house, served, "Lan", BIG).goto(f"/hop/{session.pk}/man-chieu/")
    round_page = open_round(chair, home)
    screen.page.get_by_text("Đã bỏ phiếu 0/5").wait_for(timeout=FRESH)
    ballot = f"{round_page}phieu/"
    thu.goto(ballot)
    choose(thu, [AGREE, DISAGREE])
    thu.press("Bỏ phiếu")
    screen.page.get_by_text("Đã bỏ phiếu 1/5").wait_for(timeout=FRESH)
    minh.goto(ballot)
    choose(minh, [AGREE, NO_OPINION])
    served.kill()  # Minh has looked the ballot over, Thu has voted
    minh.page.get_by_role("button", name="Bỏ phiếu", exact=True).click()
    minh.page.wait_for_url("chrome-error://**")
    served.start()
    after_the_crash(house, served, ballot, thu, minh)
    screen.page.get_by_text("Đã bỏ phiếu 2/5").wait_for(timeout=4 * FRESH)  # it asks less often while nobody answers
    dung.goto(ballot)
    choose(dung, [AGREE, DISAGREE])
    dung.press("Bỏ phiếu")
    lan = enter(house, served, "Lan", PHONE).goto(ballot)
    choose(lan, [NO_OPINION, AGREE])
    lan.press("Bỏ phiếu")
    chair.goto(ballot)
    choose(chair, [AGREE, AGREE])
    chair.press("Bỏ phiếu")
    assert "Đồng ý" not in chair.text
    count_and_close(house, chair, screen, served, round_page, home)
    read_back(served, tmp_path)


def gather(chair: Person, members: list[Person], home: str) -> None:
    """Roll call, opening, declarations: members for themselves, the chair for the rest."""
    chair.goto(home).follow("Điểm danh").press("Lưu điểm danh")
    assert "Có mặt 5/5" in chair.text
    chair.press("Khai mạc phiên họp")
    for member in members:
        member.goto(home).follow("Khai xung đột lợi ích").press("Lưu khai báo")
        assert "Đã khai xung đột lợi ích." in member.text
    chair.goto(home).press("Ghi: những người còn lại không khai xung đột")
    assert "Các thành viên có mặt đã khai xong." in chair.text


def open_round(chair: Person, home: str) -> str:
    chair.goto(f"{home}lap-luot/?danh-hieu=LDTT").press("Lập lượt bỏ phiếu")
    assert "cần 3/5 phiếu; nhiều nhất có thể 5" in chair.text
    chair.press("Mở bỏ phiếu")
    return chair.path


def after_the_crash(house: House, served: Served, ballot: str, thu: Person, minh: Person) -> None:
    """The vote that was answered counts; the one that was not may be cast, on another device; nobody votes twice."""
    assert served.ask("SELECT COUNT(*) FROM awards_roll WHERE voted") == [(1,)]
    assert "Đã bỏ phiếu" in thu.goto(ballot).text
    assert thu.page.locator("input[type=radio]").count() == 0
    other = enter(house, served, "Minh", DESK).goto(ballot)
    choose(other, [AGREE, NO_OPINION])
    other.press("Bỏ phiếu")
    assert "Đã bỏ phiếu" in other.text
    assert "Đã bỏ phiếu" in minh.goto(ballot).text
    assert served.ask("SELECT COUNT(*) FROM awards_roll WHERE voted") == [(2,)]


def count_and_close(house, chair: Person, screen: Person, served: Served, round_page: str, home: str) -> None:
    assert "%" not in screen.text
    chair.goto(f"{round_page}kiem-phieu/").fill(word="kiem phieu").press("Kiểm phiếu")
    screen.page.get_by_text("80%").first.wait_for(timeout=FRESH)
    rows = served.ask("SELECT agree, disagree, no_opinion, passed FROM awards_question ORDER BY ordinal")
    assert rows == [(4, 0, 1, 1), (2, 2, 1, 0)]
    chair.goto(f"{home}noi-dung/").fill(discussion="Nhất trí.", conclusions="Trình Hiệu trưởng.")
    chair.press("Lưu nội dung biên bản")
    for address in [url for (url,) in served.ask("SELECT id FROM awards_nomination WHERE status = 'recommended'")]:
        chair.goto(f"/ho-so/{address}/ly-do-hoi-dong/").fill(reason="Đã xem minh chứng.").press("Ghi lý do")
    chair.goto(f"{home}ket-thuc/").press("Kết thúc phiên họp")
    assert served.ask("SELECT status FROM awards_councilsession") == [("closed",)]
    house.seen.clear()


def read_back(served: Served, tmp_path) -> None:
    """Minutes and tally sheet say what the database says."""
    minutes = "".join(stories(served.printed("council-minutes", tmp_path)))
    tally = "".join(stories(served.printed("tally-sheet", tmp_path)))
    for name, agree in (("Nguyễn Thị Hoa", 4), ("Lò Văn Ẵm", 2)):
        assert bare(name) in minutes
        assert bare(name) in tally
        assert f"{agree:02}/05" in minutes
    assert bare("phát ra 05; thu về 05; hợp lệ 05; không hợp lệ 00") in tally
