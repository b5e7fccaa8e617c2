"""Who counts, what a teller counted, how many hands were raised."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from awards import electorate, tallying, voting
from awards.forms.room import CountSheetForm, TellersForm
from awards.models import Round, Teller
from awards.permissions import rounds_prepared_by, sessions_run_by
from awards.room_permissions import rounds_counted_by, tellers_of, that_vote
from thidua.http import flash
from thidua.kept_forms import refill


@require_http_methods(["GET", "POST"])
@login_required
def tellers(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(that_vote(sessions_run_by(request.user)), pk=pk)
    form = TellersForm(session, electorate.seats_of(session), request.POST or None)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã cử Ban kiểm phiếu."):
            tallying.appoint(session, seats=form.seats, by=request.user)
            return redirect(session)
    refill(request, form)
    why = tallying.why_board_stands(session)
    return render(request, "awards/session_tellers.html", {"form": form, "session": session, "why": why})


@require_http_methods(["GET", "POST"])
@login_required
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """A teller's own sheet; the other's figures are not shown."""
    round_ = get_object_or_404(rounds_counted_by(request.user).select_related("session__council").distinct(), pk=pk)
    teller = get_object_or_404(tellers_of(request.user), session=round_.session)
    return _page(request, round_, teller)


@require_http_methods(["GET", "POST"])
@login_required
def hands(request: HttpRequest, pk: int) -> HttpResponse:
    rounds = rounds_prepared_by(request.user).filter(way=Round.Way.HANDS)
    return _page(request, get_object_or_404(rounds.select_related("session__council"), pk=pk), None)


def _page(request: HttpRequest, round_: Round, teller: Teller | None) -> HttpResponse:
    questions = list(voting.questions_of(round_))
    mine = next((one for one in tallying.sheets_of(round_) if one.teller_id == (teller.pk if teller else None)), None)
    form = CountSheetForm(questions, request.POST or None, papers=teller is not None, sheet=mine)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {"slips": form.slips, "lines": form.lines}
        with flash(request, "Đã ghi kết quả."):
            tallying.enter(round_, teller=teller, **said, by=request.user)
            return redirect(round_)  # whose page says what is still missing, and where two sheets differ
    refill(request, form)
    voters = tallying.voters_of(round_, questions)
    context = {
        "form": form,
        "round": round_,
        "teller": teller,
        "on_roll": round_.roll.count(),
        "rows": [(question, fields, voters[question.pk]) for question, fields in form.rows()],
        "why": tallying.why_not_enter(round_),
        "differ": tallying.why_differ(round_) if mine and teller else "",
    }
    return render(request, "awards/round_sheet.html", context)
