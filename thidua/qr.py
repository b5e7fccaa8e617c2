"""A QR code as a picture that a paper carries in itself."""

import base64
import io

import segno

ERRORS_MENDED = "m"  # a seventh of the squares may be lost: a stamp, a fold


def picture(text: str) -> str:
    """The address of an SVG for `<img src>`: black squares, four squares of nothing around them."""
    code, drawn = segno.make(text, error=ERRORS_MENDED, micro=False), io.BytesIO()
    code.save(drawn, kind="svg", xmldecl=False, omitsize=True, svgclass=None, lineclass=None)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode('ascii')}"
