"""What a clerk would mend in a typed text before it is printed: composed letters, curly quotes, spaces."""

import re
import unicodedata

# An opening mark stands at the start or after a space or a bracket, and something follows it.
OPENING, STRAIGHT = re.compile(r'(?<![^\s(\[/“-])"(?=\S)'), '"'
SPACES, BEFORE_MARK = re.compile(r" {2,}"), re.compile(r" +(?=[,;:.](?:\s|$|/\.))")


def tidy(text: str) -> str:
    """Twice tidied is once tidied. Spaces that are not to be broken, as the gap for a number, stay."""
    text = OPENING.sub("“", unicodedata.normalize("NFC", text)).replace(STRAIGHT, "”")
    return BEFORE_MARK.sub("", SPACES.sub(" ", text))
