"""A paper beside the file drawn from it: its sheets, and where each of its texts stands."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from thidua.papers import Appendix, Paper, Part
from thidua.print_guard.reading import File, Page, Piece, compact
from thidua.print_guard.records import Records
from thidua.print_guard.rules import DECREE_30, Norms
from thidua.print_guard.walking import texts


class Flow:
    """The pieces of some pages in the order they were drawn, to be searched forward; margins and foot left out."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.starts: list[int] = []
        length = 0
        for piece in pieces:
            self.starts.append(length)
            length += len(piece.compact)
        self.text = "".join(piece.compact for piece in pieces)

    def find(self, text: str, start: int = 0) -> "Found | None":
        wanted = compact(text)
        at = self.text.find(wanted, start) if wanted else -1
        return None if at < 0 else self._found(at, at + len(wanted))

    def find_last(self, text: str) -> "Found | None":
        wanted = compact(text)
        at = self.text.rfind(wanted) if wanted else -1
        return None if at < 0 else self._found(at, at + len(wanted))

    def _found(self, start: int, end: int) -> "Found":
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        return Found(start, end, tuple(self.pieces[first : last + 1]))

    @cached_property
    def page_starts(self) -> dict[int, int]:
        """Page → where its text begins."""
        starts: dict[int, int] = {}
        for piece, at in zip(self.pieces, self.starts, strict=True):
            starts.setdefault(piece.page, at)
        return starts

    def ends_page(self, end: int) -> bool:
        """Whether what ends here is the last on its page, and the text goes on upon another."""
        return end in self.page_starts.values() and end > 0


@dataclass(frozen=True)
class Found:
    """Where a text stands: from letter to letter, and on which pieces."""

    start: int
    end: int
    pieces: tuple[Piece, ...]

    @property
    def page(self) -> int:
        return self.pieces[0].page

    @property
    def is_split(self) -> bool:
        return self.pieces[0].page != self.pieces[-1].page


@dataclass(frozen=True)
class Sheets:
    """The main text, or one attachment, with its pages."""

    pages: tuple[Page, ...]
    blocks: tuple[Part, ...]
    flow: Flow
    appendix: Appendix | None = None


@dataclass(frozen=True)
class Seen:
    paper: Paper
    file: File
    records: Records
    norms: Norms = DECREE_30

    @property
    def has_head(self) -> bool:
        """Slips and the like have neither head nor signature of their own."""
        return not hasattr(self.paper, "slips") and bool(self.paper.header.issuer_lines)

    @property
    def is_laid_out(self) -> bool:
        """There is a head, and pages to look at: none where the file could not be read."""
        return self.has_head and bool(self.file.pages)

    @cached_property
    def texts(self) -> list[tuple[str, str]]:
        return list(texts(self.paper))

    @cached_property
    def first(self) -> Page:
        return self.file.pages[0]

    @cached_property
    def main(self) -> Sheets:
        return self.sheets[0]

    @cached_property
    def sheets(self) -> list[Sheets]:
        """The main text and each attachment; where one cannot be found, what stands before it has its pages."""
        starts, cursor = [0], 1
        for appendix in self.paper.appendices:
            cursor = next((n for n in range(cursor, len(self.file.pages)) if _begins(self.file.pages[n], appendix)), -1)
            if cursor < 0:
                break
            starts.append(cursor)
            cursor += 1
        ends = [*starts[1:], len(self.file.pages)]
        return [
            self._sheets(start, end, None if place == 0 else self.paper.appendices[place - 1])
            for place, (start, end) in enumerate(zip(starts, ends, strict=True))
        ]

    def _sheets(self, start: int, end: int, appendix: Appendix | None) -> Sheets:
        pages = self.file.pages[start:end]
        foot = {compact(text) for text in self.paper.foot}
        pieces = [piece for page in pages for piece in page.body if piece.compact not in foot]
        blocks = self.paper.blocks if appendix is None else appendix.blocks
        return Sheets(pages, blocks, Flow(pieces), appendix)

    def pieces_like(self, text: str) -> Iterator[Piece]:
        """Pieces of the first page that are this text alone."""
        wanted = compact(text)
        return (piece for piece in self.first.body if piece.compact == wanted)


def _begins(page: Page, appendix: Appendix) -> bool:
    wanted = compact(appendix.label or appendix.title)
    first = "".join(piece.compact for piece in page.lines[0]) if page.lines else ""
    return bool(first and wanted) and (wanted.startswith(first) or first.startswith(wanted))
