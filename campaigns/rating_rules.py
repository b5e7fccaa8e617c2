"""The rules of a year's rating with the school's own values. The floor above keeps those values and registers them."""

from collections.abc import Callable, Collection, Iterable

from campaigns.rating_check import Rules, Value

# Asked for years: each year's own values, by key (campaigns/rating_check/decrees.py).
Finder = Callable[[Collection[int]], dict[int, dict[str, Value]]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    if finder not in _finders:
        _finders.append(finder)


def rules_of(years: Iterable[int]) -> dict[int, Rules]:
    """One question to the database, however many years."""
    wanted = sorted(set(years))
    own: dict[int, dict[str, Value]] = {}
    for finder in _finders:
        own |= finder(wanted)
    return {year: Rules.of(year, own.get(year)) for year in wanted}
