"""What is missing is named with the line to type; nothing is said of a demo or of a machine that has everything."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection

from campaigns.checks import check_people
from campaigns.roles import CLERK_GROUP
from tests.factories import make_user
from thidua import checks, clock, database_checks, pdf, worker
from thidua.audit import audit
from thidua.models import BackupProof, Heartbeat, Institution, LegalText, User
from thidua.workflow import Refused

DAY = timedelta(days=1)


@pytest.fixture
def machine(settings, tmp_path, monkeypatch):
    """A machine that lacks nothing."""
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    settings.DEMO, settings.HTTPS = False, True
    settings.SECRET_KEY = "qYb8-3fJdk29sKz_Lw0xPvNc7RtEa51GhUmB4iOyQZeXjD6TnS"
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "https://thidua.truong.example", ["thidua.truong.example"]
    settings.MEDIA_ROOT, settings.BASE_DIR = private, tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(pdf, "missing_libraries", lambda: "")
    monkeypatch.setattr(checks.postgres, "program_for", lambda name, server: f"/usr/bin/{name}")
    return settings


def said(found) -> list[str]:
    assert all(message.hint for message in found)
    return [message.id.removeprefix("thidua.").removeprefix("W") for message in found]


def of_machine() -> list[str]:
    return said(checks.check_machine())


def of_rows() -> list[str]:
    return said(checks.check_rows(databases=["default"]))


def test_a_machine_that_lacks_nothing(machine):
    assert of_machine() == []


def test_a_demo_is_left_in_peace(machine):
    machine.DEMO, machine.SECRET_KEY, machine.PUBLIC_URL = True, "short", ""
    assert of_machine() == []


@pytest.mark.parametrize(
    ("setting", "value", "number"),
    [
        ("SECRET_KEY", "x" * 60, "003"),
        ("SECRET_KEY", "qYb8-3fJdk29sKz_Lw0xPvNc7RtEa51GhUmB4iOyQZeXjD6Tn", "003"),
        ("SECRET_KEY", "only-for-checks-qYb8-3fJdk29sKz_Lw0xPvNc7RtEa51GhUmB", "003"),
        ("PUBLIC_URL", "", "I004"),
        ("ALLOWED_HOSTS", ["127.0.0.1"], "005"),
        ("HTTPS", False, "006"),
        ("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend", "I011"),
    ],
)
def test_a_setting(machine, setting, value, number):
    setattr(machine, setting, value)
    assert of_machine() == [number]


def test_the_private_folder(machine, tmp_path, monkeypatch):
    machine.MEDIA_ROOT.chmod(0o755)
    assert of_machine() == ["009"]
    machine.MEDIA_ROOT.chmod(0o750)
    assert of_machine() == []
    monkeypatch.setattr(checks.os, "access", lambda path, mode: False)
    assert of_machine() == ["008"]
    machine.MEDIA_ROOT = tmp_path / "absent"
    assert of_machine() == ["007"]


def test_the_file_of_settings(machine, tmp_path):
    path = tmp_path / ".env"
    path.touch(mode=0o640)
    assert of_machine() == []
    path.chmod(0o644)
    assert of_machine() == ["010"]


def test_libraries_and_programs(machine, monkeypatch):
    def missing(name, server):
        raise Refused("Máy này chưa có pg_dump.")

    monkeypatch.setattr(pdf, "missing_libraries", lambda: "Chưa in được PDF.")
    monkeypatch.setattr(checks.postgres, "program_for", missing)
    assert of_machine() == (["001", "002"] if connection.vendor == "postgresql" else ["001"])


def test_a_shared_disk(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda / ext4 rw 0 0\nnas:/x /srv nfs4 rw 0 0\n", encoding="utf-8")
    assert checks._disk_kind(tmp_path / "db", mounts) == "ext4"
    assert checks._disk_kind(checks.Path("/srv/thidua/db.sqlite3"), mounts) in checks.NETWORK_DISKS


def test_a_clock_that_stands_in_the_past(machine, monkeypatch):
    monkeypatch.setattr(clock, "real_now", lambda: checks.BUILT - timedelta(seconds=1))
    assert of_machine() == ["013"]
    monkeypatch.setattr(clock, "real_now", lambda: checks.BUILT)
    assert of_machine() == []


def proof(made_at, ok=True) -> BackupProof:
    fields = {"sha256": "0" * 64, "rows": 1, "files": 0, "file_bytes": 0, "proven_at": clock.real_now()}
    return BackupProof.objects.create(file_name="a.tar", made_at=made_at, ok=ok, **fields)


@pytest.fixture
def complete(machine, reference, monkeypatch):
    """A database that lacks nothing."""
    make_user("lan", is_superuser=True).groups.add(Group.objects.get_or_create(name=CLERK_GROUP)[0])
    monkeypatch.setattr(database_checks, "demo_users", list)
    monkeypatch.setattr(database_checks.apps, "is_installed", lambda name: True)
    monkeypatch.setattr(worker, "oldest_waiting", lambda: None)
    machine.WORKER = True
    worker.beat()
    proof(clock.real_now())


def test_a_database_that_lacks_nothing(complete):
    assert of_rows() == []
    assert said(check_people(databases=["default"])) == []
    assert checks.check_rows(databases=None) == []


def test_beginnings(complete, monkeypatch):
    User.objects.all().delete()
    assert of_rows() == ["023"]
    Institution.objects.all().delete()  # the set-up is open: it makes the rest
    assert of_rows() == ["023"]
    assert "setup_code" in checks.check_rows(databases=["default"])[0].hint
    LegalText.objects.update(replaced_by=None)
    LegalText.objects.all().delete()
    monkeypatch.setattr(database_checks, "demo_users", lambda: ["quantri"])
    assert of_rows() == ["022", "023", "024"]


def test_people(complete):
    Group.objects.all().delete()
    assert said(check_people(databases=["default"])) == ["041"]
    Institution.objects.all().delete()
    assert said(check_people(databases=["default"])) == []


@pytest.mark.parametrize(
    ("ago", "waiting", "found"),
    [
        (timedelta(minutes=9), None, []),
        (timedelta(minutes=11), None, ["025"]),
        (timedelta(0), timedelta(minutes=9), []),
        (timedelta(0), timedelta(minutes=11), ["025"]),
    ],
)
def test_the_worker(complete, monkeypatch, ago, waiting, found):
    Heartbeat.objects.update(seen_at=clock.real_now() - ago)
    monkeypatch.setattr(worker, "oldest_waiting", lambda: waiting and clock.real_now() - waiting)
    assert of_rows() == found


def test_a_worker_never_seen(complete):
    Heartbeat.objects.all().delete()
    assert of_rows() == ["025"]


def test_proofs(machine, reference, complete, monkeypatch):
    real = clock.real_now()
    monkeypatch.setattr(clock, "real_now", lambda: real + 7 * DAY - timedelta(hours=1))
    assert "027" not in of_rows()
    monkeypatch.setattr(clock, "real_now", lambda: real + 7 * DAY + timedelta(hours=1))
    assert "027" in of_rows()


def test_no_proof_and_a_failed_one(machine, reference, monkeypatch):
    assert "026" in of_rows()
    proof(clock.real_now())
    assert not {"026", "027", "028"} & set(of_rows())
    proof(clock.real_now(), ok=False)
    assert "028" in of_rows()


def test_a_trail_from_the_future(complete, monkeypatch):
    audit(Institution.objects.get(), "change", by=None)
    assert of_rows() == []
    real = clock.real_now()
    monkeypatch.setattr(clock, "real_now", lambda: real - timedelta(minutes=3))
    assert "031" in of_rows()


def test_the_command_says_so(machine, reference, monkeypatch):
    machine.PUBLIC_URL = ""
    error = io.StringIO()
    call_command("check", databases=["default"], tags=[checks.TAG], stderr=error)
    assert "(thidua.I004) Chưa đặt PUBLIC_URL (địa chỉ mọi người gõ)." in error.getvalue()
    assert "HINT: PUBLIC_URL=https://thidua.truong.edu.vn" in error.getvalue()
