"""The words of a paper by their place; what differs between two copies of it, and whether something stands in it."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from thidua.papers import Paper
from thidua.print_guard import walking
from thidua.vietnamese import clean_line

LONGEST, MOST_NAMED = 60, 5


def changes(before: Paper, after: Paper) -> list[str]:
    """One phrase a place whose words differ, in the order of the paper; looks (bold, widths) do not count."""
    old, new = _by_place(before), _by_place(after)
    return [
        f"{place} ({_differ(old.get(place, ''), new.get(place, ''))})"
        for place in dict.fromkeys([*old, *new])
        if old.get(place) != new.get(place)
    ]


def named(changed: list[str]) -> str:
    """The first of them in one phrase, and how many more there are."""
    more = f"; và {len(changed) - MOST_NAMED} chỗ khác" if len(changed) > MOST_NAMED else ""
    return "; ".join(changed[:MOST_NAMED]) + more


def stands_in(paper: Paper, quoted: str) -> bool:
    """Whether these words are printed there, in one place or from one on to the next; "Điều 2." may be said too."""
    return stands_among((*_head(paper), *walking.texts(paper)), quoted)


def stands_among(found: Iterable[tuple[str, str]], quoted: str) -> bool:
    """The same of some texts with their places."""
    texts = [(place, line) for place, text in found if (line := clean_line(text))]
    plain = " ".join(text for _, text in texts)
    marked = " ".join(f"{place}. {text}" for place, text in texts)
    whole = re.compile(rf"(?<!\w){re.escape(clean_line(quoted))}(?!\w)")
    return bool(whole.search(plain) or whole.search(marked))


def _by_place(paper: Paper) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for place, text in (*_head(paper), *walking.texts(paper)):
        found.setdefault(place, []).append(text)
    return {place: clean_line(" ".join(texts)) for place, texts in found.items()}


def _head(paper: Paper) -> Iterator[tuple[str, str]]:
    """What the head makes of its fields."""
    if paper.header.symbol:
        yield "dòng số", paper.header.number_line
    yield "dòng ngày tháng", paper.header.date_line
    yield "lời ban hành", paper.enacting


def _differ(old: str, new: str) -> str:
    """Only the words that differ, without those that both begin and end with."""
    first, last = old.split(), new.split()
    alike = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))))
    first, last = first[alike:], last[alike:]
    tail = zip(reversed(first), reversed(last), strict=False)
    ends = len(list(takewhile(lambda pair: pair[0] == pair[1], tail)))
    was, now = (_short(" ".join(words[: len(words) - ends])) for words in (first, last))
    if not was:
        return f"nay thêm “{now}”"
    return f"đã in “{was}”, nay là “{now}”" if now else f"đã in “{was}”, nay không còn"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
