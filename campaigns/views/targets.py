"""Targets followed through the year: the list with how far each has come, and the results of one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import measuring
from campaigns.forms.plan_acts import ResultForm
from campaigns.models import Target
from campaigns.permissions import campaigns_visible_to, targets_managed_by, targets_visible_to
from campaigns.roles import is_clerk
from thidua import clock
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.workflow import Refused


@require_GET
@login_required
@excel_too
def target_list(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(campaigns_visible_to(request.user), pk=pk)
    context = {"campaign": found, "targets": measuring.progress_of(found), "manages": is_clerk(request.user)}
    return render(request, "campaigns/target_list.html", context)


@require_GET
@login_required
@excel_too
def target_results(request: HttpRequest, pk: int) -> HttpResponse:
    """One target with everything that was measured of it, the newest first."""
    target = get_object_or_404(targets_visible_to(request.user).with_latest(), pk=pk)
    page = paginate(request, target.results.select_related("by"))
    context = {
        "target": target,
        "campaign": target.campaign,
        "progress": measuring.Progress(target, target.latest_value, target.latest_on),
        "page": page,
        "rows": [(row, measuring.value_text(target, row.value)) for row in page],
        "manages": is_clerk(request.user),
        "why": measuring.why_not_measure(target.campaign),
    }
    return render(request, "campaigns/target_results.html", context)


def _target(request: HttpRequest, pk: int) -> Target:
    return get_object_or_404(targets_managed_by(request.user), pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def target_record(request: HttpRequest, pk: int) -> HttpResponse:
    target = _target(request, pk)
    form = ResultForm(request.POST or None, target=target, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            measuring.record(target, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused).rstrip("."))
        else:
            with flash(request, "Đã ghi kết quả."):
                return redirect(target)
    refill(request, form)
    context = {"target": target, "campaign": target.campaign, "form": form}
    context["why"] = measuring.why_not_measure(target.campaign)
    return render(request, "campaigns/target_record.html", context)


@require_POST
@login_required
def target_result_remove(request: HttpRequest, pk: int, result_pk: int) -> HttpResponse:
    target = _target(request, pk)
    with flash(request, "Đã bỏ kết quả; nhật ký vẫn giữ."):
        measuring.remove(target, result_pk, by=request.user)
    return redirect(target)
