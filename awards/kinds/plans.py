"""The plan and what amends it: issued by the desk with number and date, unless their number was typed in from paper."""

from awards.kinds.kind import Kind
from campaigns import amending_plan, planning
from campaigns.documents import plan, plan_amendment
from campaigns.models import Campaign, PlanAmendment

KINDS = {
    "plan": Kind(
        "Kế hoạch phát động",
        Campaign.objects.all,
        "year",
        plan.gather,
        series="plan",
        why_not_issue=planning.why_not_issue,
        once=True,
        dated=lambda row: row.plan_date,
    ),
    "plan-amendment": Kind(
        "Kế hoạch sửa đổi, bổ sung",
        PlanAmendment.objects.select_related("campaign").all,
        "campaign__year",
        plan_amendment.gather,
        series="plan",
        why_not_issue=amending_plan.why_not_issue,
        once=True,
        dated=lambda row: row.plan_date,
    ),
}
