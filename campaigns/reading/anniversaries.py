"""Anniversaries and activities in the text of a phase: “92 năm Ngày … (03/02/1930 - 03/02/2022)”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from campaigns.reading.dates import Read, Years, in_full, same_day_in, written_in
from campaigns.reading.events import known_origin
from campaigns.reading.lines import Paragraph
from campaigns.reading.proposal import Activity, Anniversary, Guess, Occasion
from campaigns.reading.quotes import bare
from thidua.vietnamese import search_key, upper_first, vdate

_BRACKET = re.compile(r"\(([^()]{4,80})\)")
_YEARS_ONLY = re.compile(r"\s*(\d{4})\s*[-–—]\s*(\d{4})\s*")
_STATED = re.compile(r"(?:(?<![\d/])(\d{1,3})\s+năm|lần\s+thứ\s+(\d{1,3}))\s+(?!học\b)(?=\D)", re.IGNORECASE)
_TOWARDS = re.compile(r"(?:k[ỷỉ] niệm|chào mừng|hướng về|nhân dịp|mừng|lập thành tích)\s+", re.IGNORECASE)
_DAY_NAME = re.compile(r"\b(?:Ngày|ngày|Quốc khánh|Cách mạng)\s+\D")
_BEFORE_DAY = re.compile(r"[\s,]*(?:\(|ngày|vào ngày)?\s*$", re.IGNORECASE)
# Whole brackets are passed over.
_CUTS = re.compile(r"\([^()]{4,80}\)|(?P<cut>[;\n]|[.:]\s|(?<=\))\s*(?:,|và)\s)")
_STOPS = re.compile(r"[;.:]\s")
_LEAD = re.compile(
    r"^(?:[\s,;:.–—+-]*(?:và|đồng thời|gắn với|cùng với|với|hoạt động trong đợt|các hoạt động)?[\s,;:.–—+-]+)+",
    re.I,
)
_SECOND_EVENT = ("ngay ", "quoc khanh", "cach mang", "chien thang", "dai thang", "quoc te")
_ACTIVITY = ("to chuc ", "to hoat dong", "thang ", "thi dua nuoc rut", "thi dua cao diem", "hoi thi", "hoi giang")
_LONGEST_NAME, _LONGEST_ACTIVITY = 200, 200
NO_ORIGIN = "Văn bản không ghi năm gốc; ghi ngày gốc rồi đánh dấu lấy dòng này."
KNOWN = "Văn bản không ghi ngày gốc; đề nghị {} theo sự kiện."
COMPUTED = "Văn bản không ghi ngày gốc; đề nghị {} theo số năm."
NO_OBSERVED = "Văn bản chỉ ghi ngày gốc; đề nghị kỷ niệm ngày {}."
DISAGREE = "Văn bản ghi {} năm, hai ngày tính ra {} năm."
JOINED = "Dòng này gộp hai sự kiện dưới một ngày; đề nghị tách thành hai dòng bên dưới."
ONE_OF_TWO = "Tách từ dòng gộp hai sự kiện."
ELSE_DAY = "Tách từ dòng gộp hai sự kiện; ngày {} lấy theo sự kiện, văn bản ghi {}."
GUESSED = "Đoán là một hoạt động trong đợt."


@dataclass(frozen=True)
class Frame:
    """The days a phase runs, and the years its plan speaks of."""

    years: Years
    starts_on: date | None = None
    ends_on: date | None = None

    def nearest(self, day: date) -> date:
        """The same day in the year in which it falls into the phase, else in the plan's year of that month."""
        for year in dict.fromkeys((self.years.first, self.years.last)):
            moved = same_day_in(day, year)
            if self.starts_on and self.ends_on and self.starts_on <= moved <= self.ends_on:
                return moved
        return same_day_in(day, self.years.of_month(day.month))


def days_and_activities(
    paragraphs: list[Paragraph], frame: Frame
) -> tuple[tuple[Anniversary, ...], tuple[Guess[Activity], ...]]:
    days: list[Anniversary] = []
    rests: list[tuple[Paragraph, int, int]] = []
    for paragraph in paragraphs:
        taken = list(_occasions(paragraph, frame))
        days += [_anniversary(occasion, lines, note) for occasion, lines, note, _ in taken]
        rests += [(paragraph, start, end) for start, end in _left_over(paragraph, [place for *_, place in taken])]
    activities = [found for rest in rests if (found := _activity(*rest))]
    return tuple(days), tuple(activities)


# --- one occasion

Found = tuple[Occasion, tuple[int, ...], str, tuple[int, int]]


def _occasions(paragraph: Paragraph, frame: Frame) -> Iterator[Found]:
    text, begin = paragraph.text, paragraph.body_at
    for start, end in _pieces(text, begin):
        piece = text[start:end]
        bracket = next((b for b in _BRACKET.finditer(piece) if _has_days(b[1])), None)
        found = _bracketed(piece, bracket, frame) if bracket else _plain_day(piece, frame)
        if found:
            occasion, note, at = found
            place = (start + at, end)
            yield occasion, paragraph.lines_of(*place), note, place


def _pieces(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Stretches that hold one occasion at most: cut at stops outside brackets and after each closed bracket."""
    start = begin
    ends = [found.end() for found in _BRACKET.finditer(text, begin) if _has_days(found[1])]
    cuts = [found.end() for found in _CUTS.finditer(text, begin) if found["cut"]]
    commas = [found.end() for found in re.finditer(r"\d/\d{1,2}(?:/\d{4})?(?:,| và)\s", text[begin:])]
    for end in sorted({*ends, *cuts, *(begin + comma for comma in commas), len(text)}):
        if end > start:
            yield start, end
            start = end


def _has_days(words: str) -> bool:
    return bool(written_in(words) or _YEARS_ONLY.fullmatch(words))


def _bracketed(piece: str, bracket: re.Match[str], frame: Frame) -> tuple[Occasion, str, int] | None:
    found = _name_in(piece[: bracket.start()])
    if found is None:
        return None
    stated, name, at = found
    origin, observed = _two_days(bracket[1], name, frame)
    return _occasion(_bare_name(name), stated, origin, observed, frame, at)


def _plain_day(piece: str, frame: Frame) -> tuple[Occasion, str, int] | None:
    """“chào mừng Ngày Nhà giáo Việt Nam 20/11”: a day without brackets after a name."""
    days = [one for one in written_in(piece) if one.day is not None]
    if not days:
        return None
    front = _BEFORE_DAY.sub("", piece[: days[-1].place[0]])
    found = _name_in(front)
    if found is None or not (found[0] or _DAY_NAME.match(found[1])):
        return None
    stated, name, at = found
    read = in_full(days[-1], frame.years)
    if read.value is None:
        return None
    if days[-1].year and days[-1].year < frame.years.first:
        return _occasion(_bare_name(name), stated, read, None, frame, at)
    if days[-1].year is None:
        read = Read(frame.nearest(read.value), "", read.place)
    return _occasion(_bare_name(name), stated, None, read, frame, at)


def _name_in(front: str) -> tuple[int | None, str, int] | None:
    """Stated years, name and where it begins, from the words before the dates."""
    if stated := list(_STATED.finditer(front)):
        last = stated[-1]
        name = front[last.end() :]
        years = int(last[1] or last[2])
        return (years, name, last.start()) if _is_name(name) else None
    towards = list(_TOWARDS.finditer(front))
    if towards and _is_name(name := front[towards[-1].end() :]):
        return None, name, towards[-1].start()
    if (day := _DAY_NAME.search(front)) and _is_name(name := front[day.start() :]):
        return None, name, day.start()
    return None


def _is_name(words: str) -> bool:
    return sum(map(str.isalpha, words)) >= 4 and len(words) <= _LONGEST_NAME


def _bare_name(name: str) -> str:
    name = bare(name)
    days = written_in(name)
    if days and days[-1].place[1] >= len(name) - 1:
        name = bare(_BEFORE_DAY.sub("", name[: days[-1].place[0]])) or name
    return upper_first(name)


def _two_days(words: str, name: str, frame: Frame) -> tuple[Read | None, Read | None]:
    if years := _YEARS_ONLY.fullmatch(words):  # “Ngày … 20/11 (1982 - 2022)”
        days = written_in(name)
        if not days or days[-1].day is None:
            return None, None
        first, last = (in_full(replace(days[-1], year=int(year)), frame.years) for year in years.groups())
        return first, last
    days = written_in(words)
    first = in_full(days[0], frame.years)
    if len(days) > 1:
        return first, in_full(days[1], frame.years)
    if days[0].year and days[0].year < frame.years.first:
        return first, None
    return None, first


def _occasion(
    name: str, stated: int | None, origin: Read | None, observed: Read | None, frame: Frame, at: int
) -> tuple[Occasion, str, int]:
    """Fills in the day that is not written, and says so."""
    notes = [read.note for read in (origin, observed) if read and read.note]
    first, last = origin.value if origin else None, observed.value if observed else None
    if origin is None and last is not None:
        first, note = _guessed_origin(name, stated, last)
        notes.append(note)
    if observed is None and first is not None:
        last = frame.nearest(first)
        notes.append(NO_OBSERVED.format(vdate(last)))
    if first and last and stated is not None and last.year - first.year != stated:
        notes.append(DISAGREE.format(stated, last.year - first.year))
    return Occasion(name, first, last, stated), " ".join(notes), at


def _guessed_origin(name: str, stated: int | None, observed: date) -> tuple[date | None, str]:
    known = known_origin(name)
    if known and (known.month, known.day) == (observed.month, observed.day):
        return known, KNOWN.format(vdate(known))
    if stated and observed.year - stated > 0:
        origin = same_day_in(observed, observed.year - stated)
        return origin, COMPUTED.format(vdate(origin))
    return None, NO_ORIGIN


# --- two events under one date


def _anniversary(occasion: Occasion, lines: tuple[int, ...], note: str) -> Anniversary:
    parts = tuple(_parts(occasion, lines))
    notes = " ".join(filter(None, (JOINED if parts else "", note)))
    return Anniversary(Guess(occasion, lines, sure=not notes, note=notes), parts)


def _parts(occasion: Occasion, lines: tuple[int, ...]) -> Iterator[Guess[Occasion]]:
    for found in re.finditer(r"\s+và\s+", occasion.name):
        first, second = occasion.name[: found.start()], occasion.name[found.end() :]
        if search_key(second).startswith(_SECOND_EVENT) and _is_event(first):
            yield _part(first, occasion, lines)
            yield _part(second, occasion, lines)
            return


def _is_event(name: str) -> bool:
    return search_key(name).startswith(_SECOND_EVENT) or known_origin(name) is not None


def _part(name: str, whole: Occasion, lines: tuple[int, ...]) -> Guess[Occasion]:
    name = upper_first(name)
    origin, observed, note = whole.origin_date, whole.observed_on, ONE_OF_TWO
    known = known_origin(name)
    stated = whole.stated_years
    if known and origin and known != origin and observed:
        note = ELSE_DAY.format(vdate(known), vdate(origin))
        origin, observed = known, same_day_in(known, observed.year)
        stated = stated if observed.year - origin.year == stated else None  # the years were the other event's
    return Guess(Occasion(name, origin, observed, stated), lines, sure=False, note=note)


# --- activities: what else a phase names


def _left_over(paragraph: Paragraph, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches between the occasions, cut at semicolons and at the ends of sentences."""
    edges = [paragraph.body_at, *(edge for place in taken for edge in place), len(paragraph.text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        cuts = [start, *(found.end() for found in _STOPS.finditer(paragraph.text, start, end))]
        yield from zip(cuts, [*cuts[1:], end], strict=True)


def _activity(paragraph: Paragraph, start: int, end: int) -> Guess[Activity] | None:
    words = _LEAD.sub("", paragraph.text[start:end])
    name = bare(words)
    if not search_key(name).startswith(_ACTIVITY) or not 8 <= len(name) <= _LONGEST_ACTIVITY:
        return None
    if search_key(name).endswith(("ky niem", "chao mung", "huong ve")):  # what introduces an anniversary
        return None
    at = paragraph.text.find(name, start)
    lines = paragraph.lines_of(at, at + len(name))
    return Guess(Activity(upper_first(name)), lines, sure=False, note=GUESSED)
