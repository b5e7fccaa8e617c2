"""The bytes of a bundle: files under stable names, a cover with the index, one zip with checksums, one merged PDF.

The same input gives the same bytes: no moment of making stands in any of them.
"""

import hashlib
import io
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import pikepdf
from django.db.models import QuerySet
from PIL import Image, ImageOps

from awards.documents import bundle_cover
from awards.models import SubmissionLetter
from thidua import pdf
from thidua.inspection import DOCX
from thidua.models import Attachment
from thidua.uploads import content_of

ENDINGS = {"application/pdf": ".pdf", DOCX: ".docx", "image/jpeg": ".jpg", "image/png": ".png"}
PICTURES = (".jpg", ".png")
SUMS = "SHA256SUMS.txt"
# The first moment a zip can name; a file's own day is printed on it.
STAMP = (1980, 1, 1, 0, 0, 0)
A4_POINTS = (595, 842)


@dataclass(frozen=True)
class Source:
    """A file that belongs in: its name without number and ending, and how its bytes are had (None: it is lost).

    `merges` False: it is in the merged PDF by another way, or cannot be.
    """

    stem: str
    ending: str
    read: Callable[[], bytes | None]
    merges: bool = True


class Item(Protocol):
    label: str
    whose: str
    files: tuple[Source, ...]
    supplier: str
    needed: bool
    on_paper: str  # why it goes up beside the bundle
    inside_last: bool  # its pages are the last ones of the paper before it


@dataclass(frozen=True)
class Made:
    archive: bytes
    merged: bytes
    pages: int
    missing: int

    @property
    def archive_sha256(self) -> str:
        return hashlib.sha256(self.archive).hexdigest()

    @property
    def merged_sha256(self) -> str:
        return hashlib.sha256(self.merged).hexdigest()


def of_attachment(attachment: Attachment, stem: str, read: Callable[[], bytes | None]) -> Source:
    ending = ENDINGS[attachment.media_type]
    return Source(stem, ending, read, merges=ending != ENDINGS[DOCX])


def of_attachments(files: QuerySet[Attachment], stem: str) -> tuple[Source, ...]:
    kept = sorted(files, key=lambda one: one.pk)
    return tuple(of_attachment(one, f"{stem}-{n}", partial(content_of, one)) for n, one in enumerate(kept, start=1))


def build(letter: SubmissionLetter, items: Sequence[Item], tell: Callable[[int], None]) -> Made:
    """Every file read or drawn once; `tell` hears how many are done."""
    total = sum(len(item.files) for item in items)
    width, number = max(2, len(str(total))), 0
    files: dict[str, bytes] = {}
    entries: list[bundle_cover.Entry] = []
    merged: list[tuple[bundle_cover.Entry, bytes]] = []
    for item in items:
        if item.on_paper:
            entries.append(bundle_cover.Entry(item.label, item.whose, name=bundle_cover.ON_PAPER))
        elif not item.files:
            entries.append(bundle_cover.Entry(item.label, item.whose, missing=item.supplier))
        for source in item.files:
            number += 1
            name = f"{number:0{width}d}-{source.stem}{source.ending}"
            entry = bundle_cover.Entry(item.label, item.whose, name=name)
            entries.append(entry)
            _take(source, entry, files, merged)
            if item.inside_last and merged and entry.name:
                entry.inside, entry.pages = merged[-1][0], _page_count(files[entry.name])
            tell(number)
    cover = _cover(letter, entries, merged)
    whole = _merge(cover, merged)
    named = {f"{0:0{width}d}-bia-va-muc-luc.pdf": cover} | files
    missing = sum(bool(entry.missing) for entry in entries)
    return Made(zipped(named), whole, _page_count(whole), missing)


def _take(source: Source, entry: Any, files: dict[str, bytes], merged: list[tuple[Any, bytes]]) -> None:
    content = source.read()
    if content is None:
        entry.name, entry.missing = "", "Quản trị: tệp không còn trên máy hoặc đã bị đổi; nộp lại tệp"
        return
    files[entry.name] = content
    as_pdf = _as_pdf(content, source) if source.merges else None
    if as_pdf is None:
        entry.note = "xem tệp riêng"
        return
    entry.pages = _page_count(as_pdf)
    merged.append((entry, as_pdf))


def _as_pdf(content: bytes, source: Source) -> bytes | None:
    """What can stand in the merged file; a PDF that cannot be read stays a file of its own."""
    if source.ending in PICTURES:
        return picture_page(content)
    try:
        with pikepdf.open(io.BytesIO(content)) as found:
            return content if len(found.pages) else None
    except pikepdf.PdfError:
        return None


def picture_page(content: bytes) -> bytes:
    """A picture as one page no larger than A4, upright as the camera meant it."""
    with Image.open(io.BytesIO(content)) as opened:
        picture = ImageOps.exif_transpose(opened)
        if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
            ground = Image.new("RGBA", picture.size, "white")
            picture = Image.alpha_composite(ground, picture.convert("RGBA"))
        picture = picture.convert("RGB")
        long, short = max(picture.size), min(picture.size)
        dots = max(72.0, long * 72 / A4_POINTS[1], short * 72 / A4_POINTS[0])
        out = io.BytesIO()
        moment = time.struct_time((*STAMP, 1, 1, 0))
        picture.save(out, "PDF", resolution=dots, quality=85, creationDate=moment, modDate=moment)
    return out.getvalue()


def list_pages(letter: bytes) -> bytes | None:
    """The list alone: it begins with the first page that lies on its side. None where there is no such page."""
    with pikepdf.open(io.BytesIO(letter)) as whole, pikepdf.new() as part:
        sizes = [page.mediabox for page in whole.pages]
        first = next((n for n, box in enumerate(sizes) if box[2] - box[0] > box[3] - box[1]), None)
        if first is None:
            return None
        part.pages.extend(whole.pages[first:])
        return _saved(part)


# --- the two files


def _cover(letter: SubmissionLetter, entries: list[Any], merged: list[tuple[Any, bytes]]) -> bytes:
    """Drawn until the pages it names are right: its own length moves them."""
    length = 1
    for _ in range(3):
        first = length + 1
        for entry, _content in merged:
            entry.first_page = first
            first += entry.pages
        cover = pdf.render(bundle_cover.gather(letter, entries))
        drawn = _page_count(cover)
        if drawn == length:
            break
        length = drawn
    return cover


def _merge(cover: bytes, merged: list[tuple[Any, bytes]]) -> bytes:
    """With a bookmark for every paper."""
    with pikepdf.new() as whole:
        _append(whole, cover)
        with whole.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Bìa và mục lục", 0))
            for entry, content in merged:
                outline.root.append(pikepdf.OutlineItem(f"{entry.label} {entry.whose}".strip(), len(whole.pages)))
                _append(whole, content)
        return _saved(whole)


def _append(whole: pikepdf.Pdf, content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as part:
        whole.pages.extend(part.pages)


def _saved(made: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """With the checksums of all files, as `sha256sum -c` reads them."""
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (files | {SUMS: sums.encode()}).items():
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(info, content)
    return out.getvalue()


def _page_count(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as found:
        return len(found.pages)
