"""What stands before the first section: number, date, title, the years spoken of, legal bases, introduction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from campaigns.reading.dates import Years, in_full, written_in
from campaigns.reading.lines import Paragraph, is_caps
from campaigns.reading.proposal import Guess
from thidua.vietnamese import search_key, upper_first

_NUMBER = re.compile(r"(?:^|\s)Số\s*:?\s*(\d{1,5})\s*/\s*[A-ZĐ-]*KH\b")
_PLACE_AND_DATE = re.compile(
    r"[A-ZĐ][\w. ]{2,40},\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE
)
_PLAN = re.compile(r"KẾ\s+HOẠCH\b[\s:.-]*|Kế\s+hoạch\s*$")
_SCHOOL_YEAR = re.compile(r"năm\s+học\s*:?\s*(\d{4})\s*[-–—/]\s*(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm\s+((?:19|20|21)\d{2})\b(?!\s*[-–—]\s*\d{4})", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_BASIS = re.compile(r"(?:căn cứ|thực hiện|theo|xét|thi hành|triển khai)\s", re.IGNORECASE)
_KINDS_OF_TEXT = (
    "luat",
    "phap lenh",
    "nghi dinh",
    "nghi quyet",
    "chi thi",
    "quyet dinh",
    "thong tu",
    "ke hoach",
    "cong van",
    "huong dan",
    "quy che",
    "quy dinh",
    "thong bao",
    "de nghi",
    "dieu le",
    "phuong huong",
)
_NEXT_BASIS = re.compile(r";\s*(?=(?:Căn cứ|Thực hiện|Theo|Xét|Thi hành)\s)")
_THEN = re.compile(
    r",\s+(?=(?:Trường|Nhà trường|trường|nhà trường|Hội đồng|Ban|Sở|Học viện|Trung tâm|Cơ quan|Phòng)\b[^;]{0,200}?"
    r"\b(?:xây dựng|ban hành|phát động|lập|triển khai)\b)"
)
_TITLES = ("phat dong", "ke hoach", "trien khai")
_STRANGERS = ("cong hoa xa hoi", "doc lap", "so:", "kinh gui", "dang cong san viet nam")
IN_CAPITALS = "Văn bản viết hoa toàn bộ; kiểm tra chữ hoa của tên riêng."
FIRST_OF_TWO = "Năm học {} - {}; ghi theo năm đầu."
FROM_DATES = "Văn bản không ghi rõ năm; lấy theo năm hay gặp nhất."
CUT = "Căn cứ này nằm chung câu với lời mở đầu; kiểm tra chỗ ngắt."
LONGEST_TITLE = 300


@dataclass(frozen=True)
class Head:
    number: Guess[int] | None = None
    title: Guess[str] | None = None
    legal_bases: tuple[Guess[str], ...] = ()
    introduction: Guess[str] | None = None


def years_of(paragraphs: Sequence[Paragraph]) -> tuple[Years, Guess[int]] | None:
    """From the title if it says so, else where “năm …” is first said, else the year most written."""
    for paragraph in paragraphs:
        if found := _SCHOOL_YEAR.search(paragraph.text):
            first, last = int(found[1]), int(found[2])
            if last - first == 1:
                note = FIRST_OF_TWO.format(first, last)
                return Years(first, last), Guess(first, paragraph.lines_of(*found.span()), True, note)
        found = _YEAR.search(paragraph.text)
        if found and (paragraph.key.startswith(_TITLES) or is_caps(paragraph.text)):
            return Years(int(found[1]), int(found[1])), Guess(int(found[1]), paragraph.lines_of(*found.span()))
    return _most_written(paragraphs)


def _most_written(paragraphs: Sequence[Paragraph]) -> tuple[Years, Guess[int]] | None:
    counts: dict[int, list[int]] = {}
    for paragraph in paragraphs:
        for found in _ANY_YEAR.finditer(paragraph.text):
            counts.setdefault(int(found[1]), []).extend(paragraph.lines_of(*found.span()))
    if not counts:
        return None
    year = max(counts, key=lambda one: (len(counts[one]), one))
    return Years(year, year), Guess(year, (counts[year][0],), sure=False, note=FROM_DATES)


def plan_date_in(paragraphs: Sequence[Paragraph], years: Years) -> Guess[date] | None:
    for paragraph in paragraphs:
        if found := _PLACE_AND_DATE.search(paragraph.text):
            read = in_full(written_in(paragraph.text, found.start())[0], years)
            if read.value:
                return Guess(read.value, paragraph.lines_of(*found.span()))
    return None


def read_head(paragraphs: Sequence[Paragraph]) -> Head:
    """Of the paragraphs before the first section."""
    number: Guess[int] | None = None
    title_rows: list[tuple[Paragraph, int]] = []
    bases: list[Paragraph] = []
    intro: list[Paragraph] = []
    in_title = False
    for paragraph in paragraphs:
        if number is None and (found := _NUMBER.search(paragraph.text)):
            number = Guess(int(found[1]), paragraph.lines_of(*found.span()))
        text = paragraph.text
        if (found := _PLAN.match(text)) and not bases and not intro:
            in_title, title_rows = True, [(paragraph, found.end())] if text[found.end() :].strip() else []
        elif _is_basis(paragraph.body):
            in_title = False
            bases.append(paragraph)
        elif in_title and _is_title(paragraph, title_rows):
            title_rows.append((paragraph, 0))
        elif bases or (in_title and title_rows) or _is_introduction(text):
            in_title = False
            intro.append(paragraph)
    legal_bases, rest = _bases(bases)
    return Head(number, _title(title_rows), tuple(legal_bases), _introduction(rest, intro))


def _is_title(paragraph: Paragraph, so_far: list[tuple[Paragraph, int]]) -> bool:
    text = paragraph.text
    is_stranger = paragraph.key.startswith(_STRANGERS) or _PLACE_AND_DATE.search(text)
    return not is_stranger and len(so_far) < 3 and len(text) <= LONGEST_TITLE and not text.endswith((":", ";"))


def _title(rows: list[tuple[Paragraph, int]]) -> Guess[str] | None:
    text = " ".join(paragraph.text[at:].strip() for paragraph, at in rows).strip(" .-–:")[:LONGEST_TITLE]
    lines = tuple(line for paragraph, _ in rows for line in paragraph.lines)
    if not text:
        return None
    if is_caps(text):
        return Guess(text[:1] + text[1:].lower(), lines, sure=False, note=IN_CAPITALS)
    return Guess(upper_first(text), lines)


def _is_basis(text: str) -> bool:
    """“Căn cứ …”, and “Thực hiện …” with the name of a document soon after."""
    if not _BASIS.match(text):
        return False
    return search_key(text).startswith("can cu") or any(
        f" {word} " in f" {search_key(text[:90])} " for word in _KINDS_OF_TEXT
    )


def _is_introduction(text: str) -> bool:
    return len(text.split()) >= 15 and text[-1:] in ".:;"


def _bases(rows: list[Paragraph]) -> tuple[list[Guess[str]], list[tuple[str, tuple[int, ...]]]]:
    """One guess a basis; what follows the last of them in its sentence belongs to the introduction."""
    found: list[Guess[str]] = []
    rest: list[tuple[str, tuple[int, ...]]] = []
    for paragraph in rows:
        edges = [paragraph.body_at, *(cut.end() for cut in _NEXT_BASIS.finditer(paragraph.text)), len(paragraph.text)]
        for start, end in pairwise(edges):
            text = paragraph.text[start:end]
            then = _THEN.search(text)
            if then:
                rest.append((text[then.end() :].strip(), paragraph.lines_of(start + then.end(), end)))
                text = text[: then.start()]
            lines = paragraph.lines_of(start, start + max(len(text), 1))
            found.append(Guess(text.strip().rstrip(";,. "), lines, sure=not then, note=CUT if then else ""))
    return [one for one in found if one.value], rest


def _introduction(rest: list[tuple[str, tuple[int, ...]]], rows: list[Paragraph]) -> Guess[str] | None:
    texts = [(upper_first(text), lines) for text, lines in rest] + [(one.text, one.lines) for one in rows]
    if not texts:
        return None
    return Guess("\n".join(text for text, _ in texts), tuple(line for _, lines in texts for line in lines))
