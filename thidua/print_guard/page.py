"""The sheet: its size, margins, page numbers, colour (documents.md §6, points 1–4)."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from thidua.print_guard.finding import Finding, advice, on_pages
from thidua.print_guard.reading import Page
from thidua.print_guard.rules import FONT, PAGE, PAGE_NUMBER, within
from thidua.print_guard.seen import Seen, Sheets

SHORT, LONG = 210, 297
SLACK = 0.05  # what rounding in a PDF may take from a millimetre
CENTRE_SLACK = 1.5
DRAFT_MARK = "DỰTHẢO"


def findings(seen: Seen) -> Iterator[Finding]:
    pages = seen.file.pages
    yield from _each(pages, _odd_size, "page_size", PAGE)
    yield from _each(pages, _coloured, "colour", FONT)
    if not seen.is_laid_out:
        return
    yield from _each(pages, lambda page: _narrow_margin(page, seen), "margin", PAGE)
    yield from _each(pages, lambda page: _stray(page, seen), "in_margin", PAGE)
    for sheets in seen.sheets:
        yield from _wide_margin(sheets, seen)
    numbered = [said for sheets in seen.sheets for said in _numbers(sheets, seen)]
    yield from _gathered(numbered)


def _each(pages: tuple[Page, ...], say: Callable[[Page], str], key: str, rule: str) -> Iterator[Finding]:
    """One finding for all pages of which the same can be said: the words of the first."""
    said = [(page.number + 1, text) for page in pages if (text := say(page))]
    if said:
        yield advice(key, f"{on_pages(number for number, _ in said)}: {said[0][1]}", rule)


def _odd_size(page: Page) -> str:
    size = {round(page.width), round(page.height)}
    return "" if size == {SHORT, LONG} else f"khổ {page.width:.0f} × {page.height:.0f} mm; in trên khổ A4."


def _coloured(page: Page) -> str:
    coloured = next((piece for piece in page.pieces if not piece.black), None)
    if coloured:
        return f"“{coloured.text.strip()[:40]}” không in màu đen; văn bản chỉ in màu đen."
    return "" if all(box.black for box in page.boxes) else "có đường kẻ không in màu đen; văn bản chỉ in màu đen."


def _narrow_margin(page: Page, seen: Seen) -> str:
    if not page.body:
        return ""
    norms, sides = seen.norms, _sides(page)
    least = {"trên": norms.top[0], "dưới": norms.bottom_least, "trái": norms.left[0], "phải": norms.right_least}
    side = next((side for side, least_mm in least.items() if sides[side] < least_mm - SLACK), None)
    if side is None:
        return ""
    return f"lề {side} còn {_mm(sides[side])} mm, ít nhất phải {least[side]:g} mm."


def _sides(page: Page) -> dict[str, float]:
    boxes = [box for box in page.boxes if box.bottom > SHORT / 20]
    return {
        "trên": min([piece.top for piece in page.body] + [box.top for box in boxes]),
        "dưới": page.height - max([piece.bottom for piece in page.body] + [box.bottom for box in boxes]),
        "trái": min([piece.x0 for piece in page.body] + [box.x0 for box in boxes]),
        "phải": page.width - max([piece.x1 for piece in page.body] + [box.x1 for box in boxes]),
    }


def _wide_margin(sheets: Sheets, seen: Seen) -> Iterator[Finding]:
    """Judged over all pages of a part: on a short last page nothing need begin at the margin."""
    sides = [_sides(page) for page in sheets.pages if page.body]
    for side, (_, most) in {"trái": seen.norms.left, "trên": seen.norms.top}.items():
        widest = min((measured[side] for measured in sides), default=0)
        if widest > most + SLACK and (side != "trái" or _has_full_lines(sheets)):
            where = on_pages([sheets.pages[0].number + 1])
            yield advice("margin_wide", f"{where}: lề {side} {_mm(widest)} mm, nhiều nhất là {most:g} mm.", PAGE)


def _has_full_lines(sheets: Sheets) -> bool:
    """Text in full lines reaches the margin; a few centred words do not."""
    return any(piece.x1 - piece.x0 > SHORT / 2 for piece in sheets.flow.pieces)


def _stray(page: Page, seen: Seen) -> str:
    known = {DRAFT_MARK} if seen.paper.draft else set()
    stray = [piece for piece in page.margin if not piece.compact.isdigit() and piece.compact not in known]
    return f"“{stray[0].text.strip()[:40]}” in trong lề; trong lề chỉ có số trang." if stray else ""


def _numbers(sheets: Sheets, seen: Seen) -> Iterator[tuple[str, int, str]]:
    for count, page in enumerate(sheets.pages, start=1):
        shown = [piece for piece in page.margin if piece.compact.isdigit()]
        texts = [piece.compact for piece in shown]
        if count == 1 and shown:
            yield "page_number_first", page.number + 1, f"trang đầu in số trang “{texts[0]}”; trang đầu không ghi số."
        elif count > 1 and texts != [str(count)]:
            printed = f"in “{', '.join(texts)}”" if texts else "chưa có"
            yield "page_number", page.number + 1, f"số trang {printed}, phải là {count}."
        for piece in shown:
            if not within(piece.size, seen.norms.page_number_pt, 0.2) or piece.bold or piece.italic:
                yield "page_number_letters", page.number + 1, "số trang phải là chữ số đứng, cỡ 13 đến 14."
            if not page.width / 2 - CENTRE_SLACK <= piece.middle <= (page.width + 15) / 2 + CENTRE_SLACK:
                yield "page_number_place", page.number + 1, "số trang phải đặt giữa lề trên."


def _gathered(said: list[tuple[str, int, str]]) -> Iterator[Finding]:
    pages: dict[str, list[int]] = defaultdict(list)
    first: dict[str, str] = {}
    for key, number, text in said:
        pages[key].append(number)
        first.setdefault(key, text)
    for key, text in first.items():
        yield advice(key, f"{on_pages(pages[key])}: {text}", PAGE_NUMBER)


def _mm(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
