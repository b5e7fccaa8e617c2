"""Taking an archive: one moment of the database, every private file against its row; whole or not there at all."""

import contextlib
import fcntl
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.db import DatabaseError, connection

from thidua import clock
from thidua.backup import archive, contents, postgres, sqlite
from thidua.backup.contents import Query, Snapshot, Vanished
from thidua.backup.manifest import Manifest, StoredFile
from thidua.backup.sealing import Keys, check_keys, write_sealed
from thidua.context import VERSION
from thidua.workflow import Refused, refuse

TRIES = 3
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY 1, 2"


def back_up(target: Path, keys: Keys, why_not: Callable[[Query], str]) -> Manifest:
    """Write the archive `target`; Refused with a sentence and nothing left behind when it cannot be.

    `why_not` is asked inside the moment that is copied. A missing or changed private file does not stop the
    back-up of all the others: the archive says so (`wrong`), and so must the caller.
    """
    check_keys(keys)
    refuse(_why_not_there(target))
    with _no_room_said_plainly(target), _part_of(target) as (part, out):
        manifest = _try_again_when_files_go(out, keys, why_not)
        out.flush()
        os.fsync(out.fileno())
        refuse(_why_not_there(target))  # nobody else may have put a file there meanwhile
        part.rename(target)
        sync_folder(target.parent)
    return manifest


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _why_not_there(target: Path) -> str:
    if target.exists() or target.is_symlink():
        return f"Đã có {target}; không ghi đè bản sao lưu nào. Chọn tên khác."
    if not target.parent.is_dir():
        return f"Chưa có thư mục {target.parent}."
    return ""


@contextlib.contextmanager
def _part_of(target: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """`target.part`, held by this process alone; one that an ended process left is used again."""
    part = target.with_name(f"{target.name}.part")
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+b") as out:
        try:
            fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"Một lần sao lưu khác đang ghi {part}.") from None
        try:
            yield part, out
        except BaseException:
            part.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                out.truncate(0)  # closing must not write what the disk has no room for
            raise


@contextlib.contextmanager
def _no_room_said_plainly(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(f"Không ghi được bản sao lưu {target}: {error.strerror or error}.") from error
    except (DatabaseError, sqlite3.Error) as error:
        raise Refused(f"Không chép được cơ sở dữ liệu: {str(error).splitlines()[0]}.") from error


def _try_again_when_files_go(out: BinaryIO, keys: Keys, why_not: Callable[[Query], str]) -> Manifest:
    engine = postgres if connection.vendor == "postgresql" else sqlite
    for _ in range(TRIES):
        out.seek(0)
        out.truncate()
        with (
            contextlib.suppress(Vanished, archive.Changed, FileNotFoundError),
            tempfile.TemporaryDirectory(prefix="thidua-") as scratch,
            engine.snapshot(Path(scratch)) as snapshot,
        ):
            refuse(why_not(snapshot.query))
            manifest, sources = _counted(engine, snapshot)
            write_sealed(lambda stream: archive.write(stream, manifest, sources), out, keys)  # noqa: B023 - called here
            return manifest
    raise Refused("Tệp đính kèm đang thay đổi liên tục; hãy sao lưu lại lúc ít người dùng.")


def _counted(engine, snapshot: Snapshot) -> tuple[Manifest, dict[str, Path]]:
    query = snapshot.query
    tables = sorted(name for (name,) in query(engine.TABLES))
    left_out = contents.left_out_tables()
    kept, wrong, sources = [], [], {}
    for claim in contents.claims(query, set(tables)):
        file, sentence = contents.examined(claim)
        wrong += [sentence] if sentence else []
        if file:
            kept.append(file)
            sources[file.name] = contents.on_disk(claim)
    counts = {name: 0 if name in left_out else query(f'SELECT count(*) FROM "{name}"')[0][0] for name in tables}
    guards = sorted(name for (name,) in query(engine.TRIGGERS))
    migrations = tuple(f"{app}.{name}" for app, name in query(MIGRATIONS))
    snapshot.save()
    with snapshot.path.open("rb") as file:
        sha256, size = archive.sha256_of(file)
    sources[snapshot.path.name] = snapshot.path
    return Manifest(
        made_at=clock.real_now().isoformat(timespec="seconds"),
        version=VERSION,
        kind=engine.KIND,
        migrations=migrations,
        tables=counts,
        emptied=tuple(name for name in left_out if name in tables),
        guards=tuple(guards),
        files=(StoredFile(snapshot.path.name, size, sha256), *kept),
        wrong=tuple(wrong),
    ), sources
