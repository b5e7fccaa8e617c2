"""How a promise ended, as a badge."""

from django import template
from django.utils.safestring import SafeString

from campaigns.models import PledgeTarget
from campaigns.promises import Outcome
from thidua import badges

register = template.Library()


@register.simple_tag
def outcome_badge(target: PledgeTarget) -> SafeString:
    """Of a target read by `promises.with_outcomes`."""
    return badges.badge(Outcome(target.outcome).label)
