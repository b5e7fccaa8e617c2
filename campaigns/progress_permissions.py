"""Who reads of promises on their way: figures of the school for its council too, people's words for fewer."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from campaigns.models import CheckIn, Department, Pledge, Posting
from campaigns.permissions import departments_whose_registration_is_seen_by, pledges_owned_by, pledges_visible_to
from campaigns.promises import PROMISED
from campaigns.roles import headed, headed_departments, is_clerk, staff_of
from thidua import clock

# Asked of a user: do they read the school's figures, as its council does? The floor with the council adds its answer.
_readers: list[Callable[[Any], bool]] = []


def register_reader(reader: Callable[[Any], bool]) -> None:
    if reader not in _readers:
        _readers.append(reader)


def departments_whose_progress_is_seen_by(user: Any) -> QuerySet[Department]:
    """Figures, and who has said nothing yet: all units for clerk, rector and council, the own for a head."""
    if any(reader(user) for reader in _readers):
        return Department.objects.all()
    return departments_whose_registration_is_seen_by(user)


def pages_of(user: Any) -> dict[str, bool]:
    """Which pages of a đợt are offered to the user; asks nothing that the menu has not asked already."""
    leads = is_clerk(user) or bool(headed(user))
    council = any(reader(user) for reader in _readers)
    return {"units": leads or council, "results": staff_of(user) is not None, "evaluations": leads}


def promises_seen_by(user: Any) -> QuerySet[Pledge]:
    """Pledges whose words on the way the user reads: as the pledge itself; and the new unit's head after a move."""
    promised = Pledge.objects.filter(status__in=PROMISED)
    if is_clerk(user):
        return promised
    today = Posting.objects.on(clock.today()).filter(is_main=True, department__in=headed_departments(user))
    theirs = Q(pk__in=pledges_visible_to(user).values("pk")) | Q(staff_member__in=today.values("staff_member"))
    return promised.filter(theirs)


def check_ins_owned_by(user: Any) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(target__pledge__in=pledges_owned_by(user))


def check_ins_seen_by(user: Any) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(target__pledge__in=promises_seen_by(user))
