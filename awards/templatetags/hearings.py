"""On the page of an initiative: what its council said, once the session has ended."""

from typing import Any

from django import template
from django.template import Context

from awards import hearing_room
from awards.hearing_permissions import hearings_visible_to
from awards.hearing_verdicts import last_of
from campaigns.models import Initiative

register = template.Library()


@register.inclusion_tag("awards/_initiative_verdict.html", takes_context=True)
def hearing_result(context: Context, initiative: Initiative) -> dict[str, Any]:
    """`{% hearing_result initiative %}`: means and shares, nobody's sheet; the members' page for who may open it."""
    found = last_of(initiative)
    if found is None:
        return {"hearing": None}
    found.initiative = initiative
    user = context["request"].user
    return {
        "hearing": found,
        "minutes": found.session.minutes,
        "mean_words": hearing_room.mean_words(found),
        "share_words": hearing_room.share_words(found),
        "opens": hearings_visible_to(user).filter(pk=found.pk).exists(),
    }
