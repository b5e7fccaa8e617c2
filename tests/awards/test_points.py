"""Points where a case is judged: at the bình xét, in its minutes, in the dossier and the report of achievements."""

import pytest
from django.urls import reverse

from awards import reviewing
from awards.documents import unit_minutes
from awards.kinds import KINDS
from campaigns import settling
from campaigns.models import ScoreSheet
from tests.awards.test_unit_papers import pages_of, tables, texts
from tests.awards.unit_meeting import THE_DAY_AFTER, pledged, voted
from tests.campaigns.scored import COLLECTIVE, make_criteria, scored_by, self_scored
from tests.factories import make_nomination
from thidua.copies import Copy
from thidua.papers import Table

BLANK = Copy(mode="blank")


@pytest.fixture
def review(school, campaign, clock_at):
    clock_at(THE_DAY_AFTER)
    pledged(school, campaign)
    return voted(school, campaign)


@pytest.fixture
def settled(school, campaign) -> ScoreSheet:
    """Hoa's: 90 by herself, 72,5 by the unit."""
    sheet = self_scored(make_criteria(campaign), school.lecturer, 55, 35)
    scored_by(sheet, school.head, 50, "22.5")
    settling.settle(sheet, None, None, by=school.head.user)
    return sheet


def heads(paper) -> list[list[str]]:
    return [[column.title for column in block.columns] for block in paper.blocks if isinstance(block, Table)]


def test_without_criteria_the_minutes_know_no_points(review):
    assert not any("Điểm" in titles for titles in heads(unit_minutes.gather(review, BLANK)))


def test_the_minutes_have_the_unit_s_points(review, settled):
    paper = unit_minutes.gather(review, BLANK)
    collectives, people, _ = heads(paper)
    assert ("Điểm" in collectives, people[5:6]) == (False, ["Điểm"])  # before the votes; only people are scored
    of_people = tables(paper)[1]
    assert {(row[1], row[5], row[6]) for row in of_people} == {
        ("Trần Văn Minh", "-", "2/2"),  # not settled is not 0
        ("Nguyễn Thị Hoa", "72,5", "2/2"),
    }
    lines = [line["text"] for page in pages_of(paper) for line in page]
    assert any("72,5" in line for line in lines)


def test_collectives_have_a_column_of_their_own(review, school, campaign):
    sheet = self_scored(make_criteria(campaign, COLLECTIVE), school.faculty, 60, 40, by=school.head.user)
    scored_by(sheet, school.rector, 50, 38)
    settling.settle(sheet, None, None, by=school.rector.user)
    paper = unit_minutes.gather(review, BLANK)
    assert [("Điểm" in titles) for titles in heads(paper)[:2]] == [True, False]
    assert tables(paper)[0][0][4] == "88"


def test_the_meeting_sees_points_and_what_is_missing(review, settled, school, sign_in):
    html = sign_in(school.head).get(review.get_absolute_url()).content.decode()
    assert ("Điểm: tự chấm 90, đơn vị chấm 72,5" in html, "Điểm: chưa tự chấm, đơn vị chưa chốt" in html) == (
        True,
        True,
    )
    said = "1 cá nhân, tập thể chưa có điểm đơn vị chấm đã chốt."
    assert said in reviewing.left_unwritten(review)
    settling.reopen(settled, reason="Nhầm.", by=school.head.user)
    assert "2 cá nhân, tập thể chưa có điểm đơn vị chấm đã chốt." in reviewing.left_unwritten(review)


def test_frozen_minutes_keep_the_points_of_their_day(review, settled, school):
    reviewing.close(review, by=school.head.user)
    settling.reopen(settled, reason="Cộng nhầm.", by=school.head.user)
    row = next(row for row in tables(unit_minutes.minutes_of(review, BLANK))[1] if row[1] == "Nguyễn Thị Hoa")
    assert row[5] == "72,5"


@pytest.mark.parametrize("is_settled", [True, False])
def test_dossier_and_report(is_settled, school, campaign, settled, sign_in):
    if not is_settled:
        settling.reopen(settled, reason="Nhầm.", by=school.head.user)
    nomination = make_nomination(campaign, school.lecturer, school.faculty)
    html = sign_in(school.head).get(reverse("nomination", args=[nomination.pk])).content.decode()
    unit = "đơn vị chấm 72,5" if is_settled else "đơn vị chưa chốt"
    assert f"Điểm thi đua năm 2022: tự chấm 90, {unit}." in html
    said = texts(KINDS["achievement-report"].gather(nomination, Copy()).blocks)
    assert ("Điểm thi đua năm 2022: tự chấm 90, đơn vị chấm 72,5." in said) is is_settled


def test_nothing_of_somebody_without_a_sheet(school, campaign, settled, sign_in):
    nomination = make_nomination(campaign, school.lecturer2, school.faculty)
    html = sign_in(school.head).get(reverse("nomination", args=[nomination.pk])).content.decode()
    assert "Điểm thi đua" not in html
    assert not any(
        "Điểm thi đua" in one for one in texts(KINDS["achievement-report"].gather(nomination, Copy()).blocks)
    )
