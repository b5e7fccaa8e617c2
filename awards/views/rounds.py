"""A round: preparing it, its page, opening, counting; and a member who steps out of a case."""

from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards import attending, declaring, electorate, live, preparing, resting, tallying, voting
from awards.documents import ballot_paper, ways
from awards.forms.council import CountForm, RecusalForm, RoundForm
from awards.models import CouncilSession, Nomination, Question, Round, Seat
from awards.permissions import (
    nominations_read_in_council_by,
    rounds_chaired_by,
    rounds_prepared_by,
    rounds_visible_to,
    sessions_attended_by,
    sessions_chaired_by,
    sessions_run_by,
)
from awards.roles import seat_in
from awards.room_permissions import that_vote
from awards.views import round_progress
from awards.views.live import kept_fresh
from campaigns.roles import is_clerk
from thidua.http import flash
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.vietnamese import lower_first

DECLARE_FIRST = "Khai xung đột lợi ích một lần cho mọi trường hợp trước; sau đó mới lánh thêm từng trường hợp."
OPEN_LABELS = {Round.Way.HANDS: "Mở biểu quyết giơ tay", Round.Way.WRITTEN: "Bắt đầu lấy ý kiến"}


# --- preparing


@require_http_methods(["GET", "POST"])
@login_required
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """`?danh-hieu=LDTT`, `?don-vi=3`: the dossiers of one award, of one unit or of all."""
    session = get_object_or_404(that_vote(sessions_run_by(request.user)), pk=pk)
    cases = _cases(session)
    award, unit = request.GET.get("danh-hieu", ""), request.GET.get("don-vi", "")
    chosen = cases.filter(award=award)
    units = {n.unit_id: n.unit for n in chosen.select_related("unit")}
    if unit.isdecimal() and len(unit) < 10:  # a larger number is no unit
        chosen = chosen.filter(unit=unit)
    tabled = [n for n in chosen if n.status == Nomination.Status.TABLED]
    lacking = resting.without_base(session, tabled)
    ready = [n.pk for n in tabled if n not in {case for case, _ in lacking}]
    form = RoundForm(session, chosen, request.POST or None, initial={"nominations": ready})
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã lập lượt bỏ phiếu."):
            said = {name: form.cleaned_data[name] for name in ("nominations", "title", "reason")}
            return redirect(preparing.prepare_round(session, **said, terms=form.terms, by=request.user))
    refill(request, form)
    awards = {n.award_id: n.award for n in cases.select_related("award")}
    context = {"awards": awards.values(), "award": awards.get(award), "units": units.values(), "unit": unit}
    context["waits"] = "" if request.method == "POST" else resting.why(session, lacking)
    why = "" if session.status == CouncilSession.Status.CONVENED else preparing.why_not_prepare(session, [])
    return render(request, "awards/round_form.html", context | {"form": form, "session": session, "why": why})


def _cases(session: CouncilSession) -> QuerySet[Nomination]:
    """On the table or already counted here, and in no unfinished round."""
    waiting = Question.objects.filter(round__session=session).exclude(round__status=Round.Status.COUNTED)
    found = session.nominations.filter(status__in=[voting.TABLED, *voting.DECIDED])
    related = found.select_related("award", "unit", "staff_member", "department")
    return related.exclude(pk__in=waiting.values("nomination")).in_order()


# --- its page


@require_GET
@login_required
@excel_too
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has voted is for the chair, how many for every member; totals for nobody before the count."""
    round_ = get_object_or_404(rounds_visible_to(request.user).select_related("session__council"), pk=pk)
    session = round_.session
    room = live.room_of(session.pk)
    chairs = sessions_chaired_by(request.user).filter(pk=session.pk).exists()
    runs = chairs or sessions_run_by(request.user).filter(pk=session.pk).exists()
    seat = seat_in(request.user, session.council)
    questions = list(voting.questions_of(round_))
    lines = list(session.attendances.all())
    roll = list(round_.roll.select_related("seat__staff_member").order_by("seat__order"))
    context = {
        "round": round_,
        "session": session,
        "room": room,
        "chairs": chairs,
        "runs": runs,
        "prepares": is_clerk(request.user),
        "seat": seat,
        "is_absent": seat is not None and any(line.seat_id == seat.pk and not line.present for line in lines),
        "while_open": attending.WHILE_OPEN,
        "away": sum(not line.present for line in lines),
        "questions": questions,
        "by_ballots": round_.way in Round.SECRET_WAYS,
        "on_roll": len(roll),
        "have_voted": sum(line.voted for line in roll),
        "votes_here": seat is not None and any(line.seat_id == seat.pk for line in roll),
        "left": [line.seat for line in roll if not line.voted] if chairs else [],
        "threshold_note": electorate.threshold_note(session, questions[0].nomination),
        "threshold": ways.need_words(questions[0], len(lines)) if questions[0].threshold else "",
    }
    waits = round_.status != Round.Status.COUNTED
    context |= _of_state(request, round_, questions, chairs)
    context |= kept_fresh(session, room, each_vote=chairs, reloads=waits)
    return render(request, "awards/round_page.html", context)


def _of_state(request: HttpRequest, round_: Round, questions: list[Question], chairs: bool) -> dict[str, Any]:
    """What the page shows besides, by the round's state."""
    if round_.status == Round.Status.PENDING:
        return _before(round_, questions, chairs)
    if round_.status == Round.Status.OPEN:
        return round_progress.of(request.user, round_) | {"why_count": voting.why_not_count(round_) if chairs else ""}
    for question in questions:
        question.share = Fraction(question.agree, question.members)
        question.written = 0 if round_.way == Round.Way.WRITTEN else ways.written_of(question)
    noun = electorate.noun_of(round_.way)
    return {"rounding": electorate.rounding_words(questions[0].members, questions[0].threshold, noun)}


def _before(round_: Round, questions: list[Question], chairs: bool) -> dict[str, Any]:
    """What a pending round needs, case by case, and why it does not open."""
    figures = electorate.figures_of(round_.session, [question.nomination for question in questions], round_)
    for question in questions:
        question.figures = figures[question.nomination_id]
    ballots = ballot_paper.grouped((question, question.figures.voters) for question in questions)
    why_open = voting.why_not_open(round_, figures, questions) if chairs else ""
    return {
        "undeclared": _undeclared(round_.session, questions) if why_open else [],
        "open_label": OPEN_LABELS.get(round_.way, "Mở bỏ phiếu"),
        "why_open": why_open,
        "board_note": tallying.note_on_board(round_, figures.values()) if chairs else "",
        "ballot_copies": ballot_paper.copies_words(ballots) if round_.way == Round.Way.PAPER else "",
    }


def _undeclared(session: CouncilSession, questions: list[Question]) -> list[Seat]:
    cases = [question.nomination for question in questions]
    return voting.undeclared(session, cases, electorate.roll_call_of(session)) if session.is_live else []


# --- acts


@require_POST
@login_required
def open_round(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = get_object_or_404(rounds_chaired_by(request.user), pk=pk)
    with flash(request, f"Đã mở {'bỏ phiếu' if round_.way in Round.SECRET_WAYS else 'biểu quyết'}."):
        voting.open_round(round_, by=request.user)
    return redirect(round_)


@require_POST
@login_required
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = get_object_or_404(rounds_prepared_by(request.user), pk=pk)
    session = round_.session
    with flash(request, "Đã bỏ lượt chưa mở; hồ sơ vẫn ở trong chương trình."):
        preparing.discard_round(round_, by=request.user)
        return redirect(session)
    return redirect(round_)


@require_http_methods(["GET", "POST"])
@login_required
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """The word KIỂM PHIẾU, whatever the way, and a reason while somebody has not voted."""
    round_ = get_object_or_404(rounds_chaired_by(request.user), pk=pk)
    done, left = round_progress.done_and_left(round_)
    by_ballots = round_.way in Round.SECRET_WAYS
    act = "Kiểm phiếu" if by_ballots else "Chốt kết quả"
    form = CountForm(request.POST or None, left=left, by_ballots=by_ballots)
    if request.method == "POST" and form.is_valid():
        with flash(request, f"Đã {lower_first(act)}; lượt này đã khóa."):
            voting.count(round_, by=request.user, reason=form.cleaned_data.get("reason", ""))
        return redirect(round_)
    how = "Đã có ý kiến" if round_.way == Round.Way.WRITTEN else "Đã bỏ phiếu"
    so_far = [(how, f"{done}/{done + left}")] if done + left else []
    summary = [("Cách biểu quyết", round_.get_way_display()), *so_far, ("Trường hợp xét", round_.questions.count())]
    if unheard := round_progress.written_but_here(round_):
        summary.append(("Có ý kiến bằng văn bản nhưng chưa bỏ phiếu", _unheard(unheard)))
    context = {
        "question": f"{act} lượt này?",
        "summary": summary,
        "cannot_undo": f"Sau khi {lower_first(act)}, kết quả hiện cho các thành viên và lượt này khóa lại.",
        "form": form,
        "action_url": request.path,
        "button": act,
        "why": voting.why_not_count(round_, reason="…"),
        "back_url": round_.get_absolute_url(),
        "back_label": f"Quay lại, chưa {lower_first(act)}",
    }
    return render(request, "confirm.html", context)


def _unheard(seats: list[Seat]) -> str:
    names = ", ".join(str(seat.staff_member) for seat in seats)
    return (
        f"{names}: ý kiến không được tính ở lượt này vì đã có tên trong danh sách bỏ phiếu. Nếu đã về: kiểm phiếu, "
        "điểm danh lại, rồi bỏ phiếu lại."
    )


@require_http_methods(["GET", "POST"])
@login_required
def recuse(request: HttpRequest, pk: int, nomination_pk: int) -> HttpResponse:
    """A member steps out of one case more; who has not declared of it yet does that, once for all cases."""
    session = get_object_or_404(that_vote(sessions_attended_by(request.user)).select_related("council"), pk=pk)
    cases = nominations_read_in_council_by(request.user).filter(session=session)
    nomination = get_object_or_404(cases.select_related("award", "staff_member", "department"), pk=nomination_pk)
    seat = seat_in(request.user, session.council)
    if request.method == "GET" and not declaring.has_declared(session, seat, nomination):
        messages.info(request, DECLARE_FIRST)
        return redirect("council_declare", pk=pk)
    form = RecusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã ghi: đồng chí lánh, không biểu quyết trường hợp này."):
            reason = form.cleaned_data["reason"]
            declaring.recuse(session, seat=seat, nomination=nomination, reason=reason, by=request.user)
        return redirect(session)
    refill(request, form)
    context = {
        "question": f"Lánh trường hợp {nomination.candidate}?",
        "summary": [("Hồ sơ", str(nomination))],
        "cannot_undo": "Đồng chí không bỏ phiếu trường hợp này; biên bản ghi tên và lý do.",
        "form": form,
        "action_url": request.path,
        "button": "Lánh trường hợp này",
        "why": declaring.why_not_recuse(session, seat, nomination),
        "back_url": session.get_absolute_url(),
        "back_label": "Quay lại, không lánh",
    }
    return render(request, "confirm.html", context)
