"""What is written when things go wrong: enough to mend them, nothing about anybody. Through our own handler."""

import ast
import io
import logging
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from awards import preparing, voting
from tests.awards.meeting import DAY, convene, make_session, table
from tests.factories import PASSWORD
from thidua import views
from thidua.logs import SafeFormatter
from thidua.models import User

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET_NAME = "Lò Thị Kín Đáo"


@pytest.fixture
def written():
    """All that the configured handlers of the root write; there is no other way out."""
    handlers = [handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, SafeFormatter)]
    assert len(handlers) == 1
    stream = io.StringIO()
    old = handlers[0].setStream(stream)
    yield stream.getvalue
    handlers[0].setStream(old)


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


def test_nothing_else_has_a_way_out():
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    ways = {
        logger.name: handler
        for logger in loggers
        for handler in logger.handlers
        if not isinstance(handler, logging.NullHandler)
        and type(handler).__module__ != "_pytest.logging"  # the test runner's own
        and logger.name.startswith(("django", "thidua", "axes"))
    }
    assert ways == {}


def test_an_error_of_the_database_that_repeats_a_name(school, browser, written, monkeypatch):
    """PostgreSQL's “DETAIL: Key (username)=(…) already exists”, and whatever else stands in the text of an error."""

    def fails():
        try:
            User.objects.create(username=school.lecturer.user.username)
        except IntegrityError as error:
            raise IntegrityError(f"DETAIL: Key (full_name)=({SECRET_NAME}) already exists") from error

    monkeypatch.setattr(views, "connection", SimpleNamespace(cursor=fails))
    page = browser.get("/suc-khoe/?ten=Kin")
    code = re.search(r"mã ([0-9A-F]{6})", page.content.decode())[1]
    log = written()
    assert f" ERROR django.request 500 GET health mã {code} " in log
    assert "  django.db.utils.IntegrityError\n    " in log
    assert "thidua/views.py:" in log
    if connection.vendor == "postgresql":
        assert "UniqueViolation 23505 thidua_user_username_key" in log
    hidden = (SECRET_NAME, "full_name)=", "hoa", "Kin", "suc-khoe", "already exists", "127.0.0.1")
    assert [word for word in hidden if word in log] == []


def test_a_ballot_that_fails_inside(school, council, campaign, sign_in, clock_at, written, monkeypatch):
    clock_at(DAY)
    session = make_session(campaign, council)
    case = table(session, school.lecturer, school.faculty, by=school.clerk.user)
    convene(session, by=school.rector.user)
    round_ = preparing.prepare_round(session, nominations=[case], by=school.rector.user)
    voting.open_round(round_, by=school.rector.user)
    question = round_.questions.get()

    def fails(round_, *, seat, choices):
        raise RuntimeError(f"{seat} chọn {choices}")

    monkeypatch.setattr(voting, "cast", fails)
    member = sign_in(school.deputy)
    member.raise_request_exception = False
    assert member.post(reverse("ballot_cast", args=[round_.pk]), {f"q{question.pk}": "disagree"}).status_code == 500
    log = written()
    assert "500 POST ballot_cast mã " in log
    assert "  builtins.RuntimeError\n" in log
    hidden = ("disagree", "Không đồng ý", "Thu", "thu", "Vũ", "Hoa", f"q{question.pk}", f"/{round_.pk}/", "chọn")
    assert [word for word in hidden if word in re.sub(r"awards/\S+|\.venv/\S+", "", log)] == []


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/khong-co/?ten=Hoa&ma=SECRET", "WARNING django.request 404 GET - %s: %s"),
        ("/can-bo/999999/?ten=Hoa", "WARNING django.request 404 GET staff_member %s: %s"),
        ("/xac-minh/SECRET1234/", "WARNING django.request 404 GET verify_code %s: %s"),
        ("/luot/1/phieu/bo/", "WARNING django.request 405 GET ballot_cast Method Not Allowed (%s): %s"),
    ],
)
def test_a_page_that_is_not_there(address, line, school, sign_in, written):
    sign_in(school.clerk).get(address)
    lines = written().splitlines()
    assert lines[0].partition(" ")[2].partition(" ")[2] == line
    assert [word for word in ("Hoa", "SECRET", "999999", "?", "lan", "luot") if word in written()] == []


def test_a_stale_token(school, written):
    client = Client(enforce_csrf_checks=True)
    typed = {"username": "hoa", "password": PASSWORD}
    assert client.post(reverse("sign_in"), typed, headers={"referer": "http://testserver/?ten=Kin"}).status_code == 403
    log = written()
    assert " WARNING django.security.csrf 403 POST sign_in " in log
    assert [word for word in ("hoa", PASSWORD, "Kin", "testserver", "dang-nhap") if word in log] == []


def test_a_host_that_is_not_ours(db, browser, written):
    assert browser.get("/", headers={"host": "gia-mao.example"}).status_code == 400
    assert " ERROR django.security.DisallowedHost 400 GET - (lời không ghi)" in written()
    assert "gia-mao" not in written()


def test_a_wrong_password(school, browser, written):
    browser.post(reverse("sign_in"), {"username": "hoa", "password": "mat-khau-sai"}, REMOTE_ADDR="192.0.2.77")
    assert [word for word in ("hoa", "mat-khau-sai", "192.0.2.77") if word in written()] == []


def test_other_libraries_are_heard_without_their_values(written):
    log = logging.getLogger("thu-vien-la")
    log.warning("Ignored %r for %s", SECRET_NAME, "hoa")
    log.error(f"Ghép sẵn {SECRET_NAME}")
    log.error("Thiếu giá trị %s %s", SECRET_NAME)  # a mistake in the library: not printed with its values either
    lines = [line.split(" ", 2)[2] for line in written().splitlines()]
    assert lines == [
        "WARNING thu-vien-la Ignored %r for %s",
        "ERROR thu-vien-la (lời không ghi)",
        "ERROR thu-vien-la Thiếu giá trị %s %s",
    ]


def test_an_error_that_names_itself_as_its_cause_ends(written):
    error = ValueError("a")
    other = KeyError("b")
    error.__cause__, other.__context__ = other, error
    logging.getLogger("x").error("Lỗi %s", 1, exc_info=(type(error), error, None))
    assert written().splitlines()[1:] == ["  builtins.ValueError", "  builtins.KeyError"]


# --- our own messages


def values_in(call: ast.Call) -> list[str]:
    """What a call of a logger puts into its message, but numbers of rows and names of classes."""
    given = [ast.unparse(value) for value in call.args[1:]]
    return [value for value in given if not value.endswith((".pk", ".__name__"))]


def test_our_own_messages_name_nobody():
    """They are written whole, so each is a plain text, with keys of rows or names of classes in it."""
    wrong = []
    for path in [path for app in ("thidua", "campaigns", "awards") for path in (ROOT / app).rglob("*.py")]:
        for call in (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_log(node)):
            if not isinstance(call.args[0], ast.Constant) or values_in(call):
                wrong.append(f"{path}:{call.lineno}")
    assert wrong == []


def is_log(node: ast.AST) -> bool:
    """`log.warning(…)`: every module of ours calls its logger `log`."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("log", "logger", "logging")
        and node.func.attr in ("debug", "info", "warning", "error", "exception", "critical")
    )


@pytest.mark.parametrize("line", ["log.error(f'{x}')", "log.error('%s', name)", "log.warning(text)"])
def test_the_search_finds(line):
    call = ast.parse(line).body[0].value
    assert is_log(call)
    assert not isinstance(call.args[0], ast.Constant) or values_in(call)


# --- the server


@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn chạy trên Unix")
def test_the_server_writes_by_the_same_rules_and_no_access_log():
    code = (
        "from gunicorn.app.wsgiapp import WSGIApplication\n"
        "import sys; sys.argv = ['gunicorn', 'thidua.wsgi']\n"
        "app = WSGIApplication(); cfg = app.cfg; log = cfg.logger_class(cfg)\n"
        "print(cfg.accesslog, [type(h.formatter).__name__ for h in log.error_log.handlers])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "None ['SafeFormatter']"
