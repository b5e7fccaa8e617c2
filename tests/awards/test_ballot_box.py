"""The short way of a ballot: who is let in to vote, and what the others wait for while one votes."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import ballot_box, preparing, voting
from awards.models import Box, Roll, Round, Seat
from awards.permissions import rounds_voted_by
from awards.roles import seat_in
from tests.awards.ceasing import CEASED
from tests.awards.meeting import AGREE, DAY, convene, make_session, table
from thidua.second_factor import MISSING
from thidua.workflow import Refused

FROM = re.compile(r"FROM (\w+)")
POSTGRES = connection.vendor == "postgresql"


@pytest.fixture
def session(campaign, council, chair, clock_at):
    clock_at(DAY)
    return convene(make_session(campaign, council), by=chair, absent=["Dũng"])


@pytest.fixture
def opened(session, school, chair):
    """Hoa's and Minh's dossiers; on the roll Quang, Thu, Minh, Lan."""
    cases = [table(session, person, school.faculty, by=chair) for person in (school.lecturer, school.head)]
    round_ = preparing.prepare_round(session, nominations=cases, by=chair)
    voting.open_round(round_, by=chair)
    return round_


def cast(client, round_, **extra):
    choices = {f"q{pk}": AGREE for pk in round_.questions.values_list("pk", flat=True)}
    return client.post(reverse("ballot_cast", args=[round_.pk]), choices | extra)


def votes() -> tuple[int, int]:
    """On the roll, and in the box."""
    return Roll.objects.filter(voted=True).count(), sum(Box.objects.values_list("count", flat=True))


def the_long_way(person, round_) -> tuple | None:
    found = rounds_voted_by(person.user).filter(pk=round_.pk).first()
    return found and (found.pk, found.session_id, found.status, found.way, seat_in(person.user, found.session.council))


def the_short_way(client, round_) -> tuple | None:
    found = ballot_box.voter_for(client.session, round_.pk)
    return found and (found[0].pk, found[0].session_id, found[0].status, found[0].way, found[1])


@pytest.mark.parametrize("who", ["rector", "deputy", "clerk", "head", "lecturer", "lecturer2"])
def test_both_ways_find_the_same_seat(opened, school, sign_in, who):
    person = getattr(school, who)
    client = sign_in(person)
    assert the_short_way(client, opened) == the_long_way(person, opened)
    Seat.objects.filter(staff_member=person).update(ends_on=DAY - timedelta(days=1))
    assert the_short_way(sign_in(person), opened) is None


def test_a_seat_counts_from_its_first_day_through_its_last(opened, school, sign_in):
    client, seat = sign_in(school.deputy), Seat.objects.filter(staff_member=school.deputy)
    seat.update(ends_on=DAY)
    assert the_short_way(client, opened) is not None
    seat.update(ends_on=None, starts_on=DAY)
    assert the_short_way(client, opened) is not None
    seat.update(starts_on=DAY + timedelta(days=1))
    assert the_short_way(client, opened) is None


def test_what_it_knows_of_them(opened, school, sign_in):
    round_, seat = ballot_box.voter_for(sign_in(school.deputy).session, opened.pk)
    held = Seat.objects.get(staff_member=school.deputy)
    assert (seat.pk, seat.staff_member_id, seat.council_id) == (held.pk, held.staff_member_id, held.council_id)
    assert (round_.session.pk, round_.session.council_id) == (opened.session_id, held.council_id)
    assert (round_.status, round_.way) == (Round.Status.OPEN, Round.Way.SECRET)


@pytest.mark.parametrize("how", CEASED)
def test_who_may_no_longer_votes_no_more(opened, school, sign_in, how):
    client = sign_in(school.deputy)
    act, answer = CEASED[how]
    act(school.deputy)
    response = cast(client, opened)
    assert response.status_code == (404 if answer == 404 else 302)
    assert answer == 404 or response["Location"].startswith(answer)
    assert votes() == (0, 0)


def test_the_second_factor_comes_before_a_vote(opened, school, sign_in):
    client = sign_in(school.deputy)
    kept = client.session
    kept[MISSING] = True
    kept.save()
    assert cast(client, opened)["Location"] == "/xac-thuc-hai-buoc/"
    assert votes() == (0, 0)


def test_a_round_that_is_not_there(opened, school, sign_in):
    client = sign_in(school.deputy)
    for pk in (opened.pk + 99, 2**63, 10**30):
        assert client.post(f"/luot/{pk}/phieu/bo/", {"q1": AGREE}).status_code == 404


def test_a_round_counted_while_a_vote_was_on_its_way(opened, school, chair):
    """The vote read the round as open; under its lock it is not."""
    stale, seat = Round.objects.get(pk=opened.pk), Seat.objects.get(staff_member=school.deputy)
    choices = dict.fromkeys(opened.questions.values_list("pk", flat=True), AGREE)
    voting.count(opened, by=chair, reason="Về sớm")
    with pytest.raises(Refused, match="Lượt này đã kiểm phiếu, không mở lại được"):
        voting.cast(stale, seat=seat, choices=choices)
    assert votes() == (0, 0)


@pytest.mark.parametrize("why", ["marked", "elsewhere", "pending", "counted", "on paper"])
def test_nothing_is_put_in_where_it_may_not(opened, school, why):
    """Roll and round are asked in the statement that writes: each of these alone keeps a vote out."""
    seat, questions = Seat.objects.get(staff_member=school.deputy), list(opened.questions.values_list("pk", flat=True))
    mine, round_ = Roll.objects.filter(round=opened, seat=seat), Round.objects.filter(pk=opened.pk)
    if why == "marked":
        mine.update(voted=True)
    elif why == "elsewhere":
        mine.delete()
    elif why == "on paper":
        round_.update(way=Round.Way.PAPER)
    else:
        round_.update(status=why)
    before = votes()
    assert not ballot_box.put_in(opened, seat, questions, dict.fromkeys(questions, AGREE))
    assert votes() == before


def test_the_others_wait_for_the_vote_alone(opened, school, sign_in):
    """Who they are and what they are asked is known before the round is held; then two writes and no question."""
    client = sign_in(school.deputy)
    with CaptureQueriesContext(connection) as queries:
        assert cast(client, opened)["Location"] == f"/luot/{opened.pk}/phieu/"
    said = [query["sql"].replace('"', "") for query in queries][1:]  # the first: which questions, asked by `cast`
    held = next(number for number, sql in enumerate(said) if "UPDATE awards_roll" in sql)
    assert [FROM.search(sql)[1] for sql in said[:held] if FROM.search(sql)] == [
        "thidua_democlock",  # in a demo only
        "django_session",
        "thidua_user",
        "awards_recusal",  # inside the question which cases the round has
    ]
    writes = [re.findall(r"UPDATE (\w+)", sql.replace("FOR UPDATE", "")) for sql in said[held:]]
    written = [["awards_roll", "awards_box"]] if POSTGRES else [["awards_roll"], ["awards_box"]]
    assert [one for one in writes if one] == written
    assert [sql for sql in said[held + 1 :] if sql.startswith(("SELECT", "INSERT"))] == []
    assert said[held].startswith("SELECT 1 FROM awards_round WHERE id = ") is POSTGRES  # and locked first
    assert votes() == (1, 2)


def test_a_row_of_the_box_is_written_whatever_was_chosen(opened, school):
    """All six rows of two questions, so that no row's version tells which one grew."""
    questions = list(opened.questions.values_list("pk", flat=True))
    seat = Seat.objects.get(staff_member=school.deputy)
    with CaptureQueriesContext(connection) as queries:
        assert ballot_box.put_in(opened, seat, questions, {questions[0]: "disagree"})
    assert sum(query["sql"].count(f"UPDATE {Box._meta.db_table}") for query in queries) == 1
    counts = {(box.question_id, box.choice): box.count for box in Box.objects.all()}
    assert counts == {
        (questions[0], "agree"): 0,
        (questions[0], "disagree"): 1,
        (questions[0], "no_opinion"): 0,
        (questions[1], "agree"): 0,
        (questions[1], "disagree"): 0,
        (questions[1], "no_opinion"): 0,
    }
