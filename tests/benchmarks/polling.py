"""What the screens of a council's room cost: `python -m tests.benchmarks.polling [--screens 20] [--seconds 40]`.

Makes a database of its own (SQLite, or the empty one that DATABASE_URL names) with a session of which a round is open,
starts gunicorn as docs/deploy starts it, and lets so many screens, each signed in and with a connection of its own, ask
for the beat every second and a half. Prints how long the server's processes computed meanwhile, read from /proc, with
those of PostgreSQL that served them, and how long an answer took. The budget: 20 screens, 10 % of one core.
"""

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import django

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
EVERY, MOST = 1.5, 0.10
GUNICORN = ("--workers=2", "--threads=4", "--no-control-socket", "--log-level=error")  # docs/deploy/thidua-web.service


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--screens", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "thidua.settings",
            "SECRET_KEY": "only-for-benchmarks-" * 3,
            "DEMO": "1",
            "HTTPS": "0",
            "DEBUG": "0",
            "WORKER": "0",
            "MEDIA_ROOT": f"{folder}/media",
        }
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
        for command in (["migrate", "-v0"], ["reference"], ["demo", "--until", "tabled"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        django.setup()
        run(asked.screens, asked.seconds)


def run(screens: int, seconds: int) -> None:
    from django.db import connection  # noqa: PLC0415 - after django.setup()

    address, cookies = _open_a_round(screens)
    connection.close()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "thidua.wsgi", *GUNICORN, f"--bind=127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait_for(port)
        _ask_for(5, port, address, cookies)  # warm: every thread has its connection
        before, began = _worked(server.pid), time.monotonic()
        times = _ask_for(seconds, port, address, cookies)
        took = time.monotonic() - began
        worked = _worked(server.pid)
    finally:
        server.terminate()
        server.wait()
    web, database = (worked[part] - before[part] for part in ("web", "database"))
    share = (web + database) / took
    print(f"{connection.vendor}: {screens} màn hình, {len(times)} lần hỏi trong {took:.0f} giây")
    print(f"  máy chủ {web:.2f} giây CPU, cơ sở dữ liệu {database:.2f}: {share:.1%} một nhân, {_verdict(share)}")
    each = (web + database) / len(times) * 1000
    times.sort()
    middle, slow = statistics.median(times) * 1000, times[int(len(times) * 0.95)] * 1000
    print(f"  mỗi lần {each:.2f} ms CPU; trả lời sau {middle:.1f} ms, p95 {slow:.1f} ms")


def _verdict(share: float) -> str:
    return f"trong mức {MOST:.0%}" if share <= MOST else f"QUÁ mức {MOST:.0%}"


def _open_a_round(screens: int) -> tuple[str, list[str]]:
    """The address of the beat, and a session cookie for each screen; the members share the screens among them."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from awards import attending, convening, declaring, electorate, preparing, voting  # noqa: PLC0415
    from awards.models import CouncilSession  # noqa: PLC0415

    session = CouncilSession.objects.latest("pk")
    seats = list(electorate.seats_of(session).select_related("staff_member__user"))
    chair = next(seat for seat in seats if seat.role == "chair").staff_member.user
    if session.status == CouncilSession.Status.PLANNED:
        attending.call_roll(session, present={seat.pk for seat in seats}, reasons={}, by=chair)
        convening.convene(session, by=chair)
        declaring.declare_rest(session, by=chair)
    people = session.nominations.filter(award="LDTT", department__isnull=True)
    round_ = preparing.prepare_round(session, nominations=people, by=chair)
    voting.open_round(round_, by=chair)
    users = [seat.staff_member.user for seat in seats if seat.staff_member.user]
    cookies = []
    for number in range(screens):
        client = Client()
        client.force_login(users[number % len(users)])
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    return reverse("council_beat", args=[session.pk]), cookies


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("máy chủ không trả lời")


def _ask_for(seconds: float, port: int, address: str, cookies: list[str]) -> list[float]:
    """Every screen asks every second and a half, none with the others; how long each answer took."""
    times: list[float] = []
    end = time.monotonic() + seconds

    def screen(number: int, cookie: str) -> None:
        time.sleep(EVERY * number / len(cookies))
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < end:
            began = time.monotonic()
            link.request("GET", address, headers={"Cookie": cookie, "X-Unattended": "1"})
            answer = link.getresponse()
            assert answer.status == 200, answer.status
            assert b"/" in answer.read()  # votes: a round is open
            times.append(time.monotonic() - began)
            time.sleep(max(0.0, EVERY - (time.monotonic() - began)))
        link.close()

    threads = [threading.Thread(target=screen, args=one) for one in enumerate(cookies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _worked(master: int) -> dict[str, float]:
    """Seconds computed so far by gunicorn's processes, and by PostgreSQL's that serve this database."""
    name = urlsplit(os.environ["DATABASE_URL"]).path.strip("/")
    found = {"web": 0.0, "database": 0.0}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            pid, parent, seconds = _stat(folder)
            words = (folder / "cmdline").read_bytes().split(b"\0")[0].decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if master in (pid, parent):
            found["web"] += seconds
        elif words.startswith("postgres:") and f" {name} " in words:
            found["database"] += seconds
    return found


def _stat(folder: Path) -> tuple[int, int, float]:
    """Key, parent, seconds of the processor, its own and the system's for it."""
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    return int(folder.name), int(fields[1]), (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
