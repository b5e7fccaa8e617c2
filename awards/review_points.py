"""Points of those whom a unit considers, where the school scores: beside their case, and in the minutes."""

from collections.abc import Iterable

from awards.models import Nomination, Occasion, UnitReview, UnitReviewCase
from campaigns import points
from campaigns.models import CriteriaSet
from campaigns.points import Totals

Subject = tuple[int | None, int | None]
NOTHING = Totals(None, None)
INDIVIDUAL, COLLECTIVE = CriteriaSet.Subject


def points_of(review: UnitReview, cases: Iterable[UnitReviewCase]) -> dict[Subject, Totals]:
    """By candidate, of every case whose kind the school scores; empty where it does not, and of a meeting about a đợt.

    Points are the year's.
    """
    if review.occasion != Occasion.MERIT or not (sets := points.sets_in_use(review.campaign)):
        return {}
    scored = [one for one in cases if (COLLECTIVE if one.is_collective else INDIVIDUAL) in sets]
    people, units = {one.staff_member_id for one in scored}, {one.department_id for one in scored}
    found = points.totals_of(review.campaign, people - {None}, units - {None})
    return {one.subject[:2]: found.get(one.subject[:2], NOTHING) for one in scored}


def unsettled(review: UnitReview, cases: Iterable[UnitReviewCase]) -> str:
    """A sentence of those whose points are not settled; "" where all are, or none are asked for."""
    number = [totals.unit for totals in points_of(review, cases).values()].count(None)
    return f"{number} cá nhân, tập thể chưa có điểm đơn vị chấm đã chốt." if number else ""


def of_nomination(nomination: Nomination) -> Totals | None:
    """None: the school does not score the candidate, or a sheet was never sent."""
    if nomination.occasion != Occasion.MERIT:
        return None
    key = (nomination.staff_member_id, nomination.department_id)
    people, units = [one for one in key[:1] if one], [one for one in key[1:] if one]
    return points.totals_of(nomination.campaign, people, units).get(key)


def in_words(totals: Totals) -> str:
    """ "tự chấm 90, đơn vị chấm 88,5"; what was not given is said, as it is not 0."""
    own = "chưa tự chấm" if totals.own is None else f"tự chấm {points.shown(totals.own)}"
    unit = "đơn vị chưa chốt" if totals.unit is None else f"đơn vị chấm {points.shown(totals.unit)}"
    return f"{own}, {unit}"
