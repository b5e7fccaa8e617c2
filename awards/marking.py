"""What members do with an initiative before their council: step out of it or stay, hand in a signed sheet.

Locks: the session, then the hearing.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from awards import electorate, hearing_room, hearing_rules
from awards.hearing_room import Standing
from awards.models import Hearing, HearingConflict, HearingMark, HearingSheet, Recusal, Seat
from thidua.audit import audit
from thidua.workflow import acting_on, lock, refuse

TABLED, OPEN = Hearing.Status.TABLED, Hearing.Status.OPEN
LONGEST = 200  # letters of a reason


# --- who steps out


def why_not_answer(hearing: Hearing, seat: Seat, standing: Standing) -> str:
    if not hearing.session.is_live or hearing.status not in (TABLED, OPEN):
        return "Sáng kiến này đã xét xong nên không khai thêm được."
    if seat.pk in standing.authors:
        return "Tác giả không chấm sáng kiến của mình; không cần khai."
    if not electorate.seats_of(hearing.session).filter(pk=seat.pk).exists():
        return "Người này không có trong Hội đồng của phiên họp."
    if seat.pk in standing.scored:
        return "Đã có phiếu chấm sáng kiến này nên không khai lánh được; báo Chủ tịch Hội đồng."
    return ""


def answer(hearing: Hearing, *, seat: Seat, steps_out: bool, reason: str, by: Any) -> HearingConflict:
    """A member steps out of one initiative, or stays although proposed to step out; may be said anew before a sheet."""
    refuse("" if reason.strip() else "Ghi lý do; biên bản ghi tên và lý do.")
    with acting_on(hearing.session):
        lock(hearing, "session", "initiative")
        standing = hearing_room.standing_of(hearing)
        refuse(why_not_answer(hearing, seat, standing))
        before = standing.answers.get(seat.pk)
        kind = before.kind if before else Recusal.Kind.DECLARED
        if seat.pk in standing.proposed:
            kind = standing.proposed[seat.pk].kind
        values = {"steps_out": steps_out, "reason": reason.strip()[:LONGEST], "kind": kind}
        said, _ = HearingConflict.objects.update_or_create(hearing=hearing, seat=seat, defaults=values)
        hearing_room.tell(hearing.session)
        after = {"member": str(seat.staff_member), "steps_out": steps_out}
        audit(hearing, "declare", by=by, after=after, reason=reason.strip())
    return said


# --- a sheet


def why_not_fill(hearing: Hearing, seat: Seat, standing: Standing) -> str:
    """Why this member has no sheet to fill in or to correct now."""
    if seat.pk in standing.authors:
        return "Tác giả không chấm sáng kiến của mình."
    if seat.pk in standing.steps_out:
        return f"Không chấm sáng kiến này: {standing.answers[seat.pk].reason}."
    if hearing.status == TABLED:
        return "Chưa mở chấm sáng kiến này; đợi Chủ tịch Hội đồng mở."
    if hearing.status != OPEN:
        return "Đã kết thúc chấm sáng kiến này nên phiếu không sửa được."
    if seat.pk in standing.proposed:
        return f"Chương trình đề nghị lánh sáng kiến này vì {standing.proposed[seat.pk].reason}; khai trước khi chấm."
    return "" if seat.pk in standing.scorers else "Chỉ thành viên có mặt chấm; điểm danh trước."


def fill(
    hearing: Hearing,
    *,
    seat: Seat,
    marks: Mapping[int, Decimal],
    recognise: bool,
    remarks: str = "",
    on_paper: bool = False,
    by: Any,
) -> HearingSheet:
    """A member's signed sheet, written or corrected. `marks`: criterion → points, all of the council's.

    `on_paper`: typed in by the clerk from a sheet written by hand; a sheet sent from the member's own device stays.
    The trail says that it was filled in, not how: until the count nobody else reads it.
    """
    with acting_on(hearing.session):
        lock(hearing, "session__council", "initiative")
        standing = hearing_room.standing_of(hearing)
        refuse(why_not_fill(hearing, seat, standing))
        before = HearingSheet.objects.filter(hearing=hearing, seat=seat).first()
        refuse(why_other_way(before, on_paper))
        refuse(_why_not_these_marks(hearing, marks))
        values = {"recognise": recognise, "remarks": remarks.strip(), "on_paper": on_paper, "carried": False}
        sheet, _ = HearingSheet.objects.update_or_create(hearing=hearing, seat=seat, defaults=values)
        sheet.marks.all().delete()
        HearingMark.objects.bulk_create(HearingMark(sheet=sheet, criterion_id=pk, points=p) for pk, p in marks.items())
        if before is None:  # a correction shows on no screen
            hearing_room.tell(hearing.session)
        verb = "correct_sheet" if before else "fill_sheet"
        audit(hearing, verb, by=by, after={"member": str(seat.staff_member), "on_paper": on_paper})
    return sheet


def why_other_way(before: HearingSheet | None, on_paper: bool) -> str:
    if before is None or before.on_paper == on_paper:
        return ""
    if on_paper:
        return "Thành viên này đã tự gửi phiếu trên phần mềm; phiếu ấy chỉ người đó sửa được."
    return "Phiếu giấy của đồng chí đã được nhập; cần sửa thì báo Thư ký phiên họp."


def _why_not_these_marks(hearing: Hearing, marks: Mapping[int, Decimal]) -> str:
    criteria = {one.pk: one for one in hearing_rules.criteria_of(hearing.session.council)}
    if set(marks) != set(criteria):
        return "Chấm đủ mọi tiêu chí; tải lại trang rồi chấm."
    wrong = next((criteria[pk] for pk, points in marks.items() if not 0 <= points <= criteria[pk].most), None)
    return f"Điểm của tiêu chí “{wrong}” phải từ 0 đến {wrong.most.normalize():f}." if wrong else ""
