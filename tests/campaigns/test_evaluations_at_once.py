"""Results against promises: what is offered, proof of each, many confirmed at once, people who came, moved, changed."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import evaluating
from campaigns.models import CheckIn, Evaluation, PledgeTarget, Posting, ServiceBreak
from tests.at_once import at_once
from tests.data import make_uploads
from tests.factories import make_person, make_pledge
from thidua.models import Attachment, AuditEntry

JUNE = date(2022, 6, 20)
PDF = make_uploads.pdf()


@pytest.fixture
def phase(campaign, clock_at):
    clock_at(JUNE)
    return campaign.phases.get(ordinal=1)


@pytest.fixture
def target(school, campaign, phase) -> PledgeTarget:
    pledge = make_pledge(campaign, school.lecturer, school.faculty, status="registered")
    return pledge.targets.create(phase=phase, content="Giảng dạy", unit_of_measure="tiết", amount=Decimal(280))


@pytest.fixture
def evaluation(school, phase) -> Evaluation:
    return assessed(school.lecturer, school.faculty, phase, status="open")


def assessed(owner, unit, phase, status="self_assessed") -> Evaluation:
    words = {"unit": unit, "status": status, "self_assessment": "Hoàn thành tốt."}
    return Evaluation.objects.create(phase=phase, staff_member=owner, **words)


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def rows(target, result, reason="") -> dict:
    counts = {"chi-tieu-TOTAL_FORMS": 1, "chi-tieu-INITIAL_FORMS": 1, "self_assessment": "Tốt."}
    said = {"chi-tieu-0-id": target.pk, "chi-tieu-0-result": result, "chi-tieu-0-miss_reason": reason}
    return counts | said


# The newest word is offered as the result


@pytest.mark.parametrize(("so_far", "shown"), [("270.5", 'value="270,5"'), ("0", 'value="0"'), (None, None)])
def test_the_last_figure_is_offered_and_saved_when_it_stands(so_far, shown, school, evaluation, target, sign_in):
    line = {"line": "Còn một lớp.", "so_far": so_far and Decimal(so_far), "amount": so_far and Decimal(so_far)}
    CheckIn.objects.create(target=target, on=date(2022, 5, 20), unit=school.faculty, **line)
    client, url = sign_in(school.lecturer), reverse("evaluation_edit", args=[evaluation.pk])
    page = client.get(url).content.decode()
    field = page[page.index('name="chi-tieu-0-result"') :].partition(">")[0]
    assert (shown in field) if shown else ("value=" not in field)
    assert "Còn một lớp." in page
    client.post(url, rows(target, so_far or "", "Lớp hoãn."))
    target.refresh_from_db()
    assert target.result == (so_far and Decimal(so_far))


def test_a_result_that_is_there_is_not_overwritten_by_a_word(school, evaluation, target, sign_in):
    PledgeTarget.objects.update(result=Decimal(100))
    CheckIn.objects.create(target=target, on=JUNE, unit=school.faculty, amount=5, so_far=5)
    page = sign_in(school.lecturer).get(reverse("evaluation_edit", args=[evaluation.pk])).content.decode()
    assert 'value="100"' in page


@pytest.mark.parametrize("typed", ["1" + "0" * 30, "năm", "-1"])
def test_results_nobody_can_have(typed, school, evaluation, target, sign_in):
    response = sign_in(school.lecturer).post(reverse("evaluation_edit", args=[evaluation.pk]), rows(target, typed))
    assert (response.status_code, response.context["formset"].is_valid()) == (200, False)
    assert f'value="{typed}"' in response.content.decode()


# Proof


def file(content=PDF, name="minh-chung.pdf") -> dict:
    return {"file": SimpleUploadedFile(name, content, content_type="application/pdf")}


def test_proof_goes_with_the_result_and_is_seen_by_the_endorser(school, evaluation, target, sign_in):
    client, head = sign_in(school.lecturer), sign_in(school.head)
    added = client.post(reverse("result_proof_add", args=[evaluation.pk, target.pk]), file(), follow=True)
    assert told(added) == ["Đã thêm tệp minh chứng."]
    proof = evaluation.proofs.get()
    address = reverse("result_proof", args=[proof.pk])
    assert head.get(address).status_code == 404  # not before it is sent
    Evaluation.objects.update(status="self_assessed")
    assert "minh-chung.pdf" in head.get(evaluation.get_absolute_url()).content.decode()
    assert head.get(address).content == PDF
    late = client.post(reverse("result_proof_add", args=[evaluation.pk, target.pk]), file(), follow=True)
    assert told(late) == ["Bản tự đánh giá này đang ở bước “Đã tự đánh giá” nên không sửa được; muốn sửa thì rút lại."]
    kept = client.post(reverse("result_proof_remove", args=[proof.pk]), follow=True)
    assert "không sửa được" in told(kept)[-1]
    assert (evaluation.proofs.count(), Attachment.objects.count()) == (1, 1)


def test_proof_is_taken_away_while_it_is_written(school, evaluation, target, sign_in):
    client = sign_in(school.lecturer)
    client.post(reverse("result_proof_add", args=[evaluation.pk, target.pk]), file())
    client.post(reverse("result_proof_remove", args=[evaluation.proofs.get().pk]))
    assert evaluation.proofs.count() == 0
    verbs = AuditEntry.objects.filter(target_type="campaigns.evaluation").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["evaluation.attach", "evaluation.detach"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp trống"),
        (b"MZ\x90\x00" + b"\x00" * 200, "Tệp phải là PDF, DOCX, JPG hoặc PNG"),
        (PDF + b"\n" * (10 * 1024 * 1024), "nhiều nhất 10 MB"),
    ],
)
def test_what_is_no_proof(content, sentence, school, evaluation, target, sign_in):
    url = reverse("result_proof_add", args=[evaluation.pk, target.pk])
    response = sign_in(school.lecturer).post(url, file(content))
    assert (response.status_code, Attachment.objects.count()) == (200, 0)
    assert sentence in response.content.decode()


def test_no_proof_of_somebody_elses_promise(school, campaign, phase, evaluation, sign_in):
    other = make_pledge(campaign, school.lecturer2, school.faculty, status="registered")
    theirs = other.targets.create(phase=phase, content="Khác", unit_of_measure="tiết", amount=1)
    url = reverse("result_proof_add", args=[evaluation.pk, theirs.pk])
    assert sign_in(school.lecturer).post(url, file()).status_code == 404


# Many at once


def confirm(client, phase, *evaluations):
    keys = [getattr(one, "pk", one) for one in evaluations]
    return client.post(reverse("evaluations_confirm", args=[phase.pk]), {"evaluation": keys}, follow=True)


def test_all_that_are_ticked(school, phase, sign_in):
    both = [assessed(person, school.faculty, phase) for person in (school.lecturer, school.lecturer2)]
    client = sign_in(school.head)
    page = client.get(reverse("evaluation_list", args=[phase.pk]) + "?loc=cho-xac-nhan&chon=ca-trang").content.decode()
    assert page.count('name="evaluation"') == page.count(" checked>") == 2
    assert told(confirm(client, phase, *both)) == ["Đã xác nhận 2 bản tự đánh giá."]
    assert set(Evaluation.objects.values_list("status", "confirmed_by")) == {("confirmed", school.head.user.pk)}


def test_those_refused_are_named_with_the_reason(school, phase, sign_in):
    good = assessed(school.lecturer, school.faculty, phase)
    done = assessed(school.lecturer2, school.faculty, phase, status="confirmed")
    own = assessed(school.head, school.faculty, phase)
    [sentence] = told(confirm(sign_in(school.head), phase, good, done, own))
    assert sentence.startswith("Đã xác nhận 1 bản, 2 bản chưa xác nhận được. ")
    step = "Lò Văn Ẵm: Bản đánh giá đang ở bước “Đã xác nhận” nên không xác nhận được"
    assert step in sentence
    assert "Trần Văn Minh: Bản này do Hiệu trưởng Phạm Văn Quang xác nhận." in sentence
    own.refresh_from_db()
    assert own.status == "self_assessed"


@pytest.mark.parametrize("keys", [[], ["x", "-1", "9" * 30], [999_999]])
def test_nothing_ticked(keys, school, phase, sign_in):
    assert told(confirm(sign_in(school.head), phase, *keys)) == ["Chọn ít nhất một bản tự đánh giá đang chờ xác nhận."]


def test_of_other_units_nothing_is_confirmed_nor_told(school, phase, sign_in):
    theirs = assessed(school.stranger, school.other_faculty, phase)
    said = told(confirm(sign_in(school.head), phase, theirs))
    assert said == ["Chọn ít nhất một bản tự đánh giá đang chờ xác nhận."]
    theirs.refresh_from_db()
    assert theirs.status == "self_assessed"


def test_sixty_at_once_are_few_questions_each(school, phase, sign_in):
    people = [make_person(f"Lò Văn Mẫu {n}", school.faculty) for n in range(60)]
    sixty = [assessed(person, school.faculty, phase) for person in people]
    client = sign_in(school.head)
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        client.post(reverse("evaluations_confirm", args=[phase.pk]), {"evaluation": [one.pk for one in sixty]})
    assert Evaluation.objects.filter(status="confirmed").count() == 60
    assert len(captured) <= 60 * 7 + 20  # one of the seven holds the đợt open while it is confirmed


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_heads_at_the_same_moment(on_postgresql, school, phase):
    one = assessed(school.lecturer, school.faculty, phase)
    answers = at_once(
        lambda: evaluating.confirm(Evaluation.objects.get(pk=one.pk), by=school.head.user),
        lambda: evaluating.confirm(Evaluation.objects.get(pk=one.pk), by=school.head.user),
    )
    assert sorted(answers)[0] == ""
    assert "đang ở bước “Đã xác nhận”" in sorted(answers)[1]


# Who came, who moved, who heads


@pytest.mark.parametrize(("joined", "asked"), [(date(2022, 6, 30), [1, 2]), (date(2022, 7, 1), [2])])
def test_who_joins_in_july_owes_nothing_for_the_first_half(joined, asked, school, campaign, clock_at, sign_in):
    clock_at(date(2022, 12, 10))
    new = make_person("Hảng Thị Mới", school.faculty, username="moi", joined_on=joined)
    home = sign_in(new).get("/").content.decode()
    found = [n for n in (1, 2) if f"Tự đánh giá Đợt {n} năm 2022" in home]
    assert found == asked
    first, second = campaign.phases.order_by("ordinal")
    refused = "" if 1 in asked else "Hảng Thị Mới không công tác ở đây trong Đợt 1 nên không tự đánh giá đợt này."
    assert evaluating.why_not_begin(first, new) == refused
    assert evaluating.why_not_begin(second, new) == ""
    head = sign_in(school.head)
    listed = [
        new in head.get(reverse("evaluation_list", args=[phase.pk])).context["page"].object_list
        for phase in (first, second)
    ]
    assert listed == [1 in asked, True]


def test_who_was_away_from_the_school_all_through(school, phase, sign_in):
    ServiceBreak.objects.create(
        staff_member=school.lecturer, starts_on=date(2022, 2, 1), ends_on=date(2022, 6, 30), reason="Trở lại"
    )
    assert "không công tác ở đây trong Đợt 1" in evaluating.why_not_begin(phase, school.lecturer)
    ServiceBreak.objects.update(ends_on=date(2022, 6, 19))
    assert evaluating.why_not_begin(phase, school.lecturer) == ""


def move(person, unit, day) -> None:
    Posting.objects.filter(staff_member=person, ends_on=None).update(ends_on=date.fromordinal(day.toordinal() - 1))
    Posting.objects.create(staff_member=person, department=unit, post="Chuyên viên", starts_on=day)


def test_after_a_move_the_unit_stays_and_its_head_confirms_and_is_told(school, phase, clock_at, sign_in):
    one = assessed(school.lecturer, school.faculty, phase)
    move(school.lecturer, school.office, date(2022, 6, 25))
    clock_at(date(2022, 6, 26))
    head, new_head = sign_in(school.head), sign_in(school.office_head)
    said = (
        "Nguyễn Thị Hoa nay công tác tại Phòng Tổ chức, Hành chính, Thông tin, Tư liệu. "
        "Bản này giữ đơn vị khi đánh giá là Khoa Xây dựng Đảng, do Trưởng khoa Trần Văn Minh xác nhận."
    )
    assert said in head.get(one.get_absolute_url()).content.decode()
    assert new_head.post(reverse("evaluation_confirm", args=[one.pk]), {"note": ""}).status_code == 404
    waiting = head.get(reverse("evaluation_list", args=[phase.pk]) + "?loc=cho-xac-nhan")
    assert list(waiting.context["page"]) == [school.lecturer]
    assert "tại Khoa Xây dựng Đảng" in waiting.content.decode()
    assert told(confirm(head, phase, one)) == ["Đã xác nhận 1 bản tự đánh giá."]
    one.refresh_from_db()
    assert one.unit == school.faculty


def test_what_waits_for_the_old_head_waits_for_the_new_one(school, phase, clock_at, sign_in):
    one = assessed(school.lecturer, school.faculty, phase)
    assert "Xác nhận đánh giá của Nguyễn Thị Hoa" in sign_in(school.head).get("/").content.decode()
    move(school.head, school.office, date(2022, 6, 25))
    clock_at(date(2022, 6, 25))
    new = make_person(
        "Tẩn Thị Mới",
        school.faculty,
        "Trưởng khoa",
        username="moi",
        posting={"is_head": True, "starts_on": date(2022, 6, 25)},
    )
    assert "Xác nhận đánh giá của" not in sign_in(school.head).get("/").content.decode()
    client = sign_in(new)
    assert "Xác nhận đánh giá của Nguyễn Thị Hoa" in client.get("/").content.decode()
    assert told(confirm(client, phase, one)) == ["Đã xác nhận 1 bản tự đánh giá."]
