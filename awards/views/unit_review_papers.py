"""Papers of a unit's bình xét: the minutes, as they are or as frozen, the letter, what a strict clerk would say."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from awards import desk, reviewing, unit_reviews
from awards.documents import nomination_letter, unit_minutes
from awards.models import UnitReview
from awards.review_permissions import reviews_visible_to
from thidua import pdf
from thidua.copies import Copy
from thidua.http import docx_response, pdf_response
from thidua.papers import Paper
from thidua.workflow import Refused


def _seen(request: HttpRequest, pk: int) -> UnitReview:
    return get_object_or_404(reviews_visible_to(request.user).select_related(*reviewing.READ_WITH), pk=pk)


@require_GET
@login_required
def unit_minutes_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """A draft until the meeting is closed, then the bytes that were frozen; in Word the words that were frozen."""
    review = _seen(request, pk)
    if as_word:
        return docx_response(unit_minutes.minutes_of(review, Copy()))
    frozen = None if review.is_open else review.minutes.first()
    if frozen:
        return pdf_response(bytes(frozen.content), frozen.paper["file_name"])
    return _drawn(request, review, unit_minutes.gather(review, Copy()))


@require_GET
@login_required
def unit_minutes_frozen(request: HttpRequest, pk: int, ordinal: int) -> HttpResponse:
    """What was frozen at an earlier closing."""
    frozen = get_object_or_404(_seen(request, pk).minutes, ordinal=ordinal)
    return pdf_response(bytes(frozen.content), frozen.paper["file_name"])


@require_GET
@login_required
def unit_letter_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """The unit's letter for signature, once the meeting is closed and dossiers go with it; a draft before."""
    review = _seen(request, pk)
    if sentence := unit_reviews.why_not_propose(review):
        messages.error(request, sentence)
        return redirect(review)
    texts = draft.texts if (draft := desk.open_draft("nomination-letter", review.pk)) else {}
    ready = not review.is_open and bool(unit_reviews.dossiers_of(review))
    paper = nomination_letter.gather(review, Copy(mode="blank" if ready else "draft", texts=texts))
    return docx_response(paper) if as_word else _drawn(request, review, paper)


def _drawn(request: HttpRequest, review: UnitReview, paper: Paper) -> HttpResponse:
    if missing := pdf.missing_libraries():
        messages.error(request, missing)
        return redirect(review)
    return pdf_response(pdf.render(paper), paper.file_name)


@require_GET
@login_required
def unit_minutes_check(request: HttpRequest, pk: int) -> HttpResponse:
    review = _seen(request, pk)
    try:
        findings = reviewing.findings_of(review)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(review)
    return render(request, "awards/unit_review_check.html", {"review": review, "print_findings": findings})
