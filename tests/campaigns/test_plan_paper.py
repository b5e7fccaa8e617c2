"""D1, the launch plan: what `gather` says and what stands in the PDF."""

import io
import re
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from campaigns.documents.plan import gather
from campaigns.documents.signing import signature_of, signer_on
from campaigns.models import Award, Campaign, Movement, PhaseActivity, PlanItem, Posting, Target
from tests.factories import make_anniversary, make_campaign
from thidua import pdf
from thidua.models import Institution

Part = PlanItem.Part


@pytest.fixture
def plan(school) -> Campaign:
    """A short plan with every part in it."""
    campaign = make_campaign(
        theme="Trung thành, sáng tạo, cống hiến",
        motto="“Đoàn kết - kỷ cương”",
        introduction="Trường Chính trị xây dựng Kế hoạch với các nội dung cụ thể sau:",
        closing="Trên đây là Kế hoạch phát động thi đua năm 2022.",
        unit_plans_due_on=date(2022, 3, 15),
    )
    texts = {
        Part.LEGAL_BASIS: ["Chỉ thị số 03/CT-UBND ngày 11/02/2022 của UBND tỉnh Lai Châu;"],
        Part.PURPOSE: ["Động viên mọi người.", "Đổi mới phong trào."],
        Part.ORGANISATION: ["Các khoa, phòng xây dựng kế hoạch."],
        Part.RECIPIENT: ["- Ban TĐKT, Sở Nội vụ,", "Các khoa, phòng;"],
    }
    for part, rows in texts.items():
        for number, text in enumerate(rows, start=1):
            PlanItem.objects.create(campaign=campaign, part=part, number=number, text=text)
    for number in range(2, 9):
        PlanItem.objects.create(campaign=campaign, part=Part.CONTENT, number=number, text=f"Nội dung thứ {number}.")
    Movement.objects.create(campaign=campaign, number=1, name="Giảng dạy tốt")
    Movement.objects.create(campaign=campaign, number=2, name="Chiến thắng đại dịch", is_special=True)
    Movement.objects.create(campaign=campaign, number=1, name="Dân vận khéo", launched_by="province")
    first = campaign.phases.get(ordinal=1)
    make_anniversary(first, "Ngày thành lập Đảng Cộng sản Việt Nam", date(1930, 2, 3), date(2022, 2, 3))
    PhaseActivity.objects.create(phase=first, name="Tổ chức tháng công nhân")
    return campaign


def text_of(content: bytes) -> str:
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return re.sub(r"\s+", " ", words)


@pytest.fixture
def printed(plan, school, sign_in) -> str:
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    response = sign_in(school.lecturer).get(reverse("plan_pdf", args=[plan.pk]))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == 'inline; filename="KH-phat-dong-2022-5.pdf"'
    return text_of(response.content)


def test_the_paper_reads_back_in_order(printed):
    parts = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "KẾ HOẠCH",
        "Phát động phong trào thi đua",
        "Thực hiện Chỉ thị số 03/CT-UBND",
        "Trường Chính trị xây dựng Kế hoạch",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Động viên mọi người.",
        "2. Đổi mới phong trào.",
        "II. NỘI DUNG PHONG TRÀO THI ĐUA",
        "1. Chủ đề thi đua",
        "“Trung thành, sáng tạo, cống hiến”.",
        "Phương châm: “Đoàn kết - kỷ cương”.",
        "2. Nội dung thi đua",
        "2.1. Thi đua hoàn thành nhiệm vụ.",
        "2.8. Nội dung thứ 8.",
        "3. Các phong trào thi đua",
        "a) Phong trào do Trường phát động:",
        "- “Giảng dạy tốt”;",
        "- Phong trào thi đua đặc biệt “Chiến thắng đại dịch”.",
        "b) Hưởng ứng phong trào do tỉnh phát động:",
        "- “Dân vận khéo”.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Các khoa, phòng xây dựng kế hoạch.",
        "Đợt 1: Từ ngày 01/02 - 30/6/2022: Với chủ đề “Chủ đề đợt 1”.",
        "92 năm Ngày thành lập Đảng Cộng sản Việt Nam (03/02/1930 - 03/02/2022)",
        "Hoạt động trong đợt: tổ chức tháng công nhân.",
        "Đợt 2: Từ ngày 01/7 - 31/12/2022",
        "2. Thời hạn thực hiện",
        "15/3/2022",
        "Trên đây là Kế hoạch phát động thi đua năm 2022./.",
    ]
    places = [printed.find(part) for part in parts]
    assert [part for part, place in zip(parts, places, strict=True) if place < 0] == []
    assert places == sorted(places)
    assert printed.count("./.") == 1


def test_number_date_recipients_and_signer(printed):
    for part in (
        "Số: 05/KH-TCT",
        "Lai Châu, ngày 15 tháng 02 năm 2022",
        "Nơi nhận:",
        "- Ban TĐKT, Sở Nội vụ;",
        "- Các khoa, phòng;",
        "- Lưu: VT, TĐKT.",
        "HIỆU TRƯỞNG",
        "Phạm Văn Quang",
    ):
        assert part in printed
    assert "DỰ THẢO" not in printed


def test_a_draft_says_so_and_has_gaps(school, sign_in):
    campaign = make_campaign(status=Campaign.Status.DRAFT, plan_number=None, plan_date=None)
    paper = gather(campaign)
    assert (paper.draft, paper.header.number, paper.header.date, paper.file_name) == (
        True,
        None,
        None,
        "KH-phat-dong-2022-du-thao.pdf",
    )
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    words = text_of(sign_in(school.clerk).get(reverse("plan_pdf", args=[campaign.pk])).content)
    assert "DỰ THẢO" in words
    assert re.search(r"Số:\s*/KH-TCT", words)


def test_targets_are_a_table_of_their_own(plan):
    Target.objects.create(
        campaign=plan,
        number=1,
        content="Danh hiệu thi đua",
        unit_of_measure="người",
        amount="25.50",
        award=Award.objects.get(pk="LDTT"),
    )
    table = gather(plan).blocks[-2]
    assert [[run.text for cell in row.cells for run in cell] for row in table.rows] == [
        ["1", "Danh hiệu thi đua (“Lao động tiên tiến”)", "người", "25,5"]
    ]


def test_the_signer_is_in_office_on_the_plan_s_date(school):
    rector = Posting.objects.get(staff_member=school.rector, may_sign=True)
    deputy = Posting.objects.get(staff_member=school.deputy)
    assert signer_on(date(2022, 2, 15)) == rector
    rector.ends_on = date(2022, 1, 31)
    rector.save()
    assert signer_on(date(2022, 1, 31)) == rector
    assert signer_on(date(2022, 2, 15)) == deputy
    signature = signature_of(deputy, Institution.objects.get())
    assert (signature.lines, signature.name) == (("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "Vũ Thị Thu")


def test_without_the_libraries_the_page_says_what_to_install(plan, school, sign_in, monkeypatch):
    monkeypatch.setattr(pdf, "missing_libraries", lambda: "Máy chủ thiếu thư viện để tạo PDF.")
    response = sign_in(school.lecturer).get(reverse("plan_pdf", args=[plan.pk]))
    assert response.status_code == 503
    assert "Máy chủ thiếu thư viện để tạo PDF." in response.content.decode()
