"""The files of roll and box, read byte by byte, as somebody reads them who has the disk (docs/secrecy.md).

What is found: for every change that was once written together, which member's mark it set and which counts it raised.
On PostgreSQL rows that are live, dead or only left over in a page; on SQLite the pages of the file and of its log.
"""

import re
import struct
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PAGE = 8192
HEADER = 24  # bytes before a row's first column where no column is NULL


def changes(versions: dict[Any, dict[str, list[dict]]]) -> dict[int, set[tuple[int, str]]]:
    """Seat → (question, choice) of every vote seen; `versions`: moment (in order) → table → rows written then."""
    counts: dict[int, int] = defaultdict(int)
    marked, found = set(), {}
    for moment in sorted(versions):
        rows = versions[moment]
        new = {row["seat_id"] for row in rows["awards_roll"] if row["voted"]} - marked
        raised = set()
        for row in rows["awards_box"]:
            if row["count"] == counts[row["id"]] + 1:
                raised.add((row["question_id"], row["choice"]))
            counts[row["id"]] = row["count"]
        marked |= new
        if len(new) == 1 and raised:
            found[new.pop()] = raised
    return found


# --- PostgreSQL


def on_postgresql(query: Callable[[str], list[tuple]]) -> dict[int, set[tuple[int, str]]]:
    """Of every row version still in the tables' files, by the number of the transaction that wrote it."""
    query("CHECKPOINT")
    found: dict[int, dict[str, list[dict]]] = defaultdict(lambda: {"awards_roll": [], "awards_box": []})
    for table in ("awards_roll", "awards_box"):
        for number, row in rows_in_files(query, table):
            found[number][table].append(row)
    return changes(found)


def rows_in_files(query: Callable[[str], list[tuple]], table: str) -> list[tuple[int, dict]]:
    """Number of the transaction that wrote it, and columns, of everything in the file that looks like a row."""
    columns = query(
        f"SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '{table}' "
        "ORDER BY ordinal_position"
    )
    raw = bytes(query(f"SELECT pg_read_binary_file(pg_relation_filepath('{table}'))")[0][0])
    return [
        (struct.unpack_from("<I", raw, start)[0], row)
        for start in range(0, len(raw) - HEADER, 8)
        if struct.unpack_from("<H", raw, start + 18)[0] & 0x7FF == len(columns) and raw[start + 22] == HEADER
        for row in [_decoded(raw, start + HEADER, columns)]
        if row
    ]


def _decoded(raw: bytes, at: int, columns: list[tuple[str, str]]) -> dict[str, Any]:
    """Columns of a row; {} where the bytes cannot be one."""
    row, start = {}, at
    sizes = {"bigint": ("<q", 8), "smallint": ("<h", 2), "boolean": ("<?", 1)}
    for name, kind in columns:
        if kind == "character varying":
            length = raw[at] >> 1
            row[name] = raw[at + 1 : at + length].decode("ascii", "replace")
            at += length
            continue
        form, size = sizes[kind]
        at += -(at - start) % size
        if at + size > len(raw):
            return {}
        row[name] = struct.unpack_from(form, raw, at)[0]
        at += size
    return row if 0 < row["id"] < 1 << 40 else {}


def kept_on_postgresql(query: Callable[[str], list[tuple]], receipts: str, ballots: str) -> dict[int, str]:
    """Seat → choice of a program that keeps a row a ballot, apart from the row that says who voted: the control."""
    query("CHECKPOINT")
    choices = {number: row["choice"] for number, row in rows_in_files(query, ballots)}
    return {row["seat_id"]: choices[number] for number, row in rows_in_files(query, receipts) if number in choices}


# --- SQLite


def on_sqlite(file: Path, query: Callable[[str], list[tuple]]) -> dict[int, set[tuple[int, str]]]:
    """Of the pages of both tables: as the file has them, then as each commit in the log beside it left them."""
    found: dict[int, dict[str, list[dict]]] = {}
    tables = {table: _columns(query, table) for table in ("awards_roll", "awards_box")}
    roots = {table: query(f"SELECT rootpage FROM sqlite_master WHERE name = '{table}'")[0][0] for table in tables}
    for moment, pages in enumerate(_commits(file)):
        found[moment] = {
            table: _rows(pages[roots[table]], columns) if roots[table] in pages else []
            for table, columns in tables.items()
        }
    return changes(found)


def kept_on_sqlite(file: Path, query: Callable[[str], list[tuple]], receipts: str, ballots: str) -> dict[int, str]:
    """As `kept_on_postgresql`; SQLite writes no number of the transaction, but rows in the order they came."""
    query("PRAGMA wal_checkpoint(TRUNCATE)")
    pages, found = next(_commits(file)), {}
    for table in (receipts, ballots):
        root = query(f"SELECT rootpage FROM sqlite_master WHERE name = '{table}'")[0][0]
        found[table] = sorted(_rows(pages[root], _columns(query, table)), key=lambda row: row["id"])
    pairs = zip(found[receipts], found[ballots], strict=True)
    return {receipt["seat_id"]: ballot["choice"] for receipt, ballot in pairs}


def left_over(file: Path, query: Callable[[str], list[tuple]]) -> list[bytes]:
    """What stands where nothing should: before the rows in pages of both tables and their indexes, and in free pages.

    The header of a block that was free once, two places within its page in four bytes, tells nothing.
    """
    raw = file.read_bytes()
    size = struct.unpack_from(">H", raw, 16)[0]
    roots = query("SELECT rootpage FROM sqlite_master WHERE tbl_name IN ('awards_roll', 'awards_box') AND rootpage > 0")
    pages = [raw[(root - 1) * size : root * size] for (root,) in roots]
    found = b"\0\0\0".join(page[8 + 2 * _u16(page, 3) : _u16(page, 5) or 65536] for page in pages)
    trunk = struct.unpack_from(">I", raw, 32)[0]
    while trunk:
        page = raw[(trunk - 1) * size : trunk * size]
        trunk, number = struct.unpack_from(">II", page)
        for leaf in struct.unpack_from(f">{number}I", page, 8):
            found += raw[(leaf - 1) * size : leaf * size]
    return [run for run in re.findall(rb"[^\0](?:\0{0,2}[^\0])*", found) if len(run) > 4]


def _columns(query: Callable[[str], list[tuple]], table: str) -> list[str]:
    return [row[1] for row in query(f"PRAGMA table_info({table})")]


def _commits(file: Path) -> Iterator[dict[int, bytes]]:
    """Pages by number: of the file, then of each commit in the log."""
    raw = file.read_bytes()
    size = struct.unpack_from(">H", raw, 16)[0]
    yield {number + 1: raw[number * size : (number + 1) * size] for number in range(len(raw) // size)}
    log = file.with_name(f"{file.name}-wal")
    frames = log.read_bytes() if log.exists() else b""
    pages: dict[int, bytes] = {}
    for start in range(32, len(frames) - size - 23, size + 24):
        number, commit = struct.unpack_from(">II", frames, start)
        pages[number] = frames[start + 24 : start + 24 + size]
        if commit:
            yield pages
            pages = {}


def _rows(page: bytes, columns: list[str]) -> list[dict]:
    """Of a leaf page of a table; small tables have no other."""
    return [dict(zip(columns, _record(page, _u16(page, 8 + 2 * cell)), strict=True)) for cell in range(_u16(page, 3))]


def _record(page: bytes, at: int) -> list[Any]:
    _, at = _varint(page, at)
    key, at = _varint(page, at)
    length, first = _varint(page, at)
    kinds, body = [], at + length
    while first < at + length:
        kind, first = _varint(page, first)
        kinds.append(kind)
    values = []
    for kind in kinds:
        size = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)[kind] if kind < 12 else (kind - 12) // 2
        part = page[body : body + size]
        values.append(part.decode() if kind >= 13 else {0: key, 8: 0, 9: 1}.get(kind, int.from_bytes(part, "big")))
        body += size
    return values


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    while True:
        byte, at = page[at], at + 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at


def _u16(page: bytes, at: int) -> int:
    return struct.unpack_from(">H", page, at)[0]
