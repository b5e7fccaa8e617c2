"""Writing a pledge: titles and duties, the initiative, the targets, the check before sending. Pages save themselves."""

import contextlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import asking, pledged_initiatives, pledging
from campaigns.forms.pledge_initiatives import PledgeInitiativeForm, author_rows
from campaigns.forms.pledges import PledgeAwardsForm, target_formset
from campaigns.models import Initiative, Pledge
from campaigns.permissions import pledges_owned_by
from campaigns.views.pledge_content import content_of
from thidua import autosave
from thidua.audit import folded
from thidua.forms import save_rows
from thidua.kept_forms import forget, refill, restored
from thidua.templatetags.ui import error_summary
from thidua.vietnamese import vdate
from thidua.workflow import Refused

EMPTY_ROWS = 3
MORE_ROWS = "them"  # ?them=3: so many empty rows under the targets
BACK_TO_CHECK = "kiem-tra"  # ?ve=kiem-tra: opened by “Sửa” on the check page, returns there
WRITTEN_ON = {
    "pledge_awards": ("awards", "duties"),
    "pledge_initiative": ("initiative",),
    "pledge_targets": ("targets",),
}
CHECK = "pledge_check"


def _steps(pledge: Pledge) -> list[str]:
    """The pages in their order: those with an open part; the initiative where a title may need one."""
    opened = pledging.open_parts(pledge)
    pages = [page for page, parts in WRITTEN_ON.items() if opened & set(parts)]
    if "pledge_initiative" in pages and not pledge.return_fields and not _may_need_initiative(pledge):
        pages.remove("pledge_initiative")
    return [*pages, CHECK]


def _may_need_initiative(pledge: Pledge) -> bool:
    return bool(pledge.initiative_title or asking.wanting_initiative(pledge.awards.all()))


def _step(pledge: Pledge, page: str) -> dict[str, Any]:
    """Where the page stands among the steps, and the one before it, for “Quay lại”."""
    pages, late = _steps(pledge), pledging.why_too_late(pledge)
    if page not in pages:  # opened from the check page though no title needs it
        return {"step": "", "before_url": reverse(CHECK, args=[pledge.pk]), "late": late}
    place = pages.index(page)
    before = reverse(pages[place - 1], args=[pledge.pk]) if place else pledge.get_absolute_url()
    return {"step": f"Bước {place + 1}/{len(pages)}", "before_url": before, "late": late}


def _written(
    request: HttpRequest, pledge: Pledge, page: str, save: Callable[[], list[Any] | dict[str, Any]]
) -> HttpResponse | list[Any]:
    """Save under the lock: the answer to what was posted, or the forms with their errors.

    `save` gives those forms (a list), or, once saved, what an autosave has to tell the page (a dict).
    """
    try:
        quietly = folded() if autosave.is_asked(request) else contextlib.nullcontext()
        with pledging.editing(pledge, *WRITTEN_ON[page]), quietly:
            done = save()
    except Refused as late:
        if autosave.is_asked(request):
            return autosave.refused(request, str(late))
        return refused(request, pledge, str(late))
    if isinstance(done, dict):
        return autosave.saved(request, **done) if autosave.is_asked(request) else _onward(request, pledge, page)
    if autosave.is_asked(request):
        errors = error_summary(*done)["errors"]
        return autosave.kept(request, errors[0][1])
    return done


@require_http_methods(["GET", "POST"])
@login_required
def pledge_awards(request: HttpRequest, pk: int) -> HttpResponse:
    """Titles, forms of commendation, duties."""
    pledge = get_object_or_404(pledges_owned_by(request.user), pk=pk)
    if sentence := pledging.why_not_edit(pledge, *WRITTEN_ON["pledge_awards"]):
        return _closed(request, pledge, sentence)
    forms = [PledgeAwardsForm(instance=pledge)]

    def save() -> list[Any] | dict[str, Any]:
        forms[0] = PledgeAwardsForm(request.POST, instance=pledge, must_choose="stay" not in request.POST)
        if not forms[0].is_valid():
            return forms
        forms[0].save(by=request.user)
        return {}

    if request.method == "POST" and isinstance(done := _written(request, pledge, "pledge_awards", save), HttpResponse):
        return done
    refill(request, forms[0])
    context = {"form": forms[0], "pledge": pledge} | _step(pledge, "pledge_awards")
    return render(request, "campaigns/pledge_awards.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def pledge_initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """One of one's own, or a new one with its authors, which begins as a draft."""
    pledge = get_object_or_404(pledges_owned_by(request.user).filter(staff_member__isnull=False), pk=pk)
    if sentence := pledging.why_not_edit(pledge, *WRITTEN_ON["pledge_initiative"]):
        return _closed(request, pledge, sentence)
    typed = request.POST or restored(request) or None
    form, authors = PledgeInitiativeForm(typed, pledge=pledge), author_rows(typed, pledge)
    if request.method == "POST":
        if autosave.is_asked(request):  # half a name must not become an initiative
            return autosave.kept(request, "bấm “Lưu nháp” để lưu sáng kiến")
        done = _written(request, pledge, "pledge_initiative", lambda: _save_initiative(pledge, form, authors, request))
        if isinstance(done, HttpResponse):
            return done
    context = {"form": form, "formset": authors, "pledge": pledge} | _step(pledge, "pledge_initiative")
    context["wanting"] = asking.wanting_initiative(pledge.awards.all())
    return render(request, "campaigns/pledge_initiative.html", context)


def _save_initiative(
    pledge: Pledge, form: PledgeInitiativeForm, authors: Any, request: HttpRequest
) -> list[Any] | dict[str, Any]:
    if not form.is_valid():
        return [form, authors]
    if not form.is_new:
        pledged_initiatives.rest_on(pledge, form.chosen, by=request.user)
        return {}
    if not authors.is_valid():
        return [form, authors]
    said = {"title": form.cleaned_data["title"], "kind": form.cleaned_data["kind"] or Initiative.Kind.INITIATIVE}
    made = pledged_initiatives.new_initiative(pledge, **said, by=request.user)
    authors.instance = made
    save_rows(authors, of=made, by=request.user, verb="change_authors")
    pledged_initiatives.rest_on(pledge, made, by=request.user)
    return {}


@require_http_methods(["GET", "POST"])
@login_required
def pledge_targets(request: HttpRequest, pk: int) -> HttpResponse:
    """The table of targets; “Thêm dòng” saves and gives more empty rows."""
    pledge = get_object_or_404(pledges_owned_by(request.user).select_related("campaign"), pk=pk)
    if sentence := pledging.why_not_edit(pledge, *WRITTEN_ON["pledge_targets"]):
        return _closed(request, pledge, sentence)
    make = target_formset(rows=EMPTY_ROWS if request.GET.get(MORE_ROWS) or not pledge.targets.exists() else 0)

    def save() -> list[Any] | dict[str, Any]:
        made = make(request.POST, instance=pledge)
        if not made.is_valid():
            return [made]
        made.number_new_rows()
        save_rows(made, of=pledge, by=request.user, verb="change_targets")
        return made.told()

    if request.method == "POST":
        done = _written(request, pledge, "pledge_targets", save)
        if isinstance(done, HttpResponse):
            return done
        formset = done[0]
    else:
        formset = make(restored(request), instance=pledge)
    context = {"formset": formset, "pledge": pledge} | _step(pledge, "pledge_targets")
    return render(request, "campaigns/pledge_targets.html", context)


def _onward(request: HttpRequest, pledge: Pledge, here: str) -> HttpResponse:
    """After a page was saved: more rows, the same page (“Lưu nháp”), the check page, or the next page."""
    forget(request)
    if "more" in request.POST:
        return redirect(f"{reverse(here, args=[pledge.pk])}?{MORE_ROWS}={EMPTY_ROWS}")
    if "stay" in request.POST:
        messages.success(request, "Đã lưu nháp.")
        return redirect(here, pledge.pk)
    pages = _steps(pledge)
    back = request.GET.get("ve") == BACK_TO_CHECK or here not in pages
    return redirect(CHECK if back else pages[pages.index(here) + 1], pledge.pk)


def refused(request: HttpRequest, pledge: Pledge, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect(pledge)


def _closed(request: HttpRequest, pledge: Pledge, sentence: str) -> HttpResponse:
    """The page is not open: to its own address, with the reason."""
    return autosave.refused(request, sentence) if autosave.is_asked(request) else refused(request, pledge, sentence)


@require_GET
@login_required
def pledge_check(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = get_object_or_404(pledges_owned_by(request.user), pk=pk)
    if sentence := pledging.why_not_edit(pledge):
        return refused(request, pledge, sentence)
    last = pledging.last_day_to_submit(pledge)
    follows = f"Sau khi gửi, muốn sửa phải rút lại trước hết ngày {vdate(last)}." if last else ""
    context = content_of(pledge) | {
        "why": pledging.why_not_submit(pledge),
        "advice": pledging.advice(pledge),
        "follows": follows,
        "last_day": last,
        "open_parts": pledging.open_parts(pledge),
    }
    return render(request, "campaigns/pledge_check.html", context | _step(pledge, CHECK))
