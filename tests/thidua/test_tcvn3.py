"""The old ABC code: every letter both ways, what is certain, what is doubtful."""

import unicodedata

import pytest

from thidua import tcvn3

SMALL = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"
OWN_CAPITALS = "ĂÂĐÊÔƠƯ"


def test_the_table_has_the_67_small_letters_and_7_capitals():
    assert len(SMALL) == 67
    assert len({tcvn3.to_tcvn3(letter) for letter in SMALL + OWN_CAPITALS}) == 74


@pytest.mark.parametrize("letter", SMALL + OWN_CAPITALS)
def test_every_letter_there_and_back(letter):
    coded = tcvn3.to_tcvn3(letter)
    assert len(coded.encode("latin-1")) == 1
    assert tcvn3.to_unicode(coded) == letter


@pytest.mark.parametrize("letter", SMALL)
def test_every_capital_in_a_capital_font(letter):
    assert tcvn3.to_unicode(tcvn3.to_tcvn3(letter), ".VnTimeH") == letter.upper()
    assert tcvn3.to_unicode(tcvn3.to_tcvn3(unicodedata.normalize("NFD", letter))) == letter


# Bytes written down from files of that time, not made by our own table.
FOUND = [
    ("NguyÔn V¨n §¹t", "Nguyễn Văn Đạt"),
    ("TrÇn ThÞ ¸nh", "Trần Thị ánh"),
    ("Lß V¨n ½m", "Lò Văn ẵm"),
    ("Phßng Tæ chøc, Hµnh chÝnh", "Phòng Tổ chức, Hành chính"),
    ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ("Tr\xad­êng ChÝnh trÞ".replace("\xad\xad", "\xad"), "Trường Chính trị"),
]


@pytest.mark.parametrize(("old", "new"), FOUND)
def test_certain_text_is_read(old, new):
    assert tcvn3.looks_old(old)
    assert tcvn3.to_unicode(old) == new


@pytest.mark.parametrize(
    "text", ["Nguyễn Văn Đạt", "Hoa", "François", "Müller", "Tó", "© 2020", "25 – 30", "Lò Văn Ẵm"]
)
def test_text_in_unicode_and_foreign_names_are_left_alone(text):
    assert not tcvn3.looks_old(text)
    assert not tcvn3.is_doubtful(text)


@pytest.mark.parametrize("text", ["NguyÔnV¨n", "Nguyễn V¨n", "ab©xyz"])
def test_what_reads_as_nothing_is_doubtful(text):
    assert not tcvn3.looks_old(text)
    assert tcvn3.is_doubtful(text)
