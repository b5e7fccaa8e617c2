"""How often somebody may guess: a counter in the database, the same for every process and server."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, F, Value, When
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from thidua import clock
from thidua.addresses import client_address
from thidua.models import WrongTry

KEPT = timedelta(days=1)


@dataclass(frozen=True)
class WrongTries:
    """At most `allowed` wrong tries of one subject (an address, an account) within `seconds` of the first one."""

    name: str
    allowed: int
    seconds: int

    @property
    def minutes(self) -> int:
        return self.seconds // 60

    def is_blocked(self, subject: str) -> bool:
        counted = WrongTry.objects.filter(name=self.name, subject=self._digest(subject), ends_at__gt=clock.real_now())
        return counted.filter(count__gte=self.allowed).exists()

    def count(self, subject: str) -> int:
        """One more; returns how many it are now. Each statement by itself is safe against others at the same time."""
        now = clock.real_now()
        forget_old()
        ends_at = now + timedelta(seconds=self.seconds)
        row = {"name": self.name, "subject": self._digest(subject)}
        WrongTry.objects.bulk_create([WrongTry(**row, count=0, ends_at=ends_at)], ignore_conflicts=True)
        over = When(ends_at__lte=now, then=Value(1))
        WrongTry.objects.filter(**row).update(
            count=Case(over, default=F("count") + 1),
            ends_at=Case(When(ends_at__lte=now, then=Value(ends_at)), default=F("ends_at")),
        )
        return WrongTry.objects.filter(**row).values_list("count", flat=True).first() or 1

    def forget(self, subject: str) -> None:
        WrongTry.objects.filter(name=self.name, subject=self._digest(subject)).delete()

    def _digest(self, subject: str) -> str:
        return salted_hmac("thidua.ratelimit", f"{self.name}:{subject}", algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str:
    return client_address(request) or ""


def forget_old() -> int:
    """Remove counts whose time ended a day ago; returns how many."""
    return WrongTry.objects.filter(ends_at__lt=clock.real_now() - KEPT).delete()[0]
