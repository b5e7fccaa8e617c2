"""The rows of a draft: conditions of three kinds and numbers, each chosen in words, with what its finding will say."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards import regulating
from awards.eligibility.own import threshold_facts
from awards.eligibility.wording import label_of
from awards.forms.regulations import (
    ConditionForm,
    FactForm,
    KeyForm,
    RegulationParameterForm,
    ThresholdForm,
    keys_left_open,
)
from awards.law_permissions import conditions_written_by, parameters_written_by, regulations_written_by
from awards.models import Regulation, RegulationCondition, RegulationParameter
from awards.own_rules import says
from thidua import clock
from thidua.http import flash
from thidua.kept_forms import refill
from thidua.models import RuleSetCode
from thidua.vietnamese import upper_first
from thidua.workflow import Refused

Kind = RegulationCondition.Kind
# The kinds by their place in the address.
KINDS = {"nguong": Kind.THRESHOLD, "co-khong": Kind.QUESTION, "giay-to": Kind.DOCUMENT}


def _draft(request: HttpRequest, pk: int) -> Regulation:
    return get_object_or_404(regulations_written_by(request.user).select_related("legal_text"), pk=pk)


@require_GET
@login_required
def threshold_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """First the fact, then a form whose value fits it."""
    found = _draft(request, pk)
    form = FactForm(request.GET if "fact" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("threshold_add", pk=pk, fact=form.cleaned_data["fact"])
    context = {"form": form, "regulation": found, "heading": "Thêm ngưỡng: chọn dữ kiện", "button": "Tiếp tục"}
    return render(request, "awards/regulation_choose.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def threshold_add(request: HttpRequest, pk: int, fact: str) -> HttpResponse:
    if fact not in threshold_facts():
        raise Http404
    row = RegulationCondition(regulation=_draft(request, pk), kind=Kind.THRESHOLD, fact=fact)
    return _condition_page(request, row, f"Thêm ngưỡng: {threshold_facts()[fact]}")


@require_http_methods(["GET", "POST"])
@login_required
def condition_add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    if kind not in KINDS or KINDS[kind] == Kind.THRESHOLD:
        raise Http404
    row = RegulationCondition(regulation=_draft(request, pk), kind=KINDS[kind])
    return _condition_page(request, row, f"Thêm: {row.get_kind_display().lower()}")


@require_http_methods(["GET", "POST"])
@login_required
def condition_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rows = conditions_written_by(request.user).select_related("regulation__legal_text")
    row = get_object_or_404(rows, pk=pk)
    return _condition_page(request, row, f"Sửa: {row.words}")


def _condition_page(request: HttpRequest, row: RegulationCondition, heading: str) -> HttpResponse:
    """“Xem trước” shows what the finding will say and keeps what was typed; nothing is stored then."""
    form_class = ThresholdForm if row.kind == Kind.THRESHOLD else ConditionForm
    form = form_class(request.POST or None, instance=row)
    context: dict[str, Any] = {"form": form, "regulation": row.regulation, "heading": heading}
    context |= {"why": regulating.why_not_edit(row.regulation), "previews": True}
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            row.code = row.code or "xem-truoc"
            return render(request, "awards/regulation_row_form.html", context | {"says": says(row)})
        try:
            regulating.save_condition(form, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã lưu điều kiện.")
            return redirect(row.regulation)
    refill(request, form)
    return render(request, "awards/regulation_row_form.html", context)


@require_POST
@login_required
def condition_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(conditions_written_by(request.user).select_related("regulation"), pk=pk)
    with flash(request, "Đã bỏ điều kiện khỏi bản thảo."):
        regulating.remove_row(row, by=request.user)
    return redirect("regulation", pk=row.regulation_id)


# --- numbers


@require_GET
@login_required
def parameter_choose(request: HttpRequest, pk: int) -> HttpResponse:
    found = _draft(request, pk)
    form = KeyForm(request.GET if "key" in request.GET else None, day=found.valid_from or clock.today())
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        return redirect("regulation_parameter_add", pk=pk, rule_set=chosen["rule_set"], key=chosen["key"])
    context = {"form": form, "regulation": found, "heading": "Thêm tham số: chọn tham số", "button": "Tiếp tục"}
    return render(request, "awards/regulation_choose.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def parameter_add(request: HttpRequest, pk: int, rule_set: str, key: str) -> HttpResponse:
    found = _draft(request, pk)
    if rule_set not in RuleSetCode or key not in keys_left_open(rule_set):
        raise Http404
    return _parameter_page(request, RegulationParameter(regulation=found, rule_set=rule_set, key=key))


@require_http_methods(["GET", "POST"])
@login_required
def parameter_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rows = parameters_written_by(request.user).select_related("regulation__legal_text")
    return _parameter_page(request, get_object_or_404(rows, pk=pk))


def _parameter_page(request: HttpRequest, row: RegulationParameter) -> HttpResponse:
    form = RegulationParameterForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            regulating.save_parameter(form, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã lưu tham số.")
            return redirect(row.regulation)
    refill(request, form)
    context = {
        "form": form,
        "regulation": row.regulation,
        "heading": f"{upper_first(label_of(row.key))} (bộ {row.rule_set})",
        "why": regulating.why_not_edit(row.regulation),
    }
    return render(request, "awards/regulation_row_form.html", context)


@require_POST
@login_required
def parameter_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(parameters_written_by(request.user).select_related("regulation"), pk=pk)
    with flash(request, "Đã bỏ tham số khỏi bản thảo."):
        regulating.remove_row(row, by=request.user)
    return redirect("regulation", pk=row.regulation_id)
