"""What the records say about a candidate: each fact from rows, None where no row can say."""

from datetime import date

import pytest

from awards.gathering import assess_now, gather, record_report
from awards.models import AwardRecord, EligibilityReport
from awards.parameters import base_salary_on, rule_set_in_force, rule_set_of_the_day
from campaigns.models import (
    Absence,
    AnnualRating,
    CoAuthor,
    DisciplinaryAction,
    Initiative,
    StaffMember,
)
from tests.factories import make_campaign, make_nomination, make_person, make_pledge, make_registration
from thidua.models import Holiday, Parameter
from thidua.periods import covered_months, merged, months_between
from thidua.workflow import Refused

DECEMBER = date(2022, 12, 15)


@pytest.fixture
def hoa(school, campaign, clock_at):
    """Hoa's submitted dossier; the clock stands in December."""
    clock_at(DECEMBER)
    return make_nomination(campaign, school.lecturer, school.faculty, "LDTT", status="submitted")


@pytest.fixture
def hoa_cstdcs(hoa):
    return make_nomination(hoa.campaign, hoa.staff_member, hoa.unit, "CSTDCS", status="submitted")


@pytest.fixture
def faculty(school, campaign, clock_at):
    clock_at(DECEMBER)
    return make_nomination(campaign, school.faculty, school.faculty, "TTLDTT", status="submitted")


def recognised(candidate, award="LDTT", year=2022, **fields):
    return AwardRecord.objects.create(
        staff_member=candidate,
        award_id=award,
        year=year,
        decision_number=f"{AwardRecord.objects.count() + 1}/QĐ-TCT",
        decision_date=date(year, 12, 30),
        issuer="Trường",
        **fields,
    )


# --- periods


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2022, 3, 1), date(2022, 12, 31), 10),
        (date(2022, 3, 2), date(2022, 12, 31), 9),
        (date(2022, 12, 31), date(2022, 12, 31), 0),
        (date(2022, 1, 31), date(2022, 2, 28), 1),
        (date(2023, 2, 1), date(2022, 12, 31), 0),
        (date(2020, 9, 1), date(2022, 8, 31), 24),
    ],
)
def test_whole_months(first, last, months):
    assert months_between(first, last) == months


def test_spans_are_joined_before_they_are_added_up():
    spans = [
        (date(2022, 3, 1), date(2022, 3, 31)),
        (date(2022, 3, 20), date(2022, 4, 15)),
        (date(2022, 6, 1), date(2022, 6, 15)),
    ]
    assert merged(spans) == [(date(2022, 3, 1), date(2022, 4, 15)), (date(2022, 6, 1), date(2022, 6, 15))]
    assert covered_months(merged(spans)) == 2
    assert covered_months([(date(2022, 12, 1), date(2023, 1, 31))]) == 2
    assert covered_months([(date(2022, 11, 30), date(2022, 12, 29))]) == 1


# --- a person


def test_a_person_about_whom_nothing_is_recorded(hoa):
    facts = gather(hoa).to_dict()
    assert {name: value for name, value in facts.items() if value is not None} == {
        "achievement_year": 2022,
        "registered": False,
        "conduct_confirmed": True,
        "under_investigation": False,
        "employment": "public_employee",
        "recruited_in_year": False,
        "months_worked_since_recruitment": 155,
        "absence_months": 0,
        "absence_days": 0,
        "maternity_leave": False,
        "rescue_injury": False,
        "seconded": False,
        "study_months": 0,
        "old_unit_months": 0,
        "discipline": "none",
        "occasion": "merit",
        "cstdcs_basis": "none",
        "history": [],
        "past_ratings": [],
        "works": [],
        "dossier_works": [],
        "recognised_initiatives": 0,
        "accepted_projects": 0,
        "own_answers": {},
    }


@pytest.mark.parametrize(
    ("pledge", "day", "late_until", "registered"),
    [
        ("registered", date(2022, 3, 10), None, True),
        ("registered", DECEMBER, None, True),
        (None, date(2022, 3, 31), None, None),
        (None, date(2022, 4, 1), None, False),
        ("draft", DECEMBER, None, False),
        ("withdrawn", DECEMBER, None, False),
        ("submitted", DECEMBER, None, None),
        ("endorsed", DECEMBER, None, None),
        (None, date(2022, 4, 5), date(2022, 4, 5), None),
        (None, date(2022, 4, 6), date(2022, 4, 5), False),
    ],
)
def test_registered(pledge, day, late_until, registered, hoa, school, clock_at):
    clock_at(day)
    make_registration(hoa.campaign, school.faculty, late_until=late_until)
    make_pledge(hoa.campaign, school.lecturer2, school.faculty, status="registered")
    if pledge:
        make_pledge(hoa.campaign, school.lecturer, school.faculty, status=pledge)
    assert gather(hoa).registered is registered


@pytest.mark.parametrize(
    ("status", "confirmed"), [("draft", None), ("returned", None), ("submitted", True), ("tabled", True)]
)
def test_conduct_is_confirmed_by_handing_the_dossier_in(status, confirmed, school, campaign):
    nomination = make_nomination(campaign, school.lecturer, school.faculty, status=status)
    assert gather(nomination).conduct_confirmed is confirmed


def test_the_rating_is_that_of_the_year(hoa):
    AnnualRating.objects.create(staff_member=hoa.staff_member, year=2021, level="outstanding", source="1")
    assert gather(hoa).rating is None
    AnnualRating.objects.create(staff_member=hoa.staff_member, year=2022, level="good", source="2")
    assert gather(hoa).rating == "good"


@pytest.mark.parametrize(
    ("joined", "in_year", "months"),
    [(date(2022, 3, 1), True, 10), (date(2022, 3, 2), True, 9), (date(2021, 12, 31), False, 12)],
)
def test_new_staff(joined, in_year, months, hoa):
    StaffMember.objects.filter(pk=hoa.staff_member_id).update(joined_on=joined)
    hoa.staff_member.refresh_from_db()
    facts = gather(hoa)
    assert (facts.recruited_in_year, facts.months_worked_since_recruitment) == (in_year, months)


def test_absences_of_the_year_without_those_that_count_as_work(hoa, school):
    def away(kind, starts_on, ends_on, person=None, **fields):
        Absence.objects.create(
            staff_member=person or hoa.staff_member, kind=kind, starts_on=starts_on, ends_on=ends_on, **fields
        )

    away("sick", date(2021, 12, 1), date(2022, 1, 31))
    away("personal", date(2022, 1, 20), date(2022, 2, 28))
    away("maternity", date(2022, 3, 1), date(2022, 8, 31))
    away("rescue_injury", date(2022, 9, 5), date(2022, 9, 30))
    away("sick", date(2022, 10, 1), date(2022, 12, 31), person=school.lecturer2)
    facts = gather(hoa)
    assert (facts.absence_months, facts.maternity_leave, facts.study_months) == (2, True, 0)
    # January and February 2022: 41 days from Monday to Friday, less New Year (moved to 03/01) and Tết (31/01 – 04/02)
    assert facts.absence_days == 35


def test_corrected_holidays_are_not_absence(hoa):
    Absence.objects.create(
        staff_member=hoa.staff_member, kind="sick", starts_on=date(2022, 5, 16), ends_on=date(2022, 5, 22)
    )
    assert gather(hoa).absence_days == 5
    Holiday.objects.create(day=date(2022, 5, 18), name="Nghỉ bù", is_day_off=True)
    Holiday.objects.create(day=date(2022, 5, 21), name="Làm bù", is_day_off=False)
    Holiday.objects.create(day=date(2022, 5, 22), name="Làm bù", is_day_off=False)
    assert gather(hoa).absence_days == 6


def test_a_long_course_counts_whole_with_its_result(hoa):
    Absence.objects.create(
        staff_member=hoa.staff_member,
        kind="study",
        starts_on=date(2021, 9, 1),
        ends_on=date(2023, 8, 31),
        study_result="good",
    )
    facts = gather(hoa)
    assert (facts.study_months, facts.study_result, facts.absence_months) == (24, "good", 0)


def test_discipline_of_the_year_and_open_cases(hoa, school):
    def action(form, starts_on, ends_on=None, person=None):
        DisciplinaryAction.objects.create(
            staff_member=person or hoa.staff_member, form=form, starts_on=starts_on, ends_on=ends_on
        )

    action("dismissal_from_post", date(2021, 12, 31))
    action("investigation", date(2022, 1, 5), date(2022, 2, 5))
    action("warning", date(2022, 5, 1), person=school.lecturer2)
    assert (gather(hoa).discipline, gather(hoa).under_investigation) == ("none", False)
    action("reprimand", date(2022, 6, 1))
    action("warning", date(2022, 7, 1))
    action("investigation", date(2021, 11, 1))
    assert (gather(hoa).discipline, gather(hoa).under_investigation) == ("warning", True)


# --- what a CSTĐCS rests on


@pytest.mark.parametrize(
    ("status", "basis"),
    [
        ("draft", None),
        ("submitted", None),
        ("returned", None),
        ("verified", "verified"),
        ("tabled", "verified"),
        ("recommended", "recommended"),
        ("forwarded", "recommended"),
        ("awarded", "recognised"),
        ("not_recommended", "none"),
        ("withdrawn", "none"),
    ],
)
def test_how_far_the_own_ldtt_has_come(status, basis, hoa, hoa_cstdcs):
    type(hoa).objects.filter(pk=hoa.pk).update(status=status)
    assert gather(hoa_cstdcs).ldtt_basis == basis


def test_a_recognised_ldtt_counts_before_any_dossier(hoa, hoa_cstdcs):
    record = recognised(hoa.staff_member, year=2021)
    assert gather(hoa_cstdcs).ldtt_basis is None
    record = recognised(hoa.staff_member)
    assert gather(hoa_cstdcs).ldtt_basis == "recognised"
    record.revoked_on = DECEMBER
    record.save()
    assert gather(hoa_cstdcs).ldtt_basis is None


def test_recognised_works_of_the_year(hoa_cstdcs, school):
    def work(kind, status="recognised", year=2022, author=None, share=60):
        own = {"recognised_number": "3/QĐ", "recognised_on": DECEMBER, "scope": "base"}
        row = Initiative.objects.create(title="Sáng kiến", kind=kind, status=status, year=year, **own)
        CoAuthor.objects.create(initiative=row, staff_member=author or hoa_cstdcs.staff_member, share=share)

    work("initiative")
    work("initiative", share=10)
    work("project")
    work("initiative", status="submitted")
    work("initiative", year=2021)
    work("initiative", author=school.stranger)
    facts = gather(hoa_cstdcs)
    assert (facts.recognised_initiatives, facts.accepted_projects) == (2, 1)


def test_the_school_s_quota_counts_each_person_once_and_says_the_weakest_basis(hoa, hoa_cstdcs, school):
    def counted():
        facts = gather(hoa_cstdcs)
        return facts.school_ldtt, facts.school_ldtt_basis, facts.school_cstdcs

    campaign = hoa.campaign
    assert counted() == (0, "none", 1)
    own = make_nomination(campaign, school.lecturer2, school.faculty, "LDTT", status="awarded")
    recognised(school.lecturer2)
    assert counted() == (1, "recognised", 1)
    make_nomination(campaign, school.stranger, school.other_faculty, "LDTT", status="recommended")
    make_nomination(campaign, school.stranger, school.other_faculty, "CSTDCS", status="verified")
    make_nomination(campaign, school.other_head, school.other_faculty, "LDTT", status="not_recommended")
    make_nomination(campaign, school.other_head, school.other_faculty, "CSTDCS", status="not_recommended")
    make_nomination(campaign, school.lecturer2, school.faculty, "CSTDCS", status="draft")
    assert counted() == (2, "recommended", 2)
    make_nomination(campaign, school.clerk, school.office, "LDTT", status="tabled")
    assert counted() == (3, "verified", 2)
    assert own.status == "awarded"


# --- a collective


def test_a_collective_about_which_nothing_is_recorded(faculty):
    facts = gather(faculty).to_dict()
    assert {name: value for name, value in facts.items() if value is not None} == {
        "achievement_year": 2022,
        "registered": False,
        "conduct_confirmed": True,
        "members": 3,
        "members_not_considered": 0,
        "members_ldtt": 0,
        "members_ldtt_basis": "none",
        "members_cstdcs": 0,
        "members_completed": 0,
        "members_not_rated": 3,
        "members_disciplined_from_warning": 0,
        "occasion": "merit",
        "history": [],
        "past_ratings": [],
        "dossier_works": [],
        "own_answers": {},
    }


def test_a_collective_s_members_ratings_and_discipline(faculty, school, campaign):
    make_pledge(campaign, school.faculty, school.faculty, status="registered")
    AnnualRating.objects.create(department=school.faculty, year=2022, level="good", source="1")
    DisciplinaryAction.objects.create(staff_member=school.lecturer2, form="warning", starts_on=date(2022, 5, 1))
    DisciplinaryAction.objects.create(staff_member=school.lecturer2, form="dismissal", starts_on=date(2022, 6, 1))
    DisciplinaryAction.objects.create(staff_member=school.head, form="reprimand", starts_on=date(2022, 5, 1))
    DisciplinaryAction.objects.create(staff_member=school.stranger, form="warning", starts_on=date(2022, 5, 1))
    make_nomination(campaign, school.head, school.faculty, "LDTT", status="recommended")
    make_nomination(campaign, school.lecturer, school.faculty, "LDTT", status="verified")
    make_nomination(campaign, school.stranger, school.other_faculty, "LDTT", status="verified")
    facts = gather(faculty)
    assert facts.registered is True
    assert facts.unit_rating == "good"
    assert (facts.members, facts.members_ldtt, facts.members_ldtt_basis) == (3, 2, "verified")
    assert facts.members_disciplined_from_warning == 1


def test_members_are_those_of_the_last_day_of_the_year(faculty, school, clock_at):
    school.lecturer2.postings.update(ends_on=date(2022, 12, 20))
    assert gather(faculty).members == 3
    clock_at(date(2023, 1, 10))
    make_person("Vàng Thị Mới", school.faculty, joined_on=date(2023, 1, 5))
    assert gather(faculty).members == 2


def test_the_school_s_members_are_all_who_work_there(school, campaign, clock_at):
    clock_at(DECEMBER)
    whole = make_nomination(campaign, school.root, school.root, "TTLDTT", status="submitted")
    assert gather(whole).members == StaffMember.objects.count() == 9


@pytest.mark.parametrize(("joined", "aside"), [(date(2022, 3, 1), 0), (date(2022, 3, 2), 1)])
def test_members_too_new_are_not_considered(joined, aside, faculty, school):
    make_person("Vàng Thị Mới", school.faculty, joined_on=joined)
    facts = gather(faculty)
    assert (facts.members, facts.members_not_considered) == (4, aside)


def test_who_verifies_a_collective_says_that_no_case_is_open(faculty):
    assert gather(faculty).under_investigation is None
    faculty.received_on = DECEMBER
    assert gather(faculty).under_investigation is False


# --- which law, and what is stored


def test_before_it_is_fixed_the_rule_set_is_today_s(hoa, clock_at):
    assert assess_now(hoa).rule_set_code == "A"
    clock_at(date(2024, 1, 1))
    assert assess_now(hoa).rule_set_code == "B"
    hoa.rule_set, hoa.received_on = "A", DECEMBER
    assert assess_now(hoa).rule_set_code == "A"


def test_from_october_2026_no_yes_is_final(hoa, clock_at):
    clock_at(date(2026, 10, 1))
    report = assess_now(hoa)
    open_ones = [finding for finding in report.findings if finding.key == "to_be_confirmed"]
    assert (report.rule_set_code, len(open_ones), open_ones[0].answer) == ("C2", 1, "unknown")


def stored(value, valid_from, valid_to=None, key="ldtt_min_months_new_staff", rule_set="A"):
    return Parameter.objects.create(
        rule_set=rule_set,
        key=key,
        value=value,
        source="Quy chế",
        certainty="confirmed",
        valid_from=valid_from,
        valid_to=valid_to,
    )


def test_stored_parameters_override_the_defaults_on_their_days(reference):
    key = "ldtt_min_months_new_staff"
    stored("8", date(2022, 1, 1), date(2022, 6, 30))
    stored("7", date(2022, 7, 1))
    stored("1", date(2022, 1, 1), rule_set="B")
    found = [
        rule_set_in_force("A", day).whole(key) for day in (date(2021, 12, 31), date(2022, 6, 30), date(2022, 7, 1))
    ]
    assert found == [10, 8, 7]
    assert rule_set_of_the_day(date(2024, 5, 1)).whole(key) == 1


def test_a_dossier_keeps_the_parameters_of_the_day_it_was_received(hoa):
    stored("3", date(2023, 1, 1))
    StaffMember.objects.filter(pk=hoa.staff_member_id).update(joined_on=date(2022, 6, 1))
    hoa.refresh_from_db()
    hoa.rule_set, hoa.received_on = "A", DECEMBER
    finding = next(f for f in assess_now(hoa).findings if f.key == "new_staff")
    assert (finding.answer, finding.sentence) == ("no", "Mới tuyển dụng, đã công tác 7 tháng; cần từ 10 tháng.")


def test_base_salary(reference):
    assert base_salary_on(date(2022, 12, 30)) == 1_490_000
    assert base_salary_on(date(2023, 6, 30)) == 1_490_000
    assert base_salary_on(date(2023, 7, 1)) == 1_800_000
    with pytest.raises(Refused) as refused:
        base_salary_on(date(2001, 1, 1))
    assert str(refused.value) == "Chưa có mức lương cơ sở của ngày 01/01/2001; thêm mức lương ở trang “Lương cơ sở”."


def test_a_stored_report_reads_the_same_later(hoa):
    record_report(hoa, EligibilityReport.Moment.VERIFIED)
    AnnualRating.objects.create(staff_member=hoa.staff_member, year=2022, level="good", source="1")
    report = hoa.reports.get()
    assert report.facts["rating"] is None
    assert [f["answer"] for f in report.findings if f["key"] == "rating"] == ["unknown"]
    assert report.verdict == "not_eligible"


@pytest.mark.parametrize(("award", "most"), [("LDTT", 6), ("CSTDCS", 6), ("TTLDTT", 6), ("BKTTG", 6), ("TTLDXS", 6)])
def test_few_questions_to_the_database(award, most, school, django_assert_max_num_queries, standing):
    """However many people there are."""
    campaign = make_campaign(2022)
    for number in range(12):
        person = make_person(f"Người {number}", school.faculty)
        make_nomination(campaign, person, school.faculty, "LDTT", status="verified")
    candidate = school.faculty if award.startswith("TT") else school.lecturer
    nomination = make_nomination(campaign, candidate, school.faculty, award, status="submitted")
    with standing(DECEMBER), django_assert_max_num_queries(most):
        assess_now(nomination)


@pytest.mark.parametrize(("day", "basis"), [(date(2022, 12, 20), None), (date(2022, 12, 21), "none")])
def test_while_dossiers_may_still_come_having_none_says_nothing(day, basis, school, campaign, clock_at):
    campaign.nominations_due_on = date(2022, 12, 20)
    campaign.save()
    clock_at(day)
    own = make_nomination(campaign, school.lecturer, school.faculty, "CSTDCS", status="submitted")
    unit = make_nomination(campaign, school.faculty, school.faculty, "TTLDXS", status="submitted")
    assert gather(own).ldtt_basis == basis
    assert (gather(unit).members_ldtt, gather(unit).members_cstdcs) == ((None, None) if basis is None else (0, 0))
