"""A printed paper as data: what stands on it, in order, and nothing about how it is drawn. No Django, no database.

`documents/<kind>.py` gathers a `Paper`; `thidua.shown` makes it ready for `thidua.pdf` and `thidua.word`. An issued
one is kept as the JSON of `to_dict()`; a new field needs a default: papers issued earlier are read without it.
Texts may carry runs: `Paragraph(("Tặng ", bold("Giấy khen"), " cho ", name("Nguyễn Thị Ẵm")))`.
"""

import datetime
import unicodedata
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from thidua import profiles

GAP = profiles.GAP
RICH, CELLS = {"kind": "rich"}, {"kind": "cells"}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    return tuple(_clean(item) for item in value) if isinstance(value, (list, tuple)) else value


def _runs(value: Any) -> "tuple[Run, ...]":
    parts = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(part if isinstance(part, Run) else Run(str(part)) for part in parts if part not in ("", None))


def _data(value: Any) -> Any:
    if isinstance(value, Run) and value == Run(value.text):
        return value.text
    if isinstance(value, Part):
        content = {item.name: _data(getattr(value, item.name)) for item in fields(value)}
        return {"type": type(value).__name__, **content}
    if isinstance(value, tuple):
        return [_data(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _part(value: Any) -> Any:
    if isinstance(value, dict):
        content = {key: _part(item) for key, item in value.items() if key != "type"}
        return Part.kinds[value["type"]](**content)
    return tuple(_part(item) for item in value) if isinstance(value, list) else value


@dataclass(frozen=True)
class Part:
    """Anything on a paper. Texts become NFC, lists become tuples, rich texts become runs."""

    kinds: ClassVar[dict[str, type]] = {}

    def __init_subclass__(cls) -> None:
        Part.kinds[cls.__name__] = cls

    def __post_init__(self) -> None:
        for item in fields(self):
            value = _clean(getattr(self, item.name))
            if item.metadata == RICH:
                value = _runs(value)
            elif item.metadata == CELLS:
                value = tuple(_runs(cell) for cell in value)
            object.__setattr__(self, item.name, value)


@dataclass(frozen=True)
class Run(Part):
    text: str
    bold: bool = False
    italic: bool = False
    nowrap: bool = False


Rich = str | Run | tuple[str | Run, ...]


def bold(text: str) -> Run:
    return Run(text, bold=True)


def italic(text: str) -> Run:
    return Run(text, italic=True)


def name(text: str) -> Run:
    """A person's name: never broken between lines."""
    return Run(text, nowrap=True)


@dataclass(frozen=True)
class Header(Part):
    """`number` and `date` stay empty on a draft and on the blank copy; `month` and `year` are then what is known.

    Without a symbol no number line is printed (unit forms, lists). Minutes print no date line. `profile`: the key of
    the form in which the whole paper is written (thidua/profiles.py).
    """

    parent_lines: tuple[str, ...]
    issuer_lines: tuple[str, ...]
    symbol: str = ""
    number: int | None = None
    place: str = ""
    date: datetime.date | None = None
    month: int | None = None
    year: int | None = None
    show_date_line: bool = True
    subject: str = ""  # "V/v …" of an official letter, under its number
    profile: str = "state"

    def __post_init__(self) -> None:
        super().__post_init__()
        if isinstance(self.date, str):
            object.__setattr__(self, "date", datetime.date.fromisoformat(self.date))

    @property
    def written_as(self) -> profiles.Profile:
        return profiles.PROFILES[self.profile]

    @property
    def number_line(self) -> str:
        return self.written_as.number_line(self.number, self.symbol)

    @property
    def day_words(self) -> str:
        """ "ngày 05 tháng 02 năm 2022": a zero before days under 10 and before months 1 and 2 only."""
        if self.date:
            return profiles.day_words(str(self.date.day).zfill(2), self.date.month, self.date.year)
        return profiles.day_words("", self.month, self.year)

    @property
    def date_line(self) -> str:
        if not self.show_date_line:
            return ""
        return f"{self.place}, {self.day_words}" if self.place else self.day_words.capitalize()


def attached_to(kind: str, header: Header, issuer: str) -> str:
    """The line under the title of an attachment: "(Kèm theo Quyết định số 15/QĐ-TCT ngày … của Hiệu trưởng …)"."""
    number = header.written_as.number(header.number, header.symbol) if header.symbol else ""
    return f"(Kèm theo {kind} số{'' if header.number is None else ' '}{number} {header.day_words} của {issuer})"


@dataclass(frozen=True)
class Heading(Part):
    """Level 0: "Phần I", centred; 1: "I. MỤC ĐÍCH", capitals by the writer; 2: "1. Chủ đề"; 3: bold italic."""

    text: Rich = field(metadata=RICH)
    level: int = 1


@dataclass(frozen=True)
class Paragraph(Part):
    text: Rich = field(metadata=RICH)
    align: str = "justify"  # justify, center, left, right
    indent: bool = True


@dataclass(frozen=True)
class NumberedItem(Part):
    """ "1. …", "a) …", "- …": the mark is written by the caller; a title, if any, is bold."""

    mark: str
    text: Rich = field(metadata=RICH, default="")
    title: str = ""


@dataclass(frozen=True)
class Article(Part):
    number: int
    text: Rich = field(metadata=RICH)
    title: str = ""


@dataclass(frozen=True)
class Quote(Part):
    """A slogan or a theme: italic, centred, on a line of its own."""

    text: Rich = field(metadata=RICH)


@dataclass(frozen=True)
class Line(Part):
    label: str
    text: Rich = field(metadata=RICH, default="")


@dataclass(frozen=True)
class Lines(Part):
    """ "Họ và tên: …" one under another."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Column(Part):
    """A width of 0 takes what the other columns leave."""

    title: str
    width_mm: float = 0
    align: str = "left"  # left, center, right
    nowrap: bool = False


@dataclass(frozen=True)
class Row(Part):
    cells: tuple[Rich, ...] = field(metadata=CELLS)


@dataclass(frozen=True)
class GroupRow(Part):
    """A title across the whole table: level 1 "A. TẬP THỂ", level 2 "I. Danh hiệu …"."""

    text: Rich = field(metadata=RICH)
    level: int = 1


@dataclass(frozen=True)
class TotalRow(Part):
    """Bold; the label spans the columns for which there is no cell."""

    label: str
    cells: tuple[Rich, ...] = field(metadata=CELLS, default=())


@dataclass(frozen=True)
class Table(Part):
    columns: tuple[Column, ...]
    rows: tuple[Row | GroupRow | TotalRow, ...]
    size_pt: float = 12


Block = Heading | Paragraph | NumberedItem | Article | Quote | Lines | Table


@dataclass(frozen=True)
class Signature(Part):
    """`lines`: authority and title in capitals; `post` stands above the name (the council's chair: "HIỆU TRƯỞNG")."""

    lines: tuple[str, ...]
    name: str = ""
    post: str = ""
    note: str = ""  # "(Ký, ghi rõ họ tên)", under the title
    mark: str = ""  # in the space for the signature: "Đã xác nhận trên phần mềm ngày 05/02/2022"


@dataclass(frozen=True)
class Appendix(Part):
    """Starts a page and counts its own pages. `label` is "Phụ lục I"; a plain list has none."""

    title: str
    label: str = ""
    summary: str = ""
    bracket: str = ""
    blocks: tuple[Block, ...] = ()
    landscape: bool = False
    signatures: tuple[Signature, ...] = ()
    header: Header | None = None  # of a sheet that stands alone: the next ballot of one round


@dataclass(frozen=True)
class Paper(Part):
    """`bases`, `address_to` and `recipients` are written without marks: the renderer adds "-", ";" and the last "."."""

    kind: str
    file_name: str
    header: Header
    title: str = ""
    summary: str = ""  # trích yếu; "\n" sets a line break, else it is broken evenly
    address_to: tuple[str, ...] = ()
    authority: str = ""
    bases: tuple[str, ...] = ()
    enacting: str = ""
    blocks: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()  # one: at the right of the recipients; two: left, right, recipients below
    recipients: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()  # small lines under a rule at the foot of page 1
    appendices: tuple[Appendix, ...] = ()
    draft: bool = False
    landscape: bool = False
    sheet: str = "A4"  # or "A5": half an A4, lying; its attachments too
    author: str = ""
    language: str = "vi"
    verify_url: str = ""  # drawn as a QR code beside the lines of the foot

    def to_dict(self) -> dict[str, Any]:
        return dict(_data(self))

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> "Paper":
        paper: Paper = _part(content)
        return paper

    @property
    def document_title(self) -> str:
        return " ".join(f"{self.title} {self.summary or self.header.subject}".split())

    @property
    def written_by(self) -> str:
        return self.author or " ".join(self.header.parent_lines[-1:] + self.header.issuer_lines)
