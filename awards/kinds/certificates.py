"""Certificates: no `Paper`, so drawn by their own room; every print is put on record."""

from typing import Any

from awards import certifying
from awards.kinds.kind import Kind
from awards.models import Decision
from thidua.copies import Copy
from thidua.papers import Paper


def _no_paper(row: Any, copy: Copy) -> Paper:
    raise TypeError("Certificates are sheets of their own: ask Kind.pdf")


KINDS = {
    "certificates": Kind(
        "Giấy khen, bằng danh hiệu",
        Decision.objects.exclude(status=Decision.Status.DRAFT).all,
        "year",
        _no_paper,
        pdf=certifying.all_of,
        word=certifying.all_in_word,
    )
}
