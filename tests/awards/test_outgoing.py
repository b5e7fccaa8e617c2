"""The register of outgoing papers lists the plans numbered on paper too: on the page, in Excel, printed."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from awards import desk, outgoing
from awards.documents import outgoing_register
from campaigns.models import PlanAmendment, PlanItem
from tests.awards.decided import signer_of
from tests.awards.test_desk import clerk, document, said  # noqa: F401 - fixtures
from tests.factories import make_campaign
from thidua.papers import Paragraph, Row, Table

pytestmark = pytest.mark.django_db
REGISTER_2022 = f"{reverse('outgoing_list')}?nam=2022"
ON_PAPER = "Đã cấp số trên bản giấy"
AMENDED = f"{ON_PAPER}; Được sửa đổi bởi Kế hoạch số 09/KH-TCT ngày 01/06/2022"
QUANG = "Phạm Văn Quang, Hiệu trưởng"


@pytest.fixture
def amendment(document, campaign) -> PlanAmendment:  # noqa: F811
    """Beside the decision 15/QĐ of 30/12 and the plan 05/KH of 15/02: number 9 of 01/06."""
    part = PlanItem.Part.RECIPIENT
    campaign.plan_items.create(part=part, number=1, text="- Các khoa, phòng (để thực hiện);")
    campaign.plan_items.create(part=part, number=2, text="- Lưu: VT, TĐ.")
    return campaign.amendments.create(
        title="Sửa đổi Kế hoạch phát động",
        reason="Đổi hạn.",
        changes="Hạn mới.",
        plan_number=9,
        plan_date=date(2022, 6, 1),
    )


def rows_of(paper) -> list[list[str]]:
    [table] = [block for block in paper.blocks if isinstance(block, Table)]
    return [["".join(run.text for run in cell) for cell in row.cells] for row in table.rows if isinstance(row, Row)]


def test_excel_lists_what_was_given_on_paper_among_the_issued(amendment, campaign, clerk):  # noqa: F811
    answer = clerk.get(f"{REGISTER_2022}&tai=excel")
    cells = load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=5, values_only=True)
    found = [(row[0], row[1].date(), row[2], row[3], row[4] or "", row[6] or "") for row in cells if row[0]]
    sent = (QUANG, "Các khoa, phòng (để thực hiện)")
    assert [row[:2] for row in found] == [
        ("15/QĐ-TCT", date(2022, 12, 30)),
        ("01/BB-HĐTĐKT", date(2022, 12, 20)),
        ("09/KH-TCT", date(2022, 6, 1)),
        ("05/KH-TCT", date(2022, 2, 15)),
    ]
    assert found[2:] == [
        ("09/KH-TCT", date(2022, 6, 1), amendment.title, *sent, ON_PAPER),
        ("05/KH-TCT", date(2022, 2, 15), campaign.title, *sent, AMENDED),
    ]


def test_the_page_leads_to_the_plan(amendment, campaign, clerk):  # noqa: F811
    page = said(clerk.get(REGISTER_2022))
    assert f'<a href="{campaign.get_absolute_url()}">05/KH-TCT</a>' in page
    assert f'<a href="{amendment.get_absolute_url()}">09/KH-TCT</a>' in page
    assert page.count(ON_PAPER) == 2


def test_printed_they_stand_in_the_run_of_plans_by_number(amendment, campaign):
    paper = outgoing_register.gather(2022)
    small = f"{campaign.title[:1].lower()}{campaign.title[1:]}"
    tail = ["Các khoa, phòng (để thực hiện)", "VT, TĐ", "", "", ""]
    assert [row for row in rows_of(paper) if row[-1].startswith(ON_PAPER)] == [
        ["05/KH-TCT", "15/02/2022", f"Kế hoạch {small}", QUANG, *tail, AMENDED],
        ["09/KH-TCT", "01/6/2022", "Kế hoạch sửa đổi Kế hoạch phát động", QUANG, *tail, ON_PAPER],
    ]
    [total] = [block for block in paper.blocks if isinstance(block, Paragraph)]
    assert "".join(run.text for run in total.text).startswith(
        "Tổng số: 04 văn bản, trong đó 02 văn bản cấp số trên bản giấy, tính đến ngày"
    )


def test_a_letter_is_entered_by_its_kind_and_what_it_is_about(document, school, clock_at):  # noqa: F811
    """ "V/v" stands under the number of a letter; in the register it is read out, and the day of the list is full."""
    clock_at(date(2023, 1, 5))
    draft = desk.begin("correction-letter", document, by=school.clerk.user)
    texts = {"address": "Các khoa, phòng", "errors": "Trang 2: “Hoa” sửa thành “Hóa”."}
    desk.write(draft, texts=texts, date=date(2023, 1, 5), signer=signer_of(school.rector), by=school.clerk.user)
    desk.issue(draft, number=4, date=date(2023, 1, 5), by=school.clerk.user)
    paper = outgoing_register.gather(2023)
    [(number, day, named, *_)] = rows_of(paper)
    assert (number, day) == ("04/TCT-TĐKT", "05/01/2023")
    assert named == "Công văn về việc đính chính Quyết định số 15/QĐ-TCT ngày 30 tháng 12 năm 2022"
    assert paper.header.date_line == "Lai Châu, ngày 05 tháng 01 năm 2023"


def test_a_number_without_its_day_is_none_yet(document, campaign):  # noqa: F811
    campaign.plan_date = None
    campaign.save()
    assert [row[0] for row in rows_of(outgoing_register.gather(2022))] == ["01/BB-HĐTĐKT", "15/QĐ-TCT"]


def test_a_year_with_nothing_but_a_paper_plan_can_be_chosen(school, clerk):  # noqa: F811
    make_campaign(2021)
    assert outgoing.years() == [2021]
    assert "05/KH-TCT" in said(clerk.get(reverse("outgoing_list")))


def test_the_signer_is_who_held_the_post_on_that_day(amendment, school, campaign):
    posting = school.rector.postings.get(may_sign=True)
    posting.starts_on = date(2022, 3, 1)
    posting.save()
    first, second = [row for row in rows_of(outgoing_register.gather(2022)) if row[-1].startswith(ON_PAPER)]
    assert (first[3], second[3]) == (str(school.deputy.postings.get(may_sign=True)), QUANG)


@pytest.mark.one_database("how many questions are asked")
def test_queries_do_not_grow_with_what_was_given_on_paper(amendment, campaign, clerk):  # noqa: F811
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            clerk.get(REGISTER_2022)
        return len(queries)

    asked()
    one = asked()
    for number in (10, 11):
        fields = {"title": "Sửa đổi tiếp", "reason": "Đổi.", "changes": "Mới."}
        campaign.amendments.create(plan_number=number, plan_date=date(2022, 6, number), **fields)
    assert asked() == one


def test_an_issued_plan_names_the_issued_plans_that_amend_it(school, clock_at, clerk):  # noqa: F811
    """One being written amends nothing yet."""
    clock_at(date(2023, 1, 5))
    made = make_campaign(2023, plan_number=None, plan_date=None, status="draft")
    plan = desk.begin("plan", made, by=school.clerk.user)
    first = desk.issue(plan, number=12, date=date(2023, 1, 5), by=school.clerk.user)
    made.status = "launched"
    made.save()
    for number, fields in ((9, {"plan_number": 9, "plan_date": date(2023, 1, 4)}), (41, {})):
        row = made.amendments.create(title=f"Sửa đổi {number}", reason="Đổi.", changes="Mới.", **fields)
    draft = desk.begin("plan-amendment", row, by=school.clerk.user)
    assert outgoing.remark(first) == ""
    desk.issue(draft, number=41, date=date(2023, 1, 5), by=school.clerk.user)
    told = "Được sửa đổi bởi Kế hoạch số 41/KH-TCT ngày 05/01/2023"
    assert {row[0]: row[-1] for row in rows_of(outgoing_register.gather(2023))} == {
        "09/KH-TCT": ON_PAPER,
        "12/KH-TCT": told,
        "41/KH-TCT": "",
    }
    assert told in said(clerk.get(reverse("issued_document", args=[first.pk])))
