"""Counts of recipients in words, as decisions and lists print them: “03 tập thể và 25 cá nhân”."""

from collections.abc import Iterable

from awards.models import DecisionLine
from thidua.vietnamese import two_digits


def collectives_in(rows: Iterable[DecisionLine]) -> int:
    return len({line.nomination.department_id for line in rows if line.nomination.is_collective})


def people_in(rows: Iterable[DecisionLine]) -> int:
    """Persons; who stands in two groups counts once."""
    return len({line.nomination.staff_member_id for line in rows if not line.nomination.is_collective})


def count_words(rows: list[DecisionLine], joined_by: str = " và ") -> str:
    parts = [(collectives_in(rows), "tập thể"), (people_in(rows), "cá nhân")]
    return joined_by.join(f"{two_digits(count)} {word}" for count, word in parts if count)
