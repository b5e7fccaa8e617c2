"""What the room's pages say before it is too late: another day than planned, what the minutes lack, who cannot vote."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from awards import attending, convening, declaring, nominating, preparing, voting
from awards.documents import minutes
from awards.preparing import Terms
from tests.awards.meeting import AGREE, DAY, convene, make_session, seats_by_name, table
from tests.factories import make_nomination
from thidua import clock

NOTE = "Phiên họp dự kiến 08:00, 20/12/2022; biên bản ghi ngày giờ khai mạc thật."
EARLY = date(2022, 12, 15)


@pytest.fixture
def planned(campaign, council, clock_at):
    clock_at(DAY)
    return make_session(campaign, council)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def called(session, chair):
    everybody = {seat.pk for seat in session.council.seats.all()}
    attending.call_roll(session, present=everybody, reasons={}, by=chair)


def test_another_day_than_planned_is_said_and_then_used_everywhere(planned, school, chair, sign_in, clock_at):
    client = sign_in(school.rector)
    called(planned, chair)
    assert NOTE not in text(client.get(planned.get_absolute_url()))  # on the day itself
    clock_at(EARLY)
    page = text(client.get(planned.get_absolute_url()))
    assert NOTE in page
    assert "Dự kiến 08:00, 20/12/2022" in page
    opening = reverse("council_convene", args=[planned.pk])
    assert (f'href="{opening}"' in page, f'action="{opening}"' in page) == (True, False)
    asked = text(client.get(opening))
    assert "Khai mạc phiên họp hôm nay, 15/12/2022?" in asked
    assert '<dd class="col-sm-7">08:00, thứ Ba, 20/12/2022</dd>' in asked
    assert '<dd class="col-sm-7">Chưa gửi giấy mời.</dd>' in asked
    client.post(opening)
    planned.refresh_from_db()
    assert str(planned) == "Phiên họp ngày 15/12/2022"
    for address in (planned.get_absolute_url(), reverse("council_session_list")):
        shown = text(client.get(address))
        assert "15/12/2022" in shown
        assert "20/12/2022" not in shown


def at(hour, minute) -> datetime:
    return timezone.make_aware(datetime(2022, 12, 20, hour, minute))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("now", "is_said"), [((6, 59), True), ((7, 0), False), ((8, 0), False), ((9, 0), False), ((9, 1), True)]
)
def test_quite_another_hour_than_planned_is_said(planned, chair, sign_in, school, monkeypatch, now, is_said):
    """Planned for eight; the clock of tests has the machine's hour unless it is set."""
    called(planned, chair)
    monkeypatch.setattr(clock, "real_now", lambda: at(*now))
    said = f"Phiên họp dự kiến 08:00, bây giờ là {now[0]:02}:{now[1]:02}; biên bản ghi giờ khai mạc thật."
    page = text(sign_in(school.rector).get(planned.get_absolute_url()))
    assert (said in page, "Phiên họp dự kiến" in page) == (is_said, is_said)


def test_the_minutes_give_the_hour_at_which_it_was_opened(planned, chair, sign_in, school, monkeypatch):
    called(planned, chair)
    monkeypatch.setattr(clock, "real_now", lambda: at(10, 15))
    client = sign_in(school.rector)
    assert "Đã khai mạc phiên họp." in text(client.post(reverse("council_convene", args=[planned.pk]), follow=True))
    assert "Phiên họp dự kiến" not in text(client.get(planned.get_absolute_url()))
    planned.refresh_from_db()
    begun = minutes.gather(planned).blocks[0].lines[0]
    assert (begun.label, begun.text[0].text) == ("Thời gian bắt đầu", "10 giờ 15, ngày 20 tháng 12 năm 2022")


def test_that_nobody_else_has_a_conflict_is_written_at_once_and_how_to_undo_it_is_said(planned, chair, sign_in, school):
    """Not final before a round opens (ux.md 4.22): no page that asks again, no word to type."""
    called(planned, chair)
    convening.convene(planned, by=chair)
    case = table_alone(planned, school, chair)
    client = sign_in(school.rector)
    assert "Trước khi mở bỏ phiếu vẫn khai lại được." in text(client.get(planned.get_absolute_url()))
    said = "Ai có liên quan thì khai lại, hoặc bàn chủ tọa sửa khai báo, trước khi mở bỏ phiếu."
    assert said in text(client.post(reverse("council_declare_rest", args=[planned.pk]), follow=True))
    dung = seats_by_name(planned)["Dũng"]
    anew = {f"out_{case.pk}": "on", f"why_{case.pk}": "Cùng nhóm đề tài"}
    sign_in(school.other_head).post(reverse("council_declare", args=[planned.pk]), anew)
    assert list(planned.recusals.values_list("seat", "reason")) == [(dung.pk, "Cùng nhóm đề tài")]


def table_alone(session, school, by):
    """A case nobody has declared of yet."""
    case = make_nomination(
        session.campaign, school.lecturer, school.faculty, status="verified", received_on=EARLY, rule_set="A"
    )
    nominating.table(case, session, by=by)
    return case


def test_until_it_is_convened_a_session_bears_the_planned_day(planned, clock_at):
    clock_at(EARLY)
    assert str(planned) == "Phiên họp ngày 20/12/2022"
    planned.convened_at = timezone.make_aware(datetime(2022, 12, 15, 23, 30))  # noqa: DTZ001
    assert str(planned) == "Phiên họp ngày 15/12/2022"


@pytest.mark.parametrize("name", ["council_close", "council_adjourn"])
def test_what_the_minutes_lack_is_said_before_they_are_locked(planned, school, chair, sign_in, name):
    client, dung = sign_in(school.rector), seats_by_name(planned)["Dũng"]
    session = convene(planned, by=chair, absent=("Dũng",))
    session.attendances.filter(seat=dung).update(absence_reason="")
    url = reverse(name, args=[session.pk])
    page = text(client.get(url))
    lacking = [
        ("Biên bản chưa ghi ý kiến thảo luận.", "council_notes"),
        ("Biên bản chưa ghi kết luận, kiến nghị.", "council_notes"),
        (f"Vắng mặt chưa ghi lý do: {dung.staff_member}.", "council_roll_call"),
    ]
    button = page.index('<button class="btn btn-primary"')
    for sentence, where in lacking:
        assert page.index(f'<li>{sentence} <a href="{reverse(where, args=[session.pk])}">') < button
    convening.note(session, texts={"discussion": "Nhất trí.", "conclusions": "Đề nghị."}, by=chair)
    session.attendances.filter(seat=dung).update(absence_reason="đi công tác")
    assert "Nên ghi trước" not in text(client.get(url))


def test_an_absent_member_reads_that_only_present_members_vote(planned, school, chair, sign_in):
    session = convene(planned, by=chair, absent=("Dũng",))
    round_ = preparing.prepare_round(
        session, nominations=[table(session, school.lecturer, school.faculty, by=chair)], by=chair
    )
    said = "Đồng chí được điểm danh là vắng mặt nên không bỏ phiếu lượt này; chỉ thành viên có mặt bỏ phiếu."

    def shown(person):
        page = text(sign_in(person).get(round_.get_absolute_url()))
        return said in page, "Vào trang bỏ phiếu của tôi" in page

    absent = seats_by_name(session)["Dũng"].staff_member
    assert (shown(absent), shown(school.deputy), shown(school.clerk)) == ((True, False), (False, False), (False, False))
    voting.open_round(round_, by=chair)
    assert (shown(absent), shown(school.deputy)) == ((True, False), (False, True))


def test_whoever_steps_out_of_all_of_a_round_is_told_so_and_not_sent_to_a_ballot(planned, school, chair, sign_in):
    session = convene(planned, by=chair)
    case = table(session, school.lecturer, school.faculty, by=chair)
    declaring.recuse(
        session, seat=seats_by_name(session)["Thu"], nomination=case, reason="Là người thân", by=school.deputy.user
    )
    round_ = preparing.prepare_round(
        session, nominations=case, terms=Terms(leaves_out_recused=True, base_reason="Chỉ một người lánh"), by=chair
    )
    voting.open_round(round_, by=chair)
    said = "Đồng chí lánh hoặc là người được xét ở mọi trường hợp của lượt này nên không bỏ phiếu ở lượt này."
    client = sign_in(school.deputy)
    page = text(client.get(round_.get_absolute_url()))
    assert (said in page, "Vào trang bỏ phiếu của tôi" in page) == (True, False)
    assert "Cần trên 50% số thành viên Hội đồng không tính người tạm lánh." in page
    assert said in text(client.get(reverse("ballot", args=[round_.pk])))


def test_who_comes_late_reads_that_the_open_round_goes_without_them(planned, school, chair, sign_in):
    session = convene(planned, by=chair, absent=("Dũng",))
    cases = [table(session, school.lecturer, school.faculty, by=chair)]
    round_ = preparing.prepare_round(session, nominations=cases, by=chair)
    late, arrive = sign_in(seats_by_name(session)["Dũng"].staff_member), reverse("council_arrive", args=[session.pk])
    addresses = [session.get_absolute_url(), round_.get_absolute_url(), reverse("ballot", args=[round_.pk])]

    def shown():
        pages = [text(late.get(address)) for address in addresses]
        return [attending.WHILE_OPEN in page for page in pages], [arrive in page for page in pages]

    assert shown() == ([False] * 3, [True, False, False])
    voting.open_round(round_, by=chair)
    assert shown() == ([True] * 3, [False] * 3)
    assert attending.WHILE_OPEN in text(late.post(arrive, follow=True))


def test_the_choices_are_read_before_the_button(planned, school, chair, sign_in):
    session = convene(planned, by=chair)
    round_ = preparing.prepare_round(
        session, nominations=[table(session, school.lecturer, school.faculty, by=chair)], by=chair
    )
    voting.open_round(round_, by=chair)
    seat = seats_by_name(session)["Quang"]
    ballot = {f"q{pk}": AGREE for pk in voting.open_to(round_, seat)}
    page = text(sign_in(school.rector).post(reverse("ballot_review", args=[round_.pk]), ballot))
    assert page.index("Nguyễn Thị Hoa</dt>") < page.index(">Đồng ý<") < page.index(">Bỏ phiếu</button>")
