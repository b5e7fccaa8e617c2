"""What is printed of a paper, in order: the parts that both formats draw."""

from dataclasses import dataclass

from thidua.papers import Run
from thidua.profiles import Profile

Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Text:
    """A paragraph. `look`: text, quote, or heading0 … heading3. `leads`: never the last line of a page."""

    runs: Runs
    look: str = "text"
    align: str = "justify"
    indent: bool = True
    leads: bool = False


@dataclass(frozen=True)
class Cell:
    runs: Runs
    align: str = "left"
    nowrap: bool = False


@dataclass(frozen=True)
class TableRow:
    """`look`: row, group1, group2, total. The label, if any, goes across the first `span` columns."""

    look: str
    cells: tuple[Cell, ...] = ()
    label: Runs = ()
    span: int = 0


@dataclass(frozen=True)
class Grid:
    """Columns with a width in millimetres, 0 where it takes what is left. `short`: on one page."""

    titles: tuple[str, ...]
    widths_mm: tuple[float, ...]
    rows: tuple[TableRow, ...]
    size_pt: float
    short: bool
    look: str = "table"

    @property
    def measure(self) -> str:
        """A name that tables of equal measures share."""
        return "table-" + "-".join(f"{number:g}".replace(".", "_") for number in (self.size_pt, *self.widths_mm))


@dataclass(frozen=True)
class Signed:
    """`below`: empty lines that set this name level with its neighbour's; `has_post`: a line for it is kept."""

    lines: tuple[str, ...]
    note: str
    mark: str
    post: str
    name: Runs
    below: int = 0
    has_post: bool = False


@dataclass(frozen=True)
class Head:
    parent_lines: tuple[str, ...]
    issuer_lines: tuple[str, ...]
    number_line: str
    subject: tuple[str, ...]  # in lines that fit below the number
    date_line: str


@dataclass(frozen=True)
class Sheet:
    """An attachment, beginning a page."""

    label: str
    title: str
    summary: tuple[str, ...]
    bracket: Runs
    blocks: tuple[Text | Grid, ...]
    signatures: tuple[Signed, ...]
    landscape: bool
    head: Head | None = None


@dataclass(frozen=True)
class ShownSlip:
    office: str
    number_line: str
    title: str
    lines: tuple[Text, ...]
    date_line: str
    signatures: tuple[Signed, ...]
    draft_mark: str


@dataclass(frozen=True)
class Shown:
    """`closing`: the last blocks, which stay with the signature; `closing_is_enough`: they fill two lines."""

    profile: Profile
    document_title: str
    written_by: str
    language: str
    head: Head
    draft_mark: str
    title: str
    summary: tuple[str, ...]
    address_label: str
    address_to: tuple[str, ...]
    authority: str
    bases: tuple[Runs, ...]
    enacting: str
    blocks: tuple[Text | Grid, ...]
    closing: tuple[Text | Grid, ...]
    closing_is_enough: bool
    signatures: tuple[Signed, ...]
    recipients_label: str
    recipients: tuple[str, ...]
    foot: tuple[str, ...]
    verify_url: str
    verify_picture: str  # a QR code of that address, beside the lines of the foot
    appendices: tuple[Sheet, ...]
    landscape: bool
    slips: tuple[ShownSlip, ...] | None = None
    is_half: bool = False
