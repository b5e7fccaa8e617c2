"""What has to follow from a revocation is written down as done: by whom, on which day, with what result."""

import datetime
from typing import Any

from awards import funding
from awards.models import FundEntry, RevocationTask
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import clean_line, money, vdate
from thidua.workflow import acting_on, refuse

MONEY = RevocationTask.Kind.MONEY


def why_not_do(task: RevocationTask) -> str:
    return f"Việc này đã được ghi làm xong ngày {vdate(task.done_on)}." if task.done_on else ""


def why_not_done_on(task: RevocationTask, day: datetime.date) -> str:
    issued = task.revocation.date
    if day < issued:
        return f"Ngày làm xong {vdate(day)} trước ngày quyết định hủy bỏ {vdate(issued)}; nhập ngày từ đó trở đi."
    if day > clock.today():
        return f"Ngày {vdate(day)} chưa đến; ghi sau khi đã làm."
    return ""


def do(task: RevocationTask, *, done_on: datetime.date, note: str = "", document_number: str = "", by: Any) -> None:
    """Done on that day; recovered money comes into the fund of that day's year as a receipt of its own.

    The payment stays as it was: the money was handed over, and came back.
    """
    with acting_on(task, "revocation__document__series", "revocation__decision__document__series", "line__line"):
        refuse(why_not_do(task) or why_not_done_on(task, done_on))
        task.done_on, task.done_by, task.note = done_on, by, clean_line(note) or None
        if task.kind == MONEY:
            task.fund_entry = _receive(task, done_on, document_number, by)
        task.save(update_fields=["done_on", "done_by", "note", "fund_entry"])
        after = {"task": task.text, "done_on": done_on} | ({"sum": money(task.amount)} if task.amount else {})
        audit(task.revocation, "do", by=by, after=after)


def _receive(task: RevocationTask, day: datetime.date, document_number: str, by: Any) -> FundEntry:
    by_decision = task.revocation.document.full_number
    return funding.enter(
        year=day.year,
        kind=FundEntry.Kind.OTHER_IN,
        amount=task.amount,
        on=day,
        content=f"Thu hồi tiền thưởng của {task.line.line.name}"[:200],
        document_number=document_number,
        note=f"Theo Quyết định hủy bỏ số {by_decision}",
        by=by,
    )
