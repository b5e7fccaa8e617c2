"""The ledger: what an initiative has earned, what is free, what was spent twice, what a rule lets count again."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import ledger
from awards.eligibility import sets
from awards.gathering import gather
from awards.models import AwardRecord
from campaigns.models import CoAuthor, Initiative
from tests.factories import make_campaign, make_nomination

DECEMBER = date(2022, 12, 15)


@pytest.fixture
def work(school, campaign, clock_at):
    clock_at(DECEMBER)
    return recognised(school.lecturer)


def recognised(person, title="Giáo án số", year=2022, *others):
    made = Initiative.objects.create(
        title=title, year=year, status="recognised", scope="base", recognised_number="86/QĐ-TCT",
        recognised_on=date(year, 11, 1), recogniser="Trường",
    )  # fmt: skip
    for one in (person, *others):
        CoAuthor.objects.create(initiative=made, staff_member=one, share=100 // (1 + len(others)))
    return made


def awarded(campaign, person, unit, award, work, *, revoked=False, **fields):
    """A dossier that has earned its award, with the record it left."""
    made = make_nomination(campaign, person, unit, award, status="awarded", **{"rule_set": "B"} | fields)
    made.initiatives.add(work)
    record(made, revoked=revoked)
    return made


def record(nomination, *, revoked=False):
    return AwardRecord.objects.create(
        staff_member=nomination.staff_member, department=nomination.department, award=nomination.award,
        year=nomination.year, occasion=nomination.occasion, issuer="Hiệu trưởng",
        decision_number=f"{AwardRecord.objects.count() + 1}/QĐ-TCT", decision_date=date(nomination.year, 12, 30),
        revoked_on=date(nomination.year + 1, 3, 1) if revoked else None,
    )  # fmt: skip


def found():
    return ledger.spent_works(ledger.works(CoAuthor.objects.all()))


def page(client, query=""):
    response = client.get(f"{reverse('ledger_list')}{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


# --- spent, free, free again


def free_for(campaign, school, award, rule_set="B"):
    """How many initiatives of the year the engine still counts for another dossier of Hoa's."""
    other = make_nomination(campaign, school.lecturer, school.faculty, award, status="submitted")
    facts = gather(other, sets.get(rule_set))
    other.delete()
    return facts.recognised_initiatives


def test_used_by_a_giay_khen_it_is_not_free_for_cstdcs(work, school, campaign):
    assert free_for(campaign, school, "CSTDCS") == 1
    awarded(campaign, school.lecturer, school.faculty, "GK", work)
    assert free_for(campaign, school, "CSTDCS") == 0
    [one] = found()
    assert [(spent.award, spent.year, spent.decision) for spent in one.own] == [("GK", 2022, "1/QĐ-TCT")]
    assert not one.is_free


def test_used_by_cstdcs_it_is_free_for_the_province_s_bang_khen_and_the_rule_is_cited(work, school, campaign):
    awarded(campaign, school.lecturer, school.faculty, "CSTDCS", work)
    assert free_for(campaign, school, "BKT") == 1
    assert "Điều 74" in ledger.reusable_for("BKT", ["CSTDCS"], sets.get("B"))
    assert ledger.reusable_for("BKT", ["CSTDCS", "GK"], sets.get("B")) == ""
    assert ledger.reusable_for("CSTDCS", ["GK"], sets.get("B")) == ""


@pytest.mark.parametrize(("status", "is_spent"), [("awarded", True), ("recommended", False), ("declined", False)])
def test_only_an_award_spends(status, is_spent, work, school, campaign):
    make_nomination(campaign, school.lecturer, school.faculty, "GK", status=status).initiatives.add(work)
    assert [not one.is_free for one in found()] == [is_spent]
    assert free_for(campaign, school, "CSTDCS") == (not is_spent)


def test_a_revoked_award_gives_it_back(work, school, campaign):
    awarded(campaign, school.lecturer, school.faculty, "GK", work, revoked=True)
    assert [one.is_free for one in found()] == [True]
    assert free_for(campaign, school, "CSTDCS") == 1


def test_given_again_after_the_revocation_it_is_spent(work, school, campaign):
    record(awarded(campaign, school.lecturer, school.faculty, "GK", work, revoked=True))
    assert [one.is_free for one in found()] == [False]
    assert free_for(campaign, school, "CSTDCS") == 0


def test_a_co_author_s_award_spends_only_the_co_author_s_part(work, school, campaign):
    shared = recognised(school.lecturer, "Sổ tay", 2021, school.lecturer2)
    awarded(campaign, school.lecturer2, school.faculty, "GK", shared)
    spent = {(one.row.initiative_id, one.row.staff_member_id): one.is_free for one in found()}
    assert spent == {
        (work.pk, school.lecturer.pk): True,
        (shared.pk, school.lecturer.pk): True,
        (shared.pk, school.lecturer2.pk): False,
    }


# --- spent twice


@pytest.mark.parametrize(
    ("awards", "is_conflict"),
    [(["GK", "CSTDCS"], True), (["CSTDCS", "BKT"], False), (["CSTDCS", "CSTDT", "BKT"], True), (["CSTDCS"], False)],
)
def test_twice_without_a_rule_is_a_conflict(awards, is_conflict, work, school, campaign, sign_in):
    for year, award in enumerate(awards, start=2022):
        awarded(campaign, school.lecturer, school.faculty, award, work, year=year)
    assert [bool(one.conflicts) for one in found()] == [is_conflict]
    shown = page(sign_in(school.clerk), "?tinh_trang=trung")
    assert ("Giáo án số" in shown) is is_conflict
    assert ("Không có thành tích nào khớp bộ lọc." in shown) is not is_conflict


# --- the page


def test_filters(work, school, campaign, sign_in):
    recognised(school.stranger, "Sổ tay", 2021)
    awarded(campaign, school.lecturer, school.faculty, "CSTDCS", work)
    client = sign_in(school.clerk)

    def titles(query=""):
        shown = page(client, query)
        return [title for title in ("Giáo án số", "Sổ tay") if f">{title}<" in shown]

    assert titles() == ["Giáo án số", "Sổ tay"]
    assert titles("?tinh_trang=tu-do") == ["Sổ tay"]
    assert titles("?tinh_trang=da-dung") == titles("?nam=2022") == titles("?q=giao+an") == ["Giáo án số"]
    assert titles(f"?don_vi={school.other_faculty.pk}") == titles("?q=binh") == ["Sổ tay"]
    assert titles("?nam=khong&don_vi=x&tinh_trang=y") == ["Giáo án số", "Sổ tay"]
    assert "“Chiến sĩ thi đua cơ sở” năm 2022</a>, 1/QĐ-TCT" in page(client)


def test_thematic_and_sudden_awards_are_spent_by_themselves(work, school, sign_in):
    fields = {"decision_date": DECEMBER, "issuer": "Hiệu trưởng", "award_id": "GK", "staff_member": school.lecturer}
    for number, occasion in enumerate(("ad_hoc", "thematic", "merit", "phase"), start=1):
        AwardRecord.objects.create(
            year=2022, occasion=occasion, occasion_text=f"Việc {occasion}", decision_number=f"{number}/QĐ", **fields
        )
    AwardRecord.objects.filter(occasion="thematic").update(revoked_on=DECEMBER)
    client = sign_in(school.clerk)
    shown = page(client, "?loai=chuyen-de-dot-xuat")
    assert [f"Việc {one}" in shown for one in ("ad_hoc", "thematic", "merit", "phase")] == [True, True, False, False]
    assert "Việc thematic" not in page(client, "?loai=chuyen-de-dot-xuat&tinh_trang=da-dung")
    assert "Việc ad_hoc" not in page(client, "?loai=chuyen-de-dot-xuat&tinh_trang=tu-do")


def test_a_head_sees_the_unit_s_this_year(work, school, campaign, sign_in):
    recognised(school.lecturer, "Sổ tay", 2021)
    recognised(school.stranger, "Bảng biểu", 2022)
    awarded(campaign, school.lecturer, school.faculty, "CSTDCS", work)
    for year, unit in ((2022, school.faculty), (2021, school.faculty), (2022, school.other_faculty)):
        AwardRecord.objects.create(
            department=unit, award_id="GKTT", year=year, occasion="ad_hoc", occasion_text=f"Việc {unit.code} {year}",
            decision_number="1", decision_date=DECEMBER, issuer="Trường",
        )  # fmt: skip
    client = sign_in(school.head)
    shown = page(client)
    assert [title in shown for title in ("Giáo án số", "Sổ tay", "Bảng biểu")] == [True, False, False]
    assert "“Chiến sĩ thi đua cơ sở” năm 2022, 1/QĐ-TCT" in shown
    alone = page(client, "?loai=chuyen-de-dot-xuat")
    assert [f"Việc {one}" in alone for one in ("XDD 2022", "XDD 2021", "LLCS 2022")] == [True, False, False]


@pytest.mark.one_database("how many questions are asked")
@pytest.mark.parametrize("query", ["", "?loai=chuyen-de-dot-xuat", "?tinh_trang=trung"])
def test_as_many_questions_for_many_rows_as_for_one(query, work, school, campaign, sign_in):
    client = sign_in(school.clerk)

    def rows(number):
        for n in range(number):
            one = recognised(school.lecturer, f"Sáng kiến {n} của {number}", 2020)
            awarded(campaign, school.lecturer, school.faculty, "GK", one, year=1990 + n + number, occasion="merit")
            later = make_nomination(
                campaign, school.lecturer, school.faculty, "CSTDCS", status="awarded", year=1990 + n + number
            )
            later.initiatives.add(one)
            AwardRecord.objects.create(
                staff_member=school.lecturer, award_id="GK", year=2020, occasion="ad_hoc", issuer="Trường",
                occasion_text=f"Việc {n}", decision_number=f"{n}/{number}", decision_date=date(2020, 5, 4),
            )  # fmt: skip

    def questions():
        with CaptureQueriesContext(connection) as asked:
            page(client, query)
        return len(asked)

    rows(1)
    few = questions()
    rows(3)
    assert questions() == few


# --- in the dossier


def test_a_dossier_says_what_was_used_in_one_question(work, school, campaign, django_assert_num_queries):
    awarded(campaign, school.lecturer, school.faculty, "CSTDCS", work)
    this = make_nomination(make_campaign(2023), school.lecturer, school.faculty, "BKT")
    this.initiatives.add(work)
    with django_assert_num_queries(1):
        [used] = ledger.spent_of(this)
    assert (used.title, used.spending.award_name, used.spending.decision) == (
        "Giáo án số", "“Chiến sĩ thi đua cơ sở”", "1/QĐ-TCT",
    )  # fmt: skip
    of_faculty = make_nomination(campaign, school.faculty, school.faculty, "GKTT")
    assert ledger.spent_of(of_faculty) == []


BY_RULE = "; được tính lại theo Luật Thi đua, khen thưởng 2022, Điều 74, khoản 1, điểm d"


@pytest.mark.parametrize(("award", "again"), [("CSTDCS", ""), ("BKT", BY_RULE)])
def test_choosing_a_used_one_says_so(award, again, work, school, sign_in, clock_at):
    clock_at(date(2024, 3, 1))
    year = make_campaign(2024)
    awarded(year, school.lecturer, school.faculty, "CSTDCS", work, year=2022)
    this = make_nomination(year, school.lecturer, school.faculty, award, nominated_by=school.head.user)
    free = recognised(school.lecturer, "Sổ tay", 2023)
    shown = " ".join(sign_in(school.head).get(reverse("nomination_edit", args=[this.pk])).content.decode().split())
    assert f"Giáo án số (đã dùng cho “Chiến sĩ thi đua cơ sở” năm 2022{again}" in shown
    assert f"{free} (" not in shown
