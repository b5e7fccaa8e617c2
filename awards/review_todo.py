"""What a unit's bình xét asks for on the home page. The page has few queries to spare: a head's rows come in one."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse

from awards import review_overview
from awards.models import Nomination, Occasion, UnitReview, UnitReviewCase
from awards.paper_todo import counted
from awards.permissions import people_nominated_by
from awards.review_permissions import departments_meeting_for
from campaigns.models import Campaign, Pledge
from campaigns.roles import endorsed_by, headed, is_rector
from thidua import clock
from thidua.todo import Todo
from thidua.vietnamese import vdate

NOT_TABLED = "Quá hạn thì hồ sơ không trình Hội đồng kỳ này."
UNIT, PEOPLE = "unit", "people"
NOT_MET = "not_met"  # stands where the count of dossiers has their status
NOTHING = Value(None, output_field=IntegerField())


# --- for a head


def todos(user: Any, campaign: Campaign | None) -> list[Todo]:
    """Of the units the user leads the meeting that comes next; and people registered, without a dossier yet."""
    if not review_overview.is_time_to_meet(campaign) or not headed(user):
        return []
    rows: list[Todo] = []
    for pk, name, number in _of_others(user, campaign) if is_rector(user) else ():
        text = f"Lập hồ sơ từ bình xét của {name}: {number} trường hợp đồng chí là người xác nhận"
        rows.append(Todo(text, reverse("unit_review", args=[pk]), campaign.nominations_due_on, NOT_TABLED))
    for kind, pk, name, draft, merit, closed, without, number in _told(user, campaign):
        if kind == PEOPLE:
            text = f"Lập hồ sơ đề nghị: {number} người đã đăng ký chưa có hồ sơ"
            rows.append(
                Todo(text, reverse("nomination_add", args=[campaign.pk]), campaign.nominations_due_on, NOT_TABLED)
            )
        else:
            rows += _of_unit(campaign, pk, name, draft, merit, closed, without, number)
    return rows


def _of_others(user: Any, campaign: Campaign) -> QuerySet[Any]:
    """Closed reviews of units the user does not lead: key, name, cases without a dossier that the user begins."""
    reviews = UnitReview.objects.filter(campaign=campaign, status=UnitReview.Status.CLOSED)
    reviews = reviews.exclude(department__in=departments_meeting_for(user))
    cases = UnitReviewCase.objects.filter(~Exists(review_overview.dossiers_like_case()), proposed=True)
    cases = cases.filter(review__in=reviews, staff_member__in=people_nominated_by(user)).order_by("review", "pk")
    return cases.values_list("review", "review__department__name").annotate(number=Count("pk")).order_by("review")


def _of_unit(
    campaign: Campaign, pk: int, name: str, draft: int | None, merit: int | None, closed: int | None, without, number
) -> Iterator[Todo]:
    due_on = campaign.nominations_due_on
    if draft:
        yield Todo(f"Kết thúc bình xét của {name}", reverse("unit_review", args=[draft]), due_on, NOT_TABLED)
    if closed:
        text = f"Lập hồ sơ từ bình xét của {name}: {without} trường hợp"
        yield Todo(text, reverse("unit_review", args=[closed]), due_on, NOT_TABLED)
    if not merit and number:
        url = reverse("unit_review_open", args=[campaign.pk, pk])
        yield Todo(f"Họp bình xét của {name} trước ngày {vdate(due_on)}", url, due_on, NOT_TABLED)


def _told(user: Any, campaign: Campaign) -> QuerySet[Any]:
    """One row a unit, and one for the people, if there are any."""
    here = review_overview.reviews_of(campaign).filter(department=OuterRef("pk"))
    waiting = here.filter(without__gt=0)
    units = (
        departments_meeting_for(user)
        .active(clock.today())
        .order_by()
        .annotate(
            kind_of=Value(UNIT),
            draft=_first(here.filter(status=UnitReview.Status.DRAFT), "pk"),
            merit=_first(here.filter(occasion=Occasion.MERIT), "pk"),
            closed=_first(waiting, "pk"),
            without=_first(waiting, "without"),
            number=review_overview.registered_in(campaign),
        )
    )
    people = still_to_begin(user, campaign).order_by().annotate(kind_of=Value(PEOPLE))
    people = people.values("kind_of").annotate(
        of=NOTHING,
        words=Value("", output_field=CharField()),
        draft=NOTHING,
        merit=NOTHING,
        closed=NOTHING,
        without=NOTHING,
        number=Count("pk"),
    )
    columns = ("draft", "merit", "closed", "without", "number")
    told = units.values_list("kind_of", "pk", "name", *columns)
    return told.union(people.filter(number__gt=0).values_list("kind_of", "of", "words", *columns), all=True)


def _first(rows: QuerySet, field: str) -> Subquery:
    return Subquery(rows.order_by("pk").values(field)[:1], output_field=IntegerField())


def still_to_begin(user: Any, campaign: Campaign) -> QuerySet[Pledge]:
    """People whom the user nominates, registered and without a dossier.

    Of the own unit only until it has met: its meeting tells from then on. Of others who was not proposed is left out.
    """
    nominated = Nomination.objects.live().filter(campaign=campaign, staff_member=OuterRef("staff_member"))
    registered = campaign.pledges.filter(~Exists(nominated), status=Pledge.Status.REGISTERED, department=None)
    closed = campaign.unit_reviews.filter(
        department=OuterRef("unit"), occasion=Occasion.MERIT, status=UnitReview.Status.CLOSED
    )
    proposed = closed.filter(cases__proposed=True, cases__staff_member=OuterRef("staff_member"))
    others = ~Q(unit__in=[unit.pk for unit in headed(user)])
    return endorsed_by(user, registered).filter(~Exists(closed) | (Exists(proposed) & others))


# --- for the clerk


def counts(campaign: Campaign | None) -> Iterator[QuerySet[Any]]:
    """To be joined by UNION to the count of dossiers: units that have not met, while it is time."""
    if review_overview.is_time_to_meet(campaign):
        yield counted(review_overview.not_met(campaign), NOT_MET)


def of_school(campaign: Campaign, number: int) -> Todo:
    url = reverse("unit_review_list", args=[campaign.pk]) + "?loc=chua-hop"
    text = f"Nhắc {number} đơn vị chưa kết thúc bình xét công trạng năm"
    return Todo(text, url, campaign.nominations_due_on)
