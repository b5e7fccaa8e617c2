"""Text typed in VNI: two letters for one, “Nguyeãn Vaên”. TCVN3 is known by thidua.tcvn3."""

import re
import unicodedata

from thidua.tcvn3 import looks_old

# The second letter of a pair, as Latin-1 shows it, and the mark it stands for. Table: VNI for Windows.
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_SINGLE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_PAIR = re.compile(r"[aeoyu][ùøûõï]|[aeo][âáàåãä]|a[êéèúüë]|[öô][ùøûõï]")
# Pairs that no Vietnamese word has; "oà", "oá", "oã" and "uù" could be read both ways and prove nothing.
_TELLING = re.compile(r"[ae][ùøûõïåä]|[aeo][øûï]|e[âáàãä]|a[âáàãåä]|a[êéèúüë]|[öô][ùøûõï]|oâ|oä|oå|uø|uû|uï")
_SYLLABLE = re.compile(r"(?:ngh?|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?")


def is_old_code(text: str) -> bool:
    """Certainly TCVN3 or VNI: read so, each word that betrays it is a Vietnamese one."""
    if looks_old(text):
        return True
    telling = [word for word in _WORD.findall(text) if _TELLING.search(word.lower())]
    has_unicode = any("\u1ea0" <= char <= "\u1ef9" or char in "đơưăĐƠƯĂ" for char in text)
    return bool(telling) and not has_unicode and all(_is_syllable(vni_to_unicode(word)) for word in telling)


def vni_to_unicode(word: str) -> str:
    def letter(match: re.Match[str]) -> str:
        first, mark = match[0][0], match[0][1]
        base = {"ö": "ư", "ô": "ơ"}.get(first, first)
        if mark in _TONES:
            return base + _TONES[mark]
        if base == "a" and mark in _BREVE:
            return f"ă{_BREVE[mark]}"
        return f"{base}\u0302{_CIRCUMFLEX[mark]}"

    pairs = _PAIR.sub(letter, word.lower())
    return unicodedata.normalize("NFC", "".join(_SINGLE.get(char, char) for char in pairs))


def _is_syllable(word: str) -> bool:
    plain = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return bool(_SYLLABLE.fullmatch("".join(char for char in plain if not unicodedata.combining(char))))
