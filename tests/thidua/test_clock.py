"""One clock: a demo database has a date of its own, a real one never."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories import make_user
from thidua import clock
from thidua.audit import audit

pytestmark = pytest.mark.django_db
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def test_a_demo_database_stands_at_its_own_date(clock_at):
    clock_at(date(2022, 3, 1))
    assert clock.today() == date(2022, 3, 1)
    assert clock.now().astimezone(LOCAL).date() == date(2022, 3, 1)
    assert clock.now() < clock.real_now()


def test_a_real_database_ignores_a_demo_clock_row(clock_at, settings):
    clock_at(date(2022, 3, 1))
    settings.DEMO = False
    assert clock.demo_date() is None
    assert clock.today() == clock.real_now().astimezone(LOCAL).date()


def test_a_moment_stands_exactly():
    moment = datetime(2022, 12, 20, 14, 5, tzinfo=LOCAL)
    with clock.standing_at(moment):
        assert clock.now() == moment
        assert clock.today() == date(2022, 12, 20)


def test_the_trail_carries_the_true_time_besides(clock_at):
    clock_at(date(2022, 3, 1))
    user = make_user("ai")
    line = audit(user, "look", by=user)
    assert line.at.astimezone(LOCAL).date() == date(2022, 3, 1)
    assert line.recorded_at.astimezone(LOCAL).date() == clock.real_now().astimezone(LOCAL).date()


def test_a_day_ends_at_local_midnight(settings):
    settings.DEMO = True
    late = datetime(2022, 3, 31, 16, 59, 59, tzinfo=ZoneInfo("UTC"))  # 23:59:59 in Lai Châu
    with clock.standing_at(late):
        assert clock.today() == date(2022, 3, 31)
    with clock.standing_at(datetime(2022, 3, 31, 17, 0, 0, tzinfo=ZoneInfo("UTC"))):
        assert clock.today() == date(2022, 4, 1)
