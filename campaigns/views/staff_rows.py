"""What the clerk enters about a person row by row: postings, absences, discipline, ratings."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from campaigns.forms.people import AbsenceForm, DisciplinaryActionForm, PostingForm, RatingForm
from campaigns.models import Absence, AnnualRating, DisciplinaryAction, Posting, StaffMember
from campaigns.permissions import staff_managed_by
from campaigns.rating_facts import findings_about
from thidua.kept_forms import refill
from thidua.workflow import acting_on


def _add(request: HttpRequest, staff_pk: int, row: models.Model, form_class: Any, heading: str) -> HttpResponse:
    person = get_object_or_404(staff_managed_by(request.user), pk=staff_pk)
    row.staff_member = person
    return _page(request, person, form_class(request.POST or None, instance=row), heading)


def _edit(request: HttpRequest, model: Any, pk: int, form_class: Any, heading: str, **only: Any) -> HttpResponse:
    rows = model.objects.filter(**only, staff_member__in=staff_managed_by(request.user)).select_related("staff_member")
    row = get_object_or_404(rows, pk=pk)
    return _page(request, row.staff_member, form_class(request.POST or None, instance=row), heading)


def _page(request: HttpRequest, person: StaffMember, form: Any, heading: str) -> HttpResponse:
    if request.method == "POST" and _saved(request, person, form):
        messages.success(request, f"Đã lưu thông tin của {person}.")
        _advise(request, form.instance)
        return redirect("staff_member", pk=person.pk)
    refill(request, form)
    context = {"form": form, "heading": f"{heading} của {person}", "pk": person.pk}
    return render(request, "campaigns/staff_form.html", context)


def _advise(request: HttpRequest, row: models.Model) -> None:
    """What to look at in the rating just written; it is written all the same."""
    if not isinstance(row, AnnualRating):
        return
    for one in findings_about(row.staff_member, [row])[row.year]:
        messages.info(request, f"Xếp loại năm {row.year}: {one.sentence} ({one.citation})")


def _saved(request: HttpRequest, person: StaffMember, form: Any) -> bool:
    """Checks across rows of one person are asked under the person's lock."""
    with acting_on(person):
        if form.is_valid():
            form.save(by=request.user)
            return True
    return False


@require_http_methods(["GET", "POST"])
@login_required
def posting_add(request: HttpRequest, staff_pk: int) -> HttpResponse:
    return _add(request, staff_pk, Posting(), PostingForm, "Thêm vị trí công tác")


@require_http_methods(["GET", "POST"])
@login_required
def posting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    # A stand-in has pages of its own (changes.py).
    return _edit(request, Posting, pk, PostingForm, "Sửa vị trí công tác", is_acting_head=False)


@require_http_methods(["GET", "POST"])
@login_required
def absence_add(request: HttpRequest, staff_pk: int) -> HttpResponse:
    return _add(request, staff_pk, Absence(), AbsenceForm, "Thêm thời gian vắng")


@require_http_methods(["GET", "POST"])
@login_required
def absence_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, Absence, pk, AbsenceForm, "Sửa thời gian vắng")


@require_http_methods(["GET", "POST"])
@login_required
def discipline_add(request: HttpRequest, staff_pk: int) -> HttpResponse:
    return _add(request, staff_pk, DisciplinaryAction(), DisciplinaryActionForm, "Thêm kỷ luật")


@require_http_methods(["GET", "POST"])
@login_required
def discipline_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, DisciplinaryAction, pk, DisciplinaryActionForm, "Sửa kỷ luật")


@require_http_methods(["GET", "POST"])
@login_required
def rating_add(request: HttpRequest, staff_pk: int) -> HttpResponse:
    return _add(request, staff_pk, AnnualRating(), RatingForm, "Ghi xếp loại năm")


@require_http_methods(["GET", "POST"])
@login_required
def rating_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, AnnualRating, pk, RatingForm, "Sửa xếp loại năm")
