"""The walk in a real Chromium, from a pledge on a phone to a decision opened and verified; and without scripts."""

from datetime import date

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from awards import attending, convening, declaring, preparing, voting
from awards.models import Box, Council, CouncilSession, Decision, Nomination, Roll, Round
from campaigns.models import Campaign, Department, Pledge, Posting, StaffMember
from tests.awards.meeting import make_session, table
from tests.browser import PHONE, House, Person, find_chromium, launch
from thidua import clock
from thidua.models import AuditEntry

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not find_chromium(), reason="cần Chromium: apt-get install chromium, hoặc đặt biến CHROMIUM"),
]

NAME = "Lê Thị Mẫu Ẵm"
AWAY = ("uyvien3", "truongphong")
VOTERS = ("hieutruong", "uyvien", "truongkhoa", "uyvien2", "thuongtruc")


BAD_PAGE = """<html lang="vi"><title>Sai</title><main><h1>Sai</h1><p style="width: 2000px">Rộng</p>
<img src="http://192.0.2.1/x.png"><script>console.error("hỏng")</script></main></html>"""


@pytest.fixture
def house(live_server, demo):
    demo("launched")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        found = House(browser, live_server.url.replace("localhost", "127.0.0.1"))
        yield found
        browser.close()
        # Beside Playwright's event loop Django keeps connections of its own; left open they hold the test database.
        connections.close_all()
    assert found.faults == []


def test_from_a_pledge_to_a_decision(house):
    campaign, unit = Campaign.objects.get(), Department.objects.get(code="XDD")
    head, clerk, chair = (house.person(name) for name in ("truongkhoa", "thuongtruc", "hieutruong"))
    pledge_on_a_phone(house, campaign)
    register(head, clerk, campaign, unit)
    house.person("quantri").goto("/").fill(to="05/12/2022").press("Đổi ngày giả định")
    nomination = nominate(head, clerk, campaign)
    session = plan(clerk)
    clock.advance(date(2022, 12, 20))
    vote(house, chair, clerk, session)
    nomination.refresh_from_db()
    assert nomination.status == "recommended"
    clock.advance(date(2022, 12, 30))
    decision = decide(chair, clerk)
    look_from_outside(house, decision)
    assert len(house.seen) >= 30  # pages that were looked at, not only passed through


def test_a_bad_page_would_be_noticed():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        house = House(browser, "")
        somebody = house.stranger(viewport=PHONE)
        somebody.context.route("**", lambda route: route.abort())
        somebody.page.set_content(BAD_PAGE)
        somebody.look()
        browser.close()
    said = " ".join(house.faults)
    signs = ("console: hỏng", "request to outside: http://192.0.2.1/x.png", "px wide", "image-alt (critical)")
    assert [sign in said for sign in signs] == [True] * 4


def test_without_scripts(house):
    """A pledge and a vote: the same pages, the same results."""
    lecturer = house.person("canbo", scripts=False)
    write_pledge(lecturer, Campaign.objects.get())
    lecturer.press("Gửi đăng ký")
    assert Pledge.objects.get().status == "submitted"
    round_ = open_round()
    member = house.person("uyvien", viewport=PHONE, scripts=False).goto(f"/luot/{round_.pk}/phieu/")
    member.check("Không đồng ý").press("Xem lại phiếu")
    assert "Không đồng ý" in member.text
    member.press("Bỏ phiếu")
    assert "không ghi đồng chí chọn gì" in member.text
    assert list(Roll.objects.filter(voted=True).values_list("seat__staff_member__user__username", flat=True)) == [
        "uyvien"
    ]
    assert list(Box.objects.filter(count=1).values_list("choice", flat=True)) == ["disagree"]


def test_writing_saves_itself_and_a_row_is_stored_once(house):
    campaign = Campaign.objects.get()
    lecturer = house.person("canbo").goto(f"/phong-trao/{campaign.pk}/dang-ky-cua-toi/").press("Bắt đầu bản đăng ký")
    lecturer.check("“Lao động tiên tiến”").press("Lưu và tiếp tục")
    said = lecturer.page.locator(".td-autosave")
    lecturer.fill(targets__1__content="Giảng dạy")
    said.filter(has_text="Đã giữ chữ lúc").wait_for()
    assert "Nhập số lượng" in said.inner_text() or "Nhập đơn vị tính" in said.inner_text()
    lecturer.fill(targets__1__unit_of_measure="tiết", targets__1__amount="280")
    said.filter(has_text="Đã tự lưu lúc").wait_for()
    assert [target.amount for target in Pledge.objects.get().targets.all()] == [280]
    lecturer.fill(targets__1__amount="300", targets__0__content="Dự giờ")
    lecturer.fill(targets__0__unit_of_measure="tiết", targets__0__amount="4").press("Lưu và tiếp tục")
    assert [(target.content, target.amount) for target in Pledge.objects.get().targets.all()] == [
        ("Giảng dạy", 300),
        ("Dự giờ", 4),
    ]
    assert lecturer.path.endswith("/kiem-tra/")


# --- registration


def pledge_on_a_phone(house: House, campaign: Campaign) -> None:
    lecturer = house.person("canbo", viewport=PHONE).goto("/")
    lecturer.page.keyboard.press("Tab")
    assert lecturer.page.evaluate("document.activeElement.className") == "td-skip"
    lecturer.follow("Viết bản đăng ký thi đua năm 2022")
    write_pledge(lecturer, campaign)
    lecturer.press("Gửi đăng ký", clicks=2)  # an impatient finger
    pledge = Pledge.objects.get(staff_member__user__username="canbo")
    assert lecturer.path == f"/dang-ky/{pledge.pk}/bien-nhan/"
    assert pledge.receipt_code in lecturer.text
    assert AuditEntry.objects.filter(verb="pledge.submit").count() == 1
    lecturer.back()  # no page is kept: what comes is what is so now, without the button
    assert lecturer.page.get_by_role("button", name="Gửi đăng ký", exact=True).count() == 0
    assert "Đã gửi" in lecturer.text
    assert AuditEntry.objects.filter(verb="pledge.submit").count() == 1
    lecturer.goto("/phong-trao/" + str(campaign.pk) + "/").goto(f"/dang-ky/{pledge.pk}/")
    assert lecturer.fetch("PDF").startswith(b"%PDF-")


def write_pledge(lecturer: Person, campaign: Campaign) -> None:
    lecturer.goto(f"/phong-trao/{campaign.pk}/dang-ky-cua-toi/").press("Bắt đầu bản đăng ký")
    lecturer.check("“Lao động tiên tiến”").press("Lưu và tiếp tục")
    lecturer.fill(targets__0__content="Giảng dạy", targets__0__unit_of_measure="tiết", targets__0__amount="nhiều")
    lecturer.press("Lưu và tiếp tục")  # refused: what was typed stays
    assert "Dòng 1: Số lượng phải là số, từ 0 trở lên" in lecturer.text
    assert lecturer.page.input_value("[name=targets-0-content]") == "Giảng dạy"
    lecturer.fill(targets__0__amount="280,5").press("Lưu và tiếp tục")
    assert "280,5" in lecturer.text


def register(head: Person, clerk: Person, campaign: Campaign, unit: Department) -> None:
    head.goto("/").follow(f"Xác nhận bản đăng ký của {NAME}").press("Xác nhận bản đăng ký")
    page = f"/phong-trao/{campaign.pk}/don-vi/{unit.pk}/dang-ky/"
    head.goto(page).press("Gửi đăng ký của đơn vị")
    clerk.goto("/").follow(f"Duyệt đăng ký của {unit}").press("Duyệt đăng ký của đơn vị")
    assert Pledge.objects.get().status == "registered"


# --- nomination, session


def nominate(head: Person, clerk: Person, campaign: Campaign) -> Nomination:
    head.goto(f"/phong-trao/{campaign.pk}/ho-so/").goto(f"/phong-trao/{campaign.pk}/ho-so/them/")
    head.page.select_option("[name=award]", "LDTT")
    head.page.select_option("[name=person]", label=NAME)
    head.fill(grounds="Giảng dạy tốt.").press("Lập hồ sơ nháp").press("Nộp hồ sơ đề nghị")
    nomination = Nomination.objects.get()
    clerk.goto(f"/ho-so/{nomination.pk}/").press("Xác nhận đã thẩm định")
    nomination.refresh_from_db()
    assert (nomination.status, nomination.rule_set) == ("verified", "A")
    return nomination


def plan(clerk: Person) -> CouncilSession:
    clerk.goto("/phien-hop/").goto("/phien-hop/them/")
    clerk.fill(planned_for="14:00, 20/12/2022", place="Phòng họp A").press("Lưu phiên họp")
    session = CouncilSession.objects.get()
    clerk.goto(f"/phien-hop/{session.pk}/ho-so/").check(f"Chọn {NAME}").press("Đưa hồ sơ đã chọn vào phiên họp")
    clerk.press("Đưa 1 hồ sơ vào phiên họp")
    return session


def vote(house: House, chair: Person, clerk: Person, session: CouncilSession) -> None:
    """Five of seven are here; each votes on a phone of their own, one of them against."""
    clerk.goto(f"/phien-hop/{session.pk}/diem-danh/")
    for seat in session.council.seats.filter(staff_member__user__username__in=AWAY):
        clerk.page.uncheck(f"[name=present_{seat.pk}]")
        clerk.fill(**{f"reason_{seat.pk}": "Đi công tác"})
    clerk.press("Lưu điểm danh")
    chair.goto(f"/phien-hop/{session.pk}/").press("Khai mạc phiên họp")
    chair.press("Ghi: những người còn lại không khai xung đột")
    chair.goto(f"/phien-hop/{session.pk}/lap-luot/?danh-hieu=LDTT").press("Lập lượt bỏ phiếu")
    assert "cần 4/7 phiếu; nhiều nhất có thể 5" in chair.text
    chair.press("Mở bỏ phiếu")
    round_ = Round.objects.get()
    for username in VOTERS:
        member = house.person(username, viewport=PHONE).goto(f"/luot/{round_.pk}/phieu/")
        member.check("Không đồng ý" if username == "uyvien2" else "Đồng ý").press("Xem lại phiếu").press("Bỏ phiếu")
        member.back(2)  # over the page of looking over, which no browser keeps, to where the ballot was
        assert (member.page.locator("[type=radio]").count(), "Đã bỏ phiếu" in member.text) == (0, True)
        member.context.close()
    chair.goto(f"/luot/{round_.pk}/kiem-phieu/").fill(word="kiểm phiếu").press("Kiểm phiếu")
    assert (round_.questions.get().agree, round_.questions.get().disagree) == (4, 1)
    chair.goto(f"/phien-hop/{session.pk}/ket-thuc/").press("Kết thúc phiên họp")
    assert chair.fetch("Biên bản").startswith(b"%PDF-")


def open_round() -> Round:
    """A session with one open round, made by the verbs; the clock stands at its day."""
    clock.advance(date(2022, 12, 20))
    chair = StaffMember.objects.get(user__username="hieutruong").user
    session = make_session(Campaign.objects.get(), Council.objects.get())
    lecturer = StaffMember.objects.get(user__username="canbo")
    nomination = table(session, lecturer, Department.objects.get(code="XDD"), by=chair)
    attending.call_roll(session, present=set(session.council.seats.values_list("pk", flat=True)), reasons={}, by=chair)
    convening.convene(session, by=chair)
    declaring.declare_rest(session, by=chair)
    round_ = preparing.prepare_round(session, nominations=[nomination], by=chair)
    voting.open_round(round_, by=chair)
    return round_


# --- the decision


def decide(chair: Person, clerk: Person) -> Decision:
    clerk.goto("/quyet-dinh/").goto("/quyet-dinh/them/")
    clerk.page.select_option("[name=session]", index=1)
    signer = Posting.objects.get(staff_member__user__username="hieutruong", may_sign=True)
    clerk.page.select_option("[name=signer]", str(signer.pk))
    clerk.page.check("[name=kind][value=titles]")
    clerk.fill(date="30/12/2022").press("Lập dự thảo")
    decision = Decision.objects.get()
    chair.goto(f"/quyet-dinh/{decision.pk}/").follow("Ban hành")
    chair.fill(number="215", date="30/12/2022", word="BAN HÀNH").press("Ban hành quyết định")
    decision.refresh_from_db()
    assert decision.status == "issued"
    assert chair.fetch("Mở PDF") == bytes(decision.document.file.content)
    return decision


def look_from_outside(house: House, decision: Decision) -> None:
    anybody = house.person("", viewport=PHONE).goto("/xac-minh/").fill(code=decision.document.verify_code)
    anybody.press("Xác minh văn bản")
    assert "215/QĐ-TCT, 30/12/2022" in anybody.text
    anybody.goto("/cong-khai/")
    assert NAME in anybody.text
