import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.models import Model

from awards.demo import campaigns, council, papers, people, progress, unit_plans, waiting
from awards.demo.institution import load_institution
from awards.models import AwardRecord, Decision, Nomination, Payment, Round
from campaigns.models import (
    AnnualRating,
    Campaign,
    Department,
    Evaluation,
    Pledge,
    StaffMember,
    UnitPlan,
    UnitRegistration,
)
from thidua import clock, pdf
from thidua.models import User

# Stage, what fills it, the day the demo's clock stands at afterwards.
STAGES: tuple[tuple[str, Callable[[], None] | None, date], ...] = (
    ("organisation", None, date(2022, 1, 17)),
    ("launched", campaigns.launch_2022, date(2022, 2, 21)),
    ("pledged", unit_plans.plan_and_pledge_2022, date(2022, 4, 5)),
    ("evaluated", papers.evaluate_and_amend_2022, date(2022, 12, 8)),
    ("nominated", council.nominate_2022, date(2022, 12, 14)),
    ("tabled", council.table_2022, date(2022, 12, 19)),
    ("counted", council.count_2022, date(2022, 12, 20)),
    ("decided", council.decide_2022, date(2022, 12, 30)),
    ("next", waiting.leave_work_for_everybody, date(2023, 2, 20)),
)
# What is counted aloud at the end of a stage.
COUNTED: dict[str, tuple[tuple[str, type[Model]], ...]] = {
    "organisation": (
        ("người", StaffMember),
        ("đơn vị", Department),
        ("xếp loại", AnnualRating),
        ("ghi nhận khen thưởng", AwardRecord),
    ),
    "launched": (("phong trào", Campaign),),
    "pledged": (("kế hoạch của đơn vị", UnitPlan), ("bản đăng ký", Pledge), ("đăng ký của đơn vị", UnitRegistration)),
    "evaluated": (("bản tự đánh giá", Evaluation), ("xếp loại", AnnualRating)),
    "nominated": (("hồ sơ đề nghị", Nomination),),
    "tabled": (("hồ sơ đề nghị", Nomination),),
    "counted": (("lượt bỏ phiếu", Round),),
    "decided": (("quyết định", Decision), ("ghi nhận khen thưởng", AwardRecord)),
    "next": (("phong trào", Campaign), ("bản đăng ký", Pledge), ("lần chi thưởng", Payment)),
}
NAMES = [name for name, _, _ in STAGES]
WITHOUT_PDF = NAMES.index("counted")


class Command(BaseCommand):
    help = "Nạp dữ liệu mẫu vào cơ sở dữ liệu trống, từng việc vào đúng ngày của nó, theo Kế hoạch năm 2022."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until", choices=NAMES, default="next", help="dừng ở bước này")
        parser.add_argument("--staff", type=int, default=42, help="số cán bộ (ít nhất 20)")
        parser.add_argument("--seed", type=int, default=2022, help="hạt giống ngẫu nhiên")
        parser.add_argument(
            "--years",
            type=int,
            choices=range(1, 21),
            metavar="1–20",
            help=f"số năm xếp loại, khen thưởng trước 2022 (mặc định {people.FEW_YEARS}; "
            f"từ {people.LARGE_SCHOOL} cán bộ trở lên là {people.MANY_YEARS})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._refuse_unless_possible(options["staff"])
        last = NAMES.index(options["until"])
        missing = pdf.missing_libraries()
        if missing and last > WITHOUT_PDF:
            last = WITHOUT_PDF
            self.stderr.write(f"Dữ liệu mẫu dừng ở bước “counted” vì chưa in được PDF. {missing}")
        load_institution()
        tell = self._tell if options["verbosity"] else _say_nothing
        with progress.told_to(tell):
            for name, fill, stands_at in STAGES[: last + 1]:
                started = time.monotonic()
                if fill:
                    fill()
                else:
                    self._organise(options)
                clock.advance(stands_at)
                # Fresh statistics: without them one count on SQLite was measured 420 times slower.
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
                tell(f"Dữ liệu mẫu: {name} ({stands_at:%d/%m/%Y}): {_counts(name)}; {_seconds(started)} giây")

    def _organise(self, options: dict[str, Any]) -> None:
        staff = options["staff"]
        usual = people.MANY_YEARS if staff >= people.LARGE_SCHOOL else people.FEW_YEARS
        with clock.standing_at(date(2022, 1, 10)):
            people.create_organisation(staff, options["seed"], options["years"] or usual)

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _refuse_unless_possible(self, staff: int) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ nạp dữ liệu mẫu khi DEMO=1.")
        if staff < people.SMALLEST_SCHOOL:
            raise CommandError(f"Cần ít nhất {people.SMALLEST_SCHOOL} cán bộ (--staff {people.SMALLEST_SCHOOL}).")
        if StaffMember.objects.exists() or User.objects.exists():
            raise CommandError("Cơ sở dữ liệu đã có dữ liệu; dữ liệu mẫu chỉ nạp vào cơ sở dữ liệu trống.")


def _say_nothing(line: str) -> None:
    """For `--verbosity 0`."""


def _counts(stage: str) -> str:
    return ", ".join(f"{progress.counted(model.objects.count())} {words}" for words, model in COUNTED[stage])


def _seconds(started: float) -> str:
    return f"{time.monotonic() - started:.1f}".replace(".", ",")
