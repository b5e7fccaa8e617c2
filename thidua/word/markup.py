"""Pieces of WordprocessingML as text: it is read once, as a whole, which is quick for lists of thousands of names.

Lengths are given in millimetres or points and written in twentieths of a point.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from thidua.papers import Run

SPACE, KEPT_SPACE = " ", "\u00a0"
ALIGN = {"justify": "both", "left": "left", "center": "center", "right": "right"}
RULE = 'w:val="single" w:sz="6" w:space="0" w:color="000000"'  # ¾ pt
MM_IN_PT = 72 / 25.4
SIDES = ("top", "left", "bottom", "right")


def mm(length: float) -> int:
    return round(length * 1440 / 25.4)


def pt(length: float) -> int:
    return round(length * 20)


def text(words: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n"))
    return "<w:br/>".join(lines)


def run(words: str, *, bold: bool = False, italic: bool = False, size_pt: float = 0, colour: str = "") -> str:
    """What is not said here is what the paragraph's style says. colour: six hexadecimal figures."""
    looks = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    looks += (f'<w:color w:val="{colour}"/>' if colour else "") + _size(size_pt)
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{text(words)}</w:r>"


def _size(size_pt: float) -> str:
    return f'<w:sz w:val="{size_pt * 2:g}"/><w:szCs w:val="{size_pt * 2:g}"/>' if size_pt else ""


def runs(parts: Iterable[Run], *, size_pt: float = 0) -> str:
    return "".join(run(_kept(part), bold=part.bold, italic=part.italic, size_pt=size_pt) for part in parts)


def _kept(part: Run) -> str:
    return part.text.replace(SPACE, KEPT_SPACE) if part.nowrap else part.text


def spacing(*, before_pt: float | None = None, after_pt: float | None = None, line: str = "") -> str:
    """line: ready attributes, from `exactly` or `lines`."""
    given = "" if before_pt is None else f' w:before="{pt(before_pt)}"'
    given += "" if after_pt is None else f' w:after="{pt(after_pt)}"'
    return f"<w:spacing{given}{line}/>" if given or line else ""


def exactly(height_pt: float) -> str:
    return f' w:line="{pt(height_pt)}" w:lineRule="exact"'


def lines(of_size: float) -> str:
    """From multiples of the size of letters to Word's, which are of the font's own line: never less than single."""
    return f' w:line="{round(max(1, of_size / 1.149) * 240)}" w:lineRule="auto"'


def indents(left_mm: float | None = None, right_mm: float | None = None, first_mm: float | None = None) -> str:
    """first_mm: of the first line, negative where it hangs out to the left."""
    given = "" if left_mm is None else f' w:left="{mm(left_mm)}"'
    given += "" if right_mm is None else f' w:right="{mm(right_mm)}"'
    if first_mm is not None:
        given += f' w:hanging="{mm(-first_mm)}"' if first_mm < 0 else f' w:firstLine="{mm(first_mm)}"'
    return f"<w:ind{given}/>" if given else ""


def borders(*sides: str, space_pt: int = 0) -> str:
    rule = RULE.replace('w:space="0"', f'w:space="{space_pt}"')
    return f"<w:pBdr>{''.join(f'<w:{side} {rule}/>' for side in SIDES if side in sides)}</w:pBdr>" if sides else ""


def paragraph(
    style: str,
    content: str = "",
    *,
    keep_next: bool = False,
    keep_lines: bool = False,
    border: str = "",
    tabs: str = "",
    space: str = "",
    indent: str = "",
    align: str = "",
    size_pt: float = 0,
) -> str:
    """The parts stand in the order the schema wants. size_pt: of the paragraph's end, which makes a line as high."""
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    looks += ("<w:keepNext/>" if keep_next else "") + ("<w:keepLines/>" if keep_lines else "")
    looks += border + (f"<w:tabs>{tabs}</w:tabs>" if tabs else "") + space + indent
    looks += f'<w:jc w:val="{ALIGN[align]}"/>' if align else ""
    looks += f"<w:rPr>{_size(size_pt)}</w:rPr>" if size_pt else ""
    return f"<w:p>{f'<w:pPr>{looks}</w:pPr>' if looks else ''}{content}</w:p>"


def cell(
    content: str,
    width_mm: float,
    *,
    span: int = 1,
    middle: bool = False,
    nowrap: bool = False,
    beside_pt: float | None = None,
) -> str:
    """beside_pt: the room left and right of the words, where it is not the table's."""
    looks = f'<w:tcW w:w="{mm(width_mm)}" w:type="dxa"/>'
    looks += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    looks += "<w:noWrap/>" if nowrap else ""
    if beside_pt is not None:
        sides = (f'<w:{side} w:w="{pt(beside_pt)}" w:type="dxa"/>' for side in ("left", "right"))
        looks += f"<w:tcMar>{''.join(sides)}</w:tcMar>"
    looks += '<w:vAlign w:val="center"/>' if middle else ""
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{content}</w:tc>"


def row(cells: str, *, is_head: bool = False, height_mm: float = 0) -> str:
    """Never split between pages."""
    looks = "<w:cantSplit/>" + (f'<w:trHeight w:val="{mm(height_mm)}" w:hRule="atLeast"/>' if height_mm else "")
    return f"<w:tr><w:trPr>{looks}{'<w:tblHeader/>' if is_head else ''}</w:trPr>{cells}</w:tr>"


def table(style: str, widths_mm: Iterable[float], rows: str) -> str:
    widths = [mm(width) for width in widths_mm]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    looks = f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return f'<w:tbl><w:tblPr>{looks}<w:tblLook w:val="0020"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
