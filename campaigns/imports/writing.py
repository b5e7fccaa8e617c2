"""Writing what was checked: in bulk, under locks, with a line in the trail for each person or unit touched."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from campaigns.imports.subjects import Subject
from thidua.audit import line
from thidua.models import AuditEntry

BATCH = 500


def lock_tables(*tables: type[models.Model]) -> None:
    """Other writers wait until the import ends, readers do not; SQLite has one writer anyway.

    Called after the rows of people and units are locked, as every other act locks them before it writes.
    """
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def insert(model: type[models.Model], rows: list[models.Model]) -> list[Any]:
    """New rows with their primary keys."""
    return model._base_manager.bulk_create(rows, batch_size=BATCH)


def update(model: type[models.Model], rows: list[models.Model], fields: Iterable[str]) -> None:
    if rows:
        model._base_manager.bulk_update(rows, list(fields), batch_size=BATCH)


def write_lines(lines: Iterable[AuditEntry]) -> None:
    AuditEntry.objects.bulk_create(lines, batch_size=BATCH)


def lines_for(touched: dict[Subject, list[str]], key: str, by: Any) -> list[AuditEntry]:
    """One line a person or unit: `key` holds in words what was written about them."""
    return [
        line(subject.model, subject.pk, subject.name, "import", by=by, after={key: said})
        for subject, said in touched.items()
    ]
