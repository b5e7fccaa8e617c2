"""Is the worker alive? It says so once a minute; and the queue says whether work gets done.

django-tasks-db keeps no such sign. A row that a thread of the worker's own process writes is the smallest honest one:
it tells that the process lives and reaches the database. That it does its work, the age of the oldest task tells.
"""

import logging
import threading
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import Error, connection

from thidua import clock
from thidua.models import Heartbeat

NAME = "worker"
INTERVAL = 60  # seconds between two beats
LATE = timedelta(minutes=10)
log = logging.getLogger(__name__)


def beat() -> None:
    Heartbeat.objects.update_or_create(name=NAME, defaults={"seen_at": clock.real_now()})


def keep_beating(stop: threading.Event, interval: float = INTERVAL) -> None:
    """Beat until told to stop, on a connection of this thread's own; a database that is away is tried again."""
    while True:
        try:
            beat()
        except Error as error:
            log.warning("Chưa ghi được nhịp của worker: %s", type(error).__name__)
        finally:
            connection.close()
        if stop.wait(interval):
            return


def last_seen() -> datetime | None:
    return Heartbeat.objects.filter(name=NAME).values_list("seen_at", flat=True).first()


def oldest_waiting() -> datetime | None:
    """Since when the oldest task that may run already waits; None with an empty queue or without one."""
    if not apps.is_installed("django_tasks_db"):
        return None
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects.ready()
    return tasks.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()


def why_not_alive() -> str:
    """ "" or the sentence for the administrator; without a worker (WORKER=0) none is missed."""
    if not settings.WORKER:
        return ""
    now, seen, waiting = clock.real_now(), last_seen(), oldest_waiting()
    if seen is None:
        return "Chưa thấy worker chạy lần nào."
    if now - seen > LATE:
        return f"Không thấy worker đã {_minutes(now - seen)} phút."
    if waiting and now - waiting > LATE:
        return f"Việc cũ nhất trong hàng đợi đã chờ {_minutes(now - waiting)} phút."
    return ""


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
