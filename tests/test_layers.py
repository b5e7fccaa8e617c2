"""Layers and the quick flush: what a test finds is what its fixtures say, whatever stood there before it."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from campaigns.models import Campaign, StaffMember
from tests import flushing
from tests.conftest import CAMPAIGN, SCHOOL, layers
from tests.factories import make_person
from thidua import clock, guards
from thidua.models import LegalText

# In the order in which they run: each finds nothing of what the one before it did.


@pytest.mark.parametrize("turn", range(3))
def test_what_a_test_changes_is_gone_for_the_next(turn, school, campaign, clock_at):
    assert (school.lecturer.full_name, campaign.title[:9], clock.today()) == (
        "Nguyễn Thị Hoa",
        "Phát động",
        date(2022, 3, 1),
    )
    assert StaffMember.objects.get(pk=school.lecturer.pk).full_name == "Nguyễn Thị Hoa"
    school.lecturer.full_name = "Tên khác"
    school.lecturer.save()
    campaign.delete()
    clock_at(date(2023, 1, 1))


def test_layers_stand_under_a_second_test(school, campaign):
    assert [one.layer for one in layers.standing][-2:] == [SCHOOL, CAMPAIGN]


def test_the_fixtures_share_their_objects(school, council):
    assert school.clerk.user is school.clerk.user.staff_member.user
    assert school.rector.postings.count() == 2


def test_who_asks_for_less_finds_less(reference):
    assert (StaffMember.objects.count(), Campaign.objects.count()) == (0, 0)
    assert LegalText.objects.exists()


@pytest.mark.django_db
def test_who_asks_for_nothing_finds_nothing():
    assert LegalText.objects.count() == 0
    assert layers.standing == []


@layers.fixture
def newcomer(school, campaign, clock_at):
    """Of this module alone: the clock stands a month later."""
    clock_at(date(2022, 4, 1))
    return make_person("Vừ A Sáng", school.faculty)


@pytest.mark.parametrize("turn", range(3))
def test_a_fixture_of_a_module_is_a_layer_too(turn, newcomer, school):
    assert (newcomer.full_name, clock.today()) == ("Vừ A Sáng", date(2022, 4, 1))
    assert newcomer.postings.get().department == school.faculty
    assert [one.layer.name for one in layers.standing][-1:] in (["newcomer"], [])  # none before the first test
    newcomer.postings.all().delete()
    newcomer.delete()


def test_who_does_not_ask_for_it_does_not_find_it(school, campaign):
    assert (StaffMember.objects.filter(full_name="Vừ A Sáng").exists(), clock.today()) == (False, date(2022, 3, 1))


def test_a_layer_stands_on_one_path_of_layers():
    def beside(everything, campaign): ...

    def above_nothing(school, sign_in): ...

    with pytest.raises(AssertionError, match="beside: not one path"):
        layers.fixture(beside)
    with pytest.raises(AssertionError, match="above_nothing: sign_in is no layer"):
        layers.fixture(above_nothing)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(2))
def test_who_commits_has_rows_of_their_own_and_leaves_none(turn, request):
    assert LegalText.objects.count() == 0
    school = request.getfixturevalue("school")
    assert (layers.standing, connection.in_atomic_block) == ([], False)
    assert StaffMember.objects.filter(pk=school.lecturer.pk).exists()
    assert ContentType.objects.get_for_model(StaffMember).pk
    assert guards.missing() == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_postgresql")
def test_everything_is_deleted_the_guarded_rows_too(school, campaign, council):
    assert {"thidua_user", "thidua_legaltext", "campaigns_campaign"} <= set(flushing.filled())
    flushing.empty()
    assert flushing.filled() == []
    assert guards.missing() == []
    assert ContentType.objects.exists()
