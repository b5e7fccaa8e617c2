"""D2 and D3: what stands on the paper, and what the PDF says when it is read back."""

import io
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from pypdf import PdfReader

from campaigns import registering
from campaigns.documents import pledge as pledge_paper
from campaigns.documents import pledge_list
from campaigns.models import CoAuthor, Initiative, Pledge, PledgeTarget, Posting
from tests.factories import make_person, make_pledge, make_registration
from thidua.papers import GroupRow, Heading, Lines, Paragraph, Row, Table
from thidua.profiles import STATE
from thidua.shown.lines import fitted

SENT = datetime(2022, 3, 20, 3, 0, tzinfo=UTC)


def lines(paper) -> dict[str, str]:
    blocks = [block for block in paper.blocks if isinstance(block, Lines)]
    return {line.label: said(line.text) for block in blocks for line in block.lines}


def said(runs) -> str:
    return "".join(run.text for run in runs)


def rows(paper, table=0) -> list[list[str]]:
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    return [[said(cell) for cell in row.cells] for row in tables[table].rows if isinstance(row, Row)]


def last_line(paper) -> str:
    return said([block for block in paper.blocks if isinstance(block, Paragraph)][-1].text)


def read(response) -> str:
    assert response["Content-Type"] == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)


@pytest.fixture
def pledge(school, campaign) -> Pledge:
    made = make_pledge(
        campaign,
        school.lecturer,
        school.faculty,
        status="submitted",
        awards=("LDTT", "CSTDCS", "GK"),
        post="Giảng viên",
        duties="Giảng dạy phần II",
        initiative_title="Bộ câu hỏi ôn tập",
        submitted_at=SENT,
    )
    second = campaign.phases.get(ordinal=2)
    PledgeTarget.objects.create(
        pledge=made, number=1, content="Giảng dạy lớp trung cấp", unit_of_measure="tiết", amount=Decimal("1280")
    )
    PledgeTarget.objects.create(
        pledge=made, number=2, content="Đề tài", unit_of_measure="đề tài", amount=Decimal("1.50"), phase=second
    )
    return made


# D2


def test_several_authors_stand_with_their_shares(pledge, school):
    pledge.initiative = Initiative.objects.create(title="Bộ câu hỏi ôn tập", kind="initiative", year=2022)
    CoAuthor.objects.create(initiative=pledge.initiative, staff_member=school.lecturer, share=40)
    assert "Tác giả" not in lines(pledge_paper.gather(pledge))
    CoAuthor.objects.create(initiative=pledge.initiative, staff_member=school.lecturer2, share=60)
    assert lines(pledge_paper.gather(pledge))["Tác giả"] == "Lò Văn Ẵm (60%), Nguyễn Thị Hoa (40%)"


def test_a_persons_pledge(pledge):
    paper = pledge_paper.gather(pledge)
    assert (paper.title, paper.summary) == ("BẢN ĐĂNG KÝ THI ĐUA", "Năm 2022\n(Cá nhân)")
    assert paper.address_to == ("Hội đồng thi đua, khen thưởng Trường Chính trị tỉnh Lai Châu",)
    assert paper.header.parent_lines == ("TRƯỜNG CHÍNH TRỊ TỈNH LAI CHÂU",)
    assert paper.header.issuer_lines == ("KHOA XÂY DỰNG ĐẢNG",)
    assert paper.header.date_line == "Lai Châu, ngày 20 tháng 3 năm 2022"
    assert lines(paper) == {
        "Họ và tên": "Nguyễn Thị Hoa",
        "Ngày sinh": "25/9/1985",
        "Chức vụ": "Giảng viên",
        "Đơn vị": "Khoa Xây dựng Đảng",
        "Nhiệm vụ được giao": "Giảng dạy phần II",
        "Danh hiệu thi đua đăng ký": "“Lao động tiên tiến”; “Chiến sĩ thi đua cơ sở”",
        "Hình thức khen thưởng đăng ký": "Giấy khen của Hiệu trưởng",
        "Tên sáng kiến, đề tài": "Bộ câu hỏi ôn tập",
    }
    assert rows(paper) == [
        ["1", "Giảng dạy lớp trung cấp", "tiết", "1.280", "Cả năm", "31/12/2022"],
        ["2", "Đề tài", "đề tài", "1,5", "Đợt 2", "31/12/2022"],
    ]
    assert last_line(paper) == "Bản đăng ký có 02 chỉ tiêu./."
    assert [(s.lines, s.name) for s in paper.signatures] == [
        (("LÃNH ĐẠO ĐƠN VỊ",), ""),
        (("NGƯỜI ĐĂNG KÝ",), "Nguyễn Thị Hoa"),
    ]


def test_targets_stand_under_their_area(pledge):
    first = pledge.targets.get(content="Giảng dạy lớp trung cấp")
    PledgeTarget.objects.filter(pk=first.pk).update(area="teaching", due_on=date(2022, 11, 30))
    pledge.targets.create(number=3, content="Bài báo", unit_of_measure="bài", amount=1, area="research")
    table = next(block for block in pledge_paper.gather(pledge).blocks if isinstance(block, Table))
    shown = [said(row.text) if isinstance(row, GroupRow) else [said(cell) for cell in row.cells] for row in table.rows]
    assert shown == [
        "Giảng dạy",
        ["1", "Giảng dạy lớp trung cấp", "tiết", "1.280", "Cả năm", "30/11/2022"],
        "Nghiên cứu khoa học",
        ["2", "Bài báo", "bài", "1", "Cả năm", "31/12/2022"],
        "Chỉ tiêu khác",
        ["3", "Đề tài", "đề tài", "1,5", "Đợt 2", "31/12/2022"],
    ]


def test_the_endorsement_stands_on_it(pledge, school):
    Pledge.objects.update(status="endorsed", endorsed_by=school.head.user, endorsed_at=SENT)
    pledge.refresh_from_db()
    left = pledge_paper.gather(pledge).signatures[0]
    assert (left.name, left.mark) == ("Trần Văn Minh", "Đã xác nhận trên phần mềm ngày 20/3/2022")


@pytest.mark.parametrize(
    ("who", "unit", "title"),
    [
        ("head", "faculty", "HIỆU TRƯỞNG"),
        ("deputy", "board", "HIỆU TRƯỞNG"),
        ("rector", "board", "THƯỜNG TRỰC HỘI ĐỒNG"),
    ],
)
def test_who_endorses_those_above(who, unit, title, school, campaign):
    made = make_pledge(campaign, getattr(school, who), getattr(school, unit), status="submitted")
    assert pledge_paper.gather(made).signatures[0].lines == (title,)


@pytest.mark.parametrize(
    ("status", "draft"),
    [
        ("draft", True),
        ("submitted", False),
        ("returned", True),
        ("endorsed", False),
        ("registered", False),
        ("withdrawn", True),
    ],
)
def test_a_draft_until_it_is_sent(status, draft, pledge):
    Pledge.objects.update(status=status)
    pledge.refresh_from_db()
    paper = pledge_paper.gather(pledge)
    assert (paper.draft, paper.header.date is None) == (draft, draft)
    assert paper.summary == f"Năm 2022\n(Cá nhân{', đã rút' if status == 'withdrawn' else ''})"


def test_a_withdrawn_one_cannot_pass_for_valid(pledge, school, sign_in):
    Pledge.objects.update(status="withdrawn")
    text = read(sign_in(school.lecturer).get(reverse("pledge_pdf", args=[pledge.pk])))
    assert ("DỰ THẢO" in text.upper(), "(Cá nhân, đã rút)" in " ".join(text.split())) == (True, True)


def test_a_collectives_pledge(school, campaign):
    Posting.objects.filter(staff_member=school.lecturer).update(is_union_lead=True)
    made = make_pledge(campaign, school.faculty, school.faculty, status="submitted", awards=("TTLDTT", "GKTT"))
    paper = pledge_paper.gather(made)
    assert paper.summary == "Năm 2022\n(Tập thể)"
    assert lines(paper) == {
        "Tên tập thể": "Khoa Xây dựng Đảng",
        "Số người": "03",
        "Danh hiệu thi đua đăng ký": "“Tập thể lao động tiên tiến”",
        "Hình thức khen thưởng đăng ký": "Giấy khen của Hiệu trưởng",
    }
    assert [(s.lines, s.name) for s in paper.signatures] == [
        (("TỔ TRƯỞNG CÔNG ĐOÀN",), "Nguyễn Thị Hoa"),
        (("TRƯỞNG KHOA",), "Trần Văn Minh"),
    ]


def test_the_schools_own_pledge(school, campaign):
    made = make_pledge(campaign, school.root, school.root, status="submitted", awards=("TTLDTT",))
    paper = pledge_paper.gather(made)
    assert lines(paper)["Số người"] == "09"
    assert paper.header.issuer_lines == ("TRƯỜNG CHÍNH TRỊ",)
    assert [s.lines for s in paper.signatures] == [("HIỆU TRƯỞNG",)]


@pytest.mark.parametrize(
    ("amount", "text"), [("1280.00", "1.280"), ("1.50", "1,5"), ("0.00", "0"), ("12345678.25", "12.345.678,25")]
)
def test_amounts(amount, text):
    assert pledge_paper.amount_text(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KHOA XÂY DỰNG ĐẢNG", ["KHOA XÂY DỰNG ĐẢNG"]),
        ("TRƯỜNG CHÍNH TRỊ TỈNH LAI CHÂU", ["TRƯỜNG CHÍNH TRỊ", "TỈNH LAI CHÂU"]),
        (
            "PHÒNG TỔ CHỨC, HÀNH CHÍNH, THÔNG TIN, TƯ LIỆU",
            ["PHÒNG TỔ CHỨC,", "HÀNH CHÍNH, THÔNG TIN,", "TƯ LIỆU"],
        ),
    ],
)
def test_long_names_are_broken_to_the_measure_of_the_head(text, expected):
    assert list(fitted(text, STATE.head_own_mm(landscape=False), STATE.issuer_pt, bold=True)) == expected


def test_the_pdf_is_read_back(pledge, school, sign_in):
    response = sign_in(school.lecturer).get(reverse("pledge_pdf", args=[pledge.pk]))
    text = read(response)
    assert unicodedata.is_normalized("NFC", text)
    assert "BẢN ĐĂNG KÝ THI ĐUA" in text
    assert "DỰ THẢO" not in text
    Pledge.objects.update(status="draft")
    assert "DỰ THẢO" in read(sign_in(school.lecturer).get(reverse("pledge_pdf", args=[pledge.pk])))


# D3


@pytest.fixture
def unit_list(school, campaign):
    """Head, two lecturers and the collective of one faculty; a draft and a withdrawn pledge stay out."""
    make_pledge(
        campaign, school.lecturer, school.faculty, status="endorsed", awards=("LDTT", "CSTDCS"), post="Giảng viên"
    )
    make_pledge(campaign, school.lecturer2, school.faculty, status="endorsed", awards=("LDTT", "GK"), post="Giảng viên")
    make_pledge(campaign, school.head, school.faculty, status="endorsed", post="Trưởng khoa")
    make_pledge(campaign, school.faculty, school.faculty, status="endorsed", awards=("TTLDTT", "GKTT"))
    make_pledge(campaign, make_person("Lù Thị Mới", school.faculty), school.faculty, status="draft")
    make_pledge(campaign, school.stranger, school.other_faculty, status="endorsed", post="Giảng viên")
    return make_registration(campaign, school.faculty)


def test_a_units_list(unit_list):
    paper = pledge_list.gather(unit_list)
    assert paper.summary == "Đăng ký danh hiệu thi đua, hình thức khen thưởng năm 2022"
    assert [said(block.text) for block in paper.blocks if isinstance(block, Heading)] == ["I. TẬP THỂ", "II. CÁ NHÂN"]
    assert rows(paper) == [
        ["1", "Khoa Xây dựng Đảng", "04", "“Tập thể lao động tiên tiến”", "Giấy khen của Hiệu trưởng", ""]
    ]
    assert rows(paper, 1) == [
        ["1", "Trần Văn Minh", "Trưởng khoa", "“Lao động tiên tiến”", "", ""],
        ["2", "Lò Văn Ẵm", "Giảng viên", "“Lao động tiên tiến”", "Giấy khen của Hiệu trưởng", ""],
        ["3", "Nguyễn Thị Hoa", "Giảng viên", "“Lao động tiên tiến”; “Chiến sĩ thi đua cơ sở”", "", ""],
    ]
    assert (paper.draft, paper.landscape) == (True, False)
    assert [s.lines for s in paper.signatures] == [("NGƯỜI LẬP BIỂU",), ("TRƯỞNG KHOA",)]


def test_totals_are_the_sums(unit_list):
    paper = pledge_list.gather(unit_list)
    assert last_line(paper) == (
        "Tổng số: 01 tập thể, 03 cá nhân; trong đó: “Lao động tiên tiến”: 03; “Chiến sĩ thi đua cơ sở”: 01; "
        "“Tập thể lao động tiên tiến”: 01; Giấy khen của Hiệu trưởng: 01; Giấy khen của Hiệu trưởng (tập thể): 01./."
    )
    titles = [cell for table in (0, 1) for row in rows(paper, table) for cell in row]
    assert sum(cell.count("“Lao động tiên tiến”") for cell in titles) == 3


def test_a_sent_list_is_dated_and_no_draft(unit_list, school, standing):
    with standing(date(2022, 3, 28)):
        registering.send(unit_list, by=school.head.user)
    paper = pledge_list.gather(unit_list)
    assert (paper.draft, paper.header.date) == (False, date(2022, 3, 28))


def test_the_whole_schools_list(unit_list, school, campaign):
    Pledge.objects.filter(status="endorsed").update(status="registered")
    paper = pledge_list.gather_school(campaign)
    assert (paper.landscape, paper.draft) == (True, False)
    assert [row[1:4] for row in rows(paper, 1)] == [
        ["Trần Văn Minh", "Trưởng khoa", "Khoa Xây dựng Đảng"],
        ["Lò Văn Ẵm", "Giảng viên", "Khoa Xây dựng Đảng"],
        ["Nguyễn Thị Hoa", "Giảng viên", "Khoa Xây dựng Đảng"],
        ["Hoàng Văn Bình", "Giảng viên", "Khoa Lý luận cơ sở"],
    ]
    assert last_line(paper).startswith("Tổng số: 01 tập thể, 04 cá nhân; trong đó: “Lao động tiên tiến”: 04;")
    assert (paper.signatures[1].lines, paper.signatures[1].name) == (("HIỆU TRƯỞNG",), "Phạm Văn Quang")


def test_the_whole_schools_list_is_a_draft_while_units_are_open(unit_list, campaign):
    paper = pledge_list.gather_school(campaign)
    assert (paper.draft, last_line(paper)) == (True, "Tổng số: 00 tập thể, 00 cá nhân./.")


def test_the_lists_are_printed(unit_list, school, campaign, sign_in):
    unit = sign_in(school.head).get(reverse("pledge_list_pdf", args=[campaign.pk, school.faculty.pk]))
    assert "DANH SÁCH" in read(unit)
    whole = sign_in(school.clerk).get(reverse("school_pledge_list_pdf", args=[campaign.pk]))
    page = PdfReader(io.BytesIO(whole.content)).pages[0].mediabox
    assert page.width > page.height
