"""One address per act on a dossier; acts that step back have a page that asks for the reason."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from awards import announcing, nominating
from awards.forms.nominations import SendBackForm
from awards.models import Nomination
from awards.permissions import nominations_owned_by, nominations_verifiable_by, sessions_prepared_by
from thidua.forms import ReasonForm
from thidua.http import flash
from thidua.kept_forms import refill


@require_POST
@login_required
def nomination_submit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(nominations_owned_by(request.user), pk=pk)
    with flash(request, "Đã nộp hồ sơ đề nghị. Thường trực Hội đồng thẩm định hồ sơ."):
        nominating.submit(found, by=request.user)
    return redirect(found)


@require_http_methods(["GET", "POST"])
@login_required
def nomination_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(nominations_owned_by(request.user), pk=pk)
    if request.method == "POST":
        with flash(request, "Đã rút hồ sơ đề nghị."):
            nominating.withdraw(found, by=request.user)
        return redirect(found)
    context = {
        "question": "Rút hồ sơ này?",
        "summary": summary_of(found, request.user),
        "cannot_undo": "Hồ sơ đã rút không dùng lại được; muốn đề nghị nữa thì lập hồ sơ mới.",
        "action_url": request.path,
        "button": "Rút hồ sơ",
        "danger": True,
        "why": nominating.why_not_withdraw(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa rút",
    }
    return render(request, "confirm.html", context)


@require_POST
@login_required
def nomination_verify(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(nominations_verifiable_by(request.user), pk=pk)
    with flash(request, "Đã xác nhận thẩm định; bộ quy định của hồ sơ lấy theo ngày hôm nay."):
        nominating.verify(found, by=request.user)
    return redirect(found)


@require_http_methods(["GET", "POST"])
@login_required
def nomination_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(nominations_verifiable_by(request.user), pk=pk)
    form = SendBackForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        with flash(request, "Đã trả lại hồ sơ để sửa."):
            nominating.send_back(
                found, code=said["code"], fields=said["fields_to_mend"], reason=said["reason"], by=request.user
            )
        return redirect(found)
    refill(request, form)
    context = {
        "question": "Trả lại hồ sơ để sửa?",
        "summary": summary_of(found, request.user),
        "form": form,
        "action_url": request.path,
        "button": "Trả lại để sửa",
        "why": nominating.why_not_send_back(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa trả",
    }
    return render(request, "confirm.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def nomination_untable(request: HttpRequest, pk: int) -> HttpResponse:
    tabled = Nomination.objects.filter(session__in=sessions_prepared_by(request.user))
    found = get_object_or_404(tabled, pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, act="đưa hồ sơ ra khỏi phiên họp")
    if form.is_bound and form.is_valid():
        with flash(request, "Đã đưa hồ sơ ra khỏi phiên họp."):
            nominating.untable(found, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(found)
    refill(request, form)
    context = {
        "question": "Đưa hồ sơ ra khỏi phiên họp?",
        "summary": [*summary_of(found, request.user), ("Phiên họp", found.session)],
        "form": form,
        "action_url": request.path,
        "button": "Đưa ra khỏi phiên họp",
        "why": nominating.why_not_untable(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa đưa ra",
    }
    return render(request, "confirm.html", context)


def summary_of(nomination: Nomination, reader: Any) -> list[tuple[str, Any]]:
    """What a confirm page says about the dossier; its state in the words in which the reader finds it there."""
    return [
        ("Tập thể" if nomination.is_collective else "Cá nhân", nomination.candidate),
        ("Đề nghị", nomination.award.quoted_name),
        ("Năm", nomination.year),
        ("Trạng thái", announcing.status_words(reader)(nomination)),
    ]
