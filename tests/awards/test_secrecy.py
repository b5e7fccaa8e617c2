"""The attack of docs/secrecy.md: from everything the database shows after a count, join members to choices.

It must fail on roll and box, and the same attack must succeed on a table that keeps one row a ballot. The files
themselves are read in test_secrecy_files.py.
"""

import io
import logging
from contextlib import closing, contextmanager, nullcontext
from functools import partial

import psycopg2
import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.urls import reverse

from awards import ballot_box, preparing, secrecy, voting
from awards.models import Box, Roll
from tests.awards import ballot_files
from tests.awards.backup.world import query_postgres
from tests.awards.live_room import begin_clean
from tests.awards.meeting import AGREE, DAY, DISAGREE, NO_OPINION, convene, make_session, seats_by_name, table
from thidua.logs import SafeFormatter
from thidua.models import AuditEntry

VOTES = {"Lan": DISAGREE, "Minh": AGREE, "Quang": NO_OPINION, "Dũng": AGREE, "Thu": DISAGREE}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _alone(transactional_db):
    begin_clean()


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


@pytest.mark.postgres
@pytest.mark.usefixtures("on_postgresql")
def test_whoever_reads_an_older_moment_during_the_count_is_noticed(opened, chair, sign_in, monkeypatch, caplog):
    """A long back-up that began before the round: VACUUM FULL then carries the old rows over, and all is readable."""
    monkeypatch.setattr(secrecy, "PAUSE", 0)
    seats, question = seats_by_name(opened.session), opened.questions.get()
    everything = {seats[given].pk: {(question.pk, str(choice))} for given, choice in VOTES.items()}

    def query(sql):
        return query_postgres(connection.settings_dict["NAME"], sql)

    parameters = connection.get_connection_params() | {"cursor_factory": None}
    with closing(psycopg2.connect(**parameters)) as reader:
        reader.set_session(isolation_level="REPEATABLE READ")
        reader.cursor().execute("SELECT count(*) FROM awards_roll")
        vote_through_the_pages(opened, sign_in)
        voting.count(opened, by=chair)
        assert "Chưa dọn được các hàng cũ của hòm phiếu" in caplog.text
        assert ballot_files.on_postgresql(query) == everything
    call_command("tidy", verbosity=0)
    assert ballot_files.on_postgresql(query) == {}
    caplog.clear()
    assert secrecy.shred()
    assert caplog.text == ""


def test_the_night_leaves_an_open_round_alone(opened, monkeypatch):
    called = []
    monkeypatch.setattr(secrecy, "shred", lambda: called.append(True))
    secrecy.shred_again()
    assert called == []
    voting.count(opened, by=opened.session.council.seats.first().staff_member.user, reason="Mất mạng")
    called.clear()
    secrecy.shred_again()
    assert called == [True]


@pytest.fixture
def written():
    """All that the configured handler of the root writes."""
    handler = next(one for one in logging.getLogger().handlers if isinstance(one.formatter, SafeFormatter))
    stream = io.StringIO()
    old = handler.setStream(stream)
    yield stream.getvalue
    handler.setStream(old)


@pytest.mark.parametrize("moment", ["the box", "the very end"])
def test_a_crash_inside_the_vote_leaves_nothing(opened, sign_in, written, monkeypatch, moment):
    """The error carries the choice in its text; the vote is not there, and the member may vote again."""
    seat, question = seats_by_name(opened.session)["Thu"], opened.questions.get()
    field = f"q{question.pk}"

    def fails(*args, **kwargs):
        raise DatabaseError(f"{field}={DISAGREE} of {seat}")

    member = sign_in(seat.staff_member)
    member.raise_request_exception = False
    with dying_at(moment, f"{field}={DISAGREE}", fails, monkeypatch):
        response = member.post(reverse("ballot_cast", args=[opened.pk]), {field: DISAGREE})
    log = written()
    said = log + response.content.decode() + str(response.headers) + str(response.cookies)
    assert (response.status_code, "500 POST ballot_cast mã " in log) == (500, True)
    assert [word for word in (str(DISAGREE), "Không đồng ý", field) if word in said] == []
    assert sum(Box.objects.values_list("count", flat=True)) == 0
    assert not Roll.objects.filter(voted=True).exists()
    response = member.post(reverse("ballot_cast", args=[opened.pk]), {field: DISAGREE}, follow=True)
    assert "Đã bỏ phiếu" in response.content.decode()
    assert sum(Box.objects.values_list("count", flat=True)) == 1


@contextmanager
def dying_at(moment, words, fails, monkeypatch):
    """The vote dies when it writes the box, or in the place of its commit: on PostgreSQL by the database's own hand."""
    if moment == "the box":
        with monkeypatch.context() as broken:
            broken.setattr(ballot_box, "_places", fails)
            yield
    elif connection.vendor == "sqlite":
        with monkeypatch.context() as broken:
            broken.setattr(transaction.Atomic, "__exit__", _dying(transaction.Atomic.__exit__, fails))
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE FUNCTION dying() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN RAISE EXCEPTION '{words}'; END $$"
            )
            cursor.execute(
                "CREATE CONSTRAINT TRIGGER dying AFTER UPDATE ON awards_roll DEFERRABLE INITIALLY DEFERRED"
                " FOR EACH ROW EXECUTE FUNCTION dying()"
            )
        yield
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION dying CASCADE")


def _dying(real, fails):
    """The outermost block of the vote ends with an error in the place of its commit."""

    def exit_block(self, kind, error, trace):
        if kind is None and not connection.savepoint_ids and Roll.objects.filter(voted=True).exists():
            try:
                fails()
            except DatabaseError as died:
                real(self, type(died), died, died.__traceback__)
                raise
        return real(self, kind, error, trace)

    return exit_block


@pytest.mark.postgres
@pytest.mark.usefixtures("on_postgresql")
@pytest.mark.parametrize("moment", ["in time", "the very end"])
def test_a_connection_at_rest_does_not_show_the_last_vote(opened, monkeypatch, moment):
    """pg_stat_activity keeps what each connection was last asked, and when: the vote is not the last."""
    seat, question = seats_by_name(opened.session)["Thu"], opened.questions.get()
    vote = partial(ballot_box.put_in, opened, seat, [question.pk], {question.pk: DISAGREE})
    dies = moment == "the very end"
    with dying_at(moment, "q1=disagree", None, monkeypatch) if dies else nullcontext():
        with pytest.raises(DatabaseError) if dies else nullcontext():
            vote()
        shown = query_postgres(connection.settings_dict["NAME"], "SELECT query FROM pg_stat_activity")
    assert [query for (query,) in shown if "awards_box" in query] == []


def test_the_page_that_shows_a_ballot_once_more_has_one_size(opened, sign_in):
    """A proxy logs sizes of answers; who chose the longer word must not be seen there."""
    seat, question = seats_by_name(opened.session)["Thu"], opened.questions.get()
    member, url = sign_in(seat.staff_member), reverse("ballot_review", args=[opened.pk])
    pages = [member.post(url, {f"q{question.pk}": choice}) for choice in Box.Choice]
    assert [page.status_code for page in pages] == [200] * 3
    token = len(pages[0].content.split(b'csrfmiddlewaretoken" value="')[1].split(b'"')[0])
    assert token == 64
    assert len({len(page.content) for page in pages}) == 1
    edits = [member.post(url, {f"q{question.pk}": choice, "edit": "1"}) for choice in Box.Choice]
    assert len({len(page.content) for page in edits}) == 1


def test_an_ended_session_and_a_stale_page_keep_no_ballot(opened, client, sign_in):
    """What is typed elsewhere outlives an ended session (thidua/kept_forms.py); a choice does not."""
    question = opened.questions.get()
    url, posted = reverse("ballot_cast", args=[opened.pk]), {f"q{question.pk}": DISAGREE}
    turned_away = client.post(url, posted)
    assert turned_away["Location"].startswith(reverse("sign_in"))
    strict = type(client)(enforce_csrf_checks=True)
    strict.cookies = sign_in(seats_by_name(opened.session)["Thu"].staff_member).cookies
    stale = strict.post(url, posted)
    assert stale.status_code == 403
    said = f"{turned_away.headers}{turned_away.cookies}{stale.headers}{stale.cookies}{stale.content.decode()}"
    said += "".join(str(session.get_decoded()) for session in Session.objects.all())
    assert [word for word in (str(DISAGREE), f"q{question.pk}") if word in said] == []
