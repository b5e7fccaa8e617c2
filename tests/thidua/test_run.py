"""run.py and tests/__main__.py: what they decide, without installing or serving anything."""

import socket
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import run
from tests import __main__ as suite
from thidua.environment import read_env_file


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """run.py in an empty folder, without any setting of this machine."""
    for name in ("DEMO", "DATABASE_URL", "SECRET_KEY", "PORT", "REQUIRE_ALL", "WORKER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(run, "ENV_FILE", tmp_path / ".env")
    monkeypatch.setattr(run, "DATABASE", tmp_path / "db.sqlite3")
    return tmp_path


def database_with(users: int, path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE thidua_user (id INTEGER)")
    connection.executemany("INSERT INTO thidua_user VALUES (?)", [(n,) for n in range(users)])
    connection.commit()
    connection.close()


def sentence_of(stopped: pytest.ExceptionInfo) -> str:
    return str(stopped.value.code)


class TestEnvFile:
    def test_is_private_random_and_for_a_demo(self, place):
        assert run.write_env_file(place / "one")
        assert run.write_env_file(place / "two")
        lines = (place / "one").read_text(encoding="utf-8").splitlines()
        assert lines[1:] == ["DEMO=1", "HTTPS=0", "DEBUG=0"]
        assert lines[0].startswith("SECRET_KEY=")
        assert len(lines[0]) >= len("SECRET_KEY=") + 50
        assert lines[0] != (place / "two").read_text(encoding="utf-8").splitlines()[0]
        assert stat.S_IMODE((place / "one").stat().st_mode) == 0o600

    def test_is_written_once(self, place):
        (place / ".env").write_text("SECRET_KEY=mine\n", encoding="utf-8")
        assert not run.write_env_file(place / ".env")
        assert (place / ".env").read_text(encoding="utf-8") == "SECRET_KEY=mine\n"

    def test_is_read_as_the_settings_read_it(self, place, monkeypatch):
        text = "# DEMO=9\n DEMO = 1 \nDEMO=0\nDATABASE_URL=postgres://u@h/d?a=b\nnonsense\n"
        (place / ".env").write_text(text, encoding="utf-8")
        ours = {name: run.setting(name) for name in ("DEMO", "DATABASE_URL", "nonsense")}
        environment: dict[str, str] = {}
        monkeypatch.setattr("os.environ", environment)
        read_env_file(place / ".env")
        assert ours == {"DEMO": "1", "DATABASE_URL": "postgres://u@h/d?a=b", "nonsense": ""}
        assert environment == {"DEMO": "1", "DATABASE_URL": "postgres://u@h/d?a=b"}

    def test_gives_way_to_the_environment(self, place, monkeypatch):
        (place / ".env").write_text("DEMO=1\n", encoding="utf-8")
        monkeypatch.setenv("DEMO", "0")
        assert run.setting("DEMO") == "0"


class TestDemoData:
    @pytest.mark.parametrize(
        ("env_file", "users", "wanted"),
        [
            ("DEMO=1\n", 0, True),
            ("DEMO=1\n", 1, False),
            ("DEMO=0\n", 0, False),
            ("", 0, False),
            ("DEMO=1\nDATABASE_URL=postgres://h/d\n", 0, False),
        ],
    )
    def test_only_in_an_empty_file_of_ours(self, place, env_file, users, wanted):
        (place / ".env").write_text(env_file, encoding="utf-8")
        database_with(users, place / "db.sqlite3")
        assert run.demo_is_wanted() is wanted

    def test_never_where_the_environment_names_a_database(self, place, monkeypatch):
        (place / ".env").write_text("DEMO=1\n", encoding="utf-8")
        database_with(0, place / "db.sqlite3")
        monkeypatch.setenv("DATABASE_URL", "postgres://h/d")
        assert not run.demo_is_wanted()

    @pytest.mark.parametrize(("was_there", "left"), [(False, []), (True, ["db.sqlite3"])])
    def test_half_filled_goes_away_only_when_the_file_is_new(self, place, monkeypatch, was_there, left):
        if was_there:
            database_with(0, place / "db.sqlite3")
        (place / ".env").write_text("DEMO=1\n", encoding="utf-8")

        def manage(command: str, *_: str) -> None:
            if command == "migrate" and not was_there:
                database_with(0, place / "db.sqlite3")
                (place / "db.sqlite3-wal").touch()
            if command == "demo":
                sys.exit("Dừng.")

        monkeypatch.setattr(run, "manage", manage)
        with pytest.raises(SystemExit):
            run.prepare_database()
        assert sorted(path.name for path in place.glob("db.sqlite3*")) == left


class TestChildren:
    """The server and, beside it, the worker."""

    @pytest.fixture
    def started(self, place, monkeypatch) -> list:
        started = []

        class Child:
            def __init__(self, command: list[str]) -> None:
                self.name, self.acts = command[2] if "-m" in command else command[1:3][-1], []
                started.append(self)

            def terminate(self) -> None:
                self.acts.append("terminate")

            def wait(self) -> int:
                self.acts.append("wait")
                return 0

        monkeypatch.setattr(run.subprocess, "Popen", Child)
        monkeypatch.setattr(run, "wait_until_answering", lambda port, server: None)
        monkeypatch.setattr(run, "welcome", lambda port: None)
        return started

    def test_end_together(self, started):
        assert run.serve_until_stopped(8000) == 0
        assert [(child.name, child.acts) for child in started] == [
            ("gunicorn", ["wait", "terminate", "wait"]),
            ("db_worker", ["terminate", "wait"]),
        ]

    def test_are_one_where_long_work_is_done_at_once(self, started, monkeypatch):
        monkeypatch.setenv("WORKER", "0")
        assert run.serve_until_stopped(8000) == 0
        assert [child.name for child in started] == ["gunicorn"]

    def test_end_together_when_the_server_does_not_answer(self, started, monkeypatch):
        def dead(port, server):
            raise SystemExit("Máy chủ không khởi động được")

        monkeypatch.setattr(run, "wait_until_answering", dead)
        with pytest.raises(SystemExit):
            run.serve_until_stopped(8000)
        assert [child.acts for child in started] == [["terminate", "wait"], ["terminate", "wait"]]


class TestPort:
    def test_is_8000_or_what_port_says(self, place, monkeypatch):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            number = free.getsockname()[1]
        monkeypatch.setenv("PORT", str(number))
        assert run.port_to_serve() == number

    @pytest.mark.parametrize("port", ["", "web", "0", "65536", "-1"])
    def test_is_a_number(self, place, monkeypatch, port):
        monkeypatch.setenv("PORT", port)
        with pytest.raises(SystemExit) as stopped:
            run.port_to_serve()
        assert sentence_of(stopped) == f"PORT phải là một số từ 1 đến 65535, hiện là “{port}”."

    def test_in_use_is_a_sentence(self, place, monkeypatch):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
            with pytest.raises(SystemExit) as stopped:
                run.port_to_serve()
        assert sentence_of(stopped).startswith(f"Không mở được cổng {run.os.environ['PORT']} ")


class TestInstall:
    def test_does_nothing_while_the_lock_is_unchanged(self, place, monkeypatch):
        calls = []
        monkeypatch.setattr(run, "make_environment", lambda: None)
        monkeypatch.setattr(run, "run_or_stop", lambda command, sentence: calls.append(command))
        run.PYTHON.parent.mkdir(parents=True)
        run.PYTHON.touch()
        for text in ("a==1", "a==1", "a==2"):
            (place / "requirements.txt").write_text(text, encoding="utf-8")
            run.install("requirements.txt")
        assert [command[-3:] for command in calls] == [["--require-hashes", "-r", "requirements.txt"]] * 2

    def test_locks_name_no_address_and_agree(self):
        root = Path(run.__file__).parent
        locks = [(root / name).read_text(encoding="utf-8") for name in ("requirements.txt", "requirements-test.txt")]
        assert not any(word in lock for lock in locks for word in ("://", "--index", "--find-links", "file:"))
        run_pins, test_pins = ({line for line in lock.splitlines() if "==" in line} for lock in locks)
        assert run_pins - test_pins == set()
        assert "django==5.2." in locks[0]

    @pytest.mark.parametrize(
        ("is_root", "sudo", "prefix"), [(True, 1, []), (False, 0, ["sudo", "-n"]), (False, 1, None)]
    )
    def test_only_where_this_account_may(self, monkeypatch, is_root, sudo, prefix):
        monkeypatch.setattr(run.os, "geteuid", lambda: 0 if is_root else 1000)
        monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(run.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, sudo))
        assert run.administrator() == prefix

    def test_else_prints_the_line_to_type(self, monkeypatch, capsys):
        monkeypatch.setattr(run, "administrator", lambda: None)
        assert not run.apt_install(["libpango-1.0-0", "libpangoft2-1.0-0"], "giấy tờ PDF")
        assert capsys.readouterr().out.splitlines() == [
            "Còn thiếu libpango-1.0-0 libpangoft2-1.0-0: giấy tờ PDF. Hãy gõ (hoặc nhờ quản trị máy gõ):",
            "    sudo apt-get update && sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0",
        ]


class TestVerdict:
    @pytest.mark.parametrize(
        ("codes", "verdict"),
        [([0], 0), ([0, 0], 0), ([0, 1], 1), ([2, 0], 2), ([5, 0], 0), ([0, 5], 0), ([5, 5], 5), ([5, 1], 1)],
    )
    def test_is_the_first_failure(self, place, codes, verdict):
        assert suite.verdict(codes, []) == verdict

    @pytest.mark.parametrize(("require_all", "code"), [("0", 0), ("1", 1)])
    def test_missing_things_are_said_aloud_and_fail_where_all_is_required(
        self, place, monkeypatch, capsys, require_all, code
    ):
        monkeypatch.setenv("REQUIRE_ALL", require_all)
        assert suite.verdict([0], ["PostgreSQL"]) == code
        assert capsys.readouterr().err == "!!! BỎ QUA kiểm thử vì thiếu PostgreSQL; cách cài ở phía trên.\n"

    @pytest.mark.parametrize(("require_all", "code"), [("0", 0), ("1", 1)])
    def test_so_are_skipped_tests_but_not_expected_failures(self, place, monkeypatch, capsys, require_all, code):
        monkeypatch.setenv("REQUIRE_ALL", require_all)
        report = place / "report.xml"
        report.write_text(
            '<suite><testcase classname="a" name="b"><skipped type="pytest.skip" message="no ink"/></testcase>'
            '<testcase classname="a" name="c"><skipped type="pytest.xfail" message="later"/></testcase></suite>',
            encoding="utf-8",
        )
        assert suite.skips_counted(report) == code
        assert capsys.readouterr().err == "!!! BỎ QUA a.b: no ink\n"


@pytest.mark.parametrize("env_file", ["DEMO=1\n", "DEMO=0\n"])
def test_serving_prints_the_set_up_code_of_an_empty_database(place, monkeypatch, env_file):
    """The command itself keeps silent once a school exists, the demo's too."""
    (place / ".env").write_text(env_file, encoding="utf-8")
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "manage", lambda *arguments: asked.append(arguments))
    run.welcome(8000)
    assert asked == [("setup_code", "--if-open")]


def test_an_unknown_word_shows_how_to_use_it():
    done = subprocess.run(
        [sys.executable, run.__file__, "serve"], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "python3 run.py test" in done.stdout
