"""A head is away and somebody stands in: who may do what before, during and after, by hand; the clerk's pages."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards.electorate import barred_seats
from awards.models import Nomination
from awards.permissions import people_nominated_by
from campaigns import acting
from campaigns.documents import pledge as pledge_paper
from campaigns.documents.pledge_list import gather
from campaigns.models import Department, Pledge, Posting, StaffMember, UnitRegistration
from campaigns.permissions import (
    departments_registering_for,
    evaluations_endorsable_by,
    pledges_endorsable_by,
    pledges_owned_by,
)
from campaigns.roles import endorsed_by, endorser_name, head_of, head_postings, rector
from tests.awards.meeting import make_session
from tests.campaigns.test_pledge_races import together
from tests.factories import make_nomination, make_person, make_pledge, make_registration
from thidua.models import AuditEntry, User
from thidua.workflow import Refused

FIRST, LAST = date(2022, 3, 5), date(2022, 3, 15)
BEFORE, DURING, AFTER = date(2022, 3, 4), date(2022, 3, 10), date(2022, 3, 16)
BASIS = "Quyết định số 07/QĐ-TCT ngày 01/03/2022"
GIVEN = {
    "post": "Phó Trưởng khoa",
    "starts_on": "05/03/2022",
    "ends_on": "15/03/2022",
    "basis": BASIS,
}


def give(unit, person, post="Phó Trưởng khoa", first=FIRST, last=LAST, by=None) -> Posting:
    return acting.appoint(unit, person=person, post=post, starts_on=first, ends_on=last, basis=BASIS, by=by)


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


@pytest.fixture
def cases(school, campaign) -> dict[str, Pledge]:
    """A sent pledge of everybody who matters, by name."""
    school.headless = make_department_without_head(school)
    school.lonely = make_person("Tòng Thị Lẻ", school.headless)
    owners = {
        "Hoa": (school.lecturer, school.faculty),
        "Ẵm": (school.lecturer2, school.faculty),
        "Minh": (school.head, school.faculty),
        "khoa": (school.faculty, school.faculty),
        "Bình": (school.stranger, school.other_faculty),
        "Lẻ": (school.lonely, school.headless),
        "Thu": (school.deputy, school.board),
        "Quang": (school.rector, school.board),
        "Trường": (school.root, school.root),
    }
    return {
        name: make_pledge(campaign, owner, unit, status=Pledge.Status.SUBMITTED)
        for name, (owner, unit) in owners.items()
    }


def make_department_without_head(school) -> Department:
    return Department.objects.create(
        code="NNPL",
        name="Khoa Nhà nước và pháp luật",
        short_name="Khoa NNPL",
        kind=Department.Kind.FACULTY,
        parent=school.root,
        valid_from=date(2006, 6, 8),
    )


def endorsers(school, cases) -> dict[str, str]:
    """Case → given names of those who may endorse it now, in the order of this list; a fresh user each: a request."""
    people = (
        school.head,
        school.lecturer2,
        school.lecturer,
        school.other_head,
        school.rector,
        school.deputy,
        school.clerk,
    )
    found = {name: [] for name in cases}
    for person in people:
        user = User.objects.get(pk=person.user_id)
        keys = set(pledges_endorsable_by(user).values_list("pk", flat=True))
        for name, pledge in cases.items():
            if pledge.pk in keys:
                found[name].append(person.full_name.split()[-1])
    return {name: " ".join(names) for name, names in found.items()}


USUAL = {
    "Hoa": "Minh",
    "Ẵm": "Minh",
    "Minh": "Quang",
    "khoa": "Quang",
    "Bình": "Dũng",
    "Lẻ": "Quang",
    "Thu": "Quang",
    "Quang": "Lan",
    "Trường": "Lan",
}
# Unit or school led by a stand-in: what differs from the usual while it lasts.
GRID = {
    # Ẵm stands in for Minh: both endorse Hoa; neither endorses Ẵm, Minh or the faculty.
    "faculty": ("lecturer2", {"Hoa": "Minh Ẵm", "Ẵm": "Quang"}),
    # Thu stands in for Quang: both endorse heads and collectives; Thu's own goes to the clerk, as Quang's does.
    "root": (
        "deputy",
        {"Minh": "Quang Thu", "khoa": "Quang Thu", "Lẻ": "Quang Thu", "Thu": "Lan"},
    ),
    # Ẵm is lent to a unit without a head: endorses there; the own case goes to the rector, not to Minh.
    "headless": ("lecturer2", {"Lẻ": "Ẵm", "Ẵm": "Quang"}),
    # The head of another faculty: endorses in both; the own case goes to the rector as before.
    "another's": ("other_head", {"Hoa": "Minh Dũng", "Ẵm": "Minh Dũng"}),
    # Minh, head of a faculty, stands in for the rector: not for himself, and not for the faculty he heads.
    "head as rector": ("head", {"Minh": "Lan", "Lẻ": "Minh Quang", "Thu": "Minh Quang"}),
}
UNIT_OF = {"another's": "faculty", "head as rector": "root"}


@pytest.mark.parametrize("place", GRID)
def test_who_endorses_whom_before_during_and_after(place, school, cases, clock_at):
    who, differs = GRID[place]
    give(getattr(school, UNIT_OF.get(place, place)), getattr(school, who))
    for day, expected in (
        (BEFORE, USUAL),
        (FIRST, USUAL | differs),
        (DURING, USUAL | differs),
        (LAST, USUAL | differs),
        (AFTER, USUAL),
    ):
        clock_at(day)
        assert endorsers(school, cases) == expected, day


@pytest.mark.parametrize("place", GRID)
@pytest.mark.parametrize("day", [BEFORE, DURING, AFTER])
def test_dossiers_of_people_are_begun_by_those_who_endorse_them(place, day, school, cases, clock_at):
    """`people_nominated_by` mirrors `endorsed_by`."""
    who, _ = GRID[place]
    give(getattr(school, UNIT_OF.get(place, place)), getattr(school, who))
    clock_at(day)
    owners = {pledge.staff_member_id for pledge in cases.values() if pledge.staff_member_id}
    for person in StaffMember.objects.exclude(user=None):
        rows = endorsed_by(User.objects.get(pk=person.user_id), Pledge.objects.filter(department=None))
        mine = people_nominated_by(User.objects.get(pk=person.user_id)).filter(pk__in=owners)
        assert set(mine.values_list("pk", flat=True)) == set(rows.values_list("staff_member", flat=True)), person


def test_nobody_endorses_their_own_case_on_any_day(school, cases, clock_at):
    give(school.faculty, school.lecturer2)
    give(school.root, school.deputy, "Phó Hiệu trưởng")
    for day in (BEFORE, DURING, AFTER):
        clock_at(day)
        for name, person in (("Ẵm", school.lecturer2), ("Thu", school.deputy), ("Minh", school.head)):
            user = User.objects.get(pk=person.user_id)
            assert cases[name] not in pledges_endorsable_by(user), (name, day)


def test_the_sentence_names_who_acts(school, cases, clock_at):
    give(school.faculty, school.lecturer2)
    give(school.root, school.deputy, "Phó Hiệu trưởng")
    named = {
        "Hoa": ("Trưởng khoa Trần Văn Minh", "Phó Trưởng khoa Lò Văn Ẵm (phụ trách thay)"),
        "Ẵm": ("Trưởng khoa Trần Văn Minh", "Phó Hiệu trưởng Vũ Thị Thu (phụ trách thay)"),
        "khoa": ("Hiệu trưởng Phạm Văn Quang", "Phó Hiệu trưởng Vũ Thị Thu (phụ trách thay)"),
        "Thu": ("Hiệu trưởng Phạm Văn Quang", "Thường trực Hội đồng"),
        "Quang": ("Thường trực Hội đồng", "Thường trực Hội đồng"),
    }
    for day, place in ((BEFORE, 0), (DURING, 1), (AFTER, 0)):
        clock_at(day)
        said = {name: endorser_name(cases[name].owner, cases[name].unit) for name in named}
        assert said == {name: names[place] for name, names in named.items()}


def test_the_head_stays_head(school, clock_at):
    give(school.faculty, school.lecturer2)
    give(school.root, school.deputy, "Phó Hiệu trưởng")
    clock_at(DURING)
    assert (head_of(school.faculty), rector()) == (school.head, school.rector)
    assert not head_postings().filter(staff_member__in=[school.lecturer2, school.deputy]).exists()


# --- through the door


def test_what_a_stand_in_does_for_the_unit(school, campaign, cases, sign_in, clock_at):
    give(school.faculty, school.lecturer2)
    unit = reverse("unit_registration", args=[campaign.pk, school.faculty.pk])
    send = reverse("registration_send", args=[campaign.pk, school.faculty.pk])
    endorse = reverse("pledge_endorse", args=[cases["Hoa"].pk])
    own = reverse("pledge_endorse", args=[cases["Ẵm"].pk])
    clock_at(BEFORE)
    client = sign_in(school.lecturer2)
    assert [client.get(unit).status_code, client.post(endorse).status_code, client.post(send).status_code] == [404] * 3
    clock_at(DURING)
    home = client.get(reverse("home")).content.decode()
    assert f'href="{unit}"' in home  # the menu and the to-do
    assert "Gửi đăng ký của đơn vị: Khoa Xây dựng Đảng" in home
    assert "Xác nhận bản đăng ký của Nguyễn Thị Hoa" in home
    assert "Phụ trách thay Khoa Xây dựng Đảng" in home
    assert client.get(unit).status_code == 200
    assert client.post(own).status_code == 404
    client.post(endorse)
    cases["Hoa"].refresh_from_db()
    assert cases["Hoa"].status == Pledge.Status.ENDORSED
    line = AuditEntry.objects.get(verb="pledge.endorse")
    assert (line.actor, line.actor_name) == (school.lecturer2.user, "Lò Văn Ẵm (phụ trách thay, Khoa Xây dựng Đảng)")
    clock_at(AFTER)
    send_back = reverse("pledge_send_back", args=[cases["Minh"].pk])
    assert [client.get(unit).status_code, client.get(send_back).status_code, client.post(send).status_code] == [404] * 3
    assert "Gửi đăng ký của đơn vị" not in client.get(reverse("home")).content.decode()


def test_a_stand_in_sends_the_units_list_and_signs_it(school, campaign, sign_in, clock_at):
    make_pledge(campaign, school.lecturer, school.faculty, status="endorsed")
    registration = make_registration(campaign, school.faculty)
    give(school.faculty, school.lecturer2)
    clock_at(DURING)
    signed = gather(registration).signatures[-1]
    assert (signed.lines, signed.name) == (("KT. TRƯỞNG KHOA", "PHÓ TRƯỞNG KHOA"), "Lò Văn Ẵm")
    sign_in(school.lecturer2).post(reverse("registration_send", args=[campaign.pk, school.faculty.pk]))
    registration.refresh_from_db()
    assert (registration.status, registration.sent_by) == (UnitRegistration.Status.SENT, school.lecturer2.user)
    assert AuditEntry.objects.get(verb="unitregistration.send").actor_name.startswith("Lò Văn Ẵm (phụ trách thay")
    clock_at(AFTER)
    assert gather(registration).signatures[-1].name == "Lò Văn Ẵm"


def test_the_head_who_is_back_early_acts_and_signs_in_the_own_name(school, campaign, cases, sign_in, clock_at):
    registration = make_registration(campaign, school.faculty)
    give(school.faculty, school.lecturer2, "Phụ trách khoa")
    clock_at(DURING)
    assert gather(registration).signatures[-1].lines == ("PHỤ TRÁCH KHOA",)
    head = sign_in(school.head)
    head.post(reverse("pledge_endorse", args=[cases["Hoa"].pk]))
    assert AuditEntry.objects.get(verb="pledge.endorse").actor_name == "Trần Văn Minh"
    for name in ("khoa", "Ẵm"):
        sign_in(school.rector).post(reverse("pledge_endorse", args=[cases[name].pk]))
    Pledge.objects.filter(pk=cases["Minh"].pk).update(status="endorsed")
    head.post(reverse("registration_send", args=[campaign.pk, school.faculty.pk]))
    registration.refresh_from_db()
    signed = gather(registration).signatures[-1]
    assert (registration.status, signed.lines, signed.name) == ("sent", ("TRƯỞNG KHOA",), "Trần Văn Minh")


def test_an_own_act_is_not_done_for_anybody(school, campaign, clock_at, sign_in):
    give(school.faculty, school.lecturer2)
    clock_at(DURING)
    pledge = make_pledge(campaign, school.lecturer2, school.faculty)
    pledge.targets.create(content="Giờ dạy", unit_of_measure="giờ", amount=280)
    sign_in(school.lecturer2).post(reverse("pledge_submit", args=[pledge.pk]))
    assert AuditEntry.objects.get(verb="pledge.submit").actor_name == "Lò Văn Ẵm"


def test_a_stand_in_nominates_rates_and_writes_for_the_collective(school, campaign, sign_in, clock_at):
    dossier = make_nomination(campaign, school.faculty, school.faculty, "TTLDTT")
    of_hoa = make_nomination(campaign, school.lecturer, school.faculty)
    own = make_nomination(campaign, school.lecturer2, school.faculty)
    phase = campaign.phases.first()
    evaluation = phase.evaluations.create(staff_member=school.lecturer, unit=school.faculty, status="self_assessed")
    pledge = make_pledge(campaign, school.faculty, school.faculty)
    give(school.faculty, school.lecturer2)

    def may() -> list[bool]:
        user = User.objects.get(pk=school.lecturer2.user_id)
        client = sign_in(school.lecturer2)
        pages = [client.get(reverse("nomination_edit", args=[row.pk])).status_code for row in (dossier, of_hoa, own)]
        return [
            *(code == 200 for code in pages),
            evaluation in evaluations_endorsable_by(user),
            pledge in pledges_owned_by(user),
            school.faculty in departments_registering_for(user),
        ]

    for day, expected in (
        (BEFORE, [False] * 6),
        (DURING, [True, True, False, True, True, True]),
        (AFTER, [False] * 6),
    ):
        clock_at(day)
        assert may() == expected, day
    assert Nomination.objects.count() == 3


def test_what_a_stand_in_began_is_the_heads_again_afterwards(school, campaign, sign_in, clock_at):
    give(school.faculty, school.lecturer2)
    dossier = make_nomination(campaign, school.lecturer, school.faculty, nominated_by=school.lecturer2.user)
    address = dossier.get_absolute_url()

    def shown_to(person) -> bool:
        return f'href="{address}"' in sign_in(person).get(reverse("home")).content.decode()

    for day, expected in ((DURING, (True, True)), (AFTER, (False, True))):
        clock_at(day)
        assert (shown_to(school.lecturer2), shown_to(school.head)) == expected, day


def test_in_the_council_neither_head_nor_stand_in_votes_on_their_collective(school, campaign, council, clock_at):
    clock_at(DURING)
    session = make_session(campaign, council)
    case = make_nomination(campaign, school.faculty, school.faculty, "TTLDTT", session=session)
    seats = list(council.seats.all())

    def barred() -> set[str]:
        found = barred_seats(session, [case], seats)[case.pk]
        return {seat.staff_member.full_name for seat in seats if seat.pk in found}

    assert barred() == {"Trần Văn Minh"}
    give(school.faculty, school.other_head)
    assert barred() == {"Trần Văn Minh", "Lê Văn Dũng"}


def test_the_rectors_stand_in_endorses_as_such(school, cases, sign_in, clock_at):
    give(school.root, school.deputy, "Phó Hiệu trưởng")
    clock_at(DURING)
    sign_in(school.deputy).post(reverse("pledge_endorse", args=[cases["Minh"].pk]))
    line = AuditEntry.objects.get(verb="pledge.endorse")
    assert line.actor_name == "Vũ Thị Thu (phụ trách thay người đứng đầu Trường)"
    cases["Minh"].refresh_from_db()
    clock_at(AFTER)
    signed = pledge_paper.gather(cases["Minh"]).signatures[0]
    assert (signed.lines, signed.name) == (("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "Vũ Thị Thu")


def test_signing_stays_with_those_who_may_sign(school, clock_at):
    posting = give(school.root, school.lecturer, "Phụ trách Trường")
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.filter(pk=posting.pk).update(may_sign=True, signs_as="KT")


# --- the clerk's pages


def test_the_clerk_gives_it_and_both_pages_say_so(clerk, school, clock_at):
    address = reverse("stand_in_add", args=[school.faculty.pk])
    page = clerk.get(reverse("department", args=[school.faculty.pk])).content.decode()
    assert f'href="{address}"' in page
    response = clerk.post(address, GIVEN | {"person": school.lecturer2.code}, follow=True)
    posting = Posting.objects.get(is_acting_head=True)
    assert (posting.staff_member, posting.department, posting.starts_on, posting.ends_on, posting.is_main) == (
        school.lecturer2,
        school.faculty,
        FIRST,
        LAST,
        False,
    )
    shown = " ".join(response.content.decode().split())
    said = f"Phó Trưởng khoa Lò Văn Ẵm: 05/03/2022 – 15/03/2022 (chưa bắt đầu). {BASIS}"
    assert said in shown
    assert "Người đứng đầu vẫn làm được việc của mình" in shown
    person = clerk.get(reverse("staff_member", args=[school.lecturer2.pk])).content.decode()
    assert f"phụ trách thay ({BASIS})" in person
    line = AuditEntry.objects.get(verb="posting.stand_in")
    assert (line.actor, line.reason) == (school.clerk.user, BASIS)
    clock_at(DURING)
    assert "phụ trách thay: Lò Văn Ẵm" in clerk.get(reverse("department_list")).content.decode()


def test_without_an_account_the_page_says_so(clerk, school):
    give(school.faculty, make_person("Vàng Thị Mới", school.faculty))
    give(school.other_faculty, school.lecturer2)
    said = "chưa có tài khoản nên chưa làm thay trên phần mềm được"
    pages = [clerk.get(reverse("department", args=[unit.pk])) for unit in (school.faculty, school.other_faculty)]
    assert [said in page.content.decode() for page in pages] == [True, False]


def test_it_has_no_page_where_postings_are_mended(clerk, school):
    posting = give(school.faculty, school.lecturer2)
    assert clerk.get(reverse("posting_edit", args=[posting.pk])).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_on": "20/03/2022"}, "Ngày kết thúc phải từ 20/03/2022 (ngày bắt đầu) trở đi"),
        ({"starts_on": "29/01/2022"}, "Ngày bắt đầu sớm nhất ghi được là 29/01/2022"),
        ({"starts_on": "01/02/2022", "ends_on": "28/02/2022"}, "Ngày 28/02/2022 đã qua"),
        ({"ends_on": "07/03/2023"}, "Phụ trách thay nhiều nhất một năm"),
        ({"starts_on": "03/03/2023", "ends_on": "04/03/2023"}, "Ngày bắt đầu muộn nhất ghi được là 02/03/2023"),
        ({"ends_on": ""}, "Nhập ngày kết thúc"),
        ({"basis": ""}, "Ghi lý do, văn bản giao phụ trách thay"),
        ({"person": "Trần Văn Minh"}, "Đồng chí Trần Văn Minh đang đứng đầu Khoa Xây dựng Đảng"),
        ({"person": "Tòng Văn Cũ"}, "Đồng chí Tòng Văn Cũ không làm việc suốt"),
        ({"person": "Ai Đó"}, "Không tìm thấy ai khớp “Ai Đó”"),
        ({"ends_on": "02/04/2022"}, "Đơn vị đã có đồng chí Nguyễn Thị Hoa phụ trách thay từ 02/04/2022 đến 10/04/2022"),
        ({"starts_on": "10/04/2022", "ends_on": "30/04/2022"}, "Đơn vị đã có đồng chí Nguyễn Thị Hoa"),
    ],
)
def test_refusals_keep_what_was_typed(clerk, school, changes, said):
    give(school.faculty, school.lecturer, first=date(2022, 4, 2), last=date(2022, 4, 10))
    make_person("Tòng Văn Cũ", school.office, left_on=date(2022, 3, 14))
    address = reverse("stand_in_add", args=[school.faculty.pk])
    data = {"person": school.lecturer2.code} | GIVEN | changes
    if said.startswith("Ngày bắt đầu sớm nhất"):
        data["starts_on"] = "28/01/2022"
    response = clerk.post(address, data)
    assert response.status_code == 200
    shown = response.content.decode()
    assert said in shown
    assert f'value="{data["post"]}"' in shown
    assert Posting.objects.filter(is_acting_head=True).count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_on": "29/01/2022"},
        {"ends_on": "06/03/2023"},
        {"starts_on": "02/03/2023", "ends_on": "02/03/2023"},
        {"starts_on": "01/03/2022", "ends_on": "01/03/2022"},
    ],
)
def test_the_last_days_that_are_still_taken(clerk, school, changes):
    address = reverse("stand_in_add", args=[school.faculty.pk])
    assert clerk.post(address, {"person": school.lecturer2.code} | GIVEN | changes).status_code == 302


def test_a_unit_that_ends_has_no_stand_in_afterwards(clerk, school):
    Department.objects.filter(pk=school.faculty.pk).update(valid_to=date(2022, 3, 14))
    response = clerk.post(reverse("stand_in_add", args=[school.faculty.pk]), GIVEN | {"person": school.lecturer2.code})
    assert "có từ 08/06/2006 đến 14/03/2022; chọn ngày trong khoảng đó" in response.content.decode()


def test_two_follow_one_another_and_one_leads_two_units(school):
    give(school.faculty, school.lecturer2)
    give(school.faculty, school.lecturer, first=AFTER, last=date(2022, 3, 31))
    give(school.other_faculty, school.lecturer2)
    assert Posting.objects.filter(is_acting_head=True).count() == 3


def test_the_database_wants_an_end_and_one_from_a_day(school):
    posting = give(school.faculty, school.lecturer2)
    for wrong in ({"ends_on": None}, {"is_head": True}, {"is_main": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Posting.objects.filter(pk=posting.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(
            staff_member=school.lecturer,
            department=school.faculty,
            post="Phụ trách",
            is_main=False,
            is_acting_head=True,
            starts_on=FIRST,
            ends_on=FIRST,
        )


def test_it_ends_early_with_a_reason(clerk, school, campaign, sign_in, clock_at):
    posting = give(school.faculty, school.lecturer2)
    clock_at(DURING)
    address, unit = reverse("stand_in_end", args=[posting.pk]), reverse("department", args=[school.faculty.pk])
    assert f'href="{address}"' in clerk.get(unit).content.decode()
    for day in ("08/03/2022", "15/03/2022"):  # the day before yesterday; the end that is written already
        response = clerk.post(address, {"last_day": day, "reason": "Trưởng khoa về sớm"})
        assert "phải từ 09/03/2022 và trước 15/03/2022" in response.content.decode()
    response = clerk.post(address, {"last_day": "10/03/2022", "reason": ""})
    assert "Ghi lý do kết thúc phụ trách thay" in response.content.decode()
    registration = reverse("unit_registration", args=[campaign.pk, school.faculty.pk])
    clerk.post(address, {"last_day": "10/03/2022", "reason": "Trưởng khoa về sớm"})
    assert sign_in(school.lecturer2).get(registration).status_code == 200
    line = AuditEntry.objects.get(verb="posting.end_early")
    assert (line.before, line.after, line.reason) == (
        {"ends_on": "2022-03-15"},
        {"ends_on": "2022-03-10"},
        "Trưởng khoa về sớm",
    )
    clock_at(date(2022, 3, 11))
    assert sign_in(school.lecturer2).get(registration).status_code == 404
    assert "(đã hết)" in clerk.get(unit).content.decode()
    response = clerk.post(address, {"last_day": "10/03/2022", "reason": "Lần nữa"})
    assert "Phụ trách thay đã hết từ sau ngày 10/03/2022." in response.content.decode()


def test_one_that_has_not_begun_is_taken_back(clerk, school):
    posting = give(school.faculty, school.lecturer2)
    clerk.post(reverse("stand_in_end", args=[posting.pk]), {"last_day": "", "reason": "Giao nhầm"})
    assert not Posting.objects.filter(pk=posting.pk).exists()
    assert AuditEntry.objects.get(verb="posting.take_back").reason == "Giao nhầm"


def test_nobody_leaves_while_standing_in(clerk, school):
    give(school.faculty, school.lecturer2)
    person = school.lecturer2
    data = {
        "code": person.code,
        "full_name": person.full_name,
        "gender": "male",
        "employment": "public_employee",
        "joined_on": "04/01/2010",
    }
    address = reverse("staff_edit", args=[person.pk])
    response = clerk.post(address, data | {"left_on": "14/03/2022"})
    said = "Đang phụ trách thay ở Khoa Xây dựng Đảng đến 15/03/2022; kết thúc việc đó trước"
    assert response.context["form"].errors["left_on"] == [said]
    assert clerk.post(address, data | {"left_on": "15/03/2022"}).status_code == 302


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clerks_give_it_at_once(on_postgresql, school):
    units = [Department.objects.get(pk=school.faculty.pk) for _ in range(2)]
    people = (school.lecturer, school.lecturer2)
    starts = (FIRST, DURING)
    answers = together(
        *(
            lambda unit=unit, person=person, first=first: give(unit, person, first=first)
            for unit, person, first in zip(units, people, starts, strict=True)
        )
    )
    assert sorted(bool(answer) for answer in answers) == [False, True]
    assert Posting.objects.filter(is_acting_head=True).count() == 1


def test_a_refusal_is_one_sentence(school):
    with pytest.raises(Refused, match="đang đứng đầu"):
        give(school.faculty, school.head)
