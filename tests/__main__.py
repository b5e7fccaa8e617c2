"""`python3 run.py test`: the whole suite on both databases, with the browser; nothing missing goes unsaid."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

from run import apt_install, libraries_for_pdf, run_or_stop, say
from tests import migrated

# They read the table files of PostgreSQL, so they run after the rest, one after another.
ALONE = ("tests/awards/test_secrecy.py", "tests/awards/test_secrecy_files.py")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
MAC_BROWSER = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
MIGRATED = "migrated"  # the database on the private server that the others are copies of


def main(arguments: list[str]) -> int:
    """On the database that DATABASE_URL names; without it on SQLite, then on a PostgreSQL of our own."""
    missing = [] if libraries_for_pdf() else ["thư viện Pango (giấy tờ PDF)"]
    browser = find_browser() or (apt_install(["chromium"], "trình duyệt để kiểm thử") and find_browser())
    if not browser:
        missing.append("trình duyệt Chromium (kiểm thử e2e)")
    with tempfile.TemporaryDirectory(prefix="thidua-test-") as folder:
        if url := os.environ.get("DATABASE_URL"):
            codes = [pytest(url, arguments, folder, browser)]
        else:
            with private_postgres() as url:
                codes = one_after_the_other(url, arguments, folder, browser)
                if not url:
                    missing.append("PostgreSQL (lần chạy thứ hai, kiểm thử postgres)")
    return verdict(codes, missing)


def one_after_the_other(url: str, arguments: list[str], folder: str, browser: str) -> list[int]:
    """SQLite, then PostgreSQL where there is one; meanwhile the tables of each are made that it begins with."""
    file = f"{folder}/migrated.sqlite3"

    def make() -> None:
        migrated.make(f"sqlite:///{file}.unfinished", copy_to=file)
        if url:
            migrated.make(url.removesuffix("/postgres") + f"/{MIGRATED}")

    making = threading.Thread(target=make)
    making.start()
    codes = [pytest("sqlite://:memory:", arguments, folder, browser, made=file)]
    making.join()
    if url:  # the browser has walked on SQLite, and what has no database has been asked
        codes.append(pytest(url, [*arguments, "--database-only"], folder, browser="", made=MIGRATED))
        if not arguments:
            codes.append(pytest(url, [*ALONE, "--database-only"], folder, browser="", made=MIGRATED))
    return codes


def verdict(codes: list[int], missing: list[str]) -> int:
    """The first failure; a run that found nothing to do (5) counts only when no run did."""
    for name in missing:
        print(f"!!! BỎ QUA kiểm thử vì thiếu {name}; cách cài ở phía trên.", file=sys.stderr, flush=True)
    if missing and os.environ.get("REQUIRE_ALL") == "1":
        return 1
    return next((code for code in codes if code not in (0, 5)), min(codes))


def pytest(url: str, arguments: list[str], folder: str, browser: str, made: str = "") -> int:
    on_postgres = url.startswith("postgres")
    say(f"== Kiểm thử trên {'PostgreSQL' if on_postgres else 'SQLite'} ==")
    left_out = [mark for mark, there in (("e2e", browser), ("postgres", on_postgres)) if not there]
    options = ["-m", " and ".join(f"not {mark}" for mark in left_out)] if left_out else []
    if not set(arguments) - {"--database-only"}:
        options += ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "worksteal"]
    report = Path(folder, "report.xml")
    drawn = Path(folder, "drawn")
    drawn.mkdir(exist_ok=True)
    environment = os.environ | {"DATABASE_URL": url, "CHROMIUM": browser, "MIGRATED": made, "DRAWN": str(drawn)}
    # Compiling the program and the tests anew takes each process ten seconds; some tests start processes by the dozen.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "pytest", *options, f"--junitxml={report}", *arguments]
    code = subprocess.run(command, env=environment, check=False).returncode
    return skips_counted(report) if code == 0 else code


def skips_counted(report: Path) -> int:
    """0, or 1 where REQUIRE_ALL=1 allows no skipped test; says which were skipped and why."""
    skipped = [
        f"{case.get('classname')}.{case.get('name')}: {mark.get('message')}"
        for case in ElementTree.parse(report).iter("testcase")
        for mark in case.iterfind("skipped[@type='pytest.skip']")
    ]
    for line in skipped:
        print(f"!!! BỎ QUA {line}", file=sys.stderr, flush=True)
    return 1 if skipped and os.environ.get("REQUIRE_ALL") == "1" else 0


def find_browser() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), "")
    return found or (MAC_BROWSER if Path(MAC_BROWSER).exists() else "")


def find_postgres() -> Path | None:
    """Folder of the server's programs, the newest version first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name, reverse=True)
    folders += [Path(found).parent for found in [shutil.which("initdb")] if found]
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


@contextlib.contextmanager
def private_postgres(*, is_safe: bool = False) -> Iterator[str]:
    """The address of a PostgreSQL of our own, thrown away afterwards; "" where none can be had.

    `is_safe`: it waits for the disk as a real one does; without, what it has is lost with the power.
    """
    if os.name == "nt" or not (find_postgres() or apt_install(["postgresql"], "PostgreSQL để kiểm thử")):
        yield ""
        return
    programs = find_postgres()
    with tempfile.TemporaryDirectory(prefix="thidua-pg-") as folder:
        as_owner = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(folder, "postgres")
            as_owner = ["runuser", "-u", "postgres", "--"]
        # No network: only this account reaches the socket in a folder of its own.
        options = f"-k {folder} -c listen_addresses=''"
        options += "" if is_safe else " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        options += " -c jit=off"  # compiling pays for long queries over many rows, never for a test's
        initdb = [programs / "initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"]
        pg_ctl = [programs / "pg_ctl", "-D", f"{folder}/data", "-w", "-s"]
        run_or_stop([*as_owner, *initdb, "--locale=C"], "Không tạo được cụm PostgreSQL.", cwd=folder, quiet=True)
        start = [*as_owner, *pg_ctl, "-o", options, "-l", f"{folder}/log", "start"]
        run_or_stop(start, "Không khởi động được PostgreSQL.", cwd=folder)
        try:
            create = [*as_owner, programs / "createdb", "-h", folder, "-U", "postgres", MIGRATED]
            run_or_stop(create, "Không tạo được cơ sở dữ liệu mẫu.", cwd=folder)
            yield f"postgres://postgres@{folder.replace('/', '%2F')}/postgres"
        finally:
            subprocess.run([*as_owner, *pg_ctl, "-m", "immediate", "stop"], cwd=folder, check=False)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
