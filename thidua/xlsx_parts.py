"""The parts of an .xlsx beside its cells: which sheets there are, where they lie, how numbers and letters look."""

import posixpath
import zipfile
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from thidua.workflow import Refused

STRANGE = "Tệp có phần lạ mà Excel không ghi ra; chép các dòng cần nhập sang tệp mẫu rồi tải lên."


@dataclass
class Style:
    font: str = ""
    is_date: bool = False
    zeros: int = 0  # a format like 0000: so many digits are shown


class Handler:
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


class Workbook(Handler):
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


class Relations(Handler):
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


class Styles(Handler):
    def __init__(self) -> None:
        super().__init__()
        self.section, self.fonts, self.formats = "", [], dict(BUILTIN_FORMATS)
        self.styles: list[Style] = []

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

    def _style(self, attrs: dict[str, str]) -> Style:
        font, code = int(attrs.get("fontId", 0)), self.formats.get(int(attrs.get("numFmtId", 0)), "")
        return Style(
            self.fonts[font] if font < len(self.fonts) else "",
            is_date_format(code) if code else False,
            len(code) if code and set(code) == {"0"} else 0,
        )


def parse(archive: zipfile.ZipFile, path: str, handler: Any) -> Any:
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
