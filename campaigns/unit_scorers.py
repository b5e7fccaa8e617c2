"""Whom a head asks to score the unit's people beside the head: may be nobody. Locks: the unit."""

from collections.abc import Collection
from typing import Any

from campaigns import points
from campaigns.models import Campaign, Department, StaffMember, UnitScorer
from campaigns.roles import active_people
from thidua.audit import audit
from thidua.workflow import acting_on, refuse


def named(campaign: Campaign, unit: Department) -> list[StaffMember]:
    """Those of them who still work in the unit."""
    return list(active_people(unit).filter(scorer_of__campaign=campaign, scorer_of__department=unit))


def why_not_name(campaign: Campaign) -> str:
    if campaign.status != Campaign.Status.LAUNCHED:
        return f"Chưa cử người chấm điểm được vì {campaign} đang ở bước “{campaign.get_status_display()}”."
    if not points.sets_in_use(campaign):
        return "Phong trào không áp dụng bảng tiêu chí chấm điểm nên không cần cử người chấm."
    return ""


def name(campaign: Campaign, unit: Department, people: Collection[StaffMember], *, by: Any) -> None:
    """These and nobody else; points that were sent stay."""
    with acting_on(unit):
        refuse(why_not_name(campaign))
        here = set(active_people(unit).values_list("pk", flat=True))
        wanted = {person.pk for person in people}
        refuse("" if wanted <= here else f"Chỉ cử người đang công tác ở {unit}; tải lại trang rồi chọn.")
        rows = UnitScorer.objects.filter(campaign=campaign, department=unit)
        before = set(rows.values_list("staff_member", flat=True))
        rows.exclude(staff_member__in=wanted).delete()
        UnitScorer.objects.bulk_create(
            UnitScorer(campaign=campaign, department=unit, staff_member_id=pk) for pk in sorted(wanted - before)
        )
        if wanted != before:
            told = {"year": campaign.year, "people": sorted(str(person) for person in people)}
            audit(unit, "name_scorers", by=by, before={"people": len(before)}, after=told)
