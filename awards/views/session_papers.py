"""Papers of a session that bear no number: drawn when asked for, from what was recorded."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from awards.documents import tally_extract as extract
from awards.models import PaperDraft
from awards.permissions import rounds_prepared_by, sessions_run_by
from awards.printing import paper_of
from awards.room_permissions import questions_extracted_by, that_vote
from awards.upper_permissions import letters_prepared_by
from thidua import pdf
from thidua.copies import Copy
from thidua.http import docx_response, pdf_response
from thidua.papers import Paper
from thidua.workflow import Refused, refuse


@require_GET
@login_required
def attendance_list(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """For signing as people come; after the roll call with who is away."""
    session = get_object_or_404(sessions_run_by(request.user).select_related("council", "campaign"), pk=pk)
    return shown(request, "attendance-list", session, as_word, back=session)


@require_GET
@login_required
def result_list(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    session = get_object_or_404(
        that_vote(sessions_run_by(request.user)).select_related("council", "campaign", "minutes"), pk=pk
    )
    return shown(request, "result-list", session, as_word, back=session)


@require_GET
@login_required
def opinion_paper(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """To be sent to members who are away, signed and sent back."""
    session = get_object_or_404(that_vote(sessions_run_by(request.user)).select_related("council", "campaign"), pk=pk)
    return shown(request, "opinion-paper", session, as_word, back=session)


@require_GET
@login_required
def ballot_paper(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    round_ = get_object_or_404(rounds_prepared_by(request.user).select_related("session__campaign"), pk=pk)
    return shown(request, "ballot-paper", round_, as_word, back=round_)


@require_GET
@login_required
def tally_sheet(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    round_ = get_object_or_404(rounds_prepared_by(request.user).select_related("session__campaign"), pk=pk)
    return shown(request, "tally-sheet", round_, as_word, back=round_)


@require_GET
@login_required
def case_extract(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """The clerk hands it to the person concerned."""
    asked = questions_extracted_by(request.user).select_related("round__session__minutes__series")
    question = get_object_or_404(asked, pk=pk)
    return shown(request, "case-extract", question, as_word, back=question.round)


@require_GET
@login_required
def minutes_extract(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """Signed and sealed before it goes up with the letter."""
    letter = get_object_or_404(letters_prepared_by(request.user).select_related("session__minutes__series"), pk=pk)
    return shown(request, "minutes-extract", letter, as_word, back=letter)


@require_GET
@login_required
def tally_extract(request: HttpRequest, pk: int, round_pk: int, *, as_word: bool = False) -> HttpResponse:
    """Of one count, for the cases of the letter: signed and sealed before it goes up with it."""
    letter = get_object_or_404(letters_prepared_by(request.user).select_related("session"), pk=pk)
    round_ = get_object_or_404(letter.session.rounds, pk=round_pk)
    draft = PaperDraft.objects.filter(kind="tally-sheet", subject=round_.pk).order_by("-pk").first()
    copy = Copy("blank", date=letter.date, texts=draft.texts if draft else {})
    return _file(request, lambda: extract.gather(letter, round_, copy), as_word, back=letter)


def shown(request: HttpRequest, kind: str, row: Any, as_word: bool, *, back: Any) -> HttpResponse:
    return _file(request, lambda: paper_of(kind, row), as_word, back=back)


def _file(request: HttpRequest, gather: Callable[[], Paper], as_word: bool, *, back: Any) -> HttpResponse:
    """The file, or the sentence that says why there is none, on the page one came from."""
    try:
        paper = gather()
        if as_word:
            return docx_response(paper)
        refuse(pdf.missing_libraries())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    return pdf_response(pdf.render(paper), paper.file_name)
