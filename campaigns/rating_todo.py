"""From November until all have it: the clerk writes the ratings of the year, as a row of one query of the home page."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Value
from django.urls import reverse

from campaigns.models import AnnualRating, Campaign, StaffMember
from campaigns.pledge_todo import Found, look
from campaigns.rating_check import Rules
from campaigns.rating_facts import year_in_season
from campaigns.roles import is_clerk
from thidua import clock
from thidua.periods import ONE_DAY
from thidua.todo import Todo

RATING = "rating"
NOT_LED = (Campaign.Status.DRAFT, Campaign.Status.CANCELLED)
HALF_A_YEAR = (7, 1)  # who came later need not be rated here


def looks(user: Any) -> list[QuerySet]:
    """Who works here, came in time and has no rating, in a year whose campaign is led here."""
    if not is_clerk(user):
        return []
    year = year_in_season(clock.today())
    led = Campaign.objects.filter(year=year, kind=Campaign.Kind.YEARLY).exclude(status__in=NOT_LED)
    rated = AnnualRating.objects.filter(year=year, staff_member=OuterRef("pk"))
    people = StaffMember.objects.employed(clock.today()).filter(joined_on__lte=date(year, *HALF_A_YEAR))
    people = people.filter(~Exists(rated), Exists(led))
    return [look(people.annotate(one=Value(1)).order_by().values("one"), RATING, Count("pk"), Value(""))]


def todos(found: Found) -> list[Todo]:
    year = year_in_season(clock.today())
    url = reverse("rating_list", args=[year]) + "?muc=chua"
    return [
        Todo(f"Ghi xếp loại năm {year}: {number} người chưa có", url, _last_day(year))
        for number, _ in found.get(RATING, [])
        if number  # counted without rows it is a row of nought
    ]


def _last_day(year: int) -> date | None:
    """The rating is done before a day: the day before it is the last. The decree's own: the home page has no question
    to spare for a school's other day, which the page of the ratings names.
    """
    due = Rules.of(year).due_on
    return due - ONE_DAY if due else None
