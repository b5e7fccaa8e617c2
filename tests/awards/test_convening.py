"""Sessions: the status grid of blueprint §3 by hand, the roll call and its quorum, what an end leaves behind."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from awards import attending, convening, declaring, preparing, voting
from awards.models import Attendance, CouncilSession, Nomination, Round
from tests.awards.meeting import DAY, convene, counted_round, explain_all, make_session, seats_by_name, table
from tests.conftest import layers
from thidua import pdf
from thidua.models import AuditEntry, IssuedDocument
from thidua.workflow import Refused

S = Nomination.Status


@layers.fixture
def planned(campaign, council, clock_at):
    clock_at(DAY)
    return make_session(campaign, council)


@layers.fixture
def session(planned, chair):
    return convene(planned, by=chair)


@pytest.fixture
def quick_pdf(monkeypatch):
    """Drawing is tested in test_minutes.py."""
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF /Type /Page ")
    monkeypatch.setattr(pdf, "missing_libraries", lambda: "")


def refusal(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return str(refused.value)


def reach(planned, state, chair):
    """Bring the session to a state by its own acts."""
    if state == "cancelled":
        convening.cancel(planned, reason="Hoãn vì mưa bão", by=chair)
    elif state != "planned":
        convene(planned, by=chair)
    if state == "adjourned":
        convening.adjourn(planned, reason="Mất điện", by=chair)
    if state == "closed":
        convening.close(planned, by=chair)
    return planned


LABELS = {
    "planned": "Dự kiến",
    "convened": "Đang họp",
    "adjourned": "Đã hoãn",
    "closed": "Đã kết thúc",
    "cancelled": "Đã hủy",
}
ACTS = {"convene": "khai mạc", "adjourn": "hoãn", "close": "kết thúc", "cancel": "hủy"}
GRID = {
    ("planned", "convene"): "convened",
    ("planned", "cancel"): "cancelled",
    ("convened", "adjourn"): "adjourned",
    ("convened", "close"): "closed",
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", LABELS)
def test_moves_of_a_session(planned, chair, quick_pdf, state, act):
    session = reach(planned, state, chair)
    verbs = {
        "convene": lambda: convening.convene(session, by=chair),
        "adjourn": lambda: convening.adjourn(session, reason="Mất điện", by=chair),
        "close": lambda: convening.close(session, by=chair),
        "cancel": lambda: convening.cancel(session, reason="Trùng lịch", by=chair),
    }
    if (state, act) == ("planned", "convene"):
        attending.call_roll(session, present={s.pk for s in seats_by_name(session).values()}, reasons={}, by=chair)
    if target := GRID.get((state, act)):
        verbs[act]()
        session.refresh_from_db()
        assert session.status == target
        assert AuditEntry.objects.filter(verb=f"councilsession.{act}").count() == 1
    else:
        assert refusal(verbs[act]) == (
            f"Phiên họp đang ở bước “{LABELS[state]}” nên không {ACTS[act]} được; tải lại trang để xem việc làm được."
        )
        session.refresh_from_db()
        assert session.status == state


# The roll call


def test_convening_asks_for_a_roll_call_then_for_two_thirds_of_all_seats(planned, chair):
    seats = seats_by_name(planned)
    assert refusal(lambda: convening.convene(planned, by=chair)) == (
        "Chưa khai mạc được vì chưa điểm danh; điểm danh các thành viên trước."
    )
    three = {seats[given].pk for given in ("Quang", "Thu", "Lan")}
    attending.call_roll(planned, present=three, reasons={seats["Minh"].pk: "đi học"}, by=chair)
    assert refusal(lambda: convening.convene(planned, by=chair)) == (
        "Chưa khai mạc được vì mới có 3/5 thành viên; cần ít nhất 4."
    )
    attending.call_roll(planned, present=three | {seats["Dũng"].pk}, reasons={seats["Minh"].pk: "đi học"}, by=chair)
    convening.convene(planned, by=chair)
    planned.refresh_from_db()
    assert (planned.status, planned.members, timezone.localdate(planned.convened_at)) == ("convened", 5, DAY)
    assert list(Attendance.objects.filter(present=False).values_list("seat__staff_member", "absence_reason")) == [
        (seats["Minh"].staff_member_id, "đi học")
    ]


def test_the_roll_is_not_called_while_a_round_is_open(session, school, chair):
    nomination = table(session, school.lecturer, school.faculty, by=chair)
    round_ = preparing.prepare_round(session, nominations=nomination, by=chair)
    voting.open_round(round_, by=chair)
    assert refusal(lambda: attending.call_roll(session, present=set(), reasons={}, by=chair)) == (
        "Chưa điểm danh lại được vì đang có lượt bỏ phiếu mở; kiểm phiếu lượt đó trước."
    )
    assert Attendance.objects.filter(present=True).count() == 5


def test_the_roll_is_not_called_after_the_end(session, chair, quick_pdf):
    convening.close(session, by=chair)
    assert refusal(lambda: attending.call_roll(session, present=set(), reasons={}, by=chair)) == (
        "Phiên họp đã kết thúc nên không điểm danh được; lập phiên họp mới nếu cần họp tiếp."
    )


# Stepping out


def test_recusal(session, school, chair):
    nomination = table(session, school.lecturer, school.faculty, by=chair)
    minh = table(session, school.head, school.faculty, by=chair)
    seat = seats_by_name(session)["Minh"]

    def recuse(case):
        declaring.recuse(session, seat=seat, nomination=case, reason="Người thân", by=school.head.user)

    recuse(nomination)
    assert session.recusals.get().reason == "Người thân"
    assert refusal(lambda: recuse(nomination)) == (
        "Đồng chí đã khai không biểu quyết trường hợp này; không cần khai lại."
    )
    assert refusal(lambda: recuse(minh)) == ("Trường hợp này là của chính đồng chí nên đã được bỏ ra, không cần khai.")
    am = table(session, school.lecturer2, school.faculty, by=chair)
    voting.open_round(preparing.prepare_round(session, nominations=am, by=chair), by=chair)
    assert refusal(lambda: recuse(am)) == ("Trường hợp này đang được bỏ phiếu nên không khai được nữa; báo chủ tọa.")


# The end


def test_closing_waits_for_every_round(session, school, chair, quick_pdf):
    nomination = table(session, school.lecturer, school.faculty, by=chair)
    round_ = preparing.prepare_round(session, nominations=nomination, by=chair)
    assert refusal(lambda: convening.close(session, by=chair)) == (
        "Chưa kết thúc được vì lượt 1 chưa mở; mở và kiểm phiếu, hoặc bỏ lượt đó."
    )
    voting.open_round(round_, by=chair)
    assert refusal(lambda: convening.close(session, by=chair)) == (
        "Chưa kết thúc được vì lượt 1 đang bỏ phiếu; kiểm phiếu lượt đó trước."
    )
    assert refusal(lambda: convening.adjourn(session, reason="Mất điện", by=chair)) == (
        "Chưa hoãn được vì đang có lượt bỏ phiếu mở; kiểm phiếu lượt đó trước."
    )
    assert IssuedDocument.objects.count() == 0


def test_closing_freezes_minutes_and_untables_what_was_not_counted(session, school, chair, quick_pdf):
    hoa = table(session, school.lecturer, school.faculty, by=chair)
    am = table(session, school.lecturer2, school.faculty, by=chair)
    counted_round(session, hoa, by=chair)
    explain_all(session, by=chair)
    convening.close(session, by=chair)
    session.refresh_from_db()
    hoa.refresh_from_db()
    am.refresh_from_db()
    assert (session.status, hoa.status, am.status, am.session) == ("closed", S.RECOMMENDED, S.VERIFIED, None)
    assert session.minutes.full_number == "01/BB-HĐTĐKT"
    assert (session.minutes.kind, session.minutes.date, session.minutes.file.pages) == ("council-minutes", DAY, 1)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE awards_councilsession SET conclusions = 'khác'")


def test_adjourning_keeps_counted_rounds_and_drops_the_rest(
    session, school, chair, quick_pdf, sign_in, campaign, council
):
    hoa = table(session, school.lecturer, school.faculty, by=chair)
    am = table(session, school.lecturer2, school.faculty, by=chair)
    counted_round(session, hoa, by=chair)
    preparing.prepare_round(session, nominations=am, by=chair)
    assert refusal(lambda: convening.adjourn(session, reason="Mất điện", by=chair)) == (
        "Chưa hoãn được vì Hội đồng đề nghị Nguyễn Thị Hoa dù kết quả đối chiếu là chưa đủ điều kiện; ghi lý do trên "
        "hồ sơ đó."
    )
    page = sign_in(chair).get(reverse("council_adjourn", args=[session.pk])).content.decode()
    assert f'<a href="{reverse("nomination_explain", args=[hoa.pk])}">Nguyễn Thị Hoa' in page
    explain_all(session, by=chair)
    convening.adjourn(session, reason="Mất điện", by=chair)
    session.refresh_from_db()
    am.refresh_from_db()
    assert (session.status, session.end_reason, am.status) == ("adjourned", "Mất điện", S.VERIFIED)
    assert list(Round.objects.values_list("status", flat=True)) == ["counted"]
    later = convene(make_session(campaign, council, continues=session), by=chair)
    convening.close(later, by=chair)
    later.refresh_from_db()
    assert (session.minutes.number, later.minutes.number) == (1, 2)


def test_adjourning_and_cancelling_ask_for_a_reason(planned, chair, school):
    nomination = table(planned, school.lecturer, school.faculty, by=chair)
    assert refusal(lambda: convening.cancel(planned, reason=" ", by=chair)) == "Ghi lý do hủy phiên họp."
    assert refusal(lambda: convening.adjourn(planned, reason="", by=chair)) == "Ghi lý do hoãn phiên họp."
    convening.cancel(planned, reason="Trùng lịch", by=chair)
    nomination.refresh_from_db()
    planned.refresh_from_db()
    assert (planned.status, planned.end_reason, nomination.status) == ("cancelled", "Trùng lịch", S.VERIFIED)


def test_without_the_pdf_libraries_the_session_stays_open(session, chair, monkeypatch):
    monkeypatch.setattr(pdf, "missing_libraries", lambda: "Máy chủ thiếu thư viện.")
    assert refusal(lambda: convening.close(session, by=chair)) == "Máy chủ thiếu thư viện."
    session.refresh_from_db()
    assert session.status == CouncilSession.Status.CONVENED


def test_minutes_are_drawn_again_when_something_happened_meanwhile(session, chair, monkeypatch):
    """While the paper is drawn, the free part changes: the frozen words are the later ones."""
    drawn = []

    def render(paper):
        drawn.append(paper)
        if len(drawn) == 1:
            convening.note(session, texts={"conclusions": "Kết luận mới."}, by=chair)
        return b"%PDF /Type /Page "

    monkeypatch.setattr(pdf, "render", render)
    convening.close(session, by=chair)
    session.refresh_from_db()
    assert len(drawn) == 2
    assert "Kết luận mới." in str(session.minutes.paper)


def test_the_free_parts_are_edited_until_the_end(session, chair, quick_pdf):
    convening.note(session, texts={"opening": "Khai mạc.", "discussion": "Nhất trí."}, by=chair)
    session.refresh_from_db()
    assert (session.opening, session.discussion) == ("Khai mạc.", "Nhất trí.")
    convening.close(session, by=chair)
    assert refusal(lambda: convening.note(session, texts={"opening": "Khác"}, by=chair)) == (
        "Phiên họp đã kết thúc nên biên bản không sửa được; ghi vào biên bản của phiên sau."
    )


def test_minutes_with_a_letter_no_font_has_are_not_frozen(session, chair):
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    convening.note(session, texts={"discussion": "Ý kiến 中."}, by=chair)
    assert "không có ký tự “中”" in refusal(lambda: convening.close(session, by=chair))
    session.refresh_from_db()
    assert (session.status, session.minutes) == (CouncilSession.Status.CONVENED, None)
