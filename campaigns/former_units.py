"""Somebody moved in the year: the unit that had them for six months or more of the campaign says a word of them.

Counted by the calendar from the day they came, or the campaign began, to their last day there; posts of one unit are
one stay. The opinion is written by the head of that unit, whoever that is today; without one, by the rector.
"""

import calendar
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear

from campaigns.models import Campaign, FormerUnitOpinion, Posting, StaffMember
from campaigns.roles import headed_departments, is_clerk, is_rector, leading_postings, staff_of
from thidua import clock
from thidua.audit import audit
from thidua.workflow import refuse

MONTHS = 6


def stays(campaign: Campaign) -> QuerySet[Posting]:
    """The last posting of each such stay, with `since`, its first day, `unit_today` and `is_written`."""
    today = clock.today()
    main = Posting.objects.filter(is_main=True, staff_member=OuterRef("staff_member"))
    here = main.filter(department=OuterRef("department"))
    now = main.filter(pk__in=Posting.objects.on(today).values("pk"))
    opinions = FormerUnitOpinion.objects.filter(
        campaign=campaign, staff_member=OuterRef("staff_member"), department=OuterRef("department")
    )
    first_day = here.filter(ends_on__gte=campaign.starts_on).order_by("starts_on").values("starts_on")[:1]
    later = here.filter(starts_on__gt=OuterRef("starts_on"), starts_on__lte=today)
    return (
        Posting.objects.filter(is_main=True, ends_on__gte=campaign.starts_on, ends_on__lte=campaign.ends_on)
        .filter(~Exists(later), Exists(now), ~Exists(now.filter(department=OuterRef("department"))), ends_on__lt=today)
        .filter(staff_member__in=StaffMember.objects.employed(today).order_by().values("pk"))
        .annotate(
            since=Subquery(first_day),
            unit_today=Subquery(now.order_by("pk").values("department__name")[:1]),
            is_written=Exists(opinions),
        )
        .annotate(months=_month("ends_on") - _month("since"), since_day=ExtractDay("since"))
        .filter(_six_months(campaign))
    )


def _month(field: str) -> Any:
    """Months since the year 0: what lies between two of them is their difference."""
    return ExtractYear(field) * 12 + ExtractMonth(field)


def _six_months(campaign: Campaign) -> Q:
    """The last day is the day before the same day six months later, or after it; from a first, the end of a month."""
    first = campaign.starts_on
    before = Q(since__lte=first, ends_on__gte=months_later(first) - timedelta(days=1))
    of_a_first = Q(months__gte=MONTHS) | Q(months=MONTHS - 1, ends_on__in=_month_ends(campaign))
    of_a_day = Q(months__gt=MONTHS) | Q(months=MONTHS, ends_on__day__gte=F("since_day") - 1)
    inside = (Q(since_day=1) & of_a_first) | (Q(since_day__gt=1) & of_a_day)
    return before | Q(since__gt=first) & inside


def months_later(day: date, months: int = MONTHS) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _month_ends(campaign: Campaign) -> list[date]:
    begin = campaign.starts_on.replace(day=1)
    ends = [months_later(begin, n) - timedelta(days=1) for n in range(1, 25)]
    return [day for day in ends if campaign.starts_on <= day <= campaign.ends_on]


def stays_written_by(user: Any, campaign: Campaign) -> QuerySet[Posting]:
    """Those about which the user writes: of units they lead; for the rector also of units without a head."""
    mine = Q(department__in=headed_departments(user))
    if is_rector(user):
        mine |= ~Exists(leading_postings().filter(department=OuterRef("department")))
    return stays(campaign).filter(mine).exclude(staff_member=staff_of(user))


def stays_seen_by(user: Any, campaign: Campaign) -> QuerySet[Posting]:
    return stays(campaign) if is_clerk(user) else stays_written_by(user, campaign)


def opinions_about(person: StaffMember, campaign: Campaign, *, beside: int) -> list[tuple[Posting, str]]:
    """Each stay whose unit is asked, with what it said, "" so far; `beside`: key of the unit that evaluates itself."""
    asked = list(stays(campaign).filter(staff_member=person).exclude(department=beside).select_related("department"))
    if not asked:
        return []
    said = dict(
        FormerUnitOpinion.objects.filter(campaign=campaign, staff_member=person).values_list("department", "text")
    )
    return [(stay, said.get(stay.department_id, "")) for stay in asked]


def opinion_on(stay: Posting, campaign: Campaign) -> FormerUnitOpinion | None:
    found = FormerUnitOpinion.objects.filter(campaign=campaign, department=stay.department_id)
    return found.filter(staff_member=stay.staff_member_id).select_related("by").first()


def why_not_write(campaign: Campaign) -> str:
    if campaign.status == Campaign.Status.LAUNCHED:
        return ""
    return f"Không ghi ý kiến được vì {campaign} không ở bước “Đã phát động”."


def write(stay: Posting, campaign: Campaign, *, text: str, by: Any) -> FormerUnitOpinion:
    """The opinion on that stay, or other words in its place."""
    refuse(why_not_write(campaign))
    if not text.strip():
        refuse("Ghi ý kiến nhận xét về thời gian công tác tại đơn vị.")
    whose = {"campaign": campaign, "staff_member": stay.staff_member, "department": stay.department}
    with transaction.atomic():
        if not stays_written_by(by, campaign).filter(pk=stay.pk).exists():
            refuse("Ý kiến này không còn do đồng chí ghi; tải lại trang để xem.")
        said = {"text": text, "by": by, "at": clock.now()}
        opinion, is_new = FormerUnitOpinion.objects.update_or_create(**whose, defaults=said)
        # Its words are for the endorser and the clerk: the trail has other readers.
        audit(opinion, "create" if is_new else "write", by=by, after={"department": str(stay.department)})
    return opinion
