"""A picture for tests: a blue disc on nothing."""

import base64
import io

from PIL import Image, ImageDraw


def disc_png(side: int = 300) -> bytes:
    image, drawn = Image.new("RGBA", (side, side), (0, 0, 0, 0)), io.BytesIO()
    ImageDraw.Draw(image).ellipse((5, 5, side - 5, side - 5), fill=(20, 60, 160, 255))
    image.save(drawn, "PNG")
    return drawn.getvalue()


def disc() -> str:
    return f"data:image/png;base64,{base64.b64encode(disc_png()).decode()}"
