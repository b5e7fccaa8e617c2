"""`manage.py demo` lived through once, stage by stage; what waits for everybody; `manage.py print`."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from awards.management.commands import demo as command
from awards.models import AwardRecord, CouncilSession, Decision, Nomination, Round
from awards.printing import KINDS, NOT_BUILT
from campaigns.models import Campaign, Department, Evaluation, Pledge, StaffMember, UnitRegistration
from thidua import clock, pdf
from thidua.demo_users import PASSWORD
from thidua.models import User

pytestmark = pytest.mark.django_db

COUNTED = (Campaign, Pledge, UnitRegistration, Evaluation, Nomination, CouncilSession, Round, Decision)
EVERYBODY = (
    "canbo",
    "truongkhoa",
    "truongphong",
    "thuongtruc",
    "uyvien",
    "uyvien2",
    "uyvien3",
    "hieutruong",
    "quantri",
)


def state() -> dict:
    """Statuses of every kind of object, and titles recorded for 2022 and later."""
    counted = {
        model.__name__: dict(Counter(model.objects.order_by("status").values_list("status", flat=True)))
        for model in COUNTED
    }
    records = AwardRecord.objects.filter(year__gte=2022).values_list("award", flat=True)
    return {name: found for name, found in counted.items() if found} | {"records": dict(Counter(records))}


@pytest.fixture(scope="module")
def stages(django_db_setup, django_db_blocker):
    """The whole demo once for this module; the state it was in at the end of each stage, by the clock's day."""
    seen = {}
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        advance = clock.advance

        def remember(to):
            advance(to)
            seen[f"{to:%d/%m/%Y}"] = state()

        patch.setattr(clock, "advance", remember)
        call_command("demo", verbosity=0)
        patch.undo()
        yield seen
        transaction.set_rollback(True)


def test_every_stage(stages):
    import pprint; open("/tmp/td/flow/stages.txt","w").write(pprint.pformat(stages,width=110,sort_dicts=False))


STAGES = {}
