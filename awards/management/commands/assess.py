import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import OuterRef, Subquery

from awards import assessing
from awards.eligibility import Report, Verdict, sets
from awards.management.sheets import Sheets
from awards.models import EligibilityReport
from campaigns.models import Award, Posting
from thidua import clock
from thidua.fields import FIRST_YEAR, LAST_YEAR

WORDS = dict(EligibilityReport.Verdict.choices)
HEAD = ["Mã", "Tên", "Đơn vị", "Danh hiệu, hình thức", "Kết luận", "Còn thiếu"]
Counts = dict[str, Counter[str]]
Row = list[str]


class Command(BaseCommand):
    help = (
        "Đối chiếu mọi người, mọi tập thể với điều kiện của mọi danh hiệu, hình thức trong năm: "
        "assess [--year NĂM] [--set A|B|C1|C2] [--to TỆP.xlsx]"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, help="năm thành tích; bỏ trống là năm nay")
        parser.add_argument("--set", dest="rule_set", choices=list(sets.SETS), help="bộ quy định; bỏ trống là theo năm")
        parser.add_argument("--to", help="tệp Excel ghi kết quả từng người, từng tập thể")

    def handle(self, *args: Any, **options: Any) -> None:
        year = options["year"] or clock.today().year
        if not FIRST_YEAR <= year <= clock.today().year:
            raise CommandError(f"Năm phải từ {FIRST_YEAR} đến {min(clock.today().year, LAST_YEAR)}.")
        try:
            self.asked = assessing.asked_of(year, options["rule_set"] or "")
        except ValueError as unknown:
            raise CommandError(str(unknown)) from None
        counts: Counts = {}
        try:
            with Sheets(Path(options["to"]) if options["to"] else None) as book:
                for title, rows in (("Cá nhân", self._people(counts)), ("Tập thể", self._units(counts))):
                    book.add(title, HEAD, rows)
                book.add("Tổng hợp", ["Danh hiệu, hình thức", *WORDS.values()], self._summary(counts))
        except OSError as error:
            self.stderr.write(f"Không ghi được tệp {options['to']}: {error.strerror}.")
            sys.exit(2)
        if options["verbosity"]:
            self._say(counts, options["to"])

    def _people(self, counts: Counts) -> Iterator[Row]:
        awards = {award.pk: award for award in Award.objects.for_individuals()}
        place = Posting.objects.on(assessing.last_day(self.asked.year)).filter(
            staff_member=OuterRef("pk"), is_main=True
        )
        people = assessing.people_of(self.asked.year).order_by("sort_key", "code")
        keys = list(people.values_list("pk", flat=True))
        unit = Subquery(place.values("department__short_name")[:1])
        named = people.annotate(unit=unit).values_list("code", "full_name", "unit").iterator(assessing.CHUNK)
        found = assessing.assess_people(keys, list(awards), self.asked)
        for done, ((_, reports), (code, name, at)) in enumerate(zip(found, named, strict=True), start=1):
            yield from self._rows([code, name, at or ""], reports, awards, counts)
            if done % assessing.CHUNK == 0 or done == len(keys):
                self.stderr.write(f"  Cá nhân: {done}/{len(keys)}")

    def _units(self, counts: Counts) -> Iterator[Row]:
        awards = {award.pk: award for award in Award.objects.for_collectives()}
        units = list(assessing.units_of(self.asked.year))
        found = assessing.assess_units(units, list(awards), self.asked)
        for done, (unit, reports) in enumerate(found, start=1):
            yield from self._rows([unit.code, unit.name, ""], reports, awards, counts)
            if done % 100 == 0 or done == len(units):
                self.stderr.write(f"  Tập thể: {done}/{len(units)}")

    def _rows(self, who: Row, reports: dict[str, Report], awards: dict[str, Award], counts: Counts) -> Iterator[Row]:
        for code, report in reports.items():
            verdict = report.verdict.value
            counts.setdefault(code, Counter())[verdict] += 1
            yield [*who, awards[code].name, WORDS[verdict], " ".join(assessing.missing(report))]

    def _summary(self, counts: Counts) -> Iterator[list[str | int]]:
        names = dict(Award.objects.values_list("pk", "name"))
        for code, found in counts.items():
            yield [names[code], *(found[verdict] for verdict in WORDS)]

    def _say(self, counts: Counts, to: str | None) -> None:
        self.stdout.write(f"Năm {self.asked.year}, bộ quy định {self.asked.rule_set.code}. {assessing.ASSUMED}")
        for name, *numbers in self._summary(counts):
            said = ", ".join(f"{WORDS[one].lower()} {number}" for one, number in zip(Verdict, numbers, strict=True))
            self.stdout.write(f"  {name}: {said}")
        if to:
            self.stdout.write(f"Đã ghi {to}.")
