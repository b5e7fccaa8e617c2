"""Slips to be cut apart: three to a sheet, each a row of a table that ends in the line to cut along."""

from thidua.profiles import A4_MM, Profile
from thidua.shown import Shown, ShownSlip
from thidua.word import markup as w
from thidua.word.signatures import signature

# top, right, bottom, left; and how high a slip is, so that three of them and nothing else fill a sheet.
MARGINS_MM, HEIGHT_MM, ROOM_MM = (10, 15, 10, 20), 91, 12
WIDTH_MM = A4_MM[0] - MARGINS_MM[1] - MARGINS_MM[3]
SIZE_PT, SMALL_PT, NOTE_PT = 12.5, 12, 11
NUMBER_MM, DRAFT_MM = 25, 35
BELOW_CUT_PT = 8.5  # 3 mm


def slips(ready: Shown) -> str:
    rows = (w.row(w.cell(_slip(slip, ready.profile), WIDTH_MM), height_mm=HEIGHT_MM) for slip in ready.slips or ())
    return w.table("PhieuCat", [WIDTH_MM], "".join(rows)) if ready.slips else ""


def _slip(slip: ShownSlip, profile: Profile) -> str:
    space = w.spacing(before_pt=2)
    lines = (
        w.paragraph("TrongBang", w.runs(line.runs, size_pt=SIZE_PT), space=space, size_pt=SIZE_PT)
        for line in slip.lines
    )
    date = w.run(slip.date_line, italic=True, size_pt=SMALL_PT)
    width = WIDTH_MM / max(1, len(slip.signatures))
    small = {"room_mm": ROOM_MM, "size_pt": SMALL_PT, "note_pt": NOTE_PT}
    signed = "".join(w.cell(signature(one, profile, **small), width) for one in slip.signatures)
    return "".join(
        (
            _head(slip),
            w.paragraph("PhuLuc", w.run(slip.title), space=space),
            *lines,
            w.paragraph("TrongBang", date, space=space, align="right", size_pt=SMALL_PT),
            w.table("KhungTrong", [width] * len(slip.signatures), w.row(signed)),
            w.paragraph("HetPhan"),
        )
    )


def _head(slip: ShownSlip) -> str:
    office, mark = (w.run(text, bold=True, size_pt=SMALL_PT) if text else "" for text in (slip.office, slip.draft_mark))
    number = w.run(slip.number_line, size_pt=SMALL_PT)
    columns = (
        (office, WIDTH_MM - NUMBER_MM - DRAFT_MM, "left"),
        (mark, DRAFT_MM, "center"),
        (number, NUMBER_MM, "right"),
    )
    below = w.spacing(before_pt=BELOW_CUT_PT)
    cells = "".join(
        w.cell(w.paragraph("TrongBang", content, space=below, align=align, size_pt=SMALL_PT), width)
        for content, width, align in columns
    )
    return w.table("KhungTrong", [width for _, width, _ in columns], w.row(cells))
