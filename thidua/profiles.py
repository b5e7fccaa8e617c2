"""How a house writes its papers: margins, sizes, the heading, the form of a number, the prefixes of signing lines.

One profile a rule book: `STATE` is Nghị định 30/2020/NĐ-CP, Phụ lục I. A second one (the Party's Hướng dẫn
36-HD/VPTW) is one more value in `PROFILES`: neither template nor stylesheet names a size. No Django, no database.
"""

from dataclasses import dataclass, fields, replace

from thidua.vietnamese import lower_first, month_number

GAP = "\u00a0" * 8  # the space left for a number or a day written by pen
A4_MM, HALF_MM = (210.0, 297.0), (210.0, 148.5)  # half an A4 lies


@dataclass(frozen=True)
class HeadLine:
    """A line of the right-hand heading, bold; `ruled`: with a rule of its own length below."""

    text: str
    size_pt: float
    ruled: bool = False


@dataclass(frozen=True)
class Profile:
    """Names in `_pt` and `_mm` are what paper.css reads as `--name-pt`; lines are multiples of the size of letters."""

    nation: tuple[HeadLine, ...]
    issuer_mark: str = ""  # below the issuer; empty: a rule
    # "Số: 05/QĐ-TCT": what stands before the number, between it and the symbol, and inside the symbol.
    number_marks: tuple[str, str, str] = ("Số:", "/", "-")
    prefixes: tuple[tuple[str, str], ...] = ()  # of a signing line: as kept ("KT."), as printed ("K/T")
    summary_starts_small: bool = False
    basis_mark: str = ""
    bases_italic: bool = True

    page: tuple[float, float] = A4_MM  # upright: width, height
    top_mm: float = 20
    right_mm: float = 20
    bottom_mm: float = 20
    left_mm: float = 30
    indent_mm: float = 12.7
    own_mm: float = 61  # of the head's left cell
    own_landscape_mm: float = 105
    recipients_mm: float = 72
    room_mm: float = 30  # for signature and seal

    text_pt: float = 14
    gap_pt: float = 6  # between paragraphs
    parent_pt: float = 13
    issuer_pt: float = 13
    number_pt: float = 13
    subject_pt: float = 12
    date_pt: float = 14
    title_pt: float = 14
    summary_pt: float = 14
    bracket_pt: float = 13
    note_pt: float = 13
    mark_pt: float = 11
    label_pt: float = 12  # "Nơi nhận:"
    recipients_pt: float = 11
    foot_pt: float = 11
    page_number_pt: float = 14
    draft_pt: float = 12

    text_line: float = 1.25
    head_line: float = 1.15

    @property
    def is_half(self) -> bool:
        return self.page == HALF_MM

    def halved(self) -> "Profile":
        """For half an A4, lying: two are printed on a sheet and cut; its margins are smaller."""
        return replace(self, page=HALF_MM, top_mm=11, right_mm=15, bottom_mm=10, left_mm=25)

    def text_mm(self, *, landscape: bool) -> float:
        return self.page[landscape] - self.left_mm - self.right_mm

    def head_own_mm(self, *, landscape: bool) -> float:
        return self.own_landscape_mm if landscape else self.own_mm

    def number(self, number: int | None, symbol: str) -> str:
        """ "05/QĐ-TCT"; with room for the number while there is none."""
        _, after, inside = self.number_marks
        return f"{GAP if number is None else f'{number:02d}'}{after}{symbol.replace('-', inside, 1)}"

    def number_line(self, number: int | None, symbol: str) -> str:
        """ "Số: 05/QĐ-TCT"; nothing without a symbol."""
        space = "" if number is None else " "
        return f"{self.number_marks[0]}{space}{self.number(number, symbol)}" if symbol else ""

    def signing_line(self, line: str) -> str:
        """ "KT. HIỆU TRƯỞNG" with the prefix this house writes."""
        for kept, printed in self.prefixes:
            if line.startswith(f"{kept} "):
                return f"{printed} {line[len(kept) + 1 :]}"
        return line

    def summary(self, text: str) -> str:
        return lower_first(text) if self.summary_starts_small else text

    def sizes(self) -> dict[str, str]:
        """ "--text-pt": "14pt" for every measure."""
        units = {item.name: item.name.rpartition("_")[2] for item in fields(self)}
        return {
            f"--{name.replace('_', '-')}": f"{getattr(self, name):g}{unit}"
            for name, unit in units.items()
            if unit in ("pt", "mm")
        }


STATE = Profile(
    nation=(
        HeadLine("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13),
        HeadLine("Độc lập - Tự do - Hạnh phúc", 14, ruled=True),
    )
)

# A paper keeps the key of its profile (`Header.profile`), so what is issued is drawn as its own house writes.
PROFILES: dict[str, Profile] = {"state": STATE}


def day_words(day: str, month: int | None, year: int | None) -> str:
    gap = "\u00a0" * 7  # two figures by hand
    month_words = gap if month is None else f" {month_number(month)} "
    return f"ngày{f' {day} ' if day else gap}tháng{month_words}năm{f' {year}' if year else GAP}"
