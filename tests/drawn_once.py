"""A paper of the same words and measures is the same file: in one run of the tests it is drawn once and then looked up.

Every paper still goes its whole way to the markup that is drawn; WeasyPrint, which would be asked for it again, takes
a fifth of the suite's time. `run.py test` names the folder that its processes and both its databases share (DRAWN);
without it each process has its own. A test of the drawing itself takes the fixture `drawn_anew`.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from thidua import pdf


@contextmanager
def drawn_once() -> Iterator[None]:
    with TemporaryDirectory(prefix="thidua-test-drawn-") as own, pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "_engine", _Engine(Path(os.environ.get("DRAWN") or own)))
        yield


@contextmanager
def drawn_as(content: bytes) -> Iterator[None]:
    """Every paper drawn meanwhile is these few bytes: for rows whose papers nobody looks at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "render", lambda paper: content)
        yield


class _Engine:
    """In place of `pdf._engine`, which loads WeasyPrint at the first paper that nobody has drawn."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.real = folder, pdf._engine
        self.cache_clear = self.real.cache_clear

    def __call__(self) -> Callable[[str, str], bytes]:
        draw = self.real()

        def look_up(html: str, measures: str) -> bytes:
            file = self.folder / hashlib.sha256(f"{measures}\0{html}".encode()).hexdigest()
            if not file.exists():
                content = draw(html, measures)
                unfinished = file.with_suffix(f".{os.getpid()}")
                unfinished.write_bytes(content)
                unfinished.replace(file)
            return file.read_bytes()

        return look_up
