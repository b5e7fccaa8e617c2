"""How certificates are printed is kept by the clerk and the administrator; the picture above; preview and ruler."""

import io

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from awards.documents import logo
from awards.models import CertificateLogo, CertificateSettings
from tests.data.pictures import disc_png
from thidua.models import Attachment, AuditEntry

pytestmark = pytest.mark.django_db
MM = 72 / 25.4
PAGE = reverse("certificate_settings", args=["giay-khen"])
PRINTED = {f"o-{name}_printed": "on" for name in ("name", "place", "merit", "verify", "decision", "book", "date")}
ALL = PRINTED | {"o-signer_title_printed": "on", "o-signer_name_printed": "on"}
SETTINGS = ALL | {
    "is_printed": "on",
    "mode": "overprint",
    "paper": "A4",
    "heading": "state",
    "emblem": "none",
    "shows_honorific": "on",
    "merit_text": "",
    "dx": "0",
    "dy": "0",
}


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def page_of(client, name: str, kind: str = "giay-khen"):
    response = client.get(reverse(name, args=[kind]))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return pdfplumber.open(io.BytesIO(response.content)).pages[0]


def left_of(page, word: str) -> float:
    return min(item["x0"] for item in page.extract_words() if item["text"] == word) / MM


def test_a_blank_is_adjusted_and_the_preview_follows(clerk, school):
    before = left_of(page_of(clerk, "certificate_preview"), "sổ")
    places = {"o-book_dx": "-4,5", "o-book_dy": "2", "o-merit_dx": "0", "o-name_dy": "50"}
    response = clerk.post(PAGE, SETTINGS | places | {"dx": "1.5", "dy": "-50"})
    assert (response.status_code, response.url) == (302, PAGE)
    row = CertificateSettings.objects.get(kind="giay-khen")
    assert (float(row.dx), float(row.dy), row.left_out) == (1.5, -50.0, [])
    assert row.offsets == {"book": [-4.5, 2.0], "name": [0.0, 50.0]}
    page = page_of(clerk, "certificate_preview")
    assert left_of(page, "sổ") == pytest.approx(before - 3, abs=0.03)
    assert "GIẤY KHEN" not in page.extract_text()
    entries = AuditEntry.objects.filter(target_type="awards.certificatesettings").order_by("pk")
    assert [entry.verb for entry in entries] == ["certificatesettings.create", "certificatesettings.move_fields"]
    assert entries[1].after["offsets"] == [
        "Cách xưng hô, họ và tên (tên tập thể): 0; 50 mm",
        "Số sổ vàng: -4.5; 2 mm",
    ]
    shown = text_of(clerk.get(PAGE))
    assert 'name="o-book_dx" value="-4,5"' in shown
    assert "Dịch vị trí ô in" in shown


def test_saving_the_same_again_writes_no_line(clerk):
    body = SETTINGS | {"o-book_dx": "1"}
    clerk.post(PAGE, body)
    lines = AuditEntry.objects.count()
    clerk.post(PAGE, body)
    assert AuditEntry.objects.count() == lines


@pytest.mark.parametrize("name", ["dx", "dy", "o-book_dx", "o-signer_name_dy"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("50", ""),
        ("-50", ""),
        ("50,1", "Chỉ dịch được từ -50 đến 50 mm"),
        ("-50,1", "Chỉ dịch được từ -50 đến 50 mm"),
        ("1,25", "có nhiều nhất 1 chữ số sau dấu phẩy"),
        ("năm", "phải là số"),
    ],
)
def test_how_far_anything_moves(clerk, name, typed, said):
    response = clerk.post(PAGE, SETTINGS | {name: typed})
    assert response.status_code == (200 if said else 302)
    assert CertificateSettings.objects.exists() is not bool(said)
    if said:
        assert said in text_of(response)
        assert f'value="{typed}"' in text_of(response)


def test_a_field_the_blank_has_already_is_left_out(clerk):
    clerk.post(PAGE, PRINTED | {key: SETTINGS[key] for key in SETTINGS if not key.startswith("o-")})
    assert CertificateSettings.objects.get().left_out == ["signer_title", "signer_name"]
    assert "HIỆU TRƯỞNG" not in page_of(clerk, "certificate_preview").extract_text()
    assert "Chức danh người ký" not in page_of(clerk, "certificate_calibration").extract_text()


@pytest.mark.parametrize(("public", "label"), [("", "Mã xác minh:"), ("https://td.example", "Mã xác minh, mã QR:")])
def test_a_code_to_be_seen_is_named_only_where_one_is_printed(clerk, settings, public, label):
    settings.PUBLIC_URL = public
    shown = page_of(clerk, "certificate_calibration").extract_text()
    assert (label in shown, "mã QR" in shown) == (True, bool(public))
    assert ("mã QR" in text_of(clerk.get(PAGE))) is bool(public)


@pytest.mark.parametrize(
    ("typed", "odd"), [("năm {nam}", "{nam}"), ("{năm} của {ten}", "{ten}"), ("năm {năm", "{"), ("năm} ấy", "}")]
)
def test_a_placeholder_nobody_fills_gets_a_sentence(clerk, typed, odd):
    shown = text_of(clerk.post(PAGE, SETTINGS | {"merit_text": typed}))
    assert f"“{odd}” không được thay bằng gì; chỉ {{năm}} được thay bằng năm" in shown
    assert not CertificateSettings.objects.exists()
    clerk.post(PAGE, SETTINGS | {"merit_text": "Đã có thành tích năm {năm}"})
    assert CertificateSettings.objects.get().merit_text == "Đã có thành tích năm {năm}"


def test_the_preview_of_every_kind_names_nobody(clerk):
    for kind in CertificateSettings.Kind.values:
        text = page_of(clerk, "certificate_preview", kind).extract_text()
        assert ("HỌ VÀ TÊN NGƯỜI NHẬN" in text) is (kind != "tap-the")
        assert "Số sổ vàng: 0" in text


def test_flags_are_offered_for_one_title_only(clerk):
    offered = {
        kind: 'name="shows_flags"' in text_of(clerk.get(reverse("certificate_settings", args=[kind])))
        for kind in CertificateSettings.Kind.values
    }
    assert offered == {kind: kind == "chien-si-thi-dua-co-so" for kind in offered}


# --- the picture


def upload(client, content: bytes, name: str):
    return client.post(reverse("certificate_logo"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_the_picture_is_kept_printed_and_removed(clerk):
    refused = clerk.post(PAGE, SETTINGS | {"mode": "full", "emblem": "logo"})
    assert "Chưa có tệp biểu trưng" in text_of(refused)
    assert "Đang dùng tệp bieu-trung.png" in text_of(upload(clerk, disc_png(1200), "bieu-trung.png"))
    assert clerk.post(PAGE, SETTINGS | {"mode": "full", "emblem": "logo"}).status_code == 302
    [image] = page_of(clerk, "certificate_preview").images
    assert image["srcsize"] == (900, 900)
    clerk.post(reverse("certificate_logo_remove"))
    assert page_of(clerk, "certificate_preview").images == []
    verbs = AuditEntry.objects.filter(verb="certificatelogo.set_logo").order_by("pk").values_list("after", flat=True)
    assert [entry["file"] for entry in verbs] == ["bieu-trung.png", ""]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"%PDF-1.7 khong phai anh", "bieu-trung.png", ""),
        (b"GIF89a" + b"\0" * 40, "bieu-trung.gif", ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bieu-trung.svg", ""),
        (b"", "bieu-trung.png", "Tệp trống"),
    ],
)
def test_what_is_no_picture_gets_a_sentence(clerk, content, name, said):
    shown = text_of(upload(clerk, content, name))
    assert "Có 1 chỗ cần sửa" in shown
    assert said in shown
    assert not CertificateLogo.objects.exists()
    assert not Attachment.objects.exists()


def test_a_good_file_that_is_no_picture_gets_a_sentence(clerk, uploads_pdf):
    assert "Tệp này không phải ảnh; chọn tệp JPG hoặc PNG" in text_of(upload(clerk, uploads_pdf, "bieu-trung.pdf"))
    assert not CertificateLogo.objects.exists()


@pytest.fixture
def uploads_pdf() -> bytes:
    """A sound PDF of one page."""
    pikepdf = pytest.importorskip("pikepdf")
    file, content = pikepdf.new(), io.BytesIO()
    file.add_blank_page()
    file.save(content)
    return content.getvalue()


def test_a_picture_lost_from_the_disk_leaves_the_certificates_without(clerk, caplog):
    upload(clerk, disc_png(), "bieu-trung.png")
    kept = CertificateLogo.objects.get().file
    kept.file.storage.delete(kept.file.name)
    assert logo.picture() == ""
    assert "không đọc được trên đĩa" in caplog.text
