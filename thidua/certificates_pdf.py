"""Sheets of a template of their own, drawn by the engine of the papers, and many such files joined into one."""

import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import pikepdf
from django.template.loader import render_to_string

from thidua import pdf


def draw(template: str, context: Mapping[str, Any], measures: str) -> bytes:
    """A tagged PDF/A of `templates/documents/<template>.html` with `static/documents/<template>.css` and `measures`.

    Where `context["sheets"]` says what lies `behind` a sheet (its classes in the stylesheet), that is drawn once and
    laid under every page that has it: drawing the frame on each would take a third of the time.
    """
    content = _drawn(template, context, measures)
    behind = [sheet["behind"] for sheet in context.get("sheets", ())]
    return _laid_behind(content, behind, template, measures) if any(behind) else content


def _drawn(template: str, context: Mapping[str, Any], measures: str) -> bytes:
    engine = pdf._engine()
    html = render_to_string(f"documents/{template}.html", context)
    with pdf.ONE_AT_A_TIME:
        return engine(html, f"{_sheet(template)}\n{measures}")


def _laid_behind(content: bytes, behind: Sequence[str], template: str, measures: str) -> bytes:
    """The pages with what lies behind each: an artifact, so the tags stay as they are."""
    with pikepdf.open(io.BytesIO(content)) as file:
        forms, calls = {}, {}
        for number, look in enumerate(dict.fromkeys(filter(None, behind))):
            with pikepdf.open(io.BytesIO(_bare(template, look, measures))) as bare:
                forms[look] = (f"/Behind{number}", file.copy_foreign(bare.pages[0].as_form_xobject()))
            calls[look] = file.make_stream(f"q /Behind{number} Do Q".encode("ascii"))
        for page, look in zip(file.pages, behind, strict=True):
            if look:
                name, form = forms[look]
                page.resources.XObject[name] = form
                page.contents_add(calls[look], prepend=True)
        return _saved(file)


@lru_cache(maxsize=16)
def _bare(template: str, look: str, measures: str) -> bytes:
    """A page with nothing but what lies behind."""
    return _drawn(template, {"sheets": [{"style": look}]}, measures)


def _saved(file: pikepdf.Pdf) -> bytes:
    content = io.BytesIO()
    file.save(content, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return content.getvalue()


def join(parts: Iterable[bytes]) -> bytes:
    """One file with the pages of all, still tagged: the trees of tags become one, the first file's data stays."""
    files = [pikepdf.open(io.BytesIO(part)) for part in parts]
    first, *others = files
    for other in others:
        _append(first, other)
    first.Root.StructTreeRoot.ParentTreeNextKey = len(first.pages)
    joined = _saved(first)
    for file in files:
        file.close()
    return joined


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
