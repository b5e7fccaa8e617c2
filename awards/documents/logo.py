"""The institution's picture as it is drawn on certificates."""

import base64
import io
from functools import lru_cache

from PIL import Image

from awards.models import CertificateLogo
from thidua.uploads import content_of

MOST_PIXELS = 900  # a side: 24 mm at more than 900 points an inch


def picture() -> str:
    """Its address for `<img src>`; empty where there is none or its file is lost."""
    newest = CertificateLogo.objects.select_related("file").first()
    content = content_of(newest.file) if newest and newest.file else None
    return _drawn(content) if content else ""


@lru_cache(maxsize=2)
def _drawn(content: bytes) -> str:
    """Smaller, in plain red, green, blue, without what a camera wrote beside it; what is transparent stays so."""
    with Image.open(io.BytesIO(content)) as opened:
        opened.thumbnail((MOST_PIXELS, MOST_PIXELS))
        image = opened.convert("RGBA")
    drawn = io.BytesIO()
    image.save(drawn, "PNG")
    return f"data:image/png;base64,{base64.b64encode(drawn.getvalue()).decode('ascii')}"
