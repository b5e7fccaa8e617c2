"""Writing the plan: its head, and one page per part. Open only while the campaign is a draft."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from campaigns import planning
from campaigns.forms.campaigns import (
    ActivityRows,
    AnniversaryRows,
    BudgetRows,
    CampaignForm,
    MovementRows,
    PhaseRows,
    PlanItemRows,
    TargetRows,
    save_in_order,
)
from campaigns.models import Anniversary, Campaign, Phase, PlanItem
from campaigns.permissions import campaigns_managed_by
from campaigns.plan_facts import findings_of
from campaigns.roles import is_clerk
from campaigns.views.plan_findings import shown
from thidua import clock
from thidua.forms import save_rows
from thidua.http import flash
from thidua.kept_forms import refill, restored
from thidua.workflow import acting_on, refuse

PARTS = {
    "can-cu": PlanItem.Part.LEGAL_BASIS,
    "muc-dich": PlanItem.Part.PURPOSE,
    "noi-dung": PlanItem.Part.CONTENT,
    "to-chuc": PlanItem.Part.ORGANISATION,
    "noi-nhan": PlanItem.Part.RECIPIENT,
}
SAVED = "Đã lưu kế hoạch."


@require_http_methods(["GET", "POST"])
@login_required
def campaign_add(request: HttpRequest) -> HttpResponse:
    if not is_clerk(request.user):
        raise Http404
    form = CampaignForm(request.POST or None, initial={"year": clock.today().year})
    if request.method == "POST" and form.is_valid():
        campaign = form.save(by=request.user)
        messages.success(request, "Đã lập bản thảo kế hoạch. Tiếp theo, nhập các phần và các đợt thi đua.")
        return redirect("campaign_edit", pk=campaign.pk)
    refill(request, form)
    return render(request, "campaigns/campaign_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
def campaign_edit(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    form = CampaignForm(request.POST or None, instance=campaign)
    if request.method == "POST" and _saved(request, pk, [form], lambda: form.save(by=request.user)):
        return redirect("campaign_edit", pk=pk)
    refill(request, form)
    return render(request, "campaigns/campaign_form.html", _context(pk, "chung") | {"form": form})


def _typed(request: HttpRequest) -> QueryDict | None:
    """What was posted, or what was kept from a post that met no session."""
    return request.POST or restored(request) or None


def _saved(request: HttpRequest, pk: int, forms: list[Any], save: Callable[[], Any]) -> bool:
    """Save valid forms while the plan is still a draft; False when they must be shown again with their errors.

    The campaign is locked while this is asked and written: a launch in another window waits, or wins.
    """
    answers = [form.is_valid() for form in forms]  # every form is asked, so that every error is shown
    if not all(answers):
        return False
    with flash(request, SAVED), acting_on(Campaign.objects.get(pk=pk)) as locked:
        refuse(planning.why_not_edit(locked))
        save()
    return True


def _context(pk: int, current: str) -> dict[str, Any]:
    """What stands beside every part: the other parts and what the plan still lacks."""
    campaign = Campaign.objects.get(pk=pk)
    why = planning.why_not_edit(campaign)
    return {
        "campaign": campaign,
        "current": current,
        "why_not_edit": why,
        "findings": shown(campaign, [] if why else findings_of(campaign)),
        "plan_parts": [(slug, part.label) for slug, part in PARTS.items()],
    }


@require_http_methods(["GET", "POST"])
@login_required
def plan_part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """One numbered part of the plan: legal bases, purposes, contents, organisation, recipients."""
    if part not in PARTS:
        raise Http404
    campaign = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    rows = PlanItemRows(_typed(request), instance=campaign, queryset=PlanItem.objects.filter(part=PARTS[part]))
    for form in rows.forms:
        form.instance.part = PARTS[part]
    return _rows_page(request, campaign, rows, part, PARTS[part].label)


@require_http_methods(["GET", "POST"])
@login_required
def plan_movements(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    rows = MovementRows(_typed(request), instance=campaign)
    return _rows_page(request, campaign, rows, "phong-trao", "Các phong trào thi đua", within="launched_by")


@require_http_methods(["GET", "POST"])
@login_required
def plan_targets(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    rows = TargetRows(_typed(request), instance=campaign)
    return _rows_page(request, campaign, rows, "chi-tieu", "Chỉ tiêu thi đua")


@require_http_methods(["GET", "POST"])
@login_required
def plan_budget(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    rows = BudgetRows(_typed(request), instance=campaign)
    return _rows_page(request, campaign, rows, "kinh-phi", "Kinh phí")


@require_http_methods(["GET", "POST"])
@login_required
def plan_phases(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    rows = PhaseRows(_typed(request), instance=campaign)
    return _rows_page(request, campaign, rows, "dot", "Các đợt thi đua", number="ordinal")


def _rows_page(request, campaign: Campaign, rows: Any, current: str, heading: str, **numbering: str) -> HttpResponse:
    def save() -> None:
        save_in_order(rows, of=campaign, by=request.user, **numbering)

    if request.method == "POST" and _saved(request, campaign.pk, [rows], save):
        return redirect(request.path)
    phases = Phase.objects.filter(campaign=campaign)
    context = _context(campaign.pk, current) | {"formset": rows, "heading": heading, "phases": phases}
    return render(request, "campaigns/plan_rows.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def phase_days(request: HttpRequest, pk: int) -> HttpResponse:
    """Anniversaries and activities of one phase."""
    phase = get_object_or_404(Phase.objects.filter(campaign__in=campaigns_managed_by(request.user)), pk=pk)
    typed = _typed(request)
    days = AnniversaryRows(typed, instance=phase, prefix="days")
    activities = ActivityRows(typed, instance=phase, prefix="activities")

    def save() -> None:
        save_rows(days, of=phase.campaign, by=request.user, verb="change_anniversaries")
        save_rows(activities, of=phase.campaign, by=request.user, verb="change_activities")

    if request.method == "POST" and _saved(request, phase.campaign_id, [days, activities], save):
        return redirect(request.path)
    context = _context(phase.campaign_id, "dot") | {"phase": phase, "days": days, "activities": activities}
    context["anniversaries"] = Anniversary.objects.filter(phase=phase)
    return render(request, "campaigns/phase_days.html", context)
