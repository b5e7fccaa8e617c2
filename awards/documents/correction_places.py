"""Whether a correction names the place where the words stand: "Điều 2", "khoản 1 Điều 1", "số thứ tự 14"."""

import re
from collections.abc import Iterator

from thidua.paper_changes import stands_among
from thidua.papers import Paper, Row, Table
from thidua.print_guard import walking
from thidua.vietnamese import clean_line

Texts = list[tuple[str, str]]  # as walking.texts: the words for the place, the text

NAMES_PLACE = re.compile(
    r"(?:khoản\s+(?P<item>\d+),?\s+(?:của\s+)?)?Điều\s+(?P<article>\d+)"
    r"|(?:số thứ tự|STT|số TT)\s*(?:số|:)?\s*(?P<row>\d+)",
    re.IGNORECASE,
)
OF_LAW = re.compile(r"\s+(của\s+)?(Luật|Nghị định|Thông tư|Quy chế|Điều lệ)", re.IGNORECASE)
IN_ARTICLE = re.compile(r"Điều (\d+)$")
ITEM = re.compile(r"^mục (\d+)\. của ")
MOST_NAMED, SHORTEST_NAME = 3, 2  # places; words of a name


def why_not_there(paper: Paper, called: str, wrong: list[tuple[str, str]], after: str) -> str:
    """A sentence, "" where all stand. `called`: how the paper is named. `wrong`: each quotation with the words
    between it and the one before; `after`: the words behind the last one, which name the place where none did.
    """
    held = list(_held(wrong)) or [(place, quoted, after) for _, quoted in wrong for place in _named(after)]
    for place, quoted, beside in held:
        if sentence := _why_not(paper, called, place, quoted) or _why_not_whose(paper, place, beside):
            return sentence
    return ""


def _held(wrong: list[tuple[str, str]]) -> Iterator[tuple[re.Match[str], str, str]]:
    """A place named holds for the quotations after it until another one is named."""
    places: list[re.Match[str]] = []
    beside = ""
    for before, quoted in wrong:
        if found := _named(before):
            places, beside = found, before
        yield from ((place, quoted, beside) for place in places)


def _named(text: str) -> list[re.Match[str]]:
    return [one for one in NAMES_PLACE.finditer(text) if one["row"] or not OF_LAW.match(text, one.end())]


def _why_not(paper: Paper, called: str, place: re.Match[str], quoted: str) -> str:
    if place["row"]:
        named, texts = f"số thứ tự {int(place['row'])}", _row(paper, int(place["row"]))
    else:
        named, texts = f"Điều {int(place['article'])}", _article(paper, int(place["article"]))
        if place["item"] and texts:
            named, texts = f"khoản {int(place['item'])} {named}", _item(texts, int(place["item"]))
    if stands_among(texts, quoted):
        return ""
    found = _where(paper, quoted)
    if not texts:
        return f"{called} không có {named}" + (f"; chữ “{quoted}” ở {found}." if found else ".")
    return f"chữ “{quoted}” không ở {named}" + (f" mà ở {found}." if found else "; ghi đúng chỗ đã in.")


def _why_not_whose(paper: Paper, place: re.Match[str], beside: str) -> str:
    """Who is named beside a row's number stands in that row; their unit may be named there too."""
    if not place["row"]:
        return ""
    rows = {name: numbers for name, numbers in _rows_of_names(paper).items() if stands_among([("", beside)], name)}
    if not rows or any(int(place["row"]) in numbers for numbers in rows.values()):
        return ""
    name, numbers = next(iter(rows.items()))
    return f"{name} không ở số thứ tự {int(place['row'])} mà ở số thứ tự {', '.join(map(str, numbers))}."


def _article(paper: Paper, number: int) -> Texts:
    found = ((IN_ARTICLE.search(place), place, text) for place, text in walking.main_texts(paper))
    return [(place, text) for of, place, text in found if of and int(of[1]) == number]


def _item(article: Texts, number: int) -> Texts:
    """From that item to the next."""
    found: Texts = []
    current = 0
    for place, text in article:
        if mark := ITEM.match(place):
            current = int(mark[1])
        found += [(place, text)] if current == number else []
    return found


def _tables(paper: Paper) -> Iterator[Table]:
    for blocks in (paper.blocks, *(appendix.blocks for appendix in paper.appendices)):
        yield from (block for block in blocks if isinstance(block, Table))


def _numbered(paper: Paper) -> Iterator[tuple[int, list[str], Table]]:
    for table in _tables(paper):
        for row in table.rows:
            cells = walking.row_texts(row)
            if isinstance(row, Row) and cells and cells[0].isdecimal():
                yield walking.counted(cells[0]), cells, table


def _row(paper: Paper, number: int) -> Texts:
    return [("", cell) for found, cells, _ in _numbered(paper) if found == number for cell in cells]


def _rows_of_names(paper: Paper) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, cells, table in _numbered(paper):
        for column, cell in zip(table.columns, cells, strict=False):
            name = clean_line(cell.partition(" (")[0])
            if "tên" in column.title.casefold() and len(name.split()) >= SHORTEST_NAME:
                found.setdefault(name, []).append(number)
    return found


def _where(paper: Paper, quoted: str) -> str:
    """The places where these words stand, as a correction names them."""
    by_place: dict[str, Texts] = {}
    for place, text in walking.texts(paper):
        by_place.setdefault(place, []).append((place, text))
    places = [_as_named(place) for place, texts in by_place.items() if stands_among(texts, quoted)]
    return ", ".join(places[:MOST_NAMED])


def _as_named(place: str) -> str:
    place = re.sub(r"^dòng (?=\d)", "số thứ tự ", ITEM.sub(r"khoản \1 ", place))
    return place.replace("DANH SÁCH", "Danh sách")
