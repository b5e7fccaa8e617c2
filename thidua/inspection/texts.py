"""The words of a DOCX or PDF, a paragraph or a line of print each on a line. Only in the process of its own."""

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from thidua.inspection.numbering import Numbering
from thidua.inspection.reasons import BROKEN, DOCX, LOCKED, NO_TEXT, TOO_LONG, Unfit

LONGEST = 200_000  # characters
MOST_PAGES = 200
MOST_NESTED = 5
_SPACES = re.compile(r"[ \t\u00a0]+")


def text_of(content: bytes, media_type: str) -> str:
    """The text of a file that `looking.look` has taken; Unfit when there is none, or too much of it."""
    if media_type == DOCX:
        pieces = _lines_of_docx(content)
    elif media_type == "application/pdf":
        pieces = _pages_of_pdf(content)
    else:
        raise Unfit(NO_TEXT)  # a photograph
    found: list[str] = []
    length = 0
    for piece in pieces:
        length += len(piece) + 1
        if length > LONGEST:
            raise Unfit(TOO_LONG)
        found.append(piece)
    text = "\n".join(found)
    if not any(char.isalpha() for char in text):
        raise Unfit(NO_TEXT)
    return text


def _lines_of_docx(content: bytes) -> Iterator[str]:
    try:
        document = Document(io.BytesIO(content))
        yield from _inside(document, Numbering(document), 0)
    except (KeyError, ValueError, AttributeError, TypeError):  # parts that Word itself could not read either
        raise Unfit(BROKEN) from None


def _inside(holder: Any, numbering: Numbering, depth: int) -> Iterator[str]:
    """Paragraphs and tables in their order, a table cell by cell; Word's own numbers written out."""
    if depth > MOST_NESTED:
        return
    for block in holder.iter_inner_content():
        if isinstance(block, Paragraph):
            label = numbering.label_of(block)
            text = _SPACES.sub(" ", _words(block)).strip()
            yield f"{label} {text}".strip() if text else ""
        elif isinstance(block, Table):
            for cell in _cells(block):
                yield from _inside(cell, numbering, depth + 1)


def _words(paragraph: Paragraph) -> str:
    """Also what stands in links and in insertions; deletions that are only marked are left out."""
    found = []
    for node in paragraph._p.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")):
        if node.tag == qn("w:t"):
            found.append(node.text or "")
        elif node.tag == qn("w:noBreakHyphen"):
            found.append("-")
        elif node.getparent().tag == qn("w:r"):  # not the tab stops of the paragraph's settings
            found.append("\t" if node.tag == qn("w:tab") else "\n")
    return "".join(found)


def _cells(table: Table) -> Iterator[_Cell]:
    """Each cell once; a merged one is met at every place it covers."""
    seen = set()
    for row in table._tbl.tr_lst:
        for tc in row.tc_lst:
            if tc not in seen:
                seen.add(tc)
                yield _Cell(tc, table)


def _pages_of_pdf(content: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - only for this kind of file
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unfit(LOCKED)
        for number, page in enumerate(reader.pages):
            if number >= MOST_PAGES:
                raise Unfit(TOO_LONG)
            yield page.extract_text()
    except (PyPdfError, KeyError, ValueError, AttributeError, TypeError, IndexError, NotImplementedError):
        raise Unfit(BROKEN) from None
