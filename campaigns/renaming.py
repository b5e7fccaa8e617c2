"""A person takes another name: the old one is kept, what was issued or counted under it stays as it was."""

from datetime import date, timedelta
from typing import Any

from campaigns.models import FormerName, StaffMember
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import clean_line, vdate
from thidua.workflow import acting_on, refuse


def why_not_rename(person: StaffMember, full_name: str, since: date) -> str:
    if clean_line(full_name) == person.full_name:
        return f"Đồng chí đã mang họ tên “{person.full_name}”; nhập họ tên mới."
    if since > clock.today():
        return f"Ngày {vdate(since)} chưa đến; ghi họ tên mới từ ngày đó trở đi."
    last = person.former_names.first()
    if last and since <= last.until + timedelta(days=1):
        return f"Họ tên hiện nay dùng từ {vdate(last.until + timedelta(days=1))}; nhập ngày sau ngày đó."
    if person.birth_date and since <= person.birth_date:
        return f"Ngày đổi họ tên phải sau ngày sinh {vdate(person.birth_date)}."
    return ""


def rename(person: StaffMember, *, full_name: str, since: date, reason: str, by: Any) -> None:
    """`since`: the first day of the new name. Drafts and the account follow; what was issued does not."""
    with acting_on(person):
        refuse(why_not_rename(person, full_name, since))
        if not reason.strip():
            refuse("Ghi lý do đổi họ tên và văn bản kèm theo.")
        former = FormerName.objects.create(
            staff_member=person, full_name=person.full_name, until=since - timedelta(days=1), reason=reason.strip()
        )
        person.full_name = clean_line(full_name)
        person.save(update_fields=["full_name"])
        name_account(person)
        changed = {"full_name": person.full_name, "since": since}
        audit(person, "rename", by=by, before={"full_name": former.full_name}, after=changed, reason=reason.strip())


def name_account(person: StaffMember) -> None:
    """The account is shown under the person's name: the last word is the given name."""
    if person.user_id is None:
        return
    user = person.user
    family, _, given = person.full_name.rpartition(" ")
    user.last_name, user.first_name = family[:150], given[:150]
    user.save(update_fields=["last_name", "first_name"])
