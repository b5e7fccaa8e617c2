"""What a clerk would mend in a typed text before it is printed: composed letters, curly quotes, spaces, no codes."""

import re
import unicodedata

# An opening mark stands at the start or after a space or a bracket, and something follows it.
OPENING, STRAIGHT = re.compile(r'(?<![^\s(\[/“-])"(?=\S)'), '"'
# What XML forbids and no paper needs, tabs as spaces: half of a pair, not-a-character, bells and shifts.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SPACES, BEFORE_MARK = re.compile(r" {2,}"), re.compile(r" +(?=[,;:.](?:\s|$|/\.))")


def tidy(text: str) -> str:
    """Twice tidied is once tidied. Spaces that are not to be broken, as the gap for a number, stay."""
    text = unicodedata.normalize("NFC", FORBIDDEN.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    text = OPENING.sub("“", text.replace("\t", " ")).replace(STRAIGHT, "”")
    return BEFORE_MARK.sub("", SPACES.sub(" ", text))
