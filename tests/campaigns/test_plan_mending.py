"""Corrections by one click, on the plan of 2022 as it was written; pages of the findings."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import plan_mending
from campaigns.models import Campaign, Movement, PlanItem
from campaigns.plan_facts import describe, findings_of
from tests.campaigns.seed_plan import make_seed_plan
from tests.campaigns.test_plan_check import bare
from tests.factories import make_anniversary, make_campaign, make_phase
from thidua.models import AuditEntry, LegalText
from thidua.workflow import Refused

# What no click can know: it asks the school, or contradicts something else.
LEFT = [
    "no-registration",
    "theme-is-motto",
    "no-number",
    "no-date",
    "no-targets",
    "no-titles",
    "no-budget",
    "no-unit-plans-due",
    "gap-start",
    "before-directive",
]


@pytest.fixture
def plan(school) -> Campaign:
    return make_seed_plan()


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def mend(client, campaign, kind: str):
    key = next(f.key for f in findings_of(campaign) if bare(f.key) == kind)
    return client.post(reverse("plan_mend", args=[campaign.pk, key]), follow=True)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_every_correction_of_the_plan_of_2022_does_what_it_says(plan, clerk):
    offered = [f.key for f in findings_of(plan) if f.correction]
    for key in offered:
        response = clerk.post(reverse("plan_mend", args=[plan.pk, key]))
        assert response["Location"] == f"{plan.get_absolute_url()}#kiem-tra"
    plan.refresh_from_db()
    assert [bare(f.key) for f in findings_of(plan)] == LEFT
    assert AuditEntry.objects.filter(verb="campaign.mend").count() == len(offered) == 16


def test_the_teachers_day_is_counted_from_1982(plan, clerk):
    response = mend(clerk, plan, "years")
    assert said(response) == ["Đã sửa. Tính từ 20/11/1982: 40 năm (20/11/1982 - 20/11/2022)"]
    day = plan.phases.get(ordinal=2).anniversaries.get(name="Ngày Nhà giáo Việt Nam")
    assert (day.origin_date, day.years, day.stated_years, day.as_written) == (date(1982, 11, 20), 40, 40, "")
    line = AuditEntry.objects.get(verb="campaign.mend")
    assert (line.before, line.after) == (
        {"mended": ["1983-11-20", "(20/11/1983 - 20/11/2022)"]},
        {"mended": ["1982-11-20", ""]},
    )


def test_the_joined_line_becomes_two(plan, clerk):
    mend(clerk, plan, "joined")
    days = plan.phases.get(ordinal=2).anniversaries.values_list("name", "origin_date", "observed_on")
    assert [row for row in days if row[1].year == 1945] == [
        ("Cách mạng tháng Tám", date(1945, 8, 19), date(2022, 8, 19)),
        ("Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam", date(1945, 9, 2), date(2022, 9, 2)),
    ]


def test_the_law_stands_first_among_the_bases(plan, clerk):
    mend(clerk, plan, "no-emulation-law")
    texts = plan.plan_items.filter(part=PlanItem.Part.LEGAL_BASIS).values_list("number", "text")
    law = LegalText.objects.get(code="L2003").citation
    assert [(number, text[:19]) for number, text in texts] == [(1, law[:19]), (2, "Thực hiện Chỉ thị s")]


def test_names_are_put_right_wherever_they_stand(plan, clerk):
    mend(clerk, plan, "covid")
    assert "đại dịch Covid-19" in plan.plan_items.get(part="content", number=3).text
    assert plan.movements.get(is_special=True).name.endswith("đại dịch Covid-19")
    mend(clerk, plan, "recipient-commas")
    ends = [text[-1] for text in plan.plan_items.filter(part="recipient").values_list("text", flat=True)]
    assert ends == [";", ";", ";", ";", ";", "."]


def test_an_ended_base_gives_way_to_its_successor(school, clerk):
    campaign = make_campaign(2025, status=Campaign.Status.DRAFT, plan_date=date(2025, 7, 1))
    item = PlanItem.objects.create(
        campaign=campaign, part="legal_basis", number=1, text="Nghị định số 91/2017/NĐ-CP ngày 31/7/2017"
    )
    mend(clerk, campaign, "base-ended")
    item.refresh_from_db()
    assert item.text == LegalText.objects.get(code="ND-152-2025").citation


def test_a_day_moves_to_the_phase_it_lies_in(school, clerk):
    campaign = make_campaign(status=Campaign.Status.DRAFT)
    first, second = campaign.phases.all()
    day = make_anniversary(first, "Ngày hội trường", date(2006, 7, 1), date(2022, 7, 1))
    mend(clerk, campaign, "day-outside")
    day.refresh_from_db()
    assert day.phase == second


def test_a_correction_that_does_not_fit_changes_nothing(school, clerk):
    campaign = make_campaign(status=Campaign.Status.DRAFT)
    name = f"{'a' * 292} Covi-19"
    assert len(name) == 300  # the right spelling is one letter longer than the column
    Movement.objects.create(campaign=campaign, number=1, name=name)
    response = mend(clerk, campaign, "covid")
    assert said(response)[0].startswith("Chưa sửa nhanh được: ")
    assert campaign.movements.get().name == name
    assert not AuditEntry.objects.exists()


def test_a_finding_that_is_gone_is_said(plan, clerk):
    mend(clerk, plan, "covid")
    response = clerk.post(reverse("plan_mend", args=[plan.pk, "covid"]), follow=True)
    assert said(response) == [plan_mending.GONE]
    # One without a correction has nothing to click.
    response = clerk.post(reverse("plan_mend", args=[plan.pk, "no-registration"]), follow=True)
    assert said(response) == [plan_mending.GONE]


def test_only_a_draft_is_corrected_and_by_the_clerk_alone(plan, school, sign_in, clerk):
    address = reverse("plan_mend", args=[plan.pk, "covid"])
    assert sign_in(school.rector).post(address).status_code == 404
    assert clerk.get(address).status_code == 405
    Campaign.objects.filter(pk=plan.pk).update(status="launched")
    with pytest.raises(Refused) as refused:
        plan_mending.correct(plan, "covid", by=school.clerk.user)
    assert str(refused.value).startswith("Kế hoạch đã phát động nên không sửa được nữa")


def test_the_page_groups_the_findings_with_rule_place_and_button(plan, clerk):
    page = " ".join(clerk.get(plan.get_absolute_url()).content.decode().split())
    assert "Kiểm tra kế hoạch: 2 điểm phải sửa, 24 điểm nên xem lại" in page
    assert "<h3>Phải sửa trước khi phát động (2)</h3>" in page
    assert "<h3>Nên xem lại (24)</h3>" in page
    phase = plan.phases.get(ordinal=2)
    assert f'<a href="{reverse("phase_days", args=[phase.pk])}">Đợt 2: Ngày Nhà giáo Việt Nam</a>' in page
    assert "Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu văn bản có tên loại: hết nội dung có dấu “./.”" in page
    assert page.count("/sua-nhanh/") == 16


@pytest.mark.parametrize("name", ["campaign_edit", "plan_phases", "plan_budget"])
def test_the_editor_shows_the_findings_below_its_form(plan, clerk, name):
    page = clerk.get(reverse(name, args=[plan.pk])).content.decode()
    assert page.index("</form>") < page.index("/sua-nhanh/")


@pytest.mark.one_database("how many questions are asked")
def test_queries_of_the_checker_do_not_grow(school):
    small, large = make_campaign(2022, phases=1), make_campaign(2021)
    third = make_phase(large, 3, date(2021, 12, 1), date(2021, 12, 31))
    for day in (3, 4, 5):
        make_anniversary(third, f"Ngày {day}", date(1990, 12, day), date(2021, 12, day))
        Movement.objects.create(campaign=large, number=day, name=f"Phong trào {day}")
    counts = []
    for campaign in (small, large):
        with CaptureQueriesContext(connection) as queries:
            describe(campaign)
        counts.append(len(queries))
    assert counts == [10, 10]
