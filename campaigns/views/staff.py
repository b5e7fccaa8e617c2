"""The list of staff, a person's page, and the person's own data."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.forms.accounts import TONES, state_of
from campaigns.forms.people import StaffFilter, StaffMemberForm
from campaigns.kin import kin_of
from campaigns.models import Department, Posting, StaffMember
from campaigns.permissions import initiatives_visible_to, private_staff_of, staff_managed_by, staff_visible_to
from campaigns.rating_facts import findings_about
from campaigns.roles import is_clerk
from campaigns.views.ratings import Said
from thidua import clock
from thidua.http import paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too


@require_GET
@login_required
@excel_too
def staff_list(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    form = StaffFilter(request.GET, units=Department.objects.active(today))
    people = _filtered(staff_visible_to(request.user).with_places(today), form, today)
    context = {
        "form": form,
        "page": paginate(request, people.order_by("sort_key", "code")),
        "is_filtered": any(request.GET.get(name) for name in ("q", "unit", "left", "placeless")),
        "is_clerk": is_clerk(request.user),
    }
    return render(request, "campaigns/staff_list.html", context)


def _filtered(people: QuerySet[StaffMember], form: StaffFilter, day: date) -> QuerySet[StaffMember]:
    asked = form.cleaned_data if form.is_valid() else {}
    people = people.filter(left_on__lt=day) if asked.get("left") else people.employed(day)
    if asked.get("placeless"):
        placed = Posting.objects.on(day).filter(department__in=Department.objects.active(day).order_by())
        people = people.exclude(pk__in=placed.filter(is_main=True).values("staff_member"))
    if asked.get("q"):
        people = people.matching(asked["q"])
    if asked.get("unit"):
        people = people.filter(pk__in=Posting.objects.on(day).filter(department=asked["unit"]).values("staff_member"))
    return people


@require_GET
@login_required
def staff_member(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(staff_visible_to(request.user), pk=pk)
    sees_reasons = private_staff_of(request.user).filter(pk=person.pk).exists()
    return render(
        request,
        "campaigns/staff_member.html",
        {"person": person, "manages": is_clerk(request.user), "sees_reasons": sees_reasons}
        | (
            {"account_state": state_of(person).label, "account_tone": TONES[state_of(person)]}
            if is_clerk(request.user)
            else {}
        )
        | _sections(request.user, person, sees_reasons),
    )


def _sections(user: Any, person: StaffMember, sees_reasons: bool) -> dict[str, Any]:
    ratings = list(person.ratings.all())
    findings = findings_about(person, ratings) if sees_reasons else {}
    return {
        "former_names": person.former_names.all(),
        "breaks": person.service_breaks.all(),
        "postings": person.postings.select_related("department").order_by("-starts_on"),
        "ratings": [(row, [Said(one.sentence, one) for one in findings.get(row.year, ())]) for row in ratings],
        "absences": person.absences.order_by("-starts_on"),
        "disciplinary_actions": person.disciplinary_actions.order_by("-starts_on") if sees_reasons else [],
        "kinships": kin_of(person) if sees_reasons else [],
        "co_authorships": person.co_authorships.filter(initiative__in=initiatives_visible_to(user))
        .select_related("initiative")
        .order_by("-initiative__year", "initiative__title"),
    }


@require_http_methods(["GET", "POST"])
@login_required
def staff_add(request: HttpRequest) -> HttpResponse:
    if not is_clerk(request.user):
        raise Http404
    return _form(request, StaffMemberForm(request.POST or None), "Thêm cán bộ")


@require_http_methods(["GET", "POST"])
@login_required
def staff_edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(staff_managed_by(request.user), pk=pk)
    return _form(request, StaffMemberForm(request.POST or None, instance=person), f"Sửa thông tin của {person}")


def _form(request: HttpRequest, form: StaffMemberForm, heading: str) -> HttpResponse:
    with transaction.atomic():  # what the form asks about a running session stays true until the day is written
        person = form.save(by=request.user) if request.method == "POST" and form.is_valid() else None
    if person is not None:
        messages.success(request, f"Đã lưu thông tin của {person}.")
        return redirect("staff_member", pk=person.pk)
    refill(request, form)
    return render(request, "campaigns/staff_form.html", {"form": form, "heading": heading, "pk": form.instance.pk})
