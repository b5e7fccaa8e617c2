"""The cells of an .xlsx as Python values, read part by part without building a tree.

Not openpyxl: it unrolls a merged range of millions of cells, tells a formula without a result from an empty cell only
in a second reading, and keeps no fonts of runs. A document type declaration is refused, so there are no entities.
"""

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from thidua import tcvn3
from thidua.workflow import Refused
from thidua.xlsx_safety import BROKEN

MOST_ROWS, MOST_COLUMNS, MOST_MERGED = 20_000, 200, 100_000
TOO_MANY_ROWS = "Tệp có hơn 20.000 dòng; tách thành nhiều tệp rồi nhập lần lượt."
TOO_MERGED = "Tệp gộp quá nhiều ô nên không đọc được; bỏ gộp ô ở các dòng dữ liệu rồi tải lên."
STRANGE = "Tệp có phần lạ mà Excel không ghi ra; chép các dòng cần nhập sang tệp mẫu rồi tải lên."
NO_RESULT = "Ô là công thức chưa có kết quả; mở bằng Excel, lưu lại, hoặc chép thành giá trị"
OLD_FONT_VNI = "Chữ gõ bằng phông VNI; chuyển sang Unicode (UniKey: Ctrl + Shift + F6) rồi nhập lại"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Unread(str):
    """Stands in a cell that cannot be understood; the text says how to mend it."""


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


@dataclass
class _Style:
    font: str = ""
    is_date: bool = False
    zeros: int = 0  # a format like 0000: so many digits are shown


class _Handler:
    """Called by the parser: names lose their prefix, `end` gets the text of the element."""

    def __init__(self) -> None:
        self.text: list[str] = []

    def start(self, name: str, attrs: dict[str, str]) -> None:
        self.text.clear()
        self.begin(name.rpartition(":")[2], attrs)

    def stop(self, name: str) -> None:
        self.end(name.rpartition(":")[2], "".join(self.text))
        self.text.clear()

    def begin(self, name: str, attrs: dict[str, str]) -> None: ...

    def end(self, name: str, text: str) -> None: ...


class _Workbook(_Handler):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []  # name, id of the relation; hidden ones are left out
        self.epoch = CALENDAR_WINDOWS_1900

    def begin(self, name: str, attrs: dict[str, str]) -> None:
        if name == "sheet" and attrs.get("state", "visible") == "visible":
            key = next((value for key, value in attrs.items() if key.endswith(":id")), "")
            self.sheets.append((attrs.get("name", ""), key))
        if name == "workbookPr" and attrs.get("date1904", "0") in ("1", "true"):
            self.epoch = CALENDAR_MAC_1904


class _Relations(_Handler):
    def __init__(self) -> None:
        super().__init__()
        self.by_id: dict[str, str] = {}
        self.by_type: dict[str, str] = {}

    def begin(self, name: str, attrs: dict[str, str]) -> None:
        if name == "Relationship" and attrs.get("TargetMode") != "External":
            target = attrs.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            self.by_id[attrs.get("Id", "")] = path
            self.by_type[attrs.get("Type", "").rpartition("/")[2]] = path


class _Text(_Handler):
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


class _Styles(_Handler):
    def __init__(self) -> None:
        super().__init__()
        self.section, self.fonts, self.formats = "", [], dict(BUILTIN_FORMATS)
        self.styles: list[_Style] = []

    def begin(self, name: str, attrs: dict[str, str]) -> None:
        if name in ("fonts", "cellXfs", "cellStyleXfs", "dxfs"):
            self.section = name
        elif name == "numFmt" and self.section != "dxfs":
            self.formats[int(attrs.get("numFmtId", 0))] = attrs.get("formatCode", "")
        elif self.section == "fonts" and name == "font":
            self.fonts.append("")
        elif self.section == "fonts" and name == "name" and self.fonts:
            self.fonts[-1] = attrs.get("val", "")
        elif self.section == "cellXfs" and name == "xf":
            self.styles.append(self._style(attrs))

    def _style(self, attrs: dict[str, str]) -> _Style:
        font, code = int(attrs.get("fontId", 0)), self.formats.get(int(attrs.get("numFmtId", 0)), "")
        return _Style(
            self.fonts[font] if font < len(self.fonts) else "",
            is_date_format(code) if code else False,
            len(code) if code and set(code) == {"0"} else 0,
        )


class _Cells(_Text):
    def __init__(self, sheet: Sheet, strings: list[str], styles: list[_Style], epoch: datetime) -> None:
        super().__init__()
        self.holder = "is"
        self.sheet, self.shared, self.styles, self.epoch = sheet, strings, styles, epoch
        self.row = self.column = self.merged_rows = 0
        self.kind, self.style, self.value, self.is_formula = "n", _Style(), "", False

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
        self.style = self.styles[number] if number < len(self.styles) else _Style()

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
            return Unread(f"Ô có lỗi {self.value} của Excel; sửa công thức hoặc nhập giá trị")
        if self.value == "":
            return Unread(NO_RESULT) if self.is_formula else None
        return _iso(self.value) if self.kind == "d" else self._number()

    def _in_font(self, text: str) -> str:
        if self.style.font.upper().startswith("VNI") and not text.isascii():
            return Unread(OLD_FONT_VNI)
        return tcvn3.to_unicode(text, self.style.font) if tcvn3.is_old_font(self.style.font) else text

    def _number(self) -> Any:
        number = float(self.value)
        if self.style.is_date:
            try:
                found = from_excel(number, self.epoch)
            except (ValueError, OverflowError):
                return Unread("Số này không phải ngày; nhập ngày, ví dụ 25/09/1985")
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
        if self.merged_rows > MOST_MERGED:
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
        return Unread("Ngày không đọc được; nhập dạng 25/09/1985")


def read_sheets(file: BinaryIO) -> list[Sheet]:
    """The visible sheets of a file that `refuse_unsafe` has passed; Refused with a sentence for what is broken."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _read(archive)
    except (expat.ExpatError, KeyError, ValueError, TypeError, IndexError, OverflowError, zipfile.BadZipFile, OSError):
        raise Refused(BROKEN) from None


def _read(archive: zipfile.ZipFile) -> list[Sheet]:
    book = _parse(archive, "xl/workbook.xml", _Workbook())
    relations = _parse(archive, "xl/_rels/workbook.xml.rels", _Relations())
    strings, styles = _Text(), _Styles()
    if path := relations.by_type.get("sharedStrings"):
        _parse(archive, path, strings)
    if path := relations.by_type.get("styles"):
        _parse(archive, path, styles)
    sheets = []
    for name, key in book.sheets:
        path = relations.by_id[key]
        if path.startswith("xl/worksheets/"):
            sheet = Sheet(name)
            _parse(archive, path, _Cells(sheet, strings.strings, styles.styles, book.epoch))
            sheets.append(sheet)
    return sheets


def _parse(archive: zipfile.ZipFile, path: str, handler: Any) -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.stop
    parser.CharacterDataHandler = handler.text.append
    parser.StartDoctypeDeclHandler = _refuse_doctype  # entities swell or name other files; Excel writes none
    with archive.open(path) as part:
        parser.ParseFile(part)
    return handler


def _refuse_doctype(*declared: Any) -> None:
    raise Refused(STRANGE)
