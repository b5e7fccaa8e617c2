"""Is there somebody to do the work? (thidua/checks.py)"""

from django.contrib.auth import get_user_model
from django.core import checks

from campaigns.models import Award
from campaigns.roles import CLERK_GROUP
from thidua.checks import TAG, Found, messages
from thidua.database_checks import is_migrated
from thidua.models import Institution


def register() -> None:
    checks.register(check_people, TAG, checks.Tags.database)


def check_people(databases: list[str] | None = None, **kwargs: object) -> list[checks.CheckMessage]:
    return messages(_people) if databases else []


def _people() -> Found:
    if not is_migrated():
        return
    if not Award.objects.exists():
        yield "040", "Danh mục danh hiệu, hình thức khen thưởng còn trống.", "manage.py reference"
    clerks = get_user_model().objects.filter(groups__name=CLERK_GROUP, is_active=True)
    if Institution.objects.exists() and not clerks.exists():  # before the set-up nobody is missed
        yield (
            "041",
            "Chưa có ai trong nhóm “Thường trực Hội đồng”: không ai phát động, thẩm định được.",
            "Trang quản trị, Tài khoản: thêm người vào nhóm",
        )
