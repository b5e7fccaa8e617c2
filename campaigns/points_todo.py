"""What points ask of the person who is looking: the own, those of the unit's people, the unit's figure.

Rows of one query of the home page (campaigns/todo.py); where the school does not score they find nothing.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse

from campaigns.models import Campaign, CriteriaSet, Department, ScoreSheet
from campaigns.pledge_todo import Found, look
from campaigns.points_permissions import SCORED, sheets_to_score, sheets_to_settle
from campaigns.roles import headed, staff_of
from thidua import clock
from thidua.todo import Todo

NOTICE = timedelta(days=30)
SELF, UNIT, SCORE, SETTLE = "self score", "unit score", "score", "settle"
# Of the list of points, what it is filtered by.
NOT_SENT, TO_SCORE, TO_SETTLE = "chua-tu-cham", "cho-toi-cham", "cho-toi-chot"
NO_POINTS = "Quá hạn thì đơn vị chấm không chờ điểm tự chấm."
BAR = "|"  # between a key and a name


def looks(user: Any, campaign: Campaign | None) -> list[QuerySet]:
    """The self scores from a month before their day on; the others' as soon as they wait."""
    person, today = staff_of(user), clock.today()
    if campaign is None or person is None or today > campaign.ends_on + 2 * NOTICE:
        return []
    soon = today + NOTICE
    due = Q(due_on__lte=soon) | Q(due_on__isnull=True, campaign__ends_on__lte=soon)
    used = CriteriaSet.objects.filter(due, campaign=campaign, status=CriteriaSet.Status.OPEN)
    sent = ScoreSheet.objects.exclude(status=ScoreSheet.Status.OPEN).order_by()
    day = Coalesce(Cast("due_on", CharField()), Value("", CharField()))
    mine = used.filter(subject=CriteriaSet.Subject.INDIVIDUAL)
    mine = mine.exclude(pk__in=sent.filter(staff_member=person).values("criteria_set"))
    found = [look(mine, SELF, F("pk"), day)]
    units = used.filter(subject=CriteriaSet.Subject.COLLECTIVE)
    for unit in scored(user):
        unsent = units.exclude(pk__in=sent.filter(department=unit).values("criteria_set"))
        found.append(look(unsent, UNIT, Value(unit.pk, IntegerField()), day))
    found.append(_counted(sheets_to_score(user, campaign), SCORE))
    return [*found, _counted(sheets_to_settle(user, campaign), SETTLE)]


def _counted(sheets: QuerySet, kind: str) -> QuerySet:
    """How many, with the key and the name of one of them."""
    name = Max(Coalesce("staff_member__full_name", "department__name"))
    one = Concat(Cast(Min("pk"), CharField()), Value(BAR), name, output_field=CharField())
    rows = sheets.annotate(one=Value(1)).order_by().values("one")
    return look(rows, kind, Count("pk"), one)


def scored(user: Any) -> list[Department]:
    return [unit for unit in headed(user) if unit.kind in SCORED]


def todos(user: Any, found: Found, campaign: Campaign | None) -> list[Todo]:
    units, rows = {unit.pk: unit for unit in scored(user)}, []
    for _, day in found.get(SELF, []):
        url = reverse("my_scores", args=[campaign.pk])
        rows.append(Todo(f"Tự chấm điểm năm {campaign.year}", url, _day(day), NO_POINTS))
    for unit, day in found.get(UNIT, []):
        url = reverse("unit_scores", args=[campaign.pk, unit])
        rows.append(Todo(f"Tự chấm điểm tập thể {units[unit]}", url, _day(day)))
    said = ((SCORE, "Chấm điểm", "score_sheet_mark", TO_SCORE), (SETTLE, "Chốt điểm", "score_sheet_settle", TO_SETTLE))
    for kind, verb, page, state in said:
        for number, one in found.get(kind, []):
            if not number:  # counted without anything to group by, none is a row too
                continue
            key, _, name = one.partition(BAR)
            if number == 1:
                rows.append(Todo(f"{verb} {name}", reverse(page, args=[key]), plain=f"{verb} 1 phiếu"))
            else:
                url = f"{reverse('score_list', args=[campaign.pk])}?loc={state}"
                rows.append(Todo(f"{verb} {number} phiếu", url))
    return rows


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
