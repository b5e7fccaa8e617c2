"""Files that people hand in. What a file is, its bytes say; its name and the browser's word are only compared."""

import hashlib
import zipfile
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from thidua import clock
from thidua.models import Attachment
from thidua.vietnamese import clean_line

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = {
    "application/pdf": (".pdf",),
    DOCX: (".docx",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}
WRONG_TYPE = "Tệp phải là PDF, DOCX, JPG hoặc PNG"
EMPTY = "Tệp trống"
LOCKED = "Tệp có mật khẩu nên không đọc được"
MEGABYTE = 1024 * 1024
NAME_LENGTH = 200

PNG_START, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
# The container of old Office files; a DOCX with a password is one, too, and names its stream in UTF-16.
OLE_START, OLE_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")


def media_type_of(upload: UploadedFile) -> str:
    """The type by content; ValidationError with the sentence when the file cannot be taken."""
    if not upload.size:
        raise ValidationError(EMPTY, code="empty")
    if upload.size > settings.MAX_UPLOAD_BYTES:
        raise ValidationError(too_heavy(upload.size), code="too_heavy")
    upload.seek(0)
    media_type = _sniff(upload)
    upload.seek(0)
    if not clean_line(upload.name or "").lower().endswith(ENDINGS.get(media_type, ())):
        raise ValidationError(WRONG_TYPE, code="wrong_type")
    return media_type


def too_heavy(size: int) -> str:
    weight = f"{size / MEGABYTE:.1f}".replace(".", ",")
    return f"Tệp nặng {weight} MB; nhiều nhất {settings.MAX_UPLOAD_BYTES // MEGABYTE} MB"


def store(upload: UploadedFile, *, by: Any) -> Attachment:
    """Keep a file privately under a random name; checked here again, whatever the form did."""
    media_type = media_type_of(upload)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return Attachment.objects.create(
        file=upload,
        original_name=plain_name(upload.name or ""),
        media_type=media_type,
        size=upload.size,
        sha256=digest.hexdigest(),
        uploaded_by=by,
        uploaded_at=clock.now(),
    )


def discard(attachment: Attachment) -> None:
    """Take back a file that was stored for an act which was then refused."""
    attachment.file.delete(save=False)
    attachment.delete()


def plain_name(name: str) -> str:
    """The name without folders and control characters, composed, cut to the column but with its ending."""
    path = PurePosixPath(clean_line(name.replace("\\", "/")))
    return f"{path.stem[: NAME_LENGTH - len(path.suffix)]}{path.suffix}"


def _sniff(file: UploadedFile) -> str:
    """The media type, "" for anything we do not take."""
    content = file.read()
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return _unlocked("application/pdf", is_locked=b"/Encrypt" in content)
    if content.startswith(PNG_START) and PNG_END in content[-64:]:
        return "image/png"
    if content.startswith(JPEG_START) and JPEG_END in content[-64:]:
        return "image/jpeg"
    if content.startswith(OLE_START):
        return _unlocked("", is_locked=OLE_LOCKED in content)
    return _docx(file) if content.startswith(b"PK\x03\x04") else ""


def _docx(file: BinaryIO) -> str:
    """A zip that holds a Word document and no macros; nothing is unpacked, so it cannot swell."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ""
    if not {"[Content_Types].xml", "word/document.xml"} <= set(entries):
        return ""
    if any(name.lower().endswith("vbaproject.bin") for name in entries):
        return ""
    return _unlocked(DOCX, is_locked=any(entry.flag_bits & 1 for entry in entries.values()))


def _unlocked(media_type: str, *, is_locked: bool) -> str:
    if is_locked:
        raise ValidationError(LOCKED, code="locked")
    return media_type
