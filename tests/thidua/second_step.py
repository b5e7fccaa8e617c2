"""A telephone for tests: the code that it would show, also of the next half minutes."""

import time

from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories import PASSWORD


def code_of(user, *, later: int = 0) -> str:
    """What the user's telephone shows now, or `later` times thirty seconds from now."""
    device = TOTPDevice.objects.get(user=user)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time() + 30 * later
    return f"{totp.token():06d}"


def set_up(client, user, *, later: int = 0) -> list[str]:
    """Set the second factor up as a person does; returns the recovery codes."""
    client.post("/xac-thuc-hai-buoc/bat-dau/")
    page = client.post("/xac-thuc-hai-buoc/xac-nhan/", {"password": PASSWORD, "code": code_of(user, later=later)})
    return page.context["codes"]
