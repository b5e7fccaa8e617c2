"""Rows out of workbooks as people make them, and hostile ones refused with a sentence."""

import struct
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.data.excel.make import HOSTILE
from tests.excel import book_of, bytes_of, opened
from thidua import xlsx_safety
from thidua.spreadsheets import Column, safe_cell, template
from thidua.workbooks import Table, read_table
from thidua.workflow import Refused
from thidua.xlsx_cells import NO_RESULT, OLD_FONT_VNI, TOO_MANY_ROWS, TOO_MERGED, Unread
from thidua.xlsx_safety import refuse_unsafe

DATA = Path(__file__).resolve().parent.parent / "data" / "excel"
COLUMNS = [
    Column("code", "Mã cán bộ", needed=True, aliases=("Mã CB",)),
    Column("name", "Họ và tên"),
    Column("birth", "Ngày sinh"),
    Column("number", "Số quyết định", aliases=("Quyết định số",)),
    Column("year", "Năm"),
]


def read(book: Workbook | bytes) -> Table:
    file = BytesIO(book if isinstance(book, bytes) else bytes_of(book))
    refuse_unsafe(file)
    return read_table(file, COLUMNS)


def rows(book: Workbook) -> list[tuple[int, dict]]:
    return [(row.number, row.cells) for row in read(book).rows]


def test_columns_in_any_order_blank_ones_titles_and_blank_rows():
    book = book_of(
        ["DANH SÁCH"], [], [None, "HỌ VÀ TÊN *", None, "ma can bo", "Ghi chú"], [], [None, "Hoa", None, "CB1"]
    )
    book.active.append([])
    book.active.append(["x", "Lan", None, "CB2", "thừa"])
    table = read(book)
    assert [(row.number, row.cells) for row in table.rows] == [
        (5, {"name": "Hoa", "code": "CB1"}),
        (7, {"name": "Lan", "code": "CB2"}),
    ]
    assert (table.head_row, table.unused) == (3, ["Ghi chú"])


def test_a_head_in_two_rows_with_merged_cells_and_a_row_of_numbers_under_it():
    book = Workbook()
    sheet = book.active
    for place, text in {"A1": "Mã CB", "B1": "Họ và tên", "D1": "Quyết định", "D2": "Số", "E2": "Năm"}.items():
        sheet[place] = text
    for merged in ("A1:A2", "B1:C2", "D1:E1"):
        sheet.merge_cells(merged)
    for place, number in enumerate(range(1, 6), 1):
        sheet.cell(3, place, f"({number})")
    sheet.append(["CB1", "Lò Thị", "Mai", "15/QĐ", "2019"])
    sheet["A5"], sheet["E5"], sheet["A6"] = "CB2", 2020, "CB3"
    sheet.merge_cells("E5:E6")
    assert rows(book) == [
        (4, {"code": "CB1", "name": "Lò Thị Mai", "number": "15/QĐ", "year": "2019"}),
        (5, {"code": "CB2", "year": 2020}),
        (6, {"code": "CB3", "year": 2020}),
    ]


def test_values_as_excel_keeps_them():
    book = book_of(["Mã cán bộ", "Họ và tên", "Ngày sinh", "Năm"])
    sheet = book.active
    sheet.append([12, "  Hoa\u0300 ", date(1985, 9, 25), 2020.0])
    sheet.append([True, "a\nb", datetime(1985, 9, 25, 0, 0), 1.5])  # noqa: DTZ001 - Excel knows no zones
    sheet.append(["CB3", "=1+1", 31315])
    sheet["A2"].number_format = "0000"
    assert rows(book) == [
        (2, {"code": "0012", "name": "Hoà", "birth": date(1985, 9, 25), "year": 2020}),
        (3, {"code": True, "name": "a\nb", "birth": date(1985, 9, 25), "year": 1.5}),
        (4, {"code": "CB3", "name": Unread(NO_RESULT), "birth": 31315}),
    ]


def test_the_calendar_of_old_macs():
    book = book_of(["Mã cán bộ", "Ngày sinh"], ["CB1", date(1985, 9, 25)])
    book.epoch = CALENDAR_MAC_1904
    assert rows(book) == [(2, {"code": "CB1", "birth": date(1985, 9, 25)})]


def test_bare_numbers_in_the_calendar_of_old_macs_say_so():
    book = book_of(["Mã cán bộ", "Ngày sinh"], ["CB1", 31315 - 1462])
    book.epoch = CALENDAR_MAC_1904
    birth = read(book).rows[0].cells["birth"]
    assert (birth, birth.ours) == (31315 - 1462, 31315)


def test_old_code_is_read_by_its_signs_by_its_font_and_by_its_column():
    book = book_of(["M· c¸n bé", "Hä vµ tªn"], ["CB1", "NguyÔn V¨n §¹t"], ["CB2", "Cao Tó"])
    assert [cells["name"] for _, cells in rows(book)] == ["Nguyễn Văn Đạt", "Cao Tú"]
    book = book_of(["Mã cán bộ", "Họ và tên"], ["CB1", "cao tó"], ["CB2", "Cao Tó"])
    book.active["B2"].font = Font(name=".VnTimeH")
    assert [cells["name"] for _, cells in rows(book)] == ["CAO TÚ", "Cao Tó"]


def test_a_column_in_both_codes_is_refused_where_it_reads_both_ways():
    book = book_of(["Mã cán bộ", "Họ và tên"], ["CB1", "NguyÔn V¨n §¹t"], ["CB2", "Cao Tó"], ["CB3", "Nguyễn Văn Đạt"])
    names = [cells["name"] for _, cells in rows(book)]
    assert [type(name) for name in names] == [str, Unread, str]
    assert (names[0], names[2]) == ("Nguyễn Văn Đạt", "Nguyễn Văn Đạt")


def test_vni_is_refused():
    book = book_of(["Mã cán bộ", "Họ và tên"], ["CB1", "Nguyeãn"])
    book.active["B2"].font = Font(name="VNI-Times")
    assert rows(book)[0][1]["name"] == Unread(OLD_FONT_VNI)


def test_a_hidden_sheet_is_not_read_and_the_best_head_wins():
    book = book_of(["Mã cán bộ", "Họ và tên"], ["CB1", "Ẩn"])
    book.active.sheet_state = "hidden"
    other = book.create_sheet("Thật")
    other.append(["Mã cán bộ", "Họ và tên", "Năm"])
    other.append(["CB2", "Hiện", 2020])
    book.active = 1
    table = read(book)
    assert (table.sheet, [row.cells["code"] for row in table.rows]) == ("Thật", ["CB2"])


@pytest.mark.parametrize(
    ("book", "sentence"),
    [
        (book_of(["Mã cán bộ", "Họ và tên", "Mã CB"], ["1", "2", "3"]), "Tệp có hai cột “Mã cán bộ”"),
        (book_of(["Mã cán bộ", "Họ và tên"]), "Tệp chưa có dòng dữ liệu nào"),
        (book_of(["a", "b"], ["1", "2"]), "Không thấy dòng tiêu đề có các cột “Mã cán bộ”"),
        (Workbook(), "Không thấy dòng tiêu đề"),
    ],
)
def test_a_head_that_cannot_be_used(book, sentence):
    with pytest.raises(Refused, match=sentence):
        read(book)


def test_no_more_rows_than_can_be_read(monkeypatch):
    monkeypatch.setattr("thidua.workbooks.MOST_ROWS", 2)
    head = ["Mã cán bộ", "Họ và tên"]
    assert len(read(book_of(head, ["1", "a"], ["2", "b"])).rows) == 2
    with pytest.raises(Refused) as refused:
        read(book_of(head, ["1", "a"], ["2", "b"], ["3", "c"]))
    assert str(refused.value) == TOO_MANY_ROWS


def test_a_range_of_millions_of_merged_cells_is_refused_at_once():
    book = book_of(["Mã cán bộ", "Họ và tên"], ["1", "a"])
    content = _edited(
        bytes_of(book),
        "xl/worksheets/sheet1.xml",
        b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    with pytest.raises(Refused) as refused:
        read(content)
    assert str(refused.value) == TOO_MERGED


def test_a_cell_far_away_costs_nothing():
    book = book_of(["Mã cán bộ", "Họ và tên"], ["1", "a"])
    book.active["XFD1048576"] = "x"
    assert len(read(book).rows) == 1


@pytest.mark.parametrize(("name", "sentence"), HOSTILE.items())
def test_hostile_files_are_refused_with_a_sentence(name, sentence):
    with pytest.raises(Refused) as refused:
        read((DATA / name).read_bytes())
    assert str(refused.value) == sentence


def _edited(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if name == part else data)
    return stream.getvalue()


def _with_part(size: int) -> bytes:
    stream = BytesIO(bytes_of(book_of(["Mã cán bộ", "Họ và tên"], ["1", "a"])))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/lon.bin", b"\0" * size)
    return stream.getvalue()


def test_a_file_that_unpacks_too_large_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(xlsx_safety, "MOST_RATIO", 10**9)
    monkeypatch.setattr(xlsx_safety, "MOST_UNPACKED", 300_000)
    read(_with_part(200_000))
    with pytest.raises(Refused) as refused:
        read(_with_part(300_000))
    assert str(refused.value) == xlsx_safety.BOMB


def test_a_ratio_of_more_than_a_hundred_is_refused_from_a_megabyte_on():
    read(_with_part(900_000))
    with pytest.raises(Refused) as refused:
        read(_with_part(1_100_000))
    assert str(refused.value) == xlsx_safety.BOMB


def test_more_tags_than_a_list_needs_are_refused(monkeypatch):
    content = bytes_of(book_of(["Mã cán bộ", "Họ và tên"], ["1", "a"]))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        tags = sum(archive.read(n).count(b"<") for n in archive.namelist() if n.endswith((".xml", ".rels")))
    monkeypatch.setattr(xlsx_safety, "MOST_TAGS", tags)
    read(content)
    monkeypatch.setattr(xlsx_safety, "MOST_TAGS", tags - 1)
    with pytest.raises(Refused):
        read(content)


def test_the_size_of_an_upload_has_a_limit(settings):
    content = bytes_of(book_of(["Mã cán bộ", "Họ và tên"], ["1", "a"]))
    settings.MAX_UPLOAD_BYTES = len(content)
    read(content)
    settings.MAX_UPLOAD_BYTES = len(content) - 1
    with pytest.raises(Refused, match="Tệp nặng 0,0 MB"):
        read(content)


def test_a_lying_directory_does_not_unpack_more_than_it_says():
    """Sizes in the directory are what is unpacked at most; a part longer than it says is broken."""
    content = bytearray(bytes_of(book_of(["Mã cán bộ", "Họ và tên"], ["1", "a"])))
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<L", 10)
    with pytest.raises(Refused) as refused:
        read(bytes(content))
    assert str(refused.value) == xlsx_safety.BROKEN


@pytest.mark.parametrize("text", ["=1+1", "+84 213", "-5", "@SUM(A1)", "\t=1", "=HYPERLINK(1)"])
def test_text_that_looks_like_a_formula_stays_text(text):
    book = Workbook()
    safe_cell(book.active["A1"], text)
    cell = opened(bytes_of(book)).active["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_other_values_are_what_they_are():
    book = Workbook()
    for place, value in {"A1": 5, "A2": date(2022, 1, 2), "A3": "Hoa", "A4": "a\x00b", "A5": None}.items():
        safe_cell(book.active[place], value)
    sheet = opened(bytes_of(book)).active
    assert [sheet[f"A{n}"].value for n in (1, 3, 4, 5)] == [5, "Hoa", "ab", None]
    assert sheet["A2"].value.date() == date(2022, 1, 2)
    assert not sheet["A3"].quotePrefix


def test_the_template_has_hints_and_lists_in_its_cells():
    columns = [Column("g", "Giới tính", "Như trong giấy tờ", "Nữ", True, ("Nam", "Nữ")), Column("n", "Ghi chú")]
    book = opened(template("Mẫu", columns, ["Luật một."]))
    sheet, guide = book["Nhập liệu"], book["Hướng dẫn"]
    assert [cell.value for cell in sheet[3]] == ["Giới tính", "Ghi chú"]
    assert sheet["A3"].comment.text == "Như trong giấy tờ. Ví dụ: Nữ."
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["A4:A20000"].formula1 == "'Hướng dẫn'!$F$3:$F$4"
    assert (rules["A4:A20000"].promptTitle, rules["A4:A20000"].prompt) == ("Giới tính", "Như trong giấy tờ. Ví dụ: Nữ.")
    assert [guide["F3"].value, guide["F4"].value] == ["Nam", "Nữ"]
    assert sheet.column_dimensions["A"].number_format == "@"
    assert "Luật một." in [cell.value for cell in guide["A"]]


SHARED = """<?xml version="1.0" encoding="UTF-8"?>
<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<x:si><x:t>Mã cán bộ</x:t></x:si><x:si><x:r><x:rPr><x:b/></x:rPr><x:t>Họ </x:t></x:r><x:r><x:t>và tên</x:t></x:r></x:si>
<x:si><x:t>CB1</x:t></x:si>
<x:si><x:r><x:rPr><x:rFont val=".VnTime"/></x:rPr><x:t>Cao Tó</x:t></x:r><x:rPh><x:t>bỏ</x:t></x:rPh></x:si></x:sst>"""
SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="str"><f>A1</f><v>Năm</v></c></row>
<row><c t="s"><v>2</v></c><c t="s"><v>3</v></c><c><f>1+1</f><v>2020</v></c></row>
<row r="5"><c r="A5" t="e"><v>#REF!</v></c><c r="B5" t="b"><v>1</v></c></row></sheetData></worksheet>"""


def test_strings_as_excel_itself_shares_them_and_places_left_out():
    """openpyxl writes each text into its cell; Excel keeps all texts in one part, with runs, prefixes, no addresses."""
    content = _replaced({"xl/sharedStrings.xml": SHARED.encode(), "xl/worksheets/sheet1.xml": SHEET.encode()})
    table = read(content)
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, {"code": "CB1", "name": "Cao Tú", "year": 2020}),
        (5, {"code": Unread("Ô có lỗi #REF! của Excel; sửa công thức hoặc nhập giá trị"), "name": True}),
    ]


def _replaced(parts: dict[str, bytes]) -> bytes:
    """An empty workbook with these parts in place of its own, and told of its shared strings."""
    told = b'<Relationship Id="rIdS" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(bytes_of(Workbook()))) as source, zipfile.ZipFile(stream, "w") as target:
        own = {name: source.read(name) for name in source.namelist()}
        own["xl/_rels/workbook.xml.rels"] = own["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", told)
        for name, data in (own | parts).items():
            target.writestr(name, data)
    return stream.getvalue()
