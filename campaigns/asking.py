"""What each title or form of commendation asks for, in words. The floor above keeps the law and registers it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from campaigns.models import Award


@dataclass(frozen=True)
class Condition:
    """One condition with its source; `to_check`: not yet compared with the text of the law."""

    words: str
    citation: str
    to_check: bool


@dataclass(frozen=True)
class Asked:
    """short: what is particular to the award, for beside a box. conditions: all of them, in the law's order."""

    short: str
    conditions: tuple[Condition, ...]
    wants_initiative: bool


Finder = Callable[[Collection[Award]], dict[str, Asked]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """`finder` is given awards and says what is asked for each, by its code, under the rule set of today."""
    if finder not in _finders:
        _finders.append(finder)


def asked_for(awards: Iterable[Award]) -> dict[str, Asked]:
    wanted = list(awards)
    return {code: asked for finder in _finders for code, asked in finder(wanted).items()}


def wanting_initiative(awards: Iterable[Award]) -> list[Award]:
    """Those of the awards at the end of which an initiative or a project may be looked for."""
    wanted = list(awards)
    found = asked_for(wanted)
    return [award for award in wanted if award.pk in found and found[award.pk].wants_initiative]
