"""Days and spans of days as plans write them: years left out, months without days, “tháng 1/02”."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date

MONTH_ONLY = "Văn bản chỉ ghi tháng; đề nghị {}."
NO_YEAR = "Văn bản không ghi năm; đề nghị năm {}."
AMBIGUOUS = "“{}” có thể là ngày {:02d}/{:02d} hoặc tháng {}; đề nghị ngày {:02d}/{:02d}."
IMPOSSIBLE = "“{}” không phải ngày có thật."

# Four ways: “ngày 5 tháng 9 năm 2024”, “05/9/2024” or “05/9”, “tháng 9/2024”, “tháng 9”; {0} tells two dates apart.
DATE = (
    r"(?:(?:hết|đầu|cuối)\s+)?(?<!\d)(?:"
    r"(?:ngày\s+)?(?P<d{0}>\d{{1,2}})\s+tháng\s+(?P<m{0}>\d{{1,2}})(?:\s+năm\s+(?P<y{0}>\d{{4}}))?"
    r"|(?:ngày\s+|(?P<w{0}>tháng\s+))?(?P<D{0}>\d{{1,2}})"
    r"(?:(?:\s?/\s?|-)(?P<M{0}>\d{{1,2}})(?:(?:\s?/\s?|-)(?P<Y{0}>\d{{4}}))?"
    r"|\.(?P<N{0}>\d{{1,2}})\.(?P<Z{0}>\d{{4}}))(?![/.]?\d|-\d\d?(?![\d/]))"
    r"|(?:tháng\s+)?(?P<n{0}>\d{{1,2}})(?:\s?/\s?|\s+năm\s+)(?P<z{0}>\d{{4}})(?![/.-]?\d)"
    r"|tháng\s+(?P<o{0}>\d{{1,2}})(?![/.-]?\d))"
)
ONE = re.compile(DATE.format(0), re.IGNORECASE)
SPAN = re.compile(rf"(?:từ\s+)?{DATE.format(1)}\s*(?:-|–|—|đến|tới|-->|→)\s*(?:hết\s+)?{DATE.format(2)}", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1000, 2199


@dataclass(frozen=True)
class Written:
    """A day as it was written: parts that are not there are None; `place`: where in the text."""

    day: int | None
    month: int
    year: int | None
    place: tuple[int, int]
    words: str
    after_month: bool = False  # “tháng 1/02”


@dataclass(frozen=True)
class Read:
    """A day in full, and what is doubtful about it."""

    value: date | None
    note: str
    place: tuple[int, int]

    @property
    def sure(self) -> bool:
        return not self.note


@dataclass(frozen=True)
class Years:
    """The years a plan speaks of: one, or the two of a school year, which begins in the summer."""

    first: int
    last: int

    def of_month(self, month: int) -> int:
        return self.first if self.first == self.last or month >= 7 else self.last


def written_in(text: str, start: int = 0) -> list[Written]:
    return [found for match in ONE.finditer(text, start) if (found := _written(match, "0"))]


def _written(match: re.Match[str], name: str) -> Written | None:
    part = match.groupdict()

    def number(*keys: str) -> int | None:
        return next((int(part[key + name]) for key in keys if part[key + name]), None)

    month = number("m", "M", "N", "n", "o")
    if month is None:
        return None
    keys = "dmyDMYNZnzo"
    spans = [match.span(key + name) for key in keys if part[key + name]]
    place = (min(start for start, _ in spans), max(end for _, end in spans))
    after_month = bool(part["w" + name])
    words = f"tháng {match.string[slice(*place)]}" if after_month else match.string[slice(*place)]
    return Written(number("d", "D"), month, number("y", "Y", "Z", "z"), place, words, after_month)


def in_full(one: Written, years: Years, *, last_day: bool = False) -> Read:
    """The day with its year from `years` when it is not written; a month alone is its first or last day."""
    year = one.year or years.of_month(min(one.month, 12))
    if not (1 <= one.month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
        return Read(None, IMPOSSIBLE.format(one.words), one.place)
    day, note = one.day, ""
    if day is None:
        day = calendar.monthrange(year, one.month)[1] if last_day else 1
        note = MONTH_ONLY.format(f"{day:02d}/{one.month:02d}/{year}")
    elif one.after_month:
        note = AMBIGUOUS.format(one.words, day, one.month, day, day, one.month)
    elif one.year is None:
        note = NO_YEAR.format(year)
    try:
        return Read(date(year, one.month, day), note, one.place)
    except ValueError:
        return Read(None, IMPOSSIBLE.format(one.words), one.place)


def span_in(text: str, years: Years, start: int = 0) -> tuple[Read, Read] | None:
    """The first span of days, “Từ 1/7 - 31/12/2022”; a year written once stands for both ends."""
    for match in SPAN.finditer(text, start):
        first, last = _written(match, "1"), _written(match, "2")
        if first is None or last is None:
            continue
        end = in_full(last, years, last_day=True)
        if end.value is None:
            continue
        shared = first.year is None and last.year is not None
        begin = in_full(replace(first, year=end.value.year) if first.year is None else first, years)
        if first.year is None and begin.value and begin.value > end.value:
            begin = in_full(replace(first, year=end.value.year - 1), years)
        if first.year is None and not shared and begin.sure and begin.value:
            begin = Read(begin.value, NO_YEAR.format(begin.value.year), begin.place)
        return begin, end
    return None


def same_day_in(origin: date, year: int) -> date:
    """The day in another year; 29/02 is 28/02 where there is none."""
    try:
        return origin.replace(year=year)
    except ValueError:
        return origin.replace(year=year, day=28)
