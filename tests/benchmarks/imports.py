"""How long an import of many people takes: `DATABASE_URL=… python -m tests.benchmarks.imports [6000]`.

Makes a database of its own beside the one named (never the one itself), imports N people with their postings through
the acts the pages and the worker use, then the same file again; then a rating of each, one in ten of whom was long
away, likewise; and prints seconds for each step. While the rows are
written, another connection asks for pages' worth of reading and one row of writing, and the longest wait is printed.
"""

import os
import sys
import threading
import time
from datetime import date
from io import BytesIO

import django
from openpyxl import Workbook

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
os.environ |= {"SECRET_KEY": "only-for-benchmarks-" * 3, "DEMO": "1", "HTTPS": "0", "DEBUG": "0", "WORKER": "0"}

HEAD = ["Mã cán bộ", "Họ và tên", "Giới tính", "Ngày sinh", "Loại lao động", "Thư điện tử", "Vào cơ quan ngày"]
HEAD += ["Đơn vị", "Chức vụ", "Ngày bắt đầu", "Ngày kết thúc", "Nơi công tác chính"]


def workbook(count: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEAD)
    for n in range(count):
        name = f"{('Lò', 'Vàng', 'Giàng', 'Nguyễn')[n % 4]} {('Văn', 'Thị')[n % 2]} Mẫu {chr(97 + n % 26)}"
        born = date(1960 + n % 40, 1 + n % 12, 1 + n % 28)
        mail = f"cb{n}@truong.example"
        row = [f"B{n:05d}", name, ("Nam", "Nữ")[n % 2], born, "Viên chức", mail, "01/09/2015"]
        sheet.append([*row, f"Khoa số {n % 50}", "Giảng viên", "01/09/2015", None, "Có"])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def ratings(count: int) -> bytes:
    """Of the same people: a row each for one year."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Mã cán bộ hoặc đơn vị", "Năm", "Mức xếp loại", "Số, ngày văn bản xếp loại", "Ngày xếp loại"])
    levels = ("Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành nhiệm vụ")
    for n in range(count):
        sheet.append([f"B{n:05d}", 2021, levels[n % 3], "61/TB ngày 06/12/2021", "06/12/2021"])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


class Bystander(threading.Thread):
    """Reads and writes a little, over and over; remembers the longest wait of each."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.ends, self.read, self.write = False, 0.0, 0.0

    def run(self) -> None:
        from django.db import connection  # noqa: PLC0415 - after django.setup()

        from campaigns.models import StaffMember  # noqa: PLC0415
        from thidua.models import DemoClock  # noqa: PLC0415

        while not self.ends:
            begun = time.perf_counter()
            list(StaffMember.objects.order_by("sort_key")[:25])
            self.read = max(self.read, time.perf_counter() - begun)
            begun = time.perf_counter()
            DemoClock.objects.update_or_create(pk=1, defaults={"today": date(2023, 2, 20)})
            self.write = max(self.write, time.perf_counter() - begun)
            time.sleep(0.05)
        connection.close()


def main(count: int) -> None:
    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415

    connection.settings_dict["TEST"]["NAME"] = "/tmp/thidua-bench.sqlite3" if connection.vendor == "sqlite" else None
    old = setup_databases(verbosity=0, interactive=False)
    try:
        run(count, connection.vendor)
    finally:
        teardown_databases(old, verbosity=0)


def run(count: int, vendor: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    from campaigns.models import Absence, Department, StaffMember  # noqa: PLC0415
    from thidua import importing  # noqa: PLC0415
    from thidua.imports import KINDS  # noqa: PLC0415
    from thidua.models import User  # noqa: PLC0415

    user = User.objects.create(username="bench")
    root = Department.objects.create(code="T", name="Trường", kind="school", valid_from=date(2000, 1, 1))
    for n in range(50):
        unit = {"code": f"K{n}", "name": f"Khoa số {n}", "short_name": f"Khoa số {n}", "kind": "faculty"}
        Department.objects.create(**unit, parent=root, valid_from=date(2000, 1, 1))

    def measure(slug: str, content: bytes) -> None:
        for attempt in ("lần đầu", "lần hai"):
            begun = time.perf_counter()
            kept = importing.upload(KINDS[slug], SimpleUploadedFile("b.xlsx", content), by=user)
            kept.refresh_from_db()
            print(f"{vendor}, {slug}, {count} dòng, {attempt}: xem trước {time.perf_counter() - begun:.1f} s", end="; ")
            advised = kept.rows.exclude(advice=[]).count()
            print(f"mới {kept.new}, giữ nguyên {kept.unchanged}, sai {kept.wrong}, có điều cần xem {advised}")
            if not kept.new:
                continue
            bystander = Bystander()
            bystander.start()
            begun = time.perf_counter()
            importing.confirm(kept, by=user)
            print(f"  nhập {time.perf_counter() - begun:.1f} s", end="; ")
            bystander.ends = True
            bystander.join()
            print(f"trong lúc đó đọc lâu nhất {bystander.read:.2f} s, ghi lâu nhất {bystander.write:.2f} s")

    measure("can-bo", workbook(count))
    away = StaffMember.objects.filter(code__endswith="7")
    dates = {"kind": "sick", "starts_on": date(2021, 3, 1), "ends_on": date(2021, 7, 31)}
    Absence.objects.bulk_create(Absence(staff_member=person, **dates) for person in away)
    measure("xep-loai", ratings(count))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 6000)
