from typing import Any

from django.core.management.base import BaseCommand

from awards import certifying


class Command(BaseCommand):
    help = "Xóa các tệp giấy khen đã hết hạn giữ; lần in vẫn còn ghi. Chạy mỗi ngày một lần."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Đã xóa {certifying.forget_old()} tệp giấy khen.")
