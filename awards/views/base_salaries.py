"""Base salaries: the list, another one from a day on, a slip mended while no issued decision was reckoned with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from awards import keeping_texts
from awards.forms.legal_texts import BaseSalaryForm
from awards.law_permissions import keeps_legal_texts, legal_texts_visible_to
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.models import BaseSalary, Certainty
from thidua.tables import excel_too
from thidua.vietnamese import money, vdate


def _kept(request: HttpRequest, pk: int) -> BaseSalary:
    if not keeps_legal_texts(request.user):
        raise Http404
    return get_object_or_404(BaseSalary, pk=pk)


@require_GET
@login_required
@excel_too
def base_salary_list(request: HttpRequest) -> HttpResponse:
    if legal_texts_visible_to(request.user).query.is_empty():
        raise Http404
    page = paginate(request, BaseSalary.objects.order_by("-valid_from"))
    for row in page:
        row.to_check = row.certainty != Certainty.CONFIRMED
    context = {"page": page, "keeps": keeps_legal_texts(request.user)}
    return render(request, "awards/base_salary_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def base_salary_add(request: HttpRequest) -> HttpResponse:
    if not keeps_legal_texts(request.user):
        raise Http404
    return _form(request, BaseSalary(), "Thêm mức lương cơ sở")


@require_http_methods(["GET", "POST"])
@login_required
def base_salary_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _kept(request, pk)
    if why := keeping_texts.why_not_edit_salary(row):
        messages.error(request, why)
        return redirect("base_salary_list")
    return _form(request, row, "Sửa mức lương cơ sở")


def _form(request: HttpRequest, row: BaseSalary, heading: str) -> HttpResponse:
    form = BaseSalaryForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        saved = form.save(by=request.user)
        kept = "Quyết định đã ban hành giữ nguyên số tiền; dự thảo tính lại khi đổi ngày hoặc ban hành."
        messages.success(request, f"Đã lưu mức {money(saved.amount)} đồng từ ngày {vdate(saved.valid_from)}. {kept}")
        return redirect("base_salary_list")
    refill(request, form)
    context: dict[str, Any] = {"form": form, "heading": heading, "back_url": reverse("base_salary_list"), "why": ""}
    return render(request, "awards/legal_text_form.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def base_salary_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    row = _kept(request, pk)
    if request.method == "POST":
        with flash(request, "Đã ghi là đã đối chiếu nguồn."):
            keeping_texts.confirm_salary(row, by=request.user)
        return redirect("base_salary_list")
    context = {
        "question": "Xác nhận đã đối chiếu mức này?",
        "summary": [
            ("Mức", f"{money(row.amount)} đồng"),
            ("Từ ngày", vdate(row.valid_from)),
            ("Theo văn bản", row.decree),
        ],
        "action_url": request.path,
        "button": "Xác nhận đã đối chiếu",
        "back_url": reverse("base_salary_list"),
        "back_label": "Quay lại, chưa xác nhận",
        "why": "" if row.certainty != Certainty.CONFIRMED else "Mức này đã đối chiếu nguồn rồi.",
    }
    return render(request, "confirm.html", context)
