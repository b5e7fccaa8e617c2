"""Working days around the holidays of 2022, and the school's own corrections."""

from datetime import date

import pytest

from campaigns import working_days
from thidua.models import Holiday

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2022, 3, 1), True),  # a Tuesday
        (date(2022, 3, 5), False),  # a Saturday
        (date(2022, 3, 6), False),  # a Sunday
        (date(2022, 2, 1), False),  # Tết
        (date(2022, 4, 11), False),  # in place of Giỗ Tổ, a Sunday
        (date(2022, 5, 4), True),
    ],
)
def test_a_working_day(day, works):
    assert working_days.how_many({day}) == works


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2022, 3, 1), 5, date(2022, 3, 8)),  # over one weekend
        (date(2022, 3, 4), 1, date(2022, 3, 7)),  # Friday to Monday
        (date(2022, 3, 5), 1, date(2022, 3, 7)),  # from a Saturday
        (date(2022, 1, 28), 5, date(2022, 2, 11)),  # over Tết, 31/01 – 04/02
        (date(2022, 4, 29), 1, date(2022, 5, 4)),  # over 30/04, 01/05 and the days in their place
        (date(2022, 12, 30), 1, date(2023, 1, 3)),  # 01/01/2023 is a Sunday, 02/01 in its place
        (date(2022, 3, 1), 0, date(2022, 3, 1)),
    ],
)
def test_the_nth_working_day_after(day, count, expected):
    assert working_days.after(day, count) == expected


def test_each_day_itself_or_the_first_that_is_worked():
    Holiday.objects.create(day=date(2022, 12, 12), is_day_off=True, name="Nghỉ theo thông báo của tỉnh")
    days = [date(2022, 3, 1), date(2022, 12, 10), date(2022, 12, 31), date(2022, 2, 1)]
    assert working_days.on_or_after(days) == {
        date(2022, 3, 1): date(2022, 3, 1),
        date(2022, 12, 10): date(2022, 12, 13),  # a Saturday, and the Monday after it is off here
        date(2022, 12, 31): date(2023, 1, 3),
        date(2022, 2, 1): date(2022, 2, 7),  # Tết
    }
    assert working_days.on_or_after([]) == {}


def test_a_day_off_is_added_by_a_row():
    Holiday.objects.create(day=date(2022, 3, 2), is_day_off=True, name="Nghỉ theo thông báo của tỉnh")
    assert working_days.how_many({date(2022, 3, 2)}) == 0
    assert working_days.after(date(2022, 3, 1), 1) == date(2022, 3, 3)


def test_a_saturday_is_worked_in_exchange():
    Holiday.objects.create(day=date(2022, 3, 5), is_day_off=False, name="Làm bù")
    assert working_days.after(date(2022, 3, 4), 1) == date(2022, 3, 5)


def test_corrections_are_read_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        working_days.after(date(2022, 3, 1), 10)
