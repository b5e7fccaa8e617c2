"""D11, D12 and D13 read back: from the paper as data, and from the PDF a reader holds."""

import io
import re
import unicodedata
from datetime import date

import pdfplumber
import pypdf
import pytest

from awards import citing, deciding
from awards.documents.decision import gather
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of, sixty_people, titles_of
from thidua import clock
from thidua.models import Institution, LegalText
from thidua.papers import GroupRow, Row
from thidua.vietnamese import money_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(campaign, council):
    with clock.standing_at(DECIDED_ON):
        yield make_session(campaign, council)


def draft(school, session, kind="titles", on=DECIDED_ON, signer=None, **fields):
    signer = signer or signer_of(school.rector)
    return deciding.draft(session, kind=kind, date=on, signer=signer, by=school.clerk.user, **fields)


def text_of(block) -> str:
    return "".join(run.text for run in block.text)


def texts(paper) -> list[str]:
    return [text_of(block) for block in paper.blocks]


def pages_of(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [" ".join(page.extract_text().split()) for page in document.pages]


def test_the_words_of_a_decision_on_titles(school, session):
    titles_of(school, session)
    paper = gather(draft(school, session))
    assert (paper.title, paper.summary, paper.authority, paper.enacting) == (
        "QUYẾT ĐỊNH",
        "Về việc công nhận danh hiệu thi đua năm 2022",
        "HIỆU TRƯỞNG TRƯỜNG CHÍNH TRỊ TỈNH LAI CHÂU",
        "QUYẾT ĐỊNH:",
    )
    assert texts(paper) == [
        "Công nhận danh hiệu thi đua năm 2022 cho 02 tập thể và 04 cá nhân thuộc Trường Chính trị tỉnh Lai Châu, "
        "cụ thể:",
        "Danh hiệu “Tập thể lao động tiên tiến”: 02 tập thể;",
        "Danh hiệu “Lao động tiên tiến”: 04 cá nhân;",
        "Danh hiệu “Chiến sĩ thi đua cơ sở”: 01 cá nhân.",
        "(Có Danh sách kèm theo)",
        "Các tập thể, cá nhân có tên tại Điều 1 được thưởng theo quy định tại Điều 69 Nghị định số 91/2017/NĐ-CP, "
        "mức lương cơ sở 1.490.000 đồng/tháng (Nghị định số 38/2019/NĐ-CP); "
        "tổng số tiền: 5.220.000 đồng (Bằng chữ: Năm triệu hai trăm hai mươi nghìn đồng). "
        "Kinh phí trích từ Quỹ thi đua, khen thưởng của Trường năm 2022.",
        "Trưởng phòng Tổ chức, Hành chính, Thông tin, Tư liệu; các khoa, phòng liên quan và các tập thể, cá nhân "
        "có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
    ]
    assert paper.recipients == (
        "Như Điều 3", "Ban Thi đua - Khen thưởng, Sở Nội vụ (để báo cáo)", "Lưu: VT, TĐKT"
    )  # fmt: skip
    assert [(signature.lines, signature.name) for signature in paper.signatures] == [
        (("HIỆU TRƯỞNG",), "Phạm Văn Quang")
    ]


def test_the_bases_stand_in_their_order_and_are_in_force(school, session):
    recommend(session, school.lecturer)
    decision = draft(school, session)
    starts = [basis.partition(" ngày ")[0] for basis in gather(decision).bases]
    assert starts == [
        "Căn cứ Quy định số 09-QĐi/TW",
        "Căn cứ Luật Thi đua, khen thưởng",
        "Căn cứ Nghị định số 91/2017/NĐ-CP",
        "Căn cứ Thông tư số 12/2019/TT-BNV",
        "Căn cứ Quyết định số 06/2018/QĐ-UBND",
        "Căn cứ Biên bản số 01/BB-HĐTĐKT",
        "Theo đề nghị của Thường trực Hội đồng thi đua, khen thưởng và Trưởng phòng Tổ chức, Hành chính, "
        "Thông tin, Tư liệu",
    ]
    assert gather(decision).bases[-2] == (
        "Căn cứ Biên bản số 01/BB-HĐTĐKT ngày 20 tháng 12 năm 2022 của Hội đồng thi đua, khen thưởng "
        "Trường Chính trị tỉnh Lai Châu"
    )
    citing.shift(decision, decision.bases.get(text__code="TT-12-2019").pk, step=-1, by=school.clerk.user)
    assert [basis.partition(" ngày ")[0] for basis in gather(decision).bases[2:4]] == starts[3:1:-1]


def test_the_prize_rests_on_what_is_known_and_in_force(school, session):
    recommend(session, school.lecturer)
    recommend(session, school.head, "GK")
    titles, merit = draft(school, session), draft(school, session, "merit")
    salary = "mức lương cơ sở 1.490.000 đồng/tháng (Nghị định số 38/2019/NĐ-CP); số tiền: 450.000 đồng"
    assert f"theo quy định tại Điều 69 Nghị định số 91/2017/NĐ-CP, {salary}" in texts(gather(titles))[-2]
    assert f"theo quy định tại Nghị định số 91/2017/NĐ-CP, {salary}" in texts(gather(merit))[-2]
    LegalText.objects.filter(code="ND-91-2017").update(in_force_to=date(2022, 12, 1))
    assert f"được thưởng theo quy định hiện hành, {salary}" in texts(gather(titles))[-2]


def test_the_list_has_groups_sub_groups_and_one_run_of_numbers(school, session):
    titles_of(school, session)
    appendix = gather(draft(school, session)).appendices[0]
    table, note, closing = appendix.blocks
    assert (appendix.title, appendix.summary) == ("DANH SÁCH", "Tập thể, cá nhân đạt danh hiệu thi đua năm 2022")
    assert [column.title for column in table.columns] == [
        "STT", "Họ và tên, tên tập thể", "Chức vụ", "Đơn vị", "Mức thưởng (đồng)", "Ghi chú"
    ]  # fmt: skip
    groups = [text_of(row) for row in table.rows if isinstance(row, GroupRow)]
    assert groups == [
        "A. TẬP THỂ",
        "I. Danh hiệu “Tập thể lao động tiên tiến”",
        "B. CÁ NHÂN",
        "I. Danh hiệu “Lao động tiên tiến”",
        "II. Danh hiệu “Chiến sĩ thi đua cơ sở”",
    ]
    cells = [["".join(run.text for run in cell) for cell in row.cells] for row in table.rows if isinstance(row, Row)]
    assert [row[0] for row in cells] == [str(number) for number in range(1, 8)]
    assert cells[4] == ["5", "Nguyễn Thị Hoa", "Giảng viên", "Khoa Xây dựng Đảng", "0", "(*)"]
    assert (table.rows[-1].label, "".join(run.text for run in table.rows[-1].cells[0])) == ("Tổng cộng", "5.220.000")
    assert text_of(note) == "(*) Đã được thưởng mức cao hơn của “Chiến sĩ thi đua cơ sở” cùng năm."
    assert text_of(closing) == "(Danh sách gồm 02 tập thể, 04 cá nhân)./."


def test_people_alone_need_no_letter(school, session):
    for person in (school.lecturer, school.head, school.stranger):
        recommend(session, person, "GK")
    appendix = gather(draft(school, session, "merit")).appendices[0]
    assert [row for row in appendix.blocks[0].rows if isinstance(row, GroupRow)] == []
    assert (appendix.summary, text_of(appendix.blocks[-1])) == (
        "Cá nhân được tặng Giấy khen",
        "(Danh sách gồm 03 cá nhân)./.",
    )


def test_giay_khen_for_many_has_a_list(school, session):
    recommend(session, school.head, "GK")
    recommend(session, school.lecturer, "GK")
    recommend(session, school.faculty, "GKTT")
    paper = gather(draft(school, session, "merit"))
    assert (paper.summary, len(paper.appendices)) == ("Về việc tặng Giấy khen", 1)
    assert texts(paper)[0] == (
        "Tặng Giấy khen của Hiệu trưởng Trường Chính trị tỉnh Lai Châu cho 01 tập thể và 02 cá nhân "
        "đã có thành tích xuất sắc trong phong trào thi đua năm 2022 (có Danh sách kèm theo)."
    )
    assert paper.appendices[0].summary == "Tập thể, cá nhân được tặng Giấy khen"
    said = "mỗi tập thể 890.000 đồng, mỗi cá nhân 450.000 đồng, tổng số tiền: 1.790.000 đồng (Bằng chữ: Một triệu bảy"
    assert f"{said} trăm chín mươi nghìn đồng)" in texts(paper)[1]


def test_giay_khen_for_two_names_them_and_drops_the_list(school, session):
    phase = session.campaign.phases.get(ordinal=2)
    recommend(session, school.head, "GK", occasion="phase", phase=phase)
    recommend(session, school.lecturer, "GK", occasion="phase", phase=phase)
    decision = draft(school, session, "merit")
    paper = gather(decision)
    assert paper.appendices == ()
    assert texts(paper)[:2] == [
        "Tặng Giấy khen của Hiệu trưởng Trường Chính trị tỉnh Lai Châu cho Ông Trần Văn Minh, Trưởng khoa, "
        "Khoa Xây dựng Đảng và Bà Nguyễn Thị Hoa, Giảng viên, Khoa Xây dựng Đảng, đã có thành tích xuất sắc "
        "trong Đợt 2 phong trào thi đua năm 2022.",
        "Các cá nhân có tên tại Điều 1 được thưởng theo quy định tại Nghị định số 91/2017/NĐ-CP, mức lương cơ sở "
        "1.490.000 đồng/tháng (Nghị định số 38/2019/NĐ-CP); mỗi cá nhân 450.000 đồng, "
        "tổng số tiền: 900.000 đồng (Bằng chữ: Chín trăm nghìn đồng). "
        "Kinh phí trích từ Quỹ thi đua, khen thưởng của Trường năm 2022.",
    ]
    decision.merit_text = "đã có thành tích trong phòng, chống dịch."
    assert texts(gather(decision))[0].endswith("Khoa Xây dựng Đảng, đã có thành tích trong phòng, chống dịch.")


def test_the_address_form_of_the_institution(school, session):
    Institution.objects.update(address_form="comrade")
    recommend(session, school.lecturer, "GK")
    assert "cho đồng chí Nguyễn Thị Hoa, Giảng viên" in texts(gather(draft(school, session, "merit")))[0]


def test_a_deputy_signs_for_the_head(school, session):
    recommend(session, school.lecturer)
    paper = gather(draft(school, session, signer=signer_of(school.deputy)))
    assert [(s.lines, s.name) for s in paper.signatures] == [(("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "Vũ Thị Thu")]


def test_draft_blank_and_numbered(school, session):
    recommend(session, school.lecturer)
    decision = draft(school, session)
    drafted, blank = gather(decision), gather(decision, mode="blank")
    numbered = gather(decision, number=5, date=date(2022, 12, 29), mode="numbered", verify_code="7K2M9QXAB4")
    assert [(p.draft, p.header.number, p.header.date) for p in (drafted, blank, numbered)] == [
        (True, None, None),
        (False, None, None),
        (False, 5, date(2022, 12, 29)),
    ]
    assert [p.appendices[0].bracket.replace("\xa0", "_") for p in (blank, numbered)] == [
        f"(Kèm theo Quyết định số{number} của Hiệu trưởng Trường Chính trị tỉnh Lai Châu)"
        for number in (
            "________/QĐ-TCT ngày_______tháng 12 năm 2022",
            " 05/QĐ-TCT ngày 29 tháng 12 năm 2022",
        )
    ]
    assert (blank.foot, numbered.foot) == (
        (),
        ("Mã xác minh: 7K2M9QXAB4",),
    )
    assert [p.file_name for p in (drafted, blank, numbered)] == [
        "QD-cong-nhan-2022-du-thao.pdf", "QD-cong-nhan-2022-ban-ky.pdf", "QD-cong-nhan-2022-5.pdf"
    ]  # fmt: skip


def test_the_frozen_words_outlive_changed_names(school, session):
    recommend(session, school.lecturer)
    decision = draft(school, session)
    deciding.issue(decision, number=15, date=DECIDED_ON, by=school.rector.user)
    Institution.objects.update(name="Trường khác", head_title="Giám đốc")
    LegalText.objects.update(citation="Văn bản khác")
    assert gather(decision).to_dict() == decision.document.paper
    assert "TRƯỜNG CHÍNH TRỊ TỈNH LAI CHÂU" in gather(decision).authority


def test_sixty_names_as_a_strict_clerk_reads_them(school, session):
    sixty_people(school, session)
    decision = draft(school, session)
    deciding.issue(decision, number=5, date=DECIDED_ON, by=school.rector.user)
    content = deciding.preview(decision)
    pages = pages_of(content)
    assert (len(pages), decision.document.file.pages) == (5, 5)
    foot = f"Mã xác minh: {decision.document.verify_code}"
    assert pages[0].endswith(foot)
    pages[0] = pages[0].removesuffix(foot).strip()
    main, listed = " ".join([pages[0], pages[1].removeprefix("2 ")]), " ".join(pages[2:])

    # the number and the day, in the head and in the bracket line
    assert "Số: 05/QĐ-TCT" in pages[0]
    assert "Lai Châu, ngày 30 tháng 12 năm 2022" in pages[0]
    assert "(Kèm theo Quyết định số 05/QĐ-TCT ngày 30 tháng 12 năm 2022 của Hiệu trưởng" in pages[2]
    assert [page[:2] for page in pages[1:]] == ["2 ", "DA", "2 ", "3 "]
    assert not pages[0].startswith("2 ")

    # units by the names they were founded with, however long
    assert re.findall("Phòng TC-HC|Phòng QLĐT|Khoa NN&PL", listed) == []

    # counts, sums and words agree
    assert "03 tập thể và 52 cá nhân thuộc" in main
    assert "“Chiến sĩ thi đua cơ sở”: 08 cá nhân." in main
    assert "(Danh sách gồm 03 tập thể, 52 cá nhân)./." in listed
    total = sum(decision.lines.values_list("amount", flat=True))
    printed = re.search(r"tổng số tiền: ([\d.]+) đồng \(Bằng chữ: ([^)]+)\)", main)
    assert (printed[1].replace(".", ""), printed[2]) == (str(total), money_words(total))
    assert f"Tổng cộng {printed[1]}" in listed

    # one end for each part; the head of the table on each of its pages; every number once
    assert (main.count("./."), listed.count("./.")) == (1, 1)
    assert [page.count("STT") for page in pages] == [0, 0, 1, 1, 1]
    with pdfplumber.open(io.BytesIO(content)) as document:
        first_cells = [row[0] for page in document.pages for table in page.extract_tables() for row in table]
    assert [cell for cell in first_cells if cell and cell.isdigit()] == [str(n) for n in range(1, 64)]

    # letters as typed, in our own fonts
    assert unicodedata.is_normalized("NFC", main + listed)
    assert "Ẵm" in listed
    reader = pypdf.PdfReader(io.BytesIO(content))
    fonts = {font["/BaseFont"] for page in reader.pages for font in _fonts(page)}
    assert fonts
    assert all("Liberation" in font for font in fonts)


def _fonts(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]
