"""What stands in a Word file, part by part, in the order of the PDF."""

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.measuring import width_mm
from thidua.profiles import A4_MM, Profile
from thidua.shown import Grid, Head, Sheet, Shown, Text
from thidua.word import markup as w
from thidua.word.grids import grid
from thidua.word.signatures import signed
from thidua.word.slips import MARGINS_MM as SLIP_MARGINS_MM
from thidua.word.slips import slips

LOOKS = {"quote": "Quote", "heading0": "PhanChuong", "heading1": "Heading1", "heading2": "Heading2"}
SHORT_RULE = 0.4  # of the text above it: the decree asks for a third to a half
AFTER_LABEL_MM = 1.5  # between "Kính gửi:" and whom


@dataclass(frozen=True)
class Section:
    """A stretch of pages that count together."""

    content: str
    landscape: bool
    margins_mm: tuple[float, float, float, float]  # top, right, bottom, left
    page_mm: tuple[float, float] = A4_MM  # upright
    border: str = ""  # around each page


def body(ready: Shown) -> list[Section]:
    if ready.slips is not None:
        return [Section(slips(ready), False, SLIP_MARGINS_MM)]
    return [_main(ready), *(_attached(sheet, ready.profile, ready.draft_mark) for sheet in ready.appendices)]


def _main(ready: Shown) -> Section:
    profile, wide = ready.profile, ready.landscape
    parts = [
        _head(ready.head, profile, wide, ready.draft_mark),
        _title(ready.title, ready.summary, profile, wide),
        _addressed(ready),
        w.paragraph("ThamQuyen", w.run(ready.authority)) if ready.authority else "",
        *(w.paragraph("CanCu", w.runs(basis)) for basis in ready.bases),
        w.paragraph("ThamQuyen", w.run(ready.enacting)) if ready.enacting else "",
        *_blocks(ready.blocks, profile, wide, stays=not ready.closing_is_enough and bool(ready.signatures)),
        *_blocks(ready.closing, profile, wide, stays=True, whole=True),
        signed(ready.signatures, profile, wide, ready.recipients_label, ready.recipients),
    ]
    return Section("".join(parts), wide, _margins(profile), profile.page)


def _attached(sheet: Sheet, profile: Profile, draft_mark: str) -> Section:
    titles = [line for line in (sheet.label, sheet.title) if line]
    lines = [(line, profile.text_pt, True, False) for line in sheet.summary]
    bracket = "".join(run.text for run in sheet.bracket)
    lines += [(bracket, profile.bracket_pt, False, True)] if bracket else []
    widest = max((width_mm(text, size, bold=bold, italic=italic) for text, size, bold, italic in lines), default=0)
    parts = [
        _head(sheet.head, profile, sheet.landscape, draft_mark) if sheet.head else "",
        *(w.paragraph("PhuLuc", w.run(title)) for title in titles),
        w.paragraph("Subtitle", w.run("\n".join(sheet.summary))) if sheet.summary else "",
        w.paragraph("KemTheo", w.runs(sheet.bracket)) if sheet.bracket else "",
        _short_rule(widest, profile.text_mm(landscape=sheet.landscape)) if lines else "",
        *_blocks(sheet.blocks, profile, sheet.landscape, stays=bool(sheet.signatures)),
        signed(sheet.signatures, profile, sheet.landscape),
    ]
    return Section("".join(parts), sheet.landscape, _margins(profile), profile.page)


def _margins(profile: Profile) -> tuple[float, float, float, float]:
    return (profile.top_mm, profile.right_mm, profile.bottom_mm, profile.left_mm)


# --- head and title


def _rule(length_mm: float, room_mm: float) -> str:
    """A line of this length in the middle of the room."""
    beside = max(0, (room_mm - length_mm) / 2)
    return w.paragraph("DuongKe", indent=w.indents(beside, beside, 0))


def _short_rule(text_mm: float, room_mm: float) -> str:
    return _rule(SHORT_RULE * min(text_mm, room_mm), room_mm)


def _head(head: Head, profile: Profile, wide: bool, draft_mark: str) -> str:
    """A table without lines: issuer and national heading above, number and date below, each pair on one height."""
    own = profile.head_own_mm(landscape=wide)
    nation = profile.text_mm(landscape=wide) - own
    issuers = [w.paragraph("CoQuanBanHanh", w.run(line)) for line in head.issuer_lines]
    widest = max((width_mm(line, profile.issuer_pt, bold=True) for line in head.issuer_lines), default=0)
    if profile.issuer_mark:
        issuers.append(w.paragraph("CoQuanBanHanh", w.run(profile.issuer_mark)))
    else:
        issuers.append(_short_rule(widest, own))
    left = "".join([*(w.paragraph("CoQuanChuQuan", w.run(line)) for line in head.parent_lines), *issuers])
    first = w.cell(left, own) + w.cell("".join(_nation(profile, nation)), nation)
    date = w.paragraph("DiaDanh", w.run(head.date_line) if head.date_line else "")
    second = w.cell("".join(_numbered(head, profile, draft_mark, own)), own) + w.cell(date, nation)
    return w.table("KhungTrong", (own, nation), w.row(first) + w.row(second))


def _nation(profile: Profile, room_mm: float) -> Iterator[str]:
    for place, line in enumerate(profile.nation, start=1):
        yield w.paragraph(f"TieuDe{place}", w.run(line.text))
        if line.ruled:
            yield _rule(width_mm(line.text, line.size_pt, bold=True), room_mm)


def _numbered(head: Head, profile: Profile, draft_mark: str, room_mm: float) -> Iterator[str]:
    if head.number_line or not (head.subject or draft_mark):
        yield w.paragraph("SoKyHieu", w.run(head.number_line) if head.number_line else "")
    if head.subject:
        yield w.paragraph("TrichYeuCongVan", w.run("\n".join(head.subject)))
    if draft_mark:
        inside = width_mm(draft_mark, profile.number_pt, bold=True) + 6
        beside = max(0, (room_mm - inside) / 2)
        yield w.paragraph("DuThao", w.run(draft_mark), indent=w.indents(beside, beside, 0))


def _title(title: str, summary: tuple[str, ...], profile: Profile, wide: bool) -> str:
    if not title:
        return ""
    lines = w.paragraph("Title", w.run(title))
    if summary:
        widest = max(width_mm(line, profile.summary_pt, bold=True) for line in summary)
        lines += w.paragraph("Subtitle", w.run("\n".join(summary)))
        lines += _short_rule(widest, profile.text_mm(landscape=wide))
    return lines


def _addressed(ready: Shown) -> str:
    """ "Kính gửi:" with whom beside it, one under another, the whole in the middle."""
    if not ready.address_to:
        return ""
    size, room = ready.profile.text_pt, ready.profile.text_mm(landscape=ready.landscape)
    label = width_mm(ready.address_label, size) + AFTER_LABEL_MM
    widest = max(width_mm(line, size) for line in ready.address_to)
    left = max(0, (room - label - widest) / 2) + label
    tab = f'<w:tab w:val="left" w:pos="{w.mm(left)}"/>'
    lines = []
    for place, line in enumerate(ready.address_to):
        begins = w.run(ready.address_label) + "<w:r><w:tab/></w:r>" if place == 0 else ""
        indent = w.indents(left, 0, 0 if place else -label)
        space = w.spacing(before_pt=0 if place else 12, after_pt=6 if line is ready.address_to[-1] else 0)
        lines.append(w.paragraph("KinhGui", begins + w.run(line), tabs=tab, indent=indent, space=space, keep_next=True))
    return "".join(lines)


# --- text


def _blocks(
    blocks: tuple[Text | Grid, ...], profile: Profile, wide: bool, *, stays: bool, whole: bool = False
) -> Iterator[str]:
    """stays: the last one on the page of what follows. whole: each of them does, and none is broken."""
    for place, block in enumerate(blocks):
        is_kept = whole or (stays and place == len(blocks) - 1)
        if isinstance(block, Grid):
            yield grid(block, profile.text_mm(landscape=wide), keep_next=is_kept, may_break=wide)
        else:
            yield _text(block, keep_next=is_kept or block.leads, keep_lines=whole)


def _text(block: Text, *, keep_next: bool, keep_lines: bool) -> str:
    content = w.runs(block.runs)
    if block.look != "text":
        style = LOOKS.get(block.look, "Heading3")
        return w.paragraph(style, content, keep_next=keep_next, keep_lines=keep_lines)
    flush = not block.indent or block.align in ("center", "right")
    return w.paragraph(
        "Normal",
        content,
        keep_next=keep_next,
        keep_lines=keep_lines,
        indent=w.indents(first_mm=0) if flush else "",
        align="" if block.align == "justify" else block.align,
    )
