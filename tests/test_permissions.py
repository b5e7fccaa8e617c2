"""The permission table (tests/permission_table.py) against the program: every address × every role, the exact answer.

Acts are posted with a valid body. Where one is refused, the database is the same afterwards, row by row; where one is
done, it is not. An address that the table does not name fails, and so does a row that names no address.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from awards.models import DossierRead, SheetForSignature
from tests import permission_world
from tests.permission_row import CAST, Row
from tests.permission_table import AREAS
from thidua import pdf, urls
from thidua.models import WrongTry

OURS = ("awards", "campaigns", "thidua", "otp_totp")
ROWS = [row for rows in AREAS.values() for row in rows]
SHARES = 4
READING = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
WRITING = re.compile(r"(?<!FOR )\b(INSERT|UPDATE|DELETE)\b")
# The count of wrong guesses; which blank was printed for signature (awards/for_signature.py); which dossiers a member
# of the council has opened (awards/reading.py).
LEFT_BY_PAGES = (WrongTry, SheetForSignature, DossierRead)
WORDS = {"in", "adm", "ok", "form", "made", "go", "told", "404", "405"}


@pytest.fixture
def world(everything, monkeypatch):
    """What papers and the page “not found” look like is tested elsewhere; here a stand-in saves their drawing."""
    monkeypatch.setattr(pdf, "render", lambda paper: permission_world.PDF)
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponse(status=404))
    cache.clear()
    return everything


@pytest.fixture
def sessions(world) -> dict[str, str]:
    """The session key of each role."""
    people = dict(zip(CAST[1:], ("hoa", "minh", "binh", "dung", "quang", "thu", "lan", "quantri"), strict=True))
    keys = {"nobody": ""}
    for name, attribute in people.items():
        who = getattr(world, attribute)
        client = Client()
        client.force_login(getattr(who, "user", who))
        keys[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


@pytest.fixture
def browser() -> Client:
    """One for all: the middleware is loaded once."""
    return Client()


def as_(browser: Client, key: str) -> Client:
    """The browser with nothing in it but this session."""
    browser.cookies.clear()
    if key:
        browser.cookies[settings.SESSION_COOKIE_NAME] = key
    return browser


def address(row: Row, world) -> str:
    pairs = row.of if "=" in row.of or not row.of else f"pk={row.of}"
    kwargs = {key: getattr(world, name) for key, _, name in (pair.partition("=") for pair in pairs.split())}
    kwargs = {key: getattr(value, "pk", value) for key, value in kwargs.items()}
    return reverse(row.url, kwargs=kwargs) + (f"?{row.query}" if row.query else "")


def digest() -> str:
    """Of every row of every table of ours; sessions are not, nor is what a page leaves behind by being asked for."""
    found = hashlib.sha256()
    for model in _our_models():
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            found.update(repr([table, *(_plain(row) for row in cursor.fetchall())]).encode())
    return found.hexdigest()


class Writes:
    """Whether any statement that could write was sent meanwhile: where none was, the rows need not be read again."""

    def __init__(self) -> None:
        self.any = False

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        said = str(sql).lstrip("( \n").upper()
        self.any |= not said.startswith(READING) or bool(
            WRITING.search(said)
        )  # a vote begins with the lock of its round
        return execute(sql, params, many, context)

    def changed(self, before: str) -> bool:
        return self.any and digest() != before


def _plain(row: tuple) -> list:
    """PostgreSQL hands out bytes as a view, whose name changes at every reading."""
    return [bytes(value) if isinstance(value, memoryview) else value for value in row]


def _our_models() -> list[type[models.Model]]:
    found = [model for label in OURS for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    return [model for model in found if model not in LEFT_BY_PAGES]


def answer_of(response: HttpResponse, *, changed: bool, posted: bool) -> str:
    """The word of the table for what came back."""
    if response.status_code == 302:
        target = response["Location"].split("?")[0]
        if target in (reverse("sign_in"), reverse("admin:login")):
            word = "in" if target == reverse("sign_in") else "adm"
        else:
            word = "told" if posted and not changed else "go"
            changed = changed and not posted
    elif response.status_code == 200:
        word = ("made" if changed else "form") if posted else "ok"
        changed = changed and not posted
    else:
        word = str(response.status_code)
    return f"{word}, but the database changed" if changed else word


def answers_of(row: Row, world, sessions: dict[str, str], browser: Client, before: str) -> dict[str, str]:
    """The same request by each of the cast; an act is taken back before the next one tries, a page changes nothing."""
    url = address(row, world)
    if row.method == "post":
        return {who: _act(row, url, as_(browser, key), world, before) for who, key in sessions.items()}
    writes = Writes()
    with connection.execute_wrapper(writes):
        answers = {who: _page(as_(browser, key).get(url)) for who, key in sessions.items()}
    assert not writes.changed(before), "a page changed the database"
    return answers


def _act(row: Row, url: str, client: Client, world, before: str) -> str:
    point = transaction.savepoint()
    writes = Writes()
    with connection.execute_wrapper(writes):
        response = client.post(url, row.body(world))
    changed = writes.changed(before)
    transaction.savepoint_rollback(point)
    return answer_of(response, changed=changed, posted=True)


def _page(response: HttpResponse) -> str:
    if response.streaming:
        b"".join(response.streaming_content)  # to its end, which closes the file
    return answer_of(response, changed=False, posted=False)


def expected(row: Row) -> dict[str, str]:
    return dict(zip(CAST, row.answers.split(), strict=True))


def one_for_each_answer(wanted: dict[str, str]) -> dict[str, str]:
    last = {answer: who for who, answer in wanted.items()}
    return {who: answer for answer, who in last.items()}


@pytest.mark.parametrize("share", range(SHARES))
def test_every_address_answers_every_role_as_the_table_says(share, world, sessions, browser, subtests, request):
    """A share of the areas after another in one world, which takes longer to build than an area to ask.

    The second database is asked by one person for each answer of a row: what differs there is the question itself.
    """
    asked_again = request.config.getoption("--database-only")
    before = digest()
    for area in list(AREAS)[share::SHARES]:
        for row in AREAS[area]:
            with subtests.test(f"{area}: {row.method} {row.url} {row.of}"):
                wanted = one_for_each_answer(expected(row)) if asked_again else expected(row)
                answers = answers_of(row, world, {who: sessions[who] for who in wanted}, browser, before)
                assert answers == wanted


@pytest.mark.one_database("refused before any row is read")
def test_an_address_answers_no_other_method(world, sessions, browser, subtests):
    """An act by GET, a page by POST: 405 for everybody, signed in or not, and nothing changes."""
    before = digest()
    methods = {row.url: {other.method for other in ROWS if other.url == row.url} for row in ROWS}
    single = [row for row in ROWS if len(methods[row.url]) == 1 and not row.url.startswith("admin:")]
    for row in {row.url: row for row in single}.values():
        other = "get" if row.method == "post" else "post"
        with subtests.test(f"{other} {row.url}"):
            url = address(row, world)
            answers = {getattr(as_(browser, key), other)(url).status_code for key in sessions.values()}
            assert answers == {405}
    assert digest() == before


@pytest.mark.one_database("refused by the account alone")
def test_the_administration_is_for_administrators(world, sessions, browser):
    """Every page of it that needs no object sends all others to its door."""
    names = [pattern.name for pattern in _patterns("admin") if pattern.name and "<" not in str(pattern.pattern)]
    pages = [reverse(f"admin:{name}") for name in names if name not in ("login", "logout")]
    assert len(pages) > 10
    for url, (who, key) in product(pages, list(sessions.items())[:-1]):
        response = as_(browser, key).get(url)
        assert answer_of(response, changed=False, posted=False) == "adm", f"{url} {who}"


def test_the_table_names_every_address_and_no_other():
    ours = {pattern.name for pattern in _patterns()}
    assert None not in ours
    named = {row.url for row in ROWS if not row.url.startswith("admin:")}
    assert {"not in the table": ours - named, "no such address": named - ours} == {
        "not in the table": set(),
        "no such address": set(),
    }


def test_every_row_has_an_answer_for_each_of_the_cast_in_known_words():
    for row in ROWS:
        assert set(expected(row).values()) <= WORDS, row.url


def _patterns(namespace: str = "") -> Iterator[URLPattern]:
    """Addresses of the program without the administration's, or of the administration alone."""

    def walk(resolver) -> Iterator[URLPattern]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLPattern):
                yield entry
            elif not entry.namespace:
                yield from walk(entry)

    root = get_resolver()
    yield from walk(root if not namespace else root.namespace_dict[namespace][1])
