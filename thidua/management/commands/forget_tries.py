from typing import Any

from django.core.management.base import BaseCommand

from thidua import lockout, ratelimit


class Command(BaseCommand):
    help = "Xóa các lần nhập sai đã hết tác dụng. Chạy mỗi ngày một lần."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Đã xóa {lockout.forget_old() + ratelimit.forget_old()} dòng.")
