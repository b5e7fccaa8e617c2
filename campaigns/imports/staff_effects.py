"""What a changed row of a person does beside itself: the leaving day ends an account, the name is the account's too."""

from typing import Any

from campaigns import leaving, renaming
from campaigns.imports.staff_check import Writes
from campaigns.imports.subjects import chunks
from campaigns.models import StaffMember
from thidua.workflow import refuse


def why_not(values: dict[str, Any], before: dict[str, Any] | None, *, lock: bool = False) -> str:
    """Why the row's leaving day may not be written; "" for a new person and for a day that stays."""
    if before is None or values["left_on"] == before["left_on"]:
        return ""
    person = StaffMember(pk=before["pk"], code=before["code"], full_name=before["full_name"])
    return leaving.why_not_leave(person, values["left_on"], lock=lock)


def leave(writes: Writes) -> None:
    """Asked again while everything is locked: a session may have been convened since the preview. Raises Refused."""
    for values, before in writes.people.values():
        refuse(why_not(values, before, lock=True))


def name_accounts(writes: Writes) -> None:
    """Accounts are shown under the names that people now have."""
    renamed = [b["pk"] for now, b in writes.people.values() if b and now["full_name"] != b["full_name"]]
    for chunk in chunks(renamed):
        for person in StaffMember.objects.filter(pk__in=chunk, user__isnull=False).select_related("user"):
            renaming.name_account(person)
