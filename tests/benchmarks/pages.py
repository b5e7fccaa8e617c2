"""Queries, rows, bytes and milliseconds of the main pages for every role, on the database the environment names.

    .venv/bin/python -m tests.benchmarks.pages               # a database that is filled already
    .venv/bin/python -m tests.benchmarks.pages --staff 6000  # fills an empty one with the demo first
    .venv/bin/python -m tests.benchmarks.pages --json 6000.json

Every page is asked for once to warm up, then ROUNDS times; the median is printed, and the least time the program's own
processor was busy (on a machine shared with others the first says little). What is over the budget is marked.
`tests/benchmarks/compare.py` compares two such files.
"""

import argparse
import json
import os
import statistics
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import django

ROUNDS = 5
MOST_QUERIES, MOST_MS, MOST_SEARCH_MS = 20, 300, 100
ROLES = ("canbo", "truongkhoa", "truongphong", "thuongtruc", "uyvien", "hieutruong", "quantri")


@dataclass(frozen=True)
class Measured:
    page: str
    role: str
    queries: int
    rows: int
    size: int
    lines: int
    ms: float
    cpu: float

    @property
    def over(self) -> str:
        most = MOST_SEARCH_MS if self.page.startswith("tìm") else MOST_MS
        marks = [f"truy vấn > {MOST_QUERIES}"] if self.queries > MOST_QUERIES else []
        return ", ".join(marks + ([f"ms > {most}"] if self.ms > most else []))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--staff", type=int, default=0, help="fill an empty database with a demo of so many people")
    parser.add_argument("--json", type=Path, help="write the figures there")
    asked = parser.parse_args()
    django.setup()
    if asked.staff:
        _fill(asked.staff)
    from django.db import connection  # noqa: PLC0415 - after setup

    from campaigns.models import StaffMember  # noqa: PLC0415

    print(f"{connection.vendor}; {StaffMember.objects.count()} người; giá trị giữa của {ROUNDS} lần")
    print(f"{'trang':34} {'người xem':11} {'truy vấn':>8} {'hàng':>5} {'KiB':>6} {'dòng':>5} {'ms':>7} {'CPU':>6}")
    found = []
    for role in ROLES:
        for name, path in pages(role).items():
            one = measure(name, path, role)
            if one is not None:
                found.append(one)
                print(
                    f"{one.page:34} {role:11} {one.queries:>8} {one.rows:>5} {one.size / 1024:>6.1f} {one.lines:>5} "
                    f"{one.ms:>7.1f} {one.cpu:>6.1f}  {one.over}"
                )
    print(f"{len(found)} trang, {sum(1 for one in found if one.over)} quá mức")
    if asked.json:
        asked.json.write_text(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=0))


def _fill(staff: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("demo", staff=staff)


def measure(name: str, path: str, role: str) -> Measured | None:
    """None where this role finds nothing or is led elsewhere."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(_user(role))
    if client.get(path).status_code != 200:
        return None
    with CaptureQueriesContext(connection) as queries, CountedRows() as rows:
        response = client.get(path)
    asked = len(queries)  # read now: the log is emptied when the next request begins
    times, busy = [], []
    for _ in range(ROUNDS):
        started, worked = time.perf_counter(), time.process_time()
        client.get(path)
        times.append((time.perf_counter() - started) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    size, lines = len(response.content), response.content.count(b"<tr")
    ms, cpu = round(statistics.median(times), 1), round(min(busy), 1)
    return Measured(name, role, asked, rows.count, size, lines, ms, cpu)


class CountedRows:
    """How many model rows are built inside the block."""

    def __enter__(self) -> "CountedRows":
        from django.db.models import Model  # noqa: PLC0415

        self.count = 0
        self._original = Model.from_db.__func__

        def counting(cls, *args, **kwargs):
            self.count += 1
            return self._original(cls, *args, **kwargs)

        Model.from_db = classmethod(counting)
        return self

    def __exit__(self, *exception: object) -> None:
        from django.db.models import Model  # noqa: PLC0415

        Model.from_db = classmethod(self._original)


def pages(role: str) -> dict[str, str]:
    """Name → address of everything this role might open; what it may not open is left out by `measure`."""
    from awards.models import CouncilSession, Decision, Nomination, Round  # noqa: PLC0415
    from campaigns.models import Campaign, Department, Evaluation, Pledge, StaffMember  # noqa: PLC0415

    past, now = Campaign.objects.get(year=2022), Campaign.objects.order_by("-year").first()
    unit = _unit_of(role)
    person = StaffMember.objects.filter(user__username=role).first() or StaffMember.objects.first()
    phase = past.phases.order_by("ordinal").first()
    one = [past.pk, unit.pk]
    root = Department.objects.get(kind=Department.Kind.SCHOOL)
    found: dict[str, tuple[str, list[Any]]] = {
        "trang chủ": ("home", []),
        "phong trào": ("campaign_list", []),
        "một phong trào": ("campaign", [past.pk]),
        "phong trào đang chạy": ("campaign", [now.pk]),
        "cán bộ": ("staff_list", []),
        "một người": ("staff_member", [person.pk]),
        "khen thưởng của một người": ("award_record_list", [person.pk]),
        "đơn vị": ("department_list", []),
        "một đơn vị": ("department", [unit.pk]),
        "khen thưởng của đơn vị": ("unit_record_list", [unit.pk]),
        "sáng kiến": ("initiative_list", []),
        "đăng ký của các đơn vị": ("registration_list", [past.pk]),
        "xếp loại năm": ("rating_list", [past.year]),
        "ghi xếp loại nhiều người": ("rating_sheet", [past.year]),
        "đăng ký năm nay": ("registration_list", [now.pk]),
        "đăng ký của một đơn vị": ("unit_registration", one),
        "đăng ký đơn vị năm nay": ("unit_registration", [now.pk, unit.pk]),
        "đăng ký của trường": ("unit_registration", [past.pk, root.pk]),
        "đánh giá theo đợt": ("evaluation_list", [phase.pk]),
        "báo tiến độ": ("check_in", [phase.pk]),
        "tiến độ theo đơn vị": ("phase_progress", [phase.pk]),
        "ai đã báo, ai chưa": ("progress_people", [phase.pk]),
        "đăng ký, kết quả, lý do": ("result_list", [phase.pk]),
        "ý kiến của đơn vị cũ": ("former_unit_list", [past.pk]),
        "hồ sơ đề nghị": ("nomination_list", [past.pk]),
        "lập hồ sơ": ("nomination_add", [past.pk]),
        "phiên họp": ("council_session_list", []),
        "quyết định": ("decision_list", []),
        "công khai": ("public_list", []),
        "nhật ký": ("audit_trail", []),
    }
    rows = {
        "bản đăng ký": ("pledge", Pledge.objects.filter(campaign=past, unit=unit).first()),
        "bản tự đánh giá": ("evaluation", Evaluation.objects.filter(unit=unit).first()),
        "một hồ sơ": ("nomination", Nomination.objects.filter(award="CSTDCS").first()),
        "một phiên họp": ("council_session", CouncilSession.objects.first()),
        "một lượt bỏ phiếu": ("round", Round.objects.order_by("pk").first()),
        "một quyết định": ("decision", Decision.objects.order_by("pk").first()),
    }
    found |= {name: (view, [row.pk]) for name, (view, row) in rows.items() if row is not None}
    addresses = {name: _address(view, args) for name, (view, args) in found.items()}
    return addresses | _searches(addresses, unit, past) | (_administration() if role == "quantri" else {})


def _address(view: str, args: list[Any]) -> str:
    from django.urls import reverse  # noqa: PLC0415

    return reverse(view, args=args)


def _searches(addresses: dict[str, str], unit: Any, campaign: Any) -> dict[str, str]:
    staff, trail, nominations = addresses["cán bộ"], addresses["nhật ký"], addresses["hồ sơ đề nghị"]
    return {
        "tìm tên không dấu": f"{staff}?q=nguyen+van+an",
        "tìm tên không ai có": f"{staff}?q=khong+co+ai",
        "tìm trong một đơn vị": f"{staff}?q=an&unit={unit.pk}",
        "cán bộ, trang 200": f"{staff}?page=200",
        "hồ sơ chờ thẩm định": f"{nominations}?status=submitted",
        "nhật ký của một người": f"{trail}?actor=hieutruong",
        "nhật ký người không có": f"{trail}?actor=khong+co+ai",
        "nhật ký một loại": f"{trail}?kind=campaigns.campaign",
        "nhật ký một việc": f"{trail}?act=launch",
        "nhật ký tháng Ba": f"{trail}?first=01/03/2022&last=31/03/2022",
        "nhật ký theo tên": f"{trail}?q=khong+co+ai",
        "nhật ký một đối tượng": f"{trail}?kind=campaigns.campaign&object={campaign.pk}",
        "nhật ký, cũ hơn": f"{trail}?truoc=5000",
    }


def _administration() -> dict[str, str]:
    """Every list of the administration, and the trail searched there."""
    from django.contrib import admin  # noqa: PLC0415

    models = sorted(admin.site._registry, key=lambda model: model._meta.label)
    lists = {
        f"quản trị: {m._meta.verbose_name_plural}"[:34]: _address(
            f"admin:{m._meta.app_label}_{m._meta.model_name}_changelist", []
        )
        for m in models
    }
    return lists


def _unit_of(role: str) -> Any:
    from campaigns.models import Department  # noqa: PLC0415

    own = Department.objects.units().filter(postings__staff_member__user__username=role).first()
    return own or Department.objects.get(code="XDD")


def _user(username: str) -> Any:
    from thidua.models import User  # noqa: PLC0415

    return User.objects.select_related("staff_member").get(username=username)


if __name__ == "__main__":
    main()
