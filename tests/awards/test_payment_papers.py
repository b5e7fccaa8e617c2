"""The list and the slips by which prize money is handed over: as data, from the PDF, from the command line."""

import io
from datetime import date

import pdfplumber
import pytest
from django.core.management import call_command

from awards import deciding
from awards.documents import payment_list, payment_slips
from awards.models import DecisionLine
from campaigns.models import Award, Posting
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of, sixty_people, titles_of
from tests.factories import make_person
from thidua import clock, pdf
from thidua.models import Certainty, Parameter
from thidua.papers import GroupRow, Row, TotalRow

pytestmark = pytest.mark.django_db
MM = 72 / 25.4
LONG = "Nguyễn Hoàng Thị Phương Thảo Nguyên Quỳnh Như"


@pytest.fixture
def session(campaign, council):
    with clock.standing_at(DECIDED_ON):
        yield make_session(campaign, council)


@pytest.fixture
def drafted(school, session):
    titles_of(school, session)
    return draft(school, session)


def draft(school, session, kind="titles", on=DECIDED_ON, **fields):
    return deciding.draft(session, kind=kind, date=on, signer=signer_of(school.rector), by=school.clerk.user, **fields)


def plain(cells) -> list[str]:
    return ["".join(run.text for run in cell) for cell in cells]


def said(paper) -> list[str]:
    return ["".join(run.text for run in block.text) for block in paper.blocks if hasattr(block, "text")]


def rows_of(paper) -> list[list[str]]:
    return [plain(row.cells) for row in paper.blocks[0].rows if isinstance(row, Row)]


def test_one_row_for_each_who_receives_in_the_order_of_the_decision(drafted):
    paper = payment_list.gather(drafted)
    titles = "“Lao động tiên tiến” (*)\n“Chiến sĩ thi đua cơ sở”"
    faculty, office = "Khoa Xây dựng Đảng", "Phòng Tổ chức, Hành chính, Thông tin, Tư liệu"
    one, ltt, ttl = "1.490.000", "“Lao động tiên tiến”", "“Tập thể lao động tiên tiến”"
    assert rows_of(paper) == [
        ["1", faculty, "Người nhận: Trần Văn Minh, Trưởng khoa", ttl, "0,8", one, "1.190.000", ""],
        ["2", office, "Người nhận: Đỗ Thị Yến, Trưởng phòng", ttl, "0,8", one, "1.190.000", ""],
        ["3", "Trần Văn Minh", f"Trưởng khoa, {faculty}", ltt, "0,3", one, "450.000", ""],
        ["4", "Lò Văn Ẵm", f"Giảng viên, {faculty}", ltt, "0,3", one, "450.000", ""],
        ["5", "Nguyễn Thị Hoa", f"Giảng viên, {faculty}", titles, "–\n1", one, "1.490.000", ""],
        ["6", "Hoàng Văn Bình", "Giảng viên, Khoa Lý luận cơ sở", ltt, "0,3", one, "450.000", ""],
    ]
    groups = [plain([row.text])[0] for row in paper.blocks[0].rows if isinstance(row, GroupRow)]
    assert groups == ["A. TẬP THỂ", "B. CÁ NHÂN"]
    last = paper.blocks[0].rows[-1]
    assert (isinstance(last, TotalRow), plain(last.cells)) == (True, ["5.220.000", ""])
    assert said(paper) == [
        "(*) Đã được thưởng mức cao hơn của “Chiến sĩ thi đua cơ sở” cùng năm.",
        "Danh sách gồm 02 tập thể, 04 cá nhân. Tổng số tiền: 5.220.000 đồng "
        "(Bằng chữ: Năm triệu hai trăm hai mươi nghìn đồng)./.",
    ]


def test_what_it_rests_on_and_who_signs(school, drafted):
    make_person("Tòng Thị Sổ", school.office, "Kế toán viên")
    make_person("Lù Thị Trưởng", school.office, "Kế toán trưởng")
    paper = payment_list.gather(drafted)
    assert paper.bases == (
        "Căn cứ dự thảo Quyết định của Hiệu trưởng về việc công nhận danh hiệu thi đua năm 2022",
        "Mức thưởng theo Điều 69 Nghị định số 91/2017/NĐ-CP; lương cơ sở theo Nghị định số 38/2019/NĐ-CP",
    )
    assert [(signature.lines, signature.name) for signature in paper.signatures] == [
        (("NGƯỜI LẬP",), "Ngô Thị Lan"),
        (("KẾ TOÁN TRƯỞNG",), "Lù Thị Trưởng"),
        (("HIỆU TRƯỞNG",), "Phạm Văn Quang"),
    ]
    assert (paper.draft, paper.landscape, paper.file_name) == (True, True, "danh-sach-chi-tien-2022-du-thao.pdf")


def test_once_issued_it_names_the_number_and_is_no_draft(school, drafted, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")
    deciding.issue(drafted, number=15, date=DECIDED_ON, by=school.rector.user)
    paper = payment_list.gather(drafted)
    assert paper.bases[0] == (
        "Căn cứ Quyết định số 15/QĐ-TCT ngày 30 tháng 12 năm 2022 của Hiệu trưởng "
        "về việc công nhận danh hiệu thi đua năm 2022"
    )
    assert (paper.draft, paper.file_name) == (False, "danh-sach-chi-tien-2022-15.pdf")
    assert payment_list.gather(drafted).signatures[1].name == ""


def test_what_nobody_has_confirmed_is_not_cited_as_law(school, session):
    recommend(session, school.lecturer, rule_set="C2")
    on = date(2026, 10, 2)
    assert payment_list.gather(draft(school, session, on=on)).bases[1] == "Mức thưởng theo quy định hiện hành"
    Parameter.objects.create(
        rule_set="C2", key="prize_coefficient.LDTT", value="0.5", source="Quy chế thi đua của Trường, Điều 9",
        certainty=Certainty.CONFIRMED, valid_from=date(2026, 10, 1),
    )  # fmt: skip
    recommend(session, school.stranger, rule_set="C2")
    paper = payment_list.gather(draft(school, session, on=on))
    assert paper.bases[1] == "Mức thưởng theo Điều 9 Quy chế thi đua của Trường"
    assert rows_of(paper)[0][4:7] == ["0,5", "2.530.000", "1.270.000"]


def test_a_collective_is_received_by_its_head_of_the_day_of_the_decision(school, session):
    Posting.objects.filter(staff_member=school.head).update(ends_on=date(2022, 12, 29))
    make_person(
        "Giàng A Mới", school.faculty, "Trưởng khoa", posting={"is_head": True, "starts_on": date(2022, 12, 30)}
    )
    recommend(session, school.faculty, "TTLDTT")
    [row] = rows_of(payment_list.gather(draft(school, session)))
    assert row[2] == "Người nhận: Giàng A Mới, Trưởng khoa"
    Posting.objects.filter(department=school.faculty, is_head=True).update(is_head=False)
    [slip] = payment_slips.gather(session.decisions.get()).slips
    assert [signature.name for signature in slip.signatures] == ["", "", ""]


def test_who_receives_nothing_is_named_below_with_the_reason(school, session, campaign, council, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")
    recommend(session, school.lecturer, "CSTDCS")
    deciding.issue(draft(school, session), number=15, date=DECIDED_ON, by=school.rector.user)
    later = make_session(campaign, council, number=2)
    recommend(later, school.lecturer)
    recommend(later, school.stranger)
    decision = draft(school, later)
    paper = payment_list.gather(decision)
    assert [row[1] for row in rows_of(paper)] == ["Hoàng Văn Bình"]
    assert said(paper)[0] == (
        "Không có tiền thưởng trong danh sách này: Nguyễn Thị Hoa (đã được thưởng danh hiệu “Chiến sĩ thi đua cơ sở” "
        "cùng năm theo Quyết định số 15/QĐ-TCT)."
    )
    assert [slip.number for slip in payment_slips.gather(decision).slips] == ["1/1"]


def test_lines_from_before_coefficients_were_kept_are_explained_all_the_same(drafted):
    DecisionLine.objects.update(coefficient=None, base_salary=None)
    assert [row[4:6] for row in rows_of(payment_list.gather(drafted))][:3] == [
        ["0,8", "1.490.000"], ["0,8", "1.490.000"], ["0,3", "1.490.000"],
    ]  # fmt: skip


def test_an_old_line_that_no_parameter_explains_stays_without_its_factors(school, session):
    Award.objects.filter(pk="KNC").update(deciding_level="school")
    Parameter.objects.create(
        rule_set="A", key="prize_coefficient.KNC", value="0.6", source="Quy chế của Trường",
        certainty=Certainty.CONFIRMED, valid_from=date(2022, 1, 1),
    )  # fmt: skip
    recommend(session, school.lecturer, "KNC")
    decision = draft(school, session, "merit")
    DecisionLine.objects.update(coefficient=None, base_salary=None)
    Parameter.objects.update(valid_to=date(2022, 1, 31))
    assert rows_of(payment_list.gather(decision))[0][3:7] == ["Kỷ niệm chương", "", "", "890.000"]


def test_namesakes_are_told_apart_on_both_papers(school, session):
    for _ in range(2):
        recommend(session, make_person("Lò Thị Trùng", school.faculty))
    decision = draft(school, session)
    names = [row[1] for row in rows_of(payment_list.gather(decision))]
    assert len(set(names)) == 2
    assert all(name.startswith("Lò Thị Trùng (mã CB") for name in names)
    marks = ["".join(run.text for run in slip.lines[0].text) for slip in payment_slips.gather(decision).slips]
    assert marks == names


def test_a_slip_says_for_what_how_much_and_who_takes_it(school, drafted):
    sheet = payment_slips.gather(drafted)
    first, fifth = sheet.slips[0], sheet.slips[4]
    lines = [(line.label, "".join(run.text for run in line.text)) for line in fifth.lines]
    assert lines == [
        ("Họ và tên", "Nguyễn Thị Hoa"),
        ("Chức vụ, đơn vị", "Giảng viên, Khoa Xây dựng Đảng"),
        ("Được thưởng", "“Chiến sĩ thi đua cơ sở”"),
        ("Theo", "dự thảo Quyết định của Hiệu trưởng về việc công nhận danh hiệu thi đua năm 2022"),
        ("Số tiền", "1.490.000 đồng (Bằng chữ: Một triệu bốn trăm chín mươi nghìn đồng)"),
    ]
    assert [(line.label, "".join(run.text for run in line.text)) for line in first.lines[:2]] == [
        ("Tên tập thể", "Khoa Xây dựng Đảng"),
        ("Người nhận thay", "Trần Văn Minh, Trưởng khoa"),
    ]
    assert [signature.name for signature in first.signatures] == ["Trần Văn Minh", "", ""]
    assert (fifth.number, fifth.draft, first.office) == ("5/6", True, "TRƯỜNG CHÍNH TRỊ TỈNH LAI CHÂU")


# --- the file itself


@pytest.fixture
def drawn():
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    return lambda paper: pdfplumber.open(io.BytesIO(pdf.render(paper))).pages


def inside(page, left: float, right: float) -> bool:
    return all(left * MM - 1 <= c["x0"] and c["x1"] <= page.width - right * MM + 1 for c in page.chars)


def test_three_rows_stand_on_one_sheet(school, session, drawn):
    for person in (school.lecturer, school.lecturer2, school.stranger):
        recommend(session, person)
    [page] = drawn(payment_list.gather(draft(school, session)))
    text = " ".join(page.extract_text().split())
    assert (page.width > page.height, inside(page, 30, 20)) == (True, True)
    assert (text.count("450.000"), "HIỆU TRƯỞNG" in text, "DỰ THẢO" in text) == (3, True, True)


def test_three_rows_with_the_longest_names_are_whole_and_sign_with_a_row(school, session, drawn):
    for _ in range(3):
        recommend(session, make_person(LONG, school.office, "Phó Trưởng phòng phụ trách tổ chức, hành chính"))
    pages = drawn(payment_list.gather(draft(school, session)))
    assert all(inside(page, 30, 20) for page in pages)
    last = " ".join(pages[-1].extract_text().split())
    assert [last.count(words) > 0 for words in ("450.000", "Tổng cộng", "Bằng chữ", "HIỆU TRƯỞNG")] == [True] * 4
    assert sum(page.extract_text().count("450.000") for page in pages) == 3


def test_slips_stand_three_to_a_sheet_and_none_is_cut(school, session, drawn):
    for number in range(4):
        recommend(session, make_person(f"{LONG} {number}", school.office, "Phó Trưởng phòng phụ trách hành chính"))
    pages = drawn(payment_slips.gather(draft(school, session)))
    assert [page.extract_text().count("GIẤY NHẬN TIỀN THƯỞNG") for page in pages] == [3, 1]
    for page in pages:
        assert inside(page, 20, 15)
        words = " ".join(page.extract_text().split())
        slips = words.count("GIẤY NHẬN TIỀN THƯỞNG")
        assert (words.count("Người chi tiền"), words.count("Bằng chữ"), words.count("DỰ THẢO")) == (slips,) * 3
        assert page.height - max(char["bottom"] for char in page.chars) >= 10 * MM - 1
    cuts = [line for line in pages[0].lines + pages[0].rects + pages[0].curves if line["width"] > 150 * MM]
    assert len({round(line["top"]) for line in cuts}) >= 3


def test_a_long_list_keeps_everybody(school, session, drawn):
    sixty_people(school, session)
    pages = drawn(payment_list.gather(draft(school, session)))
    rows = [row[0] for page in pages for table in page.find_tables() for row in table.extract()]
    numbers = [int(cell) for cell in rows if cell and cell.isdigit()]
    assert numbers == list(range(1, 56))
    assert all(inside(page, 30, 20) for page in pages)


def test_printed_from_the_command_line(drafted, tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: paper.file_name.encode())
    for kind, name in (("payment-list", b"danh-sach-chi-tien"), ("payment-slips", b"giay-nhan-tien")):
        file = tmp_path / f"{kind}.pdf"
        call_command("print", kind, str(drafted.pk), to=str(file), verbosity=0)
        assert file.read_bytes() == name + b"-2022-du-thao.pdf"
