"""SQLite: a copy by its backup interface, made whole before anything is asked of it."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from thidua.backup.contents import Snapshot, left_out_tables
from thidua.backup.manifest import DATABASES

KIND = "sqlite"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


@contextlib.contextmanager
def snapshot(scratch: Path) -> Iterator[Snapshot]:
    """The copy taken in one step, without what `left_out_tables` names."""
    path = scratch / DATABASES[KIND]
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)

        def query(sql: str) -> list[tuple]:
            return copy.execute(sql).fetchall()

        copy.execute("PRAGMA journal_mode = DELETE")  # one file, no log beside it
        tables = {name for (name,) in query(TABLES)}
        for table in left_out_tables():
            if table in tables:
                copy.execute(f'DELETE FROM "{table}"')
        copy.commit()
        yield Snapshot(query, path, lambda: copy.execute("VACUUM"))
