"""What the plan checker says, as pages show it; and its one-click corrections."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from campaigns import plan_mending
from campaigns.models import Campaign
from campaigns.permissions import campaigns_managed_by
from campaigns.plan_check import Place, PlanFinding
from thidua.workflow import Refused

PAGES = {
    "chung": "campaign_edit",
    "phong-trao": "plan_movements",
    "dot": "plan_phases",
    "chi-tieu": "plan_targets",
    "kinh-phi": "plan_budget",
}


def shown(campaign: Campaign, findings: list[PlanFinding]) -> dict[str, Any]:
    """For `campaigns/_plan_findings.html`: what must be mended, what should be looked at, how many of each."""
    groups = [
        ("Phải sửa", "no", [_row(campaign, finding) for finding in findings if finding.blocking]),
        ("Nên xem", "unk", [_row(campaign, finding) for finding in findings if not finding.blocking]),
    ]
    return {
        "groups": [(label, edge, rows) for label, edge, rows in groups if rows],
        "blocking": len(groups[0][2]),
        "advice": len(groups[1][2]),
        "any": bool(findings),
    }


def _row(campaign: Campaign, finding: PlanFinding) -> dict[str, Any]:
    mend = reverse("plan_mend", args=[campaign.pk, finding.key]) if finding.correction else ""
    places = [(place.label, address_of(campaign, place)) for place in finding.places]
    return {"it": finding, "places": places, "mend": mend}


def address_of(campaign: Campaign, place: Place) -> str:
    """The page of the plan that holds the place."""
    if place.part == "ngay":
        return reverse("phase_days", args=[place.row])
    if name := PAGES.get(place.part):
        return reverse(name, args=[campaign.pk])
    return reverse("plan_part", args=[campaign.pk, place.part])


@require_POST
@login_required
def plan_mend(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Do what the checker offers to correct."""
    found = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    try:
        done = plan_mending.correct(found, key, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã sửa. {done}")
    return redirect(f"{found.get_absolute_url()}#kiem-tra")
