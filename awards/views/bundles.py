"""The dossier of a tờ trình: what is there, what is missing; made as one zip and one PDF, handed out to the clerk."""

import hashlib
import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards import bundling, enclosing, law_spans
from awards.models import DossierBundle, ReportOnPaper, SubmissionLetter, SubmissionLine
from awards.upper_permissions import letters_prepared_by
from thidua.forms import ReasonForm
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.workflow import Refused

log = logging.getLogger(__name__)
FRESH = 3  # seconds between two looks at a bundle that is being made
ROWS_A_PAGE = 100
Stage = DossierBundle.Stage
FULL = ("document__series", "session__minutes")


@require_GET
@login_required
@excel_too
def bundle(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(letters_prepared_by(request.user).select_related(*FULL), pk=pk)
    items, made = bundling.items_of(found), bundling.newest(found)
    needed, there = bundling.counted(items)
    context = {
        "letter": found,
        "page": paginate(request, items, ROWS_A_PAGE),
        "needed": needed,
        "there": there,
        "missing": needed - there,
        "unsigned": sum(bool(item.unsigned) for item in items),
        "bundle": made,
        "is_working": made is not None and made.stage in (Stage.WAITING, Stage.RUNNING),
        "is_untaken": made is not None and bundling.is_untaken(made),
        "is_broken_off": made is not None and bundling.is_broken_off(made),
        "why": bundling.why_not_make(found, items),
        "copies": law_spans.copies_of(found),
    }
    response = render(request, "awards/bundle.html", context)
    if context["is_working"] and not (context["is_untaken"] or context["is_broken_off"]):
        response["Refresh"] = f"{FRESH}; url={reverse('bundle', args=[pk])}"
    return response


@require_POST
@login_required
def bundle_make(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(letters_prepared_by(request.user).select_related(*FULL), pk=pk)
    try:
        made = bundling.make(found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if made.stage == Stage.DONE:
            messages.success(request, "Đã lập xong bộ hồ sơ.")
        elif made.stage == Stage.FAILED:
            messages.error(request, made.sentence)
    return redirect("bundle", pk)


# --- a report that goes up on paper


@require_http_methods(["GET", "POST"])
@login_required
def report_on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    line = _line(request, pk)
    beside = ReportOnPaper.objects.filter(line=line).first()
    form = ReasonForm(
        request.POST or None, act="gửi báo cáo bản giấy", initial={"reason": beside.reason if beside else ""}
    )
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã ghi báo cáo thành tích gửi bản giấy; bìa bộ hồ sơ ghi “gửi bản giấy”."):
            enclosing.state(line, reason=form.cleaned_data["reason"], by=request.user)
        return redirect("bundle", line.letter_id)
    refill(request, form)
    context = {
        "question": "Gửi báo cáo thành tích bản giấy?",
        "summary": [("Trường hợp", line.nomination), ("Tờ trình", line.letter)],
        "form": form,
        "action_url": request.path,
        "button": "Ghi gửi bản giấy",
        "why": enclosing.why_not_state(line),
        "back_url": reverse("bundle", args=[line.letter_id]),
        "back_label": "Quay lại bộ hồ sơ",
    }
    return render(request, "confirm.html", context)


@require_POST
@login_required
def report_not_on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    line = _line(request, pk)
    with flash(request, "Đã bỏ ghi gửi bản giấy."):
        enclosing.take_back(line, by=request.user)
    return redirect("bundle", line.letter_id)


def _line(request: HttpRequest, pk: int) -> SubmissionLine:
    lines = SubmissionLine.objects.filter(letter__in=letters_prepared_by(request.user))
    related = ("letter", "nomination__award", "nomination__staff_member", "nomination__department")
    return get_object_or_404(lines.select_related(*related), pk=pk)


# --- the files


@require_GET
@login_required
def bundle_archive(request: HttpRequest, pk: int) -> HttpResponse:
    return _handed_out(request, pk, "archive", ".zip", "application/zip")


@require_GET
@login_required
def bundle_merged(request: HttpRequest, pk: int) -> HttpResponse:
    return _handed_out(request, pk, "merged", ".pdf", "application/pdf")


def _handed_out(request: HttpRequest, pk: int, which: str, ending: str, media_type: str) -> HttpResponse:
    """Always a download; a file that is lost or was changed is said, and can be made again."""
    found = get_object_or_404(letters_prepared_by(request.user).select_related(*FULL), pk=pk)
    made = found.bundles.filter(stage=Stage.DONE).first()
    if made is None:
        raise Http404
    content = _content(made, which)
    if content is None:
        messages.error(request, "Tệp đã lập không còn trên máy hoặc đã bị đổi; bấm “Lập bộ hồ sơ” để lập lại.")
        return redirect("bundle", pk)
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{_name(found)}{ending}")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _name(found: SubmissionLetter) -> str:
    return f"ho-so-trinh-{found.year}-{found.number}"


def _content(made: DossierBundle, which: str) -> bytes | None:
    try:
        with getattr(made, which).open("rb") as opened:
            content: bytes = opened.read()
    except (OSError, ValueError):
        log.error("Bộ hồ sơ %s không đọc được trên đĩa", made.pk)
        return None
    return content if hashlib.sha256(content).hexdigest() == getattr(made, f"{which}_sha256") else None
