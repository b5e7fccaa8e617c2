"""Beside a name on a page: what tells its bearer from another of the same name."""

from typing import Any

from django import template
from django.template import Context

from campaigns import namesakes
from campaigns.models import StaffMember
from thidua.once import once

register = template.Library()


@register.simple_tag(takes_context=True)
def namesake(context: Context, person: Any) -> str:
    """“ (sinh năm 1985)” or “ (mã CB0012)” where two people bear the name, else nothing; one query a page."""
    if not isinstance(person, StaffMember):
        return ""
    request = context.get("request")
    known = once(request, "namesakes", namesakes.marks) if request is not None else namesakes.marks()
    return known.get(person.pk, "")
