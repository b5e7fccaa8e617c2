"""What a kind of paper is: of which row it speaks, how it is made, whether it bears a number, what is free in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from thidua.copies import Copy, FreePart
from thidua.models import IssuedDocument
from thidua.papers import Paper
from thidua.vietnamese import lower_first, vdate


@dataclass(frozen=True)
class Kind:
    """One kind of paper.

    label: its name in lists and on buttons. rows: what it can be made of. year: the look-up that gives a row's year.
    gather: (row, copy) to paper. series: code of the series that numbers it, empty where it bears no number.
    issued: the frozen paper of a row that its own room issues (a decision, minutes); None: the desk issues this kind.
    pdf, word: (row) to bytes, of a kind that is no Paper: its own room draws it and keeps it on record (certificates).
    free: what is written in the browser. why_not_issue: (row) to a sentence, what of the row forbids the issue.
    why_not_said: (row, text of each free part by key) to a sentence, what of the written parts forbids it.
    corrects: the issued paper that a paper about this row puts right. after_issue: (row, document, by), inside the
    issue's transaction: what the row learns of it. find: (key, year) to the row, where the key is not a plain number.
    dated: (row) to the day it names for the paper, which a draft begins with; else it begins with today.
    signed_by: (keys of rows) to who signs each, of papers that the school's signer does not sign; one query.
    once: a row has one such paper in force; a later one has to take its place.
    outdated: what an issued paper says that is not so of its row any more; "" for nothing.
    finished: (row) to how a paper without a number is finished: a sentence, the words of a link, its address.
    counts: it says how things stand the day it is drawn for signature, so it is dated that day or later.
    """

    label: str
    rows: Callable[[], QuerySet[Any]]
    year: str
    gather: Callable[[Any, Copy], Paper]
    series: str = ""
    issued: Callable[[Model], IssuedDocument | None] | None = None
    free: tuple[FreePart, ...] = ()
    why_not_issue: Callable[[Any], str] = lambda row: ""
    why_not_said: Callable[[Any, Mapping[str, str]], str] = lambda row, texts: ""
    corrects: Callable[[Any], IssuedDocument | None] = lambda row: None
    after_issue: Callable[[Any, IssuedDocument, Any], None] | None = None
    once: bool = False
    outdated: Callable[[IssuedDocument, Any], str] = lambda issued, row: ""
    counts: bool = False
    finished: Callable[[Any], tuple[str, str, str]] | None = None
    signed_by: Callable[[set[int]], dict[int, str]] | None = None
    dated: Callable[[Any], date | None] = lambda row: None
    find: Callable[[str | None, int | None], Any] | None = None
    pdf: Callable[[Any], bytes] | None = None
    word: Callable[[Any], bytes] | None = None

    def why_before_count(self, on: date, counted_on: date) -> str:
        """A paper of that day cannot say what was counted later."""
        if not self.counts or on >= counted_on:
            return ""
        said = f"Số liệu của {lower_first(self.label)} tính đến ngày {vdate(counted_on)}, sau ngày văn bản {vdate(on)}"
        return f"{said}; ghi ngày văn bản từ {vdate(counted_on)} trở đi."
