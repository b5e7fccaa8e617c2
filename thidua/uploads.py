"""Files that people hand in. What a file is, its bytes say; its name and the browser's word are only compared.

The bytes are kept as they came: a photograph is evidence, and drawing it anew to drop the camera's data would alter it.
"""

import hashlib
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, QuerySet, Sum

from thidua import clock, inspection
from thidua.inspection import DOCX
from thidua.models import Attachment
from thidua.vietnamese import clean_line, upper_first
from thidua.workflow import Refused, refuse

log = logging.getLogger(__name__)

ENDINGS = {
    "application/pdf": (".pdf",),
    DOCX: (".docx",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}
EMPTY = "Tệp trống"
MEGABYTE = 1024 * 1024
NAME_LENGTH, LONGEST_ENDING = 200, 20
# What one person may hand in within a day; a head with forty dossiers needs a tenth of it.
MOST_FILES_A_DAY, MOST_BYTES_A_DAY = 300, 300 * MEGABYTE
DAY = timedelta(days=1)
MOST_FILES, MOST_BYTES = 20, 60 * MEGABYTE  # of one dossier, of one initiative

FORBIDDEN_IN_NAMES = re.compile(r'[<>:"|?*]+')  # Windows could not save such a name
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
NAMELESS = "tep"


def media_type_of(upload: UploadedFile) -> str:
    """The type by content; ValidationError with the sentence when the file cannot be taken. Looked at once a file."""
    if not upload.size:
        raise ValidationError(EMPTY, code="empty")
    if upload.size > settings.MAX_UPLOAD_BYTES:
        raise ValidationError(too_heavy(upload.size), code="too_heavy")
    known = getattr(upload, "media_type_found", "")
    media_type = upload.media_type_found = known or _found_in(upload)
    endings = ENDINGS[media_type]
    if not plain_name(upload.name or "").lower().endswith(endings):
        kind = endings[0].removeprefix(".").upper()
        sentence = f"Tệp này là {kind} nhưng tên có đuôi khác; đổi đuôi thành {endings[0]} rồi chọn lại"
        raise ValidationError(sentence, code="misnamed")
    return media_type


def only_of(kind: str, sentence: str, upload: UploadedFile) -> UploadedFile:
    """`kind`: how the media type begins, as “image/”. ValidationError with the sentence for any other file."""
    try:
        is_right = media_type_of(upload).startswith(kind)
    except ValidationError as refused:
        if refused.code != inspection.reasons.WRONG_TYPE:
            raise
        is_right = False
    if not is_right:
        raise ValidationError(sentence, code="other_kind")
    return upload


def _found_in(upload: UploadedFile) -> str:
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    try:
        return inspection.media_type_of(content)
    except inspection.Unfit as unfit:
        raise ValidationError(inspection.REASONS[unfit.code], code=unfit.code) from None


def text_in(upload: UploadedFile) -> str:
    """The words of a DOCX or a PDF; ValidationError with the sentence when there are none to be had."""
    media_type_of(upload)
    upload.seek(0)
    try:
        return inspection.text_of(upload.read())
    except inspection.Unfit as unfit:
        raise ValidationError(inspection.REASONS[unfit.code], code=unfit.code) from None


def megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB".replace(".", ",")


def too_heavy(size: int) -> str:
    return f"Tệp nặng {megabytes(size)}; nhiều nhất {settings.MAX_UPLOAD_BYTES // MEGABYTE} MB"


def why_not_store(size: int, *, by: Any) -> str:
    """One account cannot fill the disk, whatever it does with the files afterwards."""
    recent = Attachment.objects.filter(uploaded_by=by, uploaded_at__gt=clock.now() - DAY)
    sums = recent.aggregate(files=Count("pk"), bytes=Sum("size", default=0))
    if sums["files"] >= MOST_FILES_A_DAY or sums["bytes"] + size > MOST_BYTES_A_DAY:
        done = f"{sums['files']} tệp, {megabytes(sums['bytes'])}"
        most = f"{MOST_FILES_A_DAY} tệp, {MOST_BYTES_A_DAY // MEGABYTE} MB"
        return f"Trong 24 giờ đồng chí đã nộp {done}; nhiều nhất {most}. Nộp tiếp vào ngày mai hoặc liên hệ quản trị."
    return ""


def why_not_fit(kept: QuerySet[Attachment], size: int, *, whose: str) -> str:
    """Whether one more file of `size` bytes fits beside those kept; `whose`: “hồ sơ”, “sáng kiến”."""
    sums = kept.aggregate(files=Count("pk"), bytes=Sum("size", default=0))
    if sums["files"] >= MOST_FILES:
        sentence = f"{whose} đã có {sums['files']} tệp, nhiều nhất {MOST_FILES}; gộp hoặc bỏ bớt tệp rồi thêm."
        return upper_first(sentence)
    if sums["bytes"] + size > MOST_BYTES:
        total, most = megabytes(sums["bytes"] + size), MOST_BYTES // MEGABYTE
        return f"Các tệp của {whose} sẽ nặng {total}, nhiều nhất {most} MB; bỏ bớt hoặc thu nhỏ tệp rồi thêm."
    return ""


def hand_in(upload: UploadedFile, attach: Callable[[Attachment], None], *, why: str, by: Any) -> None:
    """Store first, outside any transaction; where `attach` is then refused (something changed meanwhile), take it back.

    `why`: why the file cannot be added as things stand now, "" when it can.
    """
    refuse(why or why_not_store(upload.size, by=by))
    attachment = store(upload, by=by)
    try:
        attach(attachment)
    except Refused:
        discard(attachment)
        raise


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


def content_of(attachment: Attachment) -> bytes | None:
    """The bytes as they were handed in; None, and a line in the log, when they are gone or no longer the same."""
    try:
        with attachment.file.open("rb") as file:
            content = file.read()
    except OSError:
        log.error("Tệp đính kèm %s không đọc được trên đĩa", attachment.pk)
        return None
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        log.error("Tệp đính kèm %s trên đĩa khác tệp đã nộp", attachment.pk)
        return None
    return content


def plain_name(name: str) -> str:
    """The name without folders, control characters and what Windows forbids; composed, cut, its ending kept."""
    last = PurePosixPath(clean_line(name.replace("\\", "/"))).name
    stem, dot, ending = last.rpartition(".") if "." in last else (last, "", "")
    stem = FORBIDDEN_IN_NAMES.sub("-", stem).strip(" .")
    ending = dot + FORBIDDEN_IN_NAMES.sub("-", ending)[:LONGEST_ENDING].strip()
    if not stem or DEVICES.match(stem):
        stem = f"{NAMELESS}-{stem}".rstrip("-")
    return stem[: NAME_LENGTH - len(ending)] + ending
