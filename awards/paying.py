"""Prize money handed over: one row a recipient, never changed; a mistake is a row the other way round, with a reason.

Locks: the decision. That a recipient is paid once stands in awards/guards.py besides.
"""

import datetime
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from awards import recipients
from awards.models import Decision, Payment
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import clean_line, money, vdate
from thidua.workflow import acting_on, refuse

MOST_AT_ONCE = 500  # named on one page before they are written


def why_not_pay(decision: Decision) -> str:
    """Whether anybody can still be paid by it."""
    if decision.status != Decision.Status.ISSUED:
        state = decision.get_status_display()
        return f"Quyết định đang ở bước “{state}” nên chưa chi tiền thưởng được; chi sau khi ban hành."
    if not recipients.keys_of(decision, unpaid=True).exists():
        return "Mọi người có tên trong quyết định này đã nhận tiền thưởng."
    return ""


def why_not_paid_on(decision: Decision, day: datetime.date) -> str:
    if day < decision.date:
        return f"Ngày chi {vdate(day)} trước ngày quyết định {vdate(decision.date)}; nhập ngày từ đó trở đi."
    if day > clock.today():
        return f"Ngày chi {vdate(day)} chưa đến; ghi sau khi đã chi."
    return ""


def pay(
    decision: Decision, keys: Collection[str], *, paid_on: datetime.date, method: str, note: str = "", by: Any
) -> list[Payment]:
    """Record that these recipients (`key` of each) have received all that the decision gives them."""
    with acting_on(decision):
        refuse(why_not_pay(decision) or why_not_paid_on(decision, paid_on))
        chosen = _chosen(decision, keys, paid_on)
        written = Payment.objects.bulk_create(
            Payment(
                decision=decision,
                staff_member=who.staff_member,
                department=who.department,
                amount=who.amount,
                paid_on=paid_on,
                method=method,
                receiver=who.receiver[:160],
                note=clean_line(note),
                entered_by=by,
                entered_at=clock.now(),
            )
            for who in chosen
        )
        after = {"recipients": [who.name for who in chosen], "sum_paid": money(sum(who.amount for who in chosen))}
        audit(decision, "pay", by=by, after=after | {"paid_on": paid_on, "method": Payment.Method(method).label})
    return written


def _chosen(decision: Decision, keys: Collection[str], on: datetime.date) -> list[recipients.Recipient]:
    """The recipients of these keys; refused when one is not there, or has the money already."""
    wanted = set(keys)
    refuse("" if wanted else "Chọn ít nhất một người để ghi đã chi.")
    if len(wanted) > MOST_AT_ONCE:
        refuse(f"Mỗi lần ghi nhiều nhất {MOST_AT_ONCE} người; chia thành nhiều lần.")
    chosen = recipients.filled(decision, recipients.keys_of(decision, only=wanted), on=on)
    if len(chosen) < len(wanted):
        refuse("Có người đã chọn không có tên hoặc không có tiền thưởng trong quyết định này; tải lại trang.")
    for who in chosen:
        if who.payment:
            refuse(f"{who.name} đã được ghi nhận tiền ngày {vdate(who.payment.paid_on)}; tải lại trang rồi chọn lại.")
    return chosen


def why_not_take_back(payment: Payment) -> str:
    if payment.reverses_id:
        return "Dòng này đã là dòng ghi ngược; ghi lại lần chi mới nếu cần."
    if Payment.objects.filter(reverses=payment).exists():
        return "Lần chi này đã được ghi ngược rồi."
    return ""


def take_back(payment: Payment, *, reason: str, by: Any) -> Payment:
    """The mistake stays to be read; a row of today the other way round makes the recipient unpaid again."""
    decision = payment.decision
    with acting_on(decision):
        refuse(why_not_take_back(payment))
        row = Payment.objects.create(
            decision=decision,
            staff_member=payment.staff_member,
            department=payment.department,
            amount=-payment.amount,
            paid_on=clock.today(),
            method=payment.method,
            receiver=payment.receiver,
            reverses=payment,
            reason=reason,
            entered_by=by,
            entered_at=clock.now(),
        )
        before = {"recipients": [payment.receiver], "sum_paid": money(payment.amount), "paid_on": payment.paid_on}
        audit(decision, "reverse_payment", by=by, before=before, reason=reason)
    return row


def mistakes(decision: Decision) -> QuerySet[Payment]:
    """Rows that mend a mistake, each with the row it takes back, the newest first."""
    return decision.payments.filter(reverses__isnull=False).select_related("entered_by", "reverses").order_by("-pk")
