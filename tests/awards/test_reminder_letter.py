"""What a unit owes the running campaign, and the official letter that reminds it."""

from datetime import date

import pytest
from django.urls import reverse

from awards import desk, for_signature, owing
from awards.kinds import KINDS
from awards.models import PaperDraft
from awards.printing import CannotPrint, print_bytes, row_of
from campaigns.models import Campaign, Evaluation, Pledge, UnitRegistration
from tests.awards.paper_rows_units import reminded, running
from tests.awards.test_unit_papers import line, pages_of, texts
from tests.factories import make_nomination, make_person, make_pledge, make_registration, make_unit_review
from thidua import clock, pdf
from thidua.copies import Copy

ON = date(2022, 3, 1)
KIND = KINDS["reminder-letter"]
ISSUED = Copy(mode="numbered", number=7, date=ON, verify_code="ABCDE12345")


def owed(school, unit=None) -> list[tuple[str, date]]:
    return [(one.words, one.due_on) for one in owing.owed_by(unit or school.faculty, running(school))]


def send_plan_and_list(campaign, unit) -> None:
    campaign.unit_plans.create(department=unit, status="sent", sent_at=clock.now())
    make_registration(campaign, unit, UnitRegistration.Status.SENT)


def test_plan_and_list_are_owed_until_they_are_sent(school):
    unit, campaign = reminded(school), running(school)
    assert owed(school) == [
        ("Kế hoạch phát động của đơn vị: chưa nộp", date(2022, 2, 25)),
        ("Danh sách đăng ký thi đua của đơn vị: chưa gửi, còn 02 người chưa đăng ký", date(2022, 3, 31)),
    ]
    send_plan_and_list(campaign, unit)
    assert owed(school) == []
    assert KIND.why_not_issue(unit) == "Khoa Xây dựng Đảng không còn việc nào phải nộp của phong trào năm 2022."
    UnitRegistration.objects.update(status=UnitRegistration.Status.RETURNED)
    assert len(owed(school)) == 1
    assert KIND.why_not_issue(unit) == ""


@pytest.mark.parametrize(("joined", "owes"), [(date(2022, 6, 30), "04"), (date(2022, 7, 1), "03")])
def test_who_came_after_a_phase_owes_nothing_for_it(joined, owes, school, standing):
    unit, campaign = reminded(school), running(school)
    send_plan_and_list(campaign, unit)
    make_person("Hảng Thị Mới", unit, joined_on=joined)
    with standing(date(2022, 7, 4)):
        assert owed(school) == [
            (f"Tự đánh giá Đợt 1: {owes} người chưa tự đánh giá, chưa có bản của tập thể", date(2022, 6, 30))
        ]


@pytest.mark.parametrize(("day", "count"), [(date(2022, 5, 30), 0), (date(2022, 5, 31), 1)])
def test_evaluations_are_owed_thirty_days_before_their_day(day, count, school, standing):
    unit, campaign = reminded(school), running(school)
    send_plan_and_list(campaign, unit)
    with standing(day):
        assert len(owed(school)) == count
        phase = campaign.phases.first()
        said = {"phase": phase, "unit": unit}
        Evaluation.objects.create(staff_member=school.lecturer, status=Evaluation.Status.SELF_ASSESSED, **said)
        Evaluation.objects.create(staff_member=school.lecturer2, status=Evaluation.Status.OPEN, **said)
        Evaluation.objects.create(department=unit, status=Evaluation.Status.CONFIRMED, **said)
        words = [("Tự đánh giá Đợt 1: 02 người chưa tự đánh giá, 01 bản chưa xác nhận", date(2022, 6, 30))]
        assert owed(school) == words[:count]


@pytest.mark.parametrize(("day", "count"), [(date(2022, 10, 25), 0), (date(2022, 10, 26), 1)])
def test_dossiers_are_owed_forty_five_days_before_their_day(day, count, school, standing):
    unit, campaign = reminded(school), running(school)
    send_plan_and_list(campaign, unit)
    campaign.phases.update(evaluation_due_on=None)
    Pledge.objects.update(status=Pledge.Status.REGISTERED)
    make_pledge(campaign, unit, unit, status=Pledge.Status.REGISTERED)
    make_nomination(campaign, school.lecturer2, unit)
    words = [
        ("Bình xét ở đơn vị: chưa họp", campaign.nominations_due_on),
        (
            "Hồ sơ đề nghị khen thưởng: 02 trường hợp đã đăng ký chưa có hồ sơ, 01 hồ sơ chưa nộp",
            campaign.nominations_due_on,
        ),
    ]
    with standing(day):
        assert owed(school) == words[: 2 * count]
    make_nomination(campaign, unit, unit, "TTLDTT", status="submitted")
    with standing(day):
        assert len(owed(school)) == 2 * count
        assert not any("02 trường hợp" in text for text, _ in owed(school))


def test_a_meeting_is_owed_until_it_is_closed_and_tells_whose_dossiers_are(school, standing):
    unit, campaign = reminded(school), running(school)
    send_plan_and_list(campaign, unit)
    campaign.phases.update(evaluation_due_on=None)
    Pledge.objects.update(status=Pledge.Status.REGISTERED)
    not_proposed = {"proposed": False, "reason": "Chưa đủ tiêu chuẩn"}
    people = [pledge.staff_member for pledge in Pledge.objects.filter(unit=unit)]
    cases = [(person, "LDTT", 0, not_proposed) for person in people]
    review = make_unit_review(campaign, unit, school.head, school.lecturer, cases=cases)
    with standing(date(2022, 12, 6)):
        assert next(text for text, _ in owed(school)) == "Bình xét ở đơn vị: chưa kết thúc"
        type(review).objects.update(status="closed")
        assert owed(school) == []  # nobody was proposed, so no dossier is waited for
        type(review).objects.update(status="draft")
        review.cases.filter(staff_member=people[0]).update(proposed=True, reason="")
        type(review).objects.update(status="closed")
        assert [text for text, _ in owed(school)] == [
            "Hồ sơ đề nghị khen thưởng: 01 trường hợp đã đăng ký chưa có hồ sơ"
        ]


def test_without_a_running_campaign_there_is_nothing_to_remind_of(school):
    unit = reminded(school)
    Campaign.objects.update(status=Campaign.Status.CONCLUDED)
    assert KIND.why_not_issue(unit) == "Chưa có phong trào hằng năm nào đang phát động nên không có việc để đôn đốc."


# --- the letter


def test_the_letter_as_a_clerk_reads_it(school):
    unit = reminded(school)
    paper = KIND.gather(unit, ISSUED)
    pages = pages_of(paper)
    lines = [one["text"] for one in pages[0]]
    number = line(pages, "Số: 07/TCT-TĐKT")
    assert "Lai Châu, ngày 01 tháng 3 năm 2022" in number["text"]  # on the same line
    subject = line(pages, "V/v đôn đốc")
    assert subject["top"] > number["bottom"]  # under the number, left of the middle
    assert subject["x1"] < 297
    in_order = [
        "V/v đôn đốc",
        "Kính gửi: Khoa Xây dựng Đảng",
        "Thực hiện Kế hoạch số 05/KH-TCT ngày 15 tháng 02 năm 2022",
        "1. Kế hoạch phát động",
        "2. Danh sách đăng ký",
        "Đề nghị Khoa Xây dựng Đảng khẩn trương",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT, TĐKT.",
        "ABCDE12345",
    ]
    places = [next(n for n, text in enumerate(lines) if wanted in text) for wanted in in_order]
    assert places == sorted(places)
    assert line(pages, "Nơi nhận:")["text"].endswith("HIỆU TRƯỞNG")
    assert texts(paper.blocks)[1:] == [
        "Kế hoạch phát động của đơn vị: chưa nộp (hạn 25/02/2022, quá hạn 04 ngày).",
        "Danh sách đăng ký thi đua của đơn vị: chưa gửi, còn 02 người chưa đăng ký (hạn 31/3/2022, còn 30 ngày).",
        "Đề nghị Khoa Xây dựng Đảng khẩn trương hoàn thành các việc trên, gửi Thường trực Hội đồng thi đua, khen "
        "thưởng; có vướng mắc thì báo lại để được hướng dẫn./.",
    ]


def test_one_thing_left_is_asked_for_in_the_singular(school):
    unit = reminded(school)
    send_plan_and_list(running(school), unit)
    UnitRegistration.objects.update(status=UnitRegistration.Status.RETURNED)
    paper = KIND.gather(unit, ISSUED)
    opening, item, closing = texts(paper.blocks)
    assert opening.endswith("Khoa Xây dựng Đảng còn một việc sau chưa hoàn thành:")
    assert (paper.blocks[1].mark, item[:19]) == ("-", "Danh sách đăng ký t")
    assert "khẩn trương hoàn thành việc trên, gửi Thường trực" in closing


def test_the_day_itself_is_neither_late_nor_left(school):
    paper = KIND.gather(reminded(school), Copy(date=date(2022, 2, 26), counted_on=date(2022, 2, 25)))
    assert texts(paper.blocks)[1].endswith("(hạn 25/02/2022).")
    assert paper.header.subject == "V/v đôn đốc nộp kế hoạch của đơn vị và đăng ký thi đua năm 2022"


def test_opening_and_closing_are_written_by_people(school):
    written = {"opening": "Kính chuyển:", "closing": "Trân trọng."}
    paper = KIND.gather(reminded(school), Copy(mode="blank", texts=written))
    assert (texts(paper.blocks)[0], texts(paper.blocks)[-1]) == ("Kính chuyển:", "Trân trọng./.")


def test_printed_without_the_web_by_the_year_of_the_campaign(school):
    unit = reminded(school)
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    assert print_bytes("reminder-letter", str(unit.pk), 2022).startswith(b"%PDF")
    for pk, year in ((str(unit.pk), 2021), (str(school.board.pk), None)):
        with pytest.raises(CannotPrint, match="Không tìm thấy"):
            row_of("reminder-letter", pk, year)


# --- dated by its count

COUNTED = "Số liệu của công văn đôn đốc tính đến ngày 01/03/2022, sau ngày văn bản"


def begun(school):
    draft = desk.begin("reminder-letter", reminded(school), by=school.clerk.user)
    assert draft.date == ON
    return draft


def opening_of(draft, on) -> str:
    return texts(desk.paper_of(draft, "blank", date=on).blocks)[0]


def test_it_counts_today_whatever_day_is_typed(school):
    draft = begun(school)
    for day in (date(2022, 2, 25), ON):
        said = texts(desk.paper_of(draft, "blank", date=day).blocks)
        assert "đến ngày 01 tháng 3 năm 2022, Khoa" in said[0]
        assert said[2].endswith("(hạn 31/3/2022, còn 30 ngày).")


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2022, 2, 28), f"{COUNTED} 28/02/2022; ghi ngày văn bản từ 01/03/2022 trở đi."), (ON, "")],
)
def test_a_day_before_the_count_is_refused(day, told, school, sign_in):
    draft = begun(school)
    assert desk.why_not_issue(draft, 7, day) == told
    body = {"date": f"{day:%d/%m/%Y}", "signer": draft.signer_id, "opening": "Kính gửi:", "closing": "Trân trọng."}
    answer = sign_in(school.clerk).post(reverse("paper_write", args=[draft.pk]), body, follow=True)
    assert (told in answer.content.decode(), PaperDraft.objects.get().texts == {}) == (True, bool(told))


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2022, 2, 28), f"{COUNTED} 28/02/2022; ghi ngày văn bản từ 01/03/2022 trở đi."), (ON, "")],
)
def test_what_was_printed_for_signature_is_of_its_own_day(day, told, school, standing):
    """Signed the day it was printed, entered two days later: the same words, and its day holds."""
    draft = begun(school)
    for_signature.remember(draft, desk.copy_of(draft, blank=True), by=None)
    with standing(date(2022, 3, 3)):
        assert "đến ngày 01 tháng 3 năm 2022" in opening_of(draft, ON)
        assert desk.why_other_than_signed(draft, ON) == ""
        assert desk.why_not_issue(draft, 7, day) == told
        assert "đến ngày 03 tháng 3 năm 2022" in texts(desk.copy_of(draft, blank=True).blocks)[0]  # printed anew
