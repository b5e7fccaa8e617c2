"""Reminding the people who owe the self-assessment of a đợt: the clerk's, from the page of its sơ kết."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from campaigns.models import Campaign, Evaluation, Phase, Posting, Reminder, StaffMember
from campaigns.own_things import current_campaign
from campaigns.reminding import ASSESS, Done, State, record
from campaigns.roles import is_clerk, staff_of
from campaigns.taking_part import there_for
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import vdate
from thidua.workflow import acting_on, refuse

# So long before the last day, and so long after the campaign's, it stands on people's home page.
NOTICE = timedelta(days=30)


def why_not_remind(phase: Phase, by: Any) -> str:
    """Only of what stands on people's home page: the self-assessment of the campaign that runs, while it is due."""
    campaign, today = phase.campaign, clock.today()
    if campaign.kind != Campaign.Kind.YEARLY:
        return "Không nhắc được ở phong trào chuyên đề; chỉ phong trào hằng năm hiện ở trang chủ của mọi người."
    if campaign.status != Campaign.Status.LAUNCHED:
        return f"Không nhắc được vì {campaign} không ở bước “Đã phát động”."
    if phase.reviewed_on:
        return f"Không nhắc được vì {phase} đã sơ kết ngày {vdate(phase.reviewed_on)}."
    if phase.evaluation_due_on is None:
        return f"Không nhắc được vì {phase} chưa có hạn tự đánh giá; ghi hạn ở trang Điều chỉnh rồi nhắc."
    if today < phase.evaluation_due_on - NOTICE:
        return f"Chưa nhắc được: {phase} có hạn tự đánh giá {vdate(phase.evaluation_due_on)}; nhắc trong 30 ngày cuối."
    if today > campaign.ends_on + NOTICE or current_campaign(by) != campaign:
        return f"Không nhắc được nữa vì {campaign} đã qua; việc này không còn ở trang chủ của mọi người."
    return ""


def _owing(phase: Phase, by: Any) -> QuerySet[Posting]:
    """Main postings of today of those who were there and have not sent it; never the one who reminds."""
    today = clock.today()
    sent = Evaluation.objects.filter(phase=phase, staff_member__isnull=False).exclude(status=Evaluation.Status.OPEN)
    people = there_for(phase, StaffMember.objects.employed(today)).exclude(pk__in=sent.values("staff_member"))
    places = Posting.objects.on(today).filter(is_main=True, staff_member__in=people.order_by().values("pk"))
    own = staff_of(by)
    return places.exclude(staff_member=own) if own else places


def _not_reminded(phase: Phase, places: QuerySet[Posting]) -> QuerySet[Posting]:
    told = Reminder.objects.filter(kind=ASSESS, phase=phase, on=clock.today(), staff_member=OuterRef("staff_member"))
    return places.exclude(Exists(told)).order_by()


def of_phase(phase: Phase, user: Any) -> State | None:
    """For the clerk's button; None for others and where it never stands."""
    if not is_clerk(user) or why_not_remind(phase, user):
        return None
    number = _not_reminded(phase, _owing(phase, user)).values("staff_member").distinct().count()
    said = Reminder.objects.filter(phase=phase).order_by().aggregate(times=Count("pk"), last_on=Max("on"))
    return State(number, said["times"], said["last_on"])


def remind(phase: Phase, *, by: Any) -> Done:
    """Everybody who has not sent the self-assessment; one line in the history of the đợt."""
    with acting_on(phase, "campaign"):
        refuse(why_not_remind(phase, by))
        places = _owing(phase, by)
        found = list(_not_reminded(phase, places).values_list("staff_member", "department").distinct())
        if not found:
            refuse(
                "Hôm nay đã nhắc rồi; mỗi người chỉ được nhắc một lần một ngày về một việc."
                if places.exists()
                else f"Không còn ai chưa gửi tự đánh giá {phase}."
            )
        done = record(found, kind=ASSESS, campaign=phase.campaign, phase=phase, by=by)
        audit(phase, "remind", by=by, after={"reminded": done.reminded})
    return done
