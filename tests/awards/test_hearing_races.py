"""Real connections at once, on PostgreSQL: two counts, a sheet against the count, an initiative on two tables."""

import pytest

from awards import hearing, marking
from awards.models import Hearing, HearingSheet
from campaigns.models import Initiative
from tests.at_once import at_once
from tests.awards.hearing_meeting import SUBMITTED, convene, initiative_council, marks, opened, planned, score, table
from tests.awards.meeting import DAY, seats_by_name
from tests.factories import make_initiative
from thidua.models import AuditEntry

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("on_postgresql"),
]


@pytest.fixture
def being_scored(school, campaign, chair, clock_at):
    """Everybody but Thu has scored."""
    clock_at(DAY)
    session = convene(planned(school, campaign), by=chair)
    found = opened(session, school.lecturer, by=chair)
    for given in ("Quang", "Minh", "Dũng", "Lan"):
        score(found, given, 80)
    return found


def the(found) -> Hearing:
    """As another tab holds it: an object of its own."""
    return Hearing.objects.select_related("session__council", "initiative").get(pk=found.pk)


def test_two_counts_at_once_are_one(being_scored, chair):
    answers = at_once(*[lambda: hearing.count(the(being_scored), reason="Hết giờ", by=chair)] * 2)
    assert sorted(map(bool, answers)) == [False, True]
    assert AuditEntry.objects.filter(verb="hearing.recommend").count() == 1


@pytest.mark.parametrize("attempt", range(5))
def test_a_sheet_against_the_count_is_in_or_refused_never_half(being_scored, chair, attempt):
    seat = seats_by_name(being_scored.session)["Thu"]
    given = {"marks": marks(being_scored.session.council, 90), "recognise": True, "by": chair}
    answers = at_once(
        lambda: marking.fill(the(being_scored), seat=seat, **given),
        lambda: hearing.count(the(being_scored), reason="Hết giờ", by=chair),
    )
    found, scored = the(being_scored), 4 if answers[0] else 5
    assert answers[1] == ""
    assert (found.scored, found.agree, HearingSheet.objects.filter(hearing=found).count()) == (scored,) * 3
    assert found.points == 320 + 90 * (scored - 4)


def test_an_initiative_lies_on_one_table(school, campaign, chair, clock_at):
    clock_at(DAY)
    council = initiative_council(school)
    first, second = planned(school, campaign, council), planned(school, campaign, council)
    idea = make_initiative(school.lecturer, status=SUBMITTED)

    def lay(session):
        return lambda: table(session, Initiative.objects.get(pk=idea.pk), by=chair)

    answers = at_once(lay(first), lay(second))
    assert sorted(map(bool, answers)) == [False, True]
    assert Hearing.objects.count() == 1
