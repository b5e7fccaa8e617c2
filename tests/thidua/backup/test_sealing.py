"""Archives that only the holder of a key opens."""

import io
import shutil
import subprocess

import pyrage
import pytest

from thidua.backup import sealing
from thidua.backup.sealing import Keys, opened, read_identities, write_sealed
from thidua.workflow import Refused

CONTENT = b"plain words " * 20_000
WRONG_KEY = "Không mở được tệp sao lưu: sai khóa hoặc mật khẩu, hoặc tệp đã hỏng."


@pytest.fixture
def identity():
    return pyrage.x25519.Identity.generate()


def sealed(keys: Keys) -> io.BytesIO:
    out = io.BytesIO()
    write_sealed(lambda stream: stream.write(CONTENT), out, keys)
    out.seek(0)
    return out


def test_without_keys_it_is_plain():
    assert sealed(Keys()).getvalue() == CONTENT


def test_for_a_recipient(identity):
    out = sealed(Keys(recipients=(str(identity.to_public()),)))
    assert CONTENT[:100] not in out.getvalue()
    with opened(out, lambda by_passphrase: Keys(identities=(str(identity),))) as clear:
        assert clear.read() == CONTENT


def test_with_a_passphrase():
    """One test: the library takes a second of every opening on purpose."""
    out = sealed(Keys(passphrase="mật khẩu rất dài"))
    with opened(out, lambda by_passphrase: Keys(passphrase="mật khẩu rất dài" if by_passphrase else "")) as clear:
        assert clear.read() == CONTENT
    out.seek(0)
    with pytest.raises(Refused, match=WRONG_KEY), opened(out, lambda by_passphrase: Keys(passphrase="x" * 20)):
        pass


def test_a_wrong_key_or_a_wrong_byte_opens_nothing(identity):
    out = sealed(Keys(recipients=(str(identity.to_public()),)))
    other = str(pyrage.x25519.Identity.generate())
    damaged = bytearray(out.getvalue())
    damaged[-100] ^= 1
    for content, key in (
        (out.getvalue(), other),
        (bytes(damaged), str(identity)),
        (out.getvalue()[:-1], str(identity)),
    ):
        with (
            pytest.raises(Refused, match=WRONG_KEY),
            opened(io.BytesIO(content), lambda _, k=key: Keys(identities=(k,))),
        ):
            pass


def test_an_error_in_the_middle_is_the_callers(identity):
    def fails(stream):
        stream.write(b"half")
        raise ZeroDivisionError

    for keys in (Keys(), Keys(recipients=(str(identity.to_public()),)), Keys(passphrase="mật khẩu rất dài")):
        with pytest.raises(ZeroDivisionError):
            write_sealed(fails, io.BytesIO(), keys)


def test_a_full_disk_is_told_as_such(identity):
    class Full(io.BytesIO):
        def write(self, chunk):
            raise OSError(28, "No space left on device")

    for keys in (Keys(), Keys(recipients=(str(identity.to_public()),))):
        with pytest.raises(OSError, match="No space left"):
            write_sealed(lambda stream: stream.write(CONTENT), Full(), keys)


def test_with_a_passphrase_only_what_fits_in_memory(monkeypatch):
    monkeypatch.setattr(sealing, "LARGEST_WITH_PASSPHRASE", len(CONTENT) - 1)
    with pytest.raises(Refused, match="quá lớn để khóa bằng mật khẩu"):
        sealed(Keys(passphrase="mật khẩu rất dài"))


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (Keys(passphrase="mười một ký"), "ít nhất 12 ký tự"),
        (Keys(recipients=("age1sai",)), "“age1sai” không phải khóa công khai age"),
        (Keys(identities=("AGE-SECRET-KEY-1SAI",)), "không có dòng “AGE-SECRET-KEY-1…” đúng"),
    ],
)
def test_keys_that_cannot_be_used(keys, sentence):
    with pytest.raises(Refused, match=sentence):
        sealing.check_keys(keys)


def test_a_file_of_keys(tmp_path, identity):
    path = tmp_path / "key.txt"
    path.write_text(f"# created\n# public key: {identity.to_public()}\n{identity}\n", encoding="utf-8")
    assert read_identities(path) == (str(identity),)
    path.write_text("nothing", encoding="utf-8")
    for wrong in (path, tmp_path / "absent"):
        with pytest.raises(Refused):
            read_identities(wrong)


def test_the_tool_of_that_name_opens_it(tmp_path, identity):
    """Where Debian's `age` is installed; the format is the same everywhere."""
    if not shutil.which("age"):
        return
    key, path = tmp_path / "key.txt", tmp_path / "archive.age"
    key.write_text(str(identity), encoding="ascii")
    path.write_bytes(sealed(Keys(recipients=(str(identity.to_public()),))).getvalue())
    done = subprocess.run(["age", "--decrypt", "-i", str(key), str(path)], capture_output=True, check=True)
    assert done.stdout == CONTENT
