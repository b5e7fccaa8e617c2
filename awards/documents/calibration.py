"""The sheet that is laid over a pre-printed blank: a ruler on every edge, crosses, the frames of the fields."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from awards.documents.sheets import HEIGHT, WIDTH, Design, Spot
from awards.models.certificates import Field
from campaigns.documents.letterheads import verify_url_of

LONG, MIDDLE, SHORT = 6, 4, 2.5  # strokes of the ruler, at 10, 5 and 1 mm
CROSS, CROSS_ARM = 20, 5  # a cross so far from the corners
CENTRE = 0.5
_RULER = 'stroke="#000" stroke-width="0.1"'
_CROSS = 'stroke="#000" stroke-width="0.25"'
_FRAME = 'stroke="#1a56a8" stroke-width="0.2" stroke-dasharray="2 1"'


@dataclass(frozen=True)
class Label:
    """A word at a place; `name` makes its class."""

    name: str
    text: str
    x: float
    y: float


def sheet(design: Design) -> tuple[dict[str, Any], str]:
    """What the template prints, and the stylesheet of its places."""
    wide, high = WIDTH * design.scale, HEIGHT * design.scale
    spots = {name: spot for name, spot in design.spots.items() if name in Field.values}
    labels = [*_numbers(wide, high), *_names(spots)]
    paths = [(_RULER, _ruler(wide, high)), (_CROSS, _crosses(wide, high)), (_FRAME, map(_frame, spots.values()))]
    drawn = "".join(f'<path d="{"".join(parts)}" {style}/>' for style, parts in paths)
    viewbox = f"0 0 {wide:.3f} {high:.3f}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{viewbox}"><g fill="none">{drawn}</g></svg>'
    context = {
        "lines": f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode('ascii')}",
        "labels": labels,
        "about": _about(design),
    }
    return context, "\n".join(_rules(wide, high, labels))


def _about(design: Design) -> str:
    moved = f"dịch cả trang {_mm(design.dx)} sang phải, {_mm(design.dy)} xuống" if design.is_overprint else "in đủ"
    return f"Trang canh chỉnh, khổ {design.paper}, {moved}. In ở tỷ lệ 100%, không co vừa trang; vạch nhỏ là 1 mm."


def _mm(value: float) -> str:
    return f"{value:g} mm".replace(".", ",")


def _ruler(wide: float, high: float) -> Iterator[str]:
    for at in range(1, int(wide)):
        length = _stroke(at)
        yield f"M{at} 0v{length}M{at} {high:.3f}v-{length}"
    for at in range(1, int(high)):
        length = _stroke(at)
        yield f"M0 {at}h{length}M{wide:.3f} {at}h-{length}"


def _stroke(at: int) -> float:
    return SHORT if at % 5 else MIDDLE if at % 10 else LONG


def _crosses(wide: float, high: float) -> Iterator[str]:
    corners = [(x, y) for x in (CROSS, wide - CROSS) for y in (CROSS, high - CROSS)]
    for x, y in [*corners, (wide * CENTRE, high * CENTRE)]:
        yield f"M{x - CROSS_ARM:.3f} {y:.3f}h{2 * CROSS_ARM}M{x:.3f} {y - CROSS_ARM:.3f}v{2 * CROSS_ARM}"


def _frame(spot: Spot) -> str:
    return f"M{spot.x:.3f} {spot.y:.3f}h{spot.width:.3f}v{spot.height:.3f}h-{spot.width:.3f}z"


def _numbers(wide: float, high: float) -> Iterator[Label]:
    for at in range(10, int(wide) - 5, 10):
        yield Label(f"across-{at}", str(at), at - 4, LONG + 0.5)
    for at in range(10, int(high) - 5, 10):
        yield Label(f"down-{at}", str(at), LONG + 0.5, at - 1.5)


def named(field: Field) -> str:
    """What is printed there: a QR code only where there is an address for it to lead to."""
    return "Mã xác minh" if field == Field.VERIFY and not verify_url_of("MA") else field.label


def _names(spots: dict[str, Spot]) -> Iterator[Label]:
    for name, spot in spots.items():
        yield Label(
            f"of-{name}",
            f"{named(Field(name))}: {_mm(round(spot.x, 1))}, {_mm(round(spot.y, 1))}",
            spot.x + 1,
            spot.y + 0.8,
        )


def _rules(wide: float, high: float, labels: list[Label]) -> Iterator[str]:
    yield f"@page calibration {{ size: {wide:.3f}mm {high:.3f}mm; margin: 0; @top-center {{ content: none }} }}"
    yield f".calibration, .lines {{ width: {wide:.3f}mm; height: {high:.3f}mm }}"
    for label in labels:
        yield f".l-{label.name} {{ left: {label.x:.3f}mm; top: {label.y:.3f}mm }}"
