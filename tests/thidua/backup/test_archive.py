"""The archive as bytes: what is written is read, and nothing else is. A small one is damaged everywhere."""

import hashlib
import io
import json
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from thidua.backup import archive
from thidua.backup.archive import Reader
from thidua.backup.manifest import Manifest, StoredFile, read_manifest
from thidua.workflow import Refused

DATABASE, PAPER = b"SQLite format 3\0" + bytes(range(256)), b"%PDF-1.7 small"
BEGINNING = "Tệp sao lưu hỏng hoặc không phải của Thi Đua: "


def stored(name: str, content: bytes) -> StoredFile:
    return StoredFile(name, len(content), hashlib.sha256(content).hexdigest())


def manifest(**changes) -> Manifest:
    fields = {
        "made_at": datetime(2026, 11, 25, tzinfo=UTC).isoformat(),
        "version": "0.1.0",
        "kind": "sqlite",
        "migrations": ("thidua.0001_initial",),
        "tables": {"thidua_user": 2},
        "emptied": (),
        "guards": (),
        "files": (stored("db.sqlite3", DATABASE), stored("media/attachments/ab", PAPER)),
    }
    return Manifest(**fields | changes)


@pytest.fixture
def sources(tmp_path) -> dict[str, Path]:
    paths = {"db.sqlite3": tmp_path / "one", "media/attachments/ab": tmp_path / "two"}
    for path, content in zip(paths.values(), (DATABASE, PAPER), strict=True):
        path.write_bytes(content)
    return paths


@pytest.fixture
def whole(sources) -> bytes:
    out = io.BytesIO()
    archive.write(out, manifest(), sources)
    return out.getvalue()


def unpack(content: bytes, folder: Path) -> Manifest:
    reader = Reader(io.BytesIO(content))
    reader.unpack({file.name: folder / file.name for file in reader.manifest.files})
    return reader.manifest


def refusal(content: bytes, folder: Path) -> str:
    with pytest.raises(Refused) as refused:
        unpack(content, folder)
    assert str(refused.value).startswith(BEGINNING)
    return str(refused.value).removeprefix(BEGINNING)


def rewritten(whole: bytes, change) -> bytes:
    """The archive with its manifest changed and sealed again, as somebody with a mind to it would."""
    with tarfile.open(fileobj=io.BytesIO(whole)) as old:
        members = {info.name: old.extractfile(info).read() for info in old}
    raw = json.loads(members["manifest.json"])
    change(raw)
    members["manifest.json"] = json.dumps(raw).encode()
    members["manifest.sha256"] = hashlib.sha256(members["manifest.json"]).hexdigest().encode()
    return tar(members)


def tar(members: dict[str, bytes], **header) -> bytes:
    out = io.BytesIO()
    for name, content in members.items():
        info = tarfile.TarInfo(name)
        info.size, info.mode = len(content), 0o600
        for field, value in header.items():
            setattr(info, field, value)
        out.write(info.tobuf(tarfile.GNU_FORMAT if len(name) > 90 else tarfile.USTAR_FORMAT))
        out.write(content + bytes(-len(content) % 512))
    return out.getvalue() + bytes(1024)


def test_what_is_written_is_read(whole, tmp_path):
    assert unpack(whole, tmp_path / "new") == manifest()
    assert (tmp_path / "new/db.sqlite3").read_bytes() == DATABASE
    assert (tmp_path / "new/media/attachments/ab").read_bytes() == PAPER
    assert (tmp_path / "new/db.sqlite3").stat().st_mode & 0o777 == 0o600


def test_every_tool_for_tar_reads_it(whole):
    with tarfile.open(fileobj=io.BytesIO(whole)) as old:
        assert old.getnames() == ["manifest.json", "manifest.sha256", "db.sqlite3", "media/attachments/ab"]


def test_one_wrong_byte_anywhere_is_seen(whole, tmp_path):
    """Every seventh byte: headers, contents and padding alike."""
    unseen = []
    for position in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[position] ^= 1
        try:
            unpack(bytes(damaged), tmp_path / str(position))
            unseen.append(position)
        except Refused:
            pass
    assert unseen == []


def test_cut_anywhere_is_seen(whole, tmp_path):
    said = {refusal(whole[:length], tmp_path / str(length)) for length in range(0, len(whole), 37)}
    said.add(refusal(whole + b"\0", tmp_path / "more"))
    assert "" not in said


def test_swapped_members(whole, tmp_path):
    with tarfile.open(fileobj=io.BytesIO(whole)) as old:
        members = {info.name: old.extractfile(info).read() for info in old}
    members["db.sqlite3"], members["media/attachments/ab"] = members["media/attachments/ab"], members["db.sqlite3"]
    assert refusal(tar(members), tmp_path) == "“db.sqlite3” khác cỡ trong bản kê."


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/cron.d/x",
        "/etc/passwd",
        "media/../../x",
        "media/./x",
        "media//x",
        "media",
        "media/a\\b",
        "media/a\nb",
        "db.sqlite3",
        "media/" + "a" * 300,
    ],
)
def test_names_that_lead_elsewhere(whole, tmp_path, name):
    def change(raw):
        raw["files"][1]["name"] = name

    assert refusal(rewritten(whole, change), tmp_path) == "không đọc được bản kê “manifest.json”."


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices(whole, tmp_path, kind):
    with tarfile.open(fileobj=io.BytesIO(whole)) as old:
        members = {info.name: old.extractfile(info).read() for info in old}
    hostile = tar({"manifest.json": members["manifest.json"]}, type=kind, linkname="/etc/passwd")
    assert refusal(hostile, tmp_path) == "chỗ của “manifest.json” không đúng."


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_SPARSE])
def test_extensions_are_not_followed(tmp_path, kind):
    assert refusal(tar({"manifest.json": b"{}"}, type=kind), tmp_path) == "chỗ của “manifest.json” không đúng."


def test_a_manifest_said_to_be_huge_is_not_read(tmp_path):
    info = tarfile.TarInfo("manifest.json")
    info.size, info.mode = 5 * 1024**3, 0o600
    assert refusal(info.tobuf(tarfile.USTAR_FORMAT) + b"x" * 600, tmp_path) == "“manifest.json” quá lớn."


def test_a_file_said_to_be_huge_ends_where_the_archive_ends(whole, tmp_path):
    def change(raw):
        raw["files"][0]["size"] = 5 * 1024**3

    info = tarfile.TarInfo("db.sqlite3")
    info.size, info.mode = 5 * 1024**3, 0o600
    lying = rewritten(whole, change)
    start = lying.index(b"db.sqlite3\0")
    lying = lying[:start] + info.tobuf(tarfile.USTAR_FORMAT) + lying[start + 512 :]
    assert refusal(lying, tmp_path) == "bị cắt cụt."


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.update(format="other"),
        lambda raw: raw.update(kind="mysql"),
        lambda raw: raw.update(more=1),
        lambda raw: raw.pop("tables"),
        lambda raw: raw.update(tables={"x": -1}),
        lambda raw: raw.update(tables={"x": "1"}),
        lambda raw: raw.update(tables={"x": True}),
        lambda raw: raw.update(tables=[1]),
        lambda raw: raw.update(files=[]),
        lambda raw: raw.update(made_at="2026-11-25T00:00:00"),
        lambda raw: raw.update(made_at="yesterday"),
        lambda raw: raw.update(guards=[1]),
        lambda raw: raw["files"].append(raw["files"][1]),
        lambda raw: raw["files"].reverse(),
    ],
)
def test_a_manifest_that_makes_no_sense(whole, tmp_path, change):
    assert refusal(rewritten(whole, change), tmp_path) == "không đọc được bản kê “manifest.json”."


def test_a_manifest_that_is_not_json():
    for content in (b"", b"[]", b"null", b"[" * 100_000, b"\xff"):
        with pytest.raises(Refused):
            read_manifest(content)


def test_a_file_that_changes_while_it_is_read_is_not_kept(sources):
    sources["media/attachments/ab"].write_bytes(PAPER[::-1])
    with pytest.raises(archive.Changed):
        archive.write(io.BytesIO(), manifest(), sources)
    sources["media/attachments/ab"].write_bytes(PAPER + b"!")
    with pytest.raises(archive.Changed):
        archive.write(io.BytesIO(), manifest(), sources)
