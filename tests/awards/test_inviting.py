"""Invitations to a session: whom a letter reached, again after time or place changed, what waits for the clerk."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from awards import convening, inviting
from awards.models import CouncilSession, SessionInvitation
from campaigns.models import StaffMember
from tests.at_once import at_once
from tests.awards import meeting
from tests.awards.test_remind import DUMMY, Away
from tests.thidua.test_guards import refused
from thidua import mailing
from thidua.audit import history_of
from thidua.models import Institution

pytestmark = pytest.mark.django_db
BEFORE = date(2022, 12, 15)


@pytest.fixture
def session(campaign, council, clock_at, settings, school) -> CouncilSession:
    """Planned for 08:00, 20/12/2022; Thu and Minh have an address, nobody else."""
    clock_at(BEFORE)
    settings.PUBLIC_URL = "https://thidua.truong.edu.vn"
    for person, address in ((school.deputy, "thu@truong.example"), (school.head, "minh@truong.example")):
        StaffMember.objects.filter(pk=person.pk).update(email=address)
    Institution.objects.update(contact_name="Ngô Thị Lan", contact_phone="0213 000 0000")
    return meeting.make_session(campaign, council)


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def invite(client, session) -> list[str]:
    answer = client.post(reverse("session_invite", args=[session.pk]), follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_members_are_invited_by_letter_and_it_is_said_who_was_not(session, clerk, school):
    (said,) = invite(clerk, session)
    assert said == (
        "Đã gửi giấy mời qua thư điện tử tới 2 thành viên. 3 thành viên chưa nhận được thư, mời bằng bản giấy: "
        f"{school.rector}, {school.other_head}, {school.clerk}."
    )
    assert {one.subject for one in mail.outbox} == {"[Thi đua 2022] Mời họp Hội đồng lúc 08:00 ngày 20/12/2022"}
    letter = next(one for one in mail.outbox if one.to == ["thu@truong.example"])
    assert letter.body.startswith(f"Kính gửi đồng chí {school.deputy},")
    for words in ("lúc 08:00, thứ Ba, 20/12/2022, tại Phòng họp A", f"/phien-hop/{session.pk}/", "0213 000 0000"):
        assert words in letter.body
    sent = SessionInvitation.objects.get()
    assert (sent.planned_for, sent.place, sent.sent_by) == (session.planned_for, "Phòng họp A", school.clerk.user)
    assert sorted(sent.reached) == sorted([str(school.deputy), str(school.head)])
    assert {problem for _, problem in sent.missed} == {mailing.NO_ADDRESS}
    assert history_of(session).first().verb == "councilsession.invite"


def test_again_it_goes_only_to_who_was_not_reached(session, clerk, school):
    invite(clerk, session)
    StaffMember.objects.filter(pk=school.rector.pk).update(email="quang@truong.example")
    mail.outbox = []
    invite(clerk, session)
    assert [one.to for one in mail.outbox] == [["quang@truong.example"]]


def test_when_everybody_knows_nothing_is_sent(session, clerk):
    StaffMember.objects.filter(email="").update(email="ai@truong.example")
    assert invite(clerk, session) == ["Đã gửi giấy mời qua thư điện tử tới 5 thành viên."]
    sentence = "Mọi thành viên đã được mời đúng thời gian, địa điểm này; chỉ gửi lại khi có thay đổi."
    assert invite(clerk, session) == [sentence]
    assert sentence in text(clerk.get(reverse("session_invite", args=[session.pk])))
    assert (SessionInvitation.objects.count(), len(mail.outbox)) == (1, 5)


@pytest.mark.parametrize("hours", [0, 2])
def test_after_time_or_place_changed_the_pages_say_so_and_all_are_asked_again(hours, session, clerk):
    invite(clerk, session)
    page, own = session.get_absolute_url(), reverse("session_invite", args=[session.pk])
    assert "Đã gửi giấy mời." in text(clerk.get(page))
    mail.outbox = []
    moved = {"planned_for": session.planned_for + timedelta(hours=hours)} if hours else {"place": "Phòng họp B"}
    CouncilSession.objects.filter(pk=session.pk).update(**moved)
    outdated = "Giấy mời đã gửi không còn đúng: thời gian hoặc địa điểm đã đổi."
    assert (outdated in text(clerk.get(page)), outdated in text(clerk.get(own))) == (True, True)
    assert "Chuẩn bị phiên họp 20/12/2022: còn thiếu giấy mời" in text(clerk.get("/"))
    invite(clerk, session)
    assert len(mail.outbox) == 2
    assert outdated not in text(clerk.get(page))


def test_home_says_what_is_missing_until_it_is_sent(session, clerk, school, sign_in, clock_at):
    row = "Chuẩn bị phiên họp 20/12/2022: còn thiếu giấy mời"
    assert row in text(clerk.get("/"))
    assert row not in text(sign_in(school.rector).get("/"))
    other = meeting.make_session(
        session.campaign, session.council, quota_warns=False, planned_for=session.planned_for + timedelta(days=1)
    )
    assert "Gửi giấy mời cho 2 phiên họp sắp tới" in text(clerk.get("/"))
    invite(clerk, other)
    assert row in text(clerk.get("/"))
    clock_at(date(2022, 12, 21))
    assert "giấy mời" not in text(clerk.get("/")).partition("<main")[2]


@pytest.mark.parametrize("away", [True, False])
def test_without_a_server_the_act_is_kept_and_nobody_is_said_to_be_reached(away, session, clerk, settings, monkeypatch):
    if away:
        monkeypatch.setattr("thidua.mailing.get_connection", lambda: Away())
    else:
        settings.EMAIL_BACKEND = DUMMY
    (said,) = invite(clerk, session)
    assert said.startswith("Đã ghi việc mời họp. 5 thành viên chưa nhận được thư, mời bằng bản giấy: ")
    sent = SessionInvitation.objects.get()
    assert (sent.reached, mailing.AWAY in dict(sent.missed).values()) == ([], away)


def test_a_session_that_is_no_longer_planned_is_not_invited_to(session, clerk, school):
    convening.cancel(session, reason="Hoãn", by=school.clerk.user)
    assert invite(clerk, session)[0].startswith("Phiên họp đang ở bước “Đã hủy” nên không mời họp nữa")
    assert SessionInvitation.objects.count() == 0


def test_a_day_that_is_over_is_not_invited_to(session, clerk, clock_at):
    for day, number in ((date(2022, 12, 21), 0), (date(2022, 12, 20), 1)):
        clock_at(day)
        invite(clerk, session)
        assert SessionInvitation.objects.count() == number


def test_what_was_sent_stays(session, school):
    inviting.invite(session, by=school.clerk.user)
    assert refused("UPDATE awards_sessioninvitation SET place = 'khác'")
    assert refused("DELETE FROM awards_sessioninvitation")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clicks_send_once(on_postgresql, session, school):
    StaffMember.objects.filter(email="").update(email="ai@truong.example")
    acts = [lambda: inviting.invite(CouncilSession.objects.get(pk=session.pk), by=school.clerk.user)] * 2
    said = sorted(at_once(*acts))
    assert (said[0], bool(said[1]), SessionInvitation.objects.count()) == ("", True, 1)
