"""The unit's figure on a sheet: settled, opened again, or begun without the owner's points."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from campaigns import points, scoring, settling
from campaigns.forms.points import AdjustmentFormSet, SettleForm
from campaigns.models import CriteriaSet, ScoreSheet
from campaigns.points_permissions import people_whose_points_are_seen_by, sheets_settled_by
from campaigns.views.score_sheets import read_sheet, set_in_use
from thidua.forms import ReasonForm
from thidua.kept_forms import refill, restored
from thidua.workflow import Refused

PREFIX = "thuong-tru"


@require_http_methods(["GET", "POST"])
@login_required
def score_sheet_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The mean of what was given stands in the boxes; another figure needs its reason."""
    settled = sheets_settled_by(request.user).select_related(*scoring.ASKED_ABOUT)
    sheet = get_object_or_404(settled, pk=pk)
    if refused := settling.why_not_settle(sheet, by=request.user):
        messages.error(request, refused)
        return redirect(sheet)
    form, rows = _settle_forms(sheet, request.POST or restored(request) or None)
    if request.method == "POST" and form.is_valid() & rows.is_valid():
        try:
            settling.settle(sheet, form.settled(), rows.adjustments, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Đã chốt điểm của {sheet.owner}: {points.shown(sheet.unit_total)}.")
            return redirect(sheet)
    read = read_sheet(request, sheet)
    context = read | {"sheet": sheet, "set": sheet.criteria_set, "form": form, "formset": rows}
    context["boxes"] = [(line, *boxes) for line, boxes in zip(read["lines"], form.rows(), strict=True)]
    context["left"] = scoring.scorers_left(sheet)
    return render(request, "campaigns/score_settle.html", context)


def _settle_forms(sheet: ScoreSheet, typed: Any) -> tuple[SettleForm, Any]:
    criteria = list(sheet.criteria_set.criteria.all())
    stored = {row.criterion_id: row for row in sheet.settled_marks.all()}
    form = SettleForm(criteria, points.proposed(sheet, criteria), stored, typed)
    there = [{"kind": row.kind, "points": row.points, "reason": row.reason} for row in sheet.adjustments.all()]
    return form, AdjustmentFormSet(typed, initial=there, prefix=PREFIX)


@require_http_methods(["GET", "POST"])
@login_required
def score_sheet_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(sheets_settled_by(request.user).select_related(*scoring.ASKED_ABOUT), pk=pk)
    form = ReasonForm(request.POST or None, act="mở lại")
    if request.method == "POST" and form.is_valid():
        try:
            settling.reopen(sheet, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(sheet)
        messages.success(request, f"Đã mở lại điểm của {sheet.owner}; sửa xong thì chốt lại.")
        return redirect(sheet)
    refill(request, form)
    shown = points.shown(sheet.unit_total) if sheet.unit_total is not None else "chưa chốt"
    context = {
        "form": form,
        "question": f"Mở lại điểm đã chốt của {sheet.owner}?",
        "summary": [("Điểm đơn vị chấm", shown), ("Đang ở bước", sheet.get_status_display())],
        "cannot_undo": "Điểm từng người đã chấm giữ nguyên; người chốt điểm chốt lại.",
        "action_url": reverse("score_sheet_reopen", args=[sheet.pk]),
        "button": "Mở lại điểm đã chốt",
        "why": settling.why_not_reopen(sheet, by=request.user),
        "back_url": sheet.get_absolute_url(),
        "back_label": "Quay lại, chưa mở lại",
    }
    return render(request, "confirm.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def score_without_self(request: HttpRequest, campaign_pk: int, staff_pk: int) -> HttpResponse:
    """Somebody has not scored themself: who settles their points goes on, with the reason."""
    found = set_in_use(request, campaign_pk, CriteriaSet.Subject.INDIVIDUAL)
    person = get_object_or_404(people_whose_points_are_seen_by(request.user, found.campaign), pk=staff_pk)
    form = ReasonForm(request.POST or None, act="không chờ điểm tự chấm")
    if request.method == "POST" and form.is_valid():
        try:
            sheet = scoring.skip_self(found, person, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("score_list", campaign_pk)
        messages.success(request, f"Đã mở phiếu chấm điểm của {person} không có điểm tự chấm.")
        return redirect(sheet)
    refill(request, form)
    context = {
        "form": form,
        "question": f"Chấm điểm {person} không chờ điểm tự chấm?",
        "cannot_undo": "Người được chấm không tự chấm thêm được nữa; phiếu ghi “chưa tự chấm”, không phải 0 điểm.",
        "action_url": reverse("score_without_self", args=[campaign_pk, staff_pk]),
        "button": "Chấm không chờ điểm tự chấm",
        "why": scoring.why_not_skip_self(found, person),
        "back_url": reverse("score_list", args=[campaign_pk]),
        "back_label": "Quay lại, chờ điểm tự chấm",
    }
    return render(request, "confirm.html", context)
