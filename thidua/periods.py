"""Spans of days: whole months in them, joined where they overlap. Both ends belong to a span."""

from collections.abc import Iterable
from datetime import date, timedelta

Span = tuple[date, date]
ONE_DAY = timedelta(days=1)
DAYS_OF_A_MONTH = 30  # only for the days left over when several absences are added up


def months_between(first: date, last: date) -> int:
    """Whole months from `first` to `last`, both included: 01/03 to 31/12 are ten."""
    end = last + ONE_DAY
    months = (end.year - first.year) * 12 + end.month - first.month
    return max(months - (end.day < first.day), 0)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same days in spans that neither overlap nor touch."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + ONE_DAY:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def covered_months(spans: Iterable[Span]) -> int:
    """Whole months in all spans together; the days beyond whole months are added up."""
    months = days = 0
    for first, last in spans:
        whole = months_between(first, last)
        months += whole
        days += ((last + ONE_DAY) - _months_later(first, whole)).days
    return months + days // DAYS_OF_A_MONTH


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + (day.day - 1) * ONE_DAY, following - ONE_DAY)
