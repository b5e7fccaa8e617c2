"""The province's and the school's own rules: the list, one with what it asks and sets, its way from draft to end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards import regulating
from awards.forms.regulations import CloseForm, RegulationForm
from awards.law_permissions import (
    reads_drafts,
    reads_regulations,
    regulations_visible_to,
    regulations_written_by,
)
from awards.models import Regulation
from awards.own_rules import conditions_in_words, parameters_in_words, what_adoption_changes
from campaigns.roles import is_administrator
from thidua import clock
from thidua.audit import history_of
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.vietnamese import vdate
from thidua.workflow import Refused


@require_GET
@login_required
@excel_too
def regulation_list(request: HttpRequest) -> HttpResponse:
    if not reads_regulations(request.user):
        raise Http404
    rows = regulations_visible_to(request.user).annotate(
        asked=Count("conditions", distinct=True), numbers=Count("parameters", distinct=True)
    )
    page = paginate(request, rows.order_by("-valid_from", "-pk"))
    today = clock.today()
    for row in page:
        row.standing = row.standing_on(today)
    context = {"page": page, "writes": is_administrator(request.user), "rehearses": reads_drafts(request.user)}
    return render(request, "awards/regulation_list.html", context)


@require_GET
@login_required
@excel_too
def regulation(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(regulations_visible_to(request.user).select_related("legal_text", "replaces"), pk=pk)
    writes = is_administrator(request.user)
    context = {
        "regulation": found,
        "standing": found.standing_on(clock.today()),
        "conditions": conditions_in_words(found),
        "parameters": parameters_in_words(found),
        "successors": regulations_visible_to(request.user).filter(replaces=found),
        "writes": writes,
        "edits": writes and found.is_draft,
        "rehearses": reads_drafts(request.user),
        "is_author": found.written_by_id == request.user.pk,
        "entries": history_of(found) if reads_drafts(request.user) else None,
    }
    if writes:
        context |= {
            "why_not_adopt": regulating.why_not_adopt(found) if found.is_draft else "",
            "why_not_amend": "" if found.is_draft else regulating.why_not_amend(found),
            "why_not_discard": regulating.why_not_discard(found, request.user),
        }
    return render(request, "awards/regulation.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def regulation_add(request: HttpRequest) -> HttpResponse:
    if not is_administrator(request.user):
        raise Http404
    form = RegulationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = regulating.write(form, by=request.user)
        messages.success(request, "Đã lưu bản thảo. Thêm điều kiện, tham số, diễn tập rồi áp dụng.")
        return redirect(made)
    refill(request, form)
    return render(request, "awards/regulation_form.html", {"form": form, "heading": "Soạn quy chế"})


@require_http_methods(["GET", "POST"])
@login_required
def regulation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(regulations_written_by(request.user), pk=pk)
    form = RegulationForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã lưu thông tin quy chế."), regulating.editing(found):
            form.save(by=request.user)
        return redirect("regulation", pk=pk)
    refill(request, form)
    context = {
        "form": form,
        "regulation": found,
        "heading": f"Sửa thông tin: {found.title}",
        "why": regulating.why_not_edit(found),
    }
    return render(request, "awards/regulation_form.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def regulation_discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(regulations_written_by(request.user), pk=pk)
    if request.method == "POST":
        try:
            regulating.discard(found, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("regulation", pk=pk)
        messages.success(request, "Đã xóa bản thảo.")
        return redirect("regulation_list")
    context = {
        "question": f"Xóa bản thảo “{found.title}”?",
        "summary": [("Điều kiện", found.conditions.count()), ("Tham số", found.parameters.count())],
        "cannot_undo": "Bản thảo đã xóa thì không lấy lại được.",
        "button": "Xóa bản thảo",
        "danger": True,
        "why": regulating.why_not_discard(found, request.user),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa xóa",
    }
    return render(request, "confirm.html", context)


@require_POST
@login_required
def regulation_amend(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(regulations_written_by(request.user), pk=pk)
    try:
        draft = regulating.amend(found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("regulation", pk=pk)
    messages.success(request, "Đã chép các dòng vào một bản thảo. Sửa, ghi số, ngày và ngày áp dụng.")
    return redirect(draft)


@require_http_methods(["GET", "POST"])
@login_required
def regulation_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """What will change, once more, before it binds."""
    found = get_object_or_404(regulations_written_by(request.user).select_related("legal_text", "replaces"), pk=pk)
    if request.method == "POST":
        with flash(request, f"“{found.title}” áp dụng từ ngày {vdate(found.valid_from) if found.valid_from else ''}."):
            regulating.adopt(found, by=request.user)
        return redirect("regulation", pk=pk)
    why = regulating.why_not_adopt(found)
    context: dict[str, Any] = {"regulation": found, "why": why}
    if found.is_draft and found.valid_from:
        context |= {"conditions": conditions_in_words(found), "changes": what_adoption_changes(found)}
    return render(request, "awards/regulation_adopt.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def regulation_close(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(regulations_written_by(request.user), pk=pk)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["last_day"]
        try:
            regulating.close(found, last_day=day, by=request.user)
        except Refused as refused:
            form.add_error("last_day" if found.status == Regulation.Status.ADOPTED else None, str(refused).rstrip("."))
        else:
            messages.success(request, f"Quy chế áp dụng đến hết ngày {vdate(day)}.")
            return redirect("regulation", pk=pk)
    refill(request, form)
    context = {"form": form, "regulation": found, "why": regulating.why_not_close(found)}
    return render(request, "awards/regulation_close.html", context)
