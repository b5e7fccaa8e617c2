"""The clerk writes down who is married or related, so that a member of a council is asked to step out of the case."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from campaigns import kin
from campaigns.forms.people import KinshipForm
from campaigns.models import Kinship
from campaigns.permissions import staff_managed_by
from thidua.http import flash
from thidua.kept_forms import refill


@require_http_methods(["GET", "POST"])
@login_required
def kinship_add(request: HttpRequest, staff_pk: int) -> HttpResponse:
    person = get_object_or_404(staff_managed_by(request.user), pk=staff_pk)
    form = KinshipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with flash(request, f"Đã ghi người thân của {person}."):
            kin.relate(person, **form.cleaned_data, by=request.user)
            return redirect("staff_member", pk=person.pk)
    refill(request, form)
    context = {"form": form, "heading": f"Ghi người thân trong Trường của {person}", "pk": person.pk}
    return render(request, "campaigns/staff_form.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def kinship_remove(request: HttpRequest, pk: int) -> HttpResponse:
    kinships = Kinship.objects.filter(staff_member__in=staff_managed_by(request.user))
    kinship = get_object_or_404(kinships.select_related("staff_member", "relative"), pk=pk)
    person = kinship.staff_member
    if request.method == "POST":
        with flash(request, "Đã bỏ dòng người thân."):
            kin.unrelate(kinship, by=request.user)
        return redirect("staff_member", pk=person.pk)
    context = {
        "question": "Bỏ dòng người thân này?",
        "summary": [("Hai người", f"{person} và {kinship.relative}"), ("Quan hệ", kinship.relation)],
        "cannot_undo": "Phiên họp sau không còn đề nghị lánh vì quan hệ này; khai báo đã ghi giữ nguyên.",
        "action_url": request.path,
        "button": "Bỏ dòng người thân",
        "danger": True,
        "back_url": reverse("staff_member", args=[person.pk]),
        "back_label": "Quay lại, giữ dòng này",
    }
    return render(request, "confirm.html", context)
