"""In a real Chromium: self scores on a phone, the unit's scoring and settling at a desk, criteria; with axe."""

from datetime import date

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from campaigns.models import Campaign, CriteriaSet, ScoreSheet
from tests.browser import PHONE, House, Person, find_chromium, launch

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not find_chromium(), reason="cần Chromium: apt-get install chromium, hoặc đặt biến CHROMIUM"),
]

NAME = "Nguyễn Thị Hoa"


@pytest.fixture
def house(live_server, campaign, clock_at):
    clock_at(date(2022, 11, 20))
    with sync_playwright() as playwright:
        browser = launch(playwright)
        found = House(browser, live_server.url.replace("localhost", "127.0.0.1"))
        yield found
        browser.close()
        connections.close_all()
    assert found.faults == []


def test_from_criteria_to_a_settled_figure(house):
    campaign = Campaign.objects.get()
    write_criteria(house.person("lan"), campaign)
    lecturer = house.person("hoa", viewport=PHONE)
    score_oneself(lecturer)
    sheet = ScoreSheet.objects.get()
    score(house.person("minh"), sheet)
    lecturer.goto(f"/cham-diem/{sheet.pk}/")
    assert "Trần Văn Minh chấm" not in lecturer.text
    assert "91" in lecturer.text
    for person in (house.person("lan", viewport=PHONE), house.person("minh", viewport=PHONE)):
        person.goto(f"/phong-trao/{campaign.pk}/cham-diem/").goto(f"/phong-trao/{campaign.pk}/bang-tieu-chi/")


def write_criteria(clerk: Person, campaign: Campaign) -> None:
    clerk.goto(f"/phong-trao/{campaign.pk}/").follow("Bảng tiêu chí chấm điểm (nếu Trường chấm điểm)")
    clerk.page.get_by_role("link", name="Lập bảng tiêu chí cá nhân").click()
    clerk.fill(due_on="30/11/2022", criteria__0__name="Chuyên môn", criteria__0__weight="60,5")
    clerk.fill(criteria__1__name="Phong trào", criteria__1__weight="40").press("Lưu bảng tiêu chí")
    # Beside the grey button:
    assert "phải bằng 100 (thừa 0,5)" in clerk.text
    clerk.follow("Sửa bảng tiêu chí").fill(criteria__0__weight="60").press("Lưu bảng tiêu chí")
    clerk.press("Áp dụng bảng tiêu chí")
    assert CriteriaSet.objects.get().status == "open"


def score_oneself(lecturer: Person) -> None:
    lecturer.goto("/").follow("Tự chấm điểm năm 2022")
    first, second = boxes()
    lecturer.fill(**{first: "năm", second: "38,5"}).press("Gửi điểm tự chấm")
    assert "Điểm tiêu chí 1 phải là số, từ 0 trở lên" in lecturer.text
    assert lecturer.page.input_value(f"[name={second}]") == "38,5"
    lecturer.fill(**{first: "55"}).press("Lưu nháp").press("Gửi điểm tự chấm", clicks=2)
    assert "Đã gửi điểm tự chấm" in lecturer.text
    lecturer.press("Rút lại điểm tự chấm").fill(**{second: "0"}).press("Gửi điểm tự chấm")
    assert ScoreSheet.objects.get().self_total == 55


def score(head: Person, sheet: ScoreSheet) -> None:
    head.goto("/").follow(f"Chấm điểm {NAME}")
    first, second = boxes()
    head.fill(**{first: "52", second: ""}).press("Gửi điểm đã chấm")
    assert "còn 1 tiêu chí chưa có điểm" in head.text
    head.fill(**{second: "35"}).press("Gửi điểm đã chấm")
    head.fill(**{first: "54", "thuong__tru__0__points": "2"}).press("Chốt điểm")  # refused: no reasons
    assert "Ghi lý do điểm tiêu chí 1 khác điểm trung bình 52" in head.text
    head.fill(**{first.replace("points", "reason"): "Thêm một đề tài"})
    head.fill(thuong__tru__0__reason="Giải ba hội giảng").press("Chốt điểm")
    assert f"Đã chốt điểm của {NAME}: 91." in head.text
    head.follow("Mở lại điểm đã chốt").fill(reason="Cộng nhầm.").press("Mở lại điểm đã chốt")
    head.follow("Chốt điểm").press("Chốt điểm")
    sheet.refresh_from_db()
    assert (sheet.status, sheet.unit_total) == ("settled", 91)


def boxes() -> list[str]:
    return [f"points_{one.pk}" for one in CriteriaSet.objects.get().criteria.all()]
