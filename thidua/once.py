"""Answers asked of the database once per user object, that is once per request."""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def once(user: Any, key: Any, ask: Callable[[], T]) -> T:
    """The kept answer to `key`, or `ask()`; another request has another user object and asks again."""
    kept = user.__dict__.setdefault("_asked", {})
    if key not in kept:
        kept[key] = ask()
    return kept[key]
