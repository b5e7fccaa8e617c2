"""The print guard's pages: what a strict clerk would say of a paper before it is issued."""

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from awards import convening, deciding, desk, for_signature, guarding, revoking, submitting
from awards.forms.decisions import CheckForm
from awards.paper_permissions import paper_drafts_issuable_by
from awards.permissions import decisions_issuable_by, decisions_visible_to, sessions_run_by
from awards.upper_permissions import letters_sent_by, letters_visible_to, revocations_issued_by, revocations_visible_to
from thidua import pdf
from thidua.models import Series
from thidua.print_guard import Finding
from thidua.print_guard.finding import wrong
from thidua.vietnamese import two_digits
from thidua.workflow import Refused, refuse

RECORDS = "Điều kiện ban hành của phần mềm"
SIGNED = ("signer__staff_member", "document__series")


@require_GET
@login_required
def decision_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a draft its copy for signature is drawn and read; of an issued decision the stored bytes are read."""
    issuable = decisions_issuable_by(request.user) & decisions_visible_to(request.user)
    found = get_object_or_404(issuable.select_related("session", *SIGNED), pk=pk)
    missing = "" if found.document_id else pdf.missing_libraries()
    if missing:
        return render(request, "awards/decision_not_printed.html", {"decision": found, "missing": missing}, status=503)
    form = _form(request, Series.objects.get(code=deciding.SERIES))
    number, date = form.asked(found.date)
    paper, content = guarding.copy_of(found, number, date)
    findings = _refused(found, deciding, number, date) + guarding.findings_of_decision(found, paper, content)
    context = {"decision": found, "print_findings": findings, "form": form, "day": date, "number": number}
    return render(request, "awards/decision_check.html", context)


@require_GET
@login_required
def paper_check(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(paper_drafts_issuable_by(request.user).select_related(*SIGNED), pk=pk)
    code = desk.kind_of(found).series  # others are printed, never issued
    return _checked(request, found, desk, code, ("paper_draft_list", "Văn bản đang soạn"))


@require_GET
@login_required
def submission_check(request: HttpRequest, pk: int) -> HttpResponse:
    sent = letters_sent_by(request.user) & letters_visible_to(request.user)
    found = get_object_or_404(sent.select_related("session__minutes__series", *SIGNED), pk=pk)
    return _checked(request, found, submitting, submitting.SERIES, ("submission_list", "Tờ trình cấp trên"))


@require_GET
@login_required
def revocation_check(request: HttpRequest, pk: int) -> HttpResponse:
    issued = revocations_issued_by(request.user) & revocations_visible_to(request.user)
    found = get_object_or_404(issued.select_related("decision__document__series", *SIGNED), pk=pk)
    return _checked(request, found, revoking, revoking.SERIES, ("revocation_list", "Quyết định hủy bỏ"))


def before_issue(request: HttpRequest, found: Any, room: Any, why: str) -> dict[str, Any]:
    """What the page that asks for number and day says of the paper, and how many points of each sort there are.

    `why`: nothing is issued anyhow, so nothing is drawn.
    """
    findings = [] if why or found.document_id else _read_before_issue(request, found, room)
    wrongs = sum(finding.blocking for finding in findings)
    counts = [(wrongs, "điểm phải sửa"), (len(findings) - wrongs, "điểm nên xem")]
    said = ", ".join(f"{two_digits(number)} {words}" for number, words in counts if number)
    return {"why": why, "print_findings": findings, "print_counts": said}


def _read_before_issue(request: HttpRequest, found: Any, room: Any) -> list[Finding]:
    """Of what was typed and refused that number and day, else the planned day without a number."""
    series = Series.objects.get(code=desk.kind_of(found).series if room is desk else room.SERIES)
    typed = {"so": request.POST.get("number", ""), "ngay": request.POST.get("date", "")}
    form = CheckForm(typed if request.method == "POST" else None, symbol=series.symbol)
    number, date = form.asked(found.date)
    try:
        refuse(pdf.missing_libraries())
        if room is deciding:
            return guarding.findings_of_decision(found, *guarding.copy_of(found, number, date))
        return room.findings_of(found, number, date)
    except Refused:  # the issue says so itself
        return []


def _form(request: HttpRequest, series: Series | None) -> CheckForm:
    return CheckForm(request.GET if {"so", "ngay"} & set(request.GET) else None, symbol=series.symbol if series else "")


def _refused(found: Any, room: Any, number: int | None, date: datetime.date) -> list[Finding]:
    """What the issue in that room would refuse beside the paper itself; an issued one is not issued again."""
    if found.document_id:
        return []
    sentences = dict.fromkeys(filter(None, room.refusals(found, number, date)))
    if other := room.why_other_than_signed(found, date):
        sentences[f"{other} {for_signature.WHAT_TO_DO}"] = None
    return [wrong("not-ready", sentence, RECORDS) for sentence in sentences]


def _checked(request: HttpRequest, found: Any, room: Any, code: str, above: tuple[str, str]) -> HttpResponse:
    """room: the module that issues it. code: of its series, empty where it gets no number. above: the list's address.

    What cannot be drawn is said on the paper's own page.
    """
    form = _form(request, Series.objects.filter(code=code).first())
    number, date = form.asked(found.date)
    try:
        findings = _refused(found, room, number, date) if code else []
        findings += room.findings_of(found, number, date)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    context = {"paper": found, "document": found.document, "day": date, "number": number, "print_findings": findings}
    context |= {"form": form if code and not found.document_id else None}
    return render(request, "awards/print_check.html", context | {"list_url": above[0], "list_label": above[1]})


@require_GET
@login_required
def minutes_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a session under way its minutes so far; of one that ended the frozen ones."""
    session = get_object_or_404(sessions_run_by(request.user), pk=pk)
    if not session.minutes and (missing := pdf.missing_libraries()):
        messages.error(request, missing)
        return redirect(session)
    context = {"paper": session, "document": session.minutes, "print_findings": convening.findings_of(session)}
    lists = {"list_url": "council_session_list", "list_label": "Phiên họp"}
    return render(request, "awards/print_check.html", context | lists)
