"""What a long filling says while it runs: “Đăng ký: 1.200/6.000”, every few seconds; nothing where nobody listens."""

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

EVERY_SECONDS = 5.0

_listeners: list[Callable[[str], None]] = []


@contextlib.contextmanager
def told_to(write: Callable[[str], None]) -> Iterator[None]:
    """Inside, `each` tells `write` how far it is."""
    _listeners.append(write)
    try:
        yield
    finally:
        _listeners.remove(write)


def each(label: str, rows: Sequence[T]) -> Iterator[T]:
    """The rows one by one; a line now and then while that takes long."""
    told_at = time.monotonic()
    for number, row in enumerate(rows):
        if _listeners and time.monotonic() - told_at >= EVERY_SECONDS:
            told_at = time.monotonic()
            for write in _listeners:
                write(f"  {label}: {counted(number)}/{counted(len(rows))}")
        yield row


def counted(number: int) -> str:
    """1.200: thousands as Vietnamese writes them."""
    return f"{number:,}".replace(",", ".")
