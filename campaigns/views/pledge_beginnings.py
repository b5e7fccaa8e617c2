"""Beginning a pledge: a person's own, or the collective's by its head."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from campaigns import pledging, starting
from campaigns.forms.pledges import StartForm
from campaigns.models import Campaign, Department, Pledge, StaffMember
from campaigns.permissions import campaigns_visible_to, departments_registering_for
from thidua.http import flash


@require_GET
@login_required
def my_pledge(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    owner = get_object_or_404(StaffMember, user=request.user)
    return _start_page(request, campaign, owner, reverse("my_pledge_begin", args=[campaign.pk]))


@require_GET
@login_required
def unit_pledge(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    owner = get_object_or_404(departments_registering_for(request.user), pk=department_pk)
    return _start_page(request, campaign, owner, reverse("unit_pledge_begin", args=[campaign.pk, owner.pk]))


def _start_page(
    request: HttpRequest,
    campaign: Campaign,
    owner: StaffMember | Department,
    url: str,
    form: StartForm | None = None,
) -> HttpResponse:
    if found := pledging.live_pledge(campaign, owner):
        return redirect(found)
    why = pledging.why_not_begin(campaign, owner)
    form = form or StartForm(offered=[] if why else starting.offers(campaign, owner))
    context = {
        "campaign": campaign,
        "owner": owner,
        "why": why,
        "begin_url": url,
        "form": form,
        "withdrawn": Pledge.objects.filter(campaign=campaign, **pledging.subject(owner)).order_by("-pk"),
    }
    return render(request, "campaigns/pledge_start.html", context)


@require_POST
@login_required
def my_pledge_begin(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    owner = get_object_or_404(StaffMember, user=request.user)
    return _begin(request, campaign, owner, ("my_pledge", [campaign.pk]))


@require_POST
@login_required
def unit_pledge_begin(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    owner = get_object_or_404(departments_registering_for(request.user), pk=department_pk)
    return _begin(request, campaign, owner, ("unit_pledge", [campaign.pk, owner.pk]))


def _begin(
    request: HttpRequest, campaign: Campaign, owner: StaffMember | Department, start: tuple[str, list[int]]
) -> HttpResponse:
    form = StartForm(request.POST, offered=starting.offers(campaign, owner))
    if not form.is_valid() and pledging.live_pledge(campaign, owner) is None:
        return _start_page(request, campaign, owner, reverse(f"{start[0]}_begin", args=start[1]), form)
    chosen = form.cleaned_data.get("take", [])
    copied = ", đã chép các mục được chọn" if chosen else ""
    with flash(request, f"Đã lập bản nháp{copied}; viết xong thì kiểm tra rồi gửi."):
        pledge = starting.begin(campaign, owner=owner, chosen=chosen, by=request.user)
        return redirect("pledge_awards", pledge.pk)
    return redirect(start[0], *start[1])
