"""Minutes: times, who was there, votes, signatures (documents.md §1.12, D9, D10; §6, point 37)."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from thidua.papers import Lines, NumberedItem, Row, Table
from thidua.print_guard.finding import Finding, advice, wrong
from thidua.print_guard.rules import HABIT, MINUTES_FORM
from thidua.print_guard.seen import Seen
from thidua.print_guard.walking import body_texts, counted, words
from thidua.vietnamese import percent

PRESENT = re.compile(r"[Cc]ó mặt:? (\d+)/(\d+)")
ABSENT = re.compile(r"[Vv]ắng(?: mặt)?:? (\d+)\b")
SHARE = re.compile(r"^(\d+)/(\d+)$")
CHOICE = re.compile(r"(?:số (?:phiếu )?)?(?:đồng ý|không đồng ý|không có ý kiến)")
CHOICES = 3
# "phát ra: 9", "số phiếu phát ra 09 phiếu"
BALLOTS = {
    "ra": re.compile(r"[Pp]hát ra:? (\d+)"),
    "về": re.compile(r"thu (?:về|vào):? (\d+)"),
    "hợp lệ": re.compile(r"(?<!không )hợp lệ:? (\d+)"),
    "không hợp lệ": re.compile(r"không hợp lệ:? (\d+)"),
}


def findings(seen: Seen) -> Iterator[Finding]:
    if seen.paper.title != "BIÊN BẢN":
        return
    texts = [text for _, text in body_texts(seen.paper)]
    whole = "\n".join(texts)
    if seen.paper.header.show_date_line and seen.paper.header.place:
        yield advice("minutes_date", "Biên bản không có dòng địa danh, ngày tháng ở đầu trang.", MINUTES_FORM)
    yield from _times(seen, whole)
    yield from _roll(seen, whole)
    for block in seen.paper.blocks:
        if isinstance(block, Table):
            yield from _votes(block)
            yield from _choices(block)
    told = [text for text in texts if BALLOTS["ra"].search(text) and BALLOTS["về"].search(text)]
    for text in told or [whole]:  # one sentence a count, where each says it all
        yield from _ballots(text)
    if len([one for one in seen.paper.signatures if one.lines]) < 2:
        yield advice("minutes_signatures", "Biên bản phải có phần ký của thư ký và chủ tọa.", MINUTES_FORM)


def _times(seen: Seen, whole: str) -> Iterator[Finding]:
    labels = [line.label for block in seen.paper.blocks if isinstance(block, Lines) for line in block.lines]
    if not any("bắt đầu" in label.lower() for label in labels) and not re.search(
        r"bắt đầu|[Vv]ào hồi|[Hh]ồi \d", whole
    ):
        yield advice("minutes_start", "Biên bản chưa ghi thời gian bắt đầu.", MINUTES_FORM)
    if not re.search(r"kết thúc[^.;]*(\d+ giờ|…)", whole):
        yield advice("minutes_end", "Biên bản chưa ghi thời gian kết thúc.", MINUTES_FORM)


def _roll(seen: Seen, whole: str) -> Iterator[Finding]:
    there = PRESENT.search(whole)
    if there is None:
        return
    present, total = counted(there[1]), counted(there[2])
    absent = ABSENT.search(whole)
    if present > total:
        yield wrong("minutes_roll", f"Có mặt {present} nhiều hơn tổng số {total}.", MINUTES_FORM)
    elif absent and present + counted(absent[1]) != total:
        said = f"Có mặt {present} và vắng {counted(absent[1])} không bằng tổng số {total}."
        yield wrong("minutes_roll", said, MINUTES_FORM)
    listed = _listed_present(seen)
    if listed is not None and listed != present:
        said = f"Ghi có mặt {present} thành viên nhưng bảng thành viên có {listed} dòng."
        yield wrong("minutes_members", said, MINUTES_FORM)


def _listed_present(seen: Seen) -> int | None:
    """Rows of the table right below “Có mặt: 05/05”."""
    blocks = seen.paper.blocks
    for block, following in pairwise(blocks):
        if isinstance(block, NumberedItem) and block.title.startswith("Có mặt") and isinstance(following, Table):
            return sum(isinstance(row, Row) for row in following.rows)
    return None


def _votes(table: Table) -> Iterator[Finding]:
    """ "4/5" beside "80%"; for, against and no opinion beside the valid ones."""
    shares = [place for place, column in enumerate(table.columns) if "Tỷ lệ" in column.title]
    for row in (row for row in table.rows if isinstance(row, Row)):
        cells = [words(cell).strip() for cell in row.cells]
        votes = next((match for cell in cells if (match := SHARE.match(cell))), None)
        if votes is None:
            continue
        agree, members = counted(votes[1]), counted(votes[2])
        name = cells[1] if len(cells) > 1 else cells[0]
        if not members or agree > members:
            yield wrong("votes", f"{name}: {votes[0]} phiếu đồng ý, nhiều hơn tổng số.", HABIT)
            continue
        wanted = percent(Fraction(agree, members))
        printed = [cells[place] for place in shares if place < len(cells) and "%" in cells[place]]
        if printed and printed[0].replace(" ", "").replace(",0%", "%") != wanted:
            yield wrong("vote_share", f"{name}: {votes[0]} phiếu là {wanted}, bảng ghi {printed[0]}.", HABIT)


def _choices(table: Table) -> Iterator[Finding]:
    """For, against and no opinion make up the valid votes of a case (documents.md D10)."""
    titles = [column.title.lower() for column in table.columns]
    valid = next((i for i, title in enumerate(titles) if "hợp lệ" in title or title == "số ý kiến"), None)
    parts = [i for i, title in enumerate(titles) if CHOICE.fullmatch(title)]
    if valid is None or len(parts) != CHOICES:
        return
    for row in (row for row in table.rows if isinstance(row, Row)):
        cells = [words(cell).strip() for cell in row.cells]
        if not all(cells[place].isdecimal() for place in (valid, *parts)):
            continue
        total, said = sum(counted(cells[place]) for place in parts), counted(cells[valid])
        if total != said:
            sentence = f"{cells[1]}: ba loại ý kiến cộng được {total}, bảng ghi {said}."
            yield wrong("vote_sum", sentence, HABIT)


def _ballots(whole: str) -> Iterator[Finding]:
    found = {name: counted(match[1]) for name, pattern in BALLOTS.items() if (match := pattern.search(whole))}
    if {"ra", "về"} <= set(found) and found["về"] > found["ra"]:
        yield wrong("ballots", f"Thu về {found['về']} phiếu, nhiều hơn {found['ra']} phiếu phát ra.", HABIT)
    if {"về", "hợp lệ", "không hợp lệ"} <= set(found):
        sum_of_both = found["hợp lệ"] + found["không hợp lệ"]
        if sum_of_both != found["về"]:
            said = f"Hợp lệ {found['hợp lệ']} và không hợp lệ {found['không hợp lệ']} không bằng {found['về']} thu về."
            yield wrong("ballots", said, HABIT)
