"""The law's parameters: their list, one of them with its history, another value, a value compared with its source."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards import amending, lawbook
from awards.eligibility.wording import in_words
from awards.forms.parameters import ChangeForm, ConfirmForm, EndForm, ParameterFilter, ticked_names
from awards.law_permissions import parameters_visible_to, reads_parameters
from campaigns.roles import is_administrator
from thidua import clock
from thidua.http import flash
from thidua.kept_forms import refill
from thidua.models import AuditEntry, Certainty, Parameter
from thidua.tables import excel_too
from thidua.vietnamese import vdate
from thidua.workflow import Refused


@require_GET
@login_required
@excel_too
def parameter_list(request: HttpRequest) -> HttpResponse:
    if not reads_parameters(request.user):
        raise Http404
    form = ParameterFilter(request.GET)
    found = form.entries()
    context = {
        "form": form,
        "groups": lawbook.grouped(found),
        "count": len(found),
        "code": form.rule_set,
        "set_name": lawbook.set_name(form.rule_set),
        "day": lawbook.day_of(form.rule_set),
        "keeps": is_administrator(request.user),
        "to_check": sum(entry.to_check for entry in found),
        "all_ticked": request.GET.get("chon") == "het",
    }
    return render(request, "awards/parameter_list.html", context)


def _entry(code: str, key: str) -> lawbook.Entry:
    try:
        return lawbook.entry(code, key)
    except KeyError:
        raise Http404 from None


def _kept(request: HttpRequest, code: str, key: str) -> lawbook.Entry:
    """For the acts: the administrator's alone."""
    if not is_administrator(request.user):
        raise Http404
    return _entry(code, key)


def _page_of(entry: lawbook.Entry) -> str:
    return reverse("parameter", args=[entry.rule_set, entry.key])


@require_GET
@login_required
@excel_too
def parameter(request: HttpRequest, code: str, key: str) -> HttpResponse:
    if not reads_parameters(request.user):
        raise Http404
    entry = _entry(code, key)
    rows = Parameter.objects.filter(rule_set=code, key=key).select_related("entered_by").order_by("-valid_from", "-pk")
    rows = list(rows[:200])
    for row in rows:
        row.words = in_words(row.key, row.value)
    keys = [str(row.pk) for row in rows]
    context = {
        "entry": entry,
        "set_name": lawbook.set_name(code),
        "day": lawbook.day_of(code),
        "rows": rows,
        "keeps": is_administrator(request.user),
        "why_confirm": amending.why_not_confirm(entry),
        "why_end": amending.why_not_end(entry),
        "entries": AuditEntry.objects.filter(target_type="thidua.parameter", target_id__in=keys).order_by("-pk"),
    }
    return render(request, "awards/parameter.html", context)


@require_GET
@login_required
def parameter_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the audit trail leads: from one stored value to the page of its parameter."""
    row = get_object_or_404(parameters_visible_to(request.user), pk=pk)
    return redirect("parameter", row.rule_set, row.key)


# --- another value


@require_http_methods(["GET", "POST"])
@login_required
def parameter_change(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The form; once it is right, the page that says what will change and from when."""
    entry = _kept(request, code, key)
    form = ChangeForm(request.POST or None, initial={"since": lawbook.day_of(code)}, entry=entry)
    if request.method == "POST" and form.is_valid():
        return _check_page(request, entry, form)
    refill(request, form)
    return _change_page(request, entry, form)


@require_POST
@login_required
def parameter_change_save(request: HttpRequest, code: str, key: str) -> HttpResponse:
    entry = _kept(request, code, key)
    form = ChangeForm(request.POST, entry=entry)
    if not form.is_valid():
        return _change_page(request, entry, form)
    cleaned = {name: value for name, value in form.cleaned_data.items() if name != "sign"}
    words = in_words(key, cleaned["value"])
    with flash(request, f"Đã ghi giá trị {words}, áp dụng từ ngày {vdate(cleaned['since'])}."):
        amending.change(code, key, **cleaned, by=request.user)
    return redirect(_page_of(entry))


def _change_page(request: HttpRequest, entry: lawbook.Entry, form: ChangeForm) -> HttpResponse:
    context = {"entry": entry, "form": form, "set_name": lawbook.set_name(entry.rule_set)}
    return render(request, "awards/parameter_change.html", context)


def _check_page(request: HttpRequest, entry: lawbook.Entry, form: ChangeForm) -> HttpResponse:
    chosen = form.cleaned_data
    plan = amending.planned(entry.rule_set, entry.key, chosen["since"])
    context = {
        "entry": entry,
        "form": form,
        "set_name": lawbook.set_name(entry.rule_set),
        "plan": plan,
        "words": in_words(entry.key, chosen["value"]),
        "chosen": chosen,
        "certainty": Certainty(chosen["certainty"]).label,
        "to_check": chosen["certainty"] != Certainty.CONFIRMED,
        "reaches_back": chosen["since"] < clock.today(),
        "ends_on": chosen["since"] - lawbook.A_DAY,
    }
    return render(request, "awards/parameter_check.html", context)


# --- compared with its source


@require_http_methods(["GET", "POST"])
@login_required
def parameter_confirm(request: HttpRequest, code: str, key: str) -> HttpResponse:
    entry = _kept(request, code, key)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã ghi là đã đối chiếu nguồn."):
            amending.confirm([(code, key)], source=form.cleaned_data["source"], by=request.user)
        return redirect(_page_of(entry))
    refill(request, form)
    context = {
        "question": "Xác nhận đã đối chiếu giá trị này?",
        "summary": [
            ("Quy định", entry.title),
            ("Bộ quy định", lawbook.set_name(code)),
            ("Giá trị", entry.words),
            ("Nguồn đang ghi", entry.source),
            ("Áp dụng từ", vdate(entry.since)),
        ],
        "form": form,
        "button": "Xác nhận đã đối chiếu",
        "why": amending.why_not_confirm(entry),
    }
    return _question(request, entry, context, "chưa xác nhận")


@require_POST
@login_required
def parameters_confirm(request: HttpRequest) -> HttpResponse:
    """The ticked ones, named on a page of their own; `xac-nhan/ghi/` writes them."""
    return _confirm_many(request, ConfirmForm())


@require_POST
@login_required
def parameters_confirm_save(request: HttpRequest) -> HttpResponse:
    return _confirm_many(request, ConfirmForm(request.POST))


def _confirm_many(request: HttpRequest, form: ConfirmForm) -> HttpResponse:
    if not is_administrator(request.user):
        raise Http404
    try:
        names = ticked_names(request.POST.getlist("chosen"))
    except ValidationError:
        names = []
    if not names:
        messages.error(request, "Chọn ít nhất một quy định cần thẩm tra.")
        return redirect("parameter_list")
    back = f"{reverse('parameter_list')}?bo={names[0][0]}"
    if form.is_bound and form.is_valid():
        try:
            rows = amending.confirm(names, source=form.cleaned_data["source"], by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Đã ghi {len(rows)} giá trị là đã đối chiếu nguồn.")
            return redirect(back)
    rows = [
        (entry, amending.why_not_confirm(entry))
        for code in dict(names)
        for entry in lawbook.entries(code, keys=[key for of, key in names if of == code])
    ]
    why = next((why for _, why in rows if why), "")
    context: dict[str, Any] = {"rows": rows, "form": form, "back_url": back, "why": why}
    return render(request, "awards/parameters_confirm.html", context)


# --- the end of an own value


@require_http_methods(["GET", "POST"])
@login_required
def parameter_end(request: HttpRequest, code: str, key: str) -> HttpResponse:
    entry = _kept(request, code, key)
    form = EndForm(request.POST or None, initial={"last_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã ghi ngày cuối cùng áp dụng giá trị này."):
            amending.end(code, key, last_day=form.cleaned_data["last_day"], by=request.user)
        return redirect(_page_of(entry))
    refill(request, form)
    after = f"mặc định của bộ {code}: {entry.default_words}" if entry.default else "chưa có giá trị"
    context = {
        "question": "Thôi áp dụng giá trị đã ghi?",
        "summary": [
            ("Quy định", entry.title),
            ("Giá trị đã ghi", entry.words),
            ("Sau đó áp dụng", after),
        ],
        "form": form,
        "button": "Ghi ngày cuối cùng áp dụng",
        "why": amending.why_not_end(entry),
    }
    return _question(request, entry, context, "chưa đổi")


def _question(request: HttpRequest, entry: lawbook.Entry, context: dict[str, Any], not_yet: str) -> HttpResponse:
    back = {"action_url": request.path, "back_url": _page_of(entry), "back_label": f"Quay lại, {not_yet}"}
    return render(request, "confirm.html", context | back)
