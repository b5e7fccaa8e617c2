"""The file of a numbered paper: stored bytes once issued, else drawn now; a blank for signature is remembered."""

from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from awards import for_signature
from thidua import pdf
from thidua.http import docx_response, pdf_response
from thidua.papers import Paper
from thidua.workflow import Refused, refuse


class Room(Protocol):
    def __call__(self, found: Any, *, blank: bool) -> Paper: ...


def printed(request: HttpRequest, found: Any, paper_of: Room, *, as_word: bool, blank: bool = False) -> HttpResponse:
    """`paper_of`: the room's copy; or, on the paper's own page, the sentence that says why there is no file."""
    try:
        paper = paper_of(found, blank=blank)
        if found.document_id and not as_word:
            return pdf_response(bytes(found.document.file.content), paper.file_name)
        refuse("" if as_word else pdf.missing_libraries())
        answer = docx_response(paper) if as_word else pdf_response(pdf.render(paper), paper.file_name)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    if blank and not found.document_id:
        for_signature.remember(found, paper, by=request.user)
    return answer
