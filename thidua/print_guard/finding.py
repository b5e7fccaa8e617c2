"""What the guard says about a paper: one sentence each, the rule behind it, and whether the paper may be issued so."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """blocking: the paper would be wrong; else advice. rule: the clause in words, or that it is only a habit."""

    key: str
    blocking: bool
    sentence: str
    rule: str


def advice(key: str, sentence: str, rule: str) -> Finding:
    return Finding(key, False, sentence, rule)


def wrong(key: str, sentence: str, rule: str) -> Finding:
    return Finding(key, True, sentence, rule)


def on_pages(pages: Iterable[int]) -> str:
    """ "Trang 2", "Trang 2, 3, 4 và 7 trang khác"; counted from 1 through the whole file."""
    numbers = sorted(set(pages))
    more = f" và {len(numbers) - 3} trang khác" if len(numbers) > 3 else ""
    return f"Trang {', '.join(str(number) for number in numbers[:3])}{more}"
