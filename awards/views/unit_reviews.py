"""A unit's bình xét: all units at once, the page of one meeting, opening it, its roll and its written parts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards import review_overview, review_roll, reviewing, unit_reviews
from awards.forms.reviews import LateForm, MeetingForm, RollForm, WrittenForm
from awards.models import UnitReview
from awards.review_permissions import (
    departments_meeting_for,
    departments_whose_meeting_is_seen_by,
    reviews_visible_to,
    reviews_written_by,
)
from awards.views.unit_review_page import review_page
from campaigns.permissions import campaigns_visible_to
from campaigns.roles import is_clerk, is_rector
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.workflow import Refused

NOT_MET = "chua-hop"


def written(request: HttpRequest, pk: int) -> UnitReview:
    """One that this user writes; 404 for anybody else."""
    return get_object_or_404(reviews_written_by(request.user).select_related(*reviewing.READ_WITH), pk=pk)


@require_GET
@login_required
@excel_too
def unit_review_list(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    seen = departments_whose_meeting_is_seen_by(request.user)
    if not seen.exists():
        raise Http404
    units = review_overview.units_of(campaign).filter(pk__in=seen.order_by().values("pk"))
    only_missing = request.GET.get("loc") == NOT_MET
    context = {
        "campaign": campaign,
        "page": paginate(request, units.filter(has_met=False) if only_missing else units),
        "only_missing": only_missing,
        "met": units.filter(has_met=True).count(),
        "units": units.count(),
        "mine": set(departments_meeting_for(request.user).values_list("pk", flat=True)),
        "sees_all": is_clerk(request.user) or is_rector(request.user),
    }
    context["sentence"] = f"{context['met']}/{context['units']} đơn vị đã bình xét công trạng năm"
    return render(request, "awards/unit_review_list.html", context)


@require_GET
@login_required
@excel_too
def unit_review(request: HttpRequest, pk: int) -> HttpResponse:
    found = reviews_visible_to(request.user).select_related(*reviewing.READ_WITH)
    return render(request, "awards/unit_review.html", review_page(request, get_object_or_404(found, pk=pk)))


@require_http_methods(["GET", "POST"])
@login_required
def unit_review_open(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    department = get_object_or_404(departments_meeting_for(request.user), pk=department_pk)
    review = UnitReview(campaign=campaign, department=department)
    form = MeetingForm(request.POST or None, instance=review)
    if request.method == "POST" and form.is_valid():
        try:
            reviewing.begin(form.save(commit=False), by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã lập biên bản bình xét; điểm danh rồi ghi kết quả biểu quyết.")
            return redirect("unit_review_roll", review.pk)
    refill(request, form)
    why = reviewing.why_not_meet(campaign, department)
    context = {"form": form, "campaign": campaign, "department": department, "why": why}
    return render(request, "awards/unit_review_form.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def unit_review_edit(request: HttpRequest, pk: int) -> HttpResponse:
    review = written(request, pk)
    form = MeetingForm(request.POST or None, instance=review)
    if request.method == "POST" and form.is_valid():
        try:
            reviewing.change(review, form.told(), by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã lưu cuộc họp.")
            return redirect(review)
    refill(request, form)
    context = {"form": form, "review": review, "campaign": review.campaign, "department": review.department}
    return render(request, "awards/unit_review_form.html", context | {"why": unit_reviews.why_not_write(review)})


# --- the roll


@require_http_methods(["GET", "POST"])
@login_required
def unit_review_roll(request: HttpRequest, pk: int) -> HttpResponse:
    review = written(request, pk)
    people = list(unit_reviews.people_of(review))
    form = RollForm(people, request.POST or None, initial=_as_called(review, people))
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã ghi điểm danh."):
            review_roll.call_roll(review, present=form.present, reasons=form.reasons, by=request.user)
        return redirect(review)
    refill(request, form)
    return _roll_page(request, review, form, LateForm(), form)


def _as_called(review: UnitReview, people: list[Any]) -> dict[str, Any]:
    """Everybody is here until the roll says otherwise."""
    reasons = dict(review.absences.values_list("staff_member", "reason"))
    initial = {f"present_{person.pk}": person.pk not in reasons for person in people}
    return initial | {f"reason_{pk}": reason for pk, reason in reasons.items()}


def _roll_page(request: HttpRequest, review: UnitReview, roll: RollForm, late: LateForm, form: Any) -> HttpResponse:
    """`form`: which of the two was posted; its errors are the page's."""
    why = unit_reviews.why_not_write(review)
    context = {"review": review, "roll": roll, "late_form": late, "form": form, "why": why}
    return render(request, "awards/unit_review_roll.html", context)


@require_POST
@login_required
def unit_review_add_person(request: HttpRequest, pk: int) -> HttpResponse:
    review = written(request, pk)
    late = LateForm(request.POST)
    if not late.is_valid():
        people = list(unit_reviews.people_of(review))
        return _roll_page(request, review, RollForm(people, initial=_as_called(review, people)), late, late)
    with flash(request, "Đã thêm vào danh sách điểm danh."):
        review_roll.add_person(review, late.cleaned_data["person"], by=request.user)
    return redirect("unit_review_roll", review.pk)


# --- what people said


@require_http_methods(["GET", "POST"])
@login_required
def unit_review_write(request: HttpRequest, pk: int) -> HttpResponse:
    review = written(request, pk)
    form = WrittenForm(request.POST or None, instance=review)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã lưu nội dung biên bản."):
            reviewing.note(review, texts=form.texts(), by=request.user)
        return redirect(review)
    refill(request, form)
    context = {"review": review, "form": form, "why": unit_reviews.why_not_write(review)}
    return render(request, "awards/unit_review_write.html", context)
