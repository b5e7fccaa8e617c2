"""The attack of docs/secrecy.md: from everything the database shows after a count, join members to choices.

It must fail on roll and box, and the same attack must succeed on a table that keeps one row a ballot.
"""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import F
from django.urls import reverse

from awards import preparing, voting
from awards.models import Box, Roll
from tests.awards.meeting import AGREE, DAY, DISAGREE, NO_OPINION, convene, make_session, seats_by_name, table
from thidua.models import AuditEntry

VOTES = {"Lan": DISAGREE, "Minh": AGREE, "Quang": NO_OPINION, "Dũng": AGREE, "Thu": DISAGREE}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chair(school):
    return school.rector.user


@pytest.fixture
def opened(campaign, council, school, chair, clock_at):
    clock_at(DAY)
    session = convene(make_session(campaign, council), by=chair)
    nomination = table(session, school.lecturer, school.faculty, by=chair)
    round_ = preparing.prepare_round(session, nominations=nomination, by=chair)
    voting.open_round(round_, by=chair)
    return round_


@pytest.fixture
def control():
    """What we do not do: a receipt and a ballot a vote, in two tables with nothing in common."""
    with connection.cursor() as cursor:
        for name in ("control_receipt", "control_ballot"):
            key = "bigserial PRIMARY KEY" if connection.vendor == "postgresql" else "integer PRIMARY KEY AUTOINCREMENT"
            cursor.execute(f"CREATE TABLE {name} (id {key}, what varchar(40))")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE control_receipt")
        cursor.execute("DROP TABLE control_ballot")


def marks(table_name, what) -> list[dict]:
    """Rows with everything a database says of them besides their contents."""
    hidden = ["xmin::text", "ctid::text"] if connection.vendor == "postgresql" else ["rowid"]
    names = ["id", *(column.partition("::")[0] for column in hidden)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {what}, id, {', '.join(hidden)} FROM {table_name}")
        return [dict(zip(["what", *names], row, strict=True)) for row in cursor.fetchall()]


def joined(people: list[dict], choices: list[dict]) -> dict:
    """Member → choice, wherever a mark tells them apart and points at one row, or both stand in one order."""
    found = {}
    for mark in set(people[0]) - {"what"}:
        if len({row[mark] for row in people}) < len(people):
            continue
        for row in people:
            same = [choice["what"] for choice in choices if choice[mark] == row[mark]]
            if len(same) == 1 and mark == "xmin":
                found[row["what"]] = same[0]
        if len(choices) == len(people) and mark != "xmin":
            pairs = zip(in_order(people, mark), in_order(choices, mark), strict=True)
            found |= {person["what"]: choice["what"] for person, choice in pairs}
    return found


def in_order(rows, mark):
    """By the mark; a ctid is “(page,line)”."""

    def place(row):
        return tuple(map(int, row[mark].strip("()").split(","))) if mark == "ctid" else row[mark]

    return sorted(rows, key=place)


def test_the_attack_succeeds_where_ballots_are_kept(opened, control):
    seats = seats_by_name(opened.session)
    for given, choice in VOTES.items():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO control_receipt (what) VALUES (%s)", [str(seats[given].pk)])
            cursor.execute("INSERT INTO control_ballot (what) VALUES (%s)", [choice])
    found = joined(marks("control_receipt", "what"), marks("control_ballot", "what"))
    assert found == {str(seats[given].pk): choice for given, choice in VOTES.items()}


def test_the_attack_fails_on_roll_and_box(opened, chair, sign_in):
    """Members vote one at a time, through the pages."""
    seats, question = vote_through_the_pages(opened, sign_in), opened.questions.get()
    before = files()
    voting.count(opened, by=chair)
    people, boxes = marks("awards_roll", "seat_id"), marks("awards_box", "choice")
    question.refresh_from_db()
    assert (len(people), question.agree, question.disagree, question.no_opinion) == (5, 2, 2, 1)
    assert joined(people, boxes) == {}
    if connection.vendor == "postgresql":
        assert len({row["xmin"] for row in people + boxes}) == 1
        assert files() & before == set()
    else:
        assert pragma("secure_delete") == 1
    assert sorted(row["what"] for row in people) == sorted(seat.pk for seat in seats.values())


@pytest.mark.postgres
@pytest.mark.usefixtures("on_postgresql")
def test_without_writing_every_row_the_attack_would_succeed(opened):
    """The same attack on counters written only where a vote fell and not written again by the count.

    SQLite keeps no mark of the transaction on a row.
    """
    seats, question = seats_by_name(opened.session), opened.questions.get()
    for given, choice in VOTES.items():
        with transaction.atomic():
            Roll.objects.filter(round=opened, seat=seats[given]).update(voted=True)
            Box.objects.filter(question=question, choice=choice).update(count=F("count") + 1)
    last = {choice: given for given, choice in VOTES.items()}
    found = joined(marks("awards_roll", "seat_id"), marks("awards_box", "choice"))
    assert found == {seats[given].pk: choice for choice, given in last.items()}


def vote_through_the_pages(round_, sign_in):
    seats, question = seats_by_name(round_.session), round_.questions.get()
    for given, choice in VOTES.items():
        client = sign_in(seats[given].staff_member)
        client.post(reverse("ballot_review", args=[round_.pk]), {f"q{question.pk}": choice})
        client.post(reverse("ballot_cast", args=[round_.pk]), {f"q{question.pk}": choice}, follow=True)
    return seats


def files() -> set[int]:
    """Names of the tables' files on PostgreSQL: VACUUM FULL makes new ones, the old rows go with the old files."""
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_filenode('awards_roll'), pg_relation_filenode('awards_box')")
        return set(cursor.fetchone())


def pragma(name) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def test_neither_the_trail_nor_the_sessions_hold_a_choice(opened, chair, sign_in):
    since = AuditEntry.objects.order_by("-pk").first().pk
    vote_through_the_pages(opened, sign_in)
    voting.count(opened, by=chair)
    trail = list(AuditEntry.objects.filter(pk__gt=since).order_by("pk").values_list("verb", flat=True))
    assert trail == ["nomination.not_recommend", "round.count"]
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    assert len(kept) == 5
    assert [text for text in kept if any(choice in text for choice in Box.Choice.values)] == []


def test_after_an_early_count_too_every_row_is_new(opened, chair):
    seats, question = seats_by_name(opened.session), opened.questions.get()
    old = {(name, row["id"]) for name in ("awards_roll", "awards_box") for row in marks(name, "id AS what")}
    voting.cast(opened, seat=seats["Lan"], choices={question.pk: DISAGREE})
    voting.count(opened, by=chair, reason="Mất mạng")
    new = {(name, row["id"]) for name in ("awards_roll", "awards_box") for row in marks(name, "id AS what")}
    assert (len(new), old & new) == (8, set())
    assert joined(marks("awards_roll", "seat_id"), marks("awards_box", "choice")) == {}
