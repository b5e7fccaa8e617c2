"""An old plan taken over as a draft: what the clerk has confirmed becomes rows in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, models, transaction

from campaigns.models import Anniversary, Campaign, Movement, Phase, PhaseActivity, PlanItem, Target
from thidua.audit import audit
from thidua.workflow import refuse


@dataclass(frozen=True)
class TakenPhase:
    phase: Phase
    anniversaries: list[Anniversary] = field(default_factory=list)
    activities: list[PhaseActivity] = field(default_factory=list)


@dataclass(frozen=True)
class Taken:
    """The confirmed plan: rows that are not saved yet, in their order; `items`: texts by PlanItem.Part."""

    campaign: Campaign
    items: Mapping[str, Sequence[str]]
    movements: Sequence[Movement] = ()
    targets: Sequence[Target] = ()
    phases: Sequence[TakenPhase] = ()
    signer: str = ""  # for the trail alone: papers take the signer from the staff records


def in_the_way(kind: str | None, year: Any) -> Campaign | None:
    """The yearly campaign there is of a year: one a year. `year` may be anything that was typed."""
    typed = str(year).strip()
    if kind != Campaign.Kind.YEARLY or len(typed) != 4 or not typed.isdecimal():
        return None
    others = Campaign.objects.filter(kind=Campaign.Kind.YEARLY, year=int(typed))
    return others.exclude(status=Campaign.Status.CANCELLED).first()


def why_not_take_over(campaign: Campaign) -> str:
    if in_the_way(campaign.kind, campaign.year):
        return (
            f"Năm {campaign.year} đã có phong trào thi đua hằng năm nên chưa lưu gì; "
            "sửa năm, đổi loại, hoặc hủy phong trào đã có."
        )
    return ""


def take_over(taken: Taken, *, by: Any) -> Campaign:
    """Write the plan as a draft with one line in the trail; of two at once for one year the second is Refused."""
    try:
        with transaction.atomic():
            refuse(why_not_take_over(taken.campaign))
            return _written(taken, by)
    except IntegrityError:
        refuse(why_not_take_over(taken.campaign))
        raise


def _written(taken: Taken, by: Any) -> Campaign:
    campaign = taken.campaign
    campaign.save(force_insert=True)
    for part, texts in taken.items.items():
        items = (PlanItem(part=part, text=text) for text in texts)
        _numbered(items, campaign)
    for launched_by in Movement.LaunchedBy.values:
        _numbered((one for one in taken.movements if one.launched_by == launched_by), campaign)
    _numbered(taken.targets, campaign)
    for ordinal, one in enumerate(taken.phases, start=1):
        one.phase.campaign, one.phase.ordinal = campaign, ordinal
        one.phase.save(force_insert=True)
        for row in (*one.anniversaries, *one.activities):
            row.phase = one.phase
            row.save(force_insert=True)
    audit(campaign, "read_in", by=by, after=_said(taken))
    return campaign


def _numbered(rows: Iterable[models.Model], campaign: Campaign) -> None:
    for number, row in enumerate(rows, start=1):
        row.campaign, row.number = campaign, number
        row.save(force_insert=True)


def _said(taken: Taken) -> dict[str, Any]:
    """What the trail keeps: how much was taken over, and who had signed."""
    said: dict[str, Any] = {
        "title": taken.campaign.title,
        "year": taken.campaign.year,
        "plan_items": sum(map(len, taken.items.values())),
        "movements": len(taken.movements),
        "phases": len(taken.phases),
        "anniversaries": sum(len(one.anniversaries) for one in taken.phases),
    }
    return said | ({"signer": taken.signer} if taken.signer else {})
