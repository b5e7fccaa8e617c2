"""The findings as an appendix for the council: one page, nothing private, and the council's reason."""

from datetime import date
from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from pypdf import PdfReader

from awards import nominating
from awards.documents import eligibility_report
from awards.eligibility.parameters import AWARDS
from awards.models import Nomination
from campaigns.models import Absence
from tests.factories import make_nomination
from thidua import pdf

S = Nomination.Status
DECEMBER = date(2022, 12, 15)
COLLECTIVES = [code for code in AWARDS if code.endswith("TT") or code in ("TTLDTT", "TTLDXS", "COT", "COCP")]


@pytest.fixture
def hoa(school, campaign, clock_at):
    clock_at(DECEMBER)
    Absence.objects.create(
        staff_member=school.lecturer, kind="maternity", starts_on=date(2022, 3, 1), ends_on=date(2022, 8, 31)
    )
    nomination = make_nomination(
        campaign, school.lecturer, school.faculty, "LDTT", status=S.SUBMITTED, post="Giảng viên"
    )
    nominating.verify(nomination, by=school.clerk.user)
    return nomination


def text_of(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_it_says_who_what_under_which_law_and_nothing_private(hoa, school):
    text = " ".join(text_of(pdf.render(eligibility_report.gather(hoa))).split())
    for words in (
        "KẾT QUẢ ĐỐI CHIẾU ĐIỀU KIỆN",
        "Nguyễn Thị Hoa",
        "hồ sơ nhận ngày 15 tháng 12 năm 2022",
        "Chưa đủ điều kiện",
    ):
        assert words in text
    assert "Không đăng ký thi đua năm 2022 nên không được xét danh hiệu." in text
    assert "thai sản" not in text
    assert "Lan" in text  # who verified signs


def test_the_council_s_reason_is_printed(hoa):
    hoa.council_reason = "Hội đồng đã xem minh chứng bổ sung."
    text = " ".join(text_of(pdf.render(eligibility_report.gather(hoa))).split())
    assert "Hội đồng quyết định khác kết quả đối chiếu, lý do: Hội đồng đã xem minh chứng bổ sung." in text


@pytest.mark.parametrize("award", AWARDS)
def test_one_page_for_every_award(award, school, campaign, clock_at):
    clock_at(DECEMBER)
    candidate = school.faculty if award in COLLECTIVES else school.lecturer
    nomination = make_nomination(campaign, candidate, school.faculty, award, status=S.SUBMITTED)
    assert len(PdfReader(BytesIO(pdf.render(eligibility_report.gather(nomination)))).pages) == 1


def test_from_the_page_and_the_command_line(hoa, school, sign_in, tmp_path):
    response = sign_in(school.lecturer).get(reverse("eligibility_pdf", args=[hoa.pk]))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    call_command("print", "eligibility-report", str(hoa.pk), to=str(tmp_path / "a.pdf"))
    assert "Nguyễn Thị Hoa" in text_of((tmp_path / "a.pdf").read_bytes())
