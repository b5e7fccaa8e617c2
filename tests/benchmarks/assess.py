"""How long one assessment takes, every award under every set, with ten years of history:

    .venv/bin/python -m tests.benchmarks.assess

The budget is 2 ms for one in the pure part. Exits with 1 when the median of any award is over it.
"""

import statistics
import sys
import time

from awards.eligibility import Facts, assess, sets
from awards.eligibility.parameters import AWARDS
from tests.awards.cases import BEST, received, works

BUDGET_MS = 2.0
TIMES = 50
TEN_YEARS = range(2013, 2023)


def _facts(award_code: str) -> Facts:
    """The best candidate with a title, a rating and two initiatives in each of ten years."""
    best = BEST[award_code]
    return Facts.from_dict(
        best
        | {
            "history": [*best["history"], *received("LDTT", *TEN_YEARS), *received("BKT", 2014)],
            "past_ratings": [{"year": year, "rating": "outstanding"} for year in TEN_YEARS],
            "works": [*best["works"], *works(*TEN_YEARS, *TEN_YEARS, spent_on=["CSTDCS"])],
        }
    )


def _milliseconds(award_code: str, facts: Facts, code: str) -> list[float]:
    rule_set, taken = sets.get(code), []
    for _ in range(TIMES):
        begun = time.perf_counter()
        assess(award_code, facts, rule_set)
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def main() -> int:
    rows = []
    for award_code in AWARDS:
        facts = _facts(award_code)
        for code in sets.SETS:
            taken = _milliseconds(award_code, facts, code)
            rows.append((statistics.median(taken), max(taken), award_code, code))
    print(f"{'award':8} {'set':3} {'median':>8} {'worst':>8}  ms, {TIMES} times each")
    for median, worst, award_code, code in sorted(rows, reverse=True):
        print(f"{award_code:8} {code:3} {median:8.3f} {worst:8.3f}")
    slowest = max(rows)
    worst = max(row[1] for row in rows)
    print(f"slowest median {slowest[0]:.3f} ms ({slowest[2]}, {slowest[3]}); worst {worst:.3f} ms")
    return int(slowest[0] > BUDGET_MS)


if __name__ == "__main__":
    sys.exit(main())
