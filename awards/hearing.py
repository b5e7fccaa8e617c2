"""Initiatives before the Hội đồng sáng kiến: laid on the table, scored on signed sheets, counted once and for all.

Locks: the session, then the hearing, then the initiative. A member's sheet locks the hearing alone.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import timezone

from awards import attending, electorate, hearing_room, hearing_rules
from awards.hearing_room import Standing
from awards.models import Council, CouncilSession, Hearing, HearingConflict, HearingMark, HearingSheet, Recusal, Seat
from campaigns.models import Initiative
from thidua.audit import audit
from thidua.vietnamese import vdate
from thidua.workflow import Move, acting_on, lock, move, refuse, why_not_move

TABLED, OPEN, RECOMMENDED, NOT_RECOMMENDED, NOT_REACHED = Hearing.Status
MOVES = {
    "open_scoring": Move(frozenset({TABLED}), OPEN, "mở chấm"),
    "recommend": Move(frozenset({OPEN}), RECOMMENDED, "kết thúc chấm"),
    "not_recommend": Move(frozenset({OPEN}), NOT_RECOMMENDED, "kết thúc chấm"),
    "leave": Move(frozenset({TABLED}), NOT_REACHED, "ghi chưa xét"),
}
LONGEST = 200  # letters of a reason


# --- on the table


def why_not_table(session: CouncilSession) -> str:
    if session.council.kind != Council.Kind.INITIATIVES:
        return "Phiên họp này của Hội đồng thi đua, khen thưởng; sáng kiến do Hội đồng sáng kiến xét."
    if not session.is_live:
        return f"Phiên họp {session.state_in_words} nên không nhận thêm sáng kiến; chọn phiên họp khác."
    return ""


def table(session: CouncilSession, initiatives: Iterable[Initiative], *, by: Any) -> list[Hearing]:
    """Submitted initiatives of the session's year; what was withdrawn or tabled elsewhere meanwhile is refused."""
    with acting_on(session, "council", "campaign"):
        refuse(why_not_table(session))
        hearing_rules.ensure(session.council)
        last = session.hearings.aggregate(last=Max("ordinal"))["last"] or 0
        made = []
        for ordinal, initiative in enumerate(initiatives, start=last + 1):
            lock(initiative)
            refuse(_why_not_this(session, initiative))
            hearing = Hearing.objects.create(session=session, initiative=initiative, ordinal=ordinal)
            audit(hearing, "table", by=by, after={"session": str(session)})
            made.append(hearing)
    return made


def _why_not_this(session: CouncilSession, initiative: Initiative) -> str:
    if initiative.status != Initiative.Status.SUBMITTED:
        state = initiative.get_status_display()
        return f"Sáng kiến “{initiative}” ở bước “{state}” nên không đưa vào phiên họp được; chỉ xét sáng kiến đã nộp."
    if initiative.year != session.campaign.year:
        return (
            f"Sáng kiến “{initiative}” của năm {initiative.year}; phiên họp xét sáng kiến năm {session.campaign.year}."
        )
    if other := Hearing.objects.filter(initiative=initiative, session__status__in=CouncilSession.LIVE).first():
        day = vdate(timezone.localdate(other.session.held_at))
        return f"Sáng kiến “{initiative}” đã có trong chương trình phiên họp ngày {day}."
    return ""


def why_not_take_off(hearing: Hearing) -> str:
    if hearing.status == TABLED and hearing.session.is_live:
        return ""
    state = hearing.get_status_display()
    return f"Sáng kiến đang ở bước “{state}” nên không đưa ra khỏi phiên họp được; chỉ đưa ra trước khi mở chấm."


def take_off(hearing: Hearing, *, reason: str, by: Any) -> None:
    refuse("" if reason.strip() else "Ghi lý do đưa sáng kiến ra khỏi phiên họp.")
    with acting_on(hearing.session):
        lock(hearing, "session", "initiative")
        refuse(why_not_take_off(hearing))
        audit(hearing, "untable", by=by, before={"session": str(hearing.session)}, reason=reason.strip())
        hearing.conflicts.all().delete()
        hearing.delete()


def leave_rest(session: CouncilSession, *, by: Any) -> None:
    """What was never opened when the session ends: it stays submitted, for another session. The session is locked."""
    for hearing in session.hearings.filter(status=TABLED).select_related("initiative"):
        move(hearing, MOVES, "leave", by=by)


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
    with acting_on(hearing, "session", "initiative"):
        standing = hearing_room.standing_of(hearing)
        refuse(why_not_answer(hearing, seat, standing))
        before = standing.answers.get(seat.pk)
        kind = before.kind if before else Recusal.Kind.DECLARED
        if seat.pk in standing.proposed:
            kind = standing.proposed[seat.pk].kind
        values = {"steps_out": steps_out, "reason": reason.strip()[:LONGEST], "kind": kind}
        said, _ = HearingConflict.objects.update_or_create(hearing=hearing, seat=seat, defaults=values)
        after = {"member": str(seat.staff_member), "steps_out": steps_out}
        audit(hearing, "declare", by=by, after=after, reason=reason.strip())
    return said


# --- scoring


def why_not_open(hearing: Hearing, roll_call: electorate.RollCall | None = None) -> str:
    if refused := why_not_move(hearing, MOVES, "open_scoring"):
        return refused
    return why_not_open_any(hearing.session, roll_call)


def why_not_open_any(session: CouncilSession, roll_call: electorate.RollCall | None = None) -> str:
    if session.status != CouncilSession.Status.CONVENED:
        return f"Phiên họp {session.state_in_words} nên chưa mở chấm được; khai mạc phiên họp trước."
    roll_call = roll_call or electorate.roll_call_of(session)
    criteria = hearing_rules.criteria_of(session.council)
    wrong = hearing_rules.why_not_these([(one.text, one.most) for one in criteria])
    return attending.why_no_quorum(roll_call, "mở chấm") or wrong


def open_scoring(hearing: Hearing, *, by: Any) -> None:
    with acting_on(hearing.session, "council"):
        lock(hearing, "session__council", "initiative")
        refuse(why_not_open(hearing))
        _open(hearing, by=by)


def open_all(session: CouncilSession, *, by: Any) -> int:
    """Everything that waits on the table."""
    with acting_on(session, "council"):
        refuse(why_not_open_any(session))
        waiting = list(session.hearings.select_for_update().filter(status=TABLED))
        refuse("" if waiting else "Không còn sáng kiến nào chờ chấm.")
        for hearing in waiting:
            _open(hearing, by=by)
    return len(waiting)


def _open(hearing: Hearing, *, by: Any) -> None:
    lock(hearing.initiative)  # its authors stand still from now on (campaigns/heard.py)
    hearing_rules.ensure(hearing.session.council)
    move(hearing, MOVES, "open_scoring", by=by)


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
    with acting_on(hearing, "session__council", "initiative"):
        standing = hearing_room.standing_of(hearing)
        refuse(why_not_fill(hearing, seat, standing))
        before = HearingSheet.objects.filter(hearing=hearing, seat=seat).first()
        refuse(why_other_way(before, on_paper))
        refuse(_why_not_these_marks(hearing, marks))
        values = {"recognise": recognise, "remarks": remarks.strip(), "on_paper": on_paper}
        sheet, _ = HearingSheet.objects.update_or_create(hearing=hearing, seat=seat, defaults=values)
        sheet.marks.all().delete()
        HearingMark.objects.bulk_create(HearingMark(sheet=sheet, criterion_id=pk, points=p) for pk, p in marks.items())
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


# --- the count


def why_not_count(hearing: Hearing) -> str:
    return why_not_move(hearing, MOVES, "recommend") or (
        "" if hearing.sheets.exists() else "Chưa có phiếu chấm nào; đợi ít nhất một phiếu."
    )


def count(hearing: Hearing, *, reason: str = "", by: Any) -> None:
    """Closes scoring and writes what came of it. Final: the guards let nothing of it change afterwards.

    `reason`: why, where somebody who may score has not.
    """
    with acting_on(hearing.session, "council"):
        lock(hearing, "session__council", "initiative")
        refuse(why_not_count(hearing))
        _count(hearing, reason.strip(), by=by)


def count_all(session: CouncilSession, *, reason: str = "", by: Any) -> int:
    with acting_on(session, "council"):
        found = list(session.hearings.select_for_update().filter(status=OPEN))
        refuse("" if found else "Không có sáng kiến nào đang chấm.")
        for hearing in found:
            lock(hearing, "session__council", "initiative")
            if refused := why_not_count(hearing):
                refuse(f"Sáng kiến “{hearing}”: {refused[:1].lower()}{refused[1:]}")
            _count(hearing, reason.strip(), by=by)
    return len(found)


def _count(hearing: Hearing, reason: str, *, by: Any) -> None:
    standing = hearing_room.standing_of(hearing)
    if standing.unscored and not reason:
        refuse(f"Còn {len(standing.unscored)} thành viên chưa chấm “{hearing}”; ghi lý do kết thúc sớm.")
    sheets = list(hearing.sheets.prefetch_related("marks"))
    rules = hearing_rules.rules_of(hearing.session.council)
    agree = sum(sheet.recognise for sheet in sheets)
    figures = {
        "members": standing.members,
        "may_score": len(standing.scorers),
        "scored": len(sheets),
        "points": sum((hearing_room.total_of(sheet) for sheet in sheets), Decimal(0)),
        "least_points": rules.least_points,
        "threshold": rules.threshold,
        "needed": hearing_room.needed_of(rules, standing.members),
        "agree": agree,
        "disagree": len(sheets) - agree,
        "early_count_reason": reason if standing.unscored else "",
    }
    act = "recommend" if hearing_room.passes(Hearing(**figures)) else "not_recommend"
    move(hearing, MOVES, act, by=by, reason=figures["early_count_reason"], **figures)


# --- what a session with initiatives needs before it ends


def why_not_end(session: CouncilSession, act: str) -> str:
    if session.council.kind != Council.Kind.INITIATIVES:
        return ""
    if open_one := session.hearings.filter(status=OPEN).select_related("initiative").first():
        return f"Chưa {act} được vì đang chấm sáng kiến “{open_one}”; kết thúc chấm trước."
    return ""
