"""A QR code as a picture that a paper carries in itself."""

import base64
import io

import segno

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


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error=ERRORS_MENDED, micro=False)
