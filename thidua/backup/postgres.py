"""PostgreSQL: check, counts and dump see one snapshot; restoring is one transaction behind a marker."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from thidua.backup.contents import Snapshot, left_out_tables
from thidua.backup.manifest import DATABASES
from thidua.workflow import Refused

KIND = "postgresql"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
TRIGGERS = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
MARKER = "thidua_restoring"
ANYTHING = (
    "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')"
)
IDENTITY = (
    "SELECT pg_postmaster_start_time()::text, (SELECT oid FROM pg_database WHERE datname = current_database())::text"
)


@contextlib.contextmanager
def snapshot(scratch: Path) -> Iterator[Snapshot]:
    """The database at one moment: questions and dump see the same rows."""
    own = connection.copy()
    path = scratch / DATABASES[KIND]
    try:
        with own.cursor() as cursor:
            program = program_for("pg_dump", cursor.connection.info.server_version // 10000)
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

            def query(sql: str) -> list[tuple]:
                cursor.execute(sql)
                return cursor.fetchall()

            ((name,),) = query("SELECT pg_export_snapshot()")
            yield Snapshot(query, path, lambda: _dump(program, name, path))
    finally:
        own.close()


def _dump(program: str, snapshot_name: str, path: Path) -> None:
    left_out = [f"--exclude-table-data={table}" for table in left_out_tables()]
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot_name}", *left_out]
    run(program, connection.settings_dict, [*options, f"--file={path}"])


def run(program: str, config: dict[str, Any], options: list[str]) -> None:
    """A PostgreSQL program on a database of Django's settings; the password goes by the environment."""
    arguments, environment = DatabaseClient.settings_to_cmd_args_env(config, [])
    where = [*arguments[1:-1], f"--dbname={arguments[-1]}"]
    command = [program, *where, "--no-password", *options]
    done = subprocess.run(
        command, env=os.environ | (environment or {}), capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        why = lines[0] if lines else f"đĩa đầy hoặc bị ngắt (mã kết thúc {done.returncode})"
        raise Refused(f"{Path(program).name} dừng giữa chừng: {why}")


def program_for(name: str, server: int) -> str:
    """The path of `pg_dump` or `pg_restore`, not older than the server; Refused with the line to type."""
    line = f"sudo apt-get update && sudo apt-get install -y postgresql-client-{server}"
    beside = Path(f"/usr/lib/postgresql/{server}/bin/{name}")
    program = str(beside) if beside.exists() else shutil.which(name)
    if not program:
        raise Refused(f"Máy này chưa có {name}. Hãy gõ: {line}")
    words = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"(\d+)", words)
    if not found or int(found[1]) < server:
        raise Refused(f"{name} {found[1] if found else '?'} cũ hơn máy chủ PostgreSQL {server}. Hãy gõ: {line}")
    return program
