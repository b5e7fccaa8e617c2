"""Points on a sheet: zero and empty, nobody on the own case, blind until sent, the mean and what differs from it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from campaigns import acting, points, scoring, settling, unit_scorers
from campaigns.models import Campaign, Mark, Marking, ScoreSheet
from campaigns.points_permissions import sheets_scored_by, sheets_settled_by
from campaigns.settling import Adjustment, Settled
from tests.at_once import at_once
from tests.campaigns.scored import COLLECTIVE, make_criteria, marks, scored_by, self_scored
from tests.factories import make_person
from thidua.models import AuditEntry
from thidua.workflow import Refused

LABELS = {"open": "Đang tự chấm", "self_scored": "Chờ đơn vị chấm", "settled": "Đã chốt điểm"}
GRID = {
    "send": ("gửi điểm tự chấm", {"open"}),
    "skip_self": ("chấm không chờ điểm tự chấm", {"open"}),
    "take_back": ("rút điểm tự chấm", {"self_scored"}),
    "settle": ("chốt điểm", {"self_scored"}),
    "reopen": ("mở lại", {"settled"}),
}
OWN_CASE = "Phiếu này không do đồng chí chấm; không ai chấm phần của đơn vị cho chính mình."
NOT_THEIRS = "Việc này do người chốt điểm của phiếu làm; không ai chấm hay chốt điểm cho chính mình."


@pytest.fixture
def used(school, campaign):
    return make_criteria(campaign)


@pytest.fixture
def sheet(used, school) -> ScoreSheet:
    """Hoa's, sent: 50 of 60, 0 of 40."""
    return self_scored(used, school.lecturer, 50, 0)


def refused(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as said:
        act(*args, **kwargs)
    return str(said.value)


def settled_as(sheet, *rows) -> dict[int, Settled]:
    keys = sheet.criteria_set.criteria.values_list("pk", flat=True)
    return {key: Settled(Decimal(str(number)), reason) for key, (number, reason) in zip(keys, rows, strict=True)}


def test_the_table_is_whole():
    assert set(scoring.MOVES) == set(GRID)


@pytest.mark.parametrize("status", LABELS)
@pytest.mark.parametrize("name", ["send", "take_back", "settle", "reopen"])
def test_acts_in_the_wrong_state_are_refused(name, status, sheet, school):
    spoken, sources = GRID[name]
    if status in sources:
        return
    ScoreSheet.objects.update(status=status)
    by = school.head.user
    lines = AuditEntry.objects.count()
    act = {
        "send": lambda: scoring.send(sheet, by=school.lecturer.user),
        "take_back": lambda: scoring.take_back(sheet, by=school.lecturer.user),
        "settle": lambda: settling.settle(sheet, None, None, by=by),
        "reopen": lambda: settling.reopen(sheet, reason="Nhầm.", by=by),
    }[name]
    assert refused(act) == (
        f"Phiếu chấm điểm đang ở bước “{LABELS[status]}” nên không {spoken} được; tải lại trang để xem việc làm được."
    )
    assert AuditEntry.objects.count() == lines


# Zero and empty


def test_zero_is_a_score_and_empty_is_none(used, school):
    sheet = self_scored(used, school.lecturer, 50, None)
    assert refused(scoring.send, sheet, by=school.lecturer.user) == (
        "Chưa gửi được vì còn 1 tiêu chí chưa có điểm; không được điểm thì ghi số 0."
    )
    scoring.save_self(used, school.lecturer, marks(used, 50, 0), by=school.lecturer.user)
    scoring.send(sheet, by=school.lecturer.user)
    assert (sheet.status, sheet.self_total) == ("self_scored", 50)
    assert list(Mark.objects.order_by("criterion__number").values_list("points", flat=True)) == [50, 0]


def test_all_zeros_are_zero_not_nothing(used, school):
    sheet = self_scored(used, school.lecturer, 0, 0)
    scored_by(sheet, school.head, 0, 0)
    settling.settle(sheet, None, None, by=school.head.user)
    found = points.totals_of(used.campaign, [school.lecturer.pk, school.lecturer2.pk])
    assert found == {(school.lecturer.pk, None): points.Totals(Decimal(0), Decimal(0))}


@pytest.mark.parametrize(("given", "said"), [(60, ""), (0, ""), ("60.01", "đến 60."), ("-0.01", "từ 0 đến 60.")])
def test_points_stay_within_the_criterion(given, said, used, school):
    if not said:
        assert self_scored(used, school.lecturer, given, 1).self_total == given + 1
        return
    assert said in refused(self_scored, used, school.lecturer, given, 1)
    assert not ScoreSheet.objects.exists()


# The owner


def test_taken_back_until_the_unit_scored(sheet, school):
    scoring.take_back(sheet, by=school.lecturer.user)
    assert (sheet.status, sheet.self_total) == ("open", None)
    scoring.send(sheet, by=school.lecturer.user)
    scored_by(sheet, school.head, 40, 10)
    assert refused(scoring.take_back, sheet, by=school.lecturer.user) == (
        "Không rút lại được vì đơn vị đã chấm điểm; trao đổi với người chốt điểm."
    )


@pytest.mark.parametrize("status", ["draft", "concluded", "cancelled"])
def test_only_while_the_campaign_runs(status, used, school):
    Campaign.objects.update(status=status)
    used.campaign.refresh_from_db()
    label = Campaign.Status(status).label
    assert refused(self_scored, used, school.lecturer, 1, 1) == (
        f"Không chấm điểm được vì Phong trào thi đua năm 2022 đang ở bước “{label}”."
    )


def test_not_waited_for_after_the_day(used, school, clock_at):
    used.due_on = date(2022, 11, 30)
    used.save()
    by = {"reason": "Đang nghỉ ốm.", "by": school.head.user}
    clock_at(date(2022, 11, 30))
    assert refused(scoring.skip_self, used, school.lecturer, **by) == (
        "Chờ hết hạn tự chấm điểm ngày 30/11/2022 rồi mới chấm không chờ điểm tự chấm."
    )
    clock_at(date(2022, 12, 1))
    assert refused(scoring.skip_self, used, school.stranger, **by) == NOT_THEIRS
    assert refused(scoring.skip_self, used, school.head, **by) == NOT_THEIRS
    assert not ScoreSheet.objects.exists()
    sheet = scoring.skip_self(used, school.lecturer, **by)
    assert (sheet.status, sheet.self_total, sheet.self_skipped) == ("self_scored", None, "Đang nghỉ ốm.")
    assert refused(self_scored, used, school.lecturer, 1, 1) == (
        "Đơn vị đã chấm không chờ điểm tự chấm nên không ghi thêm được; trao đổi với người chốt điểm."
    )


# The unit's side


def test_nobody_scores_or_settles_the_own_case(used, school, campaign):
    sheet = self_scored(used, school.head, 60, 40)
    assert refused(scored_by, sheet, school.head, 60, 40) == OWN_CASE
    assert refused(settling.settle, sheet, None, None, by=school.head.user) == (
        "Chưa chốt được vì đồng chí chưa gửi điểm của mình; chấm điểm phiếu này rồi chốt."
    )
    scored_by(sheet, school.rector, 50, 30)
    assert refused(scored_by, sheet, school.head, 60, 40) == OWN_CASE
    settling.settle(sheet, None, None, by=school.rector.user)
    assert sheet.unit_total == 80


def test_not_as_a_stand_in_either(used, school, campaign, clock_at):
    """Am stands in for Minh: he scores Minh's people, not himself; Minh's case stays with the rector."""
    days = {"starts_on": date(2022, 3, 1), "ends_on": date(2022, 3, 31)}
    acting.appoint(school.faculty, person=school.lecturer2, post="Phó", basis="7/QĐ", by=school.clerk.user, **days)
    own, head, other = (self_scored(used, one, 50, 30) for one in (school.lecturer2, school.head, school.lecturer))
    user = school.lecturer2.user
    assert set(sheets_scored_by(user)) == {head, other}
    assert set(sheets_settled_by(user)) == {other}
    assert set(sheets_scored_by(school.head.user)) == {own, other}
    assert set(sheets_settled_by(school.rector.user)) == {own, head}


def test_who_is_named_scores_and_does_not_settle(used, school, campaign, sheet):
    named = make_person("Sùng A Nam", school.faculty, username="nam")
    unit_scorers.name(campaign, school.faculty, [named, school.lecturer], by=school.head.user)
    head = self_scored(used, school.head, 50, 30)
    assert set(sheets_scored_by(named.user)) == {sheet, head}
    assert set(sheets_scored_by(school.lecturer.user)) == {head}  # not her own
    assert not sheets_settled_by(named.user).exists()
    scored_by(sheet, named, 30, 20)
    assert refused(settling.settle, sheet, None, None, by=named.user) == NOT_THEIRS
    assert scoring.scorers_left(head) == [school.lecturer, named]
    assert scoring.scorers_left(sheet) == []
    named.postings.update(ends_on=date(2022, 2, 1))  # works elsewhere now
    assert not sheets_scored_by(named.user).exists()


def test_only_people_of_the_unit_are_named(used, school, campaign):
    said = refused(unit_scorers.name, campaign, school.faculty, [school.stranger], by=school.head.user)
    assert said == "Chỉ cử người đang công tác ở Khoa Xây dựng Đảng; tải lại trang rồi chọn."


def test_collectives_are_scored_by_rector_and_clerk(used, school, campaign):
    unit_set = make_criteria(campaign, COLLECTIVE)
    faculty = self_scored(unit_set, school.faculty, 50, 30, by=school.head.user)
    office = self_scored(unit_set, school.office, 50, 30, by=school.office_head.user)
    assert set(sheets_scored_by(school.clerk.user)) == {faculty, office}
    assert set(sheets_settled_by(school.rector.user)) == {faculty, office}
    assert refused(scored_by, faculty, school.head, 1, 1) == OWN_CASE
    school.office.postings.filter(is_head=True).update(is_head=False)
    school.office.postings.filter(staff_member=school.clerk).update(is_head=True)
    again = type(school.clerk.user).objects.get(pk=school.clerk.user.pk)  # now she leads the office
    assert set(sheets_scored_by(again)) == {faculty}


def test_sent_points_stay_and_show_the_others(sheet, school, used):
    assert scoring.sees_others(sheet, school.head.user) is False
    scoring.save_marks(sheet, marks(used, 40, None), by=school.head.user)
    assert scoring.sees_others(sheet, school.head.user) is False  # a draft shows nothing
    assert refused(scored_by, sheet, school.head, 40, None) == (
        "Chưa gửi được vì còn 1 tiêu chí chưa có điểm; không được điểm thì ghi số 0."
    )
    scored_by(sheet, school.head, 40, 10)
    assert scoring.sees_others(sheet, school.head.user) is True
    assert refused(scored_by, sheet, school.head, 60, 40) == (
        "Đồng chí đã gửi điểm của phiếu này nên không sửa được; người chốt điểm điều chỉnh khi chốt."
    )
    told = AuditEntry.objects.filter(verb__in=["scoresheet.save_marks", "scoresheet.send_marks"])
    assert {(str(line.before), str(line.after)) for line in told} == {("{}", "{}")}  # the trail gives no points away


# The unit's figure


def scored_by_two(sheet, school, campaign, first=(40, 10), second=(35, 15)):
    named = make_person("Sùng A Nam", school.faculty, username="nam")
    unit_scorers.name(campaign, school.faculty, [named], by=school.head.user)
    scored_by(sheet, school.head, *first)
    scored_by(sheet, named, *second)


@pytest.mark.parametrize(
    ("first", "second", "means"),
    [
        ((40, 10), (35, 15), ["37.5", "12.5"]),
        (("40.1", 10), ("40.2", 11), ["40.2", "10.5"]),  # 40,15: half a tenth goes up
        ((0, 0), (0, "0.1"), ["0", "0.1"]),
    ],
)
def test_the_mean_to_a_tenth_is_proposed(first, second, means, sheet, school, campaign):
    scored_by_two(sheet, school, campaign, first, second)
    found = points.proposed(sheet, sheet.criteria_set.criteria.all())
    assert [str(number.normalize()) for number in found.values()] == means


def test_rounding_never_passes_the_most(school, campaign):
    used = make_criteria(campaign, weights=("7.25", "92.75"))
    sheet = self_scored(used, school.lecturer, 7, 90)
    scored_by(sheet, school.head, "7.25", "92.75")
    settling.settle(sheet, None, None, by=school.head.user)
    assert sheet.unit_total == 100


def test_another_figure_needs_its_reason(sheet, school, campaign):
    scored_by_two(sheet, school, campaign)
    wanted = settled_as(sheet, (40, ""), ("12.5", ""))
    assert refused(settling.settle, sheet, wanted, None, by=school.head.user) == (
        "Ghi lý do điểm của “Tiêu chí số 1” khác điểm trung bình 37,5."
    )
    settling.settle(sheet, settled_as(sheet, (40, "Thêm một đề tài."), ("12.5", "thừa")), None, by=school.head.user)
    assert list(sheet.settled_marks.values_list("points", "proposed", "reason")) == [
        (40, Decimal("37.5"), "Thêm một đề tài."),
        (Decimal("12.5"), Decimal("12.5"), ""),
    ]
    assert (sheet.status, sheet.unit_total) == ("settled", Decimal("52.5"))


@pytest.mark.parametrize(
    ("given", "total"),
    [
        ([], 50),
        ([("bonus", 4, "Giải ba hội giảng."), ("deduction", 1, "Đi muộn.")], 53),
        ([("bonus", 8, "Một."), ("bonus", 8, "Hai.")], 60),  # at most 10 of it counts
        ([("deduction", 70, "Vi phạm.")], 0),
    ],
)
def test_bonus_and_deduction(given, total, sheet, school):
    scored_by(sheet, school.head, 40, 10)
    rows = [Adjustment(kind, Decimal(number), reason) for kind, number, reason in given]
    settling.settle(sheet, None, rows, by=school.head.user)
    assert sheet.unit_total == total
    assert {row.given_by for row in sheet.adjustments.all()} == ({school.head.user} if given else set())


def test_more_than_100_with_a_bonus(school, used):
    sheet = self_scored(used, school.lecturer, 60, 40)
    scored_by(sheet, school.head, 60, 40)
    settling.settle(sheet, None, [Adjustment("bonus", Decimal(5), "Cứu người.")], by=school.head.user)
    assert sheet.unit_total == 105


@pytest.mark.parametrize(("number", "reason"), [(1, ""), (1, "  "), (0, "x"), (-1, "x"), (101, "x")])
def test_each_has_a_reason_and_an_amount(number, reason, sheet, school):
    scored_by(sheet, school.head, 40, 10)
    row = Adjustment("bonus", Decimal(number), reason)
    assert refused(settling.settle, sheet, None, [row], by=school.head.user)
    sheet.refresh_from_db()
    assert (sheet.status, sheet.adjustments.count()) == ("self_scored", 0)


def test_opened_again_with_a_reason_and_what_stays_keeps_its_giver(sheet, school, used):
    scored_by(sheet, school.head, 40, 10)
    stays, goes = (Adjustment("bonus", Decimal(2), reason) for reason in ("Ở lại.", "Bỏ đi."))
    settling.settle(sheet, settled_as(sheet, (41, "Thêm."), (10, "")), [stays, goes], by=school.head.user)
    assert refused(settling.reopen, sheet, reason=" ", by=school.head.user) == "Ghi lý do mở lại điểm đã chốt."
    settling.reopen(sheet, reason="Cộng nhầm.", by=school.head.user)
    assert (sheet.status, sheet.unit_total) == ("self_scored", None)
    assert points.totals_of(used.campaign, [school.lecturer.pk])[school.lecturer.pk, None].unit is None
    kept = sheet.adjustments.get(reason="Ở lại.").pk
    settling.settle(sheet, None, [stays], by=school.head.user)
    assert (list(sheet.adjustments.values_list("pk", flat=True)), sheet.unit_total) == ([kept], 52)


def test_many_at_the_mean_and_who_is_refused_is_named(used, school, sheet):
    other = self_scored(used, school.lecturer2, 60, 40)
    scored_by(sheet, school.head, 40, 10)
    done, said = settling.settle_many([sheet, other], by=school.head.user)
    assert (done, [(one.owner, reason) for one, reason in said]) == (
        1,
        [(school.lecturer2, "Chưa chốt được vì đồng chí chưa gửi điểm của mình; chấm điểm phiếu này rồi chốt.")],
    )


# The database


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE campaigns_mark SET points = 1 WHERE marking_id = {own}",
        "UPDATE campaigns_mark SET points = 1 WHERE marking_id = {unit}",
        "DELETE FROM campaigns_mark WHERE marking_id = {unit}",
        "UPDATE campaigns_marking SET sent_at = NULL WHERE id = {unit}",
        "UPDATE campaigns_settledmark SET points = 1, reason = 'x' WHERE sheet_id = {sheet}",
        "DELETE FROM campaigns_pointadjustment WHERE sheet_id = {sheet}",
        "INSERT INTO campaigns_pointadjustment (sheet_id, kind, points, reason) VALUES ({sheet}, 'bonus', 1, 'x')",
        "UPDATE campaigns_marking SET scorer_id = {hoa}, is_self = {no} WHERE id = {own}",
    ],
)
def test_the_database_keeps_what_was_sent_and_settled(sql, sheet, school):
    scored_by(sheet, school.head, 40, 10)
    settling.settle(sheet, None, [Adjustment("bonus", Decimal(2), "Thưởng.")], by=school.head.user)
    own, unit = (sheet.markings.get(is_self=one).pk for one in (True, False))
    words = {"own": own, "unit": unit, "sheet": sheet.pk, "hoa": school.lecturer.pk, "no": "FALSE"}
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(**words))


def test_the_database_knows_no_mark_on_the_own_case(sheet, school):
    with pytest.raises(IntegrityError), transaction.atomic():
        Marking.objects.create(sheet=sheet, of_person=school.lecturer, scorer=school.lecturer, is_self=False)


# At once


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_taken_back_or_scored_at_the_same_moment(on_postgresql, sheet, school):
    answers = at_once(
        lambda: scoring.take_back(ScoreSheet.objects.get(), by=school.lecturer.user),
        lambda: scored_by(ScoreSheet.objects.get(), school.head, 40, 10),
    )
    sheet.refresh_from_db()
    assert answers.count("") == 1
    assert (sheet.status == "self_scored") is sheet.markings.filter(is_self=False).exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_settled_once(on_postgresql, sheet, school):
    scored_by(sheet, school.head, 40, 10)
    acts = [lambda: settling.settle(ScoreSheet.objects.get(), None, None, by=school.head.user)] * 2
    assert at_once(*acts).count("") == 1
    assert (sheet.settled_marks.count(), ScoreSheet.objects.get().unit_total) == (2, 50)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_tabs_begin_one_sheet(on_postgresql, used, school):
    acts = [
        lambda: scoring.save_self(type(used).objects.get(), school.lecturer, marks(used, 1, 2), by=school.lecturer.user)
    ]
    assert at_once(*acts * 2) == ["", ""]
    assert (ScoreSheet.objects.count(), Marking.objects.count(), Mark.objects.count()) == (1, 1, 2)
