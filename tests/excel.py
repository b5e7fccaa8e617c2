"""Workbooks for tests, made here by openpyxl, and the way through the pages."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from thidua.models import ImportFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def book_of(*rows: list[Any]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


def bytes_of(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_upload(content: bytes | Workbook, name: str = "danh-sach.xlsx") -> SimpleUploadedFile:
    content = bytes_of(content) if isinstance(content, Workbook) else content
    return SimpleUploadedFile(name, content, content_type=XLSX)


def upload(client: Any, kind: str, *rows: list[Any], book: Workbook | bytes | None = None) -> ImportFile:
    """Through the form; the file as it stands after the worker has read it."""
    file = as_upload(book if book is not None else book_of(*rows))
    response = client.post(reverse("import_start", args=[kind]), {"file": file})
    assert response.status_code == 302, [str(e) for e in response.context["form"].errors.get("file", [])]
    return ImportFile.objects.latest("pk")


def confirm(client: Any, kept: ImportFile) -> ImportFile:
    client.post(reverse("import_confirm", args=[kept.pk]))
    kept.refresh_from_db()
    return kept


def rows_of(kept: ImportFile) -> list[tuple[int, str, list, list]]:
    """(row, outcome, problems, changes) in the order of the file."""
    rows = kept.rows.order_by("number")
    return [(r.number, r.get_outcome_display(), r.problems, r.changes) for r in rows]


def problems_of(kept: ImportFile) -> list[tuple[int, str, str, str]]:
    """(row, column, value, sentence)"""
    return [(row.number, *problem) for row in kept.rows.order_by("number") for problem in row.problems]


def counts_of(kept: ImportFile) -> dict[str, int]:
    return {name: getattr(kept, name) for name in ("new", "changed", "unchanged", "wrong")}


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))
