"""What stands at the end of a plan: the closing words, the recipients, the signer; and deadlines anywhere in it."""

import re
from collections.abc import Sequence
from datetime import date

from campaigns.reading.dates import Years, in_full, written_in
from campaigns.reading.lines import BULLET, Paragraph, is_caps
from campaigns.reading.proposal import Guess, Signer
from thidua.vietnamese import search_key

_RECIPIENTS = re.compile(r"nơi nhận\s*:?\s*", re.IGNORECASE)
_POSTS = (
    "HIỆU TRƯỞNG",
    "PHÓ HIỆU TRƯỞNG",
    "GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC",
    "CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "TRƯỞNG BAN",
    "TRƯỞNG PHÒNG",
    "BÍ THƯ",
    "VIỆN TRƯỞNG",
    "CHÁNH VĂN PHÒNG",
    "THỦ TRƯỞNG",
)
_CAPITAL = "[" + "".join(char for char in map(chr, range(0x41, 0x1EFA)) if char.isupper()) + "]"
_POST = re.compile(
    rf"\b(?:(?:KT|TL|TM|TUQ|Q)\s*\.\s*)?(?:{'|'.join(sorted(_POSTS, key=len, reverse=True))})\b(?:\s+{_CAPITAL}+\b)*"
)
_FOR = re.compile(r"(?:TM|KT|TL|TUQ)\s*\.")
_DEGREE = re.compile(r"(?:(?:GS|PGS|TS|ThS|CN|BS|NGND|NGƯT)\s*\.\s*)+")
_NOT_NAMES = ("da ky", "ky ten", "dong dau", "noi nhan", "luu", "cac ", "hieu truong", "giam doc", "chu tich")
_LOOK_AHEAD, _LONGEST_ROW = 5, 90
_BY = re.compile(r"(?:trước|chậm nhất|hạn|hết|muộn nhất)\W*(?:\w+\W+){0,3}$", re.IGNORECASE)
_CLOSING = ("tren day la", "tren day")

_DEADLINES = {
    "registration_due_on": (
        ("dang ky thi dua", "ban dang ky", "han dang ky", "dang ky danh hieu", "giao uoc thi dua"),
    ),
    "unit_plans_due_on": (
        ("ke hoach",),
        ("khoa", "phong", "don vi", "to chuyen mon", "cac to", "lop", "chi hoi", "cong doan bo phan"),
        ("gui", "nop", "bao cao", "ve "),
    ),
    "nominations_due_on": (("ho so",), ("de nghi", "khen thuong", "xet"), ("gui", "nop", "truoc", "ve ", "han")),
}
BEFORE = "Văn bản ghi “trước ngày”; đề nghị chính ngày đó."
GUESSED = "Đoán từ câu này; kiểm tra xem đúng việc chưa."


def cut_tail(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The body, and what follows from the closing words or the recipients on."""
    places = [place for place, one in enumerate(paragraphs) if _RECIPIENTS.match(one.body) and place > 0]
    places += [place for place, one in enumerate(paragraphs) if _is_closing(one) and place * 2 > len(paragraphs)]
    signing = [place for place, one in enumerate(paragraphs) if _is_signing(one) and place * 2 > len(paragraphs)]
    at = min(places + signing, default=len(paragraphs))
    return list(paragraphs[:at]), list(paragraphs[at:])


def _is_closing(paragraph: Paragraph) -> bool:
    return paragraph.body_key.startswith(_CLOSING)


def _is_signing(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return len(text) <= 80 and is_caps(text) and bool(_POST.match(text) or _FOR.match(text))


def closing_of(tail: Sequence[Paragraph]) -> Guess[str] | None:
    found = next((one for one in tail if _is_closing(one)), None)
    return Guess(found.text.rstrip("/ "), found.lines) if found else None


def recipients_of(tail: Sequence[Paragraph]) -> tuple[Guess[str], ...]:
    """The lines under “Nơi nhận:”, up to the signer; with dashes only those, else all."""
    start = next((place for place, one in enumerate(tail) if _RECIPIENTS.match(one.body)), None)
    if start is None:
        return ()
    first = tail[start]
    begin = first.body_at + (_RECIPIENTS.match(first.body) or re.match("", "")).end()  # type: ignore[union-attr]
    rows = [(first.text[begin:], first.lines_of(begin, len(first.text)))]
    rows += _addressed(tail[start + 1 :])
    found = []
    for text, lines in rows:
        text = _POST.sub("", text)
        for part in re.split(r";\s+-\s*|\s+[-–]\s+(?=Lưu)", text):
            part = part.strip(" -–—+•").rstrip(";,./ ")
            if part and not is_caps(part):
                found.append(Guess(part, lines))
    return tuple(found)


def _addressed(rows: Sequence[Paragraph]) -> list[tuple[str, tuple[int, ...]]]:
    dashed = any(one.rank == BULLET for one in rows)
    found: list[tuple[str, tuple[int, ...]]] = []
    for one in rows:
        is_name = is_caps(one.text) or _POST.match(one.text)
        if one.rank == BULLET or (not dashed and not is_name):
            found.append((one.body, one.lines))
        elif dashed and found and not is_name and not found[-1][0].endswith((";", ",", ".")):  # a narrow column
            found[-1] = (f"{found[-1][0]} {one.text}", found[-1][1] + one.lines)
        elif is_name and not dashed:
            break
    return found


def signer_of(paragraphs: Sequence[Paragraph]) -> Guess[Signer] | None:
    """The last post in capitals with a person's name soon after it."""
    for place in range(len(paragraphs) - 1, -1, -1):
        title = _post_in(paragraphs[place])
        if not title:
            continue
        after = [one for one in paragraphs[place + 1 :] if one.rank != BULLET]
        named = next((one for one in after[:_LOOK_AHEAD] if _person(one)), None)
        if named is not None:
            return Guess(Signer(title, _person(named)), (*paragraphs[place].lines, *named.lines))
    return None


def _post_in(paragraph: Paragraph) -> str:
    text = _RECIPIENTS.sub("", paragraph.text)
    found = _POST.search(text) if len(text) <= 120 else None
    return found[0] if found else ""


def _person(paragraph: Paragraph) -> str:
    """The name of a person alone on a line: two to six words with capitals, a degree before it kept."""
    text = paragraph.text.strip(" .,")
    degree = _DEGREE.match(text)
    words = text[degree.end() if degree else 0 :].split()
    if not 2 <= len(words) <= 6 or search_key(text).startswith(_NOT_NAMES) or not "".join(words).isalpha():
        return ""
    if all(word.isupper() for word in words) and not _POST.search(text):
        words = [word.capitalize() for word in words]
    if not all(word[0].isupper() and (len(word) == 1 or word[1:].islower()) for word in words):
        return ""
    return (degree[0] if degree else "") + " ".join(words)


def deadlines_in(paragraphs: Sequence[Paragraph], years: Years) -> dict[str, Guess[date]]:
    """Name of the campaign's field → the day; each from the first sentence that speaks of it and has one."""
    found: dict[str, Guess[date]] = {}
    for paragraph in paragraphs:
        for sentence in re.finditer(r"[^.;]+(?:[.](?=\d)[^.;]+)*", paragraph.text):
            key = search_key(sentence[0]) if any(char.isdecimal() for char in sentence[0]) else ""
            for name, groups in _DEADLINES.items():
                speaks = name not in found and all(any(word in key for word in group) for group in groups)
                if speaks and (due := _due(sentence, paragraph, years)):
                    found[name] = due
                    break
    return found


def _due(sentence: re.Match[str], paragraph: Paragraph, years: Years) -> Guess[date] | None:
    text = sentence[0]
    is_row = len(text) <= _LONGEST_ROW  # of a table of deadlines: “2 Đăng ký thi đua 31/03/2022”
    days = [
        one
        for one in written_in(text)
        if one.day is not None and (_BY.search(text[: one.place[0]]) or (is_row and one.place[1] == len(text.rstrip())))
    ]
    for one in reversed(days):
        read = in_full(one, years)
        if read.value and (one.year is None or abs(one.year - years.first) <= 1):
            at = sentence.start()
            before = re.search(r"trước\s+(?:ngày\s+)?$", text[: one.place[0]])
            notes = " ".join(filter(None, (BEFORE if before else GUESSED, read.note)))
            return Guess(read.value, paragraph.lines_of(at + read.place[0], at + read.place[1]), False, notes)
    return None
