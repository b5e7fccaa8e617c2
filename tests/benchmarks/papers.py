"""How long papers take to draw, against their budgets: `python -m tests.benchmarks.papers`."""

import os
import resource
import statistics
import sys
import time

import django

ROUNDS = 9
BUDGETS = {"PDF, 60 tên": 0.7, "Word, 60 tên": 0.3, "PDF, 2.000 tên": 15, "Word, 2.000 tên": 15}
MOST_MB = 500


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
    django.setup()
    from tests.thidua.test_papers import decision  # noqa: PLC0415 - after setup
    from thidua import pdf, word  # noqa: PLC0415

    short, long = decision(rows=60), decision(rows=2000)
    late = [
        _measured("PDF, 60 tên", ROUNDS, pdf.render, short),
        _measured("Word, 60 tên", ROUNDS, word.render, short),
        _measured("PDF, 2.000 tên", 1, pdf.render, long),
        _measured("Word, 2.000 tên", 1, word.render, long),
    ]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"bộ nhớ nhiều nhất: {most:.0f} MB (không quá {MOST_MB})")
    sys.exit(any(late) or most > MOST_MB)


def _measured(name, rounds, render, paper) -> bool:
    """Whether it takes longer than it may; the median of the rounds after a first one, which warms up."""
    if rounds > 1:
        render(paper)
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        content = render(paper)
        times.append(time.perf_counter() - started)
    taken = statistics.median(times)
    print(
        f"{name}: {taken:.2f} s, nhanh nhất {min(times):.2f} s (không quá {BUDGETS[name]} s), {len(content) >> 10} KiB"
    )
    return taken > BUDGETS[name]


if __name__ == "__main__":
    main()
