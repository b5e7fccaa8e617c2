"""An initiative council that breaks off goes on in another session: nothing that was handed in or said is lost."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from awards import continuing, convening, hearing, hearing_room, marking
from awards.documents.room import moment
from awards.models import Hearing, HearingSheet, Seat
from campaigns import initiating, recognising
from tests.awards.hearing_meeting import (
    SUBMITTED,
    convene,
    counted,
    opened,
    planned,
    score,
    table,
    tabled,
)
from tests.awards.meeting import DAY, seats_by_name
from tests.conftest import layers
from tests.drawn_once import drawn_as
from tests.factories import make_initiative
from tests.reading import words_of_word
from thidua import pdf
from thidua.models import AuditEntry
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
NEXT = datetime(2022, 12, 22, 1, tzinfo=UTC)


@pytest.fixture
def clerk(school):
    return school.clerk.user


@pytest.fixture(autouse=True)
def quick_pdf(monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")


@layers.fixture
def first(school, campaign, chair, clock_at):
    clock_at(DAY)
    return convene(planned(school, campaign), by=chair)


@layers.fixture
def broken(first, school, chair):
    """One counted, one being scored (Quang 91, Thu 60 on paper and against; Minh steps out), one never opened."""
    counted(first, school.lecturer, by=chair, title="Đã chấm")
    half = opened(first, school.lecturer2, by=chair, title="Chấm dở")
    marking.answer(half, seat=seats_by_name(first)["Minh"], steps_out=True, reason="Cùng nhóm", by=chair)
    score(half, "Quang", 91, remarks="Rất mới")
    score(half, "Thu", 60, recognise=False, on_paper=True)
    tabled(first, school.stranger, by=chair, title="Chưa chấm")
    with drawn_as(b"%PDF-1.7 /Type /Page "):
        convening.adjourn(first, reason="Mất điện", by=chair)
    return first


def go_on(session, by):
    return continuing.continue_in(session, planned_for=NEXT, place="Phòng họp B", by=by)


def refusal(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return str(refused.value)


def states(session) -> dict[str, str]:
    return {str(row): row.status for row in session.hearings.select_related("initiative")}


def handed_in(found) -> dict[str, tuple]:
    return {
        str(sheet.seat.staff_member).split()[-1]: (
            hearing_room.total_of(sheet),
            sheet.recognise,
            sheet.remarks,
            sheet.on_paper,
            sheet.carried,
        )
        for sheet in found.sheets.select_related("seat__staff_member").prefetch_related("marks")
    }


def words(session) -> str:
    return str(convening.paper_of(session)[2](session).to_dict())


# --- broken off


def test_a_session_may_be_broken_off_while_scoring_is_open(broken):
    assert states(broken) == {"Đã chấm": "recommended", "Chấm dở": "broken_off", "Chưa chấm": "not_reached"}
    half = broken.hearings.get(status="broken_off")
    assert (half.agree, half.sheets.count()) == (None, 2)
    with pytest.raises(DatabaseError), transaction.atomic():
        half.sheets.all().delete()
    text = str(broken.minutes.paper)
    assert "“Chấm dở”: chưa chấm xong tại phiên họp; 02 phiếu đã có được giữ để chấm tiếp ở phiên họp sau." in text
    assert "“Chưa chấm”: chưa xét tại phiên họp." in text
    assert ". Sáng kiến chưa chấm xong, chưa xét'" in text
    assert "Phiên họp hoãn giữa chừng, lý do: Mất điện." in text


def test_what_has_sheets_waits_for_the_session_that_goes_on(broken, school, campaign, chair, clerk):
    idea = broken.hearings.get(status="broken_off").initiative
    held = "Hội đồng sáng kiến đang chấm dở sáng kiến này ở phiên họp ngày 20/12/2022 đã hoãn; đợi phiên họp tiếp."
    assert initiating.why_not_edit(idea, by=clerk) == held
    assert refusal(lambda: initiating.take_back(idea, reason="Sửa", by=school.lecturer2.user)) == held
    decision = {"scope": "base", "number": "1/QĐ", "date": date(2022, 12, 20), "by": clerk}
    assert refusal(lambda: recognising.recognise(idea, **decision)) == held
    other = planned(school, campaign, broken.council)
    assert {str(row) for row in hearing_room.awaiting(other)} == {"Chưa chấm", "Đã chấm"}
    assert refusal(lambda: table(other, idea, by=clerk)) == (
        "Sáng kiến “Chấm dở” đang chấm dở ở phiên họp ngày 20/12/2022 đã hoãn; họp tiếp phiên ấy."
    )


# --- and goes on


def test_nothing_is_lost(broken, chair, clerk, clock_at):
    new = go_on(broken, clerk)
    assert (new.council, new.continues, states(new)) == (
        broken.council,
        broken,
        {"Chấm dở": "tabled", "Chưa chấm": "tabled"},
    )
    half = new.hearings.get(initiative__title="Chấm dở")
    assert handed_in(half) == {"Quang": (91, True, "Rất mới", False, True), "Thu": (60, False, "", True, True)}
    answer = half.conflicts.get()
    assert (str(answer.seat.staff_member).split()[-1], answer.steps_out, answer.reason) == ("Minh", True, "Cùng nhóm")
    assert AuditEntry.objects.get(verb="hearing.carry").after == {"from": str(broken), "sheets": 2}
    assert refusal(lambda: score(half, "Lan", 80)) == "Chưa mở chấm sáng kiến này; đợi Chủ tịch Hội đồng mở."
    clock_at(NEXT.date())
    convene(new, by=chair, absent=["Thu"])  # who scored and is away today keeps their say
    hearing.open_scoring(half, by=chair)
    score(half, "Lan", 80)
    score(half, "Quang", 95)  # thought better of it
    assert hearing_room.standing_of(half).unscored == {seats_by_name(new)["Dũng"].pk}
    score(half, "Dũng", 77)
    hearing.count(half, by=chair)
    assert (half.scored, half.points, half.agree, half.may_score) == (4, 312, 3, 4)
    assert "“Chấm dở”: trong đó 01 phiếu chấm ở phiên họp trước chuyển sang." in words(new)
    assert (
        f"Phiên họp lúc {moment(new.continues.held_at)} (Biên bản số 01/BB-HĐSK) đã chấm xong 01 sáng kiến, chấm dở 01 "
        "sáng kiến, rồi hoãn, lý do: Mất điện. Phiên họp này xét tiếp các sáng kiến còn lại."
    ) in words(new)


def test_a_sheet_that_went_along_is_printed_of_the_day_it_was_handed_in(broken, chair, clerk, clock_at, client):
    new = go_on(broken, clerk)
    clock_at(NEXT.date())
    convene(new, by=chair)
    half = new.hearings.get(initiative__title="Chấm dở")
    hearing.open_scoring(half, by=chair)
    score(half, "Lan", 80)
    hearing.count(half, reason="Hết giờ", by=chair)
    client.force_login(clerk)
    days = {}
    for given in ("Quang", "Lan"):
        seat = seats_by_name(new)[given]
        printed = client.get(reverse("hearing_sheet_filled_docx", args=[new.pk, half.pk, seat.pk]))
        days[given] = words_of_word(printed.content).partition("LaiChâu,ngày")[2][:2]
    assert days == {"Quang": "20", "Lan": "22"}


def test_who_sits_no_more_leaves_the_sheet_behind(broken, clerk):
    Seat.objects.filter(council=broken.council, staff_member__full_name__endswith="Thu").update(ends_on=DAY)
    Seat.objects.filter(council=broken.council, staff_member__full_name__endswith="Minh").update(ends_on=DAY)
    half = go_on(broken, clerk).hearings.get(initiative__title="Chấm dở")
    assert set(handed_in(half)) == {"Quang", "Thu"}  # still today
    assert half.conflicts.count() == 1


def test_after_the_last_day_of_a_seat(broken, clerk, clock_at):
    members = broken.council.seats.filter(staff_member__full_name__regex="(Thu|Minh)$")
    assert members.update(ends_on=DAY) == 2
    clock_at(NEXT.date())
    half = go_on(broken, clerk).hearings.get(initiative__title="Chấm dở")
    assert (set(handed_in(half)), half.conflicts.count()) == ({"Quang"}, 0)


def test_a_withdrawn_one_and_one_tabled_elsewhere_stay_behind(broken, school, campaign, clerk):
    idea = broken.hearings.get(status="not_reached").initiative
    table(planned(school, campaign, broken.council), idea, by=clerk)
    assert states(go_on(broken, clerk)) == {"Chấm dở": "tabled"}


def test_broken_off_twice(broken, chair, clerk, clock_at):
    """Never opened again in the second session: its sheets go on into the third."""
    second = go_on(broken, clerk)
    clock_at(NEXT.date())
    convene(second, by=chair)
    convening.adjourn(second, reason="Bão", by=chair)
    assert states(second) == {"Chấm dở": "broken_off", "Chưa chấm": "not_reached"}
    third = go_on(second, clerk)
    assert set(handed_in(third.hearings.get(initiative__title="Chấm dở"))) == {"Quang", "Thu"}


def test_a_session_that_was_cancelled_is_made_up_for_by_another(broken, clerk):
    second = go_on(broken, clerk)
    convening.cancel(second, reason="Trùng lịch", by=clerk)
    third = go_on(broken, clerk)
    assert set(handed_in(third.hearings.get(initiative__title="Chấm dở"))) == {"Quang", "Thu"}


def test_the_session_that_goes_on_is_not_closed_over_the_sheets(broken, chair, clerk, clock_at):
    second = go_on(broken, clerk)
    half = second.hearings.get(initiative__title="Chấm dở")
    assert initiating.why_not_edit(half.initiative, by=clerk).startswith("Sáng kiến đang có trong chương trình")
    clock_at(NEXT.date())
    convene(second, by=chair)
    assert refusal(lambda: convening.close(second, by=chair)) == (
        "Chưa kết thúc được vì sáng kiến “Chấm dở” đã có phiếu từ phiên họp trước; mở chấm tiếp, hoặc đưa ra khỏi "
        "phiên họp."
    )
    hearing.take_off(half, reason="Tác giả xin rút", by=clerk)
    convening.close(second, by=chair)
    assert HearingSheet.objects.count() == 5 + 2  # what was handed in stays with the first session
    assert initiating.why_not_edit(half.initiative, by=clerk) == ""
    assert states(second) == {"Chưa chấm": "not_reached"}


# --- its pages


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_page_names_what_goes_along(broken, school, sign_in):
    client, page = sign_in(school.clerk), reverse("council_continue", args=[broken.pk])
    assert page in text_of(client.get(broken.get_absolute_url()))
    shown = text_of(client.get(page))
    assert "Sáng kiến chuyển sang (2)" in shown
    assert "Chấm dở, đã có 2 phiếu" in shown
    assert "Hồ sơ chuyển sang" not in shown
    answer = client.post(page, {"planned_for": "08:00, 22/12/2022", "place": "Phòng họp B"}, follow=True)
    assert "Đã lập phiên họp tiếp với các sáng kiến chưa chấm xong." in text_of(answer)
    assert "Chờ chấm, đã có 2 phiếu từ phiên trước" in text_of(answer)
    assert Hearing.objects.filter(session__continues=broken).count() == 2
    later = broken.continued_in.get().get_absolute_url()
    shown = text_of(client.get(broken.get_absolute_url()))
    assert f'Còn 2 sáng kiến chưa chấm xong, xét tiếp ở <a href="{later}">phiên 08:00, 22/12/2022</a>.' in shown
    assert page not in shown


def test_a_session_is_continued_by_that_page_alone(broken, school, sign_in):
    assert "Tiếp theo phiên" not in text_of(sign_in(school.clerk).get(reverse("council_session_add")))


def test_the_page_that_breaks_off_says_what_becomes_of_the_sheets(first, school, chair, sign_in):
    opened(first, school.lecturer, by=chair)
    shown = text_of(sign_in(school.rector).get(reverse("council_adjourn", args=[first.pk])))
    assert "phiếu đã gửi được giữ và chấm tiếp ở phiên họp tiếp" in shown


def test_the_page_of_what_is_broken_off_shows_no_sheet(broken, school, sign_in):
    half = broken.hearings.get(status="broken_off")
    shown = text_of(sign_in(school.deputy).get(half.get_absolute_url()))
    assert "Chưa chấm xong" in shown
    assert "đã có 2 phiếu" in shown
    assert "Rất mới" not in shown


def test_an_initiative_nobody_scored_yet_is_free(first, school, chair, clerk):
    table(first, make_initiative(school.lecturer, status=SUBMITTED), by=clerk)
    convening.adjourn(first, reason="Mất điện", by=chair)
    found = first.hearings.get()
    assert (found.status, initiating.why_not_edit(found.initiative, by=clerk)) == ("not_reached", "")
