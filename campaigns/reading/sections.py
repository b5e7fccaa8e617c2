"""The plan cut into its sections by their headings, and the numbered items of a section."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from campaigns.reading.lines import (
    BULLET,
    CAPITAL,
    DECIMAL,
    LETTER,
    PART,
    ROMAN,
    UNMARKED,
    Paragraph,
    is_caps,
)
from campaigns.reading.proposal import Guess
from thidua.vietnamese import search_key

PURPOSES, THEME, MOTTO, CONTENTS = "purposes", "theme", "motto", "contents"
MOVEMENTS, PHASES, TARGETS, ORGANISATION, OTHER = "movements", "phases", "targets", "organisation", "other"
DEADLINES = "deadlines"

# The words a heading begins with, without marks; the first that fits decides.
_KEYS = (
    (THEME, ("chu de",)),
    (MOTTO, ("phuong cham", "khau hieu")),
    (MOVEMENTS, ("cac phong trao", "phong trao thi dua", "phat dong cac phong trao", "huong ung", "cac cuoc van dong")),
    (TARGETS, ("chi tieu", "cac chi tieu", "muc tieu, chi tieu", "chi tieu, danh hieu", "dang ky danh hieu")),
    (PURPOSES, ("muc dich", "yeu cau", "muc tieu")),
    (CONTENTS, ("noi dung", "nhiem vu trong tam", "trong tam thi dua")),
    (DEADLINES, ("thoi han", "cac moc thoi gian")),
    (
        PHASES,
        ("cac dot", "dot thi dua", "thoi gian", "phan ky", "chia dot", "cac giai doan", "tien do", "lich thi dua"),
    ),
    (ORGANISATION, ("to chuc thuc hien", "to chuc trien khai", "bien phap", "giai phap", "phan cong", "trach nhiem")),
)
_INLINE = {THEME, MOTTO, PHASES}  # headings that may be a mere bullet, with their text on the same line
_LONGEST_HEAD, _MOST_WORDS, _FEW_WORDS, _COLON_WITHIN = 110, 16, 6, 90
_HEADING_RANK = ROMAN  # of a heading in capitals without a mark
FROM_ELSEWHERE = "Lấy từ mục “{}”, không rõ thuộc phần nào."


@dataclass
class Section:
    kind: str
    title: str
    rank: int
    heading: Paragraph | None = None
    inline_at: int = 0  # where in the heading's text the value begins: “Chủ đề: …”
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def inline(self) -> str:
        return self.heading.text[self.inline_at :].strip() if self.heading and self.inline_at else ""


def kind_of(head: str) -> str:
    key = search_key(head)
    return next((kind for kind, keys in _KEYS if key.startswith(keys)), "")


def heading_of(paragraph: Paragraph) -> Section | None:
    """The section this paragraph opens, when it is a heading we know."""
    body = paragraph.body
    colon = body.find(":", 0, _COLON_WITHIN)
    head = (body if colon < 0 else body[:colon]).strip()
    kind = kind_of(head) if len(head) <= _LONGEST_HEAD and len(head.split()) <= _MOST_WORDS else ""
    if not kind:
        return None
    value = body[colon + 1 :].strip() if colon >= 0 else ""
    if colon < 0 and head.endswith((".", ";", ",")):
        return None
    if paragraph.rank in (BULLET, UNMARKED) and not is_caps(head) and not (kind in _INLINE and value):
        # “Chủ đề thi đua” alone on its line, as a text without numbers has it
        is_short = paragraph.rank == UNMARKED and len(head.split()) <= _FEW_WORDS and not value
        if not is_short:
            return None
    inline_at = len(paragraph.text) - len(value) if value else 0
    return Section(kind, head, rank_of(paragraph), paragraph, inline_at)


def rank_of(paragraph: Paragraph) -> int:
    return _HEADING_RANK if paragraph.rank == UNMARKED and is_caps(paragraph.text) else paragraph.rank


def is_top_heading(paragraph: Paragraph) -> bool:
    """“IV. KHEN THƯỞNG”: opens a section, whatever its words are."""
    if paragraph.rank in (PART, CAPITAL, ROMAN):
        return True
    return paragraph.rank == UNMARKED and is_caps(paragraph.text) and len(paragraph.text.split()) <= _MOST_WORDS


def sections(paragraphs: Sequence[Paragraph]) -> list[Section]:
    """The sections in their order; a paragraph under no heading is in none of them."""
    found: list[Section] = []
    open_ones: list[Section] = []
    for paragraph in paragraphs:
        opened = heading_of(paragraph)
        if opened is None and is_top_heading(paragraph):
            opened = Section(OTHER, paragraph.body.strip(), rank_of(paragraph), paragraph)
        if opened is not None and not _is_item(opened, open_ones):
            open_ones = [one for one in open_ones if one.rank < opened.rank and opened.rank != UNMARKED]
            open_ones.append(opened)
            found.append(opened)
            continue
        _put(paragraph, open_ones, found)
    return found


def _is_item(opened: Section, open_ones: list[Section]) -> bool:
    """“- Nội dung: …” deep inside the organisation is a point of it, not a section."""
    deep = opened.rank in (LETTER, BULLET) or (opened.rank != UNMARKED and opened.rank > DECIMAL + 1)
    return deep and bool(open_ones) and opened.kind not in _INLINE and open_ones[-1].rank >= DECIMAL


def _put(paragraph: Paragraph, open_ones: list[Section], found: list[Section]) -> None:
    """Into the innermost open section it can stand in; a sibling of that section's heading closes it."""
    rank = paragraph.rank
    closed = None
    while open_ones and rank != UNMARKED and open_ones[-1].rank >= rank and open_ones[-1].rank != UNMARKED:
        closed = open_ones.pop()
    if not open_ones and closed is not None:
        opened = Section(OTHER, paragraph.body.strip(), rank, paragraph)
        open_ones.append(opened)
        found.append(opened)
        return
    if not open_ones:
        return
    if closed is not None:  # the parent goes on: its paragraphs stand in a section of their own, in their place
        parent = open_ones[-1]
        again = Section(parent.kind, parent.title, parent.rank, None)
        open_ones[-1] = again
        found.append(again)
    open_ones[-1].paragraphs.append(paragraph)


def items_of(section: Section, note: str = "") -> list[Guess[str]]:
    """The section's numbered points; what stands deeper goes with its point, a paragraph a line."""
    rows = section.paragraphs
    ranks = [paragraph.rank for paragraph in rows if paragraph.rank != UNMARKED]
    base = min(ranks, default=UNMARKED)
    groups: list[list[Paragraph]] = []
    if section.inline:
        groups.append([])
    for paragraph in rows:
        if paragraph.rank == base or not groups:
            groups.append([])
        groups[-1].append(paragraph)
    found = []
    for number, group in enumerate(groups):
        own = number == 0 and bool(section.inline)
        texts = [section.inline] if own else []
        texts += [one.body if place == 0 and not own else one.text for place, one in enumerate(group)]
        lines = [line for one in group for line in one.lines]
        if own and section.heading:
            lines = [*section.heading.lines, *lines]
        text = "\n".join(texts).strip()
        if text and not (len(group) == 1 and base != UNMARKED and group[0].rank == UNMARKED and text.endswith(":")):
            found.append(Guess(text, tuple(lines), sure=not note, note=note))
    return found
