"""What the shell around every page needs; read only when the page shows it."""

import tomllib
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from thidua import clock
from thidua.models import Institution

VERSION = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


class Shell:
    """Name and telephone of the institution, the demo's date, the version; one query at most."""

    version = VERSION

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def institution(self) -> Institution | None:
        return Institution.objects.first()

    @property
    def demo(self) -> bool:
        return settings.DEMO

    @property
    def today(self) -> date:
        return clock.today()

    @property
    def is_administrator(self) -> bool:
        return bool(self.user and self.user.is_authenticated and (self.user.is_superuser or self.user.is_staff))


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"shell": Shell(getattr(request, "user", None))}
