"""What goes into an archive and what does not."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import models

from thidua.backup.archive import sha256_of
from thidua.backup.manifest import MEDIA, StoredFile

# Sign-ins, counted wrong tries and the queue of the worker belong to the machine of that day: after a restoration
# everybody signs in again and nothing half-done starts by itself.
# Whole apps, and single tables by their model.
LEFT_OUT = ("sessions", "axes", "django_tasks_database", "thidua.wrongtry")
Query = Callable[[str], list[tuple]]
PATIENCE = 0.5  # seconds between the removal of a file and of its row (thidua/uploads.py, discard)


@dataclass(frozen=True)
class Snapshot:
    """The database at one moment: how to ask it, and how to have it written to `path`."""

    query: Query
    path: Path
    save: Callable[[], None]


class Vanished(Exception):
    """A file was removed, with its row, after the snapshot: take another one."""


@dataclass(frozen=True)
class Claim:
    """What a row says about its private file; None where the table does not say."""

    model: type[models.Model]
    field: str
    name: str
    size: int | None
    sha256: str | None


def left_out_tables() -> list[str]:
    found = apps.get_models(include_auto_created=True)
    return sorted(
        model._meta.db_table for model in found if {model._meta.app_label, model._meta.label_lower} & {*LEFT_OUT}
    )


def claims(query: Query, tables: set[str]) -> Iterator[Claim]:
    """Every private file that a row of the snapshot names, each once, by name."""
    seen = set()
    for model in apps.get_models():
        names = {field.name: field.column for field in model._meta.concrete_fields}
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.FileField) or model._meta.db_table not in tables:
                continue
            told = [f'"{names[name]}"' if name in names else "NULL" for name in ("size", "sha256")]
            sql = f'SELECT "{field.column}", {told[0]}, {told[1]} FROM "{model._meta.db_table}" ORDER BY 1'
            for name, size, sha256 in query(sql):
                if name and name not in seen:
                    seen.add(name)
                    yield Claim(model, field.name, name, size, sha256)


def on_disk(claim: Claim) -> Path:
    return Path(claim.model._meta.get_field(claim.field).storage.path(claim.name))


def examined(claim: Claim) -> tuple[StoredFile | None, str]:
    """The file as it lies on the disk (None: it does not), and "" or what is wrong with it."""
    try:
        with on_disk(claim).open("rb") as file:
            sha256, size = sha256_of(file)
    except FileNotFoundError:
        time.sleep(PATIENCE)
        if not claim.model._default_manager.filter(**{claim.field: claim.name}).exists():
            raise Vanished(claim.name) from None
        return None, f"Thiếu tệp {claim.name}"
    except OSError as error:
        return None, f"Không đọc được tệp {claim.name} ({error.strerror})"
    return StoredFile(f"{MEDIA}/{claim.name}", size, sha256), difference(claim, size, sha256)


def difference(claim: Claim, size: int, sha256: str) -> str:
    if claim.sha256 not in (None, sha256) or claim.size not in (None, size):
        return f"Tệp {claim.name} khác nội dung đã nhận"
    return ""
