"""Accounts of the staff: made in batches, reset, locked; one-time passwords are seen once and kept nowhere."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.mail.backends import locmem
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from campaigns import accounts
from campaigns.models import StaffMember
from tests.factories import PASSWORD, make_person, make_user
from tests.thidua.second_step import set_up
from thidua import clock, one_time
from thidua.models import AuditEntry, User
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
WHY = {"reason": "Quên mật khẩu."}
NEW = "nương-lúa-vàng-47"
NAMES = ["Nguyễn Thị Hoa", "Nông Thị Hoa", "Đặng Ánh", "Ẵm", "Lò  Văn  Đức"]


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


@pytest.fixture
def administrator(school, sign_in):
    return sign_in(school.administrator)


@pytest.fixture
def newcomers(school):
    return [make_person(name, school.faculty) for name in NAMES]


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def url(name, person=None) -> str:
    return reverse(name, args=[person.pk] if person else [])


def reset(client, person):
    """As the page sends it, with the mark of the password that stood when it was shown."""
    page = client.get(url("account_reset", person))
    return client.post(url("account_reset", person), WHY | {"seen": page.context["form"].initial["seen"]})


def fresh(person) -> StaffMember:
    return StaffMember.objects.select_related("user").get(pk=person.pk)


# --- names


@pytest.mark.parametrize(
    ("full_name", "name"),
    [
        ("Nguyễn Thị Hoa", "hoa.nt"),
        ("Đặng Ánh", "anh.d"),
        ("Ẵm", "am"),
        ("Lò  Văn  Đức", "duc.lv"),
        ("H'Hen Niê", "nie.h"),
        ("王", "canbo"),
        ("Nguyễn " + "A" * 60, "a" * 30),
    ],
)
def test_a_user_name_is_short_and_without_marks(full_name, name):
    assert accounts.base_name(full_name) == name


def test_a_taken_name_gets_the_next_number(school, newcomers):
    make_user("HOA.NT")
    make_user("hoa.nt3")
    names = accounts.proposed_names(newcomers)
    assert list(names.values()) == ["hoa.nt2", "hoa.nt4", "anh.d", "am2", "duc.lv"]


def test_a_name_taken_at_the_last_moment_is_replaced(school, newcomers, monkeypatch):
    first, proposed = newcomers[0], accounts.proposed_names
    make_user("hoa.nt")
    stale = iter([{first.pk: "hoa.nt"}])
    monkeypatch.setattr(accounts, "proposed_names", lambda people: next(stale, None) or proposed(people))
    assert accounts.open_account(first, by=school.clerk.user).user.username == "hoa.nt2"


# --- one-time passwords


def test_a_one_time_password_is_long_and_reads_well():
    found = {one_time.new_password() for _ in range(200)}
    assert len(found) == 200
    assert all(re.fullmatch(r"[a-hjkmnp-z2-9]{5}(-[a-hjkmnp-z2-9]{5}){2}", word) for word in found)
    assert len(one_time.ALPHABET) ** 15 >= 2**60
    assert not set("il1o0") & set(one_time.ALPHABET)


def everything_stored() -> str:
    """Every row of every table as text, sessions decoded."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += cursor.fetchall()
    return repr(rows) + repr([session.get_decoded() for session in Session.objects.all()])


def test_slips_are_seen_once_and_kept_nowhere(clerk, newcomers, caplog):
    chosen = {"chon": [person.pk for person in newcomers]}
    page = words(clerk.get(url("account_open"), chosen))
    assert [name in page for name in ("hoa.nt", "hoa.nt2", "anh.d", "duc.lv")] == [True] * 4
    assert User.objects.filter(username="hoa.nt").exists() is False
    with caplog.at_level("DEBUG"):
        answer = clerk.post(url("account_open"), chosen)
    slips = answer.context["slips"]
    assert (len(slips), "no-store" in answer["Cache-Control"]) == (5, True)
    shown, stored = words(answer), everything_stored() + caplog.text
    assert all(word in shown for s in slips for word in (s.password, s.user.username, "http://testserver/dang-nhap/"))
    assert [slip.user.username for slip in slips if slip.password in stored or slip.password in repr(slip)] == []
    lines = AuditEntry.objects.filter(verb="user.open_account")
    assert (lines.count(), set(lines.first().after)) == (5, {"username", "staff_member"})
    again = clerk.post(url("account_open"), chosen)
    assert (User.objects.filter(staff_member__in=newcomers).count(), lines.count()) == (5, 5)
    assert [slip.password for slip in slips if slip.password in words(again)] == []
    assert "Phiếu của tài khoản đã lập không hiện lại được" in words(again)


def test_all_without_an_account_at_most_a_batch(clerk, newcomers, monkeypatch):
    monkeypatch.setattr(accounts, "BATCH", 3)
    page = clerk.get(url("account_open"), {"tat-ca": "1", "q": "thị"})
    assert (len(page.context["rows"]), page.context["left"]) == (2, 0)
    page = clerk.get(url("account_open"), {"tat-ca": "1"})
    assert (len(page.context["rows"]), page.context["left"]) == (3, 2)
    assert "Mỗi lần lập nhiều nhất 3 tài khoản; còn 2 người, làm ở lần sau." in words(page)
    with pytest.raises(Refused, match="Mỗi lần lập nhiều nhất 3 tài khoản, đang chọn 5"):
        accounts.open_accounts(newcomers, by=None)
    answer = clerk.post(url("account_open"), {"chon": [person.pk for person in newcomers]})
    assert len(answer.context["slips"]) == 3


def test_a_chosen_password_stays_and_is_on_no_slip(school, newcomers):
    with pytest.raises(Refused, match="Tên đăng nhập “Hoa” đã có người dùng"):
        accounts.open_account(newcomers[0], by=None, username="Hoa", password=NEW)
    slip = accounts.open_account(newcomers[0], by=None, username="hoa.moi", password=NEW)
    user = fresh(newcomers[0]).user
    assert (slip.user, slip.password, user.check_password(NEW)) == (user, "", True)
    assert (user.must_change_password, user.password_expires_on, user.notice) == (False, None, "")
    with pytest.raises(Refused, match="đã có tài khoản"):
        accounts.open_account(newcomers[0], by=None)


def test_nobody_who_has_left_gets_an_account(school, newcomers):
    StaffMember.objects.filter(pk=newcomers[0].pk).update(left_on=clock.today())
    with pytest.raises(Refused, match="đã thôi việc ngày 01/03/2022"):
        accounts.open_account(fresh(newcomers[0]), by=None)


# --- the list


def test_the_list_filters_by_state(clerk, school, newcomers):
    User.objects.filter(username="hoa").update(last_login=clock.real_now())
    User.objects.filter(username="binh").update(is_active=False)

    def listed(state):
        return {str(row["person"]) for row in clerk.get(url("account_list"), {"state": state}).context["rows"]}

    assert listed("none") == {str(person) for person in newcomers}
    assert listed("used") == {"Nguyễn Thị Hoa", "Ngô Thị Lan"}
    assert listed("locked") == {"Hoàng Văn Bình"}
    assert "Phạm Văn Quang" in listed("never")
    ticked = words(clerk.get(url("account_list"), {"danh-dau": "", "state": "none"}))
    assert ticked.count("checked") == 5


@pytest.mark.one_database("how many questions are asked")
def test_the_list_asks_as_often_for_many_rows(clerk, school):
    def asked() -> int:
        clerk.get(url("account_list"))
        with CaptureQueriesContext(connection) as seen:
            assert clerk.get(url("account_list")).status_code == 200
        return len(seen)

    few = asked()
    for number in range(3):
        make_person(f"Lò Thị Số {number}", school.faculty, username=f"so{number}")
        make_person(f"Lò Thị Thêm {number}", school.faculty)
    assert asked() == few <= 15


# --- reset


def test_the_whole_way_of_a_lost_password(school, clerk, sign_in):
    """Ask → the clerk resets → slip → sign in → forced change → home; sessions elsewhere end."""
    person, elsewhere = school.lecturer, sign_in(school.lecturer)
    assert elsewhere.get("/").status_code == 200
    assert url("account", person) in words(clerk.get(reverse("staff_member", args=[person.pk])))
    assert url("account_reset", person) in words(clerk.get(url("account", person)))
    answer = reset(clerk, person)
    slip = answer.context["slips"][0]
    assert "no-store" in answer["Cache-Control"]
    assert elsewhere.get("/")["Location"] == "/dang-nhap/?next=/"
    line = AuditEntry.objects.get(verb="user.reset_password")
    assert (line.actor, line.reason, line.after) == (school.clerk.user, "Quên mật khẩu.", {"until": "2022-03-15"})
    assert slip.password not in everything_stored()
    own = Client()
    assert own.post("/dang-nhap/", {"username": "hoa", "password": PASSWORD}).status_code == 200
    assert own.post("/dang-nhap/", {"username": "Hoa", "password": slip.password})["Location"] == "/"
    change = own.get("/", follow=True)
    assert "Mật khẩu do Ngô Thị Lan đặt lại lúc" in words(change)
    sent = {"old_password": slip.password, "new_password1": NEW, "new_password2": NEW}
    assert own.post("/doi-mat-khau/", sent)["Location"] == "/"
    assert own.get("/").status_code == 200


def test_the_person_is_told_by_letter_without_the_password(school, clerk, monkeypatch):
    StaffMember.objects.filter(pk=school.lecturer.pk).update(email="hoa@truong.example")
    slip = reset(clerk, school.lecturer).context["slips"][0]
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["hoa@truong.example"], "[Thi đua] Mật khẩu đã được đặt lại")
    assert "Mật khẩu do Ngô Thị Lan đặt lại lúc" in letter.body
    assert slip.password not in letter.body

    def broken(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", broken)
    answer = reset(clerk, school.lecturer)
    assert answer.context["slips"]
    assert "Thư điện tử báo cho người này không gửi được" in words(answer)
    StaffMember.objects.filter(pk=school.lecturer.pk).update(email="")
    assert "Chưa có địa chỉ thư điện tử" in words(reset(clerk, school.lecturer))


def test_a_reload_of_the_slip_resets_nothing_once_more(school, clerk):
    page = clerk.get(url("account_reset", school.lecturer))
    sent = WHY | {"seen": page.context["form"].initial["seen"]}
    slip = clerk.post(url("account_reset", school.lecturer), sent).context["slips"][0]
    again = clerk.post(url("account_reset", school.lecturer), sent, follow=True)
    assert "Phiếu chỉ hiện một lần và không được lưu" in words(again)
    assert slip.password not in words(again)
    assert fresh(school.lecturer).user.check_password(slip.password)
    assert AuditEntry.objects.filter(verb="user.reset_password").count() == 1
    assert reset(clerk, school.lecturer).context["slips"][0].password != slip.password


def test_without_a_reason_nothing_is_reset(school, clerk):
    assert "Ghi lý do đặt lại mật khẩu" in words(clerk.post(url("account_reset", school.lecturer), {"reason": " "}))
    assert fresh(school.lecturer).user.check_password(PASSWORD)


@pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
@pytest.mark.parametrize("act", ["account_reset", "account_lock", "account_unlock", "account_two_steps_off"])
def test_an_administrators_account_is_touched_by_nobody(school, clerk, administrator, act, flag):
    User.objects.filter(username="minh").update(**{flag: True})
    before = User.objects.filter(username="minh").values().get()
    assert clerk.post(url(act, school.head), WHY).status_code == 404
    answer = administrator.post(url(act, school.head), WHY, follow=True)
    assert "manage.py changepassword" in words(answer)
    assert User.objects.filter(username="minh").values().get() == before
    assert AuditEntry.objects.filter(target_label="minh").count() == 0


def test_nobody_resets_or_locks_themself(school, clerk):
    for act in ("account_reset", "account_lock"):
        assert "Tài khoản của chính mình" in words(clerk.post(url(act, school.clerk), WHY, follow=True))
    assert fresh(school.clerk).user.check_password(PASSWORD)


def test_a_reset_lifts_the_wait(school, clerk):
    own = Client()
    for _ in range(5):
        own.post("/dang-nhap/", {"username": "hoa", "password": "sai"})
    slip = reset(clerk, school.lecturer).context["slips"][0]
    assert own.post("/dang-nhap/", {"username": "hoa", "password": slip.password}).status_code == 302


# --- lock, wait, second factor


def test_a_locked_account_loses_its_sessions_for_good(school, clerk, sign_in):
    elsewhere = sign_in(school.lecturer)
    assert clerk.post(url("account_lock", school.lecturer), WHY).status_code == 302
    assert elsewhere.get("/").status_code == 302
    assert Client().post("/dang-nhap/", {"username": "hoa", "password": PASSWORD}).status_code == 200
    assert "mở khóa trước" in words(clerk.post(url("account_reset", school.lecturer), WHY, follow=True))
    clerk.post(url("account_unlock", school.lecturer), {"reason": "Đã về."})
    assert elsewhere.get("/").status_code == 302
    assert Client().post("/dang-nhap/", {"username": "hoa", "password": PASSWORD}).status_code == 302
    lines = AuditEntry.objects.filter(target_id=str(school.lecturer.user_id)).order_by("pk")
    assert [(line.verb, line.reason, line.after) for line in lines] == [
        ("user.lock_account", "Quên mật khẩu.", {"is_active": False}),
        ("user.unlock_account", "Đã về.", {"is_active": True}),
    ]


def test_a_wait_is_lifted_with_one_line(school, clerk):
    own = Client()
    for _ in range(5):
        own.post("/dang-nhap/", {"username": "HOA", "password": "sai"})
    assert "Chờ 15 phút" in words(clerk.get(url("account_list"), {"q": "hoa"}))
    assert "Cho đăng nhập ngay" in words(clerk.get(url("account", school.lecturer)))
    clerk.post(url("account_lift_wait", school.lecturer))
    assert own.post("/dang-nhap/", {"username": "hoa", "password": PASSWORD}).status_code == 302
    again = clerk.post(url("account_lift_wait", school.lecturer), follow=True)
    assert "Tài khoản này không phải chờ." in words(again)
    assert AuditEntry.objects.filter(verb="user.lift_wait").count() == 1


def test_a_lost_telephone_is_removed_by_an_administrator_and_the_person_is_told(school, administrator, sign_in):
    client = sign_in(school.lecturer)
    StaffMember.objects.filter(pk=school.lecturer.pk).update(email="hoa@truong.example")
    set_up(client, school.lecturer.user)
    administrator.post(url("account_two_steps_off", school.lecturer), {"reason": "Mất điện thoại"})
    assert (TOTPDevice.objects.count(), client.get("/").status_code) == (0, 302)
    line = AuditEntry.objects.get(verb="user.remove_second_factor")
    assert (line.actor, line.reason) == (school.administrator, "Mất điện thoại")
    assert "Xác thực hai bước do quantri gỡ lúc" in mail.outbox[0].body
    client.post("/dang-nhap/", {"username": "hoa", "password": PASSWORD})
    assert "Xác thực hai bước do quantri gỡ lúc" in words(client.get("/"))


def test_an_administrator_obliges_to_two_steps_with_one_line(administrator):
    administrator.post(url("require_second_factor"), {"bat": "1"})
    assert "phải cài xác thực hai bước" in words(administrator.get(url("account_list")))
    administrator.post(url("require_second_factor"))
    lines = AuditEntry.objects.filter(verb="institution.require_second_factor").order_by("pk")
    assert [line.after["second_factor_required"] for line in lines] == [True, False]


# --- the administration is no second way


def admin_form(person, **changed):
    return {
        "code": person.code,
        "full_name": person.full_name,
        "gender": person.gender,
        "birth_date": "25/09/1985",
        "employment": person.employment,
        "joined_on": "04/01/2010",
        "postings-TOTAL_FORMS": "0",
        "postings-INITIAL_FORMS": "0",
    } | changed


def test_an_account_is_not_swapped_for_another(school, administrator):
    puppet = make_user("con-roi")
    address = reverse("admin:campaigns_staffmember_change", args=[school.lecturer.pk])
    assert administrator.post(address, admin_form(school.lecturer, user=puppet.pk)).status_code == 302
    assert fresh(school.lecturer).user.username == "hoa"


def test_the_hint_says_what_the_last_day_does_to_the_account(school, clerk, administrator):
    pages = [
        clerk.get(reverse("staff_edit", args=[school.lecturer.pk])),
        administrator.get(reverse("admin:campaigns_staffmember_change", args=[school.lecturer.pk])),
    ]
    hint = "Từ ngày này, tài khoản của người đó không đăng nhập được nữa."
    assert [hint in words(page) for page in pages] == [True, True]


def test_a_one_time_password_lasts_two_weeks(school, clerk):
    slip = reset(clerk, school.lecturer).context["slips"][0]
    assert slip.expires_on == clock.today() + timedelta(days=14)
