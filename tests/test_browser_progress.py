"""In a real Chromium: a word in mid-phase and the self-assessment on a phone, the head's confirmation, the pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from campaigns.models import Campaign, CheckIn, Evaluation, Phase, Pledge
from tests.browser import PHONE, House, Person, find_chromium, launch
from thidua import clock

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not find_chromium(), reason="cần Chromium: apt-get install chromium, hoặc đặt biến CHROMIUM"),
]

NAME = "Lê Thị Mẫu Ẵm"


@pytest.fixture
def house(live_server, demo):
    demo("pledged")
    clock.advance(date(2022, 5, 20))
    with sync_playwright() as playwright:
        browser = launch(playwright)
        found = House(browser, live_server.url.replace("localhost", "127.0.0.1"))
        yield found
        browser.close()
        connections.close_all()
    assert found.faults == []


def test_from_a_word_to_a_confirmed_result(house):
    phase = Phase.objects.get(campaign=Campaign.objects.get(), ordinal=1)
    lecturer = house.person("canbo", viewport=PHONE)
    check_in(lecturer.goto("/"), phase)
    self_assess(lecturer, phase)
    confirm(house.person("truongkhoa"), phase)
    pledge = Pledge.objects.get(staff_member__user__username="canbo")
    pages = ("tien-do/", "tien-do/nguoi/?loc=chua-bao", "ket-qua/", f"tien-do/ban-dang-ky/{pledge.pk}/")
    for clerk in (house.person("thuongtruc"), house.person("thuongtruc", viewport=PHONE)):
        for page in pages:
            clerk.goto(f"/danh-gia/dot/{phase.pk}/{page}")
        clerk.goto(f"/phong-trao/{phase.campaign_id}/y-kien-don-vi-cu/")


def check_in(lecturer: Person, phase: Phase) -> None:
    lecturer.follow("Báo tiến độ Đợt 1: 1 chỉ tiêu chưa có tin")
    target = phase.campaign.pledges.get(staff_member__user__username="canbo").targets.get(phase=phase)
    amount, line = f"chi__tieu__{target.pk}__amount", f"chi__tieu__{target.pk}__line"
    lecturer.fill(**{amount: "năm", line: "Đang viết bản thảo."}).press("Ghi tiến độ")
    assert "đến nay phải là số, từ 0 trở lên" in lecturer.text
    assert lecturer.page.input_value(f"[name={line.replace('__', '-')}]") == "Đang viết bản thảo."
    lecturer.fill(**{amount: "0,5"}).press("Ghi tiến độ")
    assert "Đã ghi tiến độ của 1 chỉ tiêu." in lecturer.text
    assert CheckIn.objects.get().so_far == Decimal("0.5")


def self_assess(lecturer: Person, phase: Phase) -> None:
    lecturer.goto(f"/danh-gia/dot/{phase.pk}/cua-toi/").press("Bắt đầu tự đánh giá")
    assert lecturer.page.input_value("[name=chi-tieu-0-result]") == "0,5"
    lecturer.fill(self_assessment="Hoàn thành tốt.", chi__tieu__0__miss_reason="Chờ nghiệm thu.")
    lecturer.press("Lưu và tiếp tục").press("Gửi tự đánh giá", clicks=2)
    assert "Đã gửi tự đánh giá Đợt 1." in lecturer.text


def confirm(head: Person, phase: Phase) -> None:
    head.goto(f"/danh-gia/dot/{phase.pk}/?loc=cho-xac-nhan").press("Xác nhận các bản đã chọn")
    assert "Chọn ít nhất một bản tự đánh giá đang chờ xác nhận." in head.text
    head.goto(f"/danh-gia/dot/{phase.pk}/?loc=cho-xac-nhan").check(f"Chọn {NAME}").press("Xác nhận các bản đã chọn")
    assert "Đã xác nhận 1 bản tự đánh giá." in head.text
    assert Evaluation.objects.get().status == "confirmed"
