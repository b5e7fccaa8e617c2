"""The plans in tests/data/plans: the real one of 2022, and three made-up ones of other shapes."""

from functools import cache
from pathlib import Path

from campaigns.reading import Proposal, read

FOLDER = Path(__file__).parent.parent.parent / "data" / "plans"
REAL, SCHOOL_YEAR, ONE_PHASE, THREE_PHASES = "nam-2022.md", "nam-hoc-2024-2025.txt", "mot-dot.txt", "ba-dot.txt"
ALL = (REAL, SCHOOL_YEAR, ONE_PHASE, THREE_PHASES)


def text_of(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def proposal_of(name: str) -> Proposal:
    return read(text_of(name))


def occasions(phase) -> list[tuple]:
    """Name, both days and the stated years of each line; parts of a joined line are left out."""
    return [tuple(vars(day.whole.value).values()) for day in phase.anniversaries]
