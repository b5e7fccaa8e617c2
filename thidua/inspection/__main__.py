"""The process in which a file is looked into: `python -m thidua.inspection MEMORY CPU < file`. Knows no Django."""

import contextlib
import sys

from thidua.inspection.looking import look
from thidua.inspection.reasons import TOO_COMPLEX, Unfit


def hold_to(memory: int, cpu: int) -> None:
    """Limits that the system enforces. Windows knows none; there the parent's patience remains."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 - Unix only

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


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
