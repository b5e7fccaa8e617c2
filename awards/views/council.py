"""Sessions: the list, a session's page with the desk of those who run it, and the acts on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from awards import attending, convening, electorate, inviting, posted, presiding, stating, unwritten
from awards.forms.council import NotesForm, RollCallForm, SessionForm
from awards.models import Council, CouncilSession, Hearing, Nomination
from awards.permissions import sessions_chaired_by, sessions_prepared_by, sessions_run_by, sessions_visible_to
from awards.roles import councils_in_force, seats_of
from awards.views import hearing_desk
from awards.views.session_desk import MOST_TO_EXPLAIN, desk
from campaigns.roles import is_clerk
from thidua import clock, pdf
from thidua.forms import ReasonForm
from thidua.http import docx_response, flash, paginate, pdf_response
from thidua.kept_forms import refill
from thidua.papers import Paper
from thidua.tables import excel_too
from thidua.vietnamese import vdate, weekday_date

Status = CouncilSession.Status
CASES_GO_BACK = "Kết quả đã có giữ nguyên; trường hợp còn lại chuyển về Thường trực để xét ở phiên họp khác."
HEARINGS_GO_ON = (
    "Kết quả đã có giữ nguyên; sáng kiến đang chấm thì phiếu đã gửi được giữ và chấm tiếp ở phiên họp tiếp, sáng kiến "
    "chưa chấm để phiên họp khác."
)
NO_COUNCIL = "Chưa có Hội đồng đang trong nhiệm kỳ; lập Hội đồng theo quyết định thành lập trước."


# --- the list, one session


@require_GET
@login_required
@excel_too
def session_list(request: HttpRequest) -> HttpResponse:
    if not is_clerk(request.user) and not seats_of(request.user).exists():
        raise Http404
    sessions = sessions_visible_to(request.user).select_related("campaign", "council")
    cases = Count("nominations", distinct=True) + Count("hearings", distinct=True) + _left()
    sessions = sessions.annotate(cases=cases).order_by("-planned_for", "-pk")
    context = {"page": paginate(request, sessions), "prepares": is_clerk(request.user)}
    return render(request, "awards/session_list.html", context)


def _left() -> Coalesce:
    """How many cases a session that was broken off did not reach (NominationQuerySet.laid_before)."""
    of_it = Q(left_by=OuterRef("pk")) | Q(left_by__continues=OuterRef("pk"))
    left = Nomination.objects.filter(of_it).exclude(session=OuterRef("pk")).order_by()
    return Coalesce(Subquery(left.values("campaign").annotate(number=Count("pk")).values("number")), 0)


@require_GET
@login_required
def session_page(request: HttpRequest, pk: int) -> HttpResponse:
    related = ("council", "campaign", "secretary__staff_member", "continues", "minutes__series")
    sessions = presiding.with_reason(inviting.with_invited(sessions_visible_to(request.user)))
    session = get_object_or_404(electorate.with_others(sessions).select_related(*related), pk=pk)
    if _hears(session):
        return render(request, "awards/hearing_session.html", hearing_desk.desk(request, session))
    return render(request, "awards/session_page.html", desk(request, session))


@require_GET
@login_required
def minutes_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """A draft until the session ends, then the bytes that were frozen; in Word the words that were frozen."""
    session = get_object_or_404(sessions_visible_to(request.user), pk=pk)
    if as_word:
        frozen = Paper.from_dict(session.minutes.paper) if session.minutes else None
        return docx_response(frozen or convening.paper_of(session)[2](session))
    if session.minutes:
        return pdf_response(bytes(session.minutes.file.content), session.minutes.paper["file_name"])
    if missing := pdf.missing_libraries():
        messages.error(request, missing)
        return redirect(session)
    paper = convening.paper_of(session)[2](session)
    return pdf_response(pdf.render(paper), paper.file_name)


# --- planning


@require_http_methods(["GET", "POST"])
@login_required
def session_add(request: HttpRequest) -> HttpResponse:
    if not is_clerk(request.user):
        raise Http404
    if not councils_in_force().exists():
        messages.error(request, NO_COUNCIL)
        return redirect("council_list")
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        session = form.save(by=request.user)
        hears = session.council.kind == Council.Kind.INITIATIVES
        what = "sáng kiến đã nộp" if hears else "hồ sơ đã thẩm định"
        messages.success(request, f"Đã lập phiên họp; đưa {what} vào chương trình.")
        return redirect(session)
    refill(request, form)
    return render(request, "awards/session_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
def session_edit(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(sessions_prepared_by(request.user), pk=pk)
    if why := convening.why_not_edit(session):
        messages.error(request, why)
        return redirect(session)
    form = SessionForm(request.POST or None, instance=session, council=session.council)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã lưu phiên họp."):
            convening.edit(form, by=request.user)
        return redirect(session)
    refill(request, form)
    return render(request, "awards/session_form.html", {"form": form, "session": session})


@require_http_methods(["GET", "POST"])
@login_required
def roll_call(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(sessions_run_by(request.user), pk=pk)
    called = {attendance.seat_id: attendance for attendance in session.attendances.all()}
    seats = list(electorate.seats_of(session))
    here = {pk for pk, attendance in called.items() if attendance.present}
    # Once anybody is written down, who is not is not here; before that nearly everybody comes.
    initial = {f"present_{seat.pk}": seat.pk in here or not called for seat in seats}
    initial |= {f"reason_{pk}": attendance.absence_reason for pk, attendance in called.items()}
    form = RollCallForm(seats, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã ghi điểm danh."):
            attending.call_roll(session, present=form.present, reasons=form.reasons, by=request.user)
        return redirect(session)
    refill(request, form)
    context = {"form": form, "session": session, "why": attending.why_not_call_roll(session)}
    return render(request, "awards/session_roll_call.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def convene(request: HttpRequest, pk: int) -> HttpResponse:
    """On the planned day at once; on another day the session's page leads here first."""
    session = get_object_or_404(sessions_run_by(request.user), pk=pk)
    if request.method == "POST" or not convening.is_another_day(session):
        if request.method == "POST":
            with flash(request, "Đã khai mạc phiên họp."):
                convening.convene(session, by=request.user)
        return redirect(session)
    context = {
        "question": f"Khai mạc phiên họp hôm nay, {vdate(clock.today())}?",
        "summary": _on_another_day(session),
        "cannot_undo": "Phiên họp đã khai mạc không trở lại bước “Dự kiến”; biên bản ghi ngày giờ khai mạc thật.",
        "button": "Khai mạc phiên họp",
        "why": convening.why_not_convene(session),
    }
    return _confirm(request, session, context | {"back_label": "Quay lại, chưa khai mạc"})


def _on_another_day(session: CouncilSession) -> list[tuple[str, str]]:
    """What was planned, and what is missing for today."""
    planned = timezone.localtime(session.planned_for)
    found = [
        ("Dự kiến họp", f"{planned:%H:%M}, {weekday_date(planned.date())}"),
        ("Giấy mời", inviting.state_of(session).sentence or "Mọi thành viên đã nhận giấy mời cho ngày giờ dự kiến."),
    ]
    hang = [one.disclosure for one in posted.of_session(session).lists if one.still_hangs]
    return found + [("Công khai danh sách", f"Chưa hết thời hạn, đến hết {vdate(one.ends_on)}.") for one in hang]


@require_http_methods(["GET", "POST"])
@login_required
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """The free parts of the minutes."""
    session = get_object_or_404(sessions_run_by(request.user), pk=pk)
    if refused := convening.why_not_note(session):
        messages.error(request, refused)
        return redirect(session)
    form = NotesForm(request.POST or None, instance=get_object_or_404(CouncilSession, pk=session.pk))
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã lưu nội dung biên bản."):
            convening.note(session, texts=form.cleaned_data, by=request.user)
        return redirect(session)
    refill(request, form)
    return render(request, "awards/session_notes.html", {"form": form, "session": session})


# --- the end


def _hears(session: CouncilSession) -> bool:
    return session.council.kind == Council.Kind.INITIATIVES


@require_http_methods(["GET", "POST"])
@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(sessions_chaired_by(request.user), pk=pk)
    if request.method == "POST":
        with flash(request, "Đã kết thúc phiên họp; biên bản đã được đánh số và khóa lại."):
            convening.close(session, by=request.user)
        return redirect(session)
    context = {
        "question": "Kết thúc phiên họp này?",
        "summary": _done_and_left(session),
        "cannot_undo": "Sau khi kết thúc, biên bản được đánh số, khóa lại và không sửa được.",
        "button": "Kết thúc phiên họp",
        "why": convening.why_not_close(session),
    }
    return _confirm_end(request, session, context)


def _done_and_left(session: CouncilSession) -> list[tuple[str, int]]:
    if _hears(session):
        return [
            ("Sáng kiến đã chấm xong", session.hearings.filter(status__in=Hearing.COUNTED).count()),
            ("Sáng kiến chưa xét, để phiên họp khác", session.hearings.filter(status=Hearing.Status.TABLED).count()),
        ]
    return [
        ("Lượt đã kiểm phiếu", session.rounds.filter(status="counted").count()),
        ("Hồ sơ chưa biểu quyết, chuyển lại Thường trực", session.nominations.filter(status="tabled").count()),
    ]


@require_http_methods(["GET", "POST"])
@login_required
def adjourn(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(sessions_run_by(request.user), pk=pk)
    form = ReasonForm(request.POST or None, act="hoãn phiên họp")
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã hoãn phiên họp; kết quả đã kiểm phiếu được giữ nguyên."):
            convening.adjourn(session, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(session)
    context = {
        "question": "Hoãn phiên họp đang diễn ra?",
        "cannot_undo": HEARINGS_GO_ON if _hears(session) else CASES_GO_BACK,
        "button": "Hoãn phiên họp",
        "form": form,
        "why": convening.why_not_adjourn(session),
    }
    return _confirm_end(request, session, context)


@require_http_methods(["GET", "POST"])
@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(sessions_run_by(request.user), pk=pk)
    form = ReasonForm(request.POST or None, act="hủy phiên họp")
    if request.method == "POST" and form.is_valid():
        what = "sáng kiến để phiên họp khác" if _hears(session) else "hồ sơ chuyển lại Thường trực"
        with flash(request, f"Đã hủy phiên họp; {what}."):
            convening.cancel(session, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(session)
    context = {
        "question": "Hủy phiên họp này?",
        "cannot_undo": "Phiên họp đã hủy không mở lại được.",
        "button": "Hủy phiên họp",
        "danger": True,
        "form": form,
        "why": convening.why_not_cancel(session),
    }
    return _confirm(request, session, context)


def _confirm_end(request: HttpRequest, session: CouncilSession, context: dict) -> HttpResponse:
    """The end freezes the minutes, so what they lack is said first, with the way there."""
    cases = stating.to_explain(session, MOST_TO_EXPLAIN)
    lacks = {"session": session, "unwritten": unwritten.of_session(session), "to_explain": cases}
    return _confirm(request, session, lacks | context, "awards/session_end.html")


def _confirm(
    request: HttpRequest, session: CouncilSession, context: dict, template: str = "confirm.html"
) -> HttpResponse:
    back = {"back_url": reverse("council_session", args=[session.pk]), "back_label": "Quay lại phiên họp"}
    return render(request, template, {"action_url": request.path} | back | context)
