"""What a file that calls itself Excel really is; whatever is not a plain, small .xlsx is refused with a sentence.

openpyxl opens anything: zip bombs, macros, links to other files. Nothing reaches it, or our reader, before this.
"""

import zipfile
import zlib
from typing import BinaryIO

from django.conf import settings

from thidua.workflow import Refused

MEGABYTE = 1024 * 1024
MOST_UNPACKED, MOST_RATIO = 50 * MEGABYTE, 100
RATIO_MATTERS_FROM = MEGABYTE  # a small file may be as repetitive as it likes
MOST_TAGS = 3_000_000  # about 20.000 rows of 20 columns take half of it
MOST_PARTS = 2_000

OLE_START, OLE_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
SAVE_AS = "mở bằng Excel, chọn Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi tải tệp mới lên"
LOCKED = "Tệp có mật khẩu nên không đọc được; mở bằng Excel, bỏ mật khẩu, lưu lại rồi tải lên."
BROKEN = "Tệp bị hỏng hoặc không phải Excel .xlsx; mở thử bằng Excel, lưu lại rồi tải lên."
OLD_KIND = f"Tệp là Excel kiểu cũ (.xls); {SAVE_AS}."
TEXT = f"Tệp là văn bản (.csv hoặc trang web), không phải Excel .xlsx; {SAVE_AS}."
BINARY = f"Tệp là Excel nhị phân (.xlsb); {SAVE_AS}."
OPEN_DOCUMENT = f"Tệp là bảng tính OpenDocument (.ods); {SAVE_AS}."
NOT_A_SHEET = "Tệp không phải bảng tính Excel .xlsx; tải tệp mẫu về, điền rồi tải lên."
MACROS = f"Tệp có macro (.xlsm) nên không nhận; {SAVE_AS}."
LINKS = "Tệp có liên kết đến tệp khác nên không nhận; chép lại thành giá trị (Paste Values) rồi tải lên."
BOMB = "Tệp bung ra quá lớn nên không đọc; chép các dòng cần nhập sang tệp mẫu rồi tải lên."
EMPTY = "Tệp trống."


def refuse_unsafe(file: BinaryIO) -> None:
    """Raise Refused unless the file is a plain .xlsx of bounded size; the file stands at its beginning afterwards."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if not size:
        raise Refused(EMPTY)
    if size > settings.MAX_UPLOAD_BYTES:
        weight = f"{size / MEGABYTE:.1f}".replace(".", ",")
        raise Refused(f"Tệp nặng {weight} MB; nhiều nhất {settings.MAX_UPLOAD_BYTES // MEGABYTE} MB.")
    _refuse_other_kinds(file)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_directory(archive)
            _count_tags(archive)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, zlib.error):
        raise Refused(BROKEN) from None
    file.seek(0)


def _refuse_other_kinds(file: BinaryIO) -> None:
    content = file.read()
    file.seek(0)
    if content.startswith(OLE_START):
        raise Refused(LOCKED if OLE_LOCKED in content else OLD_KIND)
    if not content.startswith(b"PK\x03\x04"):
        raise Refused(TEXT if b"\x00" not in content[:4096] or content[:2] in (b"\xff\xfe", b"\xfe\xff") else BROKEN)


def _check_directory(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = {entry.filename.lower().lstrip("/") for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(LOCKED)
    if len(names) != len(entries) or len(entries) > MOST_PARTS:
        raise Refused(BROKEN)
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if unpacked > MOST_UNPACKED or (unpacked > RATIO_MATTERS_FROM and unpacked > MOST_RATIO * max(packed, 1)):
        raise Refused(BOMB)
    for wrong, sentence in (
        (any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names), MACROS),
        ("xl/workbook.bin" in names, BINARY),
        (any(name.startswith("xl/externallinks/") for name in names), LINKS),
        ("mimetype" in names and "content.xml" in names, OPEN_DOCUMENT),
        (not {"[content_types].xml", "xl/workbook.xml"} <= names, NOT_A_SHEET),
    ):
        if wrong:
            raise Refused(sentence)
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise Refused(MACROS)


def _count_tags(archive: zipfile.ZipFile) -> None:
    """Reading costs by the tag, not by the byte; unpacking every part also finds what is broken."""
    tags = 0
    for entry in archive.infolist():
        with archive.open(entry) as part:
            while block := part.read(MEGABYTE):
                tags += block.count(b"<") if entry.filename.lower().endswith((".xml", ".rels")) else 0
                if tags > MOST_TAGS:
                    raise Refused(BOMB)
