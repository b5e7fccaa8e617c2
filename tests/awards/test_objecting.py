"""Objections: while the list hangs, from one or withheld, read by who may, answered once; what waits for the clerk."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import nominating, objecting
from awards.models import Objection, Seat
from tests.awards import meeting, posting
from tests.awards.posting import FRIDAY, MONDAY, WEDNESDAY
from tests.conftest import layers
from tests.factories import make_council, make_person
from tests.thidua.test_guards import refused
from thidua.audit import history_of
from thidua.models import AuditEntry
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
AFTER = date(2022, 12, 17)


@layers.fixture
def posted(campaign, school, clock_at):
    """Hoa, Lan (the clerk) and the faculty hang from Monday to Friday; it is Wednesday."""
    clock_at(MONDAY)
    dossiers = [
        posting.verified(campaign, school.lecturer, school.faculty),
        posting.verified(campaign, school.clerk, school.office),
        posting.verified(campaign, school.faculty, school.faculty, "TTLDTT"),
    ]
    made = posting.post(campaign, *dossiers, by=school.clerk.user)
    clock_at(WEDNESDAY)
    return made


def case_of(posted, person):
    return posted.cases.select_related("nomination").get(nomination__staff_member=person)


@layers.fixture
def objection(posted, school) -> Objection:
    """Bình's, about Hoa, withheld."""
    return posting.object_to(posted, school.stranger, case=case_of(posted, school.lecturer), is_withheld=True)


@layers.fixture
def tabled(posted, school, campaign):
    """Before a council in which Quang presides, Thu and Minh sit; Hoa's case and Minh's collective are on the table."""
    role = Seat.Role
    seats = [(school.rector, role.CHAIR), (school.deputy, role.MEMBER), (school.head, role.MEMBER)]
    council = make_council([*seats, (school.clerk, role.SECRETARY), (school.lecturer, role.MEMBER)])
    session = meeting.make_session(campaign, council)
    for case in posted.cases.select_related("nomination"):
        nominating.table(case.nomination, session, by=school.clerk.user)
    return session


def text(response) -> str:
    return " ".join(response.content.decode().split())


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# --- sent by a member of the staff


def test_a_member_of_the_staff_sends_one_and_gets_a_receipt(posted, school, sign_in):
    client, number = sign_in(school.stranger), case_of(posted, school.lecturer).ordinal
    url = reverse("objection_send", args=[posted.pk])
    page = text(client.get(f"{url}?stt={number}"))
    assert f"Trường hợp số {number}. Nguyễn Thị Hoa, “Lao động tiên tiến”." in page
    body = {"ordinal": str(number), "content": "Nghỉ quá 40 ngày.", "is_withheld": ""}
    receipt = client.post(url, body, follow=True)
    made = Objection.objects.get()
    assert receipt.redirect_chain == [(made.get_absolute_url(), 302)]
    assert "trả lời trước ngày 21/12/2022" in text(receipt)  # five working days after Wednesday the 14th
    assert (made.staff_member, made.received_on, made.case.name) == (school.stranger, WEDNESDAY, "Nguyễn Thị Hoa")
    again = client.post(url, body)
    assert (said(again), Objection.objects.count()) == (["Kiến nghị này đã được ghi, không cần gửi lại."], 1)
    assert again.context["form"]["content"].value() == "Nghỉ quá 40 ngày."


@pytest.mark.parametrize(
    "body", [{"content": "  "}, {"content": "Sai.", "ordinal": "9"}, {"content": "", "ordinal": "0"}]
)
def test_without_words_or_about_no_line_it_is_not_sent(body, posted, school, sign_in):
    answer = sign_in(school.stranger).post(reverse("objection_send", args=[posted.pk]), body)
    assert (answer.status_code, bool(answer.context["form"].errors), Objection.objects.count()) == (200, True, 0)


def test_of_a_withheld_sender_neither_page_nor_trail_tells(objection, school, sign_in, tabled):
    assert objection.staff_member == school.stranger
    for who in (school.clerk, school.rector, school.deputy):
        page = sign_in(who).get(objection.get_absolute_url())
        assert (page.status_code, "Hoàng Văn Bình" in text(page), "giữ kín" in text(page)) == (200, False, True)
    line = history_of(objection).get()
    assert (line.verb, line.actor, line.actor_name) == ("objection.send", None, "Hệ thống")
    assert not AuditEntry.objects.filter(target_type="awards.objection", actor=school.stranger.user).exists()
    assert "xem lại" not in str(line.after)
    own = text(sign_in(school.stranger).get(objection.get_absolute_url()))
    assert "Tên đồng chí được giữ kín." in own


def test_an_open_sender_is_named(posted, school, sign_in):
    made = posting.object_to(posted, school.stranger)
    assert history_of(made).get().actor == school.stranger.user
    assert "Hoàng Văn Bình" in text(sign_in(school.clerk).get(made.get_absolute_url()))


def test_nothing_is_sent_outside_the_days(posted, school, sign_in, clock_at):
    for day, status in ((MONDAY, 200), (FRIDAY, 200), (AFTER, 404)):
        clock_at(day)
        assert sign_in(school.stranger).get(reverse("objection_send", args=[posted.pk])).status_code == status
    with pytest.raises(Refused, match="Chỉ nhận kiến nghị trong thời gian công khai"):
        posting.object_to(posted, school.stranger, on=AFTER)
    early = posting.post(posted.campaign, *_other(posted, school), by=school.clerk.user, on=MONDAY, starts_on=AFTER)
    with pytest.raises(Refused, match="Danh sách công khai từ ngày 17/12/2022 nên chưa nhận kiến nghị"):
        posting.object_to(early, school.stranger, on=FRIDAY)


def _other(posted, school):
    return [posting.verified(posted.campaign, school.lecturer2, school.faculty)]


# --- received by the clerk


def receive(client, posted, **fields):
    named = {"received_on": "14/12/2022", "ordinal": "", "staff_member": "", "from_text": "Bà Lý Thị Mẩy"}
    url = reverse("objection_receive", args=[posted.pk])
    return client.post(url, named | {"content": "Đề nghị xem lại."} | fields, follow=True)


def test_the_clerk_writes_down_what_came_on_paper_also_afterwards(posted, school, sign_in, clock_at):
    clock_at(date(2022, 12, 20))
    client = sign_in(school.clerk)
    assert client.get(reverse("objection_receive", args=[posted.pk])).context["form"].initial["received_on"] == FRIDAY
    receive(client, posted, received_on="16/12/2022")
    made = Objection.objects.get()
    assert (made.received_on, made.said_by, made.case, made.due_on) == (
        FRIDAY,
        "Bà Lý Thị Mẩy",
        None,
        date(2022, 12, 23),
    )
    assert history_of(made).get().actor == school.clerk.user


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"received_on": "11/12/2022"},
            "Chỉ nhận kiến nghị trong thời gian công khai, từ 12/12/2022 đến hết 16/12/2022",
        ),
        ({"received_on": "15/12/2022"}, "Ngày tiếp nhận phải đến hôm nay, 14/12/2022."),
        ({"from_text": ""}, "Ghi người kiến nghị, hoặc đánh dấu giữ kín."),
        ({"staff_member": "Hoàng Văn Bình"}, "Chỉ ghi một người kiến nghị"),
        ({"ordinal": "own"}, "Kiến nghị về chính đồng chí do người khác trong Thường trực tiếp nhận"),
    ],
)
def test_what_the_clerk_may_not_write_down(fields, sentence, posted, school, sign_in):
    if fields.get("ordinal") == "own":
        fields = {"ordinal": str(case_of(posted, school.clerk).ordinal)}
    answer = receive(sign_in(school.clerk), posted, **fields)
    assert [one.startswith(sentence) for one in said(answer)] == [True]
    assert Objection.objects.count() == 0


def test_one_without_a_name_is_received_as_withheld(posted, school, sign_in):
    receive(sign_in(school.clerk), posted, from_text="", is_withheld="on")
    assert Objection.objects.get().said_by == "giữ kín"


def test_a_list_whose_first_day_nobody_noted_is_frozen_by_the_first_objection(campaign, school, clock_at):
    made = posting.post(
        campaign, posting.verified(campaign, school.lecturer, school.faculty), by=school.clerk.user,
        on=date(2022, 12, 9), starts_on=MONDAY,
    )  # fmt: skip
    assert made.begun_at is None
    posting.object_to(made, school.stranger, on=MONDAY)
    made.refresh_from_db()
    assert made.begun_at is not None


# --- who reads it

READERS = {
    "stranger": True,  # sent it
    "lecturer2": False,
    "lecturer": False,  # whose case it is, though a member
    "head": True,
    "other_head": False,
    "rector": True,
    "deputy": True,
    "clerk": True,
}


@pytest.mark.parametrize("who", READERS)
def test_who_reads_an_objection(who, objection, tabled, school, sign_in):
    client, seen = sign_in(getattr(school, who)), READERS[who]
    assert client.get(objection.get_absolute_url()).status_code == (200 if seen else 404)
    shown = text(client.get(objection.disclosure.get_absolute_url()))
    assert (objection.get_absolute_url() in shown) == seen
    dossier = client.get(objection.case.nomination.get_absolute_url())
    if dossier.status_code == 200:
        assert ("Đề nghị xem lại số ngày nghỉ." in text(dossier)) == (seen and who != "stranger")


def test_before_it_is_tabled_the_council_knows_nothing(objection, school, sign_in, council):
    assert sign_in(school.deputy).get(objection.get_absolute_url()).status_code == 404


def test_who_heads_the_collective_does_not_read_what_is_said_of_it(posted, tabled, school, sign_in):
    case = posted.cases.select_related("nomination").get(nomination__department=school.faculty)
    made = posting.object_to(posted, school.stranger, case=case)
    assert [sign_in(who).get(made.get_absolute_url()).status_code for who in (school.head, school.deputy)] == [404, 200]


def test_about_the_whole_list_every_member_reads(posted, tabled, school, sign_in):
    made = posting.object_to(posted, school.stranger, case=None)
    statuses = [sign_in(who).get(made.get_absolute_url()).status_code for who in (school.head, school.lecturer2)]
    assert statuses == [200, 404]


def test_about_the_only_clerks_own_case_the_chair_reads_and_answers(posted, school, council, sign_in):
    made = posting.object_to(posted, school.stranger, case=case_of(posted, school.clerk), is_withheld=True)
    url = reverse("objection_answer", args=[made.pk])
    assert [sign_in(who).get(url).status_code for who in (school.clerk, school.rector)] == [404, 200]
    assert sign_in(school.clerk).get(made.get_absolute_url()).status_code == 404
    assert made.get_absolute_url() not in text(sign_in(school.clerk).get(posted.get_absolute_url()))
    row = "Trả lời kiến nghị về hồ sơ của Thường trực"
    assert [row in text(sign_in(who).get("/")) for who in (school.clerk, school.rector)] == [False, True]
    sign_in(school.rector).post(url, {"text": "Đã xem."})
    assert row not in text(sign_in(school.rector).get("/"))


def test_the_trail_tells_the_words_to_nobody_whose_case_it_is(posted, school, council, sign_in):
    """Lan is the clerk, who reads the trail, and the case is hers."""
    mine = posting.object_to(posted, school.stranger, case=case_of(posted, school.clerk))
    other = posting.object_to(posted, school.stranger, case=case_of(posted, school.lecturer))
    objecting.answer(mine, text="Đã xem hồ sơ của Thường trực.", by=school.rector.user)
    objecting.answer(other, text="Đã xem bảng chấm công.", by=school.clerk.user)
    page = text(sign_in(school.clerk).get(reverse("audit_trail")))
    assert ("Đã xem bảng chấm công." in page, "Đã xem hồ sơ của Thường trực." in page) == (True, False)
    page = text(sign_in(school.administrator).get(reverse("audit_trail")))
    assert ("Trả lời kiến nghị" in page, "Đã xem" in page) == (True, False)


# --- answered


def test_it_is_answered_once_and_the_sender_reads_the_answer(objection, school, sign_in):
    clerk, url = sign_in(school.clerk), reverse("objection_answer", args=[objection.pk])
    assert clerk.post(url, {"text": " "}).context["form"].errors
    clerk.post(url, {"text": "Đã xem bảng chấm công: nghỉ 12 ngày."}, follow=True)
    objection.refresh_from_db()
    assert (objection.status, objection.answered_on, objection.answered_by) == (
        "answered",
        WEDNESDAY,
        school.clerk.user,
    )
    assert "nghỉ 12 ngày" in text(sign_in(school.stranger).get(objection.get_absolute_url()))
    again = clerk.post(url, {"text": "Khác."}, follow=True)
    assert said(again) == ["Kiến nghị này đã trả lời ngày 14/12/2022; câu trả lời không sửa được."]
    objection.refresh_from_db()
    assert objection.answer == "Đã xem bảng chấm công: nghỉ 12 ngày."


@pytest.mark.parametrize(
    ("sql", "answered"),
    [
        ("UPDATE awards_objection SET content = 'khác'", False),
        ("UPDATE awards_objection SET is_withheld = (1 = 0)", False),
        ("DELETE FROM awards_objection", False),
        ("UPDATE awards_objection SET answer = 'khác'", True),
        ("UPDATE awards_objection SET answer = NULL, answered_on = NULL, answered_by_id = NULL", True),
    ],
)
def test_the_database_keeps_words_and_answer(sql, answered, objection, school):
    if answered:
        objecting.answer(objection, text="Đã xem.", by=school.clerk.user)
    assert refused(sql)


def test_the_database_receives_nothing_against_a_list_not_begun(posted, school):
    early = posting.post(posted.campaign, *_other(posted, school), by=school.clerk.user, on=MONDAY, starts_on=AFTER)
    columns = "disclosure_id, received_on, from_text, is_withheld, content, status"
    assert refused(
        f"INSERT INTO awards_objection ({columns}) VALUES (%s, '2022-12-14', 'A', (1 = 0), 'x', 'received')", early.pk
    )


# --- what waits


def test_the_clerks_home_counts_what_is_not_answered_with_its_deadline(objection, posted, school, sign_in, clock_at):
    clerk = sign_in(school.clerk)

    def rows():
        todos = [todo for _, group in clerk.get("/").context["groups"] for todo in group]
        return [(todo.text, todo.url, todo.due_on) for todo in todos if "kiến nghị" in todo.text]

    due_on = date(2022, 12, 21)
    assert rows() == [("Trả lời 1 kiến nghị", objection.get_absolute_url(), due_on)]
    posting.object_to(posted, school.other_head, on=date(2022, 12, 15), content="Nữa.")
    assert rows() == [("Trả lời 2 kiến nghị", reverse("disclosure_list"), due_on)]
    clock_at(date(2022, 12, 23))
    assert "Quá hạn 2 ngày" in clerk.get("/").content.decode()
    for one in Objection.objects.all():
        objecting.answer(one, text="Đã xem.", by=school.clerk.user)
    assert rows() == []
    with CaptureQueriesContext(connection) as queries:
        clerk.get("/")
    assert len(queries) <= 20


def test_who_left_is_not_named_as_sender(posted, school, sign_in):
    gone = make_person("Tòng Văn Cũ", school.office, left_on=date(2022, 11, 30))
    answer = receive(sign_in(school.clerk), posted, from_text="", staff_member=gone.code)
    assert "staff_member" in answer.context["form"].errors
