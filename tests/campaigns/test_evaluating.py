"""Self-assessment: every act from every state, with and without a pledge. By hand, from blueprint §3."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns import evaluating
from campaigns.models import Campaign, Evaluation, PledgeTarget
from tests.factories import make_person, make_pledge
from thidua.models import AuditEntry
from thidua.workflow import Refused

LABELS = {"open": "Chưa tự đánh giá", "self_assessed": "Đã tự đánh giá", "confirmed": "Đã xác nhận"}
GRID = {
    "self_assess": ("gửi tự đánh giá", {"open"}, "self_assessed"),
    "take_back": ("rút lại", {"self_assessed"}, "open"),
    "confirm": ("xác nhận", {"self_assessed"}, "confirmed"),
    "reopen": ("mở lại", {"self_assessed", "confirmed"}, "open"),
}
JUNE = date(2022, 6, 20)


@pytest.fixture
def phases(campaign):
    return list(campaign.phases.order_by("ordinal"))


@pytest.fixture
def evaluation(school, phases, standing) -> Evaluation:
    with standing(JUNE):
        evaluation = evaluating.begin(phases[0], owner=school.lecturer, by=school.lecturer.user)
    evaluation.self_assessment = "Hoàn thành tốt nhiệm vụ được giao."
    evaluation.save()
    return evaluation


@pytest.fixture
def pledge(school, campaign):
    return make_pledge(campaign, school.lecturer, school.faculty, status="registered")


def target(pledge, phase, amount="10", **fields) -> PledgeTarget:
    return PledgeTarget.objects.create(
        pledge=pledge, phase=phase, content="Giảng dạy", unit_of_measure="tiết", amount=Decimal(amount), **fields
    )


def act(name, evaluation, by) -> None:
    extra = {"reason": "Ghi thêm kết quả nghiên cứu."} if name == "reopen" else {}
    getattr(evaluating, name)(evaluation, by=by, **extra)


@pytest.mark.parametrize("status", LABELS)
@pytest.mark.parametrize("name", GRID)
def test_every_act_from_every_state(name, status, evaluation, school):
    spoken, sources, end = GRID[name]
    Evaluation.objects.update(status=status)
    lines = AuditEntry.objects.count()
    if status in sources:
        act(name, evaluation, school.head.user)
        evaluation.refresh_from_db()
        assert evaluation.status == end
        line = AuditEntry.objects.latest("pk")
        assert (line.verb, line.before["status"], line.after["status"]) == (f"evaluation.{name}", status, end)
    else:
        with pytest.raises(Refused) as refused:
            act(name, evaluation, school.head.user)
        assert str(refused.value) == (
            f"Bản đánh giá đang ở bước “{LABELS[status]}” nên không {spoken} được; tải lại trang để xem việc làm được."
        )
        evaluation.refresh_from_db()
        assert (evaluation.status, AuditEntry.objects.count()) == (status, lines)
    assert set(evaluating.MOVES) == set(GRID)


# Beginning


@pytest.mark.parametrize(("day", "allowed"), [(date(2022, 6, 30), False), (date(2022, 7, 1), True)])
def test_not_before_the_phase_starts(day, allowed, school, phases, standing):
    with standing(day):
        expected = "Chưa tự đánh giá được vì Đợt 2 chưa bắt đầu; tự đánh giá từ ngày 01/07/2022."
        assert evaluating.why_not_begin(phases[1], school.lecturer) == ("" if allowed else expected)


def test_with_and_without_a_pledge(school, phases, pledge, standing):
    with standing(JUNE):
        with_one = evaluating.begin(phases[0], owner=school.lecturer, by=None)
        without = evaluating.begin(phases[0], owner=school.lecturer2, by=None)
        collective = evaluating.begin(phases[0], owner=school.faculty, by=None)
    assert (with_one.pledge, without.pledge, collective.pledge) == (pledge, None, None)
    assert (with_one.unit, collective.unit, collective.is_collective) == (school.faculty, school.faculty, True)


def test_one_evaluation_a_phase(evaluation, school, phases, standing):
    with standing(JUNE):
        assert evaluating.why_not_begin(phases[0], school.lecturer) == (
            "Đồng chí đã có bản tự đánh giá Đợt 1; mở bản đó để viết tiếp."
        )
        evaluating.begin(phases[0], owner=school.faculty, by=None)
        assert evaluating.why_not_begin(phases[0], school.faculty) == (
            "Khoa Xây dựng Đảng đã có bản tự đánh giá Đợt 1; mở bản đó để viết tiếp."
        )


def test_only_in_a_launched_campaign(school, phases, standing):
    Campaign.objects.update(status="cancelled")
    phases[0].refresh_from_db()
    with standing(JUNE):
        assert evaluating.why_not_begin(phases[0], school.lecturer) == (
            "Chưa tự đánh giá được vì Phong trào thi đua năm 2022 không ở bước “Đã phát động”; "
            "chờ phong trào phát động."
        )


def test_not_without_a_unit(school, phases, standing):
    drifter = make_person("Quàng Thị Pành", school.faculty, posting={"ends_on": date(2021, 12, 31)})
    with standing(JUNE):
        assert evaluating.why_not_begin(phases[0], drifter) == (
            "Chưa tự đánh giá được vì chưa rõ đơn vị công tác của Quàng Thị Pành; đề nghị Thường trực Hội đồng bổ sung."
        )


# Targets


def test_targets_of_the_phase_and_of_the_year_in_the_last_one(school, phases, pledge, standing):
    first, second, whole = target(pledge, phases[0]), target(pledge, phases[1]), target(pledge, None)
    with standing(date(2022, 12, 1)):
        one, two = (evaluating.begin(phase, owner=school.lecturer, by=None) for phase in phases)
    assert list(evaluating.targets_of(one)) == [first]
    assert list(evaluating.targets_of(two)) == [second, whole]


@pytest.mark.parametrize(
    ("status", "counts"),
    [("draft", 0), ("submitted", 0), ("returned", 0), ("endorsed", 1), ("registered", 1), ("withdrawn", 0)],
)
def test_a_promise_counts_once_endorsed(status, counts, evaluation, school, campaign, phases):
    target(make_pledge(campaign, school.lecturer, school.faculty, status=status), phases[0])
    assert evaluating.targets_of(evaluation).count() == counts


def test_a_pledge_that_came_later_is_taken_up(evaluation, pledge, school):
    evaluating.self_assess(evaluation, by=school.lecturer.user)
    evaluation.refresh_from_db()
    assert evaluation.pledge == pledge


@pytest.mark.parametrize(
    ("results", "sentence"),
    [
        ([None, None], "Chưa gửi được vì còn 2 chỉ tiêu chưa có kết quả; ghi kết quả của từng chỉ tiêu."),
        (["12", "9"], "Chưa gửi được vì còn 1 chỉ tiêu chưa đạt mà chưa ghi lý do; ghi lý do của từng chỉ tiêu."),
        (["12", "10"], ""),
    ],
)
def test_results_before_sending(results, sentence, evaluation, pledge, phases):
    for result in results:
        target(pledge, phases[0], result=result)
    assert evaluating.why_not_self_assess(evaluation) == sentence


def test_a_miss_with_its_reason_is_enough(evaluation, pledge, phases):
    target(pledge, phases[0], result="9", miss_reason="Lớp hoãn do dịch.")
    assert evaluating.why_not_self_assess(evaluation) == ""


@pytest.mark.parametrize("text", ["", " \n "])
def test_words_before_sending(text, evaluation):
    evaluation.self_assessment = text
    assert evaluating.why_not_self_assess(evaluation) == "Chưa gửi được vì chưa viết phần tự đánh giá; viết rồi gửi."


# The endorser


def test_note_endorser_and_time_are_kept(evaluation, school):
    evaluating.self_assess(evaluation, by=school.lecturer.user)
    evaluating.confirm(evaluation, note="Nhất trí.", by=school.head.user)
    evaluation.refresh_from_db()
    assert (evaluation.endorser_note, evaluation.confirmed_by) == ("Nhất trí.", school.head.user)
    assert None not in (evaluation.self_assessed_at, evaluation.confirmed_at)


def test_reopening_takes_the_confirmation_back(evaluation, school):
    evaluating.self_assess(evaluation, by=school.lecturer.user)
    evaluating.confirm(evaluation, by=school.head.user)
    evaluating.reopen(evaluation, reason="Thiếu số liệu.", by=school.head.user)
    evaluation.refresh_from_db()
    assert (evaluation.reopen_reason, evaluation.confirmed_by, evaluation.confirmed_at) == (
        "Thiếu số liệu.",
        None,
        None,
    )


def test_reopening_asks_for_a_reason(evaluation, school):
    evaluating.self_assess(evaluation, by=school.lecturer.user)
    with pytest.raises(Refused) as refused:
        evaluating.reopen(evaluation, reason="", by=school.head.user)
    assert str(refused.value) == "Ghi lý do mở lại để người tự đánh giá biết chỗ cần sửa."


@pytest.mark.parametrize("status", LABELS)
def test_written_on_only_while_open(status, evaluation):
    Evaluation.objects.update(status=status)
    evaluation.refresh_from_db()
    way = {"self_assessed": "rút lại", "confirmed": "đề nghị người xác nhận mở lại"}.get(status)
    expected = f"Bản tự đánh giá này đang ở bước “{LABELS[status]}” nên không sửa được; muốn sửa thì {way}."
    assert evaluating.why_not_edit(evaluation) == ("" if status == "open" else expected)
