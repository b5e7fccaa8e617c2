"""The award fund of a year: sums of rows that only grow, the page, the warning before a decision, the statement."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import fund, funding, paying
from awards.documents import fund_statement
from awards.models import Decision, FundEntry
from tests.at_once import at_once
from tests.awards.test_paying import PAID_ON, _january, decide, key, refusal, text  # noqa: F401 - one is a fixture
from thidua import clock
from thidua.models import AuditEntry
from thidua.papers import Row, TotalRow

pytestmark = pytest.mark.django_db
MILLION = 1_000_000


def enter(kind="budget", amount=10 * MILLION, year=2022, on=date(2022, 2, 25), **fields):
    defaults = {"content": "Trích kinh phí", "by": None}
    return funding.enter(year=year, kind=kind, amount=amount, on=on, **defaults | fields)


def sums(year=2022) -> dict[str, int]:
    account = fund.account(year)
    names = ("brought_forward", "received", "costs", "paid", "owed", "balance", "available")
    return {name: getattr(account, name) for name in names if getattr(account, name)}


# --- sums


def test_in_out_prizes_and_what_is_left(school, campaign, council):
    enter()
    enter("opening", 2 * MILLION, content="Sổ cũ")
    enter("printing", 500_000, content="Khung")
    issued = decide(school, campaign, council)
    rest = {"brought_forward": 2 * MILLION, "received": 10 * MILLION, "costs": 500_000}
    assert sums() == rest | {"owed": 5_220_000, "balance": 11_500_000, "available": 6_280_000}
    paying.pay(issued, [key(school.lecturer)], paid_on=PAID_ON, method="cash", by=None)
    assert sums() == rest | {
        "paid": 1_490_000, "owed": 3_730_000, "balance": 10_010_000, "available": 6_280_000,
    }  # fmt: skip
    # Money of the decision of 2022 handed over in 2023 is of the fund of 2022.
    enter(amount=MILLION, year=2023, on=date(2023, 1, 5))
    assert sums(2023) == {
        "brought_forward": 10_010_000, "received": MILLION, "owed": 3_730_000, "balance": 11_010_000,
        "available": 7_280_000,
    }  # fmt: skip
    assert sums(2021) == {}


def test_reversing_takes_back_in_the_same_fund(school, campaign, council):
    entry = enter()
    funding.reverse(entry, reason="Ghi hai lần.", by=school.clerk.user)
    cost = enter("events", 300_000)
    funding.reverse(cost, reason="Nhầm.", by=None)
    assert sums() == {}
    issued = decide(school, campaign, council, school.lecturer)
    [payment] = paying.pay(issued, [key(school.lecturer)], paid_on=PAID_ON, method="cash", by=None)
    paying.take_back(payment, reason="Nhầm.", by=None)
    assert sums() == {"owed": 450_000, "available": -450_000}
    assert refusal(funding.reverse, entry, reason="Nữa.", by=None) == "Dòng này đã được ghi ngược rồi."
    row = FundEntry.objects.get(reverses=entry)
    assert (row.amount, row.year, row.on, row.reason) == (-10 * MILLION, 2022, PAID_ON, "Ghi hai lần.")
    assert refusal(funding.reverse, row, reason="Nữa.", by=None).startswith("Dòng này đã là dòng ghi ngược")


def test_a_draft_owes_nothing_and_a_revoked_decision_only_what_it_paid(school, campaign, council):
    enter()
    decide(school, campaign, council, school.rector, number=1, issue=False)
    assert sums() == {"received": 10 * MILLION, "balance": 10 * MILLION, "available": 10 * MILLION}
    issued = decide(school, campaign, council, school.lecturer, school.stranger, number=2)
    paying.pay(issued, [key(school.lecturer)], paid_on=PAID_ON, method="cash", by=None)
    Decision.objects.filter(pk=issued.pk).update(status="revoked")
    assert sums() == {
        "received": 10 * MILLION, "paid": 450_000, "balance": 9_550_000, "available": 9_550_000,
    }  # fmt: skip


@pytest.mark.parametrize(("left", "warns"), [(5_220_000, False), (5_219_999, True)])
def test_the_warning_stands_from_one_dong_too_much(left, warns):
    enter(amount=left)
    sentence = fund.why_too_dear(5_220_000, fund.account(2022))
    assert sentence == (
        "Tiền thưởng 5.220.000 đồng vượt số còn lại của Quỹ năm 2022 (5.219.999 đồng) là 1 đồng; "
        "vẫn ban hành được, nhưng phải bổ sung Quỹ trước khi chi."
        if warns
        else ""
    )


def test_a_fund_that_nobody_keeps_is_said_to_be_so():
    assert fund.why_too_dear(450_000, fund.account(2022)) == (
        "Chưa ghi khoản thu nào vào Quỹ thi đua, khen thưởng đến hết năm 2022; "
        "ghi ở trang Quỹ để biết có đủ tiền chi không."
    )


# --- the pages


def test_a_draft_too_dear_is_warned_of_and_issued_all_the_same(school, campaign, council, sign_in):
    enter(amount=MILLION)
    drafted = decide(school, campaign, council, issue=False)
    warning = "Tiền thưởng 5.220.000 đồng vượt số còn lại của Quỹ năm 2022 (1.000.000 đồng) là 4.220.000 đồng"
    client = sign_in(school.clerk)
    page = text(client.get(drafted.get_absolute_url()))
    assert warning in page
    assert 'Quỹ năm 2022 còn lại sau quyết định này</dt><dd class="col-sm-8">-4.220.000 đồng' in page
    assert (
        "chỉ thưởng mức cao nhất; đã nhận mức thấp hơn theo quyết định trước thì thưởng phần chênh lệch "
        "(tham số “cùng năm chỉ thưởng mức cao nhất”, bộ A, cần thẩm tra;" in page
    )
    assert warning in text(client.get(reverse("decision_issue", args=[drafted.pk])))
    listed = text(client.get(reverse("award_fund"), {"nam": "2022"}))
    assert f"Dự thảo quyết định công nhận danh hiệu thi đua năm 2022: {warning}" in listed
    body = {"number": "15", "date": "30/12/2022", "word": "ban hanh"}
    said = text(client.post(reverse("decision_issue", args=[drafted.pk]), body, follow=True))
    assert "Đã ban hành Quyết định số 15/QĐ-TCT ngày 30/12/2022." in said
    assert "0 trong 5.220.000 đồng; 0/6 người, tập thể đã nhận" in said


def test_the_clerk_enters_a_row_and_mends_it(school, sign_in):
    client = sign_in(school.clerk)
    body = {
        "kind": "printing", "amount": "1.080.000đ", "on": "05/01/2023", "year": "2022", "content": " Khung  giấy khen ",
        "document_number": "PC 12", "note": "30 chiếc",
    }  # fmt: skip
    said = text(client.post(reverse("fund_entry_add"), body, follow=True))
    assert "Đã ghi vào Quỹ năm 2022: Khung giấy khen." in said
    assert "Quỹ thi đua, khen thưởng năm 2022" in said
    assert "-1.080.000" in said
    entry = FundEntry.objects.get()
    assert (entry.amount, entry.year, entry.entered_by, entry.note) == (-1_080_000, 2022, school.clerk.user, "30 chiếc")
    url = reverse("fund_entry_reverse", args=[entry.pk])
    assert "Ghi ngược dòng quỹ này?" in text(client.get(url))
    said = text(client.post(url, {"reason": "Ghi nhầm năm."}, follow=True))
    assert "Đã ghi ngược; số dư đã tính lại." in said
    assert "Ghi ngược dòng ngày 05/01/2023: Ghi nhầm năm." in said
    assert "(đã ghi ngược)" in said
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", "reason"))[-2:] == [
        ("fundentry.enter", ""), ("fundentry.reverse", "Ghi nhầm năm."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount": "0"}, "từ 1 trở lên"),
        ({"amount": "một triệu"}, "Số tiền"),
        ({"amount": "1000000000000"}, "Số tiền nhiều nhất 999.999.999.999 đồng"),
        ({"kind": ""}, "Chọn loại"),
        ({"kind": "prizes"}, "Loại: chọn trong danh sách"),
        ({"content": " "}, "Nhập nguồn, nội dung"),
        ({"year": "1999"}, "Quỹ năm phải từ 2000 đến 2199"),
        ({"on": "07/01/2023"}, "Ngày 07/01/2023 chưa đến; ghi vào ngày có chứng từ."),
    ],
)
def test_a_wrong_row_keeps_what_was_typed(school, sign_in, changes, sentence):
    body = {"kind": "budget", "amount": "1.000.000", "on": "05/01/2023", "year": "2023", "content": "Trích kinh phí"}
    page = text(sign_in(school.clerk).post(reverse("fund_entry_add"), body | {"note": "ghi chú riêng"} | changes))
    assert sentence in page
    assert 'value="ghi chú riêng"' in page
    assert FundEntry.objects.count() == 0


def test_who_reads_the_fund_and_who_keeps_it(school, sign_in):
    entry = enter()
    urls = [
        reverse("award_fund"),
        reverse("fund_statement_pdf", args=[2022]),
        reverse("fund_entry_add"),
        reverse("fund_entry_reverse", args=[entry.pk]),
    ]
    answers = {
        who: [sign_in(getattr(school, who)).get(url).status_code for url in urls]
        for who in ("clerk", "rector", "administrator", "deputy", "head", "lecturer")
    }
    nobody = [404] * 4
    assert answers == {
        "clerk": [200] * 4,
        "rector": [200, 200, 404, 404],
        "administrator": [200, 200, 404, 404],
        "deputy": nobody,
        "head": nobody,
        "lecturer": nobody,
    }
    menus = [f'href="{urls[0]}"' in text(sign_in(who).get("/")) for who in (school.clerk, school.head)]
    assert menus == [True, False]


def test_each_year_by_itself(school, campaign, council, sign_in):
    enter(content="Của năm trước", year=2021, on=date(2021, 3, 1))
    enter(content="Của năm nay")
    decide(school, campaign, council, school.lecturer)
    client, url = sign_in(school.clerk), reverse("award_fund")
    this, before = text(client.get(url)), text(client.get(url, {"nam": "2021"}))
    assert ["Của năm trước" in page for page in (this, before)] == [False, True]
    assert 'Số dư chuyển sang</dt><dd class="col-sm-7">10.000.000 đồng' in this
    assert "15/QĐ-TCT" in this
    assert "Năm này chưa có quyết định nào được ban hành." in before
    for nonsense in ("1066", "abc", "٣"):
        assert "<h1>Quỹ thi đua, khen thưởng năm 2022</h1>" in text(client.get(url, {"nam": nonsense}))
    assert sign_in(school.clerk).get(reverse("fund_statement_pdf", args=[1066])).status_code == 404


def test_the_statement_adds_up(school, campaign, council):
    enter("opening", 2 * MILLION, content="Sổ cũ")
    enter(document_number="21/QĐ-TCT")
    wrong = enter("printing", 500_000, content="Khung")
    funding.reverse(wrong, reason="Nhầm số.", by=None)
    enter("printing", 400_000, content="Khung")
    issued = decide(school, campaign, council)
    paying.pay(issued, [key(school.lecturer)], paid_on=PAID_ON, method="cash", by=None)
    paper = fund_statement.gather(2022, made_by="Ngô Thị Lan")
    table = next(block for block in paper.blocks if hasattr(block, "rows"))
    cells = [["".join(run.text for run in cell) for cell in row.cells] for row in table.rows if isinstance(row, Row)]
    assert [row[2:] for row in cells] == [
        ["Số dư chuyển từ sổ cũ: Sổ cũ", "", "2.000.000", ""],
        ["Trích từ kinh phí được giao: Trích kinh phí", "21/QĐ-TCT", "10.000.000", ""],
        ["Công nhận danh hiệu thi đua: 1/6 người, tập thể đã nhận", "15/QĐ-TCT", "", "1.490.000"],
        ["Khung, giấy khen, in ấn: Khung", "", "", "500.000"],
        ["Khung, giấy khen, in ấn: Khung", "", "", "400.000"],
        ["Ghi ngược dòng ngày 25/02/2022: Khung (Nhầm số.)", "", "", "-500.000"],
    ]
    totals = [row.cells[0][0].text if row.cells[0] else row.cells[1][0].text for row in table.rows
              if isinstance(row, TotalRow)]  # fmt: skip
    assert totals == ["2.000.000", "10.000.000", "1.490.000", "400.000"]
    said = ["".join(run.text for run in block.text) for block in paper.blocks if hasattr(block, "text")]
    assert said == [
        "Số liệu đến ngày 06 tháng 01 năm 2023.",
        "Số dư Quỹ: 10.110.000 đồng (Bằng chữ: Mười triệu một trăm mười nghìn đồng).",
        "Tiền thưởng đã quyết định nhưng chưa chi: 3.730.000 đồng; còn lại sau khi chi hết: 6.380.000 đồng.",
        "Tiền thưởng ghi vào Quỹ của năm thành tích, theo ngày quyết định./.",
    ]
    assert [signature.name for signature in paper.signatures] == ["Ngô Thị Lan", "", "Phạm Văn Quang"]


def test_a_fund_overdrawn_is_written_out(school):
    enter("events", 1_500_000)
    blocks = fund_statement.gather(2022).blocks
    assert "-1.500.000 đồng (Bằng chữ: Âm một triệu năm trăm nghìn đồng)" in "".join(run.text for run in blocks[2].text)


@pytest.mark.one_database("how many questions are asked")
def test_the_page_asks_as_much_for_many_rows_as_for_one(school, campaign, council, sign_in):
    client, url, counts = sign_in(school.clerk), reverse("award_fund"), []
    for number, people in ((1, [school.lecturer]), (2, [school.stranger]), (3, [school.head])):
        decide(school, campaign, council, *people, number=number)
        for _ in range(number * 3):
            funding.reverse(enter(by=school.clerk.user), reason="Nhầm.", by=school.clerk.user)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 18


# --- rows that stay


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE awards_fundentry SET amount = amount + 1",
        "UPDATE awards_fundentry SET year = 2021",
        "UPDATE awards_fundentry SET reason = 'khác'",
        "DELETE FROM awards_fundentry",
        "INSERT INTO awards_fundentry {into} {rest}, id, -5 FROM awards_fundentry",
        "INSERT INTO awards_fundentry {into} {rest}, NULL, -amount FROM awards_fundentry",
    ],
)
def test_a_row_of_the_fund_stays(sql):
    enter()
    rest = "year, kind, on_day, content, document_number, note, entered_at"
    rest = rest.replace("on_day", '"on"')
    into = f"({rest}, reason, reverses_id, amount) SELECT"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.replace("{into}", into).replace("{rest}", f"{rest}, 'x'"))
    assert list(FundEntry.objects.values_list("amount", flat=True)) == [10 * MILLION]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_postgresql")
@pytest.mark.parametrize("attempt", range(3))
def test_rows_written_and_taken_back_at_once(attempt, school):
    entry = enter()

    def back():
        with clock.standing_at(PAID_ON):
            funding.reverse(FundEntry.objects.get(pk=entry.pk), reason="Nhầm.", by=None)

    def more():
        with clock.standing_at(PAID_ON):
            enter(amount=MILLION)

    assert sorted(at_once(back, back, more, more)) == ["", "", "", "Dòng này đã được ghi ngược rồi."]
    assert sums()["balance"] == 2 * MILLION
