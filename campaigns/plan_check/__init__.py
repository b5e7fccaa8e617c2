"""The plan checker: a plan as data in, findings out. What blocks the launch first; the rest is advice."""

from campaigns.plan_check.bases import check_bases
from campaigns.plan_check.bygone import check_bygone
from campaigns.plan_check.dates import check_dates
from campaigns.plan_check.days import check_days
from campaigns.plan_check.deadlines import check_deadlines
from campaigns.plan_check.finding import Added, Change, Correction, PlanFinding
from campaigns.plan_check.gaps import check_gaps
from campaigns.plan_check.plan import Day, Deadline, Item, Law, Phase, Place, Plan, Text
from campaigns.plan_check.wording import check_wording
from campaigns.plan_check.years import check_years

CHECKS = (
    check_gaps,
    check_dates,
    check_deadlines,
    check_days,
    check_bases,
    check_years,
    check_bygone,
    check_wording,
)


def check(plan: Plan) -> list[PlanFinding]:
    """Blocking findings first, each group in the order of the plan."""
    found = [finding for part in CHECKS for finding in part(plan)]
    return sorted(found, key=lambda finding: not finding.blocking)


__all__ = [
    "Added",
    "Change",
    "Correction",
    "Day",
    "Deadline",
    "Item",
    "Law",
    "Phase",
    "Place",
    "Plan",
    "PlanFinding",
    "Text",
    "check",
]
