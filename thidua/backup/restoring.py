"""Restoring an archive somewhere else than the live program, and proving it there.

Nothing half-done can be taken for whole: on SQLite the folder gets its name last; on PostgreSQL a marker table, which
the program refuses to start with, stands from before the first row until after the last comparison.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import dj_database_url
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from thidua.backup import archive, postgres, proving, sqlite
from thidua.backup.manifest import DATABASES, MEDIA, Manifest
from thidua.backup.sealing import Keys, opened
from thidua.backup.taking import sync_folder
from thidua.workflow import Refused, refuse

PART_MARK = ".thidua-restoring"


@dataclass(frozen=True)
class Outcome:
    """What was restored and how it compares; `found` are sentences about what does not fit, none when all does."""

    manifest: Manifest
    sha256: str
    found: tuple[str, ...]
    is_older: bool


class NotProven(Refused):
    """The archive could be read but its restoration does not fit it."""

    def __init__(self, outcome: Outcome, sentence: str) -> None:
        super().__init__(sentence)
        self.outcome = outcome


def restore(source: Path, into: str, media: Path | None, ask: Callable[[bool], Keys]) -> Outcome:
    """Restore `source` into a folder (SQLite) or an empty PostgreSQL database plus the folder `media`, and compare.

    Refused when nothing was restored; NotProven when what was restored does not fit (SQLite: it is removed;
    PostgreSQL: it stays marked). An archive that says itself that files were missing is restored, and they are `found`.
    """
    with _readable(source) as file:
        sha256, _ = archive.sha256_of(file)
        file.seek(0)
        with opened(file, ask) as clear:
            reader = archive.Reader(clear)
            known = known_migrations()
            refuse(_why_not_this_program(reader.manifest, known))
            put = _into_postgresql if reader.manifest.kind == postgres.KIND else _into_folder
            with _said_plainly():
                found = put(reader, into, media, sha256, known)
    return Outcome(reader.manifest, sha256, tuple(found), is_older=bool(known - set(reader.manifest.migrations)))


def known_migrations() -> frozenset[str]:
    loader = MigrationLoader(None)
    return frozenset(f"{app}.{name}" for app, name in loader.disk_migrations)


def _why_not_this_program(manifest: Manifest, known: frozenset[str]) -> str:
    newer = sorted(set(manifest.migrations) - known)
    if newer:
        return (
            f"Bản sao lưu do phiên bản {manifest.version} ghi, mới hơn chương trình này (chưa biết {newer[0]}). "
            "Cập nhật chương trình rồi khôi phục."
        )
    return ""


@contextlib.contextmanager
def _readable(source: Path) -> Iterator[BinaryIO]:
    try:
        if not source.is_file():
            raise Refused(f"Không có tệp {source}.")
        file = source.open("rb")
    except OSError as error:
        raise Refused(f"Không đọc được {source}: {error.strerror}.") from error
    with file:
        yield file


@contextlib.contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(f"Không khôi phục được: {error.strerror or error}.") from error
    except DatabaseError as error:
        raise Refused(f"Không khôi phục được: {str(error).splitlines()[0]}.") from error


def _compared(reader: archive.Reader, config: dict[str, Any], media: Path, sha256: str, known: frozenset[str]):
    """What the archive says of itself; raises NotProven when what is there differs from it."""
    manifest = reader.manifest
    with proving.connected(config) as restored:
        found = proving.differences(restored, manifest, media, known)
    if found:
        shown = "; ".join(found[:5]) + (f"; và {len(found) - 5} chỗ khác" if len(found) > 5 else "")
        raise NotProven(Outcome(manifest, sha256, tuple(found), is_older=False), f"Không khớp bản sao lưu: {shown}.")
    return manifest.wrong


# SQLite


def _into_folder(reader: archive.Reader, into: str, media: Path | None, sha256: str, known: frozenset[str]):
    if "://" in into or media is not None:
        raise Refused("Bản sao lưu này từ SQLite: --into là một thư mục mới, không cần --media.")
    place = Path(into).absolute()
    with _new_folder(place) as part:
        reader.unpack({file.name: part / file.name for file in reader.manifest.files})
        database = part / DATABASES[sqlite.KIND]
        (part / MEDIA).mkdir(exist_ok=True, mode=0o700)
        config = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(database)}
        return _compared(reader, config, part / MEDIA, sha256, known)


@contextlib.contextmanager
def _new_folder(place: Path) -> Iterator[Path]:
    """`place.part` while it is filled; under its own name only when the block ended well."""
    refuse(_why_not_folder(place))
    part = place.with_name(f"{place.name}.part")
    if (part / PART_MARK).exists():  # left by a restoration that was killed
        shutil.rmtree(part)
    try:
        part.mkdir(mode=0o700)
    except OSError as error:
        raise Refused(f"Không tạo được thư mục {part}: {error.strerror}.") from error
    try:
        (part / PART_MARK).touch()
        yield part
        _sync(part)
        part.rename(place)
        # After the name: a kill between the two must not leave a folder that nobody owns to.
        (place / PART_MARK).unlink()
        sync_folder(place.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _why_not_folder(place: Path) -> str:
    if place.is_relative_to(Path(settings.MEDIA_ROOT).absolute()):
        return "Không khôi phục vào thư mục tệp đính kèm đang dùng."
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        return f"{place} không phải thư mục."
    if place.is_dir() and any(place.iterdir()):
        return f"Thư mục {place} không trống; chọn thư mục mới."
    if not place.parent.is_dir():
        return f"Chưa có thư mục {place.parent}."
    return ""


def _sync(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# PostgreSQL


def _into_postgresql(reader: archive.Reader, into: str, media: Path | None, sha256: str, known: frozenset[str]):
    if not into.startswith(("postgres://", "postgresql://")) or media is None:
        raise Refused(
            "Bản sao lưu này từ PostgreSQL: --into là địa chỉ postgres://… của một cơ sở dữ liệu trống, "
            "--media là một thư mục mới."
        )
    config = dj_database_url.parse(into)
    dump = DATABASES[postgres.KIND]
    with _marked(config) as program, _new_folder(media.absolute()) as part:
        places = {file.name: part / file.name.removeprefix(f"{MEDIA}/") for file in reader.manifest.files}
        reader.unpack(places)
        options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", str(places[dump])]
        postgres.run(program, config, options)
        places[dump].unlink()
        return _compared(reader, config, part, sha256, known)


@contextlib.contextmanager
def _marked(config: dict[str, Any]) -> Iterator[str]:
    """The empty database with the marker in it, and `pg_restore`; the marker goes when the block ended well.

    A block that failed before anything was restored leaves the database as empty as it was.
    """
    with proving.connected(config) as restored, restored.cursor() as cursor:
        refuse(_why_not_database(cursor))
        program = postgres.program_for("pg_restore", restored.connection.info.server_version // 10000)
        cursor.execute(f"CREATE TABLE {postgres.MARKER} (since timestamptz DEFAULT now())")
    try:
        yield program
    except BaseException:
        _unmark(config, only_if_empty=True)
        raise
    _unmark(config)


def _unmark(config: dict[str, Any], *, only_if_empty: bool = False) -> None:
    with proving.connected(config) as restored, restored.cursor() as cursor:
        cursor.execute(postgres.ANYTHING)
        if not only_if_empty or cursor.fetchone()[0] == 1:
            cursor.execute(f"DROP TABLE {postgres.MARKER}")


def _live_identity() -> tuple | None:
    """None where there is no live database: on a new machine after the old one burnt."""
    if connection.vendor != "postgresql":
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute(postgres.IDENTITY)
            return cursor.fetchone()
    except DatabaseError:
        return None


def _why_not_database(cursor: Any) -> str:
    cursor.execute(postgres.IDENTITY)
    if cursor.fetchone() == _live_identity():
        return "Không khôi phục vào cơ sở dữ liệu đang dùng; tạo một cơ sở dữ liệu mới: createdb TÊN."
    cursor.execute(postgres.ANYTHING)
    if cursor.fetchone()[0]:
        return "Cơ sở dữ liệu nhận không trống; tạo một cơ sở dữ liệu mới: createdb TÊN."
    return ""


def half_restored(using: Any = connection) -> bool:
    """A restoration into this database was cut off: it must not be used."""
    if using.vendor != "postgresql":
        return False
    with using.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [postgres.MARKER])
        return cursor.fetchone()[0] is not None


def refuse_to_start_half_restored() -> None:
    """Raises ImproperlyConfigured; a database that cannot be reached is told elsewhere."""
    try:
        is_half = half_restored()
    except DatabaseError:
        return
    if is_half:
        raise ImproperlyConfigured(
            "Lần khôi phục vào cơ sở dữ liệu này bị ngắt giữa chừng. "
            "Xóa nó (dropdb), tạo lại (createdb) rồi khôi phục lại."
        )
