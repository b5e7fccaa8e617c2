"""Who signs, how it is written, and that it stands whole beside text (documents.md §6, points 26–29)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.papers import Signature
from thidua.print_guard.finding import Finding, advice, on_pages, wrong
from thidua.print_guard.rules import HABIT, RECORDS, SIGNATURE, within
from thidua.print_guard.seen import Found, Seen, Sheets
from thidua.vietnamese import vdate

PREFIX = re.compile(r"^(KT|TL|TM|TUQ|Q)(?!\w)(\.?)( ?)")
DEGREE = re.compile(r"^(GS|PGS|TS|TSKH|ThS|Ths|CN|BS|KS|NCS|CVC|GVC)\b\.?", re.IGNORECASE)
LEAST_LINES = 2


@dataclass(frozen=True)
class Block:
    """A signature with the places of its first and last title line, and of its name, where they were found."""

    signature: Signature
    title: Found
    last: Found
    name: Found | None


def findings(seen: Seen) -> Iterator[Finding]:
    if not seen.has_head:
        return
    for signature in seen.paper.signatures:
        yield from _words(signature, seen)
    yield from _in_office(seen)
    if not seen.is_laid_out:
        return
    blocks = printed(seen.main, seen.paper.signatures)
    for block in blocks:
        yield from _letters(block, seen)
        yield from _room(block, seen)
    yield from _alone(seen, blocks)


def printed(sheets: Sheets, signatures: tuple[Signature, ...]) -> list[Block]:
    """From the end of the flow backwards: a title or a name may stand in the text too."""
    blocks, flow, cursor = [], sheets.flow, 0
    if signatures and signatures[0].lines:
        anchor = flow.find_last(signatures[0].lines[0])
        cursor = anchor.start if anchor else 0
    for signature in signatures:
        title = flow.find(signature.lines[0], cursor) if signature.lines else None
        if title is None:
            continue
        last = flow.find(signature.lines[-1], title.start if len(signature.lines) == 1 else title.end) or title
        name = flow.find(signature.name, last.end) if signature.name else None
        cursor = (name or last).end
        blocks.append(Block(signature, title, last, name))
    return blocks


def _words(signature: Signature, seen: Seen) -> Iterator[Finding]:
    first = signature.lines[0] if signature.lines else ""
    prefix = PREFIX.match(first)
    if prefix and (prefix[2], prefix[3]) != (".", " "):
        yield advice(
            "signature_prefix", f"“{first}”: sau chữ viết tắt quyền hạn có dấu chấm và một dấu cách.", SIGNATURE
        )
    if any(line != line.upper() for line in (*signature.lines, signature.post)):
        yield advice("signature_case", f"Quyền hạn, chức vụ “{' '.join(signature.lines)}” phải in hoa.", SIGNATURE)
    name = signature.name.strip()
    if len(name) > 1 and name == name.upper() and any(char.isalpha() for char in name):
        yield advice("signer_case", f"Họ tên người ký “{name}” viết chữ thường, không in hoa toàn bộ.", SIGNATURE)
    if DEGREE.match(name) and not seen.records.degrees_allowed:
        yield advice("signer_degree", f"Trước họ tên người ký “{name}” không ghi học hàm, học vị.", SIGNATURE)


def _in_office(seen: Seen) -> Iterator[Finding]:
    signer, on = seen.records.signer, seen.records.on
    if signer is None or on is None or not seen.paper.signatures:
        return
    if not signer.may_sign:
        yield wrong("signer", f"{signer.name} không được ký văn bản của Trường; chọn người ký khác.", RECORDS)
    elif not signer.in_office(on):
        yield wrong("signer", f"{signer.name} không giữ chức vụ {signer.post} vào ngày {vdate(on)}.", RECORDS)
    if signer.name not in {signature.name for signature in seen.paper.signatures}:
        yield advice("signer_name", f"Phần ký không ghi tên {signer.name} như hồ sơ cán bộ.", RECORDS)


def _letters(block: Block, seen: Seen) -> Iterator[Finding]:
    pieces = [*block.title.pieces, *(block.name.pieces if block.name else ())]
    if not all(piece.bold and within(piece.size, seen.norms.text_pt, 0.2) for piece in pieces):
        yield advice("signature_letters", "Chức vụ và họ tên người ký phải in đậm, cỡ 13 đến 14.", SIGNATURE)


def _room(block: Block, seen: Seen) -> Iterator[Finding]:
    if block.name is None or block.name.page != block.last.page:
        return
    gap = block.name.pieces[0].top - block.last.pieces[-1].bottom
    if gap < seen.norms.signature_room:
        said = f"{gap:.0f} mm; cần ít nhất {seen.norms.signature_room:g} mm để ký và đóng dấu."
        yield advice("signature_room", f"Giữa chức vụ và họ tên người ký chỉ còn {said}", HABIT)


def _alone(seen: Seen, blocks: list[Block]) -> Iterator[Finding]:
    split = next((block for block in blocks if block.name and block.name.page != block.title.page), None)
    if split:
        yield advice("signature_split", f"{on_pages([split.title.page + 1])}: phần ký bị ngắt sang trang sau.", HABIT)
    if not blocks:
        return
    title = blocks[0].title
    page = seen.file.pages[title.page]
    above = [line for line in page.lines if line[0].baseline < title.pieces[0].baseline - 1]
    if len(above) < LEAST_LINES:
        has = "không có dòng chữ nào" if not above else "chỉ có một dòng chữ"
        said = f"{on_pages([title.page + 1])}: phía trên phần ký {has}; cần ít nhất hai dòng."
        yield advice("signature_alone", said, HABIT)
