"""Each permission once, as a queryset; views fetch through it, so a stranger gets 404."""

from typing import Any

from django.db.models import Q, QuerySet

from campaigns.models import (
    Campaign,
    CoAuthor,
    Department,
    Evaluation,
    Initiative,
    Phase,
    PlanAmendment,
    Pledge,
    Posting,
    StaffMember,
    Target,
    UnitPlan,
    UnitRegistration,
)
from campaigns.plan_numbers import issued_among
from campaigns.roles import (
    endorsed_by,
    headed_departments,
    is_administrator,
    is_clerk,
    is_rector,
    staff_of,
    unit_of,
)
from thidua import clock
from thidua.models import ImportFile, Institution

# --- campaigns: everybody who signs in sees what was launched; drafts are the clerk's


def campaigns_visible_to(user: Any) -> QuerySet[Campaign]:
    return Campaign.objects.all() if is_clerk(user) else Campaign.objects.exclude(status=Campaign.Status.DRAFT)


def campaigns_managed_by(user: Any) -> QuerySet[Campaign]:
    return Campaign.objects.all() if is_clerk(user) else Campaign.objects.none()


def targets_visible_to(user: Any) -> QuerySet[Target]:
    return Target.objects.filter(campaign__in=campaigns_visible_to(user)).select_related("campaign", "award")


def targets_managed_by(user: Any) -> QuerySet[Target]:
    return Target.objects.filter(campaign__in=campaigns_managed_by(user)).select_related("campaign", "award")


def amendments_managed_by(user: Any) -> QuerySet[PlanAmendment]:
    return PlanAmendment.objects.filter(campaign__in=campaigns_managed_by(user)).select_related("campaign")


def amendments_visible_to(user: Any) -> QuerySet[PlanAmendment]:
    """While it is written it is the clerk's; with a number, everybody's who sees the campaign."""
    if is_clerk(user):
        return amendments_managed_by(user)
    numbered = Q(plan_number__isnull=False, plan_date__isnull=False) | Q(pk__in=[*issued_among("plan-amendment")])
    visible = PlanAmendment.objects.filter(numbered, campaign__in=campaigns_visible_to(user))
    return visible.select_related("campaign")


def phases_visible_to(user: Any) -> QuerySet[Phase]:
    return Phase.objects.filter(campaign__in=campaigns_visible_to(user))


# --- the institution's own data


def institutions_kept_by(user: Any) -> QuerySet[Institution]:
    """The clerk meets a wrong telephone or letterhead first; the administrator answers for the program."""
    return Institution.objects.all() if is_clerk(user) or is_administrator(user) else Institution.objects.none()


# --- people: the clerk keeps the records; a head sees the unit's people, everybody themself


def staff_managed_by(user: Any) -> QuerySet[StaffMember]:
    return StaffMember.objects.all() if is_clerk(user) else StaffMember.objects.none()


def staff_visible_to(user: Any) -> QuerySet[StaffMember]:
    if is_clerk(user):
        return StaffMember.objects.all()
    staff_member = staff_of(user)
    if staff_member is None:
        return StaffMember.objects.none()
    units = headed_departments(user)
    return StaffMember.objects.filter(Q(pk=staff_member.pk) | Q(postings__in=_open_postings(units))).distinct()


def accounts_managed_by(user: Any) -> QuerySet[StaffMember]:
    """People whose account the user keeps: everybody's for an administrator, all but administrators' for the clerk."""
    people = StaffMember.objects.select_related("user")
    if is_administrator(user):
        return people
    ordinary = Q(user__isnull=True) | Q(user__is_superuser=False, user__is_staff=False)
    return people.filter(ordinary) if is_clerk(user) else people.none()


def departments_managed_by(user: Any) -> QuerySet[Department]:
    return Department.objects.all() if is_clerk(user) else Department.objects.none()


def departments_read_by(user: Any) -> QuerySet[Department]:
    """Units whose page with ratings the user opens: all for clerk and rector, the own for a head."""
    return departments_whose_registration_is_seen_by(user)


def private_staff_of(user: Any) -> QuerySet[StaffMember]:
    """People whose reasons of absence and discipline the user reads: themself, and everybody for the clerk."""
    staff_member = staff_of(user)
    mine = StaffMember.objects.filter(pk=staff_member.pk) if staff_member else StaffMember.objects.none()
    return StaffMember.objects.all() if is_clerk(user) else mine


def initiatives_visible_to(user: Any) -> QuerySet[Initiative]:
    """The authors' own; of a unit's people, once sent, for its head; all for the clerk, who records results on drafts.

    What an author registered and has not sent is nobody else's; old rows without a registrant are the clerk's.
    """
    if is_clerk(user):
        return Initiative.objects.all()
    person = staff_of(user)
    own = CoAuthor.objects.filter(staff_member=person) if person else CoAuthor.objects.none()
    theirs = CoAuthor.objects.filter(staff_member__in=staff_visible_to(user))
    unsent = Q(status__in=Initiative.UNSENT, registered_by__isnull=False)
    mine = Q(registered_by=user) | Q(pk__in=own.values("initiative"))
    return Initiative.objects.filter(mine | (Q(pk__in=theirs.values("initiative")) & ~unsent))


def initiatives_managed_by(user: Any) -> QuerySet[Initiative]:
    """Whose results the user records."""
    return Initiative.objects.all() if is_clerk(user) else Initiative.objects.none()


def initiatives_owned_by(user: Any) -> QuerySet[Initiative]:
    """Those the user registered: submits, takes back, withdraws."""
    return Initiative.objects.filter(registered_by=user)


def initiatives_edited_by(user: Any) -> QuerySet[Initiative]:
    """Whose words, authors and proof the user writes: who registered it, and the clerk."""
    return Initiative.objects.all() if is_clerk(user) else initiatives_owned_by(user)


def may_register_initiative(user: Any) -> bool:
    """Anybody who works here."""
    person = staff_of(user)
    return person is not None and StaffMember.objects.employed(clock.today()).filter(pk=person.pk).exists()


# --- Excel files on their way in: the clerk's, each their own


def may_import(user: Any) -> bool:
    return is_clerk(user)


def imports_of(user: Any) -> QuerySet[ImportFile]:
    return ImportFile.objects.filter(uploaded_by=user) if is_clerk(user) else ImportFile.objects.none()


# --- pledges


def pledges_owned_by(user: Any) -> QuerySet[Pledge]:
    """Own pledge, and those of the collectives the user heads."""
    staff_member = staff_of(user)
    if staff_member is None:
        return Pledge.objects.none()
    return Pledge.objects.filter(Q(staff_member=staff_member) | Q(department__in=headed_departments(user)))


def pledges_endorsable_by(user: Any) -> QuerySet[Pledge]:
    return endorsed_by(user, Pledge.objects.exclude(status=Pledge.Status.DRAFT))


def pledges_visible_to(user: Any) -> QuerySet[Pledge]:
    """Own; the unit's for its head and the endorser's, once sent; all that were sent for the clerk."""
    sent = Pledge.objects.exclude(status=Pledge.Status.DRAFT)
    return _own_and_sent(user, pledges_owned_by(user), sent, pledges_endorsable_by(user))


def departments_registering_for(user: Any) -> QuerySet[Department]:
    """Units whose registration the user sends."""
    return headed_departments(user)


def departments_reminded_by(user: Any) -> QuerySet[Department]:
    """Units whose people the user reminds to pledge: any for the clerk, the own for a head."""
    return Department.objects.all() if is_clerk(user) else headed_departments(user)


def departments_whose_registration_is_seen_by(user: Any) -> QuerySet[Department]:
    """The clerk and the rector see every unit's registration, a head the own unit's."""
    return Department.objects.all() if is_clerk(user) or is_rector(user) else headed_departments(user)


def registrations_managed_by(user: Any) -> QuerySet[UnitRegistration]:
    return UnitRegistration.objects.all() if is_clerk(user) else UnitRegistration.objects.none()


def departments_planning_for(user: Any) -> QuerySet[Department]:
    """Units whose own plan the user writes and sends."""
    return headed_departments(user).filter(kind__in=[Department.Kind.FACULTY, Department.Kind.OFFICE])


def unit_plans_visible_to(user: Any) -> QuerySet[UnitPlan]:
    """What is written is its head's; once sent, the unit's people, the clerk and the rector read it too."""
    sent = UnitPlan.objects.filter(status=UnitPlan.Status.SENT)
    if not is_clerk(user) and not is_rector(user):
        mine = Posting.objects.held(clock.today()).filter(staff_member=staff_of(user)).values("department")
        sent = sent.filter(department__in=mine) if staff_of(user) else sent.none()
    own = UnitPlan.objects.filter(department__in=departments_planning_for(user))
    return UnitPlan.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=sent.values("pk")))


def departments_whose_plan_is_offered_to(user: Any, campaign: Campaign) -> QuerySet[Department]:
    """The own unit's for its head; once sent, for its people too."""
    mine = Posting.objects.held(clock.today()).filter(staff_member=staff_of(user)).values("department")
    sent = UnitPlan.objects.filter(campaign=campaign, status=UnitPlan.Status.SENT).values("department")
    own = Q(pk__in=departments_planning_for(user).values("pk"))
    units = Department.objects.filter(kind__in=[Department.Kind.FACULTY, Department.Kind.OFFICE])
    return units.filter(own | Q(pk__in=mine) & Q(pk__in=sent)) if staff_of(user) else units.none()


def departments_whose_plan_is_read_by(user: Any, campaign: Campaign) -> QuerySet[Department]:
    """Every unit's page for clerk and rector, else what is offered."""
    if is_clerk(user) or is_rector(user):
        return Department.objects.filter(kind__in=[Department.Kind.FACULTY, Department.Kind.OFFICE])
    return departments_whose_plan_is_offered_to(user, campaign)


# --- evaluations


def evaluations_owned_by(user: Any) -> QuerySet[Evaluation]:
    staff_member = staff_of(user)
    if staff_member is None:
        return Evaluation.objects.none()
    return Evaluation.objects.filter(Q(staff_member=staff_member) | Q(department__in=headed_departments(user)))


def evaluations_endorsable_by(user: Any) -> QuerySet[Evaluation]:
    return endorsed_by(user, Evaluation.objects.exclude(status=Evaluation.Status.OPEN))


def evaluations_visible_to(user: Any) -> QuerySet[Evaluation]:
    """Own; the unit's for its head and the endorser's, once sent; all that were sent for the clerk."""
    sent = Evaluation.objects.exclude(status=Evaluation.Status.OPEN)
    return _own_and_sent(user, evaluations_owned_by(user), sent, evaluations_endorsable_by(user))


def may_take_part(user: Any) -> bool:
    """A staff member with a unit today may pledge and evaluate."""
    staff_member = staff_of(user)
    return staff_member is not None and unit_of(staff_member) is not None


def _own_and_sent(user: Any, own: QuerySet, sent: QuerySet, endorsable: QuerySet) -> QuerySet:
    """The user's own rows, and of those sent: all for the clerk, else the unit's people and what the user endorses."""
    if not is_clerk(user):
        of_the_unit = Q(unit__in=headed_departments(user), staff_member__isnull=False)
        sent = sent.filter(of_the_unit | Q(pk__in=endorsable.values("pk")))
    return own.model.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=sent.values("pk")))


def _open_postings(units: QuerySet[Department]) -> QuerySet[Posting]:
    return Posting.objects.on(clock.today()).filter(department__in=units)
