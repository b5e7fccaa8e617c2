"""The archive: a plain tar of ordinary files, in the order of its manifest. Reading trusts nothing in it.

Read here and not by `tarfile`, which follows links, long names and sparse maps that a hostile archive may bring.
Every byte is accounted for: headers by their sums, contents by hash, padding by being zero.
"""

import hashlib
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from thidua.backup.manifest import BAD, Manifest, StoredFile, read_manifest
from thidua.workflow import Refused

MANIFEST, SEAL = "manifest.json", "manifest.sha256"
BLOCK, CHUNK = tarfile.BLOCKSIZE, 1024 * 1024
LARGEST_MANIFEST = 64 * CHUNK
LARGEST_IN_USTAR = 8 * 1024**3 - 1
CUT = "bị cắt cụt"


class Changed(Exception):
    """A file is no longer what it was when its hash was taken."""


def sha256_of(stream: BinaryIO) -> tuple[str, int]:
    """Hash and size of what is left of the stream."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def write(out: BinaryIO, manifest: Manifest, sources: Mapping[str, Path]) -> None:
    """`sources`: member → file on disk, for every file of the manifest. `out` need not be seekable."""
    content = manifest.to_bytes()
    seal = hashlib.sha256(content).hexdigest().encode()
    for name, own in ((MANIFEST, content), (SEAL, seal)):
        out.write(_header(name, len(own)) + own + bytes(-len(own) % BLOCK))
    for file in manifest.files:
        with sources[file.name].open("rb") as source:
            out.write(_header(file.name, file.size))
            _copy(source, out, file)
            out.write(bytes(-file.size % BLOCK))
    out.write(bytes(2 * BLOCK))


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    form = tarfile.USTAR_FORMAT if size <= LARGEST_IN_USTAR else tarfile.GNU_FORMAT
    return info.tobuf(form, "utf-8", "strict")


def _copy(source: BinaryIO, out: BinaryIO, file: StoredFile) -> None:
    digest, left = hashlib.sha256(), file.size
    while left:
        chunk = source.read(min(CHUNK, left))
        if not chunk:
            raise Changed(file.name)
        digest.update(chunk)
        out.write(chunk)
        left -= len(chunk)
    if source.read(1) or digest.hexdigest() != file.sha256:
        raise Changed(file.name)


class Reader:
    """An open archive: its manifest is read and checked at once; `unpack` does the rest."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        content = self._small(MANIFEST, LARGEST_MANIFEST)
        if self._small(SEAL, BLOCK) != hashlib.sha256(content).hexdigest().encode():
            raise Refused(BAD.format("bản kê “manifest.json” không khớp mã băm của nó"))
        self.manifest = read_manifest(content)

    def unpack(self, places: Mapping[str, Path]) -> None:
        """Write each member to `places[name]`, created anew; Refused at the first byte that does not belong."""
        for file in self.manifest.files:
            size = self._next(file.name)
            if size != file.size:
                raise Refused(BAD.format(f"“{file.name}” khác cỡ trong bản kê"))
            place = places[file.name]
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with place.open("xb") as out:
                place.chmod(0o600)
                digest = hashlib.sha256()
                for chunk in self._content(size):
                    digest.update(chunk)
                    out.write(chunk)
            if digest.hexdigest() != file.sha256:
                raise Refused(BAD.format(f"nội dung “{file.name}” không khớp mã băm trong bản kê"))
        if self._stream.read(2 * BLOCK + 1) != bytes(2 * BLOCK):
            raise Refused(BAD.format("phần cuối không đúng"))

    def _small(self, name: str, largest: int) -> bytes:
        size = self._next(name)
        if size > largest:
            raise Refused(BAD.format(f"“{name}” quá lớn"))
        return b"".join(self._content(size))

    def _next(self, name: str) -> int:
        """The size of the next member, which must be an ordinary file of that name with the header we write."""
        block = self._exactly(BLOCK)
        try:
            found = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
            if found.name != name or _header(name, found.size) != block:
                raise ValueError(found.name)
        except (tarfile.TarError, ValueError) as error:
            raise Refused(BAD.format(f"chỗ của “{name}” không đúng")) from error
        return found.size

    def _content(self, size: int) -> Iterator[bytes]:
        left = size
        while left:
            chunk = self._exactly(min(CHUNK, left))
            left -= len(chunk)
            yield chunk
        if any(self._exactly(-size % BLOCK)):
            raise Refused(BAD.format("phần đệm không đúng"))

    def _exactly(self, count: int) -> bytes:
        chunk = self._stream.read(count)
        if len(chunk) != count:
            raise Refused(BAD.format(CUT))
        return chunk
