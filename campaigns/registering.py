"""The unit's registration: its head sends the list of pledges, the clerk accepts it, returns it or opens it again.

Locks: first the registration, then its pledges (pledging.py says why).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from campaigns import pledging
from campaigns.models import Campaign, Department, Pledge, PledgeVersion, Posting, StaffMember, UnitRegistration
from campaigns.phase_reviews import why_over
from campaigns.pledging import registration_of as registration_of
from campaigns.roles import active_people, endorser_names
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import vdate
from thidua.workflow import Move, acting_on, move, refuse, why_not_move

NOT_SENT, SENT, RETURNED, ACCEPTED = UnitRegistration.Status

# So many pledges that still wait are named, with their endorsers.
MOST_NAMED = 3

MOVES = {
    "send": Move(frozenset({NOT_SENT, RETURNED}), SENT, "gửi"),
    "accept": Move(frozenset({SENT}), ACCEPTED, "duyệt"),
    "take_back": Move(frozenset({SENT}), NOT_SENT, "rút lại"),
    "send_back": Move(frozenset({SENT}), RETURNED, "trả lại"),
    "reopen": Move(frozenset({ACCEPTED}), RETURNED, "mở lại"),
}


def pledges_of(registration: UnitRegistration) -> QuerySet[Pledge]:
    """The live pledges of the unit's people and of the collective itself."""
    return Pledge.objects.live().filter(campaign=registration.campaign_id, unit=registration.department_id)


def waiting_of(registration: UnitRegistration) -> QuerySet[Pledge]:
    """Those sent by their owners and not yet endorsed; the unit's list waits for them."""
    return pledges_of(registration).filter(status=Pledge.Status.SUBMITTED)


@dataclass(frozen=True)
class Steps:
    """How many live pledges of a unit stand at which step."""

    waiting: int
    returned: int
    endorsed: int


def steps_of(registration: UnitRegistration) -> Steps:
    at = Pledge.Status
    numbers = {"waiting": at.SUBMITTED, "returned": at.RETURNED, "endorsed": at.ENDORSED}
    counted = {name: Count("pk", filter=Q(status=status)) for name, status in numbers.items()}
    return Steps(**pledges_of(registration).aggregate(**counted))


# --- who has and who has not

# Sent by the owner and not returned: what counts as “đã đăng ký”.
HANDED_IN = (Pledge.Status.SUBMITTED, Pledge.Status.ENDORSED, Pledge.Status.REGISTERED)


def people_of(campaign: Campaign, department: Department) -> QuerySet[StaffMember]:
    """People of the unit today, and who pledged there; with `found`, the live pledge in a list, and `has_pledged`."""
    pledges = Pledge.objects.live().filter(campaign=campaign).select_related("unit")
    found = pledges.prefetch_related("awards").annotate(
        target_count=Count("targets"), amendments=_number(_amendments(), "pledge")
    )
    here = Q(pk__in=active_people(department).values("pk")) | Q(
        pk__in=pledges.filter(unit=department).values("staff_member")
    )
    return (
        StaffMember.objects.filter(here)
        .annotate(has_pledged=Exists(pledges.filter(staff_member=OuterRef("pk"), status__in=HANDED_IN)))
        .prefetch_related(Prefetch("pledges", found, to_attr="found"))
        .order_by("sort_key", "code")
    )


def people_and_missing(campaign: Campaign, departments: QuerySet[Department]) -> tuple[int, int]:
    """How many people work in these units today, and how many of them have not pledged."""
    rows = (_at_work().filter(department__in=departments), missing_of(campaign, departments))
    return tuple(found.order_by().values("staff_member").distinct().count() for found in rows)


def missing_of(campaign: Campaign, departments: QuerySet[Department]) -> QuerySet[Posting]:
    """Where those of these units work who have not pledged."""
    handed_in = _handed_in(campaign).filter(staff_member=OuterRef("staff_member"))
    return _at_work().filter(department__in=departments).exclude(Exists(handed_in))


def left_out(registration: UnitRegistration, steps: Steps | None = None) -> str:
    """Who will not be on the list, in words; "" when everybody of the unit is."""
    written = Pledge.objects.filter(
        campaign=registration.campaign_id,
        staff_member=OuterRef("staff_member"),
        status__in=[*HANDED_IN, Pledge.Status.RETURNED],
    )
    people = _at_work().filter(~Exists(written), department=registration.department_id)
    missing = people.order_by().values("staff_member").distinct().count()
    returned = (steps or steps_of(registration)).returned
    said = [f"{missing} người chưa đăng ký"] if missing else []
    said += [f"{returned} bản bị trả lại"] if returned else []
    return f"{' và '.join(said)} sẽ không có trong danh sách này." if said else ""


def units_of(campaign: Campaign) -> QuerySet[Department]:
    """Units in the school's order with numbers of people, pledges by step, and `found`, the registration in a list."""
    pledges = Pledge.objects.live().filter(campaign=campaign)
    handed_in = _handed_in(campaign)
    missing = _at_work().exclude(Exists(handed_in.filter(staff_member=OuterRef("staff_member"))))
    registrations = UnitRegistration.objects.filter(campaign=campaign)
    return (
        Department.objects.active(clock.today())
        .annotate(
            people=_number(_at_work(), "department", "staff_member"),
            missing=_number(missing, "department", "staff_member"),
            pledged=_number(handed_in, "unit"),
            waiting=_number(pledges.filter(status=Pledge.Status.SUBMITTED), "unit"),
            has_collective=Exists(pledges.filter(department=OuterRef("pk"), status__in=HANDED_IN)),
        )
        .prefetch_related(Prefetch("registrations", registrations, to_attr="found"))
        .order_by("order", "code")
    )


def collective_of(campaign: Campaign, department: Department) -> Pledge | None:
    """The live pledge of the collective itself, with the number of its accepted amendments."""
    found = campaign.pledges.live().filter(department=department).select_related("department", "unit")
    return found.annotate(amendments=_number(_amendments(), "pledge")).first()


def _amendments() -> QuerySet[PledgeVersion]:
    """Accepted ones; version 1 is the pledge as first confirmed."""
    return PledgeVersion.objects.filter(status=PledgeVersion.Status.ACCEPTED, number__gt=1)


def _at_work() -> QuerySet[Posting]:
    today = clock.today()
    return Posting.objects.on(today).filter(
        is_main=True, staff_member__in=StaffMember.objects.employed(today).order_by().values("pk")
    )


def _handed_in(campaign: Campaign) -> QuerySet[Pledge]:
    return Pledge.objects.filter(campaign=campaign, staff_member__isnull=False, status__in=HANDED_IN)


def _number(rows: QuerySet, by: str, what: str = "pk") -> Coalesce:
    counted = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(number=Count(what, distinct=True))
    return Coalesce(Subquery(counted.values("number")), 0)


# --- the head


def why_not_send(registration: UnitRegistration, steps: Steps | None = None) -> str:
    """`steps`, where the caller has counted already."""
    refused = why_not_move(registration, MOVES, "send")
    if refused:
        return refused
    if registration.campaign.status != Campaign.Status.LAUNCHED:
        return f"Chưa gửi danh sách được vì {registration.campaign} không ở bước “Đã phát động”; chờ phát động."
    steps = steps or steps_of(registration)
    if steps.waiting:
        return f"Chưa gửi được vì còn {steps.waiting} bản chưa xác nhận{_named(registration)}."
    if not steps.endorsed:
        return "Chưa gửi được vì chưa có bản đăng ký nào được xác nhận; nhắc mọi người trong đơn vị đăng ký."
    return ""


def send(registration: UnitRegistration, *, by: Any) -> None:
    with acting_on(registration, "campaign", "department"):
        refuse(why_not_send(registration))
        move(registration, MOVES, "send", by=by, sent_at=clock.now(), sent_by=by)


def why_not_take_back(registration: UnitRegistration) -> str:
    return why_over(registration.campaign) or why_not_move(registration, MOVES, "take_back")


def take_back(registration: UnitRegistration, *, by: Any) -> None:
    """Sent too early: until the clerk accepts it, the unit's head has it again and sends it anew."""
    with acting_on(registration, "campaign", "department"):
        refuse(why_not_take_back(registration))
        move(registration, MOVES, "take_back", by=by, sent_at=None, sent_by=None)


# --- the clerk


def why_not_accept(registration: UnitRegistration, steps: Steps | None = None) -> str:
    refused = why_over(registration.campaign) or why_not_move(registration, MOVES, "accept")
    if refused:
        return refused
    steps = steps or steps_of(registration)
    if steps.waiting:
        return (
            f"Chưa duyệt được vì đơn vị còn {steps.waiting} bản chưa xác nhận; trả lại để đơn vị xác nhận rồi gửi lại."
        )
    return ""


def accept(registration: UnitRegistration, *, by: Any) -> None:
    """The unit's endorsed pledges become registered with it."""
    with acting_on(registration, "campaign", "department"):
        refuse(why_not_accept(registration))
        _move_pledges(registration, Pledge.Status.ENDORSED, "register", by=by)
        move(registration, MOVES, "accept", by=by, accepted_at=clock.now())


def why_not_send_back(registration: UnitRegistration) -> str:
    return why_over(registration.campaign) or why_not_move(registration, MOVES, "send_back")


def send_back(registration: UnitRegistration, *, reason: str, by: Any) -> None:
    if not reason.strip():
        refuse("Ghi lý do trả lại để đơn vị biết chỗ cần sửa.")
    with acting_on(registration, "campaign", "department"):
        refuse(why_not_send_back(registration))
        move(registration, MOVES, "send_back", by=by, reason=reason, return_reason=reason)


def why_not_reopen(registration: UnitRegistration) -> str:
    return why_over(registration.campaign) or why_not_move(registration, MOVES, "reopen")


def reopen(registration: UnitRegistration, *, reason: str, by: Any) -> None:
    """Back to the unit; its registered pledges are only endorsed again."""
    if not reason.strip():
        refuse("Ghi lý do mở lại đăng ký của đơn vị.")
    with acting_on(registration, "campaign", "department"):
        refuse(why_not_reopen(registration))
        _move_pledges(registration, Pledge.Status.REGISTERED, "reopen", by=by, reason=reason)
        move(registration, MOVES, "reopen", by=by, reason=reason, return_reason=reason, accepted_at=None)


def why_not_open_late(registration: UnitRegistration) -> str:
    if registration.campaign.status != Campaign.Status.LAUNCHED:
        return f"Chưa cho đăng ký muộn được vì {registration.campaign} không ở bước “Đã phát động”; chờ phát động."
    if registration.status == ACCEPTED:
        return "Chưa cho đăng ký muộn được vì đăng ký của đơn vị đã duyệt; mở lại đăng ký của đơn vị trước."
    return ""


def open_late(registration: UnitRegistration, *, until: date, reason: str, by: Any) -> None:
    """People of the unit may submit until that day, deadline or not."""
    if not reason.strip():
        refuse("Ghi lý do cho đăng ký muộn.")
    with acting_on(registration, "campaign", "department"):
        refuse(why_not_open_late(registration))
        if until < clock.today():
            refuse(f"Ngày {vdate(until)} đã qua; chọn ngày từ {vdate(clock.today())} trở đi để cho đăng ký muộn.")
        before = {"late_until": registration.late_until}
        registration.late_until, registration.late_reason = until, reason
        registration.save(update_fields=["late_until", "late_reason"])
        audit(registration, "open_late", by=by, before=before, after={"late_until": until}, reason=reason)


def _named(registration: UnitRegistration) -> str:
    """ ": Nguyễn Thị Dụ (chờ Hiệu trưởng …)" while they are few."""
    waiting = waiting_of(registration).select_related("staff_member", "department", "unit").order_by("pk")
    few = list(waiting[: MOST_NAMED + 1])
    if len(few) > MOST_NAMED:
        return ""
    names = endorser_names([pledge.owner for pledge in few], registration.department)
    return ": " + "; ".join(f"{pledge.owner} (chờ {name})" for pledge, name in zip(few, names, strict=True))


def _move_pledges(registration: UnitRegistration, source: str, name: str, *, by: Any, reason: str = "") -> None:
    pledges = pledges_of(registration).filter(status=source).select_related("staff_member", "department")
    for pledge in pledges.order_by("pk").select_for_update(of=("self",)):
        move(pledge, pledging.MOVES, name, by=by, reason=reason)
