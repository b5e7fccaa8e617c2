"""Another member presides over a session in the chair's place, or the chair does again; who does so runs its desk.

Who presides is asked of awards/roles.py. Locks: the session, as opening and counting a round do. Whoever cannot be
reached while a round is open is replaced, too; the change then names the round, so that its sheet tells who opened it
(Round.presiding) and who counted it. Roll and box are not touched.
"""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from awards import electorate, roles
from awards.electorate import RollCall
from awards.models import CouncilSession, Presiding, Round, Seat
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import lower_first
from thidua.workflow import acting_on, refuse

LONGEST = 200  # letters of a reason
OF_THE_CHAIR = str(Seat.Role.CHAIR.label)
NOBODY_ELSE = "Không có thành viên nào khác có mặt để chủ trì; sửa điểm danh trước."


def why_not_change(session: CouncilSession) -> str:
    if session.is_live:
        return ""
    return f"Phiên họp {session.state_in_words} nên không đổi người chủ trì được; biên bản ghi người đã chủ trì."


def open_round_of(session: CouncilSession) -> Round | None:
    return session.rounds.filter(status=Round.Status.OPEN).first()


def note_on_open(round_: Round | None) -> str:
    """Said before the desk changes while a round is open."""
    if round_ is None:
        return ""
    kept, counts, paper = "điều đã ghi giữ nguyên", "chốt kết quả", "Biên bản kết quả"
    if round_.way in Round.SECRET_WAYS:
        kept, counts, paper = "phiếu đã bỏ và danh sách bỏ phiếu giữ nguyên", "kiểm phiếu", "Biên bản kiểm phiếu"
    return (
        f"Lượt {round_.ordinal} {lower_first(round_.state_in_words)}: {kept}, người nhận chủ trì {counts} lượt này. "
        f"{paper} ghi ai mở, ai chủ trì đến khi {counts}, lúc nào và vì sao đổi."
    )


def why_nobody(session: CouncilSession, roll_call: RollCall) -> str:
    """Why the session has nobody who can preside over it, as its roll stands; "" where somebody can."""
    lines = dict(roll_call.rows)
    seat = roles.presiding_among(lines, session.presiding_id)
    if seat is None:
        return "Phiên họp chưa có người chủ trì; ghi người chủ trì trước."
    if lines[seat] and not lines[seat].present:
        return (
            f"{seat.staff_member} chủ trì phiên họp nhưng được điểm danh là vắng mặt; ghi người chủ trì khác hoặc sửa "
            "điểm danh."
        )
    return ""


def with_reason(sessions: QuerySet[CouncilSession]) -> QuerySet[CouncilSession]:
    """With `presiding_reason`: why who presides does."""
    last = Presiding.objects.filter(session=OuterRef("pk")).order_by("-pk")
    return sessions.annotate(presiding_reason=Subquery(last.values("reason")[:1]))


def candidates(session: CouncilSession, roll_call: RollCall) -> list[Seat]:
    """Who can be named, vice chairs first: members not marked absent, but the chair and whoever writes the minutes."""
    found = [seat for seat, line in roll_call.rows if not _why_not_this(session, seat, present=_may_be_here(line))]
    return sorted(found, key=lambda seat: seat.role != Seat.Role.VICE_CHAIR)


def _may_be_here(line: Any) -> bool:
    return line is None or line.present


def _why_not_this(session: CouncilSession, seat: Seat, *, present: bool) -> str:
    if seat.role == Seat.Role.CHAIR:
        return "Chủ tịch Hội đồng chủ trì thì không cần ghi người chủ trì thay."
    if seat.pk == session.secretary_id:
        return (
            f"{seat.staff_member} là thư ký phiên họp, ghi biên bản nên không chủ trì; đổi thư ký hoặc chọn người khác."
        )
    if seat.pk == session.presiding_id:
        return f"{seat.staff_member} đang là người chủ trì phiên họp này."
    return "" if present else f"{seat.staff_member} được điểm danh là vắng mặt; chọn người có mặt hoặc sửa điểm danh."


def why_not_hand_over(session: CouncilSession, seat: Seat) -> str:
    if refused := why_not_change(session):
        return refused
    lines = dict(electorate.roll_call_of(session).rows)
    if seat not in lines:
        return "Người này không có trong Hội đồng của phiên họp; chọn một thành viên."
    return _why_not_this(session, seat, present=_may_be_here(lines[seat]))


def hand_over(session: CouncilSession, *, seat: Seat, reason: str, by: Any) -> None:
    """From now on `seat` presides and alone runs the desk; why is printed in the minutes."""
    refuse("" if reason.strip() else "Ghi lý do người khác chủ trì thay Chủ tịch Hội đồng.")
    with acting_on(session):
        refuse(why_not_hand_over(session, seat))
        _change(session, seat, "hand_over", reason=reason.strip(" .;")[:LONGEST], by=by)


def why_not_take_back(session: CouncilSession, roll_call: RollCall | None = None) -> str:
    if refused := why_not_change(session):
        return refused
    if session.presiding_id is None:
        return "Chủ tịch Hội đồng đang là người chủ trì phiên họp này."
    lines = dict((roll_call or electorate.roll_call_of(session)).rows)
    chair = roles.presiding_among(lines, None)
    if chair is None:
        return "Hội đồng không có Chủ tịch nên không chuyển lại được; chọn người chủ trì khác."
    if not _may_be_here(lines[chair]):
        return f"{chair.staff_member} được điểm danh là vắng mặt; sửa điểm danh trước."
    return ""


def take_back(session: CouncilSession, *, reason: str, by: Any) -> None:
    refuse("" if reason.strip() else "Ghi lý do Chủ tịch Hội đồng chủ trì lại.")
    with acting_on(session):
        refuse(why_not_take_back(session))
        _change(session, None, "preside_again", reason=reason.strip(" .;")[:LONGEST], by=by)


def _change(session: CouncilSession, seat: Seat | None, verb: str, *, reason: str, by: Any) -> None:
    before = session.presiding
    session.presiding = seat
    session.save(update_fields=["presiding"])
    round_ = open_round_of(session)
    Presiding.objects.create(session=session, seat=seat, reason=reason, at=clock.now(), round=round_)
    after = {"presiding": str(seat or OF_THE_CHAIR)} | ({"open_round": round_.ordinal} if round_ else {})
    audit(session, verb, by=by, before={"presiding": str(before or OF_THE_CHAIR)}, after=after, reason=reason)


def proposed(session: CouncilSession, roll_call: RollCall, found: list[Seat]) -> dict[str, Any]:
    """What the form begins with: who presided over the session this one continues, else the first candidate.

    The reason only where the roll says that the chair is away, or the first session had one.
    """
    before = session.continues.presidings.last() if session.continues else None
    if before and before.seat in found:
        return {"seat": before.seat_id, "reason": before.reason}
    lines = dict(roll_call.rows)
    chair = roles.presiding_among(lines, None)
    is_away = chair is not None and not _may_be_here(lines[chair])
    return {
        "seat": found[0].pk if found else None,
        "reason": f"{OF_THE_CHAIR} vắng, ủy quyền chủ trì phiên họp" if is_away else "",
    }
