"""A session by its day; by day and hour where another is held on the same day."""

from django import template
from django.template import Context
from django.utils import timezone

from awards import electorate
from awards.models import CouncilSession
from thidua.once import once
from thidua.vietnamese import lower_first, vdate

register = template.Library()


@register.simple_tag(takes_context=True)
def held(context: Context, session: CouncilSession) -> str:
    """`{% held session %}`: “20/12/2022” or “14:00, 20/12/2022”."""
    at = timezone.localtime(session.held_at)
    return f"{at:%H:%M}, {vdate(at)}" if _is_one_of_several(context, session) else vdate(at)


@register.simple_tag(takes_context=True)
def session_name(context: Context, session: CouncilSession, *, inside: bool = False) -> str:
    """The session's name, or “Phiên họp 14:00 ngày 20/12/2022”; `inside` a sentence."""
    at = timezone.localtime(session.held_at)
    name = f"Phiên họp {at:%H:%M ngày %d/%m/%Y}" if _is_one_of_several(context, session) else str(session)
    return lower_first(name) if inside else name


def _is_one_of_several(context: Context, session: CouncilSession) -> bool:
    """As the page has asked already (`electorate.with_others`), else asked once for all sessions on it."""
    if hasattr(session, "is_one_of_several"):
        return session.is_one_of_several
    request = context.get("request")
    days = once(request, "days_of_several", electorate.days_of_several) if request is not None else ()
    return timezone.localdate(session.held_at) in days
