"""Rows of an .xlsx by the names of its columns: the head is looked for, merged cells are resolved, old code is read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from thidua import tcvn3
from thidua.spreadsheets import ERRORS_HEAD, Column
from thidua.vietnamese import clean_line, nfc, search_key
from thidua.workflow import Refused
from thidua.xlsx_cells import MOST_ROWS, TOO_MANY_ROWS, Sheet, Unread, read_sheets

HEAD_WITHIN = 40  # rows from the top
OLD_CODE = "Chữ theo bảng mã cũ TCVN3 (phông .VnTime) đọc không chắc; chuyển sang Unicode rồi nhập lại"
_COUNTING = {"stt", "tt", "so tt", "so thu tu", search_key(ERRORS_HEAD)}
_NOT_WORDS = re.compile(r"[^a-z0-9%]+")


@dataclass
class Row:
    number: int  # as Excel shows it
    cells: dict[str, Any]  # name of the column → value; blank cells are left out


@dataclass
class Table:
    sheet: str
    head_row: int
    width: int
    places: dict[str, list[int]]  # name of a column → where it stands; several under one merged head
    unused: list[str] = field(default_factory=list)  # heads nobody asked for
    rows: list[Row] = field(default_factory=list)


def read_table(file: BinaryIO, columns: Sequence[Column]) -> Table:
    """The rows of the sheet whose head names these columns best; Refused when there is no such head."""
    best: Table | None = None
    sheets = read_sheets(file)
    for sheet in sheets:
        found = _find_head(sheet, columns)
        if found and (best is None or len(found.places) > len(best.places)):
            best, chosen = found, sheet
    if best is None:
        named = ", ".join(f"“{column.label}”" for column in columns if column.needed)
        raise Refused(f"Không thấy dòng tiêu đề có các cột {named}; dùng tệp mẫu, giữ nguyên tên cột.")
    _fill_rows(chosen, best)
    if len(best.rows) > MOST_ROWS:
        raise Refused(TOO_MANY_ROWS)
    if not best.rows:
        raise Refused("Tệp chưa có dòng dữ liệu nào dưới dòng tiêu đề; điền rồi tải lên.")
    return best


def head_key(text: Any) -> str:
    """“Họ và tên (*)” → “ho va ten”."""
    text = str(text)
    text = tcvn3.to_unicode(text) if tcvn3.looks_old(text) else text
    return _NOT_WORDS.sub(" ", search_key(text)).strip()


def _find_head(sheet: Sheet, columns: Sequence[Column]) -> Table | None:
    names = {head_key(head): column for column in columns for head in (column.label, *column.aliases)}
    best: Table | None = None
    for row in sorted(sheet.cells)[:HEAD_WITHIN]:
        found = _as_head(sheet, row, names)
        # of equal ones the lower: of a head in two rows the lower one says more
        if len(found.places) >= 2 and (best is None or len(found.places) >= len(best.places)):
            best = found
    return best


def _as_head(sheet: Sheet, row: int, names: dict[str, Column]) -> Table:
    own, above = _spread(sheet, row), _spread(sheet, row - 1)
    found = Table(sheet.name, row, max(own, default=0), {})
    for place, (text, origin) in sorted(own.items()):
        parent = above.get(place, ("", (0, 0)))[0]
        column = names.get(head_key(text)) or names.get(head_key(f"{parent} {text}"))
        if column is None:
            if head_key(text) not in _COUNTING and text not in found.unused:
                found.unused.append(text)
            continue
        places = found.places.setdefault(column.name, [])
        if places and own[places[-1]][1] != origin:
            raise Refused(f"Tệp có hai cột “{column.label}”; bỏ bớt một cột rồi tải lên.")
        places.append(place)
    return found


def _spread(sheet: Sheet, row: int) -> dict[int, tuple[str, tuple[int, int]]]:
    """Text over each column of a row, and the cell it stands in; a merged cell covers all its columns and rows."""
    found = {
        place: (clean_line(str(value)), (row, place))
        for place, value in sheet.cells.get(row, {}).items()
        if isinstance(value, str) and not isinstance(value, Unread)
    }
    for top, left, bottom, right in sheet.merges:
        if top <= row <= bottom:
            value = sheet.cells.get(top, {}).get(left)
            if isinstance(value, str):
                span = range(left, min(right, left + 200) + 1)
                found |= {place: (clean_line(value), (top, left)) for place in span}
    return found


def _fill_rows(sheet: Sheet, table: Table) -> None:
    down = _merged_downwards(sheet)
    for number in sorted(number for number in {*sheet.cells, *down} if number > table.head_row):
        cells = sheet.cells.get(number, {}) | down.get(number, {})
        found = {name: value for name in table.places if (value := _joined(cells, table.places[name])) != ""}
        row = Row(number, found)
        if row.cells and not (number == table.head_row + 1 and _numbers_the_columns(cells)):
            table.rows.append(row)
    _read_old_code(table)


def _merged_downwards(sheet: Sheet) -> dict[int, dict[int, Any]]:
    """Row → column → value for rows covered by a cell merged over several rows."""
    down: dict[int, dict[int, Any]] = {}
    for top, left, bottom, _ in sheet.merges:
        value = sheet.cells.get(top, {}).get(left)
        if value is not None:
            for row in range(top + 1, bottom + 1):
                down.setdefault(row, {})[left] = value
    return down


def _joined(cells: dict[int, Any], places: list[int]) -> Any:
    """The value of a column; where its head covers several (“Họ và tên” over two), their texts side by side."""
    values = [cells[place] for place in places if cells.get(place) not in (None, "")]
    values = [v if not isinstance(v, str) or isinstance(v, Unread) else _trimmed(v) for v in values]
    values = [value for value in values if value != ""]
    if len(values) <= 1 or any(isinstance(value, Unread | date) for value in values):
        return values[0] if values else ""
    return " ".join(str(value) for value in values)


def _trimmed(text: str) -> str:
    """Composed and trimmed; text that may be TCVN3 keeps its soft hyphens (there they are “ư”)."""
    text = text.strip()
    return text if tcvn3.has_telling_sign(text) else nfc(text).strip()


def _numbers_the_columns(cells: dict[int, Any]) -> bool:
    """The row “(1) (2) (3) …” under a head."""
    texts = [str(value).strip("() ") for _, value in sorted(cells.items())]
    return (
        len(texts) > 1
        and all(text.isdecimal() for text in texts)
        and [int(t) for t in texts] == list(range(int(texts[0]), int(texts[0]) + len(texts)))
    )


def _read_old_code(table: Table) -> None:
    """TCVN3 by columns: what reads both ways is read as the rest of its column, or else of the file, was typed."""
    texts = {name: [row.cells[name] for row in table.rows if _is_text(row.cells.get(name))] for name in table.places}
    olds = {name: any(map(tcvn3.looks_old, column)) for name, column in texts.items()}
    for name, column in texts.items():
        is_new = any(map(tcvn3.is_unicode_vietnamese, column))
        is_old = olds[name] or (any(olds.values()) and not is_new)
        if is_old or any(map(tcvn3.has_telling_sign, column)):
            for row in table.rows:
                if _is_text(row.cells.get(name)):
                    row.cells[name] = _in_unicode(row.cells[name], is_old, is_new)
        for row in table.rows:
            if _is_text(row.cells.get(name)):
                row.cells[name] = nfc(row.cells[name]).strip()


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, Unread)


def _in_unicode(text: str, is_old: bool, is_new: bool) -> str:
    """is_old, is_new: whether its column has text that is certainly TCVN3, certainly Unicode."""
    if tcvn3.looks_old(text):
        return tcvn3.to_unicode(text)
    if tcvn3.is_doubtful(text):
        return Unread(OLD_CODE, text)
    if is_old and tcvn3.reads_both_ways(text) and not tcvn3.is_unicode_vietnamese(text):
        return Unread(OLD_CODE, text) if is_new else tcvn3.to_unicode(text)
    return text
