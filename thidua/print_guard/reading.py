"""A finished PDF as pieces of text and boxes with their places in millimetres from the upper left corner.

A piece is what the renderer wrote at one go: in one font, on one line. Read by pdfium, which is not made for threads.
"""

import ctypes
import threading
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

MM = 25.4 / 72
# Of Liberation Serif, in parts of its size: how far its letters reach above and below the line they stand on.
ASCENT, DESCENT = 0.891, 0.216
SAME_LINE = 0.6
MARGIN_ZONE = 18  # what stands on a line above that belongs to the margin
ONE_AT_A_TIME = threading.Lock()
BLACK = (0, 0, 0)
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


class Unreadable(Exception):
    """These bytes are no PDF."""


def compact(text: str) -> str:
    """Without any space, and without signs nobody sees: where a line is broken does not matter."""
    return "".join(unicodedata.normalize("NFC", text).translate(UNSEEN).split())


@dataclass(frozen=True)
class Piece:
    """size in pt, the rest in mm; `x0` is where the pen starts, `baseline` the line the letters stand on."""

    text: str
    page: int
    x0: float
    x1: float
    baseline: float
    size: float
    font: str
    embedded: bool
    black: bool

    @cached_property
    def compact(self) -> str:
        return compact(self.text)

    @property
    def top(self) -> float:
        return self.baseline - ASCENT * self.size * MM

    @property
    def bottom(self) -> float:
        return self.baseline + DESCENT * self.size * MM

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def bold(self) -> bool:
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        return "Italic" in self.font


@dataclass(frozen=True)
class Box:
    """A rule or the border of a cell."""

    x0: float
    x1: float
    top: float
    bottom: float
    black: bool

    @property
    def width(self) -> float:
        return self.x1 - self.x0


@dataclass(frozen=True)
class Page:
    """`number` from 0."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    boxes: tuple[Box, ...]

    @cached_property
    def body(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.baseline >= MARGIN_ZONE and piece.compact)

    @cached_property
    def margin(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.baseline < MARGIN_ZONE and piece.compact)

    @cached_property
    def lines(self) -> list[list[Piece]]:
        """The body from top to bottom, each line from left to right."""
        lines: list[list[Piece]] = []
        for piece in sorted(self.body, key=lambda piece: piece.baseline):
            if lines and piece.baseline - lines[-1][0].baseline <= SAME_LINE:
                lines[-1].append(piece)
            else:
                lines.append([piece])
        return [sorted(line, key=lambda piece: piece.x0) for line in lines]


@dataclass(frozen=True)
class File:
    pages: tuple[Page, ...]
    title: str
    author: str


def read(content: bytes) -> File:
    """Raises Unreadable."""
    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as problem:
            raise Unreadable(str(problem)) from problem
        try:
            pages = tuple(_page(document, number) for number in range(len(document)))
            return File(pages, document.get_metadata_value("Title"), document.get_metadata_value("Author"))
        finally:
            document.close()


def _page(document: Any, number: int) -> Page:
    page = document[number]
    width, height = page.get_size()
    text = page.get_textpage()
    pieces, boxes = [], []
    try:
        for item in page.get_objects(max_depth=4, textpage=text):
            if item.type == raw.FPDF_PAGEOBJ_TEXT:
                pieces.append(_piece(item, number, height))
            elif item.type == raw.FPDF_PAGEOBJ_PATH:
                left, low, right, high = item.get_bounds()
                box = Box(left * MM, right * MM, (height - high) * MM, (height - low) * MM, _is_black(item))
                boxes.append(box)
    finally:
        text.close()
        page.close()
    return Page(number, width * MM, height * MM, tuple(pieces), tuple(boxes))


def _piece(item: Any, number: int, height: float) -> Piece:
    matrix, font = item.get_matrix(), item.get_font()
    right = item.get_bounds()[2]
    name = font.get_base_name().partition("+")
    return Piece(
        text=item.extract(),
        page=number,
        x0=matrix.e * MM,
        x1=right * MM,
        baseline=(height - matrix.f) * MM,
        size=round(item.get_font_size() * matrix.a, 1),
        font=name[2] or name[0],
        embedded=font.is_embedded,
        black=_is_black(item),
    )


def _is_black(item: Any) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(item, *parts):
        return True
    return tuple(part.value for part in parts[:3]) == BLACK
