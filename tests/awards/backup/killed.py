"""Runs a command in processes of their own that end at a chosen moment, as by `kill -9` or with a full disk.

python -m tests.awards.backup.killed '[["moment", ["backup", "FILE"]], …]': prints the exit code or minus the signal of
each. Django is loaded once and each attempt is a fork made before any connection.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import django


def die(*args, **kwargs) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def after(times: int, real):
    """`real` that many times, then death."""
    left = [times]

    def counted(*args, **kwargs):
        left[0] -= 1
        return real(*args, **kwargs) if left[0] >= 0 else die()

    return counted


def in_the_middle_of_a_program(command, **options) -> None:
    """pg_dump or pg_restore has begun when this process dies."""
    if command[1] == "--version":
        return real_run(command, **options)
    options.pop("check"), options.pop("capture_output")
    subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=options["env"])
    time.sleep(0.1)
    return die()


real_run = subprocess.run


def lay(moment: str) -> None:
    """Make this process end there."""
    from thidua.backup import archive, postgres, proving, taking  # noqa: PLC0415
    from thidua.models import BackupProof  # noqa: PLC0415

    if moment.startswith("disk:"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(moment[5:]),) * 2)
        return
    owner, name, replacement = {
        "after the snapshot": (taking, "_counted", die),
        "between two files": (archive, "_copy", after(2, archive._copy)),
        "before the disk has it": (os, "fsync", die),
        "before the name": (Path, "rename", die),
        "between two members": (archive.Reader, "_next", after(3, archive.Reader._next)),
        "in a program of PostgreSQL": (postgres.subprocess, "run", in_the_middle_of_a_program),
        "before comparing": (proving, "differences", die),
        "before the record": (BackupProof.objects, "create", die),
        "at the very end": (sys, "argv", sys.argv),
    }[moment]
    setattr(owner, name, replacement)


def attempt(moment: str, arguments: list[str]) -> int:
    child = os.fork()
    if not child:
        from django.core.management import call_command  # noqa: PLC0415

        code = 99
        try:
            lay(moment)
            call_command(*arguments, verbosity=0)
            code = 0
        except SystemExit as stopped:
            code = stopped.code
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    django.setup()
    print(json.dumps([attempt(*one) for one in json.loads(sys.argv[1])]))  # noqa: T201 - a command line
