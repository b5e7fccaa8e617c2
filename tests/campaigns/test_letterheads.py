"""Heads of papers and signing lines as documents.md §1.7 and §2.2 set them, in both formats."""

import io
from datetime import date

import pdfplumber
import pytest

from campaigns.documents import letterheads
from campaigns.documents.signing import signature_of
from campaigns.models import Posting
from tests.reading import MM, bare, differences, stories, word_document, words_of_word
from thidua import pdf, word
from thidua.copies import Copy
from thidua.institutions import parent_lines
from thidua.models import Institution
from thidua.papers import Paper, Paragraph, Signature

NUMBERED = Copy("numbered", number=5, date=date(2022, 2, 5))
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def paper_of(header, *signatures: Signature) -> Paper:
    blocks = [Paragraph("Nội dung của văn bản này đủ dài để đứng trên chỗ ký. " * 3 + "./.")]
    return Paper("report", "BC.pdf", header, title="BÁO CÁO", blocks=blocks, signatures=signatures)


def first_page(paper: Paper):
    with pdfplumber.open(io.BytesIO(pdf.render(paper))) as file:
        page = file.pages[0]
        return page, page.extract_text_lines(return_chars=True)


@pytest.mark.parametrize(
    ("letterhead", "above"),
    [
        ("A", ["TỈNH ỦY LAI CHÂU"]),
        ("B", ["UBND TỈNH LAI CHÂU"]),
        ("C", ["TỈNH ỦY - UBND", "TỈNH LAI CHÂU"]),  # 70 mm in one line: the cell has 61
    ],
)
def test_each_variant_stands_in_its_cell_and_leaves_the_national_name_its_line(letterhead, above, school):
    institution = Institution.objects.get()
    institution.parent_lines = parent_lines(letterhead, "Lai Châu")
    institution.issuer_lines = "TRƯỜNG CHÍNH TRỊ"
    paper = paper_of(letterheads.of_school(institution, NUMBERED, "decision"))
    cell = word_document(word.render(paper)).tables[0].rows[0].cells[0]
    assert [p.text for p in cell.paragraphs if p.text] == [*above, "TRƯỜNG CHÍNH TRỊ"]
    assert [p.style.name for p in cell.paragraphs] == [
        *["Cơ quan chủ quản"] * len(above), "Cơ quan ban hành", "Đường kẻ",
    ]  # fmt: skip
    page, _ = first_page(paper)
    left = page.crop((0, 0, 91.5 * MM, 45 * MM))
    assert left.extract_text().split("\n") == [*above, "TRƯỜNG CHÍNH TRỊ", "Số: 05/QĐ-TCT"]
    assert page.search(NATION, regex=False)[0]["x0"] > 91 * MM
    bold = {text: {"Bold" in char["fontname"] for char in page.search(text, regex=False)[0]["chars"]}
            for text in (above[0], "TRƯỜNG CHÍNH TRỊ")}  # fmt: skip
    assert list(bold.values()) == [{False}, {True}]


def test_a_unit_and_the_council_stand_under_the_school(school):
    institution = Institution.objects.get()
    unit = letterheads.of_unit(institution, school.office, NUMBERED)
    council = letterheads.of_council(institution, NUMBERED, "council_minutes")
    texts = []
    for header in (unit, council):
        cells = word_document(word.render(paper_of(header))).tables[0].rows[0].cells
        texts.append([p.text for p in cells[0].paragraphs if p.text])
    assert texts == [
        ["TRƯỜNG CHÍNH TRỊ", "TỈNH LAI CHÂU", "PHÒNG TỔ CHỨC,", "HÀNH CHÍNH, THÔNG TIN,", "TƯ LIỆU"],
        ["TRƯỜNG CHÍNH TRỊ", "TỈNH LAI CHÂU", "HỘI ĐỒNG", "THI ĐUA, KHEN THƯỞNG"],
    ]
    assert "Số: 05/BB-HĐTĐKT" in word_document(word.render(paper_of(council))).tables[0].rows[1].cells[0].text


def test_an_official_letter_says_what_it_is_about_under_its_number(school):
    header = letterheads.of_school(Institution.objects.get(), NUMBERED, "letter", subject="V/v nộp kế hoạch thi đua")
    paper = paper_of(header)
    cell = word_document(word.render(paper)).tables[0].rows[1].cells[0]
    assert [p.text for p in cell.paragraphs] == [header.number_line, "V/v nộp kế hoạch thi đua"]
    page, _ = first_page(paper)
    number, about = (page.search(text, regex=False)[0] for text in ("Số:", "V/v"))
    assert {round(char["size"]) for char in about["chars"]} == {12}
    assert 5 < about["top"] - number["bottom"] < 12


@pytest.mark.parametrize(
    ("signs_as", "lines"),
    [
        ("head", ("HIỆU TRƯỞNG",)),
        ("Q", ("Q. HIỆU TRƯỞNG",)),
        ("KT", ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")),
        ("TL", ("TL. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")),
        ("TUQ", ("TUQ. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")),
        (None, ("TM. HỘI ĐỒNG", "CHỦ TỊCH", "HIỆU TRƯỞNG")),
    ],
)
def test_signing_lines_in_both_formats(signs_as, lines, school):
    institution = Institution.objects.get()
    if signs_as is None:
        signature = Signature(lines[:2], "Phạm Văn Quang", post=lines[2])
    else:
        posting = Posting(staff_member=school.deputy, post="Phó Hiệu trưởng", signs_as=signs_as)
        signature = signature_of(posting, institution)
        assert signature.lines == lines
    paper = paper_of(letterheads.of_school(institution, NUMBERED, "report"), signature)
    content = word.render(paper)
    cell = word_document(content).tables[-1].rows[0].cells[1]
    assert [p.text.replace("\u00a0", " ") for p in cell.paragraphs] == [*lines, signature.name]
    drawn = pdf.render(paper)
    assert list(differences(paper, stories(drawn), words_of_word(content))) == []
    _, shown = first_page(paper)
    signed = [line for line in shown if line["x0"] > 100 * MM and line["top"] > 55 * MM]
    assert [line["text"] for line in signed] == [*lines, signature.name]
    looks = {(char["fontname"].split("+")[1], round(char["size"])) for line in signed for char in line["chars"]}
    assert looks == {("Liberation-Serif-Paper-Bold", 14)}
    assert bare("".join(lines[:2])) in words_of_word(content)
