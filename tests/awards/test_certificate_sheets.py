"""Certificates read back from the PDF: places in millimetres, sizes, colours, order (documents.md §4, D14)."""

import io
import re
import unicodedata
from functools import lru_cache
from math import sqrt

import pdfplumber
import pikepdf
import pypdfium2
import pytest
import segno
from pypdf import PdfReader

from awards.documents import calibration, sheets
from awards.documents.certificates import Certificate
from awards.documents.sheets import MOVABLE, Design
from awards.models import CertificateSettings
from awards.models.certificates import Field
from tests.data.pictures import disc
from thidua import certificates_pdf
from thidua.lettering import width_mm

Kind = CertificateSettings.Kind
MM = 72 / 25.4
RED, BLACK = (0xC8 / 255, 0x10 / 255, 0x2E / 255), (0, 0, 0)
TOP_LINES = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "HIỆU TRƯỞNG TRƯỜNG CHÍNH TRỊ TỈNH LAI CHÂU",
    "TẶNG DANH HIỆU",
    "CHIẾN SĨ THI ĐUA CƠ SỞ",
]
OWN_LINES = [
    "Ông NGUYỄN VĂN MẪU",
    "Giảng viên, Khoa Xây dựng Đảng",
    "Đạt danh hiệu “Chiến sĩ thi đua cơ sở” năm 2022",
    "Mã xác minh:",
    "7K2M9QXAB4-3-R7QD",
    "Quyết định số 15/QĐ-TCT",
    "ngày 30 tháng 12 năm 2022",
    "Số sổ vàng: 3",
    "Lai Châu, ngày 30 tháng 12 năm 2022",
    "KT. HIỆU TRƯỞNG",
    "PHÓ HIỆU TRƯỞNG",
    "Vũ Thị Thử",
]


def certificate(**changed) -> Certificate:
    words = {
        "kind": Kind.FIGHTER,
        "giver": TOP_LINES[2],
        "gives": TOP_LINES[3],
        "award": TOP_LINES[4],
        "honorific": "Ông",
        "name": "NGUYỄN VĂN MẪU",
        "place": OWN_LINES[1],
        "merit": OWN_LINES[2],
        "decision": tuple(OWN_LINES[5:7]),
        "book": OWN_LINES[7],
        "date": OWN_LINES[8],
        "signer_title": tuple(OWN_LINES[9:11]),
        "signer_name": OWN_LINES[11],
        "verify_code": OWN_LINES[4],
    }
    return Certificate(**words | changed)


def drawn(*certificates: Certificate, **design) -> bytes:
    look = Design(Kind.FIGHTER, **design)
    context = {"title": "Giấy khen", "author": "Trường Mẫu", "sheets": sheets.sheets(certificates, {look.kind: look})}
    return certificates_pdf.draw("certificate", context, sheets.measures([look]))


@lru_cache
def page_of(content: bytes, number: int = 0):
    return pdfplumber.open(io.BytesIO(content)).pages[number]


@lru_cache
def lines_of(content: bytes, number: int = 0) -> dict[str, dict]:
    """Every line of a page by its text, in the order of reading of the file."""
    page, found = page_of(content, number), {}
    for char in page.chars:
        key = (char["mcid"], round(char["bottom"], 1) if char["mcid"] is None else None)
        found.setdefault(key, []).append(char)
    lines: dict[str, dict] = {}
    for chars in found.values():
        text = "".join(char["text"] for char in chars).strip()
        lines[text] = {
            "x0": min(char["x0"] for char in chars) / MM,
            "x1": max(char["x1"] for char in chars) / MM,
            "top": min(char["top"] for char in chars) / MM,
            "bottom": max(char["bottom"] for char in chars) / MM,
            "sizes": {round(char["size"], 1) for char in chars},
            "colours": {tuple(round(part, 2) for part in char["non_stroking_color"]) for char in chars},
            "fonts": {char["fontname"].rpartition("+")[2] for char in chars},
        }
    return lines


@pytest.fixture(scope="module")
def full() -> bytes:
    return drawn(certificate())


@pytest.fixture(scope="module")
def overprint() -> bytes:
    return drawn(certificate(), is_overprint=True)


def words_of(content: bytes) -> list[str]:
    return [line.strip() for line in PdfReader(io.BytesIO(content)).pages[0].extract_text().splitlines() if line]


def test_full_print_lays_the_lines_out_in_their_order_on_a4(full):
    page, lines = page_of(full), lines_of(full)
    assert (round(page.width / MM), round(page.height / MM)) == (297, 210)
    assert [" ".join(re.split(r"\s+", text)) for text in words_of(full)] == TOP_LINES + OWN_LINES
    tops = [next(line["top"] for text, line in lines.items() if text == wanted) for wanted in TOP_LINES]
    assert tops == sorted(tops)
    centres = {round((lines[text]["x0"] + lines[text]["x1"]) / 2) for text in TOP_LINES}
    assert centres <= {148, 149}


@pytest.mark.parametrize(
    ("text", "size", "colour", "font"),
    [
        (TOP_LINES[0], 15, BLACK, "Bold"),
        (TOP_LINES[1], 14, BLACK, "Bold"),
        (TOP_LINES[2], 18, RED, "Bold"),
        (TOP_LINES[3], 16, BLACK, "Bold"),
        (TOP_LINES[4], 36, RED, "Bold"),
        (OWN_LINES[1], 14, BLACK, ""),
        (OWN_LINES[2], 14, BLACK, ""),
        (OWN_LINES[5], 13, BLACK, "Bold-Italic"),
        (OWN_LINES[6], 13, BLACK, "Bold-Italic"),
        (OWN_LINES[7], 13, BLACK, "Bold-Italic"),
        (OWN_LINES[8], 13, BLACK, "Bold-Italic"),
        (OWN_LINES[9], 14, BLACK, "Bold"),
        (OWN_LINES[11], 14, BLACK, "Bold"),
    ],
)
def test_each_line_has_its_size_and_colour(full, text, size, colour, font):
    line = lines_of(full)[text]
    assert line["sizes"] == {size}
    assert line["colours"] == {tuple(round(part, 2) for part in colour)}
    assert {name.removeprefix("Liberation-Serif-Paper").strip("-") for name in line["fonts"]} == {font}


def test_there_is_room_for_signature_and_seal_and_the_feet_stand_where_they_should(full):
    lines = lines_of(full)
    gap = lines["Vũ Thị Thử"]["top"] - lines["PHÓ HIỆU TRƯỞNG"]["bottom"]
    assert 27 <= gap <= 35
    assert 210 - lines["Vũ Thị Thử"]["bottom"] == pytest.approx(20, abs=1.5)
    assert 210 - lines["Số sổ vàng: 3"]["bottom"] == pytest.approx(26, abs=2)
    assert lines["Số sổ vàng: 3"]["top"] > lines["ngày 30 tháng 12 năm 2022"]["top"]
    assert lines["Quyết định số 15/QĐ-TCT"]["x0"] == pytest.approx(25, abs=0.3)


def test_a3_is_the_same_larger(full):
    large = drawn(certificate(), paper="A3")
    page, small_lines, lines = page_of(large), lines_of(full), lines_of(large)
    assert (round(page.width / MM), round(page.height / MM)) == (420, 297)
    for text in ("NGUYỄN VĂN MẪU", TOP_LINES[4], OWN_LINES[5], OWN_LINES[11]):
        [key] = [key for key in lines if key.endswith(text)]
        assert max(lines[key]["sizes"]) == pytest.approx(max(small_lines[key]["sizes"]) * sqrt(2), abs=0.1)
        assert lines[key]["top"] == pytest.approx(small_lines[key]["top"] * sqrt(2), abs=0.4)
        assert lines[key]["x0"] == pytest.approx(small_lines[key]["x0"] * sqrt(2), abs=0.4)


def test_the_file_is_tagged_vietnamese_and_complete(full):
    reader = PdfReader(io.BytesIO(full))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("vi", True)
    assert (reader.metadata.title, reader.metadata.author) == ("Giấy khen", "Trường Mẫu")
    assert re.search(rb"pdfaid:part\W+3\b", root["/Metadata"].get_object().get_data())
    fonts = reader.pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in descendant["/FontDescriptor"].get_object()


# --- pre-printed blanks


def test_on_a_blank_only_the_own_words_are_printed(full, overprint):
    assert [" ".join(text.split()) for text in words_of(overprint)] == OWN_LINES
    assert len(page_of(full).lines + page_of(full).curves + page_of(full).rects) > 10  # the frame
    page = page_of(overprint)
    assert (page.lines, page.curves, page.rects, page.images) == ([], [], [], [])


def test_without_moving_the_words_stand_as_in_full_print(full, overprint):
    whole, own = lines_of(full), lines_of(overprint)
    for text, line in own.items():
        assert (line["x0"], line["top"]) == pytest.approx((whole[text]["x0"], whole[text]["top"]), abs=0.01), text


def test_everything_moves_by_the_page_and_each_field_by_itself(overprint):
    offsets = {Field.NAME: [3, -2.5], Field.SIGNER_NAME: [-7.5, 4], Field.BOOK: [0, 1.2]}
    moved = lines_of(drawn(certificate(), is_overprint=True, dx=-4.5, dy=6, offsets=offsets))
    own_moves = {"Ông": (3, -2.5), "NGUYỄN VĂN MẪU": (3, -2.5), "Vũ Thị Thử": (-7.5, 4), "Số sổ vàng: 3": (0, 1.2)}
    for text, line in lines_of(overprint).items():
        right, down = own_moves.get(text, (0, 0))
        change = (moved[text]["x0"] - line["x0"], moved[text]["top"] - line["top"])
        assert change == pytest.approx((-4.5 + right, 6 + down), abs=0.02), text


def test_millimetres_are_millimetres_on_a3_too():
    before = lines_of(drawn(certificate(), is_overprint=True, paper="A3"))
    after = lines_of(drawn(certificate(), is_overprint=True, paper="A3", dx=10, dy=-5))
    text = "Số sổ vàng: 3"
    change = (after[text]["x0"] - before[text]["x0"], after[text]["top"] - before[text]["top"])
    assert change == pytest.approx((10, -5), abs=0.02)


def test_full_print_knows_no_moving(full):
    assert lines_of(drawn(certificate(), dx=10, dy=10, offsets={Field.NAME: [5, 5]})) == lines_of(full)


def test_a_field_that_the_blank_has_already_is_left_out():
    words = words_of(drawn(certificate(), is_overprint=True, left_out=frozenset({Field.SIGNER_TITLE, Field.VERIFY})))
    gone = {"KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "Mã xác minh:", "7K2M9QXAB4-3-R7QD"}
    assert [" ".join(text.split()) for text in words] == [line for line in OWN_LINES if line not in gone]


# --- long names, rare marks


def name_of(letters: int) -> str:
    return ("NGUYỄN THỊ HỒNG PHƯƠNG " * 20)[:letters].strip()


LETTERS = (10, 45, 60, 70, 80, 100, 115)


@pytest.fixture(scope="module")
def names() -> bytes:
    return drawn(*(certificate(name=name_of(letters)) for letters in LETTERS), is_overprint=True)


@pytest.mark.parametrize("letters", LETTERS)
def test_a_name_shrinks_in_steps_and_is_never_broken(letters, names):
    one = certificate(name=name_of(letters))
    assert sheets.why_not_fit(one) == ""
    page = page_of(names, LETTERS.index(letters))
    chars = [char for char in page.chars if char["top"] / MM < 106]
    assert {round(char["bottom"], 1) for char in chars} == {round(chars[0]["bottom"], 1)}
    [size] = {round(char["size"], 1) for char in chars}
    spot = MOVABLE[Field.NAME]
    assert size in spot.sizes
    larger = [one for one in spot.sizes if one > size]
    text = f"Ông {one.name}"
    assert all(width_mm(text, step, bold=True) > spot.width for step in larger)
    assert min(char["x0"] for char in chars) / MM >= 19.9
    assert max(char["x1"] for char in chars) / MM <= 277.1


def test_a_name_that_fits_in_no_size_is_said_and_not_printed():
    longest = max(n for n in range(110, 150) if not sheets.why_not_fit(certificate(name="Â" * n, honorific="")))
    assert width_mm("Â" * longest, 8, bold=True) <= 257 < width_mm("Â" * (longest + 1), 8, bold=True)
    said = sheets.why_not_fit(certificate(name="Â" * 300))
    assert said == "Tên ở số sổ vàng 3 dài 300 chữ, không vừa một dòng dù ở cỡ chữ 8; tờ này viết tay."


def test_rare_marks_and_loose_marks_are_printed_composed():
    name = "LÒ THỊ ẴM ỠNG ŶN ĐẶNG"
    text = " ".join(words_of(drawn(certificate(name=unicodedata.normalize("NFD", name)), is_overprint=True)))
    assert f"Ông {name}" in " ".join(text.split())
    assert unicodedata.is_normalized("NFC", text)


def test_a_long_merit_breaks_between_words_and_stays_above_the_signature():
    merit = "Đã có thành tích xuất sắc " + "trong phong trào thi đua thực hiện nhiệm vụ " * 6
    place = "Phó Trưởng khoa phụ trách, Bí thư Chi bộ, " * 3 + "Khoa Nhà nước và pháp luật"
    page = page_of(drawn(certificate(merit=merit, place=place), is_overprint=True))
    middle = [char for char in page.chars if 106 < char["top"] / MM < 138 and char["x1"] / MM < 172]
    assert max(char["bottom"] for char in middle) / MM < 138
    assert len({round(char["bottom"]) for char in middle}) == 5  # two lines of the place, three of the merit
    assert len({round(char["top"]) for char in middle if char["top"] / MM > 117}) == 3


# --- pictures


def test_flags_only_where_they_are_asked_for(full):
    with_flags = drawn(certificate(), has_flags=True)

    def reds(content: bytes) -> int:
        picture = pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil().convert("RGB")
        above = picture.crop((int(60 * MM), int(14 * MM), int(237 * MM), int(37 * MM)))
        return sum(count for count, colour in above.getcolors(1 << 20) if colour[0] > 180 and colour[1] < 60)

    assert reds(full) == 0 < 500 < reds(with_flags)


def test_the_logo_stands_in_the_middle_above_and_moves_the_head_down(full):
    content = drawn(certificate(), emblem=disc())
    [image] = page_of(content).images
    assert ((image["x0"] + image["x1"]) / 2 / MM, image["top"] / MM) == pytest.approx((148.5, 15.5), abs=1)
    assert image["bottom"] / MM < lines_of(content)[TOP_LINES[0]]["top"]
    assert lines_of(content)[TOP_LINES[0]]["top"] > lines_of(full)[TOP_LINES[0]]["top"]
    assert page_of(drawn(certificate(), emblem=disc(), is_overprint=True)).images == []


def test_a_party_body_has_its_own_heading():
    assert words_of(drawn(certificate(), is_party=True))[:2] == ["ĐẢNG CỘNG SẢN VIỆT NAM", TOP_LINES[2]]


def test_the_qr_code_is_that_of_the_address():
    url = "https://thidua.truong.example/xac-minh/7K2M9QXAB4-3-R7QD/"
    content = drawn(certificate(verify_url=url), is_overprint=True)
    spot, code = MOVABLE[Field.VERIFY], segno.make(url, error="m", micro=False)
    scale, squares = 8, [list(row) for row in code.matrix_iter(border=4)]
    picture = pypdfium2.PdfDocument(content)[0].render(scale=scale).to_pil().convert("L")
    side = spot.height / len(squares)

    def dark(row: int, column: int) -> bool:
        x, y = spot.x + (column + 0.5) * side, spot.y + (row + 0.5) * side
        return picture.getpixel((int(x * MM * scale), int(y * MM * scale))) < 128

    assert [[dark(y, x) for x in range(len(squares))] for y in range(len(squares))] == [
        [bool(square) for square in row] for row in squares
    ]
    assert f"Mã QR của địa chỉ {url}" in alternatives(content)


def alternatives(content: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(content)) as file:
        return [str(item.Alt) for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]


# --- many


def test_joined_files_are_one_tagged_file_in_order():
    parts = [drawn(*(certificate(book=f"Số sổ vàng: {n}") for n in stretch)) for stretch in ((1, 2), (3,), (4, 5, 6))]
    joined = certificates_pdf.join(parts)
    reader = PdfReader(io.BytesIO(joined))
    books = [re.search(r"Số sổ vàng: (\d+)", page.extract_text())[1] for page in reader.pages]
    assert books == ["1", "2", "3", "4", "5", "6"]
    with pikepdf.open(io.BytesIO(joined)) as file:
        tree = file.Root.StructTreeRoot
        numbers = [int(number) for number in list(tree.ParentTree.Nums)[::2]]
        assert numbers == [int(page.obj.StructParents) for page in file.pages] == list(range(6))
        [document] = tree.K
        assert all(element.P.objgen == document.objgen for element in document.K)
        for number, page in enumerate(file.pages):
            tags = tree.ParentTree.Nums[2 * number + 1]
            assert {tag.Pg.objgen for tag in tags if "/Pg" in tag} == {page.obj.objgen}
        assert (str(file.Root.Lang), bool(file.Root.MarkInfo.Marked)) == ("vi", True)
    one = certificates_pdf.join(parts[:1])
    assert len(PdfReader(io.BytesIO(one)).pages) == 2


def forms(file: pikepdf.Pdf) -> list[pikepdf.Stream]:
    """Pictures of lines, not of dots."""
    streams = (item for item in file.objects if isinstance(item, pikepdf.Stream))
    return [stream for stream in streams if stream.get("/Subtype") == "/Form"]


def test_what_lies_behind_is_in_the_file_once_for_all_pages(full):
    one, three = (drawn(*[certificate()] * count, has_flags=True) for count in (1, 3))
    with pikepdf.open(io.BytesIO(one)) as few, pikepdf.open(io.BytesIO(three)) as many:
        assert len(forms(few)) == len(forms(many)) > 0
        assert len(many.pages) == 3
    shapes = [len(page_of(three, number).curves + page_of(three, number).lines) for number in range(3)]
    assert shapes == [shapes[0]] * 3
    assert shapes[0] > len(page_of(full).curves + page_of(full).lines)  # flags


def test_sheets_with_and_without_a_frame_stand_in_one_file():
    looks = {Kind.FIGHTER: Design(Kind.FIGHTER), Kind.WORKER: Design(Kind.WORKER, is_overprint=True, paper="A3")}
    kinds = [Kind.WORKER, Kind.FIGHTER, Kind.WORKER, Kind.FIGHTER]
    shown = sheets.sheets([certificate(kind=kind) for kind in kinds], looks)
    context = {"title": "Giấy khen", "author": "Trường Mẫu", "sheets": shown}
    content = certificates_pdf.draw("certificate", context, sheets.measures(looks.values()))
    pages = [page_of(content, number) for number in range(4)]
    assert [round(page.width / MM) for page in pages] == [420, 297, 420, 297]
    assert [bool(page.curves + page.lines) for page in pages] == [False, True, False, True]


# --- the sheet for adjusting blanks


def test_the_calibration_sheet_shows_each_frame_where_it_prints():
    design = Design(Kind.FIGHTER, is_overprint=True, dx=2, dy=-3, offsets={Field.BOOK: [1.5, 0]})
    context, measures = calibration.sheet(design)
    page = page_of(certificates_pdf.draw("calibration", context | {"title": "Canh chỉnh", "author": "Mẫu"}, measures))
    assert (round(page.width / MM), round(page.height / MM)) == (297, 210)
    text = page.extract_text()
    assert "dịch cả trang 2 mm sang phải, -3 mm xuống. In ở tỷ lệ 100%" in text
    assert "Số sổ vàng: 28,5 mm, 175 mm" in text
    assert "Họ tên người ký: 174 mm, 181 mm" in text
    [hundred] = [word for word in page.extract_words() if word["text"] == "100" and word["top"] / MM < 10]
    assert (hundred["x0"] + hundred["x1"]) / 2 / MM == pytest.approx(100, abs=0.2)
    picture = pypdfium2.PdfDocument(page.pdf.stream.getvalue())[0].render(scale=6).to_pil().convert("L")

    def ink(x: float, y: float) -> bool:
        """Whether something is drawn within a fifth of a millimetre."""
        box = [int((value + off) * MM * 6) for value, off in ((x, -0.2), (y, -0.2), (x, 0.2), (y, 0.2))]
        return picture.crop(tuple(box)).getextrema()[0] < 200

    assert (ink(100, 5), ink(100.5, 5), ink(101, 2), ink(5, 100), ink(297 - 5, 60)) == (True, False, True, True, True)
    assert (ink(28.5, 175.5), ink(27, 175.5)) == (True, False)  # the corner of a frame
    assert (ink(20, 22), ink(277, 188), ink(148.5, 103)) == (True, True, True)  # crosses


def test_a_field_left_out_has_no_frame():
    context, _ = calibration.sheet(Design(Kind.MERIT, is_overprint=True, left_out=frozenset({Field.DATE})))
    assert [label.text for label in context["labels"] if label.text.startswith("Địa danh")] == []
