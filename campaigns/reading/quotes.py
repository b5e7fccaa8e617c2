"""Words in quotation marks, curly or straight, and a theme or motto after its word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_QUOTE = re.compile(r"“([^“”]{2,400})”|\"([^\"]{2,400})\"|«([^«»]{2,400})»|‘‘([^‘’]{2,400})’’")
_EDGES = " \t.,;:“”\"'«»‘’*_"


@dataclass(frozen=True)
class Quoted:
    text: str
    start: int
    end: int


def quoted_in(text: str) -> Iterator[Quoted]:
    for found in _QUOTE.finditer(text):
        words = bare(next(group for group in found.groups() if group))
        if words:
            yield Quoted(words, found.start(), found.end())


def bare(text: str) -> str:
    """Without the quotation marks and stops around it."""
    return text.strip(_EDGES)


def after_word(text: str, words: str) -> Quoted | None:
    """What follows “chủ đề”, “phương châm” …: the next quotation close by, or what a colon brings."""
    for found in re.finditer(rf"\b(?:{words})\b", text, re.IGNORECASE):
        close = re.compile(r"[^“\"«.;()]{0,40}?(?=[“\"«])").match(text, found.end())
        if close and (quoted := next((q for q in quoted_in(text) if q.start == close.end()), None)):
            return quoted
        if rest := re.compile(r"[^:.;“\"]{0,30}:\s*([^.;“\"]{4,300})").match(text, found.end()):
            return Quoted(bare(rest[1]), rest.start(1), rest.end(1))
    return None
