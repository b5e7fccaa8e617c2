"""From a closed bình xét to the dossiers of those whom the unit proposes; each still to be looked at and submitted."""

from dataclasses import dataclass
from typing import Any

from awards import drafting
from awards.documents.reported import results_line
from awards.models import Nomination, UnitReview, UnitReviewCase
from awards.permissions import collectives_nominated_by, people_nominated_by
from awards.unit_reviews import Dossiers, cases_of, dossiers_of, votes_line
from campaigns.models import Pledge
from campaigns.promises import PROMISED
from campaigns.roles import endorser_name
from thidua.audit import audit
from thidua.workflow import Refused, acting_on, refuse


@dataclass(frozen=True)
class Outcome:
    """What one press of the button did: the dossiers begun, and why others were not, in sentences."""

    made: list[Nomination]
    skipped: list[str]


def waiting_of(review: UnitReview, dossiers: Dossiers | None = None) -> list[UnitReviewCase]:
    """Proposed and without a dossier, in the catalogue's order: what others rest on comes first."""
    dossiers = dossiers_of(review) if dossiers is None else dossiers
    cases = [case for case in cases_of(review) if case.proposed and case.subject not in dossiers]
    return sorted(cases, key=lambda case: (case.award.order, case.pk))


def mine_of(cases: list[UnitReviewCase], user: Any) -> list[UnitReviewCase]:
    """Those whose dossier this user writes: a head the people's and the unit's, the rector the head's own."""
    people = {case.staff_member_id for case in cases if case.staff_member_id}
    people = set(people_nominated_by(user).filter(pk__in=people).values_list("pk", flat=True)) if people else set()
    units = set(collectives_nominated_by(user).values_list("pk", flat=True))
    return [case for case in cases if case.staff_member_id in people or case.department_id in units]


def why_not_nominate(review: UnitReview, waiting: list[UnitReviewCase], mine: list[UnitReviewCase]) -> str:
    """`waiting`: the cases without a dossier; `mine`: those of them that this user may begin one for."""
    if review.is_open:
        return "Bình xét chưa kết thúc nên chưa lập hồ sơ được; kết thúc bình xét trước."
    if refused := drafting.why_not_begin(review.campaign):
        return refused
    if not mine and not review.cases.filter(proposed=True).exists():
        return "Cuộc họp không đề nghị trường hợp nào nên không có hồ sơ để lập."
    if not mine:
        others = " ".join(_left_to_others(case) for case in waiting[:3])
        return others or "Mọi trường hợp được đề nghị đều đã có hồ sơ."
    return ""


def nominate(review: UnitReview, *, by: Any) -> Outcome:
    """Begin the dossiers of all whom the unit proposed and this user nominates; those that exist are left alone."""
    made, skipped = [], []
    with acting_on(review, "campaign", "department", "phase"):
        waiting = waiting_of(review)
        mine = mine_of(waiting, by)
        refuse(why_not_nominate(review, waiting, mine))
        told = _results_of(review)
        for case in mine:
            try:
                made.append(_begun(review, case, told.get(case.subject[:2], ""), by))
            except Refused as refused:
                skipped.append(str(refused))
        skipped += [_left_to_others(case) for case in waiting if case not in mine]
        audit(review, "nominate", by=by, after={"made": [str(one) for one in made], "skipped": skipped})
    return Outcome(made, skipped)


def _begun(review: UnitReview, case: UnitReviewCase, results: str, by: Any) -> Nomination:
    case.review = review
    return drafting.draft(
        review.campaign,
        candidate=case.candidate,
        award=case.award,
        occasion=review.occasion,
        phase=review.phase,
        grounds="\n".join(filter(None, [results, votes_line(case)])),
        by=by,
    )


def author_of(case: UnitReviewCase) -> str:
    """Who begins the dossier, in words: a person's endorser, a collective's head."""
    if case.is_collective:
        return f"người đứng đầu {case.candidate}"
    return endorser_name(case.staff_member, case.review.department)


def _left_to_others(case: UnitReviewCase) -> str:
    who = case.candidate if case.is_collective else f"đồng chí {case.candidate}"
    return f"Hồ sơ {case.award.short_name} của {who} do {author_of(case)} lập."


def _results_of(review: UnitReview) -> dict[tuple[int | None, int | None], str]:
    """Of everybody the unit voted on what they promised and what came of it, in one line."""
    people = review.cases.exclude(staff_member=None).values("staff_member")
    pledges = Pledge.objects.filter(campaign=review.campaign_id, status__in=PROMISED).prefetch_related("targets")
    found = [*pledges.filter(staff_member__in=people), *pledges.filter(department=review.department_id)]
    return {(one.staff_member_id, one.department_id): results_line(list(one.targets.all())) for one in found}
