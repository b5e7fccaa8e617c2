"""The register of outgoing papers, one issued paper, its signed copies, what corrects or replaces it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards import desk, outgoing, signing_copies
from awards.documents import outgoing_register
from awards.documents.correction_letter import kind_of
from awards.forms.desk import RegisterFilter, SignedCopyForm
from awards.models import PaperDraft
from awards.paper_permissions import documents_kept_by, documents_visible_to
from campaigns.roles import is_clerk
from thidua import clock, pdf
from thidua.audit import history_of
from thidua.fields import FIRST_YEAR, LAST_YEAR
from thidua.http import docx_response, flash, hand_out, paginate, pdf_response
from thidua.models import IssuedDocument
from thidua.papers import Paper
from thidua.signatures import Signature
from thidua.tables import excel_too
from thidua.workflow import Refused

RELATED = ("series", "issued_by", "revoked_by__series", "corrects__series", "replaces__series")


@require_GET
@login_required
@excel_too
def outgoing_list(request: HttpRequest) -> HttpResponse:
    """`?nam=2022`; without it the newest year there is something of."""
    visible = _of_readers(request)
    years = outgoing.years() or [clock.today().year]
    year = RegisterFilter(request.GET, years=years).year or years[0]
    page = paginate(request, outgoing.keys(year, visible))
    page.object_list = outgoing.entries(page.object_list)
    form = RegisterFilter({"nam": year}, years=years)
    context = {"page": page, "year": year, "form": form, "is_clerk": is_clerk(request.user)}
    return render(request, "awards/outgoing_list.html", context)


def _of_readers(request: HttpRequest) -> QuerySet[IssuedDocument]:
    visible = documents_visible_to(request.user)
    if visible.query.is_empty():
        raise Http404
    return visible


@require_GET
@login_required
def outgoing_pdf(request: HttpRequest, year: int, *, as_word: bool = False) -> HttpResponse:
    _of_readers(request)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    if as_word:
        return docx_response(outgoing_register.gather(year))
    if missing := pdf.missing_libraries():
        messages.error(request, missing)
        return redirect("outgoing_list")
    paper = outgoing_register.gather(year)
    return pdf_response(pdf.render(paper), paper.file_name)


@require_GET
@login_required
def issued_document(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    copies = list(found.signed_copies.select_related("attachment", "added_by"))
    for copy in copies:
        copy.read = [Signature(**row) for row in copy.signatures]
    keeps = is_clerk(request.user)
    context = {
        "document": found,
        "kind": kind_of(found),
        "remark": outgoing.remark(found),
        "about": _about(found) if keeps else None,
        "later": found.corrections.select_related("series").defer("paper"),
        "copies": copies,
        "keeps": keeps,
        "form": SignedCopyForm() if keeps else None,
        "why_not_keep": signing_copies.why_not_keep(found) if keeps else "",
        "why_not_replace": desk.why_not_replace(found) if keeps else "",
        "entries": history_of(found),
    }
    return render(request, "awards/issued_document.html", context)


def _about(document: IssuedDocument) -> Any:
    """The row an issued paper of the desk is about, where that has a page of its own; else None."""
    draft = PaperDraft.objects.filter(document=document).first()
    row = desk.kind_of(draft).rows().filter(pk=draft.subject).first() if draft else None
    return row if hasattr(row, "get_absolute_url") else None


def _visible(request: HttpRequest, pk: int) -> IssuedDocument:
    return get_object_or_404(documents_visible_to(request.user).select_related(*RELATED), pk=pk)


@require_GET
@login_required
def issued_document_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """Always the bytes of the issue, never drawn again; in Word its frozen words."""
    found = _visible(request, pk)
    if as_word:
        try:
            return docx_response(Paper.from_dict(found.paper))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("issued_document", found.pk)
    return pdf_response(bytes(found.file.content), found.paper["file_name"])


@require_POST
@login_required
def document_replace(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(documents_kept_by(request.user).select_related("series"), pk=pk)
    try:
        draft = desk.replace(found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("issued_document", found.pk)
    return redirect(draft)


@require_http_methods(["GET", "POST"])
@login_required
def signed_copy_add(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(documents_kept_by(request.user).select_related("series"), pk=pk)
    form = SignedCopyForm(request.POST, request.FILES) if request.method == "POST" else SignedCopyForm()
    if form.is_bound and form.is_valid():
        with flash(request, "Đã kèm bản đã ký; bản gốc của phần mềm giữ nguyên."):
            signing_copies.keep(found, form.cleaned_data["file"], by=request.user)
        return redirect("issued_document", found.pk)
    context = {"document": found, "form": form, "why": signing_copies.why_not_keep(found)}
    return render(request, "awards/signed_copy_add.html", context)


@require_GET
@login_required
def signed_copy(request: HttpRequest, pk: int, copy_pk: int) -> HttpResponse:
    found = _visible(request, pk)
    kept = get_object_or_404(found.signed_copies.select_related("attachment"), pk=copy_pk)
    back_url = reverse("issued_document", args=[found.pk])
    return hand_out(request, kept.attachment, back_url=back_url, back_label="Quay lại văn bản")
