"""An empty database: where every page leads, who holds the code, what a wrong code costs, what the draft keeps."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from tests.factories import make_user
from thidua import setting_up
from thidua.institutions import parent_lines, previews
from thidua.models import Institution, LegalText, Series, SetUp
from thidua.reference import load_reference

DOOR = "/thiet-lap/"
NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)


def printed(*options: str) -> str:
    out = StringIO()
    call_command("setup_code", *options, stdout=out)
    return out.getvalue().strip()


def code() -> str:
    return printed().removeprefix("Mã thiết lập: ")


def wrong(client: Client, times: int) -> str:
    for _ in range(times):
        page = client.post(DOOR, {"code": "0000-0000-0000"}).content.decode()
    return page


def test_reference_rows_are_no_schools_own(empty):
    load_reference()
    assert (Institution.objects.count(), Series.objects.count()) == (0, 0)
    assert "Lai Châu" not in " ".join(LegalText.objects.values_list("citation", flat=True))
    assert not LegalText.objects.filter(role=LegalText.Role.AUTHORITY).exists()


@pytest.mark.parametrize("path", ["/", "/dang-nhap/", "/admin/", "/cong-khai/", "/xac-minh/", "/phong-trao/", "/x/"])
def test_every_page_leads_to_the_set_up(empty, path):
    response = Client().get(path)
    assert (response.status_code, response["Location"]) == (302, DOOR)


@pytest.mark.parametrize("path", ["/suc-khoe/", "/tro-giup/", "/static/css/theme.css", DOOR])
def test_health_help_and_static_files_are_there_before(empty, path):
    response = Client().get(path)
    assert response.status_code == 200
    b"".join(response)  # to its end, which closes a file


def test_an_account_made_too_early_is_led_there_too(empty):
    client = Client()
    client.force_login(make_user("som", is_superuser=True, is_staff=True))
    assert client.get("/")["Location"] == DOOR


def test_the_code_is_the_same_until_it_is_changed(empty):
    first = code()
    assert len(first) == 14
    assert code() == first
    assert first.replace("-", "") not in str(SetUp.objects.values())
    assert printed("--new") != f"Mã thiết lập: {first}"
    assert code() != first


def test_the_code_may_be_typed_carelessly(empty):
    client = Client()
    typed = code().lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert client.post(DOOR, {"code": typed})["Location"] == DOOR
    assert client.get(DOOR)["Location"] == "/thiet-lap/ten/"


@pytest.mark.parametrize("page", ["ten/", "kiem-tra/", "tai-khoan/"])
def test_without_the_code_no_page_opens(empty, page):
    assert Client().get(DOOR + page)["Location"] == DOOR


def test_a_changed_code_shuts_the_pages_opened_with_the_old_one(empty):
    client = Client()
    client.post(DOOR, {"code": code()})
    assert client.get("/thiet-lap/ten/").status_code == 200
    printed("--new")
    assert client.get("/thiet-lap/ten/")["Location"] == DOOR


def test_five_wrong_codes_and_the_right_one_has_to_wait(empty):
    right = code()
    with time_machine.travel(NOON, tick=False) as moment:
        client = Client()
        assert "Mã thiết lập chưa đúng" in wrong(client, 5)
        assert "Đã nhập sai 5 lần" in client.post(DOOR, {"code": right}).content.decode()
        moment.shift(timedelta(minutes=15) - timedelta(seconds=1))
        assert "Đã nhập sai 5 lần" in client.post(DOOR, {"code": right}).content.decode()
        moment.shift(timedelta(seconds=1))
        assert client.post(DOOR, {"code": right}).status_code == 302


def test_four_wrong_codes_are_forgiven_by_a_right_one(empty):
    right, client = code(), Client()
    wrong(client, 4)
    assert client.post(DOOR, {"code": right}).status_code == 302
    assert SetUp.objects.get().wrong_tries == 0


def test_who_may_run_commands_ends_the_rest(empty):
    client = Client()
    wrong(client, 5)
    assert client.post(DOOR, {"code": code()}).status_code == 302


def test_the_rest_is_one_for_all_browsers(empty):
    right = code()
    wrong(Client(), 3)
    wrong(Client(), 2)
    assert "Đã nhập sai 5 lần" in Client().post(DOOR, {"code": right}).content.decode()


def test_a_school_that_exists_has_no_set_up(reference, monkeypatch):
    monkeypatch.setattr(setting_up, "known_done", False)
    assert printed() == "Cơ quan đã thiết lập xong, không còn mã; đăng nhập bằng tài khoản đã lập."
    assert printed("--if-open") == ""
    assert [Client().get(DOOR + page).status_code for page in ("", "ten/", "kiem-tra/")] == [404, 404, 404]
    assert Client().post(DOOR, {"code": "x"}).status_code == 404
    assert Client().post("/thiet-lap/hoan-tat/").status_code == 404
    assert Client().get("/dang-nhap/").status_code == 200


def test_it_stays_shut_when_somebody_removes_the_row(empty):
    SetUp.objects.create(pk=1, finished_at=NOON)
    assert Client().get(DOOR).status_code == 404


@pytest.mark.parametrize(
    ("letterhead", "place", "line"),
    [
        ("A", "Lào Cai", "TỈNH ỦY LÀO CAI"),
        ("B", "Lào Cai", "UBND TỈNH LÀO CAI"),
        ("C", "tỉnh Lào Cai", "TỈNH ỦY - UBND TỈNH LÀO CAI"),
        ("A", "Huế", "THÀNH ỦY HUẾ"),
        ("B", "Thành phố Hồ Chí Minh", "UBND THÀNH PHỐ HỒ CHÍ MINH"),
    ],
)
def test_the_line_above_the_name(letterhead, place, line):
    assert parent_lines(letterhead, place) == line


def test_the_chosen_head_shows_what_was_typed():
    heads = previews("B", "Lào Cai", "BỘ MẪU", "TRƯỜNG\nMẪU")
    assert [(head["is_chosen"], head["parents"]) for head in heads] == [
        (False, ["TỈNH ỦY LÀO CAI"]),
        (True, ["BỘ MẪU"]),
        (False, ["TỈNH ỦY - UBND TỈNH LÀO CAI"]),
    ]
    assert heads[0]["issuer"] == ["TRƯỜNG", "MẪU"]
