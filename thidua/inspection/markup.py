"""The markup inside a DOCX, read as a stream by expat: no document type, no entities, no tree in memory."""

from collections.abc import Callable
from xml.parsers import expat

from thidua.inspection.reasons import BROKEN, Unfit


def _read(
    part: bytes, *, start: Callable[[str, dict[str, str]], None], text: Callable[[str], None] | None = None
) -> None:
    """No Word processor writes a document type; with it come entities that swell or fetch, so it is refused unread."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def no_types(*_: object) -> None:
        raise Unfit(BROKEN)

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = no_types
    parser.StartElementHandler = start
    if text:
        parser.buffer_text = True
        parser.CharacterDataHandler = text
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError, ValueError):
        raise Unfit(BROKEN) from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def content_types(part: bytes) -> dict[str, str]:
    """Name of a part (or its ending) → its type."""
    found: dict[str, str] = {}

    def start(_: str, given: dict[str, str]) -> None:
        key = given.get("PartName") or given.get("Extension")
        if key:
            found[key] = given.get("ContentType", "")

    _read(part, start=start)
    return found


def relations(part: bytes) -> list[tuple[str, str, bool]]:
    """Kind, target, and whether the target lies outside the file."""
    found = []

    def start(name: str, given: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            is_outside = given.get("TargetMode", "").lower() == "external"
            found.append((given.get("Type", ""), given.get("Target", ""), is_outside))

    _read(part, start=start)
    return found


def field_codes(part: bytes) -> str:
    """The instructions of all fields in a part, in a row: Word lets one be cut into many pieces."""
    found: list[str] = []
    inside = ""

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal inside
        inside = _local(name)
        if inside == "fldChar":
            found.append("\n")
        found.extend(value + "\n" for key, value in given.items() if _local(key) == "instr")

    def text(words: str) -> None:
        if inside == "instrText":
            found.append(words)

    _read(part, start=start, text=text)
    return "".join(found)
