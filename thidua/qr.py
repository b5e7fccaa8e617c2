"""A QR code as a picture that a paper carries in itself."""

import base64
import io
from itertools import groupby

import segno

MARGIN = 4  # squares of nothing on each side
DOTS = 8  # for the side of a square: some 400 to the inch
ERRORS_MENDED = "m"  # a seventh of the squares may be lost: a stamp, a fold


def picture(text: str) -> str:
    """The address of an SVG for `<img src>`: black squares, four squares of nothing around them."""
    drawn = io.BytesIO()
    _code(text).save(drawn, kind="svg", xmldecl=False, omitsize=True, svgclass=None, lineclass=None)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode('ascii')}"


def png(text: str) -> bytes:
    """The same code for files that take no SVG, sharp at the size it is printed in."""
    drawn = io.BytesIO()
    _code(text).save(drawn, kind="png", scale=DOTS)
    return drawn.getvalue()


def squares(text: str) -> tuple[int, list[tuple[int, int, int]]]:
    """How many squares a side has, and the black ones: column and row of the first of each stretch, and its length."""
    matrix, stretches = _code(text).matrix, []
    for y, row in enumerate(matrix):
        x = 0
        for is_black, stretch in groupby(row):
            length = len(list(stretch))
            if is_black:
                stretches.append((MARGIN + x, MARGIN + y, length))
            x += length
    return len(matrix) + 2 * MARGIN, stretches


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error=ERRORS_MENDED, micro=False)
