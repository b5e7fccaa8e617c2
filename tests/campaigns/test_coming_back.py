"""Left and back again, two posts at once, moved in the year, a unit that ended, no address for mail."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.gathering import gather
from campaigns import returning
from campaigns.models import Department, Posting, ServiceBreak, StaffMember
from campaigns.roles import endorser_name, main_posting
from tests.factories import make_department, make_nomination, make_person, make_pledge
from thidua.models import AuditEntry

LEFT = date(2021, 6, 30)
BACK = {"on": "01/03/2022", "reason": "Quyết định tuyển dụng lại số 12/QĐ-TCT"}


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


@pytest.fixture
def gone(school) -> StaffMember:
    return make_person("Tòng Văn Cũ", school.faculty, gender="male", left_on=LEFT, posting={"ends_on": LEFT})


def shown(response) -> str:
    return " ".join(response.content.decode().split())


def names(response) -> list[str]:
    return [person.full_name for person in response.context["page"]]


# --- back again


def test_who_comes_back_keeps_the_history(clerk, gone):
    page, address = reverse("staff_member", args=[gone.pk]), reverse("staff_come_back", args=[gone.pk])
    assert f'href="{address}"' in clerk.get(page).content.decode()
    response = clerk.post(address, BACK, follow=True)
    gone.refresh_from_db()
    assert (gone.joined_on, gone.left_on) == (date(2010, 1, 4), None)
    between = ServiceBreak.objects.get()
    assert (between.starts_on, between.ends_on) == (date(2021, 7, 1), date(2022, 2, 28))
    said = f"04/01/2010; đã thôi việc từ 01/07/2021 đến 28/02/2022 ({BACK['reason']})"
    assert said in shown(response)
    assert f'href="{address}"' not in response.content.decode()
    line = AuditEntry.objects.get(verb="staffmember.come_back")
    assert (line.before, line.after) == ({"left_on": "2021-06-30"}, {"on": "2022-03-01"})
    assert names(clerk.get(reverse("staff_list"), {"placeless": "on"})) == ["Tòng Văn Cũ"]


def test_between_leaving_and_coming_back_nobody_is_employed(gone, school):
    returning.come_back(gone, on=date(2022, 3, 1), reason="Tuyển dụng lại", by=None)
    employed = [StaffMember.objects.employed(day).filter(pk=gone.pk).exists() for day in DAYS]
    assert employed == [True, False, False, True]


def test_two_breaks_leave_the_years_between_worked(gone):
    gone.service_breaks.create(starts_on=date(2013, 1, 1), ends_on=date(2013, 12, 31), reason="Đi nơi khác")
    returning.come_back(gone, on=date(2022, 3, 1), reason="Tuyển dụng lại", by=None)
    assert StaffMember.objects.employed(date(2018, 5, 2)).filter(pk=gone.pk).exists()
    assert not StaffMember.objects.employed(date(2013, 5, 2)).filter(pk=gone.pk).exists()


DAYS = (LEFT, date(2021, 7, 1), date(2022, 2, 28), date(2022, 3, 1))


def test_the_time_between_counts_as_not_worked(gone, school, campaign):
    returning.come_back(gone, on=date(2022, 3, 1), reason="Tuyển dụng lại", by=None)
    facts = gather(make_nomination(campaign, gone, school.faculty))
    # January and February of 2022: two whole months without the working days of the other ten.
    assert facts.absence_months == 2
    assert facts.recruited_in_year is False


def test_back_the_next_day_leaves_no_gap(gone):
    returning.come_back(gone, on=date(2021, 7, 1), reason="Ghi nhầm ngày thôi việc", by=None)
    gone.refresh_from_db()
    assert (gone.left_on, ServiceBreak.objects.count()) == (None, 0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on": "30/06/2021"}, "Đồng chí thôi việc ngày 30/06/2021; nhập ngày trở lại sau ngày đó."),
        ({"on": "02/03/2022"}, "Ngày 02/03/2022 chưa đến; ghi trở lại làm việc từ ngày đó."),
        ({"reason": ""}, "Ghi lý do, văn bản trở lại làm việc"),
    ],
)
def test_refusals_of_coming_back(clerk, gone, changes, said):
    response = clerk.post(reverse("staff_come_back", args=[gone.pk]), BACK | changes)
    assert said in response.content.decode()
    gone.refresh_from_db()
    assert (gone.left_on, ServiceBreak.objects.count()) == (LEFT, 0)


def test_the_page_of_the_data_points_to_it(clerk, gone, school):
    address = reverse("staff_come_back", args=[gone.pk])
    assert f'href="{address}"' in clerk.get(reverse("staff_edit", args=[gone.pk])).content.decode()
    page = clerk.get(reverse("staff_come_back", args=[school.lecturer.pk])).content.decode()
    assert "Đồng chí đang làm việc; chỉ ghi trở lại cho người đã thôi việc." in page


# --- two posts, another unit


def test_two_posts_at_once_and_a_move_in_the_year_read_sensibly(clerk, school, campaign, sign_in, clock_at):
    person = school.lecturer
    Posting.objects.create(
        staff_member=person,
        department=school.office,
        post="Trợ lý",
        is_main=False,
        starts_on=date(2022, 1, 1),
    )
    make_pledge(campaign, person, school.faculty, status="submitted")
    Posting.objects.filter(staff_member=person, is_main=True).update(ends_on=date(2022, 3, 9))
    moved = {"staff_member": person, "department": school.other_faculty, "post": "Giảng viên chính"}
    Posting.objects.create(starts_on=date(2022, 3, 10), **moved)
    clock_at(date(2022, 3, 10))
    assert main_posting(person).department == school.other_faculty
    # The pledge stays where it was written, and with its endorser.
    assert endorser_name(person, school.faculty) == "Trưởng khoa Trần Văn Minh"
    unit = sign_in(school.head).get(reverse("unit_registration", args=[campaign.pk, school.faculty.pk]))
    assert "Nguyễn Thị Hoa" in unit.content.decode()
    there = sign_in(school.other_head).get(reverse("unit_registration", args=[campaign.pk, school.other_faculty.pk]))
    assert "tại Khoa Xây dựng Đảng" in shown(there)
    page = shown(clerk.get(reverse("staff_member", args=[person.pk])))
    assert "Giảng viên chính, Khoa Lý luận cơ sở: 10/03/2022 – nay" in page
    assert "; kiêm nhiệm" in page
    row = next(row for row in clerk.get(reverse("staff_list")).context["page"] if row.pk == person.pk)
    assert (row.post, row.unit_name) == ("Giảng viên chính", "Khoa Lý luận cơ sở")
    for name in ("home", "staff_list"):
        assert sign_in(person).get(reverse(name)).status_code == 200


# --- units that end, people without one


def test_people_without_a_post_or_in_a_unit_that_ended_are_listed(clerk, school, clock_at):
    make_person("Vàng A Trống", school.office, gender="male", posting={"ends_on": date(2022, 2, 1)})
    address = reverse("staff_list")
    assert names(clerk.get(address, {"placeless": "on"})) == ["Vàng A Trống"]
    Department.objects.filter(pk=school.other_faculty.pk).update(valid_to=date(2022, 3, 9))
    clock_at(date(2022, 3, 9))
    assert names(clerk.get(address, {"placeless": "on"})) == ["Vàng A Trống"]
    clock_at(date(2022, 3, 10))
    assert names(clerk.get(address, {"placeless": "on"})) == ["Hoàng Văn Bình", "Lê Văn Dũng", "Vàng A Trống"]


def test_a_unit_that_ended_has_its_page_and_its_list(clerk, school, clock_at):
    unit = school.other_faculty
    clerk.post(
        reverse("department_edit", args=[unit.pk]),
        {
            "code": unit.code,
            "name": unit.name,
            "short_name": unit.short_name,
            "kind": unit.kind,
            "parent": unit.parent_id,
            "order": unit.order,
            "valid_from": "08/06/2006",
            "valid_to": "09/03/2022",
        },
    )
    clock_at(date(2022, 3, 10))
    listed = clerk.get(reverse("department_list"))
    assert "Khoa Lý luận cơ sở" not in [unit.name for unit in listed.context["page"]]
    assert 'href="?xem=da-dong"' in listed.content.decode()
    closed = shown(clerk.get(reverse("department_list"), {"xem": "da-dong"}))
    assert "Khoa Lý luận cơ sở" in closed
    assert "(đến 09/03/2022)" in closed
    assert "đến 09/03/2022" in shown(clerk.get(reverse("department", args=[unit.pk])))


@pytest.mark.one_database("how many questions are asked")
def test_queries_of_the_filters_do_not_grow(clerk, school):
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(address).status_code == 200
        return len(asked)

    addresses = [f"{reverse('staff_list')}?placeless=on&q=van", f"{reverse('department_list')}?xem=da-dong"]

    def one_more(number: int) -> None:
        person = make_person(f"Vàng Văn {number}", school.office, posting={"ends_on": date(2022, 2, 1)})
        person.former_names.create(full_name=f"Vàng A {number}", until=date(2021, 1, 1), reason="Cải chính")
        ended = {"valid_to": date(2022, 1, 1)}
        make_department(f"C{number}", f"Phòng cũ {number}", Department.Kind.OFFICE, school.root, **ended)

    one_more(1)
    one = [queries(address) for address in addresses]
    one_more(2)
    one_more(3)
    assert [queries(address) for address in addresses] == one


# --- no address for mail


def test_without_an_address_for_mail_nothing_is_hidden(clerk, school, campaign, sign_in):
    """Nothing is mailed today; the address is only shown."""
    assert not StaffMember.objects.exclude(email="").exists()
    page = shown(clerk.get(reverse("staff_member", args=[school.lecturer.pk])))
    assert "Chưa có địa chỉ thư" in page
    client = sign_in(school.lecturer)
    client.post(reverse("my_pledge_begin", args=[campaign.pk]))
    pledge = campaign.pledges.get()
    pledge.awards.add("LDTT")
    pledge.targets.create(content="Giờ dạy", unit_of_measure="giờ", amount=280)
    client.post(reverse("pledge_submit", args=[pledge.pk]))
    pledge.refresh_from_db()
    assert pledge.status == "submitted"
    assert client.get(reverse("pledge_receipt", args=[pledge.pk])).status_code == 200
