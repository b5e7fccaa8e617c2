"""The second factor: six digits from a telephone (django-otp), or one of ten recovery codes kept as keyed hashes.

A session of somebody with a second factor exists only after both steps (thidua/sign_in.py), so no page asks again.
"""

import contextlib
from base64 import b32encode
from collections.abc import Iterator
from typing import Any

import segno
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_totp.models import TOTPDevice

from thidua import one_time
from thidua.accounts import needs_two_steps
from thidua.audit import audit
from thidua.models import Institution, RecoveryCode, User
from thidua.ratelimit import WrongTries
from thidua.workflow import refuse

CODES = 10
DIGITS = 6
MISSING = "second_factor_missing"  # in the session: must be set up before any other page
TRIES = WrongTries("second-step", allowed=5, seconds=15 * 60)
TOO_MANY = "Đã nhập sai 5 lần; nhập lại sau 15 phút hoặc liên hệ quản trị"
ALREADY_ON = "Xác thực hai bước đã bật; muốn cài lại thì tắt trước."


def is_on(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def waiting(user: User) -> TOTPDevice | None:
    """What is being set up: shown to the telephone, not yet confirmed by a code."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


def is_missing(user: User) -> bool:
    """The institution obliges one of this user's roles to a second factor, and there is none."""
    required = Institution.objects.filter(second_factor_required=True).exists()
    return required and needs_two_steps(user) and not is_on(user)


def codes_left(user: User) -> int:
    return user.recovery_codes.count()


def secret_of(device: TOTPDevice) -> str:
    """For typing by hand: “ABCD EFGH …”."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def qr_of(device: TOTPDevice) -> str:
    """The same for the telephone's camera: an SVG as an address (`data:`)."""
    return segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=3, light="#fff")


@contextlib.contextmanager
def counting(user: User) -> Iterator[None]:
    """Around one try: counted before it is looked at, so that tries at the same time are counted too."""
    if TRIES.count(str(user.pk)) > TRIES.allowed:
        raise ValidationError(TOO_MANY, code="too_many")
    yield
    TRIES.forget(str(user.pk))


def accepts(user: User, typed: str) -> bool:
    """A code of the telephone that was not used before, or a recovery code, which is then gone."""
    plain = "".join(typed.split()).replace("-", "").lower()
    if len(plain) == DIGITS and plain.isdecimal():
        return _fits(user, plain, confirmed=True)
    return RecoveryCode.objects.filter(user=user, digest=_digest(user, plain)).delete()[0] == 1


def accepts_first(user: User, typed: str) -> bool:
    """A code of the telephone that is being set up."""
    return _fits(user, "".join(typed.split()), confirmed=False)


def _fits(user: User, digits: str, *, confirmed: bool) -> bool:
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=confirmed).first()
        return device is not None and device.verify_token(digits)


def begin(user: User) -> None:
    with _locked(user):
        refuse(ALREADY_ON if is_on(user) else "")
        TOTPDevice.objects.filter(user=user).delete()
        TOTPDevice.objects.create(user=user, name="Điện thoại", confirmed=False)


def turn_on(user: User) -> list[str]:
    """After `accepts_first`: from now on both steps are asked; returns the recovery codes, which exist nowhere else.

    Other sessions of the account end.
    """
    with _locked(user):
        device = waiting(user)
        refuse("" if device else ALREADY_ON)
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
        codes = _write_codes(user)
        audit(user, "turn_on_second_factor", by=user)
    user.refresh_from_db(fields=["session_generation"])
    return codes


def renew_codes(user: User) -> list[str]:
    with _locked(user):
        refuse("" if is_on(user) else "Xác thực hai bước chưa bật.")
        codes = _write_codes(user)
        audit(user, "renew_recovery_codes", by=user)
    return codes


def turn_off(user: User, *, by: Any, reason: str = "") -> None:
    """Inside or outside a transaction; the caller has proved that it may."""
    with _locked(user):
        refuse("" if is_on(user) else "Xác thực hai bước chưa bật.")
        TOTPDevice.objects.filter(user=user).delete()
        user.recovery_codes.all().delete()
        audit(user, "turn_off_second_factor" if by == user else "remove_second_factor", by=by, reason=reason)


@contextlib.contextmanager
def _locked(user: User) -> Iterator[None]:
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        yield


def _write_codes(user: User) -> list[str]:
    codes = [one_time.groups(2) for _ in range(CODES)]
    user.recovery_codes.all().delete()
    rows = [RecoveryCode(user=user, digest=_digest(user, code.replace("-", ""))) for code in codes]
    RecoveryCode.objects.bulk_create(rows)
    return codes


def _digest(user: User, plain: str) -> str:
    return salted_hmac("thidua.recovery_code", f"{user.pk}:{plain}", algorithm="sha256").hexdigest()
