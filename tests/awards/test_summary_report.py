"""The reviews of a year and of one đợt: figures counted from the records, words proposed from them, read back."""

from datetime import date

import pytest
from django.urls import reverse

from awards import printing, year_figures
from awards.kinds import KINDS
from awards.models import AwardRecord, DecisionLine, Nomination
from campaigns.models import Campaign
from tests.awards.paper_rows_units import year_told
from tests.awards.test_unit_papers import line, pages_of, texts
from tests.factories import make_campaign, make_nomination
from thidua import clock, pdf
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import GroupRow, Table, TotalRow
from thidua.vietnamese import money

YEAR, PHASE = KINDS["summary-report"], KINDS["phase-report"]
ON = date(2022, 12, 31)
ISSUED = Copy(mode="numbered", number=9, date=ON, verify_code="ABCDE12345")


def rows_of(table: Table) -> list[list[str]]:
    """Groups and sums by their label."""
    found = []
    for row in table.rows:
        cells = ["".join(run.text for run in cell) for cell in getattr(row, "cells", ())]
        label = "".join(run.text for run in row.text) if isinstance(row, GroupRow) else getattr(row, "label", "")
        found.append([label, *cells] if isinstance(row, GroupRow | TotalRow) else cells)
    return found


def tables_of(paper) -> list[list[list[str]]]:
    return [rows_of(block) for block in paper.blocks if isinstance(block, Table)]


@pytest.fixture
def told(school):
    with clock.standing_at(ON):
        yield year_told(school)


# --- figures


def test_the_table_of_titles_counts_registered_proposed_recognised(told):
    _, awards, *_ = tables_of(YEAR.gather(told, ISSUED))
    assert awards == [
        ["A. TẬP THỂ"],
        ["“Tập thể lao động tiên tiến”", "01", "01", "01", "100,0"],
        ["Cộng (lượt)", "01", "01", "01", ""],
        ["B. CÁ NHÂN"],
        ["“Lao động tiên tiến”", "03", "03", "02", "66,7"],
        ["“Chiến sĩ thi đua cơ sở”", "01", "01", "01", "100,0"],
        ["Cộng (lượt)", "04", "04", "03", ""],
    ]


def test_the_figures_equal_the_decisions(told):
    lines = DecisionLine.objects.filter(decision__campaign=told, decision__status="issued")
    recognised = {one.award.pk: one.recognised for one in year_figures.by_award(told)}
    assert recognised == {code: lines.filter(award=code).count() for code in ("LDTT", "CSTDCS", "TTLDTT")}


def test_what_was_taken_back_is_not_recognised(told, school):
    AwardRecord.objects.filter(staff_member=school.lecturer2).update(revoked_on=ON, revoked_reason="Khai không đúng.")
    by_code = {one.award.pk: one.recognised for one in year_figures.by_award(told)}
    assert (by_code["LDTT"], by_code["CSTDCS"]) == (1, 1)


def test_the_table_of_units_counts_a_person_once(told):
    _, _, units, _ = tables_of(YEAR.gather(told, ISSUED))
    assert [row[1:] for row in units if row[1] == "Khoa Xây dựng Đảng"] == [
        ["Khoa Xây dựng Đảng", "03", "02", "02", "02", "01"]
    ]
    assert units[-1] == ["Cộng", "09", "03", "03", "02", "01"]


def test_the_table_of_the_fund_adds_up(told):
    *_, fund = tables_of(YEAR.gather(told, ISSUED))
    assert fund == [
        ["1", "Số dư chuyển sang", "0"],
        ["2", "Đã trích, đã thu trong năm", money(5_000_000)],
        ["3", "Đã chi tiền thưởng", "0"],
        ["4", "Đã chi khác", "0"],
        ["Còn lại (1 + 2 - 3 - 4)", money(5_000_000)],
    ]


def test_the_table_of_phases_counts_evaluations_and_promises(told):
    phases, *_ = tables_of(YEAR.gather(told, ISSUED))
    assert phases == [
        ["Đợt 1 (01/02/2022 - 30/6/2022)", "02", "01", "03", "01", "02", "00"],
        ["Đợt 2 (01/7/2022 - 31/12/2022)", "00", "00", "01", "00", "00", "01"],
    ]


# --- words


def test_proposed_words_come_from_the_records(told):
    proposed = {part.key: part.proposed(told) for part in YEAR.free}
    assert proposed["leadership"].splitlines() == [
        "Phong trào thi đua năm 2022 có chủ đề “Chủ đề mẫu”.",
        "Phát động ngày 15 tháng 02 năm 2022, chia làm 02 đợt.",
        "Đã đăng ký thi đua: 01 tập thể, 03 cá nhân.",
    ]
    assert proposed["movements"].splitlines()[0] == (
        "Đợt 1, chủ đề “Chủ đề đợt 1”: 02 bản tự đánh giá, 01 bản đã xác nhận; 01/03 chỉ tiêu đạt, trong đó 01 vượt."
    )
    assert proposed["models"] == "Tiêu biểu trong phong trào: Nguyễn Thị Hoa (“Chiến sĩ thi đua cơ sở”)."
    assert proposed["limits"].splitlines() == [
        "Đợt 1: 02/03 chỉ tiêu chưa đạt.",
        "Đợt 2: 01 chỉ tiêu chưa ghi kết quả.",
        "“Lao động tiên tiến”: đăng ký 03, được công nhận 02.",
        "Nguyên nhân nêu trong các bản tự đánh giá: Lớp học bị hoãn (01 chỉ tiêu).",  # Bình has not sent his
    ]
    assert (proposed["lessons"], proposed["directions"], proposed["proposals"]) == ("", "", "")
    make_campaign(2023, status=Campaign.Status.DRAFT, theme="Đổi mới, hiệu quả")
    assert YEAR.free[7].proposed(told).splitlines() == [
        "Phong trào thi đua năm 2023 có chủ đề “Đổi mới, hiệu quả”.",
        "- Thi đua hoàn thành nhiệm vụ.",
    ]


def test_every_section_is_written_by_people_and_the_figures_are_not(told):
    written = {part.key: f"Lời của phần {part.key}" for part in YEAR.free}
    paper = YEAR.gather(told, Copy(mode="blank", date=ON, texts=written))
    plain = YEAR.gather(told, Copy(mode="blank", date=ON))
    shown = texts(paper.blocks)
    assert [text for text in shown if text.startswith("Lời của phần")] == [
        *(f"Lời của phần {part.key}" for part in YEAR.free[:-1]),
        "Lời của phần closing./.",
    ]
    assert tables_of(paper) == tables_of(plain)


# --- the paper


def test_the_report_as_a_clerk_reads_it(told):
    paper = YEAR.gather(told, ISSUED)
    pages = pages_of(paper)
    lines = [one["text"] for page in pages for one in page]
    assert "Lai Châu, ngày 31 tháng 12 năm 2022" in line(pages, "Số: 09/BC-TCT")["text"]
    in_order = [
        "BÁO CÁO",
        "Tổng kết phong trào thi đua và công tác khen thưởng",
        "năm 2022; phương hướng, nhiệm vụ năm 2023",
        "Kính gửi: Ban Thi đua - Khen thưởng, Sở Nội vụ",
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "II. KẾT QUẢ THỰC HIỆN",
        "1. Công tác lãnh đạo",
        "2. Kết quả các phong trào",
        "3. Công tác khen thưởng",
        "4. Điển hình tiên tiến",
        "III. HẠN CHẾ, NGUYÊN NHÂN",
        "IV. BÀI HỌC KINH NGHIỆM",
        "V. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2023",
        "VI. ĐỀ XUẤT, KIẾN NGHỊ",
        "Trên đây là Báo cáo tổng kết phong trào thi đua",
        "- Như trên;",
    ]
    places = [next(n for n, text in enumerate(lines) if wanted in text) for wanted in in_order]
    assert places == sorted(places)
    assert line(pages, "Nơi nhận:")["text"].endswith("HIỆU TRƯỞNG")
    ends = [text for text in lines if text.endswith("./.")]
    assert len(ends) == 1


def test_the_page_of_the_year_shows_what_the_report_prints(told, school, sign_in):
    page = sign_in(school.clerk).get(reverse("campaign_review", args=[told.pk])).context
    phases, awards, units, _ = tables_of(YEAR.gather(told, ISSUED))
    told_of = [(line.evaluated, line.confirmed, line.promised) for line, _ in page["phases"]]
    shown = [[a, b, p.targets, p.met, p.missed, p.unknown] for a, b, p in told_of]
    assert [[int(cell) for cell in row[1:]] for row in phases] == shown
    named = [[line.registered, line.proposed, line.recognised] for line, _ in page["lines"]]
    assert sorted([int(cell) for cell in row[1:4]] for row in awards if row[0].startswith("“")) == sorted(named)
    counted = [[line.people, line.registered, line.proposed, line.recognised, line.collective] for line in page["page"]]
    assert [[int(cell) for cell in row[2:]] for row in units[:-1]] == counted


def test_addressed_only_where_the_school_reports_upward(told):
    assert YEAR.gather(told, ISSUED).address_to == ("Ban Thi đua - Khen thưởng, Sở Nội vụ",)
    Institution.objects.update(report_to="")
    paper = YEAR.gather(told, ISSUED)
    assert (paper.address_to, paper.recipients[0]) == ((), "Các đơn vị trực thuộc")


def test_not_before_there_is_something_to_sum_up(told, school):
    assert YEAR.why_not_issue(told) == ""
    draft = make_campaign(2023, status=Campaign.Status.DRAFT)
    assert YEAR.why_not_issue(draft) == ("Phong trào thi đua năm 2023 ở bước “Bản thảo” nên chưa có gì để tổng kết.")


# --- one đợt


def test_the_review_of_a_phase_counts_that_phase_alone(told, school):
    phase = told.phases.first()
    given = {"occasion": "phase", "phase": phase, "status": Nomination.Status.TABLED}
    make_nomination(told, school.lecturer2, school.faculty, "GK", **given)
    paper = PHASE.gather(phase, ISSUED)
    assert paper.summary == "Sơ kết Đợt 1 phong trào thi đua năm 2022"
    assert tables_of(paper) == [
        [["Đợt 1 (01/02/2022 - 30/6/2022)", "02", "01", "03", "01", "02", "00"]],
        [
            ["1", "Khoa Xây dựng Đảng", "02", "00", "01", "01", "00"],
            ["2", "Khoa Lý luận cơ sở", "01", "00", "00", "01", "00"],
            ["Cộng", "03", "00", "01", "02", "00"],
        ],
        [["CÁ NHÂN"], ["Giấy khen của Hiệu trưởng", "01", "00"], ["Cộng (lượt)", "01", "00"]],
    ]
    shown = texts(paper.blocks)
    assert "Tiếp tục triển khai Đợt 2 (01/7/2022 - 31/12/2022) với chủ đề “Chủ đề đợt 2”." in shown
    assert shown[-1] == "Trên đây là Báo cáo sơ kết Đợt 1 phong trào thi đua năm 2022./."


@pytest.mark.parametrize(
    ("day", "why"), [(date(2022, 6, 30), "Đợt 1 còn diễn ra đến hết ngày 30/06/2022"), (date(2022, 7, 1), "")]
)
def test_a_phase_is_reviewed_once_it_has_ended(day, why, campaign, standing):
    with standing(day):
        sentence = PHASE.why_not_issue(campaign.phases.first())
    assert sentence == (f"{why}; sơ kết khi đợt kết thúc." if why else "")


def test_print_takes_phase_and_key(told):
    phase = told.phases.first()
    assert printing.meant_by("summary-report", f"phase:{phase.pk}") == ("phase-report", str(phase.pk))
    assert printing.meant_by("summary-report", str(told.pk)) == ("summary-report", str(told.pk))
    assert printing.meant_by("plan", "phase:1") == ("plan", "phase:1")
    assert printing.meant_by("summary-report", None) == ("summary-report", None)
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    assert printing.print_bytes("summary-report", f"phase:{phase.pk}", 2022).startswith(b"%PDF")
    with pytest.raises(printing.CannotPrint, match="Không tìm thấy"):
        printing.print_bytes("summary-report", "phase:99", None)
