"""What the floor below asks of the initiative council (campaigns/heard.py): what is on a table, and what was said."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from awards import hearing_room
from awards.models import CouncilSession, Hearing
from campaigns import heard
from campaigns.heard import Verdict
from campaigns.models import Initiative
from thidua.vietnamese import upper_first, vdate

ENDED = (CouncilSession.Status.CLOSED, CouncilSession.Status.ADJOURNED)


def why_held(initiative: Initiative, act: str) -> str:
    """On the table of a session to come or under way; words and authors stand still only once scoring has begun."""
    found = (
        Hearing.objects.filter(initiative=initiative, session__status__in=CouncilSession.LIVE)
        .select_related("session")
        .first()
    )
    if found is None:
        return _why_broken_off(initiative)
    begun = found.status == Hearing.Status.OPEN or found.sheets.exists()
    if act == heard.EDIT and not begun:
        return ""
    day = vdate(timezone.localdate(found.session.held_at))
    if found.status == Hearing.Status.TABLED:
        return (
            f"Sáng kiến đang có trong chương trình phiên họp Hội đồng sáng kiến ngày {day}; "
            "Thường trực Hội đồng đưa ra khỏi phiên họp trước."
        )
    return f"Hội đồng sáng kiến đang xét sáng kiến này ở phiên họp ngày {day}; đợi phiên họp kết thúc."


def _why_broken_off(initiative: Initiative) -> str:
    """Sheets of a session that was adjourned wait for the one that continues it: they are about these words."""
    found = hearing_room.broken_off().filter(initiative=initiative).select_related("session").first()
    if found is None:
        return ""
    day = vdate(timezone.localdate(found.session.held_at))
    return f"Hội đồng sáng kiến đang chấm dở sáng kiến này ở phiên họp ngày {day} đã hoãn; đợi phiên họp tiếp."


def last_of(initiative: Initiative) -> Hearing | None:
    """The last counted hearing in a session that has ended."""
    counted = Hearing.objects.filter(initiative=initiative, status__in=Hearing.COUNTED, session__status__in=ENDED)
    return counted.select_related("session__minutes__series").order_by("-session__ended_at", "-pk").first()


def verdict_of(initiative: Initiative) -> Verdict | None:
    hearing = last_of(initiative)
    if hearing is None:
        return None
    minutes = hearing.session.minutes
    recommended = hearing.status == Hearing.Status.RECOMMENDED
    words = f"{upper_first(hearing_room.why_not_passed(hearing))}." if not recommended else ""
    return Verdict(
        recommended=recommended,
        words=words,
        number=minutes.full_number if minutes else "",
        date=minutes.date if minutes else None,
        url=hearing.get_absolute_url(),
    )


def days_of(initiatives: Collection[int]) -> dict[int, date]:
    """Initiative → the day of the last ended session that counted it."""
    counted = Hearing.objects.filter(initiative__in=initiatives, status__in=Hearing.COUNTED, session__status__in=ENDED)
    rows = counted.order_by("session__ended_at", "pk").values_list("initiative_id", "session__convened_at")
    return {pk: timezone.localdate(at) for pk, at in rows if at}
