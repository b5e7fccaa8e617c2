"""What views do again and again: say how an act went, cut a list into pages, hand out a paper."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from thidua import word
from thidua.models import Attachment
from thidua.papers import Paper
from thidua.uploads import content_of
from thidua.workflow import Refused

PER_PAGE = 25
MOST_ROWS = 20_000  # of a list that is taken out whole
LONGEST_KEY = 19


class TooManyRows(Exception):
    """A list too long to be taken out whole."""


@contextlib.contextmanager
def flash(request: HttpRequest, success: str) -> Iterator[None]:
    """Around an act: `success` on the next page, or the sentence of its refusal."""
    try:
        yield
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, success)


def paginate(
    request: HttpRequest, queryset: Any, per_page: int = PER_PAGE, *, count: int | None = None, name: str = "page"
) -> Page:
    """The page named by `?page=` (by `name`, for a second list); one that does not exist gives the nearest that does.

    `count`, where the caller has counted already. A list that goes to Excel (thidua/tables.py) is one page with every
    row; TooManyRows when it is too long for that.
    """
    is_whole = getattr(request, "all_rows", False)
    paginator = Paginator(queryset, MOST_ROWS if is_whole else per_page)
    if count is not None:
        paginator.__dict__["count"] = count
    page = paginator.get_page(1 if is_whole else request.GET.get(name))
    if is_whole and page.has_next():
        raise TooManyRows
    page.parameter = name
    return page


@dataclass(frozen=True)
class Stretch:
    """A page of a list too long to count: its rows, and the keys from which older and newer ones go on."""

    rows: list[Any]
    older: int | None
    newer: int | None


def newest_first(request: HttpRequest, queryset: Any, per_page: int = PER_PAGE) -> Stretch:
    """Rows with a moment `at`, none counted: the newest, those before the row `?truoc=KEY`, or those after `?sau=KEY`.

    By moment, then by key: what is asked of a span of days is then read off the index of moments.
    """
    if getattr(request, "all_rows", False):
        rows = list(queryset.order_by("-at", "-pk")[: MOST_ROWS + 1])
        if len(rows) > MOST_ROWS:
            raise TooManyRows
        return Stretch(rows, None, None)
    before, after = _row(request, "truoc", queryset), _row(request, "sau", queryset)
    if after and not before:
        pk, at = after
        newer = queryset.filter(Q(at__gt=at) | Q(pk__gt=pk), at__gte=at)
        found = list(newer.order_by("at", "pk")[: per_page + 1])
        rows = found[:per_page][::-1]
        more_newer, more_older = len(found) > per_page, bool(rows)
    else:
        older = queryset.filter(Q(at__lt=before[1]) | Q(pk__lt=before[0]), at__lte=before[1]) if before else queryset
        found = list(older.order_by("-at", "-pk")[: per_page + 1])
        rows = found[:per_page]
        more_newer, more_older = bool(before and rows), len(found) > per_page
    return Stretch(rows, rows[-1].pk if more_older else None, rows[0].pk if more_newer else None)


def _row(request: HttpRequest, name: str, queryset: Any) -> tuple[int, datetime] | None:
    """Key and moment of the row that the address names; None for anything else."""
    key = _key(request, name)
    return queryset.model._base_manager.filter(pk=key).values_list("pk", "at").first() if key is not None else None


def _key(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < LONGEST_KEY else None


def pdf_response(content: bytes, filename: str, *, as_attachment: bool = False) -> HttpResponse:
    """A private PDF, shown in the browser unless `as_attachment`."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment, filename)
    response["Cache-Control"] = "private, no-store"
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def docx_response(paper: Paper) -> HttpResponse:
    """The paper as a private Word file, always a download. For views that answer at two addresses, .pdf and .docx."""
    return word_response(word.render(paper), word.file_name(paper))


def word_response(content: bytes, file_name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=word.MEDIA_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, file_name)
    response["Cache-Control"] = "private, no-store"
    return response


def hand_out(request: HttpRequest, attachment: Attachment, *, back_url: str, back_label: str) -> HttpResponse:
    """Always a download of the type found in the bytes; never shown inside our own pages' origin.

    Whether the user may have it is asked before; a file that is lost or was changed is said, with the way back.
    """
    content = content_of(attachment)
    if content is None:
        context = {"attachment": attachment, "back_url": back_url, "back_label": back_label}
        return render(request, "attachment_lost.html", context, status=404)
    response = HttpResponse(content, content_type=attachment.media_type)
    response["Content-Disposition"] = content_disposition_header(True, attachment.original_name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
