"""The council from its decision, members who come, go and change roles, and what a session keeps them from."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, connections

from awards import convening, seating
from awards.models import Council, Seat
from awards.roles import council_in_force
from tests.awards.meeting import convene, make_session
from tests.factories import make_council, make_person
from thidua.models import AuditEntry
from thidua.workflow import Refused

ROLES = ("chair", "standing", "secretary", "member")
DECISION = {
    "name": "Hội đồng thi đua, khen thưởng Trường Mẫu",
    "decision_number": "12/QĐ-TCT",
    "decision_date": "28/02/2022",
    "starts_on": "01/03/2022",
}


def body(*seats: tuple[object, str], total: int = 0, **changed: str) -> dict[str, str]:
    """What a browser posts for a new council: codes of people and roles."""
    rows = {"rows-TOTAL_FORMS": str(total or len(seats) + 2), "rows-INITIAL_FORMS": "0"}
    for number, (person, role) in enumerate(seats):
        rows |= {f"rows-{number}-staff_member": getattr(person, "code", person), f"rows-{number}-role": role}
    return DECISION | rows | changed


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


@pytest.fixture
def four(school):
    people = (school.rector, school.office_head, school.clerk, school.head)
    return list(zip(people, ROLES, strict=True))


@pytest.fixture
def seats(council) -> dict[str, Seat]:
    return {seat.role if seat.role != "member" else str(seat.staff_member): seat for seat in council.seats.all()}


def test_the_clerk_sets_up_a_council_from_its_decision(clerk, four):
    assert clerk.post("/hoi-dong/thanh-lap/", body(*four)).status_code == 302
    made = council_in_force(date(2022, 3, 1))
    assert (made.decision_number, made.starts_on, made.ends_on) == ("12/QĐ-TCT", date(2022, 3, 1), None)
    rows = made.seats.values_list("staff_member__full_name", "role", "order", "starts_on")
    assert list(rows) == [(str(person), role, n, date(2022, 3, 1)) for n, (person, role) in enumerate(four, start=1)]
    line = AuditEntry.objects.get(verb="council.set_up")
    assert (line.actor_name, len(line.after["members"])) == ("Ngô Thị Lan", 4)
    page = text(clerk.get(f"/hoi-dong/{made.pk}/"))
    assert 'Số thành viên hôm nay</dt><dd class="col-sm-8">4<' in page


def test_names_are_suggested_and_rows_added_without_losing_any(clerk, four, school):
    page = clerk.get("/hoi-dong/thanh-lap/")
    assert "Hội đồng thi đua, khen thưởng Trường Chính trị tỉnh Lai Châu" in text(page)
    more = clerk.post("/hoi-dong/thanh-lap/", body((school.head, "chair"), ("Không ai cả", ""), total=3, more="1"))
    assert len(more.context["formset"].forms) == 6
    assert f'value="{school.head.code}"' in text(more)
    assert 'value="Không ai cả"' in text(more)
    assert 'value="12/QĐ-TCT"' in text(more)
    assert not more.context["form"].errors
    assert Council.objects.count() == 0


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        (("chair", "member"), "Hội đồng phải có ít nhất 3 thành viên"),
        (("member", "member", "secretary"), "Hội đồng phải có đúng một Chủ tịch"),
        (("chair", "chair", "secretary"), "Hội đồng phải có đúng một Chủ tịch"),
    ],
)
def test_a_council_has_one_chair_and_three_members(clerk, four, roles, sentence):
    seats = [(person, role) for (person, _), role in zip(four, roles, strict=False)]
    response = clerk.post("/hoi-dong/thanh-lap/", body(*seats))
    assert sentence in text(response)
    assert f'value="{four[0][0].code}"' in text(response)
    assert Council.objects.count() == 0


def test_three_members_are_enough(clerk, four):
    assert clerk.post("/hoi-dong/thanh-lap/", body(*four[:3])).status_code == 302


def test_nobody_sits_twice_and_no_decision_sets_up_two(clerk, four):
    assert "có ở hai dòng" in text(clerk.post("/hoi-dong/thanh-lap/", body(*four, (four[0][0], "member"))))
    clerk.post("/hoi-dong/thanh-lap/", body(*four))
    assert "theo quyết định này đã được lập" in text(clerk.post("/hoi-dong/thanh-lap/", body(*four)))
    assert Council.objects.count() == 1


def test_the_term_begins_with_the_decision_at_the_earliest(clerk, four):
    early = clerk.post("/hoi-dong/thanh-lap/", body(*four, starts_on="27/02/2022"))
    assert early.context["form"].errors == {"starts_on": ["Nhiệm kỳ phải từ ngày quyết định thành lập trở đi"]}
    assert clerk.post("/hoi-dong/thanh-lap/", body(*four, starts_on="28/02/2022")).status_code == 302


# --- one council after another


def test_the_council_before_ends_the_day_before(clerk, four, council):
    clerk.post("/hoi-dong/thanh-lap/", body(*four))
    council.refresh_from_db()
    assert council.ends_on == date(2022, 2, 28)
    assert council_in_force(date(2022, 2, 28)) == council
    assert council_in_force(date(2022, 3, 1)) != council
    assert AuditEntry.objects.get(verb="council.end_term").after == {"ends_on": "2022-02-28"}


def test_a_session_to_come_holds_the_council_in_office(clerk, four, council, campaign):
    session = make_session(campaign, council)
    assert "còn phiên họp ngày" in text(clerk.post("/hoi-dong/thanh-lap/", body(*four)))
    convening.cancel(session, reason="Đổi Hội đồng", by=None)
    assert clerk.post("/hoi-dong/thanh-lap/", body(*four)).status_code == 302


def test_a_council_does_not_begin_before_the_one_in_office(clerk, four, council):
    same_day = {"decision_date": "10/01/2022", "starts_on": "10/01/2022"}
    assert "phải có từ ngày sau ngày đó" in text(clerk.post("/hoi-dong/thanh-lap/", body(*four, **same_day)))
    next_day = {"decision_date": "10/01/2022", "starts_on": "11/01/2022"}
    assert clerk.post("/hoi-dong/thanh-lap/", body(*four, **next_day)).status_code == 302


# --- members mid-term


def test_a_member_is_replaced_in_role_and_place(clerk, school, council, seats):
    seat = seats["secretary"]
    done = clerk.post(
        f"/hoi-dong/thanh-vien/{seat.pk}/thay/", {"staff_member": school.office_head.code, "starts_on": "15/03/2022"}
    )
    assert done["Location"] == f"/hoi-dong/{council.pk}/"
    seat.refresh_from_db()
    new = council.seats.get(staff_member=school.office_head)
    assert seat.ends_on == date(2022, 3, 14)
    assert (new.role, new.order, new.starts_on, new.ends_on) == ("secretary", seat.order, date(2022, 3, 15), None)
    assert [council.seats.filled_on(date(2022, 3, day)).count() for day in (14, 15)] == [5, 5]
    verbs = AuditEntry.objects.filter(verb__startswith="council.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["council.end_seat", "council.add_seat"]


def test_the_chair_is_replaced_too(school, seats):
    seating.replace(seats["chair"], person=school.office_head, starts_on=date(2022, 3, 2), by=None)
    assert Seat.objects.get(role="chair", ends_on=None).staff_member == school.office_head


def test_a_member_is_not_replaced_by_a_member(school, seats):
    with pytest.raises(Refused, match="đã có trong Hội đồng"):
        seating.replace(seats["secretary"], person=school.head, starts_on=date(2022, 3, 2), by=None)
    seats["secretary"].refresh_from_db()
    assert seats["secretary"].ends_on is None


def test_one_more_member_comes_within_the_term(school, council):
    with pytest.raises(Refused, match="Nhiệm kỳ của Hội đồng từ 10/01/2022"):
        seating.add(council, person=school.office_head, role="member", starts_on=date(2022, 1, 9), by=None)
    seat = seating.add(council, person=school.office_head, role="member", starts_on=date(2022, 1, 10), by=None)
    assert seat.order == 6


def test_there_is_one_chair_at_a_time(school, council, seats):
    with pytest.raises(Refused, match="Hội đồng đã có Chủ tịch là Phạm Văn Quang"):
        seating.change(seats["vice_chair"], role="chair", order=2, ends_on=None, by=None)
    seating.change(seats["chair"], role="chair", order=1, ends_on=date(2022, 2, 28), by=None)
    seating.change(seats["vice_chair"], role="chair", order=2, ends_on=None, by=None)
    assert council.seats.get(role="chair", ends_on=None).staff_member == school.deputy


def test_a_member_leaves_on_a_day_and_may_come_back(clerk, seats):
    url = f"/hoi-dong/thanh-vien/{seats['Trần Văn Minh'].pk}/"
    assert clerk.post(url, {"role": "member", "order": "3", "ends_on": "31/03/2022"}).status_code == 302
    assert Seat.objects.get(pk=seats["Trần Văn Minh"].pk).ends_on == date(2022, 3, 31)
    clerk.post(url, {"role": "member", "order": "3", "ends_on": ""})
    assert Seat.objects.get(pk=seats["Trần Văn Minh"].pk).ends_on is None


def test_nobody_leaves_before_they_came(clerk, seats):
    url = f"/hoi-dong/thanh-vien/{seats['Trần Văn Minh'].pk}/"
    early = clerk.post(url, {"role": "member", "order": "3", "ends_on": "09/01/2022"})
    assert "là thành viên từ 10/01/2022" in text(early)
    assert 'value="09/01/2022"' in text(early)
    assert clerk.post(url, {"role": "member", "order": "3", "ends_on": "10/01/2022"}).status_code == 302


def test_nobody_changes_while_the_council_sits(clerk, school, council, campaign, seats, standing):
    with standing(date(2022, 3, 1)):
        session = convene(make_session(campaign, council), by=school.rector.user)
    url = f"/hoi-dong/thanh-vien/{seats['Trần Văn Minh'].pk}/"
    page = clerk.post(url, {"role": "member", "order": "3", "ends_on": "31/03/2022"})
    assert "Hội đồng đang họp nên chưa đổi thành viên được" in text(page)
    for act in (
        lambda: seating.add(council, person=school.office_head, role="member", starts_on=date(2022, 3, 2), by=None),
        lambda: seating.replace(seats["secretary"], person=school.office_head, starts_on=date(2022, 3, 2), by=None),
    ):
        with pytest.raises(Refused, match="đang họp"):
            act()
    assert council.seats.filter(ends_on=None).count() == 5
    assert session.status == "convened"


def test_the_secretary_of_a_planned_session_stays_until_another_is_named(council, campaign, seats):
    session = make_session(campaign, council)
    assert session.secretary == seats["secretary"]
    with pytest.raises(Refused, match="là thư ký phiên họp dự kiến"):
        seating.change(seats["secretary"], role="secretary", order=5, ends_on=date(2022, 3, 31), by=None)


def test_after_the_term_nothing_changes(council, seats):
    Council.objects.update(ends_on=date(2022, 2, 28))
    with pytest.raises(Refused, match="đã hết nhiệm kỳ ngày 28/02/2022"):
        seating.change(seats["secretary"], role="member", order=5, ends_on=None, by=None)
    Council.objects.update(ends_on=date(2022, 3, 1))
    seating.change(seats["secretary"], role="member", order=5, ends_on=None, by=None)


# --- pages


def test_a_member_sees_the_council_without_acts(school, council, sign_in):
    page = text(sign_in(school.head).get(f"/hoi-dong/{council.pk}/"))
    assert "Phạm Văn Quang" in page
    assert "Thay người" not in page
    assert "Lịch sử" not in page


def test_without_a_council_the_session_page_leads_to_setting_one_up(clerk):
    page = clerk.get("/phien-hop/them/", follow=True)
    assert page.redirect_chain[-1][0] == "/hoi-dong/"
    assert "lập Hội đồng theo quyết định thành lập trước" in text(page)
    assert 'href="/hoi-dong/thanh-lap/"' in text(page)


def test_queries_do_not_grow_with_councils_or_members(clerk, school, council, django_assert_max_num_queries):
    def queries(url: str) -> int:
        with django_assert_max_num_queries(40) as counted:
            clerk.get(url)
        return len(counted)

    few = queries("/hoi-dong/"), queries(f"/hoi-dong/{council.pk}/")
    for number in range(3):
        make_council([(school.rector, "chair")], starts_on=date(2019, 1, 1 + number))
        seating.add(
            council, person=make_person(f"Lò Văn {number}", school.office), role="member",
            starts_on=date(2022, 3, 2), by=None,
        )  # fmt: skip
    assert (queries("/hoi-dong/"), queries(f"/hoi-dong/{council.pk}/")) == few


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_change_of_members_and_the_opening_do_not_pass_each_other(on_postgresql, school, council, campaign, standing):
    """Either the change comes first and the opening counts it, or it is refused: the count is never stale."""
    session = make_session(campaign, council)
    for seat in council.seats.all():
        session.attendances.create(seat=seat, present=True)

    def run(act) -> str:
        try:
            with standing(date(2022, 3, 1)):
                act()
            return "done"
        except Refused:
            return "refused"
        finally:
            connections.close_all()

    def open_it() -> None:
        convening.convene(type(session).objects.get(pk=session.pk), by=school.rector.user)

    def change_it() -> None:
        own = Council.objects.get(pk=council.pk)
        seating.add(own, person=school.office_head, role="member", starts_on=date(2022, 3, 1), by=None)

    with ThreadPoolExecutor(2) as pool:
        opened, changed = pool.map(run, (open_it, change_it))
    session.refresh_from_db()
    assert opened == "done"
    assert session.members == (6 if changed == "done" else 5)
    assert connection.vendor == "postgresql"


@pytest.mark.parametrize(("members", "advised"), [(5, False), (6, True), (7, False)])
def test_an_even_number_is_advised_against(members, advised):
    found = seating.advice_on(members)
    assert found.startswith(f"Hội đồng có {members} thành viên, là số chẵn") is advised
    assert bool(found) is advised
