#!/usr/bin/env python3
"""Thi Đua bằng một lệnh.

python3 run.py          chuẩn bị những gì còn thiếu rồi mở http://127.0.0.1:8000/ (hoặc cổng $PORT)
python3 run.py test     chuẩn bị những gì còn thiếu rồi chạy toàn bộ kiểm thử (các chữ sau đó chuyển cho pytest)
"""

# Standard library only: this file runs before anything is installed. What it makes: .venv/, .env, db.sqlite3.
from __future__ import annotations  # so that an older Python gets as far as the sentence in main()

import contextlib
import ctypes
import hashlib
import http.client
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
ENV_FILE = ROOT / ".env"
DATABASE = ROOT / "db.sqlite3"
PANGO_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PANGO_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
DEMO_USERS = "quantri thuongtruc hieutruong uyvien uyvien2 uyvien3 truongkhoa truongphong canbo"
DEMO_PASSWORD = "thi-dua-2022"


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - older Pythons do run this file, to be told so
        sys.exit("Cần Python 3.11 trở lên; hãy cài bản mới hơn rồi chạy lại lệnh này.")
    os.chdir(ROOT)
    os.environ["PYTHONUTF8"] = "1"  # for the children; a Windows console is not UTF-8 by itself
    if not arguments:
        return serve()
    if arguments[0] == "test":
        return test(arguments[1:])
    print(__doc__)
    return 0 if arguments[0] in ("-h", "--help") else 2


# Serving


def serve() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: no child outlives this process
    port = port_to_serve()
    install("requirements.txt")
    libraries_for_pdf()
    if write_env_file(ENV_FILE):
        say("Đã tạo tệp .env (khóa bí mật riêng của máy này).")
    prepare_database()
    return serve_until_stopped(port)


def port_to_serve() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT phải là một số từ 1 đến 65535, hiện là “{text}”.")
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError:
            sys.exit(
                f"Không mở được cổng {text} (có thể Thi Đua hoặc chương trình khác đang dùng); "
                f"hãy tắt chương trình đó hoặc chọn cổng khác: PORT=8001 python3 run.py"
            )
    return int(text)


def write_env_file(path: Path) -> bool:
    """Write the settings of this machine once, readable by its owner only; never touch them again."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"SECRET_KEY={secrets.token_urlsafe(50)}\nDEMO=1\nHTTPS=0\nDEBUG=0\n")
    return True


def setting(name: str) -> str:
    """What thidua/settings.py will see: the environment, else .env."""
    lines = ENV_FILE.read_text(encoding="utf-8").splitlines() if ENV_FILE.exists() else []
    pairs = (line.partition("=") for line in lines if "=" in line and not line.lstrip().startswith("#"))
    first_wins = {key.strip(): value.strip() for key, _, value in reversed(list(pairs))}
    return os.environ.get(name, first_wins.get(name, ""))


def prepare_database() -> None:
    is_new = not DATABASE.exists()
    manage("migrate", "-v0")
    manage("reference", "-v0")
    if not demo_is_wanted():
        return
    say("Đang ghi dữ liệu mẫu …")
    try:
        manage("demo")
    except BaseException:
        if is_new:  # made a moment ago: half a year of demo data helps nobody
            for leftover in ROOT.glob("db.sqlite3*"):
                leftover.unlink()
        raise


def demo_is_wanted() -> bool:
    """Demo data belong in an empty SQLite file of ours, nowhere else."""
    return setting("DEMO") == "1" and not setting("DATABASE_URL") and not has_users(DATABASE)


def has_users(database: Path) -> bool:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT 1 FROM thidua_user LIMIT 1").fetchone() is not None


def serve_until_stopped(port: int) -> int:
    server = subprocess.Popen(server_command(port))
    worker = subprocess.Popen(worker_command()) if setting("WORKER") != "0" else None
    try:
        wait_until_answering(port, server)
        welcome(port)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        children = [child for child in (server, worker) if child]
        for child in children:
            child.terminate()
        with contextlib.suppress(KeyboardInterrupt):
            for child in children:  # the worker ends its task first: an import is done as a whole or not at all
                child.wait()


def worker_command() -> list[str]:
    """Long work (imports) in a process of its own; should it fall over, whoever restarts services restarts this."""
    return [str(PYTHON), "manage.py", "db_worker", "-v0", "--no-startup-delay", "--no-reload"]


def server_command(port: int) -> list[str]:
    address = f"127.0.0.1:{port}"
    if os.name == "nt":  # gunicorn is for Unix
        return [str(PYTHON), "manage.py", "runserver", "--noreload", address]
    workers = ["--workers=2", "--threads=4", "--no-control-socket", "--log-level=warning"]
    return [str(PYTHON), "-m", "gunicorn", *workers, f"--bind={address}", "thidua.wsgi"]


def wait_until_answering(port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/suc-khoe/")
            connection.getresponse()
            return
        time.sleep(0.1)
    sys.exit("Máy chủ không khởi động được; nguyên nhân ở các dòng phía trên.")


def welcome(port: int) -> None:
    say(f"Thi Đua đang chạy tại http://127.0.0.1:{port}/ (dừng: Ctrl-C)")
    if setting("DEMO") == "1" and not setting("DATABASE_URL"):
        say(f"Dữ liệu mẫu. Người dùng: {', '.join(DEMO_USERS.split())}; mật khẩu của cả chín: {DEMO_PASSWORD}")
    manage("setup_code", "--if-open")  # an empty database without demo: who has the code sets the school up


def test(arguments: list[str]) -> int:
    install("requirements-test.txt")
    return subprocess.run([str(PYTHON), "-m", "tests", *arguments], check=False).returncode


# What has to be on the machine


def install(lock: str) -> None:
    """The packages of a lock file, each checked by its hash; nothing to do while the lock is unchanged."""
    wanted = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    stamp = VENV / f".installed-{lock}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    make_environment()
    say(f"Đang cài các thư viện của {lock} …")
    command = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes", "-r", lock]
    run_or_stop(command, "Không cài được thư viện; xem dòng báo lỗi phía trên, kiểm tra mạng rồi chạy lại.")
    stamp.write_text(wanted, encoding="ascii")


def make_environment() -> None:
    probe = [PYTHON, "-m", "pip", "--version"]
    if PYTHON.exists() and subprocess.run(probe, capture_output=True, check=False).returncode == 0:
        return
    if getattr(importlib.util.find_spec("ensurepip"), "origin", None) is None:  # Debian splits it off
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not apt_install([package], "môi trường Python"):
            sys.exit("Cài gói trên xong hãy chạy lại lệnh này.")
        importlib.invalidate_caches()
    venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(VENV)


def libraries_for_pdf() -> bool:
    """Pango, which no Python package brings; without it everything but PDF works."""
    if not sys.platform.startswith("linux"):
        return True  # cannot be told beforehand; the page that makes the PDF says what is missing
    return pango_is_there() or (
        apt_install(PANGO_PACKAGES, "giấy tờ PDF (mọi việc khác vẫn làm được)") and pango_is_there()
    )


def pango_is_there() -> bool:
    try:
        return all(ctypes.CDLL(name) for name in PANGO_LIBRARIES)
    except OSError:
        return False


def apt_install(packages: list[str], purpose: str) -> bool:
    """Install system packages where this account may; else print the one line to type."""
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    prefix = administrator()
    if prefix is not None and shutil.which("apt-get"):
        say(f"Đang cài {' '.join(packages)}: {purpose} …")
        quietly = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
        for attempt in (command, ["apt-get", "update", "-qq"], command):
            done = subprocess.run([*quietly, *attempt], capture_output=True, text=True, check=False)
            if done.returncode == 0 and attempt is command:
                return True
        print(done.stderr, file=sys.stderr)
    line = f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"
    say(f"Còn thiếu {' '.join(packages)}: {purpose}. Hãy gõ (hoặc nhờ quản trị máy gõ):\n    {line}")
    return False


def administrator() -> list[str] | None:
    """How this account may install: as it is, by sudo without a password, or not at all."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    may = (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    )
    return ["sudo", "-n"] if may else None


def manage(*arguments: str) -> None:
    command = [PYTHON, "manage.py", *arguments]
    run_or_stop(command, f"Dừng ở bước “manage.py {' '.join(arguments)}”; nguyên nhân ở các dòng phía trên.")


def run_or_stop(command: list[str | Path], sentence: str, cwd: Path | str = ROOT, quiet: bool = False) -> None:
    output = subprocess.DEVNULL if quiet else None
    words = [str(word) for word in command]
    # In a session of its own: Ctrl-C reaches this process alone, which ends the child without a traceback.
    with subprocess.Popen(words, cwd=cwd, stdout=output, start_new_session=True) as child:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            child.terminate()
            raise
    if code:
        sys.exit(sentence)


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
