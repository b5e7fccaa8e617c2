"""A member's ballot: waiting, choosing, looking over, casting. A choice stands in posted bodies only, kept nowhere."""

import re
from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from awards import attending, ballot_box, live, voting
from awards.forms.council import BallotForm
from awards.models import Choice, Question, Round, Seat
from awards.permissions import rounds_voted_by
from awards.roles import seat_in
from awards.views.live import kept_fresh, turned_away
from thidua.middleware import sees_to_first_things
from thidua.workflow import Refused, refuse

CAST = "Đã bỏ phiếu. Hệ thống chỉ ghi là đồng chí đã bỏ phiếu, không ghi đồng chí chọn gì."
QUESTION = re.compile(r"q([0-9]{1,18})")
LONGEST = max(len(f"{choice}{choice.label}".encode()) for choice in Choice)  # bytes of a choice as a page writes it
unstored = cache_control(private=True, no_store=True)


def _round_and_seat(request: HttpRequest, pk: int) -> tuple[Round, Seat]:
    rounds = rounds_voted_by(request.user).select_related("session__council")
    round_ = get_object_or_404(rounds, pk=pk)
    return round_, seat_in(request.user, round_.session.council)


def _asked(round_: Round, seat: Seat) -> tuple[list[Question], list[Question]]:
    """All questions of the round, and those this seat answers."""
    questions, mine = list(voting.questions_of(round_)), voting.open_to(round_, seat)
    return questions, [question for question in questions if question.pk in mine]


@require_GET
@login_required
@unstored
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    round_, seat = _round_and_seat(request, pk)
    if round_.status == Round.Status.COUNTED:
        return redirect(round_)
    if why := voting.why_not_cast(round_, seat):
        return _waiting(request, round_, seat, why)
    questions, asked = _asked(round_, seat)
    return _ballot(request, round_, questions, BallotForm(asked))


def _waiting(request: HttpRequest, round_: Round, seat: Seat, why: str) -> HttpResponse:
    """No radio buttons here, so the page keeps itself fresh, and becomes the ballot when the round opens."""
    room = live.room_of(round_.session_id)
    has_voted = round_.roll.filter(seat=seat, voted=True).exists()
    if round_.status == Round.Status.OPEN and not has_voted and _is_away(round_, seat):
        why = attending.WHILE_OPEN
    context = {"round": round_, "session": round_.session, "room": room, "has_voted": has_voted, "why": why}
    return render(request, "awards/ballot_waiting.html", context | kept_fresh(round_.session, room))


def _is_away(round_: Round, seat: Seat) -> bool:
    return round_.session.attendances.filter(seat=seat, present=False).exists()


def _ballot(request: HttpRequest, round_: Round, questions: list[Question], form: BallotForm) -> HttpResponse:
    rows = [(question, form[f"q{question.pk}"] if f"q{question.pk}" in form.fields else None) for question in questions]
    context = {"round": round_, "session": round_.session, "form": form, "rows": rows}
    return render(request, "awards/ballot_form.html", context)


@sensitive_post_parameters()
@require_POST
@login_required
@unstored
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Every answer once more; “Sửa” leads back with the answers still chosen, all of it by post."""
    round_, seat = _round_and_seat(request, pk)
    try:
        refuse(voting.why_not_cast(round_, seat))
    except Refused:
        return redirect("ballot", round_.pk)
    questions, asked = _asked(round_, seat)
    form = BallotForm(asked, request.POST)
    if not form.is_valid() or "edit" in request.POST:
        return _ballot(request, round_, questions, form)
    labels = dict(next(iter(form.fields.values())).choices)
    rows = [(question, form[f"q{question.pk}"], labels[form.choices[question.pk]]) for question in asked]
    context = {"round": round_, "session": round_.session, "rows": rows}
    return _of_one_length(render(request, "awards/ballot_review.html", context), form.choices)


@sensitive_variables()
def _of_one_length(response: HttpResponse, choices: Mapping[int, str]) -> HttpResponse:
    """A proxy's log keeps how many bytes an answer had: blanks at the end make it the same whatever was chosen."""
    shorter = sum(LONGEST - len(f"{choice}{Choice(choice).label}".encode()) for choice in choices.values())
    response.content += b" " * shorter
    return response


@sensitive_post_parameters()
@sensitive_variables("choices", "form")
@require_POST
@sees_to_first_things
@unstored
def cast(request: HttpRequest, pk: int) -> HttpResponse:
    """Fifty at once: what was posted goes straight to the verb; a form is built only to say what is missing."""
    voter = ballot_box.voter_for(request.session, pk)
    if voter is None and (away := turned_away(request)):
        return away
    round_, seat = voter or _round_and_seat(request, pk)
    choices = _choices_in(request.POST)
    try:
        voting.cast(round_, seat=seat, choices=choices)
    except Refused as refused:
        if not voting.why_not_cast(round_, seat):
            questions, asked = _asked(round_, seat)
            form = BallotForm(asked, request.POST)
            if not form.is_valid():
                return _ballot(request, round_, questions, form)
        messages.error(request, str(refused))
    else:
        messages.success(request, CAST)
    return redirect("ballot", round_.pk)


@sensitive_variables()
def _choices_in(posted: QueryDict) -> dict[int, str]:
    """Question → choice, of every field named like one of a ballot."""
    return {int(found[1]): value for name, value in posted.items() if (found := QUESTION.fullmatch(name))}
