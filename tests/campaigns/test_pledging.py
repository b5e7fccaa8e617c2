"""What each act on a pledge does in every state, and what it says when refused. By hand, from blueprint §3."""

from datetime import date

import pytest

from campaigns import pledging
from campaigns.models import Campaign, Pledge, UnitRegistration
from tests.factories import make_person, make_pledge, make_registration
from thidua import clock
from thidua.models import AuditEntry, Institution
from thidua.workflow import Refused

LABELS = {
    "draft": "Nháp",
    "submitted": "Đã gửi",
    "returned": "Trả lại",
    "endorsed": "Đã xác nhận",
    "registered": "Đã đăng ký",
    "withdrawn": "Đã rút",
}
# act → (how the sentence names it, the states it starts from, the state it ends in)
GRID = {
    "submit": ("gửi", {"draft", "returned"}, "submitted"),
    "withdraw": ("rút lại", {"draft", "submitted", "returned", "endorsed"}, "withdrawn"),
    "endorse": ("xác nhận", {"submitted"}, "endorsed"),
    "send_back": ("trả lại", {"submitted", "endorsed"}, "returned"),
}
DEADLINE = date(2022, 3, 31)
RETURN = {"code": "no_targets", "fields": ["targets"]}


@pytest.fixture
def pledge(school, campaign) -> Pledge:
    return make_pledge(campaign, school.lecturer, school.faculty)


def put(pledge, status) -> Pledge:
    """Straight to a state, past the verbs; returned today, as a returned pledge is."""
    Pledge.objects.filter(pk=pledge.pk).update(
        status=status, returned_on=date(2022, 3, 1) if status == "returned" else None
    )
    pledge.refresh_from_db()
    return pledge


def act(name, pledge, by) -> None:
    extra = RETURN | {"reason": "Thiếu chỉ tiêu nghiên cứu."} if name == "send_back" else {}
    getattr(pledging, name)(pledge, by=by, **extra)


@pytest.mark.parametrize("status", LABELS)
@pytest.mark.parametrize("name", GRID)
def test_every_act_from_every_state(name, status, pledge, school):
    spoken, sources, target = GRID[name]
    put(pledge, status)
    lines = AuditEntry.objects.count()
    if status in sources:
        act(name, pledge, school.head.user)
        pledge.refresh_from_db()
        assert pledge.status == target
        line = AuditEntry.objects.latest("pk")
        assert (AuditEntry.objects.count(), line.verb, line.actor) == (lines + 1, f"pledge.{name}", school.head.user)
        assert (line.before["status"], line.after["status"]) == (status, target)
    else:
        with pytest.raises(Refused) as refused:
            act(name, pledge, school.head.user)
        assert str(refused.value) == (
            f"Bản đăng ký thi đua đang ở bước “{LABELS[status]}” nên không {spoken} được; "
            "tải lại trang để xem việc làm được."
        )
        pledge.refresh_from_db()
        assert (pledge.status, AuditEntry.objects.count()) == (status, lines)


@pytest.mark.parametrize(
    ("name", "status"), [(name, source) for name, (_, sources, _) in GRID.items() for source in sorted(sources)]
)
def test_the_button_is_free_where_the_act_is(name, status, pledge):
    put(pledge, status)
    with clock.standing_at(date(2022, 3, 1)):
        assert getattr(pledging, f"why_not_{name}")(pledge) == ""


# Beginning


def test_begin_keeps_unit_and_post_of_the_day(school, campaign):
    pledge = pledging.begin(campaign, owner=school.head, by=school.head.user)
    assert (pledge.owner, pledge.unit, pledge.post, pledge.status) == (
        school.head,
        school.faculty,
        "Trưởng khoa",
        "draft",
    )
    assert AuditEntry.objects.get().verb == "pledge.begin"


def test_begin_for_a_collective(school, campaign):
    pledge = pledging.begin(campaign, owner=school.faculty, by=school.head.user)
    assert (pledge.owner, pledge.unit, pledge.is_collective) == (school.faculty, school.faculty, True)


def test_a_second_live_pledge_is_refused(school, campaign, pledge):
    with pytest.raises(Refused, match=r"^Đồng chí đã có bản đăng ký trong phong trào này; mở bản đó để viết tiếp\.$"):
        pledging.begin(campaign, owner=school.lecturer, by=school.lecturer.user)
    assert Pledge.objects.count() == 1


def test_a_second_collective_pledge_is_refused(school, campaign):
    make_pledge(campaign, school.faculty, school.faculty, awards=("TTLDTT",))
    with pytest.raises(Refused, match=r"^Khoa Xây dựng Đảng đã có bản đăng ký"):
        pledging.begin(campaign, owner=school.faculty, by=school.head.user)


def test_a_new_pledge_after_a_withdrawn_one(school, campaign, pledge):
    put(pledge, "withdrawn")
    new = pledging.begin(campaign, owner=school.lecturer, by=school.lecturer.user)
    assert new.pk != pledge.pk


@pytest.mark.parametrize(
    ("awards", "title", "advised"),
    [(("CSTDCS", "LDTT"), "", True), (("CSTDCS",), "Bộ câu hỏi", False), (("LDTT",), "", False)],
)
def test_advice_asks_for_an_initiative_and_refuses_nothing(awards, title, advised, school, campaign):
    pledge = make_pledge(campaign, school.lecturer, school.faculty, awards=awards, initiative_title=title)
    assert pledging.advice(pledge).endswith("bổ sung tên nếu có.") is advised
    assert pledging.why_not_submit(pledge) == ""


def test_no_pledge_before_the_launch(school, campaign):
    Campaign.objects.update(status="draft")
    campaign.refresh_from_db()
    with pytest.raises(Refused) as refused:
        pledging.begin(campaign, owner=school.lecturer, by=school.lecturer.user)
    assert str(refused.value) == (
        "Chưa bắt đầu bản đăng ký được vì Phong trào thi đua năm 2022 không ở bước “Đã phát động”; "
        "theo dõi trang phong trào."
    )


def test_no_pledge_without_a_unit(school, campaign):
    drifter = make_person("Quàng Thị Pành", school.faculty, posting={"ends_on": date(2021, 12, 31)})
    with pytest.raises(Refused) as refused:
        pledging.begin(campaign, owner=drifter, by=None)
    assert str(refused.value) == (
        "Chưa bắt đầu được vì chưa rõ đơn vị công tác của Quàng Thị Pành; đề nghị Thường trực Hội đồng bổ sung."
    )


# Sending


@pytest.mark.parametrize(
    ("day", "allowed"), [(date(2022, 3, 30), True), (date(2022, 3, 31), True), (date(2022, 4, 1), False)]
)
def test_the_deadline_day_is_inside(day, allowed, pledge, standing):
    Institution.objects.update(contact_phone="0213 000 000")
    with standing(day):
        expected = (
            "Đã hết hạn đăng ký ngày 31/03/2022. Muốn đăng ký bổ sung, "
            "liên hệ Thường trực Hội đồng, điện thoại 0213 000 000."
        )
        assert pledging.why_not_submit(pledge) == ("" if allowed else expected)


@pytest.mark.parametrize(("day", "allowed"), [(date(2022, 4, 6), True), (date(2022, 4, 7), False)])
def test_five_working_days_to_mend_a_returned_pledge(day, allowed, pledge, standing):
    """Returned on Wednesday 30/03/2022: Thursday, Friday, Monday, Tuesday, Wednesday."""
    Pledge.objects.update(status="returned", returned_on=date(2022, 3, 30))
    pledge.refresh_from_db()
    with standing(day):
        assert (pledging.why_not_submit(pledge) == "") is allowed


def test_days_to_mend_are_for_returned_pledges_only(pledge, standing):
    Pledge.objects.update(returned_on=date(2022, 3, 30))
    pledge.refresh_from_db()
    with standing(date(2022, 4, 1)):
        assert pledging.why_not_submit(pledge).startswith("Đã hết hạn đăng ký ngày 31/03/2022.")


@pytest.mark.parametrize(("day", "allowed"), [(date(2022, 4, 15), True), (date(2022, 4, 16), False)])
def test_late_registration_opened_by_the_clerk(day, allowed, pledge, school, campaign, standing):
    make_registration(campaign, school.faculty, late_until=date(2022, 4, 15))
    with standing(day):
        assert (pledging.why_not_submit(pledge) == "") is allowed


@pytest.mark.parametrize(("day", "late"), [(date(2022, 3, 31), False), (date(2022, 4, 1), True)])
def test_who_comes_too_late_is_told_before_they_write(day, late, school, campaign, standing):
    with standing(day):
        said = pledging.why_not_begin(campaign, school.lecturer)
        assert said.startswith("Đã hết hạn đăng ký ngày 31/03/2022.") is late
        assert (said == "") is not late
        make_registration(campaign, school.faculty, late_until=date(2022, 4, 15))
        assert pledging.why_not_begin(campaign, school.lecturer) == ""
        assert (pledging.why_not_begin(campaign, school.stranger) == "") is not late


def test_nothing_is_begun_in_a_unit_whose_list_is_accepted(school, campaign):
    make_registration(campaign, school.faculty, "accepted")
    assert pledging.why_not_begin(campaign, school.lecturer) == (
        "Đăng ký của Khoa Xây dựng Đảng đã duyệt; đề nghị Thường trực Hội đồng mở lại rồi gửi bản này."
    )


def test_late_registration_of_another_unit_does_not_help(pledge, school, campaign, standing):
    make_registration(campaign, school.other_faculty, late_until=date(2022, 4, 15))
    with standing(date(2022, 4, 1)):
        assert pledging.why_not_submit(pledge).startswith("Đã hết hạn đăng ký")


def test_something_is_chosen_before_sending(pledge):
    pledge.awards.clear()
    assert pledging.why_not_submit(pledge) == (
        "Chưa gửi được vì chưa chọn danh hiệu, hình thức nào; chọn ít nhất một danh hiệu."
    )


def test_not_into_an_accepted_list(pledge, school, campaign):
    make_registration(campaign, school.faculty, "accepted")
    assert pledging.why_not_submit(pledge) == (
        "Đăng ký của Khoa Xây dựng Đảng đã duyệt; đề nghị Thường trực Hội đồng mở lại rồi gửi bản này."
    )


@pytest.mark.parametrize("status", ["draft", "concluded", "cancelled"])
def test_only_in_a_launched_campaign(status, pledge):
    Campaign.objects.update(status=status)
    pledge.refresh_from_db()
    assert pledging.why_not_submit(pledge) == (
        "Chưa gửi được vì Phong trào thi đua năm 2022 không ở bước “Đã phát động”; theo dõi trang phong trào."
    )


def test_the_time_of_sending_is_kept(pledge, school, standing):
    with standing(date(2022, 3, 20)):
        pledging.submit(pledge, by=school.lecturer.user)
    pledge.refresh_from_db()
    assert pledge.submitted_at.astimezone().date() == date(2022, 3, 20)


# Withdrawing


@pytest.mark.parametrize("status", ["draft", "submitted", "returned", "endorsed"])
def test_no_withdrawal_after_the_deadline(status, pledge, standing):
    put(pledge, status)
    Institution.objects.update(contact_phone="")
    with standing(DEADLINE):
        assert pledging.why_not_withdraw(pledge) == ""
    with standing(date(2022, 4, 1)):
        assert pledging.why_not_withdraw(pledge) == (
            "Chỉ rút lại được đến hết ngày 31/03/2022 là hạn đăng ký. Muốn thay đổi, liên hệ Thường trực Hội đồng."
        )


# Endorsing


def test_the_endorser_is_kept(pledge, school):
    put(pledge, "submitted")
    pledging.endorse(pledge, by=school.head.user)
    pledge.refresh_from_db()
    assert pledge.endorsed_by == school.head.user
    assert pledge.endorsed_at is not None


def test_no_endorsement_into_an_accepted_list(pledge, school, campaign):
    put(pledge, "submitted")
    make_registration(campaign, school.faculty, "accepted")
    assert pledging.why_not_endorse(pledge) == (
        "Chưa xác nhận được vì đăng ký của Khoa Xây dựng Đảng đã duyệt; đề nghị Thường trực Hội đồng mở lại trước."
    )


@pytest.mark.parametrize(
    ("list_status", "allowed"), [("not_sent", True), ("sent", False), ("returned", True), ("accepted", False)]
)
def test_an_endorsed_pledge_goes_back_while_the_list_is_with_the_unit(list_status, allowed, pledge, school, campaign):
    put(pledge, "endorsed")
    make_registration(campaign, school.faculty, list_status)
    expected = "Chưa trả lại được vì đăng ký của Khoa Xây dựng Đảng đã gửi; đề nghị Thường trực Hội đồng trả lại trước."
    assert pledging.why_not_send_back(pledge) == ("" if allowed else expected)


@pytest.mark.parametrize("list_status", UnitRegistration.Status)
def test_a_submitted_pledge_goes_back_whatever_the_list(list_status, pledge, school, campaign):
    put(pledge, "submitted")
    make_registration(campaign, school.faculty, list_status)
    assert pledging.why_not_send_back(pledge) == ""


def test_a_return_keeps_reason_and_day(pledge, school, standing):
    put(pledge, "submitted")
    with standing(date(2022, 3, 25)):
        pledging.send_back(pledge, **RETURN, reason="Ghi rõ số tiết.", by=school.head.user)
    pledge.refresh_from_db()
    assert (pledge.returned_on, pledge.return_reason) == (date(2022, 3, 25), "Ghi rõ số tiết.")
    assert AuditEntry.objects.latest("pk").reason == "Ghi rõ số tiết."


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_return_without_a_reason_is_refused(reason, pledge, school):
    put(pledge, "submitted")
    with pytest.raises(Refused) as refused:
        pledging.send_back(pledge, **RETURN, reason=reason, by=school.head.user)
    assert str(refused.value) == "Ghi lý do trả lại để người đăng ký biết chỗ cần sửa."
    pledge.refresh_from_db()
    assert pledge.status == "submitted"


# Writing on it


@pytest.mark.parametrize("status", LABELS)
def test_written_on_only_as_a_draft_or_returned(status, pledge):
    put(pledge, status)
    if status in {"draft", "returned"}:
        with pledging.editing(pledge):
            pass
    else:
        with pytest.raises(Refused) as refused, pledging.editing(pledge):
            pass
        assert str(refused.value) == (
            f"Bản đăng ký này đang ở bước “{LABELS[status]}” nên không sửa được; muốn sửa thì rút lại và lập bản mới."
        )


def test_the_clerk_moves_endorsed_pledges_only():
    """`register` and `reopen` belong to the unit's registration; their table is as blueprint §3 says."""
    assert pledging.MOVES["register"].sources == {"endorsed"}
    assert pledging.MOVES["register"].target == "registered"
    assert pledging.MOVES["reopen"].sources == {"registered"}
    assert pledging.MOVES["reopen"].target == "endorsed"
    assert set(pledging.MOVES) == {*GRID, "register", "reopen"}
