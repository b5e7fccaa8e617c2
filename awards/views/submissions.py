"""Tờ trình to the level above: their list, one of them with its lines, drafting, printing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from awards import answering, law_spans, submitting
from awards.documents import law_cited, submission_list
from awards.documents import submission as paper
from awards.forms.submissions import LetterEditForm, LetterForm
from awards.models import SubmissionLetter
from awards.permissions import sessions_prepared_by
from awards.upper_permissions import (
    letters_prepared_by,
    letters_sent_by,
    letters_visible_to,
    reads_letters,
)
from awards.views.sheets import printed
from campaigns.documents.signing import signer_on
from campaigns.roles import is_clerk
from thidua import clock, pdf
from thidua.audit import history_of
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.workflow import Refused

FULL = ("campaign", "session__minutes__series", "signer__staff_member", "document__series", "document__issued_by")
LINES_A_PAGE = 50
Status = SubmissionLetter.Status


@require_GET
@login_required
@excel_too
def submission_list_page(request: HttpRequest) -> HttpResponse:
    if not reads_letters(request.user):
        raise Http404
    rows = letters_visible_to(request.user).select_related("signer__staff_member", "document__series")
    counted = rows.annotate(
        cases=Count("lines"), answered=Count("lines", filter=Q(lines__outcome__isnull=False))
    ).defer("document__paper")
    context = {"page": paginate(request, counted.order_by("-date", "-pk")), "is_clerk": is_clerk(request.user)}
    return render(request, "awards/submission_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def submission_add(request: HttpRequest) -> HttpResponse:
    """Draft a letter; `?session=` and `?level=` choose beforehand."""
    if not is_clerk(request.user):
        raise Http404
    initial = {
        "session": request.GET.get("session"),
        "level": request.GET.get("level"),
        "date": clock.today(),
        "signer": signer_on(clock.today()),
    }
    form = LetterForm(request.POST or None, initial=initial, sessions=sessions_prepared_by(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            drafted = submitting.draft(by=request.user, **form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã lập dự thảo tờ trình; xem lại danh sách, căn cứ và bản in trước khi gửi.")
            return redirect(drafted)
    refill(request, form)
    return render(request, "awards/submission_add.html", {"form": form})


@require_GET
@login_required
@excel_too
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(letters_visible_to(request.user).select_related(*FULL), pk=pk)
    drafts, sends = found.status == Status.DRAFT, letters_sent_by(request.user).filter(pk=pk).exists()
    page = paginate(request, submission_list.with_cases(found.lines.all()), LINES_A_PAGE)
    cited = law_cited.cited(found.lines.values_list("nomination", flat=True), found.date) if drafts else None
    return render(
        request,
        "awards/submission_detail.html",
        {
            "letter": found,
            "page": page,
            "rows": submission_list.rows_of(found, page),
            "totals": _totals(found),
            "addresses": paper.address_of(found),
            "cited": cited,
            "unplaced": submitting.unplaced(found, cited) if cited else [],
            "frozen_bases": found.document.paper.get("bases", []) if found.document else None,
            "spans": law_spans.of_letter(found),
            "not_waiting": found.status == Status.ANSWERED,
            "answers": found.answers.select_related("file", "entered_by"),
            "open_lines": answering.unanswered(found).count() if found.status == Status.SENT else 0,
            "is_draft": drafts,
            "is_clerk": is_clerk(request.user),
            "sends": sends,
            "why": submitting.why_not_ready(found, found.date) if drafts and sends else "",
            "no_pdf": pdf.missing_libraries() if drafts else "",
            "entries": history_of(found) if sends else None,
        },
    )


def _totals(found: SubmissionLetter) -> dict[str, int]:
    """Collectives and persons, each counted once."""
    return found.lines.aggregate(
        lines=Count("pk"),
        people=Count("nomination__staff_member", distinct=True),
        collectives=Count("nomination__department", distinct=True),
    )


@require_http_methods(["GET", "POST"])
@login_required
def submission_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(letters_prepared_by(request.user).select_related("session"), pk=pk)
    initial = {name: getattr(found, name) for name in ("date", "signer", "address_to", "grounds")}
    form = LetterEditForm(request.POST or None, initial=initial, letter=found)
    if request.method == "POST" and form.is_valid():
        try:
            submitting.edit(found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã lưu dự thảo tờ trình.")
            return redirect(found)
    refill(request, form)
    context = {"letter": found, "form": form, "why": submitting.why_not_edit(found)}
    return render(request, "awards/submission_edit.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def submission_discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(letters_prepared_by(request.user), pk=pk)
    if request.method == "POST":
        before = submitting.why_not_edit(found)
        with flash(request, "Đã xóa dự thảo; các hồ sơ vẫn ở bước “Được đề nghị” và chờ tờ trình khác."):
            submitting.discard(found, by=request.user)
        return redirect(found) if before else redirect("submission_list")
    context: dict[str, Any] = {
        "question": "Xóa dự thảo tờ trình này?",
        "summary": [("Tờ trình", found), ("Danh sách", f"{found.lines.count()} trường hợp")],
        "cannot_undo": "Dự thảo không lấy lại được; các hồ sơ vẫn ở bước “Được đề nghị”.",
        "action_url": request.path,
        "button": "Xóa dự thảo",
        "danger": True,
        "why": submitting.why_not_edit(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa xóa",
    }
    return render(request, "confirm.html", context)


# --- print


@require_GET
@login_required
def submission_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """The frozen bytes of a sent letter, in Word its frozen words; of a draft a copy marked DỰ THẢO."""
    found = get_object_or_404(letters_visible_to(request.user).select_related(*FULL), pk=pk)
    return printed(request, found, submitting.paper_of, as_word=as_word)


@require_GET
@login_required
def submission_blank_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """The copy for signature, without number and day, while nothing else blocks the sending."""
    found = get_object_or_404(letters_prepared_by(request.user).select_related(*FULL), pk=pk)
    return printed(request, found, submitting.paper_of, as_word=as_word, blank=True)
