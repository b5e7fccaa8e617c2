"""Who presides over a session: another member in the chair's place, or the chair again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from awards import electorate, presiding
from awards.electorate import RollCall
from awards.forms.presiding import HandOverForm, TakeBackForm
from awards.issued_papers import drafts_about
from awards.models import CouncilSession
from awards.roles import presiding_among
from awards.room_permissions import sessions_handed_over_by
from thidua.http import flash
from thidua.kept_forms import refill

RELATED = ("council", "campaign", "continues__presiding")


@require_http_methods(["GET", "POST"])
@login_required
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(sessions_handed_over_by(request.user).select_related(*RELATED), pk=pk)
    roll_call = electorate.roll_call_of(session)
    found = presiding.candidates(session, roll_call)
    form = HandOverForm(found, request.POST or None, initial=presiding.proposed(session, roll_call, found))
    if request.method == "POST" and form.is_valid():
        seat, reason = form.cleaned_data["seat"], form.cleaned_data["reason"]
        with flash(request, f"Đã ghi: {seat.staff_member} chủ trì phiên họp."):
            presiding.hand_over(session, seat=seat, reason=reason, by=request.user)
            return redirect(session)
    refill(request, form)
    context = {
        "session": session,
        "form": form,
        "now": _now(session, roll_call),
        "invitation": drafts_about("invitation", session.pk)[1],
        "note": presiding.note_on_open(presiding.open_round_of(session)),
        "why": presiding.why_not_change(session) or ("" if found else presiding.NOBODY_ELSE),
    }
    return render(request, "awards/session_preside.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(sessions_handed_over_by(request.user).select_related(*RELATED), pk=pk)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã ghi: Chủ tịch Hội đồng chủ trì lại phiên họp."):
            presiding.take_back(session, reason=form.cleaned_data["reason"], by=request.user)
            return redirect(session)
    refill(request, form)
    roll_call = electorate.roll_call_of(session)
    context = {
        "question": "Chủ tịch Hội đồng chủ trì lại phiên họp?",
        "summary": [
            ("Đang chủ trì", _now(session, roll_call)),
            ("Sau khi ghi", "Chủ tịch Hội đồng điều hành tại bàn chủ tọa"),
        ],
        "cannot_undo": presiding.note_on_open(presiding.open_round_of(session)),
        "form": form,
        "action_url": request.path,
        "button": "Chủ tịch chủ trì lại",
        "why": presiding.why_not_take_back(session, roll_call),
        "back_url": session.get_absolute_url(),
        "back_label": "Quay lại phiên họp",
    }
    return render(request, "confirm.html", context)


def _now(session: CouncilSession, roll_call: RollCall) -> str:
    seat = presiding_among((seat for seat, _ in roll_call.rows), session.presiding_id)
    return str(seat) if seat else "Chưa có"
