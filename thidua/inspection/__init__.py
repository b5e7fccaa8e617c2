"""What a file that somebody handed in really is. Everything hostile is opened in a process of its own.

That process has no secret in its environment, is held to MEMORY_BYTES and CPU_SECONDS, and answers with one word: a
media type (and the text of the file, where that is asked for), or the code of a reason. A file that breaks it breaks
nothing else. Nothing is unpacked to disk.
"""

import os
import subprocess
import sys
from pathlib import Path

from thidua.inspection.reasons import BROKEN, DOCX, REASONS, TOO_COMPLEX, Unfit

__all__ = ["DOCX", "REASONS", "Unfit", "looked_into", "media_type_of", "text_of"]

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 8
PATIENCE_SECONDS = 30
ROOT = Path(__file__).resolve().parent.parent.parent
# What Python and its libraries need to start, and nothing of ours.
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP")


def media_type_of(content: bytes) -> str:
    """One of the four media types we take; Unfit (its code is a key of REASONS) for anything else."""
    return _asked(content).strip()


def text_of(content: bytes) -> str:
    """The words of a DOCX or a PDF that we take; Unfit for anything else, and where it holds no words."""
    return _asked(content, "text").partition("\n")[2]


def answered(content: bytes, *more: str) -> str:
    """The word of the process of its own, as it says it."""
    return looked_into("thidua.inspection", content, *more).decode("utf-8", "replace")


def _asked(content: bytes, *more: str) -> str:
    kind, _, word = answered(content, *more).partition(" ")
    if kind != "type":
        raise Unfit(word.strip())
    return word


def looked_into(module: str, content: bytes, *arguments: str) -> bytes:
    """What `python -m module MEMORY CPU arguments < content` answers; Unfit when the file breaks that process."""
    command = [sys.executable, "-m", module, str(MEMORY_BYTES), str(CPU_SECONDS), *arguments]
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, cwd=ROOT, env=environment, timeout=PATIENCE_SECONDS, check=True
        )
    except subprocess.TimeoutExpired:
        raise Unfit(TOO_COMPLEX) from None
    except subprocess.CalledProcessError as failed:  # out of memory, out of time, or a crash inside a library
        raise Unfit(TOO_COMPLEX if failed.returncode < 0 else BROKEN) from None
    return done.stdout
