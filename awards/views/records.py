"""What a person or a collective has received: read by themselves and their head, earlier years entered by the clerk."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from awards.forms.records import AwardRecordForm
from awards.models import AwardRecord
from awards.permissions import records_managed_by, records_visible_to
from campaigns.models import Department, StaffMember
from campaigns.permissions import departments_managed_by, departments_read_by, staff_managed_by, staff_visible_to
from campaigns.roles import is_clerk
from thidua.http import paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too


@require_GET
@login_required
@excel_too
def award_record_list(request: HttpRequest, staff_pk: int) -> HttpResponse:
    return _list(request, get_object_or_404(staff_visible_to(request.user), pk=staff_pk))


@require_GET
@login_required
@excel_too
def unit_record_list(request: HttpRequest, department_pk: int) -> HttpResponse:
    return _list(request, get_object_or_404(departments_read_by(request.user), pk=department_pk))


def _list(request: HttpRequest, owner: StaffMember | Department) -> HttpResponse:
    records = records_visible_to(request.user).filter(**_owned(owner)).select_related("award")
    context = {
        "owner": owner,
        "is_person": isinstance(owner, StaffMember),
        "page": paginate(request, records),
        "manages": is_clerk(request.user),
    }
    return render(request, "awards/record_list.html", context)


def _owned(owner: StaffMember | Department) -> dict[str, Any]:
    return {"staff_member": owner} if isinstance(owner, StaffMember) else {"department": owner}


@require_http_methods(["GET", "POST"])
@login_required
def award_record_add(request: HttpRequest, staff_pk: int) -> HttpResponse:
    person = get_object_or_404(staff_managed_by(request.user), pk=staff_pk)
    return _form(request, AwardRecord(staff_member=person), f"Ghi khen thưởng năm trước của {person}")


@require_http_methods(["GET", "POST"])
@login_required
def unit_record_add(request: HttpRequest, department_pk: int) -> HttpResponse:
    unit = get_object_or_404(departments_managed_by(request.user), pk=department_pk)
    return _form(request, AwardRecord(department=unit), f"Ghi khen thưởng năm trước của {unit}")


@require_http_methods(["GET", "POST"])
@login_required
def award_record_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """History only: what our own decisions wrote is changed by papers, not by a form."""
    history = records_managed_by(request.user).filter(source=AwardRecord.Source.HISTORY)
    record = get_object_or_404(history.select_related("staff_member", "department"), pk=pk)
    return _form(request, record, f"Sửa khen thưởng của {record.staff_member or record.department}")


def _form(request: HttpRequest, record: AwardRecord, heading: str) -> HttpResponse:
    form = AwardRecordForm(request.POST or None, instance=record)
    owner = record.staff_member or record.department
    address = "award_record_list" if record.staff_member else "unit_record_list"
    if request.method == "POST" and form.is_valid():
        form.save(by=request.user)
        messages.success(request, f"Đã lưu khen thưởng của {owner}.")
        return redirect(address, owner.pk)
    refill(request, form)
    context = {"form": form, "heading": heading, "owner": owner, "address": address}
    return render(request, "awards/record_form.html", context)
