"""The plan, or what amends it, as PDF or Word: what was frozen where it was issued, else drawn now."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaigns import plan_numbers
from campaigns.models import Campaign, PlanAmendment
from thidua import pdf
from thidua.http import docx_response, pdf_response
from thidua.papers import Paper


def paper_response(
    request: HttpRequest, plan: Campaign | PlanAmendment, gather: Callable[[Any], Paper], *, as_word: bool = False
) -> HttpResponse:
    document = plan_numbers.issued(plan)
    if as_word:
        return docx_response(Paper.from_dict(document.paper) if document else gather(plan))
    if document:
        return pdf_response(bytes(document.file.content), Paper.from_dict(document.paper).file_name)
    if missing := pdf.missing_libraries():
        context = {"campaign": getattr(plan, "campaign", plan), "missing": missing}
        return render(request, "campaigns/plan_not_printed.html", context, status=503)
    paper = gather(plan)
    return pdf_response(pdf.render(paper), paper.file_name)
