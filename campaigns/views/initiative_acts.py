"""One address per act on an initiative: its author's, then the clerk's, who records what the council decided."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import heard, initiating, recognising
from campaigns.forms.initiatives import RecognitionForm, RefusalForm
from campaigns.models import Initiative, Recognition
from campaigns.permissions import initiatives_managed_by, initiatives_owned_by
from campaigns.similar import similar_context
from thidua.forms import ReasonForm
from thidua.http import flash
from thidua.kept_forms import refill
from thidua.vietnamese import vdate

# --- its author


@require_POST
@login_required
def initiative_submit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(initiatives_owned_by(request.user), pk=pk)
    with flash(request, "Đã nộp sáng kiến. Thường trực Hội đồng ghi kết quả khi Hội đồng sáng kiến đã xét."):
        initiating.submit(found, by=request.user)
    return redirect(found)


@require_http_methods(["GET", "POST"])
@login_required
def initiative_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(initiatives_owned_by(request.user), pk=pk)
    form = ReasonForm(request.POST or None, act="lấy lại")
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã lấy lại sáng kiến; sửa xong thì nộp lại."):
            initiating.take_back(found, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(found)
    asked = {
        "question": "Lấy lại sáng kiến để sửa?",
        "button": "Lấy lại để sửa",
        "back_label": "Quay lại, chưa lấy lại",
    }
    return _confirm(request, found, form, asked | {"why": initiating.why_not_take_back(found)})


@require_http_methods(["GET", "POST"])
@login_required
def initiative_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(initiatives_owned_by(request.user), pk=pk)
    if request.method == "POST":
        with flash(request, "Đã rút sáng kiến."):
            initiating.withdraw(found, by=request.user)
        return redirect(found)
    asked = {
        "question": "Rút sáng kiến này?",
        "cannot_undo": "Sáng kiến đã rút không nộp được nữa; muốn nộp thì đăng ký sáng kiến mới.",
        "button": "Rút sáng kiến",
        "danger": True,
        "back_label": "Quay lại, chưa rút",
    }
    return _confirm(request, found, None, asked | {"why": initiating.why_not_withdraw(found)})


# --- the clerk


@require_http_methods(["GET", "POST"])
@login_required
def initiative_recognise(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(initiatives_managed_by(request.user), pk=pk)
    proposed = heard.proposed_for(found, recommended=True)
    form = _recognition_form(request, Recognition(initiative=found, **proposed), Initiative.Scope.values)
    if form.is_bound and form.is_valid():
        with flash(request, "Đã ghi công nhận sáng kiến."):
            recognising.recognise(found, **form.cleaned_data, by=request.user)
        return redirect(found)
    asked = {"question": "Ghi công nhận sáng kiến?", "button": "Ghi công nhận", "back_label": "Quay lại, chưa ghi"}
    return _confirm(request, found, form, asked | {"why": recognising.why_not_recognise(found), "shows_similar": True})


@require_http_methods(["GET", "POST"])
@login_required
def initiative_not_recognise(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(initiatives_managed_by(request.user), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = RefusalForm(data, initiative=found, initial=heard.proposed_for(found, recommended=False))
    if form.is_bound and form.is_valid():
        with flash(request, "Đã ghi sáng kiến không được công nhận."):
            recognising.not_recognise(found, **form.cleaned_data, by=request.user)
        return redirect(found)
    asked = {
        "question": "Ghi sáng kiến không được công nhận?",
        "button": "Ghi không công nhận",
        "danger": True,
        "back_label": "Quay lại, chưa ghi",
    }
    return _confirm(request, found, form, asked | {"why": recognising.why_not_refuse(found)})


@require_http_methods(["GET", "POST"])
@login_required
def initiative_raise(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(initiatives_managed_by(request.user), pk=pk)
    wider = [scope for scope in Initiative.Scope.values if recognising.rank(scope) > recognising.rank(found.scope)]
    form = _recognition_form(request, Recognition(initiative=found), wider)
    if form.is_bound and form.is_valid():
        with flash(request, "Đã ghi công nhận ở phạm vi rộng hơn."):
            recognising.raise_scope(found, **form.cleaned_data, by=request.user)
        return redirect(found)
    asked = {
        "question": "Ghi công nhận ở phạm vi rộng hơn?",
        "button": "Nâng phạm vi công nhận",
        "back_label": "Quay lại, chưa ghi",
    }
    return _confirm(request, found, form, asked | {"why": recognising.why_not_raise(found)})


@require_http_methods(["GET", "POST"])
@login_required
def recognition_edit(request: HttpRequest, pk: int, recognition_pk: int) -> HttpResponse:
    """A slip in what was recorded of one decision."""
    found = get_object_or_404(initiatives_managed_by(request.user), pk=pk)
    recognition = get_object_or_404(found.recognitions.select_related("initiative"), pk=recognition_pk)
    scope = recognition.get_scope_display().lower()
    form = _recognition_form(request, recognition, None)
    if form.is_bound and form.is_valid():
        with flash(request, "Đã sửa quyết định công nhận."):
            recognising.correct(recognition, **form.cleaned_data, by=request.user)
        return redirect(found)
    asked = {
        "question": f"Sửa quyết định công nhận phạm vi {scope}",
        "button": "Lưu",
        "back_label": "Quay lại, chưa lưu",
    }
    return _confirm(request, found, form, asked)


@require_http_methods(["GET", "POST"])
@login_required
def initiative_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(initiatives_managed_by(request.user), pk=pk)
    form = ReasonForm(request.POST or None, act="bỏ kết quả đã ghi")
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã bỏ kết quả; sáng kiến trở lại bước “Đã nộp”."):
            recognising.reopen(found, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(found)
    asked = {
        "question": "Bỏ kết quả đã ghi của sáng kiến này?",
        "cannot_undo": "Chỉ dùng khi ghi nhầm. Mọi quyết định công nhận đã ghi của sáng kiến này bị bỏ.",
        "button": "Bỏ kết quả đã ghi",
        "danger": True,
        "back_label": "Quay lại, giữ kết quả",
    }
    return _confirm(request, found, form, asked | {"why": recognising.why_not_reopen(found)})


def _recognition_form(request: HttpRequest, recognition: Recognition, scopes: list[str] | None) -> RecognitionForm:
    data = request.POST if request.method == "POST" else None
    return RecognitionForm(data, instance=recognition, scopes=scopes)


def _confirm(request: HttpRequest, found: Initiative, form: Any, asked: dict[str, Any]) -> HttpResponse:
    """The question, what it is about, and the form of the act."""
    if form is not None:
        refill(request, form)
    context = {
        "initiative": found,
        "form": form,
        "summary": summary_of(found),
        "action_url": request.path,
        "back_url": found.get_absolute_url(),
    }
    if asked.get("shows_similar"):
        context |= similar_context(found, user=request.user)
    return render(request, "campaigns/initiative_act.html", context | asked)


def summary_of(found: Initiative) -> list[tuple[str, Any]]:
    authors = found.co_authors.select_related("staff_member").order_by("-share", "pk")
    rows = [("Sáng kiến", found), ("Loại", found.get_kind_display()), ("Năm", found.year)]
    rows += [("Tác giả", "; ".join(map(str, authors)) or "Chưa ghi"), ("Đang ở bước", found.get_status_display())]
    if verdict := heard.verdict_of(found):
        said = "đề nghị công nhận" if verdict.recommended else "không đề nghị công nhận"
        where = f", biên bản số {verdict.number} ngày {vdate(verdict.date)}" if verdict.date else ""
        rows.append(("Hội đồng sáng kiến", f"{said}{where}"))
    return rows
