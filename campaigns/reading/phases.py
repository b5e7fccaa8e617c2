"""The đợt of a plan: where each begins and ends in the text, its days, its theme, what it looks towards."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from campaigns.reading.anniversaries import Frame, days_and_activities
from campaigns.reading.dates import Read, Years, in_full, span_in, written_in
from campaigns.reading.lines import UNMARKED, Paragraph
from campaigns.reading.proposal import Guess, Phase
from campaigns.reading.quotes import after_word, bare, quoted_in
from campaigns.reading.sections import is_top_heading
from thidua.vietnamese import search_key

_ORDINALS = {"nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
_OPENER = re.compile(
    r"(?:thi đua\s+)?(?:đợt|giai đoạn)\s+(?:thi đua\s+)?(?:thứ\s+)?"
    r"(?P<ordinal>\d{1,2}|[IVX]{1,4}|nhất|một|hai|ba|tư|bốn|năm|sáu)\b"
    r"(?=\s*(?:$|[:.,;(–—-]|từ\b|năm\s+\d|năm học\b|với\b|\"|“|\d))",
    re.IGNORECASE,
)
_TIMES = ("thoi gian", "tu ngay", "tu thang")
MOST, LONGEST_THEME = 12, 300
THEME = r"chủ đề(?: thi đua)?(?: (?:của )?đợt(?: \d)?)?|khẩu hiệu|chủ điểm"
_SELF_EVALUATION = ("tu danh gia", "so ket")
ONE_PHASE = "Văn bản không chia đợt; đề nghị một đợt."
GUESSED_THEME = "Đoán là chủ đề của đợt: văn bản không ghi chữ “chủ đề”."
LONG_THEME = "Chủ đề dài quá {} ký tự, đã cắt bớt."


@dataclass
class Stretch:
    """The paragraphs of one phase; the first opens it."""

    ordinal: int
    paragraphs: list[Paragraph] = field(default_factory=list)


def ordinal_of(paragraph: Paragraph) -> int:
    """2 for “Đợt II: …”, “2. Đợt thứ hai (từ …)”; 0 for anything else."""
    found = _OPENER.match(paragraph.body)
    if not found:
        return 0
    word = found["ordinal"]
    return int(word) if word.isdecimal() else _ROMAN.get(word.upper(), 0) or _ORDINALS.get(search_key(word), 0)


def split(paragraphs: Sequence[Paragraph]) -> tuple[list[Stretch], list[Paragraph]]:
    """The stretches of the phases, and all other paragraphs; a phase named again later is talk about it."""
    stretches: list[Stretch] = []
    rest: list[Paragraph] = []
    current: Stretch | None = None
    for paragraph in paragraphs:
        ordinal = ordinal_of(paragraph)
        if 0 < ordinal <= MOST and all(stretch.ordinal != ordinal for stretch in stretches):
            current = Stretch(ordinal)
            stretches.append(current)
        elif current is not None and _ends(paragraph, current):
            current = None
        (current.paragraphs if current is not None else rest).append(paragraph)
    return stretches, rest


def _ends(paragraph: Paragraph, current: Stretch) -> bool:
    """A heading, or a mark that stands as high as the phase's own; the first mark inside tells how deep it goes."""
    if is_top_heading(paragraph):
        return True
    if paragraph.rank == UNMARKED:
        return False
    opener, inside = current.paragraphs[0], islice(current.paragraphs, 1, None)
    first = next((one for one in inside if one.rank != UNMARKED), None)
    if opener.rank != UNMARKED:
        return paragraph.rank <= opener.rank
    if first is not None:
        return paragraph.rank < first.rank
    return paragraph.label.isdecimal() and paragraph.label != "1"


def read_phase(stretch: Stretch, years: Years) -> Phase:
    rows = stretch.paragraphs
    span = _span_of(rows, years)
    (starts_on, ends_on), until = span if span else ((None, None), 0)
    frame = Frame(years, starts_on.value if starts_on else None, ends_on.value if ends_on else None)
    days, activities = days_and_activities([_without_span(rows[0], until), *rows[1:]], frame)
    return Phase(
        stretch.ordinal,
        rows[0].lines,
        _theme_of(rows),
        starts_on,
        ends_on,
        _evaluation_of(rows, years),
        days,
        activities,
    )


def _without_span(paragraph: Paragraph, until: int) -> Paragraph:
    """The same paragraph, its days passed over: they are no anniversary."""
    at = max(paragraph.body_at, until)
    return Paragraph(paragraph.text, paragraph.starts, paragraph.rank, paragraph.label, at)


Span = tuple[Guess[date] | None, Guess[date] | None]


def _span_of(rows: Sequence[Paragraph], years: Years) -> tuple[Span, int] | None:
    for place, paragraph in enumerate(rows):
        found = span_in(paragraph.text, years, paragraph.body_at)
        if found and not _in_bracket_of_a_day(paragraph.text, found[0]):
            return (_guess(found[0], paragraph), _guess(found[1], paragraph)), (0 if place else found[1].place[1])
    return None


def _in_bracket_of_a_day(text: str, read: Read) -> bool:
    """“(03/02/1930 - 03/02/2022)” is an anniversary; “Đợt 1 (từ 01/02 đến 30/6)” is not."""
    return read.value is not None and read.value.year < 1990


def _guess(read: Read, paragraph: Paragraph) -> Guess[date] | None:
    if read.value is None:
        return None
    return Guess(read.value, paragraph.lines_of(*read.place), read.sure, read.note)


def _theme_of(rows: Sequence[Paragraph]) -> Guess[str] | None:
    for paragraph in rows:
        if found := after_word(paragraph.text, THEME):
            return themed(found.text, paragraph.lines_of(found.start, found.end))
    opener = rows[0]
    if first := next(quoted_in(opener.text), None):  # “Đợt 1: “…””, without the word
        return Guess(first.text, opener.lines_of(first.start, first.end), sure=False, note=GUESSED_THEME)
    return None


def themed(text: str, lines: tuple[int, ...]) -> Guess[str]:
    text = bare(text)
    is_long = len(text) > LONGEST_THEME
    return Guess(text[:LONGEST_THEME], lines, not is_long, LONG_THEME.format(LONGEST_THEME) if is_long else "")


def _evaluation_of(rows: Sequence[Paragraph], years: Years) -> Guess[date] | None:
    """“tự đánh giá trước ngày 25/6/2022”."""
    for paragraph in rows:
        for sentence in re.finditer(r"[^.;]+(?:[.](?=\d)[^.;]+)*", paragraph.text):
            if not any(word in search_key(sentence[0]) for word in _SELF_EVALUATION):
                continue
            days = [one for one in written_in(sentence[0]) if one.day]
            read = in_full(days[-1], years) if days else None
            if read and read.value:
                at = sentence.start()
                lines = paragraph.lines_of(at + read.place[0], at + read.place[1])
                return Guess(read.value, lines, sure=False, note="Đoán là hạn tự đánh giá của đợt.")
    return None


def single_phase(paragraphs: Sequence[Paragraph], years: Years, theme: Guess[str] | None) -> Phase | None:
    """For a plan that is one stretch: “Thời gian: từ ngày 05/9/2024 đến ngày 31/5/2025”."""
    for paragraph in paragraphs:
        if "thi dua" not in paragraph.key and not paragraph.body_key.startswith(_TIMES):
            continue
        found = _span_of([paragraph], years)
        if not found:
            continue
        starts_on, ends_on = (Guess(one.value, one.lines, False, ONE_PHASE) if one else None for one in found[0])
        frame = Frame(years, starts_on.value if starts_on else None, ends_on.value if ends_on else None)
        others = [_without_span(one, found[1]) if one is paragraph else one for one in paragraphs]
        days, _ = days_and_activities(others, frame)  # of a whole plan, what runs in it is its contents
        return Phase(1, paragraph.lines, theme, starts_on, ends_on, None, days)
    return None
