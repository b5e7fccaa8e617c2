"""Points on a sheet: the owner's first, then the unit's side, each blind to the others, then one figure for the unit.

Locks: the set while a sheet is begun, then the sheet. Who may be on the unit's side is asked again under the lock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from campaigns import points
from campaigns.models import (
    Campaign,
    CriteriaSet,
    Criterion,
    Department,
    Mark,
    Marking,
    ScoreSheet,
    StaffMember,
)
from campaigns.points_permissions import SCORED, sheets_scored_by, sheets_settled_by
from campaigns.roles import active_people, main_posting, staff_of
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import clean_line, vdate
from thidua.workflow import Move, acting_on, move, refuse, why_not_move

OPEN, SELF_SCORED, SETTLED = ScoreSheet.Status
MOVES = {
    "send": Move(frozenset({OPEN}), SELF_SCORED, "gửi điểm tự chấm"),
    "skip_self": Move(frozenset({OPEN}), SELF_SCORED, "chấm không chờ điểm tự chấm"),
    "take_back": Move(frozenset({SELF_SCORED}), OPEN, "rút điểm tự chấm"),
    "settle": Move(frozenset({SELF_SCORED}), SETTLED, "chốt điểm"),
    "reopen": Move(frozenset({SETTLED}), SELF_SCORED, "mở lại"),
}
ASKED_ABOUT = ("criteria_set__campaign", "staff_member", "department", "unit")
Owner = StaffMember | Department


@dataclass(frozen=True)
class Given:
    """What was typed for one criterion; `points` None: nothing, which is not 0."""

    points: Decimal | None
    note: str = ""


Marks = Mapping[int, Given]  # by the criterion's key


def owned_by(owner: Owner) -> dict[str, Owner]:
    return {"department" if isinstance(owner, Department) else "staff_member": owner}


def sheet_of(criteria_set: CriteriaSet, owner: Owner) -> ScoreSheet | None:
    found = ScoreSheet.objects.filter(criteria_set=criteria_set, **owned_by(owner))
    return found.select_related(*ASKED_ABOUT).first()


def is_overdue(criteria_set: CriteriaSet) -> bool:
    """The day of the self scores has passed; they may still be sent while nobody scored without them."""
    return criteria_set.due_on is not None and criteria_set.due_on < clock.today()


def why_not_score(criteria_set: CriteriaSet) -> str:
    campaign = criteria_set.campaign
    if campaign.status != Campaign.Status.LAUNCHED:
        return f"Không chấm điểm được vì {campaign} đang ở bước “{campaign.get_status_display()}”."
    if criteria_set.status != CriteriaSet.Status.OPEN:
        return "Bảng tiêu chí chưa được áp dụng hoặc vừa được lấy lại để sửa; chờ Thường trực Hội đồng áp dụng."
    return ""


# --- the owner's points


def why_not_self_score(criteria_set: CriteriaSet, owner: Owner) -> str:
    if refused := why_not_score(criteria_set):
        return refused
    if criteria_set.is_collective != isinstance(owner, Department):
        return f"Bảng tiêu chí này chấm {criteria_set.get_subject_display()}; mở bảng khác."
    if isinstance(owner, Department):
        return "" if owner.kind in SCORED else "Chỉ chấm điểm tập thể khoa, phòng."
    if main_posting(owner) is None:
        return f"Chưa chấm được vì chưa rõ đơn vị công tác của {owner}; đề nghị Thường trực Hội đồng bổ sung."
    return ""


def why_not_edit(sheet: ScoreSheet) -> str:
    if sheet.status == OPEN:
        return ""
    if sheet.self_skipped:
        return "Đơn vị đã chấm không chờ điểm tự chấm nên không ghi thêm được; trao đổi với người chốt điểm."
    state = sheet.get_status_display()
    return f"Phiếu chấm điểm đang ở bước “{state}” nên không sửa được điểm tự chấm; rút lại nếu đơn vị chưa chấm."


def save_self(criteria_set: CriteriaSet, owner: Owner, marks: Marks, *, by: Any) -> ScoreSheet:
    """Store the owner's points as a draft; the first save begins the sheet and fixes the criteria."""
    with acting_on(criteria_set, "campaign"):
        refuse(why_not_self_score(criteria_set, owner))
        sheet = _begun(criteria_set, owner, by)
        with acting_on(sheet, *ASKED_ABOUT):
            refuse(why_not_edit(sheet))
            _write(sheet, marks, by=by, is_self=True)
            audit(sheet, "save_marks", by=by)
    return sheet


def _begun(criteria_set: CriteriaSet, owner: Owner, by: Any) -> ScoreSheet:
    unit = owner if isinstance(owner, Department) else main_posting(owner).department
    sheet, is_new = ScoreSheet.objects.get_or_create(
        criteria_set=criteria_set, **owned_by(owner), defaults={"unit": unit}
    )
    if is_new:
        audit(sheet, "begin", by=by, after={"unit": str(unit)})
    return sheet


def _write(sheet: ScoreSheet, marks: Marks, *, by: Any, is_self: bool) -> Marking:
    """Only for criteria of the sheet's set and inside their bounds; what the form let through is asked again."""
    scorer = sheet.staff_member if is_self and not sheet.is_collective else staff_of(by)
    who = {"is_self": True} if is_self else {"is_self": False, "scorer": scorer}
    told = {"scorer": scorer, "of_person": sheet.staff_member}
    marking, _ = Marking.objects.get_or_create(sheet=sheet, **who, defaults=told)
    criteria = {one.pk: one for one in sheet.criteria_set.criteria.all()}
    rows = []
    for key, given in marks.items():
        refuse("" if key in criteria else "Bảng tiêu chí vừa thay đổi; tải lại trang rồi chấm.")
        refuse(why_out_of_bounds(criteria[key], given.points))
        rows.append(Mark(marking=marking, criterion_id=key, points=given.points, note=clean_line(given.note)))
    marking.marks.filter(criterion__in=marks).delete()
    Mark.objects.bulk_create(rows)
    return marking


def why_out_of_bounds(criterion: Criterion, given: Decimal | None) -> str:
    if given is None or 0 <= given <= criterion.weight:
        return ""
    return f"Điểm của “{criterion}” phải từ 0 đến {points.shown(criterion.weight)}."


def _without_points(sheet: ScoreSheet, marking: Marking | None) -> int:
    """Criteria for which nothing was given."""
    number = sheet.criteria_set.criteria.count()
    return number - (marking.marks.filter(points__isnull=False).count() if marking else 0)


def _own_marking(sheet: ScoreSheet) -> Marking | None:
    return sheet.markings.filter(is_self=True).first()


def why_not_send(sheet: ScoreSheet) -> str:
    if refused := why_not_move(sheet, MOVES, "send") or why_not_score(sheet.criteria_set):
        return refused
    if missing := _without_points(sheet, _own_marking(sheet)):
        return f"Chưa gửi được vì còn {missing} tiêu chí chưa có điểm; không được điểm thì ghi số 0."
    return ""


def send(sheet: ScoreSheet, *, by: Any) -> None:
    with acting_on(sheet, *ASKED_ABOUT):
        refuse(why_not_send(sheet))
        marking = _own_marking(sheet)
        marking.sent_at = clock.now()
        marking.save(update_fields=["sent_at"])
        total = sum((mark.points for mark in marking.marks.all()), points.ZERO)
        move(sheet, MOVES, "send", by=by, self_total=total, self_scored_at=marking.sent_at)


def why_not_take_back(sheet: ScoreSheet) -> str:
    if refused := why_not_move(sheet, MOVES, "take_back"):
        return refused
    if sheet.self_skipped:
        return "Đơn vị chấm không chờ điểm tự chấm nên không có gì để rút."
    if sheet.markings.filter(is_self=False, sent_at__isnull=False).exists():
        return "Không rút lại được vì đơn vị đã chấm điểm; trao đổi với người chốt điểm."
    return ""


def take_back(sheet: ScoreSheet, *, by: Any) -> None:
    with acting_on(sheet, *ASKED_ABOUT):
        refuse(why_not_take_back(sheet))
        move(sheet, MOVES, "take_back", by=by, self_total=None, self_scored_at=None)
        sheet.markings.filter(is_self=True).update(sent_at=None)


def may_skip(criteria_set: CriteriaSet) -> bool:
    """Nobody need be waited for any more: the day has passed, or none was set."""
    return criteria_set.due_on is None or is_overdue(criteria_set)


def why_not_skip_self(criteria_set: CriteriaSet, owner: Owner) -> str:
    """Somebody is ill, or does not want to: the others go on, with a reason."""
    if refused := why_not_self_score(criteria_set, owner):
        return refused
    if not may_skip(criteria_set):
        return f"Chờ hết hạn tự chấm điểm ngày {vdate(criteria_set.due_on)} rồi mới chấm không chờ điểm tự chấm."
    sheet = sheet_of(criteria_set, owner)
    if sheet is not None and sheet.status != OPEN:
        return f"{owner} đã gửi điểm tự chấm; mở phiếu để chấm."
    return ""


def skip_self(criteria_set: CriteriaSet, owner: Owner, *, reason: str, by: Any) -> ScoreSheet:
    refuse("" if reason.strip() else "Ghi lý do không chờ điểm tự chấm.")
    with acting_on(criteria_set, "campaign"):
        refuse(why_not_skip_self(criteria_set, owner))
        sheet = _begun(criteria_set, owner, by)
        with acting_on(sheet, *ASKED_ABOUT):
            move(sheet, MOVES, "skip_self", by=by, reason=reason.strip(), self_skipped=reason.strip())
            refuse("" if sheets_settled_by(by).filter(pk=sheet.pk).exists() else NOT_THEIRS)
    return sheet


NOT_THEIRS = "Việc này do người chốt điểm của phiếu làm; không ai chấm hay chốt điểm cho chính mình."


# --- the unit's side


def marking_by(sheet: ScoreSheet, person: StaffMember | None) -> Marking | None:
    return sheet.markings.filter(is_self=False, scorer=person).first() if person else None


def sees_others(sheet: ScoreSheet, user: Any) -> bool:
    """Others' points are seen by who scores the sheet too, once the own are in."""
    person = staff_of(user)
    return person is not None and sheet.markings.filter(is_self=False, scorer=person, sent_at__isnull=False).exists()


def why_not_mark(sheet: ScoreSheet, *, by: Any) -> str:
    if refused := why_not_mark_now(sheet, marking_by(sheet, staff_of(by))):
        return refused
    if not sheets_scored_by(by).filter(pk=sheet.pk).exists():
        return "Phiếu này không do đồng chí chấm; không ai chấm phần của đơn vị cho chính mình."
    return ""


def why_not_mark_now(sheet: ScoreSheet, mine: Marking | None) -> str:
    """Of somebody who scores it and has given `mine` so far."""
    if refused := why_not_score(sheet.criteria_set):
        return refused
    if sheet.status != SELF_SCORED:
        state = sheet.get_status_display()
        return f"Phiếu chấm điểm đang ở bước “{state}” nên không chấm được; tải lại trang để xem việc làm được."
    if mine and mine.sent_at:
        return "Đồng chí đã gửi điểm của phiếu này nên không sửa được; người chốt điểm điều chỉnh khi chốt."
    return ""


def save_marks(sheet: ScoreSheet, marks: Marks, *, by: Any) -> None:
    """A draft that nobody else sees; the trail says that it was saved, not what it says."""
    with acting_on(sheet, *ASKED_ABOUT):
        refuse(why_not_mark(sheet, by=by))
        _write(sheet, marks, by=by, is_self=False)
        audit(sheet, "save_marks", by=by)


def send_marks(sheet: ScoreSheet, marks: Marks, *, by: Any) -> None:
    """Store and send at once: from now on they stand, and the others' are seen."""
    with acting_on(sheet, *ASKED_ABOUT):
        refuse(why_not_mark(sheet, by=by))
        marking = _write(sheet, marks, by=by, is_self=False)
        if missing := _without_points(sheet, marking):
            refuse(f"Chưa gửi được vì còn {missing} tiêu chí chưa có điểm; không được điểm thì ghi số 0.")
        marking.sent_at = clock.now()
        marking.save(update_fields=["sent_at"])
        audit(sheet, "send_marks", by=by)


def scorers_left(sheet: ScoreSheet) -> list[StaffMember]:
    """Those the head named who have not scored it yet; nobody is waited for."""
    done = sheet.markings.filter(is_self=False, sent_at__isnull=False).values("scorer")
    named = Q(scorer_of__department=sheet.unit_id, scorer_of__campaign=sheet.criteria_set.campaign_id)
    people = active_people(sheet.unit).filter(named).exclude(pk__in=done)
    return [] if sheet.is_collective else list(people.exclude(pk=sheet.staff_member_id))


def counts_of_markings(sheets: list[ScoreSheet]) -> dict[int, int]:
    """How many have sent their points of each."""
    sent = Marking.objects.filter(sheet__in=sheets, is_self=False, sent_at__isnull=False)
    return dict(sent.order_by().values_list("sheet").annotate(number=Count("pk")))
