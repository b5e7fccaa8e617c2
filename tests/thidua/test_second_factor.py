"""The second step at the door, as somebody with a telephone goes through it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories import PASSWORD
from tests.thidua.second_step import code_of, set_up
from thidua.models import AuditEntry, Institution, RecoveryCode, User

pytestmark = pytest.mark.django_db
DOOR, STEP, OWN = "/dang-nhap/", "/dang-nhap/ma/", "/xac-thuc-hai-buoc/"


@pytest.fixture(autouse=True)
def now():
    """Between the half minutes, so that a code does not change under a test's hands."""
    with time_machine.travel("2026-03-01T08:00:10+07:00", tick=False) as moment:
        yield moment


@pytest.fixture
def clerk(school):
    return school.clerk.user


@pytest.fixture
def codes(clerk, sign_in):
    """Lan's telephone was set up half a minute ago; her ten recovery codes."""
    return set_up(sign_in(clerk), clerk, later=-1)


@pytest.fixture
def half_way(codes, client):
    """The password was right."""
    answer = client.post(DOOR, {"username": "lan", "password": PASSWORD, "next": "/can-bo/"})
    assert answer["Location"] == STEP
    return client


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def is_in(client) -> bool:
    return client.get("/").status_code == 200


def test_setting_it_up(clerk, sign_in):
    client, elsewhere = sign_in(clerk), sign_in(clerk)
    assert "Bắt đầu cài đặt" in words(client.get(OWN))
    assert client.post(OWN + "bat-dau/")["Location"] == OWN
    page = client.get(OWN)
    device = TOTPDevice.objects.get(user=clerk)
    assert 'src="data:image/svg+xml' in words(page)
    assert page.context["secret"].replace(" ", "") in device.config_url
    for wrong in ({"password": "sai", "code": code_of(clerk)}, {"password": PASSWORD, "code": "000000"}):
        answer = client.post(OWN + "xac-nhan/", wrong)
        assert "Mật khẩu hoặc mã chưa đúng" in words(answer)
    assert not TOTPDevice.objects.filter(confirmed=True).exists()
    answer = client.post(OWN + "xac-nhan/", {"password": PASSWORD, "code": code_of(clerk)})
    shown = answer.context["codes"]
    assert (len(set(shown)), all(code in words(answer) for code in shown)) == (10, True)
    assert "no-store" in answer["Cache-Control"]
    kept = str(list(RecoveryCode.objects.values_list())) + str(list(AuditEntry.objects.values_list("before", "after")))
    assert [code for code in shown if code in kept or code.replace("-", "") in kept] == []
    assert AuditEntry.objects.get(verb="user.turn_on_second_factor").actor == clerk
    assert (is_in(client), is_in(elsewhere)) == (True, False)
    again = client.post(OWN + "xac-nhan/", {"password": PASSWORD, "code": code_of(clerk, later=1)}, follow=True)
    assert "Xác thực hai bước đã bật; muốn cài lại thì tắt trước." in words(again)
    assert not any(code in words(again) for code in shown)


def test_until_the_code_is_right_nobody_is_signed_in(half_way, clerk):
    assert not is_in(half_way)
    assert half_way.get("/admin/login/").status_code == 302
    assert "Mã chưa đúng hoặc đã dùng" in words(half_way.post(STEP, {"code": "000000"}))
    assert not is_in(half_way)
    assert half_way.post(STEP, {"code": code_of(clerk)})["Location"] == "/can-bo/"
    assert is_in(half_way)
    assert Client().get(STEP)["Location"] == DOOR


def test_a_code_opens_the_door_once(half_way, clerk):
    code = code_of(clerk)
    assert half_way.post(STEP, {"code": f"{code[:3]} {code[3:]}"}).status_code == 302
    other = Client()
    other.post(DOOR, {"username": "lan", "password": PASSWORD})
    assert other.post(STEP, {"code": code}).status_code == 200
    assert other.post(STEP, {"code": code_of(clerk, later=1)}).status_code == 302


def test_a_recovery_code_stands_in_for_the_telephone_once(half_way, codes):
    assert half_way.post(STEP, {"code": codes[3].upper()}).status_code == 302
    assert RecoveryCode.objects.count() == 9
    other = Client()
    other.post(DOOR, {"username": "lan", "password": PASSWORD})
    assert other.post(STEP, {"code": codes[3]}).status_code == 200
    assert other.post(STEP, {"code": codes[4].replace("-", "")}).status_code == 302


def test_five_wrong_codes_and_a_rest_from_every_address(half_way, clerk, codes):
    for _ in range(5):
        assert half_way.post(STEP, {"code": "000000"}).status_code == 200
    for code in (code_of(clerk), codes[0]):
        answer = half_way.post(STEP, {"code": code}, REMOTE_ADDR="10.0.0.9")
        assert (answer.status_code, "Đã nhập sai 5 lần; nhập lại sau 15 phút" in words(answer)) == (429, True)
    assert RecoveryCode.objects.count() == 10


@pytest.mark.parametrize(("seconds", "opens"), [(600, True), (601, False)])
def test_the_first_step_is_good_for_ten_minutes(half_way, now, seconds, opens):
    now.shift(timedelta(seconds=seconds))
    assert (half_way.get(STEP).status_code == 200) is opens


@pytest.mark.parametrize("change", [{"is_active": False}, {"session_generation": 7}, {"password": "khac"}])
def test_an_account_that_changed_between_the_steps_begins_again(half_way, clerk, change):
    User.objects.filter(pk=clerk.pk).update(**change)
    assert half_way.post(STEP, {"code": code_of(clerk)})["Location"] == DOOR
    assert not is_in(half_way)


def test_turning_it_off_needs_password_and_code(half_way, clerk, codes):
    half_way.post(STEP, {"code": codes[0]})
    for wrong in ({"password": "sai", "code": code_of(clerk)}, {"password": PASSWORD, "code": codes[0]}):
        assert half_way.post(OWN + "tat/", wrong).status_code == 200
    assert TOTPDevice.objects.filter(user=clerk).exists()
    assert half_way.post(OWN + "tat/", {"password": PASSWORD, "code": codes[1]})["Location"] == OWN
    assert (TOTPDevice.objects.count(), RecoveryCode.objects.count()) == (0, 0)
    assert AuditEntry.objects.get(verb="user.turn_off_second_factor").actor == clerk
    assert Client().post(DOOR, {"username": "lan", "password": PASSWORD})["Location"] == "/"


def test_new_recovery_codes_replace_the_old(half_way, clerk, codes):
    half_way.post(STEP, {"code": code_of(clerk)})
    new = half_way.post(OWN + "ma-moi/", {"password": PASSWORD, "code": codes[0]}).context["codes"]
    assert (len(new), set(new) & set(codes), RecoveryCode.objects.count()) == (10, set(), 10)
    other = Client()
    other.post(DOOR, {"username": "lan", "password": PASSWORD})
    assert other.post(STEP, {"code": codes[5]}).status_code == 200


@pytest.mark.parametrize(("who", "led"), [("clerk", True), ("administrator", True), ("rector", True), ("head", False)])
def test_the_institution_may_oblige_clerk_chair_and_administrator(school, council, client, who, led):
    Institution.objects.update(second_factor_required=True)
    user = getattr(getattr(school, who), "user", getattr(school, who))
    client.post(DOOR, {"username": user.username, "password": PASSWORD})
    found = [client.get(page) for page in ("/", "/cong-khai/")]
    assert [answer.status_code == 302 and answer["Location"] == OWN for answer in found] == [led] * 2
    if led:
        assert "bắt buộc xác thực hai bước với vai trò của đồng chí" in words(client.get(OWN))
        set_up(client, user)
        assert is_in(client)


def test_a_lost_telephone_of_an_administrator_is_the_servers_business(school, sign_in):
    user = school.administrator
    client = sign_in(user)
    with pytest.raises(CommandError, match="chưa bật"):
        call_command("remove_second_factor", "quantri", reason="Mất máy")
    set_up(client, user)
    call_command("remove_second_factor", "QuanTri", reason="Mất máy", verbosity=0)
    line = AuditEntry.objects.get(verb="user.remove_second_factor")
    assert (line.actor, line.reason, is_in(client)) == (None, "Mất máy", False)
    assert Client().post(DOOR, {"username": "quantri", "password": PASSWORD})["Location"] == "/"
