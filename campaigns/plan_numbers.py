"""Number and date of a plan and of what amends it: typed in, of one issued on paper; else those of its issue here.

Papers are issued on the floor above; it registers how a plan's issued paper is found.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from campaigns.models import Campaign, PlanAmendment
from thidua.models import Institution, IssuedDocument
from thidua.vietnamese import date_words, vdate

KINDS = {Campaign: "plan", PlanAmendment: "plan-amendment"}
SERIES = "plan"  # the code of the run of numbers

Finder = Callable[[str, Collection[int] | None], dict[int, IssuedDocument]]
_finders: list[Finder] = []


def register_issued(finder: Finder) -> None:
    """`finder` is asked for a kind of paper and keys of rows (None: all); it gives their papers in force by key."""
    if finder not in _finders:
        _finders.append(finder)


@dataclass(frozen=True)
class Numbered:
    """“05/KH-TCT” and its day."""

    number: str
    date: date

    def __str__(self) -> str:
        return f"{self.number} ngày {vdate(self.date)}"

    @property
    def cited(self) -> str:
        """As papers cite it: “05/KH-TCT ngày 15 tháng 02 năm 2022”."""
        return f"{self.number} {date_words(self.date)}"


def issued_among(kind: str, keys: Collection[int] | None = None) -> dict[int, IssuedDocument]:
    return {key: document for finder in _finders for key, document in finder(kind, keys).items()}


def issued(plan: Campaign | PlanAmendment) -> IssuedDocument | None:
    """The frozen paper, where the program issued it."""
    return issued_among(KINDS[type(plan)], [plan.pk]).get(plan.pk)


def is_typed(plan: Campaign | PlanAmendment) -> bool:
    return plan.plan_number is not None and plan.plan_date is not None


def typed(kind: str) -> QuerySet[Any]:
    """All of a kind whose number and day were typed in from paper."""
    models = {name: model for model, name in KINDS.items()}
    return models[kind].objects.filter(plan_number__isnull=False, plan_date__isnull=False)


def typed_numbers(series: str, year: int) -> list[tuple[int, date]]:
    """For the series of plans the numbers typed in from paper, each with its day; for other series none."""
    if series != SERIES:
        return []
    found = (
        typed(kind).filter(plan_date__year=year).values_list("plan_number", "plan_date") for kind in KINDS.values()
    )
    return [row for rows in found for row in rows]


def why_taken(plan: Campaign | PlanAmendment, number: int, day: date) -> str:
    """A number typed in from paper that another plan bears already: issued here, or typed in too."""
    others = [
        model.objects.filter(plan_number=number, plan_date__year=day.year).exclude(
            pk=plan.pk if isinstance(plan, model) else None
        )
        for model in KINDS
    ]
    issued_here = IssuedDocument.objects.filter(series__code="plan", number=number, year=day.year)
    if issued_here.exists() or any(rows.exists() for rows in others):
        return f"Số {number:02d} của năm {day.year} đã dùng cho kế hoạch khác; xem lại sổ văn bản đi"
    return ""


def number_of(plan: Campaign | PlanAmendment, institution: Institution | None = None) -> Numbered | None:
    if is_typed(plan):
        return _typed(plan, institution or Institution.objects.get())
    return _of_paper(issued(plan))


def amendments_of(campaign: Campaign) -> list[tuple[PlanAmendment, Numbered | None]]:
    """All that change the plan, each with its number; in two queries."""
    rows = list(campaign.amendments.all())
    papers = issued_among(KINDS[PlanAmendment], [row.pk for row in rows]) if rows else {}
    institution = Institution.objects.get() if rows else None
    return [(row, _typed(row, institution) if is_typed(row) else _of_paper(papers.get(row.pk))) for row in rows]


def _typed(plan: Campaign | PlanAmendment, institution: Institution) -> Numbered:
    return Numbered(f"{plan.plan_number:02d}/KH-{institution.symbol}", plan.plan_date)


def _of_paper(document: IssuedDocument | None) -> Numbered | None:
    return Numbered(document.full_number, document.date) if document else None


def why_not_number(plan: Campaign | PlanAmendment) -> str:
    """A plan that bears a number already is not numbered again."""
    if not is_typed(plan):
        return ""
    return (
        f"Kế hoạch đã ghi số {plan.plan_number:02d} ngày {vdate(plan.plan_date)} từ bản giấy nên không cấp số lần nữa; "
        "bỏ số, ngày đã ghi nếu muốn ban hành từ phần mềm."
    )
