"""Every kind of page in a real Chromium: none asks for a script, a style or a file that our own policy forbids."""

from urllib.parse import urlsplit

import pytest
from django.db import connections
from django.urls import Resolver404, resolve
from playwright.sync_api import sync_playwright

from tests.browser import House, find_chromium, launch

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not find_chromium(), reason="cần Chromium: apt-get install chromium, hoặc đặt biến CHROMIUM"),
]
MOST_PAGES = 40
# Chromium says in each of its complaints about a policy that it refused something.
COMPLAINTS = ("Content Security Policy", "Refused to", "Permissions", "Cross-Origin", "violates")


@pytest.fixture
def house(live_server, demo):
    demo()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield House(browser, live_server.url.replace("localhost", "127.0.0.1"))
        browser.close()
        connections.close_all()


def kinds_of_pages(person, begin: str) -> list[str]:
    """Follows links from `begin`, one of each address pattern; the pages are opened on the way."""
    waiting, seen, opened = [begin], set(), []
    while waiting and len(opened) < MOST_PAGES:
        address = waiting.pop(0)
        kind = kind_of(address)
        if not kind or kind in seen:
            continue
        seen.add(kind)
        person.page.goto(person.house.url + address)
        opened.append(kind)
        waiting += person.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        waiting = [urlsplit(link)._replace(scheme="", netloc="", fragment="").geturl() for link in waiting]
    return opened


def kind_of(address: str) -> str:
    path = urlsplit(address).path
    if path.endswith((".pdf", ".docx")) or path.startswith("/static/"):  # nothing to draw without a viewer
        return ""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def complaints(house: House) -> list[str]:
    return [fault for fault in house.faults if any(word in fault for word in COMPLAINTS)]


def test_no_page_breaks_the_policy(house, monkeypatch):
    """The clerk's, the administrator's, a head's and everybody's pages, “404”, “500”; then one that breaks it."""
    for username, begin, at_least in (
        ("thuongtruc", "/", 30),
        ("quantri", "/admin/", 25),
        ("truongkhoa", "/", 12),
        ("", "/cong-khai/", 4),
    ):
        opened = kinds_of_pages(house.person(username), begin)
        assert len(opened) >= at_least, (username, opened)
    stranger = house.person("")
    assert stranger.page.goto(house.url + "/khong-co/").status == 404
    monkeypatch.setattr("thidua.views.connection", None)
    assert stranger.page.goto(house.url + "/suc-khoe/").status == 500
    assert "Hệ thống gặp sự cố, mã" in stranger.text
    assert complaints(house) == []
    stranger.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = '1'; document.body.append(s); }"
    )
    assert len(complaints(house)) == 1
