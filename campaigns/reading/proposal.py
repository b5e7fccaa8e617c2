"""What was read: every value a `Guess` that names the source lines it was read from."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, Generic, TypeVar

T = TypeVar("T")

SCHOOL, PROVINCE, PRIME_MINISTER = "school", "province", "prime_minister"
# Of each kind so many are read: the form that confirms them must stay below the thousand fields a server takes.
MOST = {
    "legal_bases": 25,
    "purposes": 25,
    "contents": 40,
    "organisation": 40,
    "recipients": 25,
    "targets": 20,
    "movements": 30,
    "phases": 12,
    "anniversaries": 40,
    "activities": 20,
}


@dataclass(frozen=True)
class Guess(Generic[T]):
    """A value, the numbers of the source lines it stands on, and whether it must be looked at again, and why."""

    value: T
    lines: tuple[int, ...]
    sure: bool = True
    note: str = ""


@dataclass(frozen=True)
class Occasion:
    """An anniversary as it was written; `stated_years` are never corrected here."""

    name: str
    origin_date: date | None
    observed_on: date | None
    stated_years: int | None = None


@dataclass(frozen=True)
class Anniversary:
    """One line of anniversary; where it joins two events under one date, `parts` offers them apart."""

    whole: Guess[Occasion]
    parts: tuple[Guess[Occasion], ...] = ()


@dataclass(frozen=True)
class Activity:
    name: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Movement:
    """`launched_by`: SCHOOL, or PROVINCE and PRIME_MINISTER for those the school answers."""

    name: str
    launched_by: str = SCHOOL
    is_special: bool = False
    slogan: str = ""


@dataclass(frozen=True)
class Phase:
    ordinal: int
    lines: tuple[int, ...]
    theme: Guess[str] | None = None
    starts_on: Guess[date] | None = None
    ends_on: Guess[date] | None = None
    evaluation_due_on: Guess[date] | None = None
    anniversaries: tuple[Anniversary, ...] = ()
    activities: tuple[Guess[Activity], ...] = ()


@dataclass(frozen=True)
class Signer:
    title: str
    name: str


@dataclass
class Proposal:
    """The plan as it was read; None and empty where nothing was found, which `missing` then says in sentences."""

    source: tuple[str, ...]
    looks_like_plan: bool = False
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    year: Guess[int] | None = None
    is_thematic: bool = False
    title: Guess[str] | None = None
    plan_number: Guess[int] | None = None
    plan_date: Guess[date] | None = None
    theme: Guess[str] | None = None
    motto: Guess[str] | None = None
    introduction: Guess[str] | None = None
    closing: Guess[str] | None = None
    starts_on: Guess[date] | None = None
    ends_on: Guess[date] | None = None
    registration_due_on: Guess[date] | None = None
    unit_plans_due_on: Guess[date] | None = None
    nominations_due_on: Guess[date] | None = None
    legal_bases: tuple[Guess[str], ...] = ()
    purposes: tuple[Guess[str], ...] = ()
    contents: tuple[Guess[str], ...] = ()
    organisation: tuple[Guess[str], ...] = ()
    recipients: tuple[Guess[str], ...] = ()
    targets: tuple[Guess[str], ...] = ()
    movements: tuple[Guess[Movement], ...] = ()
    phases: tuple[Phase, ...] = ()
    signer: Guess[Signer] | None = None
    unused: tuple[int, ...] = ()  # lines with words that no guess was read from

    def guesses(self) -> Iterator[Guess[Any]]:
        """Every guess in it, wherever it stands."""
        return _guesses_in(self)

    def used(self) -> set[int]:
        found = {line for guess in self.guesses() for line in guess.lines}
        return found | {line for phase in self.phases for line in phase.lines}


def _guesses_in(thing: Any) -> Iterator[Guess[Any]]:
    if isinstance(thing, Guess):
        yield thing
    elif isinstance(thing, list | tuple):
        for part in thing:
            yield from _guesses_in(part)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for part in fields(thing):
            yield from _guesses_in(getattr(thing, part.name))
