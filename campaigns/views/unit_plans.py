"""A unit's own plan: read, written, uploaded, sent and taken back; all units at once for the clerk."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import unit_planning
from campaigns.forms.unit_plans import PlanFileForm, UnitPlanForm
from campaigns.models import Campaign, Department, PlanItem, UnitPlan
from campaigns.permissions import (
    campaigns_visible_to,
    departments_managed_by,
    departments_planning_for,
    departments_whose_plan_is_read_by,
    unit_plans_visible_to,
)
from campaigns.roles import headed, is_clerk, is_rector
from thidua import uploads
from thidua.audit import history_of
from thidua.forms import ReasonForm
from thidua.http import flash, hand_out, paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.workflow import Refused

BACK = "Quay lại kế hoạch của đơn vị"
NOT_SENT, LATE = "chua-nop", "nop-muon"


def _place(request: HttpRequest, campaign_pk: int, department_pk: int, departments: Any) -> tuple[Campaign, Department]:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    return campaign, get_object_or_404(departments(request.user), pk=department_pk)


def _read(request: HttpRequest, campaign_pk: int, department_pk: int) -> UnitPlan:
    """The plan of a unit whose page the user opens; whether its words are theirs to read is another question."""
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    department = get_object_or_404(departments_whose_plan_is_read_by(request.user, campaign), pk=department_pk)
    return unit_planning.stored(campaign, department)


@require_GET
@login_required
def unit_plan(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    plan = _read(request, campaign_pk, department_pk)
    campaign, department = plan.campaign, plan.department
    heads, manages = department in headed(request.user), is_clerk(request.user)
    context = {
        "plan": plan,
        "campaign": campaign,
        "department": department,
        "heads": heads,
        "manages": manages,
        "is_sent": plan.status == UnitPlan.Status.SENT,
        "reads": unit_plans_visible_to(request.user).filter(pk=plan.pk).exists(),
        "asked": unit_planning.asked_of(campaign, department),
        "contents": campaign.plan_items.filter(part=PlanItem.Part.CONTENT),
        "targets": campaign.targets.select_related("award"),
        "why_not_write": unit_planning.why_not_write(plan),
        "why_not_send": unit_planning.why_not_send(plan) if heads else "",
        "why_not_take_back": unit_planning.why_not_take_back(plan) if heads else "",
        "is_past": unit_planning.is_past(campaign),
        "has_head": unit_planning.units_of(campaign).filter(pk=department.pk, has_leader=True).exists(),
        "reminds": manages and unit_planning.may_remind(campaign),
        "history": history_of(plan) if plan.pk and (heads or manages) else [],
    }
    return render(request, "campaigns/unit_plan.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def unit_plan_edit(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign, department = _place(request, campaign_pk, department_pk, departments_planning_for)
    plan = unit_planning.stored(campaign, department)
    form = UnitPlanForm(request.POST or None, instance=plan)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            with transaction.atomic():
                unit_planning.write(unit_planning.plan_of(campaign, department), text=text, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lưu kế hoạch của đơn vị; chưa nộp.")
            return redirect(request.path if "stay" in request.POST else plan)
    refill(request, form)
    why = unit_planning.why_not_write(unit_planning.stored(campaign, department))
    return render(request, "campaigns/unit_plan_edit.html", {"plan": plan, "form": form, "why": why})


@require_http_methods(["GET", "POST"])
@login_required
def unit_plan_file_add(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign, department = _place(request, campaign_pk, department_pk, departments_planning_for)
    plan, by = unit_planning.stored(campaign, department), request.user
    form = PlanFileForm(request.POST, request.FILES) if request.method == "POST" else PlanFileForm()
    if form.is_bound and form.is_valid():
        with flash(request, "Đã thêm tệp kế hoạch; chưa nộp."):
            why = unit_planning.why_not_attach(plan)
            uploads.hand_in(form.cleaned_data["file"], lambda kept: _attach(plan, kept, by), why=why, by=by)
        return redirect(plan)
    context = {
        "title": "Thêm tệp kế hoạch",
        "about": f"{plan}, {campaign}.",
        "form": form,
        "why": unit_planning.why_not_attach(plan),
        "back_url": plan.get_absolute_url(),
        "back_label": BACK,
    }
    return render(request, "attachment_add.html", context)


def _attach(plan: UnitPlan, kept: Any, by: Any) -> None:
    with transaction.atomic():
        unit_planning.attach(unit_planning.plan_of(plan.campaign, plan.department), kept, by=by)


@require_GET
@login_required
def unit_plan_file(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    found = unit_plans_visible_to(request.user).filter(pk=_read(request, campaign_pk, department_pk).pk)
    plan = get_object_or_404(found.select_related("file"), file__isnull=False)
    return hand_out(request, plan.file, back_url=plan.get_absolute_url(), back_label=BACK)


@require_http_methods(["GET", "POST"])
@login_required
def unit_plan_file_remove(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign, department = _place(request, campaign_pk, department_pk, departments_planning_for)
    plan = get_object_or_404(UnitPlan, campaign=campaign, department=department, file__isnull=False)
    if request.method == "POST":
        with flash(request, "Đã bỏ tệp khỏi kế hoạch."):
            unit_planning.detach(plan, by=request.user)
        return redirect(plan)
    context = {
        "question": "Bỏ tệp này khỏi kế hoạch?",
        "summary": [("Đơn vị", department), ("Tệp", plan.file.original_name)],
        "action_url": request.path,
        "button": "Bỏ tệp",
        "danger": True,
        "why": unit_planning.why_not_write(plan),
        "back_url": plan.get_absolute_url(),
        "back_label": "Quay lại, giữ tệp",
    }
    return render(request, "confirm.html", context)


@require_POST
@login_required
def unit_plan_send(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign, department = _place(request, campaign_pk, department_pk, departments_planning_for)
    with flash(request, "Đã nộp kế hoạch của đơn vị cho Thường trực Hội đồng."), transaction.atomic():
        unit_planning.send(unit_planning.plan_of(campaign, department), by=request.user)
    return redirect("unit_plan", campaign.pk, department.pk)


@require_POST
@login_required
def unit_plan_take_back(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign, department = _place(request, campaign_pk, department_pk, departments_planning_for)
    plan = get_object_or_404(UnitPlan, campaign=campaign, department=department)
    with flash(request, "Đã lấy lại kế hoạch; sửa rồi nộp lại trong hạn."):
        unit_planning.take_back(plan, by=request.user)
    return redirect(plan)


@require_http_methods(["GET", "POST"])
@login_required
def unit_plan_reopen(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign, department = _place(request, campaign_pk, department_pk, departments_managed_by)
    plan = get_object_or_404(UnitPlan, campaign=campaign, department=department)
    form = ReasonForm(request.POST or None, act="mở lại")
    if request.method == "POST" and form.is_valid():
        with flash(request, f"Đã mở lại kế hoạch của {department} để sửa."):
            unit_planning.reopen(plan, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(plan)
    refill(request, form)
    context = {
        "question": f"Mở lại kế hoạch của {department}?",
        "form": form,
        "action_url": request.path,
        "button": "Mở lại để sửa",
        "why": unit_planning.why_not_reopen(plan),
        "back_url": plan.get_absolute_url(),
        "back_label": "Quay lại, chưa làm gì",
    }
    return render(request, "confirm.html", context)


# --- all units


@require_GET
@login_required
@excel_too
def unit_plan_list(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    if not is_clerk(request.user) and not is_rector(request.user):
        raise Http404
    units, shown = unit_planning.units_of(campaign), request.GET.get("loc", "")
    total, sent = units.count(), units.filter(is_sent=True).count()
    filters = {NOT_SENT: {"is_sent": False}, LATE: {"is_late": True}}
    context = {
        "campaign": campaign,
        "page": paginate(request, units.filter(**filters.get(shown, {}))),
        "shown": shown if shown in filters else "",
        "total": total,
        "sent": sent,
        "sentence": f"{sent}/{total} đơn vị đã nộp",
        "days_left": unit_planning.days_left(campaign),
        "reminds": is_clerk(request.user) and unit_planning.may_remind(campaign),
    }
    return render(request, "campaigns/unit_plan_list.html", context)
