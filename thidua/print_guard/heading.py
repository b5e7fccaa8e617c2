"""National name, issuer, number, place and date (documents.md §6, points 5–12)."""

import re
from collections.abc import Iterator

from thidua.papers import Header
from thidua.print_guard.finding import Finding, advice
from thidua.print_guard.reading import Box, Piece, compact
from thidua.print_guard.rules import ABBREVIATION, ABBREVIATIONS, DATE, ISSUER, NATION, NUMBER, within
from thidua.print_guard.seen import Seen

BELOW = 5  # mm under a text where its rule may stand
RULE_SLACK = 0.6  # mm: a motto's letters do not fill the box of its rule
THIN = 0.8  # mm: what is flatter is a rule, not the border of a cell
LEVEL = 1  # mm between the lines of number and date, set in 13 and 14 pt
SYMBOL = re.compile(r"[^\W\d_]+(-[^\W\d_]+)*")


def findings(seen: Seen) -> Iterator[Finding]:
    if not seen.is_laid_out:
        return
    yield from _nation(seen)
    yield from _motto(seen)
    yield from _issuer(seen)
    if seen.paper.header.symbol:
        yield from _number(seen)
        yield from _symbol(seen)
    if seen.paper.header.show_date_line and seen.paper.header.place:
        yield from _date(seen)


def _nation(seen: Seen) -> Iterator[Finding]:
    name = seen.norms.nation
    piece = next(seen.pieces_like(name), None)
    if piece is None:
        yield advice("nation", f"Trang đầu không có đủ dòng “{name}” trên một dòng.", NATION)
    elif not piece.bold or not within(piece.size, seen.norms.nation_pt, 0.2):
        yield advice("nation_letters", "Quốc hiệu phải in đậm, cỡ 12 đến 13.", NATION)


def _motto(seen: Seen) -> Iterator[Finding]:
    motto = seen.norms.motto
    piece = next((piece for piece in seen.pieces_like(motto) if piece.text.strip() == motto), None)
    if piece is None:
        yield advice("motto", f"Trang đầu không có đủ dòng “{motto}” đúng chữ hoa, dấu cách và gạch nối.", NATION)
        return
    if not piece.bold or not within(piece.size, seen.norms.motto_pt, 0.2):
        yield advice("motto_letters", "Tiêu ngữ phải in đậm, cỡ 13 đến 14.", NATION)
    rules = {
        (round(box.x0, 1), round(box.x1, 1), round(box.bottom, 1))
        for box in seen.first.boxes
        if 0 <= box.bottom - piece.baseline < BELOW and box.x0 > piece.x0 - BELOW and box.x1 < piece.x1 + BELOW
    }
    if len(rules) != 1:
        yield advice("motto_rule", f"Dưới Tiêu ngữ có {len(rules)} đường kẻ, phải là một đường kẻ đơn.", NATION)
        return
    left, right, _ = rules.pop()
    if abs(left - piece.x0) > RULE_SLACK or abs(right - piece.x1) > RULE_SLACK:
        yield advice("motto_rule", "Đường kẻ dưới Tiêu ngữ phải dài bằng dòng chữ.", NATION)


# --- the issuer


def _issuer(seen: Seen) -> Iterator[Finding]:
    header = seen.paper.header
    parents, issuers = (_lines(seen, texts) for texts in (header.parent_lines, header.issuer_lines))
    if len(parents) + len(issuers) < len(header.parent_lines) + len(header.issuer_lines):
        yield advice("issuer", "Tên cơ quan bị ngắt giữa dòng; nhập lại cách xuống dòng ở mục Đơn vị.", ISSUER)
        return
    if any(piece.bold for piece in parents):
        yield advice("parent_bold", f"“{parents[0].text.strip()}” (cơ quan chủ quản) không in đậm.", ISSUER)
    if not all(piece.bold for piece in issuers):
        yield advice("issuer_bold", f"“{issuers[0].text.strip()}” (cơ quan ban hành) phải in đậm.", ISSUER)
    if not all(text == text.upper() for text in (*header.parent_lines, *header.issuer_lines)):
        yield advice("issuer_case", "Tên cơ quan chủ quản, cơ quan ban hành phải in hoa.", ISSUER)
    widest = max(piece.x1 - piece.x0 for piece in (*parents, *issuers))
    yield from short_rule(seen, issuers[-1], widest, "tên cơ quan ban hành", "issuer_rule", ISSUER)


def _lines(seen: Seen, texts: tuple[str, ...]) -> list[Piece]:
    return [piece for text in texts if (piece := next(seen.pieces_like(text), None))]


def short_rule(seen: Seen, above: Piece, width: float, of: str, key: str, law: str) -> Iterator[Finding]:
    """A rule under a text, from a third to a half of its width."""
    rules = [box for box in seen.first.boxes if _is_under(box, above)]
    if not rules:
        yield advice(key, f"Dưới {of} chưa có đường kẻ.", law)
    elif not within(rules[0].width / width, (1 / 3, 1 / 2), 0.004):
        share = f"{rules[0].width / width:.2f}".replace(".", ",")
        yield advice(key, f"Đường kẻ dưới {of} dài {share} dòng chữ; phải từ 1/3 đến 1/2.", law)


def _is_under(box: Box, piece: Piece) -> bool:
    is_thin = box.bottom - box.top < THIN
    return is_thin and 0 < box.top - piece.baseline < BELOW and box.x0 < piece.middle < box.x1


# --- number, place and date


def _number_words(header: Header) -> str:
    number = "" if header.number is None else f"{header.number:02d}"
    return f"Số: {number}/{header.symbol}"


def _printed_number(seen: Seen) -> Piece | None:
    wanted = compact(_number_words(seen.paper.header))
    return next((piece for piece in seen.first.body if piece.compact == wanted), None)


def _number(seen: Seen) -> Iterator[Finding]:
    piece, wanted = _printed_number(seen), _number_words(seen.paper.header)
    if piece is None:
        yield advice("number", f"Trang đầu không có dòng “{wanted}”; số dưới 10 ghi thêm số 0 phía trước.", NUMBER)
    elif not within(piece.size, seen.norms.number_pt, 0.2) or piece.bold or piece.italic:
        yield advice("number_letters", "Số, ký hiệu phải là chữ đứng, không đậm, cỡ 13.", NUMBER)


def _symbol(seen: Seen) -> Iterator[Finding]:
    symbol, title = seen.paper.header.symbol, seen.paper.title.strip()
    if not SYMBOL.fullmatch(symbol):
        yield advice("symbol", f"Ký hiệu “{symbol}” chỉ gồm các nhóm chữ nối bằng gạch nối, không cách chữ.", NUMBER)
    wanted = ABBREVIATION.get(title)
    given = symbol.partition("-")[0].strip()
    if wanted and given != wanted:
        yield advice(
            "abbreviation",
            f"Chữ viết tắt của {title.capitalize()} là “{wanted}”, ký hiệu ghi “{given}”.",
            ABBREVIATIONS,
        )
    is_of_council = any(line.upper().startswith("HỘI ĐỒNG") for line in seen.paper.header.issuer_lines)
    series = seen.records.council_symbol
    if is_of_council and series and not symbol.endswith(f"-{series}"):
        yield advice("council_series", f"Văn bản của Hội đồng lấy số riêng, ký hiệu kết thúc bằng “-{series}”.", NUMBER)


def _date(seen: Seen) -> Iterator[Finding]:
    header = seen.paper.header
    wanted = f"{header.place}, {_day_words(header)}"
    piece = next((piece for piece in seen.first.body if piece.compact == compact(wanted)), None)
    if piece is None:
        yield advice("date", f"Trang đầu không có dòng “{' '.join(wanted.split())}”.", DATE)
        return
    if not piece.italic or not within(piece.size, seen.norms.text_pt, 0.2):
        yield advice("date_letters", "Địa danh, ngày tháng phải in nghiêng, cỡ 13 đến 14.", DATE)
    number = _printed_number(seen) if header.symbol else None
    if number and abs(number.baseline - piece.baseline) > LEVEL:
        yield advice("date_level", "Địa danh, ngày tháng phải ngang hàng với số, ký hiệu.", DATE)


def _day_words(header: Header) -> str:
    """Counted anew, not asked of the paper: a zero before days under 10 and before months 1 and 2."""
    day, month, year = "", header.month, header.year
    if header.date:
        day, month, year = f"{header.date.day:02d}", header.date.month, header.date.year
    months = "" if month is None else f"{month:02d}" if month <= 2 else str(month)
    return f"ngày {day} tháng {months} năm {year or ''}"
