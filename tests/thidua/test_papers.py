"""Papers read back from the PDF: what a strict clerk would check with a ruler, and what a machine must find in it."""

import gc
import io
import json
import unicodedata
from datetime import date

import pdfplumber
import pytest
from pypdf import PdfReader

from thidua import pdf
from thidua.papers import (
    Appendix,
    Article,
    Column,
    GroupRow,
    Header,
    Heading,
    Line,
    Lines,
    NumberedItem,
    Paper,
    Paragraph,
    Quote,
    Row,
    Signature,
    Table,
    TotalRow,
    attached_to,
    bold,
    italic,
    name,
)
from thidua.shown.lines import broken_evenly

MM = 72 / 25.4
NAMES = ["Nguyễn Thị Ẵm", "Hoàng Ỡ", "Lò Văn Ỷ", "Trần Quốc Ưng", "Vàng A Dế"]
SCHOOL = (("TỈNH ỦY LAI CHÂU",), ("TRƯỜNG CHÍNH TRỊ",))
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
ISSUED = {"number": 5, "date": date(2022, 2, 5)}
BLANK = {"month": 2, "year": 2022}


def head(**given) -> Header:
    return Header(*SCHOOL, symbol="QĐ-TCT", place="Lai Châu", **given)


def name_list(rows: int, first: str = NAMES[0]) -> Table:
    columns = [
        Column("STT", 10, "center"),
        Column("Họ và tên", 47),
        Column("Chức vụ", 26),
        Column("Đơn vị"),
        Column("Mức thưởng (đồng)", 24, "right"),
    ]
    people = [
        Row([str(place + 1), name(NAMES[place % 5] if place else first), "Giảng viên", "Khoa Xây dựng Đảng", "447.000"])
        for place in range(rows)
    ]
    return Table(columns, [GroupRow("CÁ NHÂN"), *people, TotalRow("Tổng cộng", ["26.820.000"])])


def decision(*, rows: int = 60, draft: bool = False, first: str = NAMES[0], lists: int = 1, **given) -> Paper:
    header = head(**(given or ISSUED))
    bracket = attached_to("Quyết định", header, "Hiệu trưởng Trường Chính trị tỉnh Lai Châu")
    count = f"Công nhận danh hiệu thi đua năm 2022 cho {rows} cá nhân, cụ thể:"
    duty = "Các khoa, phòng và các cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."
    basis = "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi hành"
    return Paper(
        kind="decision",
        file_name="QD-cong-nhan-2022-5.pdf",
        header=header,
        title="QUYẾT ĐỊNH",
        summary="Về việc công nhận danh hiệu thi đua năm 2022",
        authority="HIỆU TRƯỞNG TRƯỜNG CHÍNH TRỊ TỈNH LAI CHÂU",
        bases=[f"{basis} một số điều của Luật Thi đua, khen thưởng,"] * 6 + ["Theo đề nghị của Hội đồng"],
        enacting="QUYẾT ĐỊNH:",
        blocks=[
            Article(1, count),
            NumberedItem("1.", "Danh hiệu “Lao động tiên tiến”."),
            Article(2, "Tổng số tiền thưởng: 26.820.000 đồng. Kinh phí trích từ Quỹ thi đua, khen thưởng. " * 3),
            Article(3, duty),
        ],
        signatures=[Signature(("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "Đặng Thị Ỹ")],
        recipients=["Như Điều 3,", "Sở Nội vụ (để báo cáo)", "Lưu: VT, TĐKT"],
        draft=draft,
        appendices=[
            Appendix("DANH SÁCH", summary="Cá nhân được khen", bracket=bracket, blocks=[name_list(rows, first)])
        ]
        * lists,
    )


def minutes() -> Paper:
    parents, issuer = ("TRƯỜNG CHÍNH TRỊ", "TỈNH LAI CHÂU"), ("HỘI ĐỒNG", "THI ĐUA, KHEN THƯỞNG")
    return Paper(
        kind="council-minutes",
        file_name="BB-2022.pdf",
        header=Header(parents, issuer, symbol="BB-HĐTĐKT", number=1, place="Lai Châu", show_date_line=False),
        title="BIÊN BẢN",
        summary="Họp Hội đồng thi đua, khen thưởng xét danh hiệu thi đua, hình thức khen thưởng năm 2022",
        blocks=[
            Lines([Line("Thời gian bắt đầu", "08 giờ 00"), Line("Thư ký", ("đồng chí ", name("Hoàng Ỡ")))]),
            Heading("I. THÀNH PHẦN"),
            Quote("“Đoàn kết, sáng tạo”"),
            Paragraph(("Kết quả: ", bold("09/09"), italic(" (nhất trí)"))),
            Paragraph("Cuộc họp kết thúc vào 10 giờ 30, ngày 20 tháng 12 năm 2022./."),
        ],
        signatures=[Signature(("THƯ KÝ",), "Hoàng Ỡ"), Signature(("CHỦ TỌA",), "Đặng Thị Ỹ", post="HIỆU TRƯỞNG")],
        recipients=["Thành viên Hội đồng", "Lưu: VT, Hồ sơ"],
    )


def pages_of(paper: Paper) -> list:
    return pdfplumber.open(io.BytesIO(pdf.render(paper))).pages


def text_of(paper: Paper) -> str:
    return " ".join(" ".join(page.extract_text() for page in pages_of(paper)).split())


def lines_of(page) -> list[str]:
    return [" ".join(line["text"].split()) for line in page.extract_text_lines()]


def place_of(page, text: str):
    return page.search(text, regex=False)[0]


def number_above(page) -> str:
    """What stands in the top margin."""
    return page.crop((0, 0, page.width, 19 * MM)).extract_text().strip()


@pytest.fixture(scope="module")
def issued() -> list:
    return pages_of(decision())


def test_sixty_names_take_four_pages_each_with_the_head_of_the_list(issued):
    assert len(issued) == 4
    assert [("STT" in page.extract_text()) for page in issued] == [False, False, True, True]


def test_no_row_is_lost_and_none_is_split(issued):
    numbers = [line.split()[0] for page in issued[2:] for line in lines_of(page) if line.endswith("447.000")]
    assert numbers == [str(number) for number in range(1, 61)]


def test_page_numbers_start_on_page_two_and_again_in_each_list():
    shown = [number_above(page) for page in pages_of(decision(lists=2))]
    assert shown == ["", "2", "", "2", "", "2"]


def test_only_the_bundled_letters_are_in_the_file_and_all_are_embedded():
    names = set()
    for page in PdfReader(io.BytesIO(pdf.render(decision()))).pages:
        for font in page["/Resources"]["/Font"].get_object().values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"]
            names.add(font.get_object()["/BaseFont"].split("+")[1])
    family = "Liberation-Serif-Paper"
    assert names == {family, f"{family}-Bold", f"{family}-Italic", f"{family}-Bold-Italic"}


def test_decomposed_letters_come_out_composed():
    text = text_of(decision(rows=5, first=unicodedata.normalize("NFD", NAMES[0])))
    assert text == unicodedata.normalize("NFC", text)
    assert [name for name in NAMES if name not in text] == []


def test_nothing_is_printed_in_the_margins_but_the_page_number(issued):
    for page in issued:
        body = [char for char in page.chars if char["top"] > 19 * MM]
        assert min(char["x0"] for char in body) >= 30 * MM - 0.5
        assert max(char["x1"] for char in body) <= page.width - 20 * MM + 0.5
        assert min(char["top"] for char in body) >= 20 * MM - 1
        assert max(char["bottom"] for char in body) <= page.height - 20 * MM + 1


def test_the_national_name_is_on_one_line_and_the_number_level_with_the_date(issued):
    assert any(NATION in line for line in lines_of(issued[0]))
    assert "Số: 05/QĐ-TCT Lai Châu, ngày 05 tháng 02 năm 2022" in lines_of(issued[0])


def test_the_rule_under_the_motto_is_as_long_as_the_motto(issued):
    motto = place_of(issued[0], "Độc lập - Tự do - Hạnh phúc")
    near = [rule for rule in issued[0].rects if 0 <= rule["bottom"] - motto["bottom"] < 4 and rule["x0"] > 80 * MM]
    assert {(round(rule["x0"]), round(rule["x1"])) for rule in near} == {(round(motto["x0"]), round(motto["x1"]))}


def test_the_blank_copy_leaves_room_for_number_and_day():
    text = text_of(decision(rows=3, **BLANK))
    assert "Số: /QĐ-TCT" in text
    assert "Lai Châu, ngày tháng 02 năm 2022" in text
    assert "(Kèm theo Quyết định số /QĐ-TCT ngày tháng 02 năm 2022 của Hiệu trưởng" in text


def test_the_numbered_copy_names_itself_in_its_list():
    text = text_of(decision(rows=3))
    assert "(Kèm theo Quyết định số 05/QĐ-TCT ngày 05 tháng 02 năm 2022 của Hiệu trưởng" in text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 2, 5), "ngày 05 tháng 02 năm 2022"),
        (date(2022, 6, 5), "ngày 05 tháng 6 năm 2022"),
        (date(2022, 12, 25), "ngày 25 tháng 12 năm 2022"),
    ],
)
def test_a_zero_stands_before_days_under_ten_and_before_january_and_february(day, words):
    assert head(number=12, date=day).day_words == words


def test_only_a_draft_says_so_and_on_every_page():
    assert [page.extract_text().count("DỰ THẢO") for page in pages_of(decision(draft=True, **BLANK))] == [1, 1, 1, 1]
    assert "DỰ THẢO" not in text_of(decision(**BLANK))
    assert "DỰ THẢO" not in text_of(decision())


def test_marks_after_bases_and_recipients_are_the_programs():
    text = text_of(decision(rows=3))
    assert text.count("Luật Thi đua, khen thưởng;") == 6
    assert "Theo đề nghị của Hội đồng. QUYẾT ĐỊNH:" in text
    page = pages_of(decision(rows=3))[1]
    recipients = page.crop((0, place_of(page, "Nơi nhận:")["top"], 95 * MM, page.height)).extract_text().split("\n")
    assert recipients == ["Nơi nhận:", "- Như Điều 3;", "- Sở Nội vụ (để báo cáo);", "- Lưu: VT, TĐKT."]


def test_the_signature_has_room_for_the_seal_and_is_not_alone_on_its_page(issued):
    page = issued[1]
    title, signer = place_of(page, "PHÓ HIỆU TRƯỞNG"), place_of(page, "Đặng Thị Ỹ")
    assert 28 * MM <= signer["top"] - title["bottom"] <= 35 * MM
    assert abs(place_of(page, "Nơi nhận:")["top"] - place_of(page, "KT. HIỆU TRƯỞNG")["top"]) < 4
    assert "Điều 3." in page.extract_text()


def test_minutes_have_no_date_line_and_the_chair_signs_at_the_right():
    page = pages_of(minutes())[0]
    assert "Lai Châu, ngày" not in page.extract_text()
    secretary, chair = place_of(page, "THƯ KÝ"), place_of(page, "CHỦ TỌA")
    assert abs(secretary["top"] - chair["top"]) < 1
    assert secretary["x1"] < chair["x0"]
    signed = [place for place in page.search("Hoàng Ỡ", regex=False) if place["top"] > secretary["top"]]
    assert abs(signed[0]["top"] - place_of(page, "Đặng Thị Ỹ")["top"]) < 1
    assert place_of(page, "Nơi nhận:")["top"] > signed[0]["bottom"]


def test_a_title_is_broken_between_words_that_do_not_belong_together():
    lines = lines_of(pages_of(minutes())[0])
    assert "Họp Hội đồng thi đua, khen thưởng" in lines
    assert "xét danh hiệu thi đua, hình thức khen thưởng năm 2022" in lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "Về việc đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh năm 2022",
            ("Về việc đề nghị tặng Bằng khen", "của Chủ tịch Ủy ban nhân dân tỉnh năm 2022"),
        ),
        (
            "Về việc đề nghị công nhận danh hiệu thi đua, hình thức khen thưởng năm 2022",
            ("Về việc đề nghị công nhận danh hiệu thi đua,", "hình thức khen thưởng năm 2022"),
        ),
        (
            "Sửa đổi, bổ sung Kế hoạch phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2022",
            ("Sửa đổi, bổ sung Kế hoạch phát động phong trào thi đua", "thực hiện thắng lợi nhiệm vụ năm 2022"),
        ),
        (
            "Kết quả rà soát ngày 30 tháng 12 năm 2022 của đơn vị",
            ("Kết quả rà soát ngày 30 tháng 12 năm 2022 của đơn vị",),
        ),
    ],
)
def test_no_line_of_a_title_ends_inside_a_compound_or_with_a_small_word(title, lines):
    assert broken_evenly(title, 56) == lines


def test_the_subject_of_a_letter_is_broken_at_sense_in_its_narrow_cell():
    subject = "V/v đính chính Quyết định số 216/QĐ-TCT ngày 30 tháng 12 năm 2022"
    header = Header(*SCHOOL, symbol="TCT-TĐKT", place="Lai Châu", subject=subject)
    page = pages_of(Paper(kind="k", file_name="k.pdf", header=header, blocks=[Paragraph("Một./.")]))[0]
    lines = lines_of(page)
    start = next(place for place, line in enumerate(lines) if line.startswith("V/v"))
    assert lines[start : start + 3] == ["V/v đính chính Quyết định", "số 216/QĐ-TCT", "ngày 30 tháng 12 năm 2022"]


def test_markup_in_a_name_is_printed_as_it_was_typed():
    text = text_of(decision(rows=3, first="<b>Lò</b> & <i>Ỷ</i>"))
    assert "<b>Lò</b> & <i>Ỷ</i>" in text


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/seal.png", "https://example.org/a.css", "file:///etc/hostname", "static:../manage.py"],
)
def test_nothing_is_fetched_but_our_own_static_files(address):
    with pytest.raises(PermissionError, match="only files of this program"):
        pdf._engine()(f'<p>x</p><img alt="" src="{address}">', "")


def test_the_garbage_collector_rests_only_while_a_paper_is_drawn(drawn_anew, monkeypatch):
    with pytest.raises(PermissionError):
        pdf._engine()('<img src="file:///etc/hostname">', "")
    assert gc.isenabled()
    seen = []
    monkeypatch.setattr("weasyprint.HTML.write_pdf", lambda *_, **__: seen.append(gc.isenabled()) or b"")
    pdf.render(decision(rows=1))
    assert (seen, gc.isenabled()) == ([False], True)


def test_a_machine_without_the_libraries_is_told_what_to_install(monkeypatch):
    def missing():
        raise pdf.PdfUnavailable(pdf.MISSING)

    assert pdf.missing_libraries() == ""
    monkeypatch.setattr(pdf, "_engine", missing)
    assert pdf.missing_libraries().count("apt-get install") == 1
    with pytest.raises(pdf.PdfUnavailable, match="apt-get install libpango"):
        pdf.render(minutes())


@pytest.mark.parametrize("paper", [decision(), decision(draft=True, **BLANK), minutes()])
def test_a_frozen_paper_reads_back_the_same(paper):
    assert Paper.from_dict(json.loads(json.dumps(paper.to_dict()))) == paper


def test_a_landscape_list_keeps_its_columns_on_the_sheet():
    wide = Table([Column("STT", 20), Column("Họ và tên", 300), Column("Đơn vị")], [Row(["1", "Lò Văn Ỷ", "Khoa"])])
    pages = pages_of(Paper("pledge-list", "DS.pdf", Header(*SCHOOL), title="DANH SÁCH", blocks=[wide], landscape=True))
    assert [round(page.width / MM) for page in pages] == [297]
    assert place_of(pages[0], "Khoa")["x1"] < (297 - 20) * MM
    assert NATION in pages[0].extract_text()


def test_the_file_says_what_it_is():
    reader = PdfReader(io.BytesIO(pdf.render(decision(rows=3))))
    assert reader.metadata.title == "QUYẾT ĐỊNH Về việc công nhận danh hiệu thi đua năm 2022"
    assert reader.metadata.author == "TỈNH ỦY LAI CHÂU TRƯỜNG CHÍNH TRỊ"
    assert reader.trailer["/Root"]["/Lang"] == "vi"
