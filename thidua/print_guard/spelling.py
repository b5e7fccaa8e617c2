"""Marks, quotes, zeros, names as a clerk writes them (documents.md §0.4, §1.11; §6, points 10 and 25)."""

import re
from collections.abc import Iterator

from thidua.print_guard.finding import Finding, advice
from thidua.print_guard.rules import DATE, HABIT, MARKUP, NUMBER
from thidua.print_guard.seen import Seen

DAY_ALONE = re.compile(r"\bngày ([1-9])(?=/\d| tháng \d)")
MONTH_ALONE = re.compile(r"\btháng ([12])(?= năm \d{4})")
MONTH_ZERO = re.compile(r"\btháng 0([3-9])(?= năm \d{4})")
SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{4}(?![\d/])")
LATER_MONTHS = re.compile(r"0[3-9]")
FORMS = (
    (DAY_ALONE, "day_zero", "ngày dưới 10 ghi thêm số 0 phía trước"),
    (MONTH_ALONE, "month_zero", "tháng 1, tháng 2 ghi thêm số 0 phía trước"),
    (MONTH_ZERO, "month_zero", "từ tháng 3 trở đi không ghi số 0 phía trước"),
)
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
        for pattern, key, wanted in FORMS:
            if match := pattern.search(flat):
                yield advice(key, f"“{match[0]}” ở {place}: {wanted}.", DATE)
        for match in SLASHED.finditer(flat):
            if said := _said_of(*match.groups()):
                yield advice("date_form", f"“{match[0]}” ở {place}: {said}.", DATE)


def _said_of(day: str, month: str) -> str:
    """One form in a whole paper: 05/02/2022, 05/6/2022."""
    if len(day) == 1:
        return FORMS[0][2]
    if month in ("1", "2"):
        return FORMS[1][2]
    return FORMS[2][2] if LATER_MONTHS.fullmatch(month) else ""


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
