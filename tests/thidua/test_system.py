"""The page “Hệ thống”, the line in the administration, the worker's beat, the nightly tidying."""

import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command, get_commands
from django.urls import reverse

from thidua import clock, worker
from thidua.models import BackupProof, Heartbeat


def proof(age: timedelta, **fields) -> BackupProof:
    made_at = clock.real_now() - age
    defaults = {"ok": True, "rows": 1234, "files": 56, "file_bytes": 10, "sha256": "0" * 64, "file_name": "thidua.tar"}
    return BackupProof.objects.create(made_at=made_at, proven_at=clock.real_now(), **defaults | fields)


@pytest.fixture
def page(school, sign_in):
    client = sign_in(school.administrator)
    return lambda name="system": client.get(reverse(name)).content.decode()


def test_never_proven(page):
    assert "Chưa kiểm lần nào" in page()
    assert "Chưa có bản sao lưu nào được khôi phục thử." in page("admin:index")


@pytest.mark.parametrize(("days", "tone"), [(6, "ok"), (8, "bad")])
def test_the_age_of_the_last_proven_one(page, days, tone):
    proof(timedelta(days=days))
    shown = page()
    assert f'td-st--{tone}">' in shown
    assert f"{days} ngày trước" in shown
    assert "1.234 hàng, 56 tệp" in shown
    assert ("Cần sao lưu và kiểm." in page("admin:index")) is (tone == "bad")


def test_a_failed_one_stands_beside_it(page):
    proof(timedelta(days=1))
    proof(timedelta(), ok=False, problem="Thiếu bảng x", file_name="hong.tar")
    shown = page()
    assert "hong.tar" in shown
    assert "Thiếu bảng x" in shown
    proof(timedelta())
    assert "hong.tar" not in page()


def test_the_worker_on_the_page(page, settings):
    assert "Không dùng (WORKER=0): việc dài làm ngay khi bấm." in page()
    settings.WORKER = True
    assert "Chưa thấy worker chạy lần nào." in page()
    worker.beat()
    shown = page()
    assert "Đang chạy" in shown
    assert "Thấy lần cuối lúc" in shown


def test_what_is_missing_on_the_page(page, settings):
    assert "Đây là dữ liệu mẫu" in page()
    settings.DEMO, settings.PUBLIC_URL = False, ""
    assert "Chưa đặt PUBLIC_URL" in page()


def test_the_link_is_for_administrators(school, sign_in):
    assert f'href="{reverse("system")}"' in sign_in(school.administrator).get("/").content.decode()
    assert f'href="{reverse("system")}"' not in sign_in(school.clerk).get("/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_beat_goes_on_until_it_is_stopped():
    """The thread's own doing: one row, written again at every beat."""
    stop = threading.Event()
    stop.set()
    worker.keep_beating(stop)
    first = Heartbeat.objects.get()
    worker.keep_beating(stop)
    assert Heartbeat.objects.get().seen_at > first.seen_at


def test_tidying(db):
    now = clock.real_now()
    for key, ends in (("old", now - timedelta(days=1)), ("new", now + timedelta(days=1))):
        Session.objects.create(session_key=key, session_data="x", expire_date=ends)
    call_command("tidy", verbosity=0)
    assert [session.session_key for session in Session.objects.all()] == ["new"]


def test_it_is_our_worker_that_runs():
    """The command of the queue's package, with a beat; ours wins by its place among the installed apps."""
    if apps.is_installed("django_tasks_db"):
        assert get_commands()["db_worker"] == "thidua"
