"""A campaign is concluded by the clerk: its đợt reviewed, its report issued, no decision left in draft.

Afterwards nothing more is promised, reported or assessed in it; its awards may still be decided, printed, revoked.
"""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from awards.issued_papers import papers_issued_of
from awards.models import Decision
from campaigns import planning
from campaigns.models import Campaign, Phase
from thidua.models import IssuedDocument
from thidua.vietnamese import vdate
from thidua.workflow import acting_on, move, refuse, why_not_move

REPORT = "summary-report"


def report_of(campaign: Campaign) -> IssuedDocument | None:
    """The report on the year in force."""
    return papers_issued_of(REPORT, [campaign.pk]).get(campaign.pk)


def unreviewed(campaign: Campaign) -> list[Phase]:
    return list(campaign.phases.filter(reviewed_on__isnull=True))


def drafts_of(campaign: Campaign) -> int:
    """Decisions of it that are still drafts."""
    return Decision.objects.filter(campaign=campaign, status=Decision.Status.DRAFT).count()


def with_drafts(campaigns: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """With `drafts`, the same number."""
    drafts = Decision.objects.filter(campaign=OuterRef("pk"), status=Decision.Status.DRAFT).order_by()
    counted = drafts.values("campaign").annotate(number=Count("pk")).values("number")
    return campaigns.annotate(drafts=Coalesce(Subquery(counted), 0))


def why_not_conclude(campaign: Campaign, *, is_reported: bool | None = None, drafts: int | None = None) -> str:
    """What stands in the way whatever reason is given; `is_reported`, `drafts`: where the caller has asked already."""
    if sentence := why_not_move(campaign, planning.MOVES, "conclude"):
        return sentence
    if not planning.is_ending(campaign):
        return f"Chưa kết thúc được vì {campaign} còn đến hết ngày {vdate(campaign.ends_on)}."
    if drafts := drafts_of(campaign) if drafts is None else drafts:
        return f"Chưa kết thúc được vì còn {drafts} dự thảo quyết định; ban hành hoặc xóa dự thảo trước."
    if not (report_of(campaign) is not None if is_reported is None else is_reported):
        return "Chưa kết thúc được vì báo cáo tổng kết chưa ban hành; soạn, ban hành báo cáo trước."
    return ""


def why_not_without_reason(phases: list[Phase], reason: str) -> str:
    if not phases or reason.strip():
        return ""
    names = ", ".join(str(phase) for phase in phases)
    return f"{names} chưa sơ kết; sơ kết trước, hoặc ghi lý do kết thúc phong trào mà không sơ kết."


def conclude(campaign: Campaign, *, reason: str = "", by: Any) -> None:
    """`reason`: why some đợt was never reviewed, where one was not."""
    with acting_on(campaign):
        refuse(why_not_conclude(campaign) or why_not_without_reason(unreviewed(campaign), reason))
        move(campaign, planning.MOVES, "conclude", by=by, reason=reason.strip())
