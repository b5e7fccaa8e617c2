"""Decisions: their list, one of them with its lines, drafting, issue, printing."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from awards import citing, deciding, for_signature, fund, phase_grounds, quotas, recipients
from awards import lines as decision_lines
from awards.forms.decisions import CiteForm, DraftForm, IssueForm, RedateForm
from awards.models import Decision, DecisionLine
from awards.permissions import (
    decisions_drafted_by,
    decisions_issuable_by,
    decisions_visible_to,
    reads_fund,
    sessions_prepared_by,
)
from awards.views.print_checks import before_issue
from awards.views.sheets import printed
from campaigns.roles import is_clerk, staff_of
from thidua import clock, pdf
from thidua.audit import history_of
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.models import Series
from thidua.tables import excel_too
from thidua.vietnamese import money, vdate
from thidua.workflow import Refused

LINES_A_PAGE = 50
FULL = ("campaign", "session__campaign", "signer__staff_member", "document__series", "document__issued_by")


# Counted beside each row: grouping the joined rows would drop the order of the list.
LINES = (
    DecisionLine.objects.filter(decision=OuterRef("pk"))
    .order_by()
    .values("decision")
    .annotate(n=Count("pk"))
    .values("n")
)


@require_GET
@login_required
@excel_too
def decision_list(request: HttpRequest) -> HttpResponse:
    found = decisions_visible_to(request.user).select_related("signer__staff_member", "document__series")
    page = paginate(request, found.defer("document__paper").annotate(lines_count=Coalesce(Subquery(LINES), 0)))
    return render(request, "awards/decision_list.html", {"page": page, "is_clerk": is_clerk(request.user)})


@require_GET
@login_required
@excel_too
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    visible = recipients.with_counts(decisions_visible_to(request.user).select_related(*FULL))
    found = get_object_or_404(visible, pk=pk)
    lines = found.lines.select_related("award", "nomination__staff_member")
    drafts = found.status == Decision.Status.DRAFT
    issues = decisions_issuable_by(request.user).filter(pk=pk).exists()
    totals = _totals(found)
    return render(
        request,
        "awards/decision_detail.html",
        {
            "decision": found,
            "page": paginate(request, lines, LINES_A_PAGE),
            "totals": totals,
            "funds": _funds(request, found, totals["amount"]),
            "is_draft": drafts,
            "is_clerk": is_clerk(request.user),
            "issues": issues,
            "why": deciding.why_not_ready(found, found.date) if drafts and issues else "",
            "no_review": phase_grounds.of_decision(found) if drafts else "",
            "no_pdf": pdf.missing_libraries() if drafts else "",
            "entries": history_of(found) if issues else None,
            "quota": quotas.meter_of(found.campaign) if _asks_quota(found, request) else None,
            **_bases(found, chooses=drafts and is_clerk(request.user)),
        },
    )


def _asks_quota(found: Decision, request: HttpRequest) -> bool:
    is_draft_of_titles = found.status == Decision.Status.DRAFT and found.kind == Decision.Kind.TITLES
    return is_draft_of_titles and is_clerk(request.user)


def _bases(found: Decision, *, chooses: bool) -> dict[str, Any]:
    """A draft's texts as they can still be chosen, each with what is wrong with it that day; then the frozen words."""
    if found.document_id:
        return {"frozen_bases": found.document.paper.get("bases", [])}
    rows = citing.of_decision(found)
    for basis in rows:
        basis.why = citing.why_not_cited(basis.text, found.date)
        basis.successor = basis.text.successor_on(found.date) if basis.why else None
    return {"bases": rows, "cite_form": CiteForm(decision=found) if chooses else None, "chooses_bases": chooses}


def _totals(found: Decision) -> dict[str, int]:
    """Persons and collectives, each counted once, and the sum."""
    return found.lines.aggregate(
        lines=Count("pk"),
        people=Count("nomination__staff_member", distinct=True),
        collectives=Count("nomination__department", distinct=True),
        amount=Sum("amount", default=0),
    )


def _funds(request: HttpRequest, found: Decision, total: int) -> dict[str, object]:
    """What the decision means for the fund of its year; nothing for those whom money does not concern."""
    if not reads_fund(request.user):
        return {}
    account, is_draft = fund.account(found.year), found.status == Decision.Status.DRAFT
    return {
        "left": account.available - (total if is_draft else 0),
        "warning": fund.why_too_dear(total, account) if is_draft else "",
        "rules": decision_lines.combining_rules(found),
    }


@require_http_methods(["GET", "POST"])
@login_required
def decision_add(request: HttpRequest) -> HttpResponse:
    """Draft a decision; `?session=` and `?kind=` choose beforehand."""
    if not is_clerk(request.user):
        raise Http404
    initial = {"session": request.GET.get("session"), "kind": request.GET.get("kind"), "date": clock.today()}
    form = DraftForm(request.POST or None, initial=initial, sessions=sessions_prepared_by(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            drafted = deciding.draft(by=request.user, **form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã lập dự thảo; xem lại danh sách và bản in trước khi ban hành.")
            return redirect(drafted)
    refill(request, form)
    return render(request, "awards/decision_add.html", {"form": form})


# --- print


@require_GET
@login_required
def decision_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """The frozen bytes of an issued decision; of a draft a copy marked DỰ THẢO."""
    return _printed(request, get_object_or_404(decisions_visible_to(request.user), pk=pk), as_word)


@require_GET
@login_required
def decision_blank_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """The copy for signature, without number and day, while nothing else blocks the issue."""
    return _printed(request, get_object_or_404(decisions_drafted_by(request.user), pk=pk), as_word, blank=True)


def _printed(request: HttpRequest, found: Decision, as_word: bool, *, blank: bool = False) -> HttpResponse:
    missing = "" if as_word or found.document_id else pdf.missing_libraries()
    if missing:
        return render(request, "awards/decision_not_printed.html", {"decision": found, "missing": missing}, status=503)
    return printed(request, found, deciding.paper_of, as_word=as_word, blank=blank)


# --- acts on a draft


@require_http_methods(["GET", "POST"])
@login_required
def decision_redate(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(decisions_drafted_by(request.user), pk=pk)
    form = RedateForm(request.POST or None, initial={"date": found.date})
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã đổi ngày; mức thưởng đã tính lại theo ngày mới, căn cứ pháp lý xem ở bên dưới."):
            deciding.redate(found, date=form.cleaned_data["date"], by=request.user)
        return redirect(found)
    refill(request, form)
    context = {
        "question": "Đổi ngày dự kiến ký của dự thảo?",
        "summary": [("Quyết định", found), ("Ngày đang ghi", vdate(found.date))],
        "form": form,
        "action_url": request.path,
        "button": "Đổi ngày",
        "why": deciding.why_not_redate(found),
    }
    return render(request, "confirm.html", context | _back(found, "chưa đổi"))


@require_http_methods(["GET", "POST"])
@login_required
def decision_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, number and date, the word; what was typed stays when the act is refused."""
    issuable = decisions_issuable_by(request.user) & decisions_visible_to(request.user)
    found = get_object_or_404(issuable.select_related(*FULL), pk=pk)
    symbol = Series.objects.get(code=deciding.SERIES).symbol
    differs = partial(deciding.why_other_than_signed, found)
    form = IssueForm(request.POST or None, initial={"date": found.date}, symbol=symbol, differs=differs)
    if request.method == "POST" and form.is_valid():
        seen = _totals(found)["amount"]
        try:
            deciding.issue(found, by=request.user, **form.given)
        except Refused as refused:
            messages.error(request, str(refused))
            found.refresh_from_db()
            form.ask()
        else:
            messages.success(
                request, f"Đã ban hành Quyết định số {found.document.full_number} ngày {vdate(found.date)}."
            )
            if (amount := _totals(found)["amount"]) != seen:
                changed = f"Tiền thưởng tính lại theo ngày này là {money(amount)} đồng, dự thảo ghi {money(seen)} đồng"
                messages.warning(request, f"{changed}; đối chiếu với bản đã ký.")
            return redirect(found)
    refill(request, form)
    checked = before_issue(request, found, deciding, deciding.why_not_ready(found, found.date))
    context = {
        "question": "Ban hành quyết định này?",
        "summary": _issue_summary(request, found, symbol),
        "cannot_undo": "Sau khi ban hành, nội dung khóa lại; muốn đổi phải có quyết định khác.",
        "form": form,
        "action_url": request.path,
        "button": "Ban hành quyết định",
    }
    return render(request, "awards/issue.html", context | checked | _back(found, "chưa ban hành"))


def _issue_summary(request: HttpRequest, found: Decision, symbol: str) -> list[tuple[str, object]]:
    totals = _totals(found)
    summary = [
        ("Quyết định", found),
        ("Ký hiệu", symbol),
        ("Người ký", found.signer),
        ("Danh sách", f"{totals['lines']} dòng: {totals['collectives']} tập thể, {totals['people']} cá nhân"),
        ("Tiền thưởng", f"{money(totals['amount'])} đồng theo mức lương cơ sở ngày {vdate(found.date)}"),
    ]
    summary += for_signature.told(found)
    if warning := fund.why_too_dear(totals["amount"], fund.account(found.year)):
        summary.append(("Quỹ", warning))
    if staff_of(request.user) != found.signer.staff_member:
        summary.insert(3, ("Ghi thay người ký", request.user.get_full_name()))
    return summary


@require_http_methods(["GET", "POST"])
@login_required
def decision_discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(decisions_drafted_by(request.user), pk=pk)
    if request.method == "POST":
        try:
            deciding.discard(found, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(found)
        messages.success(request, "Đã xóa dự thảo; các hồ sơ vẫn ở bước “Được đề nghị” và chờ quyết định khác.")
        return redirect("decision_list")
    context = {
        "question": "Xóa dự thảo quyết định này?",
        "summary": [("Quyết định", found), ("Danh sách", f"{found.lines.count()} dòng")],
        "cannot_undo": "Dự thảo không lấy lại được; các hồ sơ vẫn ở bước “Được đề nghị”.",
        "action_url": request.path,
        "button": "Xóa dự thảo",
        "danger": True,
        "why": deciding.why_not_discard(found),
    }
    return render(request, "confirm.html", context | _back(found, "chưa xóa"))


def _back(found: Decision, not_yet: str) -> dict[str, str]:
    return {"back_url": found.get_absolute_url(), "back_label": f"Quay lại, {not_yet}"}
