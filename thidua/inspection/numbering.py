"""The numbers Word writes by itself (“II.”, “2.1.”, “-”): they are in no paragraph's text, only in its settings."""

from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_VIETNAMESE = "abcdđeghiklmnopqrstuvxy"
MOST_LEVELS = 9
HIGHEST = 999


class Numbering:
    """Counts the lists of one document, paragraph after paragraph."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, list[int]] = {}
        self._list_of: dict[str, str] = {}  # numId → the list it counts in
        try:
            root = document.part.numbering_part.element
        except (AttributeError, KeyError, NotImplementedError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            levels = {int(_value(one, "w:ilvl", "0")): _level(one) for one in abstract.findall(qn("w:lvl"))}
            self._levels[_value(abstract, "w:abstractNumId")] = levels
        for num in root.findall(qn("w:num")):
            abstract = num.find(qn("w:abstractNumId"))
            if abstract is not None:
                own = num.find(qn("w:lvlOverride")) is not None
                number = _value(num, "w:numId")
                self._list_of[number] = _value(abstract, "w:val")
                if own:  # starts anew
                    self._levels[f"n{number}"] = self._levels.get(_value(abstract, "w:val"), {})
                    self._list_of[number] = f"n{number}"

    def label_of(self, paragraph: Paragraph) -> str:
        """“2.1.” for a paragraph in a list, "" for any other."""
        number, level = _place(paragraph)
        key = self._list_of.get(number, "")
        shape = self._levels.get(key, {}).get(level)
        if not key or shape is None or not 0 <= level < MOST_LEVELS:
            return ""
        counts = self._counts.setdefault(key, [0] * MOST_LEVELS)
        start = shape[2]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (MOST_LEVELS - level - 1)
        return self._written(key, level, counts)

    def _written(self, key: str, level: int, counts: list[int]) -> str:
        kind, text, _ = self._levels[key][level]
        if kind == "bullet":
            return "-"
        if kind == "none":
            return ""
        for place in range(level + 1):
            its_kind = self._levels[key].get(place, ("decimal", "", 1))[0]
            text = text.replace(f"%{place + 1}", _in_kind(max(counts[place], 1), its_kind))
        return text.strip()


def _level(one: Any) -> tuple[str, str, int]:
    def of(name: str, usual: str) -> str:
        found = one.find(qn(name))
        return usual if found is None else _value(found, "w:val", usual)

    start = of("w:start", "1")
    return (
        of("w:numFmt", "decimal"),
        of("w:lvlText", "")[:40],
        int(start) if start.isdecimal() and len(start) < 4 else 1,
    )


def _value(node: Any, name: str, usual: str = "") -> str:
    return str(node.get(qn(name), usual))


def _place(paragraph: Paragraph) -> tuple[str, int]:
    """Number of the list and level, from the paragraph or from its style and those it is based on."""
    properties, style = paragraph._p.pPr, _style_of(paragraph)
    for _ in range(MOST_LEVELS):
        numbered = properties.numPr if properties is not None else None
        if numbered is not None and numbered.numId is not None:
            return str(numbered.numId.val), numbered.ilvl.val if numbered.ilvl is not None else 0
        if style is None:
            break
        properties, style = style.element.pPr, style.base_style
    return "", 0


def _style_of(paragraph: Paragraph) -> Any:
    """None where the file has no list of styles, or one that is none."""
    try:
        return paragraph.style
    except (AttributeError, KeyError, ValueError):
        return None


def _in_kind(number: int, kind: str) -> str:
    number = min(number, HIGHEST)
    if kind in ("upperRoman", "lowerRoman"):
        text = _roman(number)
        return text if kind == "upperRoman" else text.lower()
    if kind in ("lowerLetter", "upperLetter"):
        letter = _VIETNAMESE[(number - 1) % len(_VIETNAMESE)]
        return letter if kind == "lowerLetter" else letter.upper()
    return f"{number:02d}" if kind == "decimalZero" else str(number)


def _roman(number: int) -> str:
    found = ""
    for value, sign in _ROMAN:
        while number >= value:
            found, number = found + sign, number - value
    return found
