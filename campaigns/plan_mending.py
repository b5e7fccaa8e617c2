"""The one-click corrections of a plan: what the checker proposes is done as it says, while the plan is a draft."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Model, QuerySet

from campaigns import planning
from campaigns.models import Anniversary, BudgetLine, Campaign, Movement, Phase, PhaseActivity, PlanItem, Target
from campaigns.plan_check import Added, Change, PlanFinding
from campaigns.plan_facts import findings_of
from thidua.audit import audit
from thidua.workflow import Refused, acting_on, refuse

# Tables of the checker: the model, and the path from it to its campaign.
TABLES: dict[str, tuple[type[Model], str]] = {
    "item": (PlanItem, "campaign"),
    "movement": (Movement, "campaign"),
    "phase": (Phase, "campaign"),
    "anniversary": (Anniversary, "phase__campaign"),
    "activity": (PhaseActivity, "phase__campaign"),
    "target": (Target, "campaign"),
    "budget": (BudgetLine, "campaign"),
}
ASIDE = 500  # numbers are moved out of the way first: a unique number admits no shift in place
GONE = "Điểm này không còn trong kế hoạch, hoặc kế hoạch vừa được sửa; xem lại danh sách kiểm tra."


def correct(campaign: Campaign, key: str, *, by: Any) -> str:
    """Do what the correction of this finding says; gives the words of what was done.

    The finding is looked for again under the lock: a plan changed meanwhile is not written over.
    """
    with acting_on(campaign) as c:
        refuse(planning.why_not_edit(c))
        finding = next((found for found in findings_of(c) if found.key == key), None)
        if finding is None or finding.correction is None:
            raise Refused(GONE)
        before = [_done(c, step) for step in finding.correction.changes]
        audit(c, "mend", by=by, before={"mended": before}, after={"mended": _after(finding)}, reason=finding.sentence)
        return f"{finding.correction.label}: {finding.correction.value}"


def _after(finding: PlanFinding) -> list[str]:
    assert finding.correction is not None
    return [
        str(step.value or "")
        if isinstance(step, Change)
        else str(dict(step.values).get("name", finding.correction.value))
        for step in finding.correction.changes
    ]


def _done(campaign: Campaign, step: Change | Added) -> str:
    """Write one step; gives what stood there before."""
    if isinstance(step, Added):
        _add(campaign, step)
        return ""
    row: Any = campaign if step.table == "campaign" else _rows(campaign, step.table).filter(pk=step.row).first()
    if row is None:
        raise Refused(GONE)
    before = str(getattr(row, step.field) or "")
    setattr(row, step.field, step.value)
    _checked(row, step.field.removesuffix("_id"))
    row.save(update_fields=[step.field])
    return before


def _rows(campaign: Campaign, table: str) -> QuerySet[Any]:
    model, path = TABLES[table]
    return model._base_manager.filter(**{path: campaign})


def _add(campaign: Campaign, step: Added) -> None:
    values: dict[str, Any] = dict(step.values)
    if step.table == "anniversary":
        phase = campaign.phases.get(pk=step.parent)
        Anniversary.objects.create(phase=phase, **values)
        return
    items = campaign.plan_items.filter(part=values["part"])
    items.update(number=F("number") + ASIDE)
    items.update(number=F("number") - ASIDE + 1)
    PlanItem.objects.create(campaign=campaign, number=1, **values)


def _checked(row: Model, field: str) -> None:
    """A corrected text may be longer than its column."""
    others = [one.name for one in row._meta.fields if one.name != field]
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        raise Refused(f"Chưa sửa nhanh được: {' '.join(error.messages)} Sửa bằng tay ở trang của phần đó.") from None
