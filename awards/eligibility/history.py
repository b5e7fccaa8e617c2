"""What the candidate has behind them: awards received, ratings of earlier years, recognised works.

Three answers again: a year is known to hold an award, known not to, or not known. A rule over many years asks
the same question of two histories, the surest (`Sure`) and the most hopeful (`Hopeful`): where both agree, the answer
is settled; where only the hopeful one says yes, it is chưa rõ.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Protocol, Self

from awards.eligibility.kinds import Occasion, Rating, Scope, WorkKind


class _Entry:
    """One line of a list of facts, read from and written to plain values."""

    @classmethod
    def of(cls, value: object) -> Self:
        """From a mapping, or as it is. Unknown names: TypeError; values that cannot be: ValueError."""
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping):
            raise TypeError(f"Mỗi dòng phải là một bảng tên: giá trị, không phải {type(value).__name__}.")
        return cls(**value)

    def to_dict(self) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        for one in fields(self):  # type: ignore[arg-type]
            value = getattr(self, one.name)
            plain[one.name] = value.isoformat() if isinstance(value, date) else getattr(value, "value", value)
        return plain


def _year(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1900 <= value <= 2200:
        raise ValueError(f"Năm không nhận “{value}”.")
    return value


def _day(value: object) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, str):
        return date.fromisoformat(value)
    raise TypeError(f"Ngày quyết định không nhận {type(value).__name__}.")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"Cần chữ, không phải {type(value).__name__}.")
    return value


def _codes(value: object) -> tuple[str, ...]:
    if not isinstance(value, (tuple, list, set, frozenset)):
        raise TypeError(f"Cần danh sách mã danh hiệu, không phải {type(value).__name__}.")
    return tuple(_text(one) for one in value)


@dataclass(frozen=True, kw_only=True)
class PastAward(_Entry):
    """`award`: a code of the catalogue; one the program does not know is kept and reported as a finding."""

    award: str
    year: int
    occasion: Occasion = Occasion.MERIT
    decided_on: date | None = None
    revoked: bool = False

    def __post_init__(self) -> None:
        _text(self.award)
        if not isinstance(self.revoked, bool):
            raise TypeError(f"Đã thu hồi hay chưa: cần true hoặc false, không phải {type(self.revoked).__name__}.")
        object.__setattr__(self, "year", _year(self.year))
        object.__setattr__(self, "occasion", Occasion(self.occasion))
        object.__setattr__(self, "decided_on", _day(self.decided_on))


@dataclass(frozen=True, kw_only=True)
class PastRating(_Entry):
    year: int
    rating: Rating

    def __post_init__(self) -> None:
        object.__setattr__(self, "year", _year(self.year))
        object.__setattr__(self, "rating", Rating(self.rating))


@dataclass(frozen=True, kw_only=True)
class Work(_Entry):
    """A recognised initiative or an accepted project; `spent_on`: codes of the awards it has earned already."""

    title: str = ""
    kind: WorkKind = WorkKind.INITIATIVE
    year: int
    scope: Scope = Scope.BASE
    spent_on: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "year", _year(self.year))
        _text(self.title)
        object.__setattr__(self, "kind", WorkKind(self.kind))
        object.__setattr__(self, "scope", Scope(self.scope))
        object.__setattr__(self, "spent_on", _codes(self.spent_on))

    def to_dict(self) -> dict[str, Any]:
        return super().to_dict() | {"spent_on": list(self.spent_on)}


@dataclass(frozen=True)
class Known:
    """What is on record, and from which year on nothing is missing from it (None: nobody said)."""

    awards: frozenset[tuple[str, int]]
    revoked: frozenset[tuple[str, int]]
    is_listed: bool
    complete_from: int | None
    ratings: Mapping[int, Rating]
    works: tuple[Work, ...] | None

    def on_record(self, award: str, year: int) -> bool:
        return (award, year) in self.awards

    def years_of(self, award: str) -> list[int]:
        """The years of that award on record, oldest first."""
        return sorted(year for code, year in self.awards if code == award)

    def is_kept(self, year: int) -> bool:
        """Whether the records of that year were kept, so that what is not in them was not."""
        return self.complete_from is not None and year >= self.complete_from

    def is_complete(self, year: int) -> bool:
        """Of awards: kept, and listed in the facts."""
        return self.is_listed and self.is_kept(year)


class Past(Protocol):
    """A history without gaps: what is not known was filled in, one way or the other."""

    def has(self, award: str, year: int) -> bool: ...
    @property
    def known(self) -> Known: ...
    def rating(self, year: int) -> Rating: ...
    def works(self, years: range, scope: Scope, for_award: str) -> int: ...


@dataclass(frozen=True)
class Sure:
    """Nothing is taken for granted: an award not on record was not received, a rating not on record is none."""

    known: Known
    reusable: Mapping[str, frozenset[str]]

    def has(self, award: str, year: int) -> bool:
        return (award, year) in self.known.awards

    def rating(self, year: int) -> Rating:
        return self.known.ratings.get(year, Rating.NOT_RATED)

    def works(self, years: range, scope: Scope, for_award: str) -> int:
        return count_works(self.known.works or (), years, scope, for_award, self.reusable)


@dataclass(frozen=True)
class Hopeful:
    """Every gap is filled in the candidate's favour."""

    known: Known
    reusable: Mapping[str, frozenset[str]]

    def has(self, award: str, year: int) -> bool:
        if (award, year) in self.known.awards:
            return True
        return (award, year) not in self.known.revoked and not self.known.is_complete(year)

    def rating(self, year: int) -> Rating:
        return self.known.ratings.get(year, Rating.OUTSTANDING)

    def works(self, years: range, scope: Scope, for_award: str) -> int:
        if self.known.works is None or not all(self.known.is_kept(year) for year in years):
            return MANY
        return count_works(self.known.works, years, scope, for_award, self.reusable)


MANY = 1_000


def is_free(work: Work, for_award: str, reusable: Mapping[str, frozenset[str]]) -> bool:
    """Whether the work may still earn `for_award`: not spent, or spent only where a rule lets it count again."""
    return set(work.spent_on) <= reusable.get(for_award, frozenset())


def count_works(
    works: Iterable[Work], years: range, scope: Scope, for_award: str, reusable: Mapping[str, frozenset[str]]
) -> int:
    return sum(
        work.year in years and work.scope.at_least(scope) and is_free(work, for_award, reusable) for work in works
    )


# --- questions over years: each asked of one history, so that a rule can ask it of both


def chain_length(past: Past, award: str, last: int) -> int:
    """How many years without a gap, the last one `last`, hold the award. At most thirty are looked at."""
    length = 0
    while length < LONGEST and past.has(award, last - length):
        length += 1
    return length


def good_years(past: Past, least: Rating, last: int, after: int) -> range:
    """The years up to `last` and later than `after`, without a gap, rated at least so."""
    first = last + 1
    while first - 1 > after and last - first + 1 < LONGEST and past.rating(first - 1).at_least(least):
        first -= 1
    return range(first, last + 1)


LONGEST = 30
