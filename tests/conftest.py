"""The cast: one small made-up school that every test of pages and verbs plays in.

Lan is the clerk; Minh heads the faculty of party building, Hoa lectures there; Bình, a lecturer, and Dũng, a head,
belong to another faculty and must see nothing of Minh's; Quang is rector, chair and signer; Thu his deputy.
"""

from datetime import date
from types import SimpleNamespace

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.signals import connection_created
from django.test import Client
from django.test.testcases import TransactionTestCase
from whitenoise.middleware import WhiteNoiseMiddleware

from awards.demo.institution import load_institution
from awards.models import Seat
from campaigns.models import Campaign, Department, Posting
from tests.factories import make_campaign, make_council, make_department, make_person, make_user
from thidua import clock, guards, inspection, print_guard, setting_up
from thidua.inspection.__main__ import answer, answer_with_text
from thidua.models import DemoClock
from thidua.print_guard.reading import File

SPRING = date(2022, 3, 1)
LONGEST_STUB = 100  # bytes


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="leave out the tests that have no database")


def pytest_collection_modifyitems(config, items):
    """pytest-django lets no other test near a database: on a second one they would say the same again."""
    if config.getoption("--database-only"):
        left_out = [item for item in items if not uses_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if uses_database(item)]


def uses_database(item) -> bool:
    fixtures = {"db", "transactional_db", "live_server", "django_db_setup"}
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint(item.fixturenames)


@connection_created.connect
def _readers_go_on(connection, **about):
    """In memory SQLite turns a reader away while another connection writes; in a file, as everywhere else, it reads on.

    Pages in a browser ask by themselves while a test acts.
    """
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA read_uncommitted = ON")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """No connection outlives its request: one left by a live page would keep the test database from being dropped."""
    connections.settings["default"]["CONN_MAX_AGE"] = 0


@pytest.fixture(autouse=True)
def _quick_and_contained(settings, tmp_path):
    """Cheap password hashes, private files in a scratch folder."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path
    settings.DEMO = True
    settings.HTTPS = False


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


@pytest.fixture
def own_process() -> None:
    """Files are looked into as in a real start: each in a process of its own."""


def answered_here(content: bytes, *more: str) -> str:
    return (answer_with_text if "text" in more else answer)(content)


@pytest.fixture(autouse=True)
def _stubs_have_no_pages(monkeypatch):
    """A paper that a test draws as a few bytes has no pages to look at: the guard then reads its words alone."""
    read = print_guard.read
    monkeypatch.setattr(
        print_guard, "read", lambda content: read(content) if len(content) > LONGEST_STUB else File((), "", "")
    )


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
def _guards_lifted_only_in_a_flush():
    """A transactional test ends with a flush, which guarded tables refuse: lift the guards for it alone."""
    flush = TransactionTestCase._fixture_teardown

    def lifted(self):
        guards.lift()
        try:
            flush(self)
        finally:
            guards.install()

    TransactionTestCase._fixture_teardown = lifted
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture
def clock_at(db):
    """Move the clock of the database: `clock_at(date(2022, 3, 1))`; pages and verbs then live on that day."""

    def move_to(day: date) -> date:
        DemoClock.objects.update_or_create(pk=1, defaults={"today": day})
        return day

    return move_to


@pytest.fixture
def reference(db) -> None:
    """Catalogue, legal texts, base salaries, series, the institution."""
    load_institution()


@pytest.fixture
def school(reference, clock_at) -> SimpleNamespace:
    """Units and people; the clock stands at 01/03/2022."""
    clock_at(SPRING)
    root = make_department("TRUONG", "Trường Chính trị tỉnh Lai Châu", Department.Kind.SCHOOL)
    board = make_department("BLD", "Ban Lãnh đạo", Department.Kind.BOARD, root)
    faculty = make_department("XDD", "Khoa Xây dựng Đảng", Department.Kind.FACULTY, root)
    other_faculty = make_department("LLCS", "Khoa Lý luận cơ sở", Department.Kind.FACULTY, root)
    office = make_department("TCHC", "Phòng Tổ chức, Hành chính, Thông tin, Tư liệu", Department.Kind.OFFICE, root)
    head = {"is_head": True}
    rector = make_person(
        "Phạm Văn Quang",
        board,
        "Hiệu trưởng",
        username="quang",
        gender="male",
        posting=head | {"may_sign": True, "signs_as": "head"},
    )
    Posting.objects.create(
        staff_member=rector,
        department=root,
        post="Hiệu trưởng",
        is_main=False,
        is_head=True,
        starts_on=rector.joined_on,
    )
    return SimpleNamespace(
        root=root,
        board=board,
        faculty=faculty,
        other_faculty=other_faculty,
        office=office,
        rector=rector,
        deputy=make_person(
            "Vũ Thị Thu", board, "Phó Hiệu trưởng", username="thu", posting={"may_sign": True, "signs_as": "KT"}
        ),
        head=make_person("Trần Văn Minh", faculty, "Trưởng khoa", username="minh", gender="male", posting=head),
        lecturer=make_person("Nguyễn Thị Hoa", faculty, username="hoa"),
        lecturer2=make_person("Lò Văn Ẵm", faculty, username="am", gender="male"),
        other_head=make_person(
            "Lê Văn Dũng", other_faculty, "Trưởng khoa", username="dung", gender="male", posting=head
        ),
        stranger=make_person("Hoàng Văn Bình", other_faculty, username="binh", gender="male"),
        office_head=make_person("Đỗ Thị Yến", office, "Trưởng phòng", username="yen", posting=head),
        clerk=make_person("Ngô Thị Lan", office, "Chuyên viên", username="lan", clerk=True),
        administrator=make_user("quantri", is_staff=True, is_superuser=True),
    )


@pytest.fixture
def campaign(school) -> Campaign:
    """The launched campaign of 2022: two phases, registration until 31/03/2022, dossiers until 10/12/2022."""
    return make_campaign()


@pytest.fixture
def council(school):
    """Five seats: Quang (chair), Thu, Minh, Dũng, Lan (secretary)."""
    role = Seat.Role
    return make_council(
        [
            (school.rector, role.CHAIR),
            (school.deputy, role.VICE_CHAIR),
            (school.head, role.MEMBER),
            (school.other_head, role.MEMBER),
            (school.clerk, role.SECRETARY),
        ]
    )


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
