from typing import Any

from django.core.management.base import BaseCommand

from thidua.reference import load_reference


class Command(BaseCommand):
    help = "Nạp danh mục, văn bản pháp lý, mức lương cơ sở, sổ số; chạy lại không đổi gì đã sửa."

    def handle(self, *args: Any, **options: Any) -> None:
        load_reference()
        if options["verbosity"]:
            self.stdout.write("Đã nạp dữ liệu dùng chung.")
