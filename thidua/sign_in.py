"""The door: name and password, the second step, a new password; and the page of one's own second factor."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import load_backend, login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua import clock, second_factor
from thidua.http import flash
from thidua.models import User
from thidua.sign_in_forms import ChangePasswordForm, CodeForm, ProofForm, SignInForm
from thidua.workflow import Refused

PENDING = "second_step"
PENDING_SECONDS = 10 * 60


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(_next_page(request))
    form = SignInForm(request, data=request.POST if request.method == "POST" else None)
    if form.is_valid():
        user = form.get_user()
        if second_factor.is_on(user):
            request.session[PENDING] = _pending(user, _next_page(request))
            return redirect("second_step")
        return _enter(request, user, _next_page(request))
    context = {"form": form, "next": request.POST.get("next", request.GET.get("next", ""))}
    status = 429 if form.has_error("__all__", "too_many") else 200
    return render(request, "registration/login.html", context, status=status)


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Reached only with a right password; until the code is right too, nobody is signed in."""
    pending = request.session.get(PENDING)
    user = _pending_user(pending)
    if user is None:
        request.session.pop(PENDING, None)
        return redirect("sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        del request.session[PENDING]
        return _enter(request, user, pending["next"])
    status = 429 if form.has_error("code", "too_many") else 200
    return render(request, "registration/second_step.html", {"form": form}, status=status)


@sensitive_post_parameters("old_password", "new_password1", "new_password2")
@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def password_change(request: HttpRequest) -> HttpResponse:
    was_obliged = request.user.must_change_password
    form = ChangePasswordForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        update_session_auth_hash(request, form.save())
        if not was_obliged:
            return redirect("password_change_done")
        messages.success(request, "Đã đổi mật khẩu. Từ lần đăng nhập sau, dùng mật khẩu mới.")
        return redirect("home")
    return render(request, "registration/password_change_form.html", {"form": form})


def _enter(request: HttpRequest, user: User, page: str) -> HttpResponse:
    login(request, user)
    if second_factor.is_missing(user):
        request.session[second_factor.MISSING] = True
    if user.notice and not user.must_change_password:
        messages.warning(request, user.notice)
        User.objects.filter(pk=user.pk, notice=user.notice).update(notice="")
    return redirect(page)


def _next_page(request: HttpRequest) -> str:
    asked = request.POST.get("next", request.GET.get("next", ""))
    # A word without “/” is no address: `redirect` would look for a page of this name.
    own = asked.startswith("/") and url_has_allowed_host_and_scheme(
        asked, {request.get_host()}, require_https=request.is_secure()
    )
    return asked if own else resolve_url(settings.LOGIN_REDIRECT_URL)


def _pending(user: User, page: str) -> dict[str, Any]:
    return {
        "user": user.pk,
        "backend": user.backend,
        "hash": user.get_session_auth_hash(),
        "at": int(clock.real_now().timestamp()),
        "next": page,
    }


def _pending_user(pending: dict[str, Any] | None) -> User | None:
    """The account whose password was right, unless it is too long ago or the account has changed since."""
    if not pending or clock.real_now().timestamp() - pending["at"] > PENDING_SECONDS:
        return None
    user = load_backend(pending["backend"]).get_user(pending["user"])
    if user is None or not constant_time_compare(user.get_session_auth_hash(), pending["hash"]):
        return None
    user.backend = pending["backend"]
    return user


# --- one's own second factor


@never_cache
@require_GET
@login_required
def second_factor_page(request: HttpRequest) -> HttpResponse:
    return _page(request, ProofForm(user=request.user, to_confirm=True))


def _page(request: HttpRequest, form: ProofForm) -> HttpResponse:
    device = second_factor.waiting(request.user)
    context = {"form": form, "is_on": second_factor.is_on(request.user), "device": device}
    context["is_required"] = bool(request.session.get(second_factor.MISSING))
    if device:
        context |= {"qr": second_factor.qr_of(device), "secret": second_factor.secret_of(device)}
    else:
        context |= {"form": None, "codes_left": second_factor.codes_left(request.user)}
    return render(request, "registration/second_factor.html", context)


@require_POST
@login_required
def second_factor_begin(request: HttpRequest) -> HttpResponse:
    try:
        second_factor.begin(request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("second_factor")


@sensitive_post_parameters("password", "code")
@never_cache
@require_POST
@login_required
def second_factor_confirm(request: HttpRequest) -> HttpResponse:
    if second_factor.waiting(request.user) is None:
        is_on = second_factor.is_on(request.user)
        messages.error(request, second_factor.ALREADY_ON if is_on else "Bấm “Bắt đầu cài đặt” trước.")
        return redirect("second_factor")
    form = ProofForm(request.POST, user=request.user, to_confirm=True)
    if not form.is_valid():
        return _page(request, form)
    codes = second_factor.turn_on(request.user)
    request.session.pop(second_factor.MISSING, None)
    update_session_auth_hash(request, request.user)
    return _codes(request, codes, "Đã bật xác thực hai bước")


@sensitive_post_parameters("password", "code")
@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def second_factor_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes; the old ones are worth nothing any more."""
    form = ProofForm(request.POST if request.method == "POST" else None, user=request.user)
    if not second_factor.is_on(request.user):
        return redirect("second_factor")
    if form.is_valid():
        return _codes(request, second_factor.renew_codes(request.user), "Mã dự phòng mới")
    words = {
        "heading": "Lập mã dự phòng mới",
        "button": "Lập mã mới",
        "says": "Các mã dự phòng cũ không dùng được nữa.",
    }
    return render(request, "registration/second_factor_proof.html", words | {"form": form})


@sensitive_post_parameters("password", "code")
@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def second_factor_off(request: HttpRequest) -> HttpResponse:
    form = ProofForm(request.POST if request.method == "POST" else None, user=request.user)
    if not second_factor.is_on(request.user):
        return redirect("second_factor")
    if form.is_valid():
        with flash(request, "Đã tắt xác thực hai bước."):
            second_factor.turn_off(request.user, by=request.user)
        if second_factor.is_missing(request.user):
            request.session[second_factor.MISSING] = True
        return redirect("second_factor")
    says = "Sau khi tắt, đăng nhập chỉ cần mật khẩu; các mã dự phòng không dùng được nữa."
    words = {"heading": "Tắt xác thực hai bước", "button": "Tắt xác thực hai bước", "danger": True, "says": says}
    return render(request, "registration/second_factor_proof.html", words | {"form": form})


def _codes(request: HttpRequest, codes: list[str], heading: str) -> HttpResponse:
    """The only time they are seen: the answer itself, stored nowhere."""
    return render(request, "registration/recovery_codes.html", {"codes": codes, "heading": heading})
