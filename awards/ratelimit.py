"""How often one address may guess: a counter in Django's cache, forgotten by itself."""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class WrongTries:
    """At most `allowed` wrong tries an address within `seconds` of the first one."""

    name: str
    allowed: int
    seconds: int

    def is_blocked(self, request: HttpRequest) -> bool:
        return cache.get(self._key(request), 0) >= self.allowed

    def count(self, request: HttpRequest) -> None:
        key = self._key(request)
        cache.add(key, 0, self.seconds)
        try:
            cache.incr(key)
        except ValueError:  # the time ran out between the two lines
            cache.set(key, 1, self.seconds)

    def _key(self, request: HttpRequest) -> str:
        address = request.META.get("REMOTE_ADDR", "")
        return f"wrong-tries:{self.name}:{hashlib.sha256(address.encode()).hexdigest()}"
