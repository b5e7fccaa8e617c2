"""Every text of a paper with the words for its place, as it is drawn."""

from collections.abc import Iterable, Iterator
from typing import Any

from thidua.papers import (
    Article,
    GroupRow,
    Heading,
    Lines,
    NumberedItem,
    Paper,
    Part,
    Quote,
    Rich,
    Row,
    Run,
    Signature,
    Table,
    TotalRow,
)
from thidua.typography import tidy

MOST_FIGURES = 15

Place = tuple[str, str]  # the words for the place, the text


def counted(figures: str) -> int:
    """A number as it is written; of more figures than anything is counted in, the first: Python reads no 5.000."""
    return int(figures[:MOST_FIGURES])


def words(rich: Rich) -> str:
    """A rich text as it is drawn, without bold and italic."""
    parts = rich if isinstance(rich, tuple) else (rich,)
    return "".join(tidy(part.text if isinstance(part, Run) else part) for part in parts)


def texts(paper: Paper) -> Iterator[Place]:
    header = paper.header
    yield from (("phần tên cơ quan", tidy(text)) for text in (*header.parent_lines, *header.issuer_lines))
    yield from _some("ký hiệu", header.symbol, "địa danh", header.place, "trích yếu", header.subject)
    yield from _some("tên loại", paper.title, "trích yếu", paper.summary)
    yield from (("Kính gửi", tidy(text)) for text in paper.address_to)
    yield from _some("dòng thẩm quyền", paper.authority)
    yield from ((f"căn cứ {number}", tidy(text)) for number, text in enumerate(paper.bases, start=1))
    yield from body_texts(paper)
    yield from _signatures(paper.signatures)
    yield from (("Nơi nhận", tidy(text)) for text in paper.recipients)
    yield from (("chân trang", tidy(text)) for text in paper.foot)
    for appendix in paper.appendices:
        named = named_appendix(appendix)
        yield from _some(f"tên của {named}", appendix.title, f"tên của {named}", appendix.summary)
        yield from _some(f"dòng “Kèm theo” của {named}", appendix.bracket)
        yield from _signatures(appendix.signatures)
    for slip in getattr(paper, "slips", ()):
        yield from _slip(slip)


def main_texts(paper: Paper) -> Iterator[Place]:
    """Of the blocks alone, without the attachments."""
    yield from _blocks(paper.blocks, "")


def body_texts(paper: Paper) -> Iterator[Place]:
    """Of the blocks alone, those of the attachments too."""
    yield from main_texts(paper)
    for appendix in paper.appendices:
        yield from _blocks(appendix.blocks, named_appendix(appendix))


def named_appendix(appendix: Any) -> str:
    return f"{appendix.label or appendix.title or 'danh sách'}"


def _some(*pairs: str) -> Iterator[Place]:
    for place, text in zip(pairs[::2], pairs[1::2], strict=True):
        if text:
            yield place, tidy(text)


def _blocks(blocks: Iterable[Part], of: str) -> Iterator[Place]:
    article = ""
    for number, block in enumerate(blocks, start=1):
        if isinstance(block, Article):
            article = f"Điều {block.number}"
            yield article, tidy(f"{block.title} {words(block.text)}".strip())
        elif isinstance(block, Table):
            yield from _table(block, of or article or "bảng")
        elif isinstance(block, Lines):
            yield from ((line.label, words(line.text)) for line in block.lines)
        else:
            yield from _block(block, of or article or f"đoạn {number}")


def _block(block: Part, place: str) -> Iterator[Place]:
    if isinstance(block, NumberedItem):
        yield f"mục {block.mark} của {place}", tidy(f"{block.title} {words(block.text)}".strip())
    elif isinstance(block, (Heading, Quote)):
        yield f"đề mục, lời trích ở {place}", words(block.text)
    elif text := words(getattr(block, "text", ())):
        yield place, text


def _table(table: Table, place: str) -> Iterator[Place]:
    yield from ((f"tên cột của {place}", tidy(column.title)) for column in table.columns)
    for number, row in enumerate(table.rows, start=1):
        for cell in row_texts(row):
            yield f"{named_row(row, number)} của {place}", cell


def row_texts(row: Row | GroupRow | TotalRow) -> list[str]:
    """The cells of a row in the order they are drawn."""
    if isinstance(row, GroupRow):
        return [words(row.text)]
    cells = [words(cell) for cell in row.cells]
    return [tidy(row.label), *cells] if isinstance(row, TotalRow) else cells


def named_row(row: Row | GroupRow | TotalRow, number: int) -> str:
    """By what its first cell says, where that is a number."""
    first = row_texts(row)[0] if isinstance(row, Row) and row.cells else ""
    return f"dòng {first}" if first.isdecimal() else f"dòng thứ {number}"


def _signatures(signatures: Iterable[Signature]) -> Iterator[Place]:
    for signature in signatures:
        for text in (*signature.lines, signature.post, signature.name, signature.note, signature.mark):
            if text:
                yield "phần ký", tidy(text)


def _slip(slip: Any) -> Iterator[Place]:
    place = f"phiếu {slip.number}"
    yield from ((place, tidy(text)) for text in (slip.office, slip.title, slip.date_line))
    yield from ((place, tidy(f"{line.label}: {words(line.text)}")) for line in slip.lines)
    yield from _signatures(slip.signatures)
