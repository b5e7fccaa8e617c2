"""While a council sits, no member's account is touched: not by a verb, not in the administration, not by a race."""

import threading

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse

from awards import attending, convening
from awards.models import CouncilSession
from campaigns import accounts
from campaigns.models import StaffMember
from campaigns.roles import CLERK_GROUP
from tests.at_once import at_once
from tests.awards.meeting import DAY, convene, make_session, seats_by_name
from tests.factories import PASSWORD, make_person, make_user
from tests.thidua.second_step import set_up
from thidua import clock
from thidua.models import AuditEntry, User
from thidua.workflow import Refused

SITTING = "là thành viên Hội đồng đang họp nên tài khoản không đổi được"
WHY = "Quên mật khẩu"


@pytest.fixture
def sitting(school, campaign, council, clock_at) -> CouncilSession:
    clock_at(DAY)
    return convene(make_session(campaign, council), by=school.rector.user)


@pytest.fixture
def administrator(school, sign_in):
    return sign_in(school.administrator)


def rows() -> list:
    return list(User.objects.order_by("pk").values()) + list(StaffMember.objects.order_by("pk").values())


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["reset_password", "lock_account", "unlock_account", "remove_second_factor"])
def test_a_members_account_is_not_touched_while_the_council_sits(school, sitting, administrator, sign_in, act):
    if act == "unlock_account":
        User.objects.filter(username="minh").update(is_active=False)
    if act == "remove_second_factor":
        set_up(sign_in(school.head), school.head.user)
    before, lines = rows(), AuditEntry.objects.count()
    person = StaffMember.objects.get(pk=school.head.pk)
    with pytest.raises(Refused, match=f"Trần Văn Minh {SITTING}"):
        getattr(accounts, act)(person, reason=WHY, by=school.administrator)
    assert (rows(), AuditEntry.objects.count()) == (before, lines)
    page = words(administrator.get(reverse("account", args=[person.pk])))
    assert (SITTING in page, reverse("account_reset", args=[person.pk]) in page) == (True, False)
    CouncilSession.objects.filter(pk=sitting.pk).update(status="closed")
    getattr(accounts, act)(StaffMember.objects.get(pk=school.head.pk), reason=WHY, by=school.administrator)
    assert rows() != before


@pytest.mark.django_db
def test_others_and_planned_sessions_forbid_nothing(school, sitting, campaign, council):
    people = (school.lecturer, school.head, school.other_head)
    before = {person.user.password for person in people}
    accounts.reset_password(school.lecturer, reason=WHY, by=school.clerk.user)
    CouncilSession.objects.filter(pk=sitting.pk).update(status="planned")
    accounts.reset_password(school.head, reason=WHY, by=school.clerk.user)
    # A seat that was given up before the session votes in it no more.
    CouncilSession.objects.filter(pk=sitting.pk).update(status="convened")
    council.seats.filter(staff_member=school.other_head).update(ends_on=DAY.replace(day=19))
    accounts.reset_password(school.other_head, reason=WHY, by=school.clerk.user)
    reset = User.objects.filter(staff_member__in=people, must_change_password=True)
    assert (reset.count(), before & set(reset.values_list("password", flat=True))) == (3, set())


@pytest.mark.django_db
def test_no_account_comes_to_a_member_while_the_council_sits(school, sitting, council, administrator):
    """Neither a made one nor, in the administration, a puppet that is tied to the person."""
    member = make_person("Lý Thị Mẩy", school.faculty)
    council.seats.create(staff_member=member, order=9, starts_on=council.starts_on)
    with pytest.raises(Refused, match=f"Lý Thị Mẩy {SITTING}"):
        accounts.open_account(member, by=school.clerk.user)
    puppet = make_user("con-roi")
    sent = {
        "code": member.code,
        "full_name": member.full_name,
        "gender": "female",
        "employment": member.employment,
        "joined_on": "04/01/2010",
        "user": puppet.pk,
        "postings-TOTAL_FORMS": "0",
        "postings-INITIAL_FORMS": "0",
    }
    answer = administrator.post(reverse("admin:campaigns_staffmember_change", args=[member.pk]), sent)
    assert SITTING in words(answer)
    assert StaffMember.objects.get(pk=member.pk).user is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        {"username": "minh2"},
        {"email": "khac@truong.example"},
        {"is_staff": "on"},
        {"groups": "clerk"},
    ],
)
def test_the_administration_changes_nothing_of_a_member_while_the_council_sits(school, sitting, administrator, changed):
    user = school.head.user
    sent = {"username": "minh", "last_name": user.last_name, "first_name": user.first_name, "is_active": "on"} | changed
    if "groups" in changed:
        sent["groups"] = [Group.objects.get(name=CLERK_GROUP).pk]
    before = rows()
    answer = administrator.post(reverse("admin:thidua_user_change", args=[user.pk]), sent)
    assert SITTING in words(answer)
    assert (rows(), user.groups.count()) == (before, 0)
    CouncilSession.objects.update(status="closed")
    assert administrator.post(reverse("admin:thidua_user_change", args=[user.pk]), sent).status_code == 302


@pytest.mark.django_db
def test_no_member_is_written_off_while_the_council_sits(school, sitting, sign_in, administrator):
    """The day somebody leaves shuts their account: a lock by another name."""
    person, clerk = school.head, sign_in(school.clerk)
    fields = ("code", "full_name", "gender", "employment")
    sent = {name: getattr(person, name) for name in fields} | {"joined_on": "04/01/2010", "left_on": f"{DAY:%d/%m/%Y}"}
    admin_rows = {"postings-TOTAL_FORMS": "0", "postings-INITIAL_FORMS": "0"}
    answers = [
        clerk.post(reverse("staff_edit", args=[person.pk]), sent),
        administrator.post(reverse("admin:campaigns_staffmember_change", args=[person.pk]), sent | admin_rows),
    ]
    assert [SITTING in words(answer) for answer in answers] == [True, True]
    assert StaffMember.objects.get(pk=person.pk).left_on is None


@pytest.mark.django_db
def test_the_command_line_waits_for_the_council_too(school, sitting, sign_in):
    set_up(sign_in(school.head), school.head.user)
    with clock.standing_at(DAY), pytest.raises(CommandError, match=SITTING):
        call_command("remove_second_factor", "minh", reason="Mất máy")


# --- real connections at once


def called(campaign, council, school) -> CouncilSession:
    session = make_session(campaign, council)
    present = {seat.pk for seat in seats_by_name(session).values()}
    attending.call_roll(session, present=present, reasons={}, by=school.rector.user)
    return session


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_postgresql")
@pytest.mark.parametrize("attempt", range(5))
def test_a_reset_against_the_opening_comes_before_it_or_not_at_all(school, campaign, council, clock_at, attempt):
    """The chair's own account, so that the opening's audit line names the account that is being reset."""
    clock_at(DAY)
    session = called(campaign, council, school)
    answers = at_once(
        lambda: convening.convene(CouncilSession.objects.get(pk=session.pk), by=school.rector.user),
        lambda: accounts.reset_password(StaffMember.objects.get(pk=school.rector.pk), reason=WHY, by=school.clerk.user),
    )
    session.refresh_from_db()
    kept = User.objects.get(username="quang").check_password(PASSWORD)
    assert (answers[0], session.status) == ("", "convened")
    assert (SITTING in answers[1]) is kept
    order = list(
        AuditEntry.objects.filter(verb__in=("user.reset_password", "councilsession.convene"))
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert order == (["councilsession.convene"] if kept else ["user.reset_password", "councilsession.convene"])


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_postgresql")
def test_a_reset_waits_for_an_opening_under_way_and_is_refused(school, campaign, council, clock_at):
    """The opening holds the session; asked before the lock, the reset would have gone through."""
    clock_at(DAY)
    session = called(campaign, council, school)
    opened, go_on = threading.Event(), threading.Event()
    why_not = convening.why_not_convene

    def slowly(found, *rest):
        opened.set()
        go_on.wait(5)
        return why_not(found, *rest)

    def reset():
        opened.wait(5)
        threading.Timer(0.3, go_on.set).start()
        accounts.reset_password(StaffMember.objects.get(pk=school.head.pk), reason=WHY, by=school.clerk.user)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(convening, "why_not_convene", slowly)
        answers = at_once(
            lambda: convening.convene(CouncilSession.objects.get(pk=session.pk), by=school.rector.user), reset
        )
    assert (answers[0], SITTING in answers[1]) == ("", True)
    assert User.objects.get(username="minh").check_password(PASSWORD)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_postgresql")
def test_two_clerks_at_once_make_one_account_a_person_and_different_names(school, clock_at):
    clock_at(DAY)
    people = [make_person("Nguyễn Thị Hoa", school.faculty) for _ in range(4)]
    made = []

    def make(chosen):
        return lambda: made.extend(accounts.open_accounts(chosen, by=school.clerk.user)[0])

    fresh = [list(StaffMember.objects.filter(pk__in=[p.pk for p in people])) for _ in range(2)]
    assert at_once(make(fresh[0]), make(fresh[1][::-1])) == ["", ""]
    names = set(StaffMember.objects.filter(pk__in=[p.pk for p in people]).values_list("user__username", flat=True))
    assert (len(made), names) == (4, {"hoa.nt", "hoa.nt2", "hoa.nt3", "hoa.nt4"})
