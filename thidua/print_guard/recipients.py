"""To whom a paper goes: “Kính gửi”, “Nơi nhận” (documents.md §1.9; §6, points 30–32)."""

import re
from collections.abc import Iterator

from thidua.print_guard.body import numbers_of
from thidua.print_guard.finding import Finding, advice, wrong
from thidua.print_guard.rules import ADDRESS, DECISION_FORM, HABIT, RECIPIENTS, within
from thidua.print_guard.seen import Seen
from thidua.print_guard.signature import printed
from thidua.print_guard.walking import counted
from thidua.typography import tidy

AS_ARTICLE = re.compile(r"^[-–\s]*Như Điều (\d+)")
LEVEL = 2  # mm between a label of 12 pt and a title of 14 pt on the same line
UPWARD = {"TỜ TRÌNH"}
NEVER = {"QUYẾT ĐỊNH", "KẾ HOẠCH", "BIÊN BẢN", "NGHỊ QUYẾT"}


def findings(seen: Seen) -> Iterator[Finding]:
    if not seen.has_head:
        return
    yield from _address(seen)
    if seen.paper.recipients:
        yield from _words(seen)
    if seen.paper.recipients and seen.is_laid_out:
        yield from _printed(seen)


def _address(seen: Seen) -> Iterator[Finding]:
    title, addressed = seen.paper.title, bool(seen.paper.address_to)
    if title in NEVER and addressed:
        yield advice("address", f"{title.capitalize()} không có phần “Kính gửi”.", ADDRESS)
    if title in UPWARD and not addressed:
        yield advice("address", f"{title.capitalize()} chưa có phần “Kính gửi”.", ADDRESS)


def _words(seen: Seen) -> Iterator[Finding]:
    items, numbers = seen.paper.recipients, numbers_of(seen)
    for item in items:
        cited = AS_ARTICLE.match(item)
        if cited and counted(cited[1]) not in numbers:
            has = f"văn bản chỉ có {len(numbers)} điều" if numbers else "văn bản không có điều nào"
            yield wrong("recipients_article", f"Nơi nhận ghi “Như Điều {cited[1]}” nhưng {has}.", RECIPIENTS)
    first = AS_ARTICLE.match(items[0])
    if seen.paper.title == "QUYẾT ĐỊNH" and not first:
        yield advice("recipients_first", "Nơi nhận của quyết định bắt đầu bằng “Như Điều …”.", DECISION_FORM)
    elif first and numbers and counted(first[1]) < numbers[-1]:
        said = f"Nơi nhận ghi “Như Điều {first[1]}”; điều giao trách nhiệm thi hành thường là Điều {numbers[-1]}."
        yield advice("recipients_last_article", said, HABIT)
    if (seen.paper.address_to and seen.paper.header.symbol) and not items[0].lstrip("-– ").startswith("Như trên"):
        yield advice("recipients_first", "Văn bản có “Kính gửi” thì nơi nhận bắt đầu bằng “Như trên”.", RECIPIENTS)
    if not items[-1].lstrip("-– ").startswith("Lưu:"):
        yield advice("recipients_archive", "Dòng cuối của nơi nhận là “Lưu: VT, …”.", RECIPIENTS)


def _printed(seen: Seen) -> Iterator[Finding]:
    label = seen.main.flow.find_last("Nơi nhận:")
    if label is None:
        yield advice("recipients", "Chưa có dòng “Nơi nhận:”.", RECIPIENTS)
        return
    label_pt, item_pt = seen.norms.recipients_pt
    piece, cursor, is_right = label.pieces[0], label.end, True
    if not (piece.bold and piece.italic and within(piece.size, (label_pt, label_pt), 0.2)):
        yield advice("recipients_label", f"“Nơi nhận:” phải in nghiêng, đậm, cỡ {label_pt:g}.", RECIPIENTS)
    for number, item in enumerate(seen.paper.recipients, start=1):
        mark = "." if number == len(seen.paper.recipients) else ";"
        found = seen.main.flow.find(f"-{tidy(item).rstrip(' ,.;')}{mark}", cursor)
        is_right = is_right and found is not None
        if found and not all(within(part.size, (item_pt, item_pt), 0.2) for part in found.pieces):
            yield advice("recipients_letters", f"Các dòng nơi nhận phải cỡ {item_pt:g}.", RECIPIENTS)
            return
        cursor = found.end if found else cursor
    if not is_right:
        said = "Mỗi dòng nơi nhận bắt đầu bằng “-”, kết thúc bằng “;”; dòng cuối kết thúc bằng “.”."
        yield advice("recipients_marks", said, RECIPIENTS)
    yield from _level(seen)


def _level(seen: Seen) -> Iterator[Finding]:
    """Beside one signer; below where two sign."""
    blocks = printed(seen.main, seen.paper.signatures)
    label = seen.main.flow.find_last("Nơi nhận:")
    if not blocks or label is None or label.page != blocks[0].title.page:
        return
    gap = label.pieces[0].baseline - blocks[0].title.pieces[0].baseline
    if len(seen.paper.signatures) == 1 and abs(gap) > LEVEL:
        yield advice("recipients_level", "“Nơi nhận:” phải ngang hàng với chức vụ người ký.", RECIPIENTS)
    if len(seen.paper.signatures) > 1 and gap < LEVEL:
        yield advice("recipients_level", "“Nơi nhận:” phải ở dưới phần ký của thư ký và chủ tọa.", RECIPIENTS)
