"""Freezing a paper: number, words, bytes and hash in one insert. What is frozen never changes (thidua/guards.py)."""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Max

from thidua import clock
from thidua.models import IssuedDocument, IssuedFile, Series
from thidua.papers import Paper

# Numbers given outside the program: (series code, year) to (number, day). Rooms above register where they keep them.
OnPaper = Callable[[str, int], Iterable[tuple[int, date]]]
_on_paper: list[OnPaper] = []


def register_numbers(finder: OnPaper) -> None:
    if finder not in _on_paper:
        _on_paper.append(finder)


def next_number(series: Series, year: int) -> int:
    """The number the program proposes: one above the highest used this year."""
    highest = IssuedDocument.objects.filter(series=series, year=year).aggregate(highest=Max("number"))["highest"]
    return max([highest or 0, *(number for number, _ in _given_on_paper(series.code, year))]) + 1


def _given_on_paper(code: str, year: int) -> list[tuple[int, date]]:
    return [given for finder in _on_paper for given in finder(code, year)]


def _why_not_beside(series: Series, number: int, on: date) -> str:
    """The same question about numbers that were given on paper."""
    for other, day in sorted(_given_on_paper(series.code, on.year)):
        named = f"{other:02d}/{series.symbol} ngày {day:%d/%m/%Y} (bản giấy)"
        if other == number:
            return f"Số {named} đã dùng; xem lại số trong sổ văn bản đi."
        if (other < number) != (day <= on) and day != on:
            which = "lớn" if other < number else "nhỏ"
            return (
                f"Số {number:02d}/{series.symbol} {which} hơn số {named} nhưng ngày {on:%d/%m/%Y} lại "
                f"{'trước' if other < number else 'sau'}; xem lại số và ngày trong sổ văn bản đi."
            )
    return ""


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
    return _why_not_beside(series, number, on)


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
