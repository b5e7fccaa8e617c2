"""The text itself: articles, references, headings, its end (documents.md §6, points 19–22)."""

import re
from collections.abc import Iterator

from thidua.papers import Article, Heading, NumberedItem, Paragraph, Part
from thidua.print_guard.finding import Finding, advice, on_pages, wrong
from thidua.print_guard.rules import BODY, DECISION_FORM, END_MARK, HABIT
from thidua.print_guard.seen import Seen, Sheets
from thidua.print_guard.walking import body_texts, counted, words
from thidua.vietnamese import upper_first

# "Điều 5", "Điều 1, 2 và 3"; what follows tells whether another text is meant.
REFERENCE = re.compile(r"(?<![\w“])(khoản \d+,? |điểm \w+,? )?Điều (\d+(?:(?:, | và )\d+)*)\b([^.;()“”]{0,60})")
ANOTHER_TEXT = re.compile(
    r"^[\s,]*(?:(?:và|của|tại|,)\s*|Điều \d+\s*|khoản \d+\s*)*"
    r"(Luật|Bộ luật|Nghị|Thông|Pháp|Quy|Hướng|Điều lệ|Chỉ thị|Hiến|Chương|Mục|Kế hoạch|Quyết định (?!này))"
)
CENTRE_SLACK = 4


def findings(seen: Seen) -> Iterator[Finding]:
    if not seen.has_head:
        return
    yield from _references(seen)
    numbers = numbers_of(seen)
    if numbers != list(range(1, len(numbers) + 1)):
        said = ", ".join(map(str, numbers))
        yield advice("article_numbers", f"Các điều đánh số {said}; phải liên tục từ Điều 1.", BODY)
    if not seen.is_laid_out:
        return
    if seen.paper.title == "QUYẾT ĐỊNH":
        yield from _enacting(seen)
    yield from _articles(seen)
    for sheets in seen.sheets:
        yield from _left_alone(sheets)
    yield from _end(seen)


def _enacting(seen: Seen) -> Iterator[Finding]:
    found = seen.main.flow.find_last("QUYẾT ĐỊNH:")
    piece = found.pieces[0] if found else None
    centre = (seen.norms.left[0] + seen.first.width - 20) / 2
    if piece is None or piece.compact != "QUYẾTĐỊNH:":
        yield advice("enacting", "Chưa có dòng “QUYẾT ĐỊNH:” với dấu hai chấm.", DECISION_FORM)
    elif not piece.bold or abs(piece.middle - centre) > CENTRE_SLACK:
        yield advice("enacting_letters", "Dòng “QUYẾT ĐỊNH:” phải in đậm, đặt giữa trang.", DECISION_FORM)


def numbers_of(seen: Seen) -> list[int]:
    return [block.number for block in seen.paper.blocks if isinstance(block, Article)]


def _articles(seen: Seen) -> Iterator[Finding]:
    cursor = 0
    for number in numbers_of(seen):
        found = seen.main.flow.find(f"Điều {number}.", cursor)
        if found is None or not found.pieces[0].bold:
            yield advice("article_letters", f"“Điều {number}.” phải in đậm, có dấu chấm.", BODY)
            return
        cursor = found.end


def _references(seen: Seen) -> Iterator[Finding]:
    """An article of this paper that another one speaks of; those of laws are left alone."""
    numbers = numbers_of(seen)
    if not numbers:
        return
    for place, text in body_texts(seen.paper):
        for match in REFERENCE.finditer(text):
            clause, cited, rest = match.groups()
            missing = [one for one in map(counted, re.findall(r"\d+", cited)) if one not in numbers]
            if missing and not clause and not ANOTHER_TEXT.match(rest):
                said = f"{upper_first(place)} dẫn Điều {missing[0]} nhưng văn bản chỉ có {len(numbers)} điều."
                yield wrong("reference", said, BODY)
                return


def _left_alone(sheets: Sheets) -> Iterator[Finding]:
    """A heading, or a line that announces what follows, as the last of its page."""
    cursor = 0
    for block in sheets.blocks:
        text = _lead(block)
        found = sheets.flow.find(text, cursor) if text else None
        if found is None:
            continue
        cursor = found.end
        if sheets.flow.ends_page(found.end):
            said = (
                f"{on_pages([found.pieces[-1].page + 1])}: “{text[:60]}” đứng cuối trang, nội dung của nó ở trang sau."
            )
            yield advice("left_alone", said, HABIT)
            return


def _lead(block: Part) -> str:
    if isinstance(block, Heading):
        return words(block.text)
    if isinstance(block, Paragraph | Article | NumberedItem):
        text = words(block.text).rstrip()
        return text if text.endswith(":") else ""
    return ""


def _end(seen: Seen) -> Iterator[Finding]:
    """ "./." once, where the main text ends; a list may have its own."""
    text = seen.main.flow.text
    count = text.count("./.")
    if count == 0:
        yield advice("end_mark", "Cuối nội dung văn bản chưa có dấu “./.”.", END_MARK)
    elif count > 1:
        yield advice("end_mark", f"Dấu “./.” có {count} lần trong nội dung; chỉ ghi một lần ở cuối.", END_MARK)
    elif seen.paper.signatures and not seen.paper.blocks:
        return
    else:
        last = _last_words(seen.paper.blocks)
        if last and "./." not in last:
            yield advice("end_mark", "Dấu “./.” phải ở cuối đoạn cuối cùng của nội dung.", END_MARK)


def _last_words(blocks: tuple[Part, ...]) -> str:
    """Of the last block that is running text; after a table nothing need follow."""
    last = blocks[-1] if blocks else None
    return words(last.text) if isinstance(last, Paragraph | Article | NumberedItem) else ""
