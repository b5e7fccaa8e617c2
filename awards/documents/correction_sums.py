"""Whether a correction only mends a misprinted sum: what the paper comes to is not changed by a correction."""

import re
from collections.abc import Iterable

from django.db.models import Sum

from awards.models import DecisionLine
from thidua.models import IssuedDocument
from thidua.papers import Paper, Row, Table
from thidua.print_guard import walking
from thidua.vietnamese import clean_line, money_words

UNITS = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
DONG = r"(?:đồng(?!\s+chí)|đ(?!/)|VNĐ)\b"
# "24.680.000" alone, "24 680 000 đồng", "500000đ", "30 triệu đồng".
GROUPED = r"\d{1,3}(?:[.,]\d{3})+"
FIGURES = re.compile(
    rf"(?<![\w.,/])(?P<count>{GROUPED}|\d{{1,3}}(?: \d{{3}})+(?=\s*{DONG})|\d+(?:,\d+)?)(?![\d/])"
    rf"(?:\s*(?P<unit>nghìn|ngàn|triệu|tỷ|tỉ)\b)?(?P<dong>\s*{DONG})?",
    re.IGNORECASE,
)
NUMBER_WORD = "không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|mốt|lăm|tư|linh|lẻ|trăm|nghìn|ngàn|triệu|tỷ|tỉ"
WORDS = re.compile(rf"\b(?:(?:{NUMBER_WORD}),?\s+)+đồng\b(?!\s+chí)", re.IGNORECASE)


def why_not_summed(document: IssuedDocument, paper: Paper, wrong: Iterable[str], right: Iterable[str]) -> str:
    """A sentence, "" where every sum of the new words stands in the paper or is what its list comes to."""
    old, new = " ".join(map(clean_line, wrong)), " ".join(map(clean_line, right))
    sums = _sums(document, paper)
    printed = {amount for _, text in walking.texts(paper) for amount, _ in amounts(text)}
    named = amounts(new)
    known = printed | sums
    # A sum that agrees with the list is no misprint: nothing else takes its place.
    was_right = sums & {amount for amount, _ in amounts(old)} - {amount for amount, _ in named}
    if named and was_right:
        return _sentence(named[0][1])
    unknown = next((said for amount, said in named if amount not in known), "")
    return _sentence(unknown) if unknown else _why_not_words(new, known)


def _why_not_words(new: str, known: set[int]) -> str:
    in_words = {_bare(money_words(amount)) for amount in known}
    said = (one[0] for one in WORDS.finditer(new))
    unknown = next((one for one in said if _bare(one) not in in_words), "")
    return _sentence(unknown) if unknown else ""


def _bare(words: str) -> str:
    text = re.sub(r"\bngàn\b", "nghìn", re.sub(r"\btỉ\b", "tỷ", words.casefold().replace(",", " ")))
    text = " ".join(re.sub(r"\blẻ\b", "linh", text).split())
    return text.replace("mươi bốn", "mươi tư")


def _sentence(said: str) -> str:
    return (
        f"số tiền {said.strip()} không có trong bản gốc và không khớp tổng của Danh sách; "
        "nội dung đổi thì ra văn bản thay thế."
    )


def amounts(text: str) -> list[tuple[int, str]]:
    """Each sum written in figures, with how it is written; a number neither grouped nor in đồng is no sum."""
    found = []
    for one in FIGURES.finditer(text):
        count, unit = one["count"], UNITS.get((one["unit"] or "").casefold(), 1)
        grouped = re.fullmatch(GROUPED, count)
        if not (one["dong"] or grouped):
            continue
        if unit > 1 and not grouped:
            whole, _, part = count.partition(",")
            amount = walking.counted(whole + part) * unit // 10 ** len(part)
        else:
            amount = walking.counted(re.sub(r"\D", "", count)) * unit
        found.append((amount, one[0]))
    return found


def _sums(document: IssuedDocument, paper: Paper) -> set[int]:
    """What the columns in đồng come to, and the lines of the decision that the paper is."""
    lines = DecisionLine.objects.filter(decision__document=document).aggregate(total=Sum("amount"))["total"]
    found = {lines or 0}
    for blocks in (paper.blocks, *(appendix.blocks for appendix in paper.appendices)):
        for table in (block for block in blocks if isinstance(block, Table)):
            rows = [walking.row_texts(row) for row in table.rows if isinstance(row, Row)]
            for place, column in enumerate(table.columns):
                if "đồng" in column.title.casefold():
                    cells = [re.sub(r"\D", "", row[place]) for row in rows if place < len(row)]
                    found.add(sum(walking.counted(cell) for cell in cells if cell))
    return found - {0}
