"""Letters: every one in the paper's own typeface, in Unicode; the file as archives want it (§6, points 25, 39, 40)."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from thidua.print_guard.finding import Finding, advice, on_pages, wrong
from thidua.print_guard.old_codes import is_old_code
from thidua.print_guard.rules import FILE, FONT, HABIT
from thidua.print_guard.seen import Seen
from thidua.vietnamese import upper_first

FONTS = Path(__file__).resolve().parent.parent.parent / "static" / "fonts"
BREAKS = {"\n", "\r"}
DRAFT = "DỰTHẢO"


@cache
def drawable() -> frozenset[int]:
    """The letters all four styles of the paper's typeface have."""
    coverage = []
    for path in sorted(FONTS.glob("LiberationSerif-*.ttf")):
        with TTFont(path, lazy=True) as font:
            coverage.append(set(font.getBestCmap()))
    return frozenset(set.intersection(*coverage))


def findings(seen: Seen) -> Iterator[Finding]:
    missing = list(_missing(seen))
    yield from missing
    if not missing:
        yield from _second_typeface(seen)
    yield from _codes(seen)
    if seen.file.pages:
        yield from _file(seen)
        yield from _draft_mark(seen)


def _missing(seen: Seen) -> Iterator[Finding]:
    """A letter that prints as an empty box, or in another typeface: each once, with its first place."""
    told, letters = set(), drawable()
    for place, text in seen.texts:
        for char in text:
            if ord(char) in letters or char in BREAKS or char in told:
                continue
            told.add(char)
            said = f"Phông chữ in văn bản không có ký tự {_named(char)} ở {place}"
            yield wrong("glyph", f"{said} (“{_around(text, char)}”); thay bằng ký tự khác.", FONT)


def _named(char: str) -> str:
    shown = "" if unicodedata.category(char)[0] in "CZM" else f"“{char}” "
    return f"{shown}(U+{ord(char):04X})"


def _around(text: str, char: str) -> str:
    at = text.index(char)
    shown = text[max(at - 15, 0) : at + 15]
    return "".join(one for one in shown if unicodedata.category(one)[0] != "C").strip()


def _second_typeface(seen: Seen) -> Iterator[Finding]:
    family = seen.norms.family
    pieces = [piece for page in seen.file.pages for piece in page.pieces]
    foreign = [piece for piece in pieces if not piece.font.startswith(family) and piece.compact]
    if foreign:
        pages = on_pages(piece.page + 1 for piece in foreign)
        said = f"{pages}: “{foreign[0].text.strip()[:20]}” in bằng phông khác; thay ký tự ấy."
        yield wrong("typeface", said, FONT)
    if not all(piece.embedded for piece in pieces):
        yield advice("embedded", "Có phông chữ không nhúng trong tệp PDF.", FILE)


def _codes(seen: Seen) -> Iterator[Finding]:
    for place, text in seen.texts:
        if is_old_code(text):
            said = f"{upper_first(place)} gõ bằng bảng mã cũ (TCVN3, VNI): “{text[:40]}”; gõ lại bằng Unicode."
            yield wrong("old_code", said, FONT)
            return
    for page in seen.file.pages:
        piece = next((piece for piece in page.pieces if not unicodedata.is_normalized("NFC", piece.text)), None)
        if piece:
            said = (
                f"{on_pages([page.number + 1])}: “{piece.text.strip()[:40]}” có dấu rời; gõ lại bằng Unicode dựng sẵn."
            )
            yield advice("decomposed", said, FONT)
            return


def _file(seen: Seen) -> Iterator[Finding]:
    if not seen.file.title.strip() or not seen.file.author.strip():
        yield advice("metadata", "Tệp PDF chưa ghi tên văn bản hoặc cơ quan ban hành.", FILE)
    elif seen.paper.document_title and " ".join(seen.file.title.split()) != seen.paper.document_title:
        yield advice("metadata", f"Tên ghi trong tệp PDF là “{seen.file.title[:60]}”, khác tên văn bản.", FILE)


def _draft_mark(seen: Seen) -> Iterator[Finding]:
    """On drafts from the first page on; on nothing else."""
    marked = [page.number for page in seen.file.pages if any(piece.compact == DRAFT for piece in page.pieces)]
    if seen.paper.draft and 0 not in marked:
        yield advice("draft_mark", "Dự thảo chưa ghi “DỰ THẢO” ở trang đầu.", HABIT)
    if not seen.paper.draft and marked:
        yield wrong("draft_mark", f"{on_pages(n + 1 for n in marked)}: còn dấu “DỰ THẢO” trên bản để ký.", HABIT)
