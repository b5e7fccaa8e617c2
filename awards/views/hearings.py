"""Initiatives of a session: laid on the table by the clerk, scoring opened and closed by the chair."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from awards import hearing, hearing_room
from awards.documents.hearings import authors_in_words
from awards.forms.hearings import EarlyForm, TableForm
from awards.hearing_permissions import hearings_chaired_by, hearings_run_by, that_hear
from awards.models import CouncilSession, Hearing
from awards.permissions import sessions_chaired_by, sessions_prepared_by
from thidua.forms import ReasonForm
from thidua.http import flash, paginate
from thidua.kept_forms import refill

A_PAGE = 50
RELATED = ("session__council", "session__campaign", "initiative")


@require_http_methods(["GET", "POST"])
@login_required
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """The clerk chooses among the submitted initiatives of the year."""
    of_clerk = that_hear(sessions_prepared_by(request.user))
    session = get_object_or_404(of_clerk.select_related("council", "campaign"), pk=pk)
    waiting = hearing_room.awaiting(session)
    form = TableForm(waiting, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["chosen"])
        with flash(request, f"Đã đưa {len(chosen)} sáng kiến vào phiên họp."):
            hearing.table(session, chosen, by=request.user)
        return redirect(session)
    page = paginate(request, waiting.prefetch_related("co_authors__staff_member"), A_PAGE)
    context = {
        "session": session,
        "form": form,
        "page": page,
        "people": [part.staff_member for row in page for part in row.co_authors.all()],
        "ticked": request.POST.getlist("chosen"),
        "all_ticked": request.GET.get("chon") == "het",
        "why": hearing.why_not_table(session),
    }
    return render(request, "awards/hearing_table.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def take_off(request: HttpRequest, pk: int, hearing_pk: int) -> HttpResponse:
    found = get_object_or_404(hearings_run_by(request.user).select_related(*RELATED), session=pk, pk=hearing_pk)
    form = ReasonForm(request.POST or None, act="đưa sáng kiến ra khỏi phiên họp")
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã đưa sáng kiến ra khỏi phiên họp."):
            hearing.take_off(found, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(found.session)
    asked = {
        "question": "Đưa sáng kiến này ra khỏi phiên họp?",
        "button": "Đưa ra khỏi phiên họp",
        "form": form,
        "why": hearing.why_not_take_off(found),
    }
    return _confirm(request, found.session, [found], asked)


@require_POST
@login_required
def open_scoring(request: HttpRequest, pk: int, hearing_pk: int) -> HttpResponse:
    found = get_object_or_404(hearings_chaired_by(request.user).select_related(*RELATED), session=pk, pk=hearing_pk)
    with flash(request, f"Đã mở chấm “{found}”."):
        hearing.open_scoring(found, by=request.user)
    return redirect(found.session)


@require_POST
@login_required
def open_all(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(that_hear(sessions_chaired_by(request.user)), pk=pk)
    with flash(request, "Đã mở chấm các sáng kiến của phiên họp."):
        hearing.open_all(session, by=request.user)
    return redirect(session)


@require_http_methods(["GET", "POST"])
@login_required
def count(request: HttpRequest, pk: int, hearing_pk: int) -> HttpResponse:
    found = get_object_or_404(hearings_chaired_by(request.user).select_related(*RELATED), session=pk, pk=hearing_pk)

    def act(reason: str) -> None:
        hearing.count(found, reason=reason, by=request.user)

    return _count(request, found.session, [found], act, hearing.why_not_count(found))


@require_http_methods(["GET", "POST"])
@login_required
def count_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is being scored."""
    chaired = that_hear(sessions_chaired_by(request.user))
    session = get_object_or_404(chaired.select_related("council", "campaign"), pk=pk)
    rows = list(session.hearings.filter(status=Hearing.Status.OPEN).select_related(*RELATED))

    def act(reason: str) -> None:
        hearing.count_all(session, reason=reason, by=request.user)

    return _count(request, session, rows, act, "" if rows else "Không có sáng kiến nào đang chấm.")


def _count(request: HttpRequest, session: CouncilSession, rows: list[Hearing], act: Any, why: str) -> HttpResponse:
    """Final, so it is asked first; with a reason where somebody has not scored."""
    standings = hearing_room.standings_of(session, rows)
    left = any(standing.unscored for standing in standings.values())
    form = EarlyForm(request.POST if request.method == "POST" else None) if left else None
    if request.method == "POST" and (form is None or form.is_valid()):
        with flash(request, "Đã kết thúc chấm; kết quả không đổi được nữa."):
            act(form.cleaned_data["reason"] if form else "")
        return redirect(session)
    asked = {
        "question": "Kết thúc chấm?",
        "cannot_undo": "Kết thúc chấm rồi thì kết quả cố định, không mở chấm lại được.",
        "button": "Kết thúc chấm",
        "form": form,
        "why": why,
    }
    said = {pk: f"đã chấm {len(one.scored)}/{len(one.scorers)}" for pk, one in standings.items()}
    return _confirm(request, session, rows, asked, said)


def _confirm(
    request: HttpRequest,
    session: CouncilSession,
    rows: list[Hearing],
    asked: dict[str, Any],
    said: dict[int, str] | None = None,
) -> HttpResponse:
    if asked["form"] is not None:
        refill(request, asked["form"])
    authors = authors_in_words(rows)
    summary = [(str(row), (said or {}).get(row.pk) or authors.get(row.initiative_id, "")) for row in rows]
    back = {"back_url": reverse("council_session", args=[session.pk]), "back_label": "Quay lại phiên họp"}
    return render(request, "confirm.html", {"action_url": request.path, "summary": summary} | back | asked)
