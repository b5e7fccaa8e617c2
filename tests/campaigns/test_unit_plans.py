"""Units' own plans: what the school's plan asks, writing, uploading, sending, taking back, opening again."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns import unit_planning
from campaigns.models import Campaign, Department, PlanItem, Posting, UnitPlan
from tests.data import make_uploads
from tests.factories import make_department
from thidua.models import Attachment, AuditEntry
from thidua.workflow import Refused

DUE = date(2022, 3, 15)
REASON = {"reason": "Thiếu chỉ tiêu nghiên cứu."}


@pytest.fixture
def campaign(campaign):
    campaign.unit_plans_due_on = DUE
    campaign.save()
    return campaign


@pytest.fixture
def plan(campaign, school):
    return unit_planning.plan_of(campaign, school.faculty)


@pytest.fixture
def sent(plan, school):
    unit_planning.write(plan, text="Thi đua dạy tốt.", by=school.head.user)
    unit_planning.send(plan, by=school.head.user)
    return plan


def at(name: str, plan: UnitPlan) -> str:
    return reverse(name, args=[plan.campaign_id, plan.department_id])


def a_pdf(name="ke-hoach.pdf", content=None):
    return SimpleUploadedFile(name, content or make_uploads.pdf(), content_type="application/pdf")


def page(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


# --- what the school asks


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Các khoa, phòng xây dựng Kế hoạch phát động.", True),
        ("Khoa Xây dựng Đảng chủ trì hội thi.", True),
        ("Đề nghị các đơn vị báo cáo Hội đồng.", True),
        ("Phòng Tổ chức, Hành chính, Thông tin, Tư liệu tổng hợp.", False),
        ("Tổ chức đánh giá, tổng kết các đợt thi đua.", False),
    ],
)
def test_paragraphs_that_speak_to_the_unit(text, asked, campaign, school):
    item = PlanItem.objects.create(campaign=campaign, part=PlanItem.Part.ORGANISATION, number=5, text=text)
    assert unit_planning.asked_of(campaign, school.faculty) == ([item] if asked else [])


def test_the_head_sees_what_is_asked_and_by_when(plan, campaign, school, sign_in):
    words = "Các khoa, phòng xây dựng Kế hoạch phát động."
    PlanItem.objects.create(campaign=campaign, part=PlanItem.Part.ORGANISATION, number=5, text=words)
    campaign.targets.create(number=1, content="Số giờ giảng vượt định mức", amount=10, unit_of_measure="%")
    shown = page(sign_in(school.head), at("unit_plan", plan))
    for expected in (words, "Số giờ giảng vượt định mức: 10 %", "15/03/2022", "Thi đua hoàn thành nhiệm vụ."):
        assert expected in shown


# --- writing and sending


def test_write_and_send_through_the_pages(plan, school, sign_in):
    head = sign_in(school.head)
    response = head.post(at("unit_plan_edit", plan), {"text": "1. Dạy tốt.\n2. Học tốt."})
    assert response["Location"] == at("unit_plan", plan)
    head.post(at("unit_plan_send", plan))
    plan.refresh_from_db()
    assert (plan.status, plan.text, plan.sent_by, plan.is_late) == (
        "sent",
        "1. Dạy tốt.\n2. Học tốt.",
        school.head.user,
        False,
    )
    verbs = list(AuditEntry.objects.filter(target_type="campaigns.unitplan").values_list("verb", flat=True))
    assert sorted(verbs) == ["unitplan.send", "unitplan.write"]


def test_an_empty_plan_is_not_sent(plan, school, sign_in):
    sentence = "Chưa nộp được vì kế hoạch chưa có nội dung; viết hoặc thêm tệp rồi nộp."
    assert unit_planning.why_not_send(plan) == sentence
    assert sentence in page(sign_in(school.head), at("unit_plan", plan))
    sign_in(school.head).post(at("unit_plan_send", plan))
    plan.refresh_from_db()
    assert plan.status == "draft"


@pytest.mark.parametrize(("day", "late"), [(DUE, False), (date(2022, 3, 16), True)])
def test_late_is_after_the_due_date(day, late, plan, school, clock_at):
    unit_planning.write(plan, text="Dạy tốt.", by=school.head.user)
    clock_at(day)
    unit_planning.send(plan, by=school.head.user)
    assert plan.is_late is late


def test_what_the_clerk_opens_again_is_as_late_as_it_was(sent, school, clock_at):
    clock_at(date(2022, 3, 20))
    unit_planning.reopen(sent, reason="Thiếu chỉ tiêu.", by=school.clerk.user)
    unit_planning.send(sent, by=school.head.user)
    assert (sent.status, sent.is_late, sent.reopen_reason) == ("sent", False, "")


def test_taken_back_and_sent_after_the_day_is_late(sent, school, clock_at):
    unit_planning.take_back(sent, by=school.head.user)
    assert (sent.status, sent.sent_at) == ("draft", None)
    clock_at(date(2022, 3, 16))
    unit_planning.send(sent, by=school.head.user)
    assert sent.is_late is True


def test_take_back_until_the_due_date(sent, school, clock_at, sign_in):
    clock_at(date(2022, 3, 16))
    why = "Đã quá hạn nộp 15/03/2022 nên không lấy lại được; đề nghị Thường trực Hội đồng mở lại."
    with pytest.raises(Refused, match="Đã quá hạn nộp"):
        unit_planning.take_back(sent, by=school.head.user)
    assert why in page(sign_in(school.head), at("unit_plan", sent))
    clock_at(DUE)
    sign_in(school.head).post(at("unit_plan_take_back", sent))
    sent.refresh_from_db()
    assert sent.status == "draft"


def test_a_sent_plan_is_not_written_on_and_what_was_typed_stays(sent, school, sign_in):
    response = sign_in(school.head).post(at("unit_plan_edit", sent), {"text": "Chép đè."})
    shown = response.content.decode()
    assert "Kế hoạch đã nộp nên không sửa được" in shown
    assert "Chép đè.</textarea>" in shown
    sent.refresh_from_db()
    assert sent.text == "Thi đua dạy tốt."


def test_the_clerk_opens_it_again_with_a_reason(sent, school, sign_in):
    clerk = sign_in(school.clerk)
    assert clerk.post(at("unit_plan_reopen", sent), {"reason": " "}).status_code == 200
    sent.refresh_from_db()
    assert sent.status == "sent"
    clerk.post(at("unit_plan_reopen", sent), REASON)
    sent.refresh_from_db()
    assert (sent.status, sent.reopen_reason) == ("draft", REASON["reason"])
    assert "Mở lại để sửa: “Thiếu chỉ tiêu nghiên cứu.”" in page(sign_in(school.head), at("unit_plan", sent))


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (Campaign.Status.LAUNCHED, ""),
        (Campaign.Status.DRAFT, "Chưa làm được vì Phong trào thi đua năm 2022 không ở bước “Đã phát động”"),
        (Campaign.Status.CONCLUDED, "Chưa làm được vì Phong trào thi đua năm 2022 không ở bước “Đã phát động”"),
    ],
)
def test_only_while_the_campaign_runs(status, why, plan):
    plan.campaign.status = status
    assert unit_planning.why_not_write(plan).startswith(why)
    assert bool(unit_planning.why_not_write(plan)) is bool(why)


def test_the_board_writes_no_plan(campaign, school):
    plan = unit_planning.plan_of(campaign, school.board)
    assert unit_planning.why_not_write(plan) == "Ban Lãnh đạo không phải khoa, phòng nên không lập kế hoạch riêng."
    assert school.board not in unit_planning.planning_units()


# --- the file


def test_one_file_is_handed_in_read_and_removed(plan, school, sign_in):
    head = sign_in(school.head)
    head.post(at("unit_plan_file_add", plan), {"file": a_pdf()})
    plan.refresh_from_db()
    assert plan.file.original_name == "ke-hoach.pdf"
    assert unit_planning.why_not_attach(plan) == "Kế hoạch đã có tệp; bỏ tệp cũ rồi thêm tệp mới."
    head.post(at("unit_plan_file_add", plan), {"file": a_pdf("khac.pdf")})
    assert Attachment.objects.count() == 1
    response = head.get(at("unit_plan_file", plan))
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content == make_uploads.pdf()
    assert unit_planning.why_not_send(plan) == ""
    head.post(at("unit_plan_file_remove", plan))
    plan.refresh_from_db()
    assert plan.file is None
    assert head.get(at("unit_plan_file", plan)).status_code == 404


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "Chọn tệp kế hoạch"),
        (("trong.pdf", b""), "Tệp trống"),
        (("ke-hoach.pdf", b"<html><script>alert(1)</script>"), ""),
        (("ke-hoach.exe", make_uploads.pdf()), "đổi đuôi thành .pdf"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(file, sentence, plan, school, sign_in):
    body = {"file": a_pdf(file[0], file[1] or b"")} if file and file[1] else {}
    if file and not file[1]:
        body = {"file": SimpleUploadedFile(file[0], b"")}
    response = sign_in(school.head).post(at("unit_plan_file_add", plan), body)
    assert response.status_code == 200
    assert 'id="loi"' in response.content.decode()
    assert sentence in response.content.decode()
    assert Attachment.objects.count() == 0


# --- who reads it


def test_a_draft_is_its_head_s_alone(plan, school, sign_in):
    unit_planning.write(plan, text="Câu chưa nộp.", by=school.head.user)
    url = at("unit_plan", plan)
    assert "Câu chưa nộp." in page(sign_in(school.head), url)
    for reader in (school.clerk, school.rector):
        shown = page(sign_in(reader), url)
        assert "Câu chưa nộp." not in shown
        assert "Đơn vị đang viết; nộp rồi mới đọc được." in shown
    for other in (school.lecturer, school.stranger, school.other_head, school.deputy):
        assert sign_in(other).get(url).status_code == 404


def test_once_sent_its_people_read_it_and_nobody_else(sent, school, sign_in):
    url = at("unit_plan", sent)
    for reader in (school.head, school.lecturer, school.clerk, school.rector):
        assert "Thi đua dạy tốt." in page(sign_in(reader), url)
    for other in (school.stranger, school.other_head, school.deputy):
        assert sign_in(other).get(url).status_code == 404
    assert f'href="{url}"' in page(sign_in(school.lecturer), sent.campaign.get_absolute_url())


# --- all units


def test_the_clerk_sees_who_has_sent_and_who_has_not(sent, school, sign_in, clock_at):
    clerk, url = sign_in(school.clerk), reverse("unit_plan_list", args=[sent.campaign_id])
    headless = make_department("NN", "Khoa Nhà nước và pháp luật", Department.Kind.FACULTY, school.root)
    shown = page(clerk, url)
    assert "1/4 đơn vị đã nộp" in shown
    assert "(còn 14 ngày)" in shown
    assert "Chưa có người đứng đầu, chưa ai nộp được" in shown
    late = unit_planning.plan_of(sent.campaign, school.other_faculty)
    unit_planning.write(late, text="Dạy tốt.", by=school.other_head.user)
    clock_at(date(2022, 3, 18))
    unit_planning.send(late, by=school.other_head.user)
    assert "Quá hạn 3 ngày" in page(clerk, url)
    assert rows(clerk, f"{url}?loc=chua-nop") == [school.office, headless]
    assert rows(clerk, f"{url}?loc=nop-muon") == [school.other_faculty]


def rows(client, url) -> list[Department]:
    return list(client.get(url).context["page"])


def test_a_unit_without_a_head_is_told(campaign, school, sign_in):
    Posting.objects.filter(department=school.faculty, is_head=True).update(ends_on=date(2022, 2, 1))
    shown = page(sign_in(school.clerk), reverse("unit_plan", args=[campaign.pk, school.faculty.pk]))
    assert "Khoa Xây dựng Đảng chưa có người đứng đầu nên chưa ai nộp được kế hoạch" in shown


@pytest.mark.parametrize("more", [1, 3])
def test_as_many_queries_for_many_units(more, campaign, school, sign_in, django_assert_num_queries):
    for number in range(more):
        unit = make_department(f"K{number}", f"Khoa mẫu {number}", Department.Kind.FACULTY, school.root)
        UnitPlan.objects.create(campaign=campaign, department=unit)
    client = sign_in(school.clerk)
    client.get(reverse("unit_plan_list", args=[campaign.pk]))
    with django_assert_num_queries(14):
        client.get(reverse("unit_plan_list", args=[campaign.pk]))


# --- home


def todo_texts(client) -> list[str]:
    return [todo.text for _, rows in client.get(reverse("home") + "?xem=tat-ca").context["groups"] for todo in rows]


def test_home_asks_the_head_and_tells_the_clerk(campaign, school, sign_in, clock_at):
    own = "Nộp kế hoạch phát động của đơn vị: Khoa Xây dựng Đảng"
    assert own in todo_texts(sign_in(school.head))
    assert "Theo dõi kế hoạch của đơn vị: 3 đơn vị chưa nộp" in todo_texts(sign_in(school.clerk))
    assert not any(text.startswith("Nộp kế hoạch phát động") for text in todo_texts(sign_in(school.rector)))
    plan = unit_planning.plan_of(campaign, school.faculty)
    unit_planning.write(plan, text="Dạy tốt.", by=school.head.user)
    unit_planning.send(plan, by=school.head.user)
    assert own not in todo_texts(sign_in(school.head))
    assert "Theo dõi kế hoạch của đơn vị: 2 đơn vị chưa nộp" in todo_texts(sign_in(school.clerk))


def test_without_a_due_date_nobody_is_asked(campaign, school, sign_in):
    Campaign.objects.update(unit_plans_due_on=None)
    for person in (school.head, school.clerk):
        assert not any("kế hoạch" in text.lower() for text in todo_texts(sign_in(person)))
