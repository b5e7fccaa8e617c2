"""Who somebody is, read from postings on a date; only clerk (a group) and administrator (a flag) are given by hand."""

from datetime import date
from functools import lru_cache
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
    """Who holds the post of head that day, present or away."""
    return Posting.objects.held(on or clock.today()).filter(is_head=True)


def leading_postings(on: date | None = None) -> QuerySet[Posting]:
    """Who acts as head that day: the head, and whoever stands in for the head (campaigns/acting.py)."""
    return Posting.objects.held(on or clock.today()).filter(Q(is_head=True) | Q(is_acting_head=True))


def union_postings(on: date | None = None) -> QuerySet[Posting]:
    """Who leads the union of a unit that day."""
    return Posting.objects.held(on or clock.today()).filter(is_union_lead=True).order_by("pk")


def union_signer(department: Department, on: date | None = None) -> StaffMember | None:
    """Who puts the second signature under the collective's pledge; nobody who leads the unit signs a second time."""
    leaders = leading_postings(on).filter(department=department).values("staff_member")
    postings = union_postings(on).filter(department=department, staff_member__user__isnull=False)
    posting = postings.exclude(staff_member__in=leaders).select_related("staff_member").first()
    return posting.staff_member if posting else None


def headed(user: Any, on: date | None = None) -> list[Department]:
    """Units, and the root for the rector, that the user leads on that day; asked once per user object.

    Each with `is_headed`: False where the user only stands in for the head.
    """
    staff_member = staff_of(user)
    if staff_member is None:
        return []
    day = on or clock.today()
    return once(user, ("headed", day), lambda: _led_by(staff_member, day))


def _led_by(staff_member: StaffMember, day: date) -> list[Department]:
    units: dict[int, Department] = {}
    for posting in _leading_with_units(day).filter(staff_member=staff_member):
        unit = units.setdefault(posting.department_id, posting.department)
        unit.is_headed = posting.is_head or getattr(unit, "is_headed", False)
    return list(units.values())


@lru_cache(maxsize=8)
def _leading_with_units(day: date) -> QuerySet[Posting]:
    """Only to be filtered: every page asks this of somebody, and putting it together takes longer than the answer."""
    return leading_postings(day).select_related("department").order_by("department")


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
    Whoever stands in for a head endorses what the head does, and their own case goes where the head's goes.
    """
    day = on or clock.today()
    leading = leading_postings(day)
    person_is_head = Exists(leading.filter(staff_member=OuterRef("staff_member")))
    person_on_board = Exists(
        Posting.objects.on(day).filter(staff_member=OuterRef("staff_member"), department__kind=Department.Kind.BOARD)
    )
    person_is_rector = Exists(
        leading.filter(staff_member=OuterRef("staff_member"), department__kind=Department.Kind.SCHOOL)
    )
    unit_has_head = Exists(leading.filter(department=OuterRef("unit")))
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
    """Who endorses, in words for a sentence: “Trưởng khoa Nguyễn Văn Mẫu”, “Hiệu trưởng …”, “Thường trực Hội đồng”.

    While somebody stands in for the head it is they who are named.
    """
    return endorser_names([owner], unit, on)[0]


def endorser_names(owners: list[StaffMember | Department], unit: Department, on: date | None = None) -> list[str]:
    """The same for several of one unit, in one query."""
    people = [owner.pk for owner in owners if isinstance(owner, StaffMember)]
    leads = Q(is_head=True) | Q(is_acting_head=True)
    asked = leads & (Q(department=unit) | Q(department__kind=Department.Kind.SCHOOL)) | Q(staff_member__in=people)
    found = Posting.objects.held(on or clock.today()).filter(asked).select_related("staff_member", "department")
    # Stand-ins first.
    postings = sorted(found, key=lambda p: (not p.is_acting_head, p.pk))
    return [_endorser_name(owner, unit, postings) for owner in owners]


def _endorser_name(owner: StaffMember | Department, unit: Department, postings: list[Posting]) -> str:
    of_school = [p for p in postings if p.leads and p.department.kind == Department.Kind.SCHOOL]
    of_unit = [p for p in postings if p.leads and p.department_id == unit.pk]
    if isinstance(owner, StaffMember):
        if owner in [p.staff_member for p in of_school]:
            return CLERK_GROUP
        own = [p for p in postings if p.staff_member_id == owner.pk]
        above = any(p.leads or p.department.kind == Department.Kind.BOARD for p in own)
        if of_unit and not above:
            return _named(of_unit[0])
    elif owner.kind == Department.Kind.SCHOOL:
        return CLERK_GROUP
    else:  # nobody endorses the collective they lead
        leaders = [p.staff_member_id for p in of_unit]
        of_school = [p for p in of_school if p.is_head or p.staff_member_id not in leaders]
    return _named(of_school[0]) if of_school else "người đứng đầu Trường"


def _named(posting: Posting) -> str:
    return f"{posting.post} {posting.staff_member}" + (" (phụ trách thay)" if posting.is_acting_head else "")


# What a head does, by model; the clerk's acts on the same things are not among them.
_ACTS_OF_A_CLERK = {
    "pledge": {"register", "reopen"},
    "unitregistration": {"accept", "send_back", "reopen", "open_late"},
    "nomination": {"verify", "send_back", "table", "untable", "recommend", "not_recommend", "award"},
    "evaluation": set(),
    "scoresheet": set(),
    "unitreview": {"reopen"},
    "formerunitopinion": set(),
    "unitplan": {"reopen"},
}


def capacity_of(thing: Any, verb: str, by: Any) -> str:
    """For the audit trail: “phụ trách thay …” when `by` acts on another's thing only as a stand-in; else ""."""
    kind = thing._meta.model_name
    person = staff_of(by)
    if person is None or kind not in _ACTS_OF_A_CLERK or verb in _ACTS_OF_A_CLERK[kind]:
        return ""
    units = headed(by)
    if all(unit.is_headed for unit in units) or getattr(thing, "staff_member_id", None) == person.pk:
        return ""
    theirs = {getattr(thing, "unit_id", None), thing.department_id}
    concerned = [unit for unit in units if unit.pk in theirs]
    if not concerned:
        concerned = [unit for unit in units if unit.kind == Department.Kind.SCHOOL]
    if any(unit.is_headed for unit in concerned) or not concerned:
        return ""
    unit = concerned[0]
    return (
        "phụ trách thay người đứng đầu Trường"
        if unit.kind == Department.Kind.SCHOOL
        else f"phụ trách thay, {unit.short_name}"
    )


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
