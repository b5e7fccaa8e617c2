"""What is dated about people and bears on the rating of a year: absences, breaks of service, discipline."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from campaigns.models import Absence, DisciplinaryAction, ServiceBreak, StaffMember

ABSENCE, BREAK, DISCIPLINE = "absence", "break", "discipline"


@dataclass
class Dated:
    """What is dated about one person within the year."""

    absences: list[tuple[str, date, date]] = field(default_factory=list)
    breaks: list[tuple[date, date]] = field(default_factory=list)
    discipline: list[tuple[str, date, date | None]] = field(default_factory=list)


def overlapping(year: int, start: str = "starts_on", end: str = "ends_on") -> Q:
    within = Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": date(year, 1, 1)})
    return within & Q(**{f"{start}__lte": date(year, 12, 31)})


def dated_of(year: int | None, people: QuerySet[StaffMember] | Collection[int]) -> dict[int, Dated]:
    """Absences, breaks of service and discipline that touch the year (None: of all years): one question for all."""
    touches = overlapping(year) if year else Q()
    among = people.order_by().values("pk") if isinstance(people, QuerySet) else people
    tables: tuple[tuple[Any, str, str], ...] = (
        (Absence, ABSENCE, "kind"),
        (ServiceBreak, BREAK, ""),
        (DisciplinaryAction, DISCIPLINE, "form"),
    )
    first, *others = (
        model.objects.filter(touches, staff_member__in=among)
        .order_by()
        .values_list(
            "staff_member",
            Value(kind, CharField()),
            Cast(F(word) if word else Value(""), CharField()),
            Cast(F("starts_on"), DateField()),
            Cast(F("ends_on"), DateField()),
        )
        for model, kind, word in tables
    )
    found: dict[int, Dated] = {}
    for person, kind, word, begin, end in first.union(*others, all=True):
        dated = found.setdefault(person, Dated())
        if kind == ABSENCE:
            dated.absences.append((word, begin, end))
        elif kind == BREAK:
            dated.breaks.append((begin, end))
        else:
            dated.discipline.append((word, begin, end))
    return found
