"""The only code that writes `.status`: a table of moves per model, one function that applies it.

Every verb locks first, asks afterwards, then moves (asked before the lock, PostgreSQL lets a vote in after the count):

    with acting_on(pledge) as p:
        refuse(why_not_submit(p))
        move(p, MOVES, "submit", by=by)
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models, transaction

from thidua.audit import audit
from thidua.vietnamese import upper_first

M = TypeVar("M", bound=models.Model)


class Refused(Exception):
    """An act that cannot be done now; its text is one Vietnamese sentence that says what to do."""


@dataclass(frozen=True)
class Move:
    """One row of a state table: from which states, to which state, and the act in words ("gửi đăng ký")."""

    sources: frozenset[str]
    target: str
    act: str


def refuse(sentence: str) -> None:
    """Raise Refused with `sentence`; an empty sentence means: go ahead."""
    if sentence:
        raise Refused(sentence)


def first(sentences: Iterable[str]) -> str:
    """The first sentence that refuses; "" where none does. What stands after it is not asked."""
    return next(filter(None, sentences), "")


@contextlib.contextmanager
def acting_on(obj: M, *related: str) -> Iterator[M]:
    """One transaction around an act; the row is locked and read again before anything is asked.

    `related`: foreign keys the act will ask about or name, read by the same query. They are not locked and, where
    PostgreSQL had to wait for the lock, as old as the waiting: name none whose rows are written under this lock.
    """
    with transaction.atomic():
        lock(obj, *related)
        yield obj


def lock(obj: models.Model, *related: str) -> None:
    """Lock the row and read it again; only inside a transaction, for a second object of the same act.

    Refused where somebody has deleted it meanwhile.
    """
    rows = type(obj)._base_manager.select_for_update(of=("self",))
    try:
        obj.refresh_from_db(from_queryset=rows.select_related(*related) if related else rows)
    except type(obj).DoesNotExist:
        raise Refused(f"{thing(obj)} vừa bị xóa; tải lại trang để xem việc làm được.") from None


def share(obj: models.Model, *fields: str) -> None:
    """Inside a transaction: many may hold the row like this at once, who would change it waits; `fields` read again.

    On SQLite a transaction has the whole database anyway.
    """
    if connection.vendor == "postgresql":
        table, key = obj._meta.db_table, obj._meta.pk.column
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT 1 FROM "{table}" WHERE "{key}" = %s FOR SHARE', [obj.pk])
    obj.refresh_from_db(fields=fields)


def why_not_move(obj: models.Model, moves: Mapping[str, Move], name: str) -> str:
    """ "" when the state table allows the move, else a sentence that names the act and the state."""
    row = moves[name]
    if obj.status in row.sources:
        return ""
    return (
        f"{thing(obj)} đang ở bước “{obj.get_status_display()}” nên không {row.act} được; "
        "tải lại trang để xem việc làm được."
    )


def move(
    obj: models.Model,
    moves: Mapping[str, Move],
    name: str,
    *,
    by: Any,
    reason: str = "",
    told: Mapping[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Apply the move inside `acting_on`: new status, `changes` to other fields, one audit line (`told`: more for it).

    Raises Refused when the state table does not allow it.
    """
    refuse(why_not_move(obj, moves, name))
    before = {"status": obj.status} | {field: getattr(obj, field) for field in changes}
    obj.status = moves[name].target
    for field, value in changes.items():
        setattr(obj, field, value)
    obj.save(update_fields=["status", *changes])
    audit(obj, name, by=by, before=before, after={"status": obj.status} | changes | dict(told or {}), reason=reason)


def thing(obj: models.Model) -> str:
    """The model's name as a sentence begins with it."""
    name = str(obj._meta.verbose_name)
    return upper_first(name)
