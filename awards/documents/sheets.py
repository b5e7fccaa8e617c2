"""Where each word of a certificate stands: millimetres on A4 that lies; A3 is the same, √2 larger (documents.md §4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from awards.documents.certificates import Certificate
from awards.models import CertificateSettings
from awards.models.certificates import Field
from thidua.lettering import fitting, width_mm

WIDTH, HEIGHT = 297.0, 210.0
SCALE = {"A4": 1.0, "A3": 420 / 297}
STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM", "")
BESIDE_CODE = 2.0  # millimetres between the code and the words
WRAPPED = 0.96  # of a line that breaks between words so much is filled


@dataclass(frozen=True)
class Spot:
    """The frame of a field, from the top left corner, and the sizes in points it is tried in, the largest first."""

    x: float
    y: float
    width: float
    height: float
    sizes: tuple[float, ...]
    lines: int = 1  # more: the text may break between words


TOP = {
    "nation": Spot(20, 39, 257, 7, (15,)),
    "motto": Spot(20, 46, 257, 7, (14,)),
    "giver": Spot(20, 57, 257, 8, (18, 16, 14, 12, 11, 10, 9, 8)),
    "gives": Spot(20, 67.5, 257, 7, (16,)),
    "award": Spot(20, 76, 257, 16, (36, 30, 26, 22, 18)),
}
# Without a picture above, the first lines move up and stand looser.
TOP_BARE = TOP | {
    "nation": Spot(20, 24, 257, 7, (15,)),
    "motto": Spot(20, 31, 257, 7, (14,)),
    "giver": Spot(20, 48, 257, 8, (18, 16, 14, 12, 11, 10, 9, 8)),
    "gives": Spot(20, 61, 257, 7, (16,)),
    "award": Spot(20, 72, 257, 16, (36, 30, 26, 22, 18)),
}
MOVABLE = {
    Field.NAME: Spot(20, 97, 257, 8.5, (18, 16, 14, 12, 11, 10, 9, 8)),
    Field.PLACE: Spot(20, 107, 257, 9, (14, 13, 12, 11, 10, 9), lines=2),
    Field.MERIT: Spot(30, 117, 237, 20, (14, 13, 12, 11, 10), lines=3),
    Field.VERIFY: Spot(25, 143, 90, 18, (9,)),
    Field.DECISION: Spot(25, 166, 110, 12, (13, 12, 11, 10)),
    Field.BOOK: Spot(25, 178, 110, 6, (13,)),
    Field.DATE: Spot(172, 138, 105, 6, (13, 12, 11, 10)),
    Field.SIGNER_TITLE: Spot(172, 144.5, 105, 12, (14, 13, 12, 11, 10, 9)),
    Field.SIGNER_NAME: Spot(172, 184, 105, 6.5, (14, 13, 12, 11, 10)),
}
EMBLEM = Spot(136.5, 15, 24, 23, ())


@dataclass(frozen=True)
class Design:
    """How one kind is printed, as plain values; `emblem` is the address of a picture, empty for none."""

    kind: str
    paper: str = "A4"
    is_overprint: bool = False
    is_party: bool = False
    emblem: str = ""
    has_flags: bool = False
    dx: float = 0
    dy: float = 0
    offsets: Mapping[str, Any] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    @property
    def scale(self) -> float:
        return SCALE[self.paper]

    @property
    def top(self) -> Mapping[str, Spot]:
        return TOP if self.emblem or self.has_flags else TOP_BARE

    @property
    def spots(self) -> dict[str, Spot]:
        """On this paper, moved: full print knows no offsets."""
        if not self.is_overprint:
            return {name: self._scaled(spot) for name, spot in (*self.top.items(), *MOVABLE.items())}
        kept = {name: spot for name, spot in MOVABLE.items() if name not in self.left_out}
        return {name: self._scaled(spot, *self._shift(name)) for name, spot in kept.items()}

    def _shift(self, name: str) -> tuple[float, float]:
        right, down = self.offsets.get(name, (0, 0))
        return self.dx + float(right), self.dy + float(down)

    def _scaled(self, spot: Spot, right: float = 0, down: float = 0) -> Spot:
        k, sizes = self.scale, tuple(size * self.scale for size in spot.sizes)
        return Spot(spot.x * k + right, spot.y * k + down, spot.width * k, spot.height * k, sizes, spot.lines)


def design_of(row: CertificateSettings, logo: str) -> Design:
    """`logo`: the institution's picture, printed where this kind asks for it."""
    return Design(
        row.kind,
        row.paper,
        is_overprint=row.mode == CertificateSettings.Mode.OVERPRINT,
        is_party=row.heading == CertificateSettings.Heading.PARTY,
        emblem=logo if row.emblem == CertificateSettings.Emblem.LOGO else "",
        has_flags=row.shows_flags,
        dx=float(row.dx),
        dy=float(row.dy),
        offsets=row.offsets,
        left_out=frozenset(row.left_out),
    )


def why_not_fit(certificate: Certificate) -> str:
    """A name is never broken: one that does not fit on the line even in the smallest letters is not printed."""
    spot = MOVABLE[Field.NAME]
    if fitting(_name(certificate), spot.sizes, spot.width, bold=True):
        return ""
    return (
        f"Tên ở số sổ vàng {certificate.book.rpartition(' ')[2]} dài {len(certificate.name)} chữ, không vừa một dòng "
        f"dù ở cỡ chữ {spot.sizes[-1]:g}; tờ này viết tay."
    )


def sheets(certificates: Iterable[Certificate], designs: Mapping[str, Design]) -> list[dict[str, Any]]:
    """What the template prints, one sheet a certificate."""
    return [_sheet(certificate, designs[certificate.kind]) for certificate in certificates]


def measures(designs: Iterable[Design]) -> str:
    """The page, the places and the sizes of every kind, as a stylesheet."""
    return "\n".join(rule for design in designs for rule in _rules(design))


def _rules(design: Design) -> Iterable[str]:
    kind, wide, high = _style(design), WIDTH * design.scale, HEIGHT * design.scale
    yield f"@page {kind} {{ size: {wide:.3f}mm {high:.3f}mm; margin: 0 }}"
    for margin in ("top-center", "top-right"):
        yield f"@page {kind} {{ @{margin} {{ content: none }} }}"
    yield f".{kind} {{ page: {kind}; width: {wide:.3f}mm; height: {high:.3f}mm }}"
    extras = {"emblem": design._scaled(EMBLEM)} if design.emblem and not design.is_overprint else {}
    for name, spot in (design.spots | extras).items():
        place = f"left: {spot.x:.3f}mm; top: {spot.y:.3f}mm; width: {spot.width:.3f}mm; height: {spot.height:.3f}mm"
        yield f".{kind} .c-{name} {{ {place} }}"
        if name == Field.VERIFY:
            yield f".{kind} .code {{ width: {spot.height:.3f}mm; height: {spot.height:.3f}mm }}"
            yield f".{kind} .code + div {{ left: {spot.height + BESIDE_CODE:.3f}mm }}"
        for size in spot.sizes:
            yield f".{kind} .{_size_class(size)} {{ font-size: {size:.3f}pt }}"


def _style(design: Design) -> str:
    return f"k-{design.kind}"


def _size_class(size: float) -> str:
    return f"z{round(size * 100)}"


def _sheet(certificate: Certificate, design: Design) -> dict[str, Any]:
    spots, full = design.spots, not design.is_overprint
    texts = _texts(certificate, design)
    shown = [_field(name, texts[name], spot, certificate) for name, spot in spots.items() if any(texts[name])]
    style = _style(design)
    behind = f"{style} full{' flags' if design.has_flags else ''}" if full else ""
    return {"style": style, "behind": behind, "emblem": design.emblem if full else "", "fields": shown}


def _texts(certificate: Certificate, design: Design) -> dict[str, tuple[str, ...]]:
    nation, motto = PARTY if design.is_party else STATE
    return {
        "nation": (nation,),
        "motto": (motto,),
        "giver": (certificate.giver,),
        "gives": (certificate.gives,),
        "award": (certificate.award,),
        Field.NAME: (_name(certificate),),
        Field.PLACE: (certificate.place,),
        Field.MERIT: (certificate.merit,),
        Field.VERIFY: ("Mã xác minh:", certificate.verify_code),
        Field.DECISION: certificate.decision,
        Field.BOOK: (certificate.book,),
        Field.DATE: (certificate.date,),
        Field.SIGNER_TITLE: certificate.signer_title,
        Field.SIGNER_NAME: (certificate.signer_name,),
    }


def _name(certificate: Certificate) -> str:
    return f"{certificate.honorific} {certificate.name}".strip()


def _field(name: str, lines: tuple[str, ...], spot: Spot, certificate: Certificate) -> dict[str, Any]:
    shown: dict[str, Any] = {"name": str(name), "lines": lines, "size": _size_class(_size(lines, spot))}
    if name == Field.NAME:
        shown |= {"honorific": certificate.honorific, "whole": certificate.name}
    if name == Field.VERIFY and certificate.verify_url:
        shown |= {"qr": certificate.verify_url}
    return shown


def _size(lines: tuple[str, ...], spot: Spot) -> float:
    """The largest size at which every line fits; the smallest where none does (a name is then refused before)."""
    if spot.lines > 1:
        room = spot.width * WRAPPED
        enough = (size for size in spot.sizes if ceil(width_mm(lines[0], size) / room) <= spot.lines)
        return next(enough, spot.sizes[-1])
    longest = max(lines, key=lambda line: width_mm(line, spot.sizes[0], bold=True))
    return fitting(longest, spot.sizes, spot.width, bold=True) or spot.sizes[-1]
