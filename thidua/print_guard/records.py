"""What only the database knows about a paper, given by whoever calls the guard. Empty values are not compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Basis:
    """A legal text with the days it binds; `citation` is how the school writes it, `successor` what took its place."""

    number: str
    citation: str
    starts_on: date
    ends_on: date | None = None
    successor: str = ""

    def binds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


@dataclass(frozen=True)
class Person:
    """Who stands in row `ordinal`, as the staff records have them on the day; any of `units` is right."""

    ordinal: int
    name: str
    post: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """Somebody the paper has to name. names: any is right, the first is today's.

    places: (post, a name of the unit) of each posting of the day; any is right, none means there is nothing to compare.
    """

    names: tuple[str, ...]
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Signer:
    name: str
    post: str
    starts_on: date
    ends_on: date | None = None
    may_sign: bool = True

    def in_office(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


@dataclass(frozen=True)
class Records:
    """on: the day of the paper. total: the sum of its prizes. counts: “tập thể”, “cá nhân” of the whole paper.

    groups: how many rows each title or form has, by its name in quotation marks and “tập thể” or
    “cá nhân”. institution: its official name.
    people: of a decision, by row. named: of any other paper. posts, units: all the school has, so that one is known in
    a sentence.
    """

    on: date | None = None
    bases: tuple[Basis, ...] = ()
    people: tuple[Person, ...] = ()
    named: tuple[Named, ...] = ()
    posts: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    signer: Signer | None = None
    total: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[tuple[str, str], int] = field(default_factory=dict)
    institution: str = ""
    council_symbol: str = ""
    degrees_allowed: bool = False
