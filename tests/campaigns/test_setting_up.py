"""The pages of the set-up: what they ask, refuse and keep, and the school they make, once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connections
from django.test import Client

from campaigns.models import Award, Department, Posting, StaffMember
from tests.setting_up import ADMIN_PASSWORD, CLERK_PASSWORD, DEPUTIES, UNITS, body, filled, finished, send, with_code
from thidua.models import AuditEntry, Institution, Series, SetUp, User


def errors_of(response) -> dict[str, list[str]]:
    assert response.status_code == 200
    return response.context["form"].errors


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_walk_makes_the_school(empty):
    client = finished()
    school = Institution.objects.get()
    assert (school.name, school.letterhead, school.head_title) == ("Trường Cao đẳng Mẫu", "B", "Giám đốc")
    assert (school.parent_lines, school.issuer_lines) == ("UBND TỈNH LÀO CAI", "TRƯỜNG CAO ĐẲNG MẪU")
    assert dict(Series.objects.values_list("code", "symbol")) == {
        "decision": "QĐ-TCĐM",
        "plan": "KH-TCĐM",
        "report": "BC-TCĐM",
        "submission": "TTr-TCĐM",
        "notice": "TB-TCĐM",
        "invitation": "GM-TCĐM",
        "letter": "TCĐM-TĐKT",
        "council_minutes": "BB-HĐTĐ",
        "initiative_minutes": "BB-HĐSK",
    }
    owned = Series.objects.filter(policy="owned").order_by("code")
    assert list(owned.values_list("code", flat=True)) == ["council_minutes", "initiative_minutes"]
    units = Department.objects.order_by("order", "code").values_list(
        "code", "name", "short_name", "kind", "parent__code"
    )
    assert list(units) == [
        ("TRUONG", "Trường Cao đẳng Mẫu", "Trường Cao đẳng", "school", None),
        ("BLD", "Ban Giám đốc", "Ban Giám đốc", "board", "TRUONG"),
        ("KT", "Khoa Kinh tế", "Khoa Kinh tế", "faculty", "TRUONG"),
        ("DL", "Khoa Du lịch", "Khoa DL", "faculty", "TRUONG"),
        ("TCHC", "Phòng Tổ chức, Hành chính", "Phòng Tổ chức, Hành chính", "office", "TRUONG"),
    ]
    places = Posting.objects.order_by("staff_member__code", "pk").values_list(
        "staff_member__full_name", "department__code", "post", "is_head", "is_main", "signs_as"
    )
    assert list(places) == [
        ("Nguyễn Văn Thử", "BLD", "Giám đốc", True, True, "head"),
        ("Nguyễn Văn Thử", "TRUONG", "Giám đốc", True, False, ""),
        ("Lê Thị Mẫu", "TCHC", "Chuyên viên", False, True, ""),
        ("Trần Thị Giả", "BLD", "Phó Giám đốc", False, True, "KT"),
    ]
    assert Award.objects.get(code="GK").name == "Giấy khen của Giám đốc"
    assert client.get("/").status_code == 200


def test_both_accounts_open_with_the_passwords_chosen(empty):
    finished()
    clerk, administrator = User.objects.get(username="thuongtruc.mau"), User.objects.get(username="quantri.mau")
    assert (clerk.get_full_name(), clerk.staff_member.code, clerk.is_superuser) == ("Lê Thị Mẫu", "CB0002", False)
    assert [group.name for group in clerk.groups.all()] == ["Thường trực Hội đồng"]
    assert (administrator.get_full_name(), administrator.is_superuser, administrator.is_staff) == (
        "Đỗ Văn Quản",
        True,
        True,
    )
    assert Client().login(username="thuongtruc.mau", password=CLERK_PASSWORD)
    assert Client().login(username="quantri.mau", password=ADMIN_PASSWORD)
    assert User.objects.count() == 2


def test_the_clerk_may_be_the_administrator(empty):
    none = dict.fromkeys(("admin_name", "admin_username", "admin_password1", "admin_password2"), "")
    finished(tai_khoan={"is_administrator": "on"} | none)
    clerk = User.objects.get()
    assert (clerk.is_superuser, clerk.is_staff, clerk.groups.count()) == (True, True, 1)


def test_every_row_has_its_line_in_the_trail(empty):
    finished()
    verbs = list(AuditEntry.objects.order_by("verb").values_list("verb", flat=True))
    assert verbs == sorted(
        ["institution.create"]
        + ["series.create"] * 9
        + ["department.create"] * 5
        + ["staffmember.create"] * 3
        + ["posting.create"] * 4
        + ["user.create"] * 2
        + ["user.add_to_group", "setup.finish"]
    )
    assert set(AuditEntry.objects.values_list("reason", "actor_name")) == {("Thiết lập ban đầu", "Hệ thống")}
    assert "argon2" not in str(list(AuditEntry.objects.values())) + str(SetUp.objects.values())


def test_afterwards_the_address_is_gone_and_the_draft_with_it(empty):
    client = finished()
    for page in ("", "ten/", "tai-khoan/", "kiem-tra/"):
        assert client.get(f"/thiet-lap/{page}").status_code == 404
    assert client.post("/thiet-lap/hoan-tat/").status_code == 404
    assert send(client, "ten").status_code == 404
    row = SetUp.objects.get()
    assert (row.draft, row.finished_at is not None) == ({}, True)


def test_units_stand_in_the_order_that_was_typed(empty):
    finished(don_vi={"rows": [UNITS[0] | {"order": "9"}, UNITS[1], UNITS[2] | {"order": "1"}]})
    codes = Department.objects.units().order_by("order").values_list("code", "order")
    assert list(codes) == [("BLD", 1), ("TCHC", 2), ("DL", 3), ("KT", 4)]


def test_home_says_what_comes_next(empty):
    page = text(finished().get("/"))
    assert "Đã thiết lập xong." in page
    assert "Nhập cán bộ từ Excel hoặc từng người: 3 đơn vị chưa có người đứng đầu" in page
    assert 'href="/hoi-dong/thanh-lap/"' in page
    assert 'href="/phong-trao/them/"' in page


# --- what is typed stays


def test_what_is_typed_stays_right_or_wrong_and_in_another_browser_too(empty):
    send(with_code(), "ten", founded_on="31/02/2006", name="Trường Mẫu Dở Dang")
    page = text(with_code().get("/thiet-lap/ten/"))
    assert 'value="Trường Mẫu Dở Dang"' in page
    assert 'value="31/02/2006"' in page
    assert "phải là ngày có thật" not in page  # shown again, not scolded again


def test_one_more_row_keeps_the_rows_before(empty):
    client = with_code()
    wanted = body("don-vi", spare=0) | {"more": "1", "rows-0-name": "Khoa Kinh tế số"}
    assert client.post("/thiet-lap/don-vi/", wanted)["Location"] == "/thiet-lap/don-vi/"
    page = client.get("/thiet-lap/don-vi/")
    assert 'value="Khoa Kinh tế số"' in text(page)
    assert len(page.context["formset"].forms) == 6
    assert Department.objects.count() == 0


def test_the_head_of_a_paper_is_shown_as_typed(empty):
    client = with_code()
    send(client, "ten")
    client.post("/thiet-lap/dau-van-ban/", body("dau-van-ban", letterhead="C", place="Mẫu") | {"more": "1"})
    page = text(client.get("/thiet-lap/dau-van-ban/"))
    assert page.count("<figure") == 3
    assert "TỈNH ỦY - UBND TỈNH MẪU" in page
    assert "<strong>TRƯỜNG CAO ĐẲNG MẪU</strong>" in page


def test_passwords_are_kept_only_hashed_and_need_not_be_typed_again(empty):
    client = with_code()
    send(client, "don-vi")
    errors_of(send(client, "tai-khoan", admin_password1="123", admin_password2="123"))
    draft = SetUp.objects.get().draft
    assert CLERK_PASSWORD not in str(draft)
    assert check_password(CLERK_PASSWORD, draft["hashes"]["clerk"])
    assert "administrator" not in draft["hashes"]
    again = {"password1": "", "password2": ""}
    assert send(client, "tai-khoan", **again)["Location"] == "/thiet-lap/kiem-tra/"
    assert set(SetUp.objects.get().draft["hashes"]) == {"clerk", "administrator"}


# --- what is refused


@pytest.mark.parametrize(
    ("slug", "changed", "field", "sentence"),
    [
        ("ten", {"name": ""}, "name", "Nhập tên đầy đủ của cơ quan"),
        ("dau-van-ban", {"symbol": ""}, "symbol", "Nhập chữ viết tắt tên cơ quan"),
        ("noi-nhan", {"carrying_out": ""}, "carrying_out", "Nhập người đứng đầu đơn vị thi hành quyết định"),
        (
            "nguoi-ky",
            {"starts_on": "31/08/2010"},
            "starts_on",
            "Giữ chức vụ từ ngày phải từ ngày vào cơ quan trở đi",
        ),
        ("tai-khoan", {"password2": "khác hẳn"}, "password2", "Hai lần nhập mật khẩu chưa giống nhau"),
        ("tai-khoan", {"admin_username": "thuongtruc.mau"}, "admin_username", "Hai tài khoản phải có tên khác nhau"),
        ("tai-khoan", {"admin_name": ""}, "admin_name", "Nhập họ và tên người quản trị"),
        ("tai-khoan", {"code": "cb0003"}, "code", "Mã CB0003 đã dùng cho người khác; mỗi người một mã"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(empty, slug, changed, field, sentence):
    client = with_code()
    for before in ("don-vi", "nguoi-ky"):
        if before != slug:
            send(client, before)
    assert errors_of(send(client, slug, **changed)) == {field: [sentence]}


def test_the_head_may_take_office_on_the_day_of_joining(empty):
    assert send(with_code(), "nguoi-ky", starts_on="01/09/2010").status_code == 302


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "Nhập ít nhất một khoa hoặc phòng"),
        ([UNITS[0], UNITS[1] | {"code": "kt"}], "Mã đơn vị KT có ở hai dòng; mỗi đơn vị một mã"),
        ([UNITS[0] | {"code": "bld"}], "Mã BLD dành cho ban lãnh đạo; chọn mã khác"),
        ([UNITS[0] | {"kind": ""}], "Chọn loại"),
    ],
)
def test_units_are_checked_row_by_row(empty, rows, sentence):
    response = send(with_code(), "don-vi", rows=rows)
    assert response.status_code == 200
    assert sentence in text(response)


def test_an_account_that_exists_already_is_not_taken_over(empty):
    User.objects.create(username="thuongtruc.mau")
    client = with_code()
    send(client, "don-vi")
    assert errors_of(send(client, "tai-khoan")) == {"username": ["Tên đăng nhập này đã có; chọn tên khác"]}


def test_the_end_names_the_pages_that_are_not_finished(empty):
    client = filled()
    send(client, "nguoi-ky", full_name="")
    page = text(client.get("/thiet-lap/kiem-tra/"))
    assert "Chưa hoàn tất được vì còn trang phải sửa" in page
    assert client.post("/thiet-lap/hoan-tat/")["Location"] == "/thiet-lap/kiem-tra/"
    assert "còn trang phải sửa: Người đứng đầu, người ký." in text(client.get("/thiet-lap/kiem-tra/"))
    assert (Institution.objects.count(), StaffMember.objects.count(), User.objects.count()) == (0, 0, 0)


def test_a_unit_taken_out_later_stops_the_end(empty):
    """The clerk's unit is checked again, not only on its own page."""
    client = filled()
    send(client, "don-vi", rows=UNITS[:2])
    client.post("/thiet-lap/hoan-tat/")
    assert "còn trang phải sửa: Thường trực Hội đồng và quản trị." in text(client.get("/thiet-lap/kiem-tra/"))


def test_the_check_shows_everything_but_passwords(empty):
    page = text(filled().get("/thiet-lap/kiem-tra/"))
    for words in ("UBND TỈNH LÀO CAI", "08/06/2006", "Khoa Du lịch, Khoa DL, Khoa", DEPUTIES[0]["full_name"]):
        assert words in page
    assert "quantri.mau" in page
    assert CLERK_PASSWORD not in page


def test_too_late_is_said(empty):
    late = filled()
    first = Client()
    first.cookies = filled().cookies
    assert first.post("/thiet-lap/hoan-tat/")["Location"] == "/"
    page = late.post("/thiet-lap/hoan-tat/", follow=True)
    assert page.redirect_chain[-1][0] == "/dang-nhap/?next=/"
    assert "Cơ quan vừa được thiết lập xong ở cửa sổ khác" in text(page)
    assert Institution.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_finish_at_once_one_wins(on_postgresql, empty):
    browsers = [filled(), filled()]

    def finish(client: Client) -> str:
        try:
            return text(client.post("/thiet-lap/hoan-tat/", follow=True))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        pages = sorted("vừa được thiết lập xong ở cửa sổ khác" in page for page in pool.map(finish, browsers))
    assert pages == [False, True]
    assert (Institution.objects.count(), User.objects.count(), Series.objects.count()) == (1, 2, 9)
