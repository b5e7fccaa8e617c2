"""A draft or another rule set tried on past years: ask for a run, wait for it, read who would come out differently."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards import rehearsing
from awards.forms.law_book import RehearsalForm
from awards.gathering.past_years import years_on_record
from awards.law_permissions import reads_drafts, regulations_visible_to, rehearsals_visible_to
from awards.models import EligibilityReport, Regulation, Rehearsal
from campaigns.roles import is_clerk
from thidua import clock
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.workflow import Refused

Stage = Rehearsal.Stage
FRESH = "2"  # seconds until a page that waits asks again
ANSWERS = {"yes": "đạt", "no": "chưa đạt", "unknown": "chưa rõ", "": "không hỏi"}
REMINDS = ", chỉ nhắc"


@require_GET
@login_required
@excel_too
def rehearsal_list(request: HttpRequest) -> HttpResponse:
    if not reads_drafts(request.user):
        raise Http404
    page = paginate(request, rehearsals_visible_to(request.user).select_related("asked_by"))
    return render(request, "awards/rehearsal_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def rehearsal_of_regulation(request: HttpRequest, pk: int) -> HttpResponse:
    if not reads_drafts(request.user):
        raise Http404
    draft = get_object_or_404(regulations_visible_to(request.user), pk=pk)
    return _ask(request, draft)


@require_http_methods(["GET", "POST"])
@login_required
def rehearsal_of_set(request: HttpRequest) -> HttpResponse:
    if not reads_drafts(request.user):
        raise Http404
    return _ask(request, None)


def _ask(request: HttpRequest, draft: Regulation | None) -> HttpResponse:
    years = years_on_record(clock.today())
    form = RehearsalForm(
        request.POST or None, known_years=years, of_draft=draft is not None, initial={"years": years[:3]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = rehearsing.start(regulation=draft, by=request.user, **form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            return redirect(made)
    refill(request, form)
    why = rehearsing.why_not_start(draft, "") if draft else ""
    context = {"form": form, "regulation": draft, "why": why, "years": years}
    return render(request, "awards/rehearsal_form.html", context)


@require_GET
@login_required
@excel_too
def rehearsal(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(rehearsals_visible_to(request.user).select_related("asked_by", "regulation"), pk=pk)
    if found.stage != Stage.DONE:
        return _waiting(request, found)
    in_full = is_clerk(request.user)
    lines = found.lines.select_related("staff_member", "department", "award")
    hidden = 0 if in_full else lines.filter(is_private=True).count()
    lines = lines if in_full else lines.filter(is_private=False)
    page = paginate(
        request, lines.order_by("year", "award__order", "staff_member__sort_key", "department__order", "pk")
    )
    for line in page:
        line.differs = [_in_words(one) for one in line.findings]
    context = {"rehearsal": found, "page": page, "hidden": hidden, **_counted(found)}
    return render(request, "awards/rehearsal.html", context)


def _waiting(request: HttpRequest, found: Rehearsal) -> HttpResponse:
    context = {
        "rehearsal": found,
        "is_untaken": rehearsing.is_untaken(found),
        "may_run_again": rehearsing.may_run_again(found),
    }
    response = render(request, "awards/rehearsal_waiting.html", context)
    if found.stage in (Stage.WAITING, Stage.RUNNING):
        response["Refresh"] = f"{FRESH}; url={found.get_absolute_url()}"
    return response


def _in_words(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "was": ANSWERS[one["before"]] + (REMINDS if one["before_reminds"] else ""),
        "now": ANSWERS[one["after"]] + (REMINDS if one["after_reminds"] else ""),
        "sentence": one["sentence"],
        "citation": one["citation"],
    }


def _counted(found: Rehearsal) -> dict[str, Any]:
    """One sentence for each pair of verdicts, and the table by award."""
    words = {value: label.lower() for value, label in EligibilityReport.Verdict.choices}
    rows, totals = rehearsing.counts(found), {}
    for row in rows:
        pair = (row["before"], row["after"])
        totals[pair] = totals.get(pair, 0) + row["number"]
        row["was"], row["now"] = words[pair[0]], words[pair[1]]
    said = [f"{number} trường hợp từ {words[was]} thành {words[now]}" for (was, now), number in totals.items()]
    changed = sum(totals.values())
    return {
        "counts": rows,
        "said": ", ".join(said),
        "changed": changed,
        "unchanged": found.total - changed,
    }


@require_POST
@login_required
def rehearsal_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(rehearsals_visible_to(request.user), pk=pk)
    with flash(request, "Đã cho chạy lại."):
        rehearsing.again(found)
    return redirect(found)
