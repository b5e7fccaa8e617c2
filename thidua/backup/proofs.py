"""The trail of proofs: which archive was restored and compared, and when; shown on the page of the system."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from thidua import clock
from thidua.backup.restoring import Outcome
from thidua.models import BackupProof

FRESH = timedelta(days=7)
NOT_RECORDED = "Chưa ghi được lần kiểm này vào chương trình đang dùng: {}. (--no-record: không ghi.)"


def record(source: Path, outcome: Outcome) -> str:
    """One row in the live database; "" or why there is none, which does not undo the restoration."""
    if connection.vendor == "sqlite" and connection.connection is None and not Path(_database()).exists():
        return NOT_RECORDED.format("chưa có cơ sở dữ liệu")  # connecting would make an empty one
    manifest = outcome.manifest
    try:
        with transaction.atomic():
            BackupProof.objects.create(
                file_name=source.name,
                sha256=outcome.sha256,
                made_at=manifest.made,
                rows=manifest.rows,
                files=len(manifest.media),
                file_bytes=manifest.media_bytes,
                ok=not outcome.found,
                problem="\n".join(outcome.found),
                proven_at=clock.real_now(),
            )
    except DatabaseError as error:
        return NOT_RECORDED.format(str(error).splitlines()[0])
    return ""


def _database() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def last_proven() -> BackupProof | None:
    """The newest proof that fitted."""
    return BackupProof.objects.filter(ok=True).first()


def last_failed() -> BackupProof | None:
    """The newest proof, when it is one that did not fit."""
    newest = BackupProof.objects.first()
    return newest if newest and not newest.ok else None


def is_fresh(proof: BackupProof | None) -> bool:
    """What counts is the age of the archive that was proven, not the day of the proof."""
    return proof is not None and clock.real_now() - proof.made_at <= FRESH
