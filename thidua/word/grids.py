"""Tables: the head repeats on every page, no row is split, groups stay with their first row, totals with their last."""

from thidua.shown import Cell, Grid, TableRow
from thidua.word import markup as w

BESIDE_TITLE_PT = 1  # titles of narrow columns need every millimetre


def grid(table: Grid, text_mm: float, *, keep_next: bool, may_break: bool) -> str:
    """keep_next: its last row stays with what follows. may_break: a short one too may go over two pages."""
    widths = _widths(table, text_mm)
    head = "".join(
        w.cell(
            w.paragraph("DauCot", w.run(title, size_pt=table.size_pt), keep_next=True),
            width,
            middle=True,
            beside_pt=BESIDE_TITLE_PT,
        )
        for title, width in zip(table.titles, widths, strict=True)
    )
    together = table.short and not may_break
    rows, last = [w.row(head, is_head=True)], len(table.rows) - 1
    for place, row in enumerate(table.rows):
        before_total = place < last and table.rows[place + 1].look == "total"
        stays = before_total or row.look.startswith("group") or (keep_next if place == last else together)
        rows.append(_row(row, widths, table.size_pt, stays))
    return _gap(8) + w.table("DanhSach", widths, "".join(rows)) + _gap(1)


def _widths(table: Grid, text_mm: float) -> list[float]:
    """Columns without a width share what is left; where all have one, they grow alike to the width of the text."""
    free, given = table.widths_mm.count(0), sum(table.widths_mm)
    if not free:
        return [width * text_mm / given for width in table.widths_mm]
    return [width or (text_mm - given) / free for width in table.widths_mm]


def _gap(height_pt: float) -> str:
    """Between a table and what stands before and after it: two tables that touch would be one."""
    space = w.spacing(before_pt=0, line=w.exactly(height_pt))
    return w.paragraph("KhoangCach", space=space, keep_next=True)


def _row(row: TableRow, widths: list[float], size_pt: float, stays: bool) -> str:
    cells, start = [], len(widths) - len(row.cells)
    if row.label:
        style, align = ("DauCot", "center") if row.look == "total" else ("DauCot", "left")
        label = "".join(w.run(run.text, bold=run.bold, italic=run.italic or row.look == "group2", size_pt=size_pt)
                        for run in row.label)  # fmt: skip
        content = w.paragraph(style, label, keep_next=stays, align=align, size_pt=size_pt)
        cells.append(w.cell(content, sum(widths[: row.span]), span=row.span, middle=True))
    for cell, width in zip(row.cells, widths[start:], strict=True):
        cells.append(_cell(cell, width, size_pt, stays, is_bold=row.look == "total"))
    return w.row("".join(cells))


def _cell(cell: Cell, width: float, size_pt: float, stays: bool, *, is_bold: bool) -> str:
    content = "".join(
        w.run(run.text, bold=run.bold or is_bold, italic=run.italic, size_pt=size_pt) for run in cell.runs
    )
    align = "" if cell.align == "left" else cell.align
    paragraph = w.paragraph("TrongBang", content, keep_next=stays, align=align, size_pt=size_pt)
    return w.cell(paragraph, width, middle=True, nowrap=cell.nowrap)
