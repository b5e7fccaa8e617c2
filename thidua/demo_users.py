"""The demo's accounts and their known password: a real installation must never run with them."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError

from thidua.models import User

PASSWORD = "thi-dua-2022"
USERNAMES = (
    "quantri",
    "thuongtruc",
    "hieutruong",
    "uyvien",
    "uyvien2",
    "uyvien3",
    "truongkhoa",
    "truongphong",
    "canbo",
)


def demo_users() -> list[str]:
    """Names of accounts that still have the demo's name and password; a school may well use the same names."""
    try:
        users = list(User.objects.filter(username__in=USERNAMES, is_active=True))
    except (OperationalError, ProgrammingError):  # nothing migrated yet
        return []
    return [user.username for user in users if user.check_password(PASSWORD)]


def refuse_to_start_with_demo_users() -> None:
    """Raises ImproperlyConfigured with DEMO=0 and demo accounts in the database."""
    if settings.DEMO:
        return
    if found := demo_users():
        raise ImproperlyConfigured(
            f"DEMO=0 nhưng cơ sở dữ liệu còn tài khoản mẫu: {', '.join(found)}. "
            "Dùng cơ sở dữ liệu khác, hoặc đổi mật khẩu hay khóa các tài khoản đó."
        )
