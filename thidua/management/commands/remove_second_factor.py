from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import F

from thidua import second_factor
from thidua.accounts import why_not_now
from thidua.models import User
from thidua.workflow import Refused, refuse


class Command(BaseCommand):
    help = (
        "Gỡ xác thực hai bước của một tài khoản quản trị đã mất điện thoại; các phiên đăng nhập của tài khoản kết thúc."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--reason", required=True, help="lý do, ghi vào nhật ký")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = User.objects.get_by_natural_key(options["username"])
            with transaction.atomic():
                refuse(why_not_now(getattr(user, "staff_member", None), lock=True))
                second_factor.turn_off(user, by=None, reason=options["reason"])
                User.objects.filter(pk=user.pk).update(
                    session_generation=F("session_generation") + 1,
                    notice="Xác thực hai bước của tài khoản này đã được gỡ trên máy chủ. "
                    "Nếu đồng chí không yêu cầu, báo ngay cho người giữ máy chủ.",
                )
        except User.DoesNotExist as problem:
            raise CommandError(f"Không có tài khoản “{options['username']}”.") from problem
        except Refused as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Đã gỡ xác thực hai bước của {user.username}.")
