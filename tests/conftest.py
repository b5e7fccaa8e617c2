"""What every test has: the cast (tests/cast.py), quick stand-ins for what is tested elsewhere, somebody signed in."""

import gc
import os
import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.signals import connection_created
from django.test import Client
from django.test.testcases import TransactionTestCase
from django.test.utils import override_settings
from whitenoise.middleware import WhiteNoiseMiddleware

from awards.demo.institution import load_institution
from campaigns.models import Campaign
from tests import flushing, migrated, permission_world
from tests.__main__ import ALONE
from tests.cast import make_school, move_clock, seat_council
from tests.drawn_once import drawn_once
from tests.factories import make_campaign
from tests.layers import Layers
from tests.one_at_a_time import one_at_a_time
from thidua import clock, inspection, pdf, print_guard, setting_up
from thidua.inspection.__main__ import answer, answer_with_text
from thidua.models import document
from thidua.print_guard.reading import File

LONGEST_STUB = 100  # bytes
CODES = 2022  # what their lot begins with
GARBAGE = 50_000  # objects made until Python looks for garbage
STATEMENTS = 1_000  # that SQLite keeps ready: Python’s 128 were prepared anew over and over
QUICK = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"], "DEMO": True, "HTTPS": False}
layers = Layers()
layers.lent = {"clock_at": lambda made: move_clock, "chair": lambda made: made.school.rector.user}
REFERENCE = layers.add("reference", lambda made: load_institution(), module=__name__)
SCHOOL = layers.add("school", lambda made: make_school(), below=REFERENCE, module=__name__)
CAMPAIGN = layers.add("campaign", lambda made: make_campaign(), below=SCHOOL, module=__name__)
COUNCIL = layers.add("council", lambda made: seat_council(made.school), below=CAMPAIGN, module=__name__)
EVERYTHING = layers.add("everything", lambda made: permission_world.make(made.school), below=SCHOOL, module=__name__)


def pytest_addoption(parser):
    help_ = "leave out the tests that have no database, and those marked as the same on each (one_database)"
    parser.addoption("--database-only", action="store_true", help=help_)


# How sheets look: margins, fonts, what Word repeats. Their rows are asked for by the other tests of each paper.
DRAWN = (
    "tests/awards/test_certificate_sheets.py",
    "tests/awards/test_every_paper.py",
    "tests/awards/test_word_files.py",
    "tests/test_papers_layout.py",
    "tests/thidua/print_guard/",
)


def pytest_collection_modifyitems(config, items):
    """pytest-django lets no other test near a database: on a second one they and drawings would say the same again."""
    if config.getoption("--database-only"):
        elsewhere = DRAWN + (ALONE if "PYTEST_XDIST_WORKER" in os.environ else ())
        asked = [item for item in items if asks_its_database(item) and not item.nodeid.startswith(elsewhere)]
        left_out = [item for item in items if item not in set(asked)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = asked


def asks_its_database(item) -> bool:
    if item.get_closest_marker("one_database"):
        return False
    fixtures = {"db", "transactional_db", "live_server", "django_db_setup"}
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint(item.fixturenames)


def pytest_collection_finish():
    """What is loaded by now stays to the end: Python need not look for garbage among it, test after test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE, 20, 20)


@connection_created.connect
def _readers_go_on(connection, **about):
    """In memory SQLite turns a reader away while another connection writes; in a file, as everywhere else, it reads on.

    Pages in a browser ask by themselves while a test acts.
    """
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA read_uncommitted = ON")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """As ever; from the second test on, layers stand in the database (tests/layers.py)."""
    layers.blocker = django_db_blocker
    yield
    with django_db_blocker.unblock():
        layers.take_down()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    with as_in_a_test():
        layers.prepare(item)


@contextmanager
def as_in_a_test() -> Iterator[None]:
    """What the fixtures below do for a test, for what is made between two of them."""
    with override_settings(**QUICK), pytest.MonkeyPatch.context() as patch:
        patch.setattr(setting_up, "known_done", True)
        patch.setattr(inspection, "answered", answered_here)
        patch.setattr(document, "secrets", by_lot(layers.lot))
        stubs_have_no_pages(patch)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """No connection outlives its request: one left by a live page would keep the test database from being dropped."""
    database = connections.settings["default"]
    database["CONN_MAX_AGE"] = 0
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = database["OPTIONS"] | {"cached_statements": STATEMENTS}
    held = migrated.begin_with(database)
    yield
    if held:
        held.close()


@pytest.fixture(autouse=True)
def _quick_and_contained(settings, tmp_path):
    """Cheap password hashes, private files in a scratch folder."""
    for name, value in QUICK.items():
        setattr(settings, name, value)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _set_up(monkeypatch):
    """The school of a test is set up; a test of the set-up itself takes the fixture `empty`."""
    monkeypatch.setattr(setting_up, "known_done", True)


@pytest.fixture(autouse=True)
def _files_looked_into_here(request, monkeypatch):
    """Without a process for every upload, which says the same (tests/thidua/test_inspection.py).

    A test of that process, and a browser, has it: `usefixtures("own_process")`.
    """
    if {"own_process", "live_server"}.isdisjoint(request.fixturenames):
        monkeypatch.setattr(inspection, "answered", answered_here)


@pytest.fixture(autouse=True)
def _asked_one_at_a_time(request, monkeypatch):
    """Beside a browser's server: tests/one_at_a_time.py."""
    if "live_server" in request.fixturenames and connection.vendor == "sqlite" and connection.is_in_memory_db():
        one_at_a_time(monkeypatch)


@pytest.fixture
def own_process() -> None:
    """Files are looked into as in a real start: each in a process of its own."""


def answered_here(content: bytes, *more: str) -> str:
    return (answer_with_text if "text" in more else answer)(content)


@pytest.fixture(autouse=True)
def _stubs_have_no_pages(monkeypatch):
    """A paper that a test draws as a few bytes has no pages to look at: the guard then reads its words alone."""
    stubs_have_no_pages(monkeypatch)


def stubs_have_no_pages(patch: pytest.MonkeyPatch) -> None:
    read = print_guard.read
    patch.setattr(
        print_guard, "read", lambda content: read(content) if len(content) > LONGEST_STUB else File((), "", "")
    )


@pytest.fixture(autouse=True, scope="session")
def _drawn_once():
    with drawn_once():
        yield


@pytest.fixture(autouse=True)
def _codes_by_the_same_lot(monkeypatch):
    """The codes on papers are other ones within a test and the same in each, so that equal papers are equal files."""
    monkeypatch.setattr(document, "secrets", by_lot(random.Random(CODES)))


def by_lot(lot: random.Random) -> SimpleNamespace:
    return SimpleNamespace(choice=lot.choice, token_hex=secrets.token_hex)


@pytest.fixture
def drawn_anew(monkeypatch) -> None:
    """Every paper is drawn, though it was before."""
    monkeypatch.setattr(pdf, "_engine", pdf._engine.real)


@pytest.fixture
def empty(db, monkeypatch, settings):
    """An empty database as a real start meets it: no institution, no demo."""
    monkeypatch.setattr(setting_up, "known_done", False)
    settings.DEMO = False


@pytest.fixture(autouse=True, scope="session")
def _static_files_looked_up_once():
    """Every client of a test is a server that starts; the files it serves are the same each time."""
    look, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def once(self):
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    WhiteNoiseMiddleware.add_files_from_finders = once
    yield
    WhiteNoiseMiddleware.add_files_from_finders = look


@pytest.fixture(autouse=True, scope="session")
def _flushed_quickly():
    """A transactional test ends with a flush: see tests/flushing.py."""
    TransactionTestCase._fixture_teardown = flushing.flush
    yield
    TransactionTestCase._fixture_teardown = flushing.DJANGOS_OWN


@pytest.fixture
def clock_at(db):
    """Move the clock of the database: `clock_at(date(2022, 3, 1))`; pages and verbs then live on that day."""
    return move_clock


@pytest.fixture
def reference(db) -> None:
    """Catalogue, legal texts, base salaries, series, the institution."""
    layers.made(REFERENCE)


@pytest.fixture
def school(reference) -> SimpleNamespace:
    """Units and people; the clock stands at 01/03/2022."""
    return layers.made(SCHOOL)


@pytest.fixture
def everything(school) -> SimpleNamespace:
    """The world of the permission table (tests/permission_world.py); the clock stands at 20/12/2022."""
    return layers.made(EVERYTHING, school=school)


@pytest.fixture
def campaign(school) -> Campaign:
    """The launched campaign of 2022: two phases, registration until 31/03/2022, dossiers until 10/12/2022."""
    return layers.made(CAMPAIGN)


@pytest.fixture
def council(school):
    """Five seats: Quang (chair), Thu, Minh, Dũng, Lan (secretary)."""
    return layers.made(COUNCIL, school=school)


@pytest.fixture
def sign_in(db):
    """A client signed in as a person of the cast (or as a user): `sign_in(school.head)`."""

    def signed_in(who) -> Client:
        client = Client()
        client.force_login(getattr(who, "user", who), backend=configured.AUTHENTICATION_BACKENDS[-1])
        return client

    return signed_in


@pytest.fixture
def standing():
    """`with standing(date(2022, 12, 5)):` for verbs called without a request."""
    return clock.standing_at


@pytest.fixture
def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("cần PostgreSQL: đặt DATABASE_URL=postgres://…")


@pytest.fixture
def demo(db):
    """The demo school up to a stage: `demo("launched")`."""

    def fill(stage: str = "next", **options) -> None:
        call_command("demo", until=stage, verbosity=0, **options)

    return fill
