"""Covenants between units: the list of a campaign, one of them, its form, and the acts of the heads."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import covenants
from campaigns.covenant_permissions import (
    covenants_drafted_by,
    covenants_signed_by,
    covenants_visible_to,
    drafting_units,
)
from campaigns.documents.covenant import gather
from campaigns.forms.covenants import CovenantForm, CovenantTargets
from campaigns.models import Covenant, Department
from campaigns.permissions import campaigns_visible_to
from campaigns.roles import headed
from thidua import pdf
from thidua.audit import history_of
from thidua.forms import ReasonForm, save_rows
from thidua.http import docx_response, flash, paginate, pdf_response
from thidua.kept_forms import refill, restored
from thidua.tables import excel_too
from thidua.workflow import Refused


@require_GET
@login_required
@excel_too
def covenant_list(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    found = covenants_visible_to(request.user).filter(campaign=campaign)
    page = paginate(request, found.select_related("drafted_by").prefetch_related("parties__department"))
    units = drafting_units(request.user)
    context = {"campaign": campaign, "page": page, "units": units, "why_not_draft": covenants.why_not_draft(campaign)}
    return render(request, "campaigns/covenant_list.html", context)


@require_GET
@login_required
def covenant(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(covenants_visible_to(request.user).select_related("campaign", "drafted_by"), pk=pk)
    drafts = covenants_drafted_by(request.user).filter(pk=pk).exists()
    parties = list(found.parties.select_related("department"))
    mine = headed(request.user)
    waiting = [p.department for p in parties if p.department in mine and not p.signed_at]
    context = {
        "covenant": found,
        "parties": parties,
        "targets": found.targets.all(),
        "drafts": drafts,
        "may_edit": drafts and not covenants.why_not_write(found),
        "why_not_offer": covenants.why_not_offer(found) if drafts and found.status == Covenant.Status.DRAFT else "",
        "may_take_back": drafts and not covenants.why_not_take_back(found),
        "may_withdraw": drafts and not covenants.why_not_withdraw(found),
        "to_sign": waiting if found.status == Covenant.Status.OPEN else [],
        "history": history_of(found),
    }
    return render(request, "campaigns/covenant.html", context)


# --- writing


@require_http_methods(["GET", "POST"])
@login_required
def covenant_add(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    unit = get_object_or_404(drafting_units(request.user), pk=department_pk)
    return _form(request, Covenant(campaign=campaign, drafted_by=unit))


@require_http_methods(["GET", "POST"])
@login_required
def covenant_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(covenants_drafted_by(request.user).select_related("campaign"), pk=pk))


def _form(request: HttpRequest, found: Covenant) -> HttpResponse:
    typed = request.POST or restored(request) or None
    back = found.get_absolute_url() if found.pk else reverse("covenant_list", args=[found.campaign_id])
    try:
        if sentence := covenants.why_not_draft(found.campaign) or covenants.why_not_write(found):
            raise Refused(sentence)
        form, rows = CovenantForm(typed, instance=found), CovenantTargets(typed, instance=found, prefix="targets")
        if request.method == "POST":
            with covenants.writing(found):
                if form.is_valid() & rows.is_valid():
                    return _saved(request, form, rows)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    context = {"form": form, "formset": rows, "covenant": found, "back_url": back}
    return render(request, "campaigns/covenant_form.html", context)


def _saved(request: HttpRequest, form: CovenantForm, rows: Any) -> HttpResponse:
    saved = form.save(by=request.user)
    covenants.set_parties(saved, form.cleaned_data["units"], by=request.user)
    rows.instance = saved
    rows.number_rows()
    save_rows(rows, of=saved, by=request.user, verb="change_targets")
    messages.success(request, "Đã lưu bản giao ước; xem lại rồi gửi để ký.")
    return redirect(saved)


# --- acts


@require_POST
@login_required
def covenant_offer(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(covenants_drafted_by(request.user), pk=pk)
    with flash(request, f"Đã ký thay mặt {found.drafted_by} và gửi các đơn vị cùng ký."):
        covenants.offer(found, by=request.user)
    return redirect(found)


@require_POST
@login_required
def covenant_sign(request: HttpRequest, pk: int, department_pk: int) -> HttpResponse:
    found = get_object_or_404(covenants_signed_by(request.user), pk=pk)
    unit = get_object_or_404(
        Department.objects.filter(pk__in=[one.pk for one in headed(request.user)]), pk=department_pk
    )
    with flash(request, f"Đã ký giao ước thi đua thay mặt {unit}."):
        covenants.sign(found, unit, by=request.user)
    return redirect(found)


@require_POST
@login_required
def covenant_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(covenants_drafted_by(request.user), pk=pk)
    with flash(request, "Đã rút bản giao ước; các đơn vị không ký nữa."):
        covenants.withdraw(found, by=request.user)
    return redirect(found)


@require_http_methods(["GET", "POST"])
@login_required
def covenant_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(covenants_drafted_by(request.user), pk=pk)
    form = ReasonForm(request.POST or None, act="lấy lại")
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã lấy lại để sửa; chữ ký đã có không còn hiệu lực, các đơn vị ký lại sau khi gửi."):
            covenants.take_back(found, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(found)
    refill(request, form)
    context = {
        "form": form,
        "question": "Lấy lại bản giao ước để sửa?",
        "summary": [("Giao ước", found.title), ("Đang ở bước", found.get_status_display())],
        "cannot_undo": "Chữ ký đã có bị bỏ; sau khi sửa, các đơn vị ký lại từ đầu.",
        "action_url": reverse("covenant_take_back", args=[found.pk]),
        "button": "Lấy lại để sửa",
        "why": covenants.why_not_take_back(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa lấy lại",
    }
    return render(request, "confirm.html", context)


@require_GET
@login_required
def covenant_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    found = get_object_or_404(covenants_visible_to(request.user).select_related("campaign"), pk=pk)
    if as_word:
        return docx_response(gather(found))
    if missing := pdf.missing_libraries():
        messages.error(request, missing)
        return redirect(found)
    paper = gather(found)
    return pdf_response(pdf.render(paper), paper.file_name)
