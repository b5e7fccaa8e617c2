"""Prize money handed over, through the pages: who has it, who waits, a mistake mended, rows that never change."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import deciding, paying, recipients
from awards.models import Decision, Payment
from tests.at_once import at_once
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of, titles_of
from tests.conftest import layers
from tests.drawn_once import drawn_as
from tests.factories import make_person
from thidua import clock, pdf
from thidua.audit import history_of
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
PAID_ON = date(2023, 1, 6)


@pytest.fixture(autouse=True)
def _january(monkeypatch, school, clock_at):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page " + paper.file_name.encode())
    clock_at(PAID_ON)
    with clock.standing_at(PAID_ON):
        yield


def decide(school, campaign, council, *people, award="LDTT", number=1, issue=True):
    session = make_session(campaign, council, number=number)
    if people:
        for person in people:
            recommend(session, person, award)
    else:
        titles_of(school, session)
    kind = "merit" if award.startswith("GK") else "titles"
    signer = signer_of(school.rector)
    decision = deciding.draft(session, kind=kind, date=DECIDED_ON, signer=signer, by=school.clerk.user)
    if issue:
        deciding.issue(decision, number=14 + number, date=DECIDED_ON, by=school.rector.user)
    return decision


@layers.fixture
def issued(school, campaign, council):
    """Two collectives and four people, one of them with two titles: six recipients."""
    with clock.standing_at(PAID_ON), drawn_as(b"%PDF-1.7 /Type /Page "):
        return decide(school, campaign, council)


def key(who) -> str:
    return f"p{who.pk}" if hasattr(who, "full_name") else f"d{who.pk}"


def pay(decision, *whom, **fields):
    defaults = {"paid_on": PAID_ON, "method": "cash", "by": None}
    return paying.pay(decision, [key(who) for who in whom], **defaults | fields)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return str(refused.value)


# --- the pages


def test_the_list_says_who_has_not_received_yet(school, issued, sign_in):
    pay(issued, school.lecturer, school.faculty, note="Trao tại hội nghị", by=school.clerk.user)
    client, url = sign_in(school.clerk), reverse("decision_payments", args=[issued.pk])
    whole = text(client.get(url))
    assert "Chi tiền thưởng theo Quyết định số 15/QĐ-TCT" in whole
    assert "5.220.000 đồng cho 6 người, tập thể" in whole
    assert "2.680.000 đồng cho 2/6 người, tập thể" in whole
    assert "06/01/2023, tiền mặt<br>Trần Văn Minh, Trưởng khoa nhận<br>Trao tại hội nghị<br>Ngô Thị Lan ghi" in whole
    waiting, received = (text(client.get(url, {"trang_thai": state})) for state in ("chua", "roi"))
    names = ("Nguyễn Thị Hoa", "Khoa Xây dựng Đảng", "Trần Văn Minh", "Hoàng Văn Bình")
    row = '<th scope="row" role="rowheader">{}</th>'
    assert [row.format(name) in waiting for name in names] == [False, False, True, True]
    assert [row.format(name) in received for name in names] == [True, True, False, False]
    assert (waiting.count("Chưa nhận</span>"), received.count("Chưa nhận</span>")) == (4, 0)


def test_chosen_people_are_named_before_they_are_written(school, issued, sign_in):
    client, url = sign_in(school.clerk), reverse("decision_pay", args=[issued.pk])
    asked = client.get(url, {"chon": [key(school.lecturer), key(school.office), "p999999", "x", "p1e3", ""]})
    page = text(asked)
    assert "Ghi đã chi cho 2 người, tập thể?" in page
    assert re.findall(r'name="chon" value="(\w+)"', page) == [key(school.office), key(school.lecturer)]
    assert "Người nhận: Đỗ Thị Yến, Trưởng phòng" in page
    assert "2.680.000 đồng" in page
    assert Payment.objects.count() == 0
    body = {"chon": [key(school.lecturer), key(school.office)], "paid_on": "05/01/2023", "method": "transfer"}
    answer = client.post(url, body | {"note": " UNC  số 7 "}, follow=True)
    assert "Đã ghi chi 2.680.000 đồng cho 2 người, tập thể." in text(answer)
    rows = Payment.objects.order_by("pk").values_list("receiver", "amount", "paid_on", "method", "note", "entered_by")
    rest = (date(2023, 1, 5), "transfer", "UNC số 7", school.clerk.user.pk)
    assert list(rows) == [("Đỗ Thị Yến, Trưởng phòng", 1_190_000, *rest), ("Nguyễn Thị Hoa", 1_490_000, *rest)]
    entry = history_of(issued).first()
    assert (entry.verb, entry.after) == (
        "decision.pay",
        {
            "recipients": ["Phòng Tổ chức, Hành chính, Thông tin, Tư liệu", "Nguyễn Thị Hoa"],
            "sum_paid": "2.680.000",
            "paid_on": "2023-01-05",
            "method": "Chuyển khoản",
        },
    )


def test_the_whole_list_in_two_pages(school, issued, sign_in):
    pay(issued, school.lecturer)
    client, url = sign_in(school.clerk), reverse("decision_pay", args=[issued.pk])
    page = text(client.get(url, {"tat-ca": "1"}))
    keys = re.findall(r'name="chon" value="(\w+)"', page)
    assert (len(keys), key(school.lecturer) in keys) == (5, False)
    client.post(url, {"chon": keys, "paid_on": "06/01/2023", "method": "cash"})
    assert "Mọi người có tên trong quyết định này đã nhận tiền thưởng." in text(
        client.get(reverse("decision_payments", args=[issued.pk]))
    )
    assert sum(Payment.objects.values_list("amount", flat=True)) == 5_220_000
    again = client.get(url, {"tat-ca": "1"}, follow=True)
    assert "Mọi người có tên trong quyết định này đã nhận tiền thưởng." in text(again)


def test_nobody_chosen_is_said(school, issued, sign_in):
    client, url = sign_in(school.clerk), reverse("decision_pay", args=[issued.pk])
    assert "Chọn ít nhất một người chưa nhận để ghi đã chi." in text(client.get(url, follow=True))
    client.post(url, {"paid_on": "06/01/2023", "method": "cash"})
    assert Payment.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("29/12/2022", "Ngày chi 29/12/2022 trước ngày quyết định 30/12/2022; nhập ngày từ đó trở đi."),
        ("07/01/2023", "Ngày chi 07/01/2023 chưa đến; ghi sau khi đã chi."),
        ("31/02/2023", "Ngày chi phải là ngày có thật"),
        ("", "Nhập ngày chi"),
    ],
)
def test_a_wrong_day_keeps_what_was_typed(school, issued, sign_in, day, sentence):
    client, url = sign_in(school.clerk), reverse("decision_pay", args=[issued.pk])
    body = {"chon": [key(school.lecturer)], "paid_on": day, "method": "transfer", "note": "phiếu số 12"}
    page = text(client.post(url, body))
    assert sentence in page
    assert 'value="phiếu số 12"' in page
    assert re.findall(r'name="chon" value="(\w+)"', page) == [key(school.lecturer)]
    assert Payment.objects.count() == 0


@pytest.mark.parametrize("day", [DECIDED_ON, PAID_ON])
def test_from_the_day_of_the_decision_to_today(school, issued, day):
    assert [payment.paid_on for payment in pay(issued, school.lecturer, paid_on=day)] == [day]


def test_a_mistake_is_a_row_the_other_way_round(school, issued, sign_in):
    [wrong] = pay(issued, school.lecturer)
    client, url = sign_in(school.clerk), reverse("payment_take_back", args=[wrong.pk])
    assert "Ghi ngược lần chi này?" in text(client.get(url))
    assert "Ghi lý do ghi ngược" in text(client.post(url, {"reason": " "}))
    said = text(client.post(url, {"reason": "Ghi nhầm người."}, follow=True))
    assert "Đã ghi ngược; Nguyễn Thị Hoa lại là người chưa nhận." in said
    assert "Lần chi ghi nhầm và lý do" in said
    assert "Ghi nhầm người." in said
    rows = list(Payment.objects.order_by("pk").values_list("amount", "reverses", "reason", "paid_on"))
    assert rows == [(1_490_000, None, "", PAID_ON), (-1_490_000, wrong.pk, "Ghi nhầm người.", PAID_ON)]
    assert "Lần chi này đã được ghi ngược rồi." in text(client.post(url, {"reason": "Nữa."}, follow=True))
    mending = Payment.objects.get(reverses=wrong)
    assert refusal(paying.take_back, mending, reason="Nữa.", by=None).startswith("Dòng này đã là dòng ghi ngược")
    pay(issued, school.lecturer)
    assert sum(Payment.objects.values_list("amount", flat=True)) == 1_490_000
    assert history_of(issued).filter(verb="decision.reverse_payment").get().reason == "Ghi nhầm người."


# --- refusals


def test_nobody_is_paid_twice(school, issued):
    pay(issued, school.lecturer)
    sentence = refusal(pay, issued, school.lecturer, school.head)
    assert sentence == "Nguyễn Thị Hoa đã được ghi nhận tiền ngày 06/01/2023; tải lại trang rồi chọn lại."
    assert Payment.objects.count() == 1


def test_only_by_an_issued_decision_and_only_its_own(school, issued, campaign, council):
    draft = decide(school, campaign, council, school.rector, number=2, issue=False)
    assert refusal(pay, draft, school.rector) == (
        "Quyết định đang ở bước “Dự thảo” nên chưa chi tiền thưởng được; chi sau khi ban hành."
    )
    sentence = "Có người đã chọn không có tên hoặc không có tiền thưởng trong quyết định này; tải lại trang."
    assert refusal(pay, issued, school.rector, school.lecturer) == sentence
    Decision.objects.filter(pk=issued.pk).update(status="revoked")
    assert refusal(pay, issued, school.lecturer).startswith("Quyết định đang ở bước “Đã hủy bỏ”")
    assert Payment.objects.count() == 0


def test_who_receives_nothing_is_not_on_the_list(school, campaign, council):
    """The higher title was paid by the decision before."""
    decide(school, campaign, council, school.lecturer, award="CSTDCS", number=1)
    later = decide(school, campaign, council, school.lecturer, school.rector, number=2)
    assert [row["person"] for row in recipients.keys_of(later)] == [school.rector.pk]
    pay(later, school.rector)
    assert paying.why_not_pay(later) == "Mọi người có tên trong quyết định này đã nhận tiền thưởng."


def test_at_most_five_hundred_at_once(school, issued):
    keys = [f"p{number}" for number in range(501)]
    sentence = refusal(paying.pay, issued, keys, paid_on=PAID_ON, method="cash", by=None)
    assert sentence == "Mỗi lần ghi nhiều nhất 500 người; chia thành nhiều lần."


# --- rows that stay


def test_a_payment_stays_as_it_was_written(school, issued):
    pay(issued, school.head)
    [other] = pay(issued, school.stranger)
    paying.take_back(other, reason="Nhầm.", by=None)
    columns = "staff_member_id, decision_id, paid_on, method, receiver, note, entered_at"
    again = f"INSERT INTO awards_payment ({columns}, reason, amount) SELECT {columns}, reason, amount"
    back = f"INSERT INTO awards_payment ({columns}, reason, reverses_id, amount) SELECT {columns}, 'x', id,"
    for sql in (
        "UPDATE awards_payment SET amount = amount + 1",
        "UPDATE awards_payment SET note = 'khác'",
        "UPDATE awards_payment SET reason = 'khác'",
        "DELETE FROM awards_payment",
        f"{again} FROM awards_payment WHERE reverses_id IS NULL",  # the same recipient twice
        f"{back} -1 FROM awards_payment WHERE reverses_id IS NULL",  # a reversal of another sum
        f"{back} -amount FROM awards_payment WHERE reverses_id IS NOT NULL",  # a reversal of a reversal
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [-450_000, 450_000, 450_000]


def test_nothing_is_paid_by_a_draft_past_the_verbs(school, campaign, council):
    draft = decide(school, campaign, council, school.lecturer, issue=False)
    row = {"decision": draft, "staff_member": school.lecturer, "amount": 1, "paid_on": PAID_ON, "method": "cash"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(**row, receiver="x", entered_at=clock.now())


# --- what the clerk sees on the way there


def test_home_says_how_many_wait(school, issued, sign_in):
    client = sign_in(school.clerk)
    waiting = "Chi tiền: {} người, tập thể chưa nhận tiền thưởng theo Quyết định số 15/QĐ-TCT"
    assert waiting.format(6) in text(client.get("/"))
    pay(issued, school.lecturer, school.faculty)
    assert waiting.format(4) in text(client.get("/"))
    assert "chưa nhận tiền thưởng" not in text(sign_in(school.rector).get("/"))
    pay(issued, school.office, school.head, school.lecturer2, school.stranger)
    assert "chưa nhận tiền thưởng" not in text(client.get("/"))


def test_the_papers_are_offered_to_clerk_and_rector_alone(school, issued, sign_in):
    urls = [reverse(name, args=[issued.pk]) for name in ("payment_list_pdf", "payment_slips_pdf", "decision_payments")]
    for who in (school.clerk, school.rector):
        client = sign_in(who)
        page = text(client.get(issued.get_absolute_url()))
        assert [url in page for url in urls] == [True] * 3
        names = [client.get(url)["Content-Disposition"] for url in urls[:2]]
        assert names == [
            'inline; filename="danh-sach-chi-tien-2022-15.pdf"',
            'inline; filename="giay-nhan-tien-2022-15.pdf"',
        ]
    for who in (school.deputy, school.head, school.lecturer):
        client = sign_in(who)
        page = text(client.get(issued.get_absolute_url()))
        assert ("Kinh phí" in page, [url in page for url in urls]) == (False, [False] * 3)
        assert [client.get(url).status_code for url in urls] == [404] * 3


def test_without_the_libraries_the_page_says_what_to_install(school, issued, sign_in, monkeypatch):
    monkeypatch.setattr(pdf, "missing_libraries", lambda: "Máy chủ thiếu thư viện.")
    response = sign_in(school.clerk).get(reverse("payment_list_pdf", args=[issued.pk]))
    assert (response.status_code, "Máy chủ thiếu thư viện." in text(response)) == (503, True)


@pytest.mark.one_database("how many questions are asked")
def test_the_page_asks_as_much_for_many_as_for_one(school, campaign, council, sign_in):
    client, counts = sign_in(school.clerk), []
    for number, size in ((1, 1), (2, 3), (3, 30)):
        people = [make_person(f"Lò Văn {number} {place}", school.faculty) for place in range(size)]
        decision = decide(school, campaign, council, *people, number=number)
        pay(decision, people[0])
        url = reverse("decision_payments", args=[decision.pk])
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 16


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_postgresql")
@pytest.mark.parametrize("attempt", range(3))
def test_two_clerks_write_the_whole_list_at_once(attempt, school, campaign, council):
    issued = decide(school, campaign, council)
    keys = [recipients.key_of(row["person"], row["unit"]) for row in recipients.keys_of(issued)]

    def act():
        with clock.standing_at(PAID_ON):
            own = Decision.objects.get(pk=issued.pk)
            paying.pay(own, keys, paid_on=PAID_ON, method="cash", by=school.clerk.user)

    assert sorted(at_once(act, act)) == ["", "Mọi người có tên trong quyết định này đã nhận tiền thưởng."]
    assert sum(Payment.objects.values_list("amount", flat=True)) == 5_220_000
