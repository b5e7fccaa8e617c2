import pytest
from django.test import Client

from tests.factories import PASSWORD, make_user
from thidua.kept_forms import SESSION_KEY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_pages")]

TYPED = {"name": "Lò Văn Ẵm", "born": "31/02/1985", "titles": ["b"], "note": "Năm trăm chữ", "password": "bí mật"}


@pytest.fixture
def person():
    return make_user("mau")


@pytest.fixture
def signed_in(person) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    return client


def hidden(client, path: str = "/mau/") -> dict[str, str]:
    """The hidden fields of the form as the page shows them."""
    html = client.get(path).content.decode()
    found = {}
    for name in ("csrfmiddlewaretoken", "form_owner"):
        found[name] = html.partition(f'name="{name}" value="')[2].partition('"')[0]
        assert found[name]
    return found


def send_with_ended_session(client) -> str:
    """Type, lose the session, send; returns where the browser is sent."""
    token = hidden(client, "/mau/?q=1")
    client.cookies.pop("sessionid")
    response = client.post("/mau/", TYPED | token)
    assert response.status_code == 302
    return response["Location"]


def sign_in(client, username: str, to: str):
    html = client.get(to).content.decode()
    csrf = html.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    return client.post(
        to, {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": csrf, "next": "/mau/?q=1"}
    )


def test_text_comes_back_after_signing_in_again(signed_in):
    to = send_with_ended_session(signed_in)
    assert to == "/dang-nhap/?next=%2Fmau%2F%3Fq%3D1"
    assert "Nội dung vừa nhập được giữ lại; đăng nhập để gửi tiếp." in signed_in.get(to).content.decode()
    assert sign_in(signed_in, "mau", to)["Location"] == "/mau/?q=1"
    html = signed_in.get("/mau/?q=1").content.decode()
    assert "Nội dung vừa nhập vẫn còn; kiểm tra rồi bấm gửi." in html
    assert 'value="Lò Văn Ẵm"' in html
    assert 'value="31/02/1985"' in html
    assert "Năm trăm chữ</textarea>" in html
    assert html.count("checked") == 1
    assert "chỗ cần sửa" not in html


def test_secrets_are_not_kept(signed_in):
    send_with_ended_session(signed_in)
    kept = signed_in.session[SESSION_KEY]["typed"]
    assert "password" not in kept
    assert "csrfmiddlewaretoken" not in kept


def test_text_is_shown_once(signed_in):
    sign_in(signed_in, "mau", send_with_ended_session(signed_in))
    assert "Năm trăm chữ" in signed_in.get("/mau/?q=1").content.decode()
    assert "Năm trăm chữ" not in signed_in.get("/mau/?q=1").content.decode()


def test_somebody_else_gets_nothing_of_it(signed_in):
    make_user("khac")
    sign_in(signed_in, "khac", send_with_ended_session(signed_in))
    assert "Năm trăm chữ" not in signed_in.get("/mau/?q=1").content.decode()
    assert SESSION_KEY not in signed_in.session


def test_nothing_is_kept_of_a_form_without_the_note(signed_in):
    token = hidden(signed_in)
    signed_in.cookies.pop("sessionid")
    del token["form_owner"]
    response = signed_in.post("/mau/", TYPED | token, headers={"referer": "http://testserver/danh-sach/?page=2"})
    assert response["Location"] == "/dang-nhap/?next=%2Fdanh-sach%2F%3Fpage%3D2"
    assert SESSION_KEY not in signed_in.session


def test_a_forged_note_keeps_nothing(signed_in):
    token = hidden(signed_in) | {"form_owner": "WzEsIi8iXQ:x:y"}
    signed_in.cookies.pop("sessionid")
    assert signed_in.post("/mau/", TYPED | token)["Location"] == "/dang-nhap/"
    assert SESSION_KEY not in signed_in.session


def test_too_long_a_text_is_not_kept_in_the_session(signed_in):
    token = hidden(signed_in)
    signed_in.cookies.pop("sessionid")
    response = signed_in.post("/mau/", TYPED | token | {"note": "x" * 200_001})
    assert response["Location"] == "/dang-nhap/?next=%2Fmau%2F"
    assert SESSION_KEY not in signed_in.session


def test_stale_token_shows_the_filled_form_again(signed_in):
    token = hidden(signed_in)
    signed_in.cookies["csrftoken"] = "x" * 32
    response = signed_in.post("/mau/", TYPED | token)
    assert (response.status_code, response["Location"]) == (302, "/mau/")
    html = signed_in.get("/mau/").content.decode()
    assert "Trang mở đã lâu nên chưa gửi được. Nội dung vẫn còn bên dưới; kiểm tra rồi bấm gửi." in html
    assert "Năm trăm chữ</textarea>" in html


def test_stale_token_of_another_person_says_so_and_keeps_nothing(signed_in):
    token = hidden(signed_in)
    signed_in.logout()
    signed_in.force_login(make_user("khac"))
    response = signed_in.post("/mau/", TYPED | token)
    assert response.status_code == 403
    assert "Trang mở đã lâu nên chưa gửi được" in response.content.decode()
    assert SESSION_KEY not in signed_in.session


def test_a_post_from_another_site_fills_nothing(signed_in):
    response = signed_in.post("/mau/", TYPED)
    assert response.status_code == 403
    assert "Năm trăm chữ" not in signed_in.get("/mau/").content.decode()


def test_after_a_day_it_is_forgotten(signed_in, person):
    sign_in(signed_in, "mau", send_with_ended_session(signed_in))
    session = signed_in.session
    session[SESSION_KEY] |= {"at": session[SESSION_KEY]["at"] - 24 * 60 * 60}
    session.save()
    assert "Năm trăm chữ" not in signed_in.get("/mau/?q=1").content.decode()
