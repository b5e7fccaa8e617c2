"""A plan that amends a launched one: the clerk's while it is written, everybody's once it has a number."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.kinds import KINDS
from awards.models import PaperDraft
from campaigns import amending_plan, planning
from campaigns.documents.plan import gather as gather_plan
from campaigns.documents.plan_amendment import gather
from campaigns.models import Campaign, PlanAmendment
from tests.campaigns.test_campaign_views import said, shown
from tests.factories import make_campaign
from thidua import pdf
from thidua.copies import Copy
from thidua.issuing import freeze
from thidua.models import AuditEntry, IssuedDocument, Series

TYPED = {
    "title": "Sửa đổi, bổ sung Kế hoạch phát động phong trào thi đua",
    "reason": "Nhiều người đi học.",
    "bases": "Công văn số 12/SNV ngày 01/04/2022 của Sở Nội vụ",
    "changes": "Hạn đăng ký là ngày 08/04/2022.\n\nThêm phong trào “Dạy tốt”.",
    "plan_number": "",
    "plan_date": "",
}


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


@pytest.fixture
def amendment(campaign) -> PlanAmendment:
    fields = {name: TYPED[name] for name in ("title", "reason", "bases", "changes")}
    return PlanAmendment.objects.create(campaign=campaign, **fields)


def issued(kind: str, row, number: int) -> IssuedDocument:
    """As the desk does: the paper is frozen with its number and tied to the row."""
    day = date(2022, 4, 4)
    paper = KINDS[kind].gather(row, Copy("numbered", number, day))
    document = freeze(
        kind,
        paper,
        b"%PDF-1.7 frozen",
        series=Series.objects.get(code="plan"),
        number=number,
        on=day,
        title=str(row),
        signer="Phạm Văn Quang",
        pages=1,
        verify_code=f"{kind[-4:]}{number:04d}",
        by=None,
    )
    PaperDraft.objects.create(
        kind=kind, subject=row.pk, title=str(row)[:300], year=2022, date=day, status="issued", document=document
    )
    return document


def words_of(paper) -> str:
    return " ".join("".join(run.text for run in getattr(block, "text", ())) for block in paper.blocks)


def test_what_was_adjusted_is_proposed_as_its_content(campaign, clerk, school):
    planning.adjust(campaign, "registration_due_on", date(2022, 4, 8), reason="Đi học.", by=school.clerk.user)
    page = clerk.get(reverse("plan_amendment_add", args=[campaign.pk]))
    form = page.context["form"]
    assert form["changes"].value() == "Hạn đăng ký thi đua: sửa đổi từ 31/03/2022 thành 08/04/2022."
    assert form["title"].value() == (
        "Sửa đổi, bổ sung Kế hoạch phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2022"
    )


def test_written_read_changed_discarded(campaign, clerk):
    response = clerk.post(reverse("plan_amendment_add", args=[campaign.pk]), TYPED, follow=True)
    amendment = PlanAmendment.objects.get()
    assert said(response) == ["Đã lập kế hoạch sửa đổi, bổ sung."]
    assert "Kế hoạch số 05/KH-TCT ngày 15/02/2022" in shown(response)
    clerk.post(reverse("plan_amendment_edit", args=[amendment.pk]), TYPED | {"reason": "Đi học xa."})
    amendment.refresh_from_db()
    assert (amendment.reason, AuditEntry.objects.filter(verb="planamendment.change").count()) == ("Đi học xa.", 1)
    clerk.post(reverse("plan_amendment_discard", args=[amendment.pk]))
    assert (PlanAmendment.objects.count(), AuditEntry.objects.filter(verb="planamendment.discard").count()) == (0, 1)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"title": ""}, ("title", "Nhập trích yếu")),
        ({"changes": " "}, ("changes", "Ghi nội dung sửa đổi, bổ sung")),
        ({"plan_number": "7"}, ("plan_date", "Ghi cả ngày của kế hoạch đã có số")),
        ({"plan_date": "04/04/2022"}, ("plan_number", "Ghi cả số của kế hoạch đã có ngày")),
        ({"plan_number": "0", "plan_date": "04/04/2022"}, ("plan_number", "Số kế hoạch phải từ 1 trở lên")),
        ({"plan_number": "7", "plan_date": "30/02/2022"}, ("plan_date", "Ngày kế hoạch phải là ngày có thật")),
        (
            {"plan_number": "7", "plan_date": "14/02/2022"},
            ("plan_date", "Ngày của kế hoạch sửa đổi không được trước ngày của kế hoạch ban đầu"),
        ),
    ],
)
def test_bad_input_keeps_what_was_typed(campaign, clerk, typed, error):
    response = clerk.post(reverse("plan_amendment_add", args=[campaign.pk]), TYPED | typed)
    assert response.context["form"].errors == {error[0]: [error[1]]}
    assert "Nhiều người đi học." in shown(response)
    assert PlanAmendment.objects.count() == 0


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("draft", "Kế hoạch còn là bản thảo nên sửa thẳng trong kế hoạch"),
        ("cancelled", "Phong trào ở bước “Đã hủy” nên không sửa đổi kế hoạch được"),
    ],
)
def test_only_a_launched_plan_is_amended(campaign, clerk, status, why):
    Campaign.objects.filter(pk=campaign.pk).update(status=status)
    address = reverse("plan_amendment_add", args=[campaign.pk])
    assert shown(clerk.get(address)).count(why) == 1
    assert why in shown(clerk.post(address, TYPED))
    assert PlanAmendment.objects.count() == 0


def test_the_paper_refers_to_the_first_plan(amendment):
    paper = gather(amendment)
    assert paper.bases == (
        "Căn cứ Công văn số 12/SNV ngày 01/04/2022 của Sở Nội vụ",
        "Căn cứ Kế hoạch số 05/KH-TCT ngày 15 tháng 02 năm 2022 của Trường Chính trị tỉnh Lai Châu về phát động "
        "phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2022",
    )
    words = words_of(paper)
    assert (
        "Trường Chính trị tỉnh Lai Châu sửa đổi, bổ sung Kế hoạch số 05/KH-TCT ngày 15 tháng 02 năm 2022 phát động"
        in words
    )
    assert [block.mark for block in paper.blocks if hasattr(block, "mark")] == ["1.", "2.", "1.", "2."]
    assert words.count("./.") == 1
    assert (paper.draft, paper.header.number, paper.header.symbol) == (True, None, "KH-TCT")
    assert paper.file_name == "KH-sua-doi-2022-du-thao.pdf"


def test_number_and_date_come_with_the_issue(amendment):
    paper = gather(amendment, Copy("numbered", 9, date(2022, 4, 4)))
    assert (paper.draft, paper.header.number, paper.header.date) == (False, 9, date(2022, 4, 4))
    blank = gather(amendment, Copy("blank", date=date(2022, 4, 4)))
    assert (blank.draft, blank.header.number, blank.header.date, blank.header.month) == (False, None, None, 4)


def test_one_issued_on_paper_bears_what_was_typed(amendment, school, sign_in):
    reader = sign_in(school.lecturer)
    address = reverse("plan_amendment", args=[amendment.pk])
    assert reader.get(address).status_code == 404
    assert amendment.title not in shown(reader.get(amendment.campaign.get_absolute_url()))
    PlanAmendment.objects.update(plan_number=9, plan_date=date(2022, 4, 4))
    assert "09/KH-TCT ngày 04/04/2022" in shown(reader.get(address))
    assert f"{amendment.title}</a>: số 09/KH-TCT ngày 04/04/2022" in shown(
        reader.get(amendment.campaign.get_absolute_url())
    )
    amendment.refresh_from_db()
    paper = gather(amendment)
    assert (paper.draft, paper.header.number, paper.file_name) == (False, 9, "KH-sua-doi-2022-9.pdf")


def test_once_issued_it_is_everybody_s_and_stays(amendment, clerk, school, sign_in):
    document = issued("plan-amendment", amendment, 9)
    reader = sign_in(school.lecturer)
    assert "09/KH-TCT ngày 04/04/2022" in shown(reader.get(amendment.get_absolute_url()))
    pdf_answer = reader.get(reverse("plan_amendment_pdf", args=[amendment.pk]))
    assert pdf_answer.content == bytes(document.file.content)
    why = (
        "Kế hoạch sửa đổi đã ban hành số 09/KH-TCT ngày 04/04/2022 nên không sửa, không xóa được; "
        "lập kế hoạch sửa đổi khác nếu cần."
    )
    assert said(clerk.post(reverse("plan_amendment_discard", args=[amendment.pk]), follow=True)) == [why]
    assert why.rstrip(".") in shown(clerk.post(reverse("plan_amendment_edit", args=[amendment.pk]), TYPED))
    assert PlanAmendment.objects.get().reason == "Nhiều người đi học."


@pytest.mark.one_database("how many questions are asked")
def test_queries_of_the_campaign_s_page_do_not_grow(amendment, clerk):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            clerk.get(amendment.campaign.get_absolute_url())
        return len(queries)

    one = asked()
    for number in (7, 8):
        PlanAmendment.objects.create(campaign=amendment.campaign, title=f"Kế hoạch {number}", reason="a", changes="b")
    assert asked() == one


# --- the desk's view of both kinds


def test_kinds_bear_the_plan_s_series(campaign, amendment):
    assert [KINDS[kind].series for kind in ("plan", "plan-amendment")] == ["plan", "plan"]
    assert [KINDS[kind].rows().get().pk for kind in ("plan", "plan-amendment")] == [campaign.pk, amendment.pk]


def test_a_plan_with_a_typed_number_is_not_numbered_again(campaign):
    assert KINDS["plan"].why_not_issue(campaign) == (
        "Kế hoạch đã ghi số 05 ngày 15/02/2022 từ bản giấy nên không cấp số lần nữa; "
        "bỏ số, ngày đã ghi nếu muốn ban hành từ phần mềm."
    )
    paper = gather_plan(campaign, Copy("numbered", 12, date(2022, 5, 5)))
    assert (paper.header.number, paper.header.date, paper.draft) == (5, date(2022, 2, 15), False)


def test_what_blocks_the_launch_blocks_the_issue(school):
    campaign = make_campaign(plan_number=None, plan_date=None, theme="", status=Campaign.Status.DRAFT)
    assert KINDS["plan"].why_not_issue(campaign) == (
        "Chưa ban hành được vì kế hoạch còn 1 điểm phải sửa, trước hết: "
        "Kế hoạch chưa có chủ đề thi đua; ghi chủ đề ở phần thông tin chung."
    )
    Campaign.objects.update(theme="Chủ đề")
    campaign.refresh_from_db()
    assert KINDS["plan"].why_not_issue(campaign) == ""
    Campaign.objects.update(status="cancelled")
    campaign.refresh_from_db()
    assert KINDS["plan"].why_not_issue(campaign) == "Phong trào đã hủy nên không ban hành kế hoạch."


def test_an_issued_plan_is_shown_as_issued_and_no_longer_written(school, clerk):
    campaign = make_campaign(plan_number=None, plan_date=None, status=Campaign.Status.DRAFT)
    paper = gather_plan(campaign, Copy("numbered", 12, date(2022, 4, 4)))
    assert (paper.header.number, paper.header.date, paper.draft, paper.file_name) == (
        12,
        date(2022, 4, 4),
        False,
        "KH-phat-dong-2022-12.pdf",
    )
    document = issued("plan", campaign, 12)
    assert clerk.get(reverse("plan_pdf", args=[campaign.pk])).content == bytes(document.file.content)
    assert "12/KH-TCT ngày 04/04/2022" in shown(clerk.get(campaign.get_absolute_url()))
    why = (
        "Kế hoạch đã ban hành số 12/KH-TCT ngày 04/04/2022 nên không sửa được nữa; "
        "phát động, rồi lập kế hoạch sửa đổi, bổ sung nếu cần."
    )
    assert planning.why_not_edit(campaign) == why
    planning.launch(campaign, by=school.clerk.user)


def test_an_amendment_waits_for_the_number_of_the_first(school):
    campaign = make_campaign(plan_number=None, plan_date=None)
    amendment = PlanAmendment.objects.create(campaign=campaign, title="Sửa đổi", reason="a", changes="b")
    assert amending_plan.why_not_issue(amendment) == (
        "Kế hoạch ban đầu chưa có số, ngày nên chưa dẫn chiếu được; ban hành kế hoạch ban đầu trước."
    )
    assert "Kế hoạch số …/KH-TCT ngày … tháng … năm 2022" in words_of(gather(amendment))
    issued("plan", campaign, 12)
    assert amending_plan.why_not_issue(amendment) == ""
    assert "Kế hoạch số 12/KH-TCT ngày 04 tháng 4 năm 2022" in words_of(gather(amendment))


def test_the_amendment_prints(amendment, clerk):
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    response = clerk.get(reverse("plan_amendment_pdf", args=[amendment.pk]))
    assert (response.status_code, response.content[:5]) == (200, b"%PDF-")
