"""Fifty members at once, each one ballot of forty answers: `python -m tests.benchmarks.ballots [--rounds 5]`.

On SQLite in a file and on a PostgreSQL of its own that writes to the disk (with DATABASE_URL: on that empty database
alone): a council of 50, 40 dossiers on its table, gunicorn as docs/running.md runs it. Every member has signed in
before; then the last post of all (“Bỏ phiếu”) leaves at the same moment, on a connection of its own, and each is timed
until its answer is there. “CPU” is what gunicorn computed for one of them, which a busy machine does not stretch much.
Afterwards the totals are compared with what was sent. The page of the ballot and the page that shows it once more are
timed in the same way. The budget is 300 ms for 95 of 100 ballots.
"""

import argparse
import math
import os
import random
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

from tests.servers import FORM, ROOT, free_port, kill, start, wait_for

MEMBERS, CASES, WORKERS, THREADS = 50, 40, 2, 4
MOST_MS = 300
TOKEN = "a" * 32  # a browser's cookie and its form say the same


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", help="the address of an empty database; for the program itself")
    asked = parser.parse_args()
    if asked.one:
        return measure(asked.one, asked.rounds)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="thidua-bench-"))
        for url in [os.environ["DATABASE_URL"]] if "DATABASE_URL" in os.environ else both(stack, folder):
            command = [sys.executable, "-m", "tests.benchmarks.ballots", "--one", url, "--rounds", str(asked.rounds)]
            subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"MEDIA_ROOT": f"{folder}/media"})
    return None


def both(stack: ExitStack, folder: str) -> list[str]:
    from tests.__main__ import private_postgres  # noqa: PLC0415

    found = [f"sqlite:///{folder}/db.sqlite3", stack.enter_context(private_postgres(is_safe=True))]
    return list(filter(None, found))


def measure(url: str, rounds: int) -> None:
    settings = {"SECRET_KEY": "only-for-benchmarks-" * 3, "DEMO": "0", "HTTPS": "0", "DEBUG": "0", "WORKER": "0"}
    os.environ |= settings | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "thidua.settings"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"], cwd=ROOT, check=True)
    django.setup()
    from django.db import connection  # noqa: PLC0415 - after setup

    world = World()
    world.build()
    port = free_port()
    server = start(port, {}, workers=WORKERS, threads=THREADS, behind_a_proxy=True)
    try:
        wait_for(port)
        for number in range(rounds + 1):
            world.vote(port, server.pid, warming_up=number == 0)
    finally:
        kill(server)
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    what = f"{MEMBERS} người, {CASES} trường hợp, {rounds} lượt, gunicorn {WORKERS}×{THREADS}"
    print(f"{connection.vendor}: {what}; tải của máy {load}")
    for name, times in world.times.items():
        p95 = percentile(times, 95)
        over = f"  quá {MOST_MS} ms" if name == "bỏ phiếu" and p95 > MOST_MS else ""
        rounds_p95 = ", ".join(f"{percentile(one, 95):.0f}" for one in chunks(times))
        print(
            f"  {name:12} p50 {statistics.median(times):6.0f}  p95 {p95:6.0f}  nhiều nhất {max(times):6.0f} ms"
            f"  CPU {world.busy[name] / len(times):5.1f} ms   p95 từng lượt: {rounds_p95}{over}"
        )
    print(f"  gửi {world.sent} phiếu, trong hòm {world.kept}; sai {world.wrong} con số")


def busy(group: int) -> float:
    """Milliseconds that the processes of the group have computed; what a shared machine cannot stretch."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12]) if int(fields[2]) == group else 0
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def percentile(times: list[float], share: int) -> float:
    return sorted(times)[math.ceil(len(times) * share / 100) - 1]


def chunks(times: list[float]) -> list[list[float]]:
    return [times[first : first + MEMBERS] for first in range(0, len(times), MEMBERS)]


@dataclass
class World:
    """The council, its session, what was sent and what the box said."""

    times: dict[str, list[float]] = field(default_factory=lambda: {"phiếu": [], "xem lại": [], "bỏ phiếu": []})
    busy: dict[str, float] = field(default_factory=dict)
    sent: int = 0
    kept: int = 0
    wrong: int = 0
    session: Any = None
    chair: Any = None
    members: list[Any] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)

    def build(self) -> None:
        from awards import attending, convening, declaring  # noqa: PLC0415 - after setup
        from awards.demo.institution import load_institution  # noqa: PLC0415
        from awards.models import Seat  # noqa: PLC0415
        from campaigns.models import Department  # noqa: PLC0415
        from tests import factories  # noqa: PLC0415
        from tests.awards.meeting import make_session, table  # noqa: PLC0415

        load_institution()
        root = factories.make_department("TRUONG", "Trường mẫu", Department.Kind.SCHOOL)
        unit = factories.make_department("XDD", "Khoa mẫu", Department.Kind.FACULTY, root)
        member = [
            factories.make_person(f"Nguyễn Văn Mẫu {number:02}", unit, username=f"thanhvien{number}")
            for number in range(MEMBERS)
        ]
        role = Seat.Role
        roles = [role.CHAIR, role.SECRETARY] + [role.MEMBER] * (MEMBERS - 2)
        council = factories.make_council(list(zip(member, roles, strict=True)))
        self.members, self.chair = member, member[0].user
        self.session = make_session(factories.make_campaign(), council)
        for number in range(CASES):
            person = factories.make_person(f"Trần Thị Mẫu {number:02}", unit)
            table(self.session, person, unit, by=self.chair)
        seats = set(council.seats.values_list("pk", flat=True))
        attending.call_roll(self.session, present=seats, reasons={}, by=self.chair)
        convening.convene(self.session, by=self.chair)
        declaring.declare_rest(self.session, by=self.chair)
        self.cookies = [_cookie(one.user) for one in member]

    def vote(self, port: int, group: int, *, warming_up: bool) -> None:
        """One round: prepared, opened, answered by everybody at once, counted, compared."""
        from awards import preparing, voting  # noqa: PLC0415 - after setup
        from awards.models import Choice  # noqa: PLC0415

        cases = list(self.session.nominations.all())
        round_ = preparing.prepare_round(self.session, nominations=cases, reason="Đo lại", by=self.chair)
        voting.open_round(round_, by=self.chair)
        questions = list(round_.questions.values_list("pk", flat=True))
        ballots = [{f"q{pk}": random.choice(Choice.values) for pk in questions} for _ in self.members]
        page = f"/luot/{round_.pk}/phieu/"
        asked = [
            ("phiếu", [_request("GET", page, cookie) for cookie in self.cookies], b" 200 "),
            ("xem lại", self._posts(f"{page}xem-lai/", ballots), b" 200 "),
            ("bỏ phiếu", self._posts(f"{page}bo/", ballots), b" 302 "),
        ]
        for name, requests, status in asked:
            before = busy(group)
            taken = all_at_once(port, requests, status)
            if not warming_up:
                self.times[name] += taken
                self.busy[name] = self.busy.get(name, 0) + busy(group) - before
        voting.count(round_, by=self.chair)
        self._compare(round_, ballots)

    def _posts(self, path: str, ballots: list[dict[str, str]]) -> list[bytes]:
        return [_request("POST", path, cookie, ballot) for cookie, ballot in zip(self.cookies, ballots, strict=True)]

    def _compare(self, round_: Any, ballots: list[dict[str, str]]) -> None:
        self.sent += len(ballots)
        round_.refresh_from_db()
        self.kept += round_.voted
        for question in round_.questions.all():
            given = Counter(ballot[f"q{question.pk}"] for ballot in ballots)
            self.wrong += sum(given[name] != getattr(question, name) for name in ("agree", "disagree", "no_opinion"))


def _cookie(user: Any) -> str:
    from django.conf import settings  # noqa: PLC0415 - after setup
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return f"sessionid={store.session_key}; csrftoken={TOKEN}"


def _request(method: str, path: str, cookie: str, fields: dict[str, str] | None = None) -> bytes:
    body = urlencode({"csrfmiddlewaretoken": TOKEN} | fields).encode() if fields else b""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}", "Connection: close"]
    lines += [f"Content-Type: {FORM}", f"Content-Length: {len(body)}"] if fields else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def all_at_once(port: int, requests: list[bytes], status: bytes) -> list[float]:
    """Milliseconds until each answer had come whole; they leave together, each on a connection of its own."""
    waiting, began, answers = selectors.DefaultSelector(), time.perf_counter(), {}
    taken = []
    for request in requests:
        link = socket.create_connection(("127.0.0.1", port))
        link.sendall(request)
        answers[link] = b""
        waiting.register(link, selectors.EVENT_READ)
    while answers:
        for key, _ in waiting.select(30):
            link = key.fileobj
            if part := link.recv(1 << 20):
                answers[link] += part
                continue
            taken.append((time.perf_counter() - began) * 1000)
            waiting.unregister(link)
            link.close()
            first = answers.pop(link).partition(b"\r\n")[0]
            if status not in first:
                raise SystemExit(f"unexpected answer: {first.decode()}")
    return taken


if __name__ == "__main__":
    main()
