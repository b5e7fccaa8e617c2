"""The initiative a pledge rests on. Both acts are done inside `pledging.editing`."""

from typing import Any

from campaigns.models import Initiative, Pledge
from thidua.audit import audit


def new_initiative(pledge: Pledge, *, title: str, kind: str, by: Any) -> Initiative:
    """A draft initiative of the pledge's year that `by` goes on with on its own page."""
    made = Initiative.objects.create(title=title, kind=kind, year=pledge.campaign.year, registered_by=by)
    audit(made, "create", by=by, after={"title": title, "kind": kind, "pledge": pledge.pk})
    return made


def rest_on(pledge: Pledge, initiative: Initiative | None, *, by: Any) -> None:
    """The initiative the pledge rests on; its name is kept as it is on that day."""
    title = initiative.title if initiative else ""
    before = {"initiative": pledge.initiative_id, "initiative_title": pledge.initiative_title}
    after = {"initiative": initiative.pk if initiative else None, "initiative_title": title}
    if before == after:
        return
    pledge.initiative, pledge.initiative_title = initiative, title
    pledge.save(update_fields=["initiative", "initiative_title"])
    audit(pledge, "choose_initiative", by=by, before=before, after=after)
