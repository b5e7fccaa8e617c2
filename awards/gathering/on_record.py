"""What the records say about candidates: one question to the database, however many people and kinds of record."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from awards.models import AwardRecord, Nomination, Statement
from campaigns.models import Absence, AnnualRating, DisciplinaryAction, Posting, ServiceBreak


@dataclass
class OnRecord:
    """One candidate's rows, by kind: (first word, second word, year or key, first day, last day)."""

    rows: dict[str, list[tuple[str, str, int, date | None, date | None]]] = field(default_factory=dict)

    def of(self, kind: str) -> list[tuple[str, str, int, Any, Any]]:
        return self.rows.get(kind, [])


def of_people(people: Collection[int], nomination: Nomination | None = None) -> dict[int, OnRecord]:
    """Awards, ratings, absences, breaks of service, discipline, main postings; a dossier's statements besides."""
    who, person = {"staff_member__in": people}, F("staff_member_id")
    parts = [
        *_subject_parts("staff_member", people),
        _part(Absence.objects.filter(**who), person, "absence", "kind", "study_result"),
        _part(ServiceBreak.objects.filter(**who), person, "break"),
        _part(DisciplinaryAction.objects.filter(**who), person, "discipline", "form"),
        _part(Posting.objects.filter(is_main=True, **who), person, "posting", number="department_id"),
    ]
    return _sorted_out(people, [*parts, *_statements(nomination, people)])


def of_collectives(departments: Collection[int], nomination: Nomination | None = None) -> dict[int, OnRecord]:
    """Awards and ratings; a dossier's statements besides."""
    parts = _subject_parts("department", departments)
    return _sorted_out(departments, [*parts, *_statements(nomination, departments)])


def _subject_parts(subject: str, keys: Collection[int]) -> list[QuerySet]:
    awards = AwardRecord.objects.filter(**{f"{subject}__in": keys})
    ratings = AnnualRating.objects.filter(**{f"{subject}__in": keys})
    key = F(f"{subject}_id")
    return [
        _part(awards, key, "award", "award_id", "occasion", "year", "decision_date", "revoked_on"),
        _part(ratings, key, "rating", "level", number="year", on="", until=""),
    ]


def _statements(nomination: Nomination | None, keys: Collection[int]) -> list[QuerySet]:
    """What the clerk wrote on the dossier: answers no record holds."""
    if nomination is None:
        return []
    (who,) = keys
    written = Statement.objects.filter(nomination=nomination)
    return [_part(written, Value(who), "statement", "key", "answer", on="", until="")]


def _part(
    rows: QuerySet,
    who: F | Value,
    kind: str,
    first: str = "",
    second: str = "",
    number: str = "",
    on: str = "starts_on",
    until: str = "ends_on",
) -> QuerySet:
    """The same seven columns of every kind of record."""
    return rows.order_by().values_list(
        Cast(who, IntegerField()),
        Value(kind, output_field=CharField()),
        *(Cast(F(name) if name else Value(""), CharField()) for name in (first, second)),
        Cast(F(number) if number else Value(0), IntegerField()),
        *(Cast(F(name) if name else Value(None), DateField()) for name in (on, until)),
    )


def _sorted_out(keys: Collection[int], parts: Iterable[QuerySet]) -> dict[int, OnRecord]:
    found = {key: OnRecord() for key in keys}
    first, *others = parts
    for who, kind, one, two, number, on, until in first.union(*others, all=True):
        found[who].rows.setdefault(kind, []).append((one, two, number, on, until))
    return found
