"""Every address with parameters and bodies nobody should send: an answer each time, never an error, nothing echoed raw.

Addresses, objects and bodies are those of the permission table; the parameters are read off the code, so that a new one
is tried as soon as it exists.
"""

import ast
import importlib
import inspect
import re
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from tests.permission_row import CAST, Row
from tests.test_permissions import (  # noqa: F401 - fixtures
    ROWS,
    _patterns,
    address,
    as_,
    browser,
    digest,
    expected,
    sessions,
    world,
)

ROOT = Path(__file__).resolve().parent.parent
# As they stand in an address: some are no text at all.
COMPARED = [  # with what a row holds: here databases differ in what they take
    "-1",
    "9" * 25,
    "99999999999999999",  # a number, and too large for a column
    "%FF%FE",  # no UTF-8
    "%ED%A0%80",  # half a surrogate pair
    "e%CC%81a%CC%A3",  # NFD
    quote("31/02/2022"),
    quote("٣"),  # three, in Arabic digits
    quote("²"),  # a digit that is no number
]
READ = [  # by the program, or printed: to a database text like any other, or nothing
    "",
    "0",
    "1e9",
    "..%2F..%2Fetc%2Fpasswd",
    quote("' OR 1=1 --"),
    quote('";DROP TABLE thidua_user;--'),
    quote("<script>fuzz()</script>"),
    quote('"onfuzz="fuzz()'),
    quote("%s%n{{7*7}}{%x%}"),
    quote("99/99/9999"),
    quote("५"),
    quote("\u202egnp.exe"),
    "a" * 10_000,
    "//evil.example/",
    quote("javascript:fuzz()"),
]
LINKS = (b"href", b"src", b"action", b"formaction")
NUL = ("%00", "a%00b")  # no page is asked with them (thidua/middleware.py): among the others they would hide these
LED = [b'%s="%s' % (name, where) for name in LINKS for where in (b"javascript:fuzz", b"//evil.example")]
RAW = (b"<script>fuzz", b'"onfuzz=', *LED)
READS = re.compile(r"request\.GET\b|paginate\(")


def one_each(*methods: str) -> list[Row]:
    """Of each address the row that somebody can act on."""
    rows = {}
    for row in ROWS:
        if row.method in methods and {"ok", "go", "form"} & set(expected(row).values()):
            rows.setdefault(row.url, row)
    return list(rows.values())


def parameters() -> set[str]:
    """Names read from an address: `request.GET.get("x")`, `"x" in request.GET`, `Form(request.GET)`."""
    names = {"page", "next"}
    for app in ("thidua", "campaigns", "awards"):
        for path in (ROOT / app).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if "request.GET" in text:
                names |= names_in(text, importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)))
    return names


def names_in(text: str, module: Any) -> set[str]:
    given = re.findall(r"request\.GET(?:\.get|\.getlist)?[(\[]([\w\"'-]+)", text)
    given += re.findall(r"([\w\"'-]+) in request\.GET", text)
    names = {ast.literal_eval(word) if word[0] in "\"'" else getattr(module, word, "") for word in given} - {""}
    for form in re.findall(r"(\w+)\(request\.GET", text):
        names |= set(getattr(getattr(module, form, None), "base_fields", ()))
    return names


def test_the_parameters_are_read_off_the_code():
    found = parameters()
    assert {"page", "q", "unit", "left", "loc", "tac-gia", "danh-hieu", "award", "status", "code", "kind"} <= found
    assert all(isinstance(name, str) for name in found)


def hostile_addresses(url: str, row: Row, names: list[str], hostile: list[str]) -> list[str]:
    """Each parameter takes each value once; an address that reads nothing is tried once, with markup."""
    view = inspect.unwrap(resolve(url.partition("?")[0]).func)
    reads = READS.search(inspect.getsource(view)) or row.url in ("sign_in", "admin:login")
    turns = range(len(hostile)) if reads else [turn for turn, value in enumerate(hostile) if "script" in value][:1]
    found = []
    for turn in turns:
        values = islice(cycle(hostile), turn, None)
        found.append("&".join(f"{name}={value}" for name, value in zip(names, values, strict=False)))
    return [f"{url.partition('?')[0]}?{query}&{query}&[]=1&=" for query in found]


SAME = pytest.mark.one_database("what the program reads and prints; to a database it is text like any other")


@pytest.mark.parametrize("hostile", [COMPARED, pytest.param(READ, marks=SAME)], ids=["compared", "read"])
def test_no_parameter_breaks_a_page(hostile, world, sessions, browser, subtests):  # noqa: F811
    names, before = sorted(parameters()), digest()
    for row in one_each("get"):
        readers = [who for who in ("Lan", "Minh", "admin", "Quang") if expected(row)[who] in ("ok", "go")] or ["nobody"]
        with subtests.test(f"{row.url} {row.of}"):
            urls = hostile_addresses(address(row, world), row, names, hostile)
            for url, who in zip(urls, cycle(readers[:2]), strict=False):
                response = as_(browser, sessions[who]).get(url)
                assert response.status_code < 500, url
                content = b"".join(response.streaming_content) if response.streaming else response.content
                assert [raw for raw in RAW if raw in content] == [], url
                assert "evil.example" not in response.get("Location", "").partition("?")[0], url
    assert digest() == before


@pytest.mark.one_database("refused before any row is read")
def test_no_page_is_asked_with_nul(world, sessions, browser, subtests):  # noqa: F811
    as_(browser, sessions["Lan"])
    for row in one_each("get"):
        url = address(row, world).partition("?")[0]
        with subtests.test(f"{row.url} {row.of}"):
            assert [browser.get(f"{url}?q={nul}").status_code for nul in NUL] == [400, 400]


def test_no_number_in_an_address_is_too_large(world, sessions, browser):  # noqa: F811
    as_(browser, sessions["Lan"])
    for pattern in _patterns():
        numbers = dict.fromkeys(pattern.pattern.converters, 10**20)
        if numbers:
            url = reverse(pattern.name, kwargs=numbers)
            answers = {browser.get(url).status_code, browser.post(url).status_code}
            assert answers <= {404, 405}, url


# --- bodies

TYPED = [
    "",
    "a\0b",
    "-1",
    "9" * 18,
    "9" * 30,
    "1e9",
    "<script>fuzz()</script>",
    "31/02/2022",
    "99/99/9999",
    "٣",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "a" * 30_000,
    ["1", "2", "x"],
]


def bodies(body: dict[str, Any], turn: int) -> list[dict[str, Any]]:
    """All fields spoilt in one way, for some of the ways; each field spoilt alone, in another way each time."""
    fields = [name for name in body if name not in ("file",)]
    whole = [dict.fromkeys(fields, value) for value in islice(cycle(TYPED), turn, turn + 2)] if fields else []
    return whole + [body | {name: value} for name, value in zip(fields, islice(cycle(TYPED), turn, None), strict=False)]


def test_no_body_breaks_an_act(world, sessions, browser, subtests):  # noqa: F811
    """A form or a refusal; where it went through nevertheless, it is taken back."""
    for turn, row in enumerate(row for row in one_each("post") if row.body(world)):
        who = next((who for who in CAST if expected(row)[who] in ("go", "form", "told")), "nobody")
        url = address(row, world)
        with subtests.test(f"{row.url} {row.of} {who}"):
            for body in bodies(row.body(world), turn):
                point = transaction.savepoint()
                response = as_(browser, sessions[who]).post(url, body)
                assert response.status_code in (200, 302, 403, 404), (url, body)
                assert [raw for raw in RAW if raw in response.content] == [], (url, body)
                transaction.savepoint_rollback(point)


def test_rows_of_a_form_nobody_counted(world, sessions, browser):  # noqa: F811
    """The hidden numbers of a table of rows, spoilt: a sentence or nothing, never an error, never a thousand rows."""
    as_(browser, sessions["Lan"])
    for row in [row for row in one_each("post") if any("TOTAL_FORMS" in name for name in row.body(world))]:
        if expected(row)["Lan"] != "go":
            continue
        counts = [name for name in row.body(world) if name.endswith("_FORMS")]
        for value in ("", "-1", "99999999", "9" * 30, "x", "\0"):
            point = transaction.savepoint()
            response = browser.post(address(row, world), row.body(world) | dict.fromkeys(counts, value))
            assert response.status_code in (200, 302), (row.url, value)
            assert len(response.content) < 1_000_000
            transaction.savepoint_rollback(point)


# --- who sends it, and how


@pytest.mark.one_database("refused before any row is read")
def test_every_act_refuses_without_a_token(world, sessions, subtests):  # noqa: F811
    strict, before = Client(enforce_csrf_checks=True), digest()
    for row in one_each("post"):
        who = next((who for who in reversed(CAST) if expected(row)[who] in ("go", "form", "told")), "Lan")
        with subtests.test(f"{row.url} {row.of}"):
            assert as_(strict, sessions[who]).post(address(row, world), row.body(world)).status_code == 403
    assert digest() == before


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_method_is_what_the_line_says(name, school, sign_in):
    """A GET that says it is a POST remains one."""
    client = sign_in(school.clerk)
    assert client.get(reverse("sign_out"), headers={name: "POST"}).status_code == 405
    assert client.get(reverse("sign_out") + "?_method=POST").status_code == 405
    assert client.get("/").status_code == 200


@pytest.mark.one_database("HEAD asks what the table of permissions asks by GET; the others are refused")
def test_other_methods_do_nothing(world, sessions, browser):  # noqa: F811
    before = digest()
    as_(browser, sessions["Lan"])
    for row in [row for row in one_each("get", "post") if not row.url.startswith("admin:")]:
        url = address(row, world)
        for method in ("head", "options", "put"):
            if row.url == "sign_out" and method != "head":
                continue  # Django's view answers OPTIONS by itself, PUT as the page does
            status = getattr(browser, method)(url).status_code
            assert status in (200, 302, 404, 405, 429), (method, url, status)
    assert digest() == before


# --- fields that no form shows


def test_a_field_that_the_form_does_not_show_is_not_written(world, sessions, browser):  # noqa: F811
    as_(browser, sessions["Lan"])
    person, nobody = world.hoa, world.quantri.pk
    shown = {"code": "CB9001", "full_name": "Nguyễn Thị Hoa", "gender": "female", "employment": "public_employee"}
    more = {"joined_on": "01/09/2020", "user": nobody, "id": 1, "pk": 1, "search_key": "x", "is_superuser": "on"}
    account = person.user_id
    assert browser.post(reverse("staff_edit", args=[person.pk]), shown | more).status_code == 302
    person.refresh_from_db()
    assert (person.code, person.user_id, person.search_key == "x") == ("CB9001", account, False)
    as_(browser, sessions["Minh"])
    dossier = world.dossier_draft
    forged = {"grounds": "Dạy giỏi.", "report": "", "status": "recommended", "nominated_by": nobody, "award": "CSTDCS"}
    forged |= {"rule_set": "A", "session": world.planned.pk, "staff_member": world.binh.pk, "year": 2030}
    before = {name: getattr(dossier, f"{name}_id", getattr(dossier, name)) for name in forged if name != "grounds"}
    assert browser.post(reverse("nomination_edit", args=[dossier.pk]), forged).status_code == 302
    dossier.refresh_from_db()
    assert dossier.grounds == "Dạy giỏi."
    assert {name: getattr(dossier, f"{name}_id", getattr(dossier, name)) for name in before} == before


# --- where one is led


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "///evil.example",
        "http:evil",
    ],
)
def test_nobody_is_led_away_after_signing_in(target, school):
    client, typed = Client(), {"username": "hoa", "password": "thi-dua-2022"}
    assert client.post(f"{reverse('sign_in')}?next={quote(target)}", typed | {"next": target})["Location"] == "/"
    administrator = Client()
    administrator.force_login(school.administrator)
    moved = administrator.post(reverse("advance_clock"), {"to": "02/03/2022", "next": target})
    assert moved["Location"] == "/"


def test_the_host_of_a_request_is_in_no_link(school, sign_in, settings):
    settings.ALLOWED_HOSTS = ["thidua.truong.example"]
    client = sign_in(school.clerk)
    headers = {"host": "thidua.truong.example", "x-forwarded-host": "evil.example", "x-original-url": "/admin/"}
    page = client.get(reverse("staff_list"), headers=headers)
    assert (page.status_code, b"evil.example" in page.content) == (200, False)
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
