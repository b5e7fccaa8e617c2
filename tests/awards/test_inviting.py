"""Invitations to a session: whom a letter reached, again after time or place changed, what waits for the clerk."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from awards import convening, desk, inviting
from awards.models import CouncilSession, HandedInvitation, SessionInvitation
from campaigns.models import Posting, StaffMember
from tests.at_once import at_once
from tests.awards import meeting
from tests.awards.test_remind import DUMMY, Away
from tests.thidua.test_guards import refused
from thidua import mailing, pdf
from thidua.acts import act_words
from thidua.audit import history_of
from thidua.models import Institution
from thidua.workflow import Refused

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
    assert "Chuẩn bị phiên họp 20/12/2022: chưa mời đủ thành viên" in text(clerk.get("/"))
    invite(clerk, session)
    assert len(mail.outbox) == 2
    assert outdated not in text(clerk.get(page))


# --- on paper


def keys_of(session, *given) -> list[str]:
    return [f"seat-{meeting.seats_by_name(session)[name].pk}" for name in given]


def hand(client, session, keys, **said):
    """What the next page says; the form again where it is sent back."""
    data = {"keys": keys, "given_on": "15/12/2022", "given_by": "Ngô Thị Lan"} | said
    return text(client.post(reverse("session_hand", args=[session.pk]), data, follow=True))


def test_who_was_given_a_paper_counts_as_invited(session, clerk, school):
    invite(clerk, session)
    page = text(clerk.get(reverse("session_hand", args=[session.pk])))
    assert ('value="15/12/2022"' in page, 'value="Ngô Thị Lan"' in page) == (True, True)
    assert "Đã ghi đưa giấy mời tới 2 người." in hand(clerk, session, keys_of(session, "Quang", "Dũng"))
    shown = text(clerk.get(reverse("session_invite", args=[session.pk])))
    assert f"{school.rector}: ngày 15/12/2022, Ngô Thị Lan đưa" in shown
    assert "Còn 1 thành viên chưa nhận được giấy mời." in shown
    entry = history_of(session).first()
    assert (entry.verb, entry.after["given_on"]) == ("councilsession.hand_invitation", "2022-12-15")
    assert sorted(entry.after["handed"]) == sorted([str(school.rector), str(school.other_head)])
    hand(clerk, session, keys_of(session, "Lan"))
    assert inviting.why_not_invite(session).startswith("Mọi thành viên đã được mời đúng thời gian, địa điểm này")


def test_with_papers_alone_the_session_is_prepared_once_everybody_has_one(session, clerk):
    row = "Chuẩn bị phiên họp 20/12/2022: chưa mời đủ thành viên"
    hand(clerk, session, keys_of(session, "Quang", "Dũng", "Thu", "Minh"))
    assert row in text(clerk.get("/"))
    assert "Mới đưa giấy mời tới một số thành viên." in text(clerk.get(session.get_absolute_url()))
    hand(clerk, session, keys_of(session, "Lan"))
    assert "Đã gửi giấy mời." in text(clerk.get(session.get_absolute_url()))
    assert row not in text(clerk.get("/"))


@pytest.mark.parametrize("hours", [0, 2])
def test_a_paper_of_another_time_or_place_no_longer_counts(hours, session, clerk):
    everybody = ("Quang", "Dũng", "Thu", "Minh", "Lan")
    hand(clerk, session, keys_of(session, *everybody))
    moved = {"planned_for": session.planned_for + timedelta(hours=hours)} if hours else {"place": "Phòng họp B"}
    CouncilSession.objects.filter(pk=session.pk).update(**moved)
    outdated = "Giấy mời đã gửi không còn đúng: thời gian hoặc địa điểm đã đổi."
    own = reverse("session_invite", args=[session.pk])
    assert [outdated in text(clerk.get(page)) for page in (session.get_absolute_url(), own)] == [True, True]
    assert "giấy ghi họp 08:00, 20/12/2022, Phòng họp A nên không còn đúng" in text(clerk.get(own))
    assert "chưa mời đủ thành viên" in text(clerk.get("/"))
    hand(clerk, session, keys_of(session, *everybody))
    assert HandedInvitation.objects.count() == 10
    assert "Đã gửi giấy mời." in text(clerk.get(session.get_absolute_url()))


def test_a_paper_that_says_another_hour_is_not_recorded_as_given(session, clerk, school, monkeypatch):
    """Its link says so too; once another has taken its place, the new one is given."""
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")
    draft = desk.begin("invitation", session, by=school.clerk.user)
    signer = Posting.objects.get(staff_member=school.rector, may_sign=True)
    desk.write(draft, texts={}, date=BEFORE, signer=signer, by=school.clerk.user)
    issued = desk.issue(draft, number=12, date=BEFORE, by=school.clerk.user)
    own, everybody = reverse("session_invite", args=[session.pk]), keys_of(session, "Quang", "Thu")
    stale = "Không còn đúng"
    assert (stale in text(clerk.get(own)), stale in text(clerk.get(session.get_absolute_url()))) == (False, False)
    CouncilSession.objects.filter(pk=session.pk).update(planned_for=session.planned_for - timedelta(minutes=15))
    why = (
        "Giấy mời số 12/GM-TCT không còn đúng, còn ghi thời gian: 08 giờ 00, thứ Ba, ngày 20 tháng 12 năm 2022; "
        "soạn văn bản thay thế, in giấy mời mới."
    )
    assert why in text(clerk.get(own))
    assert (stale in text(clerk.get(own)), stale in text(clerk.get(session.get_absolute_url()))) == (True, True)
    assert why in text(clerk.get(reverse("session_hand", args=[session.pk])))
    assert why in hand(clerk, session, everybody)
    assert HandedInvitation.objects.count() == 0
    session.refresh_from_db()
    another = desk.begin("invitation", session, by=school.clerk.user, replaces=issued)
    desk.write(another, texts={}, date=BEFORE, signer=signer, by=school.clerk.user)
    desk.issue(another, number=13, date=BEFORE, by=school.clerk.user)
    assert stale not in text(clerk.get(own))
    assert "tới 2 người" in hand(clerk, session, everybody)


def test_guests_are_given_papers_too_and_are_not_waited_for(session, clerk):
    CouncilSession.objects.filter(pk=session.pk).update(guests="Sùng A Chớ, Chủ tịch Công đoàn Trường\n- Lý Thị Mẩy;")
    page = text(clerk.get(reverse("session_hand", args=[session.pk])))
    assert "Lý Thị Mẩy (đại biểu mời)" in page
    assert "tới 1 người" in hand(clerk, session, ["guest-Lý Thị Mẩy"])
    page = text(clerk.get(reverse("session_hand", args=[session.pk])))
    assert ("Lý Thị Mẩy" in page, "Sùng A Chớ, Chủ tịch Công đoàn Trường (đại biểu mời)" in page) == (False, True)
    assert len(inviting.state_of(session).waiting) == 5
    assert "Lý Thị Mẩy (đại biểu mời): ngày" in text(clerk.get(reverse("session_invite", args=[session.pk])))


def test_what_is_wrong_is_sent_back_with_what_was_typed(session, clerk):
    keys = keys_of(session, "Quang")
    for said, sentence in (
        ({"keys": []}, "Chọn người đã được đưa giấy mời"),
        ({"given_on": "16/12/2022"}, "Ngày đưa giấy mời sau hôm nay; ghi sau khi đã đưa."),
        ({"given_on": "32/12/2022"}, 'value="32/12/2022"'),
        ({"given_by": " "}, "Ngô Thị Lan"),
    ):
        page = hand(clerk, session, said.pop("keys", keys), **{"given_by": "Vàng Thị Chớ"} | said)
        assert sentence in page
        assert ("Vàng Thị Chớ" in page) is ("given_by" not in said)
        assert page.count(" checked") == (sentence != "Chọn người đã được đưa giấy mời")
    assert not HandedInvitation.objects.exists()
    hand(clerk, session, keys)
    assert HandedInvitation.objects.count() == 1
    with pytest.raises(Refused, match="Có người vừa được ghi đã đưa giấy mời hoặc không còn được mời"):
        inviting.hand(session, keys=keys, given_on=BEFORE, given_by="Lan", by=None)


def test_not_after_the_day_of_the_meeting_nor_once_it_has_begun(session, clerk, clock_at, school):
    clock_at(date(2022, 12, 21))
    after = "Ngày đưa giấy mời phải từ ngày họp 20/12/2022 trở về trước."
    keys = keys_of(session, "Quang")
    assert after in hand(clerk, session, keys, given_on="21/12/2022")
    assert "tới 1 người" in hand(clerk, session, keys, given_on="20/12/2022")
    clock_at(date(2022, 12, 20))
    meeting.convene(session, by=school.rector.user)
    begun = "Phiên họp đang họp nên không ghi việc mời nữa; chỉ ghi khi phiên họp còn dự kiến."
    assert begun in hand(clerk, session, keys_of(session, "Dũng"))
    handed = HandedInvitation.objects.get()
    unhand = reverse("session_unhand", args=[session.pk, handed.pk])
    assert begun in text(clerk.post(unhand, follow=True))
    own = text(clerk.get(reverse("session_invite", args=[session.pk])))
    assert ("Ghi đã đưa giấy mời bản giấy" in own, "Bỏ ghi" in own) == (False, False)
    convening.adjourn(session, reason="Mất điện", by=school.rector.user)
    assert refused("UPDATE awards_handedinvitation SET given_by = 'khác'")
    assert refused("DELETE FROM awards_handedinvitation")


def test_a_mark_made_by_mistake_is_taken_off(session, clerk, school):
    hand(clerk, session, keys_of(session, "Quang"))
    handed = HandedInvitation.objects.get()
    own = text(clerk.get(reverse("session_invite", args=[session.pk])))
    assert f"Bỏ ghi {school.rector}</button>" in own
    answer = text(clerk.post(reverse("session_unhand", args=[session.pk, handed.pk]), follow=True))
    assert f"Đã bỏ ghi đưa giấy mời tới {school.rector}." in answer
    assert history_of(session).first().verb == "councilsession.unhand_invitation"
    assert not HandedInvitation.objects.exists()
    assert act_words("councilsession.unhand_invitation") == "Bỏ ghi đã đưa giấy mời"


def test_home_says_what_is_missing_until_it_is_sent(session, clerk, school, sign_in, clock_at):
    row = "Chuẩn bị phiên họp 20/12/2022: chưa mời đủ thành viên"
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
    assert said.startswith("Chưa gửi được thư tới thành viên nào. 5 thành viên chưa nhận được thư, mời bằng bản giấy: ")
    shown = text(clerk.get(reverse("session_invite", args=[session.pk])))
    got, _, missed = shown.partition("<h2>Đã gửi thư</h2>")[2].partition("<h2>Thư không tới được</h2>")
    assert got.strip() == "<p>Chưa thư nào tới được thành viên.</p>"
    assert missed.count("; mời bằng bản giấy</li>") == 5
    sent = SessionInvitation.objects.get()
    assert (sent.reached, mailing.AWAY in dict(sent.missed).values()) == ([], away)


def test_who_no_letter_reached_and_was_handed_a_paper_is_no_longer_asked(session, clerk, settings):
    settings.EMAIL_BACKEND = DUMMY
    invite(clerk, session)
    own = reverse("session_invite", args=[session.pk])
    hand(clerk, session, keys_of(session, "Quang", "Dũng", "Thu", "Minh"))
    shown = text(clerk.get(own))
    assert [shown.count(f"; {words}</li>") for words in ("mời bằng bản giấy", "không còn phải mời")] == [1, 4]
    hand(clerk, session, keys_of(session, "Lan"))
    shown = text(clerk.get(own))
    assert [shown.count(f"; {words}</li>") for words in ("mời bằng bản giấy", "không còn phải mời")] == [0, 5]


def test_after_letters_that_reached_nobody_a_change_makes_nothing_outdated(session, clerk, settings):
    settings.EMAIL_BACKEND = DUMMY
    invite(clerk, session)
    CouncilSession.objects.filter(pk=session.pk).update(place="Phòng họp B")
    assert inviting.state_of(session).sentence == "Còn 5 thành viên chưa nhận được giấy mời."


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
