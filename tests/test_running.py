"""docs/running.md and the files of docs/deploy/ say what is so: names, commands, settings, units."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import reverse

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "docs/deploy"
PAGE = (ROOT / "docs/running.md").read_text(encoding="utf-8")
UNITS = sorted(DEPLOY.glob("*.service"))
TEXTS = sorted(DEPLOY.iterdir())
SETTINGS = (ROOT / "thidua/settings.py").read_text(encoding="utf-8")
HARDENED = {
    "User": "thidua",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "EnvironmentFile": "/etc/thidua/thidua.env",
    "WorkingDirectory": "/opt/thidua/current",
    "UMask": "0077",
    "CapabilityBoundingSet": "",
}


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=True, interpolation=None)
    parser.optionxform = str
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser


def test_the_page_names_every_file_and_no_other():
    for path in TEXTS:
        assert path.name in PAGE or (path.suffix in (".service", ".timer") and f"thidua-*{path.suffix}" in PAGE), (
            path.name
        )
    named = set(re.findall(r"docs/deploy/([\w.-]+\w)", PAGE)) | set(re.findall(r"(?<![\w/])(thidua-[\w]+\.\w+)", PAGE))
    assert sorted(name for name in named if not (DEPLOY / name).exists()) == []


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_is_hardened_and_starts_what_exists(path):
    service = unit(path)["Service"]
    assert {name: service.get(name) for name in HARDENED} == HARDENED
    start = service["ExecStart"]
    ours = re.search(r"manage\.py (\w+)|/bin/sh (\S+)|gunicorn (thidua\.wsgi)", start)
    command, script, _ = ours.groups()
    if command and command != "db_worker":
        assert command in get_commands()
    assert not command or any(ROOT.glob(f"*/management/commands/{command}.py"))
    assert not script or (ROOT / script).exists()
    assert (ROOT / "thidua/wsgi.py").exists()


def test_the_server_is_started_as_measured():
    start = unit(DEPLOY / "thidua-web.service")["Service"]["ExecStart"]
    for option in (
        "--workers 2",
        "--threads 4",
        "--worker-connections 5",
        "--no-control-socket",
        "--max-requests 2000",
        "--bind 127.0.0.1:8000",
    ):
        assert option in start
    proxy = (DEPLOY / "nginx-thidua.conf").read_text(encoding="utf-8")
    assert "proxy_pass http://127.0.0.1:8000;" in proxy
    seconds = re.search(r"--timeout (\d+)", start)[1]
    assert f"proxy_read_timeout {seconds}s;" in proxy


def test_the_proxy_lets_nobody_speak_for_it():
    proxy = (DEPLOY / "nginx-thidua.conf").read_text(encoding="utf-8")
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in proxy
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in proxy
    assert "$proxy_add_x_forwarded_for" not in proxy


def test_the_proxy_writes_down_neither_private_calendars_nor_ballots():
    """Who voted when, and how long the page was that shows a ballot once more."""
    proxy = (DEPLOY / "nginx-thidua.conf").read_text(encoding="utf-8")
    left_out = re.findall(r"^\s+~(\S+)\s+0;$", proxy, re.MULTILINE)
    assert "access_log /var/log/thidua/access.log combined if=$thidua_logged;" in proxy
    for name in ("ballot", "ballot_review", "ballot_cast"):
        assert any(re.match(one, reverse(name, args=[12])) for one in left_out)
    assert not any(re.match(one, reverse("round", args=[12])) for one in left_out)
    assert any(re.match(one, "/lich/ABC.ics") for one in left_out)


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("*.timer")), ids=lambda path: path.name)
def test_a_timer_has_its_service(path):
    assert path.with_suffix(".service").exists()
    assert unit(path)["Timer"]["OnCalendar"]
    assert path.name in PAGE


def test_every_variable_of_the_example_is_read_somewhere():
    text = (DEPLOY / "thidua.env").read_text(encoding="utf-8")
    names = set(re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE))
    read = SETTINGS + "".join(path.read_text(encoding="utf-8") for path in DEPLOY.glob("*.sh"))
    elsewhere = {"DATABASE_URL", "TRUSTED_PROXY"} | {name for name in names if "EMAIL" in name}
    assert sorted(name for name in names - elsewhere if name not in read) == []


def test_the_page_asks_for_commands_that_exist():
    asked = set(re.findall(r"sudo thidua (\w+)", PAGE))
    assert {"migrate", "reference", "setup_code", "check", "backup", "restore"} <= asked
    assert sorted(asked - set(get_commands())) == []


def test_the_scripts_are_sound_shell():
    for path in (DEPLOY / "backup.sh", DEPLOY / "prove.sh", DEPLOY / "thidua"):
        subprocess.run(["sh", "-n", str(path)], check=True)
        assert path.stat().st_mode & 0o111


def test_systemd_reads_the_units(tmp_path):
    """Where systemd is: its own word (the programs they start are not on this machine, which it says too)."""
    if not shutil.which("systemd-analyze"):
        return
    for path in [*UNITS, *DEPLOY.glob("*.timer")]:
        shutil.copy(path, tmp_path)
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, tmp_path.iterdir())], capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if "thidua" in line and "is not executable" not in line]
    assert said == []
