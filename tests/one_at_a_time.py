"""A browser's server and its test share one connection of SQLite in memory: here one thread at a time asks it.

SQLite locks the connection while it runs a statement. Where that calls back into Python (Django's REGEXP, dates), it
waits for the interpreter, which another thread may hold that waits for the connection to hand out a row: both for ever.
On PostgreSQL, and of a file, every thread has its own connection.
"""

import functools
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

ASKING = ("execute", "executemany", "fetchone", "fetchmany", "fetchall", "__next__")


def one_at_a_time(patch: pytest.MonkeyPatch) -> None:
    lock = threading.RLock()

    def alone(ask: Callable) -> Callable:
        @functools.wraps(ask)
        def asked_alone(*given: Any, **named: Any) -> Any:
            with lock:
                return ask(*given, **named)

        return asked_alone

    for name in ASKING:
        patch.setattr(SQLiteCursorWrapper, name, alone(getattr(SQLiteCursorWrapper, name)))
