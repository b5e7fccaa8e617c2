"""Reminding people of what waits for them: recorded, once a day for a person and a thing, seen on their home page.

No letter goes out here: the day's letter (digesting.py) carries it. What is reminded of is what the to-do list says
(`Todo.about`): once it is done, the reminder is no longer shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from campaigns import registering
from campaigns.models import Campaign, Department, Posting, Reminder, StaffMember, UnitRegistration
from campaigns.roles import headed, is_clerk, leading_postings, staff_of
from thidua import clock
from thidua.audit import audit
from thidua.todo import Todo
from thidua.vietnamese import vdate
from thidua.workflow import acting_on, refuse

PLEDGE, UNIT_LIST, ASSESS = Reminder.Kind
OF_REGISTRATION = (PLEDGE, UNIT_LIST)
SENT = (UnitRegistration.Status.SENT, UnitRegistration.Status.ACCEPTED)


@dataclass(frozen=True)
class State:
    """How many people, or units, would be reminded now; how many reminders so far, the last one when."""

    number: int
    times: int
    last_on: date | None


# --- whom


def _open_units(campaign: Campaign) -> QuerySet[Department]:
    """Units whose people may still register today: before the deadline all, later those opened by the clerk."""
    today, due_on = clock.today(), campaign.registration_due_on
    units = Department.objects.active(today)
    if due_on is None or today <= due_on:
        return units
    return units.filter(registrations__campaign=campaign, registrations__late_until__gte=today)


def _places(kind: str, campaign: Campaign, units: QuerySet[Department], by: Any) -> QuerySet[Posting]:
    """Postings of those for whom the thing waits in these units; never the one who reminds."""
    within = _open_units(campaign).filter(pk__in=units.order_by().values("pk")).order_by()
    if kind == PLEDGE:
        places = registering.missing_of(campaign, within)
    else:
        sent = campaign.registrations.filter(status__in=SENT).values("department")
        employed = StaffMember.objects.employed(clock.today()).order_by()
        places = leading_postings().filter(department__in=within.exclude(pk__in=sent), staff_member__in=employed)
    own = staff_of(by)
    return places.exclude(staff_member=own) if own else places


def _not_reminded(kind: str, campaign: Campaign, places: QuerySet[Posting]) -> QuerySet[Posting]:
    """Without those who were reminded of it today already."""
    told = Reminder.objects.filter(
        kind=kind, campaign=campaign, on=clock.today(), staff_member=OuterRef("staff_member")
    )
    if kind == UNIT_LIST:
        told = told.filter(department=OuterRef("department"))
    return places.exclude(Exists(told)).order_by()


def to_remind(units: QuerySet[Department], campaign: Campaign, user: Any) -> QuerySet[Department]:
    """With what `of_unit` reads; in the query that fetches the unit of a page, which has none to spare."""
    waiting = _not_reminded(PLEDGE, campaign, _places(PLEDGE, campaign, Department.objects.all(), user))
    waiting = waiting.filter(department=OuterRef("pk")).values("department")
    mine = Reminder.objects.filter(kind=PLEDGE, campaign=campaign, department=OuterRef("pk")).order_by()
    mine = mine.values("department")
    return units.annotate(
        remind_number=Coalesce(
            Subquery(waiting.annotate(number=Count("staff_member", distinct=True)).values("number")), 0
        ),
        remind_times=Coalesce(Subquery(mine.annotate(number=Count("pk")).values("number")), 0),
        remind_last_on=Subquery(mine.annotate(last=Max("on")).values("last")),
    )


def of_unit(department: Department, campaign: Campaign, user: Any) -> State | None:
    """For the button on the unit's page: its head's and the clerk's; None for others and where it never stands."""
    if not _is_reminded(campaign) or not (is_clerk(user) or department in headed(user)):
        return None
    return State(department.remind_number, department.remind_times, department.remind_last_on)


def of_school(campaign: Campaign, user: Any) -> tuple[State | None, State | None]:
    """For the clerk's buttons on the overview: who has not registered, whose list is not sent."""
    if not _is_reminded(campaign) or not is_clerk(user):
        return None, None
    asked = {}
    for kind in OF_REGISTRATION:
        of_kind = Q(kind=kind)
        asked |= {f"{kind}_times": Count("pk", filter=of_kind), f"{kind}_last": Max("on", filter=of_kind)}
    found = Reminder.objects.filter(campaign=campaign).order_by().aggregate(**asked)
    people, units = (
        State(_number(kind, campaign, user), found[f"{kind}_times"], found[f"{kind}_last"]) for kind in OF_REGISTRATION
    )
    return people, units


def _number(kind: str, campaign: Campaign, by: Any) -> int:
    whom = "staff_member" if kind == PLEDGE else "department"
    places = _places(kind, campaign, Department.objects.all(), by)
    return _not_reminded(kind, campaign, places).values(whom).distinct().count()


def _is_reminded(campaign: Campaign) -> bool:
    """Only what stands on people's home page: the year's campaign, while it runs."""
    return campaign.status == Campaign.Status.LAUNCHED and campaign.kind == Campaign.Kind.YEARLY


def _why_not(campaign: Campaign, units: QuerySet[Department]) -> str:
    if campaign.kind != Campaign.Kind.YEARLY:
        return "Không nhắc được ở phong trào chuyên đề; chỉ phong trào hằng năm hiện ở trang chủ của mọi người."
    if campaign.status != Campaign.Status.LAUNCHED:
        return f"Không nhắc được vì {campaign} không ở bước “Đã phát động”."
    if not _open_units(campaign).filter(pk__in=units.order_by().values("pk")).exists():
        due_on = vdate(campaign.registration_due_on) if campaign.registration_due_on else ""
        return f"Không nhắc được vì đã hết hạn đăng ký ngày {due_on}; Thường trực Hội đồng cho đăng ký muộn rồi nhắc."
    return ""


def counted(units: QuerySet[Department], campaign: Campaign) -> QuerySet[Department]:
    """With `reminded`, how many reminders its people had, and `reminded_on`, when the last one."""
    mine = Reminder.objects.filter(campaign=campaign, kind__in=OF_REGISTRATION, department=OuterRef("pk"))
    mine = mine.order_by().values("department")
    return units.annotate(
        reminded=Coalesce(Subquery(mine.annotate(number=Count("pk")).values("number")), 0),
        reminded_on=Subquery(mine.annotate(last=Max("on")).values("last")),
    )


# --- the act


@dataclass(frozen=True)
class Done:
    reminded: int
    without_account: int


def remind_unit(campaign: Campaign, department: Department, *, by: Any) -> Done:
    """Everybody of the unit who has not pledged; one line in the history of the unit's registration."""
    registration = registering.registration_of(campaign, department)
    with acting_on(registration, "campaign", "department"):
        done = _remind(PLEDGE, registration.campaign, Department.objects.filter(pk=department.pk), by)
        audit(registration, "remind", by=by, after={"reminded": done.reminded})
    return done


def remind_school(campaign: Campaign, kind: str, *, by: Any) -> Done:
    """Everybody who has not pledged, or the heads of the units that have not sent their list."""
    with acting_on(campaign):
        done = _remind(kind, campaign, Department.objects.all(), by)
        audit(campaign, "remind", by=by, after={"reminded_of": Reminder.Kind(kind).label, "reminded": done.reminded})
    return done


def _remind(kind: str, campaign: Campaign, units: QuerySet[Department], by: Any) -> Done:
    refuse(_why_not(campaign, units))
    places = _places(kind, campaign, units, by)
    found = list(_not_reminded(kind, campaign, places).values_list("staff_member", "department").distinct())
    if not found:
        refuse(_why_nobody(kind, places.exists()))
    return record(found, kind=kind, campaign=campaign, by=by)


def record(found: Iterable[tuple[int, int]], *, by: Any, **said: Any) -> Done:
    """A reminder of today for each (person, unit); `said`: of what kind, and about which campaign or đợt."""
    said |= {"sent_by": by, "on": clock.today(), "at": clock.now()}
    rows = [Reminder(staff_member_id=person, department_id=unit, **said) for person, unit in found]
    # Another's reminder of this very moment is as good as ours: the constraint keeps one of them.
    Reminder.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    mine = Reminder.objects.filter(**said).order_by()
    without = mine.filter(Q(staff_member__user=None) | Q(staff_member__user__is_active=False))
    return Done(*(rows.values("staff_member").distinct().count() for rows in (mine, without)))


def _why_nobody(kind: str, waits: bool) -> str:
    if waits:
        return "Hôm nay đã nhắc rồi; mỗi người chỉ được nhắc một lần một ngày về một việc."
    return "Không còn ai chưa đăng ký." if kind == PLEDGE else "Không còn đơn vị nào chưa gửi danh sách."


# --- who was reminded

# The đợt or else the unit a reminder is about.
WHICH = Coalesce("phase", "department", output_field=BigIntegerField())
# A reminder as one text, for a union with other looks of the to-do list: kind, day, who.
IN_WORDS = Concat(
    "kind",
    Value(" "),
    Cast("on", CharField()),
    Value(" "),
    "sent_by__last_name",
    Value(" "),
    "sent_by__first_name",
    output_field=CharField(),
)


def reminders_to(user: Any, campaign: Campaign) -> QuerySet[Reminder]:
    person = staff_of(user)
    return Reminder.objects.filter(campaign=campaign, staff_member=person) if person else Reminder.objects.none()


def marked(todos: list[Todo], reminders: Iterable[tuple[int, str]]) -> list[Todo]:
    """The same rows; those somebody reminded of say who did last, and when.

    `reminders`: pairs (WHICH, IN_WORDS).
    """
    newest: dict[tuple[str, ...], tuple[str, str]] = {}
    for unit, words in reminders:
        kind, day, name = words.split(" ", 2)
        about = (kind,) if kind == PLEDGE else (kind, str(unit))
        newest[about] = max(newest.get(about, ("", "")), (day, name.strip()))
    return [replace(todo, reminded=_said(*newest[todo.about])) if todo.about in newest else todo for todo in todos]


def _said(day: str, name: str) -> str:
    return f"{name} nhắc ngày {vdate(date.fromisoformat(day))}."
