"""The print guard's page: what a strict clerk would say of a paper before it is issued."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from awards import guarding
from awards.permissions import decisions_issuable_by, decisions_visible_to
from thidua import pdf


@require_GET
@login_required
def decision_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a draft its copy for signature is drawn and read; of an issued decision the stored bytes are read."""
    issuable = decisions_issuable_by(request.user) & decisions_visible_to(request.user)
    found = get_object_or_404(issuable.select_related("session", "signer__staff_member", "document__series"), pk=pk)
    missing = "" if found.document_id else pdf.missing_libraries()
    if missing:
        return render(request, "awards/decision_not_printed.html", {"decision": found, "missing": missing}, status=503)
    paper, content = guarding.copy_of(found)
    findings = guarding.findings_of_decision(found, paper, content)
    return render(request, "awards/decision_check.html", {"decision": found, "print_findings": findings})
