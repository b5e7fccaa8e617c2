"""The process in which a file is looked into: `python -m thidua.inspection MEMORY CPU < file`. Knows no Django."""

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


if __name__ == "__main__":
    hold_to(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(answer(sys.stdin.buffer.read()))
