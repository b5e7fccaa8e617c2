"""On the page of a decision: what later papers did to it; which of its lines were taken back, and the way to more."""

from typing import Any

from django import template
from django.db.models import Q
from django.template import Context

from awards import revoking
from awards.models import Decision, Revocation
from awards.paper_permissions import documents_visible_to
from awards.upper_permissions import revocations_visible_to
from campaigns.roles import is_clerk
from thidua.models import IssuedDocument

register = template.Library()


@register.inclusion_tag("awards/_revocations.html", takes_context=True)
def revocations_of(context: Context, decision: Decision, acts: bool = True) -> dict[str, Any]:
    """`{% revocations_of decision %}`: nothing at all for a draft; `acts=False` without the way to more."""
    user = context["request"].user
    issued = decision.revocations.filter(status=Revocation.Status.ISSUED).order_by("date", "pk")
    rows = list(
        issued.select_related("document__series").defer("document__paper").prefetch_related("lines__line__award")
    )
    seen = set(revocations_visible_to(user).filter(decision=decision).values_list("pk", flat=True)) if rows else set()
    for row in rows:
        row.is_open = row.pk in seen
    clerk = acts and is_clerk(user)
    return {
        "decision": decision,
        "revocations": rows,
        "draft": revoking.open_draft(decision) if clerk else None,
        "may_revoke": clerk and decision.status == Decision.Status.ISSUED,
    }


@register.inclusion_tag("awards/_later_papers.html", takes_context=True)
def later_papers(context: Context, decision: Decision) -> dict[str, Any]:
    """`{% later_papers decision %}`: papers that put it right, replaced it or revoked it whole; rows of a `<dl>`.

    Readers of the register are led to it, everybody else to the page that verifies the paper.
    """
    first = decision.document_id
    if not first:
        return {"papers": []}
    about = Q(corrects=first) | Q(replaces=first) | Q(revokes=first)
    papers = list(IssuedDocument.objects.filter(about).select_related("series").defer("paper").order_by("date", "pk"))
    for paper in papers:
        paper.what = (
            "Được đính chính"
            if paper.corrects_id == first
            else "Bị thay thế"
            if paper.replaces_id == first
            else "Bị hủy bỏ"
        )
    reads = bool(papers) and not documents_visible_to(context["request"].user).query.is_empty()
    return {"papers": papers, "reads": reads}
