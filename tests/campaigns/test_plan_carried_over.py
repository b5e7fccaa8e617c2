"""What a plan carries over from another year: deadlines on days off, its day, words of their time."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import copying
from campaigns.models import Campaign
from campaigns.plan_check import Deadline, Place, Text, check
from campaigns.plan_facts import findings_of
from tests.campaigns.seed_plan import make_seed_plan
from tests.campaigns.test_plan_check import WHOLE
from tests.factories import make_campaign

HEAD, CONTENT = Place("chung", "Thông tin chung"), Place("to-chuc", "Tổ chức thực hiện 1")
SATURDAY, MONDAY = date(2022, 12, 10), date(2022, 12, 12)
OFF = "rơi vào ngày nghỉ; chuyển sang ngày làm việc kế tiếp."


def keys(plan) -> list[str]:
    return [finding.key for finding in check(plan)]


# --- deadlines


def due(day: date, works_on: date, field: str = "nominations_due_on", label: str = "hạn nộp hồ sơ đề nghị"):
    named = ("campaign", 0, field, label)
    return replace(WHOLE, deadlines=(Deadline(*named, day, works_on, HEAD),))


def test_a_deadline_on_a_day_off_is_advised_with_the_next_working_day():
    [finding] = check(due(SATURDAY, MONDAY))
    assert (finding.key, finding.blocking) == ("day-off-nominations-due-on-0", False)
    assert finding.sentence == f"Hạn nộp hồ sơ đề nghị (thứ Bảy, 10/12/2022) {OFF}"
    assert (finding.correction.label, finding.correction.value) == ("Chuyển sang 12/12/2022", "thứ Hai, 12/12/2022")
    assert keys(due(MONDAY, MONDAY)) == []


def test_a_next_working_day_after_the_campaign_is_not_offered():
    """Registration ends while there is something to register for; the year's last papers may come after it."""
    last, after = date(2022, 12, 31), date(2023, 1, 3)
    [finding] = check(due(last, after, "registration_due_on", "hạn đăng ký thi đua"))
    assert finding.sentence.endswith("rơi vào ngày nghỉ; chọn ngày làm việc trước đó.")
    assert finding.correction is None
    [finding] = check(due(last, after))
    assert finding.correction.label == "Chuyển sang 03/01/2023"


def test_one_click_moves_the_deadline(school, sign_in):
    campaign = make_campaign(2022, status=Campaign.Status.DRAFT, phases=1, unit_plans_due_on=date(2022, 4, 30))
    phase = campaign.phases.get(ordinal=1)
    phase.evaluation_due_on = date(2022, 7, 2)
    phase.save()
    clerk = sign_in(school.clerk)
    found = {f.key: f.sentence for f in findings_of(campaign) if f.key.startswith("day-off")}
    assert found == {
        "day-off-nominations-due-on-0": f"Hạn nộp hồ sơ đề nghị (thứ Bảy, 10/12/2022) {OFF}",
        "day-off-unit-plans-due-on-0": f"Hạn nộp kế hoạch của đơn vị (thứ Bảy, 30/04/2022) {OFF}",
        f"day-off-evaluation-due-on-{phase.pk}": f"Hạn tự đánh giá Đợt 1 (thứ Bảy, 02/07/2022) {OFF}",
    }
    for key in found:
        clerk.post(reverse("plan_mend", args=[campaign.pk, key]))
    campaign.refresh_from_db()
    phase.refresh_from_db()
    # 30/04 and 01/05/2022 were a Saturday and a Sunday: the two days after them were off in their place.
    assert (campaign.nominations_due_on, campaign.unit_plans_due_on) == (MONDAY, date(2022, 5, 4))
    assert phase.evaluation_due_on == date(2022, 7, 4)
    assert not [f for f in findings_of(campaign) if f.key.startswith("day-off")]


@pytest.mark.one_database("how many questions are asked")
def test_more_deadlines_ask_no_more_of_the_database(school):
    def asked(campaign) -> int:
        with CaptureQueriesContext(connection) as queries:
            findings_of(campaign)
        return len(queries)

    one, more = (make_campaign(year, status=Campaign.Status.DRAFT, phases=0) for year in (2022, 2023))
    Campaign.objects.filter(pk=more.pk).update(unit_plans_due_on=date(2023, 4, 30))
    more.refresh_from_db()
    assert asked(one) == asked(more)


# --- the day of the plan


@pytest.mark.parametrize(
    ("dated", "is_told"),
    [
        (date(2021, 11, 30), True),
        (date(2021, 12, 1), False),
        (date(2022, 12, 31), False),
        (date(2023, 1, 1), True),
        (None, False),
    ],
)
def test_a_plan_signed_outside_its_time_is_told(dated, is_told):
    plan = replace(WHOLE, dated=dated, on=dated or WHOLE.on)
    assert ("dated-another-year" in keys(plan)) is is_told


def test_a_school_year_is_signed_up_to_its_last_day():
    plan = replace(WHOLE, starts_on=date(2021, 9, 1), ends_on=date(2022, 6, 30), dated=date(2021, 9, 5))
    assert "dated-another-year" not in keys(plan)
    [told] = [f for f in check(replace(plan, dated=date(2022, 7, 1))) if f.key == "dated-another-year"]
    assert told.sentence == (
        "Kế hoạch đề ngày 01/07/2022, không thuộc thời gian lập kế hoạch năm 2021 - 2022 "
        "(từ tháng 12 năm 2020 đến hết phong trào); xem lại ngày kế hoạch."
    )


# --- words of their time


def of_its_time(text: str, year: int, table: str = "item") -> list[str]:
    texts = (Text(table, 7, "text", text, CONTENT),)
    plan = replace(WHOLE, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), texts=texts)
    return [finding.sentence for finding in check(plan) if finding.key.startswith("bygone")]


@pytest.mark.parametrize(
    ("text", "last", "said"),
    [
        ("phòng, chống đại dịch Covid-19", 2022, "dịch Covid-19, việc của các năm 2020 - 2022"),
        ("kế hoạch 05 năm (2021-2025)", 2025, "khoảng 2021 - 2025 đã qua"),
        ("nhiệm kỳ 2020 - 2025", 2025, "khoảng 2020 - 2025 đã qua"),
        ("nộp trước ngày 15/3/2022", 2022, "“trước ngày 15/3/2022”"),
        ("chậm nhất là ngày 15 tháng 3 năm 2022", 2022, "“chậm nhất là ngày 15 tháng 3 năm 2022”"),
        ("báo cáo trong quý I/2022", 2022, "“quý I/2022”"),
    ],
)
def test_what_is_over_is_told_from_the_year_after(text, last, said):
    assert of_its_time(text, last) == []
    assert of_its_time(text, last + 1) == [
        f"Tổ chức thực hiện 1 còn nhắc {said}; xem lại có còn đúng với năm {last + 1}."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kỷ niệm (03/02/1930 - 03/02/2023)",
        "Năm học 2021 - 2022",  # told as another year
        "giai đoạn 2021 - 2025",
        "Chỉ thị số 05-CT/TW ngày 15/5/2016",
        "so với quý I/2022",
        "1945 - 2022",
        "số 2021-2022/KH",
    ],
)
def test_history_citations_and_what_still_runs_are_left_alone(text):
    assert of_its_time(text, 2023) == []


def test_movements_are_read_and_anniversaries_are_history():
    assert of_its_time("Phòng, chống dịch Covid-19", 2023, "movement") != []
    assert of_its_time("Phòng, chống dịch Covid-19", 2023, "anniversary") == []


# --- the whole way


def test_the_plan_of_2022_copied_to_2026_says_what_it_carried_over(school):
    old = make_seed_plan()
    Campaign.objects.filter(pk=old.pk).update(nominations_due_on=date(2022, 12, 5))
    old.refresh_from_db()
    new = copying.copy(old, 2026, date(2026, 2, 10), bases=[], by=school.clerk.user)
    told = {f.key: [place.label for place in f.places] for f in findings_of(new)}
    carried = {key: places for key, places in told.items() if key.startswith(("day-off", "bygone", "dated"))}
    assert carried == {
        "day-off-nominations-due-on-0": ["Thông tin chung"],
        "bygone-covid": [
            "Nội dung thi đua 2",
            "Nội dung thi đua 3",
            "Tổ chức thực hiện 2",
            "Phong trào 5, Trường phát động",
        ],
        "bygone-span-2021-2025": ["Nội dung thi đua 1"],
    }
