"""Self-assessment through the client: own pages, the endorser's, the list of who has not."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Evaluation, PledgeTarget
from tests.factories import make_person, make_pledge
from thidua.models import AuditEntry

JUNE = date(2022, 6, 20)


@pytest.fixture
def phase(campaign, clock_at):
    clock_at(JUNE)
    return campaign.phases.get(ordinal=1)


@pytest.fixture
def target(school, campaign, phase) -> PledgeTarget:
    pledge = make_pledge(campaign, school.lecturer, school.faculty, status="registered")
    return PledgeTarget.objects.create(
        pledge=pledge, phase=phase, content="Giảng dạy", unit_of_measure="tiết", amount=Decimal("280")
    )


@pytest.fixture
def evaluation(school, phase) -> Evaluation:
    return Evaluation.objects.create(
        phase=phase, staff_member=school.lecturer, unit=school.faculty, self_assessment="Hoàn thành tốt."
    )


def results(*rows, text="Hoàn thành tốt.", **more) -> dict:
    """The posted page: `rows` are (target, result, reason)."""
    data = {"self_assessment": text}
    data |= {"chi-tieu-TOTAL_FORMS": len(rows), "chi-tieu-INITIAL_FORMS": len(rows)}
    for number, (row, result, reason) in enumerate(rows):
        prefix = f"chi-tieu-{number}"
        data |= {f"{prefix}-id": row.pk, f"{prefix}-result": result, f"{prefix}-miss_reason": reason}
    return data | more


def notices(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# The way through


def test_from_beginning_to_confirmation(school, phase, target, sign_in):
    client = sign_in(school.lecturer)
    assert "Bắt đầu tự đánh giá" in client.get(reverse("my_evaluation", args=[phase.pk])).content.decode()
    begun = client.post(reverse("my_evaluation_begin", args=[phase.pk]))
    evaluation = Evaluation.objects.get()
    assert begun.url == reverse("evaluation_edit", args=[evaluation.pk])
    saved = client.post(begun.url, results((target, "270,5", "Lớp hoãn do dịch.")))
    assert saved.url == evaluation.get_absolute_url()
    target.refresh_from_db()
    assert (target.result, target.miss_reason) == (Decimal("270.50"), "Lớp hoãn do dịch.")
    sent = client.post(reverse("evaluation_self_assess", args=[evaluation.pk]), follow=True)
    assert notices(sent)[-1] == "Đã gửi tự đánh giá Đợt 1. Trưởng khoa Trần Văn Minh xác nhận."
    head = sign_in(school.head)
    page = head.get(evaluation.get_absolute_url()).content.decode()
    assert "270,5" in page
    assert "Lớp hoãn do dịch." in page
    head.post(reverse("evaluation_confirm", args=[evaluation.pk]), {"note": "Nhất trí."})
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.endorser_note, evaluation.pledge) == ("confirmed", "Nhất trí.", target.pledge)
    assert "Nhất trí." in client.get(evaluation.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("day", "late"), [(date(2022, 6, 30), False), (date(2022, 11, 30), True)])
def test_a_passed_deadline_is_called_so_and_stops_nobody(day, late, school, phase, sign_in, clock_at):
    clock_at(day)
    client = sign_in(school.lecturer)
    start = client.get(reverse("my_evaluation", args=[phase.pk])).content.decode()
    assert ("Quá hạn" in start, "Bắt đầu tự đánh giá" in start) == (late, True)
    client.post(reverse("my_evaluation_begin", args=[phase.pk]))
    page = client.get(Evaluation.objects.get().get_absolute_url()).content.decode()
    assert ("Quá hạn" in page) is late


def test_without_a_pledge(school, phase, sign_in):
    client = sign_in(school.lecturer)
    client.post(reverse("my_evaluation_begin", args=[phase.pk]))
    evaluation = Evaluation.objects.get()
    client.post(reverse("evaluation_edit", args=[evaluation.pk]), results())
    client.post(reverse("evaluation_self_assess", args=[evaluation.pk]))
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.pledge) == ("self_assessed", None)


def test_a_collective(school, phase, sign_in):
    head = sign_in(school.head)
    head.post(reverse("unit_evaluation_begin", args=[phase.pk, school.faculty.pk]))
    evaluation = Evaluation.objects.get()
    assert evaluation.department == school.faculty
    head.post(reverse("evaluation_edit", args=[evaluation.pk]), results())
    head.post(reverse("evaluation_self_assess", args=[evaluation.pk]))
    assert head.post(reverse("evaluation_confirm", args=[evaluation.pk])).status_code == 404
    assert sign_in(school.rector).post(reverse("evaluation_confirm", args=[evaluation.pk])).status_code == 302
    evaluation.refresh_from_db()
    assert evaluation.status == "confirmed"


def test_my_evaluation_leads_to_the_one_there_is(school, phase, evaluation, sign_in):
    response = sign_in(school.lecturer).get(reverse("my_evaluation", args=[phase.pk]))
    assert response.url == evaluation.get_absolute_url()


def test_begin_twice(school, phase, sign_in):
    client = sign_in(school.lecturer)
    for _ in range(2):
        client.post(reverse("my_evaluation_begin", args=[phase.pk]))
    assert Evaluation.objects.count() == 1


def test_not_before_the_phase(school, campaign, phase, sign_in):
    second = campaign.phases.get(ordinal=2)
    client = sign_in(school.lecturer)
    said = client.get(reverse("my_evaluation", args=[second.pk])).context["why"]
    response = client.post(reverse("my_evaluation_begin", args=[second.pk]), follow=True)
    assert (
        notices(response) == [said] == ["Chưa tự đánh giá được vì Đợt 2 chưa bắt đầu; tự đánh giá từ ngày 01/07/2022."]
    )
    assert (Evaluation.objects.count(), AuditEntry.objects.count()) == (0, 0)


# Writing


@pytest.mark.parametrize(
    ("result", "field", "sentence"),
    [
        ("abc", "result", "Kết quả phải là số, từ 0 trở lên"),
        ("-1", "result", "Kết quả phải là số, từ 0 trở lên"),
        ("279,99", "miss_reason", "Ghi lý do chưa đạt"),
    ],
)
def test_wrong_results_are_said_and_kept(result, field, sentence, school, evaluation, target, sign_in):
    url = reverse("evaluation_edit", args=[evaluation.pk])
    response = sign_in(school.lecturer).post(url, results((target, result, ""), text="Chữ vừa viết."))
    page = response.content.decode()
    assert response.status_code == 200
    assert response.context["formset"].errors == [{field: [sentence]}]
    assert f"Dòng 1: {sentence}" in page
    assert f'value="{result}"' in page
    assert "Chữ vừa viết." in page
    evaluation.refresh_from_db()
    target.refresh_from_db()
    assert (evaluation.self_assessment, target.result) == ("Hoàn thành tốt.", None)


@pytest.mark.parametrize("result", ["280", "280,00", "300", ""])
def test_no_reason_is_asked_where_nothing_is_missed(result, school, evaluation, target, sign_in):
    url = reverse("evaluation_edit", args=[evaluation.pk])
    assert sign_in(school.lecturer).post(url, results((target, result, ""))).status_code == 302


def test_targets_of_somebody_else_cannot_be_written(school, campaign, evaluation, phase, sign_in):
    other = make_pledge(campaign, school.lecturer2, school.faculty, status="registered")
    row = PledgeTarget.objects.create(pledge=other, phase=phase, content="Khác", unit_of_measure="tiết", amount=1)
    sign_in(school.lecturer).post(reverse("evaluation_edit", args=[evaluation.pk]), results((row, "5", "")))
    row.refresh_from_db()
    assert row.result is None


def test_two_megabytes_are_refused_and_kept(school, evaluation, sign_in):
    text = "dài " * 500_000
    response = sign_in(school.lecturer).post(reverse("evaluation_edit", args=[evaluation.pk]), results(text=text))
    assert response.context["form"].errors["self_assessment"][0].startswith("Tự đánh giá dài ")
    assert response.context["form"]["self_assessment"].value() == text


def test_text_is_stored_composed_and_shown_as_typed(school, evaluation, sign_in):
    client = sign_in(school.lecturer)
    typed = unicodedata.normalize("NFD", "Hoàn thành <b>tốt</b>")
    client.post(reverse("evaluation_edit", args=[evaluation.pk]), results(text=typed))
    evaluation.refresh_from_db()
    assert evaluation.self_assessment == "Hoàn thành <b>tốt</b>"
    assert "&lt;b&gt;tốt&lt;/b&gt;" in client.get(evaluation.get_absolute_url()).content.decode()


def test_what_was_sent_is_not_written_on(school, evaluation, sign_in):
    Evaluation.objects.update(status="self_assessed")
    url = reverse("evaluation_edit", args=[evaluation.pk])
    response = sign_in(school.lecturer).post(url, results(text="Khác"), follow=True)
    assert notices(response) == [
        "Bản tự đánh giá này đang ở bước “Đã tự đánh giá” nên không sửa được; muốn sửa thì rút lại."
    ]
    evaluation.refresh_from_db()
    assert evaluation.self_assessment == "Hoàn thành tốt."


# The endorser


def test_reopened_with_a_reason(school, evaluation, sign_in):
    Evaluation.objects.update(status="confirmed")
    head = sign_in(school.head)
    url = reverse("evaluation_reopen", args=[evaluation.pk])
    assert head.post(url, {"reason": ""}).context["form"].errors["reason"] == ["Ghi lý do mở lại"]
    assert head.post(url, {"reason": "Thiếu số liệu."}).url == reverse("evaluation_list", args=[evaluation.phase_id])
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.reopen_reason) == ("open", "Thiếu số liệu.")
    assert "Thiếu số liệu." in sign_in(school.lecturer).get(evaluation.get_absolute_url()).content.decode()


def test_sent_twice(school, evaluation, sign_in):
    client = sign_in(school.lecturer)
    for _ in range(2):
        response = client.post(reverse("evaluation_self_assess", args=[evaluation.pk]), follow=True)
    assert "đang ở bước “Đã tự đánh giá” nên không gửi tự đánh giá được" in notices(response)[-1]
    assert AuditEntry.objects.filter(verb="evaluation.self_assess").count() == 1


# Doors


@pytest.mark.parametrize(
    "name", ["evaluation_edit", "evaluation_self_assess", "evaluation_confirm", "evaluation_reopen"]
)
@pytest.mark.parametrize("who", ["stranger", "other_head", "administrator"])
def test_strangers_get_404_and_change_nothing(who, name, school, evaluation, sign_in):
    status = "open" if name in {"evaluation_edit", "evaluation_self_assess"} else "self_assessed"
    Evaluation.objects.update(status=status)
    data = results(text="Khác", reason="Sửa.")
    assert sign_in(getattr(school, who)).post(reverse(name, args=[evaluation.pk]), data).status_code == 404
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.self_assessment) == (status, "Hoàn thành tốt.")
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "unsent", "sent"), [("lecturer", 200, 200), ("head", 404, 200), ("lecturer2", 404, 404)]
)
def test_who_reads(who, unsent, sent, school, evaluation, sign_in):
    client = sign_in(getattr(school, who))
    assert client.get(evaluation.get_absolute_url()).status_code == unsent
    Evaluation.objects.update(status="self_assessed")
    assert client.get(evaluation.get_absolute_url()).status_code == sent


@pytest.mark.parametrize("name", ["evaluation_self_assess", "evaluation_confirm"])
def test_no_act_by_get(name, school, evaluation, sign_in):
    assert sign_in(school.lecturer).get(reverse(name, args=[evaluation.pk])).status_code == 405


# The list


def test_the_list_shows_who_has_not(school, phase, evaluation, sign_in):
    Evaluation.objects.update(status="self_assessed")
    url = reverse("evaluation_list", args=[phase.pk])
    page = sign_in(school.head).get(url)
    assert list(page.context["page"]) == [school.lecturer2, school.lecturer, school.head]
    assert "1/3 người đã tự đánh giá" in page.content.decode()
    not_done = sign_in(school.head).get(f"{url}?loc=chua-lam").context["page"]
    assert list(not_done) == [school.lecturer2, school.head]
    everybody = sign_in(school.clerk).get(url).context
    assert (everybody["total"], everybody["done"]) == (9, 1)
    one_unit = sign_in(school.clerk).get(f"{url}?don-vi={school.faculty.pk}").context["page"]
    assert len(one_unit.object_list) == 3


@pytest.mark.parametrize("value", ["x", "9" * 30, "-1"])
def test_a_wrong_filter_is_no_filter(value, school, phase, sign_in):
    page = sign_in(school.clerk).get(reverse("evaluation_list", args=[phase.pk]), {"don-vi": value})
    assert (page.status_code, len(page.context["page"].object_list)) == (200, 9)


def test_the_list_is_not_for_everybody(school, phase, sign_in):
    assert sign_in(school.lecturer).get(reverse("evaluation_list", args=[phase.pk])).status_code == 404


@pytest.mark.one_database("how many questions are asked")
@pytest.mark.parametrize("who", ["head", "clerk"])
def test_the_list_asks_the_same_for_one_and_three(who, school, phase, sign_in):
    client = sign_in(getattr(school, who))
    url = reverse("evaluation_list", args=[phase.pk])
    counts = []
    for names in (("Lường Văn A",), ("Lường Văn B", "Lường Văn C")):
        for name in names:
            person = make_person(name, school.faculty)
            Evaluation.objects.create(phase=phase, staff_member=person, unit=school.faculty, status="self_assessed")
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 20
