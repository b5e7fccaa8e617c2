"""How long the certificates of one sitting take: `python -m tests.benchmarks.certificates [500]`.

Makes a database and a folder of its own, fills them with the demo of a large school, asks for N certificates as the
page does, and has one worker in a process of its own draw them, each with its QR code. Meanwhile this process asks for
pages, one after another. Prints seconds until the file is there, its size, the worker's memory, how long it computed
(which says more on a busy machine), the slowest pages.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("/quyet-dinh/", "/cong-khai/", "/can-bo/")
MORE_PEOPLE = 1.6  # of whom some receive nothing


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "thidua.settings",
            "SECRET_KEY": "only-for-benchmarks-" * 3,
            "DEMO": "1",
            "HTTPS": "0",
            "DEBUG": "0",
            "WORKER": "1",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "PUBLIC_URL": "https://thidua.truong.example",
            "ALLOWED_HOSTS": "testserver,127.0.0.1",
        }
        for command in (["migrate", "-v0"], ["reference"], ["demo", "--staff", str(int(count * MORE_PEOPLE))]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        django.setup()
        run(count)


def run(count: int) -> None:
    from django.db.models import Count  # noqa: PLC0415 - after django.setup()
    from django.test import Client  # noqa: PLC0415

    from awards import certifying  # noqa: PLC0415
    from awards.models import CertificateSettings, Decision  # noqa: PLC0415
    from thidua.models import User  # noqa: PLC0415

    for kind in CertificateSettings.Kind.values:
        CertificateSettings.objects.create(kind=kind, shows_flags=True)
    issued = Decision.objects.exclude(status="draft").annotate(rows=Count("lines"))
    decision = issued.order_by("-rows").first()
    good = [line.ordinal for line in certifying.lines_of(decision) if not line.why_no_certificate][:count]
    clerk = User.objects.get(username="thuongtruc")
    browser = Client()
    browser.force_login(clerk)
    for page in PAGES:
        browser.get(page)
    quiet = slowest(browser, seconds=3)
    worker = subprocess.Popen([sys.executable, "manage.py", "db_worker", "--no-startup-delay"], cwd=ROOT)
    try:
        time.sleep(4)  # it starts
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.perf_counter()
        made = certifying.begin(decision, good, by=clerk)
        asked = time.perf_counter() - begun
        busy = slowest(browser, until=lambda: done(made))
        took = time.perf_counter() - begun
    finally:
        worker.terminate()
        worker.wait()
    made.file.refresh_from_db()
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    memory, work = spent.ru_maxrss // 1024, spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime
    print(f"{made.count} tờ ({made.file.get_stage_display()}): {took:.1f} giây, hỏi mất {asked:.2f} giây")
    print(f"tệp {made.file.file.size / 1024 / 1024:.1f} MiB, bộ nhớ nhiều nhất của worker {memory} MiB")
    print(f"worker tính {work:.1f} giây kể cả lúc khởi động; tải của máy {os.getloadavg()[0]:.1f}")
    print(f"trang chậm nhất (trung vị): lúc rảnh {quiet}, lúc đang tạo tệp {busy}")


def done(made) -> bool:
    made.file.refresh_from_db()
    return made.file.stage not in ("waiting", "drawing")


def slowest(browser, *, seconds: float = 0, until=None) -> str:
    """Pages asked for one after another, with a breath between them, as people do."""
    begun, waits = time.perf_counter(), []
    while not (until() if until else time.perf_counter() - begun > seconds):
        for page in PAGES:
            asked = time.perf_counter()
            assert browser.get(page).status_code == 200
            waits.append(time.perf_counter() - asked)
            time.sleep(0.1)
    waits.sort()
    return f"{waits[-1] * 1000:.0f} ms ({waits[len(waits) // 2] * 1000:.0f} ms)"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
