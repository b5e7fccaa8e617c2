"""Next year in one act: what the copy will be, then the copy."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from campaigns import copying
from campaigns.forms.plan_acts import CopyForm, chosen_bases
from campaigns.models import Campaign
from campaigns.permissions import campaigns_managed_by
from thidua import clock
from thidua.vietnamese import vdate
from thidua.workflow import Refused


@require_http_methods(["GET", "POST"])
@login_required
def campaign_copy(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    typed = request.POST or request.GET
    asked = {name: typed[name] for name in ("nam", "ngay") if name in typed}
    form = CopyForm(asked or _usual(campaign), campaign=campaign)
    context: dict[str, Any] = {"campaign": campaign, "form": form}
    if form.is_valid():
        year, day = form.cleaned_data["nam"], form.cleaned_data["ngay"]
        proposal = copying.propose(campaign, year, day)
        ticked = chosen_bases(proposal.bases, request.POST.getlist("bases"))
        if request.method == "POST":
            try:
                new = copying.copy(campaign, year, day, bases=ticked, by=request.user)
            except Refused as refused:
                messages.error(request, str(refused))
                return redirect("campaign_copy", pk=pk)
            messages.success(request, f"Đã lập bản thảo kế hoạch năm {year} từ kế hoạch năm {campaign.year}.")
            return redirect("campaign_edit", pk=new.pk)
        context |= {"proposal": proposal, "day": day}
    return render(request, "campaigns/campaign_copy.html", context)


def _usual(campaign: Campaign) -> dict[str, str]:
    """The year after, dated today or, while that year has not begun, a year after the old plan."""
    year, today = campaign.year + 1, clock.today()
    later = copying.moved(campaign.plan_date or campaign.starts_on, 1) or today
    return {"nam": str(year), "ngay": vdate(today if today.year >= year else later)}
