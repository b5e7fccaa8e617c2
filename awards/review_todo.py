"""What a unit's bình xét asks for on the home page: of its head one row a unit, of the clerk one for the school."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from awards import review_overview
from awards.models import Occasion, UnitReview
from awards.review_permissions import departments_meeting_for
from campaigns.models import Campaign, Department, Pledge
from campaigns.roles import headed, is_clerk
from thidua.todo import Todo
from thidua.vietnamese import vdate

NOT_TABLED = "Quá hạn nộp hồ sơ thì không trình Hội đồng kỳ này."


def todos(user: Any, campaign: Campaign | None) -> list[Todo]:
    """From six weeks before dossiers are due until the campaign ends."""
    if campaign is None or not review_overview.is_time_to_meet(campaign):
        return []
    rows = []
    if headed(user):
        units = review_overview.units_of(campaign).filter(pk__in=departments_meeting_for(user).values("pk"))
        rows = [row for unit in units for row in _of_unit(unit, campaign)]
    return rows + _of_school(campaign) if is_clerk(user) else rows


def _of_unit(unit: Department, campaign: Campaign) -> list[Todo]:
    due_on = campaign.nominations_due_on
    merit = [review for review in unit.found if review.occasion == Occasion.MERIT]
    rows = [
        Todo(f"Ghi xong biên bản bình xét của {unit} rồi kết thúc", review.get_absolute_url(), due_on, NOT_TABLED)
        for review in unit.found
        if review.is_open
    ]
    rows += [
        Todo(f"Lập hồ sơ từ bình xét của {unit}: {review.without} trường hợp", review.get_absolute_url(), due_on)
        for review in unit.found
        if review.without
    ]
    if not merit and unit.registered:
        url = reverse("unit_review_open", args=[campaign.pk, unit.pk])
        rows.append(Todo(f"Họp bình xét của {unit} trước ngày {vdate(due_on)}", url, due_on, NOT_TABLED))
    return rows


def _of_school(campaign: Campaign) -> list[Todo]:
    number = review_overview.not_met(campaign).count()
    url = reverse("unit_review_list", args=[campaign.pk]) + "?loc=chua-hop"
    text = f"Nhắc {number} đơn vị chưa kết thúc bình xét công trạng năm"
    return [Todo(text, url, campaign.nominations_due_on)] if number else []


def still_to_begin(pledges: QuerySet[Pledge], campaign: Campaign, user: Any) -> QuerySet[Pledge]:
    """Without those whose unit has met: of the own unit its meeting tells, of others only who was proposed waits."""
    closed = campaign.unit_reviews.filter(
        department=OuterRef("unit"), occasion=Occasion.MERIT, status=UnitReview.Status.CLOSED
    )
    proposed = closed.filter(cases__proposed=True, cases__staff_member=OuterRef("staff_member"))
    return pledges.filter(~Exists(closed) | (Exists(proposed) & ~Q(unit__in=[unit.pk for unit in headed(user)])))
