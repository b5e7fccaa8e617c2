import io
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection

# What is old and of no more use, each by its own command; one of a part that is not installed is passed over.
JOBS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("clearsessions", {}),
    ("forget_tries", {}),
    ("prune_db_task_results", {"min_age_days": 30}),
)


class Command(BaseCommand):
    requires_system_checks = []  # its own words only
    help = "Dọn phiên đăng nhập, lần nhập sai, việc nền đã cũ; cập nhật thống kê của cơ sở dữ liệu. Chạy mỗi đêm."

    def handle(self, *args: Any, **options: Any) -> None:
        known = get_commands()
        for name, arguments in JOBS:
            if name in known:
                call_command(name, verbosity=0, stdout=io.StringIO(), **arguments)  # what they say is in English
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        if options["verbosity"]:
            self.stdout.write("Đã dọn.")
