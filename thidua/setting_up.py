"""Who may set up an empty database, and what was typed so far.

While no institution exists every page leads to the set-up. Whoever holds the set-up code may do it: `manage.py
setup_code` prints the code, which is worked out from the secret key and a random salt in the database and stored
nowhere. Five wrong codes: a quarter of an hour's rest, which `manage.py setup_code` ends.
"""

import base64
import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from thidua import clock
from thidua.models import Institution, SetUp
from thidua.models.document import CODE_LETTERS
from thidua.models.setting_up import new_salt
from thidua.workflow import acting_on, refuse

TRIES, REST = 5, timedelta(minutes=15)
GROUPS, GROUP_LENGTH = 3, 4  # 60 bits
MAX_DRAFT = 100_000
RESTING = "Đã nhập sai 5 lần; nhập lại sau 15 phút, hoặc chạy lại “manage.py setup_code” trên máy chủ để nhập ngay."
_BASE32 = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", CODE_LETTERS)

# Once this process has seen the institution it asks no more: the row is never deleted.
known_done = False


def is_open() -> bool:
    """True while the database has no institution and the set-up was never finished."""
    global known_done
    if known_done:
        return False
    known_done = Institution.objects.exists() or SetUp.objects.filter(finished_at__isnull=False).exists()
    return not known_done


def begun() -> SetUp:
    """The row of the set-up, made when it is first asked for."""
    return SetUp.objects.get_or_create(pk=1)[0]


def code_of(row: SetUp) -> str:
    """The set-up code, "K7QM-03XB-9TRD": only who has the secret key and the database can work it out."""
    digest = salted_hmac("thidua.setting_up.code", row.salt, algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode("ascii").translate(_BASE32)
    return "-".join(letters[n * GROUP_LENGTH : (n + 1) * GROUP_LENGTH] for n in range(GROUPS))


def pass_of(row: SetUp) -> str:
    """What a browser that named the code keeps in its session; another salt makes it void."""
    return salted_hmac("thidua.setting_up.pass", row.salt, algorithm="sha256").hexdigest()


def print_code(*, renewed: bool = False) -> str:
    """The code for whoever may run commands on the server; ends a rest after wrong codes."""
    with acting_on(begun()) as row:
        row.wrong_tries, row.locked_until = 0, None
        row.salt = new_salt() if renewed else row.salt
        row.save(update_fields=["wrong_tries", "locked_until", "salt"])
    return code_of(row)


def try_code(typed: str) -> str:
    """The pass for the session when the code is right, else ""; raises Refused during the rest after wrong codes."""
    with acting_on(begun()) as row:
        refuse(RESTING if row.locked_until and row.locked_until > clock.real_now() else "")
        if secrets.compare_digest(_bare(typed).encode(), _bare(code_of(row)).encode()):
            row.wrong_tries = 0
        else:
            row.wrong_tries = (row.wrong_tries % TRIES) + 1
            row.locked_until = clock.real_now() + REST if row.wrong_tries == TRIES else None
        row.save(update_fields=["wrong_tries", "locked_until"])
        return "" if row.wrong_tries else pass_of(row)


def _bare(code: str) -> str:
    """Without dashes and spaces; letters read for figures are taken as the figures meant."""
    return "".join(code.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))


@transaction.atomic
def keep(part: str, typed: dict[str, Any]) -> None:
    """Put what was typed on one page into the draft; pages of other parts stay as they are."""
    with acting_on(begun()) as row:
        if row.finished_at is None and len(str(typed)) <= MAX_DRAFT:
            row.draft = row.draft | {part: typed}
            row.save(update_fields=["draft"])
