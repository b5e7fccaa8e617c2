"""The tables as the migrations leave them, made once for all processes of a run: each would take 14 seconds over them.

`run.py test` makes them (`make`); the variable MIGRATED names them, and every test database begins as a copy.
Without it each is migrated by itself.
"""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PATIENCE = 300  # seconds until another process must have made them
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # as Django calls its test database


def begin_with(database: dict[str, Any]) -> sqlite3.Connection | None:
    """Before Django makes the test database of these settings; what is returned holds it until Django does."""
    made = os.environ.get("MIGRATED")
    if not made:
        return None
    if database["ENGINE"].endswith("postgresql"):
        database["TEST"]["TEMPLATE"] = made
        return None
    memory = sqlite3.connect(IN_MEMORY, uri=True)
    file = sqlite3.connect(_waited_for(Path(made)))
    file.backup(memory)
    file.close()
    return memory


def _waited_for(file: Path) -> Path:
    end = time.monotonic() + PATIENCE
    while not file.exists():
        assert time.monotonic() < end, f"Nobody made {file}"
        time.sleep(0.1)
    return file


def make(url: str, copy_to: str = "") -> None:
    """Migrate the database of this address, a file that stands at `copy_to` only when it is whole.

    Should it fail, what is there is handed on: the tests then migrate the rest themselves, and say what is wrong.
    """
    code = "import tests.environment, manage; manage.main()"
    environment = os.environ | {"DATABASE_URL": url}
    subprocess.run([sys.executable, "-c", code, "migrate", "--verbosity=0"], env=environment, check=False)
    if copy_to:
        os.replace(url.removeprefix("sqlite:///"), copy_to)
