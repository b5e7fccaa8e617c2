"""Passwords and codes that are read from paper and typed once: no letter looks like another or like a digit."""

import secrets
from datetime import timedelta

from thidua import clock

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # 31 signs, without i, l, o, 0, 1
KEPT_DAYS = 14


def groups(count: int, length: int = 5) -> str:
    """`count` groups of `length` signs: “k7mpr-x2wnd-8hqtv”."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(length)) for _ in range(count))


def new_password() -> str:
    """74 bits."""
    return groups(3)


def expires_on():
    """The last day on which a one-time password made today opens the door."""
    return clock.today() + timedelta(days=KEPT_DAYS)
