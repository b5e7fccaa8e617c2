"""Small papers printed several to a sheet and cut apart: the same parts as any paper, without its head and foot."""

from dataclasses import dataclass

from thidua.papers import Line, Paper, Part, Signature


@dataclass(frozen=True)
class Slip(Part):
    """`number` is its place among the others: “3/25”."""

    office: str
    title: str
    number: str
    lines: tuple[Line, ...]
    date_line: str
    signatures: tuple[Signature, ...]
    draft: bool = False


@dataclass(frozen=True)
class SlipSheet(Paper):
    """Sheets of slips; header, blocks and signatures of the paper are not drawn."""

    slips: tuple[Slip, ...] = ()
