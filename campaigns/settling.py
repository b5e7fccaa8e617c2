"""The unit's figure on a sheet: the mean of what its side gave, changed where there is a reason, bonus and deduction.

Locks: the sheet. Who settles is who would endorse the self-assessment; asked again under the lock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from campaigns import points
from campaigns.models import PointAdjustment, ScoreSheet, SettledMark
from campaigns.points_permissions import sheets_settled_by
from campaigns.scoring import ASKED_ABOUT, MOVES, NOT_THEIRS, sees_others, why_not_score, why_out_of_bounds
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import clean_line
from thidua.workflow import Refused, acting_on, move, refuse, why_not_move


@dataclass(frozen=True)
class Settled:
    """What was typed for one criterion: the unit's points, and why they differ from the mean."""

    points: Decimal
    reason: str = ""


@dataclass(frozen=True)
class Adjustment:
    kind: str
    points: Decimal
    reason: str


def why_not_settle(sheet: ScoreSheet, *, by: Any) -> str:
    if refused := why_not_settle_now(sheet, sees=sees_others(sheet, by)):
        return refused
    return "" if sheets_settled_by(by).filter(pk=sheet.pk).exists() else NOT_THEIRS


def why_not_settle_now(sheet: ScoreSheet, *, sees: bool) -> str:
    """Of somebody who settles it; `sees`: they have sent their own points."""
    if refused := why_not_move(sheet, MOVES, "settle") or why_not_score(sheet.criteria_set):
        return refused
    if not sees:
        return "Chưa chốt được vì đồng chí chưa gửi điểm của mình; chấm điểm phiếu này rồi chốt."
    return ""


def settle(
    sheet: ScoreSheet, typed: Mapping[int, Settled] | None, adjustments: Iterable[Adjustment] | None, *, by: Any
) -> None:
    """`typed` by the criterion's key, None: the mean throughout; `adjustments` None: those there are stay."""
    with acting_on(sheet, *ASKED_ABOUT):
        refuse(why_not_settle(sheet, by=by))
        criteria = list(sheet.criteria_set.criteria.all())
        means = points.proposed(sheet, criteria)
        rows = []
        for criterion in criteria:
            mean = means[criterion.pk]
            given = Settled(mean) if typed is None else typed.get(criterion.pk)
            refuse("" if given else f"Nhập điểm đơn vị chấm của “{criterion}”.")
            refuse(why_out_of_bounds(criterion, given.points) or _why_unexplained(criterion, mean, given))
            reason = clean_line(given.reason) if given.points != mean else ""
            told = {"proposed": mean, "points": given.points, "reason": reason}
            rows.append(SettledMark(sheet=sheet, criterion=criterion, **told))
        sheet.settled_marks.all().delete()
        SettledMark.objects.bulk_create(rows)
        if adjustments is not None:
            _adjust(sheet, list(adjustments), by)
        bonus, deduction = points.adjusted(sheet)
        total = points.total(sheet.criteria_set, [row.points for row in rows], bonus, deduction)
        move(sheet, MOVES, "settle", by=by, unit_total=total, settled_at=clock.now(), settled_by=by)


def _why_unexplained(criterion: Any, mean: Decimal, given: Settled) -> str:
    if given.points == mean or given.reason.strip():
        return ""
    return f"Ghi lý do điểm của “{criterion}” khác điểm trung bình {points.shown(mean)}."


def _adjust(sheet: ScoreSheet, wanted: list[Adjustment], by: Any) -> None:
    """Those that stay keep who gave them."""
    for one in wanted:
        refuse("" if one.reason.strip() else "Ghi lý do của từng điểm thưởng, điểm trừ.")
        refuse("" if 0 < one.points <= 100 else "Số điểm thưởng, điểm trừ phải lớn hơn 0 và nhiều nhất là 100.")
    there = {(row.kind, row.points, row.reason): row for row in sheet.adjustments.all()}
    keys = [(one.kind, one.points, clean_line(one.reason)) for one in wanted]
    gone = [row.pk for key, row in there.items() if key not in keys]
    sheet.adjustments.filter(pk__in=gone).delete()
    new = [
        PointAdjustment(sheet=sheet, kind=kind, points=number, reason=reason, given_by=by)
        for kind, number, reason in dict.fromkeys(keys)
        if (kind, number, reason) not in there
    ]
    PointAdjustment.objects.bulk_create(new)
    if new or gone:
        told = [f"{row.get_kind_display()} {points.shown(row.points)}: {row.reason}" for row in new]
        audit(sheet, "adjust_points", by=by, after={"added": told, "removed": len(gone)})


def settle_many(sheets: Iterable[ScoreSheet], *, by: Any) -> tuple[int, list[tuple[ScoreSheet, str]]]:
    """At the mean throughout; how many were settled, and those that were refused with the reason. One transaction."""
    done, refused = 0, []
    with transaction.atomic():
        for sheet in sorted(sheets, key=lambda one: one.pk):
            try:
                settle(sheet, None, None, by=by)
                done += 1
            except Refused as reason:
                refused.append((sheet, str(reason)))
    return done, refused


def why_not_reopen(sheet: ScoreSheet, *, by: Any) -> str:
    if refused := why_not_reopen_now(sheet):
        return refused
    return "" if sheets_settled_by(by).filter(pk=sheet.pk).exists() else NOT_THEIRS


def why_not_reopen_now(sheet: ScoreSheet) -> str:
    """Of somebody who settles it."""
    return why_not_move(sheet, MOVES, "reopen") or why_not_score(sheet.criteria_set)


def reopen(sheet: ScoreSheet, *, reason: str, by: Any) -> None:
    """What was settled stays as a proposal for the next time."""
    refuse("" if reason.strip() else "Ghi lý do mở lại điểm đã chốt.")
    with acting_on(sheet, *ASKED_ABOUT):
        refuse(why_not_reopen(sheet, by=by))
        changes = {"unit_total": None, "settled_at": None, "settled_by": None, "reopen_reason": reason.strip()}
        move(sheet, MOVES, "reopen", by=by, reason=reason.strip(), **changes)
