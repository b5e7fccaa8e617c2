"""Every list goes out to Excel as it is shown: the page's own tables, all rows of them, as one workbook.

The workbook is read off the rendered page, so a column, a filter or a permission is written once, in the list itself.
What serves the screen alone (boxes to tick, links to act) carries `data-screen-only` in the template.
"""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import lxml.html
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from thidua import clock
from thidua.http import MOST_ROWS, TooManyRows
from thidua.spreadsheets import XLSX, safe_cell, to_bytes
from thidua.templatetags.ui import vdatetime
from thidua.vietnamese import search_key

View = Callable[..., HttpResponse]
ASKED = ("tai", "excel")  # ?tai=excel
HEAD_ROW = 4
WIDEST = 60  # characters of a column
LINES = ("br", "li", "p")  # begin a new line within a cell
DATE = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
AMOUNT = re.compile(r"-?(\d{1,3}(\.\d{3})*|\d+)")  # in a column of numbers
COUNT = re.compile(r"0|[1-9]\d{0,3}")  # a year, an ordinal; longer or with leading zeros it is a code


@dataclass(frozen=True)
class Table:
    """What one table of a page shows: its caption, the heads of its columns, the text, number or date of each cell."""

    caption: str
    head: list[str]
    rows: list[list[str | int | date]]


def excel_too(view: View) -> View:
    """The list's own address with `?tai=excel` answers with its workbook; pages link to it by themselves.

    Stands below `login_required`: who may not see the list gets the same answer for both.
    """

    @functools.wraps(view)
    def with_excel(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.goes_to_excel = True
        name, value = ASKED
        if request.GET.get(name) != value:
            return view(request, *args, **kwargs)
        request.all_rows = True
        try:
            response = view(request, *args, **kwargs)
        except TooManyRows:
            messages.error(request, f"Danh sách dài hơn {MOST_ROWS // 1000}.000 dòng; lọc bớt rồi tải lại.")
            return redirect(request.path)
        return response if response.status_code != 200 else _workbook_of(response)

    return with_excel


def _workbook_of(page: HttpResponse) -> HttpResponse:
    root = lxml.html.fromstring(page.content.decode())
    title = _text(next(root.iter("h1")))
    response = HttpResponse(workbook(title, list(tables_of(root))), content_type=XLSX)
    file_name = f"{re.sub(r'[^a-z0-9]+', '-', search_key(title)).strip('-')}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, file_name)
    response["Cache-Control"] = "private, no-store"
    return response


# --- reading the page


def tables_of(root: Any) -> Iterator[Table]:
    """The tables of a page that are lists (those with a caption), without what serves the screen alone."""
    for element in root.iterfind(".//table[caption]"):
        heads = element.findall("./thead/tr/*")
        shown = [index for index, head in enumerate(heads) if "data-screen-only" not in head.attrib]
        rows = [row.xpath("./td|./th") for row in element.iterfind("./tbody/tr")]
        yield Table(
            _text(element.find("caption")),
            [_text(heads[index]) for index in shown],
            [[_value(cells[index]) for index in shown] for cells in rows],
        )


def _text(element: Any) -> str:
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Any) -> Iterator[str]:
    """The words that are seen, in their order; what stands on a line of its own is set off."""
    yield element.text or ""
    for child in element:
        if child.tag in LINES and (child.getprevious() is not None or (element.text or "").strip()):
            yield "; "
        if isinstance(child.tag, str) and not _is_unseen(child):
            yield from _pieces(child)
        yield child.tail or ""


def _is_unseen(element: Any) -> bool:
    hidden = "visually-hidden" in element.get("class", "").split()
    return hidden or "data-screen-only" in element.attrib or element.tag in ("svg", "script", "input", "button")


def _value(cell: Any) -> str | int | date:
    """A date or a whole number as what it is, so that Excel sorts and adds; anything else as its words."""
    text = _text(cell)
    if found := DATE.fullmatch(text):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    if "td-num" in cell.get("class", "").split() and AMOUNT.fullmatch(text):
        return int(text.replace(".", ""))
    return int(text) if COUNT.fullmatch(text) else text


# --- writing the workbook


def workbook(title: str, tables: list[Table]) -> bytes:
    """One sheet a table: the title, the caption, when it was made, the head, the rows."""
    book = Workbook(write_only=True)
    names: set[str] = set()
    for table in tables:
        sheet = book.create_sheet(_sheet_name(table.caption or title, names))
        _lay_out(sheet, table)
        for line in ([title], [table.caption], [f"Tải lúc {vdatetime(clock.now())} từ phần mềm Thi Đua"]):
            sheet.append([_cell(sheet, value, bold=value == title) for value in line])
        sheet.append([_cell(sheet, value, bold=True) for value in table.head])
        for row in table.rows:
            sheet.append([_cell(sheet, value) for value in row])
    if not tables:  # a list without a row: its page says so in words
        book.create_sheet(_sheet_name(title, names)).append([title])
    return to_bytes(book)


def _lay_out(sheet: Any, table: Table) -> None:
    """Widths from the longest words, the head always in sight, a filter on it (both before the first row)."""
    for number, head in enumerate(table.head, start=1):
        longest = max([len(head), *(len(str(row[number - 1])) for row in table.rows)])
        sheet.column_dimensions[get_column_letter(number)].width = min(longest + 3, WIDEST)
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    if table.head:
        last = get_column_letter(len(table.head))
        sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}{HEAD_ROW + len(table.rows)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _cell(sheet: Any, value: str | int | date, *, bold: bool = False) -> WriteOnlyCell:
    cell = safe_cell(WriteOnlyCell(sheet), value)
    if isinstance(value, str):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    else:
        cell.number_format = "#,##0" if abs(value) > 9999 else "0"
    if bold:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=False)
    return cell


def _sheet_name(words: str, taken: set[str]) -> str:
    """At most 31 letters, none of those Excel refuses, each name once."""
    base = re.sub(r"[\[\]:*?/\\']", " ", words).strip()[:28] or "Danh sách"
    name = next(name for name in [base, *(f"{base} {n}" for n in range(2, 99))] if name.lower() not in taken)
    taken.add(name.lower())
    return name
