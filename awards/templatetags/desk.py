"""A button for a paper of the desk, on the page of the row it is about."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context

from awards.issued_papers import drafts_about
from awards.kinds import KINDS
from awards.models import PaperDraft
from awards.paper_permissions import writes_papers
from thidua.models import IssuedDocument
from thidua.vietnamese import lower_first

register = template.Library()


@register.inclusion_tag("awards/_paper_button.html", takes_context=True)
def paper_button(
    context: Context,
    kind: str,
    row: Model,
    name: str = "",
    why: str | None = None,
    primary: bool = False,
    found: tuple[PaperDraft | None, IssuedDocument | None] | None = None,
) -> dict[str, Any]:
    """`{% paper_button "invitation" session %}`: begins a paper, goes on with its draft, or leads to the one in force.

    Nothing for who writes no papers. `name`: what it is called here, else the label of its kind; `why`: the sentence
    that forbids its issue, `found`: its draft and the paper in force, where the page has asked already.
    """
    if not writes_papers(context["request"].user):
        return {"kind": ""}
    (draft, issued), label = found or drafts_about(kind, row.pk), name or KINDS[kind].label
    ready = draft is None and not (issued and KINDS[kind].once)
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "kind": kind,
        "pk": row.pk,
        "label": label,
        "begins": f"Soạn {lower_first(label)}",
        "goes_on": f"Soạn tiếp {lower_first(label)}",
        "draft": draft,
        "issued": issued,
        "outdated": KINDS[kind].outdated(issued, row) if issued else "",
        "ready": ready,
        "why": (KINDS[kind].why_not_issue(row) if why is None else why) if ready else "",
        "primary": primary,
    }
