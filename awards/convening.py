"""A session of the council: convene, adjourn, close, cancel. Its roll is in attending.py, its rounds in voting.py.

Locks: first the session, then its rounds, then the dossiers.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards import (
    attending,
    electorate,
    guard_facts,
    guarding,
    hearing,
    nominating,
    presiding,
    resting,
    roles,
    secrecy,
    stating,
)
from awards.documents import hearing_minutes, minutes
from awards.documents.pages import page_count
from awards.electorate import RollCall
from awards.models import Council, CouncilSession, Nomination, Round
from thidua import clock, issuing, pdf
from thidua.audit import audit
from thidua.models import IssuedDocument, Series
from thidua.models.document import new_verify_code
from thidua.papers import Paper
from thidua.print_guard import Finding
from thidua.vietnamese import lower_first, vdate
from thidua.workflow import Move, acting_on, move, refuse, why_not_move

PLANNED, CONVENED, ADJOURNED, CLOSED, CANCELLED = CouncilSession.Status

MOVES = {
    "convene": Move(frozenset({PLANNED}), CONVENED, "khai mạc"),
    "adjourn": Move(frozenset({CONVENED}), ADJOURNED, "hoãn"),
    "close": Move(frozenset({CONVENED}), CLOSED, "kết thúc"),
    "cancel": Move(frozenset({PLANNED}), CANCELLED, "hủy"),
}
KIND, MINUTES_SERIES = "council-minutes", "council_minutes"
HEARINGS, HEARINGS_SERIES = "hearing-minutes", "initiative_minutes"
FREE_PARTS = ("guests", "opening", "discussion", "conclusions")
NOT_REACHED = "Chưa biểu quyết tại phiên họp."
TRIES = 5
ABOUT_THEN = timedelta(minutes=60)  # of the planned hour: nothing is said


# --- convening and the free parts of the minutes


def why_not_convene(session: CouncilSession, roll_call: RollCall | None = None) -> str:
    refused = why_not_move(session, MOVES, "convene")
    if refused:
        return refused
    roll_call = roll_call or electorate.roll_call_of(session)
    if not roll_call.called:
        return "Chưa khai mạc được vì chưa điểm danh; điểm danh các thành viên trước."
    return attending.why_no_quorum(roll_call, "khai mạc") or presiding.why_nobody(session, roll_call)


def why_not_edit(session: CouncilSession) -> str:
    if session.status == PLANNED:
        return ""
    return "Phiên họp không còn ở bước “Dự kiến” nên không sửa kế hoạch được; xem trang phiên họp."


def edit(form: Any, *, by: Any) -> None:
    """A valid form of the plan; the row is held, so that the session is not opened in the meantime."""
    with transaction.atomic():
        held = CouncilSession.objects.select_for_update().get(pk=form.instance.pk)
        refuse(why_not_edit(held))
        form.save(by=by)


def is_another_day(session: CouncilSession) -> bool:
    """Who opens it today is asked once more."""
    return session.status == PLANNED and timezone.localdate(session.planned_for) != clock.today()


def note_on_convening(session: CouncilSession) -> str:
    """Another day or quite another hour than planned is no obstacle, but nobody should do it without knowing."""
    planned, now = timezone.localtime(session.planned_for), timezone.localtime(clock.now())
    if session.status != PLANNED:
        return ""
    if is_another_day(session):
        return f"Phiên họp dự kiến {planned:%H:%M}, {vdate(planned)}; biên bản ghi ngày giờ khai mạc thật."
    if abs(planned - now) <= ABOUT_THEN:
        return ""
    return f"Phiên họp dự kiến {planned:%H:%M}, bây giờ là {now:%H:%M}; biên bản ghi giờ khai mạc thật."


def convene(session: CouncilSession, *, by: Any) -> None:
    with acting_on(session):
        refuse(why_not_convene(session))
        members = electorate.seats_of(session).count()
        move(session, MOVES, "convene", by=by, convened_at=clock.now(), members=members)


def why_not_note(session: CouncilSession) -> str:
    if session.is_live:
        return ""
    return f"Phiên họp {session.state_in_words} nên biên bản không sửa được; ghi vào biên bản của phiên sau."


def note(session: CouncilSession, *, texts: Mapping[str, str], by: Any) -> None:
    """The free parts of the minutes; everything else in them is written from what happened."""
    with acting_on(session):
        refuse(why_not_note(session))
        changed = [name for name in FREE_PARTS if name in texts and texts[name] != getattr(session, name)]
        before = {name: getattr(session, name) for name in changed}
        for name in changed:
            setattr(session, name, texts[name])
        if changed:
            session.save(update_fields=changed)
            audit(session, "note", by=by, before=before, after={name: texts[name] for name in changed})


# --- the end


def why_not_adjourn(session: CouncilSession) -> str:
    refused = why_not_move(session, MOVES, "adjourn")
    if not refused and session.rounds.filter(status=Round.Status.OPEN).exists():
        return "Chưa hoãn được vì đang có lượt bỏ phiếu mở; kiểm phiếu lượt đó trước."
    return refused or _why_unsettled(session, "hoãn")


def adjourn(session: CouncilSession, *, reason: str, by: Any) -> None:
    """Broken off: counted rounds stand, the rest is untabled, minutes are frozen; a new session may name this one."""
    refuse("" if reason.strip() else "Ghi lý do hoãn phiên họp.")
    _end(session, "adjourn", why_not_adjourn, reason=reason.strip(), by=by)


def why_not_close(
    session: CouncilSession, unexplained: list[Nomination] | None = None, *, all_counted: bool = False
) -> str:
    """For a caller that has asked already: what `stating.to_explain` found, and that no round waits or is open."""
    refused = why_not_move(session, MOVES, "close") or hearing.why_not_close(session)
    if refused:
        return refused
    unfinished = None if all_counted else session.rounds.exclude(status=Round.Status.COUNTED).first()
    if unfinished is None:
        if unexplained is not None:
            return _why_unexplained(unexplained)
        return _why_unsettled(session, "kết thúc")
    if unfinished.status == Round.Status.OPEN:
        return f"Chưa kết thúc được vì lượt {unfinished.ordinal} đang bỏ phiếu; kiểm phiếu lượt đó trước."
    return f"Chưa kết thúc được vì lượt {unfinished.ordinal} chưa mở; mở và kiểm phiếu, hoặc bỏ lượt đó."


def _why_unsettled(session: CouncilSession, act: str) -> str:
    """What no later session can mend, as the minutes are frozen: of both ends."""
    recommended = session.nominations.filter(status=Nomination.Status.RECOMMENDED)
    return _why_unexplained(stating.to_explain(session), act) or resting.why_left_without(
        session, recommended.select_related("award", "staff_member", "department")
    )


def _why_unexplained(waiting: list[Nomination], act: str = "kết thúc") -> str:
    """The council may decide otherwise than the findings say; then the minutes say why."""
    if not waiting:
        return ""
    names = ", ".join(str(nomination.candidate) for nomination in waiting[:3])
    more = f" và {len(waiting) - 3} trường hợp khác" if len(waiting) > 3 else ""
    return (
        f"Chưa {act} được vì Hội đồng đề nghị {names}{more} dù kết quả đối chiếu là chưa đủ điều kiện; "
        "ghi lý do trên hồ sơ đó."
    )


def close(session: CouncilSession, *, by: Any) -> None:
    """Minutes are numbered and frozen; cases without a counted question go back to the verified ones by themselves."""
    _end(session, "close", why_not_close, reason="", by=by)


def why_not_cancel(session: CouncilSession) -> str:
    return why_not_move(session, MOVES, "cancel")


def cancel(session: CouncilSession, *, reason: str, by: Any) -> None:
    refuse("" if reason.strip() else "Ghi lý do hủy phiên họp.")
    with acting_on(session):
        refuse(why_not_cancel(session))
        _untable_rest(session, by=by)
        move(session, MOVES, "cancel", by=by, reason=reason.strip(), end_reason=reason.strip())


def _end(session: CouncilSession, act: str, why_not, *, reason: str, by: Any) -> None:
    """Draw the minutes first, then one short transaction; drawn again if something happened meanwhile."""
    refuse(pdf.missing_libraries())
    refuse(why_not(session))
    for _ in range(TRIES):
        ended_at = clock.now()
        paper = _final_minutes(session, ended_at, reason)
        content = pdf.render(paper)
        guarding.refuse_wrong(_found_in(session, paper, content, ended_at))
        with acting_on(session):
            refuse(why_not(session))
            series = Series.objects.select_for_update().get(code=paper_of(session)[1])
            if _final_minutes(session, ended_at, reason) == paper:
                document = _freeze(paper, content, series, session, ended_at, by)
                _untable_rest(session, by=by, goes_on=act == "adjourn")
                session.nominations.filter(announced=False).update(announced=True)
                changes = {"ended_at": ended_at, "minutes": document} | ({"end_reason": reason} if reason else {})
                move(session, MOVES, act, by=by, reason=reason, **changes)
                transaction.on_commit(secrecy.shred)
                return
    refuse("Chưa lập xong biên bản vì phiên họp vừa có thay đổi; tải lại trang rồi làm lại.")


def findings_of(session: CouncilSession) -> list[Finding]:
    """What a strict clerk would say of the minutes: as they were frozen, else as they would be now."""
    if session.minutes:
        paper, content = Paper.from_dict(session.minutes.paper), bytes(session.minutes.file.content)
    else:
        paper = _final_minutes(session, clock.now(), "")
        content = pdf.render(paper)
    return _found_in(session, paper, content, session.ended_at or clock.now())


def _found_in(session: CouncilSession, paper: Paper, content: bytes, at) -> list[Finding]:
    facts = guard_facts.of(paper_of(session)[0], session)
    return guarding.findings_of(paper, content, timezone.localdate(at), facts=facts)


def paper_of(session: CouncilSession) -> tuple[str, str, Callable[..., Paper]]:
    """The minutes of a session, by its council's kind: their kind, the code of their series, how they are gathered."""
    if session.council.kind == Council.Kind.INITIATIVES:
        return HEARINGS, HEARINGS_SERIES, hearing_minutes.gather
    return KIND, MINUTES_SERIES, minutes.gather


def _final_minutes(session: CouncilSession, ended_at, reason: str) -> Paper:
    _, code, gather = paper_of(session)
    number = issuing.next_number(Series.objects.get(code=code), timezone.localdate(ended_at).year)
    return gather(session, number=number, ended_at=ended_at, end_reason=reason)


def _freeze(paper: Paper, content: bytes, series: Series, session: CouncilSession, ended_at, by: Any) -> IssuedDocument:
    chair = roles.presiding_among(electorate.seats_of(session), session.presiding_id)
    return issuing.freeze(
        paper_of(session)[0],
        paper,
        content,
        series=series,
        number=paper.header.number,
        on=timezone.localdate(ended_at),
        title=f"Biên bản {lower_first(paper.summary)}".replace("\n", " "),
        signer=str(chair.staff_member) if chair else "",
        pages=page_count(content),
        verify_code=new_verify_code(),
        by=by,
    )


def _untable_rest(session: CouncilSession, *, by: Any, goes_on: bool = False) -> None:
    """Rounds never opened vanish; what is still on the table goes back to the verified dossiers.

    `goes_on`: the session is broken off, and a new one may take up what it left (continuing.py).
    """
    for round_ in session.rounds.filter(status=Round.Status.PENDING):
        discard(round_, by=by)
    hearing.leave_rest(session, by=by)
    for nomination in session.nominations.filter(status=Nomination.Status.TABLED):
        nominating.untable(nomination, reason=NOT_REACHED, left_by=session if goes_on else None, by=by)


def discard(round_: Round, *, by: Any) -> None:
    """Delete a round that was never opened; called with the session locked."""
    questions = round_.questions.select_related(
        "nomination__award", "nomination__staff_member", "nomination__department"
    )
    audit(round_, "discard", by=by, before={"questions": [str(question) for question in questions]})
    round_.questions.all().delete()
    round_.delete()
