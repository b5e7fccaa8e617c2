"""A pledge once written: sending, the receipt, its page, and what the endorser does with it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import amending_pledge, pledging, points, union_signing
from campaigns.forms.pledges import PledgeReturnForm
from campaigns.models import CriteriaSet, Pledge
from campaigns.permissions import pledges_endorsable_by, pledges_owned_by
from campaigns.pledge_permissions import pledges_read_by, pledges_signed_by, versions_visible_to
from campaigns.roles import endorser_name
from campaigns.views.pledge_content import content_of
from thidua.audit import history_of
from thidua.http import flash
from thidua.kept_forms import refill

# --- the owner's acts


@require_POST
@login_required
def pledge_submit(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = get_object_or_404(pledges_owned_by(request.user), pk=pk)
    endorser = endorser_name(pledge.owner, pledge.unit)
    with flash(request, f"Đã gửi đăng ký thi đua năm {pledge.campaign.year}. {endorser} xác nhận."):
        pledging.submit(pledge, by=request.user)
        return redirect("pledge_receipt", pledge.pk)
    return redirect("pledge_check" if not pledging.why_not_edit(pledge) else "pledge", pledge.pk)


@require_GET
@login_required
def pledge_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = get_object_or_404(pledges_owned_by(request.user).filter(submitted_at__isnull=False), pk=pk)
    if pledge.status == Pledge.Status.WITHDRAWN:
        return redirect(pledge)
    context = {
        "pledge": pledge,
        "endorser": endorser_name(pledge.owner, pledge.unit),
        "advice": pledging.advice(pledge),
        "union_state": union_signing.state_of(pledge),
        "why_not_withdraw": pledging.why_not_withdraw(pledge),
    }
    return render(request, "campaigns/pledge_receipt.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def pledge_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = get_object_or_404(pledges_owned_by(request.user), pk=pk)
    words = _words_of_withdrawing(pledge)
    done = words.pop("done")
    if request.method == "POST":
        with flash(request, done):
            pledging.withdraw(pledge, by=request.user)
        return redirect(pledge)
    context = words | {
        "summary": [("Của", pledge.owner), ("Mã", pledge.receipt_code), ("Đang ở bước", pledge.get_status_display())],
        "action_url": reverse("pledge_withdraw", args=[pledge.pk]),
        "danger": True,
        "why": pledging.why_not_withdraw(pledge),
        "back_url": pledge.get_absolute_url(),
    }
    return render(request, "confirm.html", context)


def _words_of_withdrawing(pledge: Pledge) -> dict[str, str]:
    """A draft nobody has received is dropped, what was sent is taken back."""
    if pledge.status == Pledge.Status.DRAFT:
        return {
            "question": "Bỏ bản nháp này?",
            "cannot_undo": "Bản nháp đã bỏ không mở lại được; muốn đăng ký thì lập bản mới trước hạn.",
            "button": "Bỏ bản nháp",
            "back_label": "Quay lại, giữ bản nháp",
            "done": "Đã bỏ bản nháp; còn hạn thì lập được bản mới.",
        }
    return {
        "question": "Rút lại bản đăng ký này?",
        "cannot_undo": "Bản đã rút không gửi lại được; bản mới lập trước hạn chép được nội dung của bản này.",
        "button": "Rút lại đăng ký",
        "back_label": "Quay lại, chưa rút",
        "done": "Đã rút lại đăng ký; còn hạn thì lập bản mới, chép nội dung cũ sang được.",
    }


# --- the page of a pledge; the endorser's acts


def _start_url(pledge: Pledge) -> str:
    if pledge.is_collective:
        return reverse("unit_pledge", args=[pledge.campaign_id, pledge.department_id])
    return reverse("my_pledge", args=[pledge.campaign_id])


@require_GET
@login_required
def pledge(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        pledges_read_by(request.user).select_related("campaign", "staff_member", "department", "unit", "initiative"),
        pk=pk,
    )
    owns = pledges_owned_by(request.user).filter(pk=pk).exists()
    endorses = pledges_endorsable_by(request.user).filter(pk=pk).exists()
    signs = found.is_collective and pledges_signed_by(request.user).filter(pk=pk).exists()
    context: dict[str, Any] = (
        content_of(found)
        | {
            "owns": owns,
            "endorses": endorses,
            "open_parts": pledging.open_parts(found) if owns else frozenset(),
            "may_withdraw": owns and found.status in pledging.MOVES["withdraw"].sources,
            "live": pledging.live_pledge(found.campaign, found.owner) if owns else None,
            "may_begin": owns and not pledging.why_not_begin(found.campaign, found.owner),
            "start_url": _start_url(found),
            "last_day": pledging.last_day_to_submit(found) if found.status == Pledge.Status.RETURNED else None,
            "why_not_withdraw": pledging.why_not_withdraw(found) if owns else "",
            "why_not_endorse": pledging.why_not_endorse(found) if endorses else "",
            "why_not_send_back": pledging.why_not_send_back(found) if endorses else "",
            "signs": signs and not found.union_signed_at,
            "why_not_sign": union_signing.why_not_sign(found, by=request.user) if signs else "",
            "union_state": union_signing.state_of(found),
            "endorser": endorser_name(found.owner, found.unit),
            "versions": versions_visible_to(request.user).filter(pledge=found),
            "why_not_amend": amending_pledge.why_not_begin(found) if owns else "",
            "may_amend": owns and found.status in amending_pledge.AMENDABLE,
            "history": history_of(found),
        }
        | (_points(found) if owns else {})
    )
    return render(request, "campaigns/pledge_page.html", context)


def _points(pledge: Pledge) -> dict[str, Any]:
    """For the owner, where the school scores them: to their points, and what is known of these."""
    subject = CriteriaSet.Subject.COLLECTIVE if pledge.is_collective else CriteriaSet.Subject.INDIVIDUAL
    if subject not in points.sets_in_use(pledge.campaign):
        return {}
    person, unit = pledge.staff_member_id, pledge.department_id
    asked = {"units": [unit]} if pledge.is_collective else {"people": [person]}
    totals = points.totals_of(pledge.campaign, **asked).get((person, unit))
    name, *more = ("unit_scores", unit) if pledge.is_collective else ("my_scores",)
    return {"points": totals, "points_url": reverse(name, args=[pledge.campaign_id, *more])}


@require_POST
@login_required
def pledge_endorse(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(pledges_endorsable_by(request.user), pk=pk)
    with flash(request, f"Đã xác nhận bản đăng ký của {found.owner}."):
        pledging.endorse(found, by=request.user)
    return redirect(found)


@require_http_methods(["GET", "POST"])
@login_required
def pledge_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(pledges_endorsable_by(request.user), pk=pk)
    form = PledgeReturnForm(request.POST or None, pledge=found)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with flash(request, f"Đã trả lại để sửa; {found.owner} sửa rồi gửi lại, hạn ghi ở bản đăng ký."):
            pledging.send_back(
                found, code=said["code"], fields=said["fields_to_mend"], reason=said["reason"], by=request.user
            )
        return redirect(found)
    refill(request, form)
    context = {
        "form": form,
        "question": "Trả lại bản đăng ký để sửa?",
        "summary": [("Của", found.owner), ("Đơn vị", found.unit), ("Đang ở bước", found.get_status_display())],
        "action_url": reverse("pledge_send_back", args=[found.pk]),
        "button": "Trả lại để sửa",
        "why": pledging.why_not_send_back(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa trả lại",
    }
    return render(request, "confirm.html", context)


@require_POST
@login_required
def pledge_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The second signature under a collective's pledge."""
    found = get_object_or_404(pledges_signed_by(request.user), pk=pk)
    with flash(request, f"Đã ký bản đăng ký của tập thể {found.department}."):
        union_signing.sign(found, by=request.user)
    return redirect(found)
