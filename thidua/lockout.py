"""Five wrong passwords for one name from one address: django-axes counts, here is what it is told and asked.

Its table holds no name: what people type there, now and then a password, is kept as a keyed hash.
"""

import unicodedata
from collections.abc import Iterable
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from thidua import clock


class LockOut(AxesStandaloneBackend):
    """Stops a sign-in while it is locked; whoever authenticates without a request (a test) has no address to count."""

    def authenticate(self, request: HttpRequest | None, *args: Any, **credentials: Any) -> None:
        if request is not None:
            super().authenticate(request, *args, **credentials)


def name_in_the_books(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """What stands for a typed name: the same whatever its case, whether or not there is such an account."""
    typed = (credentials or {}).get("username")
    return _digest(str(request.POST.get("username", "") if typed is None else typed))


def locked_out_page(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any]) -> HttpResponse:
    """The form with its sentence, as the view made it, with the status that says: too many."""
    response = response or HttpResponse()
    response.status_code = settings.AXES_HTTP_RESPONSE_CODE
    return response


def locked_names(usernames: Iterable[str]) -> set[str]:
    """Those who are locked out from some address right now; one query."""
    digests = {_digest(name): name for name in usernames}
    since = clock.real_now() - settings.AXES_COOLOFF_TIME
    counted = (
        AccessAttempt.objects.filter(username__in=digests, attempt_time__gte=since)
        .values("username", "ip_address")
        .annotate(wrong=Sum("failures_since_start"))
        .filter(wrong__gte=settings.AXES_FAILURE_LIMIT)
        .order_by()
    )
    return {digests[row["username"]] for row in counted}


def lift(username: str) -> bool:
    """Forget the wrong tries for this name, from wherever; True when there were any."""
    return AccessAttempt.objects.filter(username=_digest(username)).delete()[0] > 0


def forget_old() -> int:
    """Remove wrong tries that lock nobody any more; returns how many."""
    return AccessAttempt.objects.filter(attempt_time__lt=clock.real_now() - settings.AXES_COOLOFF_TIME).delete()[0]


def _digest(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).strip().lower()
    return salted_hmac("thidua.lockout", plain, algorithm="sha256").hexdigest()
