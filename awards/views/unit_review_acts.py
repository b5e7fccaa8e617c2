"""Acts on a unit's bình xét: its cases and votes, its end, and the dossiers that come of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from awards import assessing, proposing, review_cases, reviewing, unit_reviews
from awards.forms.reviews import CaseForm, SheetForm
from awards.models import Occasion, UnitReview, UnitReviewCase
from awards.review_permissions import reviews_managed_by, reviews_visible_to, reviews_written_by
from awards.views.unit_review_page import in_order, rows_of
from awards.views.unit_reviews import written
from thidua.forms import ReasonForm
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.workflow import Refused

ALL_AGREE = "dong-y"


@require_http_methods(["GET", "POST"])
@login_required
def unit_review_votes(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of votes, a page of cases at a time; what is known of each case stands beside its boxes."""
    review = written(request, pk)
    page, roll = paginate(request, in_order(review)), unit_reviews.roll_of(review)
    asked = assessing.asked_of(review.campaign.year)
    rows = rows_of(review, roll, list(page), asked, {})
    filled = request.GET.get("dien") == ALL_AGREE
    form = SheetForm(review, roll, [row.case for row in rows], request.POST or None, all_agree=filled)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã lưu kết quả biểu quyết."):
            review_cases.vote(review, form.votes(), by=request.user)
        return redirect(_next_sheet(request, review, page))
    refill(request, form)
    context = {"review": review, "roll": roll, "page": page, "form": form, "why": unit_reviews.why_not_write(review)}
    context |= {
        "needs_registration": review_cases.needs_registration(review, asked),
        "is_merit": review.occasion == Occasion.MERIT,
    }
    lines = [(row, fields) for row, (_, _, fields) in zip(rows, form.rows(), strict=True)]
    return render(request, "awards/unit_review_votes.html", context | {"lines": lines})


def _next_sheet(request: HttpRequest, review: UnitReview, page) -> str:
    if "next" in request.POST and page.has_next():
        return f"{request.path}?page={page.next_page_number()}"
    return review.get_absolute_url()


@require_POST
@login_required
def unit_review_bring(request: HttpRequest, pk: int) -> HttpResponse:
    """What was registered since the meeting was opened."""
    review = written(request, pk)
    try:
        number = review_cases.bring_registered(review, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã đưa {number} trường hợp vào bình xét." if number else "Không có trường hợp mới.")
    return redirect(review)


@require_http_methods(["GET", "POST"])
@login_required
def unit_review_case_add(request: HttpRequest, pk: int) -> HttpResponse:
    review = written(request, pk)
    form = CaseForm(request.POST or None, review=review)
    if request.method == "POST" and form.is_valid():
        try:
            review_cases.bring(review, form.candidate, form.cleaned_data["award"], by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã thêm trường hợp vào bình xét.")
            return redirect(review)
    refill(request, form)
    context = {"review": review, "form": form, "why": unit_reviews.why_not_write(review)}
    context["needs_registration"] = review_cases.needs_registration(review)
    return render(request, "awards/unit_review_case.html", context)


@require_POST
@login_required
def unit_review_case_drop(request: HttpRequest, pk: int, case_pk: int) -> HttpResponse:
    cases = UnitReviewCase.objects.filter(review__in=reviews_written_by(request.user), review=pk)
    related = ("review__campaign", "review__department", "award", "staff_member", "department")
    case = get_object_or_404(cases.select_related(*related), pk=case_pk)
    with flash(request, "Đã bỏ trường hợp khỏi bình xét."):
        review_cases.drop(case, by=request.user)
    return redirect("unit_review", pk)


# --- the end


@require_http_methods(["GET", "POST"])
@login_required
def unit_review_close(request: HttpRequest, pk: int) -> HttpResponse:
    review = written(request, pk)
    if request.method == "POST":
        with flash(request, "Đã kết thúc bình xét; biên bản đã khóa. Lập hồ sơ của những trường hợp được đề nghị."):
            reviewing.close(review, by=request.user)
        return redirect(review)
    meeting = unit_reviews.meeting_of(review)
    words = {
        "review": review,
        "unwritten": reviewing.left_unwritten(review),
        "question": f"Kết thúc bình xét của {review.department}?",
        "summary": [
            ("Có mặt", f"{review.present}/{review.total} người"),
            ("Được đề nghị", f"{len(meeting.proposed)} trường hợp"),
            ("Không được đề nghị", f"{len(meeting.refused)} trường hợp"),
        ],
        "cannot_undo": "Kết thúc rồi thì biên bản khóa lại; chỉ Thường trực Hội đồng mở lại được, khi chưa nộp hồ sơ.",
        "button": "Kết thúc bình xét",
        "why": reviewing.why_not_close(review),
    }
    return _confirm(request, review, words, "awards/unit_review_close.html")


@require_http_methods(["GET", "POST"])
@login_required
def unit_review_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    managed = reviews_managed_by(request.user).select_related(*reviewing.READ_WITH)
    review = get_object_or_404(managed, pk=pk)
    form = ReasonForm(request.POST or None, act="mở lại")
    if request.method == "POST" and form.is_valid():
        with flash(request, f"Đã mở lại biên bản bình xét của {review.department}."):
            reviewing.reopen(review, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(review)
    words = {
        "question": f"Mở lại biên bản bình xét của {review.department}?",
        "cannot_undo": "Bản đã khóa vẫn được giữ; kết thúc lại thì khóa thêm một bản mới.",
        "button": "Mở lại biên bản",
        "form": form,
        "why": reviewing.why_not_reopen(review),
    }
    refill(request, form)
    return _confirm(request, review, words)


@require_http_methods(["GET", "POST"])
@login_required
def unit_review_discard(request: HttpRequest, pk: int) -> HttpResponse:
    review = written(request, pk)
    if request.method == "POST":
        back = reverse("unit_review_list", args=[review.campaign_id])
        with flash(request, "Đã xóa biên bản chưa dùng."):
            reviewing.discard(review, by=request.user)
            return redirect(back)
        return redirect(review)
    words = {
        "question": f"Xóa biên bản bình xét chưa kết thúc của {review.department}?",
        "summary": [("Trường hợp đã ghi", review.cases.count())],
        "cannot_undo": "Điểm danh và số phiếu đã ghi mất theo.",
        "button": "Xóa biên bản",
        "danger": True,
        "why": reviewing.why_not_discard(review),
    }
    return _confirm(request, review, words)


def _confirm(request: HttpRequest, review: UnitReview, words: dict, template: str = "confirm.html") -> HttpResponse:
    shown = {"action_url": request.path, "back_url": review.get_absolute_url(), "back_label": "Quay lại, chưa làm gì"}
    return render(request, template, words | shown)


@require_POST
@login_required
def unit_review_nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's head begins the dossiers of those proposed, the rector the head's own; existing ones are named."""
    review = get_object_or_404(reviews_visible_to(request.user).select_related(*reviewing.READ_WITH), pk=pk)
    try:
        outcome = proposing.nominate(review, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(review)
    messages.success(request, f"Đã lập {len(outcome.made)} hồ sơ nháp. Mở từng hồ sơ, bổ sung rồi nộp.")
    for sentence in outcome.skipped:
        messages.info(request, sentence)
    return redirect(review)
