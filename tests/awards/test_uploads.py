"""Files that people hand in: taken for what their bytes are, kept under a name that says nothing."""

import hashlib
import io
import unicodedata
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from awards.uploads import DOCX, media_type_of, plain_name, store
from thidua.models import Attachment

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"
EXE = b"MZ\x90\0\x03\0\0\0" + b"\0" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100
WRONG_TYPE = "Tệp phải là PDF, DOCX, JPG hoặc PNG"
LOCKED = "Tệp có mật khẩu nên không đọc được"


def docx(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names or ("[Content_Types].xml", "word/document.xml"):
            archive.writestr(name, "<xml/>")
    return content.getvalue()


def encrypted_zip() -> bytes:
    """The bit that says “encrypted”, set in both headers of the first entry."""
    content = bytearray(docx())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("A.PDF", PDF, "application/pdf"),
        ("a.docx", docx(), DOCX),
        ("a.jpg", JPEG, "image/jpeg"),
        ("a.jpeg", JPEG, "image/jpeg"),
        ("a.png", PNG, "image/png"),
    ],
)
def test_what_is_taken(name, content, media_type):
    file = upload(name, content)
    assert media_type_of(file) == media_type
    assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"", "Tệp trống"),
        ("a.pdf", EXE, WRONG_TYPE),
        ("a.pdf", b"<html><script>alert(1)</script></html>", WRONG_TYPE),
        ("a.pdf", b"%PDF-1.7 cut off", WRONG_TYPE),
        ("a.pdf", PNG, WRONG_TYPE),
        ("a.exe", PDF, WRONG_TYPE),
        ("a.pdf.html", PDF, WRONG_TYPE),
        ("pdf", PDF, WRONG_TYPE),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", WRONG_TYPE),
        ("a.png", PNG[:20], WRONG_TYPE),
        ("a.jpg", JPEG[:10], WRONG_TYPE),
        ("a.docx", b"PK\x03\x04 broken", WRONG_TYPE),
        ("a.docx", docx("a.txt"), WRONG_TYPE),
        ("a.docx", docx("[Content_Types].xml", "xl/workbook.xml"), WRONG_TYPE),
        ("a.docx", docx("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), WRONG_TYPE),
        ("a.doc", OLE, WRONG_TYPE),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        ("a.docx", encrypted_zip(), LOCKED),
        ("a.pdf", PDF.replace(b"trailer\n<<>>", b"trailer\n<</Encrypt 5 0 R>>"), LOCKED),
    ],
)
def test_what_is_refused(name, content, sentence):
    with pytest.raises(ValidationError) as refused:
        media_type_of(upload(name, content))
    assert refused.value.messages == [sentence]


def test_too_heavy(settings):
    heavy = PDF + b"\0" * int(14.2 * 1024 * 1024)
    with pytest.raises(ValidationError) as refused:
        media_type_of(upload("a.pdf", heavy))
    assert refused.value.messages == ["Tệp nặng 14,2 MB; nhiều nhất 10 MB"]
    settings.MAX_UPLOAD_BYTES = len(PDF)
    assert media_type_of(upload("a.pdf", PDF)) == "application/pdf"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("bao-cao.pdf", "bao-cao.pdf"),
        ("../../etc/bao cao.pdf", "bao cao.pdf"),
        ("C:\\Users\\lan\\bao cao.pdf", "bao cao.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie: b.pdf"),
        (unicodedata.normalize("NFD", "Quyết định.pdf"), "Quyết định.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_the_name_is_made_plain(given, kept):
    assert plain_name(given) == kept


def test_what_is_stored(school, settings):
    kept = store(upload("Quyết định.pdf", PDF), by=school.head.user)
    kept = Attachment.objects.get(pk=kept.pk)
    assert (kept.original_name, kept.media_type, kept.size) == ("Quyết định.pdf", "application/pdf", len(PDF))
    assert kept.sha256 == hashlib.sha256(PDF).hexdigest()
    assert kept.uploaded_by == school.head.user
    assert kept.file.read() == PDF
    kept.file.close()
    assert kept.file.name.startswith("attachments/")
    assert "." not in kept.file.name
    assert len(kept.file.name) == len("attachments/") + 32


def test_storing_checks_again(school, settings):
    with pytest.raises(ValidationError):
        store(upload("a.pdf", EXE), by=school.head.user)
    assert Attachment.objects.count() == 0
