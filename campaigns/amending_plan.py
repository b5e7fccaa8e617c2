"""A launched plan is changed by another plan with its own number and date: written, discarded, issued."""

from typing import Any

from campaigns import plan_numbers, planning
from campaigns.models import Campaign, PlanAmendment
from thidua.audit import audit
from thidua.vietnamese import lower_first
from thidua.workflow import acting_on, refuse


def why_not_begin(campaign: Campaign) -> str:
    """Only a launched plan is amended; a draft is simply written on."""
    if campaign.status == Campaign.Status.LAUNCHED:
        return ""
    if campaign.status == Campaign.Status.DRAFT:
        return "Kế hoạch còn là bản thảo nên sửa thẳng trong kế hoạch; kế hoạch sửa đổi chỉ lập sau khi phát động."
    return (
        f"Phong trào ở bước “{campaign.get_status_display()}” nên không sửa đổi kế hoạch được; "
        "lập kế hoạch mới nếu cần."
    )


def why_not_edit(amendment: PlanAmendment) -> str:
    if sentence := why_not_begin(amendment.campaign):
        return sentence
    paper = plan_numbers.issued(amendment)
    if paper is None:
        return ""
    return f"Kế hoạch sửa đổi đã ban hành số {paper} nên không sửa, không xóa được; lập kế hoạch sửa đổi khác nếu cần."


def why_not_issue(amendment: PlanAmendment) -> str:
    """It needs the plan it changes: that one's number stands in it."""
    if sentence := why_not_begin(amendment.campaign) or plan_numbers.why_not_number(amendment):
        return sentence
    if plan_numbers.number_of(amendment.campaign) is None:
        return "Kế hoạch ban đầu chưa có số, ngày nên chưa dẫn chiếu được; ban hành kế hoạch ban đầu trước."
    return ""


def proposed_title(campaign: Campaign) -> str:
    title = campaign.title.strip().rstrip(".")
    return f"Sửa đổi, bổ sung Kế hoạch {lower_first(title)}"[:300]


def proposed_changes(campaign: Campaign) -> str:
    """One line for each thing that was adjusted since the launch, the oldest first."""
    lines = []
    for change in reversed(planning.adjustments(campaign)):
        was = f"từ {change.before_text} " if change.before_text else ""
        lines.append(f"{change.label}: sửa đổi {was}thành {change.after_text}.")
    return "\n".join(lines)


def begin(campaign: Campaign, form: Any, *, by: Any) -> PlanAmendment:
    """`form`: a valid form of a new amendment."""
    with acting_on(campaign) as c:
        refuse(why_not_begin(c))
        form.instance.campaign = c
        amendment: PlanAmendment = form.save(by=by)
        return amendment


def write(amendment: PlanAmendment, form: Any, *, by: Any) -> None:
    """`form`: a valid form bound to this amendment; asked again under the lock of its campaign."""
    with acting_on(amendment.campaign):
        refuse(why_not_edit(amendment))
        form.save(by=by)


def discard(amendment: PlanAmendment, *, by: Any) -> None:
    with acting_on(amendment.campaign):
        refuse(why_not_edit(amendment))
        audit(amendment, "discard", by=by, before={"title": amendment.title})
        amendment.delete()
