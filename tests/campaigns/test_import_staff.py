"""People with their postings from Excel: read, previewed, imported as a whole or not at all."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Posting, StaffMember
from tests.excel import as_upload, confirm, counts_of, opened, problems_of, rows_of, upload
from thidua.models import AuditEntry, ImportFile

HEAD = ["Mã cán bộ", "Họ và tên", "Giới tính", "Ngày sinh", "Loại lao động", "Vào cơ quan ngày", "Đơn vị", "Chức vụ"]
HEAD += ["Ngày bắt đầu", "Ngày kết thúc", "Nơi công tác chính", "Đứng đầu đơn vị", "Ký với tư cách"]
MAI = ["CB9001", "Lò Thị Mai", "Nữ", "25/09/1985", "Viên chức", "01/09/2010", "Khoa Xây dựng Đảng", "Giảng viên"]
MAI += ["01/09/2010", None, None, None, None]
NAM = ["CB9002", "Vàng Văn Nam", "Nam", "1/2/1990", "Cán bộ", "01/09/2015", "TCHC", "Chuyên viên", "01/09/2015"]


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def test_new_people_are_shown_and_then_written(clerk):
    kept = upload(clerk, "can-bo", HEAD, MAI, NAM)
    assert counts_of(kept) == {"new": 2, "changed": 0, "unchanged": 0, "wrong": 0}
    assert not StaffMember.objects.filter(code="CB9001").exists()
    page = clerk.get(kept.get_absolute_url()).content.decode()
    assert "Đọc được 2 dòng: 2 dùng được, 0 cần sửa. Chưa nhập dòng nào." in page
    assert "Lò Thị Mai (CB9001)" in page

    kept = confirm(clerk, kept)
    assert kept.stage == ImportFile.Stage.DONE
    assert "Đã nhập 2 dòng: thêm 2, đổi 0, giữ nguyên 0." in clerk.get(kept.get_absolute_url()).content.decode()
    mai = StaffMember.objects.get(code="CB9001")
    assert (mai.full_name, mai.gender, mai.birth_date, mai.joined_on) == (
        "Lò Thị Mai",
        "female",
        date(1985, 9, 25),
        date(2010, 9, 1),
    )
    assert mai.search_key == "lo thi mai cb9001"
    posting = mai.postings.get()
    assert (posting.department.code, posting.post, posting.starts_on, posting.is_main, posting.is_head) == (
        "XDD",
        "Giảng viên",
        date(2010, 9, 1),
        True,
        False,
    )


def test_the_same_file_twice_changes_nothing(clerk):
    confirm(clerk, upload(clerk, "can-bo", HEAD, MAI, NAM))
    before = list(StaffMember.objects.order_by("pk").values()), list(Posting.objects.order_by("pk").values())
    lines = AuditEntry.objects.count()
    kept = upload(clerk, "can-bo", HEAD, MAI, NAM)
    assert counts_of(kept) == {"new": 0, "changed": 0, "unchanged": 2, "wrong": 0}
    kept = confirm(clerk, kept)
    assert kept.stage == ImportFile.Stage.READY
    page = clerk.get(kept.get_absolute_url()).content.decode()
    assert "Không có gì để nhập: cả 2 dòng đã có đúng như vậy trong chương trình." in page
    assert (list(StaffMember.objects.order_by("pk").values()), list(Posting.objects.order_by("pk").values())) == before
    assert AuditEntry.objects.count() == lines


def test_a_change_shows_before_and_after_and_an_empty_cell_keeps_what_is_there(clerk, school):
    person = school.lecturer
    kept = upload(
        clerk, "can-bo", ["Mã cán bộ", "Họ và tên", "Ngày sinh", "Email"], [person.code, None, 31315, "x@y.vn"]
    )
    assert rows_of(kept) == [
        (
            2,
            "Đổi",
            [],
            [["Ngày sinh", "25/09/1985", "25/09/1985"]][:0] + [["Thư điện tử", "(trống)", "x@y.vn"]],
        )
    ]
    confirm(clerk, kept)
    person.refresh_from_db()
    assert (person.full_name, person.email, person.birth_date) == ("Nguyễn Thị Hoa", "x@y.vn", date(1985, 9, 25))
    entry = AuditEntry.objects.get(
        target_type="campaigns.staffmember", target_id=str(person.pk), verb__endswith="import"
    )
    assert (entry.before, entry.after) == ({"email": ""}, {"email": "x@y.vn"})
    assert entry.actor == school.clerk.user


def test_one_line_for_the_import_and_one_for_each_person(clerk):
    confirm(clerk, upload(clerk, "can-bo", HEAD, MAI, NAM))
    lines = AuditEntry.objects.filter(verb__endswith=".import").order_by("pk")
    assert [(entry.verb, entry.target_label) for entry in lines] == [
        ("staffmember.import", "Lò Thị Mai"),
        ("staffmember.import", "Vàng Văn Nam"),
        ("importfile.import", "danh-sach.xlsx"),
    ]
    assert lines[2].after == {"kind": "can-bo", "new": 2, "changed": 0, "unchanged": 0}


WRONG = [
    (3, "31/02/1985", "Ngày sinh", "31/02/1985", "Ngày sinh phải là ngày có thật"),
    (3, "25/9/85", "Ngày sinh", "25/9/85", "Ngày sinh phải có năm gồm 4 chữ số"),
    (3, 1985, "Ngày sinh", "1985", "Ngày sinh phải có đủ ngày, tháng, năm"),
    (1, None, "Họ và tên", "(trống)", "Nhập họ và tên"),
    (2, "Khác", "Giới tính", "Khác", "Giới tính: chọn một trong các mục “Nam”, “Nữ”"),
    (0, None, "Mã cán bộ", "(trống)", "Nhập mã cán bộ"),
    (8, "31/08/2010 ", "Ngày bắt đầu", None, None),
]


@pytest.mark.parametrize(("place", "value", "column", "shown", "sentence"), WRONG)
def test_a_wrong_cell_is_named_and_nothing_is_written(clerk, place, value, column, shown, sentence):
    row = [*MAI[:place], value, *MAI[place + 1 :]]
    kept = upload(clerk, "can-bo", HEAD, row, NAM)
    if sentence is None:
        assert kept.wrong == 0
        return
    assert problems_of(kept) == [(2, column, shown, sentence)]
    assert counts_of(kept) == {"new": 1, "changed": 0, "unchanged": 0, "wrong": 1}
    kept = confirm(clerk, kept)
    assert kept.stage == ImportFile.Stage.READY
    assert not StaffMember.objects.filter(code__in=["CB9001", "CB9002"]).exists()
    page = clerk.get(kept.get_absolute_url()).content.decode()
    assert "Chưa nhập được vì còn 1 dòng cần sửa." in page
    assert "Tải tệp có ghi lỗi" in page
    assert ">Nhập 2 dòng<" not in page


def test_a_unit_that_does_not_exist_is_answered_with_those_that_do(clerk):
    kept = upload(clerk, "can-bo", HEAD, [*MAI[:6], "Khoa Vật lý", *MAI[7:]])
    ((number, column, value, sentence),) = problems_of(kept)
    assert (number, column, value) == (2, "Đơn vị", "Khoa Vật lý")
    assert sentence.startswith("Đơn vị: chọn một trong các mục “Trường Chính trị tỉnh Lai Châu”, “Ban Lãnh đạo”")


def test_two_rows_of_one_person_are_two_postings(clerk):
    second = [
        "CB9001",
        None,
        None,
        None,
        None,
        None,
        "Phòng Tổ chức, Hành chính",
        "Trợ lý",
        "01/10/2020",
        None,
        "Không",
    ]
    kept = upload(clerk, "can-bo", HEAD, MAI, second)
    assert [row[1] for row in rows_of(kept)] == ["Thêm mới", "Thêm mới"]
    confirm(clerk, kept)
    postings = Posting.objects.filter(staff_member__code="CB9001").order_by("starts_on")
    assert [(p.post, p.is_main) for p in postings] == [("Giảng viên", True), ("Trợ lý", False)]


def test_rows_about_one_person_must_agree(clerk):
    second = ["CB9001", "Lò Thị Mây", None, None, None, None, "TCHC", "Trợ lý", "01/10/2020", None, "Không"]
    kept = upload(clerk, "can-bo", HEAD, MAI, second)
    assert problems_of(kept) == [
        (3, "Họ và tên", "Lò Thị Mây", "Khác dòng 2 về cùng mã cán bộ; ghi giống nhau hoặc để trống")
    ]


def test_one_head_and_one_main_place_at_a_time_across_file_and_database(clerk, school):
    new_head = [*MAI[:11], "Có", None]
    kept = upload(clerk, "can-bo", HEAD, new_head, ["CB9001", *[None] * 5, "TCHC", "Trợ lý", "01/10/2020"])
    taken = "nhập ngày kết thúc của vị trí đó trước"
    assert [(number, column) for number, column, _, _ in problems_of(kept)] == [
        (2, "Ngày bắt đầu"),
        (2, "Đơn vị"),
        (3, "Ngày bắt đầu"),
    ]
    assert problems_of(kept)[1][3] == f"Đơn vị này đã có người đứng đầu: Trần Văn Minh, từ 04/01/2010 đến nay; {taken}"

    # The old head's posting ends and the new one's begins in one file, in any order of rows.
    minh = [school.head.code, *[None] * 5, "XDD", None, "04/01/2010", "28/02/2022"]
    begins = [*MAI[:8], "01/03/2022", None, None, "Có", None]
    kept = upload(clerk, "can-bo", HEAD, begins, minh)
    assert problems_of(kept) == []
    assert confirm(clerk, kept).stage == ImportFile.Stage.DONE
    heads = Posting.objects.filter(department=school.faculty, is_head=True).order_by("starts_on")
    assert [(p.staff_member.full_name, p.ends_on) for p in heads] == [
        ("Trần Văn Minh", date(2022, 2, 28)),
        ("Lò Thị Mai", None),
    ]


def test_a_signer_signs_as_something(clerk):
    confirm(clerk, upload(clerk, "can-bo", HEAD, [*MAI[:12], "KT. (ký thay)"]))
    posting = Posting.objects.get(staff_member__code="CB9001")
    assert (posting.may_sign, posting.signs_as) == (True, "KT")


def test_what_changed_meanwhile_is_shown_again_and_not_written(clerk, school):
    kept = upload(clerk, "can-bo", ["Mã cán bộ", "Email"], [school.lecturer.code, "moi@truong.example"])
    StaffMember.objects.filter(pk=school.lecturer.pk).update(email="khac@truong.example")
    kept = confirm(clerk, kept)
    assert kept.stage == ImportFile.Stage.READY
    assert "đã đổi sau khi xem trước" in clerk.get(kept.get_absolute_url()).content.decode()
    assert rows_of(kept)[0][3] == [["Thư điện tử", "khac@truong.example", "moi@truong.example"]]
    school.lecturer.refresh_from_db()
    assert school.lecturer.email == "khac@truong.example"
    assert confirm(clerk, kept).stage == ImportFile.Stage.DONE


def test_the_file_and_its_rows_go_once_imported(clerk):
    kept = upload(clerk, "can-bo", HEAD, MAI)
    path = Path(kept.file.path)
    assert path.exists()
    kept = confirm(clerk, kept)
    assert not path.exists()
    assert (kept.file.name, kept.rows.count()) == ("", 0)


def test_the_file_given_back_says_what_to_mend_and_is_read_again(clerk):
    wrong = [*MAI[:3], "31/02/1985", *MAI[4:]]
    kept = upload(clerk, "can-bo", ["DANH SÁCH CÁN BỘ"], [], HEAD, wrong, NAM)
    response = clerk.get(reverse("import_marked", args=[kept.pk]))
    sheet = opened(response.content).active
    place = len(HEAD) + 1
    assert sheet.cell(3, place).value == "Lỗi cần sửa"
    assert sheet.cell(4, place).value == "Ngày sinh phải là ngày có thật"
    assert sheet.cell(4, 4).fill.fgColor.rgb == "00FDE7E4"
    assert sheet.cell(5, place).value is None
    sheet.cell(4, 4).value = "28/02/1985"
    kept = upload(clerk, "can-bo", book=sheet.parent)
    assert (counts_of(kept), kept.layout["unused"]) == ({"new": 2, "changed": 0, "unchanged": 0, "wrong": 0}, [])
    assert confirm(clerk, kept).stage == ImportFile.Stage.DONE


def test_a_formula_somebody_put_there_does_not_come_back_alive(clerk):
    wrong = [*MAI[:3], "31/02/1985", *MAI[4:]]
    kept = upload(clerk, "can-bo", [*HEAD, "Ghi chú"], [*wrong, '=HYPERLINK("http://noi-khac.example","x")'])
    sheet = opened(clerk.get(reverse("import_marked", args=[kept.pk])).content).active
    assert [(cell.data_type, cell.value) for row in sheet for cell in row if str(cell.value).startswith("=")] == [
        ("s", '=HYPERLINK("http://noi-khac.example","x")')
    ]


def test_the_template_filled_in_is_read(clerk):
    response = clerk.get(reverse("import_template", args=["can-bo"]))
    book = opened(response.content)
    assert book.sheetnames == ["Nhập liệu", "Hướng dẫn"]
    sheet = book.active
    heads = {cell.value: cell.column for cell in sheet[3]}
    for head, value in zip(HEAD, MAI, strict=True):
        sheet.cell(4, heads[head], value)
    kept = upload(clerk, "can-bo", book=book)
    assert (counts_of(kept), kept.layout["unused"]) == ({"new": 1, "changed": 0, "unchanged": 0, "wrong": 0}, [])


def test_the_list_names_what_waits_and_when_it_was_last_done(clerk):
    kept = upload(clerk, "can-bo", HEAD, MAI)
    page = clerk.get(reverse("import_list")).content.decode()
    assert page.count("Chưa nhập<") == 5
    assert "danh-sach.xlsx</a> (Cán bộ và vị trí công tác)" in page
    confirm(clerk, kept)
    page = clerk.get(reverse("import_list")).content.decode()
    assert page.count("Chưa nhập<") == 4


def test_a_file_that_is_no_workbook_is_refused_on_the_form(clerk):
    response = clerk.post(reverse("import_start", args=["can-bo"]), {"file": as_upload(b"a,b\n1,2\n", "a.csv")})
    assert response.status_code == 200
    assert "Tệp là văn bản (.csv hoặc trang web), không phải Excel .xlsx" in response.content.decode()
    assert ImportFile.objects.count() == 0


def test_without_the_right_head_the_file_is_told_to_use_the_template(clerk):
    kept = upload(clerk, "can-bo", ["A", "B"], [1, 2])
    assert kept.stage == ImportFile.Stage.UNREADABLE
    assert kept.sentence.startswith("Không thấy dòng tiêu đề có các cột “Mã cán bộ”, “Họ và tên”")
    assert kept.sentence.split(".")[0] in clerk.get(kept.get_absolute_url()).content.decode()


def test_another_clerk_s_file_is_not_there(school, clerk, sign_in):
    kept = upload(clerk, "can-bo", HEAD, MAI)
    school.clerk.user.groups.first().user_set.add(school.office_head.user)
    assert sign_in(school.office_head).get(kept.get_absolute_url()).status_code == 404
    assert clerk.get(kept.get_absolute_url()).status_code == 200


@pytest.mark.one_database("how many questions are asked")
def test_the_preview_asks_the_same_however_many_rows(clerk):
    asked = []
    for rows in (1, 3):
        kept = upload(clerk, "can-bo", HEAD, *[[f"CB90{n}", *MAI[1:]] for n in range(rows)])
        clerk.get(kept.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            clerk.get(kept.get_absolute_url())
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 15
