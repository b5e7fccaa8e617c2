"""What a pledge may begin with: the pledge of the year before, the unit's targets, the campaign's; or nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns import starting
from campaigns.models import Award, Pledge, Target
from tests.factories import make_campaign, make_phase, make_pledge
from thidua import clock
from thidua.models import AuditEntry
from thidua.workflow import Refused

COLUMNS = ("content", "unit_of_measure", "amount", "phase__ordinal", "due_on")
BEGUN = "Đã lập bản nháp, đã chép các mục được chọn; viết xong thì kiểm tra rồi gửi."


def notices(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def add(pledge, content, **fields) -> None:
    defaults = {"number": pledge.targets.count() + 1, "unit_of_measure": "tiết", "amount": 280}
    pledge.targets.create(content=content, **defaults | fields)


@pytest.fixture
def last_year(school) -> Pledge:
    before = make_campaign(2021)
    made = make_pledge(
        before,
        school.lecturer,
        school.faculty,
        status="registered",
        duties="Giảng dạy năm 2021, ngày 05 tháng 9 năm 2021",
    )
    first = before.phases.get(ordinal=1)
    add(made, "Giảng dạy năm 2021", result=Decimal(250), miss_reason="Ốm")
    add(made, "Sinh hoạt chi bộ", phase=first, due_on=date(2021, 5, 31), unit_of_measure="buổi", amount=Decimal("1.5"))
    return made


@pytest.fixture
def unit_pledge(school, campaign) -> Pledge:
    made = make_pledge(campaign, school.faculty, school.faculty, awards=("TTLDTT",), status="submitted")
    add(made, "Đề tài được nghiệm thu", unit_of_measure="đề tài", amount=2)
    return made


@pytest.fixture
def aims(campaign) -> list[Target]:
    rows = [
        {"content": "Dự giờ", "unit_of_measure": "tiết", "amount": 4},
        {"content": "Hoàn thành chuyển đổi số", "measure": "yes_no"},
        {"content": "Mức độ hài lòng", "measure": "level"},
        {"content": "Chiến sĩ thi đua cơ sở", "unit_of_measure": "người", "amount": 7, "award_id": "CSTDCS"},
    ]
    return [Target.objects.create(campaign=campaign, number=n, **row) for n, row in enumerate(rows, 1)]


def begin(client, campaign, *take):
    return client.post(reverse("my_pledge_begin", args=[campaign.pk]), {"take": list(take)}, follow=True)


def test_everything_there_is_stands_on_the_page(school, campaign, last_year, unit_pledge, aims, sign_in):
    page = sign_in(school.lecturer).get(reverse("my_pledge", args=[campaign.pk]))
    text = page.content.decode()
    assert [offer.title for offer in page.context["form"].offered] == [
        "Bản đăng ký năm 2021",
        "Chỉ tiêu của tập thể Khoa Xây dựng Đảng",
        "Chỉ tiêu của phong trào",
    ]
    assert "Giảng dạy năm 2022: 280 tiết, cả năm" in text
    assert "Sinh hoạt chi bộ: 1,5 buổi, đợt 1, trước hết ngày 31/05/2022" in text
    # A level without a number and the number of titles are nothing a person can promise.
    assert ("Dự giờ: 4 tiết" in text, "Mức độ hài lòng" in text, "Chiến sĩ thi đua cơ sở: 7" in text) == (
        True,
        False,
        False,
    )
    assert " checked" not in text


def test_nothing_ticked_is_an_empty_start(school, campaign, last_year, unit_pledge, aims, sign_in):
    begin(sign_in(school.lecturer), campaign)
    made = Pledge.objects.get(campaign=campaign, staff_member=school.lecturer)
    assert (made.duties, made.awards.count(), made.targets.count()) == ("", 0, 0)


def test_last_years_pledge_is_moved_to_this_year_without_results(school, campaign, last_year, sign_in):
    response = begin(sign_in(school.lecturer), campaign, "nam-truoc")
    made = Pledge.objects.get(campaign=campaign)
    assert notices(response) == [BEGUN]
    assert made.duties == "Giảng dạy năm 2022, ngày 05 tháng 9 năm 2021"
    assert [award.pk for award in made.awards.all()] == ["LDTT"]
    assert list(made.targets.values_list(*COLUMNS)) == [
        ("Giảng dạy năm 2022", "tiết", Decimal("280.00"), None, None),
        ("Sinh hoạt chi bộ", "buổi", Decimal("1.50"), 1, date(2022, 5, 31)),
    ]
    assert set(made.targets.values_list("result", "miss_reason")) == {(None, "")}
    assert set(made.targets.values_list("phase__campaign", flat=True)) == {None, campaign.pk}
    line = AuditEntry.objects.get(verb="pledge.begin")
    assert line.after == {"status": "draft", "taken": 1}
    assert last_year.targets.count() == 2


def test_a_deadline_outside_the_phase_of_this_year_is_left_out(school, campaign, last_year):
    campaign.phases.filter(ordinal=1).update(ends_on=date(2022, 4, 30))
    made = starting.begin(campaign, owner=school.lecturer, chosen=["nam-truoc"], by=None)
    assert made.targets.get(content="Sinh hoạt chi bộ").due_on is None


@pytest.mark.parametrize(
    ("status", "offered"),
    [("draft", False), ("submitted", True), ("returned", False), ("endorsed", True), ("registered", True)],
)
def test_only_what_was_handed_in_last_year(status, offered, school, campaign, last_year):
    Pledge.objects.filter(pk=last_year.pk).update(status=status)
    keys = [key for offer in starting.offers(campaign, school.lecturer) for key in offer.keys]
    assert ("nam-truoc" in keys) is offered


def test_neither_two_years_ago_nor_somebody_elses(school, campaign):
    make_pledge(make_campaign(2020), school.lecturer, school.faculty, status="registered")
    make_pledge(make_campaign(2021), school.lecturer2, school.faculty, status="registered")
    assert starting.offers(campaign, school.lecturer) == []


def test_single_targets_of_unit_and_campaign(school, campaign, unit_pledge, aims, sign_in):
    unit = unit_pledge.targets.get()
    begin(sign_in(school.lecturer), campaign, f"don-vi-{unit.pk}", f"phong-trao-{aims[1].pk}")
    made = Pledge.objects.get(campaign=campaign, staff_member=school.lecturer)
    assert made.awards.count() == 0
    assert list(made.targets.values_list(*COLUMNS)) == [
        ("Đề tài được nghiệm thu", "đề tài", Decimal("2.00"), None, None),
        ("Hoàn thành chuyển đổi số", "việc", Decimal("1.00"), None, None),
    ]


@pytest.mark.parametrize("status", ["draft", "returned"])
def test_targets_the_head_still_writes_on_are_not_shown(status, school, campaign, unit_pledge):
    Pledge.objects.filter(pk=unit_pledge.pk).update(status=status)
    assert starting.offers(campaign, school.lecturer) == []


def test_a_collective_begins_with_its_own_and_with_titles_aimed_at(school, campaign, aims, sign_in):
    before = make_pledge(make_campaign(2021), school.faculty, school.faculty, awards=("TTLDTT",), status="registered")
    add(before, "Bài báo năm 2021", unit_of_measure="bài", amount=3)
    client = sign_in(school.head)
    url = reverse("unit_pledge_begin", args=[campaign.pk, school.faculty.pk])
    client.post(url, {"take": ["nam-truoc", f"phong-trao-{aims[3].pk}"]})
    made = Pledge.objects.get(campaign=campaign)
    assert made.department == school.faculty
    assert list(made.targets.values_list("content", "amount")) == [
        ("Bài báo năm 2022", Decimal("3.00")),
        ("Chiến sĩ thi đua cơ sở", Decimal("7.00")),
    ]


def test_the_same_target_from_two_places_comes_once(school, campaign, last_year, aims):
    Target.objects.filter(pk=aims[0].pk).update(content="giảng dạy năm 2022")
    chosen = ["nam-truoc", f"phong-trao-{aims[0].pk}"]
    made = starting.begin(campaign, owner=school.lecturer, chosen=chosen, by=None)
    assert made.targets.count() == 2


def test_more_than_a_pledge_holds_is_said_and_the_ticks_stay(school, campaign, last_year, aims, sign_in):
    for number in range(29):
        add(last_year, f"Việc {number}")
    response = begin(sign_in(school.lecturer), campaign, "nam-truoc", f"phong-trao-{aims[0].pk}")
    text = response.content.decode()
    assert (
        "Các mục đã đánh dấu có 32 chỉ tiêu; một bản đăng ký có nhiều nhất 30, bỏ bớt mục" in text,
        text.count(" checked"),
        'href="#id_take"' in text and 'id="id_take"' in text,
    ) == (True, 2, True)
    assert Pledge.objects.filter(campaign=campaign).count() == 0


@pytest.mark.parametrize("key", ["phong-trao-999999", "nam-truoc", "x" * 5000])
def test_a_box_that_is_not_there_takes_nothing(key, school, campaign, sign_in):
    response = begin(sign_in(school.lecturer), campaign, key)
    assert (response.status_code, Pledge.objects.count()) == (200, 0)
    with pytest.raises(Refused, match=r"^Một mục đã đánh dấu không còn để chép"):
        starting.begin(campaign, owner=school.lecturer, chosen=[key], by=None)
    assert Pledge.objects.count() == 0


def test_what_was_taken_back_is_ticked_already(school, campaign, sign_in):
    old = make_pledge(
        campaign,
        school.lecturer,
        school.faculty,
        status="withdrawn",
        submitted_at=clock.now(),
        duties="Giảng dạy",
        initiative_title="Bộ câu hỏi",
        return_reason="Thiếu",
    )
    add(old, "Đề tài", phase=campaign.phases.get(ordinal=2), result=1, miss_reason="Ốm")
    client = sign_in(school.lecturer)
    page = client.get(reverse("my_pledge", args=[campaign.pk])).content.decode()
    assert (f"Bản đã rút {old.receipt_code}" in page, page.count(" checked")) == (True, 1)
    begin(client, campaign, "ban-da-rut")
    new = Pledge.objects.live().get()
    assert (new.status, new.submitted_at, new.return_reason) == ("draft", None, "")
    assert (new.duties, new.initiative_title) == ("Giảng dạy", "Bộ câu hỏi")
    assert list(new.awards.all()) == [Award.objects.get(pk="LDTT")]
    assert new.targets.values_list("content", "phase__ordinal", "result", "miss_reason").get() == (
        "Đề tài",
        2,
        None,
        "",
    )


def test_a_dropped_draft_is_not_offered(school, campaign):
    make_pledge(campaign, school.lecturer, school.faculty, status="withdrawn", duties="Giảng dạy")
    assert starting.offers(campaign, school.lecturer) == []


def test_a_thematic_campaign_has_no_year_before(school, campaign, last_year):
    drive = make_campaign(2022, kind="thematic", phases=0)
    make_phase(drive, 1, date(2022, 1, 1), date(2022, 6, 30))
    assert starting.offers(drive, school.lecturer) == []
