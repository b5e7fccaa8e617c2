import random
import re
import unicodedata
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.vietnamese import (
    SORT_KEY_LENGTH,
    clean_line,
    date_words,
    lower_first,
    money,
    money_words,
    month_text,
    nfc,
    number_words,
    paper_date,
    paper_day,
    percent,
    percents_of,
    search_key,
    sort_key,
    two_digits,
    upper_first,
    vdate,
    weekday_date,
)

# Made-up names in the order of PostgreSQL 15 with ICU 72: given name, family name, middle, each COLLATE "vi-x-icu".
NAMES = (Path(__file__).parent / "names_in_icu_order.txt").read_text(encoding="utf-8").split("\n")[:-1]


def test_names_sort_as_icu_sorts_them():
    shuffled = NAMES.copy()
    random.Random(5).shuffle(shuffled)
    assert len(set(NAMES)) == 200
    assert sorted(shuffled, key=sort_key) == NAMES


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Trần Văn An", "Lê Văn Ân"),  # letters: a before â
        ("Trần Văn Dung", "Lê Văn Đào"),  # d before đ
        ("Trần Văn Đũng", "Lê Văn Em"),
        ("Trần Văn Hân", "Lê Văn Hêu"),
        ("Trần Văn Fa", "Lê Văn Giang"),
        ("Trần Văn Vân", "Lê Văn Wan"),
        ("Trần Văn Yên", "Lê Văn Zin"),
        ("Trần Văn Ma", "Lê Văn Mà"),  # tones: level, huyền, hỏi, ngã, sắc, nặng
        ("Trần Văn Mà", "Lê Văn Mả"),
        ("Trần Văn Mả", "Lê Văn Mã"),
        ("Trần Văn Mã", "Lê Văn Má"),
        ("Trần Văn Má", "Lê Văn Mạ"),
        ("Trần Văn Mạ", "Lê Văn Mai"),  # letters before tones
        ("Trần Văn Hoa", "Lê Văn Hòa"),
        ("Lê Thị Hòa", "Trần An Hòa"),  # family name before middle
        ("Lê An Hòa", "Lê Thị Hòa"),
        ("Lê Hòa", "Lê An Hòa"),
        ("Hòa", "Lê Hòa"),
        ("Lê Thành Hòa", "Lê Thanh An Hòa"),  # the middle is one part
    ],
)
def test_name_order(first, second):
    assert sort_key(first) < sort_key(second)


def test_sort_key_ignores_form_case_and_spaces():
    assert sort_key("  NGUYỄN  Thị\u00a0" + unicodedata.normalize("NFD", "Ẵm")) == sort_key("Nguyễn Thị Ẵm")
    assert sort_key("") == ""


@given(st.text(max_size=120))
def test_sort_key_is_digits_that_fit(text):
    assert re.fullmatch(r"[0-9]*", sort_key(text))
    assert len(sort_key(text)) <= SORT_KEY_LENGTH


def test_search_key():
    assert {search_key(text) for text in ("Hoà", "Hòa", "hoa", "HOA ", unicodedata.normalize("NFD", "Hoà"))} == {"hoa"}
    assert search_key("Nguyễn  Đức Ưởng") == "nguyen duc uong"


def test_nfc_composes_and_drops_what_cannot_be_seen():
    assert nfc(unicodedata.normalize("NFD", "Ẵm")) == "Ẵm"
    assert nfc("một\r\nhai\rba\tbốn") == "một\nhai\nba\tbốn"
    assert nfc("a\x00b\x1bc\u200bd\ufeffe\u202ef\ud800g") == "abcdefg"


def test_clean_line():
    assert clean_line("  Lò\u00a0Văn \n\t Mẫu ") == "Lò Văn Mẫu"


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert nfc(nfc(text)) == nfc(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert search_key(search_key(text)) == search_key(text)


@pytest.mark.parametrize(
    ("day", "on_paper", "on_screen", "with_weekday"),
    [
        (date(2022, 2, 5), "ngày 05 tháng 02 năm 2022", "05/02/2022", "thứ Bảy, 05/02/2022"),
        (date(2022, 1, 31), "ngày 31 tháng 01 năm 2022", "31/01/2022", "thứ Hai, 31/01/2022"),
        (date(2022, 6, 5), "ngày 05 tháng 6 năm 2022", "05/06/2022", "Chủ nhật, 05/06/2022"),
        (date(2022, 3, 10), "ngày 10 tháng 3 năm 2022", "10/03/2022", "thứ Năm, 10/03/2022"),
        (date(2022, 12, 20), "ngày 20 tháng 12 năm 2022", "20/12/2022", "thứ Ba, 20/12/2022"),
        (date(2022, 9, 7), "ngày 07 tháng 9 năm 2022", "07/09/2022", "thứ Tư, 07/09/2022"),
        (date(2022, 10, 28), "ngày 28 tháng 10 năm 2022", "28/10/2022", "thứ Sáu, 28/10/2022"),
    ],
)
def test_dates(day, on_paper, on_screen, with_weekday):
    assert (date_words(day), vdate(day), weekday_date(day)) == (on_paper, on_screen, with_weekday)


def test_dates_of_a_paper_with_strokes():
    """A zero before days under 10, but before months 1 and 2 only, as in the long form."""
    days = (date(2022, 1, 5), date(2022, 2, 28), date(2022, 3, 5), date(2022, 9, 30), date(2022, 10, 5))
    assert [paper_date(day) for day in days] == ["05/01/2022", "28/02/2022", "05/3/2022", "30/9/2022", "05/10/2022"]
    assert [paper_day(day) for day in days] == ["05/01", "28/02", "05/3", "30/9", "05/10"]
    assert [month_text(day) for day in days] == ["01/2022", "02/2022", "3/2022", "9/2022", "10/2022"]


@pytest.mark.parametrize(
    ("shares", "shown"),
    [
        ([Fraction(1, 2), Fraction(5, 6)], ["50,0", "83,3"]),
        ([Fraction(1, 2), None, Fraction(1)], ["50", "-", "100"]),
        ([None, Fraction(2, 3)], ["-", "66,7"]),
        ([], []),
    ],
)
def test_shares_of_a_column_are_written_alike(shares, shown):
    assert percents_of(shares) == shown


def test_figures():
    assert [money(n) for n in (0, 999, 1000, 1490000, 10**12)] == [
        "0",
        "999",
        "1.000",
        "1.490.000",
        "1.000.000.000.000",
    ]
    assert [two_digits(n) for n in (0, 5, 9, 10, 123)] == ["00", "05", "09", "10", "123"]
    shares = (
        Fraction(5, 9),
        Fraction(1),
        Fraction(0),
        Fraction(1, 2),
        Fraction(2, 3),
        Fraction(1, 1000),
        Fraction(1, 2000),
    )
    assert [percent(share) for share in shares] == ["55,6%", "100%", "0%", "50%", "66,7%", "0,1%", "0,1%"]


WORDS = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    9: "chín",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    19: "mười chín",
    20: "hai mươi",
    21: "hai mươi mốt",
    22: "hai mươi hai",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    30: "ba mươi",
    31: "ba mươi mốt",
    34: "ba mươi tư",
    55: "năm mươi lăm",
    91: "chín mươi mốt",
    99: "chín mươi chín",
    100: "một trăm",
    101: "một trăm lẻ một",
    104: "một trăm lẻ bốn",
    105: "một trăm lẻ năm",
    110: "một trăm mười",
    111: "một trăm mười một",
    114: "một trăm mười bốn",
    115: "một trăm mười lăm",
    120: "một trăm hai mươi",
    121: "một trăm hai mươi mốt",
    124: "một trăm hai mươi tư",
    555: "năm trăm năm mươi lăm",
    999: "chín trăm chín mươi chín",
    1000: "một nghìn",
    1001: "một nghìn không trăm lẻ một",
    1010: "một nghìn không trăm mười",
    1015: "một nghìn không trăm mười lăm",
    1021: "một nghìn không trăm hai mươi mốt",
    1100: "một nghìn một trăm",
    1105: "một nghìn một trăm lẻ năm",
    2345: "hai nghìn ba trăm bốn mươi lăm",
    10000: "mười nghìn",
    10004: "mười nghìn không trăm lẻ bốn",
    15015: "mười lăm nghìn không trăm mười lăm",
    21000: "hai mươi mốt nghìn",
    24024: "hai mươi tư nghìn không trăm hai mươi tư",
    100000: "một trăm nghìn",
    105000: "một trăm lẻ năm nghìn",
    447000: "bốn trăm bốn mươi bảy nghìn",
    450000: "bốn trăm năm mươi nghìn",
    999999: "chín trăm chín mươi chín nghìn chín trăm chín mươi chín",
    1000000: "một triệu",
    1000005: "một triệu không trăm lẻ năm",
    1000500: "một triệu năm trăm",
    1005000: "một triệu không trăm lẻ năm nghìn",
    1015000: "một triệu không trăm mười lăm nghìn",
    1190000: "một triệu một trăm chín mươi nghìn",
    1490000: "một triệu bốn trăm chín mươi nghìn",
    2340000: "hai triệu ba trăm bốn mươi nghìn",
    11920000: "mười một triệu chín trăm hai mươi nghìn",
    21000021: "hai mươi mốt triệu không trăm hai mươi mốt",
    45450000: "bốn mươi lăm triệu bốn trăm năm mươi nghìn",
    104005006: "một trăm lẻ bốn triệu không trăm lẻ năm nghìn không trăm lẻ sáu",
    1000000000: "một tỷ",
    1000000001: "một tỷ không trăm lẻ một",
    1001001001: "một tỷ không trăm lẻ một triệu không trăm lẻ một nghìn không trăm lẻ một",
    15000000000: "mười lăm tỷ",
    2500000000000: "hai nghìn năm trăm tỷ",
    1000000000000: "một nghìn tỷ",
    1000015000000: "một nghìn tỷ không trăm mười lăm triệu",
}


@pytest.mark.parametrize(("number", "words"), WORDS.items())
def test_number_words(number, words):
    assert number_words(number) == words
    assert money_words(number) == words[0].upper() + words[1:] + " đồng"


_VALUES = {
    word: value for value, word in enumerate(("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"))
}
_VALUES |= {"mốt": 1, "tư": 4, "lăm": 5}


def read_back(words: str) -> int:
    """The number of its words, by another road than the one that wrote them."""
    head, _, tail = words.rpartition("tỷ")
    total = read_back(head.strip()) * 10**9 if head else 0
    group, pending = 0, 0
    for word in tail.split():
        if word in _VALUES:
            pending = _VALUES[word]
        elif word == "trăm":
            group, pending = pending * 100, 0
        elif word == "mươi":
            group, pending = group + pending * 10, 0
        elif word == "mười":
            group, pending = group + 10, 0
        elif word in ("nghìn", "triệu"):
            total += (group + pending) * {"nghìn": 10**3, "triệu": 10**6}[word]
            group, pending = 0, 0
    return total + group + pending


@given(st.integers(min_value=0, max_value=10**15))
def test_words_read_back_as_the_number(number):
    assert read_back(number_words(number)) == number


@pytest.mark.parametrize("function", [number_words, money_words, two_digits])
def test_negative_numbers_are_refused(function):
    with pytest.raises(ValueError, match="nhỏ hơn 0"):
        function(-1)


@pytest.mark.parametrize(
    ("text", "small", "capital"),
    [
        ("Họ và tên", "họ và tên", "Họ và tên"),
        ("đơn vị", "đơn vị", "Đơn vị"),
        ("Ý kiến khác", "ý kiến khác", "Ý kiến khác"),
        ("CSTĐ cơ sở", "CSTĐ cơ sở", "CSTĐ cơ sở"),
        ("họp CSTĐ", "họp CSTĐ", "Họp CSTĐ"),
        ("A4", "A4", "A4"),
        ("", "", ""),
    ],
)
def test_the_first_letter_alone_changes(text, small, capital):
    assert (lower_first(text), upper_first(text)) == (small, capital)
