"""Objections to a posted list: recorded by the clerk or sent by a member of the staff, answered once in writing.

Only what came while the list hung is received. The trail says that there is one and about what, never its words; of one
whose sender is withheld it does not say who was signed in either. Locks: the list, or the objection.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from awards import disclosing
from awards.models import DisclosedCase, Disclosure, Objection
from campaigns import working_days
from campaigns.models import StaffMember
from campaigns.roles import staff_of
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import vdate
from thidua.workflow import Move, acting_on, first, move, refuse, why_not_move

RECEIVED, ANSWERED = Objection.Status
MOVES = {"answer": Move(frozenset({RECEIVED}), ANSWERED, "trả lời")}
ANSWER_DAYS = 5  # working days after receipt; no text says, the notice only promises an answer in writing


# --- receiving


def why_not_receive(disclosure: Disclosure, received_on: date | None = None) -> str:
    """`received_on`: the day it came in (None: today); it may be written down later, also after the last day."""
    today = clock.today()
    day = received_on or today
    if today < disclosure.starts_on:
        return f"Danh sách công khai từ ngày {vdate(disclosure.starts_on)} nên chưa nhận kiến nghị."
    if day > today:
        return f"Ngày tiếp nhận phải đến hôm nay, {vdate(today)}."
    if not disclosure.starts_on <= day <= disclosure.ends_on:
        return (
            f"Chỉ nhận kiến nghị trong thời gian công khai, từ {vdate(disclosure.starts_on)} đến hết "
            f"{vdate(disclosure.ends_on)}; sau đó liên hệ Thường trực Hội đồng."
        )
    return ""


def receive(
    disclosure: Disclosure,
    *,
    received_on: date,
    content: str,
    case: DisclosedCase | None = None,
    staff_member: StaffMember | None = None,
    from_text: str = "",
    is_withheld: bool = False,
    by: Any,
) -> Objection:
    """The clerk writes down one that came on paper or by word; whom it came from, or that this is withheld."""
    found = Objection(
        disclosure=disclosure,
        case=case,
        received_on=received_on,
        staff_member=staff_member,
        from_text=from_text.strip(),
        is_withheld=is_withheld,
        content=content.strip(),
    )
    with acting_on(disclosure, "campaign"):
        refuse(first(_why_not(found, by)))
        _write(found, "receive", by=by, actor=by)
    return found


def send(disclosure: Disclosure, *, content: str, case: DisclosedCase | None, is_withheld: bool, by: Any) -> Objection:
    """A member of the staff sends one on the list's page."""
    found = Objection(
        disclosure=disclosure,
        case=case,
        received_on=clock.today(),
        staff_member=staff_of(by),
        is_withheld=is_withheld,
        content=content.strip(),
    )
    with acting_on(disclosure, "campaign"):
        refuse(first(_why_not(found, None)))
        _write(found, "send", by=by, actor=None if is_withheld else by)
    return found


def _why_not(found: Objection, clerk: Any) -> Iterator[str]:
    """`clerk`: who writes it down; None where its sender does."""
    yield why_not_receive(found.disclosure, found.received_on)
    yield "" if found.content else "Ghi nội dung kiến nghị."
    if found.case is not None and found.case.disclosure_id != found.disclosure.pk:
        yield "Trường hợp này không có trong danh sách; chọn lại số thứ tự."
    if clerk is not None:
        yield _why_not_from(found)
        own = staff_of(clerk)
        if found.case is not None and own is not None and found.case.nomination.staff_member_id == own.pk:
            yield "Kiến nghị về chính đồng chí do người khác trong Thường trực tiếp nhận, hoặc người kiến nghị tự gửi."
    same = found.disclosure.objections.filter(
        case=found.case, staff_member=found.staff_member, from_text=found.from_text, content=found.content
    )
    if same.exists():
        yield "Kiến nghị này đã được ghi, không cần gửi lại."


def _why_not_from(found: Objection) -> str:
    if found.staff_member and found.from_text:
        return "Chỉ ghi một người kiến nghị: cán bộ của Trường, hoặc người ngoài."
    if not (found.staff_member or found.from_text or found.is_withheld):
        return "Ghi người kiến nghị, hoặc đánh dấu giữ kín."
    return ""


def _write(found: Objection, verb: str, *, by: Any, actor: Any) -> None:
    if found.disclosure.begun_at is None:  # nothing else has happened since its first day came
        disclosing.freeze(found.disclosure, by=None)
    found.due_on = working_days.after(found.received_on, ANSWER_DAYS)
    found.save()
    about = str(found.case) if found.case else "cả danh sách"
    audit(found, verb, by=actor, after={"case": about, "is_withheld": found.is_withheld})


# --- answering


def why_not_answer(objection: Objection) -> str:
    if objection.status == ANSWERED:
        return f"Kiến nghị này đã trả lời ngày {vdate(objection.answered_on)}; câu trả lời không sửa được."
    return why_not_move(objection, MOVES, "answer")


def answer(objection: Objection, *, text: str, by: Any) -> None:
    """In writing, once: the council and the sender read the same words."""
    with acting_on(objection):
        refuse(why_not_answer(objection))
        refuse("" if text.strip() else "Ghi nội dung trả lời.")
        move(objection, MOVES, "answer", by=by, answer=text.strip(), answered_on=clock.today(), answered_by=by)
