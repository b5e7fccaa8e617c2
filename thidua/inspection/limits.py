"""What a process that opens other people's files may use."""

import contextlib


def hold_to(memory: int, cpu: int) -> None:
    """Limits that the system enforces. Windows knows none; there the parent's patience remains."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 - Unix only

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
