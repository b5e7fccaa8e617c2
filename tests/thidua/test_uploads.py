"""Files that people hand in: taken for what their bytes are, kept under a name that says nothing."""

import hashlib
import stat
import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.data import make_uploads
from thidua import clock, inspection, uploads
from thidua.models import Attachment
from thidua.uploads import DOCX, media_type_of, plain_name, store

pytestmark = pytest.mark.usefixtures("own_process")

PDF, PNG, JPEG = make_uploads.pdf(), make_uploads.png(), make_uploads.jpeg()
EXE = make_uploads.EXE
WRONG_TYPE = "Tệp phải là PDF, DOCX, JPG hoặc PNG"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("A.PDF", PDF, "application/pdf"),
        ("a.docx", make_uploads.docx(), DOCX),
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
        ("a.pdf", make_uploads.HTML, WRONG_TYPE),
        ("a.pdf", PDF[:300], inspection.REASONS["broken"]),
        ("a.pdf", make_uploads.locked_pdf("mat-khau"), "Tệp có mật khẩu nên không đọc được"),
        ("a.docx", make_uploads.docx({"word/vbaProject.bin": b""}), inspection.REASONS["macros"]),
        ("a.pdf", PNG, "Tệp này là PNG nhưng tên có đuôi khác; đổi đuôi thành .png rồi chọn lại"),
        ("a.pdf.exe", PDF, "Tệp này là PDF nhưng tên có đuôi khác; đổi đuôi thành .pdf rồi chọn lại"),
        ("a.pdf.html", PDF, "Tệp này là PDF nhưng tên có đuôi khác; đổi đuôi thành .pdf rồi chọn lại"),
        ("pdf", PDF, "Tệp này là PDF nhưng tên có đuôi khác; đổi đuôi thành .pdf rồi chọn lại"),
        # A mark that turns the following letters round: shown “a.exe.pdf”, it ends in .exe.
        ("a.\u202efdp.exe", PDF, "Tệp này là PDF nhưng tên có đuôi khác; đổi đuôi thành .pdf rồi chọn lại"),
        ("a.png", JPEG, "Tệp này là JPG nhưng tên có đuôi khác; đổi đuôi thành .jpg rồi chọn lại"),
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
    settings.MAX_UPLOAD_BYTES = len(PDF) - 1
    with pytest.raises(ValidationError):
        media_type_of(upload("a.pdf", PDF))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("bao-cao.pdf", "bao-cao.pdf"),
        ("../../etc/bao cao.pdf", "bao cao.pdf"),
        ("C:\\Users\\lan\\bao cao.pdf", "bao cao.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie- b.pdf"),
        (unicodedata.normalize("NFD", "Quyết định.pdf"), "Quyết định.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
        ("bao.cao.v2.pdf", "bao.cao.v2.pdf"),
        ("a\u202egpj.pdf", "agpj.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("CON.pdf", "tep-CON.pdf"),
        ("com1.tar.pdf", "tep-com1.tar.pdf"),
        ("console.pdf", "console.pdf"),
        ('x<y>"?|*:z.pdf', "x-y-z.pdf"),
        (".pdf", "tep.pdf"),
        ("...", "tep."),
        ("a" * 5 + "." + "b" * 300, "aaaaa." + "b" * 20),
        ("bao cao .pdf", "bao cao.pdf"),
        ("", "tep"),
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


def test_only_our_account_reads_what_is_stored(school, settings):
    kept = store(upload("a.pdf", PDF), by=school.head.user)
    file = Path(kept.file.path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    folders = [Path(folder) for folder in [*settings.STATICFILES_DIRS, settings.STATIC_ROOT] if folder]
    assert [folder for folder in folders if folder in file.parents] == []


def test_a_form_and_the_store_look_once(school, monkeypatch):
    looked = []
    monkeypatch.setattr(inspection, "media_type_of", lambda content: looked.append(content) or "application/pdf")
    file = upload("a.pdf", PDF)
    media_type_of(file)
    store(file, by=school.head.user)
    assert looked == [PDF]


def test_what_one_person_may_hand_in_a_day(school, monkeypatch):
    head = school.head.user
    monkeypatch.setattr(uploads, "MOST_BYTES_A_DAY", 3 * uploads.MEGABYTE)
    monkeypatch.setattr(uploads, "MOST_FILES_A_DAY", 3)
    old = {"media_type": "application/pdf", "sha256": "0" * 64, "original_name": "a.pdf"}
    Attachment.objects.create(size=uploads.MEGABYTE, uploaded_by=head, uploaded_at=clock.now(), **old)
    yesterday = clock.now() - timedelta(days=1)
    Attachment.objects.create(size=9 * uploads.MEGABYTE, uploaded_by=head, uploaded_at=yesterday, **old)
    assert uploads.why_not_store(2 * uploads.MEGABYTE, by=head) == ""
    assert uploads.why_not_store(2 * uploads.MEGABYTE + 1, by=head) == (
        "Trong 24 giờ đồng chí đã nộp 1 tệp, 1,0 MB; nhiều nhất 3 tệp, 3 MB. "
        "Nộp tiếp vào ngày mai hoặc liên hệ quản trị."
    )
    assert uploads.why_not_store(9 * uploads.MEGABYTE, by=school.clerk.user) != ""
    for _ in range(2):
        Attachment.objects.create(size=1, uploaded_by=head, uploaded_at=clock.now(), **old)
    assert uploads.why_not_store(1, by=head).startswith("Trong 24 giờ đồng chí đã nộp 3 tệp")
    assert uploads.why_not_store(1, by=school.clerk.user) == ""
