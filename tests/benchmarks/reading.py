"""How long reading the plan of 2022 takes: `python -m tests.benchmarks.reading` (budget: 100 ms)."""

import statistics
import time

from campaigns.reading import read
from tests.campaigns.reading.plans import ALL, text_of

ROUNDS = 15


def main() -> None:
    for name in ALL:
        text, times = text_of(name), []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            read(text)
            times.append(time.perf_counter() - started)
        print(f"{name}: giá trị giữa {statistics.median(times) * 1000:.0f} ms, lâu nhất {max(times) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
