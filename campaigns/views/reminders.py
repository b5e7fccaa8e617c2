"""Reminding people (head and clerk), what oneself wants to be told by letter, and the private calendar."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from campaigns import calendar_feed, digesting, reminding
from campaigns.models import Digest, Reminder, ReminderSettings
from campaigns.permissions import campaigns_managed_by, campaigns_visible_to, departments_reminded_by
from thidua import mailing
from thidua.workflow import Refused

# --- reminding


@require_POST
@login_required
def unit_remind(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    department = get_object_or_404(departments_reminded_by(request.user), pk=department_pk)
    tell_reminded(request, lambda: reminding.remind_unit(campaign, department, by=request.user))
    return redirect("unit_registration", campaign.pk, department.pk)


@require_POST
@login_required
def school_remind(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    return _school(request, campaign_pk, Reminder.Kind.PLEDGE)


@require_POST
@login_required
def units_remind(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    return _school(request, campaign_pk, Reminder.Kind.UNIT_LIST)


def _school(request: HttpRequest, campaign_pk: int, kind: str) -> HttpResponse:
    campaign = get_object_or_404(campaigns_managed_by(request.user), pk=campaign_pk)
    tell_reminded(request, lambda: reminding.remind_school(campaign, kind, by=request.user))
    return redirect("registration_list", campaign.pk)


def tell_reminded(request: HttpRequest, act: Callable[[], reminding.Done]) -> None:
    """Remind, and say how many were; or why nobody."""
    try:
        with transaction.atomic():  # a refused act makes no row
            done = act()
    except Refused as refused:
        messages.error(request, str(refused))
        return
    where = "trên trang chủ và trong thư nhắc ngày" if mailing.is_set_up() else "trên trang chủ"
    missing = f" {done.without_account} người chưa có tài khoản nên không thấy." if done.without_account else ""
    messages.success(request, f"Đã nhắc {done.reminded} người; lời nhắc hiện {where} của họ.{missing}")


# --- one's own letters and calendar


@require_GET
@login_required
def reminder_settings(request: HttpRequest) -> HttpResponse:
    chosen = ReminderSettings.objects.filter(user=request.user).first()
    token = calendar_feed.token_of(chosen)
    path = reverse("calendar_feed", args=[token]) if token else ""
    context = {
        "wants_digest": chosen is None or chosen.wants_digest,
        "address": digesting.address_of(request.user),
        "sends": mailing.is_set_up(),
        "last": Digest.objects.filter(user=request.user).first(),
        "calendar_url": request.build_absolute_uri(path) if path else "",
        "renewed_at": chosen.calendar_renewed_at if chosen else None,
    }
    return render(request, "campaigns/reminder_settings.html", context)


@require_POST
@login_required
def digest_choose(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("nhan")
    if asked not in ("co", "khong"):
        messages.error(request, "Chưa đổi gì; chọn nhận hoặc không nhận thư nhắc.")
        return redirect("reminder_settings")
    wants = asked == "co"
    digesting.choose(calendar_feed.settings_of(request.user), wants_digest=wants, by=request.user)
    messages.success(request, "Từ nay có thư nhắc khi có việc." if wants else "Từ nay không gửi thư nhắc nữa.")
    return redirect("reminder_settings")


@require_POST
@login_required
def calendar_renew(request: HttpRequest) -> HttpResponse:
    calendar_feed.renew(calendar_feed.settings_of(request.user), by=request.user)
    messages.success(request, "Đã lập liên kết mới; liên kết cũ, nếu có, không mở được nữa.")
    return redirect("reminder_settings")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself: for programs, without signing in; whoever holds the link reads what its owner may see."""
    owner = calendar_feed.owner_of(token)
    if owner is None:
        raise Http404
    content = calendar_feed.feed(owner, request.build_absolute_uri("/").rstrip("/"))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="thi-dua.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
