"""Points of a strict clerk on screens: what later papers did, who signs, which files, where a code is checked."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import deciding, desk
from awards.models import PaperDraft
from tests.awards import paper_rows_units
from tests.awards.decided import DECIDED_ON, make_session, signer_of, titles_of
from tests.awards.sent_up import revoked
from tests.conftest import layers
from tests.data import make_uploads
from thidua import pdf
from thidua.models import IssuedDocument

pytestmark = pytest.mark.django_db
TODAY = date(2023, 1, 5)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")


@layers.fixture
def decision(school, campaign, council, clock_at):
    clock_at(DECIDED_ON)
    session = make_session(campaign, council)
    titles_of(school, session)
    made = deciding.draft(
        session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user
    )
    deciding.issue(made, number=15, date=DECIDED_ON, by=school.clerk.user)
    clock_at(TODAY)
    made.refresh_from_db()
    return made


def page(client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def corrected(school, document) -> IssuedDocument:
    draft = desk.begin("correction-letter", document, by=school.clerk.user)
    texts = {"address": "Các khoa, phòng", "errors": "Trang 2: “Hoa” sửa thành “Hóa”."}
    desk.write(draft, texts=texts, date=TODAY, signer=signer_of(school.rector), by=school.clerk.user)
    return desk.issue(draft, number=4, date=TODAY, by=school.clerk.user)


# --- the page of a decision


def test_a_decision_says_by_which_letter_it_was_put_right(decision, school, sign_in):
    clerk, reader = sign_in(school.clerk), sign_in(school.lecturer)
    url = decision.get_absolute_url()
    assert "Được đính chính" not in page(clerk, url)
    letter = corrected(school, decision.document)
    said = f'<dt class="col-sm-4">Được đính chính</dt><dd class="col-sm-8"><a href="{{}}">Số {letter}</a>'
    assert said.format(reverse("issued_document", args=[letter.pk])) in page(clerk, url)
    assert said.format(reverse("verify_code", args=[letter.verify_code])) in page(reader, url)


def test_a_decision_says_by_which_decision_it_was_revoked(decision, school, sign_in):
    paper = revoked(
        school,
        decision,
        *decision.lines.values_list("ordinal", flat=True),
        date=TODAY,
        repay_by=TODAY,
        conclusion_date=TODAY,
    )
    said = page(sign_in(school.clerk), decision.get_absolute_url())
    link = reverse("issued_document", args=[paper.document_id])
    assert f'Bị hủy bỏ</dt><dd class="col-sm-8"><a href="{link}">Số {paper.document}</a>' in said


# --- the register


def test_the_register_names_who_carries_a_decision_out(decision):
    paper = desk.KINDS["outgoing-register"].gather(2022, None)
    [row] = [row for row in paper.blocks[0].rows if getattr(row, "cells", None) and "QĐ-TCT" in row.cells[0][0].text]
    sent_to = "".join(run.text for run in row.cells[4])
    assert "Như Điều" not in sent_to
    assert sent_to.startswith("Trưởng phòng Tổ chức, Hành chính, Thông tin, Tư liệu")
    assert "các khoa, phòng liên quan" in sent_to
    assert "Điều 1" not in sent_to


# --- who signs what is being written


def test_the_list_says_who_really_signs(school, sign_in, campaign):
    review = paper_rows_units.reviewed(school)
    clerk = sign_in(school.clerk)
    for kind in ("unit-minutes", "nomination-letter"):
        desk.begin(kind, review, by=school.clerk.user)
    text = page(clerk, f"{reverse('paper_draft_list')}?khong_so=1")
    assert f"{review.secretary}, thư ký; {review.chair}, chủ tọa" in text
    assert "Người đứng đầu Khoa Xây dựng Đảng" in text
    assert str(school.rector) not in text
    minutes = PaperDraft.objects.get(kind="unit-minutes")
    assert f"{review.secretary}, thư ký; {review.chair}, chủ tọa" in page(clerk, minutes.get_absolute_url())


@pytest.mark.one_database("how many questions are asked")
def test_more_drafts_ask_no_more(school, sign_in, campaign):
    clerk, review = sign_in(school.clerk), paper_rows_units.reviewed(school)
    desk.begin("unit-minutes", review, by=school.clerk.user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            clerk.get(reverse("paper_draft_list"), {"khong_so": "1"})
        return len(asked)

    queries()
    one = queries()
    first = PaperDraft.objects.get()
    for n in range(3):
        PaperDraft.objects.create(
            kind="unit-minutes", subject=review.pk + 100 + n, title="x", year=2022, date=TODAY, signer=first.signer
        )
    assert queries() == one


# --- files


def test_a_logo_is_a_picture_and_its_form_says_so(school, sign_in):
    clerk = sign_in(school.clerk)
    url = reverse("certificate_logo")
    assert 'accept="image/jpeg,image/png"' in page(clerk, url)
    for name, content in (("a.txt", b"chu thuong"), ("a.pdf", make_uploads.pdf())):
        answer = clerk.post(url, {"file": SimpleUploadedFile(name, content)})
        text = " ".join(answer.content.decode().split())
        assert "Tệp này không phải ảnh; chọn tệp JPG hoặc PNG" in text
        assert "DOCX" not in text
    assert "Chọn tệp biểu trưng" in clerk.post(url, {}).content.decode()


def test_a_signed_copy_is_a_pdf_and_its_form_says_so(decision, school, sign_in):
    clerk, url = sign_in(school.clerk), reverse("signed_copy_add", args=[decision.document_id])
    assert 'accept="application/pdf"' in page(clerk, url)
    answer = clerk.post(url, {"file": SimpleUploadedFile("a.txt", b"chu thuong")}, follow=True)
    text = " ".join(answer.content.decode().split())
    assert "Bản đã ký phải là tệp PDF" in text
    assert "DOCX" not in text


# --- where a code is checked


@pytest.mark.parametrize(
    ("public", "foot"),
    [
        ("", "Mã xác minh: {code}"),
        ("https://td.example", "Mã xác minh: {code}. Kiểm tra tại https://td.example/xac-minh/"),
    ],
)
def test_the_foot_gives_the_address_where_there_is_one(public, foot, settings, school, campaign, council, clock_at):
    settings.PUBLIC_URL = public
    clock_at(DECIDED_ON)
    session = make_session(campaign, council)
    titles_of(school, session)
    made = deciding.draft(
        session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user
    )
    deciding.issue(made, number=15, date=DECIDED_ON, by=school.clerk.user)
    made.refresh_from_db()
    assert made.document.paper["foot"] == [foot.format(code=made.document.verify_code)]
    clock_at(TODAY)
    letter = corrected(school, made.document)
    assert letter.paper["foot"] == [foot.format(code=letter.verify_code)]
