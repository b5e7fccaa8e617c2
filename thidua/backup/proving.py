"""Is what was restored what was backed up? Asked of the restored database and files, never of the live ones."""

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.utils import load_backend

from thidua import guards
from thidua.backup import contents, postgres, sqlite
from thidua.backup.archive import sha256_of
from thidua.backup.manifest import Manifest

ALIAS = "restored"
DOCUMENTS = (
    "SELECT d.id, d.paper, d.sha256, f.content, f.sha256, f.size FROM thidua_issueddocument d "
    "LEFT JOIN thidua_issuedfile f ON f.document_id = d.id WHERE d.id = %s"
)


@contextlib.contextmanager
def connected(config: dict[str, Any]) -> Iterator[Any]:
    """A connection of Django's to another database than the live one, under the name ALIAS."""
    complete = connections.configure_settings({DEFAULT_DB_ALIAS: {}, ALIAS: config})[ALIAS]
    other = load_backend(complete["ENGINE"]).DatabaseWrapper(complete, ALIAS)
    connections[ALIAS] = other
    try:
        yield other
    finally:
        other.close()
        del connections[ALIAS]


def differences(connection: Any, manifest: Manifest, media: Path, known: frozenset[str]) -> list[str]:
    """Sentences, none when all is as the manifest says. `media`: folder of the files; `known`: our migrations."""
    engine = postgres if connection.vendor == "postgresql" else sqlite
    with connection.cursor() as cursor:

        def query(sql: str, values: Any = None) -> list[tuple]:
            cursor.execute(sql, values)
            return cursor.fetchall()

        found = [
            *(_structure(query) if engine is sqlite else []),
            *_counts(query, engine, manifest),
            *_guards(query, engine, manifest, is_current=set(manifest.migrations) == known),
            *_files(query, manifest, media),
            *_documents(query),
        ]
    return found


def _structure(query) -> list[str]:
    answers = [answer for (answer,) in query("PRAGMA integrity_check(5)") if answer != "ok"]
    orphans = query("PRAGMA foreign_key_check")
    return [f"PRAGMA integrity_check: {answer}" for answer in answers] + [
        f"Bảng {table} có hàng trỏ tới hàng không có" for table in sorted({row[0] for row in orphans})
    ]


def _counts(query, engine, manifest: Manifest) -> list[str]:
    there = {name for (name,) in query(engine.TABLES)} - {postgres.MARKER}
    lost = [f"Thiếu bảng {name}" for name in sorted(manifest.tables.keys() - there)]
    extra = [f"Thừa bảng {name}" for name in sorted(there - manifest.tables.keys())]
    counted = {name: query(f'SELECT count(*) FROM "{name}"')[0][0] for name in sorted(there & manifest.tables.keys())}
    return [
        *lost,
        *extra,
        *(
            f"Bảng {name} có {count} hàng, bản kê ghi {manifest.tables[name]}"
            for name, count in counted.items()
            if count != manifest.tables[name]
        ),
    ]


def _guards(query, engine, manifest: Manifest, *, is_current: bool) -> list[str]:
    there = {name for (name,) in query(engine.TRIGGERS)}
    wanted = set(manifest.guards) | (set(guards.expected(ALIAS)) if is_current else set())
    found = [f"Thiếu trigger bảo vệ {name}" for name in sorted(wanted - there)]
    found += [f"Có trigger lạ {name}" for name in sorted(there - wanted)]
    return found + [f"Trigger bảo vệ của bảng {table} không chặn" for table in _not_holding(query, manifest)]


def _not_holding(query, manifest: Manifest) -> Iterator[str]:
    """Tables of which a locked row can be deleted after all; each try is taken back."""
    for table, locked in guards.locked_rows():
        if table not in manifest.tables:
            continue
        row = query(f'SELECT id FROM "{table}" WHERE {locked} LIMIT 1')
        if row and not _refuses(f'DELETE FROM "{table}" WHERE id = %s', row[0]):
            yield table


def _refuses(sql: str, values: tuple) -> bool:
    with contextlib.suppress(_Undo), transaction.atomic(using=ALIAS):
        try:
            with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
                cursor.execute(sql, values)
        except DatabaseError as error:
            return guards.MESSAGE in str(error)
        raise _Undo
    return False


class _Undo(Exception):
    pass


def _files(query, manifest: Manifest, media: Path) -> Iterator[str]:
    """Every row that names a file against the bytes on the disk; what the archive itself calls wrong is told once."""
    for claim in contents.claims(query, set(manifest.tables)):
        try:
            with (media / claim.name).open("rb") as file:
                sha256, size = sha256_of(file)
        except OSError:
            sentence = f"Thiếu tệp {claim.name}"
        else:
            sentence = contents.difference(claim, size, sha256)
        if sentence and sentence not in manifest.wrong:
            yield sentence


def _documents(query) -> Iterator[str]:
    """Issued papers against the hashes frozen with them, one at a time."""
    for (pk,) in query("SELECT id FROM thidua_issueddocument ORDER BY id"):
        ((_, paper, words_hash, content, bytes_hash, size),) = query(DOCUMENTS, [pk])
        paper = json.loads(paper) if isinstance(paper, str) else paper
        words = json.dumps(paper, ensure_ascii=False, sort_keys=True)
        if hashlib.sha256(words.encode()).hexdigest() != words_hash:
            yield f"Văn bản đã ban hành số thứ tự {pk}: nội dung không khớp mã băm"
        if content is not None and (hashlib.sha256(content).hexdigest(), len(content)) != (bytes_hash, size):
            yield f"Văn bản đã ban hành số thứ tự {pk}: tệp không khớp mã băm"
