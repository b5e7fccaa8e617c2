"""What a count may have changed for cases still on the table: they are assessed again (law: `awards/resting.py`)."""

from awards import resting
from awards.gathering import record_report
from awards.models import EligibilityReport, Nomination, Round

TABLED = Nomination.Status.TABLED


def after(round_: Round) -> None:
    """Called by a count.

    A title that rests on one just voted on asks for its result; a collective's conditions ask how many of its people
    have a title, so when no individual is left to vote on, the collectives get a new report.
    """
    counted = list(Nomination.objects.filter(questions__round=round_))
    on_table = round_.session.nominations.filter(status=TABLED).select_related(
        "award", "unit", "staff_member", "department", "campaign"
    )
    again = {one.pk: one for one in on_table.filter(resting.resting_on(counted))}
    individuals_left = on_table.filter(department__isnull=True).exists()
    if not individuals_left and all(one.department_id is None for one in counted):
        again |= {one.pk: one for one in on_table}
    for nomination in again.values():
        record_report(nomination, EligibilityReport.Moment.REVIEWED)
