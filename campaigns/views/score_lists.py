"""Points of the units: who has scored themself, what waits for the user, many settled at once; who scores in a unit."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import points, scoring, settling, unit_scorers
from campaigns.forms.criteria import ScorersForm
from campaigns.models import Campaign, CriteriaSet, Department, Posting, ScoreSheet, StaffMember
from campaigns.permissions import campaigns_visible_to
from campaigns.points_permissions import (
    SCORED,
    departments_naming_scorers,
    departments_whose_points_are_seen_by,
    people_whose_points_are_seen_by,
    sheets_settled_by,
    sheets_to_score,
    sheets_to_settle,
    sheets_visible_to,
)
from campaigns.points_todo import NOT_SENT, TO_SCORE, TO_SETTLE
from campaigns.roles import active_people, endorser_name, headed, staff_of
from campaigns.unit_scorers import named
from campaigns.views.evaluation_lists import AT_ONCE, MOST_NAMED
from thidua import clock
from thidua.http import PER_PAGE, flash, paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too

INDIVIDUAL, COLLECTIVE = CriteriaSet.Subject
COLLECTIVES = "tap-the"
STATES = ((NOT_SENT, "Chưa tự chấm"), (TO_SCORE, "Chờ đồng chí chấm"), (TO_SETTLE, "Chờ đồng chí chốt"))


def campaign_with_points(request: HttpRequest, campaign_pk: int) -> tuple[Campaign, dict[str, CriteriaSet]]:
    """404 where the school does not score."""
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    found = points.sets_in_use(campaign)
    if not found:
        raise Http404
    return campaign, found


@require_GET
@login_required
@excel_too
def score_list(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign, sets = campaign_with_points(request, campaign_pk)
    units = departments_whose_points_are_seen_by(request.user, campaign).active(clock.today())
    names = list(units.order_by("order", "code").values_list("pk", "name"))
    if not names:
        raise Http404
    people, collectives = _people(request, campaign, sets), _collectives(request, units, sets)
    sheets = [sheet for row in (*people, *collectives) for sheet in row.found]
    keys, counts = [sheet.pk for sheet in sheets], scoring.counts_of_markings(sheets)
    for sheet in sheets:
        sheet.sent = counts.get(sheet.pk, 0)
    mine = {unit.pk for unit in headed(request.user)}
    context = {
        "campaign": campaign,
        "sets": sets,
        "page": people,
        "collectives": collectives,
        "names": names,
        "states": STATES,
        "chosen": request.GET.get("don-vi", ""),
        "loc": request.GET.get("loc", ""),
        **_rights(request.user, campaign, keys),
        "ticked": request.GET.get("chon") == "ca-trang",
        "heads": mine,
        "naming": [unit for unit in headed(request.user) if unit.kind != Department.Kind.SCHOOL],
        "skips": bool(mine) and INDIVIDUAL in sets and scoring.may_skip(sets[INDIVIDUAL]),
        "me": staff_of(request.user),
    }
    return render(request, "campaigns/score_list.html", context)


def _rights(user: Any, campaign: Campaign, keys: list[int]) -> dict[str, set[int]]:
    """Which of these sheets the user reads, is to score, is to settle: their keys, in one query."""
    named = {
        "readable": sheets_visible_to(user),
        "to_score": sheets_to_score(user, campaign),
        "to_settle": sheets_to_settle(user, campaign),
    }
    asked = {name: Exists(rows.filter(pk=OuterRef("pk"))) for name, rows in named.items()}
    rows = list(ScoreSheet.objects.filter(pk__in=keys).order_by().values("pk", **asked)) if keys else []
    return {name: {row["pk"] for row in rows if row[name]} for name in named}


def _among(sheets: QuerySet[ScoreSheet], keys: list[int]) -> set[int]:
    return set(sheets.filter(pk__in=keys).order_by().values_list("pk", flat=True)) if keys else set()


def _people(request: HttpRequest, campaign: Campaign, sets: dict[str, CriteriaSet]) -> Any:
    """A page of people with `found`, their sheet in a list; nobody where only collectives are scored."""
    if INDIVIDUAL not in sets:
        return paginate(request, StaffMember.objects.none())
    people, loc = people_whose_points_are_seen_by(request.user, campaign), request.GET.get("loc")
    sheets = ScoreSheet.objects.filter(criteria_set=sets[INDIVIDUAL])
    if loc in (TO_SCORE, TO_SETTLE):
        # Whoever moved meanwhile works elsewhere, and their sheet still waits here.
        waiting = (sheets_to_score if loc == TO_SCORE else sheets_to_settle)(request.user, campaign)
        people = StaffMember.objects.filter(pk__in=waiting.order_by().values("staff_member"))
    elif loc == NOT_SENT:
        sent = sheets.filter(staff_member__isnull=False).exclude(status=ScoreSheet.Status.OPEN)
        people = people.exclude(pk__in=sent.values("staff_member"))
    place = Posting.objects.on(clock.today()).filter(is_main=True, staff_member=OuterRef("pk")).order_by("pk")
    people = people.annotate(
        unit_pk=place.values("department")[:1], unit_name=place.values("department__short_name")[:1]
    )
    unit = request.GET.get("don-vi", "")
    if unit.isdecimal() and len(unit) < 10:
        people = people.filter(unit_pk=unit)
    found = Prefetch("score_sheets", sheets.select_related("unit"), to_attr="found")
    per_page = AT_ONCE if loc == TO_SETTLE else PER_PAGE
    return paginate(request, people.prefetch_related(found).order_by("sort_key", "code"), per_page)


def _collectives(request: HttpRequest, units: QuerySet[Department], sets: dict[str, CriteriaSet]) -> Any:
    if COLLECTIVE not in sets:
        return paginate(request, Department.objects.none(), name=COLLECTIVES)
    found = Prefetch("score_sheets", ScoreSheet.objects.filter(criteria_set=sets[COLLECTIVE]), to_attr="found")
    rows = units.filter(kind__in=SCORED).order_by("order", "code").prefetch_related(found)
    return paginate(request, rows, name=COLLECTIVES)


# --- many at once


@require_POST
@login_required
def scores_settle(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """The ticked ones at the mean; those that were refused are named with the reason."""
    campaign, _ = campaign_with_points(request, campaign_pk)
    if not departments_whose_points_are_seen_by(request.user, campaign).exists():
        raise Http404
    ticked = [int(key) for key in request.POST.getlist("sheet") if key.isdecimal() and len(key) < 10][:AT_ONCE]
    seen = sheets_visible_to(request.user).filter(criteria_set__campaign=campaign, pk__in=ticked)
    chosen = list(seen.exclude(status=ScoreSheet.Status.OPEN).select_related(*scoring.ASKED_ABOUT).order_by("pk"))
    mine = _among(sheets_settled_by(request.user), ticked)
    done, refused = settling.settle_many([one for one in chosen if one.pk in mine], by=request.user)
    refused += [(one, f"do {endorser_name(one.owner, one.unit)} chốt.") for one in chosen if one.pk not in mine]
    _say(request, done, refused)
    return redirect("score_list", campaign_pk)


def _say(request: HttpRequest, done: int, refused: list[tuple[ScoreSheet, str]]) -> None:
    if not done and not refused:
        messages.error(request, "Chọn ít nhất một phiếu đã chấm.")
    elif not refused:
        messages.success(request, f"Đã chốt điểm {done} phiếu theo điểm trung bình.")
    else:
        named_few = " ".join(f"{one.owner}: {reason}" for one, reason in refused[:MOST_NAMED])
        more = f" Và {len(refused) - MOST_NAMED} phiếu khác." if len(refused) > MOST_NAMED else ""
        messages.error(request, f"Đã chốt {done} phiếu, {len(refused)} phiếu chưa chốt được. {named_few}{more}")


# --- who scores


@require_http_methods(["GET", "POST"])
@login_required
def unit_scorers_page(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign, _ = campaign_with_points(request, campaign_pk)
    unit = get_object_or_404(departments_naming_scorers(request.user), pk=department_pk)
    leading = staff_of(request.user)
    people = active_people(unit).exclude(pk=leading.pk)
    form = ScorersForm(
        request.POST if request.method == "POST" else None,
        initial={"people": [one.pk for one in named(campaign, unit)]},
    )
    form.offer(people)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã ghi người chấm điểm của đơn vị."):
            unit_scorers.name(campaign, unit, list(form.cleaned_data["people"]), by=request.user)
        return redirect("score_list", campaign_pk)
    refill(request, form)
    context = {"campaign": campaign, "unit": unit, "form": form, "why": unit_scorers.why_not_name(campaign)}
    return render(request, "campaigns/unit_scorers.html", context)
