"""The plan's findings, the launch, the cancelling, the adjustments: verbs called as the views call them."""

from datetime import date

import pytest

from campaigns import planning
from campaigns.models import Campaign, Movement
from campaigns.plan_facts import blocking_of
from tests.factories import make_anniversary, make_campaign, make_phase
from thidua.models import AuditEntry
from thidua.workflow import Refused

DRAFT = Campaign.Status.DRAFT
SPRING, AUTUMN = (date(2022, 2, 1), date(2022, 6, 30)), (date(2022, 7, 1), date(2022, 12, 31))


@pytest.fixture
def draft(school) -> Campaign:
    return make_campaign(status=DRAFT)


def blocking(campaign) -> list[str]:
    return [finding.sentence for finding in blocking_of(campaign)]


def phase_of(campaign, ordinal=1):
    return campaign.phases.get(ordinal=ordinal)


def no_theme(campaign):
    campaign.theme = " "


def no_registration_deadline(campaign):
    campaign.registration_due_on = None


def registration_outside(campaign):
    campaign.registration_due_on = date(2023, 1, 5)


def no_phase(campaign):
    campaign.phases.all().delete()


def phase_without_theme(campaign):
    campaign.phases.filter(ordinal=2).update(theme="")


def phase_without_end(campaign):
    campaign.phases.filter(ordinal=2).update(ends_on=None)


def phases_overlap(campaign):
    campaign.phases.filter(ordinal=2).update(starts_on=date(2022, 6, 1))


def phase_outside(campaign):
    campaign.phases.filter(ordinal=2).update(ends_on=date(2023, 1, 31))


def anniversary_outside(campaign):
    make_anniversary(phase_of(campaign), "Ngày Nhà giáo Việt Nam", date(1982, 11, 20), date(2022, 11, 20))


FINDINGS = [
    (no_theme, "Kế hoạch chưa có chủ đề thi đua; ghi chủ đề ở phần thông tin chung."),
    (no_registration_deadline, "Kế hoạch chưa có hạn đăng ký thi đua; nhập hạn đăng ký ở phần thông tin chung."),
    (
        registration_outside,
        "Hạn đăng ký thi đua 05/01/2023 nằm ngoài thời gian của phong trào (từ 01/01/2022 đến 31/12/2022); "
        "sửa hạn đăng ký.",
    ),
    (
        no_phase,
        "Kế hoạch chưa có đợt thi đua nào; thêm ít nhất một đợt có chủ đề, ngày bắt đầu và ngày kết thúc.",
    ),
    (phase_without_theme, "Đợt 2 chưa có chủ đề; ghi chủ đề của đợt."),
    (phase_without_end, "Đợt 2 chưa có đủ ngày bắt đầu và ngày kết thúc; nhập cả hai ngày."),
    (
        phases_overlap,
        "Đợt 1 và Đợt 2 trùng nhau từ 01/06/2022 đến 30/06/2022; sửa ngày của một trong hai đợt.",
    ),
    (
        phase_outside,
        "Đợt 2 (từ 01/07/2022 đến 31/01/2023) ra ngoài thời gian của phong trào (từ 01/01/2022 đến 31/12/2022); "
        "sửa ngày của đợt hoặc của phong trào.",
    ),
    (
        anniversary_outside,
        "Ngày Nhà giáo Việt Nam (20/11/2022) nằm ngoài Đợt 1 (từ 01/02/2022 đến 30/06/2022); "
        "sửa ngày kỷ niệm hoặc chuyển sang đợt khác.",
    ),
]


def test_a_finished_plan_has_no_findings(draft):
    assert blocking(draft) == []


@pytest.mark.parametrize(("spoil", "sentence"), FINDINGS, ids=lambda value: getattr(value, "__name__", ""))
def test_each_gap_is_named_and_stops_the_launch(draft, school, spoil, sentence):
    spoil(draft)
    draft.save()
    assert blocking(draft) == [sentence]
    with pytest.raises(Refused) as refused:
        planning.launch(draft, by=school.clerk.user)
    assert str(refused.value) == f"Chưa phát động được vì kế hoạch còn 1 điểm phải sửa, trước hết: {sentence}"
    draft.refresh_from_db()
    assert draft.status == DRAFT


def test_an_anniversary_on_the_first_and_last_day_of_its_phase_is_inside(draft):
    for day in SPRING:
        make_anniversary(phase_of(draft), f"Ngày {day:%d}", date(1990, day.month, day.day), day)
    assert blocking(draft) == []


def test_findings_are_counted(draft):
    for spoil, _ in (FINDINGS[0], FINDINGS[1], FINDINGS[4]):
        spoil(draft)
    draft.save()
    assert planning.why_not_launch(draft) == (
        "Chưa phát động được vì kế hoạch còn 3 điểm phải sửa, trước hết: "
        "Kế hoạch chưa có chủ đề thi đua; ghi chủ đề ở phần thông tin chung."
    )


def test_launch_dates_the_campaign_and_writes_one_line(draft, school):
    planning.launch(draft, by=school.clerk.user)
    draft.refresh_from_db()
    assert (draft.status, draft.launched_on) == (Campaign.Status.LAUNCHED, date(2022, 3, 1))
    line = AuditEntry.objects.get()
    assert (line.verb, line.actor, line.after) == (
        "campaign.launch",
        school.clerk.user,
        {"status": "launched", "launched_on": "2022-03-01"},
    )


# Rows: the act; columns: from which state it is allowed. Written from blueprint §3.
GRID = {
    "launch": {"draft": "launched", "launched": None, "concluded": None, "cancelled": None},
    "cancel": {"draft": "cancelled", "launched": "cancelled", "concluded": None, "cancelled": None},
}
ACTS = {
    "launch": ("phát động", lambda campaign, by: planning.launch(campaign, by=by)),
    "cancel": ("hủy", lambda campaign, by: planning.cancel(campaign, reason="Ghi nhầm năm.", by=by)),
}


@pytest.mark.parametrize("act", GRID)
@pytest.mark.parametrize("status", Campaign.Status.values)
def test_moves_from_every_state(school, act, status):
    campaign = make_campaign(status=status)
    words, verb = ACTS[act]
    target = GRID[act][status]
    if target is None:
        with pytest.raises(Refused) as refused:
            verb(campaign, school.clerk.user)
        assert str(refused.value) == (
            f"Phong trào thi đua đang ở bước “{Campaign.Status(status).label}” nên không {words} được; "
            "tải lại trang để xem việc làm được."
        )
    else:
        verb(campaign, school.clerk.user)
    campaign.refresh_from_db()
    assert campaign.status == (target or status)


def test_cancelling_asks_for_a_reason(draft, school):
    with pytest.raises(Refused) as refused:
        planning.cancel(draft, reason="  ", by=school.clerk.user)
    assert str(refused.value) == "Chưa có lý do hủy phong trào; ghi lý do rồi làm lại."


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("draft", ""),
        (
            "launched",
            "Kế hoạch đã phát động nên không sửa được nữa; "
            "thời hạn và tên phong trào thì đổi ở trang Điều chỉnh, có ghi lý do.",
        ),
        ("concluded", "Phong trào ở bước “Đã tổng kết” nên kế hoạch không sửa được; lập kế hoạch mới nếu cần."),
        ("cancelled", "Phong trào ở bước “Đã hủy” nên kế hoạch không sửa được; lập kế hoạch mới nếu cần."),
    ],
)
def test_the_plan_is_open_only_as_a_draft(school, status, sentence):
    assert planning.why_not_edit(make_campaign(status=status)) == sentence


# --- adjustments


def test_adjusting_a_deadline_keeps_the_old_one_in_sight(campaign, school):
    later = date(2022, 4, 8)
    planning.adjust(campaign, "registration_due_on", later, reason="Nhiều người đi học.", by=school.clerk.user)
    campaign.refresh_from_db()
    assert campaign.registration_due_on == date(2022, 4, 8)
    (change,) = planning.adjustments(campaign)
    assert (change.label, change.before, change.after, change.reason, change.actor) == (
        "Hạn đăng ký thi đua",
        date(2022, 3, 31),
        date(2022, 4, 8),
        "Nhiều người đi học.",
        "Ngô Thị Lan",
    )


def test_adjusting_a_phase_s_deadline_and_a_movement_s_name(campaign, school):
    phase = phase_of(campaign)
    movement = Movement.objects.create(campaign=campaign, number=1, name="Dạy tốt")
    planning.adjust(campaign, f"phase-{phase.pk}", date(2022, 7, 5), reason="Lùi một tuần.", by=school.clerk.user)
    planning.adjust(campaign, f"movement-{movement.pk}", "Dạy tốt, học tốt", reason="Ghi thiếu.", by=school.clerk.user)
    phase.refresh_from_db()
    movement.refresh_from_db()
    assert (phase.evaluation_due_on, movement.name) == (date(2022, 7, 5), "Dạy tốt, học tốt")
    assert [(c.before_text, c.after_text) for c in planning.adjustments(campaign)] == [
        ("“Dạy tốt”", "“Dạy tốt, học tốt”"),
        ("30/06/2022", "05/07/2022"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "reason", "sentence"),
    [
        ("registration_due_on", date(2022, 4, 8), " ", "Chưa có lý do điều chỉnh; ghi lý do rồi làm lại."),
        ("registration_due_on", None, "Vì", "Hạn đăng ký thi đua không được để trống; nhập giá trị mới."),
        ("registration_due_on", date(2022, 3, 31), "Vì", "Hạn đăng ký thi đua mới giống hiện tại; nhập giá trị khác."),
        (
            "registration_due_on",
            date(2023, 1, 1),
            "Vì",
            "Hạn đăng ký thi đua không được sau 31/12/2022; nhập ngày khác.",
        ),
        (
            "nominations_due_on",
            date(2021, 12, 31),
            "Vì",
            "Hạn nộp hồ sơ đề nghị phải từ 01/01/2022 trở đi; nhập ngày khác.",
        ),
    ],
)
def test_adjustments_that_make_no_sense(campaign, school, field, value, reason, sentence):
    with pytest.raises(Refused) as refused:
        planning.adjust(campaign, field, value, reason=reason, by=school.clerk.user)
    assert str(refused.value) == sentence
    assert planning.adjustments(campaign) == []


def test_dossiers_may_be_due_after_the_year(campaign, school):
    planning.adjust(campaign, "nominations_due_on", date(2023, 1, 10), reason="Chờ xếp loại.", by=school.clerk.user)
    campaign.refresh_from_db()
    assert campaign.nominations_due_on == date(2023, 1, 10)


def test_a_draft_is_edited_not_adjusted(draft, school):
    with pytest.raises(Refused) as refused:
        planning.adjust(draft, "registration_due_on", date(2022, 4, 8), reason="Vì", by=school.clerk.user)
    assert str(refused.value) == "Kế hoạch còn là bản thảo nên chưa cần điều chỉnh; sửa thẳng trong kế hoạch."


def test_nothing_else_can_be_adjusted(campaign, school):
    with pytest.raises(LookupError):
        planning.adjust(campaign, "theme", "Khác", reason="Vì", by=school.clerk.user)


def test_sentences_are_all_different():
    assert len({sentence for _, sentence in FINDINGS}) == len(FINDINGS)


def test_two_phases_that_touch_do_not_overlap(school):
    campaign = make_campaign(status=DRAFT, phases=0)
    make_phase(campaign, 1, *SPRING)
    make_phase(campaign, 2, *AUTUMN)
    assert blocking(campaign) == []
