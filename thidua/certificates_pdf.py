"""Sheets of a template of their own, drawn by the engine of the papers, and many such files joined into one."""

import io
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pikepdf
from django.template.loader import render_to_string

from thidua import pdf


def draw(template: str, context: Mapping[str, Any], measures: str) -> bytes:
    """A tagged PDF/A of `templates/documents/<template>.html` with `static/documents/<template>.css` and `measures`."""
    engine = pdf._engine()
    html = render_to_string(f"documents/{template}.html", context)
    with pdf.ONE_AT_A_TIME:
        return engine(html, f"{_sheet(template)}\n{measures}")


def join(parts: Iterable[bytes]) -> bytes:
    """One file with the pages of all, still tagged: the trees of tags become one, the first file's data stays."""
    files = [pikepdf.open(io.BytesIO(part)) for part in parts]
    first, *others = files
    for other in others:
        _append(first, other)
    first.Root.StructTreeRoot.ParentTreeNextKey = len(first.pages)
    joined = io.BytesIO()
    first.save(joined, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    for file in files:
        file.close()
    return joined.getvalue()


def _append(first: pikepdf.Pdf, other: pikepdf.Pdf) -> None:
    """Pages and tags: each page says under which number the tree finds its tags, and each tag on which page it is."""
    before, tree = len(first.pages), other.Root.StructTreeRoot
    copied = first.copy_foreign(tree)
    for page in other.pages:
        first.pages.append(page)
    for page in list(first.pages)[before:]:
        page.obj.StructParents = int(page.obj.StructParents) + before
    ours, theirs = first.Root.StructTreeRoot, copied
    document = ours.K[0]
    for element in theirs.K[0].K:
        element.P = document
        document.K.append(element)
    numbers = theirs.ParentTree.Nums
    for place in range(0, len(numbers), 2):
        ours.ParentTree.Nums.append(int(numbers[place]) + before)
        ours.ParentTree.Nums.append(numbers[place + 1])


@cache
def _sheet(template: str) -> str:
    return (pdf.STATIC / f"documents/{template}.css").read_text("utf-8")
