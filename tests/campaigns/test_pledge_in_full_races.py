"""Two hands at once on amendments, the second signature and covenants, on PostgreSQL with real connections."""

import pytest

from campaigns import amending_pledge, covenants, pledging, starting, union_signing
from campaigns.models import Covenant, Pledge, PledgeVersion, Posting
from tests.at_once import at_once
from tests.factories import make_campaign, make_pledge
from thidua.models import AuditEntry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_postgresql")]


def copy(row):
    """The row as another tab has read it."""
    return type(row).objects.get(pk=row.pk)


def endorsed(school, campaign) -> Pledge:
    made = make_pledge(campaign, school.lecturer, school.faculty, status="endorsed")
    made.targets.create(content="Dự giờ", unit_of_measure="tiết", amount=4)
    return made


def proposed(school, campaign) -> PledgeVersion:
    version = amending_pledge.begin(endorsed(school, campaign), by=school.lecturer.user)
    rows = [version.content["targets"][0] | {"amount": "6.00"}]
    content = version.content | {"targets": rows}
    amending_pledge.write(version, content=content, reason="Thêm giờ.", by=school.lecturer.user)
    amending_pledge.propose(version, by=school.lecturer.user)
    return version


@pytest.mark.parametrize("attempt", range(3))
def test_two_tabs_begin_one_start(attempt, school, campaign):
    before = make_pledge(make_campaign(2021), school.lecturer, school.faculty, status="registered")
    before.targets.create(content="Dự giờ", unit_of_measure="tiết", amount=4)
    begin = {"owner": school.lecturer, "chosen": ["nam-truoc"], "by": school.lecturer.user}
    answers = at_once(*[lambda: starting.begin(campaign, **begin)] * 2)
    assert sorted(answers) == ["", "Đồng chí đã có bản đăng ký trong phong trào này; mở bản đó để viết tiếp."]
    assert campaign.pledges.get().targets.count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_two_tabs_begin_an_amendment(attempt, school, campaign):
    made = endorsed(school, campaign)
    tabs = [copy(made), copy(made)]
    answers = at_once(*(lambda tab=tab: amending_pledge.begin(tab, by=school.lecturer.user) for tab in tabs))
    assert [bool(answer) for answer in sorted(answers)] == [False, True]
    assert sorted(made.versions.values_list("status", flat=True)) == ["accepted", "draft"]


@pytest.mark.parametrize("attempt", range(3))
def test_accepted_and_withdrawn_at_once(attempt, school, campaign):
    version = proposed(school, campaign)
    tabs = copy(version), copy(version)
    at_once(
        lambda: amending_pledge.accept(tabs[0], by=school.head.user),
        lambda: amending_pledge.withdraw(tabs[1], by=school.lecturer.user),
    )
    version.refresh_from_db()
    amount = version.pledge.targets.get().amount
    assert (version.status, amount) in {("accepted", 6), ("withdrawn", 4)}


@pytest.mark.parametrize("attempt", range(3))
def test_accepted_while_the_pledge_is_returned(attempt, school, campaign):
    version = proposed(school, campaign)
    pledge = copy(version.pledge)
    tab = copy(version)
    said = {"code": "other", "fields": ["targets"], "reason": "Sửa."}
    at_once(
        lambda: amending_pledge.accept(tab, by=school.head.user),
        lambda: pledging.send_back(pledge, **said, by=school.head.user),
    )
    version.refresh_from_db()
    amount = version.pledge.targets.get().amount
    assert (version.status, amount) in {("accepted", 6), ("proposed", 4)}


@pytest.mark.parametrize("attempt", range(3))
def test_two_tabs_sign_for_the_union(attempt, school, campaign):
    Posting.objects.filter(staff_member=school.lecturer).update(is_union_lead=True)
    made = make_pledge(campaign, school.faculty, school.faculty, status="submitted", awards=("TTLDTT",))
    tabs = [copy(made), copy(made)]
    answers = at_once(*(lambda tab=tab: union_signing.sign(tab, by=school.lecturer.user) for tab in tabs))
    assert sorted(answers) == ["", "Bản đăng ký này đã có chữ ký của tổ trưởng công đoàn; không cần ký lại."]
    assert AuditEntry.objects.filter(verb="pledge.sign_for_union").count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_the_last_two_sign_at_once(attempt, school, campaign):
    made = Covenant.objects.create(campaign=campaign, drafted_by=school.faculty, title="Ba đơn vị", contents="Dạy tốt.")
    covenants.set_parties(made, [school.other_faculty, school.office], by=school.head.user)
    covenants.offer(made, by=school.head.user)
    tabs = copy(made), copy(made)
    answers = at_once(
        lambda: covenants.sign(tabs[0], school.other_faculty, by=school.other_head.user),
        lambda: covenants.sign(tabs[1], school.office, by=school.office_head.user),
    )
    made.refresh_from_db()
    assert (answers, made.status) == (["", ""], "signed")
    assert AuditEntry.objects.filter(verb="covenant.complete").count() == 1
