"""Positions in percent for drawings without inline styles: meters, bars, the line of a year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

NEAR_THE_EDGE = Fraction(1, 8)  # of a line: a word centred there would be cut off


def share(part: float, whole: float) -> str:
    """Percent as SVG reads it, between 0 and 100."""
    return f"{min(max(part / whole if whole else 0, 0), 1) * 100:.2f}%"


@dataclass(frozen=True)
class Meter:
    """A bar of `done` out of `total`, perhaps with a limit; what lies beyond the limit is hatched."""

    done: float
    total: float
    limit: float | None = None

    @property
    def _scale(self) -> float:
        return max(self.total, self.done, self.limit or 0)

    @property
    def done_width(self) -> str:
        return share(self.done if self.limit is None else min(self.done, self.limit), self._scale)

    @property
    def limit_x(self) -> str:
        return "" if self.limit is None else share(self.limit, self._scale)

    @property
    def over_width(self) -> str:
        return "" if self.limit is None or self.done <= self.limit else share(self.done - self.limit, self._scale)


LOOKS = ("ok", "more", "way", "missed", "rest")  # of parts of a bar, in the order of the legend
NARROWEST = 14  # a part below one fourteenth of its bar has no room for its number


@dataclass(frozen=True)
class Part:
    """One part of a bar: `look` is its class, `middle` where its number stands ("" where there is no room)."""

    look: str
    label: str
    number: float
    x: str
    width: str
    middle: str


@dataclass(frozen=True)
class Bar:
    label: str
    parts: list[Part]


def bar(label: str, parts: Iterable[tuple[str, str, float]]) -> Bar:
    """A bar as wide as the whole of its parts (look, label, number); those of nothing are left out."""
    given = [part for part in parts if part[2]]
    whole, done, laid = sum(number for _, _, number in given), 0.0, []
    for look, words, number in given:
        middle = share(done + number / 2, whole) if number * NARROWEST >= whole else ""
        laid.append(Part(look, words, number, share(done, whole), share(number, whole), middle))
        done += number
    return Bar(label, laid)


@dataclass(frozen=True)
class Mark:
    """One date on the line: kind is `anniversary`, `deadline` or `activity`."""

    on: date
    text: str
    kind: str = "anniversary"
    status: str = ""
    x: str = ""


@dataclass(frozen=True)
class Stretch:
    """One phase of the line, with its marks."""

    name: str
    starts_on: date
    ends_on: date
    theme: str
    status: str
    marks: list[Mark]
    url: str
    x: str
    width: str


@dataclass(frozen=True)
class Line:
    """`today_anchor`: which end of the word stands at today, so that it stays on the drawing."""

    phases: list[Stretch]
    today_x: str
    sentence: str
    today_anchor: str = "middle"


def line(phases: Iterable[Mapping[str, Any]], starts_on: date, ends_on: date, today: date) -> Line:
    """Phases laid out between two dates.

    A phase has `name`, `starts_on`, `ends_on`, perhaps `theme`, `status`, `url` and `marks`; a mark has `on`, `text`,
    perhaps `kind` (anniversary, deadline, activity) and `status`.
    """
    days = (ends_on - starts_on).days + 1

    def x(day: date) -> str:
        return share((day - starts_on).days, days)

    laid = [_stretch(phase, x, days) for phase in phases]
    inside = starts_on <= today <= ends_on
    names = ", ".join(f"{p.name} từ {p.starts_on:%d/%m/%Y} đến {p.ends_on:%d/%m/%Y}" for p in laid)
    part = Fraction((today - starts_on).days, days)
    anchor = "start" if part < NEAR_THE_EDGE else "end" if part > 1 - NEAR_THE_EDGE else "middle"
    return Line(laid, x(today) if inside else "", f"Các đợt: {names}; hôm nay là {today:%d/%m/%Y}.", anchor)


def _stretch(phase: Mapping[str, Any], x: Any, days: int) -> Stretch:
    marks = [
        Mark(m["on"], m["text"], m.get("kind", "anniversary"), m.get("status", ""), x(m["on"]))
        for m in sorted(phase.get("marks", ()), key=lambda m: m["on"])
    ]
    return Stretch(
        phase["name"],
        phase["starts_on"],
        phase["ends_on"],
        phase.get("theme", ""),
        phase.get("status", ""),
        marks,
        phase.get("url", ""),
        x(phase["starts_on"]),
        share((phase["ends_on"] - phase["starts_on"]).days + 1, days),
    )
