"""Years left from an old plan: found where a text speaks of the campaign's year, not in dates and citations."""

from datetime import date

import pytest

from campaigns.models import Campaign
from campaigns.plan_check import Place, Plan, Text, check
from tests.campaigns.seed_plan import make_seed_plan

CONTENT = Place("noi-dung", "Nội dung thi đua 1")


def said(value: str, *, first=date(2023, 1, 1), last=date(2023, 12, 31), table="item", place=CONTENT) -> list[str]:
    plan = Plan(starts_on=first, ends_on=last, on=first, texts=(Text(table, 1, "text", value, place),))
    return [one.sentence for one in check(plan) if one.key.startswith("other-year")]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Thực hiện thắng lợi nhiệm vụ năm 2022", "năm 2022"),
        ("Phấn đấu năm 2022 đạt chuẩn mức 1", "năm 2022"),
        ("Chủ đề năm học 2021 - 2022", "năm học 2021 - 2022"),
        ("Năm 2024, nhà trường phấn đấu", "Năm 2024"),
    ],
)
def test_another_year_is_named_with_its_place(text, year):
    assert said(text) == [f"“{year}” trong Nội dung thi đua 1 khác năm của phong trào (2023)."]


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện thắng lợi nhiệm vụ năm 2023",
        "Năm học 2022 - 2023",
        "Kỷ niệm Quốc khánh 2/9/1945",
        "Ngày 02 tháng 9 năm 2022",
        "Chỉ thị số 05-CT/TW của Bộ Chính trị năm 2022",
        "Nghị quyết Đại hội Đảng bộ tỉnh năm 2020",
        "Thông tư năm 2021, quy định về",
        "Giai đoạn 2021 - 2025",
        "đến năm 2025, tầm nhìn đến năm 2030",
        "Kế thừa kết quả phong trào năm 2022",
        "Cách mạng tháng Tám năm 1945",
        "từ năm 2022",
    ],
)
def test_dates_citations_goals_and_history_are_left_alone(text):
    assert said(text) == []


@pytest.mark.parametrize(("year", "count"), [(2017, 0), (2018, 1), (2028, 1), (2029, 0)])
def test_what_is_further_than_five_years_away_is_history(year, count):
    assert len(said(f"nhiệm vụ năm {year}")) == count


def test_a_school_year_has_two(school):
    span = {"first": date(2021, 9, 1), "last": date(2022, 6, 30)}
    assert said("Năm học 2021 - 2022", **span) == said("Nhiệm vụ năm 2022", **span) == []
    assert said("Năm học 2022 - 2023", **span) == [
        "“Năm học 2022 - 2023” trong Nội dung thi đua 1 khác năm của phong trào (2021 - 2022)."
    ]


def test_bases_and_recipients_cite_other_papers():
    for part in ("can-cu", "noi-nhan"):
        assert said("Kế hoạch năm 2022", place=Place(part, "Căn cứ 1")) == []


def test_a_plan_moved_to_another_year_is_told_on_its_page(school, sign_in):
    campaign = make_seed_plan()
    page = sign_in(school.clerk).get(campaign.get_absolute_url()).content.decode()
    assert "khác năm của phong trào" not in page
    Campaign.objects.filter(pk=campaign.pk).update(year=2023, starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31))
    page = sign_in(school.clerk).get(campaign.get_absolute_url()).content.decode()
    assert "“năm 2022” trong " in page
    assert "khác năm của phong trào (2023)" in page
