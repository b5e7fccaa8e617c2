"""Freezing a paper: number, words, bytes and hash in one insert. What is frozen never changes (thidua/guards.py)."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db.models import Max

from thidua import clock
from thidua.models import IssuedDocument, IssuedFile, Series
from thidua.papers import Paper


def next_number(series: Series, year: int) -> int:
    """The number the program proposes: one above the highest used this year."""
    highest = IssuedDocument.objects.filter(series=series, year=year).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def why_not_number(series: Series, number: int, on: date) -> str:
    """ "" or why `number` cannot be given on `on`: taken, or out of order with the dates around it.

    Nghị định 30/2020, Điều 15: numbers run with the dates from 1 January to 31 December.
    """
    taken = IssuedDocument.objects.filter(series=series, year=on.year)
    same = taken.filter(number=number).first()
    if same:
        return f"Số {same.full_number} đã dùng cho văn bản ngày {same.date:%d/%m/%Y}; xem lại số trong sổ văn bản đi."
    before = taken.filter(number__lt=number, date__gt=on).order_by("-number").first()
    if before:
        return (
            f"Số {number:02d}/{series.symbol} lớn hơn số {before.full_number} nhưng ngày {on:%d/%m/%Y} lại trước "
            f"ngày {before.date:%d/%m/%Y}; xem lại số và ngày trong sổ văn bản đi."
        )
    after = taken.filter(number__gt=number, date__lt=on).order_by("number").first()
    if after:
        return (
            f"Số {number:02d}/{series.symbol} nhỏ hơn số {after.full_number} nhưng ngày {on:%d/%m/%Y} lại sau "
            f"ngày {after.date:%d/%m/%Y}; xem lại số và ngày trong sổ văn bản đi."
        )
    return ""


def freeze(
    kind: str,
    paper: Paper,
    pdf: bytes,
    *,
    series: Series,
    number: int,
    on: date,
    title: str,
    signer: str,
    pages: int,
    verify_code: str,
    by: Any,
    corrects: IssuedDocument | None = None,
    replaces: IssuedDocument | None = None,
) -> IssuedDocument:
    """Insert the issued document and its bytes; called inside the act's transaction, after rendering.

    The caller has locked `series` and asked `why_not_number`; the unique constraint is the last word.
    corrects, replaces: the earlier paper this one names; what is replaced is no longer in force.
    """
    words = json.dumps(paper.to_dict(), ensure_ascii=False, sort_keys=True)
    document = IssuedDocument.objects.create(
        kind=kind,
        series=series,
        year=on.year,
        number=number,
        date=on,
        title=title[:300],
        signer=signer[:200],
        paper=paper.to_dict(),
        sha256=hashlib.sha256(words.encode()).hexdigest(),
        verify_code=verify_code,
        issued_by=by,
        issued_at=clock.now(),
        corrects=corrects,
        replaces=replaces,
    )
    if replaces is not None:
        replaces.revoked_by = document
        replaces.save(update_fields=["revoked_by"])
    IssuedFile.objects.create(
        document=document, content=pdf, sha256=hashlib.sha256(pdf).hexdigest(), size=len(pdf), pages=pages
    )
    return document
