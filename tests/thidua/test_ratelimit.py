"""Wrong tries are counted in the database; whose they are, only a keyed hash says."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.test import RequestFactory

from thidua import clock, ratelimit
from thidua.addresses import client_address
from thidua.models import WrongTry
from thidua.ratelimit import WrongTries

pytestmark = pytest.mark.django_db
THREE = WrongTries("thử", allowed=3, seconds=60)


def test_three_are_allowed_and_each_subject_and_kind_has_its_own_count():
    assert [THREE.count("10.0.0.9") for _ in range(2)] == [1, 2]
    assert not THREE.is_blocked("10.0.0.9")
    assert THREE.count("10.0.0.9") == 3
    assert THREE.is_blocked("10.0.0.9")
    assert not THREE.is_blocked("10.0.0.8")
    assert not WrongTries("khác", allowed=3, seconds=60).is_blocked("10.0.0.9")
    THREE.forget("10.0.0.9")
    assert not THREE.is_blocked("10.0.0.9")


def test_the_time_runs_from_the_first_try_and_then_begins_anew():
    with time_machine.travel("2026-03-01T08:00:00+07:00", tick=False) as moment:
        for _ in range(3):
            moment.shift(timedelta(seconds=19))
            THREE.count("a")
        moment.shift(timedelta(seconds=21))  # 59 s after the first
        assert THREE.is_blocked("a")
        moment.shift(timedelta(seconds=1))
        assert not THREE.is_blocked("a")
        assert THREE.count("a") == 1


def test_no_address_is_stored_and_old_rows_go(settings):
    THREE.count("10.0.0.9")
    row = WrongTry.objects.get()
    assert "10.0.0.9" not in f"{row.name}{row.subject}"
    settings.SECRET_KEY = "another-secret-" * 4
    assert THREE.count("10.0.0.9") == 1  # the hash is keyed
    settings.SECRET_KEY = "only-for-tests-" * 4
    WrongTry.objects.update(ends_at=clock.real_now() - ratelimit.KEPT - timedelta(seconds=1))
    assert THREE.count("b") == 1
    assert WrongTry.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_postgresql")
def test_tries_at_the_same_time_are_all_counted():
    gate = threading.Barrier(8)

    def run() -> None:
        connection.ensure_connection()
        gate.wait(10)
        THREE.count("a")
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert WrongTry.objects.get().count == 8


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "found"),
    [
        (0, "10.0.0.9", "1.2.3.4", "10.0.0.9"),
        (1, "127.0.0.1", "1.2.3.4", "1.2.3.4"),
        (1, "127.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "127.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"),
        (2, "127.0.0.1", "1.2.3.4", "127.0.0.1"),
        (1, "127.0.0.1", "không phải địa chỉ", "127.0.0.1"),
        (1, "", "2001:db8::1", "2001:db8::1"),
        (0, "", "", None),
    ],
)
def test_only_our_own_proxy_is_believed(settings, proxies, peer, forwarded, found):
    settings.TRUSTED_PROXY = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == found
