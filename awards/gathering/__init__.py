"""Facts about candidates, read from the records, and what the law book says to them.

What no record can say stays None. Shares and prerequisites count what is đã công nhận, được Hội đồng đề nghị,
đã thẩm định, and say which of the three they rest on.
"""

from contextlib import nullcontext
from typing import Any

from awards.eligibility import Facts, Report, RuleSet, assess, sets
from awards.eligibility.kinds import MovementLevel
from awards.gathering.collectives import gather_collective
from awards.gathering.people import Asked, gather_people
from awards.gathering.titles import NOT_PROPOSED, in_council, school_quota
from awards.models import EligibilityReport, Nomination, Occasion
from awards.parameters import rule_set_in_force, rule_set_of_the_day
from campaigns.models import Movement
from thidua import clock

__all__ = ["assess_now", "assess_under_the_next", "gather", "record_report", "rule_set_for"]

S = Nomination.Status
LAUNCHED_BY = {
    Movement.LaunchedBy.SCHOOL: MovementLevel.SCHOOL,
    Movement.LaunchedBy.PROVINCE: MovementLevel.PROVINCE,
    Movement.LaunchedBy.PRIME_MINISTER: MovementLevel.GOVERNMENT,
}


def rule_set_for(nomination: Nomination) -> RuleSet:
    """The set fixed when the dossier was received; before that, today's."""
    if nomination.rule_set and nomination.received_on:
        return rule_set_in_force(nomination.rule_set, nomination.received_on)
    return rule_set_of_the_day(clock.today())


def gather(nomination: Nomination, rule_set: RuleSet | None = None) -> Facts:
    """What the records know about the candidate today."""
    asked = Asked(
        nomination.year, clock.today(), nomination.campaign_id, rule_set or rule_set_for(nomination), nomination
    )
    if nomination.is_collective:
        found = gather_collective(nomination.department, nomination.award_id, asked)
    else:
        found = gather_people([nomination.staff_member_id], asked)[nomination.staff_member_id].for_award(
            nomination.award_id, asked
        )
    return Facts.from_dict(of_dossier(nomination) | found | _quota(nomination))


def of_dossier(nomination: Nomination) -> dict[str, Any]:
    movement = nomination.movement if nomination.occasion == Occasion.THEMATIC else None
    return {
        "achievement_year": nomination.year,
        "occasion": nomination.occasion,
        "movement_level": LAUNCHED_BY[movement.launched_by] if movement else None,
        # The endorser's or head's own word: they handed the dossier in.
        "conduct_confirmed": None if nomination.status in (S.DRAFT, S.RETURNED) else True,
    }


def _quota(nomination: Nomination) -> dict[str, Any]:
    """The quota is asked of CSTĐCS alone; the dossier itself counts, though it may still be a draft."""
    if nomination.award_id != "CSTDCS":
        return {}
    facts = school_quota(nomination.year)
    is_counted = nomination.told_status not in (*NOT_PROPOSED, S.WITHDRAWN, S.DECLINED)
    return facts | {"school_cstdcs": facts["school_cstdcs"] + (not is_counted)}


def assess_now(nomination: Nomination) -> Report:
    """The findings of this moment; nothing is stored."""
    return _assess(nomination)[1]


def assess_under_the_next(nomination: Nomination) -> Report | None:
    """Where a newer set took effect after the dossier was received and may be the more favourable one, what it says.

    Only from C1 to C2 is that reported (awards/eligibility/law_list.py, c1-to-c2); None otherwise.
    """
    if nomination.rule_set != "C1" or sets.pick(clock.today()) != "C2":
        return None
    newer = rule_set_of_the_day(clock.today())
    return assess(nomination.award_id, gather(nomination, newer), newer)


def record_report(nomination: Nomination, moment: str) -> EligibilityReport:
    """Store rule set, parameters, facts and findings of this moment; never edited afterwards."""
    with in_council() if moment == EligibilityReport.Moment.REVIEWED else nullcontext():
        facts, report = _assess(nomination)
    return EligibilityReport.objects.create(
        nomination=nomination,
        moment=moment,
        rule_set=report.rule_set_code,
        parameters=dict(report.parameters),
        facts=facts.to_dict(),
        findings=[finding.to_dict() for finding in report.findings],
        verdict=report.verdict.value,
        made_at=clock.now(),
    )


def _assess(nomination: Nomination) -> tuple[Facts, Report]:
    rule_set = rule_set_for(nomination)
    facts = gather(nomination, rule_set)
    return facts, assess(nomination.award_id, facts, rule_set)
