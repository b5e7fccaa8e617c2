"""Another member presides in the chair's place: who runs the desk then, what is refused, what papers and pages say."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from awards import attending, continuing, convening, live, preparing, presiding, seating, tallying, voting
from awards.documents import (
    attendance_list,
    case_extract,
    hearing_minutes,
    invitation,
    minutes,
    result_list,
    room,
    tally_sheet,
)
from awards.kinds import KINDS
from awards.models import Box, CouncilSession, Presiding, Question, Roll, Round, Seat
from awards.permissions import sessions_chaired_by, sessions_run_by
from awards.preparing import Terms
from awards.roles import runs_a_desk
from tests.at_once import at_once
from tests.awards import hearing_meeting
from tests.awards.meeting import (
    AGREE,
    DAY,
    DISAGREE,
    convene,
    counted_round,
    declare_all,
    explain_all,
    make_session,
    seats_by_name,
    table,
    vote,
    vote_all,
)
from tests.conftest import layers
from tests.thidua.test_guards import refused
from thidua import clock, pdf
from thidua.acts import act_words
from thidua.audit import history_of
from thidua.changes import changes_of
from thidua.copies import Copy
from thidua.models import AuditEntry
from thidua.papers import Paper
from thidua.workflow import Refused

WHY = "Chủ tịch Hội đồng đi công tác, ủy quyền Phó Chủ tịch chủ trì"
AGAIN = "Chủ tịch Hội đồng đã về"
THU = "Vũ Thị Thu, Phó Hiệu trưởng, Phó Chủ tịch Hội đồng"
QUANG = "Phạm Văn Quang, Hiệu trưởng, Chủ tịch Hội đồng"


@pytest.fixture
def clerk(school):
    return school.clerk.user


@layers.fixture
def planned(campaign, council, clock_at):
    clock_at(DAY)
    return make_session(campaign, council)


@pytest.fixture
def thu(planned) -> Seat:
    return seats_by_name(planned)["Thu"]


@layers.fixture
def handed(planned, school) -> CouncilSession:
    """Thu presides, Quang is away; the session is convened."""
    thu = seats_by_name(planned)["Thu"]
    presiding.hand_over(planned, seat=thu, reason=WHY, by=school.clerk.user)
    return convene(planned, by=thu.staff_member.user, absent=["Quang"])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def post(client, name, *args, **data) -> str:
    return text(client.post(reverse(name, args=args), data, follow=True))


def get(client, name, *args) -> str:
    return text(client.get(reverse(name, args=args)))


def refusal(act) -> str:
    with pytest.raises(Refused) as found:
        act()
    return str(found.value)


def at(hour, minute) -> datetime:
    return timezone.make_aware(datetime(2022, 12, 20, hour, minute))  # noqa: DTZ001


def signed_by(paper: Paper) -> tuple:
    last = paper.signatures[-1]
    return (last.lines, last.name, last.post)


def line(paper: Paper, title: str) -> str:
    """Of a numbered item or a line of the head."""
    lines = [one for block in paper.blocks for one in getattr(block, "lines", [block])]
    found = next(one for one in lines if title in (getattr(one, "title", ""), getattr(one, "label", "")))
    return "".join(run.text for run in found.text)


# --- who runs the desk


def test_the_clerk_names_who_presides_and_the_desk_is_theirs_alone(planned, thu, school, sign_in):
    lan = sign_in(school.clerk)
    assert "Đã ghi: Vũ Thị Thu chủ trì phiên họp." in post(
        lan, "council_preside", planned.pk, seat=thu.pk, reason=f" {WHY} "
    )
    for client, is_desk in ((sign_in(school.deputy), True), (sign_in(school.rector), False), (lan, False)):
        page = text(client.get(planned.get_absolute_url()))
        assert ("Bàn chủ tọa – phiên 20/12/2022</span>" in page) is is_desk
        assert f"Chủ trì: Vũ Thị Thu, Phó Chủ tịch Hội đồng, thay Chủ tịch Hội đồng. Lý do: {WHY}." in page
    entry = history_of(planned).first()
    assert (entry.verb, entry.reason, entry.actor) == ("councilsession.hand_over", WHY, school.clerk.user)
    assert (entry.before["presiding"], entry.after["presiding"]) == (
        "Chủ tịch Hội đồng",
        "Vũ Thị Thu, Phó Chủ tịch Hội đồng",
    )
    assert act_words("councilsession.hand_over") == "Ghi người chủ trì thay"


def test_a_whole_session_is_held_without_the_chair(planned, thu, school, sign_in):
    presiding.hand_over(planned, seat=thu, reason=WHY, by=school.rector.user)
    desk, away = sign_in(school.deputy), sign_in(school.rector)
    present = {f"present_{seat.pk}": "on" for given, seat in seats_by_name(planned).items() if given != "Quang"}
    chairs_reason = {f"reason_{seats_by_name(planned)['Quang'].pk}": "đi công tác"}
    assert "Đã ghi điểm danh." in post(desk, "council_roll_call", planned.pk, **present, **chairs_reason)
    assert "Đã khai mạc phiên họp." in post(desk, "council_convene", planned.pk)
    case = table(planned, school.lecturer, school.faculty, by=school.clerk.user)
    planned.refresh_from_db()
    declare_all(planned, by=thu.staff_member.user)
    chosen = {"nominations": [case.pk], "way": "secret"}
    url = reverse("round_add", args=[planned.pk]) + "?danh-hieu=LDTT"
    assert away.post(url, chosen).status_code == 404
    desk.post(url, chosen)
    round_ = planned.rounds.get()
    for client, answers in ((away, 404), (desk, 302)):
        assert client.post(reverse("round_open", args=[round_.pk])).status_code == answers
    vote_all(round_)
    for client, answers in ((away, 404), (desk, 302)):
        data = {"word": "KIỂM PHIẾU"}
        assert client.post(reverse("round_count", args=[round_.pk]), data).status_code == answers
    explain_all(planned, by=thu.staff_member.user)
    for client, answers in ((away, 404), (desk, 302)):
        assert client.post(reverse("council_close", args=[planned.pk])).status_code == answers
    planned.refresh_from_db()
    assert (planned.status, planned.minutes.signer) == ("closed", "Vũ Thị Thu")
    assert Round.objects.get(pk=round_.pk).presiding == thu
    assert refused("UPDATE awards_councilsession SET presiding_id = NULL")
    assert refused("UPDATE awards_presiding SET reason = 'khác'")
    assert refused("DELETE FROM awards_presiding")


def test_the_chair_takes_the_session_back(handed, thu, school, sign_in):
    chair, deputy = sign_in(school.rector), sign_in(school.deputy)
    away = "Phạm Văn Quang được điểm danh là vắng mặt; sửa điểm danh trước."
    assert away in get(chair, "council_preside_again", handed.pk)
    assert away in post(chair, "council_preside_again", handed.pk, reason=AGAIN)
    attending.arrive(handed, seat=seats_by_name(handed)["Quang"], by=school.rector.user)
    assert "Ghi lý do Chủ tịch Hội đồng chủ trì lại" in post(chair, "council_preside_again", handed.pk, reason=" ")
    assert "Đã ghi: Chủ tịch Hội đồng chủ trì lại phiên họp." in post(
        chair, "council_preside_again", handed.pk, reason=AGAIN
    )
    for client, is_desk in ((chair, True), (deputy, False)):
        assert ("Bàn chủ tọa" in text(client.get(handed.get_absolute_url()))) is is_desk
    assert history_of(handed).first().verb == "councilsession.preside_again"
    assert "Chủ tịch Hội đồng đang là người chủ trì phiên họp này." in post(
        chair, "council_preside_again", handed.pk, reason=AGAIN
    )


def test_after_the_end_the_chair_has_the_papers_again_and_goes_on(handed, thu, school):
    chair, deputy = school.rector.user, school.deputy.user
    assert [list(sessions_run_by(one)) for one in (chair, deputy)] == [[], [handed]]
    convening.adjourn(handed, reason="Mất điện", by=deputy)
    assert [list(sessions_chaired_by(one)) for one in (chair, deputy)] == [[handed], [handed]]


def test_only_of_the_session_named(handed, school, campaign):
    other = make_session(campaign, handed.council, quota_warns=False)
    assert list(sessions_chaired_by(school.rector.user)) == [other]
    assert list(sessions_chaired_by(school.deputy.user)) == [handed]
    assert list(sessions_chaired_by(AnonymousUser())) == []


def test_both_steps_of_signing_in_are_asked_of_who_is_to_preside(planned, thu, school, clerk):
    def asked() -> tuple[bool, ...]:
        people = (school.rector, school.deputy, school.head)
        return tuple(runs_a_desk(type(one.user).objects.get(pk=one.user.pk)) for one in people)

    assert asked() == (True, False, False)
    presiding.hand_over(planned, seat=thu, reason=WHY, by=clerk)
    assert asked() == (True, True, False)
    convening.cancel(planned, reason="Thôi", by=clerk)
    assert asked() == (True, False, False)


def test_home_says_chu_tri_to_who_presides(planned, thu, school, clerk, sign_in):
    def said(person) -> tuple[bool, bool]:
        page = text(sign_in(person).get("/"))
        return "Chủ trì phiên họp 08:00 ngày 20/12/2022" in page, "dự phiên họp 08:00 ngày 20/12/2022" in page

    assert (said(school.rector), said(school.deputy)) == ((True, False), (False, True))
    presiding.hand_over(planned, seat=thu, reason=WHY, by=clerk)
    assert (said(school.rector), said(school.deputy)) == ((False, True), (True, False))


def test_the_screens_hear_of_it(planned, thu, clerk):
    before = live.room_of(planned.pk).pulse
    presiding.hand_over(planned, seat=thu, reason=WHY, by=clerk)
    handed_over = live.room_of(planned.pk).pulse
    presiding.take_back(planned, reason=AGAIN, by=clerk)
    assert handed_over != before == live.room_of(planned.pk).pulse


# --- what is refused


def test_who_cannot_be_named(planned, thu, clerk):
    seats = seats_by_name(planned)
    present = {seat.pk for given, seat in seats.items() if given != "Minh"}
    attending.call_roll(planned, present=present, reasons={}, by=clerk)

    def said(given) -> str:
        return refusal(lambda: presiding.hand_over(planned, seat=seats[given], reason=WHY, by=clerk))

    assert said("Quang") == "Chủ tịch Hội đồng chủ trì thì không cần ghi người chủ trì thay."
    assert said("Minh") == "Trần Văn Minh được điểm danh là vắng mặt; chọn người có mặt hoặc sửa điểm danh."
    assert said("Lan") == (
        "Ngô Thị Lan là thư ký phiên họp, ghi biên bản nên không chủ trì; đổi thư ký hoặc chọn người khác."
    )
    presiding.hand_over(planned, seat=thu, reason=WHY, by=clerk)
    assert said("Thu") == "Vũ Thị Thu đang là người chủ trì phiên họp này."
    Seat.objects.filter(pk=seats["Dũng"].pk).update(ends_on=DAY - timedelta(days=1))
    assert said("Dũng") == "Người này không có trong Hội đồng của phiên họp; chọn một thành viên."
    assert Presiding.objects.count() == 1


def test_not_without_a_reason(planned, thu, clerk):
    for act in (
        lambda: presiding.hand_over(planned, seat=thu, reason=" ", by=clerk),
        lambda: presiding.take_back(planned, reason=" ", by=clerk),
    ):
        assert refusal(act).startswith("Ghi lý do ")


# --- while a round is open


@pytest.fixture
def hour_is(monkeypatch):
    """On the day on which the clock stands."""
    return lambda hour, minute: monkeypatch.setattr(clock, "real_now", lambda: at(hour, minute))


@pytest.fixture
def voting_on(planned, school, clerk, hour_is) -> Round:
    """At eight Quang presides and has opened a round on two cases; Minh and Thu have voted."""
    hour_is(8, 0)
    session = convene(planned, by=school.rector.user)
    cases = [table(session, one, school.faculty, by=clerk) for one in (school.lecturer, school.lecturer2)]
    round_ = preparing.prepare_round(session, nominations=cases, by=clerk)
    voting.open_round(round_, by=school.rector.user)
    vote(round_, {"Minh": AGREE, "Thu": DISAGREE})
    return round_


def told(paper: Paper) -> list[tuple[str, str]]:
    """Of the head of a sheet, what it says of who presided."""
    return [
        (one.label, "".join(run.text for run in one.text))
        for one in paper.blocks[0].lines
        if "chủ trì" in one.label.lower()
    ]


def test_the_next_in_line_counts_what_the_chair_opened(voting_on, planned, thu, school, sign_in, hour_is):
    session = voting_on.session
    lan, chair, deputy = sign_in(school.clerk), sign_in(school.rector), sign_in(school.deputy)
    cast = [list(model.objects.order_by("pk").values()) for model in (Roll, Box)]
    link = f'href="{reverse("council_preside", args=[session.pk])}">ghi người khác chủ trì để kiểm phiếu lượt 1</a>'
    assert [link in get(one, "council_session", session.pk) for one in (lan, chair, deputy)] == [True, False, False]
    assert f"<p>Nếu người chủ trì không điều hành tiếp được thì <a {link}" in get(lan, "council_session", session.pk)
    note = "Lượt 1 đang bỏ phiếu: phiếu đã bỏ và danh sách bỏ phiếu giữ nguyên, người nhận chủ trì kiểm phiếu lượt này."
    page = get(lan, "council_preside", session.pk)
    assert (note in page, f'value="{thu.pk}" selected' in page, "aria-disabled" in page) == (True, True, False)
    hour_is(9, 15)
    reason = "Điện thoại của Chủ tịch hỏng"
    assert "Ghi lý do người khác chủ trì" in post(lan, "council_preside", session.pk, seat=thu.pk, reason="")
    assert not Presiding.objects.exists()
    assert "Đã ghi: Vũ Thị Thu chủ trì" in post(lan, "council_preside", session.pk, seat=thu.pk, reason=reason)
    assert [list(model.objects.order_by("pk").values()) for model in (Roll, Box)] == cast
    entry = history_of(session).first()
    assert (entry.verb, entry.reason) == ("councilsession.hand_over", reason)
    assert (entry.before, entry.after) == (
        {"presiding": "Chủ tịch Hội đồng"},
        {"presiding": "Vũ Thị Thu, Phó Chủ tịch Hội đồng", "open_round": 1},
    )
    assert [(change.label, change.after) for change in changes_of(entry)] == [
        ("Chủ trì thay", "Vũ Thị Thu, Phó Chủ tịch Hội đồng"),
        ("Khi đang bỏ phiếu lượt", "1"),
    ]
    vote(voting_on, {"Dũng": AGREE, "Lan": AGREE})
    data = {"word": "KIỂM PHIẾU", "reason": "Chủ tịch không vào được"}
    url = reverse("round_count", args=[voting_on.pk])
    assert [one.post(url, data).status_code for one in (lan, chair, deputy)] == [404, 404, 302]
    voting_on.refresh_from_db()
    assert (voting_on.status, voting_on.voted, voting_on.voters) == ("counted", 4, 5)
    assert [(one.agree, one.disagree) for one in voting_on.questions.all()] == [(3, 1), (3, 1)]


def test_papers_say_who_opened_and_who_counted(voting_on, planned, thu, school, clerk, hour_is):
    session = voting_on.session
    hour_is(9, 15)
    presiding.hand_over(session, seat=thu, reason="Điện thoại của Chủ tịch hỏng", by=clerk)
    voting.count(voting_on, by=school.deputy.user, reason="Chủ tịch không vào được")
    second = counted_round(session, table(session, school.head, school.faculty, by=clerk), by=school.deputy.user)
    sheets = [tally_sheet.gather(Round.objects.get(pk=one.pk), Copy()) for one in (voting_on, second)]
    assert [told(sheet) for sheet in sheets] == [
        [
            ("Chủ trì khi mở bỏ phiếu", QUANG),
            ("Đổi người chủ trì", f"từ 09 giờ 15: {THU} (lý do: Điện thoại của Chủ tịch hỏng)"),
        ],
        [],
    ]
    deputy = (("CHỦ TỌA", "PHÓ CHỦ TỊCH HỘI ĐỒNG"), "Vũ Thị Thu", "PHÓ HIỆU TRƯỞNG")
    assert [signed_by(sheet) for sheet in sheets] == [deputy, deputy]
    thus = "Ban kiểm phiếu; Vũ Thị Thu, chủ tọa"
    assert KINDS["tally-sheet"].signed_by({voting_on.pk, second.pk}) == {voting_on.pk: thus, second.pk: thus}
    assert line(minutes.gather(session), "Chủ trì:") == (
        f"{QUANG}; từ 09 giờ 15 (khi đang bỏ phiếu lượt 1): {THU} (lý do chủ trì thay: Điện thoại của Chủ tịch hỏng)."
    )
    explain_all(session, by=school.deputy.user)
    convening.close(session, by=school.deputy.user)
    said = [
        line(case_extract.gather(Question.objects.filter(round=one).first()), "Thành phần:")
        for one in (voting_on, second)
    ]
    assert [one[one.index("chủ trì:") :] for one in said] == [
        f"chủ trì: {QUANG}, từ 09 giờ 15 {THU}; thư ký: Ngô Thị Lan, Chuyên viên.",
        f"chủ trì: {THU}; thư ký: Ngô Thị Lan, Chuyên viên.",
    ]


def test_the_chair_who_is_back_counts(voting_on, thu, school, clerk, sign_in, hour_is):
    """Thu takes over and Quang again, all in one round."""
    session = voting_on.session
    hour_is(9, 15)
    presiding.hand_over(session, seat=thu, reason="Mất mạng", by=clerk)
    hour_is(9, 20)
    chair = sign_in(school.rector)
    assert "Lượt 1 đang bỏ phiếu: phiếu đã bỏ" in get(chair, "council_preside_again", session.pk)
    assert "chủ trì lại phiên họp." in post(chair, "council_preside_again", session.pk, reason="Đã có mạng")
    voting.count(voting_on, by=school.rector.user, reason="Hết giờ")
    sheet = tally_sheet.gather(Round.objects.get(pk=voting_on.pk), Copy())
    assert told(sheet) == [
        ("Chủ trì khi mở bỏ phiếu", QUANG),
        ("Đổi người chủ trì", f"từ 09 giờ 15: {THU} (lý do: Mất mạng)"),
        ("Đổi người chủ trì", f"từ 09 giờ 20: {QUANG} (lý do: Đã có mạng)"),
    ]
    assert signed_by(sheet) == (("CHỦ TỌA", "CHỦ TỊCH HỘI ĐỒNG"), "Phạm Văn Quang", "HIỆU TRƯỞNG")
    signs = {voting_on.pk: "Ban kiểm phiếu; Phạm Văn Quang, chủ tọa"}
    assert KINDS["tally-sheet"].signed_by({voting_on.pk}) == signs


def test_hands_and_opinions_have_no_slips_to_speak_of(planned, thu, school, clerk, sign_in, hour_is):
    hour_is(8, 0)
    session = convene(planned, by=school.rector.user)
    case = table(session, school.lecturer, school.faculty, by=clerk)
    terms = Terms(Round.Way.HANDS, "Một trường hợp, Hội đồng nhất trí")
    round_ = preparing.prepare_round(session, nominations=case, terms=terms, by=clerk)
    voting.open_round(round_, by=school.rector.user)
    note = "Lượt 1 đang biểu quyết giơ tay: điều đã ghi giữ nguyên, người nhận chủ trì chốt kết quả lượt này."
    assert note in get(sign_in(school.clerk), "council_preside", session.pk)
    hour_is(8, 30)
    presiding.hand_over(session, seat=thu, reason="Mất mạng", by=clerk)
    hands = {round_.questions.get().pk: {AGREE: 5, DISAGREE: 0, "no_opinion": 0}}
    tallying.enter(round_, teller=None, slips=None, lines=hands, by=school.deputy.user)
    voting.count(round_, by=school.deputy.user)
    sheet = tally_sheet.gather(Round.objects.get(pk=round_.pk), Copy())
    assert told(sheet) == [
        ("Chủ trì khi mở biểu quyết", QUANG),
        ("Đổi người chủ trì", f"từ 08 giờ 30: {THU} (lý do: Mất mạng)"),
    ]
    assert "từ 08 giờ 30 (khi đang biểu quyết lượt 1): " in line(minutes.gather(session), "Chủ trì:")


def test_a_change_between_rounds_names_no_round(voting_on, thu, school, clerk):
    voting.count(voting_on, by=school.rector.user, reason="Hết giờ")
    presiding.hand_over(voting_on.session, seat=thu, reason=WHY, by=clerk)
    assert [change.round for change in Presiding.objects.all()] == [None]
    assert "open_round" not in history_of(voting_on.session).first().after


@pytest.mark.parametrize(("end", "state"), [("adjourn", "đã hoãn"), ("cancel", "đã hủy"), ("close", "đã kết thúc")])
def test_not_once_the_session_is_over(planned, thu, school, clerk, sign_in, monkeypatch, end, state):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 minutes %%EOF")
    if end == "cancel":
        convening.cancel(planned, reason="Thôi", by=clerk)
    else:
        convene(planned, by=school.rector.user)
        ends = {"adjourn": lambda: convening.adjourn(planned, reason="Mất điện", by=clerk)}
        ends.get(end, lambda: convening.close(planned, by=school.rector.user))()
    why = f"Phiên họp {state} nên không đổi người chủ trì được; biên bản ghi người đã chủ trì."
    assert why in post(sign_in(school.clerk), "council_preside", planned.pk, seat=thu.pk, reason=WHY)
    assert not Presiding.objects.exists()
    now = clock.now()
    row = "INSERT INTO awards_presiding (session_id, seat_id, reason, at) VALUES (%s, %s, 'x', %s)"
    assert refused(row, planned.pk, thu.pk, now)


def test_a_form_sent_back_keeps_what_was_typed(planned, thu, school, sign_in):
    lan, dung = sign_in(school.clerk), seats_by_name(planned)["Dũng"]
    page = get(lan, "council_preside", planned.pk)
    assert page.index(f'value="{thu.pk}" selected') < page.index("Lê Văn Dũng, Ủy viên")  # the vice chair first
    assert "Ngô Thị Lan, Thư ký</option>" not in page
    assert "Phạm Văn Quang, Chủ tịch Hội đồng</option>" not in page
    page = post(lan, "council_preside", planned.pk, seat=dung.pk, reason="")
    assert "Ghi lý do người khác chủ trì thay Chủ tịch Hội đồng" in page
    assert f'value="{dung.pk}" selected' in page
    page = post(lan, "council_preside", planned.pk, seat=seats_by_name(planned)["Lan"].pk, reason=WHY)
    assert f'value="{WHY}"' in page
    long = post(lan, "council_preside", planned.pk, seat=dung.pk, reason="a" * 201)
    assert "a" * 201 in long
    assert not Presiding.objects.exists()
    post(lan, "council_preside", planned.pk, seat=dung.pk, reason="a" * 200)
    assert Presiding.objects.get().reason == "a" * 200


def test_where_the_roll_says_the_chair_is_away_the_form_begins_with_why(planned, school, sign_in, clerk):
    chair = sign_in(school.rector)
    begins = 'value="Chủ tịch Hội đồng vắng, ủy quyền chủ trì phiên họp"'
    assert begins not in get(chair, "council_preside", planned.pk)
    everybody = {seat.pk for given, seat in seats_by_name(planned).items() if given != "Quang"}
    attending.call_roll(planned, present=everybody, reasons={}, by=clerk)
    assert begins in get(chair, "council_preside", planned.pk)


def test_nobody_is_convened_without_who_presides(planned, thu, school, clerk, sign_in):
    seats = seats_by_name(planned)

    def call(*away) -> str:
        present = {seat.pk for given, seat in seats.items() if given not in away}
        attending.call_roll(planned, present=present, reasons={}, by=clerk)
        return convening.why_not_convene(planned)

    away = "chủ trì phiên họp nhưng được điểm danh là vắng mặt; ghi người chủ trì khác hoặc sửa điểm danh."
    assert (call(), call("Thu")) == ("", "")
    assert call("Quang") == f"Phạm Văn Quang {away}"
    page = text(sign_in(school.clerk).get(planned.get_absolute_url()))
    assert page.count(f"Phạm Văn Quang {away}") == 2  # under the button, and where somebody else is named
    presiding.hand_over(planned, seat=thu, reason=WHY, by=clerk)
    assert convening.why_not_convene(planned) == ""
    assert call("Thu") == f"Vũ Thị Thu {away}"
    presiding.take_back(planned, reason=AGAIN, by=clerk)
    Seat.objects.filter(pk=seats["Quang"].pk).update(role=Seat.Role.MEMBER)
    assert convening.why_not_convene(planned) == "Phiên họp chưa có người chủ trì; ghi người chủ trì trước."


def test_who_is_to_preside_keeps_the_seat_and_does_not_write_the_minutes(planned, thu, school, clerk, sign_in):
    presiding.hand_over(planned, seat=thu, reason=WHY, by=clerk)
    assert seating.why_not_leave(thu, DAY) == (
        "Vũ Thị Thu là người chủ trì phiên họp ngày 20/12/2022; ghi người chủ trì khác ở phiên họp đó trước."
    )
    form = {"campaign": planned.campaign_id, "planned_for": "08:00, 20/12/2022", "place": "Phòng B", "guests": ""}
    page = post(sign_in(school.clerk), "council_session_edit", planned.pk, **form, secretary=thu.pk)
    assert "Người này chủ trì phiên họp; chọn thư ký khác hoặc đổi người chủ trì trước" in page
    presiding.take_back(planned, reason=AGAIN, by=clerk)
    assert seating.why_not_leave(thu, DAY) == ""
    assert "Đã lưu phiên họp." in post(
        sign_in(school.clerk), "council_session_edit", planned.pk, **form, secretary=thu.pk
    )


def test_before_the_end_it_is_said_that_who_presides_has_left(handed, thu, school, sign_in):
    desk = sign_in(school.deputy)
    sentence = "Vũ Thị Thu chủ trì phiên họp nhưng được điểm danh là vắng mặt"
    assert sentence not in get(desk, "council_close", handed.pk)
    handed.attendances.filter(seat=thu).update(present=False)
    assert sentence in get(desk, "council_close", handed.pk)


# --- going on


def test_a_session_that_goes_on_asks_anew_and_proposes_the_same(handed, thu, school, sign_in):
    convening.adjourn(handed, reason="Mất điện", by=school.deputy.user)
    lan = sign_in(school.clerk)
    assert "Phiên này do Vũ Thị Thu chủ trì thay Chủ tịch Hội đồng; phiên mới do Chủ tịch chủ trì" in get(
        lan, "council_continue", handed.pk
    )
    later = handed.planned_for + timedelta(days=1)
    new = continuing.continue_in(handed, planned_for=later, place="Phòng B", by=school.clerk.user)
    assert new.presiding is None
    assert list(sessions_chaired_by(school.rector.user).filter(pk=new.pk)) == [new]
    page = get(lan, "council_preside", new.pk)
    assert (f'value="{thu.pk}" selected' in page, f'value="{WHY}"' in page) == (True, True)


# --- papers


def test_minutes_name_and_are_signed_by_who_presided(handed, school):
    paper = minutes.gather(handed)
    assert line(paper, "Chủ trì:") == f"{THU} (lý do chủ trì thay: {WHY})."
    assert signed_by(paper) == (("CHỦ TỌA", "PHÓ CHỦ TỊCH HỘI ĐỒNG"), "Vũ Thị Thu", "PHÓ HIỆU TRƯỞNG")
    assert signed_by(attendance_list.gather(handed)) == (("CHỦ TỌA",), "Vũ Thị Thu", "PHÓ HIỆU TRƯỞNG")


def test_a_member_who_presides_signs_with_that_office_in_the_council(planned, school, clerk):
    presiding.hand_over(planned, seat=seats_by_name(planned)["Dũng"], reason=WHY, by=clerk)
    convene(planned, by=school.other_head.user, absent=["Quang"])
    assert signed_by(minutes.gather(planned)) == (("CHỦ TỌA", "ỦY VIÊN HỘI ĐỒNG"), "Lê Văn Dũng", "TRƯỞNG KHOA")
    assert signed_by(attendance_list.gather(planned)) == (("CHỦ TỌA",), "Lê Văn Dũng", "TRƯỞNG KHOA")
    planned.council.seats.filter(staff_member=school.other_head).update(role=Seat.Role.STANDING)
    standing = ("CHỦ TỌA", "ỦY VIÊN THƯỜNG TRỰC HỘI ĐỒNG")
    assert signed_by(minutes.gather(planned)) == (standing, "Lê Văn Dũng", "TRƯỞNG KHOA")
    places = [row.cells[2] for block in attendance_list.gather(planned).blocks for row in getattr(block, "rows", [])]
    assert ["".join(run.text for run in place).partition("\n")[2] for place in places] == [
        "Chủ tịch Hội đồng",
        "Phó Chủ tịch Hội đồng",
        "Ủy viên",
        "Ủy viên thường trực",
        "Thư ký",
    ]
    counted_round(planned, table(planned, school.lecturer, school.faculty, by=clerk), by=school.other_head.user)
    assert signed_by(result_list.gather(planned)) == (
        ("TM. HỘI ĐỒNG", "CHỦ TỌA PHIÊN HỌP"),
        "Lê Văn Dũng",
        "TRƯỞNG KHOA",
    )


def test_who_took_over_in_the_middle_is_told_with_the_hour_and_signs_their_own_rounds(planned, thu, school, clerk):
    presiding.hand_over(planned, seat=seats_by_name(planned)["Minh"], reason="Chỉ dự kiến", by=clerk)
    presiding.take_back(planned, reason="Chủ tịch dự được", by=clerk)
    session = convene(planned, by=school.rector.user)
    cases = [table(session, one, school.faculty, by=clerk) for one in (school.lecturer, school.lecturer2)]
    first = counted_round(session, cases[0], by=school.rector.user)
    assert line(minutes.gather(session), "Chủ trì:") == f"{QUANG}."
    presiding.hand_over(session, seat=thu, reason="Chủ tịch Hội đồng về trước.", by=school.rector.user)
    CouncilSession.objects.filter(pk=session.pk).update(convened_at=at(8, 0))
    session.presidings.exclude(seat=thu).update(at=at(7, 30))
    session.presidings.filter(seat=thu).update(at=at(9, 15))
    session.refresh_from_db()
    second = counted_round(session, cases[1], by=school.deputy.user)
    assert line(minutes.gather(session), "Chủ trì:") == (
        f"{QUANG}; từ 09 giờ 15: {THU} (lý do chủ trì thay: Chủ tịch Hội đồng về trước)."
    )
    chair = (("CHỦ TỌA", "CHỦ TỊCH HỘI ĐỒNG"), "Phạm Văn Quang", "HIỆU TRƯỞNG")
    deputy = (("CHỦ TỌA", "PHÓ CHỦ TỊCH HỘI ĐỒNG"), "Vũ Thị Thu", "PHÓ HIỆU TRƯỞNG")
    sheets = [tally_sheet.gather(Round.objects.get(pk=one.pk), Copy()) for one in (first, second)]
    assert [signed_by(sheet) for sheet in sheets] == [chair, deputy]
    assert KINDS["tally-sheet"].signed_by({first.pk, second.pk}) == {
        first.pk: "Ban kiểm phiếu; Phạm Văn Quang, chủ tọa",
        second.pk: "Ban kiểm phiếu; Vũ Thị Thu, chủ tọa",
    }
    assert signed_by(minutes.gather(session)) == deputy


def test_the_papers_after_the_session_and_those_before_it(planned, thu, school, clerk):
    meets = KINDS["invitation"].gather(planned, Copy(date=date(2022, 12, 15)))
    assert line(meets, "Chủ trì") == f"{QUANG}."
    presiding.hand_over(planned, seat=thu, reason=WHY, by=clerk)
    assert line(invitation.gather(planned, Copy(date=date(2022, 12, 15))), "Chủ trì") == f"{THU}."
    session = convene(planned, by=thu.staff_member.user, absent=["Quang"])
    round_ = counted_round(session, table(session, school.lecturer, school.faculty, by=clerk), by=school.deputy.user)
    vice = (("TM. HỘI ĐỒNG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Vũ Thị Thu", "PHÓ HIỆU TRƯỞNG")
    assert signed_by(result_list.gather(session)) == vice
    explain_all(session, by=school.deputy.user)
    convening.close(session, by=school.deputy.user)
    extract = case_extract.gather(Question.objects.get(round=round_))
    assert signed_by(extract) == vice
    assert f"chủ trì: {THU};" in line(extract, "Thành phần:")


def test_an_extract_names_who_presided_when_its_case_was_voted_on(handed, thu, school):
    """Thu presides first, the chair comes later; a case voted on again has both, each with the round."""
    deputy, rector = school.deputy.user, school.rector.user
    once, twice = [table(handed, one, school.faculty, by=deputy) for one in (school.lecturer, school.lecturer2)]
    first = [counted_round(handed, case, by=deputy) for case in (once, twice)]
    everybody = {seat.pk for seat in seats_by_name(handed).values()}
    attending.call_roll(handed, present=everybody, reasons={}, by=deputy)
    presiding.take_back(handed, reason=AGAIN, by=deputy)
    twice.refresh_from_db()
    again = preparing.prepare_round(handed, nominations=twice, reason="Có thêm minh chứng", by=rector)
    declare_all(handed, by=rector)
    voting.open_round(again, by=rector)
    vote_all(again)
    voting.count(again, by=rector)
    explain_all(handed, by=rector)
    convening.close(handed, by=rector)
    said = [line(case_extract.gather(Question.objects.get(round=one)), "Thành phần:") for one in first]
    assert [one[one.index("chủ trì:") :] for one in said] == [
        f"chủ trì: {THU}; thư ký: Ngô Thị Lan, Chuyên viên.",
        f"chủ trì: {THU} (lượt 2), {QUANG} (lượt 3); thư ký: Ngô Thị Lan, Chuyên viên.",
    ]


def test_the_line_of_the_secretary_says_another_office_in_the_council_only(planned, school):
    assert line(minutes.gather(planned), "Thư ký:") == "Ngô Thị Lan, Chuyên viên."
    planned.secretary = seats_by_name(planned)["Dũng"]
    assert line(minutes.gather(planned), "Thư ký:") == "Lê Văn Dũng, Trưởng khoa, Ủy viên."


def test_the_initiative_council_too(school, campaign, clock_at, sign_in):
    clock_at(DAY)
    session = hearing_meeting.planned(school, campaign)
    thu = seats_by_name(session)["Thu"]
    post(sign_in(school.rector), "council_preside", session.pk, seat=thu.pk, reason=WHY)
    session.refresh_from_db()
    hearing_meeting.convene(session, by=school.deputy.user, absent=["Quang"])
    found = hearing_meeting.tabled(session, school.lecturer, by=school.clerk.user)
    pages = [text(sign_in(one).get(session.get_absolute_url())) for one in (school.rector, school.deputy)]
    assert ["Bàn chủ tọa" in page for page in pages] == [False, True]
    assert all(f"thay Chủ tịch Hội đồng. Lý do: {WHY}." in page for page in pages)
    for who, answer in ((school.rector, 404), (school.deputy, 302)):
        url = reverse("hearing_open", args=[session.pk, found.pk])
        assert sign_in(who).post(url).status_code == answer
    paper = hearing_minutes.gather(session)
    assert line(paper, "Chủ trì:") == f"{THU} (lý do chủ trì thay: {WHY})."
    assert signed_by(paper) == (("CHỦ TỌA", "PHÓ CHỦ TỊCH HỘI ĐỒNG"), "Vũ Thị Thu", "PHÓ HIỆU TRƯỞNG")


# --- at once


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_taking_over_against_the_opening_of_a_round(on_postgresql, planned, thu, school, clerk):
    """Whichever comes first: the round's sheet names Thu, who counts it, and whether Quang opened it."""
    session = convene(planned, by=school.rector.user)
    case = table(session, school.lecturer, school.faculty, by=clerk)
    round_ = preparing.prepare_round(session, nominations=case, by=clerk)
    answers = at_once(
        lambda: presiding.hand_over(CouncilSession.objects.get(pk=session.pk), seat=thu, reason=WHY, by=clerk),
        lambda: voting.open_round(Round.objects.get(pk=round_.pk), by=school.rector.user),
    )
    round_.refresh_from_db()
    change = Presiding.objects.get()
    assert answers == ["", ""]
    assert (round_.presiding, change.round) in {(thu, None), (None, round_)}
    assert room.of_session(round_.session).presided(round_) == thu


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_taking_over_against_the_count(on_postgresql, voting_on, thu, school, clerk):
    """Both happen; the change names the round exactly where it came before the count."""
    session = CouncilSession.objects.get(pk=voting_on.session_id)
    answers = at_once(
        lambda: presiding.hand_over(session, seat=thu, reason=WHY, by=clerk),
        lambda: voting.count(Round.objects.get(pk=voting_on.pk), by=school.rector.user, reason="Hết giờ"),
    )
    assert answers == ["", ""]
    handed, counted = (AuditEntry.objects.get(verb=verb).pk for verb in ("councilsession.hand_over", "round.count"))
    assert (Presiding.objects.get().round == voting_on) is (handed < counted)
