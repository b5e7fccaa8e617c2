"""Minutes of a unit's bình xét and the letter that follows them, read back as a strict clerk reads them."""

import io
from datetime import date, timedelta

import pdfplumber
import pytest
from django.db import IntegrityError, transaction

from awards import desk, unit_reviews
from awards.documents import unit_minutes
from awards.kinds import KINDS
from awards.models import UnitReview
from awards.printing import print_bytes
from campaigns.models import Campaign
from tests.awards.paper_rows_units import ROWS, reviewed
from tests.factories import make_review_case, make_unit_review
from thidua import clock, pdf
from thidua.copies import Copy
from thidua.papers import Paragraph, Table

ON = date(2022, 12, 6)
ISSUED = Copy(mode="numbered", date=ON)


def pages_of(paper) -> list[list[dict]]:
    """The lines of each page as they stand on the paper: text and place."""
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    with pdfplumber.open(io.BytesIO(pdf.render(paper))) as book:
        return [page.extract_text_lines() for page in book.pages]


def line(pages, start: str) -> dict:
    return next(one for page in pages for one in page if start in one["text"])


def texts(blocks) -> list[str]:
    return ["".join(run.text for run in block.text) for block in blocks if hasattr(block, "text")]


def tables(paper) -> list[list[list[str]]]:
    sheets = (paper.blocks, *(appendix.blocks for appendix in paper.appendices))
    found = [block for blocks in sheets for block in blocks if isinstance(block, Table)]
    return [
        [["".join(run.text for run in cell) for cell in getattr(row, "cells", ())] for row in t.rows] for t in found
    ]


# --- the rows


@pytest.mark.parametrize(
    "wrong",
    [
        {"total": 13},  # 12 came, nobody is away
        {"present": 0, "total": 0},
        {"held_to": None},
    ],
)
def test_minutes_that_contradict_themselves_are_no_row(wrong, school, campaign):
    review = make_unit_review(campaign, school.faculty, school.head, school.lecturer)
    if "held_to" in wrong:
        wrong = {"held_to": review.held_from}
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitReview.objects.filter(pk=review.pk).update(**wrong)


def test_the_end_may_be_a_minute_after_the_start(school, campaign):
    review = make_unit_review(campaign, school.faculty, school.head, school.lecturer)
    assert UnitReview.objects.filter(pk=review.pk).update(held_to=review.held_from + timedelta(minutes=1)) == 1


def test_the_chair_does_not_write_the_minutes(school, campaign):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_unit_review(campaign, school.faculty, school.head, school.head)


@pytest.mark.parametrize(
    ("fields", "stands"),
    [
        ({"agree": 12, "disagree": 0}, True),
        ({"agree": 11, "disagree": 2}, False),
        ({"agree": 0, "disagree": 0, "total": 0}, False),
        ({"agree": 5, "proposed": False, "reason": "Chưa đủ tiêu chuẩn"}, True),
        ({"agree": 5, "proposed": False}, False),
        ({"agree": 12, "reason": "Chưa đủ tiêu chuẩn"}, False),
    ],
)
def test_votes_fit_and_a_refusal_has_its_reason(fields, stands, school, campaign):
    review = make_unit_review(campaign, school.faculty, school.head, school.lecturer)
    if stands:
        assert make_review_case(review, school.lecturer2, **fields).pk
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        make_review_case(review, school.lecturer2, **fields)


def test_a_candidate_stands_once_for_an_award(school, campaign):
    review = make_unit_review(campaign, school.faculty, school.head, school.lecturer)
    for candidate, award in ((school.lecturer, "LDTT"), (school.faculty, "TTLDTT")):
        make_review_case(review, candidate, award)
        with pytest.raises(IntegrityError), transaction.atomic():
            make_review_case(review, candidate, award)
    make_review_case(review, school.lecturer, "CSTDCS")
    assert review.cases.count() == 3


def test_what_rows_cannot_say_of_each_other_is_said_before_printing(school, campaign):
    review = make_unit_review(
        campaign, school.faculty, school.head, school.lecturer, absences=[(school.lecturer2, "")], absent=2, total=14
    )
    assert unit_reviews.faults_of(review) == [
        "Biên bản ghi vắng 02 người nhưng nêu tên 01 người; sửa cho khớp.",
        "Có người vắng mặt chưa ghi lý do; ghi lý do vắng.",
        "Biên bản chưa có trường hợp nào được bình xét.",
    ]
    make_review_case(review, school.lecturer, agree=13, total=13)
    review.absences.create(staff_member=school.lecturer, reason="nghỉ ốm")
    review.absences.exclude(reason="nghỉ ốm").update(reason="đi học")
    assert unit_reviews.faults_of(review) == [
        "Trường hợp LĐTT: Nguyễn Thị Hoa có 13 phiếu, nhiều hơn 12 người có mặt; sửa số phiếu.",
        "Thư ký Nguyễn Thị Hoa có tên trong danh sách vắng mặt; sửa một trong hai chỗ.",
    ]
    assert KINDS["unit-minutes"].why_not_issue(review) == unit_reviews.faults_of(review)[0]


def test_nothing_proposed_gives_no_letter(school, campaign):
    no = {"proposed": False, "reason": "Chưa đủ tiêu chuẩn"}
    review = make_unit_review(
        campaign, school.faculty, school.head, school.lecturer, cases=[(school.lecturer2, "LDTT", 3, no)]
    )
    assert KINDS["unit-minutes"].why_not_issue(review) == ""
    assert KINDS["nomination-letter"].why_not_issue(review) == "Cuộc họp không đề nghị trường hợp nào."
    review.cases.update(proposed=True, reason="")
    assert KINDS["nomination-letter"].why_not_issue(review) == ""


# --- the minutes


def test_the_minutes_as_a_clerk_reads_them(school):
    review = reviewed(school)
    paper = KINDS["unit-minutes"].gather(review, ISSUED)
    pages = pages_of(paper)
    all_lines = [one["text"] for page in pages for one in page]
    assert not any("Lai Châu, ngày" in text for text in all_lines)  # minutes bear no date line
    assert not any(text.startswith("Số:") for text in all_lines)
    in_order = [
        "KHOA XÂY DỰNG ĐẢNG",
        "BIÊN BẢN",
        "Họp bình xét danh hiệu thi đua,",
        "Thời gian bắt đầu: 14 giờ 00, ngày 05 tháng 12 năm 2022",
        "Địa điểm: Phòng họp tầng 2",
        "1. Tổng số: 13 người.",
        "2. Có mặt: 12/13 người.",
        "3. Vắng mặt: 01 người: Hoàng Văn Bình (đi công tác).",
        "5. Chủ trì (chủ tọa): Trần Văn Minh, Trưởng khoa.",
        "6. Thư ký: Lò Văn Ẵm, Giảng viên.",
        "Cuộc họp thống nhất giơ tay biểu quyết từng trường hợp.",
        "a) Tập thể được đề nghị:",
        "b) Cá nhân được đề nghị:",
        "c) Đã đăng ký nhưng không được đề nghị:",
        "III. KẾT LUẬN",
        "Cuộc họp kết thúc vào 15 giờ 45, ngày 05 tháng 12 năm 2022./.",
        "THƯ KÝ",
        "Nơi nhận:",
        "- Lưu: Khoa Xây dựng Đảng.",
    ]
    places = [next(n for n, text in enumerate(all_lines) if wanted in text) for wanted in in_order]
    assert places == sorted(places)
    last = pages[-1]
    titles = [one for one in last if one["text"] == "THƯ KÝ CHỦ TỌA"]
    assert len(titles) == 1  # secretary left, chair right, on one line
    names = next(one for one in last if one["text"] == "Lò Văn Ẵm Trần Văn Minh")
    assert next(one for one in last if one["text"] == "Nơi nhận:")["top"] > names["bottom"]


def test_the_results_of_the_minutes_are_the_votes(school):
    paper = KINDS["unit-minutes"].gather(reviewed(school), ISSUED)
    collectives, people, refused = tables(paper)
    assert collectives == [
        ["1", "Khoa Xây dựng Đảng", "Hoàn thành tốt nhiệm vụ", "“Tập thể lao động tiên tiến”", "12/12", "100,0"]
    ]
    assert [(row[1], row[4], row[5], row[6]) for row in people] == [
        ("Trần Văn Minh", "“Lao động tiên tiến”", "11/12", "91,7"),
        ("Lò Văn Ẵm", "“Lao động tiên tiến”", "12/12", "100,0"),
        ("Nguyễn Thị Hoa", "“Lao động tiên tiến”", "12/12", "100,0"),
    ]
    assert refused == [
        ["1", "Nguyễn Thị Hoa", "“Chiến sĩ thi đua cơ sở”", "5/12", "Chưa có sáng kiến được công nhận"],
        ["2", "Lò Văn Ẵm", "Giấy khen của Hiệu trưởng", "-", "Không đưa ra bình xét"],
    ]


def test_opinions_and_conclusion_are_written_by_people_results_are_not(school):
    review = reviewed(school)
    assert unit_minutes.proposed_conclusion(review) == (
        "Cuộc họp đề nghị Hội đồng thi đua, khen thưởng xem xét 01 tập thể và 03 cá nhân, gồm: "
        "“Lao động tiên tiến”: 03; “Tập thể lao động tiên tiến”: 01."
    )
    review.opinions, review.conclusion = "Đồng chí Hoa báo cáo.\nCác ý kiến nhất trí.", "Đề nghị như kết quả."
    paper = KINDS["unit-minutes"].gather(review, Copy(mode="blank", date=ON))
    written = f"{review.opinions}\n{review.conclusion}"
    assert [text for text in texts(paper.blocks) if text in written] == [
        "Đồng chí Hoa báo cáo.",
        "Các ý kiến nhất trí.",
        "Đề nghị như kết quả.",
    ]
    assert KINDS["unit-minutes"].free == ()  # written on the review's own page, and closed there


# --- the letter


def test_the_letter_as_a_clerk_reads_it(school):
    review = reviewed(school)
    paper = KINDS["nomination-letter"].gather(review, ISSUED)
    pages = pages_of(paper)
    first = [one["text"] for one in pages[0]]
    assert "Lai Châu, ngày 06 tháng 12 năm 2022" in first
    assert first[-1] == "Trần Văn Minh"
    assert line(pages, "Nơi nhận:")["text"].endswith("TRƯỞNG KHOA")  # level with the title of who signs
    assert paper.address_to == ("Hội đồng thi đua, khen thưởng Trường Chính trị tỉnh Lai Châu",)
    assert paper.bases == (
        "Căn cứ Kế hoạch số 05/KH-TCT ngày 15 tháng 02 năm 2022 của Trường Chính trị tỉnh Lai Châu về phát động "
        "phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2022",
        "Căn cứ Biên bản họp bình xét ngày 05 tháng 12 năm 2022 của Khoa Xây dựng Đảng",
    )
    assert texts(paper.blocks)[1:] == [
        "1. Danh hiệu thi đua",
        "“Lao động tiên tiến”: 03 cá nhân;",
        "“Tập thể lao động tiên tiến”: 01 tập thể.",
        "không.",
        "(Có Biên bản họp, Danh sách và 01 Báo cáo thành tích kèm theo)",
        "Khoa Xây dựng Đảng kính trình Hội đồng thi đua, khen thưởng Trường xem xét, quyết định./.",
    ]
    assert paper.recipients == ("Như trên", "Lưu: Khoa Xây dựng Đảng")
    assert pages[1][2]["text"] == "(Kèm theo Tờ trình ngày 06 tháng 12 năm 2022 của Khoa Xây dựng Đảng)"


def test_the_list_of_the_letter_counts_as_the_letter_does(school):
    paper = KINDS["nomination-letter"].gather(reviewed(school), ISSUED)
    [rows] = tables(paper)
    assert [row[1:] for row in rows if row] == [
        ["Khoa Xây dựng Đảng", "", "", "“Tập thể lao động tiên tiến”", "12/12", "100,0"],
        ["Trần Văn Minh", "Trưởng khoa", "", "“Lao động tiên tiến”", "11/12", "91,7"],
        ["Lò Văn Ẵm", "Giảng viên", "", "“Lao động tiên tiến”", "12/12", "100,0"],
        ["Nguyễn Thị Hoa", "Giảng viên", "Dạy 280 giờ, vượt định mức 12%.", "“Lao động tiên tiến”", "12/12", "100,0"],
    ]
    closing = paper.appendices[0].blocks[-1]
    assert closing == Paragraph("(Danh sách gồm 01 tập thể và 03 cá nhân)./.", align="center")


def test_a_letter_nobody_dated_is_of_the_month_of_its_meeting(school, clock_at):
    review = reviewed(school)
    clock_at(date(2023, 2, 20))
    paper = KINDS["nomination-letter"].gather(review, Copy())
    assert " ".join(paper.header.date_line.split()) == "Lai Châu, ngày tháng 12 năm 2022"


def test_the_plan_is_cited_by_the_number_it_was_issued_with(school):
    review = reviewed(school)
    Campaign.objects.filter(pk=review.campaign_id).update(plan_number=None, plan_date=None)
    review.campaign.refresh_from_db()

    def first_basis() -> str:
        return KINDS["nomination-letter"].gather(review, Copy()).bases[0]

    assert first_basis().startswith("Căn cứ Kế hoạch của Trường")
    by, on = school.clerk.user, date(2022, 2, 16)
    with clock.standing_at(on):
        desk.issue(desk.begin("plan", review.campaign, by=by), number=8, date=on, by=by)
    assert first_basis().startswith("Căn cứ Kế hoạch số 08/KH-TCT ngày 16 tháng 02 năm 2022 của Trường")


def test_a_closing_people_write_still_ends_once(school):
    review = reviewed(school)
    for typed in ("Kính trình Hội đồng", "Kính trình Hội đồng.", "Kính trình Hội đồng./."):
        paper = KINDS["nomination-letter"].gather(review, Copy(mode="blank", texts={"closing": typed}))
        assert texts(paper.blocks)[-1] == "Kính trình Hội đồng./."


@pytest.mark.parametrize("kind", ["unit-minutes", "nomination-letter"])
def test_printed_without_the_web(kind, school):
    row = ROWS[kind](school)
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    assert print_bytes(kind, str(row.pk), 2022).startswith(b"%PDF")
    assert KINDS[kind].gather(row, Copy()).draft is True
    assert KINDS[kind].gather(row, Copy(mode="blank")).draft is False
