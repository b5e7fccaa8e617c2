"""Opinions in writing: who has sent one, and what it says; entered by who runs the session from the signed paper."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from awards import electorate, written_opinions
from awards.forms.room import OpinionForm
from awards.models import CouncilSession, OpinionPaper, Seat
from awards.permissions import sessions_run_by
from awards.room_permissions import that_vote
from thidua import uploads
from thidua.http import flash, hand_out
from thidua.kept_forms import refill


@require_GET
@login_required
def opinion_list(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(that_vote(sessions_run_by(request.user)).select_related("council"), pk=pk)
    papers = {paper.seat_id: paper for paper in session.opinion_papers.prefetch_related("opinions")}
    calls = electorate.roll_call_of(session).rows
    of_all = session.is_live and written_opinions.asks_everybody(session)
    rows = [
        (seat, line, papers.get(seat.pk), session.is_live and (of_all or not (line and line.present)))
        for seat, line in calls
    ]
    return render(request, "awards/session_opinions.html", {"session": session, "rows": rows})


@require_http_methods(["GET", "POST"])
@login_required
def opinion(request: HttpRequest, pk: int, seat_pk: int) -> HttpResponse:
    session = get_object_or_404(that_vote(sessions_run_by(request.user)).select_related("council"), pk=pk)
    seat = get_object_or_404(electorate.seats_of(session), pk=seat_pk)
    paper = OpinionPaper.objects.filter(session=session, seat=seat).select_related("attachment").first()
    cases, why = written_opinions.cases_for(session, seat), written_opinions.why_not_enter(session, seat)
    if paper and not written_opinions.why_not_keep(session, seat):
        cases, why = [] if why else cases, ""
    posted = request.method == "POST"
    form = OpinionForm(cases, paper, request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        with flash(request, f"Đã ghi ý kiến bằng văn bản của {seat.staff_member}."):
            _enter(session, seat, form, request.user)
            return redirect("council_opinions", pk=session.pk)
    refill(request, form)
    context = {"form": form, "session": session, "seat": seat, "paper": paper, "cases": cases, "why": why}
    return render(request, "awards/session_opinion.html", context)


@require_GET
@login_required
def opinion_file(request: HttpRequest, pk: int, seat_pk: int) -> HttpResponse:
    """The signed paper, scanned."""
    session = get_object_or_404(that_vote(sessions_run_by(request.user)), pk=pk)
    papers = OpinionPaper.objects.filter(session=session, seat=seat_pk, attachment__isnull=False)
    kept = get_object_or_404(papers.select_related("attachment")).attachment
    back = reverse("council_opinion", args=[pk, seat_pk])
    return hand_out(request, kept, back_url=back, back_label="Quay lại ý kiến bằng văn bản")


def _enter(session: CouncilSession, seat: Seat, form: OpinionForm, by: Any) -> None:
    """The file is stored first, outside any transaction, and taken back where the act is then refused."""
    said = {"received_on": form.cleaned_data.get("received_on"), "choices": form.choices}
    upload = form.cleaned_data["file"]
    if not upload:
        written_opinions.enter(session, seat=seat, **said, by=by)
        return
    if said["choices"]:
        why, verb = written_opinions.why_not_enter(session, seat), partial(written_opinions.enter, **said)
    else:
        why, verb = written_opinions.why_not_keep(session, seat), written_opinions.keep_signed
    uploads.hand_in(upload, lambda kept: verb(session, seat=seat, attachment=kept, by=by), why=why, by=by)
