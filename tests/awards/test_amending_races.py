"""Two administrators at once, on real connections: values end up one after the other, never side by side."""

from datetime import date

import pytest

from awards import amending, law_watch
from tests.at_once import at_once
from thidua import clock
from thidua.models import AuditEntry, Parameter

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_postgresql")]

SPRING = date(2022, 3, 1)


def standing(act):
    def acting():
        with clock.standing_at(SPRING):
            act()

    return acting


def changing(school, value, since):
    more = {"source": "Quy chế", "certainty": "confirmed", "by": school.administrator}
    return standing(lambda: amending.change("A", "quorum", value=value, since=since, **more))


def live():
    return [(row.value, row.valid_from, row.valid_to) for row in Parameter.objects.live()]


def test_two_values_from_two_days(school):
    acts = changing(school, "3/4", date(2022, 4, 1)), changing(school, "4/5", date(2022, 6, 1))
    assert at_once(*acts) == ["", ""]
    assert live() == [("3/4", date(2022, 4, 1), date(2022, 5, 31)), ("4/5", date(2022, 6, 1), None)]


def test_two_values_from_one_day(school):
    day = date(2022, 4, 1)
    assert at_once(changing(school, "3/4", day), changing(school, "4/5", day)) == ["", ""]
    assert [(since, until) for _, since, until in live()] == [(day, None)]
    assert Parameter.objects.count() == 2
    last = AuditEntry.objects.filter(verb="parameter.change_value").latest("pk")
    assert last.before["value"] != "2/3", "the second read the first under the lock"


def test_the_same_value_twice(school):
    answers = at_once(*(changing(school, "3/4", date(2022, 4, 1)) for _ in range(2)))
    assert sorted(answers)[0] == ""
    assert sorted(answers)[1].startswith("Ngày 01/04/2022 đã áp dụng giá trị 75%; nhập giá trị khác")
    assert Parameter.objects.count() == 1


def test_confirmed_and_looked_up_together(school):
    def confirm():
        amending.confirm([("A", "quorum")], source="Quy chế", by=school.administrator)

    def check():
        law_watch.check([], [("A", "quorum")], until=date(2023, 3, 1), by=school.clerk.user)

    assert at_once(standing(confirm), standing(check)) == ["", ""]
    assert [row.certainty for row in Parameter.objects.live()] == ["confirmed"]
