"""Whose points are read, given and settled by whom; nobody is on the unit's side of the own case."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.models import Campaign, CriteriaSet, Department, Marking, Posting, ScoreSheet, StaffMember, UnitScorer
from campaigns.permissions import campaigns_visible_to
from campaigns.roles import endorsed_by, headed, headed_departments, is_clerk, is_rector, staff_of
from thidua import clock

# Collectives that are scored.
SCORED = (Department.Kind.FACULTY, Department.Kind.OFFICE)


def criteria_managed_by(user: Any) -> QuerySet[CriteriaSet]:
    return CriteriaSet.objects.all() if is_clerk(user) else CriteriaSet.objects.none()


def criteria_visible_to(user: Any) -> QuerySet[CriteriaSet]:
    """What is in use is everybody's to read; a draft the clerk's."""
    seen = CriteriaSet.objects.filter(campaign__in=campaigns_visible_to(user))
    return seen if is_clerk(user) else seen.filter(status=CriteriaSet.Status.OPEN)


# --- sheets


def sheets_owned_by(user: Any) -> QuerySet[ScoreSheet]:
    """The own, and those of the collectives the user leads."""
    person = staff_of(user)
    if person is None:
        return ScoreSheet.objects.none()
    return ScoreSheet.objects.filter(Q(staff_member=person) | Q(department__in=headed_departments(user)))


def sheets_settled_by(user: Any) -> QuerySet[ScoreSheet]:
    """Who endorses a self-assessment settles the unit's points (`endorsed_by`); never of the own case."""
    return endorsed_by(user, ScoreSheet.objects.exclude(status=ScoreSheet.Status.OPEN))


def sheets_scored_by(user: Any) -> QuerySet[ScoreSheet]:
    """Sent sheets on whose other side the user is: as head, as one the head named, or as who settles them.

    Collectives are scored by the head of the school and by the clerk.
    """
    person, sent = staff_of(user), ScoreSheet.objects.exclude(status=ScoreSheet.Status.OPEN)
    if person is None:
        return sent.none()
    units = headed(user)
    here = Posting.objects.on(clock.today()).filter(staff_member=person).values("department")
    named = UnitScorer.objects.filter(staff_member=person, department__in=here)
    asked = named.filter(department=OuterRef("unit"), campaign=OuterRef("criteria_set__campaign"))
    theirs = Q(staff_member__isnull=False) & (Q(unit__in=units) | Exists(asked))
    theirs |= Q(pk__in=endorsed_by(user, sent).order_by().values("pk"))
    if is_clerk(user):
        theirs |= Q(department__isnull=False)
    # Not `exclude`: a collective's row has no staff member, and NULL would drop it.
    theirs &= Q(staff_member__isnull=True) | ~Q(staff_member=person)
    theirs &= Q(department__isnull=True) | ~Q(department__in=units)
    return sent.filter(theirs)


def sheets_visible_to(user: Any) -> QuerySet[ScoreSheet]:
    """The own; once sent, those the user scores or settles; all that were sent for the clerk."""
    theirs = Q(pk__in=sheets_owned_by(user).order_by().values("pk"))
    if is_clerk(user):
        return ScoreSheet.objects.filter(theirs | ~Q(status=ScoreSheet.Status.OPEN))
    theirs |= Q(pk__in=sheets_scored_by(user).order_by().values("pk"))
    theirs |= Q(pk__in=sheets_settled_by(user).order_by().values("pk"))
    return ScoreSheet.objects.filter(theirs)


def sheets_to_score(user: Any, campaign: Campaign) -> QuerySet[ScoreSheet]:
    """Those the user is to score and has not."""
    sheets = sheets_scored_by(user).filter(criteria_set__campaign=campaign, status=ScoreSheet.Status.SELF_SCORED)
    return sheets.exclude(pk__in=_sent_by(user))


def sheets_to_settle(user: Any, campaign: Campaign) -> QuerySet[ScoreSheet]:
    """Those the user has scored and is to settle."""
    sheets = sheets_settled_by(user).filter(criteria_set__campaign=campaign, status=ScoreSheet.Status.SELF_SCORED)
    return sheets.filter(pk__in=_sent_by(user))


def _sent_by(user: Any) -> QuerySet:
    sent = Marking.objects.filter(is_self=False, scorer=staff_of(user), sent_at__isnull=False)
    return sent.order_by().values("sheet")


# --- units


def departments_naming_scorers(user: Any) -> QuerySet[Department]:
    """Units whose scorers the user names: those the user leads."""
    return headed_departments(user).units()


def departments_whose_points_are_seen_by(user: Any, campaign: Campaign) -> QuerySet[Department]:
    """Lists of totals: every unit's for clerk and rector, the own for a head and for those the head named."""
    if is_clerk(user) or is_rector(user):
        return Department.objects.units()
    named = UnitScorer.objects.filter(campaign=campaign, staff_member=staff_of(user)).values("department")
    here = Posting.objects.on(clock.today()).filter(staff_member=staff_of(user)).values("department")
    asked = Q(pk__in=named) & Q(pk__in=here) if staff_of(user) else Q(pk__in=[])
    return Department.objects.units().filter(asked | Q(pk__in=headed_departments(user).values("pk")))


def people_whose_points_are_seen_by(user: Any, campaign: Campaign) -> QuerySet[StaffMember]:
    """Who works in those units today."""
    units = departments_whose_points_are_seen_by(user, campaign)
    places = Posting.objects.on(clock.today()).filter(is_main=True, department__in=units)
    return StaffMember.objects.employed(clock.today()).filter(pk__in=places.order_by().values("staff_member"))
