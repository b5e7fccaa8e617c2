"""The signed and stamped copy of an issued paper, kept beside our original: a scan, or a digitally signed PDF."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from awards.documents import tally_sheet
from awards.models import Round, SignedSheet
from thidua import clock, inspection, signatures, uploads
from thidua.audit import audit
from thidua.models import Attachment, IssuedDocument, SignedCopy
from thidua.vietnamese import nfc
from thidua.workflow import acting_on, refuse

PDF = "application/pdf"
MOST = 5
DRAFT = "DỰTHẢO"  # as it is stamped across a draft, without spaces


def why_not_keep(document: IssuedDocument) -> str:
    if document.signed_copies.count() < MOST:
        return ""
    return f"Văn bản số {document.full_number} đã có {MOST} bản đã ký; không thêm được nữa."


def keep(document: IssuedDocument, upload: UploadedFile, *, by: Any) -> SignedCopy:
    """Refused with a sentence where the file is no PDF, or was changed after it was signed; nothing is stored then."""
    refuse(_why_not_pdf(upload))
    found = _signatures_of(upload)
    refuse(signatures.why_not_kept(found) or _why_another(document, upload))
    return _stored(document, upload, found, why_not_keep, SignedCopy(document=document), by=by)


def _stored(
    row: Any,
    upload: UploadedFile,
    found: list[signatures.Signature],
    why_not: Callable[[Any], str],
    kept: Any,
    *,
    by: Any,
) -> Any:
    """The file as `kept`, which names its row; whether the row takes another is asked again inside its lock."""

    def attach(attachment: Attachment) -> None:
        with acting_on(row):
            refuse(why_not(row))
            kept.attachment, kept.signatures = attachment, [signature.as_data() for signature in found]
            kept.added_by, kept.added_at = by, clock.now()
            kept.save(force_insert=True)
            after = {"file": attachment.original_name, "sha256": attachment.sha256, "signatures": len(found)}
            audit(row, "keep_signed_copy", by=by, after=after)

    uploads.hand_in(upload, attach, why=why_not(row), by=by)
    return kept


def _why_not_pdf(upload: UploadedFile) -> str:
    is_pdf = uploads.media_type_of(upload) == PDF
    return "" if is_pdf else "Bản đã ký phải là tệp PDF; quét lại thành PDF hoặc chọn tệp PDF đã ký số."


# --- of a tally sheet, which bears no number


def why_not_keep_sheet(round_: Round) -> str:
    if sentence := tally_sheet.why_not_issue(round_):
        return sentence
    if round_.signed_sheets.count() < MOST:
        return ""
    return f"Lượt {round_.ordinal} đã có {MOST} bản đã ký; không thêm được nữa."


def keep_sheet(round_: Round, upload: UploadedFile, *, by: Any) -> SignedSheet:
    """Refused as `keep` refuses; a file with words in it is of this round."""
    refuse(why_not_keep_sheet(round_))
    refuse(_why_not_pdf(upload))
    found = _signatures_of(upload)
    refuse(signatures.why_not_kept(found) or _why_another_round(round_, upload))
    return _stored(round_, upload, found, why_not_keep_sheet, SignedSheet(round=round_), by=by)


def _why_another_round(round_: Round, upload: UploadedFile) -> str:
    words = _words_of(upload)
    if not words or f"(lượt{round_.ordinal})" in _squeezed(words):
        return ""
    return f"Trong tệp không có “(lượt {round_.ordinal})”; chọn đúng bản đã ký của lượt này."


# --- what a file says


def _words_of(upload: UploadedFile) -> str:
    """ "" for a scan: what stands on it is the clerk's to look at."""
    upload.seek(0)
    try:
        return nfc(inspection.text_of(upload.read()))
    except inspection.Unfit:
        return ""
    finally:
        upload.seek(0)


def _why_another(document: IssuedDocument, upload: UploadedFile) -> str:
    """A file with words in it names the paper's number and is no draft; one without words is the clerk's to look at."""
    words = _words_of(upload)
    if not words:
        return ""
    if DRAFT in _squeezed(words) and DRAFT not in _squeezed(json.dumps(document.paper, ensure_ascii=False)):
        return "Tệp này là bản DỰ THẢO, không phải bản đã ký; chọn đúng bản đã ký của văn bản này."
    spaced = r"\s*".join(map(re.escape, document.full_number))
    if re.search(rf"(?<!\d){spaced}(?![\w-])", words):
        return ""
    return f"Trong tệp không có số {document.full_number}; chọn đúng bản đã ký của văn bản này."


def _squeezed(text: str) -> str:
    """Without spaces: a PDF has them where its letters happen to stand apart."""
    return "".join(nfc(text).split())


def _signatures_of(upload: UploadedFile) -> list[signatures.Signature]:
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    try:
        return signatures.read(content)
    except inspection.Unfit:
        refuse("Không đọc được chữ ký số trong tệp; xuất lại tệp PDF đã ký rồi chọn lại.")
        raise
