"""Encryption of archives in the age format (age-encryption.org/v1): the tool `age` opens them, too."""

import contextlib
import io
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyrage

from thidua.backup.archive import CHUNK
from thidua.workflow import Refused

INTRO = b"age-encryption.org/v1\n"
PASSPHRASE_STANZA = b"-> scrypt "
# With a passphrase the library works in memory, several times the archive's size.
LARGEST_WITH_PASSPHRASE = 256 * CHUNK
SHORTEST_PASSPHRASE = 12
Write = Callable[[BinaryIO], None]


@dataclass(frozen=True)
class Keys:
    """To close: `recipients` (age1…) or `passphrase`; to open: `identities` (AGE-SECRET-KEY-1…) or `passphrase`."""

    recipients: tuple[str, ...] = ()
    passphrase: str = ""
    identities: tuple[str, ...] = ()


def write_sealed(write: Write, out: BinaryIO, keys: Keys) -> None:
    """What `write` writes, encrypted on its way to `out`; nothing readable touches the disk."""
    if keys.recipients:
        _for_recipients(write, out, keys.recipients)
    elif keys.passphrase:
        _with_passphrase(write, out, keys.passphrase)
    else:
        write(out)


def check_keys(keys: Keys) -> None:
    """Refused before any work when a key cannot be used."""
    if keys.passphrase and len(keys.passphrase) < SHORTEST_PASSPHRASE:
        raise Refused(f"Mật khẩu của tệp sao lưu cần ít nhất {SHORTEST_PASSPHRASE} ký tự.")
    for text in keys.recipients:
        try:
            pyrage.x25519.Recipient.from_str(text)
        except pyrage.RecipientError as error:
            raise Refused(f"“{text}” không phải khóa công khai age (bắt đầu bằng “age1”).") from error
    for text in keys.identities:
        try:
            pyrage.x25519.Identity.from_str(text)
        except pyrage.IdentityError as error:
            raise Refused("Tệp khóa không có dòng “AGE-SECRET-KEY-1…” đúng; tạo bằng age-keygen.") from error


@contextlib.contextmanager
def opened(file: BinaryIO, ask: Callable[[bool], Keys]) -> Iterator[BinaryIO]:
    """The archive in the clear. `ask(by_passphrase)` is called only when it is encrypted.

    The decrypted copy lies in the system's folder for temporary files, without a name.
    """
    start = file.read(len(INTRO) + len(PASSPHRASE_STANZA))
    file.seek(0)
    if not start.startswith(INTRO):
        yield file
        return
    by_passphrase = start.endswith(PASSPHRASE_STANZA)
    keys = ask(by_passphrase)
    check_keys(Keys(identities=keys.identities))
    with tempfile.TemporaryFile(prefix="thidua-") as clear:
        told = _Told(clear)
        try:
            if by_passphrase:
                told.write(pyrage.passphrase.decrypt(_bounded(file), keys.passphrase))
            else:
                pyrage.decrypt_io(file, told, [pyrage.x25519.Identity.from_str(key) for key in keys.identities])
        except (pyrage.DecryptError, ValueError, OSError) as error:
            if told.error:
                raise told.error from error
            raise Refused("Không mở được tệp sao lưu: sai khóa hoặc mật khẩu, hoặc tệp đã hỏng.") from error
        clear.seek(0)
        yield clear


def read_identities(path: Path) -> tuple[str, ...]:
    """The secret keys in a file of `age-keygen`."""
    try:
        lines = path.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"Không đọc được tệp khóa {path}.") from error
    found = tuple(word for word in lines if word.startswith("AGE-SECRET-KEY-"))
    if not found:
        raise Refused(f"Tệp {path} không có dòng “AGE-SECRET-KEY-1…”.")
    return found


def _bounded(file: BinaryIO) -> bytes:
    content = file.read(LARGEST_WITH_PASSPHRASE + CHUNK)
    if len(content) == LARGEST_WITH_PASSPHRASE + CHUNK:
        raise Refused("Tệp sao lưu khóa bằng mật khẩu quá lớn; mở bằng lệnh “age --decrypt” rồi khôi phục tệp tar.")
    return content


def _with_passphrase(write: Write, out: BinaryIO, passphrase: str) -> None:
    clear = _Limited()
    write(clear)
    out.write(pyrage.passphrase.encrypt(clear.getvalue(), passphrase))


class _Limited(io.BytesIO):
    def write(self, chunk: bytes) -> int:
        if self.tell() + len(chunk) > LARGEST_WITH_PASSPHRASE:
            raise Refused("Bản sao lưu quá lớn để khóa bằng mật khẩu; dùng khóa công khai: --to age1…")
        return super().write(chunk)


def _for_recipients(write: Write, out: BinaryIO, recipients: tuple[str, ...]) -> None:
    read_end, write_end = os.pipe()
    failures: list[BaseException] = []

    def produce() -> None:
        try:
            with os.fdopen(write_end, "wb") as pipe:
                write(pipe)
        except BaseException as error:  # given to the caller below
            failures.append(error)

    producer, told = threading.Thread(target=produce), _Told(out)
    producer.start()
    try:
        with os.fdopen(read_end, "rb") as reader:
            pyrage.encrypt_io(reader, told, [pyrage.x25519.Recipient.from_str(text) for text in recipients])
    except pyrage.EncryptError as error:
        raise told.error or error from error
    finally:
        producer.join()
        if failures and not isinstance(failures[0], BrokenPipeError):
            raise failures[0]


class _Told:
    """A file whose errors are kept: the library turns them into its own, which say nothing of a full disk."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.error: OSError | None = None

    def write(self, chunk: bytes) -> int:
        try:
            return self.file.write(chunk)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        self.file.flush()
