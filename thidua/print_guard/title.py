"""The kind of paper and what it is about (documents.md §6, points 13 and 14)."""

from collections.abc import Iterator

from thidua.print_guard.finding import Finding, advice
from thidua.print_guard.heading import short_rule
from thidua.print_guard.reading import Piece, compact
from thidua.print_guard.rules import HABIT, TITLE, within
from thidua.print_guard.seen import Seen

CENTRE_SLACK = 1.5


def findings(seen: Seen) -> Iterator[Finding]:
    paper = seen.paper
    if not seen.is_laid_out or not paper.title:
        return
    title = next(seen.pieces_like(paper.title), None)
    if title is None:
        yield advice("title", f"Trang đầu không có dòng tên loại “{paper.title}”.", TITLE)
        return
    is_right = title.bold and not title.italic and within(title.size, seen.norms.text_pt, 0.2)
    if not is_right or paper.title != paper.title.upper():
        yield advice("title_letters", "Tên loại văn bản phải in hoa, đậm, cỡ 13 đến 14.", TITLE)
    centre = (seen.norms.left[0] + seen.first.width - 20) / 2
    if abs(title.middle - centre) > CENTRE_SLACK + 2.5:  # a right margin of 15 mm moves the middle
        yield advice("title_centre", "Tên loại văn bản phải đặt giữa trang.", TITLE)
    if paper.summary.strip():
        yield from _summary(seen, title)


def _summary(seen: Seen, title: Piece) -> Iterator[Finding]:
    text = seen.paper.summary.strip()
    if text.endswith("."):
        yield advice("summary_stop", "Sau trích yếu không có dấu chấm.", TITLE)
    if text == text.upper() and any(char.isalpha() for char in text):
        yield advice("summary_case", "Trích yếu viết chữ thường, không viết hoa toàn bộ.", TITLE)
    lines = _lines(seen, title)
    if not lines:
        yield advice("summary", "Trang đầu không có đủ trích yếu ngay dưới tên loại.", TITLE)
        return
    if not all(piece.bold and within(piece.size, seen.norms.text_pt, 0.2) for piece in lines):
        yield advice("summary_letters", "Trích yếu phải in đậm, cỡ 13 đến 14.", TITLE)
    if len(lines) > 1 and len(lines[-1].text.split()) == 1:
        yield advice("summary_lone", f"Trích yếu để một chữ “{lines[-1].text.strip()}” đứng riêng một dòng.", HABIT)
    widest = max(piece.x1 - piece.x0 for piece in lines)
    yield from short_rule(seen, lines[-1], widest, "trích yếu", "summary_rule", TITLE)


def _lines(seen: Seen, title: Piece) -> list[Piece]:
    """The printed lines of the summary, from top to bottom; none where they are not all there."""
    rest, lines = compact(seen.paper.summary), []
    below = [piece for line in seen.first.lines for piece in line if piece.baseline > title.baseline + 1]
    for piece in below:
        if not rest:
            break
        if rest.startswith(piece.compact):
            lines.append(piece)
            rest = rest[len(piece.compact) :]
        elif lines:
            return []
    return lines if not rest else []
