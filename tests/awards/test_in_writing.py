"""Opinions in writing as papers and pages tell them: who gave one, where it counts, who was in the room meanwhile."""

import io
from datetime import date
from types import SimpleNamespace

import pypdf
import pytest
from django.urls import reverse

from awards import attending, convening, preparing, voting, written_opinions
from awards.documents import tally_sheet
from awards.documents.in_writing import runs
from awards.models import Choice, Round
from awards.preparing import Terms
from tests.awards import full_room, meeting
from tests.awards.meeting import AGREE, DAY
from tests.conftest import layers
from tests.factories import make_person
from thidua import clock, pdf
from thidua.copies import Copy
from thidua.models import Attachment

WROTE_ON = date(2022, 12, 19)


@pytest.fixture(autouse=True)
def _libraries():
    if missing := pdf.missing_libraries():
        pytest.skip(missing)


@layers.fixture
def room(school, campaign, council) -> SimpleNamespace:
    """Thu is away and wrote “không có ý kiến” on three; she comes at 09:15, after the first of two rounds."""
    by = school.rector.user
    with clock.standing_at(full_room.at(8, 0)):
        session = meeting.make_session(campaign, council)
        names = ("Vàng Thị Dợ", "Tẩn Văn Sơn", "Giàng A Pó", "Hảng Thị Sua")
        cases = [
            meeting.table(session, make_person(name, school.faculty), school.faculty, award, by=by)
            for name, award in zip(names, ("LDTT", "LDTT", "LDTT", "GK"), strict=True)
        ]
        meeting.convene(session, by=by, absent=["Thu"])
        thu = meeting.seats_by_name(session)["Thu"]
        choices = dict.fromkeys((case.pk for case in cases[:3]), Choice.NO_OPINION)
        written_opinions.enter(session, seat=thu, received_on=WROTE_ON, choices=choices, by=by)
        first = meeting.counted_round(session, cases[0], by=by)
    with clock.standing_at(full_room.at(9, 15)):
        seats = {seat.pk for seat in meeting.seats_by_name(session).values()}
        attending.call_roll(session, present=seats, reasons={}, by=by)
        meeting.declare_all(session, by=by)
        second = meeting.counted_round(session, cases[1], by=by)
    return SimpleNamespace(session=session, cases=cases, first=first, second=second, by=by)


def risen(room) -> None:
    """The end, with what has to be explained."""
    with clock.standing_at(full_room.at(11, 30)):
        meeting.explain_all(room.session, by=room.by)
        convening.adjourn(room.session, reason="Mất điện", by=room.by)
    room.session.refresh_from_db()


def words(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def text(response) -> str:
    return " ".join(response.content.decode().split())


def printed(client, name: str, pk: int) -> str:
    answer = client.get(reverse(name, args=[pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    return words(answer.content)


def test_an_extract_tells_who_was_there_at_that_round_and_what_was_written(room, school, sign_in):
    risen(room)
    clerk = sign_in(school.clerk)
    first = printed(clerk, "case_extract_pdf", room.first.questions.get().pk)
    assert "1. Thành phần: 04/05 thành viên Hội đồng có mặt khi biểu quyết; chủ trì" in first
    assert "05 ý kiến được tính, trong đó 01 ý kiến bằng văn bản (Vũ Thị Thu); tỷ lệ" in first
    assert "1. Tổng số thành viên: 05; có mặt: 04." in printed(clerk, "tally_sheet_pdf", room.first.pk)
    second = printed(clerk, "case_extract_pdf", room.second.questions.get().pk)
    assert "1. Thành phần: 05/05 thành viên Hội đồng có mặt khi biểu quyết; chủ trì" in second
    assert "bằng văn bản" not in second


def test_an_extract_of_two_rounds_tells_each(room, school, sign_in):
    with clock.standing_at(full_room.at(10, 0)):
        again = preparing.prepare_round(
            room.session, nominations=room.cases[0], reason="Có thêm minh chứng", by=room.by
        )
        meeting.declare_all(room.session, by=room.by)
        voting.open_round(again, by=room.by)
        meeting.vote_all(again)
        voting.count(again, by=room.by)
    risen(room)
    found = printed(sign_in(school.clerk), "case_extract_pdf", room.first.questions.get().pk)
    there = "thành viên Hội đồng có mặt khi biểu quyết"
    assert f"04/05 {there} (lượt 1), 05/05 {there} (lượt 3); chủ trì" in found
    assert "lượt 1: 05 ý kiến được tính, trong đó 01 ý kiến bằng văn bản (Vũ Thị Thu); tỷ lệ" in found
    assert "00 thành viên có mặt không biểu quyết." in found


def test_an_extract_adds_up_when_it_was_counted_early(room, school, sign_in):
    """Thu has gone again and wrote, Dũng has not voted."""
    seats = meeting.seats_by_name(room.session)
    with clock.standing_at(full_room.at(10, 0)):
        here = {seat.pk for given, seat in seats.items() if given != "Thu"}
        attending.call_roll(room.session, present=here, reasons={seats["Thu"].pk: "Đi tiếp đoàn"}, by=room.by)
        round_ = preparing.prepare_round(room.session, nominations=room.cases[2], by=room.by)
        voting.open_round(round_, by=room.by)
        meeting.vote(round_, dict.fromkeys(("Quang", "Minh", "Lan"), AGREE))
        voting.count(round_, by=room.by, reason="Chờ lâu, mạng chậm.")
    risen(room)
    found = printed(sign_in(school.clerk), "case_extract_pdf", round_.questions.get().pk)
    assert "1. Thành phần: 04/05 thành viên Hội đồng có mặt khi biểu quyết; chủ trì" in found
    assert "04 ý kiến được tính, trong đó 01 ý kiến bằng văn bản (Vũ Thị Thu); tỷ lệ" in found
    assert "; 00 thành viên có mặt không biểu quyết; 01 thành viên có mặt chưa bỏ phiếu. Kiểm phiếu khi" in found
    assert "Kiểm phiếu khi còn người chưa bỏ, lý do: Chờ lâu, mạng chậm. Lượt" in found


def test_minutes_name_who_wrote_before_they_came_and_where_that_counts(room):
    risen(room)
    found = words(bytes(room.session.minutes.file.content))
    assert (
        "Đến sau khi khai mạc: Vũ Thị Thu (09 giờ 15; đã gửi ý kiến bằng văn bản trước khi đến, nhận ngày 19/12/2022)."
    ) in found
    assert "2. Vắng mặt: không." in found
    assert "- Ý kiến bằng văn bản: được tính vào kết quả; tên người gửi và số ý kiến" in found
    assert "lưu cùng biên bản" not in found  # no signed copy was handed in
    first, second = found.partition("Lượt 1:")[2].split("Lượt 2:")[:2]
    assert "đã bỏ phiếu 04/04; thêm ý kiến bằng văn bản: 01 (Vũ Thị Thu); cần" in first
    assert "bằng văn bản" not in second.partition("Kết quả từng trường hợp")[0]
    assert "không có ý kiến bằng văn bản" not in found  # what it said stays on the signed paper


def test_minutes_name_who_wrote_and_came_before_anything_was_counted(room, school):
    """Dũng left, wrote, and came again before the vote: named, not counted."""
    session = room.session
    with clock.standing_at(full_room.at(10, 0)):
        others = {seat.pk for given, seat in meeting.seats_by_name(session).items() if given != "Dũng"}
        attending.call_roll(session, present=others, reasons={}, by=room.by)
        dung = meeting.seats_by_name(session)["Dũng"]
        choices = {room.cases[2].pk: AGREE}
        written_opinions.enter(session, seat=dung, received_on=DAY, choices=choices, by=room.by)
    with clock.standing_at(full_room.at(10, 20)):
        attending.call_roll(session, present={*others, dung.pk}, reasons={}, by=room.by)
        meeting.counted_round(session, room.cases[2], by=room.by)
    risen(room)
    found = words(bytes(session.minutes.file.content))
    assert (
        "Lê Văn Dũng (vắng từ 10 giờ 00 đến 10 giờ 20; không ghi lý do; đã gửi ý kiến bằng văn bản trước khi đến, "
        "nhận ngày 20/12/2022)."
    ) in found
    assert "Lê Văn Dũng)" not in found.partition("Lượt 3:")[2].partition("Kết quả từng")[0]


def test_cases_not_reached_are_told_once_for_each_award(room):
    risen(room)
    found = words(bytes(room.session.minutes.file.content))
    assert found.count("chưa biểu quyết tại phiên họp") == 1
    assert "02 trường hợp chưa biểu quyết tại phiên họp, xét tiếp ở phiên họp sau:" in found
    assert "- “Lao động tiên tiến”, 01 trường hợp: Giàng A Pó." in found
    assert "- Giấy khen của Hiệu trưởng, 01 trường hợp: Hảng Thị Sua." in found


def test_a_round_in_writing_names_who_answered(room, school, sign_in):
    with clock.standing_at(full_room.at(10, 0)):
        terms = Terms(Round.Way.WRITTEN, "Hết giờ họp")
        round_ = preparing.prepare_round(room.session, nominations=room.cases[2], terms=terms, by=room.by)
        for given in ("Quang", "Minh", "Lan"):
            seat = meeting.seats_by_name(room.session)[given]
            choices = {room.cases[2].pk: AGREE}
            written_opinions.enter(room.session, seat=seat, received_on=DAY, choices=choices, by=room.by)
        voting.open_round(round_, by=room.by)
        voting.count(round_, by=room.by, reason="Một người chưa gửi kịp")
    handed_in = Attachment.objects.create(
        file="y-kien.pdf", size=1, uploaded_by=room.by, uploaded_at=full_room.at(10, 0), original_name="y-kien.pdf"
    )
    room.session.opinion_papers.exclude(seat__staff_member=school.deputy).update(attachment=handed_in)
    but_one = words(pdf.render(tally_sheet.gather(round_, Copy())))
    room.session.opinion_papers.update(attachment=handed_in)
    risen(room)
    who = "Phạm Văn Quang, Vũ Thị Thu, Trần Văn Minh, Ngô Thị Lan"
    sheet = printed(sign_in(school.clerk), "tally_sheet_pdf", round_.pk)
    came, kept = f"gửi 05; nhận đủ ý kiến 04. Người gửi ý kiến: {who}.", " Phiếu lấy ý kiến đã ký lưu cùng biên bản."
    assert f"{came}{kept}" in sheet
    assert (came in but_one, kept in but_one) == (True, False)
    assert "Giàng A Pó: 03/05 thành viên đồng ý (60%)." in sheet
    minutes = words(bytes(room.session.minutes.file.content))
    assert f"lấy ý kiến bằng văn bản; 04/05 thành viên gửi ý kiến ({who}); cần" in minutes
    assert "(03/05 thành viên)" in minutes
    extract = printed(sign_in(school.clerk), "case_extract_pdf", round_.questions.get().pk)
    assert "1. Thành phần: Hội đồng có 05 thành viên; chủ trì" in extract
    assert "có mặt" not in extract


def test_the_sheet_to_sign_says_what_becomes_of_it(room, school, sign_in):
    with clock.standing_at(full_room.at(10, 0)):
        terms = Terms(Round.Way.WRITTEN, "Hết giờ họp")
        preparing.prepare_round(room.session, nominations=room.cases[2], terms=terms, by=room.by)
        found = printed(sign_in(school.clerk), "opinion_paper_pdf", room.session.pk)
    assert (
        "không phải phiếu kín. Biên bản phiên họp ghi tên người gửi ý kiến và số ý kiến được tính ở từng lượt, không "
        "ghi nội dung ý kiến của từng người; phiếu đã ký lưu cùng biên bản."
    ) in found


def test_the_rounds_page_counts_it_with_the_whole_case_not_with_those_in_favour(room, school, sign_in):
    page = text(sign_in(school.rector).get(room.first.get_absolute_url()))
    row = page.partition("<tbody")[2].partition("</tr>")[0]
    assert "tính cả 1 ý kiến bằng văn bản" in row.partition("</th>")[0]
    assert 'data-label="Đồng ý" class="td-num">4/5</td>' in row
    second = text(sign_in(school.rector).get(room.second.get_absolute_url()))
    assert "bằng văn bản" not in second.partition("<table")[2].partition("</table>")[0]


def test_the_list_of_results_says_in_which_cases(room, school, sign_in):
    found = printed(sign_in(school.rector), "result_list_pdf", room.session.pk)
    assert "; kết quả tính cả ý kiến bằng văn bản: 01 ở trường hợp số 1." in found
    assert "1 Vàng Thị Dợ" in found


def test_numbers_of_cases_in_a_row_are_told_as_a_span():
    assert [runs(some) for some in ([3, 1, 2, 5], [7], [1, 2])] == ["1-3, 5", "7", "1-2"]
