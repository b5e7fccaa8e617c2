"""On the page of a decision: which of its lines were taken back, and the way to take more back."""

from typing import Any

from django import template
from django.template import Context

from awards import revoking
from awards.models import Decision, Revocation
from awards.upper_permissions import revocations_visible_to
from campaigns.roles import is_clerk

register = template.Library()


@register.inclusion_tag("awards/_revocations.html", takes_context=True)
def revocations_of(context: Context, decision: Decision) -> dict[str, Any]:
    """`{% revocations_of decision %}`: nothing at all for a draft."""
    user = context["request"].user
    issued = decision.revocations.filter(status=Revocation.Status.ISSUED).order_by("date", "pk")
    rows = list(
        issued.select_related("document__series").defer("document__paper").prefetch_related("lines__line__award")
    )
    seen = set(revocations_visible_to(user).filter(decision=decision).values_list("pk", flat=True)) if rows else set()
    for row in rows:
        row.is_open = row.pk in seen
    clerk = is_clerk(user)
    return {
        "decision": decision,
        "revocations": rows,
        "draft": revoking.open_draft(decision) if clerk else None,
        "may_revoke": clerk and decision.status == Decision.Status.ISSUED,
    }
