"""Movements named in a plan: those the school launches, and those from above that it answers."""

import re
from collections.abc import Iterable, Iterator

from campaigns.reading.lines import BULLET, Paragraph
from campaigns.reading.proposal import PRIME_MINISTER, PROVINCE, SCHOOL, Guess, Movement
from campaigns.reading.quotes import Quoted, bare, quoted_in
from thidua.vietnamese import search_key, upper_first

_NAMING = ("phong trao", "cuoc van dong")
_OTHER_THAN_NAMES = ("chu de", "phuong cham", "khau hieu", "tinh than", "tieu chi")
_SEPARATOR = re.compile(r"[\s,;.]*(?:và|cùng|và phong trào|phong trào)?[\s,;]*")
_WITH_THEME = re.compile(r"(.{5,200}?),?\s+với\s+chủ\s+đề\s*:?\s*[“\"](.{3,300}?)[”\"]")
_LONGEST, _NEAR = 300, 70
BOTH = "Câu này nêu cả Thủ tướng Chính phủ và tỉnh; chọn lại nơi phát động nếu cần."
ANSWERED = "Đoán là phong trào hưởng ứng; chọn lại nơi phát động nếu cần."
UNQUOTED = "Tên phong trào không đặt trong dấu ngoặc kép."
DRIVE = "Văn bản gọi là cuộc vận động."


def movements_in(paragraphs: Iterable[Paragraph], *, listed: bool = False) -> Iterator[Guess[Movement]]:
    """`listed`: the paragraphs stand under a heading of movements, so that a bullet is a name even without quotes."""
    heading = ""
    for paragraph in paragraphs:
        found = list(_named(paragraph, heading))
        if listed and not found and paragraph.rank == BULLET:
            found = list(_unquoted(paragraph, heading))
        if paragraph.rank != BULLET:
            heading = paragraph.text if paragraph.text.rstrip().endswith(":") else ""
        yield from found


def _named(paragraph: Paragraph, heading: str) -> Iterator[Guess[Movement]]:
    """Quotations that name a movement, each after its word or in a row with one that does."""
    text, goes_on, before = paragraph.text, bool(heading) and paragraph.rank == BULLET, paragraph.body_at
    for quoted in quoted_in(text):
        between = text[before : quoted.start]
        key = search_key(between)
        if any(word in key for word in _NAMING + _OTHER_THAN_NAMES):
            named = _last_of(key, _NAMING)
            goes_on = named > _last_of(key, _OTHER_THAN_NAMES) and _is_close(key[named:])
        elif not _SEPARATOR.fullmatch(between):
            goes_on = False
        before = quoted.end
        if goes_on and len(quoted.text) <= _LONGEST:
            yield _guess(paragraph, quoted, key, heading)


def _is_close(words: str) -> bool:
    """“phong trào thi đua đặc biệt …”, not “gắn phong trào với việc thực hiện …”."""
    return len(words) <= _NEAR and " viec " not in words


def _last_of(key: str, words: Iterable[str]) -> int:
    return max(key.rfind(word) for word in words)


def _guess(paragraph: Paragraph, quoted: Quoted, key: str, heading: str) -> Guess[Movement]:
    launched_by, note = _launched_by(f"{_context(paragraph.text, quoted)} {heading}")
    if _last_of(key, ("cuoc van dong",)) > _last_of(key, ("phong trao",)):
        note = note or DRIVE
    movement = Movement(quoted.text, launched_by, "dac biet" in key)
    return Guess(movement, paragraph.lines_of(quoted.start, quoted.end), sure=not note, note=note)


def _context(text: str, quoted: Quoted) -> str:
    """The sentence up to the quotation, and “do … phát động” right after it."""
    after = re.compile(r"\s+do\s[^“\".;]{0,80}").match(text, quoted.end)
    return text[max(text.rfind(". ", 0, quoted.start), 0) : quoted.start] + (after[0] if after else "")


def _launched_by(context: str) -> tuple[str, str]:
    key = search_key(context)
    by_minister, by_province = "thu tuong" in key, re.search(r"\btinh\b(?! than)|\bso noi vu\b|\bnganh\b|\bbo\b", key)
    if "huong ung" not in key and "phat dong" not in key:
        return SCHOOL, ""
    if by_minister:
        return (PROVINCE, BOTH) if by_province else (PRIME_MINISTER, "")
    if by_province:
        return PROVINCE, ""
    return (PROVINCE, ANSWERED) if "huong ung" in key else (SCHOOL, "")


def _unquoted(paragraph: Paragraph, heading: str) -> Iterator[Guess[Movement]]:
    name = bare(re.sub(r"^(?:phong trào|cuộc vận động)\s+(?:thi đua\s+)?", "", paragraph.body, flags=re.IGNORECASE))
    themed = _WITH_THEME.match(paragraph.body)
    if themed:
        name = bare(themed[1])
    if 5 <= len(name) <= 150:
        launched_by, _ = _launched_by(heading)
        slogan = bare(themed[2])[:_LONGEST] if themed else ""
        movement = Movement(upper_first(name), launched_by, slogan=slogan)
        yield Guess(movement, paragraph.lines, sure=False, note=UNQUOTED)


def without_repeats(found: Iterable[Guess[Movement]]) -> tuple[Guess[Movement], ...]:
    """Each name once, as it was first written."""
    first: dict[str, Guess[Movement]] = {}
    for guess in found:
        first.setdefault(search_key(guess.value.name), guess)
    return tuple(first.values())
