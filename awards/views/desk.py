"""Papers being written at the desk: begun, written, looked at, issued."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards import beginning, desk, desk_signers, for_signature
from awards.forms.decisions import NumberedForm
from awards.forms.desk import AgainForm, WriteForm
from awards.kinds import KINDS, NUMBERED
from awards.models import PaperDraft
from awards.paper_permissions import (
    documents_visible_to,
    paper_drafts_issuable_by,
    paper_drafts_kept_by,
    writes_papers,
)
from awards.views.print_checks import before_issue
from awards.views.sheets import printed
from campaigns.roles import is_clerk, staff_of
from thidua import issuing, pdf
from thidua.audit import history_of
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.models import Series
from thidua.tables import excel_too
from thidua.vietnamese import lower_first, vdate
from thidua.workflow import Refused

FULL = ("signer__staff_member", "document__series", "replaces__series")


@require_GET
@login_required
@excel_too
def paper_draft_list(request: HttpRequest) -> HttpResponse:
    """What is being written to be issued, newest first; `?khong_so=1`: what bears no number instead."""
    if not writes_papers(request.user) and not paper_drafts_issuable_by(request.user).exists():
        raise Http404
    found, unnumbered = paper_drafts_issuable_by(request.user), bool(request.GET.get("khong_so"))
    found = found.filter(status=PaperDraft.Status.DRAFT)
    to_issue = found.filter(kind__in=NUMBERED)
    shown = found.exclude(kind__in=NUMBERED) if unnumbered else to_issue
    page = paginate(request, shown.select_related("signer__staff_member"))
    signers = desk_signers.of(page.object_list)
    for draft in page.object_list:
        draft.label, draft.signed_by = desk.kind_of(draft).label, signers[draft.pk]
    writes = writes_papers(request.user)
    context = {
        "page": page,
        "is_clerk": is_clerk(request.user),
        "unnumbered": unnumbered,
        "others": (to_issue if unnumbered else found.exclude(kind__in=NUMBERED)).count(),
        "places": beginning.places() if writes else [],
    }
    return render(request, "awards/paper_draft_list.html", context)


@require_POST
@login_required
def paper_begin(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Open the draft of this kind about this row, or begin it; of some kinds there is one paper in force already."""
    if not writes_papers(request.user) or not desk.is_kept_here(kind):
        raise Http404
    row = get_object_or_404(KINDS[kind].rows(), pk=pk)
    begun = desk.open_draft(kind, pk)
    if KINDS[kind].once and (issued := desk.in_force(kind, pk)) and not begun:
        return redirect("issued_document", issued.pk)
    if begun is None and "again" not in request.POST and (again := beginning.why_again(kind, row)):
        return _asked_again(request, kind, row, again)
    try:
        return redirect(desk.begin(kind, row, by=request.user))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(row if hasattr(row, "get_absolute_url") else "paper_draft_list")


def _asked_again(request: HttpRequest, kind: str, row: Any, again: str) -> HttpResponse:
    """Nothing is begun yet: first the paper that said the same is named."""
    back = row.get_absolute_url() if hasattr(row, "get_absolute_url") else reverse("paper_draft_list")
    context = {
        "question": f"Soạn thêm một {lower_first(KINDS[kind].label)}?",
        "cannot_undo": again,
        "form": AgainForm(),
        "action_url": request.path,
        "button": "Soạn thêm",
        "back_url": back,
        "back_label": "Quay lại, không soạn thêm",
    }
    return render(request, "confirm.html", context)


@require_GET
@login_required
def paper_draft(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    kind, drafts, lost = desk.kind_of(found), found.status == PaperDraft.Status.DRAFT, desk.why_lost(found)
    context = {
        "draft": found,
        "signed_by": desk_signers.of([found])[found.pk],
        "kind": kind,
        "is_draft": drafts,
        "lost": lost,
        "parts": desk.parts_of(found) if drafts and not lost else [],
        "is_clerk": is_clerk(request.user),
        "finished": kind.finished(desk.subject_of(found)) if kind.finished and drafts and not lost else None,
        "why": lost or (desk.why_not_ready(found) if drafts and kind.series else ""),
        "no_pdf": pdf.missing_libraries() if drafts else "",
        "entries": history_of(found),
    }
    return render(request, "awards/paper_draft.html", context)


def _visible(request: HttpRequest, pk: int) -> PaperDraft:
    return get_object_or_404(paper_drafts_issuable_by(request.user).select_related(*FULL), pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def paper_write(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(paper_drafts_kept_by(request.user).select_related(*FULL), pk=pk)
    if lost := desk.why_lost(found):
        messages.error(request, lost)
        return redirect(found)
    form = WriteForm.of(found, *([request.POST] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid():
        given = {"date": found.date, "signer": found.signer} | form.cleaned_data
        try:
            desk.write(found, texts=form.texts, date=given["date"], signer=given["signer"], by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã lưu nội dung; xem lại bản in.")
            return redirect(found)
    refill(request, form)
    context = {"draft": found, "kind": desk.kind_of(found), "form": form, "why": desk.why_not_write(found)}
    return render(request, "awards/paper_write.html", context)


@require_GET
@login_required
def paper_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """The frozen bytes of an issued paper, in Word its frozen words; of a draft a copy marked DỰ THẢO."""
    return printed(request, _visible(request, pk), desk.copy_of, as_word=as_word)


@require_GET
@login_required
def paper_blank_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """The copy for signature, without number and day, while nothing else blocks the issue."""
    return printed(request, _visible(request, pk), desk.copy_of, as_word=as_word, blank=True)


@require_http_methods(["GET", "POST"])
@login_required
def paper_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, number and day, the word; what was typed stays when the act is refused."""
    found = _visible(request, pk)
    if not desk.kind_of(found).series:
        raise Http404
    series = desk.series_of(found)
    differs = partial(desk.why_other_than_signed, found)
    form = NumberedForm(request.POST or None, initial=_proposed(found, series), symbol=series.symbol, differs=differs)
    if request.method == "POST" and form.is_valid():
        try:
            document = desk.issue(found, by=request.user, **form.given)
        except Refused as refused:
            messages.error(request, str(refused))
            found.refresh_from_db()
            form.ask()
        else:
            messages.success(request, f"Đã ban hành văn bản số {document.full_number} ngày {vdate(document.date)}.")
            reads = documents_visible_to(request.user).filter(pk=document.pk).exists()
            return redirect("issued_document", document.pk) if reads else redirect(found)
    refill(request, form)
    checked = before_issue(request, found, desk, desk.why_not_ready(found))
    context = {
        "question": "Ban hành văn bản này?",
        "summary": _issue_summary(request, found, series),
        "cannot_undo": "Sau khi ban hành, nội dung khóa lại; muốn đổi phải có văn bản khác.",
        "form": form,
        "action_url": request.path,
        "button": "Ban hành văn bản",
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa ban hành",
    }
    return render(request, "awards/issue.html", context | checked)


def _proposed(found: PaperDraft, series: Series) -> dict[str, Any]:
    own = series.policy == Series.Policy.OWNED
    return {"date": found.date} | ({"number": issuing.next_number(series, found.date.year)} if own else {})


def _issue_summary(request: HttpRequest, found: PaperDraft, series: Series) -> list[tuple[str, object]]:
    summary = [
        ("Loại", desk.kind_of(found).label),
        ("Trích yếu", found.title),
        ("Ký hiệu", series.symbol),
        ("Người ký", found.signer),
    ]
    summary += for_signature.told(found)
    if found.replaces:
        summary.append(("Thay thế", found.replaces))
    if found.signer and staff_of(request.user) != found.signer.staff_member:
        summary.append(("Ghi thay người ký", request.user.get_full_name()))
    return summary


@require_http_methods(["GET", "POST"])
@login_required
def paper_discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(paper_drafts_kept_by(request.user).select_related(*FULL), pk=pk)
    if request.method == "POST":
        with flash(request, "Đã bỏ dự thảo."):
            desk.discard(found, by=request.user)
            return redirect("paper_draft_list")
        return redirect(found)
    context = {
        "question": "Bỏ dự thảo văn bản này?",
        "summary": [("Loại", desk.kind_of(found).label), ("Trích yếu", found.title)],
        "cannot_undo": "Phần tự ghi của dự thảo không lấy lại được.",
        "action_url": request.path,
        "button": "Bỏ dự thảo",
        "danger": True,
        "why": desk.why_not_discard(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa bỏ",
    }
    return render(request, "confirm.html", context)
