"""What was promised and what became of it, counted by the database: by hand, each kind of promise once."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns import promises
from campaigns.models import CheckIn, Evaluation, PledgeTarget, Posting
from campaigns.promises import Numbers, Outcome
from tests.factories import make_pledge

JUNE = date(2022, 6, 20)


@pytest.fixture
def phase(campaign, clock_at):
    clock_at(JUNE)
    return campaign.phases.get(ordinal=1)


@pytest.fixture
def pledge(school, campaign):
    return make_pledge(campaign, school.lecturer, school.faculty, status="registered")


def promise(pledge, phase, amount="10", **fields) -> PledgeTarget:
    return PledgeTarget.objects.create(
        pledge=pledge, phase=phase, content="Giảng dạy", unit_of_measure="tiết", amount=Decimal(amount), **fields
    )


def said(target, amount=None, line="", on=date(2022, 5, 4), **fields) -> CheckIn:
    amount = None if amount is None else Decimal(amount)
    fields = {"so_far": amount, "unit": target.pledge.unit} | fields
    return CheckIn.objects.create(target=target, on=on, amount=amount, line=line, **fields)


def test_nothing_promised(phase):
    assert promises.numbers_of(promises.due_in(phase)) == Numbers()
    assert Numbers().percent == ""


@pytest.mark.parametrize(
    ("result", "so_far", "kind", "share"),
    [
        (None, None, "silent", None),
        (None, "0", "under_way", 0.0),
        (None, "9.99", "under_way", 0.999),
        (None, "10", "reached", 1.0),
        (None, "12", "reached", 1.0),
        ("0", None, "missed", 0.0),
        ("9.99", "10", "missed", 0.999),
        ("10", "3", "just_met", 1.0),
        ("10.01", None, "exceeded", 1.0),
    ],
)
def test_one_promise_of_each_kind(result, so_far, kind, share, phase, pledge):
    target = promise(pledge, phase, result=result and Decimal(result))
    if so_far is not None:
        said(target, so_far)
    found = promises.numbers_of(promises.due_in(phase))
    kinds = ("silent", "under_way", "reached", "missed", "just_met", "exceeded")
    assert {name: getattr(found, name) for name in kinds} == {name: int(name == kind) for name in kinds}
    assert (found.targets, found.known) == (1, int(share is not None))
    assert found.share == (share if share is None else pytest.approx(share))


def test_words_without_a_figure_are_under_way_and_of_unknown_share(phase, pledge):
    said(promise(pledge, phase), line="Đã bắt đầu")
    found = promises.numbers_of(promises.due_in(phase))
    assert (found.under_way, found.silent, found.known, found.percent) == (1, 0, 0, "")


def test_only_the_newest_word_counts(phase, pledge):
    target = promise(pledge, phase)
    said(target, "9", on=date(2022, 4, 1), is_newest=False)
    said(target, "4", on=date(2022, 5, 1))
    found = promises.numbers_of(promises.due_in(phase))
    assert (found.targets, found.under_way, found.percent) == (1, 1, "40%")


def test_a_promise_of_nothing_is_whole(phase, pledge):
    promise(pledge, phase, amount="0", result=Decimal(0))
    assert promises.numbers_of(promises.due_in(phase)).percent == "100%"


def test_the_mean_leaves_out_what_is_not_known_and_never_rounds_up(phase, pledge):
    said(promise(pledge, phase), "2")
    promise(pledge, phase, result=Decimal("9.99"))
    promise(pledge, phase)
    found = promises.numbers_of(promises.due_in(phase))
    assert (found.known, found.percent) == (2, "59%")
    assert promises.added_up([found, Numbers()]).percent == "59%"


@pytest.mark.parametrize(("status", "counts"), [("submitted", 0), ("endorsed", 1), ("registered", 1), ("withdrawn", 0)])
def test_only_endorsed_promises(status, counts, phase, pledge):
    promise(pledge, phase)
    type(pledge).objects.update(status=status)
    assert promises.due_in(phase).count() == counts


def test_those_of_the_year_are_due_in_the_last(phase, campaign, pledge):
    promise(pledge, None)
    last = campaign.phases.get(ordinal=2)
    assert [promises.due_in(one).count() for one in (phase, last)] == [0, 1]


# Whose unit


def move_to(person, unit, day) -> None:
    Posting.objects.filter(staff_member=person).update(ends_on=date(2022, 5, 31))
    Posting.objects.create(staff_member=person, department=unit, post="Giảng viên", starts_on=day)


def test_of_the_unit_today_until_an_evaluation_names_one(school, phase, pledge):
    promise(pledge, phase)

    def units() -> set[int]:
        return set(promises.numbers_by(promises.with_units(promises.due_in(phase), phase), "unit_pk"))

    assert units() == {school.faculty.pk}
    move_to(school.lecturer, school.office, date(2022, 6, 1))
    assert units() == {school.office.pk}
    Evaluation.objects.create(phase=phase, staff_member=school.lecturer, unit=school.faculty)
    assert units() == {school.faculty.pk}


def test_of_the_pledge_where_nobody_works_any_more(school, phase, pledge):
    promise(pledge, phase)
    Posting.objects.filter(staff_member=school.lecturer).update(ends_on=date(2022, 5, 31))
    assert promises.of_units(phase, [school.faculty.pk]).count() == 1


def test_a_collective_is_its_own_unit(school, campaign, phase):
    promise(make_pledge(campaign, school.faculty, school.faculty, status="registered"), phase)
    assert promises.of_units(phase, [school.faculty.pk]).count() == 1
    assert promises.of_units(phase, [school.office.pk]).count() == 0


@pytest.mark.parametrize("told", ["", "check_in", "result"])
def test_silent_is_who_has_said_nothing_of_anything(told, school, phase, pledge):
    targets = [promise(pledge, phase), promise(pledge, phase)]
    if told == "check_in":
        said(targets[0], line="Đang làm")
    if told == "result":
        PledgeTarget.objects.filter(pk=targets[1].pk).update(result=0)
    units = [school.faculty.pk]
    assert promises.pledges_of_units(phase, units).count() == 1
    assert promises.pledges_of_units(phase, units, silent=True).count() == (0 if told else 1)


@pytest.mark.parametrize(
    ("result", "outcome"),
    [(None, Outcome.UNKNOWN), ("0", Outcome.MISSED), ("9.99", Outcome.MISSED), ("10", "dat"), ("10.01", "vuot")],
)
def test_outcomes(result, outcome, phase, pledge):
    promise(pledge, phase, result=result and Decimal(result))
    assert promises.with_outcomes(promises.due_in(phase)).get().outcome == outcome
