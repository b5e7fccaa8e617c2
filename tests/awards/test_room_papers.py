"""A session with all four ways of voting, told by its papers: read back from the PDF and compared with the database."""

import io
from types import SimpleNamespace

import pdfplumber
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards import continuing, convening, desk, guard_facts, guarding, nominating, preparing, tallying, voting
from awards.documents import ballot_paper, minutes, opinion_paper, result_list, tally_sheet, ways
from awards.documents.room import moment
from awards.kinds import KINDS
from awards.models import CouncilSession, Nomination, Question, Round
from awards.preparing import Terms
from campaigns.documents.pledge import printed_name
from campaigns.models import Department
from tests.awards import full_room, meeting, paper_rows_council
from tests.awards.full_room import DAY, at
from tests.conftest import layers
from tests.factories import make_department, make_nomination, make_person
from thidua import clock, pdf
from thidua.copies import Copy
from thidua.papers import Paper, Table
from thidua.workflow import Refused


@pytest.fixture(autouse=True)
def _libraries():
    if missing := pdf.missing_libraries():
        pytest.skip(missing)


@layers.fixture
def room(school, campaign):
    return full_room.held(school, campaign)


def words(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def stands(text: str, *parts: str) -> None:
    """All of them, in this order."""
    place = 0
    for part in parts:
        found = text.find(part, place)
        assert found >= 0, f"{part!r} is not there after {text[max(0, place - 80) : place]!r}"
        place = found + len(part)


def rows_with(content: bytes, title: str) -> list[list[str]]:
    """Numbered rows of the table whose head says so."""
    found = []
    for page in pdfplumber.open(io.BytesIO(content)).pages:
        for table in page.extract_tables():
            rows = [[" ".join((cell or "").split()) for cell in row] for row in table]
            if any(title in cell for cell in rows[0]):
                found += [row for row in rows[1:] if row[0].isdecimal()]
    return found


def said(paper: Paper) -> str:
    return words(pdf.render(paper))


def table_another(room, school, name="Giàng A Pó") -> Nomination:
    """Of a unit in which no member of the council works."""
    library = Department.objects.filter(code="TV").first() or make_department(
        "TV", "Thư viện", Department.Kind.OFFICE, school.root
    )
    return meeting.table(room.session, make_person(name, library), library, by=room.chair)


# --- minutes


def test_minutes_tell_how_each_round_was_held_who_came_left_wrote_and_stepped_out(room):
    session = full_room.closed(room)
    text = words(bytes(session.minutes.file.content))
    stands(
        text,
        "1. Có mặt: 08/09 thành viên.",
        "Đến sau khi khai mạc: Hạng A Chua (09 giờ 15).",
        "Về trước khi kết thúc: Vừ A Sáng (10 giờ 30; họp ở tỉnh).",
        "2. Vắng mặt: Phùng Thị Nga (nghỉ ốm; có ý kiến bằng văn bản nhận ngày 20/12/2022).",
        "Ý kiến bằng văn bản: được tính vào kết quả; tên người gửi và số ý kiến được tính ghi ở từng lượt. "
        "3. Đại biểu mời",
        "trình 05 hồ sơ đã thẩm định, gồm:",
        "Hội đồng đặt riêng câu hỏi ở mức thấp hơn hồ sơ đề nghị:",
        "Giấy khen của Hiệu trưởng đề nghị cho Hoàng Văn Bình, thay cho Bằng khen",
        "Sau khi kiểm phiếu các trường hợp cá nhân, điều kiện của tập thể được đối chiếu lại:",
        "“Tập thể lao động tiên tiến” đề nghị cho Khoa Xây dựng Đảng: chưa đủ điều kiện.",
        "Vũ Thị Thu: “Lao động tiên tiến” đề nghị cho Nguyễn Thị Hoa (vợ, chồng hoặc người thân; lý do: Là em dâu).",
        "Trần Văn Minh: “Lao động tiên tiến” đề nghị cho bản thân;",
        "Khoa Xây dựng Đảng (tập thể do mình phụ trách); “Lao động tiên tiến” đề nghị cho Lò Văn Ẵm (cùng đơn vị; "
        "lý do: Cùng khoa).",
        "Vừ A Sáng: “Lao động tiên tiến” đề nghị cho Lò Văn Ẵm (tự khai; lý do: Đang có đơn thư liên quan).",
        "Thành viên được đề nghị lánh nhưng vẫn biểu quyết, có ghi lý do:",
        "Trần Văn Minh: “Lao động tiên tiến” đề nghị cho Nguyễn Thị Hoa (lý do: Đã báo cáo Hội đồng).",
        "Biểu quyết",
        "Hội đồng bỏ phiếu kín trên phần mềm (lượt 1), bỏ phiếu kín bằng phiếu giấy (lượt 2), biểu quyết giơ tay "
        "(lượt 3), lấy ý kiến bằng văn bản (lượt 4); tỷ lệ",
        "kể cả thành viên vắng mặt và thành viên không biểu quyết; riêng lượt 3 tính trên số thành viên Hội đồng không "
        "tính người tạm lánh",
        "Ban kiểm phiếu (lượt 1, 2): Trưởng ban: Lê Văn Dũng; Ủy viên: Lý Thị Mây.",
        "Số đồng ý cần có: 50% của 09 là 4,5; phải trên số đó, tức là từ 05 thành viên. 80% của 09 là 7,2, làm tròn "
        "lên "
        "08 thành viên. 50% của 08 là 4;",
        "Lượt 1: bỏ phiếu kín trên phần mềm; đã bỏ phiếu 08/08; thêm ý kiến bằng văn bản: 01 (Phùng Thị Nga); cần trên",
        "Lượt 2: bỏ phiếu kín bằng phiếu giấy; phiếu phát ra 08, thu về 07, hợp lệ 06, không hợp lệ 01; thêm ý kiến "
        "bằng "
        "văn bản: 01 (Phùng Thị Nga); cần từ 80% tổng số thành viên Hội đồng trở lên (08/09 phiếu). Lý do chọn cách "
        "biểu quyết: Mạng",
        "Lượt 3: biểu quyết giơ tay; 07 người biểu quyết; cần trên 50% số thành viên Hội đồng không tính người tạm "
        "lánh "
        "(05/08 thành viên). Lý do chọn cách biểu quyết: Một trường hợp, Hội đồng nhất trí giơ tay. Lý do không tính "
        "người tạm lánh: Người tạm lánh không thể biểu quyết.",
        "Lượt 4: lấy ý kiến bằng văn bản; 07/08 thành viên gửi ý kiến (Phạm Văn Quang, Vũ Thị Thu, Lê Văn Dũng, Ngô "
        "Thị "
        "Lan, Lý Thị Mây, Hạng A Chua, Phùng Thị Nga); cần",
        "Kiểm phiếu khi còn người chưa gửi ý kiến, lý do: Một thành viên đã về, chưa gửi kịp.",
        "Hoàng Văn Bình: 05/09 phiếu đồng ý, chưa đạt từ 80% tổng số thành viên Hội đồng trở lên. Hội đồng đặt "
        "riêng câu "
        "hỏi ở mức thấp hơn: Giấy khen của Hiệu trưởng.",
    )
    assert text.count("50% của 09 là 4,5") == 1
    assert ".." not in text.replace("./.", "")
    assert "None" not in text


def test_every_figure_of_minutes_and_sheets_is_that_of_the_database(room):
    session = full_room.closed(room)
    in_minutes = rows_with(bytes(session.minutes.file.content), "Kết luận")
    questions = list(Question.objects.filter(round__session=session).order_by("round__ordinal", "ordinal"))
    assert [(row[0], row[1], row[4], row[6]) for row in in_minutes] == [
        (
            str(question.ordinal),
            str(question.nomination.candidate),
            f"{question.agree:02}/{question.members:02}",
            "Đề nghị" if question.passed else "Không đề nghị",
        )
        for question in questions
    ]
    lower = in_minutes[4][3]
    assert lower == f"Giấy khen của Hiệu trưởng (thay cho {printed_name(room.cases.binh.award)})"
    assert [question.members for question in questions] == [9, 9, 9, 9, 8, 9]
    for round_ in (room.program, room.paper, room.hands, room.written):
        content = pdf.render(tally_sheet.gather(round_, Copy()))
        found = rows_with(content, "Tỷ lệ đồng ý")
        mine = [question for question in questions if question.round_id == round_.pk]
        expected = []
        for question in mine:
            votes = (question.agree, question.disagree, question.no_opinion)
            expected.append(
                [str(question.ordinal), str(question.nomination.candidate), *(f"{n:02}" for n in (sum(votes), *votes))]
            )
        assert [[row[0], row[1], *row[3:7]] for row in found] == expected


def test_shares_are_of_the_members_counted(room):
    """Hands: six of eight, Dũng left out; in writing six of nine, Minh kept in."""
    table = next(block for block in tally_sheet.gather(room.hands, Copy()).blocks if isinstance(block, Table))
    assert table.columns[-1].title == "Tỷ lệ đồng ý (%) trên số thành viên tính tỷ lệ"
    stands(said(tally_sheet.gather(room.hands, Copy())), "Hoàng Văn Bình: 06/08 thành viên đồng ý (75%)")
    stands(
        said(tally_sheet.gather(room.written, Copy())),
        "tổng số thành viên",
        "Khoa Xây dựng Đảng: 06/09 thành viên đồng ý (66,7%)",
    )


def test_minutes_are_the_same_when_drawn_twice_in_as_many_queries(room, school):
    session = room.session
    kept = {"number": 3, "ended_at": at(11, 30)}
    assert minutes.gather(session, **kept) == minutes.gather(CouncilSession.objects.get(pk=session.pk), **kept)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            minutes.gather(CouncilSession.objects.select_related("council", "campaign").get(pk=session.pk), **kept)
        return len(queries)

    before = asked()
    with clock.standing_at(at(11, 0)):
        for number in range(3):
            person = make_person(f"Giàng A Pó {number}", school.faculty)
            nominating.table(
                make_nomination(
                    session.campaign, person, school.faculty, "LDTT", status="verified", received_on=DAY, rule_set="A"
                ),
                session,
                by=room.chair,
            )
    assert asked() == before


def test_the_clerks_guard_finds_nothing_in_minutes_and_sheets(room):
    session = full_room.closed(room)
    found = [one.sentence for one in convening.findings_of(session) if one.blocking]
    for round_ in (room.program, room.paper, room.hands, room.written):
        paper = tally_sheet.gather(round_, Copy())
        findings = guarding.findings_of(paper, pdf.render(paper), DAY, facts=guard_facts.of("tally-sheet", round_))
        found += [one.sentence for one in findings]
    assert found == []


def test_adjourned_minutes_say_what_is_left_and_the_next_name_them_with_what_was_counted(room, school):
    session = room.session
    with clock.standing_at(at(11, 0)):
        left = table_another(room, school)
        convening.adjourn(session, reason="Mất điện toàn khu.", by=room.chair)
    session.refresh_from_db()
    text = words(bytes(session.minutes.file.content))
    stands(
        text,
        "Trường hợp không được đề nghị, chưa biểu quyết",
        "01 trường hợp chưa biểu quyết tại phiên họp, xét tiếp ở phiên họp sau:",
        "“Lao động tiên tiến”, 01 trường hợp: Giàng A Pó.",
    )
    stands(
        text, "hoãn giữa chừng, lý do: Mất điện toàn khu. Còn 01 trường hợp chưa biểu quyết, xét tiếp ở phiên họp sau."
    )
    with clock.standing_at(at(13, 0)):
        later = continuing.continue_in(session, planned_for=at(14, 0), place="Phòng họp B", by=room.chair)
    told = said(minutes.gather(later))
    written = session.minutes.full_number
    stands(told, f"Tiếp theo: phiên họp lúc {moment(session.held_at)} (Biên bản số {written})")
    stands(
        told,
        f"Phiên họp lúc {moment(session.held_at)} (Biên bản số {written}) đã biểu quyết 06 trường hợp (đề nghị 04,",
    )
    stands(
        told, "không đề nghị 02), rồi hoãn, lý do: Mất điện toàn khu. Phiên họp này xét tiếp các trường hợp còn lại."
    )
    stands(told, "trình 01 hồ sơ đã thẩm định", "01 trường hợp chưa có kết quả biểu quyết:", "Giàng A Pó.")
    assert Nomination.objects.get(pk=left.pk).session_id == later.pk


def test_notices_of_a_session_broken_off_say_what_is_left_and_which_they_continue(room, school):
    """The first says the same once the next session has taken up what it left, and its own new case."""
    session, clerk = room.session, school.clerk.user
    with clock.standing_at(at(11, 0)):
        left = table_another(room, school)
        convening.adjourn(session, reason="Mất điện.", by=room.chair)
        session.refresh_from_db()
        first = KINDS["result-notice"].gather(session, Copy(date=DAY))
        issued = desk.issue(desk.begin("result-notice", session, by=clerk), number=12, date=DAY, by=room.chair)
    what = "Kết quả xét danh hiệu thi đua, hình thức khen thưởng năm 2022"
    assert first.summary == issued.title == f"{what} (phiên họp thứ nhất)"
    stands(
        said(first),
        f"(Biên bản số {session.minutes.full_number} ngày 20 tháng 12 năm 2022). Phiên họp hoãn khi chưa xét hết các",
        "1. Số trường hợp đã xét, biểu quyết: 06 trường hợp.",
        "2. Trường hợp được Hội đồng đề nghị: 04 trường hợp, gồm:",
        "3. Trường hợp chưa biểu quyết, Hội đồng xét tiếp ở phiên họp sau: 01 trường hợp, gồm:",
        "- “Lao động tiên tiến”, 01 trường hợp: Giàng A Pó. Ý kiến, kiến nghị",
    )
    with clock.standing_at(at(13, 0)):
        later = continuing.continue_in(session, planned_for=at(14, 0), place="Phòng họp B", by=room.chair)
        table_another(SimpleNamespace(session=later, chair=room.chair), school, "Ma Thị Hồng")
        assert KINDS["result-notice"].gather(session, Copy(date=DAY)).blocks == first.blocks
    with clock.standing_at(at(14, 0)):
        meeting.convene(later, by=room.chair)
        meeting.counted_round(later, left, by=room.chair)
        meeting.explain_all(later, by=room.chair)
        convening.close(later, by=room.chair)
        later.refresh_from_db()
        second = KINDS["result-notice"].gather(later, Copy(date=DAY))
    assert second.summary == f"{what} (phiên họp thứ hai)"
    stands(
        said(second),
        "Phiên họp này xét tiếp các trường hợp còn lại của phiên họp lúc 08 giờ 05, ngày 20 tháng 12 năm 2022 (Biên "
        f"bản số {session.minutes.full_number}), đã có Thông báo số 12/TB-TCT ngày 20 tháng 12 năm 2022. Trường",
        "1. Số trường hợp đã xét, bỏ phiếu kín: 01 trường hợp.",
    )
    assert "3." not in said(second).partition("Nơi nhận")[0]


# --- sheets of one count


def test_the_sheet_of_papers_has_the_tellers_and_the_slips_they_entered(room):
    text = said(tally_sheet.gather(room.paper, Copy()))
    stands(text, "Kiểm phiếu xét Bằng khen", "I. BAN KIỂM PHIẾU", "Trưởng ban: Lê Văn Dũng", "Ủy viên: Lý Thị Mây")
    stands(text, "1. Tổng số thành viên: 09; có mặt: 08.", "2. Hình thức: bỏ phiếu kín bằng phiếu giấy")
    stands(
        text, "3. Số phiếu: phát ra 08; thu về 07; hợp lệ 06; không hợp lệ 01.", "tính vào kết quả: 01 (Phùng Thị Nga)."
    )
    stands(
        text, "(08/09 phiếu): 80% của 09 là 7,2, làm tròn lên 08 phiếu.", "gồm cả ý kiến bằng văn bản", "BAN KIỂM PHIẾU"
    )
    round_ = room.paper
    assert round_.issued >= round_.collected == (round_.collected - round_.invalid) + round_.invalid
    question = round_.questions.get()
    assert ways.votes_of(question) == round_.collected - round_.invalid + ways.written_of(question) == 7
    assert "…" * 12 not in text


@pytest.mark.parametrize(
    ("which", "title", "figures"),
    [
        (
            "hands",
            "Biểu quyết giơ tay xét Giấy khen",
            "Số người biểu quyết: 07. Ý kiến bằng văn bản tính vào kết quả: 00.",
        ),
        (
            "written",
            "Lấy ý kiến bằng văn bản xét danh hiệu",
            "Số phiếu lấy ý kiến: gửi 08; nhận đủ ý kiến 07. Người gửi ý kiến: Phạm Văn Quang, Vũ",
        ),
    ],
)
def test_hands_and_written_opinions_have_no_slips_and_no_board(which, title, figures, room):
    text = said(tally_sheet.gather(getattr(room, which), Copy()))
    stands(
        text,
        title,
        "I. NGƯỜI GHI KẾT QUẢ",
        "Thư ký phiên họp: Ngô Thị Lan",
        figures,
        "được Thư ký và Chủ tọa",
        "THƯ KÝ",
    )
    for word in ("BAN KIỂM PHIẾU", "phát ra", "bỏ phiếu kín", "hợp lệ"):
        assert word not in text


@pytest.mark.parametrize(
    ("which", "began", "adopted"),
    [
        ("program", "Thời gian bắt đầu bỏ phiếu: 09 giờ 30, ngày 20", "Chủ tọa thông qua lúc 09 giờ 30, ngày 20"),
        ("hands", "Thời gian bắt đầu biểu quyết: 10 giờ 20, ngày 20", "Chủ tọa thông qua lúc 10 giờ 25, ngày 20"),
        ("written", "Thời gian bắt đầu lấy ý kiến: 10 giờ 30, ngày 20", "Chủ tọa thông qua lúc 10 giờ 30, ngày 20"),
        ("paper", "Thời gian bắt đầu: ……… giờ ………, ngày 20", "Chủ tọa thông qua lúc ……… giờ ………, ngày 20"),
    ],
)
def test_a_sheet_has_the_hours_the_program_knows_and_dots_where_only_the_tellers_do(which, began, adopted, room):
    """The hour of the count, whenever the sheet is printed."""
    round_ = getattr(room, which)
    with clock.standing_at(at(17, 45)):
        stands(said(tally_sheet.gather(round_, Copy())), began, adopted)
        proposed = {part.key: part.proposed(round_) for part in tally_sheet.FREE}
    assert (f"{proposed['began']}, ngày" in began, f"{proposed['adopted']}, ngày" in adopted) == (True, True)


def test_whoever_counted_stays_on_the_sheet_whatever_was_written(room):
    text = said(tally_sheet.gather(room.paper, Copy(texts={"board": "Trưởng ban: Lê Văn Dũng, Trưởng khoa"})))
    stands(text, "Trưởng ban: Lê Văn Dũng, Trưởng khoa", "Ủy viên: Lý Thị Mây", "II. KẾT QUẢ")
    assert text.partition("II. KẾT QUẢ")[0].count("Lê Văn Dũng") == 1


def test_a_round_on_the_program_has_the_ban_of_the_moment_it_opened(room, school):
    """Appointed before it; who is appointed afterwards is none of it."""
    text = said(tally_sheet.gather(room.program, Copy()))
    stands(text, "I. BAN KIỂM PHIẾU", "Trưởng ban: Lê Văn Dũng", "Ủy viên: Lý Thị Mây", "II. KẾT QUẢ")
    seats = room.seats
    with clock.standing_at(at(11, 0)):
        tallying.appoint(room.session, seats=[seats[one] for one in ("Minh", "Dũng", "Mây")], by=room.chair)
    assert said(tally_sheet.gather(room.program, Copy())) == text


def on_papers_again(room, school, *, enter, keeps_its_board=True):
    """A second round of papers at eleven, whose sheets these tellers enter."""
    case = table_another(room, school)
    terms = Terms(Round.Way.PAPER, "Mạng bị ngắt")
    second = preparing.prepare_round(room.session, nominations=case, terms=terms, by=room.chair)
    voting.open_round(second, by=room.chair)
    if not keeps_its_board:
        Round.objects.filter(pk=second.pk).update(board={})
    number = second.roll.count()
    lines = {second.questions.get().pk: {"agree": number, "disagree": 0, "no_opinion": 0}}
    for teller in room.session.tellers.filter(seat__in=[room.seats[one] for one in enter]):
        tallying.enter(second, teller=teller, slips=tallying.Slips(number, number), lines=lines, by=room.chair)
    voting.count(second, by=room.chair)
    second.refresh_from_db()
    return second


def test_each_round_of_papers_names_its_ban_as_it_was(room, school):
    """Minh is head after the first, Dũng no more; Mây enters no sheet of the second, Chua of the Ban has left."""
    session, seats = room.session, room.seats
    with clock.standing_at(at(11, 0)):
        tallying.appoint(session, seats=[seats[one] for one in ("Minh", "Chua", "Mây", "Dũng")], by=room.chair)
        session.attendances.filter(seat=seats["Chua"]).update(present=False)
        second = on_papers_again(room, school, enter=("Minh", "Dũng"))
    assert tally_sheet.board_of(second) == "Trưởng ban: Trần Văn Minh\nỦy viên: Lý Thị Mây\nỦy viên: Lê Văn Dũng"
    assert tally_sheet.board_of(room.paper) == "Trưởng ban: Lê Văn Dũng\nỦy viên: Lý Thị Mây"
    stands(
        said(minutes.gather(CouncilSession.objects.get(pk=session.pk))),
        "Ban kiểm phiếu (lượt 1, 2): Trưởng ban: Lê Văn Dũng; Ủy viên: Lý Thị Mây.",
        "Ban kiểm phiếu (lượt 5): Trưởng ban: Trần Văn Minh; Ủy viên: Lý Thị Mây; Ủy viên: Lê Văn Dũng.",
    )
    written = Copy(texts={"board": "Trưởng ban: Trần Văn Minh"})  # who entered a sheet is named all the same
    text = said(tally_sheet.gather(second, written)).partition("II. KẾT QUẢ")[0]
    assert ["Lê Văn Dũng" in text, "Lý Thị Mây" in text] == [True, False]
    facts = guard_facts.of("tally-sheet", second).people
    assert [seats[one].staff_member_id in facts for one in ("Minh", "Dũng", "Mây")] == [True, True, False]


def test_a_round_from_before_its_ban_was_kept_names_who_entered_its_sheets(room, school):
    with clock.standing_at(at(11, 0)):
        tallying.appoint(room.session, seats=[room.seats[one] for one in ("Dũng", "Minh", "Mây")], by=room.chair)
        second = on_papers_again(room, school, enter=("Minh", "Mây"), keeps_its_board=False)
    assert second.board == {}
    assert tally_sheet.board_of(second) == "Ủy viên: Trần Văn Minh\nỦy viên: Lý Thị Mây"


# --- ballots, lists, extracts, the notice


@pytest.mark.parametrize("which", ["hands", "written"])
def test_there_is_no_ballot_for_hands_and_written_opinions(which, room):
    with pytest.raises(Refused, match=r"nên không có phiếu bầu; chỉ lượt bỏ phiếu kín mới in phiếu\.$"):
        ballot_paper.gather(getattr(room, which))
    assert KINDS["ballot-paper"].why_not_issue(getattr(room, which))


def test_ballots_are_for_the_roll_once_the_round_is_open(room):
    """Sáng left after the round: eight papers were handed out all the same."""
    assert ballot_paper.copies_words(ballot_paper.ballots_of(room.paper)) == "In 8 bản."
    assert room.paper.roll.count() == room.paper.issued == 8


def test_list_notice_and_extract_say_the_ways_as_they_were(room):
    session = full_room.closed(room)
    text = said(result_list.gather(session))
    stands(
        text, "Hội đồng bỏ phiếu kín trên phần mềm (lượt 1)", "biểu quyết giơ tay (lượt 3)", "riêng lượt 3 tính trên"
    )
    stands(text, "Tổng số 06 trường hợp; đề nghị 04, không đề nghị 02./.")
    with clock.standing_at(DAY):
        notice = said(KINDS["result-notice"].gather(session, Copy(date=DAY)))
    stands(notice, "Số trường hợp đã xét, biểu quyết: 06 trường hợp.")
    extract = said(KINDS["case-extract"].gather(room.hands.questions.get(), Copy()))
    stands(
        extract,
        "3. Kết quả biểu quyết: biểu quyết giơ tay; tỷ lệ tính trên số thành viên Hội đồng không tính người tạm",
    )
    stands(extract, "01 thành viên có mặt không biểu quyết. Lượt", "3 06/08 75")
    on_paper = said(KINDS["case-extract"].gather(room.paper.questions.get(), Copy()))
    stands(
        on_paper,
        "08/09 thành viên Hội đồng có mặt khi biểu quyết",
        "07 ý kiến được tính, trong đó 01 ý kiến bằng văn bản (Phùng Thị Nga)",
        "00 thành viên có mặt không biểu quyết; 02 thành viên có mặt không có phiếu hợp lệ. Lượt",
    )
    written = said(KINDS["case-extract"].gather(room.written.questions.get(), Copy()))
    stands(
        written,
        "01 thành viên không biểu quyết; 01 thành viên chưa gửi ý kiến.",
        "Kiểm phiếu khi còn người chưa gửi ý kiến, lý do: Một thành viên đã về, chưa gửi kịp. Lượt",
    )
    secret = said(KINDS["case-extract"].gather(room.program.questions.first(), Copy()))
    stands(
        secret,
        "3. Kết quả bỏ phiếu kín: 07 ý kiến được tính, trong đó 01 ý kiến bằng văn bản (Phùng Thị Nga); tỷ lệ tính "
        "trên tổng số thành viên Hội đồng, kể cả",
    )


# --- the paper for opinions in writing


def test_each_member_who_is_away_gets_a_sheet_with_the_own_cases_left_out(school, campaign):
    session = paper_rows_council.asked_in_writing(school)
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(
        io.BytesIO(pdf.render(opinion_paper.gather(session)))
    ).pages]  # fmt: skip
    assert len(pages) == 5
    for page, who in zip(
        pages, ("Phạm Văn Quang", "Vũ Thị Thu", "Trần Văn Minh", "Lê Văn Dũng", "Ngô Thị Lan"), strict=True
    ):
        stands(
            page,
            "PHIẾU LẤY Ý KIẾN",
            f"Họ và tên: {who}",
            "Vàng Thị Dợ",
            "không phải phiếu kín",
            "NGƯỜI CHO Ý KIẾN",
            who,
        )
        assert ("2 Trần Văn Minh" in page) == (who != "Trần Văn Minh")
    with clock.standing_at(DAY):
        meeting.convene(session, by=school.rector.user, absent=["Lan"])
    assert len(pypdf.PdfReader(io.BytesIO(pdf.render(opinion_paper.gather(session)))).pages) == 1


def test_nobody_is_asked_when_all_are_here_or_nothing_waits(school, campaign):
    session = paper_rows_council.asked_in_writing(school)
    with clock.standing_at(DAY):
        meeting.convene(session, by=school.rector.user)
    with pytest.raises(Refused, match=r"^Không có ai cần gửi phiếu lấy ý kiến"):
        opinion_paper.gather(session)


def test_a_round_held_in_writing_asks_everybody_and_an_ended_session_nobody(room, school):
    """Sáng and Nga are away; with a round held in writing those who are here are asked too."""
    with clock.standing_at(at(11, 0)):
        case = table_another(room, school)
        sheets = opinion_paper.sheets_of(room.session, opinion_paper.room.of_session(room.session))
        assert [str(sheet.seat.staff_member) for sheet in sheets] == ["Vừ A Sáng", "Phùng Thị Nga"]
        terms = Terms(Round.Way.WRITTEN, "Hết giờ họp")
        preparing.prepare_round(room.session, nominations=case, terms=terms, by=room.chair)
    assert len(opinion_paper.sheets_of(room.session, opinion_paper.room.of_session(room.session))) == 9
    CouncilSession.objects.filter(pk=room.session.pk).update(status="cancelled")
    with pytest.raises(Refused, match="đã hủy nên không lấy ý kiến"):
        opinion_paper.gather(CouncilSession.objects.get(pk=room.session.pk))


@pytest.mark.one_database("how many questions are asked")
def test_the_sheets_take_as_many_queries_for_three_cases_as_for_one(school, campaign):
    session = paper_rows_council.asked_in_writing(school)
    sitting = opinion_paper.room.of_session(session)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            opinion_paper.sheets_of(session, sitting)
        return len(queries)

    before = asked()
    with clock.standing_at(DAY):
        meeting.table(session, make_person("Giàng A Pó", school.faculty), school.faculty, by=school.rector.user)
    assert asked() == before


def test_the_links_stand_on_the_page_and_the_file_comes(school, campaign, sign_in):
    session = paper_rows_council.asked_in_writing(school)
    client = sign_in(school.clerk)
    with clock.standing_at(DAY):
        page = client.get(session.get_absolute_url()).content.decode()
        answer = client.get(f"/phien-hop/{session.pk}/phieu-lay-y-kien.pdf")
        assert f"/phien-hop/{session.pk}/phieu-lay-y-kien.docx" in page
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert sign_in(school.lecturer).get(f"/phien-hop/{session.pk}/phieu-lay-y-kien.pdf").status_code == 404
