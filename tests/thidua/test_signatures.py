"""Digital signatures of a PDF: whole, changed afterwards, by whom, trusted or not."""

import io

import pytest
from pyhanko.pdf_utils.generic import NameObject, NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.data import make_uploads
from tests.signed import certificate, pem, signed
from thidua import inspection, signatures
from thidua.signatures import why_not_kept


@pytest.fixture(scope="module")
def rector():
    return certificate("Phạm Văn Mẫu")


@pytest.fixture(scope="module")
def signed_pdf(rector):
    return signed(make_uploads.pdf(), *rector)


def told(found):
    return [(one.signer, one.organisation, one.intact, one.changed_after, one.trusted) for one in found]


def test_a_signed_file_says_who_signed(signed_pdf):
    found = signatures.read(signed_pdf)
    assert told(found) == [("Phạm Văn Mẫu", "Trường Mẫu", True, False, None)]
    assert found[0].moment is not None
    assert not found[0].is_stamped
    assert found[0].verdict == "Không bị sửa sau khi ký; chưa đối chiếu được chứng thư vì máy chủ chưa có chứng thư gốc"
    assert why_not_kept(found) == ""


def test_a_scan_has_none():
    assert signatures.read(make_uploads.pdf()) == []


def test_the_root_that_is_set_up_is_trusted(signed_pdf, rector, settings, tmp_path):
    (tmp_path / "goc.pem").write_bytes(pem(rector[1]))
    settings.SIGNATURE_ROOTS = str(tmp_path)
    assert [(one.trusted, one.verdict) for one in signatures.read(signed_pdf)] == [
        (True, "Không bị sửa sau khi ký, chứng thư tin cậy")
    ]


def test_another_root_does_not_trust_it(signed_pdf, settings, tmp_path):
    (tmp_path / "goc.pem").write_bytes(pem(certificate("Người Khác")[1]))
    settings.SIGNATURE_ROOTS = str(tmp_path)
    assert [one.trusted for one in signatures.read(signed_pdf)] == [False]


def test_two_signatures_hold_together(signed_pdf):
    found = signatures.read(signed(signed_pdf, *certificate("Vũ Thị Mẫu"), field="ChuKy2"))
    assert [(one.signer, one.intact, one.changed_after) for one in found] == [
        ("Phạm Văn Mẫu", True, False),
        ("Vũ Thị Mẫu", True, False),
    ]
    assert why_not_kept(found) == ""


def test_a_byte_changed_inside_breaks_it(signed_pdf):
    at = signed_pdf.index(b"/MediaBox")
    found = signatures.read(signed_pdf[:at] + b"/MediaBux" + signed_pdf[at + 9 :])
    assert [one.intact for one in found] == [False]
    assert why_not_kept(found) == (
        "Chữ ký số của Phạm Văn Mẫu không khớp nội dung tệp: tệp đã bị sửa sau khi ký; chọn đúng tệp đã ký."
    )


def test_a_page_turned_after_the_signature_is_seen(signed_pdf):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed_pdf), strict=False)
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[NameObject("/Rotate")] = NumberObject(90)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    found = signatures.read(out.getvalue())
    assert [(one.intact, one.changed_after) for one in found] == [(True, True)]
    assert why_not_kept(found) == "Tệp đã bị sửa sau khi Phạm Văn Mẫu ký số; chọn đúng tệp đã ký."


def test_a_broken_file_is_no_answer():
    with pytest.raises(inspection.Unfit):
        signatures.read(b"%PDF-1.7 nothing")
