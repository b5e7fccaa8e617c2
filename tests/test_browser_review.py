"""The sơ kết in a real Chromium: a đợt has ended, its report is written and issued, a commendation begins; with axe."""

from datetime import date

import pytest

from awards.models import Nomination, PaperDraft
from campaigns import evaluating
from campaigns.models import Campaign, Phase, PledgeTarget, Reminder, StaffMember
from tests.browser import DESK, PHONE, Person, find_chromium, open_house
from thidua import clock, pdf

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not find_chromium(), reason="cần Chromium: apt-get install chromium, hoặc đặt biến CHROMIUM"),
]

NAME = "Lê Thị Mẫu Ẵm"
LESSON = "Chỉ tiêu ghi bằng số lượng thì dễ theo dõi."


@pytest.fixture
def house(live_server, demo):
    demo("pledged")
    with open_house(live_server) as found:
        yield found


def assessed(phase: Phase) -> None:
    """Of one lecturer the đợt is over in good order: the promise kept, confirmed by her head."""
    person = StaffMember.objects.get(user__username="canbo")
    with clock.standing_at(date(2022, 6, 28)):
        PledgeTarget.objects.filter(pledge__staff_member=person, phase=phase).update(result=2)
        found = evaluating.begin(phase, owner=person, by=person.user)
        type(found).objects.filter(pk=found.pk).update(self_assessment="Hoàn thành, vượt một bài viết.")
        found.refresh_from_db()
        evaluating.self_assess(found, by=person.user)
        evaluating.confirm(found, by=StaffMember.objects.get(user__username="truongkhoa").user)


def test_from_the_end_of_a_phase_to_its_commendation(house):
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    campaign = Campaign.objects.get()
    phase = campaign.phases.get(ordinal=1)
    assessed(phase)
    clock.advance(date(2022, 7, 4))
    clerk = house.person("thuongtruc", viewport=DESK)
    remind(clerk)
    write_and_issue(clerk)
    phase.refresh_from_db()
    assert phase.reviewed_on == date(2022, 7, 4)
    commend(house.person("truongkhoa", viewport=PHONE), phase)
    closed(house.person("canbo", viewport=PHONE), phase)
    pages = (f"/danh-gia/dot/{phase.pk}/so-ket/", f"/danh-gia/dot/{phase.pk}/khen-thuong/")
    year = (f"/phong-trao/{campaign.pk}/tong-ket/", f"/phong-trao/{campaign.pk}/ket-thuc/")
    for viewport in (DESK, PHONE):
        reader = house.person("thuongtruc", viewport=viewport)
        for page in (*pages, *year):
            reader.goto(page)


def remind(clerk: Person) -> None:
    clerk.goto("/").follow("Sơ kết Đợt 1 năm 2022")
    assert "1/42 người, 1 người được xác nhận" in clerk.text
    clerk.press("Nhắc 40 người chưa gửi tự đánh giá")
    assert "Đã nhắc 40 người" in clerk.text
    assert Reminder.objects.filter(kind="assess").count() == 40


def write_and_issue(clerk: Person) -> None:
    clerk.press("Soạn báo cáo sơ kết").follow("Sửa nội dung")
    assert "01/42 người đã tự đánh giá" in clerk.page.input_value("[name=results]")
    clerk.fill(lessons=LESSON).press("Lưu nội dung")
    clerk.follow("Ban hành")
    clerk.fill(number="7", word="ban").press("Ban hành văn bản")  # refused: what was typed stays
    assert clerk.page.input_value("[name=number]") == "7"
    assert not Phase.objects.filter(reviewed_on__isnull=False).exists()
    clerk.fill(word="ban hành").press("Ban hành văn bản")
    assert PaperDraft.objects.get(kind="phase-report").status == "issued"
    clerk.follow("Đợt 1")
    assert "Báo cáo sơ kết số 07/BC-TCT" in clerk.text
    assert "Đã sơ kết" in clerk.text


def commend(head: Person, phase: Phase) -> None:
    head.goto(phase.campaign.get_absolute_url()).follow("Sơ kết Đợt 1").follow("Đề nghị khen thưởng đợt")
    head.follow(f"Lập hồ sơ khen theo đợt cho {NAME}")
    head.fill(grounds="Đạt, vượt mọi chỉ tiêu của Đợt 1.").press("Lập hồ sơ nháp")
    made = Nomination.objects.get()
    assert (made.occasion, made.phase, str(made.candidate), made.award_id) == ("phase", phase, NAME, "GK")
    head.goto(f"/danh-gia/dot/{phase.pk}/khen-thuong/")
    assert "1 nháp" in head.text


def closed(lecturer: Person, phase: Phase) -> None:
    lecturer.goto(f"/danh-gia/dot/{phase.pk}/cua-toi/")
    assert "Đã xác nhận" in lecturer.text
    lecturer.goto("/")
    assert "Tự đánh giá Đợt 1" not in lecturer.text
