"""In a real Chromium, on a desk and on a phone: the ratings of a unit are written, looked at and mended."""

from datetime import date

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from campaigns.models import Absence, AnnualRating, Department, StaffMember
from tests.browser import DESK, PHONE, House, find_chromium, launch
from thidua import clock

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not find_chromium(), reason="cần Chromium: apt-get install chromium, hoặc đặt biến CHROMIUM"),
]

PAPER = "61/TB-TCT ngày 06/12/2022"
GOOD, BEST = "Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ"


@pytest.fixture
def house(live_server, demo):
    demo("launched")
    clock.advance(date(2022, 12, 6))
    with sync_playwright() as playwright:
        browser = launch(playwright)
        found = House(browser, live_server.url.replace("localhost", "127.0.0.1"))
        yield found
        browser.close()
        connections.close_all()
    assert found.faults == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["1280", "390"])
def test_the_ratings_of_a_unit_are_written_on_one_sheet(house, viewport):
    unit = Department.objects.get(code="XDD")
    away = StaffMember.objects.filter(postings__department=unit, user=None, joined_on__year__lt=2022).first()
    Absence.objects.create(staff_member=away, kind="sick", starts_on=date(2022, 3, 1), ends_on=date(2022, 6, 30))
    clerk = house.person("thuongtruc", viewport=viewport)
    assert "Ghi xếp loại năm 2022" in clerk.goto("/").text
    clerk.goto(f"/xep-loai/2022/?don_vi={unit.pk}").follow("Ghi xếp loại nhiều người")
    boxes = clerk.page.locator("main select")
    for number in range(boxes.count()):
        boxes.nth(number).select_option(label=GOOD)
    clerk.press("Lưu xếp loại")
    assert "Nhập số, ngày văn bản xếp loại" in clerk.text
    assert {boxes.nth(n).input_value() for n in range(boxes.count())} == {"good"}, "what was chosen stays"
    clerk.fill(source=PAPER, rated_on="6/12/2022").press("Lưu xếp loại")
    assert f"Đã lưu xếp loại: ghi mới {boxes.count()}." in clerk.text
    assert "Nghỉ 4 tháng trong năm" in clerk.text, "what to look at stands beside the row at once"
    assert AnnualRating.objects.filter(year=2022, rated_on=date(2022, 12, 6), source=PAPER).count() == boxes.count()
    clerk.page.get_by_label(f"Mức xếp loại của {away}").first.select_option(label="Hoàn thành nhiệm vụ")
    clerk.fill(source="62/TB-TCT ngày 06/12/2022").press("Lưu xếp loại")
    assert f"đổi 1 ({away}: {GOOD} → Hoàn thành nhiệm vụ)" in clerk.text
    assert "Nghỉ 4 tháng trong năm" not in clerk.text
    clerk.goto("/xep-loai/2022/?xem=on")
    clerk.goto("/xep-loai/2021/")  # a year with the share of the outstanding to look at
    clerk.goto(f"/can-bo/{away.pk}/")
    house.person("truongkhoa", viewport=viewport).goto("/xep-loai/2022/")
