"""What a machine that runs for real still lacks, in sentences with the line to type: `manage.py check`.

A demo (DEMO=1) is left in peace. Those that ask the database run with `--database default` and on the page of the
system; those of the machine run always. All are warnings, but for what a school may choose to do without: what makes
the program unsafe refuses its start elsewhere.
"""

import os
import re
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.db import connection

from thidua import clock, pdf
from thidua.backup import postgres
from thidua.workflow import Refused

TAG = "running"
Found = Iterator[tuple[str, str, str]]  # number, sentence, line to type
CHOICES = {"004", "011"}  # for information: papers then bear no address, no letter is sent
SHORTEST_KEY = 50
BUILT = datetime(2026, 11, 1, tzinfo=UTC)  # no clock of a machine that runs this is before
GUESSED_KEYS = re.compile(r"^(only-for|django-insecure|changeme|secret)", re.IGNORECASE)
NETWORK_DISKS = {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p"}


def register() -> None:
    """Called once the apps are ready."""
    checks.register(check_machine, TAG)
    checks.register(check_rows, TAG, checks.Tags.database)


def check_machine(**kwargs: object) -> list[checks.CheckMessage]:
    return messages(_libraries, _secret, _addresses, _private_folder, _env_file, _mail, _disk_of_sqlite, _clock)


def check_rows(databases: list[str] | None = None, **kwargs: object) -> list[checks.CheckMessage]:
    from thidua.database_checks import ABOUT_ROWS  # noqa: PLC0415 - models must be loaded first

    return messages(*ABOUT_ROWS) if databases else []


def messages(*found: Callable[[], Found]) -> list[checks.CheckMessage]:
    if settings.DEMO:
        return []
    return [_message(*said) for check in found for said in check()]


def _message(number: str, sentence: str, line: str) -> checks.CheckMessage:
    level, letter = (checks.Info, "I") if number in CHOICES else (checks.Warning, "W")
    return level(sentence, hint=line, id=f"thidua.{letter}{number}")


def _libraries() -> Found:
    if sentence := pdf.missing_libraries():
        yield (
            "001",
            sentence,
            "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        )
    if connection.vendor == "postgresql":
        try:
            for name in ("pg_dump", "pg_restore"):
                postgres.program_for(name, 0)
        except Refused:
            yield (
                "002",
                "Thiếu pg_dump, pg_restore nên không sao lưu được.",
                "sudo apt-get install -y postgresql-client",
            )


def _secret() -> Found:
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < 10 or GUESSED_KEYS.search(key):
        yield (
            "003",
            f"SECRET_KEY ngắn hoặc đoán được; cần {SHORTEST_KEY} ký tự ngẫu nhiên.",
            'python3 -c "import secrets; print(secrets.token_urlsafe(50))" rồi ghi vào SECRET_KEY',
        )


def _addresses() -> Found:
    host = urlsplit(settings.PUBLIC_URL).hostname
    if not host:
        yield "004", "Chưa đặt PUBLIC_URL (địa chỉ mọi người gõ).", "PUBLIC_URL=https://thidua.truong.edu.vn"
    elif host not in settings.ALLOWED_HOSTS:
        yield "005", f"ALLOWED_HOSTS không có {host} của PUBLIC_URL.", f"ALLOWED_HOSTS={host}"
    if not settings.HTTPS:
        yield "006", "HTTPS=0: mật khẩu và cookie đi qua mạng không mã hóa.", "HTTPS=1"


def _private_folder() -> Found:
    folder = Path(settings.MEDIA_ROOT)
    owner = "thidua"
    make = f"sudo install -d -o {owner} -g {owner} -m 700 {folder}"
    if not folder.exists() and os.access(folder.parent, os.W_OK):
        return  # made with the first file
    if not folder.is_dir():
        yield "007", f"Chưa có thư mục tệp đính kèm {folder} (MEDIA_ROOT).", make
    elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield "008", f"Tài khoản đang chạy không ghi được vào {folder} (MEDIA_ROOT).", make
    elif folder.stat().st_mode & stat.S_IRWXO:
        yield "009", f"Mọi tài khoản trên máy đọc được {folder} (MEDIA_ROOT).", f"sudo chmod 700 {folder}"


def _env_file() -> Found:
    path = settings.BASE_DIR / ".env"
    if path.exists() and path.stat().st_mode & stat.S_IRWXO:
        yield "010", f"Mọi tài khoản trên máy đọc được {path} (có SECRET_KEY).", f"sudo chmod 640 {path}"


def _mail() -> Found:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield "011", "Chưa có máy chủ thư: chương trình không gửi thư nào.", "EMAIL_HOST=smtp.truong.edu.vn"


def _disk_of_sqlite() -> Found:
    """SQLite is for one machine: its locks do not hold on a shared disk."""
    if connection.vendor != "sqlite":
        return
    name = str(settings.DATABASES["default"]["NAME"])
    if (kind := _disk_kind(Path(name).absolute())) in NETWORK_DISKS:
        yield (
            "012",
            f"SQLite nằm trên ổ mạng ({kind}): nhiều máy cùng ghi sẽ làm hỏng dữ liệu.",
            "DATABASE_URL=postgres:///thidua (docs/running.md)",
        )


def _disk_kind(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The file system that holds `path`, by the longest mount point above it."""
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    above = [(len(line[1]), line[2]) for line in lines if len(line) > 2 and path.is_relative_to(line[1])]
    return max(above)[1] if above else ""


def _clock() -> Found:
    if clock.real_now() < BUILT:
        yield (
            "013",
            f"Đồng hồ của máy chỉ {clock.real_now():%d/%m/%Y}: sai.",
            "sudo timedatectl set-ntp true",
        )
