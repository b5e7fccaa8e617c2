"""Lists and appendices, and tables wherever they stand (documents.md §1.10; §6, points 33–36)."""

from collections.abc import Iterator

from thidua.papers import GroupRow, Row, Table
from thidua.print_guard.finding import Finding, advice, on_pages, wrong
from thidua.print_guard.heading import _number_words
from thidua.print_guard.reading import compact
from thidua.print_guard.rules import APPENDIX, HABIT
from thidua.print_guard.seen import Seen, Sheets
from thidua.print_guard.walking import counted, main_texts, named_appendix, named_row, row_texts, words
from thidua.typography import tidy
from thidua.vietnamese import date_words, upper_first

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
ORDINALS = {"STT", "TT", "SỐ TT"}
STAMP_ROOM = 15  # mm at the left of an attachment's title, for the seal


def findings(seen: Seen) -> Iterator[Finding]:
    if not seen.has_head:
        return
    yield from _mentioned(seen)
    yield from _brackets(seen)
    yield from _labels(seen)
    for place, blocks in (("bảng", seen.paper.blocks), *((named_appendix(a), a.blocks) for a in seen.paper.appendices)):
        for table in (block for block in blocks if isinstance(block, Table)):
            yield from _ordinals(table, place)
    for sheets in seen.sheets if seen.is_laid_out else ():
        yield from _stamp_room(sheets)
        yield from _rows(sheets)


def _mentioned(seen: Seen) -> Iterator[Finding]:
    if not seen.paper.appendices:
        return
    if seen.is_laid_out and len(seen.sheets) <= len(seen.paper.appendices):
        yield advice("appendix_page", "Danh sách, phụ lục chưa bắt đầu ở một trang riêng.", APPENDIX)
    main = " ".join(text for _, text in main_texts(seen.paper)).lower()
    labels = [appendix.label.lower() for appendix in seen.paper.appendices if appendix.label]
    if "kèm theo" not in main and not any(label in main for label in labels):
        yield advice("appendix_mention", "Nội dung văn bản chưa nhắc đến danh sách, phụ lục kèm theo.", APPENDIX)


def _brackets(seen: Seen) -> Iterator[Finding]:
    """ "(Kèm theo Quyết định số … ngày …)": the number and day of this very paper."""
    header, title = seen.paper.header, seen.paper.title.capitalize()
    number = compact(_number_words(header)).removeprefix("Số:")
    for appendix in seen.paper.appendices:
        said = appendix.bracket
        if not said:
            yield advice("bracket", f"Dưới tên {appendix.title} chưa có dòng “(Kèm theo …)”.", APPENDIX)
        elif not header.symbol or not said.startswith(f"(Kèm theo {title} "):
            continue
        elif f"số{number}" not in compact(said):
            yield wrong("bracket_number", f"{said[:70]}…: không ghi số “{number}” của văn bản.", APPENDIX)
        elif header.date and date_words(header.date) not in " ".join(said.split()):
            yield wrong("bracket_date", f"{said[:70]}…: không ghi {date_words(header.date)} của văn bản.", APPENDIX)


def _labels(seen: Seen) -> Iterator[Finding]:
    labels = [appendix.label for appendix in seen.paper.appendices if appendix.label]
    wanted = [f"Phụ lục {number}" for number in ROMAN[: len(labels)]]
    if len(labels) > 1 and labels != wanted and len(labels) <= len(ROMAN):
        said = f"Các phụ lục ghi {', '.join(labels)}; phải đánh số La Mã: {', '.join(wanted)}."
        yield advice("appendix_numbers", said, APPENDIX)


def _stamp_room(sheets: Sheets) -> Iterator[Finding]:
    if sheets.appendix is None or not sheets.pages[0].lines:
        return
    left = sheets.pages[0].lines[0][0].x0 - 30
    if left < STAMP_ROOM:
        said = f"{on_pages([sheets.pages[0].number + 1])}: bên trái tên danh sách còn {max(left, 0):.0f} mm"
        yield advice("stamp_room", f"{said}; chừa ít nhất {STAMP_ROOM} mm để đóng dấu treo.", HABIT)


# --- tables


def _ordinals(table: Table, place: str) -> Iterator[Finding]:
    """1, 2, 3 … through the table, or anew in each group."""
    if not table.columns or tidy(table.columns[0].title).upper() not in ORDINALS:
        return
    last, fresh = 0, True
    for row in table.rows:
        fresh = fresh or isinstance(row, GroupRow)
        first = words(row.cells[0]).strip() if isinstance(row, Row) and row.cells else ""
        if not first.isdecimal():
            continue
        number = counted(first)
        if number != last + 1 and not (fresh and number == 1):
            said = f"Cột {table.columns[0].title} của {place} nhảy từ {last} sang {number}; phải liên tục."
            yield advice("ordinals", said, HABIT)
            return
        last, fresh = number, False


def _rows(sheets: Sheets) -> Iterator[Finding]:
    """Each row whole on one page, in its order; on each further page below the names of the columns."""
    cursor, broken, headless = 0, [], []
    for table in (block for block in sheets.blocks if isinstance(block, Table)):
        titles = "".join(compact(tidy(column.title)) for column in table.columns)
        head = sheets.flow.find(titles, cursor)
        cursor, page = (head.end, head.page) if head else (cursor, -1)
        for number, row in enumerate(table.rows, start=1):
            found = sheets.flow.find("".join(row_texts(row)), cursor)
            if found is None or found.is_split:
                broken += [named_row(row, number)] if "".join(row_texts(row)).strip() else []
                if len(broken) > 2:
                    break
                continue
            if found.page != page and found.start - sheets.flow.page_starts[found.page] < len(titles):
                headless.append(found.page + 1)
            cursor, page = found.end, found.page
    if broken:
        said = f"{upper_first(broken[0])} của bảng bị ngắt giữa hai trang hoặc không in đủ chữ."
        yield advice("row_split", said, HABIT)
    if headless:
        yield advice("table_head", f"{on_pages(headless)}: chưa lặp lại hàng tên cột của bảng.", HABIT)
