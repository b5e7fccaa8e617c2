"""Each permission once, as a queryset; views fetch through it, so a stranger gets 404."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from awards import announcing
from awards.models import AwardRecord, Council, CouncilSession, Decision, FundEntry, Nomination, Payment, Round, Seat
from awards.models.nomination import put_behind_closed_doors
from awards.roles import held_seats, is_chair, own_case, sessions_attended_by, sessions_presided_by
from campaigns.models import CoAuthor, Department, Posting, StaffMember
from campaigns.roles import (
    CLERK_GROUP,
    endorsed_by,
    headed,
    headed_departments,
    is_administrator,
    is_clerk,
    is_rector,
    leading_postings,
    staff_of,
)
from thidua import clock
from thidua.models import AuditEntry, User

DRAFTING = (Nomination.Status.DRAFT, Nomination.Status.RETURNED)
# What a council member reads: what was laid on the table, from then on.
ON_THE_TABLE = (
    Nomination.Status.TABLED,
    Nomination.Status.RECOMMENDED,
    Nomination.Status.NOT_RECOMMENDED,
    Nomination.Status.FORWARDED,
    Nomination.Status.AWARDED,
    Nomination.Status.DECLINED,
)

# --- nominations


def nominations_owned_by(user: Any) -> QuerySet[Nomination]:
    """Those the user writes and submits: a person's endorser nominates the person, a head the own collective."""
    return Nomination.objects.filter(
        Q(pk__in=endorsed_by(user, Nomination.objects.filter(department__isnull=True)).values("pk"))
        | Q(department__in=headed_departments(user))
    )


def nominations_verifiable_by(user: Any) -> QuerySet[Nomination]:
    """The clerk verifies, never the own dossier: that goes to another clerk or, where there is none, to the chair."""
    sent = Nomination.objects.exclude(status=Nomination.Status.DRAFT)
    if is_clerk(user):
        return sent.exclude(pk__in=sent.filter(own_case(user)).values("pk"))
    if is_chair(user):
        return sent.filter(pk__in=_dossiers_of_the_only_clerk().values("pk"))
    return Nomination.objects.none()


def nominations_visible_to(user: Any) -> QuerySet[Nomination]:
    """Own case once submitted; those one writes; all that were submitted for the clerk; tabled ones for the council."""
    submitted = ~Q(status=Nomination.Status.DRAFT)
    seen = Q(pk__in=nominations_owned_by(user).values("pk")) | (own_case(user) & submitted)
    seen |= Q(department__in=headed_departments(user))
    seen &= ~put_behind_closed_doors()
    seen |= Q(pk__in=nominations_verifiable_by(user).values("pk"))
    seen |= Q(session__in=sessions_attended_by(user)) & Q(status__in=ON_THE_TABLE)
    return Nomination.objects.filter(seen)


def nominations_read_in_council_by(user: Any) -> QuerySet[Nomination]:
    return Nomination.objects.filter(session__in=sessions_attended_by(user), status__in=ON_THE_TABLE)


def nominations_read_in_full_by(user: Any) -> QuerySet[Nomination]:
    """With the private reasons of findings: the person concerned, the clerk, and who verifies in the clerk's place."""
    if is_clerk(user):
        return Nomination.objects.all()
    return Nomination.objects.filter(own_case(user) | Q(pk__in=nominations_verifiable_by(user).values("pk")))


def people_nominated_by(user: Any) -> QuerySet[StaffMember]:
    """Whose dossiers the user may begin: the same people as `endorsed_by` gives for rows of theirs."""
    staff_member, day = staff_of(user), clock.today()
    main, leading = Posting.objects.on(day).filter(is_main=True), leading_postings(day)
    above = _holding(leading) | _holding(Posting.objects.on(day).filter(department__kind=Department.Kind.BOARD))
    chief = _holding(leading.filter(department__kind=Department.Kind.SCHOOL))
    mine = Q(pk__in=[])
    if units := headed(user, day):
        mine |= _holding(main.filter(department__in=units)) & ~above
    if is_rector(user, day):
        headless = main.exclude(department__in=leading.values("department"))
        mine |= (above | _holding(headless)) & ~chief
    if is_clerk(user):
        mine |= chief
    people = StaffMember.objects.employed(day).filter(_holding(main)).filter(mine)
    return people.exclude(pk=staff_member.pk) if staff_member else people


def _holding(postings: QuerySet[Posting]) -> Q:
    """People who hold one of these: a list of keys, read once, not a question for each of thousands of people."""
    return Q(pk__in=postings.values("staff_member"))


def collectives_nominated_by(user: Any) -> QuerySet[Department]:
    """A head nominates the own collective."""
    return headed_departments(user).active(clock.today())


def may_nominate(user: Any) -> bool:
    return people_nominated_by(user).exists() or collectives_nominated_by(user).exists()


def _dossiers_of_the_only_clerk() -> QuerySet[Nomination]:
    clerks = User.objects.filter(groups__name=CLERK_GROUP, is_active=True)
    another = clerks.exclude(pk=OuterRef("staff_member__user"))
    return Nomination.objects.filter(~Exists(another), staff_member__user__in=clerks.values("pk"))


# --- council


def councils_visible_to(user: Any) -> QuerySet[Council]:
    """All for the clerk; for a member those in which the member sits today."""
    if is_clerk(user):
        return Council.objects.all()
    return Council.objects.filter(pk__in=[seat.council_id for seat in held_seats(user)])


def councils_managed_by(user: Any) -> QuerySet[Council]:
    return Council.objects.all() if is_clerk(user) else Council.objects.none()


def seats_managed_by(user: Any) -> QuerySet[Seat]:
    return Seat.objects.all() if is_clerk(user) else Seat.objects.none()


def sessions_visible_to(user: Any) -> QuerySet[CouncilSession]:
    """The clerk prepares, members attend; nobody else knows of a session."""
    return CouncilSession.objects.all() if is_clerk(user) else sessions_attended_by(user)


def sessions_prepared_by(user: Any) -> QuerySet[CouncilSession]:
    return CouncilSession.objects.all() if is_clerk(user) else CouncilSession.objects.none()


def sessions_run_by(user: Any) -> QuerySet[CouncilSession]:
    """Who presides, or the clerk: convene, roll call, adjourn."""
    return CouncilSession.objects.all() if is_clerk(user) else sessions_presided_by(user)


def sessions_chaired_by(user: Any) -> QuerySet[CouncilSession]:
    """Who presides, alone: rounds, count, close."""
    return sessions_presided_by(user)


def rounds_voted_by(user: Any) -> QuerySet[Round]:
    """Rounds on whose roll the user may stand."""
    return Round.objects.filter(session__in=sessions_attended_by(user))


def rounds_visible_to(user: Any) -> QuerySet[Round]:
    return Round.objects.filter(session__in=sessions_visible_to(user))


def rounds_prepared_by(user: Any) -> QuerySet[Round]:
    """Who presides, or the clerk: put a round together, drop one that was never opened."""
    return Round.objects.filter(session__in=sessions_run_by(user))


def rounds_chaired_by(user: Any) -> QuerySet[Round]:
    """Who presides, alone: open, count."""
    return Round.objects.filter(session__in=sessions_chaired_by(user))


# --- decisions


def decisions_drafted_by(user: Any) -> QuerySet[Decision]:
    return Decision.objects.all() if is_clerk(user) else Decision.objects.none()


def decisions_visible_to(user: Any) -> QuerySet[Decision]:
    """Drafts for the clerk and the signer; once issued, for every member of the staff."""
    issued = ~Q(status=Decision.Status.DRAFT)
    if is_clerk(user) or is_rector(user):
        return Decision.objects.all()
    if not user.is_authenticated or staff_of(user) is None:
        return Decision.objects.none()
    return Decision.objects.filter(issued | Q(pk__in=decisions_signed_by(user).values("pk")))


def decisions_signed_by(user: Any) -> QuerySet[Decision]:
    """Those whose signer the user is, by a posting of today."""
    staff_member = staff_of(user)
    if staff_member is None:
        return Decision.objects.none()
    postings = Posting.objects.on(clock.today()).filter(staff_member=staff_member, may_sign=True)
    return Decision.objects.filter(signer__in=postings)


def decisions_issuable_by(user: Any) -> QuerySet[Decision]:
    """The signer, or the clerk on the signer's behalf (recorded)."""
    return Decision.objects.all() if is_clerk(user) else decisions_signed_by(user)


# --- money


def reads_fund(user: Any) -> bool:
    return is_clerk(user) or is_rector(user) or is_administrator(user)


def decisions_accounted_to(user: Any) -> QuerySet[Decision]:
    """Whose payments, fund and money papers the user sees."""
    return Decision.objects.all() if is_clerk(user) or is_rector(user) else Decision.objects.none()


def decisions_paid_by(user: Any) -> QuerySet[Decision]:
    """The clerk records that money was handed over."""
    return Decision.objects.all() if is_clerk(user) else Decision.objects.none()


def payments_kept_by(user: Any) -> QuerySet[Payment]:
    return Payment.objects.all() if is_clerk(user) else Payment.objects.none()


def fund_entries_kept_by(user: Any) -> QuerySet[FundEntry]:
    return FundEntry.objects.all() if is_clerk(user) else FundEntry.objects.none()


# --- history


def records_visible_to(user: Any) -> QuerySet[AwardRecord]:
    """The own history; the unit's people for its head; everything for the clerk."""
    if is_clerk(user):
        return AwardRecord.objects.all()
    staff_member = staff_of(user)
    if staff_member is None:
        return AwardRecord.objects.none()
    units = headed_departments(user)
    people = Posting.objects.on(clock.today()).filter(department__in=units).values("staff_member")
    return AwardRecord.objects.filter(
        Q(staff_member=staff_member) | Q(staff_member__in=people) | Q(department__in=units)
    )


def records_managed_by(user: Any) -> QuerySet[AwardRecord]:
    return AwardRecord.objects.all() if is_clerk(user) else AwardRecord.objects.none()


# --- the ledger: all of it for the clerk; a head sees what the unit's people have achieved this year


def parts_in_ledger_of(user: Any) -> QuerySet[CoAuthor]:
    """Authors' parts in initiatives and projects."""
    if is_clerk(user):
        return CoAuthor.objects.all()
    return CoAuthor.objects.filter(staff_member__in=_people_led_by(user), initiative__year=clock.today().year)


def records_in_ledger_of(user: Any) -> QuerySet[AwardRecord]:
    if is_clerk(user):
        return AwardRecord.objects.all()
    this_year = AwardRecord.objects.in_force().filter(year=clock.today().year)
    return this_year.filter(Q(staff_member__in=_people_led_by(user)) | Q(department__in=_units_led_by(user)))


def reads_ledger(user: Any) -> bool:
    return is_clerk(user) or _units_led_by(user).exists()


def _units_led_by(user: Any) -> QuerySet[Department]:
    return headed_departments(user).exclude(kind=Department.Kind.SCHOOL)


def _people_led_by(user: Any) -> QuerySet[Any]:
    return Posting.objects.on(clock.today()).filter(department__in=_units_led_by(user)).values("staff_member")


# --- the trail

# Groups are the administrator's business, a reader's private note is the reader's; of accounts the clerk sees what a
# clerk does with them (campaigns/accounts.py).
NOT_FOR_THE_CLERK = ("auth.group", "awards.dossiernote")
ACCOUNT_ACTS = ("open_account", "reset_password", "lock_account", "unlock_account", "lift_wait", "remove_second_factor")


def reads_trail(user: Any) -> bool:
    return is_administrator(user) or is_clerk(user)


def entries_visible_to(user: Any) -> QuerySet[AuditEntry]:
    """All lines for the administrator, once a session has risen; those of the year's work for the clerk."""
    if is_administrator(user):
        return announcing.entries_told_to(user, AuditEntry.objects.all())
    if is_clerk(user):
        others = Q(target_type="thidua.user") & ~Q(verb__in=[f"user.{act}" for act in ACCOUNT_ACTS])
        return AuditEntry.objects.exclude(Q(target_type__in=NOT_FOR_THE_CLERK) | others)
    return AuditEntry.objects.none()
