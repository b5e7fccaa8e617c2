"""The process in which a file is looked into: `python -m thidua.inspection MEMORY CPU [text] < file`. No Django."""

import sys

from thidua.inspection.limits import hold_to
from thidua.inspection.looking import look
from thidua.inspection.reasons import TOO_COMPLEX, Unfit


def answer(content: bytes) -> str:
    try:
        return f"type {look(content)}"
    except Unfit as unfit:
        return f"unfit {unfit.code}"
    except (MemoryError, RecursionError):
        return f"unfit {TOO_COMPLEX}"


def answer_with_text(content: bytes) -> str:
    """The same, and after the type the text of the file."""
    from thidua.inspection.texts import text_of  # noqa: PLC0415 - most files are only looked at

    said = answer(content)
    kind, _, media_type = said.partition(" ")
    if kind != "type":
        return said
    try:
        return f"{said}\n{text_of(content, media_type)}"
    except Unfit as unfit:
        return f"unfit {unfit.code}"
    except (MemoryError, RecursionError):
        return f"unfit {TOO_COMPLEX}"


if __name__ == "__main__":
    hold_to(int(sys.argv[1]), int(sys.argv[2]))
    said = (answer_with_text if "text" in sys.argv[3:] else answer)(sys.stdin.buffer.read())
    sys.stdout.buffer.write(said.encode("utf-8", "replace"))
