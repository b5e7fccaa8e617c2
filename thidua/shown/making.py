"""Makes a paper ready for printing: see the package."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from thidua import qr
from thidua.papers import (
    Appendix,
    Article,
    Block,
    GroupRow,
    Header,
    Heading,
    Line,
    Lines,
    NumberedItem,
    Paper,
    Paragraph,
    Part,
    Quote,
    Row,
    Run,
    Signature,
    Table,
    TotalRow,
)
from thidua.profiles import Profile
from thidua.shown.lines import KEPT_TOGETHER, broken_evenly, fitted, listed
from thidua.shown.parts import Cell, Grid, Head, Runs, Sheet, Shown, ShownSlip, Signed, TableRow, Text
from thidua.slips import Slip, SlipSheet
from thidua.typography import tidy

DRAFT, ADDRESSED, RECIPIENTS = "DỰ THẢO", "Kính gửi:", "Nơi nhận:"
NARROWEST_MM = 24  # of a column without a width
SHORT_TABLE = 5  # rows: up to so many stay on one page; more would leave half a page white before them
TWO_LINES = 120  # letters that surely fill more than one line
ADDRESS_LETTERS = 50
TITLE_LETTERS = {False: 56, True: 88}  # of a bold 14 pt title in a line, upright and landscape paper
BESIDE_SUBJECT_MM = 2  # so that a line that just fits does not touch the date
BETWEEN_SIGNATURES_MM = 4
WHOLE_LETTERS = 48  # a longer name has to be broken after all


def shown(given: Paper) -> Shown:
    paper: Paper = tidied(given)
    profile = paper.header.written_as
    profile = profile.halved() if paper.sheet == "A5" else profile
    kept, is_enough = _with_signature(paper) if paper.signatures else (0, True)
    blocks, wide = shown_blocks(paper.blocks, profile, landscape=paper.landscape), paper.landscape
    closing = len(blocks) - kept
    return Shown(
        profile=profile,
        document_title=paper.document_title,
        written_by=paper.written_by,
        language=paper.language,
        head=_head(paper.header, profile, landscape=wide),
        draft_mark=DRAFT if paper.draft else "",
        title=paper.title,
        summary=broken_evenly(profile.summary(paper.summary), TITLE_LETTERS[wide]) if paper.summary else (),
        address_label=ADDRESSED if paper.address_to else "",
        address_to=_addresses(paper.address_to),
        authority=paper.authority,
        bases=tuple(kept_whole((Run(f"{profile.basis_mark}{basis}"),)) for basis in listed(paper.bases)),
        enacting=paper.enacting,
        blocks=blocks[:closing],
        closing=blocks[closing:],
        closing_is_enough=is_enough,
        signatures=_signatures(paper.signatures, profile, profile.text_mm(landscape=wide)),
        recipients_label=RECIPIENTS if paper.recipients else "",
        recipients=tuple(f"- {one}" for one in listed(paper.recipients)),
        foot=paper.foot,
        verify_url=paper.verify_url,
        verify_picture=qr.picture(paper.verify_url) if paper.verify_url else "",
        appendices=tuple(_sheet(appendix, profile) for appendix in paper.appendices),
        landscape=wide,
        slips=tuple(_slip(slip, profile) for slip in paper.slips) if isinstance(paper, SlipSheet) else None,
        is_half=profile.is_half,
    )


def tidied(value: Any) -> Any:
    """The paper keeps what was typed; what is drawn is mended."""
    if isinstance(value, tuple):
        return tuple(map(tidied, value))
    if isinstance(value, Part):
        return replace(value, **{item.name: tidied(getattr(value, item.name)) for item in fields(value)})
    return tidy(value) if isinstance(value, str) else value


# --- texts


def shown_blocks(blocks: Iterable[Block], profile: Profile, *, landscape: bool) -> tuple[Text | Grid, ...]:
    """One for each block; a block of lines becomes one text with a line break between them only when drawn."""
    drawn: list[Text | Grid] = []
    for block in blocks:
        if isinstance(block, Table):
            drawn.append(_grid(block, profile.text_mm(landscape=landscape)))
        elif isinstance(block, Lines):
            drawn += [_line(line) for line in block.lines]
        else:
            drawn.append(_text(block))
    return tuple(drawn)


def _text(block: Heading | Paragraph | NumberedItem | Article | Quote) -> Text:
    if isinstance(block, Heading):
        return Text(kept_whole(block.text), f"heading{block.level}", "center" if block.level == 0 else "justify")
    if isinstance(block, Quote):
        return Text(kept_whole(block.text), "quote", "center", indent=False)
    leads = "".join(run.text for run in block.text).rstrip().endswith(":")
    if isinstance(block, Paragraph):
        return Text(kept_whole(block.text), "text", block.align, block.indent, leads)
    mark = f"Điều {block.number}." if isinstance(block, Article) else block.mark
    is_bold = isinstance(block, Article) or bool(block.title)
    lead = " ".join(filter(None, [mark, block.title]))
    return Text(kept_whole((Run(lead, bold=is_bold), Run(" "), *block.text)), leads=leads)


def _line(line: Line) -> Text:
    return Text(kept_whole((Run(f"{line.label}: "), *line.text)))


def kept_whole(runs: Any) -> Runs:
    """Articles, dates and numbers of papers are whole; a name is, unless it is too long for that."""
    kept: list[Run] = []
    for run in _joined(runs):
        if run.nowrap:
            kept.append(run if len(run.text) <= WHOLE_LETTERS else replace(run, nowrap=False))
            continue
        end = 0
        for match in KEPT_TOGETHER.finditer(run.text):
            kept += [replace(run, text=run.text[end : match.start()]), replace(run, text=match[0], nowrap=True)]
            end = match.end()
        kept.append(replace(run, text=run.text[end:]))
    return tuple(run for run in kept if run.text)


def _joined(runs: Any) -> list[Run]:
    """Neighbours that look alike as one run: easier to edit."""
    joined: list[Run] = []
    for run in runs:
        if joined and not run.nowrap and replace(joined[-1], text=run.text) == run:
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


# --- tables


def _grid(table: Table, text_mm: float) -> Grid:
    """Columns too wide for the sheet are narrowed alike, so that one without a width can still be read."""
    free = sum(not column.width_mm for column in table.columns) * NARROWEST_MM
    asked = sum(column.width_mm for column in table.columns)
    share = min(1, (text_mm - free) / asked) if asked else 1
    return Grid(
        titles=tuple(column.title for column in table.columns),
        widths_mm=tuple(round(column.width_mm * share, 2) for column in table.columns),
        rows=tuple(_row(row, table) for row in table.rows),
        size_pt=table.size_pt,
        short=len(table.rows) <= SHORT_TABLE,
    )


def _row(row: Row | GroupRow | TotalRow, table: Table) -> TableRow:
    wide = len(table.columns)
    if isinstance(row, GroupRow):
        return TableRow(f"group{row.level}", label=_runs(row.text), span=wide)
    columns = table.columns[wide - len(row.cells) :]
    cells = tuple(
        Cell(_runs(cell), column.align, column.nowrap) for column, cell in zip(columns, row.cells, strict=True)
    )
    if isinstance(row, TotalRow):
        return TableRow("total", cells, (Run(row.label),), wide - len(cells))
    return TableRow("row", cells)


def _runs(runs: Any) -> Runs:
    """In a cell nothing is kept whole: it is narrow."""
    return tuple(replace(run, nowrap=False) if run.nowrap else run for run in runs)


# --- head, foot, signatures


def _head(header: Header, profile: Profile, *, landscape: bool) -> Head:
    room = profile.head_own_mm(landscape=landscape)
    parents = (fitted(line, room, profile.parent_pt) for line in header.parent_lines)
    issuers = (fitted(line, room, profile.issuer_pt, bold=True) for line in header.issuer_lines)
    return Head(
        parent_lines=tuple(line for lines in parents for line in lines),
        issuer_lines=tuple(line for lines in issuers for line in lines),
        number_line=header.number_line,
        subject=fitted(header.subject, room - BESIDE_SUBJECT_MM, profile.subject_pt) if header.subject else (),
        date_line=header.date_line,
    )


def _addresses(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """One: no mark, in even lines; more: one under another with "-" and ";"."""
    if len(addresses) == 1:
        return broken_evenly(addresses[0], ADDRESS_LETTERS)
    return tuple(f"- {address}" for address in listed(addresses))


def _signatures(signatures: tuple[Signature, ...], profile: Profile, room_mm: float = 0) -> tuple[Signed, ...]:
    """Side by side, their titles begin and their names stand on the same lines.

    room_mm: what they share; a long title is broken here, where its lines are counted, not by the page.
    """
    titles = [tuple(profile.signing_line(line) for line in signature.lines) for signature in signatures]
    if room_mm and len(signatures) > 1:
        own = room_mm / len(signatures) - BETWEEN_SIGNATURES_MM
        fit = [[fitted(line, own, profile.text_pt, bold=True) for line in lines] for lines in titles]
        titles = [tuple(line for lines in one for line in lines) for one in fit]
    most = max(map(len, titles), default=0)
    has_post = any(signature.post for signature in signatures)
    return tuple(
        Signed(
            lines=lines,
            note=signature.note,
            mark=signature.mark,
            post=signature.post,
            name=kept_whole((Run(signature.name, nowrap=True),)),
            below=most - len(lines),
            has_post=has_post,
        )
        for signature, lines in zip(signatures, titles, strict=True)
    )


def _with_signature(paper: Paper) -> tuple[int, bool]:
    """How many of the last blocks stay on the signature's page, and whether they are at least two lines of text."""
    letters, kept = 0, 0
    for block in reversed(paper.blocks):
        if letters > TWO_LINES or not isinstance(block, (Paragraph, Article, NumberedItem, Quote)):
            break
        letters, kept = letters + sum(len(run.text) for run in block.text), kept + 1
    return kept, letters > TWO_LINES


def _sheet(appendix: Appendix, profile: Profile) -> Sheet:
    return Sheet(
        label=appendix.label,
        title=appendix.title,
        summary=broken_evenly(appendix.summary, TITLE_LETTERS[appendix.landscape]) if appendix.summary else (),
        bracket=kept_whole((Run(appendix.bracket),)),
        blocks=shown_blocks(appendix.blocks, profile, landscape=appendix.landscape),
        signatures=_signatures(appendix.signatures, profile, profile.text_mm(landscape=appendix.landscape)),
        landscape=appendix.landscape,
        head=_head(appendix.header, profile, landscape=appendix.landscape) if appendix.header else None,
    )


def _slip(slip: Slip, profile: Profile) -> ShownSlip:
    return ShownSlip(
        office=slip.office,
        number_line=f"Số: {slip.number}",
        title=slip.title,
        lines=tuple(_line(line) for line in slip.lines),
        date_line=slip.date_line,
        signatures=_signatures(slip.signatures, profile),
        draft_mark=DRAFT if slip.draft else "",
    )
