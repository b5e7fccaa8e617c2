"""The unit's registration: every act from every state, and what happens to the pledges. By hand, from blueprint §3."""

from datetime import date

import pytest

from campaigns import evaluating, pledging, registering
from campaigns.models import Campaign, Pledge, UnitRegistration
from tests.factories import make_pledge, make_registration
from thidua.models import AuditEntry
from thidua.workflow import Refused

LABELS = {"not_sent": "Chưa gửi", "sent": "Chờ duyệt", "returned": "Trả lại", "accepted": "Đã duyệt"}
GRID = {
    "send": ("gửi", {"not_sent", "returned"}, "sent"),
    "accept": ("duyệt", {"sent"}, "accepted"),
    "take_back": ("rút lại", {"sent"}, "not_sent"),
    "send_back": ("trả lại", {"sent"}, "returned"),
    "reopen": ("mở lại", {"accepted"}, "returned"),
}
# act → what it makes of an endorsed and of a registered pledge of the unit
PLEDGES = {
    "send": ("endorsed", "registered"),
    "accept": ("registered", "registered"),
    "take_back": ("endorsed", "registered"),
    "send_back": ("endorsed", "registered"),
    "reopen": ("endorsed", "endorsed"),
}


def act(name, registration, by) -> None:
    extra = {"reason": "Thiếu bản của tập thể."} if name in {"send_back", "reopen"} else {}
    getattr(registering, name)(registration, by=by, **extra)


@pytest.mark.parametrize("status", LABELS)
@pytest.mark.parametrize("name", GRID)
def test_every_act_from_every_state(name, status, school, campaign):
    spoken, sources, target = GRID[name]
    registration = make_registration(campaign, school.faculty, status)
    endorsed = make_pledge(campaign, school.lecturer, school.faculty, status="endorsed")
    registered = make_pledge(campaign, school.lecturer2, school.faculty, status="registered")
    elsewhere = make_pledge(campaign, school.stranger, school.other_faculty, status="endorsed")
    by = school.clerk.user
    if status in sources:
        act(name, registration, by)
        registration.refresh_from_db()
        assert registration.status == target
        assert AuditEntry.objects.latest("pk").verb == f"unitregistration.{name}"
        after = PLEDGES[name]
    else:
        with pytest.raises(Refused) as refused:
            act(name, registration, by)
        assert str(refused.value) == (
            f"Đăng ký của đơn vị đang ở bước “{LABELS[status]}” nên không {spoken} được; "
            "tải lại trang để xem việc làm được."
        )
        registration.refresh_from_db()
        assert (registration.status, AuditEntry.objects.count()) == (status, 0)
        after = ("endorsed", "registered")
    for pledge in (endorsed, registered, elsewhere):
        pledge.refresh_from_db()
    assert (endorsed.status, registered.status, elsewhere.status) == (*after, "endorsed")


def test_registration_of_makes_one_row(school, campaign):
    first = registering.registration_of(campaign, school.faculty)
    assert registering.registration_of(campaign, school.faculty) == first
    assert first.status == "not_sent"


@pytest.mark.parametrize("waiting", [1, 2])
def test_not_sent_while_pledges_wait(waiting, school, campaign):
    registration = make_registration(campaign, school.faculty)
    make_pledge(campaign, school.head, school.faculty, status="endorsed")
    for person in (school.lecturer, school.lecturer2)[:waiting]:
        make_pledge(campaign, person, school.faculty, status="submitted")
    make_pledge(campaign, school.stranger, school.other_faculty, status="submitted")
    with pytest.raises(Refused) as refused:
        registering.send(registration, by=school.head.user)
    named = ["Nguyễn Thị Hoa (chờ Trưởng khoa Trần Văn Minh)", "Lò Văn Ẵm (chờ Trưởng khoa Trần Văn Minh)"]
    said = "; ".join(named[:waiting])
    assert str(refused.value) == f"Chưa gửi được vì còn {waiting} bản chưa xác nhận: {said}."


def test_a_few_who_wait_are_named_with_their_endorser(school, campaign):
    registration = make_registration(campaign, school.faculty)
    make_pledge(campaign, school.head, school.faculty, status="submitted")
    make_pledge(campaign, school.faculty, school.faculty, status="submitted", awards=("TTLDTT",))
    assert registering.why_not_send(registration) == (
        "Chưa gửi được vì còn 2 bản chưa xác nhận: Trần Văn Minh (chờ Hiệu trưởng Phạm Văn Quang); "
        "Khoa Xây dựng Đảng (chờ Hiệu trưởng Phạm Văn Quang)."
    )
    for person in (school.lecturer, school.lecturer2):
        make_pledge(campaign, person, school.faculty, status="submitted")
    assert registering.why_not_send(registration) == "Chưa gửi được vì còn 4 bản chưa xác nhận."


def test_who_is_left_out_is_counted(school, campaign):
    registration = make_registration(campaign, school.faculty)
    assert registering.left_out(registration) == "3 người chưa đăng ký sẽ không có trong danh sách này."
    make_pledge(campaign, school.head, school.faculty, status="returned")
    make_pledge(campaign, school.lecturer, school.faculty, status="draft")
    make_pledge(campaign, school.stranger, school.other_faculty, status="returned")
    assert registering.left_out(registration) == (
        "2 người chưa đăng ký và 1 bản bị trả lại sẽ không có trong danh sách này."
    )
    Pledge.objects.filter(unit=school.faculty).update(status="endorsed")
    make_pledge(campaign, school.lecturer2, school.faculty, status="submitted")
    assert registering.left_out(registration) == ""


@pytest.mark.parametrize("status", ["draft", "returned", "withdrawn"])
def test_not_sent_empty(status, school, campaign):
    registration = make_registration(campaign, school.faculty)
    make_pledge(campaign, school.lecturer, school.faculty, status=status)
    with pytest.raises(Refused) as refused:
        registering.send(registration, by=school.head.user)
    assert str(refused.value) == (
        "Chưa gửi được vì chưa có bản đăng ký nào được xác nhận; nhắc mọi người trong đơn vị đăng ký."
    )


def test_not_sent_in_a_campaign_that_is_over(school, campaign):
    registration = make_registration(campaign, school.faculty)
    make_pledge(campaign, school.lecturer, school.faculty, status="endorsed")
    Campaign.objects.update(status="concluded")
    registration.refresh_from_db()
    assert registering.why_not_send(registration) == (
        "Chưa gửi danh sách được vì Phong trào thi đua năm 2022 không ở bước “Đã phát động”; chờ phát động."
    )


def test_sender_and_time_are_kept(school, campaign):
    registration = make_registration(campaign, school.faculty)
    make_pledge(campaign, school.lecturer, school.faculty, status="endorsed")
    registering.send(registration, by=school.head.user)
    registration.refresh_from_db()
    assert registration.sent_by == school.head.user
    assert registration.sent_at is not None


def test_not_accepted_while_a_late_pledge_waits(school, campaign):
    registration = make_registration(campaign, school.faculty, "sent")
    make_pledge(campaign, school.lecturer, school.faculty, status="submitted")
    with pytest.raises(Refused) as refused:
        registering.accept(registration, by=school.clerk.user)
    assert str(refused.value) == (
        "Chưa duyệt được vì đơn vị còn 1 bản chưa xác nhận; trả lại để đơn vị xác nhận rồi gửi lại."
    )


def test_every_pledge_leaves_its_own_line(school, campaign):
    registration = make_registration(campaign, school.faculty, "sent")
    for person in (school.lecturer, school.lecturer2):
        make_pledge(campaign, person, school.faculty, status="endorsed")
    registering.accept(registration, by=school.clerk.user)
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["pledge.register", "pledge.register", "unitregistration.accept"]


@pytest.mark.parametrize(
    ("name", "status", "sentence"),
    [
        ("send_back", "sent", "Ghi lý do trả lại để đơn vị biết chỗ cần sửa."),
        ("reopen", "accepted", "Ghi lý do mở lại đăng ký của đơn vị."),
    ],
)
def test_a_step_back_asks_for_a_reason(name, status, sentence, school, campaign):
    registration = make_registration(campaign, school.faculty, status)
    with pytest.raises(Refused) as refused:
        getattr(registering, name)(registration, reason=" ", by=school.clerk.user)
    assert str(refused.value) == sentence
    registration.refresh_from_db()
    assert registration.status == status


# Late registration


@pytest.mark.parametrize("status", ["not_sent", "sent", "returned"])
def test_late_registration_is_opened(status, school, campaign, standing):
    registration = make_registration(campaign, school.faculty, status)
    with standing(date(2022, 4, 5)):
        registering.open_late(registration, until=date(2022, 4, 5), reason="Đi công tác.", by=school.clerk.user)
    registration.refresh_from_db()
    assert (registration.late_until, registration.late_reason) == (date(2022, 4, 5), "Đi công tác.")
    line = AuditEntry.objects.get()
    assert (line.verb, line.reason, line.after) == (
        "unitregistration.open_late",
        "Đi công tác.",
        {"late_until": "2022-04-05"},
    )


@pytest.mark.parametrize(
    ("status", "until", "reason", "sentence"),
    [
        (
            "not_sent",
            date(2022, 4, 4),
            "Ốm.",
            "Ngày 04/04/2022 đã qua; chọn ngày từ 05/04/2022 trở đi để cho đăng ký muộn.",
        ),
        ("not_sent", date(2022, 4, 9), "", "Ghi lý do cho đăng ký muộn."),
        (
            "accepted",
            date(2022, 4, 9),
            "Ốm.",
            "Chưa cho đăng ký muộn được vì đăng ký của đơn vị đã duyệt; mở lại đăng ký của đơn vị trước.",
        ),
    ],
)
def test_late_registration_is_refused(status, until, reason, sentence, school, campaign, standing):
    registration = make_registration(campaign, school.faculty, status)
    with standing(date(2022, 4, 5)), pytest.raises(Refused) as refused:
        registering.open_late(registration, until=until, reason=reason, by=school.clerk.user)
    assert str(refused.value) == sentence
    registration.refresh_from_db()
    assert registration.late_until is None


def test_no_late_registration_in_a_campaign_that_is_over(school, campaign):
    registration = make_registration(campaign, school.faculty)
    Campaign.objects.update(status="concluded")
    registration.refresh_from_db()
    assert registering.why_not_open_late(registration) == (
        "Chưa cho đăng ký muộn được vì Phong trào thi đua năm 2022 không ở bước “Đã phát động”; chờ phát động."
    )


# One sentence, one refusal


def test_refusals_are_told_apart(school, campaign, standing):
    """The same question asked of every act in a state it cannot start from, and late: no two answers are equal."""
    pledge = make_pledge(campaign, school.lecturer, school.faculty)
    registration = make_registration(campaign, school.faculty)
    phase = campaign.phases.first()
    said = []
    with standing(date(2022, 4, 1)):
        evaluation = evaluating.begin(phase, owner=school.lecturer, by=None)
        said += [pledging.why_not_submit(pledge), pledging.why_not_withdraw(pledge)]
        said += [registering.why_not_send(registration), evaluating.why_not_self_assess(evaluation)]
        said += [evaluating.why_not_begin(phase, school.lecturer), pledging.why_not_begin(campaign, school.lecturer)]
        pledge.status, evaluation.status, registration.status = "withdrawn", "open", "accepted"
        said += [
            getattr(pledging, f"why_not_{name}")(pledge)
            for name in ("submit", "withdraw", "endorse", "send_back", "edit")
        ]
        said += [getattr(evaluating, f"why_not_{name}")(evaluation) for name in ("confirm", "reopen")]
        said += [
            getattr(registering, f"why_not_{name}")(registration)
            for name in ("send", "accept", "send_back", "open_late")
        ]
        registration.status, evaluation.status = "sent", "confirmed"
        said += [registering.why_not_reopen(registration)]
        said += [evaluating.why_not_self_assess(evaluation), evaluating.why_not_edit(evaluation)]
        Campaign.objects.update(status="concluded")
        pledge.refresh_from_db()
        registration.refresh_from_db()
        phase.refresh_from_db()
        said += [pledging.why_not_submit(pledge), pledging.why_not_begin(pledge.campaign, school.lecturer)]
        said += [registering.why_not_send(registration), registering.why_not_open_late(registration)]
        said += [evaluating.why_not_begin(phase, school.lecturer)]
    assert "" not in said
    assert len(set(said)) == len(said)
    assert [sentence for sentence in said if not sentence.endswith(".")] == []
    assert set(registering.MOVES) == set(GRID)
    assert UnitRegistration.objects.count() == 1
