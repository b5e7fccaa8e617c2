"""What the council and the minutes are told of the lists in which the dossiers of a session hung."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import nominating, objecting, posted
from awards.models import DossierRead
from tests.awards import meeting, posting
from tests.awards.posting import MONDAY
from tests.conftest import layers
from tests.factories import make_person
from thidua.models import Holiday

pytestmark = pytest.mark.django_db
MEETING = date(2022, 12, 20)
LIST = (
    "Danh sách đề nghị (02 hồ sơ xét tại phiên họp) được công khai từ ngày 12 tháng 12 năm 2022 đến hết ngày 16 tháng "
    "12 năm 2022, 05 ngày làm việc, tại: Bảng tin của Trường; Trang thông tin điện tử của Trường."
)


@layers.fixture
def dossiers(campaign, school, clock_at):
    clock_at(MONDAY)
    people = (school.lecturer, school.stranger)
    return [posting.verified(campaign, person, school.faculty) for person in people]


@pytest.fixture
def session(campaign, council):
    return meeting.make_session(campaign, council)


def table(session, *nominations, by):
    for one in nominations:
        nominating.table(one, session, by=by)


def text(response) -> str:
    return " ".join(response.content.decode().split())


# --- for the minutes


def test_what_was_not_posted_is_said(session, dossiers, school):
    assert posted.told_of(session) == []  # nothing on the agenda, nothing to say
    table(session, *dossiers, by=school.clerk.user)
    assert posted.told_of(session) == ["Danh sách đề nghị xét tại phiên họp chưa được công khai trên phần mềm."]


def test_when_and_where_it_hung_and_that_nobody_objected(session, dossiers, school):
    posting.post(session.campaign, *dossiers, by=school.clerk.user)
    table(session, *dossiers, by=school.clerk.user)
    assert posted.told_of(session) == [LIST, "Trong thời gian công khai không có kiến nghị."]


@pytest.mark.parametrize(("day", "before"), [(12, "00"), (15, "03"), (16, "04")])
def test_a_meeting_before_the_end_of_the_posting_says_so(day, before, session, dossiers, school):
    """From Monday 12 to the end of Friday 16; on Saturday 17 it is over."""
    posting.post(session.campaign, *dossiers, by=school.clerk.user)
    table(session, *dossiers, by=school.clerk.user)
    session.planned_for = session.planned_for.replace(day=day)
    assert posted.told_of(session) == [
        LIST.replace(" 05 ngày làm việc,", ""),
        f"Khi họp chưa hết thời hạn công khai; đến trước ngày họp, danh sách đã được công khai {before} ngày làm việc.",
        "Đến khi họp không có kiến nghị.",
    ]
    session.planned_for = session.planned_for.replace(day=17)
    assert posted.told_of(session) == [LIST, "Trong thời gian công khai không có kiến nghị."]


def test_only_objections_about_this_agenda_or_the_whole_list_are_told(session, dossiers, school, sign_in, clock_at):
    """Hoa was decided in an earlier session; Bình alone is on this agenda."""
    made = posting.post(session.campaign, *dossiers, by=school.clerk.user)
    hoa, binh = (made.cases.get(nomination=one) for one in dossiers)
    table(session, dossiers[1], by=school.clerk.user)
    told = []
    for case, content in ((hoa, "Về cô Hoa."), (None, "Về cả danh sách."), (binh, "Về anh Bình.")):
        posting.object_to(made, school.other_head, on=MONDAY, case=case, content=content)
        told.append(posted.told_of(session)[-1])
    assert told == [
        "Trong thời gian công khai không có kiến nghị.",
        "Có 01 kiến nghị; chưa trả lời.",
        "Có 02 kiến nghị; chưa trả lời.",
    ]
    clock_at(MEETING)
    page = text(sign_in(school.clerk).get(reverse("session_objections", args=[session.pk])))
    assert [words in page for words in ("Về cô Hoa.", "Về cả danh sách.", "Về anh Bình.")] == [False, True, True]


def test_objections_are_counted_with_their_answers(session, dossiers, school):
    made = posting.post(session.campaign, *dossiers, by=school.clerk.user)
    table(session, *dossiers, by=school.clerk.user)
    said = []
    for content in ("Một.", "Hai."):
        one = posting.object_to(made, school.other_head, on=MONDAY, content=content)
        said.append(posted.told_of(session)[1])
        objecting.answer(one, text="Đã xem.", by=school.clerk.user)
        said.append(posted.told_of(session)[1])
    assert said == [
        "Có 01 kiến nghị; chưa trả lời.",
        "Có 01 kiến nghị; Thường trực Hội đồng đã trả lời.",
        "Có 02 kiến nghị; đã trả lời 01, chưa trả lời 01.",
        "Có 02 kiến nghị; Thường trực Hội đồng đã trả lời.",
    ]


def test_fewer_days_and_dossiers_left_out_are_said(session, dossiers, school):
    late = posting.verified(session.campaign, school.lecturer2, school.faculty)
    fields = {"ends_on": date(2022, 12, 15), "short_reason": "Họp sớm."}
    posting.post(session.campaign, *dossiers, by=school.clerk.user, **fields)
    table(session, *dossiers, late, by=school.clerk.user)
    assert posted.told_of(session)[1:] == [
        "Số ngày công khai ít hơn 05 ngày làm việc theo quy định. Lý do: Họp sớm.",
        "Trong thời gian công khai không có kiến nghị.",
        "01 hồ sơ xét tại phiên họp chưa được công khai trên phần mềm.",
    ]


def test_a_day_off_that_was_added_later_makes_a_list_short(session, dossiers, school):
    posting.post(session.campaign, *dossiers, by=school.clerk.user)
    table(session, *dossiers, by=school.clerk.user)
    Holiday.objects.create(day=date(2022, 12, 14), is_day_off=True, name="Nghỉ bù")
    assert posted.told_of(session)[1] == "Số ngày công khai ít hơn 05 ngày làm việc theo quy định."


def test_a_list_not_begun_or_later_than_the_session_is_not_told(session, dossiers, school):
    table(session, *dossiers, by=school.clerk.user)
    posting.post(session.campaign, dossiers[0], by=school.clerk.user, starts_on=date(2022, 12, 19))
    assert posted.told_of(session) == [posted.NOT_POSTED]
    posting.post(session.campaign, dossiers[1], by=school.clerk.user, on=date(2022, 12, 21))
    assert posted.told_of(session) == [posted.NOT_POSTED]


def test_dossiers_hung_in_two_lists_are_counted_once_each(session, dossiers, school):
    posting.post(session.campaign, dossiers[0], by=school.clerk.user)
    posting.post(session.campaign, dossiers[1], by=school.clerk.user)
    table(session, *dossiers, by=school.clerk.user)
    told = posted.of_session(session)
    assert ([one.cases for one in told.lists], told.not_posted) == ([1, 1], 0)


# --- for the council


@pytest.mark.parametrize(("opened", "days", "is_cut"), [(15, 3, True), (16, 4, True), (17, 5, False)])
def test_once_opened_the_page_counts_the_days_as_the_minutes_do(
    opened, days, is_cut, session, dossiers, school, sign_in, clock_at
):
    """Planned for the 20th; the list hangs from the 12th to the end of the 16th."""
    posting.post(session.campaign, *dossiers, by=school.clerk.user)
    table(session, *dossiers, by=school.clerk.user)
    clock_at(date(2022, 12, opened))
    meeting.convene(session, by=school.rector.user)
    clock_at(MEETING)
    page = text(sign_in(school.clerk).get(session.get_absolute_url()))
    counted = f"{'đến trước ngày họp được ' if is_cut else ''}{days} ngày làm việc (cần 5)"
    assert f"Từ 12/12/2022 đến hết 16/12/2022: {counted}, tại" in page
    assert ("Khi họp chưa hết thời hạn công khai (đến hết 16/12/2022)" in page) == is_cut
    told = posted.told_of(session)[1]
    assert (f"đã được công khai {days:02} ngày làm việc." in told) == is_cut


def test_a_member_reads_it_on_the_sessions_page_and_the_words_one_page_on(session, dossiers, school, sign_in, clock_at):
    made = posting.post(session.campaign, *dossiers, by=school.clerk.user)
    table(session, *dossiers, by=school.clerk.user)
    member = sign_in(school.deputy)
    assert "5 ngày làm việc (cần 5)" in text(member.get(session.get_absolute_url()))
    one = posting.object_to(made, school.other_head, on=MONDAY, is_withheld=True)
    objecting.answer(one, text="Đã xem bảng chấm công.", by=school.clerk.user)
    clock_at(MEETING)
    page = text(member.get(session.get_absolute_url()))
    assert "2/2 hồ sơ trong chương trình · 1 kiến nghị" in page
    url = reverse("session_objections", args=[session.pk])
    assert url in page
    words = text(member.get(url))
    assert ("Đề nghị xem lại số ngày nghỉ." in words, "Đã xem bảng chấm công." in words) == (True, True)
    assert str(school.other_head) not in words.partition("<main")[2]
    assert sign_in(school.lecturer).get(url).status_code == 404


def test_without_a_list_the_page_says_so_and_leads_the_clerk_on(session, dossiers, school, sign_in):
    table(session, *dossiers, by=school.clerk.user)
    for who, leads in ((school.clerk, True), (school.deputy, False)):
        page = text(sign_in(who).get(session.get_absolute_url()))
        assert "chưa được công khai trên phần mềm" in page
        assert (reverse("disclosure_add", args=[session.campaign_id]) in page) == leads


def test_the_dossiers_page_shows_its_days_and_to_members_what_was_said(session, dossiers, school, sign_in):
    url = dossiers[0].get_absolute_url()
    assert "Hồ sơ này chưa được công khai trên phần mềm." in text(sign_in(school.clerk).get(url))
    made = posting.post(session.campaign, *dossiers, by=school.clerk.user)
    table(session, *dossiers, by=school.clerk.user)
    case = made.cases.select_related("nomination").get(nomination=dossiers[0])
    posting.object_to(made, school.stranger, case=case)
    for who, reads in ((school.deputy, True), (school.clerk, True), (school.lecturer, False)):
        page = text(sign_in(who).get(url))
        assert "Từ 12/12/2022 đến hết 16/12/2022: 5 ngày làm việc (cần 5)." in page
        assert ("Đề nghị xem lại số ngày nghỉ." in page) == reads


def test_a_member_has_findings_the_quota_and_a_note_of_their_own(session, dossiers, school, sign_in):
    """What is read before a session; the unit's votes: tests/awards/test_unit_reviews.py."""
    title = posting.verified(session.campaign, school.lecturer, school.faculty, "CSTDCS")
    table(session, *dossiers, title, by=school.clerk.user)
    member = sign_in(school.deputy)
    page = text(member.get(title.get_absolute_url()))
    for words in ("<h2>Điều kiện</h2>", "<h2>Ghi chú riêng</h2>", "<h2>Công khai danh sách</h2>"):
        assert words in page
    assert "Tỷ lệ “Chiến sĩ thi đua cơ sở”" in text(member.get(session.get_absolute_url()))


@pytest.mark.one_database("how many questions are asked")
def test_the_sessions_page_asks_as_often_with_lists_and_objections(session, dossiers, school, sign_in):
    people = [make_person(f"Vàng A {name}", school.faculty) for name in "BCD"]
    rest = [posting.verified(session.campaign, person, school.faculty) for person in people]
    table(session, *dossiers, *rest, by=school.clerk.user)
    client, counts = sign_in(school.deputy), []
    for chosen in ([dossiers[0]], rest[:2], rest[2:]):
        made = posting.post(session.campaign, *chosen, by=school.clerk.user)
        posting.object_to(made, school.other_head)
        client.get(session.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(session.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 20


# --- how far a member has read


def test_home_counts_what_a_member_has_read(session, dossiers, school, sign_in):
    table(session, *dossiers, by=school.clerk.user)
    member = sign_in(school.deputy)

    def rows():
        todos = [todo for _, group in member.get("/").context["groups"] for todo in group]
        return [todo.text for todo in todos if todo.text.startswith("Đọc 2")]

    assert rows() == ["Đọc 2 hồ sơ trình Hội đồng: đã đọc 0/2"]
    for _ in range(2):
        member.get(dossiers[0].get_absolute_url())
    assert rows() == ["Đọc 2 hồ sơ trình Hội đồng: đã đọc 1/2"]
    sign_in(school.rector).get(dossiers[1].get_absolute_url())
    sign_in(school.clerk).get(dossiers[1].get_absolute_url())
    assert rows() == ["Đọc 2 hồ sơ trình Hội đồng: đã đọc 1/2"]
    member.get(dossiers[1].get_absolute_url())
    assert rows() == []
    assert DossierRead.objects.filter(owner=school.deputy.user).count() == 2


def test_who_does_not_sit_in_the_council_leaves_no_reading(session, dossiers, school, sign_in):
    table(session, *dossiers, by=school.clerk.user)
    assert sign_in(school.lecturer).get(dossiers[0].get_absolute_url()).status_code == 200
    assert DossierRead.objects.count() == 0
