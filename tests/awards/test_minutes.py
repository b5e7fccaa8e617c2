"""D9 read back from its PDF: parts in their order, figures as counted, nothing invented."""

import io
import unicodedata

import pypdf

from awards import attending, convening, declaring, preparing, voting
from awards.documents import minutes
from awards.documents.ballots import RESULTS
from awards.documents.pages import page_count
from awards.documents.room import moment
from tests.awards.meeting import (
    AGREE,
    DAY,
    DISAGREE,
    NO_OPINION,
    convene,
    counted_round,
    explain_all,
    make_session,
    seats_by_name,
    table,
    vote,
    vote_all,
)
from tests.conftest import layers
from thidua import pdf
from thidua.models import AuditEntry
from thidua.papers import Heading


@layers.fixture
def session(campaign, council, chair, clock_at):
    """Lan is away; four of five."""
    clock_at(DAY)
    return convene(make_session(campaign, council), by=chair, absent=["Lan"])


def words(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def held(session, school, chair):
    """Hoa passes, Ẵm fails, then again with a reason; Minh (own case) passes; the faculty is not reached."""
    hoa, am, minh = (
        table(session, person, school.faculty, by=chair) for person in (school.lecturer, school.lecturer2, school.head)
    )
    table(session, school.faculty, school.faculty, "TTLDTT", by=chair)
    seat = seats_by_name(session)["Dũng"]
    declaring.recuse(session, seat=seat, nomination=hoa, reason="Là người thân", by=seat.staff_member.user)
    round_ = preparing.prepare_round(session, nominations=[hoa, am, minh], by=chair)
    voting.open_round(round_, by=chair)
    question = {q.nomination_id: q.pk for q in round_.questions.all()}
    choices = {hoa.pk: AGREE, am.pk: DISAGREE, minh.pk: AGREE}
    for given, cast_seat in seats_by_name(session).items():
        if given != "Lan":
            asked = voting.open_to(round_, cast_seat)
            vote(round_, {given: {question[pk]: choice for pk, choice in choices.items() if question[pk] in asked}})
    voting.count(round_, by=chair)
    counted_round(session, am, by=chair, choice=NO_OPINION, reason="Có thêm minh chứng")
    convening.note(session, texts={"opening": "Chủ tịch khai mạc.", "conclusions": "Nhất trí cao."}, by=chair)
    return session


def test_the_minutes_tell_what_happened(session, school, chair):
    content = pdf.render(minutes.gather(held(session, school, chair), number=7, ended_at=session.convened_at))
    text = words(content)
    assert unicodedata.is_normalized("NFC", text)
    assert page_count(content) == len(pypdf.PdfReader(io.BytesIO(content)).pages)
    parts = [
        "Số: 07/BB-HĐTĐKT",
        "BIÊN BẢN",
        "Thời gian bắt đầu",
        "ngày 20 tháng 12 năm 2022",
        "I. THÀNH PHẦN",
        "theo Quyết định số 02/QĐ-TCT ngày 10 tháng 01 năm 2022, gồm 05 thành viên",
        "04/05 thành viên",
        "Vắng mặt: Ngô Thị Lan (đi công tác; không có ý kiến bằng văn bản)",
        "Chủ trì: Phạm Văn Quang, Hiệu trưởng, Chủ tịch Hội đồng",
        "II. NỘI DUNG",
        "Chủ tịch khai mạc.",
        "trình 04 hồ sơ đã thẩm định",
        "Trần Văn Minh: “Lao động tiên tiến” đề nghị cho bản thân.",
        "Lê Văn Dũng: “Lao động tiên tiến” đề nghị cho Nguyễn Thị Hoa (tự khai; lý do: Là người thân)",
        "Bỏ phiếu kín",
        "Bỏ phiếu lại, lý do: Có thêm minh chứng",
        "Trường hợp không được đề nghị",
        "đề nghị cho Lò Văn Ẵm: 00/05 phiếu đồng ý, chưa đạt trên 50% tổng số thành viên Hội đồng",
        "chưa biểu quyết tại phiên họp",
        "III. KẾT LUẬN, KIẾN NGHỊ",
        "“Lao động tiên tiến” cho 02 cá nhân",
        "Nhất trí cao.",
        "Cuộc họp kết thúc vào",
        "ngày 20 tháng 12 năm 2022./.",
        "THƯ KÝ",
        "CHỦ TỌA",
        "HIỆU TRƯỞNG",
        "Nơi nhận",
    ]
    places = [text.find(part) for part in parts]
    assert [part for part, place in zip(parts, places, strict=True) if place < 0] == []
    assert places[:5] + places[9:22] == sorted(places[:5] + places[9:22])
    assert text.count("./.") == 1
    assert "DỰ THẢO" not in text


def test_every_figure_stands_beside_its_case(session, school, chair):
    paper = minutes.gather(held(session, school, chair))
    results = next(block for block in paper.blocks if getattr(block, "columns", ())[:7] == RESULTS)
    rows = [["".join(run.text for run in cell) for cell in row.cells] for row in results.rows if hasattr(row, "cells")]
    assert [(row[1], *row[4:]) for row in rows] == [
        ("Lò Văn Ẵm", "00/05", "0", "Không đề nghị (xét lại ở lượt 2)"),
        ("Nguyễn Thị Hoa", "03/05", "60", "Đề nghị"),
        ("Trần Văn Minh", "03/05", "60", "Đề nghị"),
        ("Lò Văn Ẵm", "00/05", "0", "Không đề nghị"),
    ]


def test_a_draft_says_so_and_carries_no_number(session, school, chair):
    text = words(pdf.render(minutes.gather(session)))
    assert "DỰ THẢO" in text
    assert "/BB-HĐTĐKT" in text
    assert "Số: 01" not in text
    assert "Chưa kiểm phiếu lượt nào." in text


def test_a_draft_says_of_what_has_not_happened_that_it_has_not(campaign, council, school, chair, clock_at):
    """Before the roll call, while the first round is open, while the second is."""
    clock_at(DAY)
    session = make_session(campaign, council)

    def told() -> str:
        return words(pdf.render(minutes.gather(session)))

    before = told()
    assert "Thời gian bắt đầu: 08 giờ 00, ngày 20 tháng 12 năm 2022 (dự kiến)" in before
    assert "1. Có mặt: chưa điểm danh. 2. Vắng mặt: chưa điểm danh. 3. Đại biểu mời" in before
    attending.arrive(session, seat=seats_by_name(session)["Lan"], by=chair)
    assert (
        "2. Vắng mặt: không. - Chưa điểm danh: Phạm Văn Quang, Vũ Thị Thu, Trần Văn Minh, Lê Văn Dũng. 3."
    ) in told()
    convene(session, by=chair, absent=["Lan"])
    hoa, am = [table(session, one, school.faculty, by=chair) for one in (school.lecturer, school.lecturer2)]
    round_ = preparing.prepare_round(session, nominations=hoa, by=chair)
    voting.open_round(round_, by=chair)
    first = told()
    for said in (
        "2. Vắng mặt: Ngô Thị Lan (đi công tác; chưa có ý kiến bằng văn bản).",
        "Thành viên không biểu quyết - Chưa ghi nhận.",
        "Lượt 1 đang bỏ phiếu, chưa kiểm phiếu.",
        "Trường hợp chưa có kết quả biểu quyết 02 trường hợp chưa có kết quả biểu quyết: - “Lao động tiên tiến”",
        "Chưa kiểm phiếu lượt nào nên chưa có trường hợp nào được đề nghị.",
    ):
        assert said in first
    vote_all(round_)
    voting.count(round_, by=chair)
    later = preparing.prepare_round(session, nominations=am, by=chair)
    voting.open_round(later, by=chair)
    second = told()
    assert "Lượt 2 đang bỏ phiếu, chưa kiểm phiếu." in second
    assert "“Lao động tiên tiến” cho 01 cá nhân. Còn 01 trường hợp chưa có kết quả biểu quyết." in second
    for finished in ("Không có", "không có", "Đã lập nhưng không mở"):
        assert finished not in before + first + second


def test_what_did_not_pass_is_headed_by_what_stands_below(session, school, chair):
    hoa, am = [table(session, one, school.faculty, by=chair) for one in (school.lecturer, school.lecturer2)]

    def heading() -> str:
        titles = [
            "".join(run.text for run in one.text) for one in minutes.gather(session).blocks if isinstance(one, Heading)
        ]
        return next(title for title in titles if ". Trường hợp" in title).partition(". ")[2]

    assert heading() == "Trường hợp chưa có kết quả biểu quyết"
    counted_round(session, hoa, by=chair, choice=DISAGREE)
    assert heading() == "Trường hợp không được đề nghị, chưa có kết quả biểu quyết"
    counted_round(session, am, by=chair)
    assert heading() == "Trường hợp không được đề nghị"


def test_what_was_frozen_is_what_was_drawn(session, school, chair):
    held(session, school, chair)
    explain_all(session, by=chair)
    convening.close(session, by=chair)
    session.refresh_from_db()
    text = words(bytes(session.minutes.file.content))
    assert "Số: 01/BB-HĐTĐKT" in text
    assert session.minutes.title.startswith("Biên bản họp Hội đồng")
    assert session.minutes.signer == "Phạm Văn Quang"
    assert AuditEntry.objects.get(verb="councilsession.close").after["status"] == "closed"


def test_adjourned_minutes_say_why_and_the_next_ones_name_them(session, school, chair, campaign, council):
    held(session, school, chair)
    explain_all(session, by=chair)
    convening.adjourn(session, reason="Mất điện toàn khu", by=chair)
    session.refresh_from_db()
    assert "Phiên họp hoãn giữa chừng, lý do: Mất điện toàn khu" in words(bytes(session.minutes.file.content))
    later = convene(make_session(campaign, council, continues=session), by=chair)
    assert f"phiên họp lúc {moment(session.held_at)} (Biên bản số" in words(pdf.render(minutes.gather(later)))
