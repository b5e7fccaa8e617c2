"""Working days: Monday to Friday without Vietnam's public holidays, corrected by the school's own rows (`Holiday`)."""

from collections.abc import Collection
from datetime import date, timedelta

import holidays

from thidua.models import Holiday

SATURDAY = 5
ONE_DAY = timedelta(days=1)
# A run of days off is never longer (Tết is about ten); one reading of the corrections covers the search.
LONGEST_BREAK = timedelta(days=30)


def how_many(days: Collection[date]) -> int:
    """How many of these different days are working days; one reading of the corrections serves all."""
    if not days:
        return 0
    corrections = _corrections(min(days), max(days))
    return sum(_works(day, corrections) for day in days)


def after(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which itself does not count."""
    corrections = _corrections(day, day + count * 3 * ONE_DAY + LONGEST_BREAK)
    while count:
        day += ONE_DAY
        count -= _works(day, corrections)
    return day


def _works(day: date, corrections: dict[date, bool]) -> bool:
    is_day_off = corrections.get(day)
    if is_day_off is None:
        is_day_off = day.weekday() >= SATURDAY or day in holidays.country_holidays("VN", years=day.year)
    return not is_day_off


def _corrections(first: date, last: date) -> dict[date, bool]:
    return dict(Holiday.objects.filter(day__range=(first, last)).values_list("day", "is_day_off"))
