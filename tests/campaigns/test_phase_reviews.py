"""A đợt that was reviewed: what was said of it stays as its report counted it, whoever asks. Written by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from campaigns import amending_pledge, checking_in, evaluating, phase_reviews, planning, pledging
from campaigns.checking_in import Word
from campaigns.models import Campaign, Evaluation, Phase, PledgeTarget, ResultProof
from tests.at_once import at_once
from tests.factories import make_pledge
from tests.permission_world import evidence
from thidua import clock, guards, uploads
from thidua.models import AuditEntry
from thidua.workflow import Refused

JULY = date(2022, 7, 5)
KEPT = "nên kết quả, bản tự đánh giá và minh chứng của Đợt 1 giữ nguyên."
REVIEWED = f"Đợt 1 đã sơ kết ngày 05/07/2022 {KEPT}"
OVER = f"Phong trào thi đua năm 2022 ở bước “Đã tổng kết” {KEPT}"


@pytest.fixture
def phase(campaign) -> Phase:
    return campaign.phases.get(ordinal=1)


@pytest.fixture
def target(school, campaign, phase) -> PledgeTarget:
    pledge = make_pledge(campaign, school.lecturer, school.faculty, status="registered")
    return pledge.targets.create(content="Giờ dạy", unit_of_measure="giờ", amount=Decimal(100), phase=phase)


@pytest.fixture
def evaluation(school, phase, target, clock_at) -> Evaluation:
    """Hoa's, with one proof, on 05/07/2022."""
    clock_at(JULY)
    found = evaluating.begin(phase, owner=school.lecturer, by=school.lecturer.user)
    Evaluation.objects.update(self_assessment="Hoàn thành tốt.")
    PledgeTarget.objects.update(result=100)
    file = uploads.store(evidence(), by=school.lecturer.user)
    evaluating.prove(found, target, file, by=school.lecturer.user)
    found.refresh_from_db()
    return found


def reviewed(phase: Phase) -> Phase:
    Phase.objects.filter(pk=phase.pk).update(reviewed_on=JULY)
    phase.refresh_from_db()
    return phase


def edit(evaluation, school):
    with evaluating.editing(evaluation):
        pass


def prove(evaluation, school):
    file = uploads.store(evidence(), by=school.lecturer.user)
    evaluating.prove(evaluation, PledgeTarget.objects.get(), file, by=school.lecturer.user)


ACTS = {
    "edit": edit,
    "prove": prove,
    "take_proof_away": lambda e, s: evaluating.take_proof_away(ResultProof.objects.get(), by=s.lecturer.user),
    "self_assess": lambda e, s: evaluating.self_assess(e, by=s.lecturer.user),
    "confirm": lambda e, s: evaluating.confirm(e, by=s.head.user),
    "reopen": lambda e, s: evaluating.reopen(e, reason="Ghi nhầm.", by=s.head.user),
}
# From which state each act goes while the đợt is not reviewed; once it is, from none.
ALLOWED = {
    "edit": {"open"},
    "prove": {"open"},
    "take_proof_away": {"open"},
    "self_assess": {"open"},
    "confirm": {"self_assessed"},
    "reopen": {"self_assessed", "confirmed"},
}


@pytest.mark.parametrize("status", Evaluation.Status.values)
@pytest.mark.parametrize("name", ACTS)
def test_no_act_on_an_evaluation_after_the_review(name, status, evaluation, phase, school):
    Evaluation.objects.update(status=status)
    if status in ALLOWED[name]:
        with transaction.atomic():
            ACTS[name](Evaluation.objects.get(), school)
            transaction.set_rollback(True)
    reviewed(phase)
    with pytest.raises(Refused) as refused:
        ACTS[name](Evaluation.objects.get(), school)
    assert (str(refused.value), Evaluation.objects.get().status, ResultProof.objects.count()) == (REVIEWED, status, 1)


@pytest.mark.parametrize("name", ACTS)
def test_nor_after_the_campaign_was_concluded(name, evaluation, school):
    Evaluation.objects.update(status="self_assessed" if name in ("confirm", "reopen") else "open")
    Campaign.objects.update(status="concluded")
    with pytest.raises(Refused) as refused:
        ACTS[name](Evaluation.objects.get(), school)
    assert str(refused.value) == OVER


def test_no_new_evaluation_and_no_word_after_the_review(phase, target, school, clock_at):
    clock_at(JULY)
    assert evaluating.why_not_begin(phase, school.lecturer) == ""
    reviewed(phase)
    with pytest.raises(Refused) as refused:
        evaluating.begin(phase, owner=school.lecturer, by=school.lecturer.user)
    assert str(refused.value) == "Không tự đánh giá được nữa vì Đợt 1 đã sơ kết ngày 05/07/2022."
    with pytest.raises(Refused) as refused:
        checking_in.check_in(phase, [Word(target, Decimal(1), "")], by=school.lecturer.user)
    assert str(refused.value) == "Đợt 1 đã sơ kết ngày 05/07/2022 nên không báo tiến độ nữa."


def test_the_page_says_why_and_changes_nothing(evaluation, phase, school, sign_in):
    reviewed(phase)
    answer = sign_in(school.lecturer).post(
        reverse("evaluation_edit", args=[evaluation.pk]), {"self_assessment": "Viết thêm."}, follow=True
    )
    assert REVIEWED in answer.content.decode()
    assert Evaluation.objects.get().self_assessment == "Hoàn thành tốt."


@pytest.mark.parametrize("status", Evaluation.Status.values)
def test_the_page_of_an_evaluation_offers_nothing_any_more(status, evaluation, phase, school, sign_in):
    Evaluation.objects.update(status=status, confirmed_by=school.head.user, confirmed_at=clock.now())
    names = ("evaluation_edit", "evaluation_self_assess", "evaluation_confirm", "evaluation_reopen")
    offered = [f'"{reverse(name, args=[evaluation.pk])}' for name in names] + ["/them/"]
    pages = [sign_in(who).get(evaluation.get_absolute_url()) for who in (school.lecturer, school.head)]
    before = [words for words in offered for page in pages if words in page.content.decode()]
    reviewed(phase)
    for who in (school.lecturer, school.head):
        answer = sign_in(who).get(evaluation.get_absolute_url())
        if answer.status_code == 200:  # an open one is its owner's alone
            html = answer.content.decode()
            assert (REVIEWED in html, [words for words in offered if words in html]) == (True, [])
    assert before


def test_the_other_phase_goes_on(phase, school, campaign, clock_at):
    clock_at(JULY)
    reviewed(phase)
    assert evaluating.why_not_begin(campaign.phases.get(ordinal=2), school.lecturer) == ""


def test_its_deadline_stays(phase, campaign, school, clock_at):
    clock_at(JULY)
    reviewed(phase)
    with pytest.raises(Refused) as refused:
        planning.adjust(
            campaign, f"phase-{phase.pk}", date(2022, 7, 20), reason="Nhiều người đi học.", by=school.clerk.user
        )
    assert str(refused.value) == "Đợt 1 đã sơ kết ngày 05/07/2022 nên hạn tự đánh giá giữ nguyên."


# --- promises


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"amount": "90.00"}, True),
        ({"phase": 2}, True),
        ({"phase": None}, True),
        ({}, False),
    ],
)
def test_a_promise_of_a_reviewed_phase_is_not_amended(change, refused, target, phase, school, clock_at):
    clock_at(JULY)
    pledge = target.pledge
    pledge.targets.create(number=2, content="Bài viết", unit_of_measure="bài", amount=2)
    reviewed(phase)
    version = amending_pledge.begin(pledge, by=school.lecturer.user)
    first, second = version.content["targets"]
    content = version.content | {"targets": [first | change, second | {"amount": "1.00"}]}
    if not refused:
        amending_pledge.write(version, content=content, reason="Nghỉ ốm hai tháng.", by=school.lecturer.user)
        return
    with pytest.raises(Refused) as said:
        amending_pledge.write(version, content=content, reason="Nghỉ ốm hai tháng.", by=school.lecturer.user)
    assert str(said.value) == (
        "Đợt 1 đã sơ kết ngày 05/07/2022 nên chỉ tiêu của đợt này giữ nguyên; "
        "điều chỉnh chỉ tiêu của đợt khác hoặc của cả năm."
    )


def test_nor_does_one_come_into_it_late(campaign, phase, school):
    pledge = make_pledge(campaign, school.lecturer2, school.faculty)
    pledge.targets.create(content="Giờ dạy", unit_of_measure="giờ", amount=100, phase=phase)
    assert pledging.why_not_submit(pledge) == ""
    reviewed(phase)
    assert pledging.why_not_submit(pledge) == (
        "Chưa gửi được vì chỉ tiêu “Giờ dạy” thuộc Đợt 1 đã sơ kết; chọn đợt khác hoặc cả năm."
    )


# --- the mover


@pytest.mark.parametrize(
    ("status", "day", "on", "sentence"),
    [
        ("launched", date(2022, 7, 1), date(2022, 6, 30), ""),
        ("launched", date(2022, 6, 30), date(2022, 6, 30), "Đợt 1 còn diễn ra đến hết ngày 30/06/2022; "),
        ("launched", JULY, date(2022, 6, 29), "Ngày báo cáo 29/06/2022 trước ngày kết thúc Đợt 1 30/06/2022; "),
        ("draft", JULY, JULY, "Phong trào thi đua năm 2022 ở bước “Bản thảo” nên không sơ kết Đợt 1 được."),
        ("concluded", JULY, JULY, "Phong trào thi đua năm 2022 ở bước “Đã tổng kết” nên không sơ kết Đợt 1 được."),
        ("cancelled", JULY, JULY, "Phong trào thi đua năm 2022 ở bước “Đã hủy” nên không sơ kết Đợt 1 được."),
    ],
)
def test_when_a_phase_is_reviewed(status, day, on, sentence, phase, school, clock_at):
    clock_at(day)
    Campaign.objects.update(status=status)
    if not sentence:
        phase_reviews.review(phase, on=on, by=school.clerk.user)
        line = AuditEntry.objects.get()
        assert (Phase.objects.get(pk=phase.pk).state_on(day), line.verb) == ("reviewed", "phase.review")
        assert line.after == {"reviewed_on": "2022-06-30"}
        return
    with pytest.raises(Refused) as refused:
        phase_reviews.review(phase, on=on, by=school.clerk.user)
    assert str(refused.value).startswith(sentence)
    assert (Phase.objects.get(pk=phase.pk).reviewed_on, AuditEntry.objects.count()) == (None, 0)


def test_a_second_review_keeps_the_first_day(phase, school, clock_at):
    clock_at(JULY)
    phase_reviews.review(phase, on=JULY, by=school.clerk.user)
    clock_at(date(2022, 7, 20))
    phase_reviews.review(phase, on=date(2022, 7, 20), by=school.clerk.user)
    assert (Phase.objects.get(pk=phase.pk).reviewed_on, AuditEntry.objects.count()) == (JULY, 1)


# --- behind the program's back


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE campaigns_phase SET reviewed_on = NULL WHERE reviewed_on IS NOT NULL",
        "UPDATE campaigns_phase SET ends_on = '2022-07-31' WHERE reviewed_on IS NOT NULL",
        "DELETE FROM campaigns_phase WHERE reviewed_on IS NOT NULL",
        "UPDATE campaigns_campaign SET status = 'launched' WHERE status = 'concluded'",
        "UPDATE campaigns_campaign SET title = 'Khác' WHERE status = 'concluded'",
    ],
)
def test_neither_is_undone_in_the_database(sql, phase, campaign):
    reviewed(phase)
    Campaign.objects.update(status="concluded")
    with pytest.raises(IntegrityError, match=guards.MESSAGE), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_phase_that_is_not_reviewed_still_changes(phase, campaign):
    reviewed(phase)
    assert campaign.phases.filter(ordinal=2).update(theme="Đổi tên") == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_confirmation_and_a_review_at_once(on_postgresql, school, campaign):
    """Whichever comes first, nothing is confirmed after the review was there."""
    phase = campaign.phases.get(ordinal=1)
    made = {"phase": phase, "unit": school.faculty, "status": "self_assessed", "self_assessment": "Tốt."}
    with clock.standing_at(JULY):
        found = Evaluation.objects.create(staff_member=school.lecturer, **made)

        def confirm():
            with clock.standing_at(JULY):
                evaluating.confirm(Evaluation.objects.get(pk=found.pk), by=school.head.user)

        def review():
            with clock.standing_at(JULY):
                phase_reviews.review(Phase.objects.get(pk=phase.pk), on=JULY, by=school.clerk.user)

        at_once(confirm, review)
    lines = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert lines in (["evaluation.confirm", "phase.review"], ["phase.review"])
