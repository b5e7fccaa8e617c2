from typing import Any

from django.core.management.base import BaseCommand

from awards import secrecy


class Command(BaseCommand):
    requires_system_checks = []  # its own words only
    help = "Dọn các hàng cũ của danh sách bỏ phiếu và hòm phiếu khỏi tệp dữ liệu; chạy mỗi đêm trong tidy."

    def handle(self, *args: Any, **options: Any) -> None:
        secrecy.shred_again()
