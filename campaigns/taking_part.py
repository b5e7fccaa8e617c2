"""Who was there for a đợt: who came after it ended, had left before it or was gone all through owes nothing for it."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.models import Phase, ServiceBreak, StaffMember


def there_for(phase: Phase, people: QuerySet[StaffMember]) -> QuerySet[StaffMember]:
    """Of these people those who worked here on one day of the đợt at least; without its days all of them."""
    if phase.starts_on is None or phase.ends_on is None:
        return people
    gone = ServiceBreak.objects.filter(starts_on__lte=phase.starts_on, ends_on__gte=phase.ends_on)
    still_here = Q(left_on__isnull=True) | Q(left_on__gte=phase.starts_on)
    return people.filter(still_here, joined_on__lte=phase.ends_on).exclude(
        pk__in=gone.order_by().values("staff_member")
    )


def phases_for(person: StaffMember, phases: Iterable[Phase]) -> QuerySet[Phase]:
    """Of these đợt those the person was there for."""
    gone = person.service_breaks.filter(starts_on__lte=OuterRef("starts_on"), ends_on__gte=OuterRef("ends_on"))
    kept = Phase.objects.filter(pk__in=[phase.pk for phase in phases]).exclude(ends_on__lt=person.joined_on)
    if person.left_on is not None:
        kept = kept.exclude(starts_on__gt=person.left_on)
    return kept.exclude(Exists(gone))
