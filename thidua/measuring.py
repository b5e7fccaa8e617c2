"""How long a text is on paper, in millimetres: rules and lines are as long as the letters above them."""

from functools import cache

from django.conf import settings
from PIL import ImageFont

FONTS = settings.BASE_DIR / "static/fonts"
FACES = {
    (False, False): "LiberationSerif-Regular.ttf",  # as wide as Times New Roman, letter by letter
    (True, False): "LiberationSerif-Bold.ttf",
    (False, True): "LiberationSerif-Italic.ttf",
    (True, True): "LiberationSerif-BoldItalic.ttf",
}
UNITS = 1000
MM_PER_PT = 25.4 / 72


@cache
def _face(bold: bool, italic: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / FACES[bold, italic]), UNITS, layout_engine=ImageFont.Layout.BASIC)


def width_mm(text: str, size_pt: float, *, bold: bool = False, italic: bool = False) -> float:
    """Of one line."""
    return float(_face(bold, italic).getlength(text)) / UNITS * size_pt * MM_PER_PT
