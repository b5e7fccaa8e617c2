"""One initiative before its council: what members read, their signed sheets, who steps out, what came of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from awards import electorate, hearing, hearing_room, hearing_rules, live, marking
from awards.documents.hearings import authors_in_words
from awards.forms.hearings import AnswerForm, SheetForm
from awards.hearing_permissions import (
    hearings_attended_by,
    hearings_chaired_by,
    hearings_prepared_by,
    hearings_printed_by,
    hearings_run_by,
    hearings_visible_to,
    is_author,
    seat_at,
    sheets_printed_by,
)
from awards.models import Hearing, HearingSheet, Seat
from awards.views.hearing_desk import mine_of
from awards.views.live import kept_fresh
from awards.views.session_papers import shown
from campaigns.roles import is_clerk
from thidua.http import flash, hand_out
from thidua.kept_forms import refill

RELATED = ("session__council", "session__campaign", "initiative")


@require_GET
@login_required
def page(request: HttpRequest, pk: int, hearing_pk: int) -> HttpResponse:
    found = get_object_or_404(hearings_visible_to(request.user).select_related(*RELATED), session=pk, pk=hearing_pk)
    room = live.room_of(pk)
    seat, standing = seat_at(request.user, found), hearing_room.standing_of(found)
    seats = list(electorate.seats_of(found.session))
    chairs = hearings_chaired_by(request.user).filter(pk=found.pk).exists()
    runs = chairs or is_clerk(request.user)
    rules = hearing_rules.rules_of(found.session.council)
    context = {
        "hearing": found,
        "session": found.session,
        "initiative": found.initiative,
        "authors": authors_in_words([found]).get(found.initiative_id, ""),
        "evidence": found.initiative.evidence.order_by("pk"),
        "everybody": [one.staff_member for one in seats],
        "seat": seat,
        "standing": standing,
        "mine": mine_of(found, standing, seat),
        "proposal": standing.proposed.get(seat.pk) if seat else None,
        "why_not_answer": marking.why_not_answer(found, seat, standing) if seat else "-",
        "chairs": chairs,
        "runs": runs,
        "prepares": is_clerk(request.user),
        "members": [(one, _said_of(one, standing)) for one in seats],
        "left": [one for one in seats if chairs and one.pk in standing.unscored],
        "rules": rules,
        "needed": hearing_room.needed_of(rules, standing.members),
        "doubt": hearing_rules.doubt_of(rules),
        "why_open": hearing.why_not_open(found) if chairs and found.status == Hearing.Status.TABLED else "",
        "why_count": hearing.why_not_count(found) if chairs and found.status == Hearing.Status.OPEN else "",
    }
    context |= _result(found, hidden=is_author(request.user, found), runs=runs) | kept_fresh(
        found.session, room, reloads=found.is_live
    )
    return render(request, "awards/hearing_page.html", context)


def _said_of(seat: Seat, standing: hearing_room.Standing) -> str:
    """What stands beside a member before the count: never what they gave."""
    if seat.pk in standing.authors:
        return "tác giả, không chấm"
    if seat.pk in standing.steps_out:
        return f"không chấm: {standing.answers[seat.pk].reason}"
    if seat.pk in standing.proposed:
        return f"chương trình đề nghị lánh vì {standing.proposed[seat.pk].reason}; chưa khai"
    if seat.pk in standing.answers:
        return f"vẫn chấm: {standing.answers[seat.pk].reason}"
    return ""


def _result(found: Hearing, *, hidden: bool, runs: bool) -> dict[str, Any]:
    """After the count: the figures, and the members' sheets for all but an author."""
    if not found.is_counted:
        return {}
    sheets = [] if hidden else list(_sheets(found))
    criteria = hearing_rules.criteria_of(found.session.council)
    rows = []
    for sheet in sheets:
        points = {mark.criterion_id: mark.points for mark in sheet.marks.all()}
        cells = [(one, points.get(one.pk)) for one in criteria]
        rows.append((sheet, cells, hearing_room.total_of(sheet)))
    return {
        "criteria": criteria,
        "sheets": rows,
        "mean_words": hearing_room.mean_words(found),
        "share_words": hearing_room.share_words(found),
        "lacks": hearing_room.why_not_passed(found),
        "hides_sheets": hidden,
        "prints": runs and bool(rows),
    }


def _sheets(found: Hearing) -> Any:
    return found.sheets.select_related("seat__staff_member").prefetch_related("marks")


# --- a member's sheet


@require_http_methods(["GET", "POST"])
@login_required
def fill(request: HttpRequest, pk: int, hearing_pk: int) -> HttpResponse:
    """A member's own sheet, on their own device."""
    found = get_object_or_404(hearings_attended_by(request.user).select_related(*RELATED), session=pk, pk=hearing_pk)
    seat = seat_at(request.user, found)
    if seat is None:
        raise Http404
    return _sheet(request, found, seat, on_paper=False)


@require_http_methods(["GET", "POST"])
@login_required
def enter(request: HttpRequest, pk: int, hearing_pk: int, seat_pk: int) -> HttpResponse:
    """The clerk types in a sheet that was written by hand; what a member sent from a device is not shown here."""
    found = get_object_or_404(hearings_prepared_by(request.user).select_related(*RELATED), session=pk, pk=hearing_pk)
    seat = get_object_or_404(electorate.seats_of(found.session), pk=seat_pk)
    return _sheet(request, found, seat, on_paper=True)


def _sheet(request: HttpRequest, found: Hearing, seat: Seat, *, on_paper: bool) -> HttpResponse:
    criteria = hearing_rules.criteria_of(found.session.council)
    stored = _sheets(found).filter(seat=seat, on_paper=on_paper).first()
    form = SheetForm(criteria, stored, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with flash(request, f"Đã nhập phiếu giấy của {seat.staff_member}." if on_paper else "Đã gửi phiếu đánh giá."):
            marking.fill(found, seat=seat, **form.values, on_paper=on_paper, by=request.user)
            return redirect(found)
    refill(request, form)
    standing = hearing_room.standing_of(found)
    other = HearingSheet.objects.filter(hearing=found, seat=seat).exclude(on_paper=on_paper).first()
    context = {
        "hearing": found,
        "session": found.session,
        "initiative": found.initiative,
        "authors": authors_in_words([found]).get(found.initiative_id, ""),
        "seat": seat,
        "on_paper": on_paper,
        "form": form,
        "stored": stored,
        "total": hearing_room.total_of(stored) if stored else None,
        "doubt": hearing_rules.doubt_of(hearing_rules.rules_of(found.session.council)),
        "why": marking.why_not_fill(found, seat, standing) or marking.why_other_way(other, on_paper),
    }
    return render(request, "awards/hearing_sheet.html", context)


# --- who steps out


@require_http_methods(["GET", "POST"])
@login_required
def answer(request: HttpRequest, pk: int, hearing_pk: int) -> HttpResponse:
    found = get_object_or_404(hearings_attended_by(request.user).select_related(*RELATED), session=pk, pk=hearing_pk)
    seat = seat_at(request.user, found)
    if seat is None:
        raise Http404
    return _answer(request, found, seat, by_chair=False)


@require_http_methods(["GET", "POST"])
@login_required
def answer_for(request: HttpRequest, pk: int, hearing_pk: int, seat_pk: int) -> HttpResponse:
    """For a member who has no device here and said it aloud."""
    found = get_object_or_404(hearings_run_by(request.user).select_related(*RELATED), session=pk, pk=hearing_pk)
    return _answer(request, found, get_object_or_404(electorate.seats_of(found.session), pk=seat_pk), by_chair=True)


def _answer(request: HttpRequest, found: Hearing, seat: Seat, *, by_chair: bool) -> HttpResponse:
    standing = hearing_room.standing_of(found)
    said, proposal = standing.answers.get(seat.pk), standing.proposed.get(seat.pk)
    initial = {"steps_out": "yes" if said.steps_out else "no", "reason": said.reason} if said else {}
    if proposal:
        initial = {"steps_out": "yes", "reason": proposal.reason}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        said_now = {"steps_out": form.cleaned_data["steps_out"] == "yes", "reason": form.cleaned_data["reason"]}
        with flash(request, f"Đã ghi khai báo của {seat.staff_member}."):
            marking.answer(found, seat=seat, **said_now, by=request.user)
            return redirect(found)
    refill(request, form)
    context = {"hearing": found, "seat": seat, "by_chair": by_chair, "proposal": proposal, "form": form}
    context["why"] = marking.why_not_answer(found, seat, standing)
    return render(request, "awards/hearing_answer.html", context)


# --- files


@require_GET
@login_required
def proof(request: HttpRequest, pk: int, hearing_pk: int, attachment_pk: int) -> HttpResponse:
    """What was handed in with the initiative, for who reads it here."""
    found = get_object_or_404(hearings_visible_to(request.user).select_related("initiative"), session=pk, pk=hearing_pk)
    kept = get_object_or_404(found.initiative.evidence, pk=attachment_pk)
    return hand_out(request, kept, back_url=found.get_absolute_url(), back_label="Quay lại sáng kiến")


@require_GET
@login_required
def blank_sheet(request: HttpRequest, pk: int, hearing_pk: int, *, as_word: bool = False) -> HttpResponse:
    """To be filled in by hand, while there is scoring: later a clean form would still carry the session's day."""
    found = get_object_or_404(hearings_visible_to(request.user).select_related(*RELATED), session=pk, pk=hearing_pk)
    if not found.is_live:
        messages.error(request, "Sáng kiến này không còn chấm ở phiên họp nên không in phiếu trống nữa.")
        return redirect(found)
    return shown(request, "hearing-sheet", found, as_word, back=found)


@require_GET
@login_required
def filled_sheet(
    request: HttpRequest, pk: int, hearing_pk: int, seat_pk: int, *, as_word: bool = False
) -> HttpResponse:
    """Of one member, as it was handed in, to be signed."""
    sheets = sheets_printed_by(request.user).filter(hearing__session=pk, hearing=hearing_pk)
    sheet = get_object_or_404(sheets.select_related(*(f"hearing__{path}" for path in RELATED)), seat__pk=seat_pk)
    return shown(request, "hearing-sheet-filled", sheet, as_word, back=sheet.hearing)


@require_GET
@login_required
def filled_sheets(request: HttpRequest, pk: int, hearing_pk: int, *, as_word: bool = False) -> HttpResponse:
    """Those of all members, each on pages of its own."""
    found = get_object_or_404(hearings_printed_by(request.user).select_related(*RELATED), session=pk, pk=hearing_pk)
    return shown(request, "hearing-sheets-filled", found, as_word, back=found)
