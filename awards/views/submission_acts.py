"""What is done with a tờ trình: sent with number and date, answered from above, a mistake in the answer mended."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from awards import answering, for_signature, submitting
from awards.forms.submissions import AnswerForm, MendForm, SendForm
from awards.models import SubmissionAnswer, SubmissionLetter
from awards.upper_permissions import answers_kept_by, letters_prepared_by, letters_sent_by, letters_visible_to
from awards.views.print_checks import before_issue
from campaigns.roles import staff_of
from thidua import clock, uploads
from thidua.http import hand_out
from thidua.kept_forms import refill
from thidua.models import Attachment, Series
from thidua.vietnamese import vdate
from thidua.workflow import Refused, refuse

FULL = ("campaign", "session__minutes__series", "signer__staff_member", "document__series")


@require_http_methods(["GET", "POST"])
@login_required
def submission_send(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, number and date, the word; what was typed stays when the act is refused."""
    sendable = letters_sent_by(request.user) & letters_visible_to(request.user)
    found = get_object_or_404(sendable.select_related(*FULL), pk=pk)
    symbol = Series.objects.get(code=submitting.SERIES).symbol
    differs = partial(submitting.why_other_than_signed, found)
    form = SendForm(request.POST or None, initial={"date": found.date}, symbol=symbol, differs=differs)
    if request.method == "POST" and form.is_valid():
        try:
            submitting.send(found, by=request.user, **form.given)
        except Refused as refused:
            messages.error(request, str(refused))
            found.refresh_from_db()
            form.ask()
        else:
            sent = f"Đã ghi gửi Tờ trình số {found.document.full_number} ngày {vdate(found.date)}"
            messages.success(request, f"{sent}; các hồ sơ ở bước “Đã trình cấp trên”.")
            return redirect(found)
    refill(request, form)
    checked = before_issue(request, found, submitting, submitting.why_not_ready(found, found.date))
    context = {
        "question": "Ghi đã ký, đã gửi tờ trình này?",
        "summary": _summary(request, found, symbol),
        "cannot_undo": "Sau khi gửi, nội dung khóa lại; các hồ sơ chờ trả lời của cấp trên.",
        "form": form,
        "action_url": request.path,
        "button": "Ghi đã gửi",
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa gửi",
    }
    return render(request, "awards/issue.html", context | checked)


def _summary(request: HttpRequest, found: SubmissionLetter, symbol: str) -> list[tuple[str, Any]]:
    summary = [
        ("Tờ trình", found),
        ("Ký hiệu", symbol),
        ("Kính gửi", "; ".join(found.address_to.splitlines())),
        ("Người ký", found.signer),
        ("Danh sách", f"{found.lines.count()} trường hợp"),
    ]
    summary += for_signature.told(found)
    if staff_of(request.user) != found.signer.staff_member:
        summary.append(("Ghi thay người ký", request.user.get_full_name()))
    return summary


# --- what came back


@require_http_methods(["GET", "POST"])
@login_required
def submission_answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(letters_prepared_by(request.user).select_related(*FULL), pk=pk)
    lines = list(answering.unanswered(found))
    initial = {"date": clock.today(), "issuer": found.get_level_display()}
    files = request.FILES if request.method == "POST" else None
    form = AnswerForm(request.POST or None, files, initial=initial, lines=lines)
    if request.method == "POST" and form.is_valid():
        try:
            answer = _record(found, form, request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            found.refresh_from_db()
        else:
            left = answering.unanswered(found).count()
            waits = f" Còn {left} trường hợp chờ trả lời." if left else ""
            messages.success(request, f"Đã ghi trả lời {answer} cho {answer.lines.count()} trường hợp.{waits}")
            return redirect(found)
    refill(request, form)
    context = {"letter": found, "form": form, "why": answering.why_not_answer(found)}
    return render(request, "awards/submission_answer.html", context)


def _record(found: SubmissionLetter, form: AnswerForm, by: Any) -> SubmissionAnswer:
    cleaned = form.cleaned_data
    named = {name: cleaned[name] for name in ("number", "date", "issuer")}
    refuse(answering.why_not_answer(found))
    file = _kept(cleaned["file"], by)
    try:
        return answering.record_answer(found, form.said, file=file, by=by, **named)
    except Refused:
        _give_back(file)
        raise


def _kept(upload: Any, by: Any) -> Attachment | None:
    """Stored first, outside any transaction; taken back where the act is then refused."""
    if not upload:
        return None
    refuse(uploads.why_not_store(upload.size, by=by))
    return uploads.store(upload, by=by)


def _give_back(file: Attachment | None) -> None:
    if file is not None:
        with transaction.atomic():
            uploads.discard(file)


@require_http_methods(["GET", "POST"])
@login_required
def answer_mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Number, date, issuer or file were written down wrongly."""
    answer = get_object_or_404(answers_kept_by(request.user).select_related("letter", "file"), pk=pk)
    initial = {"number": answer.number, "date": answer.date, "issuer": answer.issuer}
    files = request.FILES if request.method == "POST" else None
    form = MendForm(request.POST or None, files, initial=initial, answer=answer)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        file = None
        try:
            file = _kept(cleaned.pop("file"), request.user)
            answering.mend(answer, file=file, by=request.user, **cleaned)
        except Refused as refused:
            _give_back(file)
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã sửa trả lời đã ghi; lịch sử khen thưởng theo số, ngày mới.")
            return redirect(answer.letter)
    refill(request, form)
    return render(request, "awards/submission_mend.html", {"answer": answer, "form": form})


@require_GET
@login_required
def answer_file(request: HttpRequest, pk: int) -> HttpResponse:
    letters = letters_visible_to(request.user)
    answers = SubmissionAnswer.objects.filter(letter__in=letters, file__isnull=False)
    answer = get_object_or_404(answers.select_related("letter", "file"), pk=pk)
    url = answer.letter.get_absolute_url()
    return hand_out(request, answer.file, back_url=url, back_label="Quay lại tờ trình")
