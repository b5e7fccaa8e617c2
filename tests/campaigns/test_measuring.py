"""Targets followed through the year, budget lines, and both on the page and in the plan."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import measuring
from campaigns.documents.plan import gather
from campaigns.models import Award, BudgetLine, Campaign, Movement, Target, TargetResult
from tests.campaigns.test_campaign_views import rows, said, shown
from tests.factories import make_campaign
from thidua.models import AuditEntry
from thidua.papers import Table, TotalRow

YES_NO, LEVEL = Target.Measure.YES_NO, Target.Measure.LEVEL


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


@pytest.fixture
def target(campaign) -> Target:
    return Target.objects.create(
        campaign=campaign, number=1, content="Lao động tiên tiến", unit_of_measure="người", amount=50
    )


@pytest.fixture
def standard(campaign) -> Target:
    return Target.objects.create(campaign=campaign, number=2, content="Trường chính trị chuẩn", measure=LEVEL, amount=1)


@pytest.fixture
def whether(campaign) -> Target:
    return Target.objects.create(campaign=campaign, number=3, content="Cơ quan văn hóa", measure=YES_NO)


def progress(target) -> measuring.Progress:
    (found,) = [p for p in measuring.progress_of(target.campaign) if p.target == target]
    return found


def record(client, target, **typed):
    data = {"on": "01/03/2022", "value": "45", "note": ""} | typed
    return client.post(reverse("target_record", args=[target.pk]), data, follow=True)


def test_the_newest_measurement_counts(target, clerk, clock_at):
    assert (progress(target).state, progress(target).sentence) == (
        "Chưa có kết quả",
        "Chưa có kết quả nào được ghi.",
    )
    clock_at(date(2022, 6, 30))
    assert said(record(clerk, target, on="30/06/2022", value="47,5", note="Sơ kết đợt 1")) == ["Đã ghi kết quả."]
    record(clerk, target, on="01/03/2022", value="10")
    found = progress(target)
    assert (found.value, found.on, found.share_text, found.state) == (
        Decimal("47.5"),
        date(2022, 6, 30),
        "95%",
        "Chưa đạt",
    )
    assert found.sentence == "Đã có 47,5 trên 50 người (95%), đo ngày 30/06/2022."
    line = AuditEntry.objects.filter(verb="target.record_result").first()
    assert line.after == {"on": "2022-06-30", "value": "47.5", "note_of_result": "Sơ kết đợt 1"}


@pytest.mark.parametrize(("value", "state"), [("49,99", "Chưa đạt"), ("50", "Đạt"), ("50,01", "Đạt")])
def test_reached_from_the_aim_on(target, clerk, value, state):
    record(clerk, target, value=value)
    assert progress(target).state == state


@pytest.mark.parametrize(("value", "state"), [("0", "Đạt"), ("1", "Chưa đạt")])
def test_an_aim_of_nought_means_not_one(target, clerk, value, state):
    Target.objects.filter(pk=target.pk).update(amount=0)
    record(clerk, target, value=value)
    assert (progress(target).state, progress(target).share) == (state, None)


@pytest.mark.parametrize(
    ("value", "words", "state"),
    [("0", "Chưa đạt mức nào", "Chưa đạt"), ("1", "Mức 1", "Đạt"), ("2", "Mức 2", "Đạt")],
)
def test_a_level(standard, clerk, value, words, state):
    record(clerk, standard, value=value)
    assert (progress(standard).value_text, progress(standard).state) == (words, state)
    assert progress(standard).sentence == f"{words}, đo ngày 01/03/2022."


@pytest.mark.parametrize(("value", "state"), [("0", "Chưa đạt"), ("1", "Đạt")])
def test_reached_or_not(whether, clerk, value, state):
    record(clerk, whether, value=value)
    assert (progress(whether).value_text, progress(whether).state) == (state, state)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"on": "30/02/2022"}, ("on", "Ngày đo phải là ngày có thật")),
        ({"on": "31/12/2021"}, ("on", "Ngày đo phải từ 01/01/2022 trở đi")),
        ({"on": "02/03/2022"}, ("on", "Ngày đo không được sau hôm nay, 01/03/2022")),
        ({"on": "01/02/1899"}, ("on", "Ngày đo phải có năm từ 1900 đến 2199")),
        ({"on": "01/02/10000"}, ("on", "Ngày đo phải có năm gồm 4 chữ số")),
        ({"on": ""}, ("on", "Nhập ngày đo")),
        ({"value": "-1"}, ("value", "Kết quả phải là số, từ 0 trở lên")),
        ({"value": "1" + "0" * 30}, ("value", "Kết quả có nhiều nhất 12 chữ số")),
        ({"value": ""}, ("value", "Nhập kết quả")),
    ],
)
def test_bad_results_keep_what_was_typed(target, clerk, typed, error):
    response = record(clerk, target, **{"note": "Giữ lại"} | typed)
    assert response.context["form"].errors == {error[0]: [error[1]]}
    assert "Giữ lại" in shown(response)
    assert TargetResult.objects.count() == 0


@pytest.mark.parametrize("value", ["1,5", "-1"])
def test_a_level_is_a_whole_number(standard, clerk, value):
    assert list(record(clerk, standard, value=value).context["form"].errors) == ["value"]
    assert TargetResult.objects.count() == 0


def test_one_result_a_day_and_a_wrong_one_is_removed(target, clerk):
    record(clerk, target)
    again = record(clerk, target, value="46")
    assert again.context["form"].errors == {"on": ["Ngày 01/03/2022 đã có kết quả; bỏ kết quả đó rồi ghi lại"]}
    result = target.results.get()
    address = reverse("target_result_remove", args=[target.pk, result.pk])
    assert said(clerk.post(address, follow=True)) == ["Đã bỏ kết quả; nhật ký vẫn giữ."]
    assert said(clerk.post(address, follow=True)) == ["Kết quả này không còn; tải lại trang để xem các kết quả."]
    assert (target.results.count(), AuditEntry.objects.filter(verb="target.remove_result").count()) == (0, 1)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("draft", "Kế hoạch còn là bản thảo nên chưa ghi kết quả; phát động rồi ghi."),
        ("cancelled", "Phong trào ở bước “Đã hủy” nên không ghi kết quả nữa."),
    ],
)
def test_only_in_a_launched_campaign(target, clerk, status, why):
    Campaign.objects.filter(pk=target.campaign_id).update(status=status)
    assert why.rstrip(".") in shown(record(clerk, target))
    assert TargetResult.objects.count() == 0


def test_everybody_reads_and_only_the_clerk_writes(target, school, sign_in, clerk):
    record(clerk, target, note="Sơ kết")
    reader = sign_in(school.lecturer)
    page = shown(reader.get(reverse("target_results", args=[target.pk])))
    assert ("Sơ kết" in page, "Ghi kết quả" in page, "Bỏ kết quả" in page) == (True, False, False)
    assert "Đã có 45 trên 50 người (90%)" in shown(reader.get(target.campaign.get_absolute_url()))
    assert reader.post(reverse("target_record", args=[target.pk])).status_code == 404
    row = shown(reader.get(reverse("target_list", args=[target.campaign_id])))
    for cell in ('data-label="Cần đạt">50 người<', 'data-label="Tỷ lệ">90%<', 'data-label="Ngày đo">01/03/2022<'):
        assert cell in row


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.one_database("how many questions are asked")
def test_queries_do_not_grow_with_targets_and_results(target, clerk, clock_at):
    record(clerk, target)
    addresses = [
        reverse("target_list", args=[target.campaign_id]),
        reverse("target_results", args=[target.pk]),
        target.campaign.get_absolute_url(),
    ]
    before = [queries_of(clerk, address) for address in addresses]
    clock_at(date(2022, 6, 30))
    for number in (2, 3):
        other = Target.objects.create(campaign=target.campaign, number=number, content=f"Chỉ tiêu {number}", amount=9)
        for month in (4, 5):
            TargetResult.objects.create(target=other, on=date(2022, month, number), value=3)
            TargetResult.objects.create(target=target, on=date(2022, month, number), value=3)
        BudgetLine.objects.create(campaign=target.campaign, number=number, content="Chi", amount=5)
    after = [queries_of(clerk, address) for address in addresses]
    assert after == before


# --- written in the plan


@pytest.fixture
def draft(school) -> Campaign:
    return make_campaign(status=Campaign.Status.DRAFT)


def test_targets_of_three_kinds_are_written_and_printed(draft, clerk):
    data = rows(
        "targets",
        0,
        {"content": "Lao động tiên tiến", "unit_of_measure": "%", "amount": "90,5", "award": "LDTT", "ORDER": 1},
        {"content": "Trường chính trị chuẩn", "measure": "level", "amount": "1", "ORDER": 2},
        {"content": "Cơ quan văn hóa", "measure": "yes_no", "amount": "7", "ORDER": 3},
    )
    assert clerk.post(reverse("plan_targets", args=[draft.pk]), data).status_code == 302
    table = next(block for block in gather(draft).blocks if isinstance(block, Table) and len(block.columns) == 4)
    cells = [["".join(run.text for run in cell) for cell in row.cells] for row in table.rows]
    name = Award.objects.get(code="LDTT").quoted_name
    assert cells == [
        ["1", f"Lao động tiên tiến ({name})", "%", "90,5"],
        ["2", "Trường chính trị chuẩn", "", "Mức 1"],
        ["3", "Cơ quan văn hóa", "", "Đạt"],
    ]


@pytest.mark.parametrize(
    "row",
    [
        {"content": "Chỉ tiêu", "amount": "-1"},
        {"content": "Chỉ tiêu", "amount": "1" + "0" * 30},
        {"content": "", "amount": "3"},
        {"content": "Chuẩn", "measure": "level", "amount": ""},
        {"content": "Chuẩn", "measure": "khác", "amount": "1"},
    ],
)
def test_bad_targets_are_shown_again(draft, clerk, row):
    response = clerk.post(reverse("plan_targets", args=[draft.pk]), rows("targets", 0, row | {"ORDER": 1}))
    assert (response.status_code, response.context["formset"].total_error_count()) == (200, 1)
    assert Target.objects.count() == 0


def test_the_budget_has_its_total_in_figures_and_words(draft, clerk, school, sign_in):
    data = rows(
        "budget_lines",
        0,
        {"content": "Khen thưởng", "amount": "45.000.000", "source": "Quỹ thi đua, khen thưởng", "ORDER": 1},
        {"content": "Hội nghị", "amount": "5000000", "source": "", "ORDER": 2},
    )
    assert clerk.post(reverse("plan_budget", args=[draft.pk]), data).status_code == 302
    page = shown(clerk.get(draft.get_absolute_url()))
    for words in ("50.000.000", "Bằng chữ: Năm mươi triệu đồng."):
        assert words in page
    paper = gather(draft)
    table = next(block for block in paper.blocks if isinstance(block, Table) and "Nguồn" in block.columns[2].title)
    total = table.rows[-1]
    assert (type(total), total.cells[0][0].text) == (TotalRow, "50.000.000")
    after = paper.blocks[paper.blocks.index(table) + 1]
    assert after.text[0].text == "(Bằng chữ: Năm mươi triệu đồng)"


@pytest.mark.parametrize("amount", ["-5", "1" + "0" * 30, "1000000000000", "năm triệu", ""])
def test_bad_money_is_shown_again(draft, clerk, amount):
    data = rows("budget_lines", 0, {"content": "Khen thưởng", "amount": amount, "ORDER": 1})
    response = clerk.post(reverse("plan_budget", args=[draft.pk]), data)
    assert (response.status_code, response.context["formset"].total_error_count()) == (200, 1)
    assert "Khen thưởng" in shown(response)
    assert BudgetLine.objects.count() == 0


def test_what_the_school_does_for_a_movement_from_above(draft, clerk, school, sign_in):
    data = rows(
        "movements", 0, {"name": "Dân vận khéo", "launched_by": "province", "answer": "Mở 02 lớp ở bản;", "ORDER": 1}
    )
    clerk.post(reverse("plan_movements", args=[draft.pk]), data)
    words = ["".join(run.text for run in getattr(block, "text", ())) for block in gather(draft).blocks]
    assert "“Dân vận khéo”: Mở 02 lớp ở bản." in words
    assert "Hưởng ứng: Mở 02 lớp ở bản;" in shown(clerk.get(draft.get_absolute_url()))
    Movement.objects.update(answer="")
    assert "Chưa ghi nội dung hưởng ứng" in shown(clerk.get(draft.get_absolute_url()))
    Campaign.objects.update(status="launched")
    assert "Chưa ghi nội dung" not in shown(sign_in(school.lecturer).get(draft.get_absolute_url()))
