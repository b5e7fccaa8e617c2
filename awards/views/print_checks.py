"""The print guard's pages: what a strict clerk would say of a paper before it is issued."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from awards import convening, deciding, desk, guarding, revoking, submitting
from awards.paper_permissions import paper_drafts_issuable_by
from awards.permissions import decisions_issuable_by, decisions_visible_to, sessions_run_by
from awards.upper_permissions import letters_sent_by, letters_visible_to, revocations_issued_by, revocations_visible_to
from thidua import pdf
from thidua.print_guard import Finding
from thidua.print_guard.finding import wrong
from thidua.workflow import Refused

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
    paper, content = guarding.copy_of(found)
    findings = _refused(found, deciding.why_not_ready(found, found.date))
    findings += guarding.findings_of_decision(found, paper, content)
    return render(request, "awards/decision_check.html", {"decision": found, "print_findings": findings})


@require_GET
@login_required
def paper_check(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(paper_drafts_issuable_by(request.user).select_related(*SIGNED), pk=pk)
    why = desk.why_not_ready(found) if desk.kind_of(found).series else ""  # others are printed, never issued
    return _checked(request, found, why, desk.findings_of, ("paper_draft_list", "Văn bản đang soạn"))


@require_GET
@login_required
def submission_check(request: HttpRequest, pk: int) -> HttpResponse:
    sent = letters_sent_by(request.user) & letters_visible_to(request.user)
    found = get_object_or_404(sent.select_related("session__minutes__series", *SIGNED), pk=pk)
    why = submitting.why_not_ready(found, found.date)
    return _checked(request, found, why, submitting.findings_of, ("submission_list", "Tờ trình cấp trên"))


@require_GET
@login_required
def revocation_check(request: HttpRequest, pk: int) -> HttpResponse:
    issued = revocations_issued_by(request.user) & revocations_visible_to(request.user)
    found = get_object_or_404(issued.select_related("decision__document__series", *SIGNED), pk=pk)
    why = revoking.why_not_ready(found, found.date)
    return _checked(request, found, why, revoking.findings_of, ("revocation_list", "Quyết định hủy bỏ"))


def _refused(found: Any, why: str) -> list[Finding]:
    """What the issue would refuse beside the paper itself; an issued one is not issued again."""
    return [wrong("not-ready", why, RECORDS)] if why and not found.document_id else []


def _checked(
    request: HttpRequest,
    found: Any,
    why: str,
    ask: Callable[[Any], list[Finding]],
    room: tuple[str, str],
) -> HttpResponse:
    """why: what forbids the issue. room: URL name and label of the list above.

    What cannot be drawn is said on the paper's own page.
    """
    try:
        findings = [*_refused(found, why), *ask(found)]
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    context = {"paper": found, "document": found.document, "day": found.date, "print_findings": findings}
    return render(request, "awards/print_check.html", context | {"list_url": room[0], "list_label": room[1]})


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
