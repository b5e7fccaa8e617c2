"""The pages of a session that was broken off: what it had on its agenda, what it left, where that goes on."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from awards import continuing, convening, posted
from awards.documents import invitation
from awards.models import CouncilSession
from tests.awards import posting
from tests.awards.meeting import DAY, convene, counted_round, explain_all, make_session, table
from tests.conftest import layers
from thidua.copies import Copy
from thidua.templatetags.ui import vdatetime


@layers.fixture
def broken(campaign, council, school, chair, clock_at):
    """Of two cases one was voted on."""
    clock_at(DAY)
    session = convene(make_session(campaign, council), by=chair)
    table(session, school.stranger, school.other_faculty, by=chair)
    counted_round(session, table(session, school.lecturer, school.faculty, by=chair), by=chair)
    explain_all(session, by=chair)
    convening.adjourn(session, reason="Mất điện", by=chair)
    return session


def at(hour: int) -> datetime:
    return timezone.make_aware(datetime(2022, 12, 20, hour))  # noqa: DTZ001


def text(response) -> str:
    return " ".join(response.content.decode().split())


def steps_of(response) -> dict[str, tuple[bool, str]]:
    return {step.key: (step.is_done, step.words) for step in response.context["steps"]}


def go_on(session, by) -> CouncilSession:
    later = session.planned_for + timedelta(days=1, hours=6)
    return continuing.continue_in(session, planned_for=later, place="Phòng họp B", by=by)


def test_the_page_counts_what_was_on_the_agenda_before_and_after_it_goes_on(broken, school, chair, sign_in):
    client, address = sign_in(school.clerk), broken.get_absolute_url()
    in_list = reverse("council_session_list")
    numbers = []

    def look():
        page = client.get(address)
        assert "2 trường hợp trong chương trình, 1 trường hợp chưa biểu quyết ở phiên này" in text(page)
        steps = steps_of(page)
        told = page.context["posted"]
        listed = next(row.cases for row in client.get(in_list).context["page"] if row == broken)
        numbers.append((steps["cases"], steps["vote"], steps["count"], told.cases, listed))

    look()
    new = go_on(broken, chair)
    look()
    convene(new, by=chair)
    convening.adjourn(new, reason="Mất điện", by=chair)
    look()
    waits = (False, "còn 1 trường hợp")
    assert numbers == [((False, "1/2"), waits, (False, "đã kiểm 1 lượt, còn 1 trường hợp"), 2, 2)] * 3


def test_lists_that_hung_are_told_of_the_whole_agenda(campaign, council, school, chair, clock_at, sign_in):
    clock_at(posting.MONDAY)
    session = make_session(campaign, council)
    hoa, binh = (table(session, one, school.faculty, by=chair) for one in (school.lecturer, school.stranger))
    posting.post(campaign, hoa, binh, by=school.clerk.user)
    clock_at(DAY)
    convene(session, by=chair)
    counted_round(session, hoa, by=chair)
    explain_all(session, by=chair)
    before = posted.told_of(session)
    convening.adjourn(session, reason="Mất điện", by=chair)
    assert posted.told_of(session) == before
    assert "2/2 hồ sơ trong chương trình" in text(sign_in(school.clerk).get(session.get_absolute_url()))


def test_the_first_names_the_session_that_continues_it_and_the_other_way_round(broken, school, chair, sign_in):
    client, page = sign_in(school.clerk), reverse("council_continue", args=[broken.pk])
    shown = text(client.get(broken.get_absolute_url()))
    assert ("Còn 1 trường hợp chưa biểu quyết." in shown, page in shown) == (True, True)
    new = go_on(broken, chair)
    shown = text(client.get(broken.get_absolute_url()))
    link = f'<a href="{new.get_absolute_url()}">'
    assert f"Còn 1 trường hợp chưa biểu quyết, xét tiếp ở {link}phiên 14:00, 21/12/2022</a>." in shown
    assert f"{link}{vdatetime(new.planned_for)}</a>" in shown
    assert page not in shown
    assert f'<a href="{broken.get_absolute_url()}">' in text(client.get(new.get_absolute_url()))
    convening.cancel(new, reason="Trùng lịch", by=chair)
    shown = text(client.get(broken.get_absolute_url()))
    assert ("Còn 1 trường hợp chưa biểu quyết." in shown, page in shown, link in shown) == (True, True, False)


def test_the_invitation_says_which_session_it_continues(broken, chair):
    new = go_on(broken, chair)
    said = [block.text[0].text for block in invitation.gather(new, Copy()).blocks[:4] if hasattr(block, "text")]
    assert said[-1] == (
        f"Phiên họp này tiếp theo phiên họp lúc {timezone.localtime(broken.convened_at):%H giờ %M}, ngày 20 tháng 12 "
        f"năm 2022 (Biên bản số {broken.minutes.full_number}), xét các trường hợp còn lại."
    )
    new.continues = None
    assert not any("tiếp theo" in str(block) for block in invitation.gather(new, Copy()).blocks)


def test_two_sessions_of_one_day_are_told_apart_by_the_hour(broken, school, chair, sign_in):
    client = sign_in(school.clerk)
    titles = "<title>Phiên họp {} – Thi Đua</title>", '<li aria-current="page">{}</li>'

    def named(session, when, name):
        page = text(client.get(session.get_absolute_url()))
        return [words.format(said) in page for words, said in zip(titles, (when, name), strict=True)]

    assert named(broken, "20/12/2022", "Phiên họp ngày 20/12/2022") == [True, True]
    new = continuing.continue_in(broken, planned_for=at(14), place="Phòng họp B", by=chair)
    assert named(new, "14:00, 20/12/2022", "Phiên họp 14:00 ngày 20/12/2022") == [True, True]
    hour = f"{timezone.localtime(broken.convened_at):%H:%M}"
    assert named(broken, f"{hour}, 20/12/2022", f"Phiên họp {hour} ngày 20/12/2022") == [True, True]
    page = text(client.get(new.nominations.get().get_absolute_url()))
    assert "· Phiên họp 14:00 ngày 20/12/2022</p>" in page
    convening.cancel(new, reason="Trùng lịch", by=chair)
    assert named(broken, "20/12/2022", "Phiên họp ngày 20/12/2022") == [True, True]


def test_nothing_to_go_on_with_no_button(campaign, council, school, chair, sign_in, clock_at):
    clock_at(DAY)
    session = convene(make_session(campaign, council), by=chair)
    counted_round(session, table(session, school.lecturer, school.faculty, by=chair), by=chair)
    explain_all(session, by=chair)
    convening.adjourn(session, reason="Mất điện", by=chair)
    page = sign_in(school.clerk).get(session.get_absolute_url())
    assert reverse("council_continue", args=[session.pk]) not in text(page)
    steps = steps_of(page)
    assert [steps[key][0] for key in ("cases", "vote", "count")] == [True] * 3


def test_nobody_has_declared_to_the_end_before_the_roll_is_called(campaign, council, school, chair, sign_in, clock_at):
    clock_at(DAY)
    session = make_session(campaign, council)
    case = table(session, school.lecturer, school.faculty, by=chair)
    client = sign_in(school.deputy)
    client.post(reverse("council_declare", args=[session.pk]), {f"out_{case.pk}": "", f"why_{case.pk}": ""})
    assert steps_of(client.get(session.get_absolute_url()))["conflicts"] == (False, "đã có người khai, chờ điểm danh")
