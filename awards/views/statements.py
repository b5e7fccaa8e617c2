"""What people write on a dossier beside its author, and the findings as a paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from awards import printing, stating
from awards.documents import eligibility_report
from awards.forms.statements import StatementsForm
from awards.gathering import rule_set_for
from awards.models import Nomination
from awards.permissions import nominations_verifiable_by, nominations_visible_to, sessions_run_by
from awards.views.nomination_acts import summary_of
from thidua import pdf
from thidua.forms import ReasonForm
from thidua.http import docx_response, flash, pdf_response
from thidua.kept_forms import refill


@require_http_methods(["GET", "POST"])
@login_required
def nomination_statements(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(nominations_verifiable_by(request.user), pk=pk)
    questions = stating.questions_of(found.award_id, rule_set_for(found))
    data = request.POST if request.method == "POST" else None
    form = StatementsForm(data, nomination=found, questions=questions)
    if data is not None and form.is_valid():
        with flash(request, "Đã ghi xác nhận; kết quả đối chiếu tính theo xác nhận mới."):
            stating.state(found, form.answers, by=request.user)
        return redirect(found)
    refill(request, form)
    context = {"nomination": found, "form": form, "questions": questions, "why": stating.why_not_state(found)}
    return render(request, "awards/nomination_statements.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def nomination_explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the council recommended a case the findings speak against."""
    found = get_object_or_404(Nomination.objects.filter(session__in=sessions_run_by(request.user)), pk=pk)
    data = request.POST if request.method == "POST" else None
    act = "Hội đồng quyết định khác kết quả đối chiếu"
    form = ReasonForm(data, act=act, initial={"reason": found.council_reason})
    if data is not None and form.is_valid():
        with flash(request, "Đã ghi lý do của Hội đồng; biên bản in lý do này."):
            stating.explain(found, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(found.session)
    refill(request, form)
    context = {
        "question": "Vì sao Hội đồng quyết định khác kết quả đối chiếu?",
        "summary": summary_of(found, request.user),
        "form": form,
        "action_url": request.path,
        "button": "Ghi lý do",
        "why": stating.why_not_explain(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa ghi",
    }
    return render(request, "confirm.html", context)


@require_GET
@login_required
def eligibility_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    found = get_object_or_404(nominations_visible_to(request.user), pk=pk)
    if as_word:
        return docx_response(eligibility_report.gather(found))
    if missing := pdf.missing_libraries():
        messages.error(request, missing)
        return redirect(found)
    paper = eligibility_report.gather(found)
    return pdf_response(pdf.render(paper), paper.file_name)


@require_GET
@login_required
def achievement_report_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """As the records stand, with what was written for it so far; a draft until the dossier is handed in."""
    found = get_object_or_404(nominations_visible_to(request.user), pk=pk)
    paper = printing.paper_of("achievement-report", found)
    if as_word:
        return docx_response(paper)
    if missing := pdf.missing_libraries():
        messages.error(request, missing)
        return redirect(found)
    return pdf_response(pdf.render(paper), paper.file_name)
