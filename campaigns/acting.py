"""Somebody stands in for the head of a unit, from a day to a day; the head stays head, and both may act.

Locks: the unit, so that two stand-ins are never given at once.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from campaigns.models import Department, Posting, StaffMember
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import clean_line, vdate
from thidua.workflow import acting_on, refuse

LONGEST = timedelta(days=366)
# A paper may be entered late, not last year's.
ENTERED_LATE = timedelta(days=31)
ONE_DAY = timedelta(days=1)


def stand_ins(unit: Department) -> QuerySet[Posting]:
    """Of this unit, the newest first."""
    return unit.postings.filter(is_acting_head=True).select_related("staff_member").order_by("-starts_on")


def why_not_appoint(unit: Department, person: StaffMember, starts_on: date, ends_on: date) -> str:
    return (
        _why_not_span(unit, starts_on, ends_on)
        or _why_not_person(unit, person, starts_on, ends_on)
        or _why_not_twice(unit, starts_on, ends_on)
    )


def _why_not_span(unit: Department, starts_on: date, ends_on: date) -> str:
    today = clock.today()
    if ends_on < starts_on:
        return f"Ngày kết thúc phải từ {vdate(starts_on)} (ngày bắt đầu) trở đi."
    if ends_on < today:
        return f"Ngày {vdate(ends_on)} đã qua; phụ trách thay phải còn ít nhất đến hôm nay."
    if starts_on < today - ENTERED_LATE:
        return f"Ngày bắt đầu sớm nhất ghi được là {vdate(today - ENTERED_LATE)}; nhập ngày từ đó trở đi."
    if starts_on > today + LONGEST:
        return f"Ngày bắt đầu muộn nhất ghi được là {vdate(today + LONGEST)}; nhập ngày sớm hơn."
    if ends_on > starts_on + LONGEST:
        return "Phụ trách thay nhiều nhất một năm; dài hơn thì giao tiếp hoặc bổ nhiệm người đứng đầu."
    if starts_on < unit.valid_from or (unit.valid_to and ends_on > unit.valid_to):
        until = f" đến {vdate(unit.valid_to)}" if unit.valid_to else ""
        return f"{unit} có từ {vdate(unit.valid_from)}{until}; chọn ngày trong khoảng đó."
    return ""


def _why_not_person(unit: Department, person: StaffMember, starts_on: date, ends_on: date) -> str:
    if starts_on < person.joined_on or (person.left_on and person.left_on < ends_on):
        return f"Đồng chí {person} không làm việc suốt từ {vdate(starts_on)} đến {vdate(ends_on)}; chọn người khác."
    heads = unit.postings.filter(meeting(starts_on, ends_on), is_head=True, staff_member=person)
    if heads.exists():
        return f"Đồng chí {person} đang đứng đầu {unit}; chọn người khác phụ trách thay."
    return ""


def _why_not_twice(unit: Department, starts_on: date, ends_on: date) -> str:
    other = stand_ins(unit).filter(meeting(starts_on, ends_on)).first()
    if other is None:
        return ""
    return (
        f"Đơn vị đã có đồng chí {other.staff_member} phụ trách thay từ {vdate(other.starts_on)} "
        f"đến {vdate(other.ends_on)}; kết thúc trước hoặc chọn ngày khác."
    )


def meeting(starts_on: date, ends_on: date) -> Q:
    """Postings that share a day with that span."""
    return Q(starts_on__lte=ends_on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))


def appoint(
    unit: Department, *, person: StaffMember, post: str, starts_on: date, ends_on: date, basis: str, by: Any
) -> Posting:
    """`post`: the title under which they sign; `basis`: why, and number and date of the paper that says so."""
    with acting_on(unit):
        refuse(why_not_appoint(unit, person, starts_on, ends_on))
        posting = Posting.objects.create(
            staff_member=person,
            department=unit,
            post=clean_line(post),
            is_main=False,
            is_acting_head=True,
            basis=clean_line(basis),
            starts_on=starts_on,
            ends_on=ends_on,
        )
        given = {"department": str(unit), "post": posting.post, "starts_on": starts_on, "ends_on": ends_on}
        audit(posting, "stand_in", by=by, after=given, reason=posting.basis)
    return posting


def earliest_end(posting: Posting) -> date:
    """What was done yesterday or before was done rightly: the end is not put back beyond that."""
    return max(posting.starts_on, clock.today() - ONE_DAY)


def why_not_end(posting: Posting) -> str:
    if posting.ends_on < clock.today():
        return f"Phụ trách thay đã hết từ sau ngày {vdate(posting.ends_on)}."
    return ""


def end(posting: Posting, *, last_day: date, reason: str, by: Any) -> None:
    """Earlier than was said; one that has not begun yet is taken back, with its line in the trail."""
    with acting_on(posting.department), acting_on(posting):
        refuse(why_not_end(posting))
        if not reason.strip():
            refuse("Ghi lý do kết thúc phụ trách thay.")
        before = {"ends_on": posting.ends_on}
        if posting.starts_on > clock.today():
            audit(posting, "take_back", by=by, before=before, reason=reason.strip())
            posting.delete()
            return
        if not earliest_end(posting) <= last_day < posting.ends_on:
            first, end_was = vdate(earliest_end(posting)), vdate(posting.ends_on)
            refuse(f"Ngày phụ trách cuối cùng phải từ {first} và trước {end_was}, ngày kết thúc đã ghi.")
        posting.ends_on = last_day
        posting.save(update_fields=["ends_on"])
        audit(posting, "end_early", by=by, before=before, after={"ends_on": last_day}, reason=reason.strip())


def still_standing_in(person: StaffMember, after: date) -> Posting | None:
    """A stand-in's task that reaches beyond that day: who leaves must hand it back first."""
    return person.postings.filter(is_acting_head=True, ends_on__gt=after).select_related("department").first()
