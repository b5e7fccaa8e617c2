"""Papers around the council read back from their PDF: order, figures as counted, sizes, what no paper may tell."""

import io
import re
from datetime import date
from itertools import combinations

import pdfplumber
import pypdf
import pytest
from django.core.management import call_command
from django.db import transaction

from awards import convening, declaring, preparing, voting
from awards.documents import ballot_paper, invitation, minutes, tally_sheet, ways
from awards.documents.room import moment
from awards.kinds import KINDS
from awards.models import CouncilSession, Question, Round
from tests.awards import meeting, paper_rows_council
from tests.awards.meeting import AGREE, DAY, DISAGREE
from tests.awards.paper_rows_council import ROWS
from tests.factories import make_person
from thidua import clock, pdf
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Paper, Table
from thidua.vietnamese import two_digits
from thidua.workflow import Refused

MM = 72 / 25.4
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
NUMBERED = ("invitation", "disclosure-notice", "result-notice")
SITTING = ("Phạm Văn Quang", "Vũ Thị Thu", "Trần Văn Minh", "Lê Văn Dũng", "Ngô Thị Lan")
ON = date(2022, 12, 15)


@pytest.fixture(autouse=True)
def _libraries():
    if missing := pdf.missing_libraries():
        pytest.skip(missing)


class Printed:
    """A paper drawn once: its pages measured, its text cell by cell."""

    def __init__(self, paper: Paper) -> None:
        self.paper, content = paper, pdf.render(paper)
        self.pages = pdfplumber.open(io.BytesIO(content)).pages
        self.texts = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @property
    def sizes(self) -> list[tuple[int, int]]:
        """In millimetres, cut off."""
        return [(round(page.width / MM), int(page.height / MM)) for page in self.pages]


def made(kind: str, row, copy: Copy | None = None) -> Paper:
    return KINDS[kind].gather(row, copy or Copy(date=ON))


def printed(kind: str, row, copy: Copy | None = None) -> str:
    return Printed(made(kind, row, copy)).text


def words_of(part) -> str:
    """All words of a paper as data, where what is drawn is read elsewhere."""
    if isinstance(part, dict):
        return " ".join(words_of(value) for value in part.values())
    return " ".join(map(words_of, part)) if isinstance(part, list) else str(part)


def stands(text: str, *parts: str) -> None:
    """All of them, in this order."""
    place = 0
    for part in parts:
        found = text.find(part, place)
        assert found >= 0, f"{part!r} is not there after {text[max(0, place - 60) : place]!r}"
        place = found + len(part)


def cells(table: Table) -> list[list[str]]:
    return [["".join(run.text for run in cell) for cell in row.cells] for row in table.rows if hasattr(row, "cells")]


def tables_of(paper: Paper) -> list[Table]:
    sheets = (paper.blocks, *(appendix.blocks for appendix in paper.appendices))
    return [block for blocks in sheets for block in blocks if isinstance(block, Table)]


# --- every kind


@pytest.mark.one_database("how a sheet looks; what stands in each is asked below")
@pytest.mark.parametrize("kind", ROWS)
def test_every_kind_is_laid_out_as_the_decree_asks(kind, school):
    paper = made(kind, ROWS[kind](school))
    drawn = Printed(paper)
    pages, text = drawn.pages, drawn.text
    stands(text, NATION, MOTTO, paper.title)
    assert Paper.from_dict(paper.to_dict()) == paper
    assert ("DỰ THẢO" in text) == (kind in NUMBERED)
    assert text.count("./.") == (1 + len(paper.appendices) if kind not in ("ballot-paper", "opinion-paper") else 0)
    left, right = (25, 15) if paper.sheet == "A5" else (30, 20)
    for page in pages:
        words = [word for word in page.extract_words() if word["top"] > 20 * MM]
        assert min(word["x0"] for word in words) >= left * MM - 1
        assert max(word["x1"] for word in words) <= page.width - right * MM + 1
        assert {char["fontname"].partition("+")[2][:16] for char in page.chars} == {"Liberation-Serif"}
    head = pages[0].extract_text_lines()[:2]
    nation = next(line for line in head if NATION in line["text"])
    assert nation["x1"] > pages[0].width / 2
    assert pages[0].extract_text().find("\n2\n") < 0


@pytest.mark.parametrize("kind", NUMBERED)
def test_a_numbered_paper_has_its_number_on_the_sheet_and_on_its_list(kind, school):
    row, series = ROWS[kind](school), "GM-TCT" if kind == "invitation" else "TB-TCT"
    blank = made(kind, row, Copy("blank", date=ON))
    assert (blank.draft, blank.header.number, blank.header.date) == (False, None, None)
    numbered = printed(kind, row, Copy("numbered", number=5, date=ON, verify_code="abc-123"))
    stands(numbered, f"Số: 05/{series}", "Lai Châu, ngày 15 tháng 12 năm 2022", "HIỆU TRƯỞNG", "Phạm Văn Quang")
    stands(numbered, "DANH SÁCH", f"số 05/{series} ngày 15 tháng 12 năm 2022")
    assert "Mã xác minh: abc-123" in numbered
    deputy = school.deputy.postings.get(may_sign=True)
    [signature] = made(kind, row, Copy("blank", date=ON, signer=deputy)).signatures
    assert (signature.lines, signature.name) == (("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "Vũ Thị Thu")


@pytest.mark.parametrize("kind", [kind for kind in ROWS if KINDS[kind].free])
def test_what_is_written_stands_for_what_is_proposed(kind, school):
    row, free = ROWS[kind](school), KINDS[kind].free
    proposed = words_of(made(kind, row).to_dict())
    written = made(kind, row, Copy(date=ON, texts={part.key: f"Viết riêng {part.key}." for part in free}))
    written = words_of(written.to_dict())
    for part in free:
        first = part.proposed(row).splitlines()[0].rstrip(" ./")
        assert (first in proposed, first in written) == (True, False)
        assert (f"Viết riêng {part.key}" in proposed, f"Viết riêng {part.key}" in written) == (False, True)
    assert written.count("./.") == proposed.count("./.")


# --- invitation


def test_the_invitation_says_whom_when_where_and_what(school):
    session = ROWS["invitation"](school)
    text = printed("invitation", session)
    stands(
        text,
        "GIẤY MỜI",
        "Họp Hội đồng thi đua, khen thưởng",
        "xét danh hiệu thi đua, hình thức khen thưởng năm 2022",
        "trân trọng kính mời: các ông, bà thành viên Hội đồng thi đua, khen thưởng và 02 đại biểu.",
        "(Có Danh sách kèm theo)",
        "Tới dự phiên họp Hội đồng thi đua, khen thưởng Trường Chính trị tỉnh Lai Châu năm 2022.",
        "Chủ trì: Phạm Văn Quang, Hiệu trưởng, Chủ tịch Hội đồng.",
        "Thời gian: 08 giờ 00, thứ Ba, ngày 20 tháng 12 năm 2022.",
        "Địa điểm: Phòng họp A.",
        "Nội dung:",
        "1. Thường trực Hội đồng báo cáo",
        "Nơi nhận:",
        "- Như trên;",
        "DANH SÁCH",
        "1 Vũ Thị Thu Phó Hiệu trưởng Phó Chủ tịch Hội đồng",
        "4 Ngô Thị Lan Chuyên viên Thư ký",
        "5 Sùng A Chớ Chủ tịch Công đoàn Trường Đại biểu mời",
        "6 Lý Thị Mẩy",
        "Danh sách có 06 người./.",
    )
    assert "Kính gửi" not in text
    Institution.objects.update(address_form=Institution.AddressForm.COMRADE)
    assert "các đồng chí thành viên Hội đồng" in words_of(made("invitation", session).to_dict())


def test_whoever_signs_the_invitation_is_not_invited(school):
    """The rector signs: the deputy is invited. The deputy signs for him: the rector is."""
    session = ROWS["invitation"](school)
    listed = words_of(made("invitation", session).to_dict()["appendices"])
    assert ("Phạm Văn Quang" in listed, "Vũ Thị Thu" in listed) == (False, True)
    deputy = school.deputy.postings.get(may_sign=True)
    listed = words_of(made("invitation", session, Copy(date=ON, signer=deputy)).to_dict()["appendices"])
    assert ("Phạm Văn Quang" in listed, "Vũ Thị Thu" in listed) == (True, False)


def test_nobody_is_invited_to_what_is_over(school, clock_at):
    session = ROWS["invitation"](school)
    clock_at(DAY)
    assert invitation.why_not_issue(session) == ""
    clock_at(date(2022, 12, 21))
    assert invitation.why_not_issue(session).startswith("Ngày họp dự kiến đã qua")
    clock_at(DAY)
    meeting.convene(session, by=school.rector.user)
    assert invitation.why_not_issue(session) == (
        "Phiên họp đang ở bước “Đang họp” nên không mời họp nữa; chỉ mời khi phiên họp còn dự kiến."
    )


# --- attendance


def test_the_list_to_sign_before_and_after_the_roll_call(school):
    before = printed("attendance-list", ROWS["invitation"](school))
    stands(before, "DANH SÁCH KÝ DỰ HỌP", "Ký tên", "I. Thành viên Hội đồng", "Phạm Văn Quang", "II. Đại biểu mời", "6")
    stands(before, "Hội đồng có 05 thành viên. Có mặt …/… thành viên./.", "THƯ KÝ", "CHỦ TỌA")
    after = printed("attendance-list", ROWS["attendance-list"](school))
    stands(after, "Ngô Thị Lan", "Vắng: đi công tác", "Có mặt 04/05 thành viên./.")
    assert after.count("Vắng") == 1


# --- ballots


def test_ballots_are_half_sheets_and_nobody_gets_the_own_case(school):
    """Minh's case stands on a ballot of its own: a line he leaves empty would tell which ballot is his."""
    round_ = ROWS["ballot-paper"](school)
    drawn = Printed(ballot_paper.gather(round_))
    assert drawn.sizes == [(210, 148), (210, 148)]
    first, second = drawn.texts
    for text, there, missing in ((first, "Vàng Thị Dợ", "Minh"), (second, "Trần Văn Minh", "Vàng Thị Dợ")):
        stands(
            text, NATION, MOTTO, "ngày 20 tháng 12 năm 2022", "PHIẾU BẦU", "Xét danh hiệu “Lao động tiên tiến” năm 2022"
        )
        stands(text, "STT", there, "Đánh dấu X vào một trong ba ô")
        for choice in ("Đồng ý", "Không đồng ý", "Không có ý kiến"):
            assert choice.split()[-1] in text
        assert missing not in text
    assert ballot_paper.copies_words(ballot_paper.ballots_of(round_)) == "Phiếu 1: in 4 bản; phiếu 2: in 3 bản."
    everybody = {*SITTING} - {"Trần Văn Minh"}
    assert [name for name in everybody if name in first + second] == []
    assert {"☐", "☒", "✓"} & set(first + second) == set()


@pytest.mark.one_database("how a sheet looks; what stands in it is asked above")
def test_the_boxes_of_a_ballot_are_ruled_cells(school):
    page = Printed(ballot_paper.gather(ROWS["ballot-paper"](school))).pages[0]
    [table] = page.find_tables()
    rows = table.extract()
    assert [" ".join(cell.split()) for cell in rows[0]] == [
        "STT",
        "Họ và tên/Tập thể",
        "Chức vụ, đơn vị",
        "Đồng ý",
        "Không đồng ý",
        "Không có ý kiến",
    ]
    assert [[(cell or "").strip() for cell in row[3:]] for row in rows[1:]] == [["", "", ""], ["", "", ""]]
    for row in table.rows[1:]:
        for left, top, right, bottom in row.cells[3:]:
            assert (right - left) / MM == pytest.approx(21, abs=0.5)
            assert (bottom - top) / MM >= 8


@pytest.mark.parametrize(("more", "size"), [(1, (210, 148)), (2, (210, 297))])
def test_five_cases_need_a_whole_sheet(more, size, school):
    session, chair = paper_rows_council.convened(school), school.rector.user
    with clock.standing_at(DAY):
        names = ["Nguyễn Hoàng Phương Khánh Linh", "Lò Thị Nọi", "Ma A Sử", "Vừ A Tủa", "Chảo Sú Mẩy"][: 3 + more]
        cases = [meeting.table(session, make_person(name, school.faculty), school.faculty, by=chair) for name in names]
        round_ = preparing.prepare_round(session, nominations=cases, by=chair)
    assert Printed(ballot_paper.gather(round_)).sizes == [size]
    assert ballot_paper.copies_words(ballot_paper.ballots_of(round_)) == "In 4 bản."


def test_before_the_roll_call_a_ballot_is_for_every_member(school):
    session, chair = ROWS["invitation"](school), school.rector.user
    with clock.standing_at(DAY):
        case = meeting.table(session, make_person("Giàng A Pó", school.faculty), school.faculty, by=chair)
        round_ = Round.objects.create(session=session, ordinal=1, title="LĐTT")
        Question.objects.create(round=round_, ordinal=1, nomination=case)
    assert ballot_paper.copies_words(ballot_paper.ballots_of(round_)) == "In 5 bản."


def test_after_the_count_the_ballot_is_a_specimen(school):
    assert "không dùng để bỏ phiếu" not in printed("ballot-paper", ROWS["ballot-paper"](school))
    assert "lượt này đã kiểm phiếu, không dùng để bỏ phiếu" in printed(
        "ballot-paper", paper_rows_council.counted(school)
    )


# --- tally


def test_the_tally_sheet_tells_the_count(school):
    round_ = ROWS["tally-sheet"](school)
    text = printed("tally-sheet", round_)
    stands(
        text,
        "BIÊN BẢN",
        "Kiểm phiếu xét danh hiệu “Lao động tiên tiến”",
        "năm 2022 (lượt 1)",
        f"Thời gian bắt đầu bỏ phiếu: {moment(ways.times_of(round_)['open'])}",
        "Địa điểm: Phòng họp A",
        "I. BAN KIỂM PHIẾU",
        "Trưởng ban:",
        "1. Tổng số thành viên: 05; có mặt: 04.",
        "3. Số phiếu: phát ra 04; thu về 04; hợp lệ 04; không hợp lệ 00.",
        "4. Thành viên không biểu quyết:",
        "Trần Văn Minh: “Lao động tiên tiến” đề nghị cho bản thân.",
        "trên 50% tổng số thành viên Hội đồng (03/05 phiếu)",
        "III. KẾT LUẬN",
        "Đề nghị: 02 trường hợp:",
        "Vàng Thị Dợ: 04/05 phiếu đồng ý (80%);",
        "Trần Văn Minh: 03/05 phiếu đồng ý (60%).",
        "Không đề nghị: 01 trường hợp:",
        "Tẩn Văn Sơn: 01/05 phiếu đồng ý (20%).",
        f"thông qua lúc {moment(ways.times_of(round_)['count'])}./.",
        "BAN KIỂM PHIẾU",
        "CHỦ TỌA",
        "CHỦ TỊCH HỘI ĐỒNG",
        "HIỆU TRƯỞNG",
        "Nơi nhận:",
    )
    assert "Lai Châu, ngày" not in text
    assert "Số:" not in text
    assert [name for name in SITTING if name in text] == ["Phạm Văn Quang", "Trần Văn Minh"]


def test_hours_somebody_wrote_take_the_place_of_the_known_ones(school):
    texts = {"began": "09 giờ 30", "adopted": "10 giờ 15."}
    text = printed("tally-sheet", ROWS["tally-sheet"](school), Copy(texts=texts))
    stands(
        text, "Thời gian bắt đầu bỏ phiếu: 09 giờ 30, ngày 20", "thông qua lúc 10 giờ 15, ngày 20 tháng 12 năm 2022./."
    )
    assert "…… giờ" not in text


def test_why_it_was_counted_early_or_again_is_said(school):
    session, chair = paper_rows_council.convened(school), school.rector.user
    with clock.standing_at(DAY):
        case = meeting.table(session, make_person("Giàng A Pó", school.faculty), school.faculty, by=chair)
        meeting.counted_round(session, case, by=chair, choice=DISAGREE)
        again = preparing.prepare_round(session, nominations=case, reason="Có thêm minh chứng", by=chair)
        voting.open_round(again, by=chair)
        meeting.vote(again, dict.fromkeys(("Quang", "Thu", "Minh"), AGREE))
        voting.count(again, by=chair, reason="Một thành viên mất kết nối")
    text = printed("tally-sheet", again)
    stands(text, "Lý do bỏ phiếu lại: Có thêm minh chứng", "phát ra 04; thu về 03; hợp lệ 03; không hợp lệ 00")
    stands(text, "Kiểm phiếu khi còn người chưa bỏ, lý do: Một thành viên mất kết nối", "03/05 phiếu đồng ý (60%)")


@pytest.mark.parametrize("kind", ["tally-sheet", "result-list", "result-notice", "case-extract"])
def test_no_figure_leaves_an_uncounted_round(kind, school, tmp_path, capsys):
    round_ = ROWS["ballot-paper"](school)
    with clock.standing_at(DAY):
        voting.open_round(round_, by=school.rector.user)
        paper_rows_council.cast_all(round_)
    row = {"tally-sheet": round_, "case-extract": round_.questions.first()}.get(kind, round_.session)
    with pytest.raises(Refused) as refused:
        KINDS[kind].gather(row, Copy())
    assert "kiểm phiếu trước" in str(refused.value)
    assert KINDS[kind].why_not_issue(row) or kind == "result-list"
    file = tmp_path / "ra.pdf"
    with pytest.raises(SystemExit) as stopped:
        call_command("print", kind, str(row.pk), to=str(file))
    assert (stopped.value.code, capsys.readouterr().err.strip(), file.exists()) == (2, str(refused.value), False)


def test_no_paper_tells_who_voted_what(school):
    """The same totals from other people give the same papers, word for word."""
    round_ = ROWS["ballot-paper"](school)
    told = []
    for agreed in ("Quang", "Thu", "Dũng"):
        with transaction.atomic(), clock.standing_at(DAY):
            voting.open_round(round_, by=school.rector.user)
            paper_rows_council.cast_all(round_, in_favour_of_son=agreed)
            voting.count(round_, by=school.rector.user)
            found = [KINDS[kind].gather(round_, Copy()) for kind in ("tally-sheet", "ballot-paper")]
            found += [KINDS["result-list"].gather(round_.session, Copy()), minutes.gather(round_.session)]
            told.append([paper.to_dict() for paper in found])
            transaction.set_rollback(True)
        round_.refresh_from_db()
    assert [one == other for one, other in combinations(told, 2)] == [True] * 3


# --- the figures of D9, D10 and the database


def test_minutes_and_tally_sheet_say_what_the_database_says(school):
    """Both read back from their PDF, cell by cell."""
    session = paper_rows_council.counted(school).session
    with clock.standing_at(DAY):
        meeting.explain_all(session, by=school.rector.user)
        convening.close(session, by=school.rector.user)
    session.refresh_from_db()
    in_minutes = _rows_with(pdfplumber.open(io.BytesIO(bytes(session.minutes.file.content))).pages, "Kết luận")
    in_tally = _rows_with(Printed(tally_sheet.gather(session.rounds.get(), Copy())).pages, "Tỷ lệ đồng ý")
    questions = list(Question.objects.filter(round__session=session).order_by("ordinal"))
    assert len(questions) == 3
    expected_minutes, expected_tally = [], []
    for question in questions:
        who, share = str(question.nomination.candidate), f"{question.agree * 20}"
        outcome = "Đề nghị" if question.passed else "Không đề nghị"
        votes = (question.agree, question.disagree, question.no_opinion)
        agreed = f"{question.agree:02}/{question.members:02}"
        expected_minutes.append([str(question.ordinal), who, agreed, share, outcome])
        expected_tally.append([str(question.ordinal), who, *map(two_digits, (sum(votes), *votes)), share])
    assert [[row[0], row[1], *row[4:]] for row in in_minutes] == expected_minutes
    assert [[row[0], row[1], *row[3:]] for row in in_tally] == expected_tally
    round_ = session.rounds.get()
    assert sorted(int(row[3]) for row in in_tally) == [round_.voted - 1, round_.voted, round_.voted]


def _rows_with(pages: list, title: str) -> list[list[str]]:
    """Rows of cases of the one table whose head says so."""
    found = []
    for page in pages:
        for table in page.extract_tables():
            rows = [[" ".join((cell or "").split()) for cell in row] for row in table]
            if any(title in cell for cell in rows[0]):
                found += [row for row in rows[1:] if row[0].isdecimal()]
    return found


# --- results


def test_the_list_of_results_has_every_case_and_adds_up(school):
    session = ROWS["result-list"](school)
    paper = KINDS["result-list"].gather(session, Copy())
    text = Printed(paper).text
    stands(text, "DANH SÁCH", "Kết quả xét danh hiệu thi đua, hình thức khen thưởng năm 2022")
    stands(
        text, f"Theo Biên bản số {session.minutes.full_number} ngày 20 tháng 12 năm 2022", "Danh hiệu “Lao động tiên"
    )
    stands(text, "Tổng số 03 trường hợp; đề nghị 02, không đề nghị 01./.", "THƯ KÝ", "TM. HỘI ĐỒNG", "CHỦ TỊCH")
    assert [(row[1], *row[3:]) for row in cells(tables_of(paper)[0])] == [
        ("Vàng Thị Dợ", "04/05", "80", "Đề nghị"),
        ("Trần Văn Minh", "03/05", "60", "Đề nghị"),
        ("Tẩn Văn Sơn", "01/05", "20", "Không đề nghị"),
    ]


def test_a_list_of_results_is_a_draft_until_there_are_minutes(school):
    assert made("result-list", paper_rows_council.counted(school).session).draft is True


def test_the_notice_of_results_names_whom_the_council_proposed_and_nobody_else(school):
    text = printed("result-notice", ROWS["result-notice"](school))
    stands(
        text,
        "THÔNG BÁO",
        "Kết quả xét danh hiệu thi đua, hình thức khen thưởng năm 2022",
        "Ngày 20 tháng 12 năm 2022, Hội đồng thi đua, khen thưởng Trường Chính trị tỉnh Lai Châu đã họp",
        "(Biên bản số 01/BB-HĐTĐKT ngày 20 tháng 12 năm 2022)",
        "1. Số trường hợp đã xét, bỏ phiếu kín: 03 trường hợp.",
        "2. Trường hợp được Hội đồng đề nghị: 02 trường hợp, gồm:",
        "- Danh hiệu “Lao động tiên tiến”: 02 cá nhân.",
        "Nơi nhận:",
        "DANH SÁCH",
        "Vàng Thị Dợ",
        "Trần Văn Minh",
        "Danh sách có 02 trường hợp./.",
    )
    assert "Tẩn Văn Sơn" not in text
    assert "/05" not in text


@pytest.mark.parametrize("kind", NUMBERED)
def test_an_annex_names_the_issuer_as_the_paper_does(kind, school):
    """Whoever signs, the school invites and gives notice."""
    bracket = printed(kind, ROWS[kind](school)).partition("(Kèm theo")[2].partition(")")[0]
    assert bracket.endswith("của Trường Chính trị tỉnh Lai Châu")


def test_results_are_announced_once_there_are_minutes(school):
    why_not = KINDS["result-notice"].why_not_issue
    assert why_not(paper_rows_council.counted(school).session).startswith("Phiên họp chưa kết thúc")
    assert why_not(ROWS["result-notice"](school)) == ""


# --- the extract


def test_an_extract_has_one_case_and_nothing_of_another(school):
    question = ROWS["case-extract"](school)
    [text] = Printed(made("case-extract", question)).texts  # one page
    stands(
        text,
        "TRÍCH BIÊN BẢN",
        "Trích từ Biên bản số 01/BB-HĐTĐKT ngày 20 tháng 12 năm 2022 của Hội đồng thi đua, khen thưởng",
        "ngày 20 tháng 12 năm 2022, tại Phòng họp A:",
        "04/05 thành viên Hội đồng có mặt khi biểu quyết; chủ trì: Phạm Văn Quang, Hiệu trưởng, Chủ tịch Hội đồng",
        "Vàng Thị Dợ",
        "đề nghị danh hiệu “Lao động tiên tiến” năm 2022.",
        "00 thành viên có mặt không biểu quyết",
        "1 04/05 80 03/05, trên 50%",
        "Hội đồng đã xem minh chứng bổ sung tại phiên họp.",
        "Hội đồng đề nghị Hiệu trưởng xem xét, quyết định danh hiệu “Lao động tiên tiến” cho Vàng Thị Dợ./.",
        "NGƯỜI TRÍCH BIÊN BẢN",
        "TM. HỘI ĐỒNG",
        "- Vàng Thị Dợ;",
    )
    assert [name for name in (*SITTING, "Tẩn Văn Sơn") if name in text] == ["Phạm Văn Quang", "Ngô Thị Lan"]


def test_an_extract_tells_how_many_stepped_out_not_who_nor_why(school):
    session, chair = paper_rows_council.convened(school), school.rector.user
    with clock.standing_at(DAY):
        case = meeting.table(session, make_person("Giàng A Pó", school.faculty), school.faculty, by=chair)
        seat = meeting.seats_by_name(session)["Dũng"]
        declaring.recuse(session, seat=seat, nomination=case, reason="Đang có mâu thuẫn", by=seat.staff_member.user)
        meeting.counted_round(session, case, by=chair, choice=DISAGREE)
        meeting.counted_round(session, case, by=chair, reason="Có thêm minh chứng")
        meeting.explain_all(session, by=chair)
        convening.close(session, by=chair)
    text = printed("case-extract", Question.objects.get(round__session=session, round__ordinal=1))
    stands(text, "01 thành viên có mặt không biểu quyết", "1 00/05 0", "Không đề nghị (xét lại ở lượt 2)", "2 03/05 60")
    assert "Dũng" not in text
    assert "mâu thuẫn" not in text


def test_no_extract_before_the_minutes(school):
    question = paper_rows_council.counted(school).questions.first()
    with pytest.raises(Refused, match=r"^Phiên họp chưa kết thúc nên chưa có biên bản để trích"):
        KINDS["case-extract"].gather(question, Copy())


# --- disclosure


def test_the_notice_of_disclosure_keeps_the_posted_names(school):
    disclosure = ROWS["disclosure-notice"](school)
    case = disclosure.cases.get(ordinal=1)
    type(case.nomination.staff_member).objects.filter(pk=case.nomination.staff_member_id).update(full_name="Tên Mới")
    text = printed("disclosure-notice", disclosure)
    stands(
        text,
        "THÔNG BÁO",
        "Công khai danh sách đề nghị xét",
        "1. Nội dung công khai: 01 tập thể và 02 cá nhân (có Danh sách kèm theo).",
        "2. Thời gian công khai: 05 ngày làm việc, từ ngày 12 tháng 12 năm 2022 đến hết ngày 16 tháng 12 năm 2022.",
        "3. Nơi công khai: 02 nơi, gồm:",
        "- Bảng tin của Trường;",
        "- Trang thông tin điện tử của Trường.",
        "4. Tiếp nhận ý kiến, kiến nghị:",
        "tên người kiến nghị được giữ kín khi có yêu cầu",
        "DANH SÁCH",
        "I. Tập thể",
        "1 Khoa Xây dựng Đảng",
        "II. Cá nhân",
        "2 Ma A Páo Giảng viên, Khoa Xây dựng Đảng",
        "3 Hảng Thị Sua",
        "“Chiến sĩ thi đua cơ sở”",
        "Danh sách có 04 trường hợp./.",
    )
    assert "Tên Mới" not in text


def test_an_empty_list_is_not_posted(school):
    disclosure = ROWS["disclosure-notice"](school)
    assert KINDS["disclosure-notice"].why_not_issue(disclosure) == ""
    disclosure.cases.all().delete()
    said = "Đợt công khai chưa có trường hợp nào; ghi danh sách trước."
    assert KINDS["disclosure-notice"].why_not_issue(disclosure) == said
    with pytest.raises(Refused, match=re.escape(said)):
        KINDS["disclosure-notice"].gather(disclosure, Copy())


# --- of what a Giấy khen is


def test_papers_say_for_what_a_giay_khen_is_given(school, campaign, council):
    """Who reads them alone knows that it is no award of the year."""
    chair, phase = school.rector.user, campaign.phases.first()
    with clock.standing_at(DAY):
        session = meeting.convene(meeting.make_session(campaign, council), by=chair)
        people = [make_person(name, school.faculty) for name in ("Giàng A Pó", "Hảng Thị Sua")]
        cases = [
            meeting.table(session, people[0], school.faculty, "GK", by=chair, occasion="phase", phase=phase),
            meeting.table(session, people[1], school.faculty, "GK", by=chair),
        ]
        rounds = [meeting.counted_round(session, case, by=chair) for case in cases]
        meeting.explain_all(session, by=chair)
        convening.close(session, by=chair)
    session = CouncilSession.objects.get()
    rounds = [Round.objects.get(pk=round_.pk) for round_ in rounds]
    asked = "Giấy khen của Hiệu trưởng (Đợt 1) năm 2022"
    stands(printed("tally-sheet", rounds[0]), f"Kiểm phiếu xét {asked}", "Giấy khen của Hiệu trưởng (Đợt 1)")
    stands(printed("ballot-paper", rounds[0]), f"Xét {asked}", "(Đợt 1)")
    stands(
        printed("case-extract", rounds[0].questions.get()), f"đề nghị {asked}.", "Giấy khen của Hiệu trưởng (Đợt 1) cho"
    )
    stands(printed("result-list", session), "Khoa Xây dựng Đảng (Đợt 1)")
    stands(
        printed("result-notice", session),
        "Giấy khen của Hiệu trưởng: 01 cá nhân",
        "Giấy khen của Hiệu trưởng (Đợt 1): 01 cá nhân",
    )
    pages = pypdf.PdfReader(io.BytesIO(session.minutes.file.content)).pages
    stands(
        " ".join(" ".join(page.extract_text() for page in pages).split()),
        "Giấy khen của Hiệu trưởng cho 01 cá nhân; Giấy khen của Hiệu trưởng (Đợt 1) cho 01 cá nhân.",
    )
    assert "Đợt" not in printed("tally-sheet", rounds[1])
