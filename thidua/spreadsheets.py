"""Excel files that go out: cells that are never formulas, templates to fill in, a file given back with its errors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TEXT = 32_767  # Excel's limit of a cell
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
ERRORS_HEAD = "Lỗi cần sửa"
GUIDE = "Hướng dẫn"
LAST_ROW = 20_000

_HEAD_FILL, _NEEDED_FILL = PatternFill("solid", fgColor="E3EDF9"), PatternFill("solid", fgColor="FFF1D6")
_WRONG_FILL = PatternFill("solid", fgColor="FDE7E4")
_EDGE = Side(style="thin", color="767B80")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_WRAP = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Column:
    """A column of an import: its head (and other heads it is known by), what belongs in it, words to choose from.

    needed: a row cannot do without it ("only for new rows" is said by the hint). choices: a list in the cell.
    """

    name: str
    label: str
    hint: str = ""
    example: str = ""
    needed: bool = False
    choices: Sequence[str] = ()
    aliases: Sequence[str] = ()
    width: int = 18


def safe_cell(cell: Any, value: Any) -> Any:
    """Put a value into an openpyxl cell; text is text, also when it begins with = + - @ (nothing of ours is a formula).

    Control characters that a workbook cannot hold are dropped, text is cut at Excel's limit. Returns the cell.
    """
    if not isinstance(value, str):
        cell.value = value
        return cell
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_TEXT]
    cell.data_type = "s"  # openpyxl takes “=…” for a formula
    if value.startswith(FORMULA_STARTS):
        cell.quotePrefix = True  # stays text when somebody edits the cell in Excel
    return cell


def write_row(sheet: Any, number: int, values: Iterable[Any]) -> list[Any]:
    """Values into row `number` from the first column on; the cells, for dressing."""
    return [safe_cell(sheet.cell(number, place), value) for place, value in enumerate(values, 1)]


def to_bytes(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def template(title: str, columns: Sequence[Column], rules: Sequence[str]) -> bytes:
    """An empty file to fill in: heads with hints, lists in the cells, a second sheet that explains."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Nhập liệu"
    write_row(sheet, 1, [title])[0].font = Font(bold=True, size=14)
    note = f"Cột nền vàng phải điền. Cách ghi từng cột ở trang “{GUIDE}”. Điền từ dòng 4 trở đi."
    write_row(sheet, 2, [note])
    for cell, column in zip(write_row(sheet, 3, [c.label for c in columns]), columns, strict=True):
        cell.font, cell.border, cell.alignment = Font(bold=True), _BOX, _WRAP
        cell.fill = _NEEDED_FILL if column.needed else _HEAD_FILL
        cell.comment = Comment(_hint(column), "Thi Đua", width=320, height=110)
        dimension = sheet.column_dimensions[cell.column_letter]
        dimension.width, dimension.number_format = column.width, "@"
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    lists = _write_guide(book.create_sheet(GUIDE), columns, rules)
    for place, column in enumerate(columns, 1):
        sheet.add_data_validation(_validation(column, get_column_letter(place), lists.get(column.name, "")))
    return to_bytes(book)


def _hint(column: Column) -> str:
    example = f" Ví dụ: {column.example}." if column.example else ""
    return f"{column.hint or column.label}.{example}"


def _write_guide(sheet: Any, columns: Sequence[Column], rules: Sequence[str]) -> dict[str, str]:
    """The explanation and, to its right, the lists; where each list stands."""
    write_row(sheet, 1, ["Cách ghi từng cột"])[0].font = Font(bold=True, size=14)
    rows = [["Cột", "Phải điền", "Cách ghi", "Ví dụ"]]
    rows += [[c.label, "Phải điền" if c.needed else "", c.hint, c.example] for c in columns]
    for number, row in enumerate(rows, 2):
        for cell in write_row(sheet, number, row):
            cell.border, cell.alignment = _BOX, _WRAP
            if number == 2:
                cell.font, cell.fill = Font(bold=True), _HEAD_FILL
    for number, rule in enumerate(rules, len(rows) + 3):
        cell = write_row(sheet, number, [rule])[0]
        cell.alignment = _WRAP
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=4)
        sheet.row_dimensions[number].height = 18 * (len(rule) // 110 + 1)
    for letter, width in zip("ABCD", (26, 12, 60, 28), strict=True):
        sheet.column_dimensions[letter].width = width
    return _write_lists(sheet, [column for column in columns if column.choices])


def _write_lists(sheet: Any, columns: Sequence[Column]) -> dict[str, str]:
    places = {}
    for number, column in enumerate(columns, 6):
        head = safe_cell(sheet.cell(2, number), f"Danh sách: {column.label}")
        head.font, head.fill, head.border, head.alignment = Font(bold=True), _HEAD_FILL, _BOX, _WRAP
        for row, choice in enumerate(column.choices, 3):
            safe_cell(sheet.cell(row, number), choice)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = min(48, max(18, *(len(choice) + 2 for choice in column.choices)))
        places[column.name] = f"{quote_sheetname(GUIDE)}!${letter}$3:${letter}${len(column.choices) + 2}"
    return places


def _validation(column: Column, letter: str, source: str) -> DataValidation:
    """The hint beside the chosen cell and, where there are words to choose from, their list (a warning, no bar)."""
    rule = DataValidation(type="list", formula1=source) if source else DataValidation(type=None)
    rule.allow_blank, rule.showInputMessage, rule.errorStyle = True, True, "warning"
    rule.promptTitle, rule.prompt = column.label[:32], _hint(column)[:255]
    if source:
        rule.showErrorMessage = True
        rule.errorTitle, rule.error = column.label[:32], "Chọn trong danh sách, hoặc xem trang Hướng dẫn"
    rule.add(f"{letter}4:{letter}{LAST_ROW}")
    return rule


def with_errors(
    file: BinaryIO, sheet_name: str, head_row: int, width: int, errors: Mapping[int, Sequence[tuple[int, str]]]
) -> bytes:
    """The same workbook with one more column that says what to mend; wrong cells are tinted.

    width: number of columns read; errors: row → (column from 1 on, 0 for the whole row; sentence).
    Only for files that `thidua.workbooks` has read: openpyxl does not defend itself.
    """
    book = load_workbook(file, keep_links=False)
    for cell in (cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.data_type == "f"):
        safe_cell(cell, str(cell.value))  # somebody else's formula is shown, not run
    sheet = book[sheet_name]
    place = next((c for c in range(1, width + 1) if sheet.cell(head_row, c).value == ERRORS_HEAD), width + 1)
    head = safe_cell(sheet.cell(head_row, place), ERRORS_HEAD)
    head.font, head.fill, head.border = Font(bold=True), _WRONG_FILL, _BOX
    sheet.column_dimensions[head.column_letter].width = 60
    for number in range(head_row + 1, sheet.max_row + 1):  # sentences of an earlier round go
        if place <= width:
            safe_cell(sheet.cell(number, place), None)
    for number, found in errors.items():
        cell = safe_cell(sheet.cell(number, place), "; ".join(sentence for _, sentence in found))
        cell.alignment = _WRAP
        for column, _ in found:
            if column:
                sheet.cell(number, column).fill = _WRONG_FILL
    return to_bytes(book)
