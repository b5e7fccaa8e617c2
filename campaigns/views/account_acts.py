"""What is done with one account, each on a page of its own with the reason: reset, lock, unlock, two steps off."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import accounts
from campaigns.forms.accounts import ResetForm
from campaigns.models import StaffMember
from campaigns.permissions import accounts_managed_by
from campaigns.roles import is_administrator, unit_of
from campaigns.views.accounts import slips_page
from thidua import mailing
from thidua.forms import ReasonForm
from thidua.http import flash
from thidua.models import Institution
from thidua.workflow import Refused


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def account_reset(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(accounts_managed_by(request.user), pk=pk)
    seen = accounts.mark_of(person.user) if person.user else ""
    form = ResetForm(request.POST or None, act="đặt lại mật khẩu", initial={"seen": seen})
    back = reverse("account", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            slip = accounts.reset_password(person, by=request.user, **form.cleaned_data)
        except Refused as why:
            messages.error(request, str(why))
            return redirect(back)
        person.unit_name = unit_of(person)
        told = _tell(person, "Mật khẩu đã được đặt lại", slip.user.notice)
        return slips_page(request, [slip], [], told=told, back=back)
    context = _context(person, form, accounts.why_not_reset(person, by=request.user))
    context |= {
        "question": f"Đặt lại mật khẩu của {person}?",
        "button": "Đặt lại mật khẩu",
        "cannot_undo": "Mật khẩu hiện có không dùng được nữa; người này bị đăng xuất ở mọi máy. "
        "Mật khẩu một lần chỉ hiện trên phiếu ở trang tiếp theo, một lần; chuẩn bị máy in hoặc giấy bút.",
    }
    return render(request, "confirm.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def account_lock(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(accounts_managed_by(request.user), pk=pk)
    words = {
        "question": f"Khóa tài khoản của {person}?",
        "button": "Khóa tài khoản",
        "danger": True,
        "cannot_undo": "Người này bị đăng xuất ở mọi máy và không đăng nhập được cho đến khi mở khóa.",
    }
    why = accounts.why_not_lock(person, by=request.user)
    return _switch(request, person, accounts.lock_account, "Đã khóa tài khoản", "khóa tài khoản", why, words)


@require_http_methods(["GET", "POST"])
@login_required
def account_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(accounts_managed_by(request.user), pk=pk)
    words = {"question": f"Mở khóa tài khoản của {person}?", "button": "Mở khóa tài khoản"}
    why = accounts.why_not_unlock(person, by=request.user)
    return _switch(request, person, accounts.unlock_account, "Đã mở khóa tài khoản", "mở khóa tài khoản", why, words)


@require_http_methods(["GET", "POST"])
@login_required
def account_two_steps_off(request: HttpRequest, pk: int) -> HttpResponse:
    """For a lost telephone; the clerk does not find this page."""
    if not is_administrator(request.user):
        raise Http404
    person = get_object_or_404(accounts_managed_by(request.user), pk=pk)

    def act(person: StaffMember, *, reason: str, by: Any) -> None:
        accounts.remove_second_factor(person, reason=reason, by=by)
        if problem := _tell(person, "Xác thực hai bước đã được gỡ", person.user.notice):
            messages.warning(request, problem)

    words = {
        "question": f"Gỡ xác thực hai bước của {person}?",
        "button": "Gỡ xác thực hai bước",
        "danger": True,
        "cannot_undo": "Người này đăng nhập lại chỉ bằng mật khẩu, và được báo là ai đã gỡ. "
        "Chỉ gỡ khi đã chắc người yêu cầu đúng là người đó.",
    }
    why = accounts.why_not_remove_second_factor(person, by=request.user)
    return _switch(request, person, act, "Đã gỡ xác thực hai bước", "gỡ xác thực hai bước", why, words)


@require_POST
@login_required
def account_lift_wait(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(accounts_managed_by(request.user), pk=pk)
    with flash(request, f"{person} đăng nhập lại được ngay."):
        accounts.lift_wait(person, by=request.user)
    return redirect("account", pk=pk)


def _switch(
    request: HttpRequest, person: StaffMember, act: Callable[..., None], done: str, named: str, why: str, words: dict
) -> HttpResponse:
    form = ReasonForm(request.POST or None, act=named)
    if request.method == "POST" and form.is_valid():
        with flash(request, f"{done} của {person}."):
            act(person, reason=form.cleaned_data["reason"], by=request.user)
        return redirect("account", pk=person.pk)
    return render(request, "confirm.html", _context(person, form, why) | words)


def _context(person: StaffMember, form: ReasonForm, why: str) -> dict[str, Any]:
    back = {"back_url": reverse("account", args=[person.pk]), "back_label": "Quay lại, chưa đổi"}
    name = person.user.username if person.user else "chưa có"
    return back | {"form": form, "why": why, "summary": [("Họ và tên", str(person)), ("Tên đăng nhập", name)]}


def _tell(person: StaffMember, subject: str, sentence: str) -> str:
    """By letter too, without any password; returns what the clerk must know when it did not go."""
    school = Institution.objects.first()
    contact = f"{school.contact_name}, điện thoại {school.contact_phone}" if school and school.contact_phone else ""
    body = f"Kính gửi đồng chí {person},\n\n{sentence}\n" + (f"\nLiên hệ: {contact}.\n" if contact else "")
    return mailing.tell(person.email or person.user.email, f"[Thi đua] {subject}", body)
