"""Pages of the house itself: help, health, the demo's clock, and what is shown when something went wrong."""

import secrets

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from thidua import clock, kept_forms, system
from thidua.context import Shell
from thidua.forms import DateField, PlainForm
from thidua.vietnamese import vdate


class ClockForm(PlainForm, forms.Form):
    to = DateField(label="Ngày giả định mới")


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "help.html")


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 with an answer of the database; anything else means: not healthy."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@require_GET
@login_required
@never_cache
def system_page(request: HttpRequest) -> HttpResponse:
    """Back-ups, worker, versions, what is still missing: for administrators; to anybody else it does not exist."""
    if not Shell(request.user).is_administrator:
        raise Http404
    return render(
        request,
        "system.html",
        {
            "backup": system.backup(),
            "room": system.room(),
            "worker": system.worker_state(),
            "reminders": system.reminders(),
            "versions": system.versions(),
            "findings": system.findings(),
            "is_postgresql": connection.vendor == "postgresql",
        },
    )


@require_POST
@login_required
def advance_clock(request: HttpRequest) -> HttpResponse:
    """Move the date of a demo database forward; on a real one this page does not exist."""
    if not settings.DEMO or not Shell(request.user).is_administrator:
        raise Http404
    form = ClockForm(request.POST)
    if not form.is_valid():
        messages.error(request, " · ".join(form.errors["to"]))
    elif form.cleaned_data["to"] < clock.today():
        messages.error(request, f"Ngày giả định chỉ đi tới; hiện là {vdate(clock.today())}.")
    else:
        clock.advance(form.cleaned_data["to"])
        messages.success(request, f"Ngày giả định nay là {vdate(form.cleaned_data['to'])}.")
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "home")


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token of a form no longer fits (sign-in in another tab): the form again with its text, not a bare 403."""
    return kept_forms.back_to_form(request) or render(request, "stale_page.html", {"page": request.path}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Static page without a query; thidua/logs.py writes its code into the line of the error."""
    request.error_code = secrets.token_hex(3).upper()
    return HttpResponse(loader.render_to_string("500.html", {"code": request.error_code}), status=500)
