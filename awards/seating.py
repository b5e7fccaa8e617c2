"""Who sits in the council: set up by a decision, members replaced or leaving mid-term. Never during a session.

Locks: the institution's row while councils follow one another; the council, then its sessions, while seats change.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from awards import hearing_rules
from awards.models import Council, CouncilSession, Seat
from campaigns.models import StaffMember
from thidua import clock
from thidua.audit import audit
from thidua.models import Institution
from thidua.vietnamese import vdate
from thidua.workflow import acting_on, refuse

SMALLEST = 3
Status = CouncilSession.Status
ONE_DAY = timedelta(days=1)


# --- a council


def set_up(council: Council, *, seats: Sequence[tuple[StaffMember, str]], by: Any) -> Council:
    """Write a new council with its seats in their order; the one before it ends the day before."""
    with transaction.atomic():
        Institution.objects.select_for_update().get()
        refuse(why_not_set_up(council) or why_not_seat_together(seats))
        for before in _running(council):
            _end(before, council.starts_on - ONE_DAY, by=by)
        council.save(force_insert=True)
        for order, (person, role) in enumerate(seats, start=1):
            council.seats.create(staff_member=person, role=role, order=order, starts_on=council.starts_on)
        if council.kind == Council.Kind.INITIATIVES:
            hearing_rules.ensure(council)
        members = [f"{person}, {Seat.Role(role).label}" for person, role in seats]
        decision = f"{council.decision_number} ngày {vdate(council.decision_date)}"
        audit(council, "set_up", by=by, after={"decision": decision, "members": members})
    return council


def why_not_set_up(council: Council) -> str:
    same = Council.objects.filter(decision_number=council.decision_number, decision_date=council.decision_date)
    if same.exists():
        return "Hội đồng theo quyết định này đã được lập; mở trong danh sách Hội đồng để xem."
    for before in _running(council):
        if before.starts_on >= council.starts_on:
            return (
                f"Hội đồng theo Quyết định số {before.decision_number} có từ {vdate(before.starts_on)}; "
                "Hội đồng mới phải có từ ngày sau ngày đó."
            )
        if session := before.sessions.filter(status__in=CouncilSession.LIVE).order_by("planned_for").first():
            day = vdate(timezone.localdate(session.held_at))
            return f"Hội đồng hiện nay còn phiên họp ngày {day}; kết thúc hoặc hủy phiên họp đó trước."
        last = before.sessions.filter(convened_at__isnull=False).order_by("-convened_at").first()
        if last and timezone.localdate(last.convened_at) >= council.starts_on:
            day = vdate(timezone.localdate(last.convened_at))
            return f"Hội đồng hiện nay đã họp ngày {day}; Hội đồng mới phải có từ ngày sau ngày đó."
    return ""


def why_not_seat_together(seats: Sequence[tuple[StaffMember, str]]) -> str:
    """One chair, at least three members, nobody twice."""
    people = [person.pk for person, _ in seats]
    roles = [role for _, role in seats]
    if len(seats) < SMALLEST:
        return f"Hội đồng phải có ít nhất {SMALLEST} thành viên; nhập đủ theo quyết định thành lập."
    if twice := next((person for person, _ in seats if people.count(person.pk) > 1), None):
        return f"{twice} có ở hai dòng; mỗi người một vai trò."
    if roles.count(Seat.Role.CHAIR) != 1:
        return "Hội đồng phải có đúng một Chủ tịch; chọn vai trò Chủ tịch cho một người."
    return ""


def advice_on(members: int) -> str:
    """ "" or why an odd number is better: a rule of another sector (TT 28/2020/TT-BGDĐT), so advice and no refusal."""
    if members % 2:
        return ""
    return (
        f"Hội đồng có {members} thành viên, là số chẵn; nên có số lẻ để biểu quyết theo đa số. Cần thẩm tra: "
        "TT 28/2020/TT-BGDĐT quy định cho trường tiểu học, áp dụng ở đây là vận dụng."
    )


def _running(council: Council) -> QuerySet[Council]:
    """Councils of the same kind whose term reaches into that of the new one."""
    open_end = Q(ends_on__isnull=True) | Q(ends_on__gte=council.starts_on)
    return Council.objects.filter(open_end, kind=council.kind).exclude(pk=council.pk).order_by("starts_on")


def _end(council: Council, day: date, *, by: Any) -> None:
    before, council.ends_on = council.ends_on, day
    council.save(update_fields=["ends_on"])
    audit(council, "end_term", by=by, before={"ends_on": before}, after={"ends_on": day})


# --- its seats


def why_not_change_seats(council: Council) -> str:
    if council.ends_on and council.ends_on < clock.today():
        return f"Hội đồng này đã hết nhiệm kỳ ngày {vdate(council.ends_on)} nên thành viên không đổi được nữa."
    if council.sessions.filter(status=Status.CONVENED).exists():
        return "Hội đồng đang họp nên chưa đổi thành viên được; kết thúc hoặc hoãn phiên họp trước."
    return ""


def add(council: Council, *, person: StaffMember, role: str, starts_on: date, by: Any) -> Seat:
    """One more member from a day on."""
    with acting_on(council):
        _lock_sessions(council)
        refuse(why_not_change_seats(council) or why_not_add(council, person, role, starts_on))
        last = council.seats.order_by("-order").values_list("order", flat=True).first()
        return _seat(council, person, role, (last or 0) + 1, starts_on, by)


def why_not_add(council: Council, person: StaffMember, role: str, starts_on: date) -> str:
    if seat := council.seats.filter(staff_member=person).first():
        back = "mở dòng của người đó, bỏ ngày thôi nếu trở lại" if seat.ends_on else "sửa vai trò ở dòng của người đó"
        return f"{person} đã có trong Hội đồng; {back}."
    return _why_not_from(council, starts_on) or _why_not_chair(council, role, starts_on)


def change(seat: Seat, *, role: str, order: int, ends_on: date | None, by: Any) -> None:
    """Another role, another place in the list, the last day; what was attended stays within the span."""
    with acting_on(seat.council):
        _lock_sessions(seat.council)
        seat.refresh_from_db()
        refuse(why_not_change_seats(seat.council) or _why_not_change(seat, role, ends_on))
        before = {"role": seat.get_role_display(), "order": seat.order, "ends_on": seat.ends_on}
        seat.role, seat.order, seat.ends_on = role, order, ends_on
        seat.save(update_fields=["role", "order", "ends_on"])
        after = {"role": seat.get_role_display(), "order": seat.order, "ends_on": seat.ends_on}
        audit(seat.council, "change_seat", by=by, before={"member": str(seat.staff_member)} | before, after=after)


def _why_not_change(seat: Seat, role: str, ends_on: date | None) -> str:
    if ends_on and (refused := why_not_leave(seat, ends_on)):
        return refused
    return "" if ends_on and ends_on < clock.today() else _why_not_chair(seat.council, role, clock.today(), seat)


def replace(seat: Seat, *, person: StaffMember, starts_on: date, by: Any) -> Seat:
    """Somebody else in the same role and place from a day on; the member before leaves the day before."""
    with acting_on(seat.council):
        council = seat.council
        _lock_sessions(council)
        seat.refresh_from_db()
        leaves_on = starts_on - ONE_DAY
        refuse(why_not_change_seats(council) or _why_not_from(council, starts_on) or why_not_leave(seat, leaves_on))
        before, seat.ends_on = seat.ends_on, leaves_on
        refuse("" if before is None else f"{seat.staff_member} đã thôi từ {vdate(before)}; thêm thành viên mới.")
        seat.save(update_fields=["ends_on"])
        refuse(why_not_add(council, person, seat.role, starts_on))
        audit(council, "end_seat", by=by, after={"member": str(seat.staff_member), "ends_on": leaves_on})
        return _seat(council, person, seat.role, seat.order, starts_on, by)


def why_not_leave(seat: Seat, day: date) -> str:
    """The last day may not be before the first, nor before a session the member was called in."""
    who = seat.staff_member
    if day < seat.starts_on:
        return f"{who} là thành viên từ {vdate(seat.starts_on)}; ngày thôi phải từ ngày đó trở đi."
    called = CouncilSession.objects.filter(attendances__seat=seat, convened_at__isnull=False).order_by("-convened_at")
    if (last := called.first()) and timezone.localdate(last.convened_at) > day:
        day_of = vdate(timezone.localdate(last.convened_at))
        return f"{who} có trong điểm danh phiên họp ngày {day_of}; ngày thôi phải từ ngày đó trở đi."
    if secretary := CouncilSession.objects.filter(secretary=seat, status=Status.PLANNED).first():
        day_of = vdate(timezone.localdate(secretary.planned_for))
        return f"{who} là thư ký phiên họp dự kiến ngày {day_of}; chọn thư ký khác ở phiên họp đó trước."
    if presided := CouncilSession.objects.filter(presiding=seat, status__in=CouncilSession.LIVE).first():
        day_of = vdate(timezone.localdate(presided.held_at))
        return f"{who} là người chủ trì phiên họp ngày {day_of}; ghi người chủ trì khác ở phiên họp đó trước."
    return ""


def _why_not_from(council: Council, starts_on: date) -> str:
    if starts_on < council.starts_on or (council.ends_on and starts_on > council.ends_on):
        end = f" đến {vdate(council.ends_on)}" if council.ends_on else ""
        return f"Nhiệm kỳ của Hội đồng từ {vdate(council.starts_on)}{end}; chọn ngày trong nhiệm kỳ."
    return ""


def _why_not_chair(council: Council, role: str, starts_on: date, seat: Seat | None = None) -> str:
    if role != Seat.Role.CHAIR:
        return ""
    others = council.seats.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on), role=Seat.Role.CHAIR)
    other = others.exclude(pk=seat.pk if seat else None).select_related("staff_member").first()
    return f"Hội đồng đã có Chủ tịch là {other.staff_member}; ghi ngày thôi của người đó trước." if other else ""


def _lock_sessions(council: Council) -> None:
    """A session that is being convened counts its seats: it waits, or we see that it sits."""
    list(council.sessions.select_for_update().filter(status__in=CouncilSession.LIVE))


def _seat(council: Council, person: StaffMember, role: str, order: int, starts_on: date, by: Any) -> Seat:
    seat = council.seats.create(staff_member=person, role=role, order=order, starts_on=starts_on)
    after = {"member": str(person), "role": seat.get_role_display(), "starts_on": starts_on}
    audit(council, "add_seat", by=by, after=after)
    return seat
