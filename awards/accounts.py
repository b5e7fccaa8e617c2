"""While a council is sitting, nobody touches a member's account: who can set a password could vote in their place."""

from django.utils import timezone

from awards.models import CouncilSession, Seat
from campaigns.models import StaffMember

PLANNED, CONVENED = CouncilSession.Status.PLANNED, CouncilSession.Status.CONVENED


def why_not_while_sitting(person: StaffMember, lock: bool) -> str:
    """Registered with thidua/accounts.py. With `lock`, a session that is being convened waits for us, or we for it."""
    sessions = CouncilSession.objects.filter(
        council__in=Seat.objects.filter(staff_member=person).values("council"), status__in=CouncilSession.LIVE
    ).order_by("pk")
    if lock:
        sessions = sessions.select_for_update(no_key=True, of=("self",))
    if any(session.status == CONVENED and _sits(person, session) for session in sessions):
        return (
            f"Đồng chí {person} là thành viên Hội đồng đang họp nên tài khoản không đổi được; "
            "làm việc này sau khi phiên họp kết thúc."
        )
    return ""


def _sits(person: StaffMember, session: CouncilSession) -> bool:
    day = timezone.localdate(session.convened_at)
    return Seat.objects.filter(council=session.council_id, staff_member=person).filled_on(day).exists()
