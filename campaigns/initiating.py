"""Initiatives: their table of states; registered, written on and submitted by an author. Results: recognising.py."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from campaigns import heard
from campaigns.models import Initiative, StaffMember
from campaigns.roles import is_clerk
from thidua import clock
from thidua.audit import audit
from thidua.models import Attachment
from thidua.uploads import why_not_fit
from thidua.vietnamese import search_key
from thidua.workflow import Move, acting_on, move, refuse, why_not_move

DRAFT, SUBMITTED = Initiative.Status.DRAFT, Initiative.Status.SUBMITTED
RECOGNISED, REFUSED = Initiative.Status.RECOGNISED, Initiative.Status.REFUSED
MOVES = {
    "submit": Move(frozenset({DRAFT}), SUBMITTED, "nộp"),
    "take_back": Move(frozenset({SUBMITTED}), DRAFT, "lấy lại để sửa"),
    "withdraw": Move(frozenset({DRAFT}), Initiative.Status.WITHDRAWN, "rút"),
    # A draft too: the decision may come before its author has pressed the button.
    "recognise": Move(frozenset({DRAFT, SUBMITTED}), RECOGNISED, "công nhận"),
    "not_recognise": Move(frozenset({SUBMITTED}), REFUSED, "ghi không công nhận"),
    "reopen": Move(frozenset({RECOGNISED, REFUSED}), SUBMITTED, "bỏ kết quả đã ghi"),
}


def new_record() -> Initiative:
    """What the clerk enters was handed in on paper: it begins as submitted."""
    return Initiative(status=SUBMITTED)


# --- its words, its authors, its proof


def why_not_edit(initiative: Initiative, *, by: Any) -> str:
    """Its author writes while it is a draft; the clerk mends it at any step but the last."""
    state = initiative.get_status_display()
    if initiative.status == Initiative.Status.WITHDRAWN:
        return f"Sáng kiến ở bước “{state}” nên không sửa được; đăng ký sáng kiến mới nếu cần."
    if sentence := heard.why_held(initiative, heard.EDIT):
        return sentence
    if initiative.status == DRAFT or (by is not None and is_clerk(by)):
        return ""
    if initiative.status == SUBMITTED:
        return "Sáng kiến đã nộp nên không sửa được; lấy lại để sửa rồi nộp lại."
    return f"Sáng kiến ở bước “{state}” nên không sửa được; cần sửa thì liên hệ Thường trực Hội đồng."


@contextlib.contextmanager
def editing(initiative: Initiative, *, by: Any) -> Iterator[Initiative]:
    """Under its lock, so that nothing is written on an initiative that is being submitted or recognised."""
    with acting_on(initiative):
        refuse(why_not_edit(initiative, by=by))
        yield initiative


def twin_of(initiative: Initiative, authors: Iterable[Any]) -> Initiative | None:
    """Another of the same title and year that one of these authors (people or their keys) has already."""
    same = Initiative.objects.filter(search_key=search_key(initiative.title)[:400], year=initiative.year)
    same = same.exclude(pk=initiative.pk).exclude(status=Initiative.Status.WITHDRAWN)
    return same.filter(co_authors__staff_member__in=list(authors)).order_by("pk").first()


def twin_sentence(initiative: Initiative) -> str:
    return f"Tác giả đã có sáng kiến cùng tên của năm {initiative.year}; mở sáng kiến đó để sửa, không đăng ký lại"


def why_not_attach(initiative: Initiative, size: int, *, by: Any) -> str:
    return why_not_edit(initiative, by=by) or why_not_fit(initiative.evidence, size, whose="sáng kiến")


def attach(initiative: Initiative, attachment: Attachment, *, by: Any) -> None:
    with acting_on(initiative):
        refuse(why_not_attach(initiative, attachment.size, by=by))
        initiative.evidence.add(attachment)
        audit(initiative, "attach", by=by, after={"file": attachment.original_name})


def detach(initiative: Initiative, attachment: Attachment, *, by: Any) -> None:
    """The file leaves the initiative; it stays stored, as the trail names it."""
    with editing(initiative, by=by):
        initiative.evidence.remove(attachment)
        audit(initiative, "detach", by=by, before={"file": attachment.original_name})


# --- its author


def why_not_submit(initiative: Initiative) -> str:
    """A state that forbids it, then what is still missing, in the order of the form."""
    if sentence := why_not_move(initiative, MOVES, "submit"):
        return sentence
    for is_missing, what in (
        (not initiative.summary, "chưa ghi nội dung giải pháp"),
        (not initiative.effect, "chưa ghi hiệu quả"),
        (initiative.applied_from and not initiative.applied_where, "có ngày áp dụng mà chưa ghi nơi áp dụng"),
        (initiative.applied_from and initiative.applied_from > clock.today(), "ngày áp dụng ở sau hôm nay"),
        (initiative.year > clock.today().year, f"năm {initiative.year} chưa đến"),
    ):
        if is_missing:
            return f"Chưa nộp được vì {what}; sửa rồi nộp."
    return _why_not_with_authors(initiative)


def _why_not_with_authors(initiative: Initiative) -> str:
    shares = dict(initiative.co_authors.values_list("staff_member", "share"))
    if sum(shares.values()) != 100:
        return f"Chưa nộp được vì tổng tỷ lệ đóng góp là {sum(shares.values())}%; sửa cho bằng 100% rồi nộp."
    people = StaffMember.objects.filter(pk__in=shares)
    if gone := people.exclude(pk__in=_at_work(people).values("pk")).first():
        return f"Chưa nộp được vì tác giả {gone} đã thôi việc; bỏ khỏi danh sách hoặc nhờ Thường trực Hội đồng ghi."
    if initiative.registered_by_id and not people.filter(user=initiative.registered_by_id).exists():
        return "Chưa nộp được vì người đăng ký không có trong danh sách tác giả; thêm tên mình rồi nộp."
    if twin_of(initiative, shares):
        return f"Chưa nộp được vì tác giả đã có sáng kiến cùng tên của năm {initiative.year}; mở sáng kiến đó."
    return ""


def _at_work(people: QuerySet[StaffMember]) -> QuerySet[StaffMember]:
    return people.employed(clock.today())


def submit(initiative: Initiative, *, by: Any) -> None:
    with acting_on(initiative) as i:
        refuse(why_not_submit(i))
        move(i, MOVES, "submit", by=by)


def why_not_take_back(initiative: Initiative) -> str:
    return why_not_move(initiative, MOVES, "take_back") or heard.why_held(initiative, heard.TAKE_BACK)


def take_back(initiative: Initiative, *, reason: str, by: Any) -> None:
    """A step back by its author, until a council has it on its table or the result is recorded."""
    with acting_on(initiative) as i:
        refuse(why_not_take_back(i))
        move(i, MOVES, "take_back", by=by, reason=reason)


def why_not_withdraw(initiative: Initiative) -> str:
    return why_not_move(initiative, MOVES, "withdraw")


def withdraw(initiative: Initiative, *, by: Any) -> None:
    with acting_on(initiative) as i:
        move(i, MOVES, "withdraw", by=by)
