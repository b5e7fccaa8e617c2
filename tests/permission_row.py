"""One row of the permission table (tests/permission_table.py explains the answers), and the cast in its order."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

World = SimpleNamespace
CAST = ("nobody", "Hoa", "Minh", "Bình", "Dũng", "Quang", "Thu", "Lan", "admin")


@dataclass(frozen=True)
class Row:
    method: str
    answers: str
    url: str
    of: str = ""  # whose address: “hoa_sent” for its pk, or “campaign_pk=drive department_pk=faculty”
    body: Callable[[World], dict[str, Any]] = lambda w: {}
    query: str = ""


def get(answers: str, url: str, of: str = "", **more: Any) -> Row:
    return Row("get", answers, url, of, **more)


def post(answers: str, url: str, of: str = "", body: Any = None, **more: Any) -> Row:
    return Row("post", answers, url, of, body if callable(body) else lambda w: body or {}, **more)


def table_of(prefix: str, *rows: dict[str, Any], old: int = 0) -> dict[str, Any]:
    """The body of a table of rows in a form; `old` of them stood there before."""
    counts = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": old}
    return counts | {f"{prefix}-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
