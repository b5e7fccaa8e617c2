"""Posted lists and objections: each permission once, as a queryset; views fetch through it, so a stranger gets 404."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from awards.models import DisclosedCase, Disclosure, Nomination, Objection
from awards.permissions import nominations_read_in_council_by, nominations_verifiable_by
from awards.roles import own_case, sessions_attended_by
from campaigns.roles import headed_departments, is_clerk, staff_of
from thidua import clock


def disclosures_kept_by(user: Any) -> QuerySet[Disclosure]:
    """Drawn up, corrected; objections received."""
    return Disclosure.objects.all() if is_clerk(user) else Disclosure.objects.none()


def running() -> QuerySet[Disclosure]:
    """What anybody reads today, signed in or not."""
    today = clock.today()
    return Disclosure.objects.filter(starts_on__lte=today, ends_on__gte=today)


def disclosures_visible_to(user: Any) -> QuerySet[Disclosure]:
    """While it hangs everybody's; afterwards the clerk's, and the council's before which its dossiers lie."""
    if is_clerk(user):
        return Disclosure.objects.all()
    today = clock.today()
    seen = Q(starts_on__lte=today, ends_on__gte=today)
    sessions = sessions_attended_by(user)
    seen |= Q(starts_on__lte=today) & (
        Q(session__in=sessions.values("pk"))
        | Q(pk__in=DisclosedCase.objects.filter(nomination__session__in=sessions.values("pk")).values("disclosure"))
    )
    return Disclosure.objects.filter(seen)


def disclosures_objected_to_by(user: Any) -> QuerySet[Disclosure]:
    """Any member of the staff, on the page of a list that hangs."""
    return running() if staff_of(user) else Disclosure.objects.none()


# --- objections


def objections_answered_by(user: Any) -> QuerySet[Objection]:
    """The clerk, but never about the own case: that goes where the own dossier goes (`nominations_verifiable_by`)."""
    theirs = Q(case__nomination__in=nominations_verifiable_by(user).values("pk"))
    if is_clerk(user):
        theirs |= Q(case=None)
    return Objection.objects.filter(theirs)


def objections_sent_by(user: Any) -> QuerySet[Objection]:
    person = staff_of(user)
    return Objection.objects.filter(staff_member=person) if person else Objection.objects.none()


def objections_visible_to(user: Any) -> QuerySet[Objection]:
    """Who answers, who sent it, and the council before which the case lies; never whose case it is."""
    seen = Q(pk__in=objections_answered_by(user).values("pk")) | Q(pk__in=objections_sent_by(user).values("pk"))
    return Objection.objects.filter(seen | _in_council(user))


def _in_council(user: Any) -> Q:
    tabled = nominations_read_in_council_by(user)
    theirs = Nomination.objects.filter(own_case(user) | Q(department__in=headed_departments(user)))
    others = tabled.exclude(pk__in=theirs.values("pk"))
    of_the_list = DisclosedCase.objects.filter(disclosure=OuterRef("disclosure"), nomination__in=tabled.values("pk"))
    return Q(case__nomination__in=others.values("pk")) | (Q(case=None) & Exists(of_the_list))
