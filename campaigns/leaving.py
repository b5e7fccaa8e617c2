"""The leaving day of a person: it ends the account and what they lead, so it is asked for wherever it is written."""

from datetime import date

from campaigns import acting
from campaigns.models import StaffMember
from thidua.accounts import why_not_now
from thidua.vietnamese import vdate


def why_not_leave(person: StaffMember, left_on: date | None, *, lock: bool = False) -> str:
    """ "" or why the day may not be written or changed now.

    A member does not leave while the council sits; who stands in for a head hands that back first. `lock` (inside a
    transaction): what was asked stays true until its end.
    """
    if why := why_not_now(person, lock=lock):
        return why
    task = acting.still_standing_in(person, left_on) if left_on else None
    if task is None:
        return ""
    return f"Đang phụ trách thay ở {task.department} đến {vdate(task.ends_on)}; kết thúc việc đó trước."
