"""People and the catalogue are edited in the administration; what the year brings is only shown there."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import (
    AnnualRating,
    Award,
    AwardName,
    Campaign,
    Department,
    Evaluation,
    Initiative,
    Movement,
    PhaseActivity,
    Pledge,
    PledgeTarget,
    Posting,
    StaffMember,
    UnitRegistration,
)
from tests.factories import make_anniversary, make_person, make_phase, make_pledge, make_registration
from tests.thidua.test_admin import change_url, english_of, list_url, words_of
from thidua.models import AuditEntry


@pytest.fixture
def client(school, sign_in):
    return sign_in(school.administrator)


@pytest.fixture
def year(school, campaign):
    """One row of everything a year brings."""
    phase = campaign.phases.first()
    make_anniversary(phase, "Ngày thành lập Đảng", date(1930, 2, 3), date(2022, 2, 3))
    PhaseActivity.objects.create(
        phase=phase, name="Tháng công nhân", starts_on=date(2022, 5, 1), ends_on=date(2022, 5, 31)
    )
    Movement.objects.create(campaign=campaign, number=1, name="Dạy tốt, học tốt")
    pledge = make_pledge(campaign, school.lecturer, school.faculty)
    PledgeTarget.objects.create(pledge=pledge, content="Bài báo", unit_of_measure="bài", amount=2, phase=phase)
    make_registration(campaign, school.faculty)
    Evaluation.objects.create(phase=phase, staff_member=school.lecturer, unit=school.faculty, pledge=pledge)
    AnnualRating.objects.create(staff_member=school.lecturer, year=2021, level="good", source="Thông báo 1")
    Initiative.objects.create(title="Đổi mới bài giảng", year=2022)
    AwardName.objects.create(award_id="LDTT", name="Lao động giỏi", valid_from=date(1980, 1, 1))
    return campaign


KINDS = [
    AnnualRating,
    Award,
    AwardName,
    Campaign,
    Department,
    Evaluation,
    Initiative,
    Pledge,
    Posting,
    StaffMember,
    UnitRegistration,
]
READ_ONLY = [AnnualRating, Campaign, Evaluation, Initiative, Pledge, UnitRegistration]


def test_every_change_page_opens_in_vietnamese(client, year):
    pages = {model.__name__: client.get(change_url(model.objects.first())) for model in KINDS}
    pages["Phase"] = client.get(change_url(year.phases.first()))
    assert {name: page.status_code for name, page in pages.items() if page.status_code != 200} == {}
    assert {name: found for name, page in pages.items() if (found := english_of(page))} == {}


def test_a_campaign_shows_its_phases_anniversaries_and_activities(client, year):
    words = words_of(client.get(change_url(year)))
    assert "03/02/2022: Ngày thành lập Đảng (92 năm)" in words
    assert "Tháng công nhân (01/05/2022 – 31/05/2022)" in words
    assert "Dạy tốt, học tốt" in words
    phase = words_of(client.get(change_url(year.phases.first())))
    assert "Ngày thành lập Đảng" in phase
    assert "92" in phase


@pytest.mark.parametrize("model", READ_ONLY)
def test_what_the_year_brings_is_only_read(client, year, model):
    row = model.objects.first()
    before = model.objects.filter(pk=row.pk).values().get()
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    sent = {"title": "khác", "status": "registered", "year": "2030", "self_assessment": "khác", "level": "completed"}
    assert client.post(change_url(row), sent).status_code == 403
    assert client.post(reverse(f"admin:{name}_add"), sent).status_code == 403
    assert client.post(reverse(f"admin:{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).values().get() == before
    assert list(AuditEntry.objects.filter(verb__startswith=model._meta.model_name)) == []


def test_a_campaigns_phases_cannot_be_slipped_in_with_its_form(client, year):
    sent = {"phases-TOTAL_FORMS": "1", "phases-INITIAL_FORMS": "0", "phases-0-ordinal": "9"}
    assert client.post(change_url(year), sent).status_code == 403
    assert year.phases.filter(ordinal=9).exists() is False


def test_a_posting_is_entered_by_name_and_written_down(client, school):
    sent = {
        "staff_member": "nguyen thi hoa",
        "department": school.office.pk,
        "post": "Kiêm nhiệm",
        "starts_on": "01/03/2022",
    }
    assert client.post(reverse("admin:campaigns_posting_add"), sent).status_code == 302
    posting = Posting.objects.get(post="Kiêm nhiệm")
    assert (posting.staff_member, posting.starts_on) == (school.lecturer, date(2022, 3, 1))
    line = AuditEntry.objects.get(verb="posting.create")
    assert (line.actor, line.after["staff_member"]) == (school.administrator, school.lecturer.pk)


def test_a_persons_name_is_corrected_with_one_line(client, school):
    person = school.lecturer
    sent = {
        "code": person.code,
        "full_name": "Nguyễn Thị Hòa",
        "gender": "female",
        "birth_date": "25/09/1985",
        "employment": person.employment,
        "joined_on": "04/01/2010",
        "user": person.user_id,
        "postings-TOTAL_FORMS": "0",
        "postings-INITIAL_FORMS": "0",
    }
    assert client.post(change_url(person), sent).status_code == 302
    line = AuditEntry.objects.get(verb="staffmember.change")
    assert (line.before, line.after) == ({"full_name": "Nguyễn Thị Hoa"}, {"full_name": "Nguyễn Thị Hòa"})
    found = client.get(list_url(StaffMember, q="thi hoa")).context["cl"].queryset
    assert list(found) == [person]


def test_an_award_keeps_its_code_and_gets_a_name_of_its_time(client, school):
    award = Award.objects.get(pk="LDTT")
    sent = {
        "code": "KHAC",
        "name": award.name,
        "short_name": award.short_name,
        "deciding_level": "school",
        "order": award.order,
        "names-TOTAL_FORMS": "1",
        "names-INITIAL_FORMS": "0",
        "names-0-award": "LDTT",
        "names-0-name": "Lao động giỏi",
        "names-0-valid_from": "01/01/1980",
    }
    assert client.post(change_url(award), sent).status_code == 302
    assert Award.objects.filter(pk="KHAC").exists() is False
    assert AwardName.objects.get().valid_from == date(1980, 1, 1)
    assert AuditEntry.objects.get(verb="award.change_rows").after == {"written": ["Lao động giỏi"]}


@pytest.mark.parametrize(
    ("asked", "found"), [("DANG", ["Khoa Xây dựng Đảng"]), ("ly luan co so", ["Khoa Lý luận cơ sở"])]
)
def test_units_are_found_without_marks(client, school, asked, found):
    listed = client.get(list_url(Department, q=asked)).context["cl"].queryset
    assert [str(row) for row in listed] == found


def test_a_pledge_is_found_by_person_and_filtered_by_year(client, year, school):
    asked = {"q": "hoa khoa xay", "campaign__year": "2022", "status__exact": "draft"}
    assert client.get(list_url(Pledge, **asked)).context["cl"].queryset.get().staff_member == school.lecturer
    assert client.get(list_url(Pledge, q="binh")).context["cl"].queryset.count() == 0


def queries_of(client, model) -> int:
    client.get(list_url(model))
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(list_url(model)).status_code == 200
    return len(seen)


@pytest.mark.one_database("how many questions are asked")
def test_lists_ask_as_often_for_three_rows_as_for_one(client, year, school):
    kinds = [Pledge, Evaluation, UnitRegistration, StaffMember, Posting, Department, AnnualRating]
    few = {model.__name__: queries_of(client, model) for model in kinds}
    for number, unit in enumerate([school.other_faculty, school.office], start=3):
        person = make_person(f"Lò Thị Số {number}", unit, username=f"so{number}")
        pledge = make_pledge(year, person, unit, awards=("LDTT", "CSTDCS"))
        make_registration(year, unit)
        Evaluation.objects.create(phase=year.phases.last(), staff_member=person, unit=unit, pledge=pledge)
        AnnualRating.objects.create(staff_member=person, year=2021, level="good", source="Thông báo 1")
    assert {model.__name__: queries_of(client, model) for model in kinds} == few


@pytest.mark.one_database("how many questions are asked")
def test_the_page_of_a_campaign_asks_as_often_for_three_phases(client, year):
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(change_url(year))
        return len(seen)

    asked()
    few = asked()
    phase = make_phase(year, 3, date(2022, 12, 1), date(2022, 12, 31))
    make_anniversary(phase, "Ngày khác", date(1944, 12, 22), date(2022, 12, 22))
    assert asked() == few
