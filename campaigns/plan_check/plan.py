"""A plan as the checker reads it: rows with their keys, and what surrounds them. No Django, no database."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Place:
    """Where in the plan: `part` is the page that holds it, `row` the phase of an anniversary's page, else 0."""

    part: str
    label: str
    row: int = 0


@dataclass(frozen=True)
class Text:
    """Words of the plan: column `field` of the row `row` of `table` ("campaign" has the row 0)."""

    table: str
    row: int
    field: str
    value: str
    place: Place


@dataclass(frozen=True)
class Day:
    """An anniversary. `stated_years` and `as_written` are what somebody wrote; `precision` is day, month or year."""

    key: int
    name: str
    origin: date
    observed: date
    precision: str = "day"
    stated_years: int | None = None
    as_written: str = ""

    @property
    def years(self) -> int:
        return self.observed.year - self.origin.year


@dataclass(frozen=True)
class Phase:
    key: int
    ordinal: int
    theme: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    as_written: str = ""
    days: tuple[Day, ...] = ()

    def __str__(self) -> str:
        return f"Đợt {self.ordinal}"

    @property
    def span(self) -> tuple[date, date] | None:
        """Both days, where both are there and in order."""
        if self.starts_on is None or self.ends_on is None or self.ends_on < self.starts_on:
            return None
        return self.starts_on, self.ends_on

    def holds(self, day: date) -> bool:
        return self.span is not None and self.span[0] <= day <= self.span[1]


@dataclass(frozen=True)
class Deadline:
    """A last day that somebody must keep. `works_on`: itself on a working day, else the next one."""

    table: str
    row: int
    field: str
    label: str
    day: date
    works_on: date
    place: Place


@dataclass(frozen=True)
class Item:
    """A numbered line of the plan: one legal basis, one recipient."""

    key: int
    number: int
    text: str


@dataclass(frozen=True)
class Law:
    """A legal text of the register. `successor`: number of the one that took its place; `to_check`: not confirmed."""

    number: str
    role: str
    citation: str
    in_force_from: date
    in_force_to: date | None = None
    issued_on: date | None = None
    successor: str = ""
    cited: bool = False
    to_check: bool = False

    def binds_on(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_to is None or self.in_force_to >= day)


@dataclass(frozen=True)
class Plan:
    """`on`: the day its bases are judged by, the plan's own or, without one, today."""

    starts_on: date
    ends_on: date
    on: date
    theme: str = ""
    motto: str = ""
    closing: str = ""
    number: int | None = None
    dated: date | None = None
    registration_due_on: date | None = None
    unit_plans_due_on: date | None = None
    deadlines: tuple[Deadline, ...] = ()
    phases: tuple[Phase, ...] = ()
    bases: tuple[Item, ...] = ()
    recipients: tuple[Item, ...] = ()
    texts: tuple[Text, ...] = ()
    targets: int = 0
    targets_of_titles: int = 0
    budget_lines: int = 0
    laws: tuple[Law, ...] = field(default=(), repr=False)
    school_name: str = ""
    council_name: str = ""
