"""DOCX: a zip whose every entry is measured while it is read, and nothing in it that runs, fetches or hides a file."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from thidua.inspection import links, markup
from thidua.inspection.reasons import (
    BROKEN,
    DOCX,
    FETCHES,
    HOLDS_FILES,
    LOCKED,
    MACROS,
    SWELLS,
    TWO_IN_ONE,
    WRONG_TYPE,
    Unfit,
)

MOST_ENTRIES = 3000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_MARKUP = 30 * 1024 * 1024
MOST_TIMES = 200  # text swells thirtyfold; a bomb a thousandfold
SMALL = 1024 * 1024
PIECE = 64 * 1024
LOCAL_HEADER = 30
TYPES = "[Content_Types].xml"
MAIN_TYPE = "wordprocessingml.document.main+xml"
MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata", "activex")
EMBEDDED = ("word/embeddings/", "word/activex/", "word/afchunk")
# How other kinds of files begin; one of them as a part is a file within the file.
STARTS_OF_FILES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0",
    b"%PDF-",
    b"MZ\x90",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc",
)
HYPERLINK, EMBEDDING = "/hyperlink", ("/afchunk", "/oleobject", "/package", "/control", "/subdocument", "/frame")
# Fields that fetch or run: DDE, and text or pictures from elsewhere.
FIELD = re.compile(r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE)\b\s*[\"\w\\:]")


def look(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _directory(entries, archive.comment, len(content))
            parts = dict(_parts(archive, entries))
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        raise Unfit(BROKEN) from None
    _types(parts)
    for name, part in parts.items():
        if name.lower().endswith(".rels"):
            _relations(markup.relations(part))
        elif FIELD.search(markup.field_codes(part)):
            raise Unfit(FETCHES)
    return DOCX


def _directory(entries: list[zipfile.ZipInfo], comment: bytes, size: int) -> None:
    """What the table of contents says, before anything is read: names, sizes, places."""
    names = [entry.filename for entry in entries]
    if TYPES not in names:
        raise Unfit(WRONG_TYPE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unfit(LOCKED)
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Unfit(BROKEN)
    if len({name.lower() for name in names}) != len(names) or any(map(_leads_outside, names)):
        raise Unfit(BROKEN)
    if comment:
        raise Unfit(TWO_IN_ONE)
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Unfit(SWELLS)
    if any(entry.file_size > max(SMALL, MOST_TIMES * entry.compress_size) for entry in entries):
        raise Unfit(SWELLS)
    in_order = sorted(entries, key=lambda entry: entry.header_offset)
    ends = [entry.header_offset for entry in in_order[1:]] + [size]
    for entry, end in zip(in_order, ends, strict=True):
        if entry.header_offset + LOCAL_HEADER + entry.compress_size > end:  # entries that share their bytes
            raise Unfit(SWELLS)


def _leads_outside(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not name.isprintable()


def _parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Parts that are markup, each read to its end; of the others only the beginning is looked at."""
    total = 0
    for entry in entries:
        name = entry.filename.lower()
        if name.endswith("vbaproject.bin") or name.endswith("vbadata.xml"):
            raise Unfit(MACROS)
        if name.startswith(EMBEDDED):
            raise Unfit(HOLDS_FILES)
        is_markup = name.endswith((".xml", ".rels"))
        kept = bytearray()
        with archive.open(entry) as part:
            while piece := part.read(PIECE):  # read to the end: the check sum is compared there
                if part.tell() == len(piece) and piece.startswith(STARTS_OF_FILES):
                    raise Unfit(HOLDS_FILES)
                total += len(piece) if is_markup else 0
                if total > MOST_MARKUP:
                    raise Unfit(SWELLS)
                if is_markup:
                    kept += piece
        if is_markup:
            yield entry.filename, bytes(kept)


def _types(parts: dict[str, bytes]) -> None:
    types = markup.content_types(parts[TYPES])
    if any(word in given.lower() for given in types.values() for word in MACRO_TYPES):
        raise Unfit(MACROS)
    main = [name for name, given in types.items() if given.endswith(MAIN_TYPE)]
    if len(main) != 1 or main[0].lstrip("/") not in parts:
        raise Unfit(WRONG_TYPE)


def _relations(relations: list[tuple[str, str, bool]]) -> None:
    """Kind, target and whether the target lies outside the file."""
    for kind, target, is_outside in relations:
        kind = kind.lower()
        if kind.endswith(EMBEDDING):
            raise Unfit(HOLDS_FILES)
        if "vbaproject" in kind:
            raise Unfit(MACROS)
        if is_outside and not (kind.endswith(HYPERLINK) and links.is_plain(target)):
            raise Unfit(FETCHES)
