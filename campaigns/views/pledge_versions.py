"""Amendments of a confirmed pledge: begun, written and sent by its owner; accepted or returned by its endorser."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import amending_pledge, pledge_snapshots
from campaigns.forms.pledge_versions import VersionForm, version_targets
from campaigns.models import PledgeVersion
from campaigns.permissions import pledges_owned_by
from campaigns.pledge_permissions import versions_endorsable_by, versions_owned_by, versions_visible_to
from campaigns.roles import endorser_name
from thidua.audit import history_of
from thidua.forms import ReasonForm
from thidua.http import flash
from thidua.kept_forms import refill, restored
from thidua.workflow import Refused


@require_POST
@login_required
def version_begin(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = get_object_or_404(pledges_owned_by(request.user).select_related("campaign"), pk=pk)
    with flash(request, "Đã lập đề nghị điều chỉnh; ghi lý do, sửa nội dung rồi gửi."):
        version = amending_pledge.begin(pledge, by=request.user)
        return redirect("pledge_version_edit", version.pk)
    return redirect(pledge)


@require_GET
@login_required
def version(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(versions_visible_to(request.user), pk=pk)
    owns = versions_owned_by(request.user).filter(pk=pk).exists()
    endorses = versions_endorsable_by(request.user).filter(pk=pk).exists()
    names = pledge_snapshots.names_of(found.content["awards"])
    context = {
        "version": found,
        "pledge": found.pledge,
        "names": [names[code] for code in found.content["awards"] if code in names],
        "rows": [pledge_snapshots.in_words(said) for said in found.content["targets"]],
        "differences": pledge_snapshots.differences(found.base, found.content) if found.base else [],
        "owns": owns,
        "endorses": endorses,
        "endorser": endorser_name(found.pledge.owner, found.pledge.unit),
        "history": history_of(found),
    }
    return render(request, "campaigns/pledge_version.html", context | _reasons(found, owns=owns, endorses=endorses))


def _reasons(found: PledgeVersion, *, owns: bool, endorses: bool) -> dict[str, Any]:
    """Which acts the page offers, and why one cannot be done now."""
    reasons: dict[str, Any] = {"may_edit": owns and not amending_pledge.why_not_write(found)}
    reasons["may_withdraw"] = owns and not amending_pledge.why_not_withdraw(found)
    if reasons["may_edit"]:
        reasons["why_not_propose"] = amending_pledge.why_not_propose(found)
    reasons["decides"] = endorses and found.status == PledgeVersion.Status.PROPOSED
    if reasons["decides"]:
        reasons["why_not_accept"] = amending_pledge.why_not_accept(found)
    return reasons


@require_http_methods(["GET", "POST"])
@login_required
def version_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(versions_owned_by(request.user), pk=pk)
    if sentence := amending_pledge.why_not_write(found):
        messages.error(request, sentence)
        return redirect(found)
    typed = request.POST or restored(request) or None
    form, rows = VersionForm(typed, version=found), version_targets(typed, found)
    try:
        if request.method == "POST" and form.is_valid() & rows.is_valid():
            said = form.cleaned_data
            content = found.content | {
                "awards": [award.pk for award in said["awards"]],
                "duties": said.get("duties", found.content["duties"]),
                "targets": rows.rows(),
            }
            amending_pledge.write(found, content=content, reason=said["reason"], by=request.user)
            if "stay" in request.POST:
                messages.success(request, "Đã lưu nháp.")
                return redirect("pledge_version_edit", found.pk)
            return redirect(found)
    except Refused as refused:
        messages.error(request, str(refused))
        if amending_pledge.why_not_write(found):
            return redirect(found)
    context = {"form": form, "formset": rows, "version": found, "pledge": found.pledge}
    return render(request, "campaigns/pledge_version_edit.html", context)


@require_POST
@login_required
def version_propose(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(versions_owned_by(request.user), pk=pk)
    endorser = endorser_name(found.pledge.owner, found.pledge.unit)
    with flash(request, f"Đã gửi đề nghị điều chỉnh. {endorser[:1].upper()}{endorser[1:]} xem xét."):
        amending_pledge.propose(found, by=request.user)
    return redirect(found)


@require_POST
@login_required
def version_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(versions_owned_by(request.user), pk=pk)
    with flash(request, "Đã rút đề nghị điều chỉnh; bản đăng ký giữ như đang dùng."):
        amending_pledge.withdraw(found, by=request.user)
    return redirect(found.pledge)


@require_POST
@login_required
def version_accept(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(versions_endorsable_by(request.user), pk=pk)
    with flash(request, f"Đã chấp nhận điều chỉnh; bản đăng ký của {found.pledge.owner} theo nội dung mới."):
        amending_pledge.accept(found, by=request.user)
    return redirect(found)


@require_http_methods(["GET", "POST"])
@login_required
def version_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(versions_endorsable_by(request.user), pk=pk)
    form = ReasonForm(request.POST or None, act="trả lại")
    if request.method == "POST" and form.is_valid():
        with flash(request, f"Đã trả lại đề nghị điều chỉnh của {found.pledge.owner}."):
            amending_pledge.send_back(found, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(found)
    refill(request, form)
    context = {
        "form": form,
        "question": "Trả lại đề nghị điều chỉnh?",
        "summary": [("Của", found.pledge.owner), ("Đơn vị", found.pledge.unit), ("Lý do điều chỉnh", found.reason)],
        "action_url": reverse("pledge_version_send_back", args=[found.pk]),
        "button": "Trả lại để sửa",
        "why": amending_pledge.why_not_send_back(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa trả lại",
    }
    return render(request, "confirm.html", context)
