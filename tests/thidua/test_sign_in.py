"""Signing in and out, and changing one's own password, as a person does it."""

import pytest
from django.test import Client

from tests.factories import PASSWORD
from thidua.models import AuditEntry

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
