"""Who somebody is, read from postings on a date; only clerk (a group) and administrator (a flag) are given by hand."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.models import Department, Posting, StaffMember
from campaigns.models.people import in_span
from thidua import clock
from thidua.once import once

CLERK_GROUP = "Thường trực Hội đồng"


def staff_of(user: Any) -> StaffMember | None:
    """The person behind an account; None for an account without one (the administrator's)."""
    return getattr(user, "staff_member", None) if user.is_authenticated else None


def is_clerk(user: Any) -> bool:
    """Member of the group “Thường trực Hội đồng” (the session's user carries the answer, see signing_in.py)."""
    if hasattr(user, "in_clerks_group"):
        return user.in_clerks_group
    return user.is_authenticated and once(user, "clerk", lambda: user.groups.filter(name=CLERK_GROUP).exists())


def is_administrator(user: Any) -> bool:
    return bool(user.is_authenticated and (user.is_superuser or user.is_staff))


def main_posting(staff_member: StaffMember, on: date | None = None) -> Posting | None:
    """Where somebody works on that day (default: today)."""
    day = on or clock.today()
    return (
        Posting.objects.on(day)
        .filter(staff_member=staff_member)
        .select_related("department")
        .order_by("-is_main")
        .first()
    )


def unit_of(staff_member: StaffMember, on: date | None = None) -> Department | None:
    posting = main_posting(staff_member, on)
    return posting.department if posting else None


def head_postings(on: date | None = None) -> QuerySet[Posting]:
    return Posting.objects.on(on or clock.today()).filter(is_head=True)


def headed(user: Any, on: date | None = None) -> list[Department]:
    """Units, and the root for the rector, that the user heads on that day; asked once per user object."""
    staff_member = staff_of(user)
    if staff_member is None:
        return []
    day = on or clock.today()
    postings = head_postings(day).filter(staff_member=staff_member)
    units = Department.objects.filter(pk__in=postings.values("department"))
    return once(user, ("headed", day), lambda: list(units))


def headed_departments(user: Any, on: date | None = None) -> QuerySet[Department]:
    """The same as rows to filter by."""
    return Department.objects.filter(pk__in=[department.pk for department in headed(user, on)])


def head_of(department: Department, on: date | None = None) -> StaffMember | None:
    posting = head_postings(on).filter(department=department).select_related("staff_member").first()
    return posting.staff_member if posting else None


def rector(on: date | None = None) -> StaffMember | None:
    """The head of the root, whom everything without another endorser goes to."""
    return StaffMember.objects.filter(
        pk__in=head_postings(on).filter(department__kind=Department.Kind.SCHOOL).values("staff_member")
    ).first()


def is_rector(user: Any, on: date | None = None) -> bool:
    return any(department.kind == Department.Kind.SCHOOL for department in headed(user, on))


def endorsed_by(user: Any, things: QuerySet, on: date | None = None) -> QuerySet:
    """Those of `things` (rows with staff_member, department, unit) whose endorser the user is on that day.

    The unit's head endorses its people; the rector endorses heads, members of the board, people of a unit
    without a head, and collectives; the clerk endorses the rector and the school itself. Nobody their own.
    """
    day = on or clock.today()
    person_is_head = Exists(head_postings(day).filter(staff_member=OuterRef("staff_member")))
    person_on_board = Exists(
        Posting.objects.on(day).filter(staff_member=OuterRef("staff_member"), department__kind=Department.Kind.BOARD)
    )
    person_is_rector = Exists(
        head_postings(day).filter(staff_member=OuterRef("staff_member"), department__kind=Department.Kind.SCHOOL)
    )
    unit_has_head = Exists(head_postings(day).filter(department=OuterRef("unit")))
    units = headed(user, day)
    mine = Q(pk__in=[])
    if units:
        mine |= Q(unit__in=units, staff_member__isnull=False) & ~person_is_head & ~person_on_board
    if any(department.kind == Department.Kind.SCHOOL for department in units):
        mine |= Q(staff_member__isnull=False) & (person_is_head | person_on_board | ~unit_has_head) & ~person_is_rector
        mine |= Q(department__isnull=False) & ~Q(department__kind=Department.Kind.SCHOOL)
    if is_clerk(user):
        mine |= (Q(staff_member__isnull=False) & person_is_rector) | Q(department__kind=Department.Kind.SCHOOL)
    staff_member = staff_of(user)
    if staff_member is not None:
        # Not `exclude`: a collective's row has no staff member, and NULL would drop it.
        mine &= Q(staff_member__isnull=True) | ~Q(staff_member=staff_member)
        mine &= Q(department__isnull=True) | ~Q(department__in=units)
    return things.filter(mine)


def endorser_name(owner: StaffMember | Department, unit: Department, on: date | None = None) -> str:
    """Who endorses, in words for a sentence: “Trưởng khoa Nguyễn Văn Mẫu”, “Hiệu trưởng …”, “Thường trực Hội đồng”."""
    return endorser_names([owner], unit, on)[0]


def endorser_names(owners: list[StaffMember | Department], unit: Department, on: date | None = None) -> list[str]:
    """The same for several of one unit, in one query."""
    day = on or clock.today()
    people = [owner.pk for owner in owners if isinstance(owner, StaffMember)]
    asked = Q(is_head=True) & (Q(department=unit) | Q(department__kind=Department.Kind.SCHOOL))
    asked |= Q(staff_member__in=people)
    postings = list(Posting.objects.on(day).filter(asked).select_related("staff_member", "department"))
    return [_endorser_name(owner, unit, postings) for owner in owners]


def _endorser_name(owner: StaffMember | Department, unit: Department, postings: list[Posting]) -> str:
    top = next((p.staff_member for p in postings if p.is_head and p.department.kind == Department.Kind.SCHOOL), None)
    if owner == top or (isinstance(owner, Department) and owner.kind == Department.Kind.SCHOOL):
        return CLERK_GROUP
    if isinstance(owner, StaffMember):
        own = [p for p in postings if p.staff_member_id == owner.pk]
        above = any(p.is_head or p.department.kind == Department.Kind.BOARD for p in own)
        head = next((p for p in postings if p.is_head and p.department_id == unit.pk), None)
        if head and not above:
            return f"{head.post} {head.staff_member}"
    return f"Hiệu trưởng {top}" if top else "Hiệu trưởng"


def active_people(department: Department, on: date | None = None) -> QuerySet[StaffMember]:
    """People whose main posting on that day is in the unit."""
    day = on or clock.today()
    return (
        StaffMember.objects.employed(day)
        .filter(
            Exists(
                Posting.objects.filter(in_span(day), staff_member=OuterRef("pk"), department=department, is_main=True)
            )
        )
        .order_by("sort_key", "code")
    )
