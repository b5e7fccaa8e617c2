"""Where no line of a paper ends, in the PDF as drawn and in the Word file as kept."""

import io
import re
from datetime import date

import pytest
from docx import Document
from pypdf import PdfReader

from thidua import pdf, word
from thidua.papers import Appendix, Article, Header, NumberedItem, Paper, Paragraph, Run
from thidua.shown.making import kept_whole

GAP = "\u00a0"
SAID = (
    "theo Biên bản số 01/BB-HĐTĐKT ngày 05 tháng 3 năm 2022 và khoản 2 Điều 10, điểm a khoản 1 Điều 24 của Luật, "
    "với chủ đề “Mừng Đảng quang vinh – Mừng sinh nhật Bác” giai đoạn 2021 - 2025"
)
BROKEN = re.compile(r"(?:\b(?:số|Điều|khoản|ngày|tháng)|2021|2021 -)$|^[–-]", re.MULTILINE)


def paper() -> Paper:
    """The same words at every place of a line, in paragraphs, items, an article, bases and the line of a list."""
    shifted = [f"{'Xét ' * shift}{SAID}." for shift in range(24)]
    return Paper(
        "decision",
        "QD.pdf",
        Header(["TỈNH ỦY LAI CHÂU"], ["TRƯỜNG CHÍNH TRỊ"], "QĐ-TCT", 5, "Lai Châu", date(2022, 2, 5)),
        title="QUYẾT ĐỊNH",
        bases=shifted[:8],
        blocks=[
            *map(Paragraph, shifted),
            *(NumberedItem("1.", text) for text in shifted[:8]),
            Article(1, shifted[0]),
        ],
        recipients=["Như Điều 1", "Lưu: VT"],
        appendices=[Appendix("DANH SÁCH", bracket=f"({'Kèm ' * 9}{SAID})")],
    )


def test_no_printed_line_ends_inside_nor_begins_with_a_dash():
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    pages = PdfReader(io.BytesIO(pdf.render(paper()))).pages
    lines = "\n".join(line.strip() for page in pages for line in page.extract_text().splitlines())
    recipients = {"- Như Điều 1;", "- Lưu: VT."}
    found = [line for line in lines.splitlines() if BROKEN.search(line) and line not in recipients]
    assert lines.count("BB-HĐTĐKT") == 42
    assert found == []


def test_the_word_file_keeps_them_with_spaces_that_are_not_broken():
    texts = [p.text for p in Document(io.BytesIO(word.render(paper()))).paragraphs]
    said = [text for text in texts if "HĐTĐKT" in text]
    assert len(said) == 42
    for text in said:
        assert f"Biên bản số{GAP}01/BB-HĐTĐKT ngày{GAP}05 tháng{GAP}3 năm{GAP}2022 và khoản{GAP}2 Điều" in text
        assert f"vinh{GAP}– Mừng" in text
        assert f"2021{GAP}-{GAP}2025" in text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Nghị định số 91/2017/NĐ-CP", "Nghị định số_91/2017/NĐ-CP"),
        ("Quyết định số 12/QĐ-TCT – bản sao", "Quyết định số_12/QĐ-TCT_– bản sao"),
        ("ngày 5 tháng 3", "ngày_5 tháng_3"),
        ("ngày 05 tháng 3 năm 2022", "ngày_05 tháng_3 năm_2022"),
        ("số người 12", "số người 12"),
        ("từ 01/02 - 30/6/2022", "từ 01/02_- 30/6/2022"),
        ("Ba - mẹ -", "Ba_- mẹ -"),
        ("theo Điều 3.", "theo Điều_3."),
    ],
)
def test_what_belongs_together(typed, kept):
    runs = kept_whole((Run(typed),))
    assert "".join(run.text.replace(" ", "_") if run.nowrap else run.text for run in runs) == kept
