"""One line per act: who, when, what, before, after, why. Lines never change or vanish (thidua/guards.py)."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any

from django.db import models

from thidua import clock
from thidua.models.audit import AuditEntry

# Values that may not be repeated in the trail, only that they changed.
SENSITIVE = frozenset({"password", "note", "private_note", "reason_private"})


# Asked for (thing, verb, user): in whose place the user does this act ("phụ trách thay Khoa …"), "" in their own.
# The floor that knows who stands in for whom adds its answer when it is ready.
_capacities: list[Callable[[models.Model, str, Any], str]] = []


def register_capacity(capacity: Callable[[models.Model, str, Any], str]) -> None:
    if capacity not in _capacities:
        _capacities.append(capacity)


def audit(
    obj: models.Model,
    verb: str,
    *,
    by: Any,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Write the line of one act on `obj`; `verb` is the act's name ("submit"), stored as "pledge.submit".

    `by` is the acting user, or None for the program itself (demo set-up, a command run by cron).
    """
    entry = line(obj, obj.pk, str(obj), verb, by=by, before=before, after=after, reason=reason)
    if _is_folded.get() and (last := history_of(obj).first()) and (last.verb, last.actor) == (entry.verb, by):
        return last
    entry.actor_name = _signed(obj, verb, by)
    entry.save(force_insert=True)
    return entry


_is_folded: ContextVar[bool] = ContextVar("_is_folded", default=False)


@contextlib.contextmanager
def folded() -> Iterator[None]:
    """For what a page saves by itself every few seconds: one line for a stretch of the same act by the same person."""
    token = _is_folded.set(True)
    try:
        yield
    finally:
        _is_folded.reset(token)


def line(
    model: type[models.Model] | models.Model,
    pk: Any,
    label: str,
    verb: str,
    *,
    by: Any,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """The line of an act on the object `pk` of `model`, not saved yet: an import writes thousands at once."""
    return AuditEntry(
        actor=by,
        actor_name=actor_name(by),
        verb=f"{model._meta.model_name}.{verb}",
        target_type=model._meta.label_lower,
        target_id=str(pk),
        target_label=label[:300],
        before=_plain(before),
        after=_plain(after),
        reason=reason,
        at=clock.now(),
        recorded_at=clock.real_now(),
    )


def history_of(obj: models.Model) -> models.QuerySet[AuditEntry]:
    """The acts on one object, newest first."""
    return AuditEntry.objects.filter(target_type=obj._meta.label_lower, target_id=str(obj.pk)).order_by("-pk")


def actor_name(by: Any) -> str:
    return "Hệ thống" if by is None else (by.get_full_name() or by.get_username())


def _signed(obj: models.Model, verb: str, by: Any) -> str:
    """The actor's own name, with whose place they acted in."""
    places = [place for capacity in _capacities if by is not None and (place := capacity(obj, verb, by))]
    return (f"{actor_name(by)} ({'; '.join(places)})" if places else actor_name(by))[:150]


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """Values as JSON can hold them; sensitive ones as “đã thay đổi”."""
    return {key: "đã thay đổi" if key in SENSITIVE else _plain_value(value) for key, value in (values or {}).items()}


def _plain_value(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple):
        return [_plain_value(item) for item in value]
    return str(value)
