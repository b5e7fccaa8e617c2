"""`manage.py remind`: one letter a day at most, only what waits, whatever goes wrong with one of them."""

import io
from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from campaigns.models import Digest, Pledge, ReminderSettings, StaffMember
from tests.at_once import at_once
from tests.factories import make_initiative, make_pledge
from thidua import clock
from thidua.models import AuditEntry, Heartbeat, User

pytestmark = pytest.mark.django_db
DUMMY = "django.core.mail.backends.dummy.EmailBackend"


class Picky(EmailBackend):
    """Refuses one address, and says whether it was asked within a transaction."""

    atomic: list[bool] = []

    def send_messages(self, messages):
        self.atomic.append(connection.in_atomic_block)
        if messages[0].to == ["sai@truong.example"]:
            raise SMTPRecipientsRefused({"sai@truong.example": (550, b"no")})
        return super().send_messages(messages)


class Away(EmailBackend):
    """A server that cannot be reached."""

    def open(self):
        raise ConnectionRefusedError


@pytest.fixture
def addresses(school, campaign, settings):
    """Hoa and Bình have an address; nobody else."""
    settings.PUBLIC_URL = "https://thidua.truong.edu.vn"
    for person, address in ((school.lecturer, "hoa@truong.example"), (school.stranger, "binh@truong.example")):
        StaffMember.objects.filter(pk=person.pk).update(email=address)


def remind(**options) -> str:
    out = io.StringIO()
    call_command("remind", stdout=out, stderr=out, **options)
    return out.getvalue().strip()


def test_a_letter_says_what_waits_by_when_and_what_happens_otherwise(school, campaign, addresses, mailoutbox, sign_in):
    sign_in(school.head).post(reverse("unit_remind", args=[campaign.pk, school.faculty.pk]))
    assert remind() == "Đã gửi 2 thư; 8 người chưa có địa chỉ thư."
    letter = next(letter for letter in mailoutbox if letter.to == ["hoa@truong.example"])
    assert letter.subject == "[Thi đua] 1 việc chờ đồng chí, ngày 01/03/2022"
    assert letter.body.splitlines() == [
        "Kính gửi đồng chí Nguyễn Thị Hoa,",
        "",
        "Hôm nay, 01/03/2022, có 1 việc chờ đồng chí.",
        "",
        "SAU ĐÓ",
        "",
        "- Viết bản đăng ký thi đua năm 2022",
        "  Hạn: 31/03/2022 (còn 30 ngày)",
        "  Quá hạn thì năm 2022 không được xét danh hiệu thi đua.",
        "  Trần Văn Minh nhắc ngày 01/03/2022.",
        f"  https://thidua.truong.edu.vn/phong-trao/{campaign.pk}/dang-ky-cua-toi/",
        "",
        "--",
        "Thư tự động của phần mềm Thi Đua, mỗi ngày nhiều nhất một thư.",
        *[line for line in letter.body.splitlines() if line.startswith("Liên hệ:")],
        "Không muốn nhận nữa: https://thidua.truong.edu.vn/thu-nhac-va-lich/",
    ]
    assert letter.extra_headers["List-Unsubscribe"] == "<https://thidua.truong.edu.vn/thu-nhac-va-lich/>"
    assert (letter.content_subtype, letter.attachments) == ("plain", [])


def test_twice_a_day_sends_once_and_the_next_day_again(school, campaign, addresses, mailoutbox, clock_at):
    remind()
    assert remind() == "Đã gửi 0 thư; 2 người đã có thư hôm nay; 8 người chưa có địa chỉ thư."
    assert len(mailoutbox) == 2
    clock_at(date(2022, 3, 2))
    remind()
    assert len(mailoutbox) == 4
    assert set(Digest.objects.values_list("outcome", flat=True)) == {"sent"}


def test_the_letter_has_the_rows_of_the_home_page(school, campaign, addresses, mailoutbox, sign_in):
    StaffMember.objects.exclude(user=None).update(email="x@truong.example")
    make_pledge(campaign, school.stranger, school.other_faculty, status=Pledge.Status.SUBMITTED)
    remind()
    by_name = {letter.body.splitlines()[0]: letter.body for letter in mailoutbox}
    for person in (school.head, school.other_head, school.rector, school.clerk, school.lecturer):
        groups = sign_in(person).get("/").context["groups"]
        shown = [todo.plain or todo.text for _, todos in groups for todo in todos]
        letter = by_name[f"Kính gửi đồng chí {person},"]
        assert [line[2:] for line in letter.splitlines() if line.startswith("- ")] == shown
    assert f"Kính gửi đồng chí {school.stranger}," not in by_name  # nothing waits


def test_a_letter_repeats_no_words_and_names_nobody_it_is_about(school, campaign, addresses, mailoutbox):
    StaffMember.objects.exclude(user=None).update(email="x@truong.example")
    make_pledge(
        campaign, school.lecturer, school.faculty, status=Pledge.Status.RETURNED, return_reason="Vợ đang ốm nặng."
    )
    make_pledge(campaign, school.lecturer2, school.faculty, status=Pledge.Status.SUBMITTED)
    make_initiative(school.lecturer, title="Tên còn giữ kín")
    remind()
    bodies = "\n".join(letter.body.partition("\n")[2] for letter in mailoutbox)
    assert "- Sửa bản đăng ký thi đua năm 2022\n" in bodies
    assert "- Nộp sáng kiến đang là nháp\n" in bodies
    assert "- Xác nhận 1 bản đăng ký\n" in bodies
    for private in ("ốm", "giữ kín", "Lò Văn Ẵm", "Nguyễn Thị Hoa"):
        assert private not in bodies


def test_one_bad_address_stops_nobody_and_is_reported(school, addresses, mailoutbox, settings, sign_in):
    settings.EMAIL_BACKEND = "tests.awards.test_remind.Picky"
    StaffMember.objects.filter(pk=school.lecturer.pk).update(email="sai@truong.example")
    page = reverse("account", args=[school.lecturer.pk])
    said = remind()
    assert said == (f"Không gửi được thư: {page}\nĐã gửi 1 thư; 1 thư không gửi được; 8 người chưa có địa chỉ thư.")
    assert [letter.to for letter in mailoutbox] == [["binh@truong.example"]]
    assert Digest.objects.get(user=school.lecturer.user).outcome == Digest.Outcome.FAILED
    assert "thư nhắc ngày 01/03/2022: không gửi được" in sign_in(school.clerk).get(page).content.decode()
    system = sign_in(school.administrator).get(reverse("system")).content.decode()
    assert "Đã gửi 1 thư; 1 thư không gửi được; 8 người chưa có địa chỉ thư." in system


def test_an_address_that_no_letter_can_bear(school, addresses, mailoutbox):
    StaffMember.objects.filter(pk=school.lecturer.pk).update(email="hoa@truong.example\nBcc: moi@nguoi.example")
    assert "1 thư không gửi được" in remind()
    assert [letter.to for letter in mailoutbox] == [["binh@truong.example"]]


def test_a_server_that_is_away_ends_the_run_and_the_next_one_goes_on(addresses, mailoutbox, settings):
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.awards.test_remind.Away"
    with pytest.raises(CommandError, match=r"không nối được máy chủ thư; chạy lại để gửi tiếp\.$"):
        remind()
    assert Digest.objects.count() == 0
    settings.EMAIL_BACKEND = backend
    remind()
    assert len(mailoutbox) == 2


def test_who_does_not_want_letters_gets_none(school, addresses, mailoutbox, sign_in):
    hoa = sign_in(school.lecturer)
    page = reverse("reminder_settings")
    assert "Không nhận thư nhắc nữa" in hoa.get(page).content.decode()
    hoa.post(reverse("digest_choose"), {"nhan": "khong"})
    assert remind() == "Đã gửi 1 thư; 8 người chưa có địa chỉ thư; 1 người không nhận thư."
    assert AuditEntry.objects.get().verb == "remindersettings.choose_letters"
    hoa.post(reverse("digest_choose"), {"nhan": "<script>"})
    assert ReminderSettings.objects.get().wants_digest is False
    hoa.post(reverse("digest_choose"), {"nhan": "co"})
    assert ReminderSettings.objects.get().wants_digest is True
    remind()
    assert [letter.to for letter in mailoutbox] == [["binh@truong.example"], ["hoa@truong.example"]]


@pytest.mark.parametrize("change", [{"is_active": False}, {"staff_member__left_on": date(2022, 3, 1)}])
def test_who_cannot_sign_in_gets_no_letter(change, school, addresses, mailoutbox):
    if "is_active" in change:
        User.objects.filter(pk=school.lecturer.user.pk).update(**change)
    else:
        StaffMember.objects.filter(pk=school.lecturer.pk).update(left_on=change["staff_member__left_on"])
    remind()
    assert [letter.to for letter in mailoutbox] == [["binh@truong.example"]]


def test_without_a_mail_server_nothing_is_sent_nor_written(addresses, settings, mailoutbox, sign_in, school):
    settings.EMAIL_BACKEND, settings.DEMO = DUMMY, False
    assert remind() == "Chưa có máy chủ thư (EMAIL_HOST) nên không gửi thư nào."
    assert (Digest.objects.count(), len(mailoutbox)) == (0, 0)
    assert Heartbeat.objects.get(name="remind").said == "Chưa có máy chủ thư (EMAIL_HOST) nên không gửi thư nào."
    html = sign_in(school.lecturer).get(reverse("reminder_settings")).content.decode()
    assert "Máy chủ chưa cài đặt thư điện tử nên hiện chưa gửi thư nào." in html


def test_a_demo_writes_its_letters_on_the_screen(addresses, settings, mailoutbox):
    settings.EMAIL_BACKEND = DUMMY
    said = remind()
    assert "To: hoa@truong.example" in said
    assert "- Viết bản đăng ký thi đua năm 2022" in said
    assert said.endswith("Đã gửi 2 thư; 8 người chưa có địa chỉ thư.")
    assert remind().startswith("Đã gửi 0 thư; 2 người đã có thư hôm nay;")


def test_printing_sends_and_writes_nothing(addresses, mailoutbox):
    assert "Kính gửi đồng chí Nguyễn Thị Hoa," in remind(prints=True)
    assert (Digest.objects.count(), len(mailoutbox), Heartbeat.objects.count()) == (0, 0, 0)


def test_the_system_page_says_when_it_ran_and_that_it_did_not(school, addresses, sign_in):
    admin, page = sign_in(school.administrator), reverse("system")
    assert "Quá một ngày không chạy" in admin.get(page).content.decode()
    remind()
    html = admin.get(page).content.decode()
    assert "Quá một ngày không chạy" not in html
    assert "Đã gửi 2 thư; 8 người chưa có địa chỉ thư." in html
    Heartbeat.objects.update(seen_at=clock.real_now() - timedelta(hours=27))
    assert "Quá một ngày không chạy" in admin.get(page).content.decode()


@pytest.mark.django_db(transaction=True)
def test_letters_go_outside_of_transactions(addresses, settings, mailoutbox):
    settings.EMAIL_BACKEND = "tests.awards.test_remind.Picky"
    Picky.atomic.clear()
    remind()
    assert Picky.atomic == [False, False]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_one(on_postgresql, addresses, mailoutbox):
    assert at_once(remind, remind, remind) == ["", "", ""]
    assert sorted(letter.to[0] for letter in mailoutbox) == ["binh@truong.example", "hoa@truong.example"]
    assert sorted(Digest.objects.values_list("outcome", flat=True)) == ["sent", "sent"]
