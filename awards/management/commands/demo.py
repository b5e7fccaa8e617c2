from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from awards.demo import campaigns, council, people, waiting
from awards.demo.institution import load_institution
from campaigns.models import StaffMember
from thidua import clock, pdf
from thidua.models import User

# Stage, what fills it, the day the demo's clock stands at afterwards.
STAGES: tuple[tuple[str, Callable[[], None] | None, date], ...] = (
    ("organisation", None, date(2022, 1, 17)),
    ("launched", campaigns.launch_2022, date(2022, 2, 21)),
    ("pledged", campaigns.pledge_2022, date(2022, 4, 5)),
    ("evaluated", campaigns.evaluate_2022, date(2022, 12, 8)),
    ("nominated", council.nominate_2022, date(2022, 12, 14)),
    ("tabled", council.table_2022, date(2022, 12, 19)),
    ("counted", council.count_2022, date(2022, 12, 20)),
    ("decided", council.decide_2022, date(2022, 12, 30)),
    ("next", waiting.leave_work_for_everybody, date(2023, 2, 20)),
)
NAMES = [name for name, _, _ in STAGES]
WITHOUT_PDF = NAMES.index("counted")


class Command(BaseCommand):
    help = "Nạp dữ liệu mẫu vào cơ sở dữ liệu trống, từng việc vào đúng ngày của nó, theo Kế hoạch năm 2022."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until", choices=NAMES, default="next", help="dừng ở bước này")
        parser.add_argument("--staff", type=int, default=42, help="số cán bộ (ít nhất 20)")
        parser.add_argument("--seed", type=int, default=2022, help="hạt giống ngẫu nhiên")

    def handle(self, *args: Any, **options: Any) -> None:
        self._refuse_unless_possible(options["staff"])
        last = NAMES.index(options["until"])
        missing = pdf.missing_libraries()
        if missing and last > WITHOUT_PDF:
            last = WITHOUT_PDF
            self.stderr.write(f"Dữ liệu mẫu dừng ở bước “counted” vì chưa in được PDF. {missing}")
        load_institution()
        with clock.standing_at(date(2022, 1, 10)):
            people.create_organisation(options["staff"], options["seed"])
        for name, fill, stands_at in STAGES[: last + 1]:
            if fill:
                fill()
            clock.advance(stands_at)
            if options["verbosity"]:
                self.stdout.write(f"Dữ liệu mẫu: {name} ({stands_at:%d/%m/%Y})")
        self._help_the_planner()

    def _refuse_unless_possible(self, staff: int) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ nạp dữ liệu mẫu khi DEMO=1.")
        if staff < people.SMALLEST_SCHOOL:
            raise CommandError(f"Cần ít nhất {people.SMALLEST_SCHOOL} cán bộ (--staff {people.SMALLEST_SCHOOL}).")
        if StaffMember.objects.exists() or User.objects.exists():
            raise CommandError("Cơ sở dữ liệu đã có dữ liệu; dữ liệu mẫu chỉ nạp vào cơ sở dữ liệu trống.")

    def _help_the_planner(self) -> None:
        """Fresh statistics: without them one count on SQLite was measured 420 times slower."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
