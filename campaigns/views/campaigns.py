"""The list of campaigns, a campaign's page, its launch, its cancelling and its adjustments."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import measuring, plan_numbers, planning, points
from campaigns.documents.plan import gather
from campaigns.forms.campaigns import AdjustForm
from campaigns.models import Campaign, Department, Movement, PlanItem, StaffMember
from campaigns.permissions import (
    campaigns_managed_by,
    campaigns_visible_to,
    departments_whose_plan_is_offered_to,
    may_take_part,
)
from campaigns.plan_facts import findings_of
from campaigns.points_permissions import SCORED
from campaigns.progress_permissions import pages_of
from campaigns.roles import headed, headed_departments, is_clerk, is_rector, staff_of
from campaigns.timeline import deadlines_of, stretches_of
from campaigns.views.plan_findings import shown
from campaigns.views.plan_papers import paper_response
from thidua import clock
from thidua.forms import ReasonForm
from thidua.http import flash, paginate
from thidua.tables import excel_too
from thidua.vietnamese import lower_first, money_words

PARTS_OF_A_PLAN = ("phases__anniversaries", "phases__activities", "movements", "plan_items")


@require_GET
@login_required
@excel_too
def campaign_list(request: HttpRequest) -> HttpResponse:
    page = paginate(request, campaigns_visible_to(request.user))
    return render(request, "campaigns/campaign_list.html", {"page": page, "is_clerk": is_clerk(request.user)})


@require_GET
@login_required
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    whole = points.with_sets(campaigns_visible_to(request.user), staff_of(request.user)).prefetch_related(
        *PARTS_OF_A_PLAN
    )
    found = get_object_or_404(whole, pk=pk)
    manages = is_clerk(request.user)
    context = {"campaign": found, "manages": manages, "links": _links(request.user, found)}
    return render(request, "campaigns/campaign.html", context | _page(found, manages))


def _links(user: Any, campaign: Campaign) -> dict[str, Any]:
    """Where the work of a launched campaign is done, and of one that is over read, for this user."""
    if campaign.status not in (Campaign.Status.LAUNCHED, Campaign.Status.CONCLUDED):
        return {}
    return {
        "takes_part": may_take_part(user),
        "units": list(headed_departments(user).units()),
        "planning_units": list(departments_whose_plan_is_offered_to(user, campaign)),
        "sees_all_units": is_clerk(user) or is_rector(user),
        "running": [phase for phase in campaign.phases.all() if phase.state_on(clock.today()) == "running"],
        "sees_progress": pages_of(user)["units"],
        "ended": [phase for phase in campaign.phases.all() if phase.state_on(clock.today()) in ("ended", "reviewed")],
    } | _score_links(user, campaign)


def _score_links(user: Any, campaign: Campaign) -> dict[str, Any]:
    """Nothing where the school does not score."""
    if not campaign.scores_people and not campaign.scores_units:
        return {}
    return {
        "scored_units": [unit for unit in headed(user) if unit.kind in SCORED],
        "sees_scores": is_clerk(user) or bool(headed(user)) or campaign.has_named,
    }


def _page(campaign: Campaign, manages: bool) -> dict[str, Any]:
    phases = list(campaign.phases.all())
    is_draft = campaign.status == Campaign.Status.DRAFT
    found = findings_of(campaign) if manages and is_draft else []
    return {
        "phases": phases,
        "stretches": stretches_of(campaign),
        "phase_activities": [(phase, list(phase.activities.all())) for phase in phases if phase.activities.all()],
        "deadlines": deadlines_of(campaign, phases),
        "parts": _parts(campaign),
        "movements": _movements(campaign),
        "targets": measuring.progress_of(campaign),
        "budget": _budget(campaign),
        "number": plan_numbers.number_of(campaign),
        "amendments": [] if is_draft else _amendments(campaign, manages),
        "adjustments": [] if is_draft else planning.adjustments(campaign),
        "findings": shown(campaign, found),
        "why_not_launch": planning.why_not_launch(campaign, found) if manages and is_draft else "",
        "why_not_issue": planning.why_not_issue(campaign, found if is_draft else None) if manages else "",
        "is_numbered_on_paper": plan_numbers.is_typed(campaign),
        "is_ending": planning.is_ending(campaign),
        "is_draft": is_draft,
        "is_launched": campaign.status == Campaign.Status.LAUNCHED,
        "is_over": campaign.status == Campaign.Status.CONCLUDED,
    }


def _budget(campaign: Campaign) -> dict[str, Any]:
    lines = list(campaign.budget_lines.all())
    total = sum(line.amount for line in lines)
    return {"lines": lines, "total": total, "words": money_words(total)} if lines else {}


def _amendments(campaign: Campaign, manages: bool) -> list[tuple[Any, Any]]:
    """What changes the plan, with its number; one still being written only for the clerk."""
    return [(row, number) for row, number in plan_numbers.amendments_of(campaign) if number or manages]


def _parts(campaign: Campaign) -> list[tuple[str, list[PlanItem]]]:
    items = list(campaign.plan_items.all())
    groups = [(label, [item for item in items if item.part == part]) for part, label in PlanItem.Part.choices]
    return [(label, rows) for label, rows in groups if rows]


def _movements(campaign: Campaign) -> list[tuple[str, list[Movement]]]:
    rows = list(campaign.movements.all())
    groups = [(label, [row for row in rows if row.launched_by == by]) for by, label in Movement.LaunchedBy.choices]
    return [(label, found) for label, found in groups if found]


@require_GET
@login_required
def plan_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    found = get_object_or_404(campaigns_visible_to(request.user), pk=pk)
    return paper_response(request, found, gather, as_word=as_word)


@require_http_methods(["GET", "POST"])
@login_required
def campaign_launch(request: HttpRequest, pk: int) -> HttpResponse:
    """The question with what it changes; then the launch."""
    found = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    if request.method == "POST":
        with flash(request, f"Đã phát động {_in_sentence(found)}."):
            planning.launch(found, by=request.user)
        return redirect(found)
    today, findings = clock.today(), findings_of(found)
    return render(
        request,
        "campaigns/campaign_launch.html",
        {
            "campaign": found,
            "campaign_in_sentence": _in_sentence(found),
            "why": planning.why_not_launch(found, findings),
            "findings": shown(found, findings),
            "units": Department.objects.units().active(today).count(),
            "people": StaffMember.objects.employed(today).count(),
        },
    )


def _in_sentence(campaign: Campaign) -> str:
    name = str(campaign)
    return lower_first(name) if campaign.kind == Campaign.Kind.YEARLY else f"“{name}”"


@require_http_methods(["GET", "POST"])
@login_required
def campaign_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    form = ReasonForm(request.POST or None, act="hủy phong trào")
    if request.method == "POST" and form.is_valid():
        with flash(request, f"Đã hủy {_in_sentence(found)}."):
            planning.cancel(found, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(found)
    context = {"campaign": found, "form": form, "why": planning.why_not_cancel(found)}
    context["campaign_in_sentence"] = _in_sentence(found)
    return render(request, "campaigns/campaign_cancel.html", context)


@require_GET
@login_required
def campaign_adjustments(request: HttpRequest, pk: int) -> HttpResponse:
    """What may still change after the launch, one link each."""
    found = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    items = planning.adjustables(found)
    context = {
        "campaign": found,
        "dates": [item for item in items if item.is_date],
        "names": [item for item in items if not item.is_date],
        "why": planning.why_not_adjust(found),
        "adjustments": planning.adjustments(found),
    }
    return render(request, "campaigns/campaign_adjustments.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def campaign_adjust(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    found = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    item = planning.adjustable(found, field)
    if item is None:
        raise Http404
    form = AdjustForm(request.POST or None, campaign=found, item=item)
    if request.method == "POST" and form.is_valid():
        value, reason = form.cleaned_data["value"], form.cleaned_data["reason"]
        with flash(request, f"Đã điều chỉnh: {lower_first(item.label)}."):
            planning.adjust(found, field, value, reason=reason, by=request.user)
        return redirect("campaign_adjustments", pk=found.pk)
    context = {"campaign": found, "item": item, "form": form, "why": planning.why_not_adjust(found)}
    return render(request, "campaigns/campaign_adjust.html", context)
