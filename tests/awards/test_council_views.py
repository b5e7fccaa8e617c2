"""The council's room through the browser's door: a whole session, who is let in, what a page shows and never shows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import attending, convening, declaring, preparing, voting, written_opinions
from awards.forms.council import SessionForm
from awards.models import Box, CouncilSession, Recusal, Roll, Round
from tests.awards.meeting import (
    AGREE,
    DAY,
    DISAGREE,
    convene,
    counted_round,
    declare_all,
    make_session,
    seats_by_name,
    table,
    vote,
    vote_all,
)
from tests.conftest import layers
from thidua.models import AuditEntry, IssuedDocument
from thidua.workflow import Refused

ROOM = ("rector", "deputy", "head", "other_head", "clerk")


@layers.fixture
def planned(campaign, council, clock_at):
    clock_at(DAY)
    return make_session(campaign, council)


@layers.fixture
def session(planned, chair):
    return convene(planned, by=chair)


@layers.fixture
def opened(session, school, chair):
    """Hoa's and Minh's dossiers in one open round; Minh does not vote on his own."""
    cases = [table(session, person, school.faculty, by=chair) for person in (school.lecturer, school.head)]
    round_ = preparing.prepare_round(session, nominations=cases, by=chair)
    voting.open_round(round_, by=chair)
    return round_


def post(client, name, *args, follow=True, **data):
    return client.post(reverse(name, args=args), data, follow=follow)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def ballot_of(round_, choice, seat) -> dict:
    return {f"q{pk}": choice for pk in voting.open_to(round_, seat)}


# A whole session


def test_a_session_from_plan_to_minutes(campaign, council, school, sign_in, clock_at):
    clock_at(DAY)
    clerk, chair = sign_in(school.clerk), sign_in(school.rector)
    secretary = council.seats.get(role="secretary").pk
    planned = {
        "campaign": campaign.pk,
        "planned_for": "08:00, 20/12/2022",
        "place": "Phòng họp A",
        "secretary": secretary,
    }
    assert "Đã lập phiên họp" in text(post(clerk, "council_session_add", **planned))
    session = CouncilSession.objects.get()
    nomination = table(session, school.lecturer, school.faculty, by=school.clerk.user)

    everybody = {f"present_{seat.pk}": "on" for seat in council.seats.all()}
    assert "Có mặt 5/5, cần ít nhất 4." in text(post(clerk, "council_roll_call", session.pk, **everybody))
    assert "Đã khai mạc phiên họp." in text(post(chair, "council_convene", session.pk))
    page = text(chair.get(reverse("round_add", args=[session.pk]) + "?danh-hieu=LDTT"))
    assert "Nguyễn Thị Hoa, Khoa Xây dựng Đảng" in page
    assert "Đã ghi: các thành viên còn lại" in text(post(chair, "council_declare_rest", session.pk))
    chosen = {"nominations": [nomination.pk], "way": "secret"}
    chair.post(reverse("round_add", args=[session.pk]) + "?danh-hieu=LDTT", chosen)
    round_ = Round.objects.get()
    assert "cần 3/5 phiếu; nhiều nhất có thể 5" in text(chair.get(round_.get_absolute_url()))
    assert "Đã bỏ phiếu 0/5" in text(post(chair, "round_open", round_.pk))

    for number, person in enumerate(ROOM, start=1):
        member = sign_in(getattr(school, person))
        seat = council.seats.get(staff_member=getattr(school, person))
        ballot = ballot_of(round_, DISAGREE if person == "deputy" else AGREE, seat)
        assert "Xem lại phiếu" in text(post(member, "ballot_review", round_.pk, **ballot))
        assert "không ghi đồng chí chọn gì" in text(post(member, "ballot_cast", round_.pk, **ballot))
        assert f"Đã bỏ phiếu {number}/5" in text(chair.get(round_.get_absolute_url()))
    assert "Đã kiểm phiếu; lượt này đã khóa." in text(post(chair, "round_count", round_.pk, word="kiem phieu"))
    page = text(chair.get(round_.get_absolute_url()))
    assert "4/5" in page
    assert "80%" in page

    post(chair, "council_notes", session.pk, opening="Chủ tịch khai mạc.", discussion="", conclusions="Nhất trí.")
    page = text(post(chair, "council_close", session.pk))
    assert "dù kết quả đối chiếu là chưa đủ điều kiện; ghi lý do trên hồ sơ đó." in page
    said = "Hội đồng đã xem minh chứng bổ sung tại phiên họp."
    told = [
        text(clerk.get(url))
        for url in (reverse("nomination_explain", args=[nomination.pk]), nomination.get_absolute_url())
    ]
    assert ["Được đề nghị" in page for page in told] == [True, True]
    assert "Đã trình Hội đồng" not in told[0]
    assert "biên bản in lý do này" in text(post(clerk, "nomination_explain", nomination.pk, reason=said))
    assert "Đã kết thúc phiên họp" in text(post(chair, "council_close", session.pk))
    session.refresh_from_db()
    nomination.refresh_from_db()
    assert nomination.council_reason == said
    assert (session.status, session.conclusions, nomination.status) == ("closed", "Nhất trí.", "recommended")
    response = clerk.get(reverse("minutes_pdf", args=[session.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content == bytes(session.minutes.file.content)


# Who is let in

ALLOWED = {
    "council_session": {"rector", "deputy", "clerk"},
    "minutes_pdf": {"rector", "deputy", "clerk"},
    "council_roll_call": {"rector", "clerk"},
    "council_notes": {"rector", "clerk"},
    "council_adjourn": {"rector", "clerk"},
    "council_cancel": {"rector", "clerk"},
    "council_session_edit": {"clerk"},
    "round_add": {"rector", "clerk"},
    "council_close": {"rector"},
}


@pytest.mark.parametrize("who", ["rector", "deputy", "clerk", "lecturer", "stranger"])
@pytest.mark.parametrize("name", ALLOWED)
def test_pages_of_a_session(session, school, sign_in, name, who):
    answer = sign_in(getattr(school, who)).get(reverse(name, args=[session.pk])).status_code
    moved_on = name == "council_session_edit"
    assert answer == ((302 if moved_on else 200) if who in ALLOWED[name] else 404)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("round", {"rector", "deputy", "clerk"}),
        ("ballot", {"rector", "deputy", "clerk"}),
        ("round_count", {"rector"}),
    ],
)
@pytest.mark.parametrize("who", ["rector", "deputy", "clerk", "lecturer", "stranger"])
def test_pages_of_a_round(opened, school, sign_in, name, allowed, who):
    answer = sign_in(getattr(school, who)).get(reverse(name, args=[opened.pk])).status_code
    assert answer == (200 if who in allowed else 404)


def test_the_list_is_for_the_council_and_the_clerk(session, school, sign_in):
    url = reverse("council_session_list")
    assert {who: sign_in(getattr(school, who)).get(url).status_code for who in ("deputy", "clerk", "lecturer")} == {
        "deputy": 200,
        "clerk": 200,
        "lecturer": 404,
    }


@pytest.mark.parametrize("name", ["round_open", "round_discard", "ballot_review", "ballot_cast"])
def test_acts_on_a_round_answer_no_get(opened, school, sign_in, name):
    assert sign_in(school.rector).get(reverse(name, args=[opened.pk])).status_code == 405


def test_on_the_planned_day_nothing_is_asked_and_no_get_convenes(planned, school, sign_in):
    answer = sign_in(school.rector).get(reverse("council_convene", args=[planned.pk]))
    assert (answer.status_code, answer.url) == (302, planned.get_absolute_url())
    planned.refresh_from_db()
    assert planned.status == "planned"


@pytest.mark.parametrize(
    ("name", "data"),
    [("round_open", {}), ("round_discard", {}), ("round_count", {"word": "KIỂM PHIẾU"}), ("ballot_cast", {})],
)
@pytest.mark.parametrize("who", ["lecturer", "stranger", "deputy"])
def test_a_refused_act_changes_nothing(opened, school, sign_in, name, data, who):
    before = state_of(opened)
    answer = post(sign_in(getattr(school, who)), name, opened.pk, follow=False, **data).status_code
    assert answer == (200 if (who, name) == ("deputy", "ballot_cast") else 404)
    assert state_of(opened) == before


def state_of(round_):
    round_.refresh_from_db()
    return (
        round_.status,
        list(Box.objects.order_by("pk").values_list("pk", "count")),
        list(Roll.objects.order_by("pk").values_list("pk", "voted")),
        AuditEntry.objects.count(),
    )


# The ballot


def test_the_ballot_asks_nothing_beforehand_and_is_stored_nowhere(opened, school, sign_in):
    response = sign_in(school.deputy).get(reverse("ballot", args=[opened.pk]))
    page = text(response)
    assert "no-store" in response["Cache-Control"]
    assert "refresh" not in page
    assert "live" not in page
    assert page.count('type="radio"') == 6
    assert page.count("checked") == 0


def test_the_own_case_is_listed_without_tiles(opened, school, sign_in):
    page = text(sign_in(school.head).get(reverse("ballot", args=[opened.pk])))
    assert page.count('type="radio"') == 3
    assert "Đồng chí không biểu quyết trường hợp này." in page


def test_an_unanswered_case_is_named_and_the_answers_stay(opened, school, sign_in):
    hoa, minh = opened.questions.all()
    client = sign_in(school.deputy)
    page = text(post(client, "ballot_review", opened.pk, **{f"q{hoa.pk}": DISAGREE}))
    assert f"Chọn một ý kiến cho {minh.nomination.candidate}" in page
    assert page.count("checked") == 1
    page = text(post(client, "ballot_cast", opened.pk, **{f"q{hoa.pk}": DISAGREE}))
    assert f"Chọn một ý kiến cho {minh.nomination.candidate}" in page
    assert Roll.objects.filter(voted=True).count() == 0


def test_looking_over_says_first_that_nothing_is_cast(opened, school, sign_in, council):
    seat = council.seats.get(staff_member=school.deputy)
    page = text(post(sign_in(school.deputy), "ballot_review", opened.pk, **ballot_of(opened, DISAGREE, seat)))
    said, rest = page.split("<strong>Chưa bỏ phiếu.</strong>")
    assert "Nguyễn Thị Hoa" not in said
    assert '<div class="td-actions td-stay"><button class="btn btn-primary">Bỏ phiếu</button></div>' in rest


def test_looking_over_leads_back_with_the_answers(opened, school, sign_in, council):
    seat = council.seats.get(staff_member=school.deputy)
    page = text(post(sign_in(school.deputy), "ballot_review", opened.pk, **ballot_of(opened, DISAGREE, seat), edit="1"))
    assert page.count("checked") == 2
    assert Roll.objects.filter(voted=True).count() == 0


def test_a_second_ballot_is_refused_without_telling_the_first(opened, school, sign_in, council):
    client, seat = sign_in(school.deputy), council.seats.get(staff_member=school.deputy)
    post(client, "ballot_cast", opened.pk, **ballot_of(opened, DISAGREE, seat))
    page = text(post(client, "ballot_cast", opened.pk, **ballot_of(opened, AGREE, seat)))
    assert "Đồng chí đã bỏ phiếu ở lượt này. Phiếu đã bỏ không sửa được." in page
    assert "Không đồng ý" not in page
    assert sorted(Box.objects.filter(count__gt=0).values_list("choice", "count")) == [("disagree", 1), ("disagree", 1)]


def test_the_waiting_page_asks_again_by_itself(session, school, chair, sign_in):
    round_ = preparing.prepare_round(
        session, nominations=table(session, school.lecturer, school.faculty, by=chair), by=chair
    )
    response = sign_in(school.deputy).get(reverse("ballot", args=[round_.pk]))
    assert "Chờ chủ tọa mở bỏ phiếu. Trang tự cập nhật." in text(response)
    assert "Refresh" not in response  # a page with scripts is not loaded again
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in text(response)


def test_nobody_sees_totals_before_the_count_and_only_the_chair_who_is_missing(opened, school, sign_in, council):
    seat = council.seats.get(staff_member=school.deputy)
    voting.cast(opened, seat=seat, choices=dict.fromkeys(voting.open_to(opened, seat), DISAGREE))
    chair, member = (text(sign_in(p).get(opened.get_absolute_url())) for p in (school.rector, school.clerk))
    assert "Chưa bỏ phiếu: Phạm Văn Quang, Trần Văn Minh, Lê Văn Dũng, Ngô Thị Lan" in chair
    assert "Chưa bỏ phiếu:" not in member
    assert "Đã bỏ phiếu 1/5" in member
    assert "Không đồng ý" not in chair + member


def test_the_count_asks_for_the_word_and_a_reason(opened, school, sign_in):
    client = sign_in(school.rector)
    page = text(post(client, "round_count", opened.pk, word="KIỂM", reason=""))
    assert "Gõ đúng chữ KIỂM PHIẾU để xác nhận" in page
    assert "Ghi lý do kiểm phiếu khi còn người chưa bỏ" in page
    opened.refresh_from_db()
    assert opened.status == "open"
    post(client, "round_count", opened.pk, word="KIỂM PHIẾU", reason="Hỏng mạng")
    opened.refresh_from_db()
    assert (opened.status, opened.early_count_reason) == ("counted", "Hỏng mạng")


# Other forms


def test_a_member_steps_out_of_a_case(session, school, chair, sign_in):
    """Declared once for all cases; after that out of one case more, also while a round on another is open."""
    cases = [table(session, one, school.faculty, by=chair) for one in (school.lecturer, school.lecturer2)]
    client = sign_in(school.deputy)
    seat = session.council.seats.get(staff_member=school.deputy)
    session.declarations.filter(seat=seat).delete()

    def offered() -> tuple[int, int]:
        page = text(client.get(session.get_absolute_url()))
        return page.count(">Khai xung đột lợi ích"), page.count(">Lánh trường hợp này")

    assert offered() == (1, 0)
    url = reverse("council_recuse", args=[session.pk, cases[0].pk])
    answer = client.get(url, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("council_declare", args=[session.pk])
    assert "Khai xung đột lợi ích một lần cho mọi trường hợp trước" in text(answer)
    declaring.declare(session, seat=seat, steps_out={}, stays={}, by=school.deputy.user)
    assert offered() == (0, 2)
    voting.open_round(preparing.prepare_round(session, nominations=cases[1], by=chair), by=chair)
    page = text(client.get(url))
    assert ("Lánh trường hợp Nguyễn Thị Hoa?" in page, "Lánh trường hợp này</button>" in page) == (True, True)
    answer = text(post(client, "council_recuse", session.pk, cases[0].pk, reason="Là người thân"))
    assert "Đã ghi: đồng chí lánh, không biểu quyết trường hợp này." in answer
    assert Recusal.objects.get().seat.staff_member == school.deputy
    assert "đồng chí đã khai không biểu quyết" in text(client.get(session.get_absolute_url()))


def test_the_desk_notes_a_later_stepping_out_for_a_member_without_a_device(session, school, chair, sign_in):
    table(session, school.lecturer, school.faculty, by=chair)
    seat = session.council.seats.get(staff_member=school.deputy)
    link = f'<a href="{reverse("council_declare_for", args=[session.pk, seat.pk])}">sửa khai báo'
    assert link in text(sign_in(school.rector).get(session.get_absolute_url()))
    assert "của Phạm Văn Quang</span></a>" not in text(sign_in(school.rector).get(session.get_absolute_url()))
    assert link not in text(sign_in(school.deputy).get(session.get_absolute_url()))
    session.declarations.filter(seat=seat).delete()
    page = text(sign_in(school.rector).get(session.get_absolute_url()))
    assert (link in page, link.replace("sửa khai báo", "ghi khai báo thay") in page) == (False, True)


def test_a_reason_is_asked_for_adjourning_and_cancelling(session, school, sign_in):
    page = text(post(sign_in(school.rector), "council_adjourn", session.pk, reason=""))
    assert "Ghi lý do hoãn phiên họp" in page
    session.refresh_from_db()
    assert session.status == "convened"
    assert IssuedDocument.objects.count() == 0


def test_a_planned_session_is_edited_and_keeps_what_was_typed(planned, school, sign_in, council, campaign):
    data = {"campaign": campaign.pk, "planned_for": "31/02/2022", "place": "Phòng B", "secretary": planned.secretary_id}
    page = text(post(sign_in(school.clerk), "council_session_edit", planned.pk, **data))
    assert "Phòng B" in page
    planned.refresh_from_db()
    assert planned.place == "Phòng họp A"


def test_a_plan_on_its_way_when_the_session_opens_changes_nothing(planned, school, chair):
    form = SessionForm(
        {
            "campaign": planned.campaign_id,
            "planned_for": "09:00, 20/12/2022",
            "place": "B",
            "secretary": planned.secretary_id,
        },
        instance=CouncilSession.objects.get(pk=planned.pk),
        council=planned.council,
    )
    assert form.is_valid()
    convene(planned, by=chair)
    with pytest.raises(Refused, match="Phiên họp không còn ở bước “Dự kiến”"):
        convening.edit(form, by=school.clerk.user)
    planned.refresh_from_db()
    assert (planned.status, planned.place) == ("convened", "Phòng họp A")


# Budgets


def test_the_roll_begins_with_who_said_they_are_here(planned, school, sign_in):
    """Before anybody did nearly everybody comes; afterwards who is not written down is not here."""
    clerk, url = sign_in(school.clerk), reverse("council_roll_call", args=[planned.pk])
    assert len(re.findall(r'name="present_\d+"[^>]* checked', clerk.get(url).content.decode())) == 5
    assert "Đã báo" in text(post(sign_in(school.deputy), "council_arrive", planned.pk))
    ticked = re.findall(r'name="present_(\d+)"[^>]* checked', clerk.get(url).content.decode())
    assert ticked == [str(planned.council.seats.get(staff_member=school.deputy).pk)]


def test_a_reason_for_being_away_beside_the_mark_of_being_here(planned, school, sign_in):
    """Is asked about; one left over from before, of who came after all, is dropped as ever."""
    clerk, seats = sign_in(school.clerk), {seat.pk: seat for seat in planned.council.seats.all()}
    away = next(pk for pk, seat in seats.items() if seat.staff_member == school.deputy)
    here = {f"present_{pk}": "on" for pk in seats}
    page = text(post(clerk, "council_roll_call", planned.pk, **here, **{f"reason_{away}": "Đi công tác"}))
    assert ("Bỏ dấu “Có mặt” hoặc xóa lý do vắng." in page, "Đi công tác" in page) == (True, True)
    assert planned.attendances.count() == 0
    others = {name: on for name, on in here.items() if name != f"present_{away}"}
    post(clerk, "council_roll_call", planned.pk, **others, **{f"reason_{away}": "Đi công tác"})
    assert planned.attendances.get(seat=away).absence_reason == "Đi công tác"
    post(clerk, "council_roll_call", planned.pk, **here, **{f"reason_{away}": "Đi công tác"})
    line = planned.attendances.get(seat=away)
    assert (line.present, line.absence_reason) == (True, "")


def test_who_has_voted_is_not_sent_to_the_ballot_again(opened, school, sign_in, council):
    client, seat = sign_in(school.deputy), council.seats.get(staff_member=school.deputy)
    page = text(client.get(opened.get_absolute_url()))
    assert ("Vào trang bỏ phiếu của tôi" in page, "Đồng chí đã bỏ phiếu lượt này." in page) == (True, False)
    post(client, "ballot_cast", opened.pk, **ballot_of(opened, AGREE, seat))
    page = text(client.get(opened.get_absolute_url()))
    assert ("Vào trang bỏ phiếu của tôi" in page, "Đồng chí đã bỏ phiếu lượt này." in page) == (False, True)


def test_the_count_names_whose_opinion_lies_ready_but_counts_no_more(session, school, chair, sign_in):
    nomination = table(session, school.lecturer, school.faculty, by=chair)
    seats = seats_by_name(session)
    here = {seat.pk for seat in seats.values()}
    attending.call_roll(session, present=here - {seats["Thu"].pk}, reasons={}, by=chair)
    said = {nomination.pk: AGREE}
    written_opinions.enter(session, seat=seats["Thu"], received_on=DAY, choices=said, by=chair)
    attending.call_roll(session, present=here, reasons={}, by=chair)
    declare_all(session, by=chair)
    round_ = preparing.prepare_round(session, nominations=nomination, by=chair)
    voting.open_round(round_, by=chair)
    url = reverse("round_count", args=[round_.pk])
    assert f"{school.deputy}: ý kiến không được tính ở lượt này" in text(sign_in(school.rector).get(url))
    vote(round_, {"Thu": AGREE})
    assert "ý kiến không được tính" not in text(sign_in(school.rector).get(url))


def test_a_lower_title_is_offered_only_where_there_is_one(session, school, chair, sign_in):
    below = table(session, school.lecturer, school.faculty, by=chair)
    above = [
        table(session, person, school.faculty, "CSTDCS", by=chair) for person in (school.lecturer, school.lecturer2)
    ]
    counted_round(session, below, by=chair)
    counted_round(session, above, by=chair, choice=DISAGREE)
    page = sign_in(school.rector).get(session.get_absolute_url()).content.decode()
    offered = [one.pk for one in above if reverse("nomination_put_lower", args=[one.pk]) in page]
    assert offered == [above[1].pk]


def test_the_history_puts_the_vote_on_nobody(session, school, chair, sign_in):
    case = table(session, school.lecturer, school.faculty, by=chair)
    counted_round(session, case, by=chair, choice=DISAGREE)
    convening.close(session, by=chair)
    page = text(sign_in(school.lecturer).get(case.get_absolute_url()))
    line = page.split("<h3>Hội đồng không đề nghị</h3>")[1].split("</li>")[0]
    assert (str(school.rector) in line, "Không được đề nghị" in line) == (False, True)


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.one_database("how many questions are asked")
def test_a_planned_session_page_costs_the_same_for_any_agenda(planned, school, chair, sign_in):
    url = planned.get_absolute_url()
    attending.call_roll(planned, present=set(), reasons={}, by=chair)
    table(planned, school.faculty, school.faculty, "TTLDTT", by=chair)
    before = {who: queries_of(sign_in(getattr(school, who)), url) for who in ("rector", "clerk", "deputy")}
    table(planned, school.other_faculty, school.other_faculty, "TTLDTT", by=chair)
    for person in (school.lecturer, school.lecturer2):
        table(planned, person, school.faculty, by=chair)
    assert {who: queries_of(sign_in(getattr(school, who)), url) for who in before} == before
    assert max(before.values()) <= 20


@pytest.mark.one_database("how many questions are asked")
def test_a_session_page_costs_the_same_for_any_agenda(session, school, chair, sign_in):
    client, url = sign_in(school.rector), session.get_absolute_url()
    counted_round(session, table(session, school.lecturer, school.faculty, by=chair), by=chair)
    counted_round(session, table(session, school.faculty, school.faculty, "TTLDTT", by=chair), by=chair)
    before = queries_of(client, url)
    rest = [table(session, person, school.faculty, by=chair) for person in (school.lecturer2, school.head)]
    counted_round(session, rest, by=chair)
    assert queries_of(client, url) == before
    assert before <= 20


@pytest.mark.one_database("how many questions are asked")
def test_a_round_page_costs_the_same_for_any_list(session, school, chair, sign_in):
    client = sign_in(school.rector)
    people = (school.lecturer, school.lecturer2, school.head)
    cases = [table(session, person, school.faculty, by=chair) for person in people]
    counts = []
    for nominations in (cases[:1], cases[1:]):
        round_ = preparing.prepare_round(session, nominations=nominations, by=chair)
        pending = queries_of(client, round_.get_absolute_url())
        voting.open_round(round_, by=chair)
        opened = queries_of(client, round_.get_absolute_url())
        ballot = queries_of(client, reverse("ballot", args=[round_.pk]))
        vote_all(round_)
        voting.count(round_, by=chair)
        counts.append((pending, opened, ballot, queries_of(client, round_.get_absolute_url())))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 26
