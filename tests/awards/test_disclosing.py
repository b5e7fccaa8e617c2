"""Drawing up a list, its days, its first day, who reads it where; what the database refuses to change."""

from datetime import date

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import disclosing
from awards.models import DisclosedCase, Disclosure, Nomination
from campaigns.models import Campaign, StaffMember
from tests.at_once import at_once
from tests.awards import paper_rows_council, posting
from tests.awards.posting import FRIDAY, FRIDAY_BEFORE, MONDAY, PLACES, WEDNESDAY
from tests.conftest import layers
from tests.factories import make_person
from tests.thidua.test_guards import refused
from thidua import clock
from thidua.audit import history_of
from thidua.models import AuditEntry, Holiday, Institution, Parameter
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db


@layers.fixture
def cases(campaign, school, clock_at) -> list[Nomination]:
    """Hoa's and Bình's, and the faculty's; it is the Friday before."""
    clock_at(FRIDAY_BEFORE)
    return [
        posting.verified(campaign, school.lecturer, school.faculty),
        posting.verified(campaign, school.stranger, school.other_faculty),
        posting.verified(campaign, school.faculty, school.faculty, "TTLDTT", post=""),
    ]


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def add_url(campaign) -> str:
    return reverse("disclosure_add", args=[campaign.pk])


def body(*nominations, **fields) -> dict:
    named = {"starts_on": "12/12/2022", "ends_on": "16/12/2022", "places": PLACES, "short_reason": ""}
    return named | fields | {"chosen": [one.pk for one in nominations]}


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def text(response) -> str:
    return " ".join(response.content.decode().split())


# --- drawing up


def test_the_clerk_draws_up_a_list_for_the_days_the_form_proposes(cases, campaign, clerk, school):
    form = clerk.get(add_url(campaign)).context["form"]
    assert (form.initial["starts_on"], form.initial["ends_on"]) == (MONDAY, FRIDAY)
    answer = clerk.post(add_url(campaign), body(cases[0], cases[2]), follow=True)
    made = Disclosure.objects.get()
    assert said(answer) == ["Đã lập đợt công khai; trước ngày đầu còn sửa hoặc xóa được."]
    assert (made.starts_on, made.ends_on, made.places, made.begun_at) == (MONDAY, FRIDAY, PLACES, None)
    assert (made.required_days, made.required_by.endswith("; cần thẩm tra"), made.drafted_by) == (
        5,
        True,
        school.clerk.user,
    )
    assert list(made.cases.values_list("ordinal", "name", "post", "unit_name", "award")) == [
        (1, "Khoa Xây dựng Đảng", "", "", "TTLDTT"),
        (2, "Nguyễn Thị Hoa", "Giảng viên", "Khoa Xây dựng Đảng", "LDTT"),
    ]


def test_words_stay_as_they_were_copied(cases, campaign, school):
    made = posting.post(campaign, cases[0], by=school.clerk.user)
    StaffMember.objects.filter(pk=school.lecturer.pk).update(full_name="Nguyễn Thị Hòa")
    assert made.cases.get().name == "Nguyễn Thị Hoa"


def test_an_empty_last_day_takes_what_the_rule_asks_with_days_off_left_out(cases, campaign, school):
    Holiday.objects.create(day=WEDNESDAY, is_day_off=True, name="Nghỉ bù")
    made = posting.post(campaign, cases[0], by=school.clerk.user)
    assert (made.ends_on, made.working_days) == (date(2022, 12, 19), 5)


@pytest.mark.parametrize("ends_on", ["15/12/2022", "16/12/2022"])
def test_fewer_days_than_our_own_number_ask_for_a_reason(ends_on, cases, campaign, clerk):
    answer = clerk.post(add_url(campaign), body(cases[0], ends_on=ends_on))
    if ends_on == "16/12/2022":
        assert Disclosure.objects.get().short_reason == ""
        return
    (sentence,) = said(answer)
    assert sentence == (
        "Từ 12/12/2022 đến 15/12/2022 chỉ có 4 ngày làm việc; cần ít nhất 5 ngày làm việc (luật không định số ngày ở "
        "cấp cơ sở; mức đề xuất, Trường tự quyết định; cần thẩm tra), đến hết 16/12/2022. Nếu vẫn công khai ít ngày "
        "hơn thì ghi lý do; Hội đồng đọc được lý do ấy."
    )
    assert Disclosure.objects.count() == 0
    assert answer.context["form"]["ends_on"].value() == ends_on  # what was typed is still there
    clerk.post(add_url(campaign), body(cases[0], ends_on=ends_on, short_reason="Họp sớm một ngày"))
    made = Disclosure.objects.get()
    assert (made.short_reason, made.required_days, made.working_days) == ("Họp sớm một ngày", 5, 4)


def test_a_reason_that_is_not_needed_is_not_kept(cases, campaign, school):
    assert posting.post(campaign, cases[0], by=school.clerk.user, short_reason="Vội").short_reason == ""


@pytest.mark.parametrize(("ends_on", "made"), [("23/12/2022", 0), ("26/12/2022", 1)])
def test_state_level_asks_for_ten_days_whatever_the_reason(ends_on, made, cases, campaign, school, clerk):
    """12/12 to 23/12 are ten working days; the list begins on the 13th."""
    high = posting.verified(campaign, school.lecturer2, school.faculty, "HCLD3", rule_set="B")
    asked = body(cases[0], high, starts_on="13/12/2022", ends_on=ends_on, short_reason="Vội")
    answer = clerk.post(add_url(campaign), asked, follow=True)
    assert Disclosure.objects.count() == made
    if not made:
        assert said(answer) == [
            "Từ 13/12/2022 đến 23/12/2022 chỉ có 9 ngày làm việc; cần ít nhất 10 ngày làm việc (NĐ 98/2023, Điều 46, "
            "khoản 2), đến hết 26/12/2022."
        ]
    else:
        assert Disclosure.objects.get().required_by == "NĐ 98/2023, Điều 46, khoản 2"


def test_under_the_set_that_gives_no_number_our_own_is_asked(cases, campaign, school):
    high = posting.verified(campaign, school.lecturer2, school.faculty, "HCLD3")
    assert posting.post(campaign, high, by=school.clerk.user).required_days == 5


def test_the_schools_own_confirmed_number_is_binding(cases, campaign, school):
    own = {"value": "7", "certainty": "confirmed", "source": "Quy chế", "valid_from": date(2022, 1, 1)}
    Parameter.objects.create(rule_set="A", key="publicity_days_school_level", **own)
    with pytest.raises(Refused, match="chỉ có 5 ngày làm việc; cần ít nhất 7 ngày làm việc"):
        posting.post(campaign, cases[0], by=school.clerk.user, ends_on=FRIDAY, short_reason="Vội")
    assert posting.post(campaign, cases[0], by=school.clerk.user).ends_on == date(2022, 12, 20)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts_on": "08/12/2022"}, "Ngày đầu phải từ hôm nay, 09/12/2022, trở đi"),
        ({"starts_on": "12/12/2099", "ends_on": ""}, "Ngày đầu phải trong vòng một năm tới"),
        ({"ends_on": "11/12/2022"}, "Ngày cuối phải từ 12/12/2022 (ngày đầu) trở đi."),
        ({"ends_on": "12/12/2023"}, "Một đợt công khai dài nhất 90 ngày"),
        ({"places": " ; \n - "}, "Ghi ít nhất một nơi công khai."),
        ({"chosen": []}, disclosing.NOBODY),
        ({"chosen": ["x"]}, disclosing.NOBODY),
    ],
)
def test_wrong_days_and_nobody_are_refused(fields, sentence, cases, campaign, clerk):
    answer = clerk.post(add_url(campaign), body(cases[0]) | fields)
    assert [one.startswith(sentence) for one in said(answer)] == [True]
    assert (Disclosure.objects.count(), AuditEntry.objects.filter(verb="disclosure.create").count()) == (0, 0)


def test_a_dossier_hangs_in_one_list_at_a_time(cases, campaign, clerk):
    for _ in range(2):  # the button pressed twice
        answer = clerk.post(add_url(campaign), body(cases[0]), follow=True)
    assert said(answer) == [
        "Nguyễn Thị Hoa, “Lao động tiên tiến” đã có trong đợt công khai từ 12/12/2022 đến 16/12/2022; bỏ hồ sơ này, "
        "hoặc chọn ngày khác."
    ]
    clerk.post(add_url(campaign), body(cases[1]))
    clerk.post(add_url(campaign), body(cases[0], starts_on="17/12/2022", ends_on=""))
    assert Disclosure.objects.count() == 3


def test_one_that_was_withdrawn_meanwhile_is_named(cases, campaign, school):
    Nomination.objects.filter(pk=cases[1].pk).update(status=Nomination.Status.WITHDRAWN)
    with pytest.raises(Refused, match="Hồ sơ của Hoàng Văn Bình đang ở bước “Đã rút” nên không công khai được"):
        posting.post(campaign, *cases, by=school.clerk.user)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clicks_make_one_list(on_postgresql, cases, school):
    def act():
        campaign = Campaign.objects.get(pk=cases[0].campaign_id)
        disclosing.draw_up(campaign, cases, starts_on=MONDAY, ends_on=None, places=PLACES, by=school.clerk.user)

    said = sorted(at_once(act, act))
    assert (said[0], "đã có trong đợt công khai" in said[1], Disclosure.objects.count()) == ("", True, 1)


def test_a_list_longer_than_a_page_is_taken_whole(cases, campaign, clerk, monkeypatch):
    monkeypatch.setattr("awards.views.disclosures.CHOICES_A_PAGE", 1)
    page = clerk.get(add_url(campaign))
    assert "Lấy cả 3 hồ sơ." in text(page)
    clerk.post(add_url(campaign), body() | {"tat-ca": "1"})
    assert DisclosedCase.objects.count() == 3


def test_the_result_of_a_session_is_posted_once_it_has_ended(school, campaign, clerk, clock_at):
    clock_at(date(2022, 12, 21))
    session = paper_rows_council.closed(school)
    url = f"{add_url(session.campaign)}?phien-hop={session.pk}"
    assert [row.staff_member.full_name for row in clerk.get(url).context["page"]] == ["Vàng Thị Dợ", "Trần Văn Minh"]
    assert clerk.get(f"{add_url(session.campaign)}?phien-hop=x").status_code == 404
    passed = Nomination.objects.get(staff_member__full_name="Vàng Thị Dợ")
    clerk.post(url, body(passed, starts_on="22/12/2022", ends_on=""))
    made = Disclosure.objects.get()
    assert (made.session, made.cases.get().nomination) == (session, passed)
    planned = paper_rows_council.planned(school)
    with pytest.raises(Refused, match="chưa kết thúc nên chưa có kết quả để công khai"):
        posting.post(campaign, passed, by=school.clerk.user, on=date(2022, 12, 21), session=planned)
    assert "Kết quả công khai từ 22/12/2022" in text(clerk.get(session.get_absolute_url()))


# --- before its first day, and from then on


def test_before_its_first_day_a_list_is_corrected_or_dropped(cases, campaign, school, clerk):
    made = posting.post(campaign, cases[0], by=school.clerk.user, on=FRIDAY_BEFORE, starts_on=MONDAY)
    edit = reverse("disclosure_edit", args=[made.pk])
    ticked = {row.pk for row in clerk.get(edit).context["page"] if row.is_ticked}
    assert ticked == {cases[0].pk}
    clerk.post(edit, body(cases[1], cases[2], ends_on="19/12/2022"), follow=True)
    made.refresh_from_db()
    assert (made.ends_on, [case.nomination for case in made.cases.all()]) == (date(2022, 12, 19), [cases[2], cases[1]])
    answer = clerk.post(reverse("disclosure_discard", args=[made.pk]), follow=True)
    assert said(answer) == ["Đã xóa đợt công khai; các hồ sơ giữ nguyên."]
    assert (Disclosure.objects.count(), DisclosedCase.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["disclosure_edit", "disclosure_discard"])
def test_from_its_first_day_it_stays(name, cases, campaign, school, clerk, clock_at):
    made = posting.post(campaign, cases[0], by=school.clerk.user, on=FRIDAY_BEFORE, starts_on=MONDAY)
    clock_at(MONDAY)
    sentence = disclosing.why_not_change(made)
    assert sentence.startswith("Danh sách đã công khai từ ngày 12/12/2022 nên khóa lại")
    url = reverse(name, args=[made.pk])
    assert sentence in text(clerk.get(url))
    before = AuditEntry.objects.count()
    answer = clerk.post(url, body(cases[1]), follow=True)
    assert said(answer) == [sentence]
    made.refresh_from_db()
    assert (made.cases.get().nomination, AuditEntry.objects.count()) == (cases[0], before)


def test_one_that_begins_today_is_frozen_at_once(cases, campaign, school):
    made = posting.post(campaign, cases[0], by=school.clerk.user)
    assert timezone_day(made.begun_at) == MONDAY
    assert [entry.verb for entry in history_of(made)] == ["disclosure.begin", "disclosure.create"]


def timezone_day(moment) -> date:
    with clock.standing_at(moment):
        return clock.today()


def test_a_list_with_a_notice_is_not_dropped(cases, campaign, school, clerk):
    made = posting.post(campaign, cases[0], by=school.clerk.user, on=FRIDAY_BEFORE, starts_on=MONDAY)
    clerk.post(reverse("paper_begin", args=["disclosure-notice", made.pk]))
    assert disclosing.why_not_discard(made) == ("Đang soạn thông báo cho đợt công khai này; xóa bản đang soạn trước.")


@pytest.mark.parametrize(
    ("sql", "begun"),
    [
        ("UPDATE awards_disclosedcase SET name = 'khác'", True),
        ("DELETE FROM awards_disclosedcase", True),
        ("UPDATE awards_disclosure SET ends_on = '2022-12-30'", True),
        ("UPDATE awards_disclosure SET begun_at = NULL", True),
        ("UPDATE awards_disclosedcase SET name = 'khác'", False),
        ("UPDATE awards_disclosure SET ends_on = '2022-12-30'", False),
    ],
)
def test_the_database_keeps_a_begun_list(sql, begun, cases, campaign, school):
    on = MONDAY if begun else FRIDAY_BEFORE
    posting.post(campaign, cases[0], by=school.clerk.user, on=on, starts_on=MONDAY)
    assert refused(sql) is begun


def test_no_line_is_added_to_a_begun_list(cases, campaign, school):
    posting.post(campaign, cases[0], by=school.clerk.user)
    columns = "disclosure_id, ordinal, name, post, unit_name, award_id, nomination_id"
    asked = f"INSERT INTO awards_disclosedcase ({columns}) SELECT disclosure_id, 9, 'x', '', '', award_id, %s"
    assert refused(f"{asked} FROM awards_disclosedcase", cases[1].pk)


# --- told by letter


@pytest.fixture
def addresses(school, settings):
    settings.PUBLIC_URL = "https://thidua.truong.edu.vn"
    StaffMember.objects.filter(pk=school.lecturer.pk).update(email="hoa@truong.example")
    StaffMember.objects.filter(pk=school.clerk.pk).update(email="lan@truong.example")


def test_the_staff_is_told_on_the_first_day_once(
    cases, campaign, school, addresses, clock_at, django_capture_on_commit_callbacks
):
    made = posting.post(campaign, cases[0], by=school.clerk.user, on=FRIDAY_BEFORE, starts_on=MONDAY)
    for day, letters in ((FRIDAY_BEFORE, 0), (MONDAY, 2), (MONDAY, 0)):
        clock_at(day)
        mail.outbox = []
        with django_capture_on_commit_callbacks(execute=True):
            disclosing.begin_due()
        assert len(mail.outbox) == letters
        if letters:
            assert {one.subject for one in mail.outbox} == {
                "[Thi đua 2022] Công khai danh sách đề nghị, nhận kiến nghị đến ngày 16/12/2022"
            }
            assert f"https://thidua.truong.edu.vn/dot-cong-khai/{made.pk}/" in mail.outbox[0].body
            assert "Kính gửi đồng chí" in mail.outbox[0].body
            assert "Hoa" not in mail.outbox[1].body  # nobody's name of the list
    told = history_of(made).get(verb="disclosure.announce").after
    assert (told["sent"], told["failed"], told["without_address"] > 0) == (2, 0, True)


def test_the_mornings_run_takes_note_of_the_first_day(cases, campaign, school, clock_at):
    made = posting.post(campaign, cases[0], by=school.clerk.user, on=FRIDAY_BEFORE, starts_on=MONDAY)
    clock_at(MONDAY)
    call_command("remind", verbosity=0)
    made.refresh_from_db()
    assert made.begun_at is not None


# --- who reads it


def test_anybody_reads_a_running_list_without_signing_in(cases, campaign, school, clock_at, client):
    url = reverse("public_disclosure")
    empty = "Hiện không có danh sách nào đang lấy ý kiến."
    Institution.objects.update(contact_phone="0213 000 0000", contact_room="phòng 203")
    posting.post(campaign, *cases, by=school.clerk.user, on=FRIDAY_BEFORE, starts_on=MONDAY)
    for day, runs in ((FRIDAY_BEFORE, False), (MONDAY, True), (FRIDAY, True), (date(2022, 12, 17), False)):
        clock_at(day)
        page = client.get(url)
        assert (page.status_code, page["X-Robots-Tag"]) == (200, "noindex")
        shown = text(page)
        assert (empty in shown, "Nhận kiến nghị đến hết 16/12/2022." in shown) == (not runs, runs)
    clock_at(MONDAY)
    shown = text(client.get(url))
    assert '<meta name="robots" content="noindex">' in shown
    assert "Nguyễn Thị Hoa" in shown
    assert "1985" not in shown
    assert "đồng" not in shown.partition("<main")[2].replace("Hội đồng", "").replace("Lao động", "")
    assert "phòng 203, điện thoại 0213 000 0000, từ 12/12/2022 đến hết 16/12/2022." in shown


def test_of_several_lists_each_has_its_address_while_it_runs(cases, campaign, school, clock_at):
    one = posting.post(campaign, cases[0], by=school.clerk.user)
    other = posting.post(campaign, cases[1], by=school.clerk.user, ends_on=date(2022, 12, 20))
    clock_at(MONDAY)
    shown = text(Client().get(reverse("public_disclosure")))
    assert ("Nguyễn Thị Hoa" in shown, "Hoàng Văn Bình" in shown) == (True, False)
    address = reverse("public_disclosure_of", args=[other.pk])
    assert address in shown
    assert "Hoàng Văn Bình" in text(Client().get(address))
    clock_at(date(2022, 12, 17))
    assert Client().get(reverse("public_disclosure_of", args=[one.pk])).status_code == 404
    assert "Hoàng Văn Bình" in text(Client().get(reverse("public_disclosure")))


def test_namesakes_of_one_unit_are_told_apart_by_code(campaign, school, clock_at):
    clock_at(MONDAY)
    people = [make_person("Vàng A Chua", school.faculty) for _ in range(2)]
    posting.post(
        campaign,
        *[posting.verified(campaign, person, school.faculty) for person in people],
        posting.verified(campaign, people[0], school.faculty, "CSTDCS"),
        posting.verified(campaign, school.lecturer, school.faculty),
        posting.verified(campaign, school.lecturer, school.faculty, "CSTDCS"),
        by=school.clerk.user,
    )
    shown = text(Client().get(reverse("public_disclosure")))
    assert [f"Vàng A Chua (mã {person.code})" in shown for person in people] == [True, True]
    assert "Nguyễn Thị Hoa (mã" not in shown


def test_after_its_last_day_the_page_is_the_clerks_and_the_councils(cases, campaign, school, sign_in, clock_at):
    made = posting.post(campaign, cases[0], by=school.clerk.user)
    url = made.get_absolute_url()
    for day, status in ((FRIDAY, 200), (date(2022, 12, 17), 404)):
        clock_at(day)
        assert sign_in(school.stranger).get(url).status_code == status
    assert sign_in(school.clerk).get(url).status_code == 200


@pytest.mark.one_database("how many questions are asked")
@pytest.mark.parametrize("name", ["list", "page", "public", "add"])
def test_pages_ask_as_often_for_three_rows_as_for_one(name, campaign, school, clock_at, sign_in):
    clock_at(MONDAY)
    nominations = [
        posting.verified(campaign, person, school.faculty)
        for person in (school.lecturer, school.lecturer2, school.head, school.stranger)
    ]
    client, counts = sign_in(school.clerk), []
    for chosen in (nominations[:1], nominations[1:]):
        made = posting.post(campaign, *chosen, by=school.clerk.user)
        for one in chosen[:1]:
            posting.object_to(made, school.other_head, on=MONDAY, content=f"Về {one}")
        url = {
            "list": reverse("disclosure_list"),
            "page": made.get_absolute_url(),
            "public": reverse("public_disclosure_of", args=[made.pk]),
            "add": add_url(campaign),
        }[name]
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20
