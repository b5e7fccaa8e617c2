"""The home page: what waits for the person who is looking, by when, and what happens otherwise."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from awards import todo as awards_todo
from awards.models import AwardRecord
from campaigns import todo as campaigns_todo
from campaigns.models import Award, Campaign, Department, Pledge, Posting, StaffMember
from campaigns.models.people import in_span
from campaigns.roles import headed, is_clerk, is_rector
from campaigns.timeline import stretches_of
from thidua import clock
from thidua.todo import grouped

ROWS = 10


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    user = request.user
    desk = awards_todo.desk_of(user)
    campaign, own, todos = desk.campaign, desk.own, desk.todos
    shown = todos if request.GET.get("xem") == "tat-ca" else _first(todos)
    return render(
        request,
        "awards/home.html",
        {
            "campaign": campaign,
            "groups": grouped(shown, clock.today()),
            "count": len(todos),
            "hidden": len(todos) - len(shown),
            "waiting": campaigns_todo.waiting(campaign, own),
            "stretches": stretches_of(campaign) if campaign else [],
            "road": _road(own.person) if own.person else [],
            "units": _progress(user, campaign) if campaign else [],
            "nearest": _nearest(campaign) if campaign else None,
        },
    )


def _first(todos: list) -> list:
    """The ten most urgent."""
    return sorted(todos, key=lambda todo: (todo.due_on is None, todo.due_on or clock.today()))[:ROWS]


def _road(person: StaffMember) -> list[tuple[int, list[Award]]]:
    """Titles and commendations by year, newest first, five years back."""
    records = AwardRecord.objects.in_force().filter(staff_member=person, year__gte=clock.today().year - 5)
    years: dict[int, list[Award]] = {}
    for record in records.select_related("award").order_by("-year", "award__order"):
        years.setdefault(record.year, []).append(record.award)
    return list(years.items())


def _progress(user: Any, campaign: Campaign) -> list[dict[str, Any]]:
    """How many have registered, while that still matters: the whole school for clerk and rector, a head's unit."""
    units = [unit for unit in headed(user) if unit.kind != Department.Kind.SCHOOL]
    whole = is_clerk(user) or is_rector(user)
    if (not units and not whole) or campaigns_todo.long_past(campaign.registration_due_on):
        return []
    counts = registered_by_unit(campaign)
    rows = []
    if whole:
        done, total = (sum(column) for column in zip(*counts.values(), strict=True)) if counts else (0, 0)
        rows.append({"name": "Toàn trường", "done": done, "total": total, "unit": None})
    for unit in units[:3]:
        done, total = counts.get(unit.pk, (0, 0))
        rows.append({"name": unit.name, "done": done, "total": total, "unit": unit})
    for row in rows:
        row["sentence"] = f"{row['name']}: {row['done']}/{row['total']} người đã đăng ký"
    return rows


def registered_by_unit(campaign: Campaign) -> dict[int, tuple[int, int]]:
    """Unit → how many of its people have sent their pledge, how many they are today."""
    sent = [Pledge.Status.SUBMITTED, Pledge.Status.ENDORSED, Pledge.Status.REGISTERED]
    pledged = campaign.pledges.filter(status__in=sent, staff_member=OuterRef("staff_member"))
    people = Posting.objects.on(clock.today()).filter(
        in_span(clock.today(), "staff_member__joined_on", "staff_member__left_on")
    )
    rows = (
        people.filter(is_main=True)
        .order_by()
        .values_list("department")
        .annotate(done=Count("pk", filter=Exists(pledged)), total=Count("pk"))
    )
    return {unit: (done, total) for unit, done, total in rows}


def _nearest(campaign: Campaign) -> tuple[str, Any] | None:
    """The next deadline or end, for the empty list."""
    marks = [
        ("hạn đăng ký thi đua", campaign.registration_due_on),
        ("hạn nộp hồ sơ đề nghị", campaign.nominations_due_on),
        ("kết thúc phong trào", campaign.ends_on),
    ]
    coming = [(day, text) for text, day in marks if day and day >= clock.today()]
    return min(coming)[::-1] if coming else None
