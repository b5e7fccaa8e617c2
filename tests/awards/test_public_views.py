"""What anybody may see: decisions in force, and whether a paper is genuine."""

import io
from datetime import date

import pdfplumber
import pikepdf
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import deciding, desk
from awards.documents.certificates import code_of
from awards.models import AwardRecord, Decision
from awards.views import public
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from tests.awards.sent_up import REVOKED_ON, revoked
from tests.conftest import layers
from tests.drawn_once import drawn_as
from thidua import clock, pdf
from thidua.models import IssuedDocument

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()
    yield
    cache.clear()


@layers.fixture
def decided(school, campaign, council):
    with clock.standing_at(DECIDED_ON), drawn_as(b"%PDF-"):
        session = make_session(campaign, council)
        recommend(session, school.lecturer)
        recommend(session, school.faculty, "TTLDTT")
        decision = draft(school, session)
        deciding.issue(decision, number=15, date=DECIDED_ON, by=school.clerk.user)
    return decision


@pytest.fixture
def issued(decided, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-")
    return decided


def draft(school, session):
    return deciding.draft(
        session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user
    )


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_public_list_says_five_things_and_no_more(client, school, issued, campaign, council):
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council, number=2)
        recommend(session, school.stranger)
        draft(school, session)
    response = client.get(reverse("public_list"))
    shown = text(response)
    for word in ("Nguyễn Thị Hoa", "Khoa Xây dựng Đảng", "“Lao động tiên tiến”", "15/QĐ-TCT", "30/12/2022"):
        assert word in shown
    assert school.stranger.full_name not in shown
    for secret in ("450.000", "đồng</", "25/09/1985", school.lecturer.code, "Giảng viên", issued.document.verify_code):
        assert secret not in shown
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in shown


def test_a_revoked_decision_leaves_the_list(client, issued):
    Decision.objects.filter(pk=issued.pk).update(status="revoked")
    assert "Hiện chưa có quyết định khen thưởng nào được ban hành" in text(client.get(reverse("public_list")))


def test_what_was_taken_back_stands_apart_from_what_is_in_force(client, school, issued):
    with clock.standing_at(REVOKED_ON):
        revoked(school, issued, 1)
        first = client.get(reverse("public_list"))
        revoked(school, issued, 2, number=21)
        both = client.get(reverse("public_list"))
    seen = [[[line.ordinal for line in page.context[part]] for part in ("page", "revoked")] for page in (first, both)]
    assert seen == [[[2], [1]], [[], [1, 2]]]
    name = issued.lines.get(ordinal=1).name
    in_force, _, taken_back = text(first).partition("<h2>Đã hủy bỏ</h2>")
    assert [f"{name}</th>" in part for part in (in_force, taken_back)] == [False, True]
    assert "Khen thưởng đã hủy bỏ, không còn hiệu lực" in taken_back
    assert "20/QĐ-TCT ngày 03/04/2023" in taken_back


@pytest.mark.one_database("how many questions are asked")
def test_the_list_is_cut_into_pages_of_equal_cost(client, school, campaign, council, issued):
    def queries() -> int:
        client.get(reverse("public_list"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("public_list"))
        return len(asked)

    two = queries()
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council, number=2)
        for person in (school.head, school.stranger, school.lecturer2):
            recommend(session, person)
        deciding.issue(draft(school, session), number=16, date=DECIDED_ON, by=None)
    assert queries() == two <= 6


def test_what_came_later_is_said_beside_the_paper(client, school, issued):
    with clock.standing_at(REVOKED_ON):
        letter = desk.begin("correction-letter", issued.document, by=school.clerk.user)
        texts = {"address": "Các khoa, phòng", "errors": "Đã in “A”; nay sửa thành “B”."}
        signer = signer_of(school.rector)
        desk.write(letter, texts=texts, date=REVOKED_ON, signer=signer, by=school.clerk.user)
        desk.issue(letter, number=4, date=REVOKED_ON, by=school.clerk.user)
        url = code_url(issued.document.verify_code)
        assert "Đã được đính chính bằng Công văn số 04/TCT-TĐKT ngày 03/04/2023." in text(client.get(url))
        assert "hủy bỏ" not in text(client.get(url))
        revoked(school, issued, 1)
        partly = "Đã bị hủy bỏ một phần (1 trường hợp) theo Quyết định số 20/QĐ-TCT ngày 03/04/2023."
        assert partly in text(client.get(url))
        revoked(school, issued, 2, number=21)
        shown = text(client.get(url))
        assert "Văn bản đã bị hủy bỏ theo Quyết định số 21/QĐ-TCT ngày 03/04/2023." in shown
        assert partly not in shown


def code_url(code) -> str:
    return reverse("verify_code", args=[code])


def test_a_genuine_paper_repeats_what_is_printed(client, issued):
    response = client.get(code_url(issued.document.verify_code))
    shown = text(response)
    assert response.status_code == 200
    for words in (
        "Văn bản do Trường Chính trị tỉnh Lai Châu ban hành.",
        "Quyết định",
        "15/QĐ-TCT, 30/12/2022",
        "Về việc công nhận danh hiệu thi đua năm 2022",
        "Phạm Văn Quang, Hiệu trưởng",
    ):
        assert words in shown
    assert "Nguyễn Thị Hoa" not in shown
    assert "đồng</" not in shown


def with_code(document, code):
    """A second paper with a known code: an issued one never changes."""
    document.pk, document.number, document.verify_code = None, document.number + 1, code
    document.save()


@pytest.mark.parametrize("typed", ["1A0B1C0D2E", "1a0b1c0d2e", "IaOblCod2e", "la0b 1c0d-2e", " LAOBICOD2E "])
def test_letters_misread_from_paper_are_forgiven(client, issued, typed):
    with_code(issued.document, "1A0B1C0D2E")
    assert "16/QĐ-TCT" in text(client.get(code_url(typed)))
    response = client.get(reverse("verify"), {"code": typed})
    assert (response.status_code, response.url) == (302, code_url(typed.strip()))


def test_a_wrong_code_is_shown_as_it_was_typed(client, issued):
    response = client.get(reverse("verify"), {"code": "SAI-1234567"}, follow=True)
    assert response.status_code == 404
    assert "Mã đã nhập: SAI-1234567</p>" in text(response)


def test_a_collective_is_no_unit_of_itself(client, school, campaign, council, issued):
    """Its row names it once."""
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council, number=2)
        recommend(session, school.office, "TTLDTT")
        deciding.issue(draft(school, session), number=16, date=DECIDED_ON, by=school.clerk.user)
    shown = text(client.get(reverse("public_list")))
    assert shown.count(school.office.name) == 1
    assert '<td role="cell" data-label="Đơn vị">Tập thể</td>' in shown
    assert '<td role="cell" data-label="Đơn vị">Khoa Xây dựng Đảng</td>' in shown


def test_a_revoked_paper_says_so(client, issued):
    old = issued.document
    with_code(IssuedDocument.objects.get(pk=old.pk), "AAAAAAAAAA")
    new = IssuedDocument.objects.get(verify_code="AAAAAAAAAA")
    IssuedDocument.objects.filter(pk=old.pk).update(revoked_by=new)
    shown = text(client.get(code_url(old.verify_code)))
    assert "Văn bản đã bị hủy bỏ theo Quyết định số 16/QĐ-TCT ngày 30/12/2022." in shown
    assert "ban hành.</p>" not in shown


@pytest.mark.parametrize("code", ["AAAAAAAAAA", "A", "A" * 400, "Ẵ" * 10, "<script>"])
def test_no_such_paper(client, issued, code):
    response = client.get(code_url(code))
    assert response.status_code == 404
    assert "Không có văn bản mang mã này. Kiểm tra lại mã in ở cuối trang." in text(response)
    assert "<script>" not in response.content.decode()


def test_the_form_asks_for_a_code(client, reference):
    assert "Mã xác minh" in text(client.get(reverse("verify")))
    assert "Nhập mã xác minh" in text(client.get(reverse("verify"), {"code": ""}))
    assert "Mã xác minh chỉ gồm chữ cái không dấu và chữ số" in text(client.get(reverse("verify"), {"code": "a/b"}))


def test_a_scanner_is_told_so_and_right_codes_are_answered_all_the_while(client, issued):
    for _ in range(198):
        public.GUESSES.count("127.0.0.1")
    wrong, right = code_url("AAAAAAAAAA"), code_url(issued.document.verify_code)
    assert [client.get(wrong).status_code for _ in range(3)] == [404, 404, 429]
    assert "Đã nhập sai mã quá nhiều lần." in text(client.get(wrong))
    assert "nhập lại sau 5 phút" in text(client.get(wrong))
    assert client.get(wrong, REMOTE_ADDR="10.0.0.9").status_code == 404
    assert [client.get(url).status_code for url in (right, certificate_url(issued, 1))] == [200, 200]


def test_right_codes_cost_no_try(client, issued):
    for _ in range(25):
        assert client.get(code_url(issued.document.verify_code)).status_code == 200


def test_the_pages_only_answer_get(client, issued):
    for url in (reverse("public_list"), reverse("verify"), code_url(issued.document.verify_code)):
        assert client.post(url).status_code == 405


# --- certificates


def certificate_url(decision, ordinal) -> str:
    return code_url(code_of(decision, ordinal))


def test_a_certificate_repeats_what_is_printed_on_it_and_no_more(client, issued):
    collective = issued.lines.get(award="TTLDTT")
    response = client.get(certificate_url(issued, collective.ordinal))
    shown = text(response)
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    for words in (
        "Giấy khen, bằng do Trường Chính trị tỉnh Lai Châu tặng.",
        "Khoa Xây dựng Đảng",
        "“Tập thể lao động tiên tiến”",
        "15/QĐ-TCT, 30/12/2022",
        f'Số sổ vàng</dt><dd class="col-sm-8">{collective.ordinal}</dd>',
    ):
        assert words in shown
    for secret in ("Nguyễn Thị Hoa", "Về việc công nhận", "đồng</", "Phạm Văn Quang"):
        assert secret not in shown


def test_the_code_of_a_certificate_is_read_as_it_is_typed(client, issued):
    code = code_of(issued, 1)
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "").replace("0", "O")):
        assert client.get(code_url(typed)).status_code == 200, typed
        assert client.get(reverse("verify"), {"code": typed}, follow=True).status_code == 200, typed


def test_from_one_certificate_nobody_guesses_another(client, issued):
    """Neither the paper's own code nor a neighbour's letters open a line."""
    code, first = issued.document.verify_code, code_of(issued, 1)
    letters = first.rpartition("-")[2]
    assert letters != code_of(issued, 2).rpartition("-")[2]
    for guess in (
        f"{code}-2-{letters}",
        f"{code}-1",
        f"{code}-1-0000",
        f"{code}-99999-{letters}",
        f"{code}-0-{letters}",
    ):
        assert client.get(code_url(guess)).status_code == 404, guess
    for _ in range(16):
        assert client.get(code_url(f"{code}-2-{letters}")).status_code == 404
    blocked = client.get(code_url(first))
    assert blocked.status_code == 429
    assert "Đã nhập sai nhiều lần mã giấy khen, bằng của quyết định này; nhập lại sau 10 phút" in text(blocked)
    assert client.get(code_url(code)).status_code == 200
    assert client.get(code_url(first), REMOTE_ADDR="10.0.0.9").status_code == 200


def test_a_certificate_of_a_revoked_decision_says_so(client, issued):
    with_code(IssuedDocument.objects.get(pk=issued.document_id), "AAAAAAAAAA")
    new = IssuedDocument.objects.get(verify_code="AAAAAAAAAA")
    IssuedDocument.objects.filter(pk=issued.document_id).update(revoked_by=new)
    shown = text(client.get(certificate_url(issued, 1)))
    assert "Giấy khen, bằng này đã bị hủy bỏ theo Quyết định số 16/QĐ-TCT ngày 30/12/2022." in shown
    assert "tặng.</p>" not in shown


def test_a_certificate_taken_back_says_so_and_the_others_hold(client, issued, school):
    record = AwardRecord.objects.get(department=school.faculty, award="TTLDTT")
    AwardRecord.objects.filter(pk=record.pk).update(revoked_on=date(2023, 1, 20))
    ordinal = issued.lines.get(award="TTLDTT").ordinal
    other = issued.lines.exclude(ordinal=ordinal).get().ordinal
    assert "Giấy khen, bằng này đã bị hủy bỏ từ ngày 20/01/2023." in text(client.get(certificate_url(issued, ordinal)))
    assert "tặng.</p>" in text(client.get(certificate_url(issued, other)))


# --- the QR code of an issued paper


@pytest.mark.parametrize("public", ["", "https://thidua.truong.example"])
def test_an_issued_paper_carries_the_code_of_its_page(school, campaign, council, settings, public):
    settings.PUBLIC_URL = public
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        recommend(session, school.lecturer)
        decision = draft(school, session)
        deciding.issue(decision, number=15, date=DECIDED_ON, by=school.clerk.user)
    document = decision.document
    url = f"{public}/xac-minh/{document.verify_code}/" if public else ""
    assert document.paper["verify_url"] == url
    content = bytes(document.file.content)
    with pikepdf.open(io.BytesIO(content)) as file:
        says = [str(item.Alt) for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
    assert says == ([f"Mã QR của địa chỉ {url}"] if public else [])
    page = pdfplumber.open(io.BytesIO(content)).pages[0]
    line = next(line for line in page.extract_text_lines() if document.verify_code in line["text"])
    assert line["bottom"] < page.height - 20 * 72 / 25.4 + 2
