"""The only source of dates. A demo database has a clock of its own; a real one never does.

The demo's clock replaces the *date*; the time of day stays the real one, so that acts keep their order.
"""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_UNREAD = object()
# Set for the length of a request or of `standing_at`, so that a page asks the database once.
_standing: ContextVar[object] = ContextVar("standing", default=_UNREAD)


def real_now() -> datetime:
    """True time, whatever a demo pretends; for the audit trail."""
    return timezone.now()


def demo_date() -> date | None:
    """The date a demo database pretends to stand at, or None on a real one."""
    if not settings.DEMO:
        return None
    standing = _standing.get()
    if standing is _UNREAD:
        return _stored_demo_date()
    return timezone.localdate(standing) if isinstance(standing, datetime) else standing


def now() -> datetime:
    standing = _standing.get() if settings.DEMO else None
    if isinstance(standing, datetime):
        return standing
    day = demo_date()
    if day is None:
        return real_now()
    local = timezone.localtime(real_now())
    return local.replace(year=day.year, month=day.month, day=day.day)


def today() -> date:
    return timezone.localdate(now())


@contextlib.contextmanager
def standing_at(moment: date | datetime | None) -> Iterator[None]:
    """Within this block the (demo) clock stands at that day, or at that very moment (aware)."""
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)


@contextlib.contextmanager
def request_scope() -> Iterator[None]:
    """Read the demo's clock once for the length of a request."""
    with standing_at(_stored_demo_date() if settings.DEMO else None):
        yield


def advance(to: date) -> None:
    """Store the demo's date; it never goes back (the caller says so to the user)."""
    from thidua.models import DemoClock  # noqa: PLC0415 - models use clock for their defaults

    if not settings.DEMO:
        raise RuntimeError("only a demo database has a clock of its own")
    DemoClock.objects.update_or_create(pk=1, defaults={"today": to})
    if _standing.get() is not _UNREAD:
        _standing.set(to)


def _stored_demo_date() -> date | None:
    from thidua.models import DemoClock  # noqa: PLC0415 - models use clock for their defaults

    return DemoClock.objects.values_list("today", flat=True).first()
