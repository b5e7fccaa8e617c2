"""Marks, quotes, zeros, names as a clerk writes them (documents.md §0.4, §1.11; §6, points 10 and 25)."""

import re
from collections.abc import Iterator

from thidua.print_guard.finding import Finding, advice
from thidua.print_guard.rules import DATE, HABIT, MARKUP, NUMBER
from thidua.print_guard.seen import Seen

DAY_ALONE = re.compile(r"\bngày ([1-9])(?=/\d| tháng \d)")
MONTH_ALONE = re.compile(r"\btháng ([12])(?= năm \d{4})")
MONTH_ZERO = re.compile(r"\btháng 0([3-9])(?= năm \d{4})")
NUMBER_ALONE = re.compile(r"(?:\bsố|Số:) ([1-9])/([A-ZĐ]\w*-[A-ZĐ]\w*)")
SPACED = re.compile(r"\b(\d+) ?/ (?=[A-ZĐ]{2})|\b\d+ /(?=[A-ZĐ]{2})")


def findings(seen: Seen) -> Iterator[Finding]:
    for check in (_markup, _days, _numbers, _quotes, _dashes, _names):
        first = next(check(seen), None)
        if first:
            yield first


def _markup(seen: Seen) -> Iterator[Finding]:
    """It is printed as it was typed, which nobody wants."""
    for place, text in seen.texts:
        if match := MARKUP.search(text):
            yield advice("markup", f"“{match[0]}” ở {place} là mã HTML, in ra nguyên như vậy; gõ lại.", HABIT)


def _days(seen: Seen) -> Iterator[Finding]:
    for place, text in seen.texts:
        flat = " ".join(text.split())
        if match := DAY_ALONE.search(flat):
            said = f"“{match[0]}” ở {place}: ngày dưới 10 ghi thêm số 0 phía trước."
            yield advice("day_zero", said, DATE)
        if match := MONTH_ALONE.search(flat):
            yield advice("month_zero", f"“{match[0]}” ở {place}: tháng 1, tháng 2 ghi thêm số 0 phía trước.", DATE)
        if match := MONTH_ZERO.search(flat):
            yield advice("month_zero", f"“{match[0]}” ở {place}: từ tháng 3 trở đi không ghi số 0 phía trước.", DATE)


def _numbers(seen: Seen) -> Iterator[Finding]:
    for place, text in seen.texts:
        if match := NUMBER_ALONE.search(text):
            yield advice("number_zero", f"“{match[0]}” ở {place}: số dưới 10 ghi thêm số 0 phía trước.", NUMBER)
        if match := SPACED.search(text):
            yield advice("number_space", f"“{match[0]}” ở {place}: không cách chữ ở dấu “/” trong số, ký hiệu.", NUMBER)


def _quotes(seen: Seen) -> Iterator[Finding]:
    for place, text in seen.texts:
        if text.count("“") != text.count("”"):
            yield advice("quotes", f"Ngoặc kép mở và đóng không đủ đôi ở {place}: “{text[:60]}”.", HABIT)


def _dashes(seen: Seen) -> Iterator[Finding]:
    """One kind of dash between words through the whole paper."""
    long = next((place for place, text in seen.texts if " – " in text), "")
    if long and any(" - " in text for _, text in seen.texts):
        yield advice("dashes", f"Dùng cả “–” và “-”: xem {long}; chọn một kiểu gạch cho cả văn bản.", HABIT)


def _names(seen: Seen) -> Iterator[Finding]:
    """The institution's name in capital letters other than its own."""
    name = seen.records.institution
    if not name:
        return
    pattern = re.compile(re.escape(name), re.IGNORECASE)
    for place, text in seen.texts:
        other = next((found for found in pattern.findall(text) if found not in (name, name.upper())), "")
        if other:
            yield advice("institution_name", f"“{other}” ở {place}: tên cơ quan viết là “{name}”.", HABIT)
