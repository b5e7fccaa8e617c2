"""From which address a request comes; behind a proxy, what our own proxy says, and nobody else."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The peer's address; with TRUSTED_PROXY=n, the n-th from the right of X-Forwarded-For.

    What stands further left the client may have written itself. None when nothing there is an address (a socket).
    """
    if settings.TRUSTED_PROXY:
        hops = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(hops) >= settings.TRUSTED_PROXY and (said := _address(hops[-settings.TRUSTED_PROXY])):
            return said
    return _address(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> str | None:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None
