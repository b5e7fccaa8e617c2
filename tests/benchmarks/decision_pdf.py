"""How long a decision with sixty names takes to draw: `python -m tests.benchmarks.decision_pdf`."""

import os
import statistics
import time

import django

ROUNDS = 15


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
    django.setup()
    from tests.thidua.test_papers import decision  # noqa: PLC0415 - after setup
    from thidua import pdf  # noqa: PLC0415

    paper = decision(rows=60)
    started = time.perf_counter()
    content = pdf.render(paper)
    print(f"lần đầu {time.perf_counter() - started:.2f} s; {len(content) / 1024:.0f} KiB")
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        pdf.render(paper)
        times.append(time.perf_counter() - started)
    print(f"giá trị giữa của {ROUNDS} lần sau: {statistics.median(times):.2f} s")


if __name__ == "__main__":
    main()
