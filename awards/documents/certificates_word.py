"""Certificates as a Word file to go on editing: every word in a frame that stands where the PDF prints it.

The picture above, the flags and the drawn border of full print are the PDF's alone; here stands a plain border.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from awards.documents.certificates import Certificate
from awards.documents.sheets import HEIGHT, WIDTH, Design, Spot, _size, _texts
from awards.models.certificates import Field
from thidua import word
from thidua.lettering import MM_PER_POINT, width_mm
from thidua.papers import Header
from thidua.slips import SlipSheet
from thidua.word import markup as w
from thidua.word.body import Section

RED = "C8102E"
SPARE_MM = 1  # beside letters that must stay on one line, whatever rounds their width
LINE = 1.15  # of the size of letters
RED_ONES, RULED = ("giver", "award"), "motto"
PLAIN = (Field.PLACE, Field.MERIT, Field.VERIFY)
SLANTED = (Field.DECISION, Field.BOOK, Field.DATE)
LEFT = (Field.DECISION, Field.BOOK, Field.VERIFY)
NEXT_SHEET = w.paragraph("HetPhan", '<w:r><w:br w:type="page"/></w:r>')


def render(title: str, author: str, made: Iterable[Certificate], designs: Mapping[str, Design]) -> bytes:
    """The .docx, one sheet a certificate in their order. `designs` by kind; all on the paper of the first one."""
    certificates = list(made)
    first = designs[certificates[0].kind]
    sheets = [_sheet(one, designs[one.kind]) for one in certificates]
    page = (HEIGHT * first.scale, WIDTH * first.scale)
    border = "" if first.is_overprint else _border()
    section = Section(NEXT_SHEET.join(sheets) + w.paragraph("HetPhan"), True, (10, 10, 10, 10), page, border)
    about = SlipSheet(kind="certificates", file_name="", header=Header((), ()), title=title, author=author)
    return word.placed(about, section)


def _border() -> str:
    sides = ("top", "left", "bottom", "right")
    lines = "".join(f'<w:{side} w:val="double" w:sz="12" w:space="24" w:color="{RED}"/>' for side in sides)
    return f'<w:pgBorders w:offsetFrom="page">{lines}</w:pgBorders>'


def _sheet(certificate: Certificate, design: Design) -> str:
    texts = _texts(certificate, design)
    spots = {name: spot for name, spot in design.spots.items() if any(texts[name])}
    return "".join(_field(name, texts[name], spot, certificate.honorific) for name, spot in spots.items())


def _field(name: str, lines: tuple[str, ...], spot: Spot, honorific: str) -> str:
    """Neighbours with the same frame stand in it together, one paragraph a line."""
    size, align = _size(lines, spot), "left" if name in LEFT else "center"
    looks = {"bold": name not in PLAIN, "italic": name in SLANTED, "size_pt": size}
    spot = _placed(name, lines, spot, size)
    frame = (
        f'<w:framePr w:w="{w.mm(spot.width)}" w:h="{w.mm(spot.height)}" w:hRule="atLeast" w:wrap="around" '
        f'w:vAnchor="page" w:hAnchor="page" w:x="{w.mm(spot.x)}" w:y="{w.mm(spot.y)}"/>'
    )
    if name == Field.NAME and honorific:
        shown = [w.run(f"{honorific} ", size_pt=size) + w.run(lines[0].removeprefix(f"{honorific} "), **looks)]
    else:
        shown = [w.run(line, colour=RED if name in RED_ONES else "", **looks) for line in lines if line]
    border = frame + (w.borders("bottom", space_pt=1) if name == RULED else "")
    return "".join(w.paragraph("TrongBang", line, border=border, align=align, size_pt=size) for line in shown)


def _placed(name: str, lines: tuple[str, ...], spot: Spot, size: float) -> Spot:
    """The rule below the motto is as wide as its frame, so that is as wide as the words; the code stands low."""
    if name == RULED:
        width = width_mm(lines[0], size, bold=True) + SPARE_MM
        return replace(spot, x=spot.x + (spot.width - width) / 2, width=width)
    if name == Field.VERIFY:
        height = len(lines) * size * LINE * MM_PER_POINT
        return replace(spot, y=spot.y + spot.height - height, height=height)
    return spot
