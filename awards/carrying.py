"""Initiatives of a session that was broken off go on in the new one, with who stepped out and every sheet handed in.

Locks: both sessions, held by the caller; then the initiatives.
"""

from typing import Any

from django.db.models import Count, QuerySet

from awards import electorate, hearing
from awards.models import CouncilSession, Hearing, HearingConflict, HearingMark, HearingSheet
from campaigns.models import Initiative
from thidua.audit import audit

LEFT = (Hearing.Status.NOT_REACHED, Hearing.Status.BROKEN_OFF)


def left_over(session: CouncilSession) -> QuerySet[Hearing]:
    """What the session did not count and lies before no other one since; with `handed_in`, the number of its sheets."""
    elsewhere = Hearing.objects.filter(session__status__in=CouncilSession.LIVE).values("initiative")
    left = session.hearings.filter(status__in=LEFT, initiative__status=Initiative.Status.SUBMITTED)
    left = left.exclude(initiative__in=elsewhere).select_related("initiative").order_by("ordinal", "pk")
    return left.annotate(handed_in=Count("sheets"))


def carry(session: CouncilSession, new: CouncilSession, *, by: Any) -> int:
    """How many go along. Scoring is opened anew; sheets and answers of who has no seat any more stay behind."""
    rows = list(left_over(session))
    if not rows:
        return 0
    seats = set(electorate.seats_of(new).values_list("pk", flat=True))
    made = hearing.table(new, [row.initiative for row in rows], by=by)
    for old, found in zip(rows, made, strict=True):
        _carry_answers(old, found, seats)
        sheets = _carry_sheets(old, found, seats)
        if sheets:
            audit(found, "carry", by=by, after={"from": str(session), "sheets": sheets})
    return len(made)


def _carry_answers(old: Hearing, found: Hearing, seats: set[int]) -> None:
    HearingConflict.objects.bulk_create(
        HearingConflict(hearing=found, seat_id=one.seat_id, steps_out=one.steps_out, kind=one.kind, reason=one.reason)
        for one in old.conflicts.filter(seat__in=seats)
    )


def _carry_sheets(old: Hearing, found: Hearing, seats: set[int]) -> int:
    for one in old.sheets.filter(seat__in=seats).prefetch_related("marks"):
        sheet = HearingSheet.objects.create(
            hearing=found,
            seat_id=one.seat_id,
            recognise=one.recognise,
            remarks=one.remarks,
            on_paper=one.on_paper,
            carried=True,
        )
        HearingMark.objects.bulk_create(
            HearingMark(sheet=sheet, criterion_id=mark.criterion_id, points=mark.points) for mark in one.marks.all()
        )
    return found.sheets.count()
