"""A campaign whose people and collectives are scored: two criteria, 60 and 40."""

from decimal import Decimal
from typing import Any

from campaigns import criteria, scoring
from campaigns.models import Campaign, CriteriaSet, ScoreSheet
from campaigns.scoring import Given

INDIVIDUAL, COLLECTIVE = CriteriaSet.Subject


def make_criteria(
    campaign: Campaign, subject=INDIVIDUAL, weights=(60, 40), *, in_use=True, **fields: Any
) -> CriteriaSet:
    made = CriteriaSet.objects.create(campaign=campaign, subject=subject, **fields)
    for number, weight in enumerate(weights, start=1):
        made.criteria.create(number=number, name=f"Tiêu chí số {number}", weight=Decimal(weight))
    if in_use:
        criteria.put_to_use(made, by=None)
    return made


def marks(used: CriteriaSet, *points: Any) -> dict[int, Given]:
    given = (None if one is None else Decimal(str(one)) for one in points)
    return {one.pk: Given(number) for one, number in zip(used.criteria.all(), given, strict=True)}


def self_scored(used: CriteriaSet, owner: Any, *points: Any, by: Any = None) -> ScoreSheet:
    """Sent, unless a box is empty."""
    by = by or owner.user
    sheet = scoring.save_self(used, owner, marks(used, *points), by=by)
    if None not in points:
        scoring.send(sheet, by=by)
    return sheet


def scored_by(sheet: ScoreSheet, person: Any, *points: Any) -> None:
    scoring.send_marks(sheet, marks(sheet.criteria_set, *points), by=person.user)


def boxes(used: CriteriaSet, *points: str, **more: str) -> dict[str, str]:
    """As a form posts them."""
    keys = used.criteria.values_list("pk", flat=True)
    typed = {f"points_{key}": text for key, text in zip(keys, points, strict=True)}
    return typed | {f"note_{key}": "" for key in keys} | {f"reason_{key}": "" for key in keys} | more
