"""The award fund of a year: what came in, what went out, what is left; for clerk, rector and administrators."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from awards import fund, funding, recipients
from awards.documents import fund_statement
from awards.forms.money import FIRST_YEAR, LAST_YEAR, FundEntryForm, FundYearForm
from awards.models import Decision, FundEntry
from awards.permissions import decisions_accounted_to, fund_entries_kept_by, reads_fund
from campaigns.roles import is_clerk
from thidua import clock, pdf
from thidua.forms import ReasonForm
from thidua.http import docx_response, flash, paginate, pdf_response
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.vietnamese import lower_first, money, vdate
from thidua.workflow import Refused

DRAFT = Decision.Status.DRAFT


@require_GET
@login_required
@excel_too
def award_fund(request: HttpRequest) -> HttpResponse:
    """`?nam=2022`; without it the newest year there is something of."""
    _readers_only(request)
    years = fund.years() or [clock.today().year]
    form = FundYearForm(request.GET, years=years)
    year = form.year or years[0]
    form = FundYearForm({"nam": year}, years=years)
    account = fund.account(year)
    entries = FundEntry.objects.filter(year=year).select_related("entered_by", "reverses", "reversed_by")
    decided = recipients.with_counts(Decision.objects.filter(year=year).select_related("document__series"))
    return render(
        request,
        "awards/fund.html",
        {
            "year": year,
            "form": form,
            "account": account,
            "page": paginate(request, entries),
            "decided": paginate(request, decided.exclude(status=DRAFT).order_by("date", "pk"), name="qd"),
            "warnings": _warnings(decided, account),
            "is_clerk": is_clerk(request.user),
            "opens_decisions": decisions_accounted_to(request.user).exists(),
        },
    )


def _readers_only(request: HttpRequest) -> None:
    if not reads_fund(request.user):
        raise Http404


def _warnings(decided: Any, account: fund.Account) -> list[str]:
    """One sentence for each draft of the year that the fund cannot bear."""
    drafts = decided.filter(status=DRAFT).order_by("pk")[:5]
    found = [(draft, fund.why_too_dear(draft.total, account)) for draft in drafts]
    return [f"Dự thảo {lower_first(str(draft))}: {why}" for draft, why in found if why]


@require_http_methods(["GET", "POST"])
@login_required
def fund_entry_add(request: HttpRequest) -> HttpResponse:
    if not is_clerk(request.user):
        raise Http404
    form = FundEntryForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            entry = funding.enter(by=request.user, **form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Đã ghi vào Quỹ năm {entry.year}: {entry.content}.")
            return redirect(entry)
    refill(request, form)
    return render(request, "awards/fund_entry_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
def fund_entry_reverse(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(fund_entries_kept_by(request.user), pk=pk)
    form = ReasonForm(request.POST or None, act="ghi ngược")
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã ghi ngược; số dư đã tính lại."):
            funding.reverse(entry, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(entry)
    refill(request, form)
    context = {
        "question": "Ghi ngược dòng quỹ này?",
        "summary": [
            ("Nội dung", entry.content),
            ("Loại", entry.get_kind_display()),
            ("Số tiền", f"{money(abs(entry.amount))} đồng"),
            ("Ngày", vdate(entry.on)),
        ],
        "cannot_undo": "Dòng đã ghi vẫn còn; thêm một dòng ngược lại với lý do, sau đó ghi lại dòng đúng.",
        "form": form,
        "action_url": request.path,
        "button": "Ghi ngược",
        "why": funding.why_not_reverse(entry),
        "back_url": entry.get_absolute_url(),
        "back_label": "Quay lại, chưa ghi",
    }
    return render(request, "confirm.html", context)


@require_GET
@login_required
def fund_statement_pdf(request: HttpRequest, year: int, *, as_word: bool = False) -> HttpResponse:
    _readers_only(request)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    missing = "" if as_word else pdf.missing_libraries()
    if missing:
        messages.error(request, missing)
        return redirect(f"{reverse('award_fund')}?nam={year}")
    paper = fund_statement.gather(year, made_by=request.user.get_full_name())
    if as_word:
        return docx_response(paper)
    return pdf_response(pdf.render(paper), paper.file_name)
