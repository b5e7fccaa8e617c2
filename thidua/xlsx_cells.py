"""The cells of an .xlsx as Python values, read part by part without building a tree.

Not openpyxl: it unrolls a merged range of millions of cells, tells a formula without a result from an empty cell only
in a second reading, and keeps no fonts of runs. A document type declaration is refused, so there are no entities.
"""

import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO
from xml.parsers import expat

from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel

from thidua import tcvn3
from thidua.workflow import Refused
from thidua.xlsx_parts import Handler, Relations, Style, Styles, Workbook, parse
from thidua.xlsx_safety import BROKEN

MOST_ROWS, MOST_COLUMNS = 20_000, 200
MOST_MERGED, MOST_COVERED = 100_000, 500_000  # rows, cells of all merged ranges together
TOO_MANY_ROWS = "Tệp có hơn 20.000 dòng; tách thành nhiều tệp rồi nhập lần lượt."
TOO_MERGED = "Tệp gộp quá nhiều ô nên không đọc được; bỏ gộp ô ở các dòng dữ liệu rồi tải lên."
NO_RESULT = "Ô là công thức chưa có kết quả; mở bằng Excel, lưu lại, hoặc chép thành giá trị"
OLD_FONT_VNI = "Chữ gõ bằng phông VNI; chuyển sang Unicode (UniKey: Ctrl + Shift + F6) rồi nhập lại"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Unread(str):
    """Stands in a cell that cannot be understood; the text says how to mend it, `original` what stands there."""

    original = "(không đọc được)"

    def __new__(cls, sentence: str, original: str = "") -> "Unread":
        made = super().__new__(cls, sentence)
        made.original = original or cls.original
        return made


class MacDays(int):
    """A whole number in a workbook whose days count from 1904; if it is a day, this is its number in ours."""

    @property
    def ours(self) -> int:
        return self + 1462


@dataclass
class Sheet:
    name: str
    cells: dict[int, dict[int, Any]] = field(default_factory=dict)  # row → column → value, both from 1 on
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, column, last row, column


class _Text(Handler):
    """Strings, run by run; a run in an old font is converted at once."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.font, self.in_reading_aid, self.holder = "", False, "si"
        self.strings: list[str] = []

    def begin(self, name: str, attrs: dict[str, str]) -> None:
        if name == self.holder:
            self.parts = []
        elif name == "r":
            self.font = ""
        elif name == "rFont":
            self.font = attrs.get("val", "")
        elif name == "rPh":
            self.in_reading_aid = True

    def end(self, name: str, text: str) -> None:
        if name == "t" and not self.in_reading_aid:
            self.parts.append(tcvn3.to_unicode(text, self.font) if tcvn3.is_old_font(self.font) else text)
        elif name == "r":
            self.font = ""
        elif name == "rPh":
            self.in_reading_aid = False
        elif name == self.holder:
            self.strings.append("".join(self.parts))


class _Cells(_Text):
    def __init__(self, sheet: Sheet, strings: list[str], styles: list[Style], epoch: datetime) -> None:
        super().__init__()
        self.holder = "is"
        self.sheet, self.shared, self.styles, self.epoch = sheet, strings, styles, epoch
        self.row = self.column = self.merged_rows = self.covered = 0
        self.kind, self.style, self.value, self.is_formula = "n", Style(), "", False

    def begin(self, name: str, attrs: dict[str, str]) -> None:
        if name == "row":
            self.row, self.column = int(attrs.get("r", self.row + 1)), 0
        elif name == "c":
            self._begin_cell(attrs)
        elif name == "f":
            self.is_formula = True
        elif name == "mergeCell":
            self._merge(attrs.get("ref", ""))
        else:
            super().begin(name, attrs)

    def end(self, name: str, text: str) -> None:
        if name == "v":
            self.value = text
        elif name == "c":
            self._end_cell()
        else:
            super().end(name, text)

    def _begin_cell(self, attrs: dict[str, str]) -> None:
        self.kind, self.value, self.is_formula, self.parts = attrs.get("t", "n"), "", False, []
        place = attrs.get("r")
        self.column = _column(place) if place else self.column + 1
        number = int(attrs.get("s", 0))
        self.style = self.styles[number] if number < len(self.styles) else Style()

    def _end_cell(self) -> None:
        value = self._value()
        if value is None or value == "" or self.column > MOST_COLUMNS:
            return
        if self.row not in self.sheet.cells and len(self.sheet.cells) >= MOST_ROWS + 100:
            raise Refused(TOO_MANY_ROWS)
        self.sheet.cells.setdefault(self.row, {})[self.column] = value

    def _value(self) -> Any:
        if self.kind == "s":
            return self._in_font(self.shared[int(self.value)]) if self.value else None
        if self.kind == "inlineStr":
            return self._in_font("".join(self.parts))
        if self.kind == "str":
            return self._in_font(self.value)
        if self.kind == "b":
            return self.value == "1"
        if self.kind == "e":
            return Unread(f"Ô có lỗi {self.value} của Excel; sửa công thức hoặc nhập giá trị", self.value)
        if self.value == "":
            return Unread(NO_RESULT, "(công thức)") if self.is_formula else None
        return _iso(self.value) if self.kind == "d" else self._number()

    def _in_font(self, text: str) -> str:
        if self.style.font.upper().startswith("VNI") and not text.isascii():
            return Unread(OLD_FONT_VNI, text)
        return tcvn3.to_unicode(text, self.style.font) if tcvn3.is_old_font(self.style.font) else text

    def _number(self) -> Any:
        number = float(self.value)
        if self.style.is_date:
            try:
                found = from_excel(number, self.epoch)
            except (ValueError, OverflowError):
                return Unread("Số này không phải ngày; nhập ngày, ví dụ 25/09/1985", self.value)
            return found.date() if isinstance(found, datetime) else found
        if number.is_integer() and abs(number) < 1e15:
            if self.style.zeros:
                return f"{int(number):0{self.style.zeros}d}"
            return MacDays(number) if self.epoch == CALENDAR_MAC_1904 else int(number)
        return number

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = int(_PLACE.fullmatch(first)[2]), _column(first)
        bottom, right = int(_PLACE.fullmatch(last or first)[2]), _column(last or first)
        self.sheet.merges.append((top, left, bottom, right))
        self.merged_rows += bottom - top + 1
        self.covered += (bottom - top + 1) * (right - left + 1)
        if self.merged_rows > MOST_MERGED or self.covered > MOST_COVERED:
            raise Refused(TOO_MERGED)


def _column(place: str) -> int:
    number = 0
    for letter in _PLACE.fullmatch(place)[1]:
        number = number * 26 + ord(letter) - 64
    return number


def _iso(text: str) -> date | Unread:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return Unread("Ngày không đọc được; nhập dạng 25/09/1985", text)


def read_sheets(file: BinaryIO) -> list[Sheet]:
    """The visible sheets of a file that `refuse_unsafe` has passed; Refused with a sentence for what is broken."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _read(archive)
    except (expat.ExpatError, KeyError, ValueError, TypeError, IndexError, OverflowError, zipfile.BadZipFile, OSError):
        raise Refused(BROKEN) from None


def _read(archive: zipfile.ZipFile) -> list[Sheet]:
    book = parse(archive, "xl/workbook.xml", Workbook())
    relations = parse(archive, "xl/_rels/workbook.xml.rels", Relations())
    strings, styles = _Text(), Styles()
    if path := relations.by_type.get("sharedStrings"):
        parse(archive, path, strings)
    if path := relations.by_type.get("styles"):
        parse(archive, path, styles)
    sheets = []
    for name, key in book.sheets:
        path = relations.by_id[key]
        if path.startswith("xl/worksheets/"):
            sheet = Sheet(name)
            parse(archive, path, _Cells(sheet, strings.strings, styles.styles, book.epoch))
            sheets.append(sheet)
    return sheets
