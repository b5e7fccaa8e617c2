"""Which dossiers a member of the council has opened before the session; a help for the reader, shown to nobody else."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from awards.models import CouncilSession, DossierRead, Nomination
from thidua import clock

ON_THE_TABLE = Nomination.Status.TABLED


def opened(nomination: Nomination, *, by: Any) -> None:
    """The first time counts; a second one, also at the same moment, changes nothing."""
    if DossierRead.objects.filter(nomination=nomination, owner=by).exists():
        return
    DossierRead.objects.bulk_create(
        [DossierRead(nomination=nomination, owner=by, opened_at=clock.now())], ignore_conflicts=True
    )


def counted(sessions: QuerySet[CouncilSession], user: Any) -> QuerySet[CouncilSession]:
    """With `cases`, how many dossiers lie on its table, and `cases_read`, how many of them this user has opened."""
    tabled = Nomination.objects.filter(session=OuterRef("pk"), status=ON_THE_TABLE).order_by().values("session")
    number = Count("pk", distinct=True)
    read = tabled.filter(reads__owner=user.pk).annotate(number=number).values("number")
    return sessions.annotate(
        cases=Coalesce(Subquery(tabled.annotate(number=number).values("number"), output_field=IntegerField()), 0),
        cases_read=Coalesce(Subquery(read, output_field=IntegerField()), 0),
    )
