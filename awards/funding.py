"""Rows of the award fund: money in, costs out; a mistake is a row the other way round, with a reason."""

import datetime
from typing import Any

from awards.models import FundEntry
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import clean_line, money, vdate
from thidua.workflow import acting_on, refuse


def why_not_on(day: datetime.date) -> str:
    return f"Ngày {vdate(day)} chưa đến; ghi vào ngày có chứng từ." if day > clock.today() else ""


def enter(
    *,
    year: int,
    kind: str,
    amount: int,
    on: datetime.date,
    content: str,
    document_number: str = "",
    note: str = "",
    by: Any,
) -> FundEntry:
    """A new row; `amount` is positive, whether it comes in or goes out (the kind says so)."""
    refuse(why_not_on(on))
    entry = FundEntry(
        year=year,
        kind=kind,
        amount=amount if kind in FundEntry.INCOME else -amount,
        on=on,
        content=clean_line(content),
        document_number=clean_line(document_number),
        note=clean_line(note),
        entered_by=by,
        entered_at=clock.now(),
    )
    return _written(entry, "enter", by)


def why_not_reverse(entry: FundEntry) -> str:
    if entry.reverses_id:
        return "Dòng này đã là dòng ghi ngược; ghi một dòng mới nếu cần."
    if FundEntry.objects.filter(reverses=entry).exists():
        return "Dòng này đã được ghi ngược rồi."
    return ""


def reverse(entry: FundEntry, *, reason: str, by: Any) -> FundEntry:
    """The same sum the other way round, in the same year's fund, on the day of today."""
    with acting_on(entry):
        refuse(why_not_reverse(entry))
        row = FundEntry(
            year=entry.year,
            kind=entry.kind,
            amount=-entry.amount,
            on=clock.today(),
            content=entry.content,
            document_number=entry.document_number,
            reverses=entry,
            reason=reason,
            entered_by=by,
            entered_at=clock.now(),
        )
        return _written(row, "reverse", by, reason)


def _written(entry: FundEntry, verb: str, by: Any, reason: str = "") -> FundEntry:
    entry.full_clean(exclude=["entered_by"])
    entry.save(force_insert=True)
    after = {"year": entry.year, "kind": entry.kind, "amount": money(entry.amount), "on": entry.on}
    audit(entry, verb, by=by, after=after | {"document_number": entry.document_number}, reason=reason)
    return entry
