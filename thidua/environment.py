"""Reads settings from the environment and from `.env` (the environment wins)."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def read_env_file(path: Path) -> None:
    """Put KEY=VALUE lines of `path` into the environment where the key is not set yet."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        key, sign, value = line.partition("=")
        if sign and not key.lstrip().startswith("#"):
            os.environ.setdefault(key.strip(), value.strip())


def env_bool(name: str, default: bool) -> bool:
    """Value of a 0/1 variable; anything else is refused, so that "false" never means true."""
    value = os.environ.get(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} phải là 0 hoặc 1, hiện là “{value}”.")
    return value == "1"


def env_secret(name: str) -> str:
    """A value without a default: the program does not start without it."""
    value = os.environ.get(name, "")
    if len(value) < 32:
        raise ImproperlyConfigured(
            f"Thiếu {name} (ít nhất 32 ký tự). Chạy “python3 run.py” một lần để tạo tệp .env, hoặc đặt biến môi trường."
        )
    return value
