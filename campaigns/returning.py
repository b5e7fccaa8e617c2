"""Somebody who had left comes back: the time between is kept, the first day at work stays."""

from datetime import date, timedelta
from typing import Any

from campaigns.models import ServiceBreak, StaffMember
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import vdate
from thidua.workflow import acting_on, refuse


def why_not_come_back(person: StaffMember) -> str:
    if person.left_on is None:
        return "Đồng chí đang làm việc; chỉ ghi trở lại cho người đã thôi việc."
    return ""


def come_back(person: StaffMember, *, on: date, reason: str, by: Any) -> None:
    """`on`: the first day at work again; the day they had left and the days between stay on record."""
    with acting_on(person):
        refuse(why_not_come_back(person))
        left_on = person.left_on
        if on <= left_on:
            refuse(f"Đồng chí thôi việc ngày {vdate(left_on)}; nhập ngày trở lại sau ngày đó.")
        if on > clock.today():
            refuse(f"Ngày {vdate(on)} chưa đến; ghi trở lại làm việc từ ngày đó.")
        if not reason.strip():
            refuse("Ghi lý do, văn bản trở lại làm việc.")
        # Back the very next day, nothing lies between.
        if on > left_on + timedelta(days=1):
            ServiceBreak.objects.create(
                staff_member=person,
                starts_on=left_on + timedelta(days=1),
                ends_on=on - timedelta(days=1),
                reason=reason.strip(),
            )
        person.left_on = None
        person.save(update_fields=["left_on"])
        audit(person, "come_back", by=by, before={"left_on": left_on}, after={"on": on}, reason=reason.strip())
