"""What is done with a revocation: printed, deleted while a draft, issued; and what followed from it, written down."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from awards import for_signature, recovering, revoking
from awards.documents import revocation as paper
from awards.forms.decisions import IssueForm
from awards.forms.revocations import TaskDoneForm
from awards.models import Revocation
from awards.upper_permissions import (
    revocations_issued_by,
    revocations_prepared_by,
    revocations_visible_to,
    tasks_kept_by,
)
from awards.views.print_checks import before_issue
from awards.views.revocations import FULL
from awards.views.sheets import printed
from campaigns.roles import staff_of
from thidua import clock
from thidua.http import flash
from thidua.kept_forms import refill
from thidua.models import Series
from thidua.vietnamese import money, vdate
from thidua.workflow import Refused


@require_GET
@login_required
def revocation_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    """The frozen bytes of an issued revocation, in Word its frozen words; of a draft a copy marked DỰ THẢO."""
    found = get_object_or_404(revocations_visible_to(request.user).select_related(*FULL), pk=pk)
    return printed(request, found, revoking.paper_of, as_word=as_word)


@require_GET
@login_required
def revocation_blank_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    found = get_object_or_404(revocations_prepared_by(request.user).select_related(*FULL), pk=pk)
    return printed(request, found, revoking.paper_of, as_word=as_word, blank=True)


@require_http_methods(["GET", "POST"])
@login_required
def revocation_discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(revocations_prepared_by(request.user).select_related("decision"), pk=pk)
    why = revoking.why_not_edit(found)
    if request.method == "POST":
        with flash(request, "Đã xóa dự thảo hủy bỏ; các dòng của quyết định giữ nguyên."):
            revoking.discard(found, by=request.user)
        return redirect(found) if why else redirect(found.decision)
    context: dict[str, Any] = {
        "question": "Xóa dự thảo quyết định hủy bỏ này?",
        "summary": [("Quyết định", found), ("Danh sách", f"{found.lines.count()} dòng")],
        "cannot_undo": "Dự thảo không lấy lại được; các dòng của quyết định giữ nguyên.",
        "action_url": request.path,
        "button": "Xóa dự thảo",
        "danger": True,
        "why": why,
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa xóa",
    }
    return render(request, "confirm.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def revocation_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, number and date, the word; what was typed stays when the act is refused."""
    issuable = revocations_issued_by(request.user) & revocations_visible_to(request.user)
    found = get_object_or_404(issuable.select_related(*FULL), pk=pk)
    symbol = Series.objects.get(code=revoking.SERIES).symbol
    differs = partial(revoking.why_other_than_signed, found)
    form = IssueForm(request.POST or None, initial={"date": found.date}, symbol=symbol, differs=differs)
    if request.method == "POST" and form.is_valid():
        try:
            revoking.issue(found, by=request.user, **form.given)
        except Refused as refused:
            messages.error(request, str(refused))
            found.refresh_from_db()
            form.ask()
        else:
            issued = f"Đã ban hành Quyết định số {found.document.full_number} ngày {vdate(found.date)}"
            messages.success(request, f"{issued}; còn {found.tasks.count()} việc phải làm tiếp, ghi ở bên dưới.")
            return redirect(found)
    refill(request, form)
    rows = paper.rows_of(found)
    first = found.decision.document
    checked = before_issue(request, found, revoking, revoking.why_not_ready(found, found.date))
    context = {
        "question": f"Hủy bỏ Quyết định số {first.full_number if first else ''} đối với {len(rows)} dòng?",
        "summary": _summary(request, found, rows, symbol),
        "cannot_undo": "Sau khi ban hành, nội dung khóa lại; khen thưởng đã hủy bỏ không còn được tính.",
        "form": form,
        "action_url": request.path,
        "button": "Ban hành quyết định hủy bỏ",
        "danger": True,
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa ban hành",
    }
    return render(request, "awards/issue.html", context | checked)


def _summary(request: HttpRequest, found: Revocation, rows: list[Any], symbol: str) -> list[tuple[str, Any]]:
    amount = sum(row.amount_paid for row in rows)
    summary = [
        ("Ký hiệu", symbol),
        ("Người ký", found.signer),
        ("Hủy bỏ", "; ".join(f"{row.line.name}, {row.line.award.quoted_name}" for row in rows)),
        ("Cần thu hồi", f"{money(amount)} đồng và hiện vật của {len(rows)} dòng"),
    ]
    summary += for_signature.told(found)
    if staff_of(request.user) != found.signer.staff_member:
        summary.append(("Ghi thay người ký", request.user.get_full_name()))
    return summary


# --- what follows


@require_http_methods(["GET", "POST"])
@login_required
def task_done(request: HttpRequest, pk: int) -> HttpResponse:
    kept = tasks_kept_by(request.user).select_related("revocation__document__series", "line__line")
    task = get_object_or_404(kept, pk=pk)
    form = TaskDoneForm(request.POST or None, initial={"done_on": clock.today()}, task=task)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã ghi làm xong."):
            recovering.do(task, by=request.user, **form.cleaned_data)
        return redirect(task)
    refill(request, form)
    summary = [("Việc", task.text)]
    if task.amount:
        summary.append(("Số tiền", f"{money(task.amount)} đồng, ghi thu vào Quỹ năm của ngày nộp"))
    context = {
        "question": "Ghi đã làm xong việc này?",
        "summary": summary,
        "cannot_undo": "Đã ghi thì không sửa được." if not task.amount else "Đã ghi thì không sửa được; Quỹ tăng lên.",
        "form": form,
        "action_url": request.path,
        "button": "Ghi đã xong",
        "why": recovering.why_not_do(task),
        "back_url": task.get_absolute_url(),
        "back_label": "Quay lại, chưa ghi",
    }
    return render(request, "confirm.html", context)
