"""Papers read back word by word, from PDF and from Word, to be laid side by side."""

import io
from collections.abc import Iterator

import docx
import pdfplumber
from docx.oxml.ns import qn

from thidua.papers import Paper, Table

MM = 72 / 25.4


def bare(text: str) -> str:
    """Without any space: where lines end is each format's own affair."""
    return "".join(text.split())


def word_document(content: bytes):
    return docx.Document(io.BytesIO(content))


def words_of_word(content: bytes) -> str:
    """What stands in the text, in the order of the file; a table row by row, in each cell by cell."""
    body = word_document(content).element.body
    return bare("".join(part.text or "" for part in body.iter(qn("w:t"))))


def foot_of_word(content: bytes) -> list[str]:
    footer = word_document(content).sections[0].first_page_footer
    beside = [paragraph for table in footer.tables for paragraph in table.rows[0].cells[1].paragraphs]
    return [paragraph.text for paragraph in (*footer.paragraphs, *beside) if paragraph.text]


def stories(content: bytes, *, top_mm: float = 19) -> list[str]:
    """Of each page of a PDF what is below the top margin, in the order in which it was drawn."""
    with pdfplumber.open(io.BytesIO(content)) as file:
        return [bare("".join(char["text"] for char in page.chars if char["top"] > top_mm * MM)) for page in file.pages]


def _table_heads(paper: Paper) -> set[str]:
    sheets = (paper.blocks, *(appendix.blocks for appendix in paper.appendices))
    tables = (block for blocks in sheets for block in blocks if isinstance(block, Table))
    return {bare("".join(column.title for column in table.columns)) for table in tables}


def differences(paper: Paper, pages: list[str], words: str) -> Iterator[tuple[str, str]]:
    """Where the pages of a PDF do not go on as the words do. A table's head repeated on a new page is no difference."""
    place, foot, heads = 0, bare("".join(paper.foot)), _table_heads(paper)
    for number, page in enumerate(pages):
        text = page.replace(foot, "", 1) if foot and number == 0 else page
        for head in heads:
            if text.startswith(head) and not words.startswith(head, place):
                text = text[len(head) :]
        there = words[place : place + len(text)]
        if there != text:
            pairs = enumerate(zip(text, there, strict=False))
            same = next((n for n, (left, right) in pairs if left != right), min(len(text), len(there)))
            yield text[max(0, same - 20) : same + 40], there[max(0, same - 20) : same + 40]
            return
        place += len(text)
    if place != len(words):
        yield "", words[place : place + 60]
