"""A page's tables as a workbook: what is seen goes out, as text, number or date; nothing ever becomes a formula."""

import io
from datetime import date

import lxml.html
import pytest
from openpyxl import load_workbook

from thidua.tables import Table, tables_of, workbook

PAGE = """
<h1>Cán bộ</h1>
<table><tr><td>Không có tên bảng: không phải danh sách</td></tr></table>
<table><caption>2 người</caption>
<thead><tr><th data-screen-only>Chọn</th><th>Họ và tên</th><th>Mã</th><th class="td-num">Thưởng</th><th>Ngày</th>
</tr></thead>
<tbody>
<tr><td><input type="checkbox"></td><th><a href="/x/">Lò Thị   Nọi</a> <span class="visually-hidden">ẩn</span></th>
    <td>0012</td><td class="td-num">1.490.000</td>
    <td><span class="td-st"><svg><title>hình</title></svg>20/12/2022</span></td></tr>
<tr><td></td><th>=HYPERLINK("x")</th><td>2022</td><td class="td-num">–</td>
    <td>Chưa có <a data-screen-only href="/">Sửa</a></td></tr>
</tbody></table>
"""


def test_a_table_is_read_as_it_is_seen():
    [table] = tables_of(lxml.html.fromstring(PAGE))
    assert table == Table(
        "2 người",
        ["Họ và tên", "Mã", "Thưởng", "Ngày"],
        [["Lò Thị Nọi", "0012", 1490000, date(2022, 12, 20)], ['=HYPERLINK("x")', 2022, "–", "Chưa có"]],
    )


def sheets(title: str, tables: list[Table]):
    return load_workbook(io.BytesIO(workbook(title, tables))).worksheets


@pytest.mark.django_db
def test_the_workbook_keeps_kinds_and_never_holds_a_formula(clock_at):
    clock_at(date(2022, 12, 20))
    [sheet] = sheets("Cán bộ", list(tables_of(lxml.html.fromstring(PAGE))))
    assert sheet.title == "2 người"
    assert [sheet["A1"].value, sheet["A2"].value] == ["Cán bộ", "2 người"]
    assert sheet["A3"].value.endswith("20/12/2022 từ phần mềm Thi Đua")
    assert [cell.value for cell in sheet[4]] == ["Họ và tên", "Mã", "Thưởng", "Ngày"]
    assert [cell.data_type for cell in sheet[5]] == ["s", "s", "n", "d"]
    assert sheet["D5"].number_format == "dd/mm/yyyy"
    assert (sheet["A6"].data_type, sheet["A6"].value) == ("s", '=HYPERLINK("x")')
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A5", "A4:D6")


@pytest.mark.django_db
def test_sheets_have_names_that_excel_takes():
    words = "Các quyết định: 2021/2022 [mới nhất trước] dài quá"
    first, second, empty = sheets("Tên", [Table(words, ["A"], []), Table(words, ["A"], []), Table("", ["A"], [])])
    assert (first.title, second.title, empty.title) == (
        "Các quyết định  2021 2022  m",
        "Các quyết định  2021 2022  m 2",
        "Tên",
    )
    assert all(len(sheet.title) <= 31 for sheet in (first, second, empty))


@pytest.mark.django_db
def test_a_page_without_a_list_gives_a_workbook_that_says_its_name():
    [sheet] = sheets("Phiên họp", [])
    assert sheet["A1"].value == "Phiên họp"
