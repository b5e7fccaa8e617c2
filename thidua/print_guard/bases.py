"""The bases: their letters, marks, order, and that each binds on the day (documents.md §6, points 15–17)."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from thidua.print_guard.finding import Finding, advice, wrong
from thidua.print_guard.reading import compact
from thidua.print_guard.records import Basis
from thidua.print_guard.rules import BASES, LAW_BOOK
from thidua.print_guard.seen import Seen
from thidua.typography import tidy
from thidua.vietnamese import vdate

DATED = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
ANY_DAY = re.compile(rf"{DATED.pattern}|\b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b")
# What a base begins with, in the order they stand; what begins with none of these may stand anywhere.
ORDER = (
    ("thẩm quyền", re.compile(r"Quy định số \S+-QĐi?/TW|Quyết định số \S+ .{0,60}(thành lập|chức năng, nhiệm vụ)")),
    ("luật", re.compile(r"(Luật|Bộ luật|Pháp lệnh) ")),
    ("nghị định", re.compile(r"Nghị định (số )?\d")),
    ("thông tư", re.compile(r"Thông tư (số )?\d")),
    ("quy định của tỉnh", re.compile(r"Quyết định số \S+QĐ-UBND")),
    ("biên bản", re.compile(r"Biên bản ")),
    ("đề nghị", re.compile(r"(Theo|Xét) đề nghị ")),
)
# An article of a text is cited by the text's number alone.
ARTICLE = re.compile(r"^(Căn cứ )?(điểm \w+ |khoản \d+ )*Điều \d")
OPENING = re.compile(r"^(Căn cứ|Thực hiện)( vào)? ")


def findings(seen: Seen) -> Iterator[Finding]:
    if seen.is_laid_out:
        yield from _printed(seen)
    yield from _order(seen)
    yield from _in_force(seen)
    yield from _dated(seen)
    yield from _undated(seen)


def _printed(seen: Seen) -> Iterator[Finding]:
    """Italic, ";" after each and "." after the last."""
    upright, unmarked, cursor = [], [], 0
    for number, text in enumerate(seen.paper.bases, start=1):
        bare = tidy(text).rstrip(" ,.;")
        found = seen.main.flow.find(bare, cursor)
        if found is None:
            unmarked.append(number)
            continue
        cursor = found.end
        mark = "." if number == len(seen.paper.bases) else ";"
        if seen.main.flow.text[found.end : found.end + 1] != mark:
            unmarked.append(number)
        if not all(piece.italic for piece in found.pieces):
            upright.append(number)
    if upright:
        yield advice("base_letters", f"Căn cứ {_numbers(upright)} phải in nghiêng.", BASES)
    if unmarked:
        said = f"Căn cứ {_numbers(unmarked)}: cuối mỗi căn cứ là dấu “;”, cuối căn cứ cuối cùng là dấu “.”."
        yield advice("base_marks", said, BASES)


def _order(seen: Seen) -> Iterator[Finding]:
    ranks = [(rank, number) for number, text in enumerate(seen.paper.bases, start=1) if (rank := _rank(text)) >= 0]
    for (before, _), (after, number) in pairwise(ranks):
        if after < before:
            said = f"Căn cứ {number} ({ORDER[after][0]}) đứng sau {ORDER[before][0]}; thứ tự: thẩm quyền, luật, "
            yield advice("base_order", f"{said}nghị định, thông tư, quy định của tỉnh, biên bản, đề nghị.", BASES)
            return


def _rank(text: str) -> int:
    bare = OPENING.sub("", text)
    return next((rank for rank, (_, pattern) in enumerate(ORDER) if pattern.match(bare)), -1)


def _in_force(seen: Seen) -> Iterator[Finding]:
    on = seen.records.on
    if on is None:
        return
    for number, text in enumerate(seen.paper.bases, start=1):
        known = [basis for basis in seen.records.bases if _names(text, basis)]
        # Of one number there may be several texts; one that binds is enough.
        if known and not any(basis.binds_on(on) for basis in known):
            yield wrong("base_not_in_force", f"Căn cứ {number}: {_why(known[-1], on)}", LAW_BOOK)
        elif known and not ARTICLE.match(text) and not any(_quotes(text, basis) for basis in known):
            said = f"Căn cứ {number} ghi khác câu căn cứ của “{known[0].number}”: “{known[0].citation}”."
            yield advice("base_title", said, BASES)


def _quotes(text: str, basis: Basis) -> bool:
    return compact(tidy(basis.citation)).rstrip(".;,") in compact(tidy(text))


def _names(text: str, basis: Basis) -> bool:
    """Cited whole, or by its number."""
    has_number = "/" in basis.number and re.search(rf"(?<![\w/.-]){re.escape(_bare(basis.number))}(?![\w/-])", text)
    return bool(has_number) or _quotes(text, basis)


def _bare(number: str) -> str:
    """ "Nghị định số 91/2017/NĐ-CP" → "91/2017/NĐ-CP"."""
    return next((word for word in number.split() if "/" in word), number)


def _why(basis: Basis, on: date) -> str:
    if basis.starts_on > on:
        starts = vdate(basis.starts_on)
        return f"“{basis.number}” chỉ có hiệu lực từ {starts}, sau ngày văn bản {vdate(on)}; bỏ căn cứ này."
    instead = f"thay bằng “{basis.successor}”" if basis.successor else "bỏ hoặc thay căn cứ này"
    ended = vdate(basis.ends_on) if basis.ends_on else ""
    return f"“{basis.number}” chỉ có hiệu lực đến hết {ended}, ngày văn bản là {vdate(on)}; {instead}."


def _dated(seen: Seen) -> Iterator[Finding]:
    """A base issued after the paper cannot have been one."""
    on = seen.records.on or seen.paper.header.date
    for number, text in enumerate(seen.paper.bases if on else (), start=1):
        dated = DATED.search(text)
        issued = _date(dated) if dated else None
        if issued and on and issued > on:
            said = (
                f"Căn cứ {number} đề ngày {vdate(issued)}, sau ngày văn bản {vdate(on)}; xem lại căn cứ hoặc ngày ký."
            )
            yield wrong("base_later", said, BASES)


def _undated(seen: Seen) -> Iterator[Finding]:
    """A text of the law book is cited with its day; of an article the number alone is enough."""
    for number, text in enumerate(seen.paper.bases, start=1):
        known = next((basis for basis in seen.records.bases if _names(text, basis)), None)
        if known and "/" in known.number and not ARTICLE.match(text) and not ANY_DAY.search(text):
            said = f"Căn cứ {number} dẫn “{known.number}” không có ngày ban hành; tra văn bản gốc, ghi thêm ngày."
            yield advice("base_without_day", said, BASES)


def _date(match: re.Match[str]) -> date | None:
    day, month, year = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numbers(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
