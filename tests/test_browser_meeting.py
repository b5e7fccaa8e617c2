"""A bình xét in a real Chromium: the head on a phone from opening to dossiers, the clerk at a desk; with axe."""

import re
from datetime import date

import pytest

from awards.models import Nomination, UnitReview
from campaigns.models import Campaign, Department
from tests.browser import DESK, PHONE, House, Person, find_chromium, open_house
from thidua import clock

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not find_chromium(), reason="cần Chromium: apt-get install chromium, hoặc đặt biến CHROMIUM"),
]


@pytest.fixture
def house(live_server, demo):
    demo("evaluated")
    with open_house(live_server) as found:
        yield found


def test_from_opening_to_dossiers(house):
    campaign, unit = Campaign.objects.get(year=2022), Department.objects.get(code="XDD")
    head, clerk = house.person("truongkhoa", viewport=PHONE), house.person("thuongtruc", viewport=DESK)
    clerk.goto("/").follow("Nhắc 6 đơn vị chưa kết thúc bình xét công trạng năm")
    review = open_and_call(head, unit)
    vote(head, review)
    close(head, review)
    house.seen.clear()  # the page has changed: it is looked at once more
    head.press("Lập hồ sơ đề nghị từ bình xét")
    assert "Đã lập 10 hồ sơ nháp" in head.text
    assert Nomination.objects.filter(unit=unit).count() == 10
    assert head.fetch(r"^ ?Biên bản \(PDF\)").startswith(b"%PDF-")
    assert head.fetch("Tờ trình của đơn vị").startswith(b"%PDF-")
    head.goto(f"/binh-xet/{review.pk}/kiem-tra/")
    read_and_reopen(clerk, campaign, unit, review)
    at_a_desk(house, review)


def open_and_call(head: Person, unit: Department) -> UnitReview:
    head.goto("/").follow(f"Họp bình xét của {unit} trước ngày 12/12/2022")
    head.fill(held_from="14:00, 07/12/2022", held_to="16:00, 07/12/2022", place="")
    head.page.select_option("[name=secretary]", index=1)
    head.press("Lập biên bản và điểm danh")  # refused: what was typed stays
    assert "Nhập địa điểm" in head.text
    assert head.page.input_value("[name=held_from]") == "14:00, 07/12/2022"
    head.fill(place="Phòng họp A")
    head.page.select_option("[name=deputy]", index=1)
    head.press("Lập biên bản và điểm danh")
    review = UnitReview.objects.get()
    away = head.page.locator("[name^=present_]").last
    away.uncheck()
    reason = away.get_attribute("name").replace("present", "reason")
    head.fill(**{reason: "Đi công tác"}).press("Lưu điểm danh")
    assert "8/9 người có mặt" in head.text
    return review


def vote(head: Person, review: UnitReview) -> None:
    head.follow("Ghi kết quả biểu quyết")
    head.follow("Điền sẵn “tất cả đồng ý” cho trường hợp chưa ghi")
    against = review.cases.order_by("staff_member__sort_key").last()
    head.fill(**{f"agree_{against.pk}": "9"}).press("Lưu kết quả")
    assert "nhiều hơn 8 người có mặt" in head.text
    head.fill(**{f"agree_{against.pk}": "0", f"disagree_{against.pk}": "8", f"reason_{against.pk}": "Xếp loại thấp"})
    head.page.uncheck(f"[name=proposed_{against.pk}]")
    head.press("Lưu kết quả")
    assert "Đã lưu kết quả biểu quyết." in head.text


def close(head: Person, review: UnitReview) -> None:
    head.follow("Ghi nội dung biên bản").fill(opinions="Các ý kiến nhất trí.").press("Lưu nội dung biên bản")
    clock.advance(date(2022, 12, 9))
    head.follow("Kết thúc bình xét").press("Kết thúc bình xét")
    review.refresh_from_db()
    assert (review.status, review.minutes.count()) == ("closed", 1)


def read_and_reopen(clerk: Person, campaign: Campaign, unit: Department, review: UnitReview) -> None:
    clerk.goto(f"/phong-trao/{campaign.pk}/binh-xet/")
    assert re.search(rf"{unit}.*11/12 trường hợp", clerk.text)
    clerk.goto(review.get_absolute_url()).follow("Mở lại biên bản")
    clerk.fill(reason="Ghi nhầm số phiếu").press("Mở lại biên bản")
    assert "Đã mở lại biên bản bình xét" in clerk.text
    review.refresh_from_db()
    assert (review.status, review.minutes.count()) == ("draft", 1)


def at_a_desk(house: House, review: UnitReview) -> None:
    """The pages that were filled in on a phone, on a wide screen."""
    head = house.person("truongkhoa", viewport=DESK).goto(review.get_absolute_url())
    for part in ("sua", "diem-danh", "noi-dung", "bieu-quyet", "truong-hop/them", "ket-thuc"):
        head.goto(f"/binh-xet/{review.pk}/{part}/")
    head.press("Kết thúc bình xét")
    assert "Các bản đã khóa" in head.text
    assert review.minutes.count() == 2
