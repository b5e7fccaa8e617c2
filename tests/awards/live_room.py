"""A council in its room on a real server: the cast votes through its pages, on a database whose files can be read.

SQLite's tests live in memory, so the room gets a copy of theirs in a file; on PostgreSQL it is the tests' own.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from awards import preparing, secrecy, voting
from tests.awards.backup.world import query_postgres, url_of
from tests.awards.meeting import AGREE, DISAGREE, NO_OPINION, convene, make_session, seats_by_name, table
from tests.servers import Browser, free_port, kill, start, wait_for

TOKEN = "t" * 32  # a browser's cookie and its form say the same
# In the order in which they vote; no two ballots are the same.
BALLOTS = {
    "Lan": (DISAGREE, AGREE, AGREE),
    "Minh": (AGREE, AGREE, NO_OPINION),
    "Quang": (NO_OPINION, AGREE, DISAGREE),
    "Dũng": (AGREE, DISAGREE, AGREE),
    "Thu": (DISAGREE, NO_OPINION, NO_OPINION),
}


def begin_clean() -> None:
    """Without connections earlier tests left behind, nor their rows, which they take back by deleting (flushing.py)."""
    if connection.vendor == "postgresql":
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        with connection.cursor() as cursor:
            cursor.execute(f"{others} AND pid <> pg_backend_pid()")
        assert secrecy.shred()


class Room:
    """`session` is convened with everybody, `round_` is open with three cases."""

    def __init__(self, school, campaign, council, folder: Path) -> None:
        self.folder, self.log = folder, folder / "server.log"
        chair = school.rector.user
        self.session = convene(make_session(campaign, council), by=chair)
        people = [(school.lecturer, school.faculty), (school.lecturer2, school.faculty)]
        people += [(school.stranger, school.other_faculty)]
        cases = [table(self.session, *person, by=chair) for person in people]
        self.round_ = preparing.prepare_round(self.session, nominations=cases, by=chair)
        voting.open_round(self.round_, by=chair)
        self.questions = list(self.round_.questions.values_list("pk", flat=True))
        self.seats = seats_by_name(self.session)
        self.cookies = {given: _signed_in(seat.staff_member.user) for given, seat in self.seats.items()}
        self.environment = {"DATABASE_URL": self._database()}
        self.port, self.server = free_port(), None

    def _database(self) -> str:
        if connection.vendor == "postgresql":
            return url_of(connection.settings_dict["NAME"])
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self.file)])
        return f"sqlite:///{self.file}"

    @property
    def file(self) -> Path:
        """SQLite's."""
        return self.folder / "room.sqlite3"

    def query(self, sql: str) -> list[tuple]:
        """Of the room's database as it is now."""
        if connection.vendor == "postgresql":
            return query_postgres(connection.settings_dict["NAME"], sql)
        with closing(sqlite3.connect(self.file)) as link:
            found = link.execute(sql).fetchall()
            link.commit()
            return found

    def start(self, **options: int) -> None:
        self.server = start(self.port, self.environment, log=self.log, **options)
        wait_for(self.port)

    def kill(self) -> None:
        if self.server:
            kill(self.server)

    def browser(self, given: str) -> Browser:
        found = Browser(self.port)
        found.cookies = {"sessionid": self.cookies[given], "csrftoken": TOKEN}
        return found

    @property
    def page(self) -> str:
        return f"/luot/{self.round_.pk}/phieu/"

    def ballot(self, given: str) -> dict[str, str]:
        return {f"q{pk}": str(choice) for pk, choice in zip(self.questions, BALLOTS[given], strict=True)}

    def vote(self, given: str) -> int:
        """Looks the ballot over, as the page leads; the status of the last answer."""
        member = self.browser(given)
        assert member.ask(0, "GET", self.page)[0] == 200
        assert member.post(0, f"{self.page}xem-lai/", TOKEN, **self.ballot(given))[0] == 200
        return member.post(0, f"{self.page}bo/", TOKEN, **self.ballot(given))[0]

    def count(self) -> int:
        url = f"/luot/{self.round_.pk}/kiem-phieu/"
        return self.browser("Quang").post(0, url, TOKEN, word="KIỂM PHIẾU", reason="Về sớm")[0]

    def voted(self) -> set[str]:
        rows = self.query(f"SELECT seat_id FROM awards_roll WHERE round_id = {self.round_.pk} AND voted")
        names = {seat.pk: given for given, seat in self.seats.items()}
        return {names[pk] for (pk,) in rows}

    def box(self) -> dict[tuple[int, str], int]:
        """Of the round: question and choice → count."""
        keys = ", ".join(map(str, self.questions))
        rows = self.query(f"SELECT question_id, choice, count FROM awards_box WHERE question_id IN ({keys})")
        return {(question, choice): count for question, choice, count in rows}

    def expected(self, *given: str) -> dict[tuple[int, str], int]:
        """What the box must say when these have voted, and nobody else."""
        sent = [(int(name[1:]), choice) for one in given for name, choice in self.ballot(one).items()]
        return {(pk, str(choice)): sent.count((pk, str(choice))) for pk in self.questions for choice in type(AGREE)}


def _signed_in(user) -> str:
    """The cookie of a session of this account."""
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key
