"""Plans that amend a launched one: begun, written, read, discarded; their issue is the desk's."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import amending_plan, plan_numbers
from campaigns.documents.plan_amendment import gather
from campaigns.forms.plan_acts import AmendmentForm
from campaigns.models import PlanAmendment
from campaigns.permissions import amendments_managed_by, amendments_visible_to, campaigns_managed_by
from campaigns.roles import is_clerk
from campaigns.views.plan_papers import paper_response
from thidua.http import flash
from thidua.kept_forms import refill
from thidua.workflow import Refused


@require_http_methods(["GET", "POST"])
@login_required
def plan_amendment_add(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    initial = {
        "title": amending_plan.proposed_title(campaign),
        "changes": amending_plan.proposed_changes(campaign),
    }
    form = AmendmentForm(request.POST or None, instance=PlanAmendment(campaign=campaign), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            amendment = amending_plan.begin(campaign, form, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused).rstrip("."))
        else:
            with flash(request, "Đã lập kế hoạch sửa đổi, bổ sung."):
                return redirect(amendment)
    refill(request, form)
    context = {"campaign": campaign, "form": form, "why": amending_plan.why_not_begin(campaign)}
    return render(request, "campaigns/amendment_form.html", context)


@require_GET
@login_required
def plan_amendment(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(amendments_visible_to(request.user), pk=pk)
    context = {
        "amendment": found,
        "campaign": found.campaign,
        "number": plan_numbers.number_of(found),
        "first": plan_numbers.number_of(found.campaign),
        "is_numbered_on_paper": plan_numbers.is_typed(found),
        "manages": is_clerk(request.user),
        "why_not_edit": amending_plan.why_not_edit(found),
        "why_not_issue": amending_plan.why_not_issue(found),
    }
    return render(request, "campaigns/amendment.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def plan_amendment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(amendments_managed_by(request.user), pk=pk)
    form = AmendmentForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            amending_plan.write(found, form, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused).rstrip("."))
        else:
            with flash(request, "Đã lưu kế hoạch sửa đổi, bổ sung."):
                return redirect(found)
    refill(request, form)
    context = {"campaign": found.campaign, "amendment": found, "form": form, "why": amending_plan.why_not_edit(found)}
    return render(request, "campaigns/amendment_form.html", context)


@require_POST
@login_required
def plan_amendment_discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(amendments_managed_by(request.user), pk=pk)
    with flash(request, "Đã xóa kế hoạch sửa đổi chưa ban hành."):
        amending_plan.discard(found, by=request.user)
        return redirect(found.campaign)
    return redirect(found)


@require_GET
@login_required
def plan_amendment_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    found = get_object_or_404(amendments_visible_to(request.user), pk=pk)
    return paper_response(request, found, gather, as_word=as_word)
