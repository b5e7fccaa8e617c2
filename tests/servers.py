"""Real servers in processes of their own, and a browser without a window that keeps its cookies."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60
FORM = "application/x-www-form-urlencoded"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(
    port: int,
    environment: Mapping[str, str],
    *,
    workers: int = 1,
    threads: int = 2,
    behind_a_proxy: bool = False,
    log: Path | None = None,
) -> subprocess.Popen:
    """gunicorn as docs/running.md runs it, in a process group of its own; it may not answer yet.

    `behind_a_proxy`: as there, a process takes no more connections than it has threads for, and one that waits; a
    browser that keeps its connections open would stand in the way. `log`: where it writes what goes wrong and, as it
    does not by itself, every request.
    """
    options = [f"--workers={workers}", f"--threads={threads}", "--no-control-socket", "--log-level=error"]
    options += [f"--worker-connections={threads + 1}"] if behind_a_proxy else []
    options += [f"--access-logfile={log}"] if log else []
    command = [sys.executable, "-m", "gunicorn", "thidua.wsgi", *options, f"--bind=127.0.0.1:{port}"]
    with open(log or os.devnull, "ab") as said:
        return subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdout=said, stderr=said, start_new_session=True
        )


def kill(server: subprocess.Popen) -> None:
    """As `kill -9` of the master and of every worker, in the middle of whatever they do."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def wait_for(port: int) -> None:
    """Until the server answers, whatever it says of its health; TimeoutError when it never does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            Browser(port).ask(0, "GET", "/suc-khoe/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server does not answer")


class Browser:
    """Cookies in one jar, whichever of the servers is asked; tokens as the pages gave them."""

    def __init__(self, *ports: int) -> None:
        self.ports, self.cookies = ports, {}

    def ask(self, server: int, method: str, path: str, body: bytes | None = None, kind: str = "", **more: str):
        """Status, headers, bytes of the answer."""
        link = http.client.HTTPConnection("127.0.0.1", self.ports[server], timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} | more
        headers |= {"Content-Type": kind} if kind else {}
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.headers, answer.read()
        finally:
            link.close()

    def token(self, server: int, path: str) -> str:
        page = self.ask(server, "GET", path)[2].decode()
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

    def post(self, server: int, path: str, token: str, **fields):
        body = urlencode({"csrfmiddlewaretoken": token} | fields).encode()
        return self.ask(server, "POST", path, body, FORM)

    def sign_in(self, username: str, password: str = "", *, form_from: int = 0, sent_to: int = -1) -> bool:
        """The form of one server sent to the other (the last); whether the first then knows who is there."""
        from tests.factories import PASSWORD  # noqa: PLC0415 - a benchmark sets Django up later

        password = password or PASSWORD
        token = self.token(form_from, "/dang-nhap/")
        self.post(sent_to, "/dang-nhap/", token, username=username, password=password)
        return self.ask(form_from, "GET", "/")[0] == 200
