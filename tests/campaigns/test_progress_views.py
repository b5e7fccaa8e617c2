"""Figures of promises on pages: units, people, who has said nothing yet, promise beside result; the same queries."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import CheckIn, PledgeTarget, Posting
from tests.factories import make_department, make_person, make_pledge

MAY = date(2022, 5, 20)


@pytest.fixture
def phase(campaign, clock_at):
    clock_at(MAY)
    return campaign.phases.get(ordinal=1)


def promise(campaign, owner, unit, phase, *, result=None, so_far=None, **fields) -> PledgeTarget:
    """One promise of ten in a registered pledge, with its result or the newest word."""
    pledge = campaign.pledges.filter(staff_member=owner).first() if unit != owner else None
    pledge = pledge or make_pledge(campaign, owner, unit, status="registered")
    said = {"content": "Bài viết", "unit_of_measure": "bài", "amount": Decimal(10), "result": result} | fields
    target = pledge.targets.create(phase=phase, **said)
    if so_far is not None:
        CheckIn.objects.create(target=target, on=MAY, amount=so_far, so_far=so_far, unit=unit)
    return target


@pytest.fixture
def promises(school, campaign, phase):
    """In Minh's faculty one met, one missed, one under way; in Dũng's one silent, and one of the collective."""
    promise(campaign, school.lecturer, school.faculty, phase, result=Decimal(12))
    promise(campaign, school.lecturer, school.faculty, phase, result=Decimal(4), miss_reason="Hoãn do dịch.")
    promise(campaign, school.lecturer2, school.faculty, phase, so_far=Decimal(5))
    promise(campaign, school.stranger, school.other_faculty, phase)
    promise(campaign, school.other_faculty, school.other_faculty, phase, result=Decimal(10))


def cells(page) -> list[list[str]]:
    import lxml.html  # noqa: PLC0415 - only here

    root = lxml.html.fromstring(page.content.decode())
    return [[" ".join(cell.text_content().split()) for cell in row] for row in root.xpath("//tbody/tr")]


def get(client, name, *args, query=""):
    page = client.get(reverse(name, args=args) + query)
    assert page.status_code == 200
    return page


def test_units_of_the_school_for_clerk_rector_and_council(school, phase, promises, council, sign_in):
    for who in (school.clerk, school.rector, school.deputy):
        page = get(sign_in(who), "phase_progress", phase.pk)
        assert [row[0:1] + [cell.split()[0] for cell in row[1:]] for row in cells(page)] == [
            ["Khoa Xây dựng Đảng", "3", "1", "1", "1", "0", "63%"],
            ["Khoa Lý luận cơ sở", "2", "1", "0", "0", "1", "100%"],
        ]
        told = "2/5 chỉ tiêu đã đủ; 1 đang thực hiện, 1 chưa có tin; tiến độ trung bình 72% (4/5 chỉ tiêu đã có số)."
        assert page.content.decode().count(told) == 1


def test_a_head_sees_the_own_unit_and_others_nothing(school, phase, promises, sign_in):
    page = get(sign_in(school.head), "phase_progress", phase.pk)
    assert [row[0] for row in cells(page)] == ["Khoa Xây dựng Đảng"]
    for who in (school.lecturer, school.deputy, school.administrator):  # without a council the deputy is nobody's
        assert sign_in(who).get(reverse("phase_progress", args=[phase.pk])).status_code == 404


def test_who_has_said_nothing_yet(school, phase, promises, sign_in):
    client = sign_in(school.clerk)
    people = cells(get(client, "progress_people", phase.pk))
    assert [row[0] for row in people] == [
        "Lò Văn Ẵm",
        "Hoàng Văn Bình",
        "Nguyễn Thị Hoa",
        "Khoa Lý luận cơ sở",
    ]
    assert people[0] == ["Lò Văn Ẵm", "Khoa Xây dựng Đảng", "1", "0", "1", "0", "50%", "20/05/2022"]
    assert people[1][2:] == ["1", "0", "0", "1", "chưa rõ", "chưa báo"]
    silent = cells(get(client, "progress_people", phase.pk, query="?loc=chua-bao"))
    assert [row[0] for row in silent] == ["Hoàng Văn Bình"]
    none = get(client, "progress_people", phase.pk, query=f"?loc=chua-bao&don-vi={school.faculty.pk}")
    assert "Không có bản đăng ký nào khớp bộ lọc." in none.content.decode()
    of_head = cells(get(sign_in(school.head), "progress_people", phase.pk))
    assert [row[0] for row in of_head] == ["Lò Văn Ẵm", "Nguyễn Thị Hoa"]


@pytest.mark.parametrize("value", ["x", "9" * 30, "-1", "999999"])
@pytest.mark.parametrize("name", ["progress_people", "result_list"])
def test_a_wrong_unit_is_no_filter(name, value, school, phase, promises, sign_in):
    page = get(sign_in(school.clerk), name, phase.pk, query=f"?don-vi={value}&loc=x")
    assert page.context["page"].paginator.count == (4 if name == "progress_people" else 5)


def test_promise_result_reason(school, phase, promises, sign_in):
    page = get(sign_in(school.head), "result_list", phase.pk)
    rows = cells(page)
    assert rows[0] == ["Khoa Xây dựng Đảng", "3", "0", "1", "1", "1"]
    assert rows[1:] == [
        ["Lò Văn Ẵm", "Bài viết (Đợt 1)", "10 bài", "chưa rõ", "Chưa có kết quả", "", ""],
        ["Nguyễn Thị Hoa", "Bài viết (Đợt 1)", "10 bài", "12", "Vượt", "", ""],
        ["Nguyễn Thị Hoa", "Bài viết (Đợt 1)", "10 bài", "4", "Chưa đạt", "Hoãn do dịch.", ""],
    ]
    assert "1/3 chỉ tiêu đạt hoặc vượt; 1 chưa đạt, 1 chưa có kết quả." in page.content.decode()
    missed = cells(get(sign_in(school.head), "result_list", phase.pk, query="?loc=chua-dat"))
    assert [row[5] for row in missed[1:]] == ["Hoãn do dịch."]


def test_everybody_finds_their_own_there(school, phase, promises, sign_in):
    rows = cells(get(sign_in(school.lecturer), "result_list", phase.pk))
    assert [row[0] for row in rows[1:]] == ["Nguyễn Thị Hoa"] * 2
    assert "Chưa có chỉ tiêu nào" in get(sign_in(school.office_head), "result_list", phase.pk).content.decode()


def test_a_drawing_says_what_its_table_says_and_needs_no_style(school, phase, promises, sign_in):
    html = get(sign_in(school.clerk), "phase_progress", phase.pk).content.decode()
    figure = html[html.index("<figure") : html.index("</figure>")]
    assert figure.count('<svg class="bar"') == 3  # all, and two units
    assert 'width="33.33%"' in figure
    assert "style=" not in figure
    assert figure.count("<text") == 4 + 3 + 2  # a number in each part that has room: of all, of each unit
    assert "<table" in html[html.index("</figure>") :]


def test_the_page_of_one_pledge(school, campaign, phase, promises, sign_in):
    pledge = campaign.pledges.get(staff_member=school.lecturer2)
    address = reverse("pledge_progress", args=[phase.pk, pledge.pk])
    for who in (school.lecturer2, school.head, school.clerk):
        page = sign_in(who).get(address)
        assert page.status_code == 200
        assert "Bài viết: 50%" in page.content.decode()
        assert cells(page)[-1] == ["20/05/2022", "Bài viết", "5 bài", "", "Khoa Xây dựng Đảng", ""]
    for who in (school.lecturer, school.other_head, school.rector):
        assert sign_in(who).get(address).status_code == 404


def test_after_a_move_both_heads_read_and_the_new_unit_counts(school, campaign, phase, promises, sign_in):
    Posting.objects.filter(staff_member=school.lecturer2).update(ends_on=date(2022, 4, 30))
    Posting.objects.create(
        staff_member=school.lecturer2, department=school.office, post="Chuyên viên", starts_on=date(2022, 5, 1)
    )
    address = reverse("pledge_progress", args=[phase.pk, campaign.pledges.get(staff_member=school.lecturer2).pk])
    assert [sign_in(who).get(address).status_code for who in (school.head, school.office_head)] == [200, 200]
    people = cells(get(sign_in(school.office_head), "progress_people", phase.pk))
    assert [row[0] for row in people] == ["Lò Văn Ẵm"]
    assert [row[0] for row in cells(get(sign_in(school.head), "progress_people", phase.pk))] == ["Nguyễn Thị Hoa"]


@pytest.mark.one_database("how many questions are asked")
@pytest.mark.parametrize("who", ["clerk", "head", "rector", "lecturer"])
def test_pages_ask_the_same_for_one_and_three(who, school, campaign, phase, sign_in):
    client, counts = sign_in(getattr(school, who)), []
    promise(campaign, school.lecturer, school.faculty, phase, so_far=Decimal(1))
    promise(campaign, school.other_faculty, school.other_faculty, phase)  # the rector's to endorse
    names = ["phase_progress", "progress_people", "result_list", "check_in"]
    for number in (0, 2):
        for n in range(number):
            person = make_person(f"Lường Văn {n}", school.faculty)
            promise(campaign, person, school.faculty, phase, so_far=Decimal(1))
            promise(campaign, school.lecturer, school.faculty, phase, so_far=Decimal(1))
            unit = make_department(f"K{n}", f"Khoa {n}", "faculty", school.root)
            promise(campaign, unit, unit, phase)
        pledge = campaign.pledges.get(staff_member=school.lecturer)
        asked = {name: reverse(name, args=[phase.pk]) for name in names}
        asked["pledge_progress"] = reverse("pledge_progress", args=[phase.pk, pledge.pk])
        found = {}
        for name, address in asked.items():
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            found[name] = len(captured)
        counts.append(found)
    assert counts[0] == counts[1]
    assert {name: number for name, number in counts[0].items() if number > 20} == {}
