"""The clerk sends the invitations to a session: who was reached, whom a letter would go to now."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from awards import inviting
from awards.models import SessionInvitation
from awards.permissions import sessions_prepared_by
from thidua.workflow import Refused


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
            messages.success(request, _sentence(sent))
        return redirect("session_invite", pk=pk)
    state = inviting.state_of(session)
    context = {"session": session, "invitation": state, "why": inviting.why_not_invite(session, state)}
    return render(request, "awards/session_invite.html", context | {"sendings": session.invitations.all()})


def _sentence(sent: SessionInvitation) -> str:
    said = f"Đã gửi giấy mời qua thư điện tử tới {len(sent.reached)} thành viên."
    if not sent.missed:
        return said
    names = ", ".join(name for name, _ in sent.missed)
    missed = f"{len(sent.missed)} thành viên chưa nhận được thư, mời bằng bản giấy: {names}."
    return f"{said} {missed}" if sent.reached else f"Đã ghi việc mời họp. {missed}"
