"""From the draft of a plan to the launch, and what may still change afterwards.

What the launch is refused for, the checker says (`campaigns/plan_check/`); after it the plan's dates and names change
by `adjust` alone, its words by an amended plan (`campaigns/amending_plan.py`).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from campaigns import plan_numbers
from campaigns.models import Campaign, Movement, Phase
from campaigns.plan_check import PlanFinding
from campaigns.plan_facts import blocking_of
from thidua import clock
from thidua.audit import audit, history_of
from thidua.models import AuditEntry
from thidua.vietnamese import clean_line, lower_first, upper_first, vdate
from thidua.workflow import Move, acting_on, move, refuse, why_not_move

DRAFT, LAUNCHED, CONCLUDED, CANCELLED = Campaign.Status
SUMMING_UP = timedelta(days=31)  # so long before its last day the report on the year is begun

MOVES = {
    "launch": Move(frozenset({DRAFT}), LAUNCHED, "phát động"),
    # The floor above moves it (awards/concluding.py): it knows the report on the year and the decisions.
    "conclude": Move(frozenset({LAUNCHED}), CONCLUDED, "kết thúc"),
    "cancel": Move(frozenset({DRAFT, LAUNCHED}), CANCELLED, "hủy"),
}

DEADLINES = ("unit_plans_due_on", "registration_due_on", "nominations_due_on")


# --- moves


def why_not_edit(campaign: Campaign) -> str:
    """The plan's words and dates are open only while it is a draft that was not issued."""
    if campaign.status == DRAFT:
        return _why_not_issued(campaign)
    if campaign.status == LAUNCHED:
        return (
            "Kế hoạch đã phát động nên không sửa được nữa; "
            "thời hạn và tên phong trào thì đổi ở trang Điều chỉnh, có ghi lý do."
        )
    return f"Phong trào ở bước “{campaign.get_status_display()}” nên kế hoạch không sửa được; lập kế hoạch mới nếu cần."


def _why_not_issued(campaign: Campaign) -> str:
    paper = plan_numbers.issued(campaign)
    if paper is None:
        return ""
    return (
        f"Kế hoạch đã ban hành số {paper} nên không sửa được nữa; phát động, rồi lập kế hoạch sửa đổi, bổ sung nếu cần."
    )


def why_not_issue(campaign: Campaign, findings: list[PlanFinding] | None = None) -> str:
    """Whether the plan may get its number and date now; `findings`, where the caller has asked the checker already."""
    if campaign.status == CANCELLED:
        return "Phong trào đã hủy nên không ban hành kế hoạch."
    if sentence := plan_numbers.why_not_number(campaign):
        return sentence
    asked = blocking_of(campaign) if findings is None else findings
    blocking = [finding for finding in asked if finding.blocking]
    if not blocking:
        return ""
    return f"Chưa ban hành được vì kế hoạch còn {len(blocking)} điểm phải sửa, trước hết: {blocking[0].sentence}"


def is_ending(campaign: Campaign) -> bool:
    """Whether the year's work may be summed up: in the last month, and afterwards."""
    return campaign.status == CONCLUDED or (
        campaign.status == LAUNCHED and clock.today() >= campaign.ends_on - SUMMING_UP
    )


def why_not_launch(campaign: Campaign, findings: list[PlanFinding] | None = None) -> str:
    """`findings`, where the caller has asked the checker already."""
    if sentence := why_not_move(campaign, MOVES, "launch"):
        return sentence
    asked = blocking_of(campaign) if findings is None else findings
    blocking = [finding for finding in asked if finding.blocking]
    if not blocking:
        return ""
    return f"Chưa phát động được vì kế hoạch còn {len(blocking)} điểm phải sửa, trước hết: {blocking[0].sentence}"


def launch(campaign: Campaign, *, by: Any) -> None:
    with acting_on(campaign) as c:
        refuse(why_not_launch(c))
        move(c, MOVES, "launch", by=by, launched_on=clock.today())


def why_not_cancel(campaign: Campaign) -> str:
    return why_not_move(campaign, MOVES, "cancel")


def cancel(campaign: Campaign, *, reason: str, by: Any) -> None:
    with acting_on(campaign) as c:
        refuse(why_not_cancel(c) or _why_no_reason(reason, "hủy phong trào"))
        move(c, MOVES, "cancel", by=by, reason=reason)


# --- adjustments after the launch


@dataclass(frozen=True)
class Adjustable:
    """One thing of a launched plan that may change: `field` is its key in addresses and in the audit trail."""

    field: str
    label: str
    value: Any
    row: Campaign | Phase | Movement
    attribute: str

    @property
    def is_date(self) -> bool:
        return self.attribute != "name"


def adjustables(campaign: Campaign) -> list[Adjustable]:
    """Deadlines of the campaign and its phases, names of movements; in the order of the page."""
    found = []
    for name in DEADLINES:
        label = str(Campaign._meta.get_field(name).verbose_name)
        found.append(Adjustable(name, upper_first(label), getattr(campaign, name), campaign, name))
    for phase in campaign.phases.all():
        label = f"Hạn tự đánh giá {phase}"
        found.append(Adjustable(f"phase-{phase.pk}", label, phase.evaluation_due_on, phase, "evaluation_due_on"))
    for movement in campaign.movements.all():
        label = f"Tên phong trào {movement.number}, {_small(movement.get_launched_by_display())}"
        found.append(Adjustable(f"movement-{movement.pk}", label, movement.name, movement, "name"))
    return found


def adjustable(campaign: Campaign, field: str) -> Adjustable | None:
    return next((item for item in adjustables(campaign) if item.field == field), None)


def why_not_adjust(campaign: Campaign) -> str:
    if campaign.status == LAUNCHED:
        return ""
    if campaign.status == DRAFT:
        return "Kế hoạch còn là bản thảo nên chưa cần điều chỉnh; sửa thẳng trong kế hoạch."
    return f"Phong trào ở bước “{campaign.get_status_display()}” nên không điều chỉnh được; lập kế hoạch mới nếu cần."


def why_not_adjust_to(campaign: Campaign, item: Adjustable, value: Any) -> str:
    """Whether the new value makes sense; the form asks the same."""
    if not value:
        return f"{item.label} không được để trống; nhập giá trị mới."
    if value == item.value:
        return f"{item.label} mới giống hiện tại; nhập giá trị khác."
    if not item.is_date:
        return ""
    last = None if item.attribute == "nominations_due_on" else campaign.ends_on
    if item.attribute == "evaluation_due_on" and item.row.reviewed_on:
        return f"{item.row} đã sơ kết ngày {vdate(item.row.reviewed_on)} nên hạn tự đánh giá giữ nguyên."
    if item.attribute == "evaluation_due_on":
        return _why_not_between(item, value, item.row.starts_on, None)
    return _why_not_between(item, value, campaign.starts_on, last)


def adjust(campaign: Campaign, field: str, value: Any, *, reason: str, by: Any) -> None:
    """Change one deadline or a movement's name; the reason stands on the campaign's page."""
    with acting_on(campaign) as c:
        refuse(why_not_adjust(c))
        item = adjustable(c, field)
        if item is None:
            raise LookupError(field)
        value = value if item.is_date else clean_line(value)
        refuse(why_not_adjust_to(c, item, value) or _why_no_reason(reason, "điều chỉnh"))
        setattr(item.row, item.attribute, value)
        item.row.save(update_fields=[item.attribute])
        audit(c, "adjust", by=by, before={field: item.value}, after={field: value}, reason=reason.strip())


@dataclass(frozen=True)
class Adjustment:
    """One điều chỉnh as the page shows it."""

    label: str
    before: Any
    after: Any
    reason: str
    actor: str
    at: Any

    @property
    def before_text(self) -> str:
        return _shown(self.before)

    @property
    def after_text(self) -> str:
        return _shown(self.after)


def adjustments(campaign: Campaign) -> list[Adjustment]:
    """What was adjusted since the launch, newest first."""
    items = {item.field: item for item in adjustables(campaign)}
    return [
        Adjustment(
            items[field].label,
            _read(items[field], entry.before.get(field)),
            _read(items[field], value),
            entry.reason,
            entry.actor_name,
            entry.at,
        )
        for entry in _adjust_entries(campaign)
        for field, value in entry.after.items()
        if field in items
    ]


def _adjust_entries(campaign: Campaign) -> list[AuditEntry]:
    return list(history_of(campaign).filter(verb="campaign.adjust"))


def _shown(value: Any) -> str:
    return vdate(value) if isinstance(value, date) else f"“{value}”" if value else ""


def _read(item: Adjustable, stored: str | None) -> Any:
    return date.fromisoformat(stored) if item.is_date and stored else stored


def _why_not_between(item: Adjustable, value: date, first: date | None, last: date | None) -> str:
    if first and value < first:
        return f"{item.label} phải từ {vdate(first)} trở đi; nhập ngày khác."
    if last and value > last:
        return f"{item.label} không được sau {vdate(last)}; nhập ngày khác."
    return ""


def _why_no_reason(reason: str, act: str) -> str:
    return "" if reason.strip() else f"Chưa có lý do {act}; ghi lý do rồi làm lại."


def _small(words: str) -> str:
    """Inside a sentence only the first letter is made small: “tỉnh phát động”, but “Thủ tướng” stays."""
    return words if words.startswith("Thủ tướng") else lower_first(words)
