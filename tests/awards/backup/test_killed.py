"""A process that dies in the middle leaves nothing that could be taken for whole; a full disk leaves nothing at all."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tests.awards.backup import world
from thidua.models import BackupProof

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]
KILLED = -9
BACKING_UP = ["after the snapshot", "between two files", "before the disk has it", "before the name"]
RESTORING = ["between two members", "before comparing", "before the disk has it", "before the name"]
PROGRAM = "in a program of PostgreSQL"


@pytest.fixture
def program(archive, tmp_path):
    """Runs commands in processes of their own, on this world; the answers and what they said."""
    environment = os.environ | world.as_live(archive, tmp_path) | {"TMPDIR": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "thidua.settings"

    def run(*attempts) -> tuple[list[int], str]:
        command = [sys.executable, "-m", "tests.awards.backup.killed", json.dumps(attempts)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=True
        )
        return json.loads(done.stdout), done.stderr

    return run


def proofs(tmp_path) -> int:
    """In the database of the programs above."""
    if connection.vendor == "postgresql":
        return BackupProof.objects.count()
    import sqlite3  # noqa: PLC0415

    with closing(sqlite3.connect(tmp_path / "live/db.sqlite3")) as link:
        return link.execute("SELECT count(*) FROM thidua_backupproof").fetchone()[0]


def test_killed_while_backing_up(program, tmp_path):
    moments = [*BACKING_UP, *([PROGRAM] if connection.vendor == "postgresql" else [])]
    file = {moment: tmp_path / f"{moment}.tar" for moment in moments}
    codes, said = program(*[[moment, ["backup", str(file[moment])]] for moment in moments])
    assert codes == [KILLED] * len(moments), said
    assert [path for path in file.values() if path.exists()] == []
    again, said = program(*[["at the very end", ["backup", str(path)]] for path in file.values()])
    assert again == [0] * len(moments), said
    assert not list(tmp_path.glob("*.part"))


def test_killed_while_restoring(program, archive, tmp_path):
    moments = [*RESTORING, *([PROGRAM] if connection.vendor == "postgresql" else [])]
    places = [world.Place(tmp_path / str(number)) for number in range(len(moments))]
    for number, place in enumerate(places):
        place.folder.parent.mkdir()
        place.name += str(number)
        place.make()
    try:
        asked = [["restore", str(archive), f"--into={place.options()['into']}"] for place in places]
        for words, place in zip(asked, places, strict=True):
            words += [f"--media={place.folder}"] if place.on_postgresql else []
        codes, said = program(*[list(pair) for pair in zip(moments, asked, strict=True)])
        assert codes == [KILLED] * len(moments), said
        assert [place.is_usable() for place in places] == [False] * len(moments)
        assert not any(place.folder.exists() for place in places)
        assert proofs(tmp_path) == 0
        for place in places:
            place.make()  # on PostgreSQL: a new one, as the sentence asks
        again, said = program(*[["at the very end", words] for words in asked])
        assert again == [0] * len(moments), said
        assert all(place.is_usable() for place in places)
        assert proofs(tmp_path) == len(moments)
    finally:
        for place in places:
            place.drop()


def test_killed_before_the_record(program, archive, place, tmp_path):
    words = ["restore", str(archive), f"--into={place.options()['into']}"]
    words += [f"--media={place.folder}"] if place.on_postgresql else []
    codes, said = program(["before the record", words])
    assert codes == [KILLED], said
    assert place.is_usable()
    assert proofs(tmp_path) == 0


def test_a_full_disk(program, archive, tmp_path, place):
    """Room for a hundredth of it, for nearly all of it, and for nearly all of the restoration."""
    size = archive.stat().st_size
    full = tmp_path / "full.tar"
    words = ["restore", str(archive), f"--into={place.options()['into']}"]
    words += [f"--media={place.folder}"] if place.on_postgresql else []
    codes, said = program(
        [f"disk:{size // 100}", ["backup", str(full)]],
        [f"disk:{size - 2000}", ["backup", str(full)]],
        [f"disk:{size // 100}", words],
    )
    assert codes == [2, 2, 1], said
    lines = said.splitlines()
    assert len(lines) == 3
    assert lines[1] == f"Không ghi được bản sao lưu {full}: File too large."
    assert lines[2].startswith("Không khôi phục được: ")
    assert not list(tmp_path.glob("full.tar*"))
    assert not place.folder.exists()
    assert not place.folder.with_name("restored.part").exists()
    assert not place.is_usable()


def test_what_a_killed_one_left_is_not_taken_for_somebody_elses(program, archive, tmp_path):
    """`….part` without our mark in it is not ours to remove."""
    if connection.vendor == "postgresql":
        return
    (tmp_path / "mine.part").mkdir()
    (tmp_path / "mine.part/letter").write_text("dear", encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("restore", str(archive), into=str(tmp_path / "mine"))
    assert (tmp_path / "mine.part/letter").read_text(encoding="utf-8") == "dear"
