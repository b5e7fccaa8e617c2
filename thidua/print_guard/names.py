"""Names and posts on the paper are those of the staff records on its day (documents.md §5, D5)."""

from collections.abc import Iterator

from thidua.papers import Row, Table
from thidua.print_guard.finding import Finding, advice
from thidua.print_guard.records import Person
from thidua.print_guard.rules import RECORDS
from thidua.print_guard.seen import Seen
from thidua.print_guard.walking import counted, words


def findings(seen: Seen) -> Iterator[Finding]:
    people = {person.ordinal: person for person in seen.records.people}
    if not people:
        return
    rows = list(_rows(seen))
    if not rows:  # named in the text itself
        whole = " ".join(text for _, text in seen.texts)
        for person in people.values():
            if person.name not in whole:
                yield advice("name", f"Văn bản không ghi “{person.name}” như hồ sơ cán bộ.", RECORDS)
        return
    for ordinal, cells in rows:
        if ordinal in people:
            yield from _compared(people[ordinal], cells)


def _rows(seen: Seen) -> Iterator[tuple[int, list[str]]]:
    for appendix in seen.paper.appendices:
        for row in (row for block in appendix.blocks if isinstance(block, Table) for row in block.rows):
            if isinstance(row, Row) and row.cells:
                cells = [words(cell).strip() for cell in row.cells]
                if cells[0].isdecimal():
                    yield counted(cells[0]), cells


def _compared(person: Person, cells: list[str]) -> Iterator[Finding]:
    where, beside = f"Dòng {person.ordinal} của danh sách", [*cells, "", "", ""]
    if beside[1] != person.name and not beside[1].startswith(f"{person.name} ("):
        yield advice("name", f"{where} ghi “{beside[1]}”, hồ sơ cán bộ ghi “{person.name}”.", RECORDS)
    if person.post and person.post not in cells:
        yield advice("post", f"{where} ({person.name}) ghi chức vụ “{beside[2]}”, hồ sơ ghi “{person.post}”.", RECORDS)
    if person.units and not set(person.units) & set(cells):
        said = f"{where} ({person.name}) ghi đơn vị “{beside[3]}”, hồ sơ ghi “{person.units[0]}”."
        yield advice("unit", said, RECORDS)
