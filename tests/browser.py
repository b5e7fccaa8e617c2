"""People at a real browser: every page they come to is checked for access, width, errors and requests to outside."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright, sync_playwright

from tests.__main__ import find_browser
from tests.factories import PASSWORD

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
HOME = "127.0.0.1"
PATIENCE = 15_000  # ms until a missing button is an error
GRAVE = ("serious", "critical")


def find_chromium() -> str:
    """`run.py test` names the browser it found; started by hand, the machine's own is taken."""
    return os.environ.get("CHROMIUM") or find_browser()


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)


@dataclass
class House:
    """The server, the browser, and what is remembered of all pages seen."""

    browser: Browser
    url: str
    faults: list[str] = field(default_factory=list)
    seen: set[tuple] = field(default_factory=set)

    def person(self, username: str, *, viewport: dict = DESK, scripts: bool = True) -> "Person":
        """A context of their own, signed in through the sign-in page; "" for anybody."""
        person = self.stranger(viewport=viewport, scripts=scripts)
        if username:
            person.goto("/dang-nhap/").fill(username=username, password=PASSWORD).press("Đăng nhập")
        return person

    def stranger(self, *, viewport: dict, scripts: bool = True) -> "Person":
        """A fresh context that remembers what goes wrong in it."""
        context = self.browser.new_context(viewport=viewport, java_script_enabled=scripts, locale="vi-VN")
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: self._note_request(request.url))
        context.on("console", lambda message: self._note_console(message))
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        return Person(self, context, context.new_page(), scripts)

    def _note_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname != HOME:
            self.faults.append(f"request to outside: {url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")


@dataclass
class Person:
    house: House
    context: BrowserContext
    page: Page
    scripts: bool

    def goto(self, address: str) -> "Person":
        url = self.house.url + address
        answer = self.page.goto(url) or self.page.goto(url)  # a page that renews itself can be quicker, once
        assert answer.status == 200, (address, answer.status)
        return self.look()

    def fill(self, **values: str) -> "Person":
        """Type into fields by name; two underscores stand for a hyphen (names of rows)."""
        for name, value in values.items():
            self.page.locator(f"[name='{name.replace('__', '-')}']").fill(value)
        return self

    def check(self, *labels: str, within: str = "main") -> "Person":
        for label in labels:
            self.page.locator(within).get_by_label(re.compile(rf"^\s*{re.escape(label)}")).check()
        return self

    def press(self, words: str, *, clicks: int = 1) -> "Person":
        """A button by its words; the page it leads to is looked at."""
        return self._leave_by(self.page.get_by_role("button", name=words, exact=True), clicks)

    def follow(self, words: str) -> "Person":
        return self._leave_by(self.page.get_by_role("link", name=words, exact=True).first, 1)

    def back(self, pages: int = 1) -> "Person":
        with self.page.expect_navigation():
            # later, so that the answer is back before the page goes
            self.page.evaluate("pages => { setTimeout(() => history.go(-pages), 0) }", pages)
        return self.look()

    def _leave_by(self, control: Locator, clicks: int) -> "Person":
        with self.page.expect_navigation():
            control.click(click_count=clicks)
        return self.look()

    @property
    def text(self) -> str:
        return " ".join(self.page.locator("body").inner_text().split())

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def fetch(self, link: str) -> bytes:
        """What a link to a file leads to."""
        href = self.page.get_by_role("link", name=re.compile(link)).first.get_attribute("href")
        answer = self.context.request.get(self.house.url + href)
        assert answer.status == 200, (href, answer.status)
        return answer.body()

    def look(self) -> "Person":
        """Each page once for each width: nothing wider than the screen, no grave violation of accessibility."""
        self.page.wait_for_load_state("load")
        key = (self.path, self.page.title(), self.page.viewport_size["width"])
        if key in self.house.seen or not self.scripts:  # without scripts no check can run in the page
            return self
        self.house.seen.add(key)
        wide, shown = self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if wide > shown:
            self.house.faults.append(f"{key}: {wide} px wide")
        for violation in Axe().run(self.page).response["violations"]:
            if violation["impact"] in GRAVE:
                where = [node["html"] for node in violation["nodes"][:3]]
                self.house.faults.append(f"{key}: {violation['id']} ({violation['impact']}): {where}")
        return self


@contextmanager
def open_house(live_server: Any) -> Iterator[House]:
    """People at work on this server; in the end nothing was wrong on any page."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        found = House(browser, live_server.url.replace("localhost", "127.0.0.1"))
        yield found
        browser.close()
        connections.close_all()  # beside Playwright's event loop Django keeps connections of its own
    assert found.faults == []
