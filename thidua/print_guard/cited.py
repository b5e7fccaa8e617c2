"""Papers named in the text, and days that do not exist (documents.md §6, points 15–17)."""

import re
from collections.abc import Iterator
from datetime import date

from thidua.print_guard.finding import Finding, wrong
from thidua.print_guard.rules import DATE, HABIT
from thidua.print_guard.seen import Seen
from thidua.print_guard.walking import body_texts
from thidua.vietnamese import upper_first, vdate

DAY = r"(?<!\d)(\d{1,2})(?:/(\d{1,2})/| tháng (\d{1,2}) năm )(\d{4})(?!\d)"
DATED = re.compile(DAY)
# "số 12/KH-TCT ngày 10/02/2023", "số 12/KH-TCT, ngày 10 tháng 02 năm 2023"
NUMBERED = re.compile(rf"\bsố (\d+/(?=[\w/-]*[^\W\d_])[\w/-]++),? ngày {DAY}")


def findings(seen: Seen) -> Iterator[Finding]:
    yield from _later(seen)
    yield from _no_such_day(seen)


def _later(seen: Seen) -> Iterator[Finding]:
    """What a paper names was issued before it; its bases are compared in bases.py."""
    on = seen.records.on or seen.paper.header.date
    for place, text in body_texts(seen.paper) if on else ():
        for number, *parts in NUMBERED.findall(" ".join(text.split())):
            issued = _date(parts)
            if issued and on and issued > on:
                said = (
                    f"{upper_first(place)} dẫn văn bản số {number} ngày {vdate(issued)}, sau ngày văn bản {vdate(on)}; "
                )
                yield wrong("cited_later", f"{said}xem lại ngày được dẫn hoặc ngày ký.", HABIT)


def _no_such_day(seen: Seen) -> Iterator[Finding]:
    for place, text in seen.texts:
        for match in DATED.finditer(" ".join(text.split())):
            if _date(match.groups()) is None:
                yield wrong("no_such_day", f"{upper_first(place)} ghi “{match[0]}”: không có ngày này; sửa lại.", DATE)


def _date(parts: "tuple[str, ...] | list[str]") -> date | None:
    """Of the four groups of DAY: the month is in one of two."""
    day, slashed, worded, year = parts
    try:
        return date(int(year), int(slashed or worded), int(day))
    except ValueError:
        return None
