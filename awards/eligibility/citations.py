"""How sure a legal fact is, and the one list of every text a rule or a parameter may cite."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from awards.eligibility.law_list import CITED, SOURCES


class Certainty(StrEnum):
    """Same values as `thidua.models.law.Certainty`. Everything but CONFIRMED is shown as “cần thẩm tra”."""

    CONFIRMED = "confirmed"
    SECTOR = "sector"
    SECOND_HAND = "second_hand"
    MEMORY = "memory"

    @property
    def label(self) -> str:
        return "" if self is Certainty.CONFIRMED else "cần thẩm tra"


def weakest(certainties: Iterable[Certainty]) -> Certainty:
    order = list(Certainty)
    return max(certainties, key=order.index, default=Certainty.CONFIRMED)


@dataclass(frozen=True)
class Citation:
    id: str
    text: str
    section: str
    certainty: Certainty


# The letters of the list.
_CERTAINTY = {
    "C": Certainty.CONFIRMED,
    "X": Certainty.SECTOR,
    "S": Certainty.SECOND_HAND,
    "M": Certainty.MEMORY,
}


def certainty_of(letter: str) -> Certainty:
    return _CERTAINTY[letter]


CITATIONS: dict[str, Citation] = {
    id_: Citation(id_, text, section, _CERTAINTY[letter]) for id_, text, section, letter in CITED
}
# What the defaults of parameters rest on, by their words.
PARAMETER_SOURCES: dict[str, Citation] = {
    text: Citation("", text, section, _CERTAINTY[letter]) for text, section, letter in SOURCES
}
