"""Draws a `Paper`: one template, one stylesheet, one family of letters that comes with the program.

Nothing is fetched from outside: the only addresses that work are `static:` names of our own files.
"""

import atexit
import re
import threading
import warnings
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from thidua.papers import (
    RICH,
    Appendix,
    Article,
    GroupRow,
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
from thidua.typography import tidy

STATIC = settings.BASE_DIR / "static"
MISSING = (
    "Máy chủ thiếu thư viện để tạo PDF; người quản trị chạy lệnh "
    "“apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0” rồi khởi động lại chương trình."
)
# One drawing at a time: threads would not be faster, and they share the fonts.
ONE_AT_A_TIME = threading.Lock()
TEXT_MM, NARROWEST_MM = {False: 160, True: 247}, 24  # upright and landscape paper
SHORT_TABLE = 10  # rows: up to so many stay on one page
TWO_LINES = 120  # letters that surely fill more than one line
ADDRESS_LETTERS = 50
TITLE_LETTERS = {False: 56, True: 88}  # of a bold 14 pt title in a line, upright and landscape paper
KEPT_TOGETHER = re.compile(
    r"Điều\u0020\d+|[Nn]gày\u0020\d{1,2}\u0020tháng\u0020\d{1,2}\u0020năm\u0020\d{4}|\d+[\w./-]*/[A-ZĐ][\w./-]*\w"
)

COMPOUND = re.compile(
    r"\b(công|danh|giấy|hình|khen|kết|năm|nhiệm|phong|thi|thắng|thực|xét|Hội|Trường)(?= "
    r"(nhận|hiệu|khen|thức|thưởng|quả|\d+|vụ|trào|đua|lợi|hiện|tặng|đồng|Chính)\b)"
)


class PdfUnavailable(Exception):
    """WeasyPrint or a library it needs is not on this machine; the text says what to install."""


def missing_libraries() -> str:
    """Empty when papers can be drawn, else the sentence for the administrator."""
    try:
        _engine()
    except PdfUnavailable as problem:
        return str(problem)
    return ""


def render(paper: Paper) -> bytes:
    draw, paper = _engine(), _tidied(paper)
    html = render_to_string("documents/paper.html", {"paper": _shown_paper(paper)})
    with ONE_AT_A_TIME:
        return draw(html, _measures(paper))


@cache
def _engine() -> Callable[[str, str], bytes]:
    """Loads WeasyPrint, the fonts and the stylesheet: once, since each further set of fonts would stay in memory."""
    try:
        # Here and not at the top: it takes most of a second and needs libraries that the rest of the program does not.
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse
    except (ImportError, OSError) as problem:
        raise PdfUnavailable(MISSING) from problem

    def fetcher(url: str) -> Any:
        try:
            return URLFetcherResponse(url, _own_file(url).read_bytes())
        except (OSError, ValueError) as problem:
            raise FatalURLFetchingError(str(problem)) from problem

    fonts = FontConfiguration()
    sheet = CSS(string=(STATIC / "documents/paper.css").read_text("utf-8"), font_config=fonts, url_fetcher=fetcher)

    def draw(html: str, measures: str) -> bytes:
        styles = [sheet, CSS(string=measures, url_fetcher=fetcher)]
        page = HTML(string=html, base_url="static:", url_fetcher=fetcher)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves its colour profile to be closed
            try:
                return page.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant="pdf/a-3a")
            except FatalURLFetchingError as problem:  # not an Exception: it would end the whole process
                raise PermissionError(str(problem)) from problem

    atexit.register(_engine.cache_clear)  # the fonts want WeasyPrint still there when they go
    return draw


def _own_file(url: str) -> Path:
    path = (STATIC / url.removeprefix("static:")).resolve()
    if not url.startswith("static:") or not path.is_relative_to(STATIC):
        raise ValueError(f"A paper may use only files of this program, not {url[:80]}")
    return path


# From the parts of a paper to what the template prints


def _tidied(value: Any) -> Any:
    """The paper keeps what was typed; what is drawn is mended."""
    if isinstance(value, tuple):
        return tuple(map(_tidied, value))
    if isinstance(value, Part):
        return replace(value, **{item.name: _tidied(getattr(value, item.name)) for item in fields(value)})
    return tidy(value) if isinstance(value, str) else value


def _html(runs: Iterable[Run]) -> SafeString:
    return mark_safe("".join(map(_run_html, runs)))  # every run is escaped below


def _run_html(run: Run) -> str:
    text = str(escape(run.text)).replace("\n", "<br>")
    text = KEPT_TOGETHER.sub(r'<span class="whole">\g<0></span>', text)
    for mark, wanted in (("strong", run.bold), ("em", run.italic)):
        text = f"<{mark}>{text}</{mark}>" if wanted else text
    return f'<span class="whole">{text}</span>' if run.nowrap else text


def _shown(part: Any) -> Any:
    if isinstance(part, tuple):
        return [_shown(item) for item in part]
    if isinstance(part, Table):
        return _shown_table(part)
    if not isinstance(part, Part):
        return part
    shown = {item.name: getattr(part, item.name) for item in fields(part)} | {"leads": _leads(part)}
    rich = {item.name for item in fields(part) if item.metadata == RICH}
    return {"type": type(part).__name__} | {
        name: _html(value) if name in rich else _shown(value) for name, value in shown.items()
    }


def _leads(part: Part) -> bool:
    """A line that ends with ":" is never the last one of a page: what it announces stands below it."""
    runs = getattr(part, "text", ())
    return isinstance(runs, tuple) and "".join(run.text for run in runs).rstrip().endswith(":")


def _shown_table(table: Table) -> dict[str, Any]:
    rows = [_shown_row(row, table) for row in table.rows]
    short = len(rows) <= SHORT_TABLE
    return {"type": "Table", "measure": _measure(table), "columns": table.columns, "rows": rows, "short": short}


def _shown_row(row: Row | GroupRow | TotalRow, table: Table) -> dict[str, Any]:
    wide = len(table.columns)
    if isinstance(row, GroupRow):
        return {"type": f"Group{row.level}", "label": _html(row.text), "span": wide, "cells": []}
    columns = table.columns[wide - len(row.cells) :]
    cells = [{"column": column, "text": _html(cell)} for column, cell in zip(columns, row.cells, strict=True)]
    if isinstance(row, TotalRow):
        return {"type": "Total", "label": row.label, "span": wide - len(cells), "cells": cells}
    return {"type": "Row", "cells": cells}


def _shown_paper(paper: Paper) -> dict[str, Any]:
    kept, is_enough = _with_signature(paper) if paper.signatures else (0, True)
    return _shown(paper) | {
        "closing_class": "closing" if is_enough else "closing little",
        "header": paper.header,
        "document_title": paper.document_title,
        "written_by": paper.written_by,
        "summary": _broken_evenly(paper.summary, TITLE_LETTERS[paper.landscape]),
        "bases": _listed(paper.bases),
        "recipients": _listed(paper.recipients),
        "address_to": _shown_addresses(paper.address_to),
        "signatures": _shown_signatures(paper.signatures),
        "blocks": _shown(paper.blocks[: len(paper.blocks) - kept]),
        "closing": _shown(paper.blocks[len(paper.blocks) - kept :]),
        "appendices": [_shown_appendix(appendix) for appendix in paper.appendices],
    }


def _shown_appendix(appendix: Appendix) -> dict[str, Any]:
    return _shown(appendix) | {
        "header": appendix.header,
        "summary": _broken_evenly(appendix.summary, TITLE_LETTERS[appendix.landscape]),
        "signatures": _shown_signatures(appendix.signatures),
    }


def _shown_addresses(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """One: no mark, in even lines; more: one under another with "-" and ";"."""
    if len(addresses) == 1:
        return _broken_evenly(addresses[0], ADDRESS_LETTERS)
    return tuple(f"- {address}" for address in _listed(addresses))


def _shown_signatures(signatures: tuple[Signature, ...]) -> list[dict[str, Any]]:
    """Side by side, their titles begin and their names stand on the same lines."""
    most = max((len(signature.lines) for signature in signatures), default=0)
    posts = any(signature.post for signature in signatures)
    return [
        _shown(signature) | {"below_title": " " * (most - len(signature.lines)), "above_name": posts}
        for signature in signatures
    ]


def _with_signature(paper: Paper) -> tuple[int, bool]:
    """How many of the last blocks stay on the signature's page, and whether they are at least two lines of text."""
    letters, kept = 0, 0
    for block in reversed(paper.blocks):
        if letters > TWO_LINES or not isinstance(block, (Paragraph, Article, NumberedItem, Quote)):
            break
        letters, kept = letters + sum(len(run.text) for run in block.text), kept + 1
    return kept, letters > TWO_LINES


def _measures(paper: Paper) -> str:
    """Widths and sizes of the tables: tables of equal measures share a class."""
    rules = _sheet_measures(paper.blocks, paper.landscape)
    for appendix in paper.appendices:
        rules |= _sheet_measures(appendix.blocks, appendix.landscape)
    return "\n".join(f"{selector} {{ {rule} }}" for selector, rule in rules.items())


def _sheet_measures(blocks: Iterable[Part], landscape: bool) -> dict[str, str]:
    """Columns too wide for the sheet are narrowed alike, so that one without a width can still be read."""
    rules = {}
    for table in (block for block in blocks if isinstance(block, Table)):
        name = f"{'.landscape ' if landscape else ''}.{_measure(table)}"
        rules[name] = f"font-size: {table.size_pt:g}pt"
        free = sum(not column.width_mm for column in table.columns) * NARROWEST_MM
        asked = sum(column.width_mm for column in table.columns)
        share = min(1, (TEXT_MM[landscape] - free) / asked) if asked else 1
        for place, column in enumerate(table.columns, start=1):
            if column.width_mm:
                rules[f"{name} .column-{place}"] = f"width: {column.width_mm * share:.2f}mm"
    return rules


def _measure(table: Table) -> str:
    numbers = (table.size_pt, *(column.width_mm for column in table.columns))
    return "table-" + "-".join(f"{number:g}".replace(".", "_") for number in numbers)


def _listed(items: tuple[str, ...]) -> tuple[str, ...]:
    """ ";" after each, "." after the last, whatever marks the writer left."""
    bare = [item.rstrip(" ,.;") for item in items]
    return tuple(f"{item}{'.' if place == len(bare) else ';'}" for place, item in enumerate(bare, start=1))


def _broken_evenly(text: str, at_most: int) -> tuple[str, ...]:
    """A centred title in lines of like length, so that no word stands alone and no compound word is cut."""
    lines: list[str] = []
    for piece in text.split("\n"):
        rest = " ".join(piece.split())
        for left in range(-(-len(rest) // at_most), 1, -1):
            within = {match.start() + len(match[1]) for match in COMPOUND.finditer(rest)}
            ends = [match.start() for match in re.finditer(" ", rest) if match.start() not in within]
            if not ends:
                break
            middle = len(rest) / left
            end = min(ends, key=lambda place: abs(place - middle))
            lines.append(rest[:end])
            rest = rest[end + 1 :]
        lines.append(rest)
    return tuple(lines)
