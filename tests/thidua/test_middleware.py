"""What every answer carries, how sessions end, what is too heavy to be read; and the program behind HTTPS."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import PASSWORD
from thidua.middleware import HEADERS, LONGEST_SESSION_SECONDS, RENEW_SECONDS

ROOT = Path(__file__).resolve().parent.parent.parent
STRICT = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")


# --- headers


def answers(client: Client) -> dict[str, object]:
    """One of every kind of answer."""
    return {
        "page": client.get("/dang-nhap/"),
        "redirect": client.get("/"),
        "404": client.get("/khong-co/"),
        "405": client.get("/dang-xuat/"),
        "400": client.get("/", headers={"host": "gia-mao.example"}),
        "health": client.get("/suc-khoe/"),
        "static": client.get("/static/css/theme.css"),
        "static 404": client.get("/static/khong-co.css"),
        "stale": Client(enforce_csrf_checks=True).post("/dang-nhap/"),
        "admin": client.get("/admin/"),
    }


def test_every_kind_of_answer_carries_the_rules(reference):
    for kind, response in answers(Client()).items():
        if response.streaming:
            b"".join(response.streaming_content)  # to its end, which closes the file
        missing = {name for name in HEADERS if name not in response.headers}
        assert (kind, missing) == (kind, set())
        assert response["X-Content-Type-Options"] == "nosniff"
        assert [word for word in STRICT if word in response["Content-Security-Policy"]] == []
        is_kept = kind == "static"
        assert (kind, "no-store" in response["Cache-Control"]) == (kind, not is_kept)


def test_an_error_carries_them_too(reference, monkeypatch):
    monkeypatch.setattr("thidua.views.connection", None)
    response = Client(raise_request_exception=False).get("/suc-khoe/")
    assert response.status_code == 500
    assert {name: response[name] for name in HEADERS if name != "Cache-Control"} == {
        name: value for name, value in HEADERS.items() if name != "Cache-Control"
    }


def test_what_somebody_signed_in_sees_is_stored_by_no_browser(school, campaign, sign_in):
    client = sign_in(school.clerk)
    for address in ("/", "/can-bo/", f"/can-bo/{school.lecturer.pk}/", f"/phong-trao/{campaign.pk}/", "/tro-giup/"):
        assert "no-store" in client.get(address)["Cache-Control"], address


def test_only_a_pdf_of_ours_may_stand_in_a_frame_of_ours(school, campaign, sign_in, monkeypatch):
    monkeypatch.setattr("campaigns.views.plan_papers.pdf.render", lambda paper: b"%PDF-")
    client = sign_in(school.clerk)
    paper, page = client.get(f"/phong-trao/{campaign.pk}/ke-hoach.pdf"), client.get(f"/phong-trao/{campaign.pk}/")
    framed = [
        (one["X-Frame-Options"], "frame-ancestors 'self'" in one["Content-Security-Policy"]) for one in (paper, page)
    ]
    assert framed == [("SAMEORIGIN", True), ("DENY", False)]


# --- sessions

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)


def enter(client: Client, **typed: str):
    return client.post(reverse("sign_in"), {"username": "hoa", "password": PASSWORD, **typed})


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_a_day_after_the_last_page(school):
    client = Client()
    with time_machine.travel(NOON, tick=False) as now:
        enter(client)
        for hours in (20, 23, 12):  # each page begins the day anew
            now.shift(timedelta(hours=hours))
            assert is_in(client)
        now.shift(timedelta(hours=24, seconds=1))
        assert not is_in(client)


def test_a_week_after_signing_in_whatever_was_opened_since(school):
    client = Client()
    with time_machine.travel(NOON, tick=False) as now:
        enter(client)
        for _ in range(13):
            now.shift(timedelta(hours=12))
            assert is_in(client)
        now.move_to(NOON + timedelta(seconds=LONGEST_SESSION_SECONDS - 1))
        assert is_in(client)
        now.shift(timedelta(seconds=1))
        assert not is_in(client)
        assert Session.objects.filter(session_data="").count() == 0
        enter(client)  # a new week
        now.shift(timedelta(hours=23))
        assert is_in(client)


def test_what_is_posted_after_the_week_is_turned_away(school):
    client = Client()
    with time_machine.travel(NOON, tick=False) as now:
        enter(client)
        for _ in range(14):
            now.shift(timedelta(hours=12))
            last = client.post(reverse("password_change"), {"old_password": "x"})
        assert (last.status_code, last["Location"].partition("?")[0]) == (302, "/dang-nhap/")


def test_the_day_is_written_down_every_ten_minutes_only(school):
    client = Client()

    def writes() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("help"))
        return len([query for query in queries if query["sql"].startswith(("UPDATE", "INSERT"))])

    with time_machine.travel(NOON, tick=False) as now:
        enter(client)
        assert writes() == 0  # signing in wrote the row
        now.shift(timedelta(seconds=RENEW_SECONDS - 1))
        assert writes() == 0
        now.shift(timedelta(seconds=1))
        assert writes() == 1
        assert writes() == 0


def test_a_shared_machine_forgets_when_the_browser_closes(school):
    client = Client()
    with time_machine.travel(NOON, tick=False) as now:
        assert enter(client, shared_machine="on").cookies["sessionid"]["max-age"] == ""
        now.shift(timedelta(minutes=11))
        assert client.get("/").cookies["sessionid"]["max-age"] == ""


def test_strangers_are_not_written_down(db):
    client = Client()
    for address in ("/dang-nhap/", "/cong-khai/", "/tro-giup/"):
        assert "sessionid" not in client.get(address).cookies
    assert Session.objects.count() == 0


def test_signing_in_gives_another_key_and_signing_out_removes_the_row(school):
    client = Client()
    session = client.session
    session["x"] = 1
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    enter(client)
    key = client.cookies["sessionid"].value
    assert key != planted
    assert not Session.objects.filter(pk=planted).exists()
    old = Client()
    old.cookies["sessionid"] = key
    assert is_in(old)
    client.post(reverse("sign_out"))
    assert not Session.objects.filter(pk=key).exists()
    assert not is_in(old)


def test_cookies(school):
    client = Client()
    client.get("/dang-nhap/")
    cookies = enter(client).cookies
    for name in ("sessionid", "csrftoken"):
        given = cookies.get(name) or client.cookies[name]
        assert (given["httponly"], given["samesite"], given["path"], given["domain"]) == (True, "Lax", "/", "")


# --- bodies


def test_a_body_that_no_form_has_is_not_read(reference, settings):
    settings.MAX_REQUEST_BYTES = 1000
    client = Client()
    assert client.post("/dang-nhap/", {"username": "a" * 500}).status_code == 200
    heavy = client.post("/dang-nhap/", {"username": "a" * 1000})
    assert (heavy.status_code, "Nội dung gửi lên quá lớn" in heavy.content.decode()) == (413, True)
    assert client.get("/dang-nhap/", CONTENT_LENGTH="nhiều").status_code == 200


def test_an_act_opened_as_a_page_says_so(reference):
    """A browser asks for text/html; who does not, and other answers, stay as they are."""
    seen = Client().get("/dang-xuat/", headers={"Accept": "text/html,application/xhtml+xml"})
    assert (seen.status_code, seen["Allow"]) == (405, "POST, OPTIONS")
    assert "Địa chỉ này chỉ nhận việc gửi từ một nút trên trang khác" in seen.content.decode()
    assert Client().get("/dang-xuat/").content == b""


# --- HTTPS, as the program starts with the settings of a real machine

PRODUCTION = {
    "SECRET_KEY": "Chỉ-để-kiểm-thử-7#Kq9!" * 4,
    "DEMO": "0",
    "HTTPS": "1",
    "DEBUG": "0",
    "ALLOWED_HOSTS": "thidua.truong.example",
    "PUBLIC_URL": "https://thidua.truong.example",
    "EMAIL_HOST": "smtp.truong.example",
    "DATABASE_URL": "sqlite://:memory:",
    "PYTHONWARNINGS": "error",
}


def run(*command: str, **environment: str) -> subprocess.CompletedProcess:
    """A process of its own with a complete environment: no `.env` has a say."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=PRODUCTION | {"PATH": "/usr/bin:/bin", "TRUSTED_PROXY": "0"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_django_has_nothing_to_say_against_the_deployment(tmp_path):
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", MEDIA_ROOT=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    weak = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", MEDIA_ROOT=str(tmp_path), HTTPS="0")
    assert weak.returncode == 1


ASK = """
import json, sys, django
django.setup()
from django.test import Client
found = {}
for name, (address, secure, headers) in json.loads(sys.argv[1]).items():
    answer = Client().get(address, secure=secure, headers={"host": "thidua.truong.example"} | headers)
    found[name] = [answer.status_code, answer.get("Location"), answer.get("Strict-Transport-Security")]
    answer.close()
print(json.dumps(found))
"""


def ask(tmp_path, questions: dict, **environment: str) -> dict:
    environment |= {
        "MEDIA_ROOT": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "thidua.settings",
        "PYTHONWARNINGS": "default",
    }
    done = run("-c", ASK, json.dumps(questions), **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


QUESTIONS = {
    "plain": ("/static/css/theme.css", False, {}),
    "pretended": ("/static/css/theme.css", False, {"x-forwarded-proto": "https"}),
    "secure": ("/static/css/theme.css", True, {}),
}
THERE = "https://thidua.truong.example/static/css/theme.css"
HSTS = "max-age=31536000; includeSubDomains; preload"


def test_without_a_proxy_nobody_can_pretend_https(tmp_path):
    assert ask(tmp_path, QUESTIONS) == {
        "plain": [301, THERE, None],
        "pretended": [301, THERE, None],
        "secure": [200, None, HSTS],
    }


def test_behind_a_proxy_its_word_counts(tmp_path):
    assert ask(tmp_path, QUESTIONS, TRUSTED_PROXY="1") == {
        "plain": [301, THERE, None],
        "pretended": [200, None, HSTS],
        "secure": [200, None, HSTS],
    }


def test_cookies_over_https_belong_to_this_host_alone(tmp_path):
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    code = f"from django.conf import settings as s; print([getattr(s, name) for name in {names}])"
    done = run("-c", code, MEDIA_ROOT=str(tmp_path), DJANGO_SETTINGS_MODULE="thidua.settings")
    assert done.stdout.strip() == "['__Host-sessionid', '__Host-csrftoken', True, True]"
