"""Once a year what the law of today rests on is looked up again: texts in force, parameters of the set of today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, Value

from awards import keeping_texts, lawbook
from awards.amending import checker, lock_parameters, todays_set, write_line
from thidua import clock
from thidua.models import LegalText, Parameter
from thidua.workflow import refuse


@dataclass(frozen=True)
class Due:
    """How much is due; `has_authority`: a text in force says what the school is there for."""

    texts: int
    parameters: int
    has_authority: bool = True

    def __bool__(self) -> bool:
        return bool(self.texts or self.parameters)

    @property
    def words(self) -> str:
        """“3 văn bản, 12 tham số”."""
        counts = ((self.texts, "văn bản"), (self.parameters, "tham số"))
        return ", ".join(f"{number} {word}" for number, word in counts if number)


def _overdue(day: date) -> Q:
    """In force, and never looked up or not again in time."""
    binding = Q(in_force_from__lte=day) & (Q(in_force_to__isnull=True) | Q(in_force_to__gte=day))
    return binding & (Q(checked_until__isnull=True) | Q(checked_until__lt=day))


def texts_due() -> QuerySet[LegalText]:
    return LegalText.objects.filter(_overdue(clock.today()))


def parameters_due() -> list[lawbook.Entry]:
    """The same of every value of the rule set of today; a default nobody looked up has no row yet."""
    today = clock.today()
    return [
        entry
        for entry in lawbook.entries(todays_set(), today)
        if entry.value and (entry.row is None or entry.row.checked_until is None or entry.row.checked_until < today)
    ]


def due() -> Due:
    """The same counted, for the home page: one query over both tables, some dozens of short rows."""
    today, code = clock.today(), todays_set()
    columns = ("in_force_from", "in_force_to", "checked_until")
    texts = LegalText.objects.order_by().annotate(kind=Value("text")).values_list("kind", "role", *columns)
    values = Parameter.objects.live().filter(rule_set=code).order_by().annotate(kind=Value("parameter"))
    rows = texts.union(values.values_list("kind", "key", "valid_from", "valid_to", "checked_until"), all=True)
    found = [
        (kind, name, until is None or until < today)
        for kind, name, begins, ends, until in rows
        if begins <= today and (ends is None or ends >= today)
    ]
    known = {name for kind, name, _ in found if kind == "parameter"} | set(lawbook.defaults_of(code))
    fresh = {name for kind, name, is_due in found if kind == "parameter" and not is_due}
    return Due(
        texts=sum(is_due for kind, _, is_due in found if kind == "text"),
        parameters=len(known - fresh),
        has_authority=("text", LegalText.Role.AUTHORITY) in {(kind, name) for kind, name, _ in found},
    )


@transaction.atomic
def check(texts: Iterable[LegalText], names: Iterable[tuple[str, str]], *, until: date, by: Any) -> int:
    """These texts, and these parameters (set and key) as far as they are due: looked up today; how many.

    Says nothing of how sure a value is. What somebody else looked up meanwhile is passed over.
    """
    refuse(keeping_texts.why_not_until(until))
    lock_parameters()
    texts = list(texts)
    for text in texts:
        keeping_texts.check(text, until=until, by=by)
    wanted = set(names)
    entries = [entry for entry in parameters_due() if (entry.rule_set, entry.key) in wanted] if wanted else []
    for entry in entries:
        _check_value(entry, until, by)
    return len(texts) + len(entries)


def _check_value(entry: lawbook.Entry, until: date, by: Any) -> None:
    """A default gets a row that says the same, to hold who looked it up and when."""
    row = entry.row
    checked = {"checked_on": clock.today(), "checked_by": checker(by), "checked_until": until}
    if row is None:
        row = Parameter.objects.create(
            rule_set=entry.rule_set,
            key=entry.key,
            value=entry.value,
            source=entry.source,
            certainty=entry.certainty,
            valid_from=entry.since,
            valid_to=entry.later.valid_from - lawbook.A_DAY if entry.later else None,
            entered_by=by,
            **checked,
        )
        before = {"checked_until": None}
    else:
        before = {"checked_until": row.checked_until}
        Parameter.objects.filter(pk=row.pk).update(**checked)
    write_line(row, "check", by=by, before=before, after={"checked_until": until})
