"""What people type into a paper, from the browser to the printed page: HTML, loose marks, rare marks, far too much."""

import io
import unicodedata

import pytest
from django.urls import reverse
from pypdf import PdfReader

from awards import deciding, desk
from awards.models import PaperDraft
from tests.awards.decided import DECIDED_ON, make_session, signer_of, titles_of
from tests.reading import bare, words_of_word
from thidua import clock, pdf
from thidua.models import IssuedDocument

pytestmark = pytest.mark.django_db
ERRORS = "Tại Điều 2, đã in “Điều 1”; nay sửa thành “Điều 2”."


@pytest.fixture
def draft(school, campaign, council, clock_at) -> PaperDraft:
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        titles_of(school, session)
        given = {"date": DECIDED_ON, "by": school.clerk.user}
        decision = deciding.draft(session, kind="titles", signer=signer_of(school.rector), **given)
        deciding.issue(decision, number=15, **given)
    clock_at(DECIDED_ON)
    return desk.begin("correction-letter", decision.document, by=school.clerk.user)


def write(client, draft, **texts):
    parts = {"address": "Các khoa, phòng", "errors": ERRORS, "recipients": "Như trên"}
    body = parts | {"date": "30/12/2022", "signer": draft.signer_id} | texts
    return client.post(reverse("paper_write", args=[draft.pk]), body)


def in_both(client, draft) -> tuple[str, str]:
    """The words of the draft as PDF and as Word file."""
    pages = PdfReader(io.BytesIO(client.get(reverse("paper_pdf", args=[draft.pk])).content)).pages
    word = client.get(reverse("paper_draft_docx", args=[draft.pk])).content
    return bare("".join(page.extract_text() for page in pages)), words_of_word(word)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("<b>Sở Nội vụ</b> <script>alert(1)</script>", "<b>Sở Nội vụ</b> <script>alert(1)</script>"),
        ("Phòng &amp; Khoa {{ paper.title }}", "Phòng &amp; Khoa {{ paper.title }}"),
        (unicodedata.normalize("NFD", "Phòng Tổ chức của Lò Thị Ẵm"), "Phòng Tổ chức của Lò Thị Ẵm"),
        ("Ông Lường Ỡ, bà Vàng ŷ", "Ông Lường Ỡ, bà Vàng ŷ"),
    ],
    ids=["html", "entities", "loose marks", "rare marks"],
)
def test_what_is_typed_is_printed_as_text(draft, sign_in, school, typed, printed):
    client = sign_in(school.clerk)
    assert write(client, draft, address=typed).status_code == 302
    for words in in_both(client, draft):
        assert bare(printed) in words
        assert unicodedata.is_normalized("NFC", words)


def test_an_address_of_three_hundred_letters_stays_on_the_sheet(draft, sign_in, school):
    long = " ".join(["Phòng"] * 50)
    client = sign_in(school.clerk)
    assert write(client, draft, address=long).status_code == 302
    assert all(bare(long) in words for words in in_both(client, draft))


def test_too_much_gets_a_sentence_keeps_what_was_typed_and_changes_nothing(draft, sign_in, school):
    answer = write(sign_in(school.clerk), draft, address="Khoa Mẫu", errors="ă" * 20_001)
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert "Khoa Mẫu" in page
    assert "20000" in page.replace(".", "")
    draft.refresh_from_db()
    assert draft.texts == {}


def test_a_letter_no_font_has_blocks_the_issue_and_gives_no_number(draft, sign_in, school):
    client = sign_in(school.clerk)
    write(client, draft, errors="Đã in “Điều 1”; nay sửa thành “中”.")
    before = IssuedDocument.objects.count()
    body = {"number": "4", "date": "30/12/2022", "word": "BAN HÀNH"}
    page = client.post(reverse("paper_issue", args=[draft.pk]), body, follow=True).content.decode()
    assert "không có ký tự “中”" in page
    draft.refresh_from_db()
    assert (draft.status, draft.document, IssuedDocument.objects.count()) == ("draft", None, before)
