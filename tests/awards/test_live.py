"""The beat of a council's room: who hears it, when it changes, what it never tells, what it costs."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import attending, convening, declaring, live, preparing, voting
from awards.models import Seat
from tests.awards.ceasing import CEASED
from tests.awards.meeting import (
    AGREE,
    DAY,
    DISAGREE,
    convene,
    counted_round,
    explain_all,
    make_session,
    seats_by_name,
    table,
    vote,
)
from tests.conftest import layers
from thidua.middleware import RENEWED_AT, UNATTENDED
from thidua.second_factor import MISSING


@layers.fixture
def planned(campaign, council, clock_at):
    clock_at(DAY)
    return make_session(campaign, council)


@layers.fixture
def session(planned, chair):
    return convene(planned, by=chair, absent=["Dũng"])


@layers.fixture
def opened(session, school, chair):
    """Hoa's and Minh's dossiers; on the roll Quang, Thu, Minh, Lan."""
    cases = [table(session, person, school.faculty, by=chair) for person in (school.lecturer, school.head)]
    round_ = preparing.prepare_round(session, nominations=cases, by=chair)
    voting.open_round(round_, by=chair)
    return round_


def beat(client, session):
    return client.get(reverse("council_beat", args=[session.pk]))


def pulse(session) -> str:
    return live.room_of(session.pk).pulse


# Who hears it


def test_it_is_a_short_text_kept_nowhere(opened, school, sign_in):
    answer = beat(sign_in(school.deputy), opened.session)
    state, votes = answer.content.decode().split(" ")
    assert (len(state), votes) == (12, "0/4")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer


def test_everybody_in_the_room_hears_the_same(opened, school, sign_in):
    vote(opened, {"Thu": DISAGREE})
    heard = {beat(sign_in(getattr(school, who)), opened.session).content for who in ("rector", "deputy", "clerk")}
    heard.add(pulse(opened.session).encode())
    assert len(heard) == 1
    assert heard.pop().endswith(b" 1/4")


def test_a_session_that_is_not_there(session, school, sign_in):
    for who in ("clerk", "deputy"):
        assert sign_in(getattr(school, who)).get(reverse("council_beat", args=[session.pk + 99])).status_code == 404


@pytest.mark.parametrize("how", CEASED)
def test_who_may_no_longer_hears_nothing_at_once(session, school, sign_in, how):
    client = sign_in(school.deputy)
    assert beat(client, session).status_code == 200
    act, answer = CEASED[how]
    act(school.deputy)
    refused, page = beat(client, session), client.get(session.get_absolute_url())
    if answer == 404:
        assert (refused.status_code, page.status_code) == (404, 404)
    else:
        assert (refused.status_code, page.status_code) == (302, 302)
        assert refused["Location"].startswith(answer)
        assert page["Location"].startswith(answer)


def test_a_seat_counts_through_its_last_day(session, school, sign_in):
    client, seat = sign_in(school.deputy), Seat.objects.filter(staff_member=school.deputy)
    seat.update(ends_on=DAY)
    assert beat(client, session).status_code == 200
    seat.update(ends_on=None, starts_on=DAY + timedelta(days=1))
    assert beat(client, session).status_code == 404


def test_the_clerk_hears_without_a_seat_until_no_longer_clerk(session, school, sign_in):
    client = sign_in(school.clerk)
    Seat.objects.filter(staff_member=school.clerk).update(ends_on=DAY - timedelta(days=1))
    assert beat(client, session).status_code == 200
    school.clerk.user.groups.clear()
    assert beat(client, session).status_code == 404


def test_who_signed_out_hears_nothing(session, school, sign_in):
    client = sign_in(school.deputy)
    key = client.session.session_key
    client.post(reverse("sign_out"))
    client.cookies["sessionid"] = key  # kept by somebody
    assert beat(client, session)["Location"].startswith("/dang-nhap/")


def test_the_second_factor_comes_first(session, school, sign_in):
    client = sign_in(school.deputy)
    kept = client.session
    kept[MISSING] = True
    kept.save()
    assert beat(client, session)["Location"] == "/xac-thuc-hai-buoc/"


# When it changes


def test_it_changes_with_what_the_screens_show(planned, school, chair, sign_in):
    heard = [pulse(planned)]

    def changed() -> bool:
        heard.append(pulse(planned))
        return heard[-1] not in heard[:-1]

    seats = {seat.pk for seat in seats_by_name(planned).values()}
    minh, dung = seats_by_name(planned)["Minh"].pk, seats_by_name(planned)["Dũng"].pk
    attending.call_roll(planned, present=seats - {minh}, reasons={}, by=chair)
    assert changed()
    attending.call_roll(planned, present=seats - {dung}, reasons={}, by=chair)  # as many are here, not the same
    assert changed()
    convening.convene(planned, by=chair)
    assert changed()
    case = table(planned, school.lecturer, school.faculty, by=chair)
    assert changed()
    declaring.recuse(
        planned, seat=seats_by_name(planned)["Lan"], nomination=case, reason="Là người thân", by=school.clerk.user
    )
    assert changed()
    round_ = preparing.prepare_round(planned, nominations=case, by=chair)
    assert changed()
    preparing.discard_round(round_, by=chair)
    round_ = preparing.prepare_round(planned, nominations=case, by=chair)  # again one that waits, another
    assert changed()
    voting.open_round(round_, by=chair)
    assert changed()
    vote(round_, {"Thu": AGREE})
    assert changed()
    vote(round_, {"Quang": AGREE, "Minh": AGREE})
    assert changed()
    voting.count(round_, by=chair)
    assert changed()
    explain_all(planned, by=chair)
    convening.adjourn(planned, reason="Mất điện", by=chair)
    assert changed()


def test_a_vote_changes_the_votes_alone_until_everybody_has_voted(opened, chair):
    heard = [pulse(opened.session).split(" ")]
    for given in ("Thu", "Quang", "Minh", "Lan"):
        vote(opened, {given: AGREE})
        heard.append(pulse(opened.session).split(" "))
    assert [votes for _, votes in heard] == ["0/4", "1/4", "2/4", "3/4", "4/4"]
    states = [state for state, _ in heard]
    assert states[:4] == [states[0]] * 4
    assert states[4] != states[0]
    voting.count(opened, by=chair)
    assert pulse(opened.session).split(" ")[1] == ""


def test_it_tells_neither_the_choice_nor_who(opened):
    heard = set()
    for given, choice in (("Thu", AGREE), ("Thu", DISAGREE), ("Lan", AGREE), ("Minh", DISAGREE)):
        with transaction.atomic():
            vote(opened, {given: choice})
            heard.add(pulse(opened.session))
            transaction.set_rollback(True)
    assert len(heard) == 1


def test_another_session_is_not_heard(session, campaign, council, school, chair):
    before = pulse(session)
    other = convene(make_session(campaign, council), by=chair)
    counted_round(other, table(other, school.lecturer, school.faculty, by=chair), by=chair)
    assert pulse(session) == before


def test_the_room_in_numbers(opened, school, chair):
    session = opened.session
    counted = table(session, school.stranger, school.other_faculty, by=chair)
    waiting = preparing.prepare_round(session, nominations=counted, by=chair)
    vote(opened, {"Thu": AGREE})
    room = live.room_of(session.pk)
    assert (room.status, room.called, room.present) == ("convened", 5, 4)
    assert (room.cases, room.decided, room.rounds, room.counted) == (3, 0, 2, 0)
    assert (room.open_pk, room.open_ordinal, room.next_pk, room.next_ordinal) == (opened.pk, 1, waiting.pk, 2)
    assert (room.on_roll, room.voted, room.all_voted) == (4, 1, False)


# What it costs


def queries_of(client, session) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert beat(client, session).status_code == 200
    return [query["sql"].split("\n")[0][:40] for query in queries]


@pytest.mark.one_database("how many questions are asked")
def test_three_questions_whatever_is_on_the_table(session, school, chair, sign_in):
    client = sign_in(school.deputy)
    few = queries_of(client, session)
    for person in (school.lecturer, school.lecturer2, school.head):
        counted_round(session, table(session, person, school.faculty, by=chair), by=chair)
    assert queries_of(client, session) == few
    assert len(few) == 3  # the demo's clock, the session of work, the room


def test_no_beat_and_no_page_asked_by_a_script_prolongs_a_session_of_work(session, school, sign_in):
    client = sign_in(school.deputy)
    kept = client.session
    kept[RENEWED_AT] = 1  # long ago
    kept.save()
    row = Session.objects.values_list("session_data", "expire_date").get()
    assert beat(client, session).status_code == 200
    header = {f"HTTP_{UNATTENDED.upper().replace('-', '_')}": "1"}
    for name in ("council_session", "council_projector"):
        assert client.get(reverse(name, args=[session.pk]), **header).status_code == 200
    assert Session.objects.values_list("session_data", "expire_date").get() == row
    assert client.get(session.get_absolute_url()).status_code == 200  # somebody opens it
    assert Session.objects.values_list("session_data", "expire_date").get() != row


def test_a_page_asked_by_a_script_takes_no_message_from_the_person(planned, school, sign_in, council):
    client = sign_in(school.rector)
    everybody = {f"present_{seat.pk}": "on" for seat in council.seats.all()}
    client.post(reverse("council_roll_call", args=[planned.pk]), everybody)
    url = planned.get_absolute_url()
    assert "Đã ghi điểm danh." not in client.get(url, HTTP_X_UNATTENDED="1").content.decode()
    assert "Đã ghi điểm danh." in client.get(url).content.decode()
