"""Counts and sums agree everywhere (documents.md §6, points 23, 24, 35): what does not would make the paper wrong."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice

from thidua.papers import Article, GroupRow, NumberedItem, Row, Table, TotalRow
from thidua.print_guard.finding import Finding, advice, wrong
from thidua.print_guard.rules import HABIT, RECORDS
from thidua.print_guard.seen import Seen
from thidua.print_guard.walking import MOST_FIGURES, counted, named_appendix, words
from thidua.vietnamese import money, money_words, upper_first

SPELT = re.compile(r"(?<![\d.])([\d.]++) đồng \([Bb]ằng chữ:? ([^)]*)\)")
COUNT = re.compile(r"(?<![\w./-])(\d+) (tập thể|cá nhân)\b")
LEADING = re.compile(r"\d (?:tập thể|cá nhân)\b.*(?:cụ thể|gồm|Danh sách kèm theo)")
GROUP = re.compile(r"“([^”]+)”(?: (?:\(tập thể\)))?: (\d+) (tập thể|cá nhân)")
FORM = re.compile(r"([^:“”]+): (\d+) (tập thể|cá nhân)")
SUMMED = re.compile(r"(?:tổng|cộng)\b", re.IGNORECASE)  # "Còn lại" and the like are reckoned otherwise
PART = re.compile(r"^[A-Z]+\. (TẬP THỂ|CÁ NHÂN)$")  # what follows is of these
AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})*|\d+")


def findings(seen: Seen) -> Iterator[Finding]:
    yield from _spelt(seen)
    for table in _tables(seen):
        yield from _column_totals(table)
    yield from _total(seen)
    yield from _counts(seen)
    yield from _groups(seen)


def _tables(seen: Seen) -> Iterator[Table]:
    for blocks in (seen.paper.blocks, *(appendix.blocks for appendix in seen.paper.appendices)):
        yield from (block for block in blocks if isinstance(block, Table))


def number_in(text: str) -> int | None:
    """ "2.340.000" → 2340000; None for anything else."""
    bare = text.strip()
    figures = bare.replace(".", "")
    return counted(figures) if len(figures) <= MOST_FIGURES and AMOUNT.fullmatch(bare) else None


# --- money


def _spelt(seen: Seen) -> Iterator[Finding]:
    for place, text in seen.texts:
        for figures, spelt in SPELT.findall(text):
            amount = number_in(figures)
            if amount is None:
                continue
            wanted = money_words(amount)
            if " ".join(spelt.lower().split()).rstrip(". ") != wanted.lower():
                said = f"{upper_first(place)}: {figures} đồng đọc là “{wanted}”, văn bản ghi “{spelt.strip()}”."
                yield wrong("money_words", said, HABIT)


def _column_totals(table: Table) -> Iterator[Finding]:
    """The last columns of a total row against the rows above it; of a part, where totals stand in between."""
    wide, rows = len(table.columns), [row for row in table.rows if not isinstance(row, GroupRow)]
    parts: list[Row] = []
    totals = sum(isinstance(row, TotalRow) and bool(SUMMED.match(row.label)) for row in rows)
    everything = [row for row in rows if isinstance(row, Row)]
    for row in rows:
        if isinstance(row, Row):
            parts.append(row)
            continue
        if not SUMMED.match(row.label):
            continue
        for place, cell in enumerate(row.cells, start=wide - len(row.cells)):
            said = number_in(words(cell))
            sums = {_sum_of(some, place) for some in (parts, everything)} - {None}
            if said is not None and sums and said not in sums:
                added = _sum_of(parts if totals > 1 else everything, place) or 0
                title = " ".join(table.columns[place].title.split())
                said_words = f"“{row.label}” ở cột {title} ghi {money(said)}, cộng các dòng được {money(added)}."
                yield wrong("column_total", said_words, HABIT)
        parts = []


def _sum_of(rows: list[Row], place: int) -> int | None:
    """None where the column holds something else than whole numbers."""
    texts = [words(row.cells[place]).strip() for row in rows if place < len(row.cells)]
    amounts = [number_in(text) for text in texts if text and text != "-"]
    return sum(amount or 0 for amount in amounts) if amounts and None not in amounts else None


def _total(seen: Seen) -> Iterator[Finding]:
    """What the text spells out, and what the list sums up, is what the lines of the decision make."""
    total = seen.records.total
    if total is None:
        return
    articles = [words(block.text) for block in seen.paper.blocks if isinstance(block, Article)]
    said = [number_in(figures) for text in articles for figures, _ in SPELT.findall(text)]
    if said and total not in said:
        yield wrong("total", f"Văn bản ghi {money(said[0] or 0)} đồng, các dòng cộng lại {money(total)} đồng.", RECORDS)
        return
    for table in _tables(seen):
        for row in (row for row in table.rows if isinstance(row, TotalRow)):
            sums = [amount for cell in row.cells if (amount := number_in(words(cell))) is not None]
            if len(sums) == 1 and sums[0] != total and table.rows[-1] is row:
                yield wrong("total", f"Danh sách ghi {money(sums[0])} đồng, các dòng là {money(total)} đồng.", RECORDS)


# --- counts of collectives and persons


def _mentions(seen: Seen) -> Iterator[tuple[str, str]]:
    """Where the whole paper is counted: in the first article or what leads to its list, and at the end of the list."""
    first = next((block for block in seen.paper.blocks if isinstance(block, Article)), None)
    if first:
        yield f"Điều {first.number}", words(first.text)
    elif seen.records.counts:
        leading = (words(getattr(block, "text", ())) for block in seen.paper.blocks if not isinstance(block, Table))
        yield from (("Lời đề nghị", text) for text in islice(filter(LEADING.search, leading), 1))
    for appendix in seen.paper.appendices:
        for block in appendix.blocks:
            text = words(getattr(block, "text", ()))
            if "gồm" in text and not isinstance(block, Table):
                yield named_appendix(appendix), text


def _counts(seen: Seen) -> Iterator[Finding]:
    known = dict(seen.records.counts)
    for place, text in _mentions(seen):
        for figures, noun in COUNT.findall(text):
            if len(figures) == 1:
                said = f"“{figures} {noun}” ở {place}: số dưới 10 ghi hai chữ số, “0{figures} {noun}”."
                yield advice("count_digits", said, HABIT)
            said_count = counted(figures)
            wanted = known.setdefault(noun, said_count)
            if said_count != wanted:
                said = f"{place} ghi {figures} {noun}, phải là {wanted:02d} {noun} như danh sách và hồ sơ."
                yield wrong("counts", said, RECORDS if seen.records.counts else HABIT)


def _groups(seen: Seen) -> Iterator[Finding]:
    """ "Danh hiệu “…”: 25 cá nhân" against the rows under that title, and against the records.

    One form is given to collectives and to persons: they are counted apart.
    """
    listed = _listed(seen)
    names = {name for name, _ in seen.records.groups}
    for block in seen.paper.blocks:
        text = words(block.text) if isinstance(block, NumberedItem) else ""
        match = GROUP.search(text) or _form(text, names)
        if match is None:
            continue
        name, said, noun = match[1], counted(match[2]), match[3]
        rows = listed.get((name, noun), listed.get((name, ""), said))
        known = seen.records.groups.get((name, noun), said)
        if rows != said:
            yield wrong("groups", f"“{name}”: văn bản ghi {said:02d} {noun}, danh sách có {rows:02d} dòng.", HABIT)
        elif known != said:
            yield wrong("groups", f"“{name}”: văn bản ghi {said:02d} {noun}, hồ sơ có {known:02d}.", RECORDS)


def _form(text: str, names: Collection[str]) -> re.Match[str] | None:
    """A form of commendation stands without quotation marks: "Giấy khen: 03 cá nhân"."""
    match = FORM.match(text)
    return match if match and match[1] in names else None


def _listed(seen: Seen) -> Counter[tuple[str, str]]:
    """Rows of the lists by the title their group is of, and whose part they stand in where the list has parts."""
    listed: Counter[tuple[str, str]] = Counter()
    for appendix in seen.paper.appendices:
        group = part = ""
        for row in (row for block in appendix.blocks if isinstance(block, Table) for row in block.rows):
            if isinstance(row, GroupRow):
                text = words(row.text)
                named, whose = re.search(r"“([^”]+)”", text), PART.search(text)
                group, part = named[1] if named else "", whose[1].lower() if whose else part
            elif isinstance(row, Row) and group:
                listed[group, part] += 1
    return listed
