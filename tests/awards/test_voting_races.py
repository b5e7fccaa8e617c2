"""Real connections at once, on PostgreSQL: a vote against the count, one member twice, two counts."""

import pytest

from awards import preparing, voting
from awards.models import Box, Roll, Round
from tests.at_once import at_once
from tests.awards.meeting import AGREE, DAY, convene, make_session, seats_by_name, table, vote
from thidua.models import AuditEntry

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("on_postgresql"),
]
VOTED_ALREADY = "Đồng chí đã bỏ phiếu ở lượt này. Phiếu đã bỏ không sửa được."


@pytest.fixture
def opened(campaign, council, school, chair, clock_at):
    """Everybody but Thu has voted."""
    clock_at(DAY)
    session = convene(make_session(campaign, council), by=chair)
    nomination = table(session, school.lecturer, school.faculty, by=chair)
    round_ = preparing.prepare_round(session, nominations=nomination, by=chair)
    voting.open_round(round_, by=chair)
    vote(round_, dict.fromkeys(["Quang", "Minh", "Dũng", "Lan"], AGREE))
    return round_


def the(round_) -> Round:
    """The round as another tab holds it: an object of its own."""
    return Round.objects.select_related("session").get(pk=round_.pk)


def votes(round_) -> int:
    return sum(Box.objects.filter(question__round=round_).values_list("count", flat=True))


@pytest.mark.parametrize("attempt", range(5))
def test_a_vote_against_the_count_is_in_or_refused_never_half(opened, chair, attempt):
    seat, question = seats_by_name(opened.session)["Thu"], opened.questions.get()
    answers = at_once(
        lambda: voting.cast(the(opened), seat=seat, choices={question.pk: AGREE}),
        lambda: voting.count(the(opened), by=chair, reason="Về sớm"),
    )
    round_ = the(opened)
    question.refresh_from_db()
    counted_in = 4 if answers[0] else 5
    assert answers[1] == ""
    assert (round_.status, round_.voted, question.agree, votes(opened)) == ("counted", *[counted_in] * 3)
    assert Roll.objects.filter(round=opened, voted=True).count() == counted_in


def test_one_member_on_two_devices_votes_once(opened):
    seat, question = seats_by_name(opened.session)["Thu"], opened.questions.get()
    cast = [lambda: voting.cast(the(opened), seat=seat, choices={question.pk: AGREE})] * 2
    assert sorted(at_once(*cast)) == ["", VOTED_ALREADY]
    assert votes(opened) == 5


def test_two_counts_at_once_are_one(opened, chair):
    answers = at_once(*[lambda: voting.count(the(opened), by=chair, reason="Về sớm")] * 2)
    assert sorted(answers) == [
        "",
        "Lượt bỏ phiếu đang ở bước “Đã kiểm phiếu” nên không kiểm phiếu được; tải lại trang để xem việc làm được.",
    ]
    assert AuditEntry.objects.filter(verb="round.count").count() == 1


def test_all_members_at_once_lose_no_vote(campaign, council, school, chair, clock_at):
    clock_at(DAY)
    session = convene(make_session(campaign, council), by=chair)
    nomination = table(session, school.lecturer, school.faculty, by=chair)
    round_ = preparing.prepare_round(session, nominations=nomination, by=chair)
    voting.open_round(round_, by=chair)
    question = round_.questions.get()

    def cast(seat):
        return lambda: voting.cast(the(round_), seat=seat, choices={question.pk: AGREE})

    assert at_once(*[cast(seat) for seat in seats_by_name(session).values()]) == [""] * 5
    assert (votes(round_), Roll.objects.filter(voted=True).count()) == (5, 5)
