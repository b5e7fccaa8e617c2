"""The clerk invites to a session: by letter, who was reached; on paper, who was given one, when and by whom."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from awards import inviting
from awards.forms.invitations import HandForm
from awards.models import CouncilSession, HandedInvitation, SessionInvitation
from awards.permissions import sessions_prepared_by
from campaigns.roles import staff_of
from thidua import clock
from thidua.http import flash
from thidua.kept_forms import refill
from thidua.workflow import Refused

NO_LETTER_WENT = "Chưa gửi được thư tới thành viên nào."


@require_http_methods(["GET", "POST"])
@login_required
def session_invite(request: HttpRequest, pk: int) -> HttpResponse:
    related = ("council", "campaign", "secretary__staff_member")
    session = get_object_or_404(sessions_prepared_by(request.user).select_related(*related), pk=pk)
    if request.method == "POST":
        try:
            sent = inviting.invite(session, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.add_message(request, messages.SUCCESS if sent.reached else messages.WARNING, _sentence(sent))
        return redirect("session_invite", pk=pk)
    state = inviting.state_of(session)
    sendings = list(session.invitations.all())
    context = {
        "session": session,
        "is_reached": any(sent.reached for sent in sendings),
        "missed": [(sent, _missed(sent, state)) for sent in sendings if sent.missed],
        "invitation": state,
        "why": inviting.why_not_invite(session, state),
        "why_not_hand": inviting.why_not_hand(session),
        "why_not_give": inviting.why_not_give(session) if session.status == CouncilSession.Status.PLANNED else "",
        "sendings": sendings,
        "handed": [(one, inviting.is_of_now(one, session), f"Bỏ ghi {one}") for one in state.handed],
    }
    return render(request, "awards/session_invite.html", context)


def _sentence(sent: SessionInvitation) -> str:
    reached = len(sent.reached)
    said = f"Đã gửi giấy mời qua thư điện tử tới {reached} thành viên." if reached else NO_LETTER_WENT
    if not sent.missed:
        return said
    names = ", ".join(name for name, _ in sent.missed)
    missed = f"{len(sent.missed)} thành viên chưa nhận được thư, mời bằng bản giấy: {names}."
    return f"{said} {missed}"


def _missed(sent: SessionInvitation, state: inviting.State) -> list[tuple[str, str, bool]]:
    """Whom this letter did not reach, why, and whether they still wait to be asked for the time and place of now."""
    waiting = {seat.pk for seat in state.waiting}
    return [(one["name"], one["problem"], one["seat"] in waiting) for one in sent.recipients if one["problem"]]


@require_http_methods(["GET", "POST"])
@login_required
def session_hand(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(sessions_prepared_by(request.user).select_related("council"), pk=pk)
    person = staff_of(request.user)
    initial = {"given_on": clock.today(), "given_by": str(person) if person else ""}
    form = HandForm(inviting.not_handed(session), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with flash(request, f"Đã ghi đưa giấy mời tới {len(form.cleaned_data['keys'])} người."):
            inviting.hand(session, **form.cleaned_data, by=request.user)
            return redirect("session_invite", pk=pk)
    refill(request, form)
    context = {
        "session": session,
        "form": form,
        "why": inviting.why_not_hand(session) or inviting.why_not_give(session),
    }
    return render(request, "awards/session_hand.html", context)


@require_POST
@login_required
def session_unhand(request: HttpRequest, pk: int, handed_pk: int) -> HttpResponse:
    sessions = sessions_prepared_by(request.user)
    found = HandedInvitation.objects.filter(session__in=sessions).select_related("session", "seat__staff_member")
    handed = get_object_or_404(found, session=pk, pk=handed_pk)
    with flash(request, f"Đã bỏ ghi đưa giấy mời tới {handed}."):
        inviting.take_off(handed, by=request.user)
    return redirect("session_invite", pk=pk)
