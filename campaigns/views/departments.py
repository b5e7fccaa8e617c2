"""Units of the school in its order, their heads and their yearly ratings."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import acting
from campaigns.forms.people import DepartmentForm, RatingForm
from campaigns.models import AnnualRating, Department
from campaigns.permissions import departments_managed_by, departments_read_by
from campaigns.roles import head_postings, is_clerk, leading_postings
from campaigns.views.changes import notes_on
from thidua import clock
from thidua.http import paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too


@require_GET
@login_required
@excel_too
def department_list(request: HttpRequest) -> HttpResponse:
    head = head_postings().filter(department=OuterRef("pk"))
    stand_in = leading_postings().filter(department=OuterRef("pk"), is_acting_head=True)
    today, closed = clock.today(), request.GET.get("xem") == "da-dong"
    units = Department.objects.filter(valid_to__lt=today) if closed else Department.objects.active(today)
    units = units.select_related("parent").annotate(
        head_name=Subquery(head.values("staff_member__full_name")[:1]),
        head_post=Subquery(head.values("post")[:1]),
        stand_in_name=Subquery(stand_in.values("staff_member__full_name")[:1]),
    )
    context = {
        "page": paginate(request, units.order_by("order", "code")),
        "readable": set(departments_read_by(request.user).values_list("pk", flat=True)),
        "is_clerk": is_clerk(request.user),
        "closed": closed,
    }
    return render(request, "campaigns/department_list.html", context)


@require_GET
@login_required
def department(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(departments_read_by(request.user).select_related("parent"), pk=pk)
    stand_ins = list(acting.stand_ins(unit))
    context = {
        "unit": unit,
        "manages": is_clerk(request.user),
        "heads": unit.postings.filter(is_head=True).select_related("staff_member").order_by("-starts_on"),
        "stand_ins": stand_ins,
        # What standing in means is said while it matters.
        "notes": notes_on(unit) if any(row.ends_on >= clock.today() for row in stand_ins) else [],
        "today": clock.today(),
        "ratings": unit.ratings.all(),
    }
    return render(request, "campaigns/department.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def department_add(request: HttpRequest) -> HttpResponse:
    if not is_clerk(request.user):
        raise Http404
    root = Department.objects.filter(kind=Department.Kind.SCHOOL).first()
    form = DepartmentForm(request.POST or None, initial={"parent": root})
    return _form(request, form, "Thêm đơn vị")


@require_http_methods(["GET", "POST"])
@login_required
def department_edit(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(departments_managed_by(request.user), pk=pk)
    return _form(request, DepartmentForm(request.POST or None, instance=unit), f"Sửa {unit}")


@require_http_methods(["GET", "POST"])
@login_required
def unit_rating_add(request: HttpRequest, department_pk: int) -> HttpResponse:
    unit = get_object_or_404(departments_managed_by(request.user), pk=department_pk)
    form = RatingForm(request.POST or None, instance=AnnualRating(department=unit))
    return _form(request, form, f"Ghi xếp loại năm của {unit}", unit)


@require_http_methods(["GET", "POST"])
@login_required
def unit_rating_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rows = AnnualRating.objects.filter(department__in=departments_managed_by(request.user)).select_related("department")
    rating = get_object_or_404(rows, pk=pk)
    form = RatingForm(request.POST or None, instance=rating)
    return _form(request, form, f"Sửa xếp loại năm của {rating.department}", rating.department)


def _form(request: HttpRequest, form: Any, heading: str, unit: Department | None = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        saved = form.save(by=request.user)
        unit = unit or saved
        messages.success(request, f"Đã lưu thông tin của {unit}.")
        return redirect("department", pk=unit.pk)
    refill(request, form)
    return render(request, "campaigns/department_form.html", {"form": form, "heading": heading})
