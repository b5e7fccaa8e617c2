"""Papers of a pledge: the pledge itself (D2) and the receipt, as PDF or Word."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from campaigns.documents import pledge as pledge_paper
from campaigns.documents import pledge_receipt
from campaigns.models import Pledge
from campaigns.permissions import pledges_owned_by
from campaigns.pledge_permissions import pledges_read_by
from campaigns.views.pledge_writing import refused
from thidua import pdf
from thidua.http import docx_response, pdf_response
from thidua.papers import Paper


@require_GET
@login_required
def pledge_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    found = get_object_or_404(pledges_read_by(request.user), pk=pk)
    return _paper(request, found, pledge_paper.gather(found), as_word=as_word)


@require_GET
@login_required
def receipt_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    found = get_object_or_404(pledges_owned_by(request.user).filter(submitted_at__isnull=False), pk=pk)
    if sentence := pledge_receipt.why_not_print(found):
        return refused(request, found, sentence)
    return _paper(request, found, pledge_receipt.gather(found), as_word=as_word)


def _paper(request: HttpRequest, found: Pledge, paper: Paper, *, as_word: bool) -> HttpResponse:
    if as_word:
        return docx_response(paper)
    if missing := pdf.missing_libraries():
        return refused(request, found, missing)
    return pdf_response(pdf.render(paper), paper.file_name)
