"""“Chặng đường” as pages: to whom how much; what was received and used, with the struck out; constant questions."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import AwardRecord
from campaigns.models import AnnualRating, CoAuthor, DisciplinaryAction, Initiative
from tests.factories import make_campaign, make_nomination
from thidua.models import Institution

SPRING = date(2023, 2, 20)


@pytest.fixture
def hoa(school, campaign, clock_at):
    clock_at(SPRING)
    Institution.objects.update(history_complete_from=2019)
    return school.lecturer


def received(person, award="LDTT", year=2022, **fields):
    defaults = {
        "decision_number": f"{AwardRecord.objects.count() + 1}/QĐ-TCT",
        "decision_date": date(year, 12, 30),
        "issuer": "Hiệu trưởng",
    }
    subject = {"staff_member": person} if hasattr(person, "full_name") else {"department": person}
    return AwardRecord.objects.create(award_id=award, year=year, **subject, **defaults | fields)


def recognised(person, title="Giáo án số", year=2022, **fields):
    defaults = {"status": "recognised", "scope": "base", "recognised_number": "86/QĐ-TCT", "recogniser": "Trường"}
    made = Initiative.objects.create(title=title, year=year, **defaults | {"recognised_on": date(year, 11, 1)} | fields)
    CoAuthor.objects.create(initiative=made, staff_member=person)
    return made


def words(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def road_of(person):
    return reverse("staff_road", args=[person.pk])


def test_own_road_says_what_was_received_used_and_struck(hoa, school, campaign, sign_in):
    received(hoa, "CSTDCS")
    received(hoa, "LDTT", 2021, revoked_on=date(2022, 5, 4), revoked_reason="Kê khai chưa đúng")
    used = recognised(hoa)
    make_nomination(campaign, hoa, school.faculty, "CSTDCS", status="awarded").initiatives.add(used)
    recognised(hoa, "Sổ tay", year=2020)
    page = words(sign_in(hoa).get(reverse("my_road")))
    assert "“Chiến sĩ thi đua cơ sở”. Quyết định 1/QĐ-TCT ngày 30/12/2022; công trạng năm." in page
    assert "<del>“Lao động tiên tiến”</del>" in page
    assert "ngày 04/05/2022: Kê khai chưa đúng." in page
    assert "“Giáo án số”, công nhận theo 86/QĐ-TCT ngày 01/11/2022, phạm vi cơ sở: đã dùng cho" in page
    assert "“Chiến sĩ thi đua cơ sở” năm 2022 (1/QĐ-TCT)" in page
    assert "“Sổ tay”, công nhận theo 86/QĐ-TCT ngày 01/11/2020, phạm vi cơ sở: chưa dùng cho lần khen nào." in page
    assert "Lịch sử khen thưởng đầy đủ từ năm 2019" in page
    assert page.count('<svg class="td-line') == 1


def test_own_road_says_what_is_missing(hoa, sign_in):
    for year in (2021, 2022):
        received(hoa, "CSTDCS", year)
    page = words(sign_in(hoa).get(reverse("my_road")))
    assert (
        "Còn thiếu: “Chiến sĩ thi đua cơ sở” năm 2023; đăng ký thi đua năm 2023; "
        "1 sáng kiến, đề tài được công nhận phạm vi cấp tỉnh trở lên trong năm 2023." in page
    )
    assert "Đã có: “Chiến sĩ thi đua cơ sở” năm 2021 và 2022." in page
    assert "“Chiến sĩ thi đua toàn quốc”: Sớm nhất năm 2026." in page
    assert "bộ quy định A (đến 31/12/2023)" in page


def test_the_council_s_no_of_this_year_is_said(hoa, school, sign_in):
    this_year = make_campaign(2023)
    make_nomination(this_year, hoa, school.faculty, "LDTT", status="not_recommended")
    assert "Năm 2023 không được đề nghị hoặc không được chấp thuận." in words(sign_in(hoa).get(reverse("my_road")))


def test_a_head_reads_this_year_without_private_reasons_and_nothing_earlier(hoa, school, sign_in):
    received(hoa, "LDTT", 2021)
    received(hoa, "GK", 2023, occasion="ad_hoc", occasion_text="Cứu người")
    received(hoa, "BKT", 2023, revoked_on=date(2023, 2, 1), revoked_reason="Kê khai chưa đúng")
    recognised(hoa)
    AnnualRating.objects.create(staff_member=hoa, year=2022, level="outstanding", source="1/TB")
    DisciplinaryAction.objects.create(staff_member=hoa, form="reprimand", starts_on=date(2023, 1, 9), decision="2/QĐ")
    full, short = (words(sign_in(who).get(road_of(hoa))) for who in (school.clerk, school.head))
    private = ("khiển trách", "Giáo án số", "Kê khai chưa đúng", "Năm 2021", "năm 2022", "Đã có:", "năm 2024")
    assert [one in full for one in private] == [True] * len(private)
    assert [one for one in private if one in short] == []
    assert "Chưa đạt một điều kiện chung" in short
    assert "Kỷ niệm chương" not in short  # only an open case stands in its way
    assert "Cứu người" in short
    assert "Bằng khen của Chủ tịch" not in short
    assert "xuất sắc" not in short.replace("hoàn thành xuất sắc nhiệm vụ năm 2023", "")


@pytest.mark.parametrize(
    ("who", "status"),
    [("lecturer", 200), ("head", 200), ("clerk", 200), ("stranger", 404), ("other_head", 404), ("rector", 404)],
)
def test_whose_road_is_read_by_whom(who, status, hoa, school, sign_in):
    assert sign_in(getattr(school, who)).get(road_of(hoa)).status_code == status


def test_an_account_without_a_person_has_no_road(hoa, school, sign_in):
    assert sign_in(school.administrator).get(reverse("my_road")).status_code == 404


def test_a_unit_s_road_counts_its_members(hoa, school, campaign, sign_in):
    received(school.faculty, "TTLDTT", 2022)
    received(hoa, "LDTT", 2023)
    page = words(sign_in(school.head).get(reverse("unit_road", args=[school.faculty.pk])))
    assert "“Tập thể lao động tiên tiến”. Quyết định 1/QĐ-TCT" in page
    assert "1/3 = 33,3% thành viên đạt “Lao động tiên tiến” (đã công nhận), cần trên 50%." in page
    assert "ít nhất 2/3 = 66,7% thành viên đạt “Lao động tiên tiến” năm 2023" in page
    assert "Cờ thi đua" not in page
    assert "Cờ thi đua" in words(sign_in(school.rector).get(reverse("unit_road", args=[school.root.pk])))


def test_the_line_leads_there(hoa, school, sign_in):
    client = sign_in(hoa)
    assert f'href="{reverse("my_road")}"' in words(client.get("/"))
    assert f'href="{road_of(hoa)}"' in words(client.get(reverse("staff_member", args=[hoa.pk])))
    unit = school.faculty
    assert f'href="{reverse("unit_road", args=[unit.pk])}"' in words(
        sign_in(school.head).get(reverse("department", args=[unit.pk]))
    )


@pytest.mark.one_database("how many questions are asked")
def test_as_many_questions_for_a_long_history_as_for_a_short_one(hoa, school, campaign, sign_in):
    client = sign_in(hoa)

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            words(client.get(reverse("my_road")))
        return len(asked)

    received(hoa, "LDTT", 2022)
    recognised(hoa)
    few = questions()
    for year in range(2010, 2022):
        received(hoa, "LDTT", year)
        received(hoa, "CSTDCS", year)
        recognised(hoa, f"Sáng kiến {year}", year)
    assert questions() == few
    assert few <= 21
