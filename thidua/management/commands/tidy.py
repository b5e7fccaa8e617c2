import io
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from thidua import importing

# What is old and of no more use, each by its own command.
JOBS = ("clearsessions", "forget_tries", "forget_certificates", "sweep_ballots")


class Command(BaseCommand):
    requires_system_checks = []  # its own words only
    help = (
        "Dọn phiên đăng nhập, lần nhập sai, tệp nhập, tệp giấy khen, việc nền đã cũ; "
        "cập nhật thống kê cơ sở dữ liệu. Chạy mỗi đêm."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for name in JOBS:
            call_command(name, verbosity=0, stdout=io.StringIO())  # what they say is in English
        importing.forget_files.call()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        if options["verbosity"]:
            self.stdout.write("Đã dọn.")
