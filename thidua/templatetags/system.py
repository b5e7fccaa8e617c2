"""The line on the last proven back-up, for the administration's first page."""

from typing import Any

from django import template

from thidua import system

register = template.Library()


@register.simple_tag
def last_backup() -> Any:
    return system.backup()
