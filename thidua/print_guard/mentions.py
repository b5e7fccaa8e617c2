"""Whoever a paper has to name stands on it as the staff records have him on its day: name, post, unit.

A decision's list is compared row by row (names.py); here any other paper, in its tables and in its sentences.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.papers import Row, Table
from thidua.print_guard.finding import Finding, advice
from thidua.print_guard.records import Named
from thidua.print_guard.rules import RECORDS
from thidua.print_guard.seen import Seen
from thidua.print_guard.walking import words


@dataclass(frozen=True)
class Cell:
    """What a table says beside a name, and what its column holds."""

    text: str
    has_post: bool
    has_unit: bool


def findings(seen: Seen) -> Iterator[Finding]:
    named = _told_together(seen.records.named)
    if not named:
        return
    whole, cells = "\n".join(text for _, text in seen.texts), _cells(seen)
    said: dict[str, None] = {}  # a wrong post stands in several tables: it is told once
    for one in named:
        printed = [name for name in one.names if name in whole]
        if not printed:
            yield advice("name", f"Văn bản không ghi “{one.names[0]}” như hồ sơ cán bộ.", RECORDS)
        for name in printed if one.places else ():
            for cell in cells.get(name, ()):
                said |= dict.fromkeys(_beside(name, cell, one))
            said |= dict.fromkeys(_in_sentences(name, whole, one, seen))
        posts = {post.upper() for post, _ in one.places}
        for signature in seen.paper.signatures:
            if signature.name in printed and signature.post and posts and signature.post not in posts:
                said[_differs(signature.name, "chức vụ ở phần ký", signature.post, sorted(posts))] = None
    yield from (advice("post", sentence, RECORDS) for sentence in said)


def _told_together(named: tuple[Named, ...]) -> list[Named]:
    """Namesakes as one: any post of either may be the one meant."""
    together: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for one in named:
        together.setdefault(one.names, []).extend(one.places)
    return [Named(names, tuple(places)) for names, places in together.items()]


def _cells(seen: Seen) -> dict[str, list[Cell]]:
    """Name → what stands beside it, wherever a table has a column of names and one of posts or units."""
    found: dict[str, list[Cell]] = defaultdict(list)
    for blocks in (seen.paper.blocks, *(appendix.blocks for appendix in seen.paper.appendices)):
        for table in (block for block in blocks if isinstance(block, Table)):
            titles = [column.title.lower().replace("\n", " ") for column in table.columns]
            at = next((place for place, title in enumerate(titles) if title.startswith("họ và tên")), None)
            if at is None:
                continue
            beside = [place for place, title in enumerate(titles) if title.startswith(("chức vụ", "đơn vị"))]
            for row in table.rows:
                if isinstance(row, Row):
                    name = words(row.cells[at]).partition(" (")[0].strip()
                    found[name] += [_cell(words(row.cells[place]), titles[place]) for place in beside]
    return found


def _cell(text: str, title: str) -> Cell:
    return Cell(" ".join(text.split()), "chức vụ" in title, "đơn vị" in title)


def _beside(name: str, cell: Cell, one: Named) -> Iterator[str]:
    what = "chức vụ, đơn vị" if cell.has_post and cell.has_unit else "chức vụ" if cell.has_post else "đơn vị"
    right = [
        ", ".join(filter(None, [post if cell.has_post else "", unit if cell.has_unit else ""]))
        for post, unit in one.places
    ]
    if cell.text not in right:
        yield _differs(name, what, cell.text, right)


def _in_sentences(name: str, whole: str, one: Named, seen: Seen) -> Iterator[str]:
    """ "Lò Văn A, Trưởng khoa, Khoa Lý luận cơ sở": looked at where what follows the name is a post the school has."""
    posts, units = [post for post, _ in one.places], [unit for _, unit in one.places]
    for rest in whole.split(f"{name}, ")[1:]:
        post = _longest(rest, seen.records.posts)
        if not post:
            continue
        if post not in posts:
            yield _differs(name, "chức vụ", post, posts)
        after = rest[len(post) :]
        unit = _longest(after[2:], seen.records.units) if after.startswith(", ") else ""
        if unit and unit not in units:
            yield _differs(name, "đơn vị", unit, units)


def _longest(text: str, known: frozenset[str]) -> str:
    """Of the known words the longest that the text begins with, as a whole."""
    head = max((one for one in known if one and text.startswith(one)), key=len, default="")
    return "" if text[len(head) : len(head) + 2].strip()[:1].isalpha() else head


def _differs(name: str, what: str, said: str, right: list[str]) -> str:
    wrote = f"ghi {what} “{said}”" if said else f"không ghi {what}"
    return f"{name}: văn bản {wrote}, hồ sơ cán bộ ghi “{right[0]}”."
