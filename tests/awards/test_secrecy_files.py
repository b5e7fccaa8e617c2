"""The attack of docs/secrecy.md on the files themselves, on what a server writes beside them, and on a back-up."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import connection

from tests.awards import ballot_files
from tests.awards.backup import world
from tests.awards.live_room import BALLOTS, Room, begin_clean
from tests.awards.meeting import DAY
from tests.servers import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _alone(transactional_db):
    begin_clean()


@pytest.fixture
def room(school, campaign, council, clock_at, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"
    clock_at(DAY)
    made = Room(school, campaign, council, tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.kill()


def attack(room) -> dict[int, set[tuple[int, str]]]:
    if connection.vendor == "postgresql":
        return ballot_files.on_postgresql(room.query)
    return ballot_files.on_sqlite(room.file, room.query)


def whole(room) -> dict[int, set[tuple[int, str]]]:
    """What the attacker wants: seat → what they chose."""
    return {
        room.seats[given].pk: {(int(name[1:]), choice) for name, choice in room.ballot(given).items()}
        for given in BALLOTS
    }


def test_the_files_tell_everything_until_the_count_and_nothing_after_it(room):
    for given in BALLOTS:
        assert room.vote(given) == 302
    assert attack(room) == whole(room)  # the attack is one: this is what is not promised
    old = files(room)
    room.query("ANALYZE")  # as an autovacuum does in the middle
    assert room.count() == 302
    assert room.query(f"SELECT status, voted FROM awards_round WHERE id = {room.round_.pk}") == [("counted", 5)]
    assert room.box() == room.expected(*BALLOTS)
    assert attack(room) == {}
    _nothing_is_left_in_the_files(room, old)
    _nothing_else_in_the_database_names_a_choice(room)
    _nor_does_what_the_server_wrote(room)
    _nor_a_back_up(room)


def test_the_files_tell_of_a_program_that_keeps_a_row_a_ballot(room):
    """The control: who voted and what was chosen stand in two tables with nothing in common."""
    number = "bigint GENERATED ALWAYS AS IDENTITY" if connection.vendor == "postgresql" else "integer PRIMARY KEY"
    room.query(f"CREATE TABLE control_receipt (id {number}, seat_id bigint)")
    room.query(f"CREATE TABLE control_ballot (id {number}, choice varchar(10))")
    chosen = {room.seats[given].pk: str(choices[0]) for given, choices in BALLOTS.items()}
    for seat, choice in chosen.items():
        receipt = f"INSERT INTO control_receipt (seat_id) VALUES ({seat})"
        ballot = f"INSERT INTO control_ballot (choice) VALUES ('{choice}')"
        if connection.vendor == "postgresql":
            room.query(f"WITH receipt AS ({receipt} RETURNING 1) {ballot} RETURNING 1")
        else:
            room.query(receipt)
            room.query(ballot)
    tables = ("control_receipt", "control_ballot")
    if connection.vendor == "postgresql":
        found = ballot_files.kept_on_postgresql(room.query, *tables)
    else:
        found = ballot_files.kept_on_sqlite(room.file, room.query, *tables)
    for table in tables:
        room.query(f"DROP TABLE {table}")
    assert found == chosen


def files(room) -> list[str]:
    if connection.vendor != "postgresql":
        return []
    tables = "('awards_roll', 'awards_box')"
    return [path for (path,) in room.query(f"SELECT pg_relation_filepath(oid) FROM pg_class WHERE relname IN {tables}")]


def _nothing_is_left_in_the_files(room, old: list[str]) -> None:
    if connection.vendor == "sqlite":
        assert ballot_files.left_over(room.file, room.query) == []
        assert [path.name for path in room.folder.glob("room.sqlite3*") if "journal" in path.name] == []
        return
    for path in old:
        assert room.query(f"SELECT coalesce((pg_stat_file('{path}', true)).size, 0)") == [(0,)]
    for table, rows in (("awards_roll", 5), ("awards_box", 9)):
        found = ballot_files.rows_in_files(room.query, table)
        assert (len(found), len({number for number, _ in found})) == (rows, 1)
    kept = "SELECT attname FROM pg_stats WHERE tablename IN ('awards_roll', 'awards_box')"
    assert {name for (name,) in room.query(kept)}.isdisjoint({"count", "voted"})
    said = room.query("SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    assert [text for (text,) in said if "agree" in text or "opinion" in text] == []


def _nothing_else_in_the_database_names_a_choice(room) -> None:
    """Every row of every table as text; sessions are read as the program reads them in test_secrecy.py."""
    if connection.vendor == "postgresql":
        tables = room.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    else:
        tables = room.query("SELECT name FROM sqlite_master WHERE type = 'table'")
    words = ("disagree", "no_opinion", "Không đồng ý", "Không có ý kiến")
    naming = {
        table for (table,) in tables if any(word in str(room.query(f'SELECT * FROM "{table}"')) for word in words)
    }
    assert naming == {"awards_box"}


def _nor_does_what_the_server_wrote(room) -> None:
    """Its log of requests has addresses, times and sizes, nothing more; what a size could tell: test_secrecy.py."""
    text = room.log.read_text(encoding="utf-8")
    assert (text.count("/phieu/xem-lai/ HTTP"), text.count("/phieu/bo/ HTTP")) == (5, 5)
    assert [word for word in ("agree", "opinion", "Đồng ý", f"q{room.questions[0]}=") if word in text] == []


def _nor_a_back_up(room) -> None:
    """Taken by the command, read back into a database of its own: the rows of the count, no older ones."""
    archive = room.folder / "after.tar"
    environment = os.environ | room.environment
    command = [sys.executable, "manage.py", "backup", str(archive), "-v0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    with world.place_in(room.folder) as place:
        call_command("restore", str(archive), no_record=True, verbosity=0, **place.options())
        if place.on_postgresql:
            assert ballot_files.on_postgresql(place.query) == {}
        else:
            assert ballot_files.on_sqlite(place.folder / "db.sqlite3", place.query) == {}
            assert ballot_files.left_over(place.folder / "db.sqlite3", place.query) == []
        assert place.query("SELECT count(*) FROM django_session") == [(0,)]
        assert sum(count for (count,) in place.query("SELECT count FROM awards_box")) == 15
