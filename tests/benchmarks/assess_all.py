"""How long everybody against the law book takes: `DATABASE_URL=… python -m tests.benchmarks.assess_all [600]`.

On a filled database (`manage.py demo --staff 6000`), which is only read. Prints seconds and the most memory held: for
60 people and all awards, for one person's road, then for N people (all without a number) and every unit, with the
workbook written. Budgets: 60 people ≤ 1 s; 6,000 people ≤ 60 s; memory as at 600.
"""

import os
import resource
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
os.environ |= {"SECRET_KEY": "only-for-benchmarks-" * 3, "DEMO": "1", "HTTPS": "0", "DEBUG": "0", "WORKER": "0"}

FEW, YEAR = 60, 2022


def memory() -> int:
    """The most held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def said(what: str, begun: float, worked: float) -> None:
    wall, own = time.perf_counter() - begun, time.process_time() - worked
    print(f"{what}: {wall:.2f} s ({own:.2f} s of this process), {memory()} MB")


def main(most: int | None) -> None:
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after django.setup()

    from awards import assessing, roads  # noqa: PLC0415
    from campaigns.models import Award, StaffMember  # noqa: PLC0415
    from thidua.clock import standing_at  # noqa: PLC0415

    awards = list(Award.objects.for_individuals().values_list("pk", flat=True))
    people = list(assessing.people_of(YEAR).order_by("sort_key", "code").values_list("pk", flat=True))
    list(assessing.assess_people(people[:1], awards, assessing.asked_of(YEAR)))  # modules read, caches warm
    begun, worked = time.perf_counter(), time.process_time()
    for _ in assessing.assess_people(people[:FEW], awards, assessing.asked_of(YEAR)):
        pass
    said(f"{FEW} people, {len(awards)} awards", begun, worked)

    with standing_at(date(YEAR + 1, 2, 20)):
        one = StaffMember.objects.get(pk=people[0])
        begun, worked = time.perf_counter(), time.process_time()
        roads.ahead(one, Award.objects.for_individuals())
    said("one road", begun, worked)

    if most:
        some = assessing.people_of
        assessing.people_of = lambda year: some(year).filter(pk__in=people[:most])
    begun, worked = time.perf_counter(), time.process_time()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "all.xlsx"
        call_command("assess", "--year", str(YEAR), "--to", str(file), verbosity=0)
        size = file.stat().st_size
    said(
        f"assess, {min(most or len(people), len(people))} people and all units, {size // 1024} KB written",
        begun,
        worked,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
