"""A user without a browser: reads a page of the test client, fills in its form, presses a button by its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD


@dataclass
class Button:
    words: str
    attributes: dict[str, str]


@dataclass
class PageForm:
    """A form of a page with the values it would send untouched."""

    attributes: dict[str, str]
    values: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)

    def button(self, words: str) -> Button | None:
        return next((button for button in self.buttons if button.words == words), None)


class _Reader(HTMLParser):
    """Collects the forms of a page; `self.open` is the element whose text is being read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.by_id: dict[str, PageForm] = {}  # controls may stand outside of their form: form="…"
        self.form: PageForm | None = None
        self.open: Any = None
        self.select: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = self._named(given.get("id", f"form {len(self.forms)}"))
            self.form.attributes = given
        elif form := self._named(given["form"]) if "form" in given else self.form:
            self._control(form, tag, given)

    def _named(self, name: str) -> PageForm:
        if name not in self.by_id:
            self.by_id[name] = PageForm({})
            self.forms.append(self.by_id[name])
        return self.by_id[name]

    def _control(self, form: PageForm, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "button":
            self.open = Button("", given)
            form.buttons.append(self.open)
        elif tag == "textarea":
            self.open = form.values.setdefault(name, [])
            self.open.append("")
        elif tag == "select":
            self.select = form.values.setdefault(name, [])
        elif tag == "option" and (not self.select or "selected" in given):  # the first one stands by itself
            self.select[:] = [given["value"]]
        elif tag == "input" and name:
            values = form.values.setdefault(name, [])
            is_box = given.get("type") in ("checkbox", "radio")
            if not is_box or "checked" in given:
                values.append(given.get("value", "on" if is_box else ""))

    def handle_data(self, data: str) -> None:
        if isinstance(self.open, Button):
            self.open.words = " ".join(f"{self.open.words} {data}".split())
        elif self.open is not None:
            self.open[-1] += data if self.open[-1] else data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag in ("button", "textarea"):
            self.open = None


def forms_of(response: Any) -> list[PageForm]:
    return _Reader(response.content.decode()).forms


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def notices(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


class Walker:
    """Somebody at a computer. `page` is what they are looking at."""

    def __init__(self, username: str) -> None:
        self.username = username
        self.client = Client(raise_request_exception=True)
        self.page: Any = None
        self.goto(reverse("sign_in")).press("Đăng nhập", {"username": username, "password": PASSWORD})
        assert self.page.context["user"].username == username

    def goto(self, address: Any) -> "Walker":
        """An address, or an object with a page of its own."""
        url = address if isinstance(address, str) else address.get_absolute_url()
        self.page = self.client.get(url, follow=True)
        assert self.page.status_code == 200, (self.username, url, self.page.status_code)
        return self

    def press(self, words: str, typed: Mapping[str, Any] | None = None) -> list[str]:
        """Press the button with exactly these words; returns the notices of the page it leads to."""
        form = next((form for form in forms_of(self.page) if form.button(words)), None)
        assert form is not None, (self.username, self.path, words, self.complaints())
        button = form.button(words).attributes
        assert "aria-disabled" not in button, (words, text_of(self.page))
        unknown = set(typed or {}) - set(form.values)
        assert not unknown, (words, unknown, sorted(form.values))
        data = form.values | dict(typed or {})
        if "name" in button:
            data[button["name"]] = button["value"]
        request = self.page.request
        here = request["PATH_INFO"] + (f"?{request['QUERY_STRING']}" if request["QUERY_STRING"] else "")
        action = urljoin(here, button.get("formaction") or form.attributes.get("action") or here).split("#")[0]
        self.page = self.client.post(action, data, follow=True)
        assert self.page.status_code == 200, (self.username, words, self.page.status_code)
        return notices(self.page)

    def complaints(self) -> list:
        """For a failed walk: what the page says is wrong, and the buttons it has."""
        said = [self.page.context[name].errors for name in ("form", "formset") if self.page.context.get(name)]
        return [*said, *notices(self.page), *(button.words for form in forms_of(self.page) for button in form.buttons)]

    @property
    def text(self) -> str:
        return text_of(self.page)

    @property
    def path(self) -> str:
        return self.page.request["PATH_INFO"]
