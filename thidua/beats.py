"""Signs of life of processes without pages: when each was seen last, and its last words."""

from thidua import clock
from thidua.models import Heartbeat

LONGEST = 300


def beat(name: str, said: str = "") -> None:
    """`said`: without names of people; it is shown to administrators."""
    Heartbeat.objects.update_or_create(name=name, defaults={"seen_at": clock.real_now(), "said": said[:LONGEST]})


def last(name: str) -> Heartbeat | None:
    return Heartbeat.objects.filter(name=name).first()
