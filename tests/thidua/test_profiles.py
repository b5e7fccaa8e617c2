"""The form of the state's papers in figures: sizes, margins, rules, read back from the PDF (documents.md §1)."""

import io
from dataclasses import replace
from datetime import date

import pdfplumber
import pytest

from tests.reading import MM
from tests.thidua.test_papers import decision, head, name_list
from thidua import pdf
from thidua.papers import Appendix, Article, Heading, NumberedItem, Paper, Paragraph, Quote, Signature
from thidua.profiles import GAP, STATE, Profile

FOOT = ("Mã xác minh: AB12-CD34.",)
SERIF = "Liberation-Serif-Paper"
PARTY = Profile(nation=(), number_marks=("Số", "-", "/"), prefixes=(("KT.", "K/T"),), summary_starts_small=True)


@pytest.fixture(scope="module")
def pages() -> list:
    made = replace(decision(rows=60), foot=FOOT, address_to=("Chủ tịch Ủy ban nhân dân tỉnh", "Sở Nội vụ"))
    file = pdfplumber.open(io.BytesIO(pdf.render(made)))
    yield file.pages
    file.close()


@pytest.mark.parametrize(
    ("page", "text", "size", "style"),
    [
        (0, STATE.nation[0].text, 13, "-Bold"),
        (0, STATE.nation[1].text, 14, "-Bold"),
        (0, "TỈNH ỦY LAI CHÂU", 13, ""),
        (0, "TRƯỜNG CHÍNH TRỊ", 13, "-Bold"),
        (0, "Số: 05/QĐ-TCT", 13, ""),
        (0, "Lai Châu, ngày 05 tháng 02 năm 2022", 14, "-Italic"),
        (0, "Về việc công nhận danh hiệu", 14, "-Bold"),
        (0, "HIỆU TRƯỞNG TRƯỜNG CHÍNH TRỊ", 14, "-Bold"),
        (0, "Kính gửi:", 14, ""),
        (0, "Căn cứ Nghị định", 14, "-Italic"),
        (0, "QUYẾT ĐỊNH:", 14, "-Bold"),
        (0, "Điều 1.", 14, "-Bold"),
        (0, "Mã xác minh:", 11, ""),
        (1, "KT. HIỆU TRƯỞNG", 14, "-Bold"),
        (1, "Đặng Thị Ỹ", 14, "-Bold"),
        (1, "Nơi nhận:", 12, "-Bold-Italic"),
        (1, "- Như Điều 3;", 11, ""),
        (2, "DANH SÁCH", 14, "-Bold"),
        (2, "(Kèm theo Quyết định", 13, "-Italic"),
        (2, "Họ và tên", 12, "-Bold"),
    ],
)
def test_each_component_has_its_size_and_weight(pages, page, text, size, style):
    chars = pages[page].search(text, regex=False)[0]["chars"]
    assert {round(char["size"]) for char in chars if char["text"].strip()} == {size}
    assert {char["fontname"].split("+")[1] for char in chars if char["text"].strip()} == {f"{SERIF}{style}"}


def test_rules_are_a_third_to_a_half_of_the_text_and_centred_below_it(pages):
    page = pages[0]
    for text in ("TRƯỜNG CHÍNH TRỊ", "Về việc công nhận danh hiệu thi đua năm 2022"):
        above = page.search(text, regex=False)[0]
        near = [rule for rule in page.rects if 0 <= rule["top"] - above["bottom"] < 6 and rule["width"] > 10
                and above["x0"] < rule["x0"] < above["x1"]]  # fmt: skip
        assert len({(round(rule["x0"]), round(rule["x1"])) for rule in near}) == 1
        assert 1 / 3 <= near[0]["width"] / (above["x1"] - above["x0"]) <= 1 / 2
        assert abs(near[0]["x0"] + near[0]["x1"] - above["x0"] - above["x1"]) < 2


def test_the_foot_stands_under_a_rule_of_full_width_above_the_lower_margin(pages):
    page = pages[0]
    foot = page.search("Mã xác minh:", regex=False)[0]
    above = [edge for edge in page.edges if edge["orientation"] == "h" and edge["top"] < foot["top"] + 1]
    rule = max(above, key=lambda edge: edge["top"])
    assert (round(rule["x0"] / MM), round(rule["x1"] / MM)) == (30, 190)
    assert foot["bottom"] <= page.height - 20 * MM + 1
    assert "Mã xác minh" not in pages[1].extract_text()


def test_addressees_stand_under_one_another_behind_the_label(pages):
    label, first, second = (
        pages[0].search(text, regex=False)[0] for text in ("Kính gửi:", "- Chủ tịch", "- Sở Nội vụ.")
    )
    assert abs(label["top"] - first["top"]) < 1
    assert abs(first["x0"] - second["x0"]) < 0.5
    assert second["top"] > first["bottom"] - 4


def test_headings_items_and_quotes_have_their_looks():
    blocks = [
        *(Heading("Phần I", 0), Heading("I. MỤC ĐÍCH"), Heading("1. Chủ đề", 2), Heading("a) Ý nhỏ", 3)),
        Article(1, "Nội dung điều.", title="Phạm vi"),
        *(NumberedItem("2.", "Nội dung khoản.", title="Tên khoản:"), NumberedItem("b)", "Nội dung điểm.")),
        *(Quote("“Đoàn kết”"), Paragraph("Giữa trang", align="center")),
    ]
    paper = Paper("plan", "KH.pdf", head(number=5, date=date(2022, 2, 5)), title="KẾ HOẠCH", blocks=blocks)
    with pdfplumber.open(io.BytesIO(pdf.render(paper))) as file:
        lines = {line["text"]: line for line in file.pages[0].extract_text_lines(return_chars=True)}
    looks = {}
    for text in ("Phần I", "I. MỤC ĐÍCH", "1. Chủ đề", "a) Ý nhỏ", "b) Nội dung điểm.", "“Đoàn kết”", "Giữa trang"):
        line = lines[text]
        middle = (line["x0"] + line["x1"]) / 2
        place = "centred" if abs(middle - 110 * MM) < 2 else round((line["x0"] / MM - 30) / 12.7, 1)
        looks[text] = (line["chars"][0]["fontname"].split("+")[1].removeprefix(SERIF), place)
    assert looks == {
        "Phần I": ("-Bold", "centred"),
        "I. MỤC ĐÍCH": ("-Bold", 1),
        "1. Chủ đề": ("-Bold", 1),
        "a) Ý nhỏ": ("-Bold-Italic", 1),
        "b) Nội dung điểm.": ("", 1),
        "“Đoàn kết”": ("-Italic", "centred"),
        "Giữa trang": ("", "centred"),
    }
    bold = "".join(char["text"] for line in lines.values() for char in line["chars"] if "Bold" in char["fontname"])
    assert "Điều1.Phạmvi" in bold
    assert "2.Tênkhoản:" in bold
    assert "Nộidung" not in bold


def test_two_upright_and_lying_lists_count_anew_and_repeat_their_heads():
    lists = [Appendix("DANH SÁCH", label="Phụ lục", blocks=[name_list(60)], landscape=lying) for lying in (False, True)]
    paper = replace(decision(rows=3), appendices=lists)
    with pdfplumber.open(io.BytesIO(pdf.render(paper))) as file:
        sheets = [(round(page.width / MM), page.crop((0, 0, page.width, 19 * MM)).extract_text().strip(),
                   "STT" in page.extract_text()) for page in file.pages]  # fmt: skip
    assert [sheet for sheet in sheets if sheet[0] == 210][-2:] == [(210, "", True), (210, "2", True)]
    assert [sheet for sheet in sheets if sheet[0] == 297] == [(297, "", True), (297, "2", True), (297, "3", True)]


@pytest.mark.parametrize(
    ("profile", "number", "shown"),
    [
        (STATE, 5, "Số: 05/QĐ-TCT"),
        (STATE, 105, "Số: 105/QĐ-TCT"),
        (STATE, None, f"Số:{GAP}/QĐ-TCT"),
        (PARTY, 5, "Số 05-QĐ/TCT"),
        (PARTY, None, f"Số{GAP}-QĐ/TCT"),
    ],
)
def test_the_number_is_written_as_the_house_writes_it(profile, number, shown):
    assert profile.number_line(number, "QĐ-TCT") == shown
    assert profile.number_line(number, "") == ""


@pytest.mark.parametrize(
    ("line", "state", "party"),
    [
        ("KT. HIỆU TRƯỞNG", "KT. HIỆU TRƯỞNG", "K/T HIỆU TRƯỞNG"),
        ("PHÓ HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"),
        ("KT.", "KT.", "KT."),
    ],
)
def test_prefixes_of_signing_lines_are_the_houses(line, state, party):
    assert (STATE.signing_line(line), PARTY.signing_line(line)) == (state, party)


def test_a_paper_frozen_before_there_were_profiles_is_the_states():
    frozen = decision(rows=3).to_dict()
    del frozen["header"]["profile"]
    assert Paper.from_dict(frozen).header.written_as == STATE


def test_a_signature_of_a_person_of_many_letters_is_broken_and_stays_on_the_page():
    paper = replace(decision(rows=1), signatures=(Signature(("HIỆU TRƯỞNG",), "Nguyễn Phúc " * 12),))
    with pdfplumber.open(io.BytesIO(pdf.render(paper))) as file:
        ends = [char["x1"] for page in file.pages for char in page.chars]
    assert max(ends) < 191 * MM
