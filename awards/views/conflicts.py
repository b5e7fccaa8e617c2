"""Conflicts of interest: a member declares, or who runs the session writes it down for them; and who is here."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from awards import attending, conflicts, declaring, electorate
from awards.forms.room import DeclareForm
from awards.models import CouncilSession, Seat
from awards.permissions import sessions_run_by
from awards.roles import seat_in, sessions_attended_by
from awards.room_permissions import that_vote
from thidua.http import flash
from thidua.kept_forms import refill

SAID_ANEW = "Ai có liên quan thì khai lại, hoặc bàn chủ tọa sửa khai báo, trước khi mở bỏ phiếu."


@require_http_methods(["GET", "POST"])
@login_required
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """A member says of which cases they step out."""
    session = get_object_or_404(that_vote(sessions_attended_by(request.user)).select_related("council"), pk=pk)
    seat = seat_in(request.user, session.council)
    if seat is None:
        raise Http404
    return _page(request, session, seat, by_chair=False)


@require_http_methods(["GET", "POST"])
@login_required
def declare_for(request: HttpRequest, pk: int, seat_pk: int) -> HttpResponse:
    """For a member who has no device here and said it aloud."""
    session = get_object_or_404(that_vote(sessions_run_by(request.user)).select_related("council"), pk=pk)
    seat = get_object_or_404(electorate.seats_of(session), pk=seat_pk)
    return _page(request, session, seat, by_chair=True)


def _page(request: HttpRequest, session: CouncilSession, seat: Seat, *, by_chair: bool) -> HttpResponse:
    cases = declaring.cases_to_declare(session)
    own = electorate.own_cases(session, cases)
    proposed = conflicts.proposals_for(session, cases, [seat])[seat.pk]
    mine = {pk for pk, people in own.items() if seat.staff_member_id in people}
    data = request.POST if request.method == "POST" else None  # nothing ticked is an answer too
    form = DeclareForm(cases, proposed, mine, data, initial=_said(session, seat))
    if request.method == "POST" and form.is_valid():
        with flash(request, f"Đã ghi khai báo của {seat.staff_member}." if by_chair else "Đã khai xung đột lợi ích."):
            said: dict[str, Any] = {"steps_out": form.steps_out, "stays": form.stays}
            declaring.declare(session, seat=seat, **said, by=request.user, by_chair=by_chair)
            return redirect(session)
    refill(request, form)
    context = {"form": form, "session": session, "seat": seat, "by_chair": by_chair}
    return render(request, "awards/session_declare.html", context | {"why": declaring.why_not_declare(session, seat)})


def _said(session: CouncilSession, seat: Seat) -> dict[str, Any]:
    """What was declared before, to be said anew."""
    initial: dict[str, Any] = {}
    for recusal in session.recusals.filter(seat=seat):
        initial |= {f"out_{recusal.nomination_id}": True, f"why_{recusal.nomination_id}": recusal.reason}
    declaration = session.declarations.filter(seat=seat).first()
    for pk, reason in (declaration.stays if declaration else {}).items():
        initial |= {f"out_{pk}": False, f"why_{pk}": "", f"stay_{pk}": reason}
    return initial


@require_POST
@login_required
def declare_rest(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(that_vote(sessions_run_by(request.user)), pk=pk)
    with flash(request, f"Đã ghi: các thành viên còn lại không khai xung đột lợi ích. {SAID_ANEW}"):
        declaring.declare_rest(session, by=request.user)
    return redirect(session)


@require_POST
@login_required
def arrive(request: HttpRequest, pk: int) -> HttpResponse:
    """A member reports from their own device that they are here."""
    session = get_object_or_404(sessions_attended_by(request.user).select_related("council"), pk=pk)
    seat = seat_in(request.user, session.council)
    if seat is None:
        raise Http404
    with flash(request, "Đã báo có mặt."):
        attending.arrive(session, seat=seat, by=request.user)
    return redirect(session)
