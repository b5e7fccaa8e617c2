"""The audit trail: who did what, when and why; for administrator and clerk."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from awards import trail
from awards.forms.trail import TrailFilter
from awards.permissions import NOT_FOR_THE_CLERK, entries_visible_to, reads_trail
from campaigns.roles import is_administrator
from thidua.http import newest_first
from thidua.tables import excel_too

LINES_A_PAGE = 50


@require_GET
@login_required
@excel_too
def audit_trail(request: HttpRequest) -> HttpResponse:
    if not reads_trail(request.user):
        raise Http404
    form = TrailFilter(request.GET, without=() if is_administrator(request.user) else NOT_FOR_THE_CLERK)
    page = newest_first(request, form.narrowed(entries_visible_to(request.user)), LINES_A_PAGE)
    lines = trail.lines(page.rows, to=request.user)
    context = {
        "form": form,
        "page": page,
        "lines": lines,
        "is_filtered": form.is_asked,
        "only": lines[0] if form.is_valid() and form.cleaned_data["object"] and lines else None,
    }
    return render(request, "awards/audit_trail.html", context)
