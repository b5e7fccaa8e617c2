"""What an imported row of a person does beside itself: the account of a member in session, a stand-in, a name."""

from datetime import date

import pytest

from campaigns import acting, leaving
from tests.awards.meeting import DAY, convene, make_session
from tests.excel import confirm, problems_of, upload
from thidua.clock import standing_at
from thidua.models import ImportFile

LEAVING = ["Mã cán bộ", "Họ và tên", "Thôi việc ngày"]


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


@pytest.fixture
def sitting(school, campaign, council, clock_at):
    clock_at(DAY)
    with standing_at(DAY):
        return convene(make_session(campaign, council), by=school.rector.user)


def test_a_member_does_not_leave_by_a_file_while_the_council_sits(clerk, school, sitting):
    head, lecturer = school.head, school.lecturer
    rows = [[person.code, person.full_name, "19/12/2022"] for person in (head, lecturer)]
    (problem,) = problems_of(upload(clerk, "can-bo", LEAVING, *rows))
    assert problem[:3] == (2, "Thôi việc ngày", "19/12/2022")
    assert problem[3].startswith("Đồng chí Trần Văn Minh là thành viên Hội đồng đang họp")
    head.refresh_from_db()
    assert head.left_on is None


def test_a_session_convened_after_the_preview_stops_the_whole_file(clerk, school, sitting, monkeypatch):
    asked = leaving.why_not_now
    monkeypatch.setattr(leaving, "why_not_now", lambda person, lock: "")
    kept = upload(clerk, "can-bo", LEAVING, [school.head.code, school.head.full_name, "19/12/2022"])
    monkeypatch.setattr(leaving, "why_not_now", lambda person, lock: asked(person, lock=lock) if lock else "")
    kept = confirm(clerk, kept)
    assert kept.stage == ImportFile.Stage.UNREADABLE
    assert kept.sentence.startswith("Đồng chí Trần Văn Minh là thành viên Hội đồng đang họp")
    school.head.refresh_from_db()
    assert school.head.left_on is None


def test_who_stands_in_hands_that_back_first(clerk, school):
    span = {"starts_on": date(2022, 3, 1), "ends_on": date(2022, 4, 30)}
    words = {"post": "Phó Trưởng khoa", "basis": "12/QĐ-TCT", "by": school.clerk.user}
    acting.appoint(school.faculty, person=school.lecturer, **span, **words)
    code, name = school.lecturer.code, school.lecturer.full_name
    (problem,) = problems_of(upload(clerk, "can-bo", LEAVING, [code, name, "15/04/2022"]))
    assert problem[3] == "Đang phụ trách thay ở Khoa Xây dựng Đảng đến 30/04/2022; kết thúc việc đó trước"
    assert problems_of(upload(clerk, "can-bo", LEAVING, [code, name, "30/04/2022"])) == []


def test_a_mended_name_is_the_accounts_too(clerk, school):
    confirm(clerk, upload(clerk, "can-bo", LEAVING[:2], [school.lecturer.code, "Nguyễn Thị Hòa"]))
    school.lecturer.user.refresh_from_db()
    assert school.lecturer.user.get_full_name() == "Nguyễn Thị Hòa"


def test_a_code_stays_its_persons(clerk, school):
    code = school.lecturer.code
    (problem,) = problems_of(upload(clerk, "can-bo", LEAVING[:2], [code, "Người Hoàn Toàn Khác"]))
    assert problem[3] == f"Mã {code} là của Nguyễn Thị Hoa; sửa mã, hoặc đổi họ tên ở trang của người đó"


def test_nobody_comes_twice_under_two_codes(clerk, school):
    head = ["Mã cán bộ", "Họ và tên", "Giới tính", "Ngày sinh", "Loại lao động", "Vào cơ quan ngày"]
    rest = ["Nữ", "25/09/1985", "Viên chức", "01/09/2010"]
    rows = [["N1", "Nguyễn Thị Hoa", *rest], ["N2", "Sùng Thị Mới", *rest], ["N3", "Sùng Thị Mới", *rest]]
    rows.append(["N4", "Sùng Thị Mới", "Nữ", "26/09/1985", "Viên chức", "01/09/2010"])
    found = [
        (number, sentence.partition(";")[0])
        for number, _, _, sentence in problems_of(upload(clerk, "can-bo", head, *rows))
    ]
    assert found == [
        (2, f"Trùng họ tên, ngày sinh với mã {school.lecturer.code}"),
        (4, "Trùng họ tên, ngày sinh với mã N2"),
    ]
