"""How archives are spoken of, and the one secret that is read from a file's first line."""

from pathlib import Path

from thidua.backup.manifest import Manifest
from thidua.vietnamese import money
from thidua.workflow import Refused

UNITS = (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024))


def in_figures(manifest: Manifest) -> str:
    """31 bảng, 1.234 hàng, 56 tệp (12,3 MB)."""
    size = in_bytes(manifest.media_bytes)
    return f"{money(len(manifest.tables))} bảng, {money(manifest.rows)} hàng, {money(len(manifest.media))} tệp ({size})"


def in_bytes(count: int) -> str:
    for unit, size in UNITS:
        if count >= size:
            return f"{count / size:.1f} {unit}".replace(".", ",")
    return f"{count} byte"


def read_passphrase(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"Không đọc được tệp mật khẩu {path}.") from error
    if not lines or not lines[0].strip():
        raise Refused(f"Dòng đầu của tệp {path} trống.")
    return lines[0].strip()
