"""Prize money of one decision: who receives how much, who has it already, the papers to sign for it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from awards import paying, recipients
from awards.documents import payment_list, payment_slips
from awards.forms.money import PaymentFilter, PaymentForm
from awards.models import Decision
from awards.permissions import decisions_accounted_to, decisions_paid_by, payments_kept_by
from campaigns.roles import is_clerk
from thidua import clock, pdf
from thidua.forms import ReasonForm
from thidua.http import docx_response, flash, paginate, pdf_response
from thidua.kept_forms import refill
from thidua.papers import Paper
from thidua.tables import excel_too
from thidua.vietnamese import money, vdate
from thidua.workflow import Refused

NOBODY = "Chọn ít nhất một người chưa nhận để ghi đã chi."


@require_GET
@login_required
@excel_too
def decision_payments(request: HttpRequest, pk: int) -> HttpResponse:
    """The recipients; `?trang_thai=chua` those who have not received yet, `?danh-dau=1` with their boxes ticked."""
    visible = decisions_accounted_to(request.user).select_related("document__series")
    found = get_object_or_404(recipients.with_slips(recipients.with_counts(visible)), pk=pk)
    form = PaymentFilter(request.GET)
    page = paginate(request, recipients.keys_of(found, unpaid=form.unpaid))
    return render(
        request,
        "awards/payments.html",
        {
            "decision": found,
            "form": form,
            "page": page,
            "rows": recipients.filled(found, page.object_list, on=found.date),
            "is_filtered": form.unpaid is not None,
            "is_clerk": is_clerk(request.user),
            "why": paying.why_not_pay(found),
            "ticked": "danh-dau" in request.GET,
            "left": found.receivers - found.received,
            "mistakes": paginate(request, paying.mistakes(found), name="sua"),
        },
    )


@require_http_methods(["GET", "POST"])
@login_required
def decision_pay(request: HttpRequest, pk: int) -> HttpResponse:
    """The second page: the names, then the day and the way; `?tat-ca=1` names all who have not received yet."""
    found = get_object_or_404(decisions_paid_by(request.user).select_related("document__series"), pk=pk)
    rows, left = _chosen(request, found)
    form = PaymentForm(request.POST or None, initial={"paid_on": clock.today(), "method": "cash"})
    if request.method == "POST" and form.is_valid():
        try:
            chosen = request.POST.getlist("chon")[: paying.MOST_AT_ONCE]
            paid = paying.pay(found, chosen, by=request.user, **form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            total = money(sum(payment.amount for payment in paid))
            messages.success(request, f"Đã ghi chi {total} đồng cho {len(paid)} người, tập thể.")
            return redirect("decision_payments", pk=pk)
    if not rows:
        if request.method == "GET":
            messages.error(request, paying.why_not_pay(found) or NOBODY)
        return redirect("decision_payments", pk=pk)
    refill(request, form)
    context = {"decision": found, "rows": rows, "left": left, "most": paying.MOST_AT_ONCE, "form": form}
    context |= {"total": sum(row.amount for row in rows), "why": paying.why_not_pay(found)}
    return render(request, "awards/payment_form.html", context)


def _chosen(request: HttpRequest, found: Decision) -> tuple[list[recipients.Recipient], int]:
    """Those ticked, or all, who have not received yet; at most so many at once, and how many are left over."""
    asked = request.POST if request.method == "POST" else request.GET
    everybody = request.method == "GET" and "tat-ca" in asked
    only = None if everybody else asked.getlist("chon")[: paying.MOST_AT_ONCE]
    keys = recipients.keys_of(found, unpaid=True, only=only)
    rows = recipients.filled(found, keys[: paying.MOST_AT_ONCE], on=clock.today())
    return rows, (keys.count() - len(rows) if everybody else 0)


@require_http_methods(["GET", "POST"])
@login_required
def payment_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    kept = payments_kept_by(request.user).select_related("decision", "staff_member", "department", "entered_by")
    payment = get_object_or_404(kept, pk=pk)
    form = ReasonForm(request.POST or None, act="ghi ngược")
    if request.method == "POST" and form.is_valid():
        with flash(request, f"Đã ghi ngược; {payment.staff_member or payment.department} lại là người chưa nhận."):
            paying.take_back(payment, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(payment)
    refill(request, form)
    context = {
        "question": "Ghi ngược lần chi này?",
        "summary": [
            ("Cá nhân, tập thể", payment.staff_member or payment.department),
            ("Người nhận", payment.receiver),
            ("Số tiền", f"{money(payment.amount)} đồng"),
            ("Ngày chi", vdate(payment.paid_on)),
        ],
        "cannot_undo": "Dòng đã ghi vẫn còn; thêm một dòng ngược lại với lý do, sau đó ghi lại lần chi đúng.",
        "form": form,
        "action_url": request.path,
        "button": "Ghi ngược",
        "why": paying.why_not_take_back(payment),
        "back_url": payment.get_absolute_url(),
        "back_label": "Quay lại, chưa ghi",
    }
    return render(request, "confirm.html", context)


# --- print


@require_GET
@login_required
def payment_list_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    return _printed(request, pk, payment_list.gather, as_word)


@require_GET
@login_required
def payment_slips_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    return _printed(request, pk, payment_slips.gather, as_word)


def _printed(request: HttpRequest, pk: int, gather: Callable[[Any], Paper], as_word: bool) -> HttpResponse:
    visible = decisions_accounted_to(request.user)
    found = get_object_or_404(visible.select_related("document__series", "signer__staff_member", "drafted_by"), pk=pk)
    missing = "" if as_word else pdf.missing_libraries()
    if missing:
        return render(request, "awards/decision_not_printed.html", {"decision": found, "missing": missing}, status=503)
    if not recipients.keys_of(found).exists():
        messages.error(request, "Quyết định này không có ai nhận tiền thưởng.")
        return redirect(reverse("decision", args=[pk]))
    try:
        paper = gather(found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("decision_payments", pk)
    if as_word:
        return docx_response(paper)
    return pdf_response(pdf.render(paper), paper.file_name)
