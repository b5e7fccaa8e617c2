"""What an archive says about itself; its first member, `manifest.json`, followed by that file's hash."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from thidua.workflow import Refused

FORMAT = "thidua-backup-1"
DATABASES = {"sqlite": "db.sqlite3", "postgresql": "database.dump"}
MEDIA = "media"
LONGEST_NAME = 255
BAD = "Tệp sao lưu hỏng hoặc không phải của Thi Đua: {}."


@dataclass(frozen=True)
class StoredFile:
    """A member of the archive: its name there, bytes, SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`files[0]` is the database; `wrong` says in sentences which private files the live program no longer had."""

    made_at: str
    version: str
    kind: str
    migrations: tuple[str, ...]
    tables: dict[str, int]
    emptied: tuple[str, ...]
    guards: tuple[str, ...]
    files: tuple[StoredFile, ...]
    wrong: tuple[str, ...] = ()

    @property
    def made(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    @property
    def rows(self) -> int:
        return sum(self.tables.values())

    @property
    def media(self) -> tuple[StoredFile, ...]:
        return self.files[1:]

    @property
    def media_bytes(self) -> int:
        return sum(file.size for file in self.media)

    def to_bytes(self) -> bytes:
        return json.dumps({"format": FORMAT} | asdict(self), ensure_ascii=False, indent=1).encode()


def read_manifest(content: bytes) -> Manifest:
    """Refused unless every field is there, of its type, and every name is one that an archive of ours may hold."""
    try:
        raw = json.loads(content)
        if raw.pop("format", None) != FORMAT:
            raise ValueError("format")
        manifest = Manifest(**{name: _plain(value) for name, value in raw.items()})
        _check(manifest)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise Refused(BAD.format("không đọc được bản kê “manifest.json”")) from error
    return manifest


def _plain(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return tuple(StoredFile(**one) if isinstance(one, dict) else one for one in value)


def _check(manifest: Manifest) -> None:
    if manifest.made.tzinfo is None:
        raise ValueError("made_at")
    texts = (manifest.version, *manifest.migrations, *manifest.emptied, *manifest.guards, *manifest.wrong)
    counts = (*manifest.tables.values(), *(file.size for file in manifest.files))
    if not all(isinstance(text, str) for text in (*texts, *manifest.tables)):
        raise TypeError("text")
    if not all(type(count) is int and count >= 0 for count in counts):
        raise TypeError("count")
    if manifest.files[:1] and manifest.files[0].name != DATABASES[manifest.kind]:
        raise ValueError("database")
    names = [file.name for file in manifest.files]
    if not names or len(set(names)) != len(names) or not all(map(_is_media, names[1:])):
        raise ValueError("names")


def _is_media(name: str) -> bool:
    """`media/…`, relative, in its plainest spelling: no way out of the folder it is put in."""
    parts = PurePosixPath(name).parts
    return (
        len(name.encode()) <= LONGEST_NAME
        and len(parts) > 1
        and parts[0] == MEDIA
        and ".." not in parts
        and str(PurePosixPath(*parts)) == name
        and name.isprintable()
        and "\\" not in name
    )
