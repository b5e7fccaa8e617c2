"""How wide a line of text is in the letters our papers are printed in."""

from functools import cache

from django.conf import settings
from PIL import ImageFont

FONTS = {False: "LiberationSerif-Regular.ttf", True: "LiberationSerif-Bold.ttf"}
UNITS = 1000  # measured this large, so that rounding does not matter
MM_PER_POINT = 25.4 / 72


def width_mm(text: str, size_pt: float, *, bold: bool = False) -> float:
    return float(_font(bold).getlength(text)) / UNITS * size_pt * MM_PER_POINT


def fitting(text: str, sizes: tuple[float, ...], room_mm: float, *, bold: bool = False) -> float | None:
    """The first of `sizes` (the largest comes first) at which the text fits on one line; None when none does."""
    return next((size for size in sizes if width_mm(text, size, bold=bold) <= room_mm), None)


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    # The basic layout: the full one needs a library that not every machine has.
    path = settings.BASE_DIR / "static/fonts" / FONTS[bold]
    return ImageFont.truetype(path, UNITS, layout_engine=ImageFont.Layout.BASIC)
