"""Letters that an act sends. Called outside transactions; a letter that cannot go is a sentence, not an error."""

import contextlib
import logging
from collections.abc import Iterable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection, send_mail

log = logging.getLogger(__name__)


def is_set_up() -> bool:
    return settings.EMAIL_BACKEND != "django.core.mail.backends.dummy.EmailBackend"


NOT_SET_UP = "Máy chủ chưa cài đặt thư điện tử nên chưa báo được bằng thư."
NO_ADDRESS = "Chưa có địa chỉ thư điện tử nên chưa báo được bằng thư."
NOT_SENT = "Thư điện tử báo cho người này không gửi được; báo bằng cách khác."
AWAY = "Không nối được máy chủ thư nên chưa báo được bằng thư."
SAYS_NO = (OSError, SMTPException, ValueError)  # ValueError: an address or a subject no letter can bear


def tell(address: str, subject: str, body: str) -> str:
    """Send it; returns "" when it went, else why the person must be told another way."""
    if not is_set_up():
        return NOT_SET_UP
    if not address:
        return NO_ADDRESS
    try:
        send_mail(subject, body, None, [address])
    except (OSError, SMTPException) as problem:
        log.warning("Không gửi được thư: %s", type(problem).__name__)
        return NOT_SENT
    return ""


def tell_all(letters: Iterable[tuple[str, str, str]]) -> list[str]:
    """(address, subject, body) of each, over one connection; for each "" or why it did not go.

    A server that cannot be reached is asked once, not once a letter.
    """
    letters = list(letters)
    if not is_set_up():
        return [NOT_SET_UP] * len(letters)
    connection = get_connection()
    try:
        connection.open()
    except SAYS_NO as problem:
        log.warning("Không nối được máy chủ thư: %s", type(problem).__name__)
        return [AWAY if address else NO_ADDRESS for address, _, _ in letters]
    said = [_one_of_many(*letter, connection) for letter in letters]
    with contextlib.suppress(*SAYS_NO):
        connection.close()
    return said


def _one_of_many(address: str, subject: str, body: str, connection: object) -> str:
    if not address:
        return NO_ADDRESS
    try:
        EmailMessage(subject, body, to=[address], connection=connection).send()
    except SAYS_NO as problem:
        log.warning("Không gửi được thư: %s", type(problem).__name__)
        with contextlib.suppress(*SAYS_NO):
            connection.close()  # whatever state it is in, the next letter begins a new one
        return NOT_SENT
    return ""
