"""Initiatives before the Hội đồng sáng kiến: laid on the table, scored on signed sheets, counted once and for all.

Locks: the session, then the hearing, then the initiative.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from awards import attending, electorate, hearing_room, hearing_rules
from awards.models import Council, CouncilSession, Hearing, HearingSheet
from campaigns.models import Initiative
from thidua.audit import audit
from thidua.vietnamese import vdate
from thidua.workflow import Move, acting_on, lock, move, refuse, why_not_move

TABLED, OPEN, RECOMMENDED, NOT_RECOMMENDED, NOT_REACHED, BROKEN_OFF = Hearing.Status
MOVES = {
    "open_scoring": Move(frozenset({TABLED}), OPEN, "mở chấm"),
    "recommend": Move(frozenset({OPEN}), RECOMMENDED, "kết thúc chấm"),
    "not_recommend": Move(frozenset({OPEN}), NOT_RECOMMENDED, "kết thúc chấm"),
    "leave": Move(frozenset({TABLED}), NOT_REACHED, "ghi chưa xét"),
    "break_off": Move(frozenset({TABLED, OPEN}), BROKEN_OFF, "ghi chấm dở"),
}
HAS_SHEETS = Exists(HearingSheet.objects.filter(hearing=OuterRef("pk")))


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
        hearing_room.tell(session)
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
    if begun := hearing_room.broken_off().filter(initiative=initiative).select_related("session").first():
        day = vdate(timezone.localdate(begun.session.held_at))
        return f"Sáng kiến “{initiative}” đang chấm dở ở phiên họp ngày {day} đã hoãn; họp tiếp phiên ấy."
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
        hearing_room.tell(hearing.session)


def leave_rest(session: CouncilSession, *, by: Any) -> None:
    """What is not counted when the session ends stays submitted; of what has sheets, those stay. The session is locked.

    What was never opened may lie before another session; what is broken off goes on in one that continues this one.
    """
    rest = session.hearings.filter(status__in=Hearing.LIVE).select_related("initiative")
    for hearing in rest.annotate(has_sheets=HAS_SHEETS):
        begun = hearing.status == OPEN or hearing.has_sheets
        move(hearing, MOVES, "break_off" if begun else "leave", by=by)


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
    hearing_room.tell(hearing.session)


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
    hearing_room.tell(hearing.session)


# --- what a session with initiatives needs before it is closed


def why_not_close(session: CouncilSession) -> str:
    """Adjourned it may be at any moment: what is being scored then goes on in the session that continues it."""
    if session.council.kind != Council.Kind.INITIATIVES:
        return ""
    if open_one := session.hearings.filter(status=OPEN).select_related("initiative").first():
        return f"Chưa kết thúc được vì đang chấm sáng kiến “{open_one}”; kết thúc chấm trước."
    begun = session.hearings.filter(status=TABLED).select_related("initiative").annotate(has_sheets=HAS_SHEETS)
    if waiting := begun.filter(has_sheets=True).first():
        return (
            f"Chưa kết thúc được vì sáng kiến “{waiting}” đã có phiếu từ phiên họp trước; mở chấm tiếp, hoặc đưa ra "
            "khỏi phiên họp."
        )
    return ""
