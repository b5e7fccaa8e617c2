"""The clerk sends the invitations to a session."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from awards import inviting
from awards.models import SessionInvitation
from awards.permissions import sessions_prepared_by
from thidua.workflow import Refused


@require_POST
@login_required
def session_invite(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(sessions_prepared_by(request.user), pk=pk)
    try:
        sent = inviting.invite(session, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _sentence(sent))
    return redirect(session)


def _sentence(sent: SessionInvitation) -> str:
    said = f"Đã gửi giấy mời qua thư điện tử tới {len(sent.reached)} thành viên"
    if sent.missed:
        said += f"; {len(sent.missed)} thành viên chưa nhận được thư, mời bằng bản giấy: "
        said += ", ".join(name for name, _ in sent.missed)
    return f"{said}."
