"""Who somebody is, read from postings on a date; only clerk (a group) and administrator (a flag) are given by hand."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.models import Department, Posting, StaffMember
from campaigns.models.people import in_span
from thidua import clock

CLERK_GROUP = "Thường trực Hội đồng"


def staff_of(user: Any) -> StaffMember | None:
    """The person behind an account; None for an account without one (the administrator's)."""
    return getattr(user, "staff_member", None) if user.is_authenticated else None


def is_clerk(user: Any) -> bool:
    """Member of the group “Thường trực Hội đồng”; asked of the database once per user object."""
    if not hasattr(user, "_is_clerk"):
        user._is_clerk = user.is_authenticated and user.groups.filter(name=CLERK_GROUP).exists()
    return user._is_clerk


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


def headed_departments(user: Any, on: date | None = None) -> QuerySet[Department]:
    """Units, and the root for the rector, that the user heads on that day."""
    staff_member = staff_of(user)
    if staff_member is None:
        return Department.objects.none()
    return Department.objects.filter(pk__in=head_postings(on).filter(staff_member=staff_member).values("department"))


def head_of(department: Department, on: date | None = None) -> StaffMember | None:
    posting = head_postings(on).filter(department=department).select_related("staff_member").first()
    return posting.staff_member if posting else None


def rector(on: date | None = None) -> StaffMember | None:
    """The head of the root, whom everything without another endorser goes to."""
    return StaffMember.objects.filter(
        pk__in=head_postings(on).filter(department__kind=Department.Kind.SCHOOL).values("staff_member")
    ).first()


def is_rector(user: Any, on: date | None = None) -> bool:
    return headed_departments(user, on).filter(kind=Department.Kind.SCHOOL).exists()


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
    headed = list(headed_departments(user, day))
    mine = Q(pk__in=[])
    if headed:
        mine |= Q(unit__in=headed, staff_member__isnull=False) & ~person_is_head & ~person_on_board
    if any(department.kind == Department.Kind.SCHOOL for department in headed):
        mine |= Q(staff_member__isnull=False) & (person_is_head | person_on_board | ~unit_has_head) & ~person_is_rector
        mine |= Q(department__isnull=False) & ~Q(department__kind=Department.Kind.SCHOOL)
    if is_clerk(user):
        mine |= (Q(staff_member__isnull=False) & person_is_rector) | Q(department__kind=Department.Kind.SCHOOL)
    staff_member = staff_of(user)
    if staff_member is not None:
        # Not `exclude`: a collective's row has no staff member, and NULL would drop it.
        mine &= Q(staff_member__isnull=True) | ~Q(staff_member=staff_member)
        mine &= Q(department__isnull=True) | ~Q(department__in=headed)
    return things.filter(mine)


def endorser_name(owner: StaffMember | Department, unit: Department, on: date | None = None) -> str:
    """Who endorses, in words for a sentence: “Trưởng khoa Nguyễn Văn Mẫu”, “Hiệu trưởng …”, “Thường trực Hội đồng”."""
    day = on or clock.today()
    head = rector(day)
    if owner == head or (isinstance(owner, Department) and owner.kind == Department.Kind.SCHOOL):
        return CLERK_GROUP
    if isinstance(owner, StaffMember):
        postings = Posting.objects.on(day).filter(staff_member=owner)
        above = postings.filter(Q(is_head=True) | Q(department__kind=Department.Kind.BOARD)).exists()
        posting = head_postings(day).filter(department=unit).select_related("staff_member").first()
        if posting and not above:
            return f"{posting.post} {posting.staff_member}"
    return f"Hiệu trưởng {head}" if head else "Hiệu trưởng"


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
