"""Text as numbered source lines, and the paragraphs they make: wrapped lines of a PDF joined, page numbers left out."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from thidua import tcvn3
from thidua.vietnamese import nfc, search_key

# How high a mark stands: a paragraph is inside the one before it whose mark stands higher (a smaller number).
PART, CAPITAL, ROMAN, DECIMAL, LETTER, BULLET, UNMARKED = 0, 1, 2, 3, 8, 9, 99

_MARKS = (
    (PART, re.compile(r"(?:PHẦN|Phần)\s+(?:thứ\s+\w+|[IVX]+|\d{1,2}|[A-Z])\b[.:]?\s*")),
    (ROMAN, re.compile(r"([IVX]{1,5})\s*[.)/:–-]\s*(?=\S)")),
    (CAPITAL, re.compile(r"([A-HĐ])\s*[.)/]\s+(?=\S)")),
    (DECIMAL, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\s*[.):]?(?=\s+\S|[^\W\d])\s*")),
    (DECIMAL, re.compile(r"(\d{1,2})\s*(?:[.)](?=\s+\S|[^\W\d])|[/:](?=\s+\S))\s*")),  # not “09/CT-UBND”
    (DECIMAL, re.compile(r"(\d{1,2})\s?[–-]\s*(?![A-ZĐ]{2})(?=[^\W\d])")),  # not “34-CT/TW”
    (DECIMAL, re.compile(r"\((\d{1,2})\)\s*(?=\S)")),
    (LETTER, re.compile(r"([a-zđ])\s*[.)/]\s+(?=\S)")),
    (BULLET, re.compile(r"([-–—+•*▪●○◦·✓➢❖])\s*(?=\S)")),
)
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}")
# Also the word that our own drafts bear on every page.
_PAGE_NUMBER = re.compile(r"\s*(?:(?:[-–—]\s*)?(?:Trang\s+)?\d{1,3}(?:\s*[/–—-]\s*\d{0,3})?)?\s*(?:DỰ THẢO)?\s*")
_BOLD, _ITALIC = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), re.compile(r"(?<![*\w])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?!\*)")
_HEADING, _ESCAPED = re.compile(r"\s*(?:#{1,6}\s+|>\s*)+"), re.compile(r"\\([.\-*_#()\[\]])")
# Words with which a paragraph begins, whatever stood before.
_OPENERS = re.compile(
    r"(?:(?:Đợt|ĐỢT|Giai đoạn)\s+(?:thi đua\s+)?(?:thứ\s+)?(?:\d{1,2}|[IVX]{1,4}|nhất|một|hai|ba|tư|bốn)\b"
    r"\s*(?:[:.(–-]|từ\b|$)|Căn cứ\s"
    r"|(?:Thực hiện|Theo|Thi hành)\s+(?:Luật|Nghị|Chỉ thị|Quyết|Kế hoạch|Công văn|Thông tư|Hướng dẫn)\b"
    r"|Nơi nhận|NƠI NHẬN|Trên đây\s|Điều \d|Kính gửi|Số\s*:)"
)
_SENTENCE_ENDS = (".", ";", "!", "?", "…")
_NARROW, _WIDE = 40, 160  # between them a text seems to be cut into lines of about one length
_MOST_OPEN = 400
_LONGEST_WORD = 40
MOST_JOINED = 400  # lines in one paragraph


@dataclass(frozen=True)
class Paragraph:
    """Joined lines. `starts`: where in `text` each source line begins; `rank` and `label`: its mark (“II.”, “a)”)."""

    text: str
    starts: tuple[tuple[int, int], ...]
    rank: int = UNMARKED
    label: str = ""
    body_at: int = 0

    @property
    def body(self) -> str:
        return self.text[self.body_at :]

    @cached_property
    def key(self) -> str:
        """Small letters without marks, as headings are compared."""
        return search_key(self.text)

    @cached_property
    def body_key(self) -> str:
        return search_key(self.body) if self.body_at else self.key

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(number for _, number in self.starts)

    def lines_of(self, start: int, end: int) -> tuple[int, ...]:
        """Numbers of the source lines on which text[start:end] stands."""
        offsets = [offset for offset, _ in self.starts]
        first, last = bisect_right(offsets, start) - 1, bisect_right(offsets, max(start, end - 1)) - 1
        return tuple(number for _, number in self.starts[max(first, 0) : max(last, 0) + 1])


def source_lines(text: str) -> tuple[tuple[str, ...], bool]:
    """The lines as they are shown and numbered from 1, and whether they were typed in TCVN3 (.VnTime)."""
    lines = [" ".join(line.split()) for line in nfc(text).replace("\f", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    # a “word” of thousands of letters is none, and searching it takes the square of its length
    words = [" ".join(word for word in line.split() if len(word) <= _LONGEST_WORD) for line in lines]
    telling = [line for line in words if tcvn3.has_telling_sign(line)]
    is_old = bool(telling) and sum(map(tcvn3.looks_old, telling)) * 2 > len(telling)
    is_old = is_old and not any(map(tcvn3.is_unicode_vietnamese, lines))
    return (tuple(map(tcvn3.to_unicode, lines)) if is_old else tuple(lines)), is_old


def plain(line: str) -> str:
    """Without the signs of Markdown; "" for a rule."""
    if _RULE.fullmatch(line):
        return ""
    text = _HEADING.sub("", line, count=1) if _HEADING.match(line) else line
    if text.startswith("|"):
        text = " ".join(text.strip("|").split("|"))
    text = _ITALIC.sub(r"\1", _BOLD.sub(r"\1", text))
    return " ".join(_ESCAPED.sub(r"\1", text).split())


def is_page_number(line: str) -> bool:
    return bool(line) and bool(_PAGE_NUMBER.fullmatch(line))


def is_caps(text: str) -> bool:
    """A line in capitals, as titles are."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 4 and sum(char.isupper() for char in letters) * 10 >= len(letters) * 9


def marked(text: str) -> tuple[int, str, int]:
    """Rank, label and length of the mark a paragraph begins with."""
    for rank, pattern in _MARKS:
        if found := pattern.match(text):
            label = found[found.lastindex] if found.lastindex else found[0].strip()
            return rank + (label.count(".") if rank == DECIMAL else 0), label, found.end()
    return UNMARKED, "", 0


def paragraphs(lines: Iterable[str]) -> list[Paragraph]:
    numbered = [(number, plain(line)) for number, line in enumerate(lines, start=1)]
    numbered = [(number, text) for number, text in numbered if not text or not is_page_number(text)]
    width = _usual_width([text for _, text in numbered if text])
    found: list[list[tuple[int, str]]] = []
    gap = True
    for number, text in numbered:
        if not text:
            gap = True
            continue
        if not found or _begins(text, found[-1], gap, width):
            found.append([])
        found[-1].append((number, text))
        gap = False
    return [_joined(pieces) for pieces in found]


def _joined(pieces: list[tuple[int, str]]) -> Paragraph:
    text, starts = "", []
    for number, piece in pieces:
        text += " " if text else ""
        starts.append((len(text), number))
        text += piece
    rank, label, length = marked(text)
    return Paragraph(text, tuple(starts), rank, label, length)


def _usual_width(texts: list[str]) -> int:
    lengths = sorted(map(len, texts))
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _begins(text: str, before: list[tuple[int, str]], gap: bool, width: int) -> bool:
    """Whether the line is a new paragraph, and not the rest of the one before."""
    last = before[-1][1]
    if len(before) >= MOST_JOINED:
        return True
    rank = marked(text)[0]
    if _is_open(before) and rank not in (PART, ROMAN) and not is_caps(text):
        return False
    if rank != UNMARKED or _OPENERS.match(text):
        return True
    if is_caps(text) or is_caps(last):
        return not (is_caps(text) and is_caps(last) and not gap and marked(before[0][1])[0] != UNMARKED)
    if text[0].islower():
        return gap and last.endswith((*_SENTENCE_ENDS, ":"))
    if gap or last.endswith(_SENTENCE_ENDS):
        return True
    if last.endswith(":"):
        return text[0] not in "“\"'"
    return not (_NARROW <= width <= _WIDE and len(last) * 10 >= width * 7)


def _is_open(before: list[tuple[int, str]]) -> bool:
    """A bracket or a quotation mark stands open at the end of the lines so far."""
    tail = " ".join(piece for _, piece in before[-4:])[-_MOST_OPEN:]
    return tail.rfind("(") > tail.rfind(")") or tail.rfind("“") > tail.rfind("”")
