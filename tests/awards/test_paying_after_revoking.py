"""What is printed and shown of prize money and certificates once lines of the decision were taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import certifying, paying, recipients
from awards.documents import payment_list, payment_slips
from awards.models import CertificateSettings
from tests.awards.decided import DECIDED_ON
from tests.awards.sent_up import REVOKED_ON, decided, revoked
from tests.awards.test_payment_papers import rows_of, said
from tests.conftest import layers
from tests.drawn_once import drawn_as
from thidua import clock, pdf
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
TAKEN_BACK = "Đã hủy bỏ theo Quyết định số 20/QĐ-TCT ngày 03/04/2023"


STUB = b"%PDF-1.7 /Type /Page "


@layers.fixture
def issued(school, campaign, council, clock_at):
    """Minh (line 1), Hoa's LĐTT without money (2) and CSTĐCS (3): 450.000 and 1.490.000 đồng; today is REVOKED_ON."""
    clock_at(REVOKED_ON)
    with clock.standing_at(DECIDED_ON), drawn_as(STUB):
        return decided(
            school, campaign, council, (school.lecturer, "LDTT"), (school.head, "LDTT"), (school.lecturer, "CSTDCS")
        )


@pytest.fixture
def decision(issued, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: STUB)
    with clock.standing_at(REVOKED_ON):
        yield issued


def pay(decision, *people) -> None:
    keys = [recipients.key_of(person.pk, None) for person in people]
    paying.pay(decision, keys, paid_on=REVOKED_ON, method="cash", by=None)


def page(client, name, decision) -> str:
    return " ".join(client.get(reverse(name, args=[decision.pk]), follow=True).content.decode().split())


def amounts(decision) -> list[tuple[str, str]]:
    paper = payment_list.gather(decision)
    total = paper.blocks[0].rows[-1].cells[0][0].text
    return [*((row[1], row[6]) for row in rows_of(paper)), ("Tổng cộng", total)]


def slips(decision) -> list[tuple[str, str, str]]:
    return [
        (slip.number, slip.lines[0].text[0].text, slip.lines[-1].text[0].text)
        for slip in payment_slips.gather(decision).slips
    ]


def test_what_was_taken_back_before_the_money_is_printed_nowhere(school, decision, sign_in):
    revoked(school, decision, 3)
    assert amounts(decision) == [("Trần Văn Minh", "450.000"), ("Tổng cộng", "450.000")]
    assert slips(decision) == [("1/1", "Trần Văn Minh", "450.000 đồng")]
    shown = page(sign_in(school.clerk), "decision_payments", decision)
    assert ("In giấy nhận tiền (1)" in shown, 'id="chon-' in shown, "450.000 đồng cho 1 người" in shown) == (True,) * 3
    assert "Dòng 3, Nguyễn Thị Hoa, “Chiến sĩ thi đua cơ sở”:" in shown
    assert "Quyết định số 20/QĐ-TCT</a> ngày 03/04/2023" in shown


def test_what_was_paid_before_stays_in_the_list_with_the_note(school, decision, sign_in):
    pay(decision, school.head, school.lecturer)
    assert "hủy bỏ" not in " ".join(said(payment_list.gather(decision)))
    revoked(school, decision, 3)
    assert amounts(decision) == [
        ("Trần Văn Minh", "450.000"),
        ("Nguyễn Thị Hoa", "1.490.000"),
        ("Tổng cộng", "1.940.000"),
    ]
    paper = payment_list.gather(decision)
    assert f"{TAKEN_BACK}." in " ".join(said(paper))
    marks = [row[3] for row in rows_of(paper)]
    assert ("(*" in marks[0], "“Chiến sĩ thi đua cơ sở” (*" in marks[1]) == (False, True)
    assert slips(decision) == [("1/1", "Trần Văn Minh", "450.000 đồng")]
    shown = page(sign_in(school.clerk), "decision_payments", decision)
    assert shown.count(TAKEN_BACK) == 1
    assert "In giấy nhận tiền (1)" in shown


def test_without_anybody_to_sign_no_slips_are_printed(school, decision, sign_in):
    pay(decision, school.head, school.lecturer)
    revoked(school, decision, 1, 2, 3)
    with pytest.raises(Refused, match="đã bị hủy bỏ nên không có giấy nhận tiền để in"):
        payment_slips.gather(decision)
    assert payment_slips.NOBODY in page(sign_in(school.clerk), "payment_slips_pdf", decision)


def test_no_certificate_of_what_was_taken_back_is_offered(school, decision, sign_in):
    CertificateSettings.objects.create(kind="lao-dong-tien-tien", is_printed=True)
    before = [line.ordinal for line in certifying.lines_of(decision) if not line.why_no_certificate]
    assert before == [1, 2, 3]
    revoked(school, decision, 1, 3)
    shown = page(sign_in(school.clerk), "certificates", decision)
    assert (shown.count(f"{TAKEN_BACK} nên không in."), "In cả 1 tờ" in shown) == (2, True)
    assert ('id="chon-2"' in shown, 'id="chon-3"' in shown) == (True, False)
    with pytest.raises(Refused, match=f"Số sổ vàng 3: {TAKEN_BACK} nên không in"):
        certifying.begin(decision, [3], by=school.clerk.user)


@pytest.mark.one_database("how many questions are asked")
def test_more_lines_taken_back_ask_no_more(school, decision, sign_in):
    pay(decision, school.head, school.lecturer)
    client = sign_in(school.clerk)
    counted = []
    for ordinals, number in (((3,), 20), ((1, 2), 21)):
        revoked(school, decision, *ordinals, number=number)
        for name in ("decision_payments", "certificates"):
            page(client, name, decision)
            with CaptureQueriesContext(connection) as queries:
                page(client, name, decision)
            counted.append(len(queries))
    assert counted[2] <= counted[0]
    assert counted[3] <= counted[1]
