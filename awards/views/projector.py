"""The room's big screen: session, cases, state, how many have voted, totals after the count. No voter, no money."""

from collections import Counter
from fractions import Fraction
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from awards import electorate, live, voting
from awards.documents import ways
from awards.eligibility.parameters import parse_threshold
from awards.live import Room
from awards.models import Council, CouncilSession, Question, Round
from awards.permissions import sessions_visible_to
from awards.views import hearing_screen
from awards.views.live import kept_fresh
from thidua.http import paginate
from thidua.models import AuditEntry
from thidua.vietnamese import percent

CASES_A_PAGE = 6  # lines of 40 px that fit on 1080 px under the rest


@require_GET
@login_required
def projector(request: HttpRequest, pk: int) -> HttpResponse:
    """`?trang=2`: a page of the cases. It goes on to the next by itself; `&giu=1`: it stays."""
    session = get_object_or_404(sessions_visible_to(request.user).select_related("council"), pk=pk)
    room = live.room_of(session.pk)
    hears = session.council.kind == Council.Kind.INITIATIVES
    context = {"session": session, "room": room, "stays": "giu" in request.GET}
    context |= hearing_screen.shown(request, session, room) if hears else _of_rounds(request, session, room)
    if not context.get("round") and not context.get("is_scoring") and session.is_live:
        context["attendance"] = electorate.roll_call_of(session)
    turns_to = "" if context["stays"] else _next_page(context["page"])
    context |= {"request": request} | kept_fresh(session, room, turns_to=turns_to)
    return HttpResponse(render_to_string("awards/projector.html", context))  # without what every page's menu asks


def _of_rounds(request: HttpRequest, session: CouncilSession, room: Room) -> dict[str, Any]:
    round_ = _shown(session, room)
    page = paginate(request, voting.questions_of(round_), CASES_A_PAGE, name="trang") if round_ else None
    context = {"round": round_, "page": page}
    if page is not None:
        questions = list(page)
        context |= {"rows": _rows(round_, questions), "need": _need(questions[0].threshold if questions else "")}
        context["with_written"] = round_.way in Round.SECRET_WAYS and any(map(ways.written_of, questions))
    return context


def _shown(session: CouncilSession, room: Room) -> Round | None:
    """While it meets: the round that is open; else the one counted last; else the first that waits."""
    if session.status != CouncilSession.Status.CONVENED:
        return None
    if pk := room.open_pk or (0 if room.counted else room.next_pk):
        return session.rounds.filter(pk=pk).first()
    counts = AuditEntry.objects.filter(verb="round.count", target_type=Round._meta.label_lower)
    when = counts.filter(target_id=Cast(OuterRef("pk"), CharField())).order_by("-pk").values("pk")[:1]
    counted = session.rounds.filter(status=Round.Status.COUNTED).annotate(counted_as=Subquery(when))
    return counted.order_by(F("counted_as").desc(nulls_last=True), "-ordinal").first()


def _rows(round_: Round, questions: list[Question]) -> list[dict[str, Any]]:
    """Name, unit (post and code where two would be taken for one), and after the count the totals."""
    units = [(str(q.nomination.candidate), _unit(q)) for q in questions]
    posts = [
        (name, ", ".join(filter(None, [q.nomination.post, unit])))
        for q, (name, unit) in zip(questions, units, strict=True)
    ]
    rows = []
    for question, unit, post in zip(questions, units, posts, strict=True):
        name, beside = unit if Counter(units)[unit] == 1 else post
        if Counter(posts)[post] > 1 and question.nomination.staff_member:
            beside += f", mã {question.nomination.staff_member.code}"
        rows.append({"name": name, "beside": beside} | _totals(round_, question))
    return rows


def _unit(question: Question) -> str:
    return "" if question.nomination.is_collective else question.nomination.unit.short_name


def _totals(round_: Round, question: Question) -> dict[str, Any]:
    if round_.status != Round.Status.COUNTED or question.agree is None or not question.members:
        return {}
    share = Fraction(question.agree, question.members)
    return {"agree": question.agree, "members": question.members, "share": share, "passed": question.passed}


def _need(threshold: str) -> str:
    """“cần từ 80% tổng số”; "" before the round is opened."""
    if not threshold:
        return ""
    parsed = parse_threshold(threshold)
    return f"cần {'trên' if parsed.strict else 'từ'} {percent(parsed.share)} tổng số"


def _next_page(page: Page | None) -> str:
    """Round and round through the pages; "" when there is one."""
    if page is None or page.paginator.num_pages == 1:
        return ""
    return f"?trang={page.next_page_number() if page.has_next() else 1}"
