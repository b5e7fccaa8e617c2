"""The clerk lays verified dossiers before a session: choose, then a page that names them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from awards import nominating, quotas
from awards.forms.nominations import ticked
from awards.gathering import rule_set_for
from awards.models import CouncilSession, Nomination
from awards.permissions import sessions_prepared_by
from awards.room_permissions import that_vote
from thidua.http import flash, paginate

A_PAGE = 100


@require_http_methods(["GET", "POST"])
@login_required
def nomination_table(request: HttpRequest, session_pk: int) -> HttpResponse:
    session = get_object_or_404(that_vote(sessions_prepared_by(request.user)), pk=session_pk)
    waiting = _waiting(session)
    if request.method == "GET":
        return _choosing(request, session, waiting)
    chosen = _chosen(request, waiting)
    if not chosen:
        messages.error(request, "Chọn ít nhất một hồ sơ.")
        return redirect("nomination_table", session_pk=session.pk)
    if "confirmed" not in request.POST:
        context = {"session": session, "chosen": chosen, "why": _why_not(chosen, session)}
        return render(request, "awards/nomination_table_confirm.html", context)
    with flash(request, f"Đã đưa {len(chosen)} hồ sơ vào phiên họp."), transaction.atomic():
        for nomination in chosen:
            nominating.table(nomination, session, by=request.user)
    return redirect(session)


def _why_not(chosen: list[Nomination], session: CouncilSession) -> str:
    """For all of them together: the quota is asked of every title at once."""
    titles = [nomination for nomination in chosen if nomination.award_id == quotas.TITLE]
    refused = nominating.why_not_table(chosen[0], session)
    if refused or not titles:
        return refused
    return quotas.why_not_tabled(session.campaign.year, len(titles), rule_set_for(titles[0]))


def _waiting(session: CouncilSession) -> QuerySet[Nomination]:
    verified = Nomination.objects.filter(campaign=session.campaign, status=Nomination.Status.VERIFIED)
    related = verified.select_related("staff_member", "department", "award", "unit")
    return related.in_order()


def _chosen(request: HttpRequest, waiting: QuerySet[Nomination]) -> list[Nomination]:
    try:
        return list(waiting.filter(pk__in=ticked(request.POST.getlist("chosen"))))
    except ValidationError:
        return []


def _choosing(request: HttpRequest, session: CouncilSession, waiting: QuerySet[Nomination]) -> HttpResponse:
    context: dict[str, Any] = {
        "session": session,
        "page": paginate(request, waiting, per_page=A_PAGE),
        "all_ticked": request.GET.get("chon") == "het",
        "quota": quotas.meter_of(session.campaign),
    }
    return render(request, "awards/nomination_table.html", context)
