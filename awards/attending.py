"""The roll of a session: called by who runs it, or reported by a member; and whether enough are here.

Locks: the session. The roll stands still while a round is open.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from awards import electorate
from awards.electorate import RollCall
from awards.models import Absence, Attendance, CouncilSession, HearingSheet, Roll, Round, Seat
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import vdate
from thidua.workflow import acting_on, refuse

WHILE_OPEN = (
    "Danh sách biểu quyết của lượt đang mở không đổi nữa; nếu đang có mặt, đồng chí báo có mặt khi lượt này kết thúc "
    "và biểu quyết từ lượt sau."
)
SAME_MOMENT = timedelta(minutes=1)  # a tick taken back at once, for which nobody wrote a reason, is no going and coming


def why_not_call_roll(session: CouncilSession) -> str:
    if not session.is_live:
        return f"Phiên họp {session.state_in_words} nên không điểm danh được; lập phiên họp mới nếu cần họp tiếp."
    if session.rounds.filter(status=Round.Status.OPEN).exists():
        return "Chưa điểm danh lại được vì đang có lượt bỏ phiếu mở; kiểm phiếu lượt đó trước."
    return ""


def call_roll(session: CouncilSession, *, present: set[int], reasons: Mapping[int, str], by: Any) -> None:
    """Who is here, by keys of seats; an absent member's reason is printed. May be repeated while no round is open."""
    with acting_on(session):
        refuse(why_not_call_roll(session))
        seats = list(electorate.seats_of(session))
        before = {line.seat_id: line for line in session.attendances.all()}
        have_sat = set(Roll.objects.filter(round__session=session).values_list("seat_id", flat=True))
        have_sat |= set(HearingSheet.objects.filter(hearing__session=session).values_list("seat_id", flat=True))
        for seat in seats:
            here = seat.pk in present
            reason = "" if here else reasons.get(seat.pk, "").strip()[:200]
            _keep_absence(before.get(seat.pk), here)
            times = _times(session, before.get(seat.pk), here, sat=seat.pk in have_sat)
            values = {"present": here, "absence_reason": reason} | times
            Attendance.objects.update_or_create(session=session, seat=seat, defaults=values)
        names = [str(seat.staff_member) for seat in seats if seat.pk in present]
        audit(session, "call_roll", by=by, after={"present": names, "members": len(seats)})


def why_not_arrive(session: CouncilSession, seat: Seat) -> str:
    if refused := why_not_call_roll(session):
        return WHILE_OPEN if session.is_live else refused
    if timezone.localdate(session.held_at) > clock.today():
        return f"Phiên họp dự kiến {vdate(timezone.localdate(session.held_at))}; báo có mặt vào ngày họp."
    if session.attendances.filter(seat=seat, present=True).exists():
        return "Đồng chí đã được ghi có mặt."
    return ""


def arrive(session: CouncilSession, *, seat: Seat, by: Any) -> None:
    """A member reports to be here; who runs the session may still correct the roll."""
    with acting_on(session):
        refuse(why_not_arrive(session, seat))
        refuse("" if electorate.seats_of(session).filter(pk=seat.pk).exists() else "Người này không có trong Hội đồng.")
        before = session.attendances.filter(seat=seat).first()
        _keep_absence(before, True)
        values = {"present": True, "absence_reason": ""} | _times(session, before, True, sat=False)
        Attendance.objects.update_or_create(session=session, seat=seat, defaults=values)
        audit(session, "arrive", by=by, after={"present": str(seat.staff_member)})


def _times(session: CouncilSession, before: Attendance | None, here: bool, *, sat: bool) -> dict[str, Any]:
    """After the opening a change of the roll is somebody coming or going; without a vote behind it, a correction."""
    if session.status != CouncilSession.Status.CONVENED or before is None or before.present == here:
        return {}
    if here and before.left_at:
        return {"left_at": None}
    if here:
        return {"came_at": before.came_at or clock.now()}
    return {"left_at": clock.now()} if sat else {"came_at": None, "left_at": None}


def _keep_absence(before: Attendance | None, here: bool) -> None:
    """Who comes back has been away from when they left: while a round is open nobody is marked as gone, so that who
    went then may be marked and be back in one minute, with a reason.
    """
    if before is None or not here or before.present or before.left_at is None:
        return
    now = clock.now()
    if before.absence_reason or now - before.left_at >= SAME_MOMENT:
        spell = {"went_at": before.left_at, "back_at": now, "reason": before.absence_reason}
        Absence.objects.create(session_id=before.session_id, seat_id=before.seat_id, **spell)


def why_no_quorum(roll_call: RollCall, act: str) -> str:
    """Empty when enough members are here for `act`, else the sentence."""
    if roll_call.present >= roll_call.needed:
        return ""
    here = f"{roll_call.present}/{roll_call.members} thành viên"
    return f"Chưa {act} được vì mới có {here}; cần ít nhất {roll_call.needed}."
