"""A school with attachments, a counted round, an issued decision; places to restore into; rows to compare."""

import sqlite3
from contextlib import closing, contextmanager
from urllib.parse import quote

import psycopg2
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from psycopg2.extras import register_default_jsonb

from awards import deciding
from awards.models import Nomination, Round
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from tests.data import make_uploads
from tests.factories import make_nomination
from thidua import clock, pdf
from thidua.models import Attachment
from thidua.uploads import store

PDF = make_uploads.pdf()
FILES = 3


def build(school, campaign, council, monkeypatch) -> None:
    """Three attachments, a decision with its issued paper, a session of the browser that must not be copied."""
    Session.objects.create(session_key="of-a-browser", session_data="x", expire_date=clock.real_now())
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 decision %%EOF")
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        recommend(session, school.lecturer)
        decision = deciding.draft(
            session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user
        )
        deciding.issue(decision, number=15, date=DECIDED_ON, by=school.clerk.user)
        for number in range(FILES):
            upload = SimpleUploadedFile(f"Minh chứng {number}.pdf", PDF.replace(b"evidence 0", b"%d" % number))
            store(upload, by=school.lecturer.user)


def open_round(school, campaign, council) -> Round:
    """A round that is open, in a session of its own, written straight into the database."""
    session = make_session(campaign, council, status="convened", number=9)
    round_ = Round.objects.create(session=session, ordinal=1, title="LĐTT năm 2022", status=Round.Status.OPEN)
    make_nomination(campaign, school.lecturer2, school.faculty, status=Nomination.Status.TABLED, session=session)
    return round_


def url_of(name: str) -> str:
    """postgres://… of a database of this server."""
    config = connection.settings_dict
    secret = f":{quote(config['PASSWORD'], safe='')}" if config["PASSWORD"] else ""
    port = f":{config['PORT']}" if config["PORT"] else ""
    return f"postgres://{quote(config['USER'])}{secret}@{quote(config['HOST'], safe='')}{port}/{name}"


def query_postgres(name: str, sql: str) -> list[tuple]:
    config = connection.settings_dict
    fields = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    where = {field: config[key] for field, key in fields.items() if config[key]}
    with closing(psycopg2.connect(dbname=name, **where)) as link:
        link.autocommit = True
        register_default_jsonb(link, loads=str)
        with link.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []


class Place:
    """Where an archive is restored to: a folder, or a database of its own beside the tests'."""

    def __init__(self, folder) -> None:
        self.folder = folder / "restored"
        self.media = self.folder if self.on_postgresql else self.folder / "media"
        self.name = f"{connection.settings_dict['NAME']}_restored"

    @property
    def on_postgresql(self) -> bool:
        return connection.vendor == "postgresql"

    def make(self) -> None:
        if self.on_postgresql:
            self.drop()
            query_postgres("postgres", f'CREATE DATABASE "{self.name}"')

    def drop(self) -> None:
        if self.on_postgresql:
            query_postgres("postgres", f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def options(self) -> dict:
        if self.on_postgresql:
            return {"into": url_of(self.name), "media": self.folder}
        return {"into": str(self.folder)}

    def query(self, sql: str) -> list[tuple]:
        if self.on_postgresql:
            return query_postgres(self.name, sql)
        with closing(sqlite3.connect(self.folder / "db.sqlite3", detect_types=sqlite3.PARSE_DECLTYPES)) as link:
            found = link.execute(sql).fetchall()
            link.commit()
            return found

    def is_usable(self) -> bool:
        """Would the program start with it?"""
        if self.on_postgresql:
            return self.query(
                "SELECT to_regclass('thidua_user') IS NOT NULL AND to_regclass('thidua_restoring') IS NULL"
            )[0][0]
        return self.folder.exists()


def live(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def rows_of(ask, table: str) -> list[str]:
    """Every row as text, in an order that is the same on both sides."""
    plain = (
        [bytes(value) if isinstance(value, memoryview | bytes) else str(value) for value in row]
        for row in ask(f'SELECT * FROM "{table}"')
    )
    return sorted(map(repr, plain))


def as_live(archive, folder) -> dict[str, str]:
    """The environment of a program of its own on this world; SQLite's lives in memory, so it is restored to a file."""
    private = Attachment._meta.get_field("file").storage.location
    if connection.vendor == "postgresql":
        return {
            "DATABASE_URL": url_of(connection.settings_dict["NAME"]),
            "MEDIA_ROOT": private,
        }
    call_command("restore", str(archive), into=str(folder / "live"), no_record=True, verbosity=0)
    return {"DATABASE_URL": f"sqlite:///{folder}/live/db.sqlite3", "MEDIA_ROOT": f"{folder}/live/media"}


@contextmanager
def place_in(folder):
    place = Place(folder)
    place.make()
    try:
        yield place
    finally:
        place.drop()
