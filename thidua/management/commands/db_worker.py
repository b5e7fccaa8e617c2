import threading
from typing import Any

from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from thidua.worker import keep_beating


class Command(DatabaseWorker):
    help = "Làm các việc chạy nền; mỗi phút ghi một nhịp để trang Hệ thống và “manage.py check” biết nó còn sống."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        threading.Thread(target=keep_beating, args=(stop,), daemon=True).start()
        try:
            super().handle(*args, **options)
        finally:
            stop.set()
