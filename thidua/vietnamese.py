"""Vietnamese text: normal form, search and sort keys, dates, numbers and sums in words. No Django here."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

SORT_KEY_LENGTH = 400

_KEPT_CONTROLS = "\n\t"
_DROPPED_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: part of the letter, not a tone
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_LEVEL_TONE, _OTHER_MARK = "1", "7"
_LETTERS_END, _TONES_END = "00", "0"
# Two digits a character: space, punctuation, digits, letters, then any other alphabet, as ICU orders them.
_CODES = (
    {" ": "08"}
    | {char: f"{10 + i}" for i, char in enumerate("0123456789")}
    | {char: f"{20 + i}" for i, char in enumerate(_LETTERS)}
)
_PUNCTUATION_CODE, _FOREIGN_CODE = "09", "99"


def nfc(text: str) -> str:
    """Composed form, line ends as \\n, without control and invisible characters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in _DROPPED_CATEGORIES)


def clean_line(text: str) -> str:
    """One line: `nfc`, with every run of white space one plain space and none at the ends."""
    return " ".join(nfc(text.replace("\n", " ").replace("\r", " ")).split())


def lower_first(text: str) -> str:
    """“Họ và tên” → “họ và tên”, for the middle of a sentence; “CSTĐ” stays."""
    is_short = text[1:2] == text[1:2].upper() and text[1:2] != " "
    return text if is_short else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """“họ và tên” → “Họ và tên”; the other letters stay, unlike with `capitalize`."""
    return text[:1].upper() + text[1:]


def search_key(text: str) -> str:
    """Lower case without marks: "Hoà", "Hòa" and "hoa" are one, "đ" is "d"."""
    decomposed = unicodedata.normalize("NFD", clean_line(text).lower().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def sort_key(full_name: str) -> str:
    """Digits that sort as Vietnamese names do: given name, family name, middle names, in any collation.

    Each of the three is compared as ICU's `vi` does: its letters first, its tones only when the letters are equal.
    """
    words = clean_line(full_name).lower().split()
    in_order = words[-1:] + words[:-1][:1] + ([" ".join(words[1:-1])] if len(words) > 2 else [])
    return "".join(_part_key(part) for part in in_order)[:SORT_KEY_LENGTH]


def _part_key(part: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    for base, tone in _letters_with_marks(part):
        letters.append(_CODES.get(base) or (_FOREIGN_CODE if base.isalnum() else _PUNCTUATION_CODE))
        tones.append(tone)
    return "".join(letters) + _LETTERS_END + "".join(tones).rstrip(_LEVEL_TONE) + _TONES_END


def _letters_with_marks(part: str) -> list[tuple[str, str]]:
    """Pairs of letter ("ê") and tone digit; breve, circumflex and horn stay with their letter."""
    pairs: list[tuple[str, str]] = []
    for char in unicodedata.normalize("NFD", part):
        if not unicodedata.combining(char):
            pairs.append((char, _LEVEL_TONE))
        elif pairs:
            base, tone = pairs[-1]
            shaped = unicodedata.normalize("NFC", base + char)
            if char in _SHAPES and shaped in _CODES:
                pairs[-1] = (shaped, tone)
            else:
                pairs[-1] = (base, _TONES.get(char, _OTHER_MARK))
    return pairs


def vdate(day: date) -> str:
    """On screens, as dates are typed: “05/06/2022”. Papers have `paper_date`, `date_words`."""
    return f"{day:%d/%m}/{day.year:04d}"


def month_number(month: int) -> str:
    """“02”, “6”: on papers a zero stands before months 1 and 2 only (NĐ 30/2020)."""
    return f"{month:02d}" if month <= 2 else str(month)


def month_text(day: date) -> str:
    """“02/1930”, “9/1982”, as papers write them."""
    return f"{month_number(day.month)}/{day.year}"


def paper_day(day: date) -> str:
    """“05/02”, “05/6”: a day of a year that stands beside it."""
    return f"{day.day:02d}/{month_number(day.month)}"


def paper_date(day: date) -> str:
    """“05/02/2022”, “05/6/2022”: in tables, brackets and marks of a paper; its sentences have `date_words`."""
    return f"{paper_day(day)}/{day.year:04d}"


def weekday_date(day: date) -> str:
    names = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
    return f"{names[day.weekday()]}, {vdate(day)}"


def date_words(day: date) -> str:
    """“ngày 05 tháng 6 năm 2022”, in the sentences of a paper."""
    return f"ngày {day.day:02d} tháng {month_number(day.month)} năm {day.year}"


def money(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def two_digits(count: int) -> str:
    """Counts on papers: 5 is "05", 12 is "12"."""
    return f"{_not_negative(count):02d}"


def percent(share: Fraction) -> str:
    """One decimal with a comma, half up; none when it is zero."""
    tenths = int(share * 1000 + Fraction(1, 2))
    whole, tenth = divmod(tenths, 10)
    return f"{whole},{tenth}%" if tenth else f"{whole}%"


def decimal(number: Fraction) -> str:
    """A number with a comma and at most two decimals, half up: “7,2”, “4,67”, “5”."""
    whole, hundredths = divmod(int(number * 100 + Fraction(1, 2)), 100)
    return f"{whole},{hundredths:02}".rstrip("0") if hundredths else str(whole)


def percents_of(shares: Sequence[Fraction | None]) -> list[str]:
    """A column of shares in per cent, without the sign: all with one decimal where one of them needs it, else none."""
    whole = ["-" if share is None else percent(share).removesuffix("%") for share in shares]
    needs = any("," in text for text in whole)
    return [f"{text},0" if needs and text.isdigit() else text for text in whole]


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def money_words(amount: int) -> str:
    words = number_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def number_words(number: int) -> str:
    """In words; a group of zeros is not read, a group after another is read with all its three places."""
    if _not_negative(number) == 0:
        return _DIGITS[0]
    parts: list[str] = []
    billions, rest = divmod(number, 10**9)
    if billions:
        parts.append(f"{number_words(billions)} tỷ")
    for unit, size in (("triệu", 10**6), ("nghìn", 10**3), ("", 1)):
        group, rest = divmod(rest, size)
        if group:
            parts.append(f"{_three_digits(group, full=bool(parts))} {unit}".strip())
    return " ".join(parts)


def _three_digits(group: int, *, full: bool) -> str:
    hundreds, rest = divmod(group, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if tens:
        words.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    elif ones and words:
        words.append("lẻ")
    if ones:
        after_tens = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"} if tens else {}
        words.append(after_tens.get(ones, _DIGITS[ones]))
    return " ".join(words)


def _not_negative(number: int) -> int:
    if number < 0:
        raise ValueError(f"Số {number} nhỏ hơn 0; chỉ đọc số từ 0 trở lên.")
    return number
