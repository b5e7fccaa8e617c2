"""How long somebody worked in a year: one way of counting, for the rating and for the titles that rest on it."""

from collections.abc import Iterable
from datetime import date

from thidua.periods import ONE_DAY, Span, covered_months, merged, months_between

# Kinds of absence (`campaigns.models.Absence.Kind`) that count as work.
COUNTS_AS_WORK = frozenset({"maternity", "study", "rescue_injury", "seconded"})


def within(year: int, first: date, last: date | None) -> Span | None:
    """The part of a span that lies in the year; an open end reaches its last day."""
    begin, end = date(year, 1, 1), date(year, 12, 31)
    cut = max(first, begin), min(last or end, end)
    return cut if cut[0] <= cut[1] else None


def away(year: int, absences: Iterable[tuple[str, date, date]], breaks: Iterable[Span]) -> list[Span]:
    """Days of the year somebody did not work, as spans; `absences`: kind, first and last day."""
    gone = [(first, last) for kind, first, last in absences if kind not in COUNTS_AS_WORK]
    cut = (within(year, first, last) for first, last in [*gone, *breaks])
    return merged(span for span in cut if span)


def worked_months(stay: Span, gone: Iterable[Span]) -> int:
    """Whole months of `stay` without the days of `gone`, which is merged and in order.

    A stay without a gap is counted by the calendar, as recruitment is.
    """
    spans, begin = [], stay[0]
    for first, last in gone:
        if first > begin:
            spans.append((begin, min(first - ONE_DAY, stay[1])))
        begin = max(begin, last + ONE_DAY)
    spans.append((begin, stay[1]))
    worked = [(first, last) for first, last in spans if first <= last]
    return months_between(*worked[0]) if len(worked) == 1 else covered_months(worked)
