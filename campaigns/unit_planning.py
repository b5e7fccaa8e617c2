"""Units' own plans: written or uploaded, sent by the unit's head, opened again by the clerk (kế hoạch, phần III.5)."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from campaigns.models import Campaign, Department, PlanItem, Posting, UnitPlan
from campaigns.roles import leading_postings
from thidua import clock
from thidua.audit import audit
from thidua.models import Attachment
from thidua.vietnamese import search_key, vdate
from thidua.workflow import Move, acting_on, move, refuse, why_not_move

DRAFT, SENT = UnitPlan.Status
MOVES = {
    "send": Move(frozenset({DRAFT}), SENT, "nộp"),
    "take_back": Move(frozenset({SENT}), DRAFT, "lấy lại"),
    "reopen": Move(frozenset({SENT}), DRAFT, "mở lại"),
}
# The plan of the school asks it of faculties and offices; the board and the school itself write none.
PLANNING = (Department.Kind.FACULTY, Department.Kind.OFFICE)
# Whom a paragraph of the school's plan speaks to when it names no unit.
ALL_UNITS = ("khoa, phong", "cac don vi", "moi don vi", "tung don vi", "cac khoa", "cac phong")


def planning_units() -> QuerySet[Department]:
    return Department.objects.active(clock.today()).filter(kind__in=PLANNING)


def may_remind(campaign: Campaign) -> bool:
    """Whether units are written to about their plans: of the campaign that runs, once it asks for them."""
    if (campaign.kind, campaign.status) != (Campaign.Kind.YEARLY, Campaign.Status.LAUNCHED):
        return False
    later = Campaign.objects.filter(kind=campaign.kind, status=campaign.status, year__gt=campaign.year)
    return campaign.unit_plans_due_on is not None and not later.exists()


def plan_of(campaign: Campaign, department: Department) -> UnitPlan:
    """The unit's plan, made when there is none; for whoever writes it."""
    return UnitPlan.objects.get_or_create(campaign=campaign, department=department)[0]


def stored(campaign: Campaign, department: Department) -> UnitPlan:
    """For looking at: not made when there is none."""
    plan = UnitPlan.objects.filter(campaign=campaign, department=department).select_related("file", "sent_by").first()
    plan = plan or UnitPlan()
    plan.campaign, plan.department = campaign, department
    return plan


def asked_of(campaign: Campaign, department: Department) -> list[PlanItem]:
    """Paragraphs on organisation that name the unit or speak to all units."""
    names = {search_key(name) for name in (department.name, department.short_name) if name.strip()}
    items = campaign.plan_items.filter(part=PlanItem.Part.ORGANISATION).order_by("number")
    return [item for item in items if any(words in search_key(item.text) for words in (*ALL_UNITS, *names))]


def units_of(campaign: Campaign) -> QuerySet[Department]:
    """Units in the school's order with `head_name`, `has_leader`, and `found`, the plan in a list."""
    leading = leading_postings().filter(department=OuterRef("pk"))
    heads = Posting.objects.held(clock.today()).filter(department=OuterRef("pk"), is_head=True)
    plans = UnitPlan.objects.filter(campaign=campaign).select_related("sent_by", "file")
    return (
        planning_units()
        .annotate(
            has_leader=Exists(leading),
            head_name=heads.values("staff_member__full_name")[:1],
            is_sent=Exists(plans.filter(department=OuterRef("pk"), status=SENT)),
            is_late=Exists(plans.filter(department=OuterRef("pk"), status=SENT, is_late=True)),
        )
        .prefetch_related(Prefetch("plans", plans, to_attr="found"))
        .order_by("order", "code")
    )


def waiting_units(campaign: Campaign) -> QuerySet[Department]:
    """Units that have not sent their plan."""
    sent = UnitPlan.objects.filter(campaign=campaign, status=SENT, department=OuterRef("pk"))
    return planning_units().exclude(Exists(sent))


def days_left(campaign: Campaign) -> int:
    """Until the due date; 0 where it has passed or there is none."""
    due_on = campaign.unit_plans_due_on
    return max((due_on - clock.today()).days, 0) if due_on else 0


def is_past(campaign: Campaign) -> bool:
    return campaign.unit_plans_due_on is not None and campaign.unit_plans_due_on < clock.today()


# --- the unit


def why_not_write(plan: UnitPlan) -> str:
    if sentence := _why_not_now(plan):
        return sentence
    if plan.status == SENT:
        return "Kế hoạch đã nộp nên không sửa được; lấy lại trong hạn, hoặc đề nghị Thường trực Hội đồng mở lại."
    return ""


def _why_not_now(plan: UnitPlan) -> str:
    if plan.department.kind not in PLANNING:
        return f"{plan.department} không phải khoa, phòng nên không lập kế hoạch riêng."
    if plan.campaign.status != Campaign.Status.LAUNCHED:
        return f"Chưa làm được vì {plan.campaign} không ở bước “Đã phát động”; chờ phát động."
    return ""


@contextlib.contextmanager
def writing(plan: UnitPlan) -> Iterator[UnitPlan]:
    """Under its lock, so that nothing is written on a plan that is being sent."""
    with acting_on(plan, "campaign", "department"):
        refuse(why_not_write(plan))
        yield plan


def write(plan: UnitPlan, *, text: str, by: Any) -> None:
    with writing(plan):
        if plan.text != text:
            before, plan.text = plan.text, text
            plan.save(update_fields=["text"])
            audit(plan, "write", by=by, before={"text": before}, after={"text": text})


def why_not_attach(plan: UnitPlan) -> str:
    if sentence := why_not_write(plan):
        return sentence
    return "Kế hoạch đã có tệp; bỏ tệp cũ rồi thêm tệp mới." if plan.file_id else ""


def attach(plan: UnitPlan, attachment: Attachment, *, by: Any) -> None:
    with acting_on(plan, "campaign", "department"):
        refuse(why_not_attach(plan))
        plan.file = attachment
        plan.save(update_fields=["file"])
        audit(plan, "attach", by=by, after={"file": attachment.original_name})


def detach(plan: UnitPlan, *, by: Any) -> None:
    """The file leaves the plan; it stays stored, as the trail names it."""
    with writing(plan):
        if plan.file is None:
            refuse("Kế hoạch không còn tệp nào; tải lại trang để xem.")
        name, plan.file = plan.file.original_name, None
        plan.save(update_fields=["file"])
        audit(plan, "detach", by=by, before={"file": name})


def why_not_send(plan: UnitPlan) -> str:
    if sentence := why_not_move(plan, MOVES, "send") or _why_not_now(plan):
        return sentence
    if not plan.text.strip() and not plan.file_id:
        return "Chưa nộp được vì kế hoạch chưa có nội dung; viết hoặc thêm tệp rồi nộp."
    return ""


def send(plan: UnitPlan, *, by: Any) -> None:
    """Late is what was first sent after the due date; opened again by the clerk, it is as late as it was."""
    with acting_on(plan, "campaign", "department"):
        refuse(why_not_send(plan))
        late = plan.is_late if plan.sent_at else is_past(plan.campaign)
        move(plan, MOVES, "send", by=by, sent_at=clock.now(), sent_by=by, is_late=late, reopen_reason="")


def why_not_take_back(plan: UnitPlan) -> str:
    if sentence := why_not_move(plan, MOVES, "take_back") or _why_not_now(plan):
        return sentence
    if is_past(plan.campaign):
        due_on = vdate(plan.campaign.unit_plans_due_on)
        return f"Đã quá hạn nộp {due_on} nên không lấy lại được; đề nghị Thường trực Hội đồng mở lại."
    return ""


def take_back(plan: UnitPlan, *, by: Any) -> None:
    """To go on writing, until the due date; what is sent again is sent then."""
    with acting_on(plan, "campaign", "department"):
        refuse(why_not_take_back(plan))
        move(plan, MOVES, "take_back", by=by, sent_at=None, sent_by=None)


# --- the clerk


def why_not_reopen(plan: UnitPlan) -> str:
    return why_not_move(plan, MOVES, "reopen") or _why_not_now(plan)


def reopen(plan: UnitPlan, *, reason: str, by: Any) -> None:
    if not reason.strip():
        refuse("Ghi lý do mở lại để đơn vị biết chỗ cần sửa.")
    with acting_on(plan, "campaign", "department"):
        refuse(why_not_reopen(plan))
        move(plan, MOVES, "reopen", by=by, reason=reason, reopen_reason=reason)
