"""What an administrator wants to know about the machine, in words, for the page “Hệ thống” and the administration."""

import platform
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks.registry import registry
from django.db import connection

from thidua import beats, clock, mailing, worker
from thidua.backup import proofs
from thidua.backup.words import in_bytes
from thidua.checks import TAG
from thidua.context import VERSION
from thidua.models import BackupProof

A_DAY = timedelta(hours=26)  # and a little: timers are not punctual
LITTLE_ROOM = 2 * 1024**3


@dataclass(frozen=True)
class Backup:
    """The last archive that was restored elsewhere and fitted; `label` and `tone` are those of its badge."""

    proof: BackupProof | None
    failed: BackupProof | None
    days: int | None
    label: str
    tone: str


def backup() -> Backup:
    proof = proofs.last_proven()
    if proof is None:
        return Backup(None, proofs.last_failed(), None, "Chưa kiểm lần nào", "bad")
    days = (clock.real_now() - proof.made_at).days
    label = f"{days} ngày trước" if days else "Hôm nay"
    return Backup(proof, proofs.last_failed(), days, label, "ok" if proofs.is_fresh(proof) else "bad")


def worker_state() -> dict[str, Any]:
    return {
        "is_used": settings.WORKER,
        "seen": worker.last_seen(),
        "waiting": worker.oldest_waiting(),
        "why": worker.why_not_alive(),
    }


def reminders() -> dict[str, Any]:
    """When the day's letters went out last (`manage.py remind`), what it said, and whether a day was missed."""
    found = beats.last("remind")
    late = mailing.is_set_up() and (found is None or clock.real_now() - found.seen_at > A_DAY)
    return {"last": found, "is_late": late}


def room() -> dict[str, Any]:
    """Space left where private files lie (the nearest folder above that exists)."""
    folder = Path(settings.MEDIA_ROOT).absolute()
    while not folder.exists():
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    return {
        "left": in_bytes(usage.free),
        "share": f"{usage.free * 100 // usage.total}%",
        "is_little": usage.free < LITTLE_ROOM,
    }


def versions() -> list[tuple[str, str]]:
    database = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    return [
        ("Thi Đua", VERSION),
        (database, _database_version()),
        ("Django", django.get_version()),
        ("Python", platform.python_version()),
    ]


def _database_version() -> str:
    return ".".join(str(part) for part in connection.get_database_version())


def findings() -> list[CheckMessage]:
    """What `manage.py check --database default` would say about running for real."""
    return registry.run_checks(tags=[TAG], databases=["default"])
