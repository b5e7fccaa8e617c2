"""Word files read back: real styles and structures, the measures of the decree, whatever was typed."""

import unicodedata
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pdfplumber
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.reading import bare, differences, foot_of_word, stories, word_document, words_of_word
from tests.thidua.test_papers import BLANK, SCHOOL, decision, head, minutes, name_list
from thidua import pdf, profiles, qr, word
from thidua.measuring import width_mm
from thidua.papers import (
    Appendix,
    Column,
    GroupRow,
    Header,
    Heading,
    Paper,
    Paragraph,
    Quote,
    Row,
    Signature,
    Table,
    TotalRow,
    attached_to,
    name,
)
from thidua.profiles import GAP, HeadLine, Profile

MOTTO = "Độc lập - Tự do - Hạnh phúc"
MM = 72 / 25.4
FOOT = ("Mã xác minh: AB12-CD34. Kiểm tra tại trang “Xác minh văn bản” của phần mềm Thi Đua.",)


def made(paper: Paper):
    return word_document(word.render(paper))


def plain(*blocks, **given) -> Paper:
    return Paper("plan", "KH.pdf", head(number=5, date=date(2022, 2, 5)), title="KẾ HOẠCH", blocks=blocks, **given)


def plain_text(part) -> str:
    """With common spaces: names are kept together by others."""
    return part.text.replace("\u00a0", " ")


def style_of(document, text: str):
    """The style of the first paragraph with this text, wherever it stands."""
    found = next(p for p in document.element.body.iter(qn("w:p")) if text in "".join(t.text for t in p.iter(qn("w:t"))))
    return next(style for style in document.styles if style.style_id == found.pPr.pStyle.val)


def font(style, attribute: str):
    """What a style says of its letters, itself or through those it is based on."""
    while style is not None:
        value = getattr(style.font, attribute)
        if value is not None:
            return value.pt if attribute == "size" else value
        style = style.base_style
    return None


@pytest.fixture(scope="module")
def issued():
    return made(replace(decision(), foot=FOOT, address_to=("Chủ tịch Ủy ban nhân dân tỉnh", "Sở Nội vụ")))


# --- the page


def test_each_section_is_an_a4_sheet_with_the_margins_of_the_decree(issued):
    for section in issued.sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        assert [round(side.mm, 1) for side in sides] == [20, 20, 20, 30]


def test_numbers_stand_in_the_middle_of_the_top_margin_from_page_two_and_each_list_counts_anew(issued):
    assert len(issued.sections) == 2
    for place, section in enumerate(issued.sections):
        assert section.different_first_page_header_footer
        assert [p.text for p in section.first_page_header.paragraphs] == [""]
        line = section.header.paragraphs[0]
        assert line._p.xpath("w:fldSimple/@w:instr") == [" PAGE "]
        assert font(line.style, "size") == 14
        assert line.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert 5 < section.header_distance.mm < 9
        assert section._sectPr.xpath("w:pgNumType/@w:start") == (["1"] if place else [])


def test_a_draft_says_so_on_every_page():
    document = made(decision(draft=True, lists=2, **BLANK))
    marks = [(s.first_page_header.paragraphs[0].text, s.header.paragraphs[0].text.strip()) for s in document.sections]
    assert marks == [("", "DỰ THẢO"), ("DỰ THẢO", "DỰ THẢO"), ("DỰ THẢO", "DỰ THẢO")]
    assert words_of_word(word.render(decision(draft=True, **BLANK))).count("DỰTHẢO") == 1
    assert "DỰTHẢO" not in words_of_word(word.render(decision(**BLANK)))


def test_a_list_that_lies_has_a_section_that_lies():
    lying = Appendix("DANH SÁCH", blocks=[name_list(3)], landscape=True)
    sections = made(replace(plain(Paragraph("Nội dung./.")), appendices=[lying])).sections
    assert [section.orientation for section in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert (round(sections[1].page_width.mm), round(sections[1].page_height.mm)) == (297, 210)


def test_the_foot_stands_on_the_first_page_only(issued):
    assert foot_of_word(word.render(replace(decision(), foot=FOOT))) == list(FOOT)
    first, second = issued.sections
    assert [p.text for p in first.footer.paragraphs if p.text] == []
    assert [p.text for p in second.first_page_footer.paragraphs if p.text] == []
    assert round(first.footer_distance.mm) == 20


URL = "https://thidua.truong.example/xac-minh/ABCD-EFGH"


def test_the_code_stands_beside_the_foot():
    content = word.render(replace(decision(), foot=FOOT, verify_url=URL))
    assert foot_of_word(content) == list(FOOT)
    first, second = word_document(content).sections
    (shape,) = first.first_page_footer._element.xpath(".//wp:inline")
    assert shape.docPr.get("descr") == f"Mã QR của địa chỉ {URL}"
    assert (shape.extent.cx, shape.extent.cy) == (Mm(18), Mm(18))
    (key,) = shape.xpath(".//a:blip/@r:embed")
    assert first.first_page_footer.part.related_parts[key].blob == qr.png(URL)
    assert second.first_page_footer._element.xpath(".//wp:inline") == []


SUBJECTS = {
    "V/v đính chính Quyết định số 05/QĐ-TCT": ["V/v đính chính", "Quyết định số 05/QĐ-TCT"],
    "V/v đính chính Quyết định số 15/QĐ-TCT ngày 30 tháng 12 năm 2022": [
        "V/v đính chính Quyết định",
        "số 15/QĐ-TCT",
        "ngày 30 tháng 12 năm 2022",
    ],
    "V/v đôn đốc nộp kế hoạch của đơn vị năm 2022": ["V/v đôn đốc nộp kế hoạch", "của đơn vị năm 2022"],
    "V/v họp": ["V/v họp"],
}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_a_letter_is_about_is_broken_evenly_and_its_number_is_whole(subject):
    paper = plain(Paragraph("Nội dung./."))
    paper = replace(paper, title="", summary="", header=replace(paper.header, subject=subject))
    lines = SUBJECTS[subject]
    (typed,) = [p for p in made(paper).element.body.iter(qn("w:p")) if p.style == "TrichYeuCongVan"]
    assert typed.xpath("w:r/w:t/text()") == lines
    with pdfplumber.open(BytesIO(pdf.render(paper))) as file:
        drawn = file.pages[0].crop((0, 0, (30 + 61) * MM, 90 * MM)).extract_text().splitlines()
    number = drawn.index("Số: 05/QĐ-TCT")
    assert drawn[number + 1 : number + 1 + len(lines)] == lines


# --- each component: size, weight, slant (documents.md §1.3)


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True, None),
        (MOTTO, 14, True, None),
        ("TỈNH ỦY LAI CHÂU", 13, None, None),
        ("TRƯỜNG CHÍNH TRỊ", 13, True, None),
        ("Số: 05/QĐ-TCT", 13, None, None),
        ("Lai Châu, ngày 05 tháng 02 năm 2022", 14, None, True),
        ("QUYẾT ĐỊNH", 14, True, None),
        ("Về việc công nhận", 14, True, None),
        ("HIỆU TRƯỞNG TRƯỜNG", 14, True, None),
        ("Căn cứ Nghị định", 14, None, True),
        ("QUYẾT ĐỊNH:", 14, True, None),
        ("Kính gửi:", 14, None, None),
        ("Công nhận danh hiệu thi đua năm 2022 cho 60", 14, None, None),
        ("KT. HIỆU TRƯỞNG", 14, True, None),
        ("Đặng\u00a0Thị\u00a0Ỹ", 14, True, None),
        ("Nơi nhận:", 12, True, True),
        ("- Như Điều 3;", 11, None, None),
        ("DANH SÁCH", 14, True, None),
        ("(Kèm theo Quyết định số", 13, None, True),
    ],
)
def test_each_component_has_its_size_and_weight(issued, text, size, bold, italic):
    style = style_of(issued, text)
    assert (font(style, "size"), font(style, "bold"), font(style, "italic")) == (size, bold, italic)


def test_the_letters_are_times_new_roman_in_every_script_and_the_language_is_vietnamese(issued):
    fonts, spoken = (issued.styles.element.xpath(f"w:docDefaults//{tag}")[0] for tag in ("w:rFonts", "w:lang"))
    assert {fonts.get(qn(f"w:{use}")) for use in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert spoken.get(qn("w:val")) == "vi-VN"
    assert issued.element.body.xpath(".//w:rFonts") == []
    assert issued.element.body.xpath(".//w:color") == []


def test_text_is_justified_with_its_indent_six_points_apart_and_never_a_line_alone(issued):
    normal = issued.styles["Normal"]
    layout = normal.paragraph_format
    assert layout.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert (round(layout.first_line_indent.cm, 2), layout.space_before.pt, layout.widow_control) == (1.27, 6, True)
    assert 1 <= layout.line_spacing <= 1.5


# --- rules: drawn, never typed, as long as the decree says


def rules_of(document) -> list[tuple[str, float, float]]:
    """Each rule with the text above it, its length and the width of that text, in millimetres."""
    found = []
    for rule in document.element.body.xpath(".//w:p[w:pPr/w:pStyle/@w:val='DuongKe']"):
        above = rule.getprevious()
        text = "".join(part.text for part in above.iter(qn("w:t")))
        cell = rule.getparent()
        room = int(cell.tcPr.xpath("w:tcW/@w:w")[0]) if cell.tag == qn("w:tc") else round(160 * 1440 / 25.4)
        beside = sum(int(rule.xpath(f"w:pPr/w:ind/@w:{side}")[0]) for side in ("left", "right"))
        size = font(next(s for s in document.styles if s.style_id == above.pPr.pStyle.val), "size")
        found.append((text, (room - beside) * 25.4 / 1440, width_mm(text, size, bold=True)))
    return found


def test_rules_are_as_long_as_the_motto_and_less_than_half_of_the_other_texts(issued):
    rules = rules_of(issued)
    assert [text for text, _, _ in rules][:3] == [SCHOOL[1][0], MOTTO, "Về việc công nhận danh hiệu thi đua năm 2022"]
    for text, length, width in rules[:3]:
        assert length == pytest.approx(width, abs=0.2) if text == MOTTO else 1 / 3 <= length / width <= 1 / 2
    assert len(rules) == 4
    assert issued.styles["Đường kẻ"].element.xpath("w:pPr/w:pBdr/w:top/@w:sz") == ["6"]
    assert "_" not in words_of_word(word.render(decision()))
    assert issued.element.body.xpath(".//w:u") == []


def test_the_head_is_a_table_without_lines_and_both_rows_are_level(issued):
    table = issued.tables[0]
    assert table.style.name == "Khung trống"
    assert table.style.element.xpath(".//w:tblBorders") == []
    texts = [[cell.text.split("\n") for cell in row.cells] for row in table.rows]
    assert texts[0] == [[*SCHOOL[0], *SCHOOL[1], ""], [profiles.STATE.nation[0].text, MOTTO, ""]]
    assert texts[1] == [["Số: 05/QĐ-TCT"], ["Lai Châu, ngày 05 tháng 02 năm 2022"]]
    assert [round(column.width.mm) for column in table.columns] == [61, 99]


def test_the_blank_copy_leaves_room_for_number_and_day():
    rows = made(decision(rows=3, **BLANK)).tables[0].rows[1].cells
    assert [cell.text for cell in rows] == [f"Số:{GAP}/QĐ-TCT", f"Lai Châu, ngày{GAP[:7]}tháng 02 năm 2022"]


# --- what a clerk edits


def test_headings_are_headings_and_stay_with_what_follows():
    document = made(plain(Heading("Phần I", 0), Heading("I. MỤC ĐÍCH"), Heading("1. Chủ đề", 2), Heading("a) Ý", 3),
                          Quote("“Đoàn kết”"), Paragraph("Gồm:"), Paragraph("Xong./.")))  # fmt: skip
    outlines = {}
    for paragraph in document.paragraphs:
        style, outline = paragraph.style, []
        while style is not None and not outline:
            outline, style = style.element.xpath("w:pPr/w:outlineLvl/@w:val"), style.base_style
        outlines[paragraph.text] = (paragraph.style.name, outline)
    assert outlines["Phần I"] == ("Phần, chương", ["0"])
    assert outlines["I. MỤC ĐÍCH"] == ("Heading 1", ["0"])
    assert outlines["1. Chủ đề"] == ("Heading 2", ["1"])
    assert outlines["a) Ý"] == ("Heading 3", ["2"])
    assert outlines["“Đoàn kết”"] == ("Quote", [])
    assert document.styles["Heading 1"].paragraph_format.keep_with_next
    announced = next(p for p in document.paragraphs if p.text == "Gồm:")
    assert announced.paragraph_format.keep_with_next


def test_the_last_paragraphs_stay_with_the_signature_which_has_its_room_beside_the_recipients(issued):
    body = list(issued.element.body)
    signature = next(table for table in issued.tables if "KT. HIỆU TRƯỞNG" in table.rows[0].cells[1].text)
    place = body.index(signature._tbl)
    assert all(part.xpath("w:pPr/w:keepNext") for part in body[place - 3 : place])
    assert body[place - 2].xpath("w:pPr/w:keepLines")
    left, right = signature.rows[0].cells
    assert left.text.split("\n") == ["Nơi nhận:", "- Như Điều 3;", "- Sở Nội vụ (để báo cáo);", "- Lưu: VT, TĐKT."]
    assert plain_text(right).split("\n") == ["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "Đặng Thị Ỹ"]
    assert 28 <= right.paragraphs[-1].paragraph_format.space_before.mm <= 35
    assert signature.rows[0]._tr.xpath("w:trPr/w:cantSplit")


def test_two_sign_side_by_side_with_names_on_one_height_and_recipients_below():
    document = made(minutes())
    table = document.tables[-1]
    left, right = table.rows[0].cells
    assert [plain_text(cell).split("\n") for cell in (left, right)] == [
        ["THƯ KÝ", "", "Hoàng Ỡ"],
        ["CHỦ TỌA", "HIỆU TRƯỞNG", "Đặng Thị Ỹ"],
    ]
    heights = [sum((p.paragraph_format.space_before or 0) for p in cell.paragraphs) for cell in (left, right)]
    assert heights[0] == heights[1]
    below = [p.text for p in document.paragraphs if p.style.name in ("Nơi nhận", "Nhãn nơi nhận")]
    assert below == ["Nơi nhận:", "- Thành viên Hội đồng;", "- Lưu: VT, Hồ sơ."]


def test_note_and_mark_stand_between_title_and_name():
    signed = Signature(("NGƯỜI ĐĂNG KÝ",), "Lò Văn Ỷ", note="(Ký, ghi rõ họ tên)", mark="Đã xác nhận ngày 05/02/2022")
    cell = made(plain(Paragraph("Xong./."), signatures=[signed])).tables[-1].rows[0].cells[1]
    assert [(plain_text(p), p.style.name) for p in cell.paragraphs] == [
        ("NGƯỜI ĐĂNG KÝ", "Chức vụ người ký"),
        ("(Ký, ghi rõ họ tên)", "Ghi chú ký"),
        ("Đã xác nhận ngày 05/02/2022", "Xác nhận"),
        ("Lò Văn Ỷ", "Họ tên người ký"),
    ]


def test_tables_have_their_widths_groups_and_totals():
    columns = [Column("STT", 10, "center"), Column("Họ và tên"), Column("Tiền\n(đồng)", 30, "right", nowrap=True)]
    rows = [GroupRow("A. TẬP THỂ"), GroupRow("I. Danh hiệu", level=2), Row(["1", "Lò Văn Ỷ", "447.000"])]
    document = made(plain(Table(columns, [*rows, TotalRow("Tổng cộng", ["447.000"])], size_pt=13), Paragraph("Hết./.")))
    table = next(table for table in document.tables if table.style.name == "Danh sách")
    assert [round(column.width.mm) for column in table.columns] == [10, 120, 30]
    assert table.style.element.xpath("w:tblPr/w:tblBorders/*/@w:sz") == ["6"] * 6
    _, group, second, row, total = table.rows
    assert [len(line._tr.tc_lst) for line in table.rows] == [3, 1, 1, 3, 2]
    assert all(line.cells[0].paragraphs[0].paragraph_format.keep_with_next for line in (group, second, row))
    assert [cell.paragraphs[0].alignment for cell in row.cells] == [1, None, 2]
    assert row._tr.tc_lst[2].xpath("w:tcPr/w:noWrap")
    assert {run.font.size.pt for line in table.rows for cell in line.cells for run in cell.paragraphs[0].runs} == {13}
    assert total.cells[-1].paragraphs[0].runs[0].bold
    assert total._tr.tc_lst[0].grid_span == 2
    assert table.rows[0].cells[2].text == "Tiền\n(đồng)"


def test_a_table_that_begins_with_widths_for_all_fills_the_text_and_one_too_wide_is_narrowed():
    for given in ((20, 60, 40), (100, 200, 60)):
        columns = [Column(str(width), width) for width in given]
        table = made(plain(Table(columns, [Row(["1", "2", "3"])]))).tables[1]
        assert sum(column.width.mm for column in table.columns) == pytest.approx(160, abs=0.1)


def test_nobody_of_the_sample_file_is_left_in_it():
    file = zipfile.ZipFile(BytesIO(word.render(decision(rows=3))))
    assert sorted(name for name in file.namelist() if not name.startswith(("word/header", "word/footer"))) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
        "word/document.xml", "word/settings.xml", "word/styles.xml",
    ]  # fmt: skip
    assert b"python" not in file.read("docProps/core.xml")
    assert b'w:val="15"' in file.read("word/settings.xml")


# --- whatever was typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<b>Lò</b> & <i>Ỷ</i>", "<b>Lò</b> & <i>Ỷ</i>"),
        ("Lò\x00 Văn\x0b\x1f Ỷ\ufffe", "Lò Văn Ỷ"),
        (unicodedata.normalize("NFD", "Ẵm Ỡ ŷ"), "Ẵm Ỡ ŷ"),
        ("]]> &#x0 \ud800!", "]]> &#x0 !"),
        ("Tab\tgiữa", "Tab giữa"),
        ("Lò Văn Ỷ " * 33, "Lò Văn Ỷ " * 33),
        ("Ỵ" * 300, "Ỵ" * 300),
    ],
)
def test_whatever_is_typed_stands_in_both_formats(typed, shown):
    signed = [Signature(("HIỆU TRƯỞNG",), typed)]
    paper = plain(
        Paragraph(("Tặng ", name(typed), "./.")),
        Table([Column("STT", 10), Column("Họ và tên", 40), Column("Đơn vị")], [Row(["1", typed, "Khoa"])]),
        signatures=signed,
        recipients=[typed, "Lưu: VT"],
        summary=typed,
        bases=[typed],
        address_to=[typed],
    )
    paper = replace(paper, header=replace(paper.header, issuer_lines=(typed,), subject=typed))
    content = word.render(paper)
    words = words_of_word(content)
    assert words.count(bare(shown)) == 9
    drawn = pdf.render(paper)
    assert list(differences(paper, stories(drawn), words)) == []


def test_a_list_of_two_thousand_rows_is_whole():
    content = word.render(plain(name_list(2000), Paragraph("Hết./.")))
    table = next(table for table in word_document(content).tables if table.style.name == "Danh sách")
    numbers = table._tbl.xpath("w:tr/w:tc[1]/w:p/w:r/w:t/text()")
    assert [n for n in numbers if n.isdigit()] == [str(n) for n in range(1, 2001)]


@pytest.mark.parametrize("paper", [decision(lists=2), decision(draft=True, **BLANK), minutes()])
def test_both_formats_say_the_same_in_the_same_order(paper):
    assert list(differences(paper, stories(pdf.render(paper)), words_of_word(word.render(paper)))) == []


def test_a_difference_is_found():
    other = replace(minutes(), summary="Họp khác")
    assert list(differences(other, stories(pdf.render(other)), words_of_word(word.render(minutes())))) != []


def test_a_kind_with_parts_of_its_own_is_not_half_printed():
    class Odd(Paper):
        pass

    with pytest.raises(word.NotInWord, match="chỉ in được dạng PDF"):
        word.render(Odd("odd", "x.pdf", Header((), ())))


# --- another house's form: one more profile, no template touched

OTHER = Profile(
    nation=(HeadLine("ĐẢNG CỘNG SẢN VIỆT NAM", 15, ruled=True),),
    issuer_mark="*",
    number_marks=("Số", "-", "/"),
    prefixes=(("KT.", "K/T"), ("TM.", "T/M"), ("TL.", "T/L")),
    summary_starts_small=True,
    basis_mark="- ",
    bases_italic=False,
    right_mm=15,
    left_mm=30,
    text_pt=15,
    parent_pt=14,
    issuer_pt=14,
    number_pt=14,
    title_pt=16,
    summary_pt=15,
)


@pytest.fixture
def other_form(monkeypatch) -> Paper:
    monkeypatch.setitem(profiles.PROFILES, "other", OTHER)
    paper = decision(rows=3)
    header = replace(paper.header, profile="other")
    sheet = replace(paper.appendices[0], bracket=attached_to("Quyết định", header, "Hiệu trưởng"))
    return replace(paper, header=header, appendices=(sheet,))


def test_a_second_profile_is_printed_in_both_formats_without_touching_a_template(other_form):
    content, drawn = word.render(other_form), pdf.render(other_form)
    words, pages = words_of_word(content), stories(drawn)
    assert list(differences(other_form, pages, words)) == []
    for shown in ("ĐẢNGCỘNGSẢNVIỆTNAMSố05-QĐ/TCT", "TRƯỜNGCHÍNHTRỊ*", "vềviệccôngnhận", "-CăncứNghịđịnh",
                  "K/THIỆUTRƯỞNG", "(KèmtheoQuyếtđịnhsố05-QĐ/TCTngày"):  # fmt: skip
        assert shown in words
    assert "CỘNGHÒA" not in words
    document = word_document(content)
    section = document.sections[0]
    assert (round(section.right_margin.mm), round(section.left_margin.mm)) == (15, 30)
    assert font(document.styles["Normal"], "size") == 15
    assert font(style_of(document, "ĐẢNG CỘNG SẢN"), "size") == 15
    assert font(style_of(document, "Căn cứ Nghị định"), "italic") is None


def test_a_second_profile_sets_sizes_and_margins_of_the_pdf(other_form):
    with pdfplumber.open(BytesIO(pdf.render(other_form))) as file:
        page = file.pages[0]
        texts = ("ĐẢNG CỘNG SẢN", "Số 05-QĐ/TCT", "TRƯỜNG CHÍNH TRỊ", "về việc", "QUYẾT ĐỊNH", "Căn cứ")
        sizes = [{round(char["size"]) for char in page.search(text, regex=False)[0]["chars"]} for text in texts]
        assert sizes == [{15}, {14}, {14}, {15}, {16}, {15}]
        rights = [char["x1"] for char in page.chars if char["text"].strip()]
        assert 15 <= (page.width - max(rights)) * 25.4 / 72 + 0.6 < 16
    assert profiles.STATE.number_line(5, "QĐ-TCT") == "Số: 05/QĐ-TCT"
