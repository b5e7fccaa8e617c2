"""How long the print guard computes over a drawn list: `python -m tests.benchmarks.print_guard`."""

import os
import statistics
import time

import django

ROUNDS = 9
ROWS = (60, 500, 1000, 2000)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
    django.setup()
    from tests.thidua.print_guard.sound import NAMES, decision, records  # noqa: PLC0415 - after setup
    from thidua import pdf  # noqa: PLC0415
    from thidua.print_guard import Person, check  # noqa: PLC0415

    for rows in ROWS:
        paper = decision(rows)
        people = tuple(Person(n, NAMES[(n - 1) % 5], "Giảng viên") for n in range(1, rows + 1))
        known = records(
            people=people, total=447_000 * rows, counts={"cá nhân": rows}, groups={"Lao động tiên tiến": rows}
        )
        content = pdf.render(paper)
        times = []
        for _ in range(ROUNDS if rows < ROWS[-1] else 3):
            started = time.process_time()
            found = check(paper, content, known)
            times.append(time.process_time() - started)
        each = 1000 * statistics.median(times) / rows
        print(f"{rows} dòng: tính toán {statistics.median(times):.3f} s, {each:.2f} ms mỗi dòng; {len(found)} điểm")


if __name__ == "__main__":
    main()
