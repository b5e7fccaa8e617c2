"""Revocations: begun from an issued decision, written, read with what follows from them; their list."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from awards import consequences, law_spans, revoking
from awards.documents import revocation as paper
from awards.forms.revocations import LineFilter, RevocationForm
from awards.models import Revocation
from awards.upper_permissions import (
    decisions_revoked_by,
    reads_letters,
    revocations_issued_by,
    revocations_prepared_by,
    revocations_visible_to,
)
from campaigns.roles import is_clerk
from thidua import pdf
from thidua.audit import history_of
from thidua.http import paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.vietnamese import nfc, search_key
from thidua.workflow import Refused

LINES_A_PAGE = 50
FULL = ("decision__document__series", "decision__session", "session__minutes__series", "signer__staff_member")
MORE = ("document__series", "document__issued_by")


@require_GET
@login_required
@excel_too
def revocation_list(request: HttpRequest) -> HttpResponse:
    if not reads_letters(request.user):
        raise Http404
    rows = revocations_visible_to(request.user).select_related("decision__document__series", "document__series")
    open_tasks = Count("tasks", filter=Q(tasks__done_on__isnull=True), distinct=True)
    counted = rows.annotate(revoked=Count("lines", distinct=True), open_tasks=open_tasks)
    counted = counted.defer("document__paper", "decision__document__paper").order_by("-date", "-pk")
    return render(request, "awards/revocation_list.html", {"page": paginate(request, counted)})


@require_http_methods(["GET", "POST"])
@login_required
def revocation_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Which lines: found by name, ticked; more of them may be added to the open draft later."""
    found = get_object_or_404(decisions_revoked_by(request.user).select_related("document__series"), pk=pk)
    if request.method == "POST":
        try:
            draft = revoking.begin(found, _keys(request), by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã đưa vào dự thảo; ghi văn bản kết luận, căn cứ và lý do của từng dòng.")
            return redirect("revocation_edit", draft.pk)
    form = LineFilter(request.GET)
    lines = revoking.revocable(found).select_related("award", "nomination__staff_member")
    context = {
        "decision": found,
        "form": form,
        "page": paginate(request, lines.filter(_named(form.name)), LINES_A_PAGE),
        "draft": revoking.open_draft(found),
        "why": revoking.why_not_begin(found),
    }
    return render(request, "awards/revocation_begin.html", context)


def _keys(request: HttpRequest) -> list[int]:
    typed = request.POST.getlist("chon")[: revoking.MOST_LINES + 1]
    return [int(key) for key in typed if key.isascii() and key.isdecimal() and len(key) < 19]


def _named(words: str) -> Q:
    """By the name as printed, or as search forgives it."""
    text = nfc(words).strip()
    if not text:
        return Q()
    key = search_key(text)
    return Q(name__icontains=text) | Q(nomination__staff_member__search_key__contains=key)


@require_GET
@login_required
@excel_too
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(revocations_visible_to(request.user).select_related(*FULL, *MORE), pk=pk)
    drafts = found.status == Revocation.Status.DRAFT
    issues = revocations_issued_by(request.user).filter(pk=pk).exists()
    rows = paper.rows_of(found)
    tasks = consequences.of(found, found.date) if drafts else found.tasks.select_related("done_by", "fund_entry")
    return render(
        request,
        "awards/revocation_detail.html",
        {
            "revocation": found,
            "decision": found.decision,
            "rows": rows,
            "amount": sum(row.amount_paid for row in rows),
            "tasks": list(tasks),
            "spans": law_spans.of_revocation(found),
            "not_waiting": not drafts,
            "article": paper.article_of(found.date),
            "is_draft": drafts,
            "is_clerk": is_clerk(request.user),
            "issues": issues,
            "why": revoking.why_not_ready(found, found.date) if drafts and issues else "",
            "no_pdf": pdf.missing_libraries() if drafts else "",
            "entries": history_of(found) if issues else None,
        },
    )


@require_http_methods(["GET", "POST"])
@login_required
def revocation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(revocations_prepared_by(request.user).select_related(*FULL), pk=pk)
    lines = paper.rows_of(found)
    initial: dict[str, Any] = {name: getattr(found, name) for name in revoking.WRITTEN}
    form = RevocationForm(request.POST or None, initial=initial, revocation=found, lines=lines)
    if request.method == "POST" and form.is_valid():
        try:
            revoking.edit(found, form.said, by=request.user, **form.written)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã lưu dự thảo quyết định hủy bỏ.")
            return redirect(found)
    refill(request, form)
    context = {"revocation": found, "form": form, "why": revoking.why_not_edit(found)}
    return render(request, "awards/revocation_edit.html", context)
