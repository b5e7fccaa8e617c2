"""Older initiatives whose titles resemble one: so that nobody registers, or recognises, the same thing twice.

Only titles are compared: they are what every old row has. What a reader may not open is told by title, year and number
of its decision alone: those are read out and posted up when it is recognised, and without them its author could not
know that the idea is taken; who wrote it, and how it stands, is shown only to those who may read it.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, FloatField, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Least, Length
from rapidfuzz import fuzz

from campaigns.models import CoAuthor, Initiative
from campaigns.permissions import initiatives_visible_to
from thidua.vietnamese import search_key

SHOWN = 5
YEARS_BACK = 10
MOST_COMPARED = 200  # read from the database, however many there are
MOST_WORDS = 12
# Tried on pairs of titles (tests/campaigns/test_similar.py): the same idea in other words scored 90 and more. Of 465
# pairs of titles about other things one reached 80 and six 70: lower, every page would show some and nobody would look.
THRESHOLD = 80
# A title that holds the whole of another is very like it, but never the same.
CONTAINED = 0.9
# What half of all titles begin or end with says nothing about what they are of.
FRAME = (
    "mot so giai phap",
    "mot so bien phap",
    "mot so kinh nghiem",
    "giai phap",
    "bien phap",
    "nang cao",
    "chat luong",
    "hieu qua",
    "cong tac",
    "doi moi",
    "ung dung",
    "cong nghe thong tin",
    "nham",
    "gop phan",
    "tai truong chinh tri tinh",
    "tai truong chinh tri",
    "truong chinh tri",
    "tai truong",
    "cua truong",
    "trong",
)


@dataclass(frozen=True)
class Alike:
    """One older initiative; `share` is how alike the titles are, per cent. `row` is None where it may not be read."""

    title: str
    year: int
    number: str
    share: int
    row: Initiative | None = None
    authors: list[CoAuthor] = field(default_factory=list)


def core_of(title: str) -> str:
    """The words compared: without marks, punctuation and the frame; the whole title when nothing else is left."""
    words = " ".join(re.findall(r"\w+", search_key(title)))
    core = f" {words} "
    for phrase in FRAME:
        core = core.replace(f" {phrase} ", " ")
    return " ".join(core.split()) or words


def share_alike(one: str, other: str) -> int:
    """How alike two titles' cores are, 0 to 100, whatever the order of their words."""
    in_order = fuzz.token_sort_ratio(one, other)
    return round(max(in_order, CONTAINED * fuzz.token_set_ratio(one, other)))


def similar_to(initiative: Initiative, *, user: Any) -> list[Alike]:
    """The five most alike of this year and the ten before, for this reader; three queries whatever there is."""
    core = core_of(initiative.title)
    columns = ("pk", "title", "year", "recognised_number")
    scored = [(share_alike(core, core_of(row[1])), *row) for row in _candidates(initiative, core).values_list(*columns)]
    found = sorted((row for row in scored if row[0] >= THRESHOLD), key=lambda row: (-row[0], -row[3], row[1]))[:SHOWN]
    if not found:
        return []
    readable = initiatives_visible_to(user).filter(pk__in=[row[1] for row in found])
    authors = Prefetch("co_authors", CoAuthor.objects.select_related("staff_member").order_by("-share", "pk"))
    rows = {row.pk: row for row in readable.prefetch_related(authors)}
    return [_alike(*row, rows.get(row[1])) for row in found]


def similar_context(initiative: Initiative, *, user: Any) -> dict[str, Any]:
    """For templates/campaigns/_initiative_similar.html: the rows, and their authors in one list to be told apart."""
    found = similar_to(initiative, user=user)
    return {"similar": found, "similar_authors": [author for one in found for author in one.authors]}


def _alike(share: int, pk: int, title: str, year: int, number: str, row: Initiative | None) -> Alike:
    return Alike(title, year, number, share, row, list(row.co_authors.all()) if row else [])


def _candidates(initiative: Initiative, core: str) -> QuerySet[Initiative]:
    """Those worth comparing: what was sent, sharing words with the title, the greater part of the shorter one first.

    A draft of somebody else's is nobody's business until it is sent.
    """
    words = sorted(dict.fromkeys(core.split()), key=len, reverse=True)[:MOST_WORDS]
    shared = sum(
        (Case(When(search_key__contains=word, then=len(word) + 1), default=0) for word in words),
        start=Value(0, IntegerField()),
    )
    shorter = Least(Length("search_key"), Value(max(len(core), 1)))
    any_word = Q()
    for word in words:
        any_word |= Q(search_key__contains=word)
    sent = Initiative.objects.exclude(status__in=Initiative.UNSENT).exclude(pk=initiative.pk)
    years = sent.filter(year__lte=initiative.year, year__gte=initiative.year - YEARS_BACK)
    weighed = years.filter(any_word).annotate(weight=Cast(shared, FloatField()) / Cast(shorter, FloatField()))
    return weighed.order_by("-weight", "-year", "pk")[:MOST_COMPARED]
