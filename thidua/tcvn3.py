"""Text typed in the old ABC fonts (.VnTime …), code TCVN3: as Latin-1 it looks like “NguyÔn V¨n §¹t”. No Django.

The code has one byte for each small letter and for the seven capitals without a tone; other capitals are small
letters in a capital font (.VnTimeH). Table: TCVN 5712:1993, VN3.
"""

import re
import unicodedata

_CODED = "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô­øõö÷ùýúûüþ¡¢§£¤¥¦"
_LETTERS = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ"
_TABLE = dict(zip(_CODED, _LETTERS, strict=True))
_TRANSLATION = str.maketrans(_TABLE)

_VIETNAMESE = set(_LETTERS) | set(_LETTERS.upper())
# Signs and foreign letters that stand for a letter in TCVN3 and are none in Vietnamese; letters in both read both ways.
_TELLING = set(_CODED) - _VIETNAMESE
_EITHER_WAY = set(_CODED) & _VIETNAMESE
# Vietnamese letters that no TCVN3 text has.
_UNICODE_ONLY = _VIETNAMESE - set(_CODED)
_SIGNS = {char for char in _TELLING if not (char.isalpha() and char not in "ªµº")}

_SYLLABLE = re.compile(
    r"(?:ngh?|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
    r"(?:uye|uya|uyu|ieu|yeu|oai|oay|oeo|uoi|uou|uay|ia|ie|iu|ua|ue|ui|uo|uy|ya|ye|oa|oe|oi|oo|ai|ao|au|ay|eo|eu|"
    r"[aeiouy])(?:ch|nh|ng|[cmnpt])?"
)
_RUN = re.compile(rf"(?:[^\W\d_]|[{re.escape(_CODED)}])+")


def is_old_font(font: str) -> bool:
    return font.lower().startswith(".vn")


def is_capital_font(font: str) -> bool:
    """.VnTimeH, .VnArialH: small letters that look like capitals."""
    return is_old_font(font) and font.endswith("H")


def to_unicode(text: str, font: str = "") -> str:
    """TCVN3 as Unicode letters; in a capital font as capitals."""
    converted = text.translate(_TRANSLATION)
    return converted.upper() if is_capital_font(font) else converted


def to_tcvn3(text: str) -> str:
    """The way back, for tests and for whoever must make such a file: toned capitals become small letters."""
    back = {letter: code for code, letter in _TABLE.items()}
    return "".join(back.get(char) or back.get(char.lower()) or char for char in unicodedata.normalize("NFC", text))


def looks_old(text: str) -> bool:
    """Certainly TCVN3: a sign stands where a letter must be, and read as TCVN3 every such word is Vietnamese."""
    if not has_telling_sign(text) or any(char in _UNICODE_ONLY for char in text):
        return False
    words = [word for word in _words(text) if any(char in _TELLING for char in word)]
    return bool(words) and all(_is_syllable(to_unicode(word)) for word in words)


def _words(text: str) -> list[str]:
    """Runs of letters and of TCVN3's signs that have a sign; each letter is looked at once, however long the run."""
    return [run for run in _RUN.findall(text) if any(char in _TABLE for char in run)]


def has_telling_sign(text: str) -> bool:
    """A sign or foreign letter inside a word, as TCVN3 puts them and Vietnamese never does."""
    return any(char in _TELLING for word in _words(text) if len(word) > 1 for char in word)


def is_doubtful(text: str) -> bool:
    """Signs inside words that are no foreign letters, and yet not readable as TCVN3: not to be kept as it is."""
    return not looks_old(text) and any(
        char in _SIGNS for word in _words(text) if len(word) > 1 and _has_letter(word) for char in word
    )


def reads_both_ways(text: str) -> bool:
    """Letters like “ó” that are one letter in Unicode and another in TCVN3."""
    return any(char in _EITHER_WAY for char in text)


def is_unicode_vietnamese(text: str) -> bool:
    return any(char in _UNICODE_ONLY for char in unicodedata.normalize("NFC", text))


def _has_letter(word: str) -> bool:
    return any(char.isalpha() and char.isascii() for char in word)


def _is_syllable(word: str) -> bool:
    bare = "".join(
        char for char in unicodedata.normalize("NFD", word.lower().replace("đ", "d")) if not unicodedata.combining(char)
    )
    return bool(_SYLLABLE.fullmatch(bare))
