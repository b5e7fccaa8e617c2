"""Who is married to or a near relative of whom among the staff: kept by the clerk, asked by the council's room."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from campaigns.models import Kinship, StaffMember
from thidua.audit import audit
from thidua.workflow import refuse


def kin_of(person: StaffMember) -> QuerySet[Kinship]:
    """Either may stand first."""
    rows = Kinship.objects.filter(Q(staff_member=person) | Q(relative=person))
    return rows.select_related("staff_member", "relative")


def why_not_relate(person: StaffMember, relative: StaffMember) -> str:
    if person == relative:
        return "Chọn người khác với chính người này."
    if kin_of(person).filter(Q(staff_member=relative) | Q(relative=relative)).exists():
        return f"Quan hệ của {person} và {relative} đã ghi; bỏ dòng cũ nếu ghi sai."
    return ""


def relate(person: StaffMember, *, relative: StaffMember, relation: str, by: Any) -> Kinship:
    """`relation`: what they are to each other, as the minutes would say it (“vợ chồng”, “chị em ruột”)."""
    with transaction.atomic():
        # Both, in one order: whoever writes the same two from the other side waits.
        list(StaffMember.objects.select_for_update().filter(pk__in=[person.pk, relative.pk]).order_by("pk"))
        refuse(why_not_relate(person, relative))
        kinship = Kinship.objects.create(staff_member=person, relative=relative, relation=relation.strip())
        audit(kinship, "relate", by=by, after={"relation": kinship.relation})
    return kinship


def unrelate(kinship: Kinship, *, by: Any) -> None:
    with transaction.atomic():
        audit(kinship, "unrelate", by=by, before={"relation": kinship.relation})
        kinship.delete()
