"""A workbook written row by row to a file that appears only when it is whole; without a file the rows just run."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from thidua.spreadsheets import safe_cell

WIDTHS = (14, 30, 26, 44, 20, 90)
MOST_ROWS = 1_048_576  # of a sheet


class Sheets:
    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.book = Workbook(write_only=True) if path else None

    def __enter__(self) -> Self:
        if self.path:  # a folder that is not there is said before the work, not after it
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".thidua-", suffix=".xlsx")
            os.close(handle)
            self.made = Path(name)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.path is None or self.book is None:
            return
        try:
            if error is None:
                self.book.save(self.made)
                self.made.replace(self.path)
            else:
                for sheet in self.book.worksheets:  # openpyxl keeps each sheet in a file of its own until it is saved
                    sheet.close()
        finally:
            self.made.unlink(missing_ok=True)

    def add(self, title: str, head: list[str], rows: Iterable[list[Any]]) -> None:
        if self.book is None:
            for _ in rows:
                pass
            return
        sheet = self.book.create_sheet(title)
        for number, width in enumerate(WIDTHS[: len(head)], start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = "A2"
        sheet.append([_head(sheet, text) for text in head])
        for row in rows:
            sheet.append([_plain(sheet, value) for value in row])


def _head(sheet: Any, text: str) -> WriteOnlyCell:
    cell = safe_cell(WriteOnlyCell(sheet), text)
    cell.font = Font(bold=True)
    return cell


def _plain(sheet: Any, value: Any) -> Any:
    """A cell of its own only for text that Excel could take for a formula: a hundred thousand are slow."""
    if isinstance(value, str) and not value[:1].isalnum():
        return safe_cell(WriteOnlyCell(sheet), value)
    return value
