"""The set-up of an empty database: the code, a page a subject, the check, the end. Afterwards: 404, for ever."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import setting_up as acts
from campaigns.forms.setting_up import CodeForm
from campaigns.forms.setting_up_pages import (
    BY_SLUG,
    PAGES,
    Page,
    checked,
    forms_of,
    read,
    summary,
    typed_text,
    unfinished,
    with_more_rows,
)
from campaigns.signing_in import StaffBackend
from thidua import setting_up
from thidua.institutions import previews
from thidua.workflow import Refused

PASS = "setting_up"
WRONG = "Mã thiết lập chưa đúng; xem lại mã mà lệnh “manage.py setup_code” in ra"
DONE = "Đã thiết lập xong. Việc tiếp theo ở danh sách dưới đây."


def with_the_code(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only while nothing is set up, and only for a browser that named the code."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not setting_up.is_open():
            raise Http404
        if not _may(request):
            return redirect("setup")
        return view(request, *args, **kwargs)

    return never_cache(guarded)


def _may(request: HttpRequest) -> bool:
    named = request.session.get(PASS, "")
    return bool(named) and secrets.compare_digest(named, setting_up.pass_of(setting_up.begun()))


@require_http_methods(["GET", "POST"])
@never_cache
def setup(request: HttpRequest) -> HttpResponse:
    """The door: asks for the code, then leads to the first page that is not finished."""
    if not setting_up.is_open():
        raise Http404
    if _may(request):
        left = unfinished(setting_up.begun().draft)
        return redirect("setup_page", slug=left[0].slug) if left else redirect("setup_check")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _named(request, form):
        return redirect("setup")
    return render(request, "campaigns/setup_code.html", {"form": form})


def _named(request: HttpRequest, form: CodeForm) -> bool:
    try:
        passed = setting_up.try_code(form.cleaned_data["code"])
    except Refused as refused:
        form.add_error("code", str(refused).rstrip("."))
        return False
    if not passed:
        form.add_error("code", WRONG)
        return False
    request.session.cycle_key()
    request.session[PASS] = passed
    return True


@require_http_methods(["GET", "POST"])
@with_the_code
def setup_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One subject. What is typed is kept at once, right or wrong; the next page opens when all of it is right."""
    page = BY_SLUG.get(slug)
    if page is None:
        raise Http404
    if request.method == "POST":
        typed = typed_text(page, request.POST)
        if "more" in request.POST:
            setting_up.keep(page.slug, with_more_rows(page, typed) if page.rows else typed)
            return redirect("setup_page", slug=page.slug)
        setting_up.keep(page.slug, typed)
    draft = setting_up.begun().draft
    form, rows = forms_of(page, draft, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        valid = all(part.is_valid() for part in (form, rows) if part is not None)
        kept = _keep_hashes(draft, getattr(form, "cleaned_data", {}))
        if valid:
            return redirect(*_after(page))
        form = forms_of(page, kept, request.POST)[0]  # a good password need not be typed again
    return render(request, "campaigns/setup_page.html", _context(page, form, rows, draft))


def _keep_hashes(draft: dict[str, Any], cleaned: dict[str, Any]) -> dict[str, Any]:
    """Passwords go into the draft as the database keeps them, never as typed; gives the draft with them."""
    fields = {"clerk": "password", "administrator": "admin_password"}
    chosen = {whose: cleaned[f"{name}1"] for whose, name in fields.items() if cleaned.get(f"{name}1")}
    good = {whose: text for whose, text in chosen.items() if cleaned.get(f"{fields[whose]}2") == text}
    if not good:
        return draft
    hashes = draft.get("hashes", {}) | {whose: make_password(text) for whose, text in good.items()}
    setting_up.keep("hashes", hashes)
    return draft | {"hashes": hashes}


def _after(page: Page) -> tuple[str, ...]:
    place = PAGES.index(page) + 1
    return ("setup_check",) if place == len(PAGES) else ("setup_page", PAGES[place].slug)


def _context(page: Page, form: Any, rows: Any, draft: dict[str, Any]) -> dict[str, Any]:
    place = PAGES.index(page)
    return {
        "step": page,
        "number": place + 1,
        "total": len(PAGES) + 1,
        "before": PAGES[place - 1] if place else None,
        "form": form,
        "formset": rows,
        "heads": _heads(form, draft) if page.slug == "dau-van-ban" else [],
    }


def _heads(form: Any, draft: dict[str, Any]) -> list[dict[str, Any]]:
    def typed(name: str) -> str:
        return str(form[name].value() or "")

    issuer = typed("issuer_lines") or str(draft.get("ten", {}).get("name", "")).upper()
    return previews(typed("letterhead"), typed("place") or "…", typed("parent_lines"), issuer)


@require_GET
@with_the_code
def setup_check(request: HttpRequest) -> HttpResponse:
    draft = setting_up.begun().draft
    left = unfinished(draft)
    context = {
        "sections": [(page, summary(page, draft)) for page in PAGES],
        "left": left,
        "total": len(PAGES) + 1,
        "before": PAGES[-1],
        "heads": _chosen_head(draft),
        "why": "" if not left else "Chưa hoàn tất được vì còn trang phải sửa; mở trang đó để nhập tiếp.",
    }
    return render(request, "campaigns/setup_check.html", context)


def _chosen_head(draft: dict[str, Any]) -> list[dict[str, Any]]:
    found = checked(BY_SLUG["dau-van-ban"], draft)
    if found is None:
        return []
    cleaned = found[0].cleaned_data
    heads = previews(cleaned["letterhead"], cleaned["place"], cleaned["parent_lines"], cleaned["issuer_lines"])
    return [head for head in heads if head["is_chosen"]]


@require_POST
@never_cache
def setup_finish(request: HttpRequest) -> HttpResponse:
    """Who comes too late with a right code is told so; to everybody else the address is gone."""
    if not request.session.get(PASS):
        raise Http404
    if setting_up.is_open() and not _may(request):
        return redirect("setup")
    try:
        clerk = acts.finish(read)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("setup_check" if setting_up.is_open() else "home")  # which leads on to the sign-in page
    del request.session[PASS]
    login(request, clerk, backend=f"{StaffBackend.__module__}.{StaffBackend.__qualname__}")
    messages.success(request, DONE)
    return redirect("home")
