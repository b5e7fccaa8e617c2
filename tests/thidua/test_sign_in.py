"""The door: names and passwords, the wait after wrong ones, leavers, one-time passwords."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.core.management import call_command
from django.test import Client

from campaigns.models import StaffMember
from tests.factories import PASSWORD
from thidua import clock, sign_in_forms
from thidua.models import AuditEntry, Institution, User, WrongTry

pytestmark = pytest.mark.django_db
NEW = "mot-mat-khau-moi-2022"


def test_a_wrong_password_says_so_and_gives_no_hint_about_the_name(school):
    answers = [
        Client().post("/dang-nhap/", {"username": name, "password": "sai"}).content.decode()
        for name in ("hoa", "khong-co-ai")
    ]
    assert ["Tên đăng nhập hoặc mật khẩu chưa đúng" in answer for answer in answers] == [True, True]


def test_somebody_signs_in_and_out(school, client):
    answer = client.post("/dang-nhap/", {"username": "hoa", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").status_code == 200
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").status_code == 302
    assert client.get("/")["Location"] == "/dang-nhap/?next=/"


@pytest.mark.parametrize("asked", ["home", "khong-co", '"x="y', "staff_list"])
def test_a_word_that_is_no_address_leads_home(asked, school, client):
    """`redirect` would take it for the name of a page; asked by who signs in, and by who is there already."""
    typed = {"username": "hoa", "password": PASSWORD, "next": asked}
    assert client.post("/dang-nhap/", typed)["Location"] == "/"
    assert client.get("/dang-nhap/", {"next": asked})["Location"] == "/"
    assert client.get("/dang-nhap/", {"next": "/cong-khai/"})["Location"] == "/cong-khai/"


def test_changing_the_password(school, sign_in):
    client = sign_in(school.lecturer)
    fields = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    answer = client.post("/doi-mat-khau/", fields)
    assert (answer.status_code, answer["Location"]) == (302, "/doi-mat-khau/xong/")
    assert client.get("/doi-mat-khau/xong/").status_code == 200
    assert Client().login(username="hoa", password=NEW)
    line = AuditEntry.objects.get(verb="user.change_password")
    assert (line.actor, line.before, line.after) == (school.lecturer.user, {}, {})


def test_a_wrong_old_password_changes_nothing(school, sign_in):
    fields = {"old_password": "sai", "new_password1": NEW, "new_password2": NEW}
    answer = sign_in(school.lecturer).post("/doi-mat-khau/", fields)
    assert "Mật khẩu hiện tại chưa đúng" in answer.content.decode()
    assert Client().login(username="hoa", password=PASSWORD)


def try_to(username, password, client=None, **more):
    return (client or Client()).post("/dang-nhap/", {"username": username, "password": password}, **more)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


# --- names, and what an answer gives away


@pytest.mark.parametrize("typed", ["hoa", "Hoa", "HOA", " hoa ", "ｈｏａ"])
def test_a_name_is_one_in_whatever_case(school, typed):
    assert try_to(typed, PASSWORD)["Location"] == "/"


def test_every_refusal_costs_one_hash_and_says_the_same(school, clock_at, monkeypatch):
    """Unknown, wrong, locked, without a password, gone: nobody learns which. A right one costs one too."""
    User.objects.filter(username="binh").update(is_active=False)
    User.objects.filter(username="dung").update(password=make_password(None))
    StaffMember.objects.filter(user__username="am").update(left_on=clock.today())
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *asked: hashed.append(1) or encode(*asked))
    answers = {}
    for name, password in (("khong-co-ai", PASSWORD), ("hoa", "sai"), *((n, PASSWORD) for n in ("binh", "dung", "am"))):
        hashed.clear()
        answer = try_to(name, password)
        answers[name] = (len(hashed), answer.status_code, "Tên đăng nhập hoặc mật khẩu chưa đúng" in words(answer))
    assert answers == dict.fromkeys(("khong-co-ai", "hoa", "binh", "dung", "am"), (1, 200, True))
    hashed.clear()
    assert (try_to("hoa", PASSWORD).status_code, len(hashed)) == (302, 1)


def test_unknown_names_are_locked_out_as_known_ones_are(school, client):
    def answers(name):
        found = [try_to(name, "sai", client) for _ in range(6)]
        return [(a.status_code, "Đã nhập sai 5 lần; đăng nhập lại sau 15 phút" in words(a)) for a in found]

    expected = [(200, False)] * 4 + [(429, True)] * 2
    assert (answers("hoa"), answers("khong-co-ai")) == (expected, expected)
    assert try_to("HOA", PASSWORD, client).status_code == 429
    assert try_to("hoa", PASSWORD, client, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_the_wait_is_fifteen_minutes_and_trying_does_not_prolong_it(school, client):
    with time_machine.travel("2026-03-01T08:00:00+07:00", tick=False) as moment:
        for _ in range(5):
            try_to("hoa", "sai", client)
        moment.shift(timedelta(minutes=14, seconds=59))
        assert try_to("hoa", PASSWORD, client).status_code == 429
        moment.shift(timedelta(seconds=2))
        assert try_to("hoa", PASSWORD, client).status_code == 302


def test_a_right_password_begins_the_count_anew(school):
    for password in ("sai", "sai", "sai", "sai", PASSWORD, "sai", "sai", "sai", "sai"):
        answer = try_to("hoa", password)
    assert (answer.status_code, try_to("hoa", PASSWORD).status_code) == (200, 302)


def test_what_people_type_at_the_door_is_kept_nowhere(school, caplog):
    """A password typed into the wrong field is one of the things people type."""
    with caplog.at_level("DEBUG"):
        for _ in range(6):
            try_to("mat-khau-go-nham-o", "thu-mot-mat-khau")
    kept = str(list(AccessAttempt.objects.values_list())) + str(list(WrongTry.objects.values_list())) + caplog.text
    assert AccessAttempt.objects.count() == 1
    assert [word for word in ("go-nham-o", "thu-mot-mat-khau", "csrfmiddlewaretoken=a") if word in kept] == []
    assert [record.name for record in caplog.records if record.name.startswith("axes")] == []


def test_old_tries_are_removed_by_the_daily_command(school, capsys):
    with time_machine.travel("2026-03-01T08:00:00+07:00"):
        try_to("hoa", "sai")
    call_command("forget_tries")
    assert (AccessAttempt.objects.count(), WrongTry.objects.count()) == (0, 0)
    assert capsys.readouterr().out == "Đã xóa 2 dòng.\n"


def test_one_address_tries_so_many_names_and_no_more(school, monkeypatch):
    assert (sign_in_forms.BY_ADDRESS.allowed, sign_in_forms.BY_ADDRESS.seconds) == (200, 300)
    monkeypatch.setattr(sign_in_forms, "BY_ADDRESS", replace(sign_in_forms.BY_ADDRESS, allowed=3))
    assert [try_to(f"ten-{number}", "sai").status_code for number in range(3)] == [200] * 3
    answer = try_to("hoa", PASSWORD)
    assert (answer.status_code, "Từ mạng này đã có quá nhiều lần nhập sai" in words(answer)) == (429, True)
    assert try_to("hoa", PASSWORD, REMOTE_ADDR="10.0.0.9").status_code == 302


# --- who has left


@pytest.mark.parametrize(("days", "may"), [(0, False), (-1, False), (1, True)])
def test_a_leavers_door_closes_on_the_day_for_sessions_too(school, sign_in, days, may):
    client = sign_in(school.lecturer)
    StaffMember.objects.filter(pk=school.lecturer.pk).update(left_on=clock.today() + timedelta(days=days))
    assert (client.get("/").status_code == 200) is may
    assert (try_to("hoa", PASSWORD).status_code == 302) is may
    assert StaffMember.objects.get(pk=school.lecturer.pk).user_id == school.lecturer.user_id


def test_an_account_switched_off_has_no_session(school, sign_in):
    client = sign_in(school.lecturer)
    User.objects.filter(username="hoa").update(is_active=False)
    assert client.get("/")["Location"] == "/dang-nhap/?next=/"


# --- one-time passwords


@pytest.fixture
def obliged(school):
    """Hoa holds a one-time password."""
    User.objects.filter(username="hoa").update(
        must_change_password=True, password_expires_on=clock.today(), notice="Mật khẩu do Ngô Thị Lan đặt lại."
    )
    return school.lecturer.user


PAGES = ["/", "/can-bo/", "/cong-khai/", "/tro-giup/", "/doi-mat-khau/xong/", "/xac-thuc-hai-buoc/", "/admin/"]


def test_until_the_password_is_changed_no_other_page_opens(obliged, client):
    User.objects.filter(pk=obliged.pk).update(is_staff=True)
    assert try_to("hoa", PASSWORD, client).status_code == 302
    found = {page: client.get(page) for page in PAGES}
    assert {page: a["Location"] for page, a in found.items() if a["Location"] != "/doi-mat-khau/"} == {}
    assert client.post("/dong-ho/", {"to": "02/03/2022"})["Location"] == "/doi-mat-khau/"
    page = words(client.get("/doi-mat-khau/"))
    assert "Mật khẩu do Ngô Thị Lan đặt lại." in page
    assert 'aria-label="Chính"' not in page
    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"


def test_the_new_password_is_another_one_and_opens_the_home_page(obliged, client):
    try_to("hoa", PASSWORD, client)
    same = {"old_password": PASSWORD, "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert "Mật khẩu mới phải khác mật khẩu hiện tại" in words(client.post("/doi-mat-khau/", same))
    answer = client.post("/doi-mat-khau/", same | {"new_password1": NEW, "new_password2": NEW})
    assert answer["Location"] == "/"
    home = words(client.get("/"))
    assert "Đã đổi mật khẩu. Từ lần đăng nhập sau, dùng mật khẩu mới." in home
    obliged.refresh_from_db()
    assert (obliged.must_change_password, obliged.password_expires_on, obliged.notice) == (False, None, "")


@pytest.mark.parametrize(("days", "opens"), [(0, True), (-1, False)])
def test_a_one_time_password_ends_with_its_day_and_says_so_to_its_owner_only(obliged, days, opens):
    last = clock.today() + timedelta(days=days)
    User.objects.filter(pk=obliged.pk).update(password_expires_on=last)
    sentence = f"Mật khẩu một lần đã hết hạn ngày {last:%d/%m/%Y}"
    right, wrong = try_to("hoa", PASSWORD), try_to("hoa", "sai")
    assert (right.status_code == 302, sentence in words(right)) == (opens, not opens)
    assert sentence not in words(wrong)


def test_a_notice_is_read_once_at_the_next_sign_in(school, client):
    User.objects.filter(username="hoa").update(notice="Xác thực hai bước do Quản Trị gỡ.")
    try_to("hoa", PASSWORD, client)
    assert ["do Quản Trị gỡ." in words(client.get("/")) for _ in range(2)] == [True, False]


def test_the_page_says_whom_to_ask(school, client):
    Institution.objects.update(contact_name="Ngô Thị Lan", contact_room="203", contact_phone="0213 000 000")
    page = words(client.get("/dang-nhap/"))
    assert "Quên mật khẩu: đề nghị Thường trực Hội đồng đặt lại" in page
    assert "Liên hệ: Ngô Thị Lan, 203, điện thoại" in page
