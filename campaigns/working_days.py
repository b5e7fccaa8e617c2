"""Working days: Monday to Friday without Vietnam's public holidays, corrected by the school's own rows (`Holiday`)."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

import holidays

from thidua.models import Holiday

SATURDAY = 5
ONE_DAY = timedelta(days=1)
# A run of days off is never longer (Tết is about ten); one reading of the corrections covers the search.
LONGEST_BREAK = timedelta(days=30)


def how_many(days: Collection[date], known: dict[date, bool] | None = None) -> int:
    """How many of these different days are working days.

    One reading of the corrections serves all; who asks for many people reads them once (`corrections`).
    """
    if not days:
        return 0
    corrected = corrections(min(days), max(days)) if known is None else known
    return sum(_works(day, corrected) for day in days)


def after(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which itself does not count."""
    corrected = corrections(day, day + count * 3 * ONE_DAY + LONGEST_BREAK)
    while count:
        day += ONE_DAY
        count -= _works(day, corrected)
    return day


def on_or_after(days: Collection[date]) -> dict[date, date]:
    """Each day itself where it is a working day, else the first one after it; one reading of the corrections."""
    if not days:
        return {}
    corrected = corrections(min(days), max(days) + LONGEST_BREAK)
    found = {}
    for day in days:
        first = day
        while not _works(first, corrected):
            first += ONE_DAY
        found[day] = first
    return found


def _works(day: date, corrected: dict[date, bool]) -> bool:
    is_day_off = corrected.get(day)
    if is_day_off is None:
        is_day_off = day.weekday() >= SATURDAY or day in _public_holidays(day.year)
    return not is_day_off


@lru_cache(maxsize=128)
def _public_holidays(year: int) -> frozenset[date]:
    """Reckoned once for each year: the moon takes most of a millisecond, and a year of leave asks 260 days."""
    return frozenset(holidays.country_holidays("VN", years=year))


def corrections(first: date, last: date) -> dict[date, bool]:
    """The school's own rows of those days: True a day off, False a day worked."""
    return dict(Holiday.objects.filter(day__range=(first, last)).values_list("day", "is_day_off"))
