"""What is shown of a pledge wherever it is shown whole."""

from typing import Any

from campaigns.models import Award, Pledge


def content_of(pledge: Pledge) -> dict[str, Any]:
    """For `campaigns/pledge_content.html`; `open_parts`, the parts with links “Sửa”, is added by who may write."""
    awards = list(pledge.awards.all())
    return {
        "pledge": pledge,
        "titles": [award for award in awards if award.kind == Award.Kind.TITLE],
        "praise": [award for award in awards if award.kind == Award.Kind.FORM],
        "targets": pledge.targets.select_related("phase"),
        "authors": pledge.initiative.co_authors.select_related("staff_member") if pledge.initiative else [],
    }
