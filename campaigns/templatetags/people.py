"""Beside a name on a page: what tells its bearer from another of the same name."""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from django import template
from django.template import Context

from campaigns import namesakes
from campaigns.models import StaffMember
from thidua.once import once

register = template.Library()


@register.simple_tag(takes_context=True)
def tell_apart(context: Context, rows: Iterable[Any], path: str = "") -> str:
    """Before a list: asks for all its people at once. `path` leads from a row to the person (“0.candidate”)."""
    _learn(_known(context), [reduce(_step, path.split("."), row) if path else row for row in rows])
    return ""


@register.simple_tag(takes_context=True)
def namesake(context: Context, person: Any) -> str:
    """“ (sinh năm 1985)” or “ (mã CB0012)” where two people bear the name, else nothing."""
    if not isinstance(person, StaffMember):
        return ""
    known = _known(context)
    _learn(known, [person])
    return known[person.pk]


def _step(thing: Any, step: str) -> Any:
    if isinstance(thing, dict):
        return thing.get(step)
    return thing[int(step)] if step.isdecimal() else getattr(thing, step, None)


def _known(context: Context) -> dict[int, str]:
    request = context.get("request")
    return once(request, "namesakes", dict) if request is not None else {}


def _learn(known: dict[int, str], people: Iterable[Any]) -> None:
    new = {person.pk for person in people if isinstance(person, StaffMember)} - set(known)
    if new:
        known.update(dict.fromkeys(new, "") | namesakes.marks(new))
