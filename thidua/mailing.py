"""One letter to one person. Called outside transactions; a letter that cannot go is a sentence, not an error."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail

log = logging.getLogger(__name__)


def is_set_up() -> bool:
    return settings.EMAIL_BACKEND != "django.core.mail.backends.dummy.EmailBackend"


def tell(address: str, subject: str, body: str) -> str:
    """Send it; returns "" when it went, else why the person must be told another way."""
    if not is_set_up():
        return "Máy chủ chưa cài đặt thư điện tử nên chưa báo được bằng thư."
    if not address:
        return "Chưa có địa chỉ thư điện tử nên chưa báo được bằng thư."
    try:
        send_mail(subject, body, None, [address])
    except (OSError, SMTPException) as problem:
        log.warning("Không gửi được thư: %s", type(problem).__name__)
        return "Thư điện tử báo cho người này không gửi được; báo bằng cách khác."
    return ""
